"""The selected hit of the compare page: what the panel says of it, why it was found, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes
from songclip_desktop.records import Caption, Painting
from songclip_desktop.ui.models.asking import Asking
from songclip_desktop.ui.models.explain_task import SETTLED_MS, TYPED_MS, ExplainTask
from songclip_desktop.ui.pages.compare_sides import CompareSides
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.hit_panel import HitPanel
from songclip_desktop.ui.widgets.rank_board import COLUMNS
from songclip_desktop.ui.widgets.search_board import SearchBoard
from songclip_desktop.workflow.explain import Explanation
from songclip_desktop.workflow.queries import Picture
from songclip_desktop.workflow.search import Hit, TextHit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from songclip_desktop.ui.widgets.hit_picture import Box


class CompareHit(QObject):
    """Main thread.

    Attributes:
        works: paintings by id, those of the hits and the one that asked. answered: what the hits
            answer. typing: the hit was not picked, it came while one types.

    Signals:
        asked: an Asking that a button of the panel leads to.
        aside: works are on the tray now.
    """

    asked = Signal(object)
    aside = Signal()

    def __init__(
        self, room: Room, board: SearchBoard, panel: HitPanel, sides: CompareSides, parent: QObject
    ) -> None:
        """Follows what is selected on `board`."""
        super().__init__(parent)
        self._room, self._board, self._panel, self._sides = room, board, panel, sides
        self.task = ExplainTask(room, self)
        self.works: Mapping[int, Painting] = {}
        self.answered = Asking("")
        self.place: tuple[str, int] = (COLUMNS[1], 0)
        self.typing = False
        board.selected.connect(self.show)
        board.opened.connect(lambda *_place: self.open())
        panel.open_asked.connect(self.open)
        panel.similar_asked.connect(lambda: self._look_by(None, "images"))
        panel.texts_asked.connect(lambda: self._look_by(None, "texts"))
        panel.region.connect(lambda box: self._look_by(box, "images"))
        panel.aside_asked.connect(self.put_aside)
        panel.pair_asked.connect(self._pair)
        panel.why_asked.connect(self.explain)
        self.task.begun.connect(panel.show_explaining)
        self.task.explained.connect(self._explained)
        self.task.failed.connect(self._unexplained)

    def retranslate(self) -> None:
        """The name of its task."""
        self.task.name = self.tr("解释一条结果")

    def clear(self) -> None:
        """Another collection."""
        self.task.drop()
        self.works = {}
        self._panel.show_nothing()

    @property
    def hit(self) -> Hit | TextHit | None:
        """What is selected."""
        return self._board.hit(*self.place)

    @property
    def work(self) -> Painting | None:
        """The work of what is selected."""
        hit = self.hit
        return self.works.get(hit.painting_id or 0) if hit is not None else None

    def show(self, column: str, row: int) -> None:
        """A hit was selected."""
        hit = self._board.hit(column, row)
        if hit is None:
            return
        self.place = (column, row)
        self.task.drop()
        ranks, work = self._board.rank_words(column, hit), self.work
        if work is not None:
            image = self._board.picture_of(work, hit)
            window = hit.window if isinstance(hit, Hit) else None
            caption, explains = self._caption_for(work.id, hit), isinstance(hit, Hit)
            self._panel.show_work(work, image, window, ranks, caption, explains)
            if self._panel.heat.isChecked():
                self.explain()
        elif isinstance(hit, TextHit):
            asked_by = self.works.get(self.answered.without or 0)
            pair = (asked_by.title or asked_by.accession) if asked_by else ""
            self._panel.show_passage(hit.source or "", hit.text, ranks, pair)

    def explain(self) -> None:
        """Has the selected hit explained, where it is a picture."""
        hit = self.hit
        if isinstance(hit, Hit):
            wait_ms = TYPED_MS if self.typing else SETTLED_MS
            self.task.ask(self.answered, hit, self._sides.pair, wait_ms)

    def open(self) -> None:
        """Leads to the work in the collection."""
        if self.work is not None:
            self._room.go("collection", painting=self.work.id)

    def put_aside(self) -> None:
        """Sets the selected work aside."""
        collection, work = self._room.collection, self.work
        if collection is None or work is None:
            return
        try:
            collection.searches.put_aside([work.id])
        except SongClipError as error:
            self._room.toast(error.what)
            return
        name = work.title or work.accession
        self._room.toast(
            self.tr("《{title}》在托盘里").format(title=name),
            lambda: (collection.searches.take_back([work.id]), self.aside.emit()),
        )
        self.aside.emit()

    def _explained(self, found: Explanation, hit: Hit) -> None:
        if hit is self.hit:
            self._panel.show_explanation(found, self._sides.names, self.place[0])

    def _unexplained(self, problem: object) -> None:
        words = self.tr("没能解释：{what}").format(what=getattr(problem, "what", problem))
        self._panel.show_explaining(words)

    def _look_by(self, box: Box | None, target: str) -> None:
        """Asks by the selected picture, or by a part of it."""
        work, hit = self.work, self.hit
        if work is None or hit is None:
            return
        image = self._board.picture_of(work, hit)
        if image is None:
            return
        name = work.title or work.accession
        said = self.tr("像《{title}》的") if box is None else self.tr("像《{title}》里那一块的")
        if target == "texts":
            said = self.tr("与《{title}》相配的")
        look = Picture(image.id, box)
        texts = target == "texts"
        self.asked.emit(
            Asking(said.format(title=name), look, work.id, target="texts" if texts else "images")
        )

    def _pair(self) -> None:
        """Suggests the passage that was found for the work that asked."""
        collection, hit = self._room.collection, self.hit
        work = self.answered.without
        if collection is None or work is None or not isinstance(hit, TextHit):
            return
        try:
            pair = collection.pairs.suggest(hit.id, work, hit.score)
        except SongClipError as error:
            self._room.toast(error.what)
            return
        self._room.feed.announce(Changes(pairs=frozenset({pair.id})))
        self._room.toast(self.tr("已作为待确认的配对，请到典籍页确认"))

    def _caption_for(self, work: int, hit: Hit | TextHit) -> Caption | None:
        """The caption that was found, else the work's first approved one."""
        collection = self._room.collection
        captions = collection.captions.of(work) if collection else ()
        approved = [caption for caption in captions if caption.status == "approved"]
        found = [c for c in approved if isinstance(hit, TextHit) and c.id == hit.id]
        return next(iter(found + approved), None)
