"""A sheet that lies over the side of a page for a while: a title, what it shows, Esc."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.text import ElidedText, Text

MARGIN_PX = 32
HEAD_PX = 72

translate = QCoreApplication.translate


class Sheet(QWidget):
    """Subclasses fill `body` and `foot`, say their words in `retranslate`, read in their `show_…`.

    Signals:
        left: Esc, or the button that says it.

    Attributes:
        name: which sheet it is. body: the layout that scrolls. foot: a row of buttons below.
        problem: what could not be done, above the body.
    """

    heard_as = QAccessible.Role.Pane

    name = ""
    left = Signal()

    def __init__(self, *, scrolls: bool = True) -> None:
        """`scrolls`: False where the body is a list that scrolls itself."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.title, self.line = Text("", "title"), ElidedText("", "body", "ink_2", hug=True)
        self.back = QuietButton(hint="Esc")
        self.back.clicked.connect(self.left)
        self.problem = ErrorPanel()
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 0)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.line, 1)
        row.addStretch(0)
        row.addWidget(self.back)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 24)
        self.body.setSpacing(12)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 0)
        self.foot.setSpacing(8)
        notice = QHBoxLayout()
        notice.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 0)
        notice.addWidget(self.problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(notice)
        column.addWidget(self._scrolling(inner) if scrolls else inner, 1)
        column.addLayout(self.foot)
        theme.current().changed.connect(self._grow)
        self._grow()

    def retranslate(self) -> None:
        """The word that leads back; subclasses add their own."""
        self.back.setText(translate("Sheet", "返回"))

    def say(self, title: str, line: str = "") -> None:
        """The sheet's name, which is also its accessible one, and a line beside it."""
        self.title.setText(title)
        self.line.setText(line)
        self.setAccessibleName(title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back, also from a field of the sheet that has no use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _grow(self) -> None:
        self._head.setFixedHeight(theme.px(HEAD_PX))

    def with_foot(self, *buttons: QWidget) -> None:
        """A row of buttons below what scrolls, 24 above the edge; a stretch before the last."""
        self.foot.setContentsMargins(MARGIN_PX, 16, MARGIN_PX, 24)
        for button in buttons:
            self.foot.addWidget(button)
        self.foot.addStretch(1)

    @staticmethod
    def _scrolling(content: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        return area
