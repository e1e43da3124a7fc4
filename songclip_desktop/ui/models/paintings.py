"""The paintings of a grid: ids at once, what hangs there in chunks as it comes into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from songclip_desktop.records import Painting
from songclip_desktop.ui.widgets.marks import triplet_words

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.collection.finding import Card

CHUNK = 64
KEPT_CHUNKS = 64  # what is far away is forgotten: a hundred thousand cards are a hundred megabytes

Index = QModelIndex | QPersistentModelIndex


class PaintingModel(QAbstractListModel):
    """Rows are works in the order given; reads the collection on the main thread, 64 at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._collection: Collection | None = None
        self._ids: list[int] = []
        self._chunks: OrderedDict[int, dict[int, Card]] = OrderedDict()

    def show(self, collection: Collection | None, ids: Sequence[int]) -> None:
        """Other works, or the same in another order."""
        wanted = list(ids)
        if collection is self._collection and wanted == self._ids:
            self.forget_all()
            return
        self.beginResetModel()
        self._collection = collection
        self._ids = wanted
        self._chunks.clear()
        self.endResetModel()

    def forget_all(self) -> None:
        """Reads all works anew as they are shown, e.g. after captions changed."""
        self._chunks.clear()
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
        chunk = self._chunks.get(row // CHUNK)
        if chunk is None:
            chunk = self._fetch(row // CHUNK)
        return chunk.get(self._ids[row])

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

    def _fetch(self, chunk: int) -> dict[int, Card]:
        if self._collection is None:
            return {}
        ids = self._ids[chunk * CHUNK : (chunk + 1) * CHUNK]
        cards = self._chunks[chunk] = self._collection.finding.cards(ids)
        if len(self._chunks) > KEPT_CHUNKS:
            self._chunks.popitem(last=False)
        return cards
