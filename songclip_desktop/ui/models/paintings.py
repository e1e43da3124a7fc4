"""The paintings of a grid: ids at once, what hangs there as it comes into view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from songclip_desktop.records import Painting
from songclip_desktop.ui.widgets.marks import triplet_words

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.collection.finding import Card

TOGETHER = 24  # works read at once
MOST = 500
KEPT = 4096  # what is far away is forgotten: a hundred thousand cards are a hundred megabytes

Index = QModelIndex | QPersistentModelIndex


class PaintingModel(QAbstractListModel):
    """Rows are works in the order given; reads the collection on the main thread, those in view together."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._collection: Collection | None = None
        self._ids: list[int] = []
        self._cards: dict[int, Card | None] = {}

    def show(self, collection: Collection | None, ids: Sequence[int]) -> None:
        """Other works, or the same in another order."""
        wanted = list(ids)
        if collection is self._collection and wanted == self._ids:
            self.forget_all()
            return
        self.beginResetModel()
        self._collection = collection
        self._ids = wanted
        self._cards.clear()
        self.endResetModel()

    def forget_all(self) -> None:
        """Reads all works anew as they are shown, e.g. after captions changed."""
        self._cards.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    @property
    def ids(self) -> list[int]:
        """The works shown, in their order; not to be changed."""
        return self._ids

    def row_of(self, painting_id: int) -> int:
        """The row of a work, or -1."""
        try:
            return self._ids.index(painting_id)
        except ValueError:
            return -1

    def card(self, row: int) -> Card | None:
        """What hangs in a row; None where the work is gone."""
        if not 0 <= row < len(self._ids):
            return None
        wanted = self._ids[row]
        if wanted not in self._cards:
            self.want(range(row, row + 1))
        return self._cards.get(wanted)

    def want(self, rows: range) -> None:
        """Reads what of these rows is not yet known, and some that follow, in one question."""
        ids = [key for key in self._ids[rows.start : rows.stop] if key not in self._cards]
        if not ids or self._collection is None:
            return
        more = self._ids[rows.stop : rows.stop + max(0, TOGETHER - len(ids))]
        ids += [key for key in more if key not in self._cards]
        if len(self._cards) > KEPT:
            self._cards.clear()
        for start in range(0, len(ids), MOST):
            some = ids[start : start + MOST]
            found = self._collection.finding.cards(some)
            self._cards.update((key, found.get(key)) for key in some)

    def painting(self, row: int) -> Painting | None:
        """The whole record of a row, as it is now."""
        if self._collection is None or not 0 <= row < len(self._ids):
            return None
        found = self._collection.paintings.records([self._ids[row]])
        return found[0] if found else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many works."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, and all of it in words."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        card = self.card(index.row())
        if card is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title or card.accession
        return f"{card.title} {card.accession}, {triplet_words(card.statuses)}"
