"""How large a work is, drawn: a bar of so many centimetres over its picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from songclip_desktop.ui import theme

MOST_PX = 160
AIR_PX, BAR_PX = 8, 3


def bar_length(pixels_per_cm: float) -> tuple[float, float]:
    """Centimetres, 1, 2 or 5 times a power of ten, and their pixels: the longest that fits."""
    fitting = [
        digit * 10.0**power
        for power in range(4, -5, -1)
        for digit in (5, 2, 1)
        if digit * 10.0**power * pixels_per_cm <= MOST_PX
    ]
    centimetres = fitting[0] if fitting else 1e-4
    return centimetres, centimetres * pixels_per_cm


def words(centimetres: float) -> str:
    """Such as 5 mm, 20 cm, 2 m."""
    if centimetres < 1:
        return f"{centimetres * 10:g} mm"
    return f"{centimetres:g} cm" if centimetres < 100 else f"{centimetres / 100:g} m"


def paint_scale_bar(painter: QPainter, foot: QPointF, pixels_per_cm: float) -> None:
    """On a plate of the mat's colour whose lower left corner is `foot`, in the widget's pixels.

    Bar and words stand side by side: so low, the plate lies in the margin below a fitted picture.
    """
    centimetres, pixels = bar_length(pixels_per_cm)
    painter.save()
    painter.resetTransform()
    painter.setFont(theme.font("label"))
    metrics = QFontMetricsF(painter.font())
    text = words(centimetres)
    said = metrics.horizontalAdvance(text)
    high = metrics.height() + BAR_PX
    plate = QRectF(foot.x(), foot.y() - high, pixels + said + 3 * AIR_PX, high)
    painter.fillRect(plate, theme.colour("mat"))
    painter.setPen(theme.colour("ink"))
    bar = QRectF(plate.left() + AIR_PX, plate.center().y() - BAR_PX / 2, pixels, BAR_PX)
    painter.fillRect(bar, theme.colour("ink"))
    place = QRectF(bar.right() + AIR_PX, plate.top(), said + 1, high)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()
