"""What a look at this machine found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Attributes:
        name: snake_case, stable. ok: False only where it hinders work.
        detail: what was found.
        remedy: what to do; empty where it is well, an advice where `ok`.
    """

    name: str
    ok: bool
    detail: str
    remedy: str = ""
