"""Where a report is asked for, from wherever an error is shown."""

from __future__ import annotations

import traceback

from PySide6.QtCore import QObject, Signal

from songclip_desktop.jobs.job import JobFailure


class Desk(QObject):
    """The one of this process. Main thread.

    Signals:
        wanted: what happened, as traces; somebody wants to read a report of it.
    """

    wanted = Signal(str)


_desk: Desk | None = None


def current() -> Desk:
    """Made at the first call. Main thread."""
    global _desk
    if _desk is None:
        _desk = Desk()
    return _desk


def trace_of(error: object) -> str:
    """What an error says of where it happened."""
    if isinstance(error, JobFailure):
        return error.trace
    if isinstance(error, BaseException):
        return "".join(traceback.format_exception(error))
    return str(error)
