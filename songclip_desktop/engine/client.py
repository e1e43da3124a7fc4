"""The one object through which the application reaches the ML process."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from songclip_desktop import paths
from songclip_desktop.engine import answers
from songclip_desktop.engine.child import Child
from songclip_desktop.engine.encoder import IDLE_S, Encoder
from training import protocol


class Engine:
    """Starts engine processes: resident encoders, and a worker for each long job. Any thread.

    Attributes:
        encoder: Answers queries; its process starts with the first and leaves when idle.
        explainer: Says why a picture was found. Another process, as it loads torch and takes its
            time: no search waits for it.
    """

    def __init__(
        self,
        home: Path | None = None,
        *,
        command: Sequence[str] | None = None,
        idle_s: float = IDLE_S,
    ) -> None:
        """Starts nothing yet.

        Args:
            home: The folder of settings, models and engine; by default SONGCLIP_HOME.
            command: The program to start instead of the engine, for tests.
            idle_s: How long the encoder stays without a question.
        """
        self._home = home or paths.home()
        self._command = tuple(command) if command else None
        self._workers: set[Child] = set()
        self._changing = threading.Lock()
        self.encoder = Encoder(self._start, idle_s)
        self.explainer = Encoder(self._start, idle_s)

    @contextmanager
    def worker(self) -> Iterator[Child]:
        """A process of its own for one long job; it is gone when the block ends.

        Raises:
            SongClipError: There is no engine to start (`engine_missing`).
        """
        child = self._start()
        with self._changing:
            self._workers.add(child)
        try:
            yield child
        finally:
            with self._changing:
                self._workers.discard(child)
            child.close()

    def say(self, control: protocol.ControlName, verb: str = "finetune") -> None:
        """Says a control to the workers busy with `verb`. Any thread; does not wait."""
        with self._changing:
            busy = [child for child in self._workers if child.verb == verb]
        for child in busy:
            child.say(control)

    def close(self) -> None:
        """Ends the resident encoders; workers end with their jobs."""
        self.encoder.close()
        self.explainer.close()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _start(self) -> Child:
        directory = Path(sys.executable).parent if _frozen() else paths.resources().parent
        return Child(self._command or self._found(), directory)

    def _found(self) -> tuple[str, ...]:
        if not _frozen():
            return (sys.executable, "-m", "training")
        program = find(self._home, Path(sys.executable).parent)
        if program is None:
            raise answers.missing()
        return (str(program),)


def find(home: Path, beside: Path) -> Path | None:
    """The program that the frozen application starts as its engine; None where there is none.

    Args:
        home: the folder of settings, models and engine: what was installed there comes first.
        beside: the folder of the application. An engine beside it comes next; last the encoder
            that comes with the application and searches without torch.
    """
    tail = ".exe" if sys.platform == "win32" else ""
    engine = f"songclip-engine{tail}"
    places = (
        home / "engine" / engine,
        beside / "songclip-engine" / engine,
        beside.parent / "songclip-engine" / engine,
        beside / f"songclip-encoder{tail}",
    )
    return next((place for place in places if place.is_file()), None)


def _frozen() -> bool:
    return bool(getattr(sys, "frozen", False))
