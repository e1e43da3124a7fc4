"""One bar of several parts with its legend: how works are split, how ranks moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from songclip_desktop.ui import theme

BAR_PX = 12
GAP_PX = 2
LEGEND_GAP_PX = 32


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bar.

    Attributes:
        weight: its share, in any unit. token: colour of the theme.
        name, detail: the legend below, `name` in stronger type.
    """

    weight: float
    token: str
    name: str
    detail: str


class StackedBar(QWidget):
    """Parts from left to right; a part of nothing keeps its legend and has no bar."""

    heard_as = QAccessible.Role.Chart

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins empty; `show_parts` fills it."""
        super().__init__(parent)
        self._parts: list[Part] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Draws anew; the words are also what a screen reader says."""
        self._parts = list(parts)
        self.setAccessibleName("; ".join(f"{part.name} {part.detail}" for part in parts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its legend in one line."""
        width = sum(self._widths()) + LEGEND_GAP_PX * max(0, len(self._parts) - 1)
        return QSize(max(200, round(width)), self.heightForWidth(round(width) + 1))

    def minimumSizeHint(self) -> QSize:
        """As wide as one part of the legend; where there is less room they stand in lines."""
        width = round(max(self._widths(), default=200.0)) + 1
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def heightForWidth(self, width: int) -> int:
        """The bar and as many lines as the legend takes."""
        lines = max((line for _, line in self._places(width)), default=0) + 1
        return BAR_PX + 8 + lines * theme.current().line_px("body")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may be another number of lines."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _widths(self) -> list[float]:
        strong = QFontMetricsF(theme.font("strong"))
        body = QFontMetricsF(theme.font("body"))
        return [
            18 + strong.horizontalAdvance(part.name) + 8 + body.horizontalAdvance(part.detail)
            for part in self._parts
        ]

    def _places(self, width: int) -> list[tuple[float, int]]:
        """Left edge and line of each part of the legend."""
        places: list[tuple[float, int]] = []
        x, line = 0.0, 0
        for wide in self._widths():
            if x > 0 and x + wide > width:
                x, line = 0.0, line + 1
            places.append((x, line))
            x += wide + LEGEND_GAP_PX
        return places

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bar, then squares and words below it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_bar(painter)
        self._draw_legend(painter)

    def _draw_bar(self, painter: QPainter) -> None:
        shown = [part for part in self._parts if part.weight > 0]
        total = sum(part.weight for part in shown)
        if not shown:
            painter.fillRect(QRectF(0, 0, self.width(), BAR_PX), theme.colour("track"))
            return
        room = self.width() - GAP_PX * (len(shown) - 1)
        x = 0.0
        for part in shown:
            width = room * part.weight / total
            painter.fillRect(QRectF(x, 0, width, BAR_PX), theme.colour(part.token))
            x += width + GAP_PX

    def _draw_legend(self, painter: QPainter) -> None:
        high = float(theme.current().line_px("body"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        for part, (x, line) in zip(self._parts, self._places(self.width()), strict=True):
            top = BAR_PX + 8.0 + line * high
            painter.fillRect(QRectF(x, top + high / 2 - 5, 10, 10), theme.colour(part.token))
            x += 18
            for role, text, token in (("strong", part.name, "ink"), ("body", part.detail, "ink_2")):
                font = theme.font(role)
                width = QFontMetricsF(font).horizontalAdvance(text)
                painter.setFont(font)
                painter.setPen(theme.colour(token))
                painter.drawText(QRectF(x, top, width + 2, high), middle, text)
                x += width + 8
