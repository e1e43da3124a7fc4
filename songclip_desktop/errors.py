"""The one error a curator is meant to read."""

from __future__ import annotations


class SongClipError(Exception):
    """Something the curator can mend: shown as it is, never logged as a bug.

    Attributes:
        code: snake_case name, stable, for scripts and tests.
        what: one sentence in the reader's language: what happened.
        remedy: one sentence: what to do next.
    """

    def __init__(self, code: str, what: str, remedy: str) -> None:
        """Keeps the three parts; `str()` of the error is both sentences."""
        super().__init__(f"{what} {remedy}")
        self.code = code
        self.what = what
        self.remedy = remedy
