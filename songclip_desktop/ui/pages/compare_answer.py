"""An answer on the board: its works, the one that was meant, and where that one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from songclip_desktop.ui.models.asking import Asking
from songclip_desktop.ui.pages.compare_hit import CompareHit
from songclip_desktop.ui.pages.compare_sides import CompareSides
from songclip_desktop.ui.widgets.search_board import SearchBoard
from songclip_desktop.workflow import search, searchable

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection


class CompareAnswer(QObject):
    """Main thread."""

    def __init__(
        self, board: SearchBoard, hit: CompareHit, sides: CompareSides, parent: QObject
    ) -> None:
        """Fills `board`, and hands `hit` what it needs."""
        super().__init__(parent)
        self._board, self._hit, self._sides = board, hit, sides

    def show(self, collection: Collection, result: search.SearchResult, answered: Asking) -> str:
        """Puts it on the board; returns where the work stands that was meant, or nothing."""
        contents = searchable.latest(collection) or searchable.contents(collection)
        board = self._board
        board.names, board.images = self._sides.names, contents.image
        hits = [hit for column in board.hits_of(result).values() for hit in column or ()]
        ids = {hit.painting_id for hit in hits if hit.painting_id}
        works = {id: contents.work[id] for id in ids if id in contents.work}
        words = result.target == "images" and answered.look is None
        expected = expected_work(collection, result.query) if words else None
        asker = contents.work.get(answered.without or 0)
        self._hit.answered = answered
        self._hit.works = works if asker is None else {**works, asker.id: asker}
        board.show_result(result, works, expected)
        if expected is None:
            return ""
        meant = contents.work.get(expected)
        title = (meant.title or meant.accession) if meant else ""
        told = self.tr("✓ 这句说的是《{title}》：{ranks}")
        ranks = self.tr("，").join(self._ranks(result, expected))
        return told.format(title=title, ranks=ranks)

    def _ranks(self, result: search.SearchResult, expected: int) -> list[str]:
        """Where each side has the work that was meant."""
        told = []
        sides = zip(self._sides.names, (result.zero_shot, result.finetuned), strict=True)
        for name, hits in sides:
            if hits is not None:
                found = next((hit.rank for hit in hits if hit.painting_id == expected), None)
                words = self.tr("{name}第 {rank}") if found else self.tr("{name}没找到")
                told.append(words.format(name=name, rank=found))
        return told


def expected_work(collection: Collection, query: str) -> int | None:
    """The work whose approved caption the query is; None where it is none, or several works'.

    As `verdicts.expected_work`, from what a search has read already: quick enough for every key.
    Main thread.
    """
    held = searchable.latest(collection)
    text = query.strip()
    works = held.said.get(text, ()) if held else collection.captions.works_saying(text)
    return next(iter(works)) if len(works) == 1 else None
