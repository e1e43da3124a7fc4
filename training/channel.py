"""The engine's end of the pipes: requests and controls in, events out.

The reader thread only fills a queue and sets flags; the request runs on the main thread and looks
at the flags between two steps.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from typing import Any, BinaryIO

from training.errors import StoppedError
from training.protocol import (
    Asked,
    Control,
    Event,
    Failure,
    Item,
    Metric,
    Progress,
    ProtocolError,
    event_line,
    read_request,
)

# The parent is gone: so long may the step in hand and its saving take.
_GRACE_S = 9.0
_PROGRESS_S = 0.05


class Controls:
    """What has been said to the running request. Flags may be set on any thread."""

    def __init__(self) -> None:
        """Nothing has been said yet."""
        self._stop, self._save, self.gone = (threading.Event() for _ in range(3))
        self._running = threading.Event()
        self._running.set()

    def hear(self, control: Control) -> None:
        """Takes note of a control."""
        match control.control:
            case "stop":
                self._stop.set()
                self._running.set()
            case "pause":
                self._running.clear()
            case "resume":
                self._running.set()
            case "save":
                self._save.set()

    def leave(self) -> None:
        """The parent is gone: what runs is to be saved and ended."""
        self.gone.set()
        self._running.set()

    def forget(self) -> None:
        """A request has ended; what was said to it does not concern the next one."""
        self._stop.clear()
        self._save.clear()
        self._running.set()

    def heed_stop(self) -> None:
        """The "stop" that was said has been acted on; another one would end what follows."""
        self._stop.clear()

    @property
    def ending(self) -> bool:
        """Whether the request is to end: stopped, or the parent is gone."""
        return self._stop.is_set() or self.gone.is_set()

    def wanted_save(self) -> bool:
        """Whether "save" was said since this was last asked."""
        wanted = self._save.is_set()
        self._save.clear()
        return wanted

    def is_paused(self) -> bool:
        """Whether "pause" holds."""
        return not self._running.is_set()

    def wait_while_paused(self) -> None:
        """Returns at once, or when "resume" or "stop" is said, or the parent is gone."""
        self._running.wait()


class Talk:
    """What a verb may say while it runs, and what it is told. Main thread."""

    def __init__(self, id: str, channel: Channel) -> None:
        """Every event will carry `id`."""
        self._id, self._channel = id, channel
        self.controls = channel.controls
        self._told_at = 0.0

    def say(self, event: Event) -> None:
        """Writes the event as one line."""
        self._channel.tell(self._id, event)

    def progress(self, done: int, total: int, unit: str, note: str) -> None:
        """Tells how far it has come, at most 20 times a second; the last step is always told."""
        now = time.monotonic()
        if done >= total or now - self._told_at >= _PROGRESS_S:
            self._told_at = now
            self.say(Progress(done, total, unit, note))

    def metric(self, values: dict[str, Any]) -> None:
        """Tells figures on the way."""
        self.say(Metric(values))

    def item(self, values: dict[str, Any]) -> None:
        """Tells of one row that could not be worked on."""
        self.say(Item(values))

    def check(self) -> None:
        """Waits while paused.

        Raises:
            StoppedError: The request is to end.
        """
        self.controls.wait_while_paused()
        if self.controls.ending:
            raise StoppedError


class Channel:
    """Lines out of a private descriptor, requests in from a reader thread."""

    def __init__(self, descriptor: int) -> None:
        """Events go to `descriptor`, which nothing else writes to."""
        self._descriptor = descriptor
        self._lock = threading.Lock()
        self.controls = Controls()
        self.requests: queue.Queue[Asked | None] = queue.Queue()
        self._pending = 0

    def tell(self, id: str, event: Event) -> None:
        """Writes one event; a reader that is gone is taken as a parent that is gone."""
        left = memoryview(event_line(id, event).encode("ascii"))
        with self._lock:
            try:
                while left:
                    left = left[os.write(self._descriptor, left) :]
            except OSError:
                self.controls.leave()

    def listen(self, stream: BinaryIO) -> None:
        """Reads requests and controls from `stream` on a thread of its own, until it ends."""
        threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def done(self) -> None:
        """The request that was taken from the queue has ended."""
        with self._lock:
            self._pending -= 1
            self.controls.forget()

    def _read(self, stream: BinaryIO) -> None:
        for line in stream:
            if not line.strip():
                continue
            try:
                heard = read_request(line)
            except ProtocolError as error:
                remedy = "Mend the line and send it again."
                self.tell(error.id, Failure("bad_request", str(error), remedy))
                continue
            with self._lock:
                if isinstance(heard, Asked):
                    self._pending += 1
                    self.requests.put(heard)
                elif self._pending:
                    self.controls.hear(heard)
        self.controls.leave()
        self.requests.put(None)
        time.sleep(_GRACE_S)
        sys.stderr.write("the parent is gone and the step in hand does not end\n")
        os._exit(1)
