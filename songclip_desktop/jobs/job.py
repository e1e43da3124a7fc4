"""One long task on its own thread.

A subclass of QThread that lives on the main thread: what is connected to its signals runs there,
also a lambda, which would run on the worker thread were the worker moved to it.
"""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from songclip_desktop.errors import SongClipError
from songclip_desktop.jobs.pace import Pace
from songclip_desktop.progress import Listener, Progress, Stopped

REPORT_EVERY_S = 0.1

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobFailure:
    """A bug met on a worker thread: what it was and where."""

    what: str
    trace: str


class Job(QThread):
    """Runs `execute(listener)` once. Never `terminate` it: ask it to stop and wait.

    Signals arrive on the main thread. `finished` alone never means success.

    Attributes:
        name: what the activity panel calls it. page: the page that started it, for 前往.
        state: "running", "succeeded", "failed" or "stopped".
        latest: the last progress seen, or None. pace: its rate and time left.
        problem: SongClipError or JobFailure once failed. summary: a sentence set by the page.
        passing: nobody wants to read of it once it has gone well. online: it speaks to a network.
    """

    progressed = Signal(object)
    item_ready = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(
        self,
        name: str,
        execute: Callable[[Listener], Any],
        page: str = "",
        icon: str = "activity",
        parent: QObject | None = None,
    ) -> None:
        """Holds what to run; nothing starts before `start()`."""
        super().__init__(parent)
        self.name, self.page, self.icon = name, page, icon
        self.state = "running"
        self.latest: Progress | None = None
        self.pace = Pace()
        self.problem: SongClipError | JobFailure | None = None
        self.summary = ""
        self.passing = self.online = False
        self.started_at = datetime.now()
        self.ended_at: datetime | None = None
        self._execute = execute
        self._stop = threading.Event()
        self._reported_at = 0.0
        self._pending: Progress | None = None
        self.progressed.connect(self._note)

    def stop(self) -> None:
        """Asks the task to stop at its next step. Any thread."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """True once it was asked to stop."""
        return self._stop.is_set()

    @property
    def passed(self) -> bool:
        """True once it is done and of no more interest."""
        return self.passing and self.state in ("succeeded", "stopped")

    def run(self) -> None:
        """On the worker thread: the one place of the program that catches every exception."""
        outcome, value = "succeeded", None
        try:
            listener = Listener(self._report, self.item_ready.emit, self._stop.is_set)
            value = self._execute(listener)
        except Stopped:
            outcome = "stopped"
        except SongClipError as error:
            outcome, value = "failed", error
        except Exception as error:
            log.exception("job %s failed", self.name)
            outcome, value = "failed", JobFailure(str(error), traceback.format_exc())
        if self._pending is not None:
            self.progressed.emit(self._pending)
        self.state = outcome
        self.ended_at = datetime.now()
        if outcome == "stopped":
            self.stopped.emit()
        elif outcome == "failed":
            self.problem = value
            self.failed.emit(value)
        else:
            self.succeeded.emit(value)

    def _report(self, progress: Progress) -> None:
        """Throttles to ten a second; the last one is always sent."""
        now = time.monotonic()
        if now - self._reported_at < REPORT_EVERY_S:
            self._pending = progress
            return
        self._reported_at, self._pending = now, None
        self.progressed.emit(progress)

    def _note(self, progress: Progress) -> None:
        self.latest = progress
        self.pace.add(progress)
