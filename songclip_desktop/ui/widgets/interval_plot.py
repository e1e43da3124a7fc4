"""Recalls with their 95 % intervals: zero-shot as a hollow point, finetuned as a filled one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.figure_table import percent, points, range_words

ROW_PX = 72
AXIS_PX = 32
HEAD_PX = 28
LABEL_PX = 112
COLUMNS_PX = 176
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval, all fractions; `low` and `high` None where not estimated."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One measure of both models and their difference (finetuned minus zero-shot)."""

    name: str
    detail: str
    zero_shot: Estimate
    finetuned: Estimate
    difference: Estimate


class IntervalPlot(QWidget):
    """Rows of IntervalRow on one axis from 0 to 100 %, the difference in words at the right."""

    heard_as = QAccessible.Role.Chart

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins empty; `show_rows` fills it."""
        super().__init__(parent)
        self._rows: list[IntervalRow] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[IntervalRow]) -> None:
        """Takes the measures, drawn from top to bottom; also told to screen readers in words."""
        self._rows = list(rows)
        self.setAccessibleName(
            "; ".join(
                f"{row.name} {percent(row.zero_shot.value)} → {percent(row.finetuned.value)}"
                for row in rows
            )
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its rows, head and axis."""
        rows = theme.px(ROW_PX) * max(1, len(self._rows))
        return QSize(600, theme.px(HEAD_PX) + rows + theme.px(AXIS_PX))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a window of 1280 beside the list of captions."""
        return QSize(440, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Axis, then one row after the other."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._rows:
            return
        self._draw_axis(painter)
        for number, row in enumerate(self._rows):
            self._draw_row(painter, row, theme.px(HEAD_PX) + theme.px(ROW_PX) * number)

    def _x(self, fraction: float) -> float:
        left, right = theme.px(LABEL_PX), self.width() - theme.px(COLUMNS_PX) - 40
        return left + fraction * (right - left)

    def _draw_axis(self, painter: QPainter) -> None:
        bottom = theme.px(HEAD_PX) + theme.px(ROW_PX) * len(self._rows)
        painter.setFont(theme.font("label"))
        for tick in TICKS:
            x = self._x(tick)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(x, theme.px(HEAD_PX)), QPointF(x, bottom))
            painter.setPen(theme.colour("ink_3"))
            box = QRectF(x - 30, bottom + 8, 60, theme.px(18))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), percent(tick))
        left = self.width() - theme.px(COLUMNS_PX)
        for text, x, width in (
            (self.tr("差（百分点）"), left, theme.px(84)),
            (self.tr("95% 区间"), left + theme.px(88), theme.px(COLUMNS_PX - 88)),
        ):
            box = QRectF(x, 0, width, theme.px(18))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), text)

    def _draw_row(self, painter: QPainter, row: IntervalRow, top: float) -> None:
        middle = top + theme.px(ROW_PX) / 2
        left_middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        right_middle = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("ink"))
        painter.drawText(
            QRectF(0, middle - theme.px(20), theme.px(LABEL_PX), theme.px(20)),
            left_middle,
            row.name,
        )
        left = self.width() - theme.px(COLUMNS_PX)
        painter.setFont(theme.font("section"))
        text = points(row.difference.value)
        painter.drawText(QRectF(left, middle - 16, theme.px(84), 32), right_middle, text)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("ink_2"))
        painter.drawText(
            QRectF(0, middle, theme.px(LABEL_PX), theme.px(18)), left_middle, row.detail
        )
        box = QRectF(left + theme.px(88), middle - 16, theme.px(COLUMNS_PX - 88), 32)
        painter.drawText(box, right_middle, self._interval_text(row.difference))
        self._draw_estimate(
            painter, row.zero_shot, middle - theme.px(11), "ochre", self.tr("零样本")
        )
        self._draw_estimate(
            painter, row.finetuned, middle + theme.px(11), "azurite", self.tr("微调")
        )

    def _interval_text(self, difference: Estimate) -> str:
        if difference.low is None or difference.high is None:
            return "–"
        return range_words(difference.low, difference.high)

    def _draw_estimate(
        self, painter: QPainter, estimate: Estimate, y: float, token: str, name: str
    ) -> None:
        colour = theme.colour(token)
        painter.setPen(QPen(colour, 1.8))
        low = estimate.value if estimate.low is None else estimate.low
        high = estimate.value if estimate.high is None else estimate.high
        painter.drawLine(QPointF(self._x(low), y), QPointF(self._x(high), y))
        hollow = token == "ochre"
        painter.setBrush(theme.colour("page") if hollow else colour)
        painter.drawEllipse(QPointF(self._x(estimate.value), y), 5, 5)
        ends = self._x(min(low, estimate.value)), self._x(max(high, estimate.value))
        self._draw_value(painter, f"{name} {percent(estimate.value)}", ends, y, colour)

    def _draw_value(
        self, painter: QPainter, text: str, ends: tuple[float, float], y: float, colour: QColor
    ) -> None:
        """Right of the interval; left of it where the columns begin too soon."""
        painter.setFont(theme.font("label"))
        painter.setPen(colour)
        width = QFontMetricsF(theme.font("label")).horizontalAdvance(text) + 2
        columns = self.width() - theme.px(COLUMNS_PX) + theme.px(36)
        x = ends[1] + 10 if ends[1] + 10 + width < columns else ends[0] - 10 - width
        painter.drawText(QRectF(x, y - 10, width, 20), int(Qt.AlignmentFlag.AlignVCenter), text)
