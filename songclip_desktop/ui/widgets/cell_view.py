"""A wall of equal cells over a list model: a hundred thousand are laid by arithmetic, not by a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame

from songclip_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction


# Qt tells a screen reader of the items of a view by the name of its class: under this name each cell
# has its own words, under that of QAbstractItemView itself none has.
_Heard = type("QTableView", (QAbstractItemView,), {})


class CellView(_Heard if not TYPE_CHECKING else QAbstractItemView):
    """Cells left to right, then down. Subclasses say how large a cell is and paint one.

    Qt's own list view lays every item anew with each new list: with a hundred thousand that takes
    a third of a second at each letter typed.
    """

    def __init__(self) -> None:
        """Without a model."""
        super().__init__()
        self._cell = QSize(100, 100)
        self._anchor = 0
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)

    # What subclasses say.

    def set_cell(self, size: QSize) -> None:
        """Another size of all cells."""
        self._cell = size
        self.updateGeometries()
        self.viewport().update()

    def prepare(self, rows: range) -> None:
        """These rows are about to be painted."""

    def paint_cell(self, painter: QPainter, left: int, top: int, row: int, marked: bool) -> None:
        """Draws one row, its corner at (left, top); `painter` comes as the last cell left it."""

    # Geometry.

    @property
    def columns(self) -> int:
        """How many cells stand side by side."""
        return max(1, self.viewport().width() // self._cell.width())

    @property
    def count(self) -> int:
        """How many cells there are."""
        return self.model().rowCount() if self.model() else 0

    def cell(self, row: int) -> QRect:
        """Where a row lies in the viewport."""
        line, column = divmod(row, self.columns)
        corner = QPoint(
            column * self._cell.width(), line * self._cell.height() - self.verticalOffset()
        )
        return QRect(corner, self._cell)

    def rows_in(self, top: int, bottom: int) -> range:
        """The rows whose lines touch this stretch of the viewport, in pixels."""
        first = max(0, top + self.verticalOffset()) // self._cell.height()
        last = max(0, bottom + self.verticalOffset()) // self._cell.height()
        return range(first * self.columns, min(self.count, (last + 1) * self.columns))

    def visualRect(self, index: Index) -> QRect:
        """Where an item lies."""
        return self.cell(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """What lies under a point of the viewport."""
        column = point.x() // self._cell.width()
        line = (point.y() + self.verticalOffset()) // self._cell.height()
        row = line * self.columns + column
        inside = 0 <= column < self.columns and 0 <= row < self.count
        return self.model().index(row, 0) if inside else QModelIndex()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Moves no further than needed, or as asked."""
        if not index.isValid():
            return
        cell, bar, height = (
            self.visualRect(index),
            self.verticalScrollBar(),
            self.viewport().height(),
        )
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + cell.center().y() - height // 2)
        elif hint == QAbstractItemView.ScrollHint.PositionAtTop or cell.top() < 0:
            bar.setValue(bar.value() + cell.top())
        elif hint == QAbstractItemView.ScrollHint.PositionAtBottom or cell.bottom() >= height:
            bar.setValue(bar.value() + min(cell.top(), cell.bottom() + 1 - height))

    def horizontalOffset(self) -> int:
        """Nothing lies to the side."""
        return 0

    def verticalOffset(self) -> int:
        """How far it is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        """Nothing is."""
        return False

    def updateGeometries(self) -> None:
        """The scroll bar's range."""
        super().updateGeometries()
        lines = -(-self.count // self.columns)
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(page)
        bar.setRange(0, max(0, lines * self._cell.height() - page))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line in view stays in view when another number of cells fits."""
        super().resizeEvent(event)
        old = max(1, event.oldSize().width() // self._cell.width())
        if event.oldSize().width() > 0 and old != self.columns:
            line = self.verticalOffset() / self._cell.height()
            self.updateGeometries()
            self.verticalScrollBar().setValue(
                round(line * old / self.columns * self._cell.height())
            )
        self.updateGeometries()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Only what comes into view is painted."""
        self.viewport().scroll(dx, dy)

    # Moving and marking.

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _keys: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Arrows, page and end keys."""
        if not self.count:
            return QModelIndex()
        row = max(0, self.currentIndex().row())
        page = max(1, self.viewport().height() // self._cell.height()) * self.columns
        steps = {
            _Move.MoveLeft: -1, _Move.MovePrevious: -1, _Move.MoveRight: 1, _Move.MoveNext: 1,
            _Move.MoveUp: -self.columns, _Move.MoveDown: self.columns,
            _Move.MovePageUp: -page, _Move.MovePageDown: page,
        }  # fmt: skip
        target = row + steps.get(action, 0)
        if action == _Move.MoveHome:
            target = 0
        elif action == _Move.MoveEnd:
            target = self.count - 1
        elif abs(steps.get(action, 0)) == self.columns and not 0 <= target < self.count:
            target = row if target < 0 else self._below(row)
        return self.model().index(min(max(0, target), self.count - 1), 0)

    def _below(self, row: int) -> int:
        """One line down from the last full line is the last work."""
        last_line = (self.count - 1) // self.columns
        return self.count - 1 if row // self.columns < last_line else row

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Wherever one went without Shift, by hand or by the program, Shift begins from then on."""
        super().currentChanged(current, previous)
        if not QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = max(0, current.row())

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """With Shift all from the first to the current one, in reading order; else what is touched."""
        model, chosen = self.model(), QItemSelection()
        if command & QItemSelectionModel.SelectionFlag.Current:
            ends = sorted((self._anchor, max(0, self.currentIndex().row())))
            chosen.select(model.index(ends[0], 0), model.index(min(ends[1], self.count - 1), 0))
        else:
            self._anchor = max(0, self.currentIndex().row())
            for start in self.rows_in(rect.top(), rect.bottom())[:: self.columns]:
                line = range(start, min(start + self.columns, self.count))
                hit = [row for row in line if self.cell(row).intersects(rect)]
                if hit:
                    chosen.select(model.index(hit[0], 0), model.index(hit[-1], 0))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Where marked items in view lie."""
        region = QRegion()
        seen = self.rows_in(0, self.viewport().height())
        for part in ranges(selection):
            for row in range(max(part.top(), seen.start), min(part.bottom() + 1, seen.stop)):
                region = region.united(self.cell(row))
        return region

    def keyboardSearch(self, _text: str) -> None:
        """Letters are keys of the page: looking through all rows for one takes seconds."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells that need it."""
        painter = QPainter(self.viewport())
        dirty, columns, offset = event.rect(), self.columns, self.verticalOffset()
        width, height = self._cell.width(), self._cell.height()
        marked = [(part.top(), part.bottom()) for part in ranges(self.selectionModel().selection())]
        rows = self.rows_in(dirty.top(), dirty.bottom())
        self.prepare(rows)
        for row in rows:
            line, column = divmod(row, columns)
            left, top = column * width, line * height - offset
            if left <= dirty.right() and left + width > dirty.left():
                chosen = any(first <= row <= last for first, last in marked)
                self.paint_cell(painter, left, top, row, chosen)
                if row == self.currentIndex().row() and self.hasFocus():
                    self._paint_focus(painter, QRectF(left, top, width, height))
        painter.end()

    def _paint_focus(self, painter: QPainter, cell: QRectF) -> None:
        """Where the keys are: with the cell, so that it scrolls along."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("azurite"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 8, 8)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by keys sees where they are."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.scrollTo(self.currentIndex())


def ranges(selection: QItemSelection) -> list[QItemSelectionRange]:
    """The parts of a selection; Qt's stubs do not know that it is a list."""
    return list(cast("Iterable[QItemSelectionRange]", selection))
