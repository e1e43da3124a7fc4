"""Example queries to click: in one row where they fit, else in two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.text import Text


class QueryChips(QWidget):
    """A word before them, then the queries. `chosen` carries the words of the one clicked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Empty and hidden until `show_queries`."""
        super().__init__()
        self._name = Text("", "body", "ink_3")
        self.buttons: list[QuietButton] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(0)
        self._grid.addWidget(self._name, 0, 0)
        self.hide()

    def set_name(self, name: str) -> None:
        """The word before them."""
        self._name.setText(name)
        self.setAccessibleName(name)

    def show_queries(self, queries: Sequence[str]) -> None:
        """Other queries; none hides the row."""
        if [button.text() for button in self.buttons] == list(queries):
            return
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        for query in queries:
            button = QuietButton(query)
            button.clicked.connect(lambda _checked=False, query=query: self.chosen.emit(query))
            self.buttons.append(button)
        self._columns = 0
        self._place()
        self.setVisible(bool(queries))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One row or two."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        wide = sum(button.sizeHint().width() + 4 for button in self.buttons)
        count = len(self.buttons)
        columns = (
            count if wide + self._name.sizeHint().width() <= self.width() else (count + 1) // 2
        )
        if not count or columns == self._columns:
            return
        self._columns = columns
        for number, button in enumerate(self.buttons):
            place = (number // columns, 1 + number % columns)
            self._grid.addWidget(button, *place, Qt.AlignmentFlag.AlignLeft)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        self._grid.setColumnStretch(columns + 1, 1)
