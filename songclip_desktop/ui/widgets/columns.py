"""Columns side by side that stand one above the other where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget


class Columns(QWidget):
    """Takes widgets with a stretch each; under `break_px` of its own width it is one column."""

    def __init__(self, break_px: int = 760, spacing_px: int = 40) -> None:
        """Empty; `add` takes the columns from left to right."""
        super().__init__()
        self._break_px = break_px
        self._columns: list[QWidget] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(spacing_px)

    def add(self, column: QWidget, stretch: int = 1) -> None:
        """The next column."""
        self._columns.append(column)
        self._row.addWidget(column, stretch)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest column, for then they stand one above the other."""
        hints = [column.minimumSizeHint() for column in self._columns if column.isVisibleTo(self)]
        width = max((hint.width() for hint in hints), default=0)
        heights = [hint.height() for hint in hints]
        if self._row.direction() == QBoxLayout.Direction.LeftToRight:
            return QSize(width, max(heights, default=0))
        return QSize(width, sum(heights) + self._row.spacing() * max(0, len(hints) - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= self._break_px
        side_by_side = QBoxLayout.Direction.LeftToRight
        wanted = side_by_side if wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
            self.updateGeometry()
