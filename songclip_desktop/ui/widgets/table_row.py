"""Rows of a table whose cells are widgets: names over lines, figures, a status, buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text

GAP_PX = 16


class TableRow(QWidget):
    """A cell that takes what is left, others of a given width, buttons at the right, a hairline."""

    def __init__(
        self,
        first: QWidget,
        cells: Sequence[tuple[QWidget, int]] = (),
        buttons: Sequence[QWidget] = (),
        buttons_px: int = 0,
    ) -> None:
        """`cells`: each with its width at 100 %. `buttons_px`: the least width of all buttons."""
        super().__init__()
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(GAP_PX)
        row.addWidget(first, 1)
        for cell, width_px in cells:
            held = QWidget()
            held.setFixedWidth(theme.px(width_px))
            inside = QHBoxLayout(held)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(cell, 1)
            row.addWidget(held)
        acts = QWidget()
        acts.setMinimumWidth(theme.px(buttons_px))
        inside = QHBoxLayout(acts)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addStretch(1)
        for button in buttons:
            inside.addWidget(button)
        row.addWidget(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Hairline())


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
