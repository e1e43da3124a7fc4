"""Starts jobs, keeps a list of them for the activity panel, and stops them all at the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from songclip_desktop.jobs.job import Job
from songclip_desktop.progress import Listener

KEPT = 50


class JobRunner(QObject):
    """Every long task of the window starts here. Main thread only.

    Args:
        sync: run each job inline in `start`, for tests.
    """

    changed = Signal()

    def __init__(self, sync: bool = False, parent: QObject | None = None) -> None:
        """Begins with no jobs."""
        super().__init__(parent)
        self._sync = sync
        self._jobs: list[Job] = []

    def start(
        self,
        name: str,
        execute: Callable[[Listener], Any],
        on_success: Callable[[Any], Any] | None = None,
        *,
        on_failure: Callable[[Any], None] | None = None,
        on_stopped: Callable[[], None] | None = None,
        on_item: Callable[[Any], None] | None = None,
        on_progress: Callable[[Any], None] | None = None,
        page: str = "",
        icon: str = "activity",
        passing: bool = False,
        online: bool = False,
    ) -> Job:
        """Runs `execute(listener)` on its own thread; the callbacks run on the main thread.

        `on_failure` is given a SongClipError or a JobFailure; without it the failure is seen in
        the activity panel alone. What `on_success` returns as text is shown there as the outcome.
        `page` is where the activity panel's 前往 leads. `passing`: one of very many, such as a
        search at every key; once it has succeeded the list has it no more.
        """
        job = Job(name, execute, page, icon, self)
        job.passing, job.online = passing, online
        if on_success is not None:
            job.succeeded.connect(lambda result: self._hand_over(job, on_success, result))
        handlers = (
            (job.failed, on_failure),
            (job.stopped, on_stopped),
            (job.item_ready, on_item),
            (job.progressed, on_progress),
        )
        for signal, handler in handlers:
            if handler is not None:
                signal.connect(handler)
        for signal in (job.succeeded, job.failed, job.stopped, job.progressed):
            signal.connect(self._changed)
        self._jobs.append(job)
        self._forget_old()
        if self._sync:
            job.run()
        else:
            job.start()
        self.changed.emit()
        return job

    @property
    def running(self) -> list[Job]:
        """Jobs at work, oldest first."""
        return [job for job in self._jobs if job.state == "running"]

    @property
    def busy(self) -> bool:
        """True while any thread is still alive, also one whose job has just ended."""
        return any(job.isRunning() for job in self._jobs)

    @property
    def done(self) -> list[Job]:
        """Jobs that ended, newest first."""
        return [job for job in reversed(self._jobs) if job.state != "running" and not job.passed]

    def stop_all(self, limit_s: float = 15.0) -> bool:
        """Asks all to stop and waits; False where some still work after the limit."""
        for job in self._jobs:
            job.stop()
        deadline = time.monotonic() + limit_s
        ended = True
        for job in self._jobs:
            left_ms = max(0, int((deadline - time.monotonic()) * 1000))
            ended = (job.isFinished() or not job.isRunning() or job.wait(left_ms)) and ended
        return ended

    @staticmethod
    def _hand_over(job: Job, on_success: Callable[[Any], Any], result: Any) -> None:
        said = on_success(result)
        if isinstance(said, str):
            job.summary = said

    def _forget_old(self) -> None:
        for job in (*self.done[KEPT:], *(job for job in self._jobs if job.passed)):
            if not job.isRunning():
                self._jobs.remove(job)
                job.deleteLater()

    def _changed(self, *_values: object) -> None:
        self.changed.emit()
