"""What the engine tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True)
class Progress:
    """How far a request has come; total 0 where it is not known."""

    event: ClassVar[str] = "progress"
    done: int
    total: int
    unit: str
    note: str = ""


@dataclass(frozen=True)
class Metric:
    """Figures on the way, for instance of one epoch."""

    event: ClassVar[str] = "metric"
    values: dict[str, Any]


@dataclass(frozen=True)
class Item:
    """One row that could not be worked on, while the rest goes on."""

    event: ClassVar[str] = "item"
    values: dict[str, Any]


@dataclass(frozen=True)
class Result:
    """The request is done; the fields are those its dataclass names."""

    event: ClassVar[str] = "result"
    values: dict[str, Any]


@dataclass(frozen=True)
class Failure:
    """The request is not done, and why."""

    event: ClassVar[str] = "error"
    code: str
    what: str
    remedy: str
    values: dict[str, Any] = field(default_factory=dict)


Event = Progress | Metric | Item | Result | Failure
