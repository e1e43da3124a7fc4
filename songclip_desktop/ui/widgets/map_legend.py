"""The legend of the map: each group's mark, name and count; a click chooses the whole group."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.map_marks import MarkSign

A_ROW = 4


class MapLegend(QWidget):
    """Four groups a row.

    Signals:
        chosen: the number of a group.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(A_ROW, 1)

    def show_groups(self, groups: Sequence[tuple[str, int, str, str]]) -> None:
        """(name, how many, shape, tone) of each group."""
        empty(self._grid)
        for number, (name, count, shape, tone) in enumerate(groups):
            entry = QWidget()
            button = QuietButton(f"{name} {QLocale().toString(count)}")
            button.setToolTip(self.tr("选中这一类"))
            button.clicked.connect(lambda _checked=False, number=number: self.chosen.emit(number))
            inside = QHBoxLayout(entry)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(0)
            inside.addWidget(MarkSign(shape, tone))
            inside.addWidget(button)
            self._grid.addWidget(entry, number // A_ROW, number % A_ROW)
