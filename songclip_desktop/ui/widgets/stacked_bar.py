"""One bar of several parts with its legend: how works are split, how ranks moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from songclip_desktop.ui import theme

BAR_PX = 12
GAP_PX = 2


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

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins empty; `show_parts` fills it."""
        super().__init__(parent)
        self._parts: list[Part] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Draws anew; the words are also what a screen reader says."""
        self._parts = list(parts)
        self.setAccessibleName("; ".join(f"{part.name} {part.detail}" for part in parts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its legend."""
        return QSize(
            max(200, round(self._legend_width())), BAR_PX + 8 + theme.current().line_px("body")
        )

    def minimumSizeHint(self) -> QSize:
        """The same: a legend is never cut."""
        return self.sizeHint()

    def _legend_width(self) -> float:
        strong = QFontMetricsF(theme.font("strong"))
        body = QFontMetricsF(theme.font("body"))
        return sum(
            18 + strong.horizontalAdvance(part.name) + 8 + body.horizontalAdvance(part.detail) + 32
            for part in self._parts
        ) - (32 if self._parts else 0)

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
        x, top, line = 0.0, BAR_PX + 8.0, float(theme.current().line_px("body"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        for part in self._parts:
            painter.fillRect(QRectF(x, top + line / 2 - 5, 10, 10), theme.colour(part.token))
            x += 18
            for role, text, token, gap in (
                ("strong", part.name, "ink", 8),
                ("body", part.detail, "ink_2", 32),
            ):
                font = theme.font(role)
                width = QFontMetricsF(font).horizontalAdvance(text)
                painter.setFont(font)
                painter.setPen(theme.colour(token))
                painter.drawText(QRectF(x, top, width + 2, line), middle, text)
                x += width + gap
