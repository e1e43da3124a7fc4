"""One engine process: its pipes, its answers, and its end."""

from __future__ import annotations

import collections
import itertools
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from songclip_desktop import network, settings
from songclip_desktop.engine import answers
from songclip_desktop.progress import Listener
from training import protocol

log = logging.getLogger(__name__)

_POLL_S = 0.1
# After a stop the step in hand is finished and what was learned is measured; an engine that says
# nothing at all for so long hangs.
_SILENT_AFTER_STOP_S = 300.0
_QUIET_ENVIRONMENT = {
    # Spinning OpenMP threads would take the window's share of the cores.
    "GOMP_SPINCOUNT": "0",
    "OMP_WAIT_POLICY": "passive",
    "HF_HUB_OFFLINE": "1",
    "PYTHONUNBUFFERED": "1",
}


class Child:
    """A running engine process. One request at a time; controls may be said from any thread.

    The child ends with its parent because its stdin then does. A parent-death signal is not set
    besides: Linux sends it when the *thread* that started the child ends, which would take the
    resident encoder away together with the first job that asked it something.
    """

    def __init__(self, command: Sequence[str], directory: Path) -> None:
        """Starts the process.

        Args:
            command: The program and its arguments.
            directory: Where it runs; from source, the folder that holds the packages.

        Raises:
            SongClipError: There is no such program (`engine_missing`).
        """
        try:
            self._process = subprocess.Popen(
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=directory,
                env=os.environ | _QUIET_ENVIRONMENT | _wishes(),
                # Ctrl+C in a terminal is for the parent, which then asks the child to stop.
                start_new_session=sys.platform != "win32",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise answers.missing() from error
        self.verb = ""
        self._ids = itertools.count(1)
        self._writing = threading.Lock()
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._last_words: collections.deque[str] = collections.deque(maxlen=40)
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._readers = (
            threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._log, args=(self._process.stderr,), daemon=True),
        )
        for reader in self._readers:
            reader.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def run(self, request: protocol.Request, listener: Listener | None = None) -> dict[str, Any]:
        """Asks and waits for the answer, passing on what is told meanwhile.

        Metrics and items reach `listener.item` as `{"event": "metric" | "item", …}`. Blocks; to be
        called by one thread at a time, never by the one that draws.

        Returns:
            The fields of the result, as the request's dataclass lists them.

        Raises:
            SongClipError: What a person can mend; `engine_died` where the process ended.
            Stopped: The listener asked to stop and nothing could be handed over.
            EngineFault: A bug in the engine.
        """
        listener = listener or Listener()
        id = str(next(self._ids))
        self.verb = request.verb
        self._send(protocol.request_line(id, request))
        try:
            return self._listen(id, listener)
        finally:
            self.verb = ""

    def say(self, control: protocol.ControlName) -> None:
        """Says a control to the running request; nothing happens where none runs. Any thread."""
        if self.verb:
            self._send(protocol.control_line(control))

    def close(self, patience_s: float = 12.0) -> None:
        """Ends the process: first by closing its stdin, then, past the patience, by force."""
        with self._writing:
            _close(self._process.stdin)
        try:
            self._process.wait(patience_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for reader in self._readers:
            reader.join()
        _close(self._process.stdout)
        _close(self._process.stderr)

    def _listen(self, id: str, listener: Listener) -> dict[str, Any]:
        stopping_since: float | None = None
        while True:
            if stopping_since is None and listener.should_stop():
                self._send(protocol.control_line("stop"))
                stopping_since = time.monotonic()
            try:
                line = self._lines.get(timeout=_POLL_S)
            except queue.Empty:
                silent = stopping_since and time.monotonic() - stopping_since
                if silent and silent > _SILENT_AFTER_STOP_S:
                    self._process.kill()
                continue
            if stopping_since is not None:
                stopping_since = time.monotonic()
            if line is None:
                raise self._death()
            answer = self._heard(id, line, listener)
            if answer is not None:
                return answer

    def _heard(self, id: str, line: bytes, listener: Listener) -> dict[str, Any] | None:
        try:
            asked, event = protocol.read_event(line)
        except protocol.ProtocolError as error:
            raise answers.EngineFault(f"not a line of the protocol: {line!r}") from error
        if asked != id:  # the tail of a request that was given up
            return None
        match event:
            case protocol.Progress():
                listener.progress(answers.progress(event))
            case protocol.Metric() | protocol.Item():
                listener.item({"event": event.event, **event.values})
            case protocol.Failure():
                raise answers.failure(event)
            case protocol.Result():
                return event.values
        return None

    def _send(self, line: str) -> None:
        assert self._process.stdin is not None
        with self._writing:
            try:
                self._process.stdin.write(line.encode("ascii"))
                self._process.stdin.flush()
            except (OSError, ValueError):
                # The reader finds the end of the pipe and tells why.
                log.info("the engine is gone: %s was not sent", line.strip()[:80])

    def _death(self) -> Exception:
        status = self._process.wait()
        self._readers[1].join(timeout=2)
        return answers.died(status, "\n".join(self._last_words))

    def _read(self, pipe: BinaryIO) -> None:
        for line in pipe:
            self._lines.put(line)
        self._lines.put(None)

    def _log(self, pipe: BinaryIO) -> None:
        for line in pipe:
            text = line.decode("utf-8", "replace").rstrip()
            self._last_words.append(text)
            log.info("engine %d: %s", self._process.pid, text)


def _wishes() -> dict[str, str]:
    """What this person's settings say to the engine: its device, its precision, no network."""
    kept = settings.load()
    wished = {"SONGCLIP_DEVICE": kept.device, "SONGCLIP_PRECISION": kept.precision}
    said = {name: value for name, value in wished.items() if value != "auto"}
    return said | ({"SONGCLIP_OFFLINE": "1"} if network.offline() else {})


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        log.debug("the engine's pipe was already broken")
