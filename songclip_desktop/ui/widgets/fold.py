"""A part of a page that opens: its name and one line always stand, the rest when it is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.messages import IconLabel
from songclip_desktop.ui.widgets.text import Hairline, Text

NAME_PX = 120


class Fold(QWidget):
    """Holds `content`; folded until `button` is pressed or `open` called.

    Attributes:
        button: its name, with an angle that tells whether it is open. line: what is in it.
    """

    def __init__(self, content: QWidget) -> None:
        """Folded."""
        super().__init__()
        self._content = content
        self.button = QuietButton(icon="right")
        self.button.setCheckable(True)
        self._icon = IconLabel("info", "ink_2")
        self._icon.hide()
        self.line = Text("", "body", "ink_2", wrap=True)
        self._names = QWidget()
        names = QHBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        names.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._names, 0, Qt.AlignmentFlag.AlignTop)
        self._mark = QVBoxLayout()
        self._mark.addWidget(self._icon)
        row.addLayout(self._mark)
        row.setAlignment(self._mark, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.line, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Hairline())
        column.addLayout(row)
        column.addWidget(content)
        content.hide()
        self.button.toggled.connect(self._turn)
        theme.current().changed.connect(self._space)
        self._space()

    def say(self, name: str, line: str, icon: str = "", tone: str = "ink_2") -> None:
        """The name and the one line; `icon` before the line, none where empty."""
        self.button.setText(name)
        self.button.setAccessibleDescription(line)
        self.line.setText(line)
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon, tone)
        self._space()

    def open(self, wide: bool = True) -> None:
        """Opens it, or folds it again."""
        self.button.setChecked(wide)

    @property
    def is_open(self) -> bool:
        """Whether its content stands."""
        return self.button.isChecked()

    def _turn(self, wide: bool) -> None:
        self._content.setVisible(wide)
        self.button.set_icon("down" if wide else "right")

    def _space(self) -> None:
        """Lines of several folds begin at one edge; the first stands beside name and icon."""
        self._names.setMinimumWidth(theme.px(NAME_PX))
        self._mark.setContentsMargins(0, theme.px(7), 0, 0)
        self.line.setContentsMargins(0, theme.px(6), 0, theme.px(6))
