"""The one error of the engine that is meant to be read: a code, what happened, what to do."""

from __future__ import annotations


class TrainingError(Exception):
    """Something a person can mend. It crosses to the application as an `error` line.

    Attributes:
        code: snake_case name, stable; the application translates by it.
        what: one English sentence: what happened.
        remedy: one English sentence: what to do next.
        values: what the sentences name (paths, counts), for the translated sentences.
    """

    def __init__(self, code: str, what: str, remedy: str, **values: str | int | float) -> None:
        """Keeps the parts; `str()` of the error is both sentences."""
        super().__init__(f"{what} {remedy}")
        self.code = code
        self.what = what
        self.remedy = remedy
        self.values = values


class StoppedError(TrainingError):
    """The application asked to stop, or is gone, before anything could be handed over."""

    def __init__(self) -> None:
        """Carries the code that ends a command line with exit status 130."""
        super().__init__("stopped", "The work was stopped.", "Start it again when you like.")
