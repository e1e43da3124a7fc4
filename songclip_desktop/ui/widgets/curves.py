"""Live curves of a training run: the loss and the validation recall, epoch by epoch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from songclip_desktop.ui import theme

LEFT_PX, RIGHT_PX, TOP_PX, BOTTOM_PX = 48, 16, 12, 28
POINT_PX = 3.5
MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Series:
    """One line: x in epochs, y as the axis says.

    Attributes:
        colour: token of the theme. label: written at the last point.
        points: marks every value (few of them); dashed: a level rather than a measurement.
    """

    x: Sequence[float]
    y: Sequence[float]
    colour: str
    label: str
    points: bool = False
    dashed: bool = False


def nice_step(span: float, most: int) -> float:
    """The distance of round ticks (1, 2 or 5 times a power of ten) so that few enough fit."""
    least = span / max(1, most)
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * m for m in (1, 2, 5, 10) if power * m >= least * (1 - 1e-9))


class CurvePlot(QWidget):
    """One small diagram without frame; hairlines across, epochs below."""

    heard_as = QAccessible.Role.Chart

    def __init__(self, *, percent: bool = False, parent: QWidget | None = None) -> None:
        """`percent`: the y axis shows fractions as per cent."""
        super().__init__(parent)
        self._percent = percent
        self._epochs = 1.0
        self._series: list[Series] = []
        self._position: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_series(
        self, series: Sequence[Series], *, epochs: float, position: float | None = None
    ) -> None:
        """Draws anew. `epochs`: full length of the x axis; `position`: where the run stands."""
        self._series = [one for one in series if len(one.x)]
        self._epochs, self._position = max(1.0, epochs), position
        words = (one.label for one in self._series if one.label)
        self.setAccessibleDescription(", ".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for four hairlines."""
        return QSize(480, 260)

    def minimumSizeHint(self) -> QSize:
        """Still readable."""
        return QSize(240, 140)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Axes, then where the run stands, then the lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("label"))
        low, high = _bounds(self._series, percent=self._percent)
        self._draw_axes(painter, low, high)
        if self._position is not None:
            x = self._x(self._position)
            painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, TOP_PX), QPointF(x, self.height() - BOTTOM_PX))
        for one in self._series:
            self._draw(painter, one, low, high)

    def _x(self, epoch: float) -> float:
        return LEFT_PX + epoch / self._epochs * (self.width() - LEFT_PX - RIGHT_PX)

    def _y(self, value: float, low: float, high: float) -> float:
        room = self.height() - TOP_PX - BOTTOM_PX
        return TOP_PX + (high - value) / max(1e-9, high - low) * room

    def _draw_axes(self, painter: QPainter, low: float, high: float) -> None:
        step = nice_step(high - low, 4)
        tick = math.ceil(low / step - 1e-9) * step
        while tick <= high + step * 1e-6:
            y = self._y(tick, low, high)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(LEFT_PX, y), QPointF(self.width() - RIGHT_PX, y))
            painter.setPen(theme.colour("ink_3"))
            text = f"{tick * 100:.0f}%" if self._percent else f"{tick:g}"
            box = QRectF(0, y - 9, LEFT_PX - 10, 18)
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(box, right, text)
            tick = round(tick + step, 9)
        every = max(1, int(nice_step(self._epochs, MOST_TICKS)))
        for epoch in range(0, int(self._epochs) + 1, every):
            box = QRectF(self._x(epoch) - 20, self.height() - BOTTOM_PX + 8, 40, 18)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(epoch))

    def _draw(self, painter: QPainter, one: Series, low: float, high: float) -> None:
        colour = theme.colour(one.colour)
        style = Qt.PenStyle.DashLine if one.dashed else Qt.PenStyle.SolidLine
        places = [
            QPointF(self._x(x), self._y(y, low, high)) for x, y in zip(one.x, one.y, strict=True)
        ]
        painter.setPen(QPen(colour, 2.0 if one.points else 1.4, style))
        painter.drawPolyline(QPolygonF(places))
        if one.points:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            for place in places:
                painter.drawEllipse(place, POINT_PX, POINT_PX)
        self._draw_label(painter, one, places[-1])

    def _draw_label(self, painter: QPainter, one: Series, place: QPointF) -> None:
        """Beside the last point; above it where there is no room, as for a level."""
        width = QFontMetricsF(theme.font("label")).horizontalAdvance(one.label)
        beside = not one.dashed and place.x() + 10 + width < self.width()
        x = place.x() + 10 if beside else self.width() - RIGHT_PX - width
        y = place.y() - 9 if beside else place.y() - 24
        painter.setPen(theme.colour(one.colour))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(x, max(0.0, y), width + 2, 18), middle, one.label)


def _bounds(series: Sequence[Series], *, percent: bool) -> tuple[float, float]:
    """The y range: recalls with air around them inside 0–100 %, losses from 0."""
    values = [value for one in series for value in one.y]
    if not values:
        return (0.0, 1.0)
    low, high = min(values), max(values)
    air = max(0.05, (high - low) * 0.25)
    return (max(0.0, low - air), min(1.0, high + air)) if percent else (0.0, high * 1.1 or 1.0)
