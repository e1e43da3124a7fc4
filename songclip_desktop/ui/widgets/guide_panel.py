"""The guided path as it is seen: a slim strip below the page, and a ring around what to press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.text import Hairline, Text

DISC_PX, GAP_PX = 20, 8
MARGIN_PX = 32
# Below these widths only the current step has its word, and then only it is drawn.
WORDS_FROM_PX, MARKS_FROM_PX = 1060, 760
RING_OFF_PX = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it is drawn: its page, its number and word, and how it stands.

    Attributes:
        spoken: its word with how it stands, for those who cannot see it.
        state: "done", "current" or "waiting".
    """

    page: str
    number: str
    word: str
    spoken: str
    state: str


class _Mark(QAbstractButton):
    """A disc with the step's number, or a tick once it is done; its word beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._step: Step | None = None
        self._worded = True
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def page(self) -> str:
        return self._step.page if self._step is not None else ""

    def show_step(self, step: Step, worded: bool) -> None:
        self._step, self._worded = step, worded
        self.setText(step.word if worded else "")
        self.setAccessibleName(step.spoken)
        self.setToolTip("" if worded else step.spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = theme.px(DISC_PX) + 2
        if self._worded and self._step is not None:
            words = QFontMetricsF(self._font()).horizontalAdvance(self._step.word)
            width += GAP_PX + round(words) + 2
        return QSize(width, theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        step = self._step
        if step is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(DISC_PX)
        disc = QRectF(1, (self.height() - side) / 2, side, side)
        paint_disc(painter, disc, step.number, step.state)
        if self._worded:
            painter.setFont(self._font())
            painter.setPen(theme.colour("ink" if step.state == "current" else "ink_2"))
            place = QRectF(disc.right() + GAP_PX, 0, self.width(), self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, step.word)

    def _font(self) -> QFont:
        current = self._step is not None and self._step.state == "current"
        return theme.font("strong" if current else "body")


def paint_disc(painter: QPainter, disc: QRectF, number: str, state: str) -> None:
    """A done step is a filled disc with a tick, the current one filled with its number."""
    inner = disc.adjusted(0.75, 0.75, -0.75, -0.75)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("ink_3"), 1.2))
    ink = theme.colour("ink_2")
    if state != "waiting":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("malachite" if state == "done" else "azurite"))
        ink = theme.colour("page")
    painter.drawEllipse(inner)
    if state == "done":
        pen = QPen(ink, 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        side = disc.width()
        painter.drawPolyline([QPointF(disc.left() + side * x, disc.top() + side * y)
                              for x, y in ((0.29, 0.52), (0.44, 0.66), (0.71, 0.36))])  # fmt: skip
        return
    painter.setPen(ink)
    painter.setFont(theme.font("label"))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, number)


class GuidePanel(QFrame):
    """Five steps, one sentence, the way there, and the way out. Draws only what it is told.

    Signals:
        led: the button that leads on. chosen: a step's page. left: no more of this.
        again: from the beginning.

    Attributes:
        lead, restart, leave: the buttons.
    """

    led = Signal()
    chosen = Signal(str)
    left = Signal()
    again = Signal()

    def __init__(self, steps: int) -> None:
        """So many steps; hidden until it is shown."""
        super().__init__()
        self.setObjectName("surface")
        self._marks = [_Mark() for _ in range(steps)]
        self._steps: Sequence[Step] = ()
        self._sentence = Text("", "body", "ink", wrap=True)
        self._sentence.setMinimumWidth(160)
        self.lead, self.restart = PlainButton(), QuietButton()
        self.leave = QuietButton(icon="close")
        self._row = QHBoxLayout()
        self._row.setContentsMargins(MARGIN_PX, 8, MARGIN_PX - 8, 8)
        self._row.setSpacing(16)
        for mark in self._marks:
            mark.clicked.connect(self._pressed)
            self._row.addWidget(mark)
        self._row.addSpacing(8)
        self._row.addWidget(self._sentence, 1)
        for button in (self.lead, self.restart, self.leave):
            self._row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addLayout(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.lead.clicked.connect(self.led)
        self.restart.clicked.connect(self.again)
        self.leave.clicked.connect(self.left)
        self.hide()

    def show_steps(self, name: str, steps: Sequence[Step], sentence: str) -> None:
        """`name` of the whole, for those who cannot see it; a new sentence is spoken."""
        spoken = sentence if sentence != self._sentence.text() else ""
        self._steps = steps
        self._sentence.setText(sentence)
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence)
        self._fit()
        if spoken and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def show_buttons(self, lead: str, restart: str, leave: str) -> None:
        """Their words; what has none is not shown."""
        for button, word in ((self.lead, lead), (self.restart, restart), (self.leave, leave)):
            button.setText(word)
            button.setVisible(bool(word))

    @property
    def sentence(self) -> str:
        """What it says now."""
        return self._sentence.text()

    def mark(self, page: str) -> QAbstractButton:
        """The button of a step."""
        return next(mark for mark in self._marks if mark.page == page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window words give way before the sentence does."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() / theme.current().factor
        for mark, step in zip(self._marks, self._steps, strict=False):
            current = step.state == "current"
            mark.show_step(step, wide >= WORDS_FROM_PX or current)
            mark.setVisible(wide >= MARKS_FROM_PX or current)

    def _pressed(self) -> None:
        mark = self.sender()
        if isinstance(mark, _Mark):
            self.chosen.emit(mark.page)


class Pointer(QWidget):
    """A ring with the step's number around the control to press; seen, never clicked.

    It follows its target wherever that moves, also with the widgets it lies in.
    """

    def __init__(self, ground: QWidget) -> None:
        """Lies over `ground`."""
        super().__init__(ground)
        self._ground = ground
        self._target: QWidget | None = None
        self._followed: list[QWidget] = []
        self._number = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.current().changed.connect(self.update)
        self.hide()

    @property
    def target(self) -> QWidget | None:
        """What is pointed to."""
        return self._target

    def point(self, target: QWidget | None, number: str = "") -> None:
        """Another target, or none."""
        self._number = number
        if target is not self._target:
            for widget in self._followed:
                if isValid(widget):
                    widget.removeEventFilter(self)
            self._target, self._followed = target, []
            widget = target
            while widget is not None and widget is not self._ground:
                widget.installEventFilter(self)
                self._followed.append(widget)
                widget = widget.parentWidget()
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The target or what it lies in moved, came or went."""
        if event.type() in (
            QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show,
            QEvent.Type.EnabledChange,
        ):  # fmt: skip
            self._follow()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ring, and the number on its corner."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = self._disc_px()
        half = disc / 2
        painter.setPen(QPen(theme.colour("azurite"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 9, 9)
        # Beside the window's edge the disc moves inwards.
        at = QRectF(max(0, -self.x()), max(0, -self.y()), disc, disc)
        paint_disc(painter, at, self._number, "current")

    def _disc_px(self) -> int:
        return theme.px(DISC_PX)

    def _follow(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not self._seen(target):
            self.hide()
            return
        # The ring's line runs through the middle of the disc that sits on its corner.
        off = RING_OFF_PX + self._disc_px() // 2
        corner = target.mapTo(self._ground, QPoint(0, 0))
        self.setGeometry(
            corner.x() - off, corner.y() - off, target.width() + 2 * off, target.height() + 2 * off
        )
        self.show()

    @staticmethod
    def _seen(target: QWidget) -> bool:
        return target.isVisible() and target.isEnabled() and not target.visibleRegion().isEmpty()
