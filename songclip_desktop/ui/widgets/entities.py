"""Entities of a passage: which kind they are, where they stand, and the line that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from songclip_desktop import chinese
from songclip_desktop.ui import theme

_STEP_PX = 4.0


@dataclass(frozen=True, slots=True)
class Line:
    """How entities of a type are underlined: a shape of its own, and a colour besides."""

    shape: str  # "solid", "peaks", "waves", "dashes", "dots"
    token: str


# What an entity's type speaks of → its line. The first that fits holds.
_LINES = (
    (re.compile(r"山|岭|峰|岩|洞|石|hill|mount", re.IGNORECASE), Line("peaks", "malachite")),
    (
        re.compile(r"水|河|湖|江|溪|泉|海|池|塘|浦|river|lake|water", re.IGNORECASE),
        Line("waves", "azurite"),
    ),
    (
        re.compile(
            r"殿|宫|寺|观|庙|桥|楼|阁|亭|塔|门|城|园|府|宅|堂|院|建筑|building|palace|bridge|temple",
            re.IGNORECASE,
        ),
        Line("solid", "ochre"),
    ),
    (re.compile(r"地|街|坊|巷|州|县|place|street", re.IGNORECASE), Line("dashes", "rouge")),
)
OTHER = Line("dots", "ink_2")


@dataclass(frozen=True, slots=True)
class EntityMark:
    """One place where an entity's name stands, in characters of the passage."""

    start: int
    length: int
    name: str
    kind: str


def line_of(kind: str) -> Line:
    """The line of an entity's type: hills, waters, buildings, other places, anything else."""
    return next((line for pattern, line in _LINES if pattern.search(chinese.fold(kind))), OTHER)


def marks_of(text: str, entities: Sequence[tuple[str, str]]) -> list[EntityMark]:
    """Every place where an entity's name stands; longer names go before what they contain.

    A name in simplified characters is found in a traditional text, also over a line's end.
    """
    places = [place for place, each in enumerate(text) if each != "\n"]
    plain = "".join(_folded(text[place]) for place in places)
    taken: set[int] = set()
    marks = []
    for name, kind in sorted(entities, key=lambda each: -len(each[0])):
        wanted = "".join(map(_folded, name))
        start = plain.find(wanted) if wanted else -1
        while start >= 0:
            span = set(range(start, start + len(wanted)))
            if not span & taken:
                taken |= span
                first, last = places[start], places[start + len(wanted) - 1]
                marks.append(EntityMark(first, last + 1 - first, name, kind))
            start = plain.find(wanted, start + len(wanted))
    return sorted(marks, key=lambda mark: mark.start)


def _folded(character: str) -> str:
    form = chinese.fold(character)
    return form if len(form) == 1 else character


def draw_line(painter: QPainter, left: float, right: float, y: float, line: Line) -> None:
    """The line of a type from `left` to `right`, its middle at `y`."""
    pen = QPen(theme.colour(line.token), 2)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if line.shape == "dots":
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, 2])
    elif line.shape == "dashes":
        pen.setDashPattern([4, 2])
    elif line.shape in ("peaks", "waves"):
        pen.setWidthF(1.5)
    painter.setPen(pen)
    if line.shape == "peaks":
        painter.drawPolyline(QPolygonF(_zigzag(left, right, y)))
    elif line.shape == "waves":
        _draw_waves(painter, left, right, y)
    else:
        painter.drawLine(QPointF(left, y), QPointF(right, y))


def _zigzag(left: float, right: float, y: float) -> list[QPointF]:
    steps = max(2, round((right - left) / _STEP_PX) // 2 * 2)
    width = (right - left) / steps
    return [QPointF(left + n * width, y + (-2 if n % 2 else 2)) for n in range(steps + 1)]


def _draw_waves(painter: QPainter, left: float, right: float, y: float) -> None:
    count = max(2, round((right - left) / (2 * _STEP_PX)))
    width = (right - left) / count
    for number in range(count):
        box = QRectF(left + number * width, y - 2.5, width, 5)
        painter.drawArc(box, (0 if number % 2 else 180) * 16, 180 * 16)


class Legend(QWidget):
    """The types of the passage's entities, each over its line."""

    heard_as = QAccessible.Role.StaticText

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._kinds: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_kinds(self, kinds: Sequence[str]) -> None:
        """Each once."""
        self._kinds = list(dict.fromkeys(kind for kind in kinds if kind))
        self.setAccessibleName("、".join(self._kinds))
        self.setVisible(bool(self._kinds))
        self.update()

    def sizeHint(self) -> QSize:
        """One line of labels."""
        return QSize(120, theme.px(18) + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As many types as there is room for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font("label")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        left = 0.0
        for kind in self._kinds:
            width = max(24.0, metrics.horizontalAdvance(kind))
            if left + width > self.width():
                break
            painter.setPen(theme.colour("ink_2"))
            box = QRectF(left, 0, width + 1, theme.px(18))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, kind)
            draw_line(painter, left, left + width, theme.px(18) + 4, line_of(kind))
            left += width + 24
