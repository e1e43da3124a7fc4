"""The blind test at work: draws queries, asks both runs, keeps the picks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from songclip_desktop.errors import SongClipError
from songclip_desktop.ui.models.beside import reading
from songclip_desktop.ui.pages.compare_sides import CompareSides
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.blind_sheet import BlindSheet
from songclip_desktop.workflow import queries, search, searchable, verdicts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from songclip_desktop.collection.collection import Collection


class CompareBlind(QObject):
    """Main thread."""

    def __init__(self, room: Room, sides: CompareSides, page: QWidget) -> None:
        """Fills `sheet`."""
        super().__init__(page)
        self._room, self._sides, self._page = room, sides, page
        self.sheet = BlindSheet(room.thumbnails)
        self.test: verdicts.BlindTest | None = None
        self._contents: searchable.Contents | None = None  # as it was when the test was drawn
        self._drawn = 0
        self._result: search.SearchResult | None = None
        self._done = 0
        self._name = ""
        self.sheet.begun.connect(self._begin)
        self.sheet.picked.connect(self._pick)

    def retranslate(self) -> None:
        """The name of its searches."""
        self._name = self.tr("盲测")

    def fill(self) -> None:
        """The terms first."""
        self.stop()
        self.sheet.show_terms()

    def stop(self) -> None:
        """What was picked is kept; the rest is not asked."""
        self.test = self._contents = self._result = None
        self._drawn += 1

    def _begin(self, count: int) -> None:
        collection = self._room.collection
        if collection is None or not self._room.curator(self._page):
            return
        self.sheet.problem.clear()
        self._drawn += 1
        drawn, pair = self._drawn, self._sides.pair

        def draw(reader: Collection) -> tuple[verdicts.BlindTest, searchable.Contents]:
            return verdicts.blind_test(reader, *pair, count), searchable.contents(reader).at_hand()

        read = reading(collection, draw)
        self._room.jobs.start(
            self._name,
            lambda _listener: read(),
            lambda made: self._begun(drawn, *made),
            on_failure=lambda problem: self._wrong(problem) if drawn == self._drawn else None,
            page="search",
            icon="search",
            passing=True,
        )

    def _begun(self, drawn: int, test: verdicts.BlindTest, contents: searchable.Contents) -> None:
        if drawn == self._drawn:
            self.test, self._contents, self._done = test, contents, 0
            self._ask()

    def _ask(self) -> None:
        """The next query of both runs, or the result."""
        collection, test = self._room.collection, self.test
        if collection is None or test is None:
            return
        self._result = None
        if self._done >= len(test.queries):
            kept = collection.searches.verdicts(test.id)
            counted = verdicts.tally(kept, test.left, test.right)
            self.sheet.show_result(counted, self._sides.names)
            return
        try:
            prepared = search.prepare(
                collection,
                queries.words(test.queries[self._done], plain=True),
                k=verdicts.DEPTH,
                run=test.right,
                against=test.left or None,
                compare=True,
                contents=self._contents,
            )
        except SongClipError as error:
            self._wrong(error)
            return
        engine = self._room.engine
        self._room.jobs.start(
            self._name,
            lambda listener: search.execute(prepared, engine, listener),
            lambda result: self._show(test, result),
            on_failure=lambda problem: self._failed(test, problem),
            page="search",
            icon="search",
            passing=True,
        )

    def _show(self, test: verdicts.BlindTest, result: search.SearchResult) -> None:
        contents = self._contents
        if contents is None or test is not self.test:
            return
        self._result = result
        lists = [
            [hit for hit in side or () if isinstance(hit, search.Hit)]
            for side in (result.zero_shot, result.finetuned)
        ]
        if test.swapped(result.query):
            lists.reverse()
        self.sheet.show_query(
            result.query, (lists[0], lists[1]), contents.work, self._done, len(test.queries)
        )

    def _wrong(self, problem: object) -> None:
        self.sheet.problem.show_error(problem)

    def _failed(self, test: verdicts.BlindTest, problem: object) -> None:
        if test is self.test:
            self.sheet.problem.show_error(problem, self.tr("再试"), self._ask)

    def _pick(self, place: str) -> None:
        collection, test, result = self._room.collection, self.test, self._result
        by = self._room.curator(self._page)
        if collection is None or test is None or result is None or not by:
            return
        try:
            verdicts.judge_blind(collection, test, result, place, by)
        except SongClipError as error:
            self.sheet.problem.show_error(error)
            return
        self._done += 1
        self._ask()
