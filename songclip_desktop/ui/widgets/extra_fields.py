"""Fields of one's own: a name and a text each, as many as are wanted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.record_fields import Line

NAME_PX = 160


class _Row(QWidget):
    """One field: its name, its text, a way to take it off."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self.field, self.text = Line(name), Line()
        self.text.set_value(text)
        self.drop = QuietButton(icon="close")
        self.field.setFixedWidth(NAME_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field)
        row.addWidget(self.text, 1)
        row.addWidget(self.drop)


class ExtraFields(QWidget):
    """A row without a name or without a text is none.

    Signals:
        entered: Enter in any line.
    """

    entered = Signal()

    def __init__(self) -> None:
        """None."""
        super().__init__()
        self.rows: list[_Row] = []
        self.add = QuietButton(icon="plus")
        self.add.clicked.connect(self.add_row)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._lines)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def retranslate(self) -> None:
        """All words."""
        self.add.setText(self.tr("加一项"))
        for row in self.rows:
            self._name(row)

    def value(self) -> dict[str, str]:
        """Name → text."""
        pairs = ((row.field.value(), row.text.value()) for row in self.rows)
        return {name: text for name, text in pairs if name and text}

    def set_value(self, extra: Mapping[str, str]) -> None:
        """Others."""
        for row in list(self.rows):
            self._drop(row)
        for name, text in extra.items():
            self._add(name, text)

    def add_row(self) -> None:
        """An empty one, with the cursor in its name."""
        self._add("", "").field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, name: str, text: str) -> _Row:
        row = _Row(name, text)
        self.rows.append(row)
        self._lines.addWidget(row)
        self._name(row)
        row.field.textChanged.connect(lambda _text, row=row: self._name(row))
        row.drop.clicked.connect(lambda _checked=False, row=row: self._drop(row))
        for line in (row.field, row.text):
            line.returnPressed.connect(self.entered)
        return row

    def _drop(self, row: _Row) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _name(self, row: _Row) -> None:
        name = row.field.value()
        row.field.setPlaceholderText(self.tr("事项"))
        row.field.setAccessibleName(self.tr("事项"))
        row.text.setAccessibleName(name or self.tr("内容"))
        row.drop.setAccessibleName(self.tr("去掉「{0}」").format(name))
        row.drop.setToolTip(self.tr("去掉「{0}」").format(name))
