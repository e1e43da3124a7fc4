"""One section of the settings, and the row that chooses it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text


class Section(QWidget):
    """A part of the settings: said in `retranslate`, read in `refresh`.

    Attributes:
        room: what it works with. body: its layout.
    """

    def __init__(self, room: Room) -> None:
        """Empty."""
        super().__init__()
        self.room = room
        self.body = QVBoxLayout(self)
        self.body.setSpacing(8)
        self.set_beside(True)

    def set_beside(self, beside: bool) -> None:
        """A little off the list of sections where that is beside it."""
        self.body.setContentsMargins(16 if beside else 0, 16, 0, 0)

    def refresh(self) -> None:
        """Reads what it shows anew."""

    def retranslate(self) -> None:
        """Sets every text."""

    def heading(self, *buttons: QWidget) -> tuple[Text, ElidedText]:
        """A section title, one line beside it, buttons at the right."""
        title, line = Text("", "section"), ElidedText("", "body", "ink_2", hug=True)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStrut(theme.px(32))  # as high without buttons as with them
        row.addWidget(title)
        row.addWidget(line)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self.body.addLayout(row)
        return title, line


class SettingRow(QWidget):
    """A name at the left, a control beside it, a hairline below."""

    def __init__(self, control: QWidget, name_px: int = 160) -> None:
        """`control` is named by `say`."""
        super().__init__()
        self._name = Text("", "body")
        self._name.setMinimumWidth(name_px)
        self._line = Text("", "label", "ink_3", wrap=True)
        self._control = control
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._line)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 6)
        row.addLayout(words, 1)
        row.addWidget(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Hairline())

    def say(self, name: str, line: str = "") -> None:
        """The setting's name, which is also its control's, and what it does."""
        self._name.setText(name)
        self._line.setText(line)
        self._line.setVisible(bool(line))
        self._control.setAccessibleName(name)
        self._control.setAccessibleDescription(line)


def column_of() -> QVBoxLayout:
    """A column whose rows stand close."""
    column = QVBoxLayout()
    column.setSpacing(0)
    return column


def button_row(name: str, facts: str, *buttons: QWidget) -> QWidget:
    """A name, facts below it, buttons at the right, a hairline."""
    widget = QWidget()
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Text(name, "body", wrap=True))
    words.addWidget(Text(facts, "label", "ink_2", wrap=True))
    row = QHBoxLayout()
    row.setContentsMargins(0, 6, 0, 6)
    row.setSpacing(8)
    row.addLayout(words, 1)
    for button in buttons:
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row)
    column.addWidget(Hairline())
    return widget


class SectionButton(QAbstractButton):
    """A row of the list at the left; the chosen one lies on the selection."""

    def __init__(self) -> None:
        """Its word comes with setText."""
        super().__init__()
        self.setCheckable(True)
        self.setAutoExclusive(True)  # heard as one of several
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """The word, which is also the accessible name."""
        super().setText(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """36 px high."""
        return QSize(120, theme.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Word on its ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection" if self.isChecked() else "rail"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        font = theme.font("rail")
        if self.isChecked():
            font.setWeight(font.Weight.Medium)
        painter.setFont(font)
        painter.setPen(theme.colour("ink" if self.isChecked() else "ink_2"))
        place = QRectF(12, 0, self.width() - 16, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
