"""Models that are being fetched from a hub: each a job of its own, put on hold and gone on with."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from songclip_desktop.jobs.job import Job
from songclip_desktop.progress import Progress
from songclip_desktop.ui.room import Room


class ModelFetches(QObject):
    """Main thread. What came stays on the disk, also when the program ends.

    Signals:
        moved: a name; its fetch began, went on, ended or was given up.
        progressed: a name and a Progress.
        fetched: a Model that is installed now. wrong: a name and why it could not be fetched.
    """

    moved = Signal(str)
    progressed = Signal(str, object)
    fetched = Signal(object)
    wrong = Signal(str, object)

    def __init__(self, room: Room, parent: QObject | None = None) -> None:
        """Nothing under way."""
        super().__init__(parent)
        self._room = room
        self._jobs: dict[str, Job] = {}
        self._given_up: set[str] = set()

    def job(self, name: str) -> Job | None:
        """The job that fetches this model, or None."""
        return self._jobs.get(name)

    def begin(self, name: str) -> None:
        """Fetches a model, or goes on where it was put on hold or cut."""
        from songclip_desktop.workflow import model_downloads

        if name in self._jobs:
            return
        engine = self._room.engine
        job = self._room.jobs.start(
            self.tr("获取 {0}").format(name),
            lambda listener: model_downloads.fetch(name, engine, listener),
            lambda model: self._ended(name, model),
            on_failure=lambda error: self._failed(name, error),
            on_stopped=lambda: self._ended(name),
            on_progress=lambda progress: self._progressed(name, progress),
            page="models",
            icon="models",
            online=True,
        )
        if job.state == "running":
            self._jobs[name] = job
        self.moved.emit(name)

    def hold(self, name: str) -> None:
        """Stops for now; what came stays."""
        job = self._jobs.get(name)
        if job is not None:
            job.stop()

    def give_up(self, name: str) -> None:
        """Stops, and drops what came."""
        if name in self._jobs:
            self._given_up.add(name)
            self._jobs[name].stop()
        else:
            self._drop(name)

    def _drop(self, name: str) -> None:
        from songclip_desktop.workflow import model_downloads

        self._given_up.discard(name)
        self._room.jobs.start(
            self.tr("丢弃 {0}").format(name),
            lambda _listener: model_downloads.discard(name),
            lambda _done: self.moved.emit(name),
            on_failure=lambda error: self.wrong.emit(name, error),
            page="models",
            icon="models",
            passing=True,
        )

    def _progressed(self, name: str, progress: Progress) -> None:
        self.progressed.emit(name, progress)

    def _ended(self, name: str, model: Any = None) -> None:
        self._jobs.pop(name, None)
        if model is not None:
            self._given_up.discard(name)
            self.fetched.emit(model)
        elif name in self._given_up:
            self._drop(name)
        self.moved.emit(name)

    def _failed(self, name: str, error: object) -> None:
        self._jobs.pop(name, None)
        self.moved.emit(name)
        if name in self._given_up:
            self._drop(name)
        else:
            self.wrong.emit(name, error)
