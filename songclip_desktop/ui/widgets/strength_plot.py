"""Recall and forgetting over the strength of an adapter: lines, with the offered strength marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.curves import nice_step
from songclip_desktop.ui.widgets.figure_table import percent

LEFT_PX, RIGHT_PX, TOP_PX, BOTTOM_PX = 48, 128, 28, 28
POINT_PX, LABEL_GAP_PX = 4.0, 16.0


@dataclass(frozen=True, slots=True)
class StrengthPoint:
    """One strength as it was measured; all fractions.

    Attributes:
        t: 0 is the base model, 1 the adapter as trained.
        recall, low, high: mean recall on the validation works and its 95 % interval.
        t2i, i2t: R@1 on the forgetting probe, None where there was none.
        passed: whether forgetting keeps within its limit, None where it was not measured.
    """

    t: float
    recall: float
    low: float
    high: float
    t2i: float | None
    i2t: float | None
    passed: bool | None


class StrengthPlot(QWidget):
    """Points stand at equal distances, as the stops of the slider below them do."""

    heard_as = QAccessible.Role.Chart

    def __init__(self) -> None:
        """Empty until `show_points`."""
        super().__init__()
        self._points: list[StrengthPoint] = []
        self._offered: float | None = None
        self._chosen: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_points(
        self, points: Sequence[StrengthPoint], offered: float | None, chosen: float | None
    ) -> None:
        """Draws anew; `offered` gets a mark above, `chosen` a line."""
        self._points, self._offered, self._chosen = list(points), offered, chosen
        self.setAccessibleName(
            "; ".join(f"{percent(point.t)}: {percent(point.recall)}" for point in points)
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Low enough to stand below a table."""
        return QSize(480, theme.px(232))

    def minimumSizeHint(self) -> QSize:
        """Readable beside its labels."""
        return QSize(360, theme.px(232))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Axes, then the marks of what is offered and chosen, then the lines."""
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("label"))
        self._draw_axes(painter)
        self._draw_marks(painter)
        probe = [("t2i", self.tr("原图：以文找图"), Qt.PenStyle.SolidLine),
                 ("i2t", self.tr("原图：以图找文"), Qt.PenStyle.DashLine)]  # fmt: skip
        labels = []
        for field, name, style in probe:
            values = [getattr(point, field) for point in self._points]
            if None not in values:
                self._draw_line(painter, values, "ink_2", style)
                labels.append((self._y(values[-1]), name, "ink_2"))
        self._draw_intervals(painter)
        recalls = [point.recall for point in self._points]
        self._draw_line(painter, recalls, "azurite", Qt.PenStyle.SolidLine)
        labels.append((self._y(recalls[-1]), self.tr("平均召回率"), "azurite"))
        self._draw_labels(painter, labels)

    def _bounds(self) -> tuple[float, float]:
        values = [value for point in self._points for value in (point.low, point.high)]
        values += [value for point in self._points for value in (point.t2i, point.i2t)
                   if value is not None]  # fmt: skip
        return max(0.0, min(values) - 0.03), min(1.0, max(values) + 0.03)

    def _x(self, place: int) -> float:
        room = self.width() - LEFT_PX - RIGHT_PX
        return LEFT_PX + room * place / max(1, len(self._points) - 1)

    def _y(self, value: float) -> float:
        low, high = self._bounds()
        room = self.height() - TOP_PX - BOTTOM_PX
        return TOP_PX + (high - value) / max(1e-9, high - low) * room

    def _place(self, t: float | None) -> int | None:
        return next((n for n, point in enumerate(self._points) if point.t == t), None)

    def _draw_axes(self, painter: QPainter) -> None:
        low, high = self._bounds()
        step = nice_step(max(high - low, 0.04), 6)
        tick = math.ceil(low / step - 1e-9) * step
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        while tick <= high + 1e-9:
            y = self._y(tick)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(LEFT_PX, y), QPointF(self.width() - RIGHT_PX, y))
            painter.setPen(theme.colour("ink_3"))
            painter.drawText(QRectF(0, y - 9, LEFT_PX - 10, 18), right, percent(tick))
            tick = round(tick + step, 9)
        for place, point in enumerate(self._points):
            box = QRectF(self._x(place) - 30, self.height() - BOTTOM_PX + 8, 60, 18)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), percent(point.t))

    def _draw_marks(self, painter: QPainter) -> None:
        bottom = self.height() - BOTTOM_PX
        chosen, offered = self._place(self._chosen), self._place(self._offered)
        if chosen is not None:
            painter.setPen(QPen(theme.colour("ink_3"), 1, Qt.PenStyle.DotLine))
            x = self._x(chosen)
            painter.drawLine(QPointF(x, TOP_PX), QPointF(x, bottom))
        if offered is not None:
            x = self._x(offered)
            colour = theme.colour("malachite")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            corners = ((-5.0, -8.0), (5.0, -8.0), (0.0, -1.0))
            painter.drawPolygon(QPolygonF([QPointF(x + dx, TOP_PX + dy) for dx, dy in corners]))
            painter.setPen(colour)
            box = QRectF(max(0.0, x - 60), 0, 120, 18)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.tr("推荐"))

    def _draw_intervals(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour("azurite"), 1.2))
        for place, point in enumerate(self._points):
            x = self._x(place)
            painter.drawLine(QPointF(x, self._y(point.low)), QPointF(x, self._y(point.high)))

    def _draw_line(
        self, painter: QPainter, values: Sequence[float], token: str, style: Qt.PenStyle
    ) -> None:
        """A hollow point: there too much was forgotten."""
        colour = theme.colour(token)
        places = [QPointF(self._x(n), self._y(value)) for n, value in enumerate(values)]
        painter.setPen(QPen(colour, 1.6, style))
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(QPen(colour, 1.6))
        for point, place in zip(self._points, places, strict=True):
            painter.setBrush(theme.colour("page") if point.passed is False else colour)
            painter.drawEllipse(place, POINT_PX, POINT_PX)

    def _draw_labels(self, painter: QPainter, labels: list[tuple[float, str, str]]) -> None:
        """Beside the last points, moved apart where they would lie on each other."""
        least = float(TOP_PX)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        for y, name, token in sorted(labels):
            y = max(y, least)
            least = y + LABEL_GAP_PX
            painter.setPen(theme.colour(token))
            x = self.width() - RIGHT_PX + 12
            painter.drawText(QRectF(x, y - 9, RIGHT_PX - 12, 18), middle, name)
