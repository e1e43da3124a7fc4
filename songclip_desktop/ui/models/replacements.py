"""What a find-and-replace would change, one row for each caption, with a tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from songclip_desktop.ui.widgets.marks import kind_word, status_word

if TYPE_CHECKING:
    from songclip_desktop.workflow.replace import Row

Index = QModelIndex | QPersistentModelIndex


class Replacements(QAbstractListModel):
    """Rows of a preview. Those of approved captions are not ticked at first.

    Signals:
        ticked: which rows are ticked is another now.
    """

    ticked = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self._chosen: set[int] = set()

    @property
    def chosen(self) -> frozenset[int]:
        """Ids of the ticked captions."""
        return frozenset(self._chosen)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Another preview."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self._chosen = {row.id for row in rows if row.status != "approved"}
        self.endResetModel()
        self.ticked.emit()

    def toggle(self, index: Index) -> None:
        """Ticks or unticks one row."""
        self.setData(index, None, Qt.ItemDataRole.CheckStateRole)

    def choose(self, status: str, wanted: bool) -> None:
        """All of one status at once."""
        ids = {row.id for row in self.rows if row.status == status}
        self._chosen = self._chosen | ids if wanted else self._chosen - ids
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))
        self.ticked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many captions."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each can be ticked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The tick; and in words what is drawn."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.id in self._chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.before}\n{row.after}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.accession} {kind_word(row.kind)} {status_word(row.status)} {row.after}"
        return None

    def setData(self, index: Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A tick set or taken away."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self._chosen ^= {self.rows[index.row()].id}
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True
