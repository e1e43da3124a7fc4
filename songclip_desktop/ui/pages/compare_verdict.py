"""The verdict on the two rankings that are shown: chosen, kept, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from songclip_desktop.errors import SongClipError
from songclip_desktop.ui.models.asking import Asking
from songclip_desktop.ui.pages.compare_sides import CompareSides
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.verdict_bar import VerdictBar
from songclip_desktop.workflow import search, verdicts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class CompareVerdict(QObject):
    """Main thread. `failed`: a SongClipError; `kept`: a verdict was."""

    failed = Signal(object)
    kept = Signal()

    def __init__(self, room: Room, bar: VerdictBar, sides: CompareSides, parent: QWidget) -> None:
        """Fills `bar`."""
        super().__init__(parent)
        self._room, self._bar, self._sides, self._page = room, bar, sides, parent
        self._result: search.SearchResult | None = None
        self._answered = Asking("")
        bar.judged.connect(self._judge)

    def show(self, result: search.SearchResult | None, answered: Asking) -> None:
        """What is on the board now."""
        self._result, self._answered = result, answered
        both = result is not None and result.zero_shot is not None and result.finetuned is not None
        words = result is not None and result.target == "images" and answered.look is None
        self._bar.setVisible(both and words)
        collection = self._room.collection
        if collection is not None and self._sides.right:
            counted = verdicts.tally(collection.searches.verdicts(), *self._sides.pair)
            self._bar.show_sides(*self._sides.names, counted, self._why_not())

    def _why_not(self) -> str:
        collection = self._room.collection
        if collection is not None and collection.read_only:
            return self.tr("藏品以只读方式打开着。")
        if self._answered.narrowed:
            return self.tr("有条件时不记判断：以后再考时看的是全部作品。")
        return ""

    def _judge(self, choice: str) -> None:
        collection, result = self._room.collection, self._result
        by = self._room.curator(self._page)
        if collection is None or result is None or not by:
            return
        try:
            verdicts.judge(collection, result, choice, by)
        except SongClipError as error:
            self.failed.emit(error)
            return
        self.show(result, self._answered)
        self._room.toast(self.tr("记下了"))
        self.kept.emit()
