"""Import at work: looking at sources, taking in, finding originals again; each leaves the main thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange.profiles import Profile
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.ui.room import Room

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.jobs.job import Job
    from songclip_desktop.workflow.import_ import Decisions, ImportReport, Prepared, Target
    from songclip_desktop.workflow.relink import RelinkReport


_ROWS_AT_ONCE = 12  # written between two events of the window, so that it never stands still


class ImportTask(QObject):
    """One thing at a time; a new look lets go of the one before. Main thread.

    Signals:
        began: a name for what is at work. planned: a Prepared. took_in: an ImportReport.
        looked: a RelinkReport. stopped: whether something was taken in. failed: the error.
        progressed: a Progress.
    """

    began = Signal(str)
    planned = Signal(object)
    took_in = Signal(object)
    looked = Signal(object)
    stopped = Signal(bool)
    failed = Signal(object)
    progressed = Signal(object)

    def __init__(self, room: Room, parent: QObject) -> None:
        """Idle."""
        super().__init__(parent)
        self._room = room
        self._job: Job | None = None
        self._into: tuple[object, Target] | None = None

    @property
    def job(self) -> Job | None:
        """What was started last."""
        return self._job

    @property
    def working(self) -> bool:
        """True while something runs."""
        return self._job is not None and self._job.state == "running"

    def stop(self) -> None:
        """Asks what runs to stop; what was done stays."""
        if self._job is not None:
            self._job.stop()

    def look_at(
        self,
        sources: Sequence[Path | str],
        profile: Profile | str | None,
        decided: Decisions,
        *,
        passages: bool,
        copy: bool,
    ) -> None:
        """Plans an import; nothing is written. Ends in `planned` or `failed`."""
        from songclip_desktop.workflow import import_

        collection = self._room.collection
        if collection is None:
            return
        self._let_go()
        into = self._target(collection)
        held = list(sources)

        def plan(_listener: Listener) -> Prepared:
            return import_.plan(
                into, held, None, profile, passages, copy, guess=True, decided=decided
            )

        self._run(self.tr("看来源"), plan, self.planned.emit)

    def take_in(self, prepared: Prepared, words: Callable[[ImportReport], str]) -> None:
        """Takes in what was planned. Ends in `took_in`, `stopped` or `failed`.

        `words` says a report in one line, for the activity panel.
        """
        from songclip_desktop.workflow import import_

        collection = self._room.collection
        if collection is None:
            return
        writer = import_.Writer(collection, prepared, batch=_ROWS_AT_ONCE)
        by = self._room.settings.curator

        def keep(item: object) -> None:
            self._write(lambda: writer.take(item))

        def done(imported: Any) -> str:
            report = self._write(lambda: import_.finish(collection, imported, by))
            if report is None:
                return ""
            self._room.feed.announce(report.changes)
            self.took_in.emit(report)
            return words(report)

        def ended(tell: Callable[[], None]) -> None:
            self._write(writer.flush)
            self._room.feed.announce(Changes(everything=True))
            tell()

        self._run(
            self.tr("入藏"),
            lambda listener: import_.execute(prepared, listener),
            done,
            on_item=keep,
            on_stopped=lambda: ended(lambda: self.stopped.emit(True)),
            on_failure=lambda error: ended(lambda: self.failed.emit(error)),
        )

    def find_originals(self, folder: Path) -> None:
        """Looks for originals that are gone. Ends in `looked`, `stopped` or `failed`."""
        from songclip_desktop.workflow import relink

        collection = self._room.collection
        if collection is None:
            return
        self._let_go()
        try:
            prepared = relink.prepare(collection, folder)
        except SongClipError as error:
            self.failed.emit(error)
            return

        def done(found: Any) -> None:
            report: RelinkReport | None = self._write(lambda: relink.finish(collection, found))
            if report is not None:
                self._room.feed.announce(report.changes)
                self.looked.emit(report)

        self._run(self.tr("找回原图"), lambda listener: relink.execute(prepared, listener), done)

    def _target(self, collection: Collection) -> Target:
        """Read once as long as nothing is written: every column mapped anew makes a new plan."""
        from songclip_desktop.workflow import import_

        now = (collection.dir, collection.version)
        if self._into is None or self._into[0] != now:
            self._into = now, import_.target(collection)
        return self._into[1]

    def _run(
        self,
        name: str,
        execute: Callable[[Listener], Any],
        done: Callable[[Any], Any],
        *,
        on_item: Callable[[object], None] | None = None,
        on_stopped: Callable[[], None] | None = None,
        on_failure: Callable[[object], None] | None = None,
    ) -> None:
        started: list[Job] = []

        def current() -> bool:
            """False once another thing was begun; with a runner in tests it is done at once."""
            return not started or started[0] is self._job

        def succeeded(result: Any) -> Any:
            return done(result) if current() else None

        def stopped() -> None:
            if current():
                (on_stopped or (lambda: self.stopped.emit(False)))()

        def failed(error: object) -> None:
            if current():
                (on_failure or self.failed.emit)(error)

        self._job = None
        job = self._room.jobs.start(
            name, execute, succeeded, on_failure=failed, on_stopped=stopped, on_item=on_item,
            on_progress=self.progressed.emit, page="import", icon="import",
        )  # fmt: skip
        started.append(job)
        self._job = job
        self.began.emit(name)

    def _let_go(self) -> None:
        """A look that still runs is stopped, and its end is no longer heard."""
        if self._job is not None and self._job.state == "running":
            self._job.stop()
        self._job = None

    def _write(self, act: Callable[[], Any]) -> Any:
        """Writes to the collection; where the disk will not take it, the rest is stopped and told."""
        try:
            return act()
        except SongClipError as error:
            self.stop()
            self.failed.emit(error)
            return None
