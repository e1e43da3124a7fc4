"""What a verb prints: JSON lines for programs, sentences and a progress bar for people.

The one place below which nothing is printed. Exit codes: 0 done, 1 error, 2 usage, 130 stopped.
"""

from __future__ import annotations

import dataclasses
import json
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress

DONE, ERROR, USAGE, STOPPED = 0, 1, 2, 130
SCHEMA = 1
_EVERY_S = 0.2


class Verb:
    """One running verb: give `listener` to the workflow, then call `result` once.

    As a context manager it answers Ctrl+C by asking the task to stop; a second Ctrl+C ends it.

    Attributes:
        json: whether JSON lines are wanted.
        listener: progress, items and the stop request of this verb.
    """

    def __init__(
        self,
        name: str,
        *,
        json: bool = False,
        collection: Path | str | None = None,
        model: str | None = None,
        demo_model: bool = False,
        item: Callable[[object], None] | None = None,
    ) -> None:
        """Starts the clock.

        Args:
            name: as the curator typed it.
            json: JSON lines instead of sentences.
            collection: its folder, or None for verbs without one.
            model: the base model's name, or None for verbs without one.
            demo_model: whether that is the mini model.
            item: told of each finished thing; by default nobody is.
        """
        self.name = name
        self.json = json
        self.collection = None if collection is None else str(Path(collection).resolve())
        self.model = model
        self.demo_model = demo_model
        self.stop_asked = threading.Event()
        self.listener = Listener(
            progress=self.progress,
            item=item or (lambda _item: None),
            should_stop=self.stop_asked.is_set,
        )
        self._started = time.monotonic()
        self._last_shown = 0.0
        self._bar_shown = False
        self._handler: Any = None

    def __enter__(self) -> Verb:
        if threading.current_thread() is threading.main_thread():
            self._handler = signal.signal(signal.SIGINT, self._on_interrupt)
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._handler is not None:
            signal.signal(signal.SIGINT, self._handler)
            self._handler = None

    @property
    def seconds(self) -> float:
        """Wall time of the verb so far."""
        return round(time.monotonic() - self._started, 3)

    def progress(self, progress: Progress) -> None:
        """Shows how far it is, at most five times a second and always at the end. Any thread."""
        at = time.monotonic()
        last = progress.total and progress.done >= progress.total
        if at - self._last_shown < _EVERY_S and not last:
            return
        self._last_shown = at
        if self.json:
            emit({"event": "progress", **dataclasses.asdict(progress)})
        elif sys.stderr.isatty():
            self._bar_shown = True
            of = f"/{progress.total}" if progress.total else ""
            filled = int(24 * progress.done / progress.total) if progress.total else 0
            bar = "█" * filled + "·" * (24 - filled)
            line = f"\r{bar} {progress.done}{of} {progress.note}\x1b[K"
            print(line, end="", file=sys.stderr, flush=True)  # noqa: T201

    def event(self, kind: str, **fields: Any) -> None:
        """A `metric` or `item` line; silent for people, who see the progress."""
        if self.json:
            emit({"event": kind, **fields})

    def result(self, said: str = "", **fields: Any) -> None:
        """The last line: all fields as JSON, or the sentences in `said` for a person."""
        if self.json:
            emit(
                {
                    "event": "result",
                    "verb": self.name,
                    "schema": SCHEMA,
                    "collection": self.collection,
                    "model": self.model,
                    "demo_model": self.demo_model,
                    **fields,
                }
            )
            return
        self.end_bar()
        if said:
            print(said)  # noqa: T201

    def end_bar(self) -> None:
        """Leaves the progress bar's line."""
        if self._bar_shown:
            print(file=sys.stderr)  # noqa: T201
            self._bar_shown = False

    def _on_interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        if self.stop_asked.is_set():
            raise KeyboardInterrupt
        self.stop_asked.set()


def emit(fields: dict[str, Any]) -> None:
    """One JSON line on stdout."""
    print(json.dumps(fields, ensure_ascii=False, default=_plain), flush=True)  # noqa: T201


def emit_error(error: SongClipError, *, as_json: bool) -> None:
    """The error line of a verb: JSON on stdout, or two sentences on stderr."""
    if as_json:
        emit({"event": "error", "code": error.code, "what": error.what, "remedy": error.remedy})
    else:
        print(f"\n{error.what}\n{error.remedy}", file=sys.stderr)  # noqa: T201


def stopped_error() -> SongClipError:
    """What is said where a verb was stopped."""
    return SongClipError(
        "stopped",
        say("已停止。", "Stopped."),
        say(
            "已完成的部分都保留着；再次运行即可继续。",
            "What was done stays; run it again to go on.",
        ),
    )


def usage_error(what: str) -> SongClipError:
    """A verb called with arguments it does not take."""
    return SongClipError(
        "usage", what, say("用 --help 查看用法。", "See how it is used with --help.")
    )


def speak_utf8() -> None:
    """UTF-8 on both streams, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def wants_json(arguments: list[str]) -> bool:
    """Whether `--json` is among the arguments."""
    return "--json" in arguments


def print_problems(problems: list[Any], stream: TextIO | None = None) -> None:
    """Problems row by row for a person: the first twenty and how many more."""
    out = stream or sys.stdout
    for problem in problems[:20]:
        row = "" if problem.row is None else f":{problem.row}"
        line = f"  {problem.source}{row} {problem.accession} [{problem.code}] {problem.what}"
        print(f"{line} {problem.remedy}", file=out)
    if len(problems) > 20:
        more = len(problems) - 20
        print(say("  ……另有 {n} 条", "  … and {n} more", n=more), file=out)


def _plain(value: object) -> Any:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (set, frozenset, tuple)):
        return sorted(value) if not isinstance(value, tuple) else list(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
