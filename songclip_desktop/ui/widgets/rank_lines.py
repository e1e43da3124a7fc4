"""Lines between two rankings of one query: where each hit stood, and where it stands now."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QAccessible, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from songclip_desktop.ui import theme

POINT_PX = 3.0
NUMBER_PX = 34  # room for a rank at either side
RING_PX = 6  # beside a row that has the focus
STUB_PX = 48
MOVE_MS = 200


@dataclass(frozen=True, slots=True)
class Placed:
    """One hit of one column: what it is, its rank, and its rank in the other ranking if known."""

    key: Hashable
    rank: int
    other_rank: int | None


@dataclass(frozen=True, slots=True)
class Link:
    """A hit on one or both columns. `left` and `right` are rows from 0, None where off the list.

    Attributes:
        movement: ranks gained by finetuning; negative where lost; None where the other rank is
            not known.
    """

    left: int | None
    right: int | None
    movement: int | None


def links(left: Sequence[Placed], right: Sequence[Placed]) -> list[Link]:
    """Joins two columns by key, the left one's order first, then what is only at the right."""
    rows = {hit.key: row for row, hit in enumerate(right)}
    joined: list[Link] = []
    for row, hit in enumerate(left):
        there = rows.pop(hit.key, None)
        other = right[there].rank if there is not None else hit.other_rank
        joined.append(Link(row, there, None if other is None else hit.rank - other))
    joined += [
        Link(None, row, None if (o := right[row].other_rank) is None else o - right[row].rank)
        for row in rows.values()
    ]
    return joined


class RankLines(QWidget):
    """Draws the links. Rows stand `row_px` apart, the first centred at half of it."""

    heard_as = QAccessible.Role.Client  # the rows at either side say what the lines show

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins empty; `show_hits` fills it."""
        super().__init__(parent)
        self._left: list[Placed] = []
        self._right: list[Placed] = []
        self._links: list[Link] = []
        self._row_px = 76.0
        self._view = (0.0, float("inf"))
        self._grown = 1.0
        self._growth = QVariantAnimation(self)
        self._growth.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._growth.setStartValue(0.0)
        self._growth.setEndValue(1.0)
        self._growth.valueChanged.connect(self._grow)
        self.setMinimumWidth(2 * NUMBER_PX + 120)

    def show_hits(self, left: Sequence[Placed], right: Sequence[Placed]) -> None:
        """Takes both columns as shown, best first; the lines grow to their new places."""
        self._left, self._right = list(left), list(right)
        self._links = links(left, right)
        self._growth.stop()
        duration_ms = theme.duration_ms(MOVE_MS)
        if self.isVisible() and duration_ms:
            self._growth.setDuration(duration_ms)
            self._growth.start()
        else:
            self._grown = 1.0
        self.update()

    def set_row_height(self, row_px: float) -> None:
        """Keeps step with the rows of the columns at either side."""
        self._row_px = row_px
        self.update()

    def set_view(self, top: float, bottom: float) -> None:
        """What of it is seen, where it is scrolled: a line that leads out of view is a stub."""
        self._view = (top, bottom)
        self.update()

    def _sees(self, row: int | None) -> bool:
        return row is not None and self._view[0] <= self._y(row) <= self._view[1]

    def _grow(self, value: object) -> None:
        self._grown = float(value)  # type: ignore[arg-type]
        self.update()

    def _y(self, row: int) -> float:
        return (row + 0.5) * self._row_px

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Numbers at both edges, then the lines between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("ink"))
        for hits, x, align in (
            (self._left, 0, Qt.AlignmentFlag.AlignLeft),
            (self._right, self.width() - NUMBER_PX, Qt.AlignmentFlag.AlignRight),
        ):
            for row, hit in enumerate(hits):
                box = QRectF(x + RING_PX, self._y(row) - 10, NUMBER_PX - 12, 20)
                if align == Qt.AlignmentFlag.AlignRight:
                    box.translate(12 - 2 * RING_PX, 0)
                painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter), str(hit.rank))
        if not self._left or not self._right:
            return
        for link in sorted(self._links, key=lambda one: one.movement != 0):
            self._draw(painter, link)

    def _draw(self, painter: QPainter, link: Link) -> None:
        start_x, end_x = NUMBER_PX - 6.0, self.width() - NUMBER_PX + 6.0
        start, end = (
            None if row is None or not self._sees(row) else QPointF(x, self._y(row))
            for x, row in ((start_x, link.left), (end_x, link.right))
        )
        colour = _movement_colour(link.movement)
        if start is not None and end is not None:
            painter.setPen(QPen(colour, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(_first_part(_curve(start, end), self._grown))
            _point(painter, start, colour, filled=True)
            _point(painter, end, colour, filled=True)
        elif start is not None:
            self._draw_left_stub(painter, start, link)
        elif end is not None:
            self._draw_right_stub(painter, end, link)

    def _draw_left_stub(self, painter: QPainter, start: QPointF, link: Link) -> None:
        """Where to: written above it, as the other end cannot be seen."""
        assert link.left is not None
        hit = self._left[link.left]
        up = hit.other_rank is not None and hit.other_rank < hit.rank
        colour = theme.colour("azurite" if up else "ochre")
        bend = -self._row_px / 3 if up else self._row_px / 3
        _dashed(painter, start, QPointF(start.x() + STUB_PX, start.y() + bend), colour)
        arrow = "↑" if up else "↓"
        words = arrow
        if hit.other_rank is not None:
            words = self.tr("{arrow} 第 {rank}").format(arrow=arrow, rank=hit.other_rank)
        painter.setFont(theme.font("label"))
        painter.drawText(QPointF(start.x() + 12, start.y() + (17 if up else -5)), words)

    def _draw_right_stub(self, painter: QPainter, end: QPointF, link: Link) -> None:
        up = link.movement is None or link.movement > 0
        bend = self._row_px / 3 if up else -self._row_px / 3
        colour = theme.colour("azurite" if up else "ochre")
        _dashed(painter, end, QPointF(end.x() - STUB_PX, end.y() + bend), colour)


def _movement_colour(movement: int | None) -> QColor:
    if not movement:
        return theme.colour("ink_3")
    return theme.colour("azurite" if movement > 0 else "ochre")


def _curve(start: QPointF, end: QPointF) -> QPainterPath:
    middle = (start.x() + end.x()) / 2
    path = QPainterPath(start)
    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
    return path


def _first_part(path: QPainterPath, share: float) -> QPainterPath:
    if share >= 1.0:
        return path
    return path.trimmed(0.0, share)


def _dashed(painter: QPainter, point: QPointF, away: QPointF, colour: QColor) -> None:
    """A stub that leaves `point` level and bends towards a rank outside the list."""
    pen = QPen(colour, 1.4, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([2.0, 2.6])
    path = QPainterPath(point)
    path.quadTo(QPointF(point.x() + (away.x() - point.x()) * 0.8, point.y()), away)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    _point(painter, point, colour, filled=False)


def _point(painter: QPainter, centre: QPointF, colour: QColor, *, filled: bool) -> None:
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(colour if filled else theme.colour("page"))
    painter.drawEllipse(centre, POINT_PX, POINT_PX)
