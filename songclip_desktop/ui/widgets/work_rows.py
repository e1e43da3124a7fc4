"""A list of works: picture, title, a line of words, a figure at the right; Enter or a click opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from songclip_desktop.records import Painting
from songclip_desktop.ui import theme
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.marks import MARK_PX, paint_status, status_word
from songclip_desktop.ui.widgets.picture import paint_picture, size_for
from songclip_desktop.ui.widgets.rare import worded
from songclip_desktop.ui.widgets.text import paint_line

ROW_PX, PICTURE_PX, FIGURE_PX, PAD_PX = 60, 48, 88, 8
LEAST_ROWS = 5

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of the list.

    Attributes:
        words: below the title. figure: at the right. status: a mark before the figure, if any.
    """

    painting: Painting
    words: str
    figure: str
    status: str | None = None

    @property
    def told(self) -> str:
        """The line for those who cannot see it."""
        named = self.painting.title or self.painting.accession
        status = status_word(self.status) if self.status else ""
        return " ".join(part for part in (named, self.words, status, self.figure) if part)


class _Model(QAbstractListModel):
    """The lines as they were handed in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[WorkRow, ...] = ()

    def show(self, rows: Sequence[WorkRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.words
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.told
        return None


class _Delegate(QStyledItemDelegate):
    """Draws one line on a hairline."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(160, theme.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = QRectF(option.rect)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(cell.adjusted(0, 0, 0, -1), theme.colour("selection"))
        painter.fillRect(
            QRectF(cell.left(), cell.bottom() - 1, cell.width(), 1), theme.colour("line")
        )
        middle = cell.center().y()
        box = QRectF(cell.left() + 4, middle - PICTURE_PX / 2, PICTURE_PX, PICTURE_PX)
        self._paint_picture(painter, box, row)
        figure = QRectF(
            cell.right() - theme.px(FIGURE_PX), cell.top(), theme.px(FIGURE_PX) - PAD_PX,
            cell.height(),
        )  # fmt: skip
        paint_line(painter, figure, row.figure, "label", "ink_2", Qt.AlignmentFlag.AlignRight)
        if row.status:
            wide = QFontMetricsF(theme.font("label")).horizontalAdvance(row.figure)
            left = figure.right() - wide - 8 - MARK_PX
            paint_status(painter, QRectF(left, middle - MARK_PX / 2, MARK_PX, MARK_PX), row.status)
        left = box.right() + 12
        width = figure.left() - left - PAD_PX
        title = row.painting.title or row.painting.accession
        upper = QRectF(left, middle - theme.px(21), width, theme.px(20))
        paint_line(painter, upper, worded(title, "name"), "name", "ink")
        lower = QRectF(left, middle + theme.px(1), width, theme.px(20))
        paint_line(painter, lower, worded(row.words, "body"), "body", "ink_2")
        painter.restore()

    def _paint_picture(self, painter: QPainter, box: QRectF, row: WorkRow) -> None:
        image, pixmap = row.painting.image, None
        if image is not None:
            ratio = painter.device().devicePixelRatioF()
            pixmap = self._thumbnails.get(image, size_for(image, PICTURE_PX, PICTURE_PX, ratio))
        paint_picture(painter, box, pixmap, image, middle=True)


class WorkRows(QListView):
    """Hundreds of lines, of which only those in view are drawn.

    Signals:
        opened: the row that a person clicked, or pressed Enter on.
    """

    opened = Signal(int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty until `show_rows`."""
        super().__init__()
        self._rows = _Model(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(thumbnails, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda index: self.opened.emit(index.row()))
        thumbnails.arrived.connect(self._came)
        theme.current().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def rows(self) -> tuple[WorkRow, ...]:
        """What is listed."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[WorkRow]) -> None:
        """Other lines, from the top; the same ones stay where they are."""
        if tuple(rows) != self._rows.rows:
            self._rows.show(rows)

    def minimumSizeHint(self) -> QSize:
        """Some lines, or as many as there are."""
        lines = min(LEAST_ROWS, max(1, len(self.rows)))
        return QSize(200, lines * theme.px(ROW_PX) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _came(self, _key: str) -> None:
        self.viewport().update()
