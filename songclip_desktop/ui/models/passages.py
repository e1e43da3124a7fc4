"""The list of passages: grouped by book, each with the status of its annotation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from songclip_desktop.records import Passage
from songclip_desktop.ui.widgets.marks import status_word

PASSAGE_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class PassageModel(QAbstractListModel):
    """Rows are passages, and above each book its name, which cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._rows: list[Passage | str] = []

    def show(self, passages: Sequence[Passage]) -> None:
        """All passages, in the order given, under the names of their books."""
        rows: list[Passage | str] = []
        book = None
        for passage in passages:
            if passage.source != book:
                book = passage.source
                rows.append(book)
            rows.append(passage)
        if len(rows) == len(self._rows) and rows and self._same_places(rows):
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def passage(self, row: int) -> Passage | None:
        """The passage of a row; None for a book's name."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Passage) else None

    def row_of(self, passage_id: int) -> int:
        """The row of a passage, or -1."""
        rows = enumerate(self._rows)
        return next((n for n, r in rows if isinstance(r, Passage) and r.id == passage_id), -1)

    def step(self, row: int, by: int) -> int:
        """The next (+1) or previous (-1) passage's row; the same row at either end."""
        place = row + by
        while 0 <= place < len(self._rows):
            if isinstance(self._rows[place], Passage):
                return place
            place += by
        return row

    def next_draft(self, row: int) -> int:
        """The row of the next drafted annotation after `row`, beginning again at the top, or -1."""
        rows = [*range(row + 1, len(self._rows)), *range(row)]
        found = (each for each in rows if self._is_draft(self._rows[each]))
        return next(found, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Passages and books."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The passage; its chapter and beginning; all of it in words."""
        row = self._rows[index.row()]
        if isinstance(row, str):
            return row if role == Qt.ItemDataRole.DisplayRole else None
        if role == PASSAGE_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.chapter or row.text[:12]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.chapter} {row.text[:20]}, {status_word(row.status)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names of books cannot be chosen."""
        if self.passage(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @staticmethod
    def _is_draft(row: Passage | str) -> bool:
        return isinstance(row, Passage) and row.status == "draft"

    def _same_places(self, rows: Sequence[Passage | str]) -> bool:
        return all(
            (new.id if isinstance(new, Passage) else new)
            == (old.id if isinstance(old, Passage) else old)
            for new, old in zip(rows, self._rows, strict=True)
        )
