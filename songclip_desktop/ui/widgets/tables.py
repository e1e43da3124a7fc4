"""Tables: hairlines, no zebra, small heads; what is cut has a tooltip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.rare import worded

ROW_PX, PICTURE_ROW_PX, TWO_LINE_ROW_PX = 40, 50, 52

Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractTableModel):
    """A small table of texts: heads and rows, numbers right-aligned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._heads: list[str] = []
        self._rows: list[tuple[str, ...]] = []
        self._right: frozenset[int] = frozenset()

    def set_heads(self, heads: Sequence[str], right: Sequence[int] = ()) -> None:
        """The words above; `right`: columns of numbers."""
        self.beginResetModel()
        self._heads, self._right = list(heads), frozenset(right)
        self.endResetModel()

    def set_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """All rows anew."""
        self.beginResetModel()
        self._rows = [tuple(row) for row in rows]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text; the same as tooltip."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return worded(self._rows[index.row()][index.column()], "body")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The head, aligned as its column."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class Table(QTableView):
    """A table in the house's dress; rows are chosen whole."""

    def __init__(self, name: str = "", row_px: int = ROW_PX) -> None:
        """`name`: what the table lists, for those who cannot see it."""
        super().__init__()
        self._row_px = row_px
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        theme.current().changed.connect(self._dress)
        self._dress()

    def stretch(self, column: int) -> None:
        """This column takes what is left; the others their contents."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def hug(self, rows: int) -> None:
        """As high as `rows` rows and the head; no scroll bar of its own."""
        self.setFixedHeight(theme.px(self._row_px) * rows + theme.px(32) + 2)

    def minimumSizeHint(self) -> QSize:
        """The head and two rows."""
        return QSize(160, theme.px(32) + 2 * theme.px(self._row_px))

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(self._row_px))
        self.horizontalHeader().setFixedHeight(theme.px(32))
