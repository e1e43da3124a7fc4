"""The marks of the map: a shape and a tone for each group, so that neither has to do alone."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from songclip_desktop.ui import theme

MARK_PX = 9.0
DOT_PX = 3
SHAPES = ("square", "circle", "triangle", "diamond", "tall", "wide", "cross", "plus")
TONES = ("azurite", "ochre", "malachite", "rouge", "ink_2", "azurite", "ochre", "malachite")
# What a picture's format looks like is its shape.
_OF_FORMAT = {
    "立轴": "tall", "轴": "tall", "手卷": "wide", "卷": "wide", "横披": "wide",
    "册页": "square", "册": "square", "团扇": "circle", "扇面": "circle", "折扇": "triangle",
}  # fmt: skip


def shapes_of(names: list[str], field: str) -> list[str]:
    """A shape for each group, no two alike; those of formats look like them."""
    given: list[str] = []
    for name in names:
        wanted = _OF_FORMAT.get(name, "") if field == "format" else ""
        free = [shape for shape in SHAPES if shape not in given]
        kept = [shape for shape in free if shape not in _OF_FORMAT.values()] or free
        pool = kept if field == "format" else free
        given.append(wanted if wanted in free else (pool or list(SHAPES))[0])
    return given


def paint_mark(painter: QPainter, at: QPointF, shape: str, colour: QColor, filled: bool) -> None:
    """One mark, its middle at `at`; an outline, or filled."""
    half = MARK_PX / 2
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    box = QRectF(at.x() - half, at.y() - half, MARK_PX, MARK_PX)
    if shape == "circle":
        painter.drawEllipse(box)
    elif shape == "tall":
        painter.drawRect(box.adjusted(2.5, 0, -2.5, 0))
    elif shape == "wide":
        painter.drawRect(box.adjusted(0, 2.5, 0, -2.5))
    elif shape == "square":
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif shape == "triangle":
        painter.drawPolygon(
            QPolygonF([QPointF(at.x(), box.top()), box.bottomRight(), box.bottomLeft()])
        )
    elif shape == "diamond":
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(at.x(), box.top()),
                    QPointF(box.right(), at.y()),
                    QPointF(at.x(), box.bottom()),
                    QPointF(box.left(), at.y()),
                ]
            )
        )
    elif shape == "cross":
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
    else:
        painter.drawLine(QPointF(at.x(), box.top()), QPointF(at.x(), box.bottom()))
        painter.drawLine(QPointF(box.left(), at.y()), QPointF(box.right(), at.y()))


def paint_dots(painter: QPainter, view: QSize, places: np.ndarray, colours: np.ndarray) -> None:
    """Thousands of dots at once: one picture whose pixels are written together.

    Args:
        painter: Of a device as large as the view.
        view: In pixels of the page.
        places: Middles on the page, [N, 2]; those beyond it are left out.
        colours: Opaque ARGB, uint32 [N].
    """
    ratio = painter.device().devicePixelRatio()
    width, height = round(view.width() * ratio), round(view.height() * ratio)
    dot = max(1, round(DOT_PX * ratio))
    corner = np.round(places * ratio - dot / 2).astype(int)
    pixels = np.zeros((height, width), np.uint32)
    for down in range(dot):
        for right in range(dot):
            at = corner + np.array([right, down])
            inside = ((at >= 0) & (at < [width, height])).all(axis=1)
            pixels[at[inside, 1], at[inside, 0]] = colours[inside]
    kind = QImage.Format.Format_ARGB32_Premultiplied
    image = QImage(pixels.data, width, height, width * 4, kind)
    painter.drawImage(QRectF(0, 0, view.width(), view.height()), image)


class MarkSign(QWidget):
    """One mark by itself, for the legend."""

    def __init__(self, shape: str, tone: str) -> None:
        """`tone`: a token's name."""
        super().__init__()
        self._shape, self._tone = shape, tone
        self.setFixedSize(QSize(16, 16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The mark in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QPointF(8, 8), self._shape, theme.colour(self._tone), True)
