"""Queries that were decided, asked again of the run on the right side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from songclip_desktop.progress import Progress
from songclip_desktop.ui.models.beside import beside
from songclip_desktop.ui.pages.compare_sides import CompareSides
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.query_table_sheet import RegressionSheet
from songclip_desktop.workflow import verdicts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from songclip_desktop.jobs.job import Job


class CompareRegression(QObject):
    """Main thread. A run that takes the right side is asked once by itself."""

    def __init__(self, room: Room, sides: CompareSides, page: QWidget) -> None:
        """Fills `sheet`."""
        super().__init__(page)
        self._room, self._sides = room, sides
        self.sheet = RegressionSheet()
        self._job: Job | None = None
        self._name = ""
        self.sheet.again_asked.connect(self.ask)
        self.sheet.strip.stop.clicked.connect(lambda: self._job and self._job.stop())

    def retranslate(self) -> None:
        """The name of its task."""
        self._name = self.tr("再考记下的判断")
        self.fill()

    def fill(self) -> None:
        """What is known of the run on the right side."""
        collection, run = self._room.collection, self._sides.right
        if collection is None or not run:
            self.sheet.show_regression(None, "", 0)
            return
        judged = len(verdicts.standing(collection.searches.verdicts()))
        found = verdicts.last(collection, run)
        self.sheet.show_regression(found, self._sides.label(run), judged)

    def ask_once(self) -> None:
        """Asks a run that was never asked, where there is something to ask."""
        collection, run = self._room.collection, self._sides.right
        if collection is None or not run or collection.read_only or self._job is not None:
            return
        decided = verdicts.standing(collection.searches.verdicts())
        known = any(run in (verdict.left_run, verdict.right_run) for verdict in decided)
        if decided and not known and verdicts.last(collection, run) is None:
            self.ask()

    def ask(self) -> None:
        """Asks all of them."""
        collection, run = self._room.collection, self._sides.right
        if collection is None or not run or self._job is not None:
            return
        engine, name = self._room.engine, self._sides.label(run)

        def finish(found: verdicts.Regression) -> str:
            self._end()
            if self._room.collection is not collection:
                return ""
            verdicts.finish(collection, found)
            self.fill()
            words = self.tr("{name}：记下的判断 {count} 句，{held} 句站得住，{lost} 句变回去了")
            told = words.format(
                name=name, count=len(found.rows), held=found.count("held"), lost=found.count("lost")
            )
            self._room.toast(told)
            return told

        job = self._room.jobs.start(
            self._name,
            beside(
                collection,
                lambda reader: verdicts.prepare(reader, run),
                lambda prepared, listener: verdicts.execute(prepared, engine, listener),
            ),
            finish,
            on_failure=self._failed,
            on_stopped=self._end,
            on_progress=self._progressed,
            page="search",
            icon="search",
        )
        self._job = job if job.state == "running" else None

    def _progressed(self, progress: Progress) -> None:
        if self._job is not None:
            self.sheet.strip.show_progress(progress, self._job.pace)
            self.sheet.strip.show()

    def _failed(self, problem: object) -> None:
        self._end()
        self.sheet.problem.show_error(problem, self.tr("再试"), self.ask)

    def _end(self) -> None:
        self._job = None
        self.sheet.strip.hide()
