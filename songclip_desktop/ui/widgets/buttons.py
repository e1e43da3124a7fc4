"""Buttons: primary (at most one on a page), plain, quiet; with key hints; and a row of choices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from songclip_desktop.ui import icons, theme
from songclip_desktop.ui.widgets.rare import worded

RADIUS = 6.0


class _Button(QPushButton):
    """What the three kinds share: flat shape, icon, word, key in a small outlined box."""

    filled = False
    outlined = False

    def __init__(self, text: str = "", hint: str = "", icon: str = "", tall: bool = False) -> None:
        """`hint`: the key shown beside the word; `tall`: 40 px, for action bars."""
        super().__init__(worded(text, "body"))
        self._hint, self._icon, self._tall = hint, icon, tall
        self._reason = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(text)
        theme.current().changed.connect(self.updateGeometry)

    def setText(self, text: str) -> None:
        """The word, which is also the accessible name."""
        super().setText(worded(text, "body"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_icon(self, name: str) -> None:
        """Another icon, or none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_possible(self, possible: bool, reason: str = "") -> None:
        """Enables or disables; `reason` says why not, as tooltip and accessible description."""
        self.setEnabled(possible)
        self._reason = "" if possible else reason
        self.setToolTip(self._reason)
        self.setAccessibleDescription(self._reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """The word, its hint and icon, and air."""
        metrics = QFontMetricsF(self._font())
        width = metrics.horizontalAdvance(self.text()) + (2 * 14 if self._shape() else 2 * 8)
        width += self._hint_width() + (24 if self._icon else 0)
        if self._icon and not self.text():
            width -= 6
        return QSize(int(width + 1), theme.px(40 if self._tall else 32))

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its word."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, outline, icon, word, key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        ink = self._ink()
        content = self.sizeHint().width() - (2 * 14 if self._shape() else 2 * 8)
        x = max(4.0, (self.width() - content) / 2)
        if self._icon:
            box = QRectF(
                x if self.text() else (self.width() - 18) / 2, (self.height() - 18) / 2, 18, 18
            )
            icons.paint(painter, self._icon, box, ink.name())
            x += 24
        painter.setFont(self._font())
        painter.setPen(ink)
        width = QFontMetricsF(self._font()).horizontalAdvance(self.text())
        painter.drawText(
            QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if self._hint:
            paint_key(painter, x + width + 10, self.height() / 2, self._hint, ink)

    def changeEvent(self, event: QEvent) -> None:
        """The word of a disabled button is paler."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def _shape(self) -> bool:
        return self.filled or self.outlined

    def _font(self) -> QFont:
        return theme.font("strong" if self.filled else "body")

    def _hint_width(self) -> float:
        return 10 + key_width(self._hint) if self._hint else 0.0

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return theme.colour("ink_3")
        if self.filled:
            return theme.colour("on_seal")
        return theme.colour("ink" if self.outlined else "ink_2")

    def _paint_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        active = self.isEnabled() and (self.isDown() or self.underMouse())
        if not self.isEnabled():
            if self._shape():
                painter.setPen(QPen(theme.colour("line"), 1))
                painter.setBrush(theme.colour("page"))
                painter.drawRoundedRect(box, RADIUS, RADIUS)
        elif self.filled:
            ground = theme.colour("seal")
            painter.setBrush(ground.darker(112) if active else ground)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        elif self.outlined:
            painter.setPen(QPen(theme.colour("edge"), 1))
            painter.setBrush(theme.colour("selection" if active else "surface"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        elif active:
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)


class PrimaryButton(_Button):
    """The one thing to do next, in seal red. At most one visible on a page."""

    filled = True


class PlainButton(_Button):
    """Surface and edge."""

    outlined = True


class QuietButton(_Button):
    """Only its word."""


def key_width(text: str) -> float:
    """Width of a key's box in pixels."""
    return max(theme.px(18), QFontMetricsF(theme.font("label")).horizontalAdvance(text) + 10)


def paint_key(painter: QPainter, x: float, middle: float, text: str, ink: QColor) -> None:
    """A key in a small outlined box, its left edge at `x`."""
    height = theme.px(18)
    box = QRectF(x, middle - height / 2, key_width(text), height)
    pale = QColor(ink)
    pale.setAlphaF(0.55)
    painter.setPen(QPen(pale, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(ink)
    painter.setFont(theme.font("label"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class _Segment(QAbstractButton):
    """One choice of a row; a tick says that it is chosen."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.first = self.last = False
        self.setCheckable(True)
        self.setAutoExclusive(True)  # heard as one of several
        self.setText(text)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(theme.font("strong")).horizontalAdvance(self.text())
        return QSize(int(width) + 28 + 22, theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("surface" if self.isChecked() else "page"))
        painter.setClipRect(self.rect())
        # Only the ends of the row are round: the other edges lie outside what is painted.
        left = 0.0 if self.first else -2 * RADIUS
        right = 0.0 if self.last else 2 * RADIUS
        painter.drawRoundedRect(box.adjusted(left, 0, right, 0), RADIUS, RADIUS)
        if not self.first:
            painter.drawLine(QPointF(0.5, 1), QPointF(0.5, self.height() - 1.0))
        ink = theme.colour("ink" if self.isChecked() else "ink_2")
        font = theme.font("strong" if self.isChecked() else "body")
        text_box = QRectF(self.rect())
        if self.isChecked():
            width = QFontMetricsF(font).horizontalAdvance(self.text())
            left = (self.width() - width - 22) / 2
            icons.paint(painter, "tick", QRectF(left, (self.height() - 16) / 2, 16, 16), ink.name())
            text_box.setLeft(22)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(text_box, Qt.AlignmentFlag.AlignCenter, self.text())


class SegmentedControl(QWidget):
    """A row of choices of which one holds. `chosen` is emitted only when a person chooses."""

    heard_as = QAccessible.Role.Grouping
    chosen = Signal(str)

    def __init__(self, name: str = "") -> None:
        """`name`: what is chosen, for those who cannot see it."""
        super().__init__()
        self._keys: list[str] = []
        self._segments: list[_Segment] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._keys[number]))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """(key, word) in order; the choice that held still holds where its key remains."""
        held = self.current()
        for segment in self._segments:
            self._group.removeButton(segment)
            self._row.removeWidget(segment)
            segment.hide()
            segment.deleteLater()
        self._keys = [key for key, _ in choices]
        self._segments = [_Segment(word) for _, word in choices]
        for number, segment in enumerate(self._segments):
            segment.first = number == 0
            segment.last = number == len(choices) - 1
            self._group.addButton(segment, number)
            self._row.addWidget(segment)
        self.choose(held if held in self._keys else (self._keys[0] if self._keys else ""))

    def current(self) -> str:
        """The key of the choice that holds, or empty."""
        number = self._group.checkedId()
        return self._keys[number] if 0 <= number < len(self._keys) else ""

    def choose(self, key: str) -> None:
        """Sets the choice without a signal; an unknown key clears it."""
        if key in self._keys:
            self._segments[self._keys.index(key)].setChecked(True)
            return
        self._group.setExclusive(False)
        for segment in self._segments:
            segment.setChecked(False)
        self._group.setExclusive(True)
