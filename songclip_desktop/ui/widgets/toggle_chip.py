"""A small outlined pill that is on or off; a tick says that it is on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from songclip_desktop.ui import icons, theme

PAD_PX, TICK_PX = 10, 14


class ToggleChip(QAbstractButton):
    """`toggled` as every checkable button."""

    def __init__(self) -> None:
        """Off, without a word."""
        super().__init__()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Tick and word."""
        wide = QFontMetricsF(theme.font("label")).horizontalAdvance(self.text())
        return QSize(int(wide) + 2 * PAD_PX + TICK_PX + 6, theme.px(26))

    def minimumSizeHint(self) -> QSize:
        """Its word is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Outline, tick, word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        colour = theme.colour("ink_3" if not self.isEnabled() else "azurite" if on else "ink_2")
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.colour("azurite") if on else theme.colour("edge"), 1.2))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left = PAD_PX + TICK_PX + 4 if on else PAD_PX
        if on:
            tick = QRectF(PAD_PX, (self.height() - TICK_PX) / 2, TICK_PX, TICK_PX)
            icons.paint(painter, "tick", tick, colour.name())
        painter.setFont(theme.font("label"))
        painter.setPen(colour)
        place = QRectF(left, 0, self.width() - left - PAD_PX, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.text())
