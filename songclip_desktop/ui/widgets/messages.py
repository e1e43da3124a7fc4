"""What the room says: an error in place, a banner, an empty page, a toast."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop.errors import SongClipError
from songclip_desktop.ui import icons, report_desk, theme
from songclip_desktop.ui.widgets.buttons import PlainButton
from songclip_desktop.ui.widgets.text import Text

translate = QCoreApplication.translate
TOAST_MS = 6000
# What a curator can do nothing about but tell somebody.
_REPORTED = ("engine_died",)
DRAWING_FROM_PX = 560


class IconLabel(QLabel):
    """An icon that follows the theme."""

    heard_as = QAccessible.Role.Client  # an ornament beside words

    def __init__(self, name: str, tone: str = "ink_2", size_px: int = 18) -> None:
        """The named icon in a token's colour."""
        super().__init__()
        self._name, self._tone, self._size_px = name, tone, size_px
        self.setFixedSize(size_px, size_px)
        theme.current().changed.connect(self._draw)
        self._draw()

    def set_icon(self, name: str, tone: str | None = None) -> None:
        """Another icon."""
        self._name, self._tone = name, tone or self._tone
        self._draw()

    def _draw(self) -> None:
        drawn: QPixmap = icons.pixmap(self._name, self._size_px, self._tone)
        self.setPixmap(drawn)


class ErrorPanel(QWidget):
    """What happened, what to do, and a button that does it; in place, hidden until needed.

    Attributes:
        action: the button; shown where `show_problem` was given its word.
    """

    heard_as = QAccessible.Role.AlertMessage
    above_px, below_px = 8, 8

    def __init__(self, icon: str = "octagon", tone: str = "rouge") -> None:
        """Begins hidden."""
        super().__init__()
        self._do: Callable[[], Any] | None = None
        self._tone = tone
        self._icon = IconLabel(icon, tone)
        self._what = Text("", "strong", "ink", wrap=True)
        self._remedy = Text("", "body", "ink_2", wrap=True)
        self.action = PlainButton()
        self.action.clicked.connect(self._act)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._what)
        words.addWidget(self._remedy)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, self.above_px, 0, self.below_px)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_problem(
        self, what: str, remedy: str = "", word: str = "", do: Callable[[], Any] | None = None
    ) -> None:
        """`word` and `do`: the button that mends it, where there is one."""
        self._what.setText(what)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        # Beside a button one line stands in the middle, and its sign with it.
        at = Qt.AlignmentFlag.AlignTop if remedy else Qt.AlignmentFlag.AlignVCenter
        self._row.setAlignment(self._icon, at)
        self._do = do
        self.action.setText(word)
        self.action.setVisible(bool(word))
        self.setAccessibleName(f"{what} {remedy}".strip())
        self.show()

    def show_error(
        self, error: object, word: str = "", do: Callable[[], Any] | None = None
    ) -> None:
        """A SongClipError in its own words; anything else as a bug, with its report to read."""
        if not word and (not isinstance(error, SongClipError) or error.code in _REPORTED):
            word = translate("messages", "看报告")
            do = partial(report_desk.current().wanted.emit, report_desk.trace_of(error))
        if isinstance(error, SongClipError):
            self.show_problem(error.what, error.remedy, word, do)
            return
        what = translate("messages", "出了没有料到的错：{0}")
        remedy = translate("messages", "经过已记入日志；可以再试一次，也可以把经过写成报告。")
        self.show_problem(what.format(getattr(error, "what", error)), remedy, word, do)

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self.hide()

    def _act(self) -> None:
        if self._do is not None:
            self._do()


class Banner(ErrorPanel):
    """A standing remark above a page, in ochre: no error, but worth knowing. One label, thin."""

    above_px, below_px = 4, 0

    def __init__(self) -> None:
        """Begins hidden."""
        super().__init__("warning", "ochre")
        self._what.setProperty("role", "body")

    def show_problem(
        self, what: str, remedy: str = "", word: str = "", do: Callable[[], Any] | None = None
    ) -> None:
        """Both sentences in one line where they fit."""
        super().show_problem(f"{what} {remedy}".strip(), "", word, do)


class _Outlines(QWidget):
    """A scroll, a fan and an album leaf, drawn in outline: pictures yet to come."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSize(540, 220)

    def sizeHint(self) -> QSize:
        return QSize(540, 220)

    def minimumSizeHint(self) -> QSize:
        return QSize(135, 55)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / 540, self.height() / 220)
        painter.scale(scale, scale)
        painter.setPen(QPen(theme.colour("edge"), 1.4))
        painter.drawRect(QRectF(8, 2, 112, 196))
        for y in (2, 198):
            painter.drawLine(0, y, 128, y)
        painter.drawEllipse(QRectF(160, 22, 176, 176))
        painter.drawLine(248, 198, 248, 220)
        painter.drawRect(QRectF(388, 50, 150, 120))
        painter.setPen(QPen(theme.colour("edge"), 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(463, 50, 463, 170)


class EmptyState(QWidget):
    """A page with nothing to show: what is missing, how to fill it, the buttons that do.

    Attributes:
        title, text: set in retranslate. Buttons are handed in; the first may be primary.
    """

    def __init__(self, *buttons: QWidget, outlines: bool = False) -> None:
        """`outlines`: with the drawing of a scroll, a fan and an album leaf."""
        super().__init__()
        self._title = Text("", "title", "ink", wrap=True)
        self._text = Text("", "body", "ink_2", wrap=True)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        self._outlines = _Outlines() if outlines else None
        if self._outlines is not None:
            column.addWidget(self._outlines, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(20)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(12)
        column.addLayout(row)
        column.addStretch(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where height is short, the words are worth more than the drawing."""
        super().resizeEvent(event)
        if self._outlines is not None:
            self._outlines.setVisible(self.window().height() >= DRAWING_FROM_PX)

    def say(self, title: str, text: str = "") -> None:
        """The two sentences."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))


class Toast(QFrame):
    """One line at the bottom right for six seconds, with 撤销 where that is possible."""

    heard_as = QAccessible.Role.AlertMessage

    def __init__(self, parent: QWidget) -> None:
        """Lies over `parent`, hidden until `say`."""
        super().__init__(parent)
        self.setObjectName("toast")
        self._room = parent
        self._undo: Callable[[], Any] | None = None
        self._text = Text("", "body", "")
        self._button = _ToastButton()
        self._button.clicked.connect(self._take_back)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(24)
        row.addWidget(IconLabel("tick", "page"))
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._timer.timeout.connect(self._leave)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, undo: Callable[[], Any] | None = None) -> None:
        """Shows a line; `undo` is called by 撤销. Never for errors."""
        self._undo = undo
        self._text.setText(text)
        self._button.setText(translate("messages", "撤销"))
        self._button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps its corner."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._room
        beside = self._row.sizeHint().width() - self._text.sizeHint().width()
        needed = beside + self._text.fontMetrics().horizontalAdvance(self._text.text()) + 8
        width = min(max(400, needed), room.width() - 48)
        self._text.setWordWrap(needed > width)  # what does not fit on one line takes two
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(room.width() - self.width() - 24, room.height() - self.height() - 24)

    def _leave(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start()
            return
        self.hide()

    def _take_back(self) -> None:
        self.hide()
        if self._undo is not None:
            self._undo()


class _ToastButton(PlainButton):
    """Underlined word on ink."""

    outlined = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme.font("body")
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(theme.colour("page"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
