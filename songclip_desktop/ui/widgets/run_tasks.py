"""What is done with a run, one task at a time: measure, another strength, save, take in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.jobs.job import Job
from songclip_desktop.progress import Listener, Progress
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.figure_table import percent
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.progress import ProgressStrip
from songclip_desktop.ui.widgets.save_menu import RUN, ask_target
from songclip_desktop.workflow import carry, evaluate, export


class RunTasks(QObject):
    """Has a strip for the progress and a place for what went wrong, which the page lays out.

    Attributes:
        strip, problem: hidden while there is nothing to tell; the page reports there as well.
        offered: of a file that came from outside.

    Signals:
        changed: a task began or ended. made: id of a run that there was not before.
    """

    changed = Signal()
    made = Signal(str)

    def __init__(self, room: Room, page: QWidget) -> None:
        """Nothing is at work. `page`: that dialogs belong to."""
        super().__init__(page)
        self._room, self._page = room, page
        self._job: Job | None = None
        self.problem, self.strip = ErrorPanel(), ProgressStrip()
        self.offered = ErrorPanel("info", "ink_2")
        self.strip.hide()
        self.strip.stop.clicked.connect(self._stop)
        room.collection_changed.connect(lambda _other: self.offered.clear())

    @property
    def busy(self) -> bool:
        """Whether a task is at work."""
        return self._job is not None

    def retranslate(self) -> None:
        """The word on the strip's button."""
        self.strip.retranslate()

    def measure(self, run: str) -> None:
        """Makes the figures of a run anew, on the works held out here."""
        engine = self._room.engine

        def begin(collection: Collection) -> Callable[[Listener], Any]:
            prepared = evaluate.prepare(collection, run)
            return lambda listener: evaluate.execute(prepared, engine, listener)

        def end(collection: Collection, figures: Any) -> None:
            self._room.feed.announce(evaluate.finish(collection, figures))

        self._do(self.tr("评测"), begin, end, lambda: self.measure(run))

    def at_strength(self, run: str, strength: float) -> None:
        """A new run of that strength, which is then measured as any other."""
        engine = self._room.engine

        def begin(collection: Collection) -> Callable[[Listener], Any]:
            prepared = carry.prepare_strength(collection, run, strength)
            return lambda listener: carry.execute(prepared, engine, listener)

        def end(collection: Collection, taken: carry.Taken) -> None:
            self._room.feed.announce(carry.finish(collection, taken))
            self.made.emit(taken.run.id)
            self._room.toast(self.tr("强度 {t} 的已另存为一次训练").format(t=percent(strength)))
            self.measure(taken.run.id)

        name = self.tr("另存强度 {t}").format(t=percent(strength))
        self._do(name, begin, end, lambda: self.at_strength(run, strength))

    def save(self, run: str, form: str) -> None:
        """Asks where, then writes the run in that form."""
        target = ask_target(self._page, self.tr("存为文件"), run, form)
        if target is not None:
            self._save(run, form, target)

    def take_in(self) -> None:
        """Asks for a file of a training done elsewhere, and makes a run of it."""
        kinds = " ".join(f"*{suffix}" for suffix in carry.SUFFIXES)
        named = self.tr("训练成果 ({kinds})").format(kinds=kinds)
        chosen, _ = QFileDialog.getOpenFileName(self._page, self.tr("导入训练"), "", named)
        if chosen:
            self._take(Path(chosen))

    def offer(self, file: Path | None) -> None:
        """Says that a file is there to be taken in, with the button that does it; None: no more."""
        collection = self._room.collection
        self.offered.clear()
        if collection is None or file is None:
            return
        words = self.tr("“{file}”是一次训练的成果，可以导入“{collection}”。")
        told = words.format(file=file.name, collection=collection.name)
        self.offered.show_problem(told, "", self.tr("导入"), lambda: self._accept(file))

    def _accept(self, file: Path) -> None:
        if not self.busy:
            self.offered.clear()
            self._take(file)

    def _save(self, run: str, form: str, target: Path) -> None:
        engine = self._room.engine

        def begin(collection: Collection) -> Callable[[Listener], Any]:
            if form == RUN:
                # It reads the collection, and is the copying of a few small files.
                saved = carry.save(collection, target, run)
                return lambda _listener: saved
            prepared = export.prepare_model(collection, target, form, run)
            return lambda listener: export.execute_model(prepared, engine, listener)

        def end(_collection: Collection, _saved: export.Exported) -> None:
            self._room.toast(self.tr("已存到 {name}").format(name=target.name))

        name = self.tr("存为 {name}").format(name=target.name)
        self._do(name, begin, end, lambda: self._save(run, form, target))

    def _take(self, file: Path) -> None:
        engine = self._room.engine

        def begin(collection: Collection) -> Callable[[Listener], Any]:
            prepared = carry.prepare_import(collection, file)
            return lambda listener: carry.execute(prepared, engine, listener)

        def end(collection: Collection, taken: carry.Taken) -> None:
            self._room.feed.announce(carry.finish(collection, taken))
            self.made.emit(taken.run.id)
            self._room.toast(self.tr("已导入 {name}").format(name=file.name))

        name = self.tr("导入 {name}").format(name=file.name)
        self._do(name, begin, end, lambda: self._take(file))

    # -- one task ----------------------------------------------------------------------------

    def _do(
        self,
        name: str,
        begin: Callable[[Collection], Callable[[Listener], Any]],
        end: Callable[[Collection, Any], None],
        again: Callable[[], None],
    ) -> None:
        """`begin` reads the collection, what it returns runs on another thread, then `end`."""
        collection = self._room.collection
        if collection is None or self._job is not None:
            return
        self.problem.clear()
        try:
            execute = begin(collection)
        except SongClipError as error:
            self.problem.show_error(error)
            return

        def done(result: Any) -> None:
            self._ended()
            if self._room.collection is collection:
                end(collection, result)

        def failed(error: object) -> None:
            self._ended()
            self.problem.show_error(error, self.tr("再试"), again)

        self.strip.set_name(name)
        self.strip.show()
        job = self._room.jobs.start(
            name,
            execute,
            done,
            on_failure=failed,
            on_stopped=self._ended,
            on_progress=self._on_progress,
            page="evaluate",
            icon="evaluate",
        )
        if job.state == "running":
            self._job = job
            self.changed.emit()

    def _on_progress(self, progress: Progress) -> None:
        if self._job is not None:
            self.strip.show_progress(progress, self._job.pace)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _ended(self) -> None:
        self._job = None
        self.strip.hide()
        self.changed.emit()
