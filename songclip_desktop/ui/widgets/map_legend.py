"""The legend of the map: each group's mark, name and count; a click chooses the whole group."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.map_marks import MarkSign

GAP_PX = 12


class MapLegend(QWidget):
    """As many groups a row as fit.

    Signals:
        chosen: the number of a group.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._entries: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_PX)
        self._grid.setVerticalSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def show_groups(self, groups: Sequence[tuple[str, int, str, str]]) -> None:
        """(name, how many, shape, tone) of each group."""
        empty(self._grid)
        self._entries = [self._entry(number, *group) for number, group in enumerate(groups)]
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width takes other rows."""
        super().resizeEvent(event)
        self._lay()

    def _entry(self, number: int, name: str, count: int, shape: str, tone: str) -> QWidget:
        entry = QWidget()
        button = QuietButton(f"{name} {QLocale().toString(count)}")
        button.setProperty("data", True)  # the museum's own word, in its own language
        button.setToolTip(self.tr("选中这一类"))
        button.clicked.connect(lambda: self.chosen.emit(number))
        inside = QHBoxLayout(entry)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(MarkSign(shape, tone))
        inside.addWidget(button)
        return entry

    def _lay(self) -> None:
        widest = max((entry.sizeHint().width() for entry in self._entries), default=1)
        columns = max(1, (self.width() + GAP_PX) // (widest + GAP_PX))
        for column in range(self._grid.columnCount() + 1):
            self._grid.setColumnStretch(column, 0)
        self._grid.setColumnStretch(columns, 1)
        for number, entry in enumerate(self._entries):
            self._grid.addWidget(entry, number // columns, number % columns)
