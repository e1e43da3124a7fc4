"""How far a long task is, what it changed, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """One report of a long task. `total` 0 means the length is not known.

    Attributes:
        unit: what is counted: "picture", "row", "caption", "step", "text".
        note: a sentence for the curator, or empty.
    """

    done: int
    total: int
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a verb wrote, announced by the change feed so that pages redraw what they show.

    Attributes:
        paintings, captions, passages, pairs: ids touched.
        runs: run ids touched.
        everything: true where so much changed that lists are read anew.
    """

    paintings: frozenset[int] = frozenset()
    captions: frozenset[int] = frozenset()
    passages: frozenset[int] = frozenset()
    pairs: frozenset[int] = frozenset()
    runs: frozenset[str] = frozenset()
    index: bool = False
    everything: bool = False


class Stopped(Exception):
    """Raised inside a long task when it was asked to stop; what was done stays."""


OnProgress = Callable[[Progress], None]
ShouldStop = Callable[[], bool]


def silent(_progress: Progress) -> None:
    """Where nobody listens."""


def never() -> bool:
    """Where nobody stops."""
    return False


@dataclass
class Listener:
    """What a long task is given to speak to its caller. Called on the task's own thread.

    Attributes:
        progress: told of every step; the receiver throttles.
        item: told of each finished thing (a draft, a problem row, an engine metric).
        should_stop: asked between steps.
    """

    progress: OnProgress = silent
    item: Callable[[object], None] = field(default=lambda _item: None)
    should_stop: ShouldStop = never
