"""One blind comparison of the window: both sides drafted as a job, each draft kept on arrival."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from songclip_desktop.errors import SongClipError
from songclip_desktop.jobs.job import Job
from songclip_desktop.workflow import trial

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room


class TrialTask(QObject):
    """Works for the collection that was open when it began. Main thread.

    Signals:
        moved: it is further. ended: no longer running, however it ended. wrong: what hindered it.

    Attributes:
        id: the trial that is shown, or empty. job: drafting it, or None.
    """

    moved = Signal()
    ended = Signal()
    wrong = Signal(object)

    def __init__(self, room: Room, parent: QObject | None = None) -> None:
        """None begun."""
        super().__init__(parent)
        self._room = room
        self.id = ""
        self.job: Job | None = None
        self._of: Collection | None = None

    def forget(self) -> None:
        """Another collection is open."""
        self.stop()
        self.job, self._of, self.id = None, None, ""

    def stop(self) -> None:
        """What was written stays and can be chosen between."""
        if self.job is not None:
            self.job.stop()

    def take_up(self) -> None:
        """The newest trial, where works of it are still to be chosen between."""
        collection = self._room.collection
        if collection is None or self.job is not None or self.id:
            return
        try:
            newest = next(iter(trial.trials(collection)), "")
            self.id = newest if newest and trial.result(collection, newest).open else ""
        except SongClipError as error:
            self.wrong.emit(error)

    def begin(self, sides: tuple[trial.Side, trial.Side], name: str) -> None:
        """Draws works and has both sides draft them."""
        collection = self._room.collection
        if collection is None or self.job is not None:
            return
        try:
            prepared = trial.prepare(collection, sides)
        except SongClipError as error:
            self.wrong.emit(error)
            return
        self._of, self.id = collection, prepared.id
        job = self._room.jobs.start(
            name,
            lambda listener: trial.execute(prepared, listener),
            lambda _done: self._ended(),
            on_failure=self._failed,
            on_stopped=self._ended,
            on_item=self._heard,
            on_progress=lambda _progress: self.moved.emit(),
            page="draft",
            icon="draft",
        )
        self.job = job if job.state == "running" else None
        self.moved.emit()

    def _heard(self, item: object) -> None:
        collection = self._of
        if not isinstance(item, trial.Tried) or collection is None:
            return
        if collection is not self._room.collection:
            return
        try:
            trial.store(collection, self.id, item)
        except SongClipError as error:
            self.stop()
            self.wrong.emit(error)

    def _ended(self) -> None:
        self.job = None
        self.ended.emit()

    def _failed(self, error: object) -> None:
        self._ended()
        self.wrong.emit(error)
