"""The paintings of a grid: ids at once, records in chunks as they come into view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from songclip_desktop.records import DRAFTED_KINDS, Painting
from songclip_desktop.ui.widgets.marks import triplet_words

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection

CHUNK = 64
PAINTING_ROLE = Qt.ItemDataRole.UserRole + 1
STATUSES_ROLE = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex


class PaintingModel(QAbstractListModel):
    """Rows are works in the order given; reads the collection on the main thread, 64 at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._collection: Collection | None = None
        self._ids: list[int] = []
        self._records: dict[int, Painting] = {}
        self._statuses: dict[int, dict[str, str]] = {}

    def show(self, collection: Collection | None, ids: Sequence[int]) -> None:
        """Other works, or the same in another order."""
        if collection is self._collection and list(ids) == self._ids:
            self.forget_all()
            return
        self.beginResetModel()
        self._collection = collection
        self._ids = list(ids)
        self._records.clear()
        self._statuses.clear()
        self.endResetModel()

    def forget_all(self) -> None:
        """Reads all works anew as they are shown, e.g. after captions changed."""
        self._records.clear()
        self._statuses.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def row_of(self, painting_id: int) -> int:
        """The row of a work, or -1."""
        return self._ids.index(painting_id) if painting_id in self._ids else -1

    def painting(self, row: int) -> Painting | None:
        """The work of a row."""
        if not 0 <= row < len(self._ids):
            return None
        wanted = self._ids[row]
        if wanted not in self._records:
            self._fetch(row)
        return self._records.get(wanted)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many works."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The record, its statuses, its title, and all of it in words."""
        painting = self.painting(index.row())
        if painting is None:
            return None
        if role == PAINTING_ROLE:
            return painting
        held = self._statuses.get(painting.id, {})
        statuses = tuple(held.get(kind) for kind in DRAFTED_KINDS)
        if role == STATUSES_ROLE:
            return statuses
        if role == Qt.ItemDataRole.DisplayRole:
            return painting.title or painting.accession
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{painting.title} {painting.accession}, {triplet_words(statuses)}"
        return None

    def _fetch(self, row: int) -> None:
        if self._collection is None:
            return
        first = row - row % CHUNK
        ids = [i for i in self._ids[first : first + CHUNK] if i not in self._records]
        for painting in self._collection.paintings.records(ids):
            self._records[painting.id] = painting
        self._statuses.update(self._collection.finding.statuses(ids))
