"""The head of one ranking: whose it is, with a menu of the runs that could stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy

from songclip_desktop.ui import icons, theme

PAD_PX, GAP_PX, ANGLE_PX = 8, 8, 14


@dataclass(frozen=True, slots=True)
class SideChoice:
    """One run that can stand on a side; `key` is its id, empty for zero-shot.

    Attributes:
        why_not: why it cannot be chosen now; empty where it can.
    """

    key: str
    name: str
    detail: str
    why_not: str = ""


class SideHead(QAbstractButton):
    """Name and remark; with more than one choice an angle, and a menu when pressed.

    Signals:
        chosen: the key of another side.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        """Empty until `show_side`."""
        super().__init__()
        self._name = self._detail = ""
        self._choices: tuple[SideChoice, ...] = ()
        self._current = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        theme.current().changed.connect(self.updateGeometry)

    def show_side(
        self, name: str, detail: str, choices: Sequence[SideChoice] = (), current: str = ""
    ) -> None:
        """`current`: the key of the choice that holds."""
        self._name, self._detail = name, detail
        self._choices, self._current = tuple(choices), current
        self.setAccessibleName(f"{name} {detail}".strip())
        self.setEnabled(len(self._choices) > 1)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Both words, and the angle."""
        width = QFontMetricsF(theme.font("strong")).horizontalAdvance(self._name) + 2 * PAD_PX
        if self._detail:
            width += GAP_PX + QFontMetricsF(theme.font("label")).horizontalAdvance(self._detail)
        if len(self._choices) > 1:
            width += 4 + ANGLE_PX
        return QSize(int(width) + 2, theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """Its words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name, remark, angle; tinted below the pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        x = float(PAD_PX)
        for text, role, token in (
            (self._name, "strong", "ink"),
            (self._detail, "label", "ink_3"),
        ):
            if not text:
                continue
            font = theme.font(role)
            wide = QFontMetricsF(font).horizontalAdvance(text)
            painter.setFont(font)
            painter.setPen(theme.colour(token))
            place = QRectF(x, 0, wide + 2, self.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), text)
            x += wide + GAP_PX
        if len(self._choices) > 1:
            box = QRectF(x - 4, (self.height() - ANGLE_PX) / 2, ANGLE_PX, ANGLE_PX)
            icons.paint(painter, "down", box, theme.colour("ink_3").name())

    def build_menu(self) -> QMenu:
        """One row for each run; the one that holds is ticked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for choice in self._choices:
            words = f"{choice.name}　{choice.detail}".strip("　").replace("&", "&&")
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(choice.key == self._current)
            action.setEnabled(not choice.why_not)
            action.setToolTip(choice.why_not)
            action.triggered.connect(lambda _on=False, key=choice.key: self._choose(key))
        return menu

    def _choose(self, key: str) -> None:
        if key != self._current:
            self.chosen.emit(key)

    def _open(self) -> None:
        self.build_menu().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
