"""Rows of a table whose cells are widgets: names over lines, figures, a status, buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text

GAP_PX, LEAST_PX = 16, 200


class TableRow(QWidget):
    """A cell that takes what is left, others of a given width, buttons at the right, a hairline.

    In a narrow window the others and the buttons stand below the first.
    """

    def __init__(
        self,
        first: QWidget,
        cells: Sequence[tuple[QWidget, int]] = (),
        buttons: Sequence[QWidget] = (),
        buttons_px: int = 0,
    ) -> None:
        """`cells`: each with its width at 100 %. `buttons_px`: the least width of all buttons."""
        super().__init__()
        others = QWidget()
        row = QHBoxLayout(others)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_PX)
        for cell, width_px in cells:
            held = QWidget()
            held.setFixedWidth(theme.px(width_px))
            inside = QHBoxLayout(held)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(cell)
            if cell.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed:
                inside.addStretch(1)  # under its head, not in the middle
            row.addWidget(held)
        self._acts, self._acts_px = QWidget(), theme.px(buttons_px)
        inside = QHBoxLayout(self._acts)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addStretch(1)
        for button in buttons:
            inside.addWidget(button)
        row.addWidget(self._acts, 1)
        self._first = first
        self._cells_px = sum(theme.px(width_px) + GAP_PX for _, width_px in cells)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setContentsMargins(0, 6, 0, 6)
        self._parts.setSpacing(GAP_PX)
        self._parts.addWidget(first, 1)
        self._parts.addWidget(others)
        self._acts.setMinimumWidth(self._acts_px)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._parts)
        column.addWidget(Hairline())

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of both, for then they stand one above the other."""
        hint, acts = super().minimumSizeHint(), self._acts.minimumSizeHint().width()
        first = self._first.minimumSizeHint().width()
        return QSize(max(first, self._cells_px + acts), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where the first has some room left.

        What decides is the same in both states: else each would lead to the other without end.
        """
        super().resizeEvent(event)
        acts = max(self._acts_px, self._acts.sizeHint().width())
        wide = self.width() >= theme.px(LEAST_PX) + GAP_PX + self._cells_px + acts
        side_by_side = QBoxLayout.Direction.LeftToRight
        wanted = side_by_side if wide else QBoxLayout.Direction.TopToBottom
        if self._parts.direction() != wanted:
            self._parts.setDirection(wanted)
            self._parts.setSpacing(GAP_PX if wide else 2)
            self._acts.setMinimumWidth(self._acts_px if wide else 0)


def two_lines(name: str, line: str, *further: QWidget) -> QWidget:
    """A name in medium weight, a line below it."""
    widget = QWidget()
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(ElidedText(name, "strong"))
    column.addWidget(Text(line, "label", "ink_2", wrap=True))
    for each in further:
        column.addWidget(each)
    return widget


def heads(words: Sequence[str], widths_px: Sequence[int], buttons_px: int = 0) -> TableRow:
    """The words above the columns."""
    first, *others = (Text(word, "label", "ink_2") for word in words)
    return TableRow(first, list(zip(others, widths_px, strict=True)), buttons_px=buttons_px)
