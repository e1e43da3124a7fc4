"""Line icons of 18 px from resources/icons, drawn in any colour."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from songclip_desktop import paths
from songclip_desktop.ui import theme


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def paint(painter: QPainter, name: str, box: QRectF, colour: str) -> None:
    """Draws the icon into `box`; `colour` is #RRGGBB."""
    drawing = _source(name).replace("currentColor", colour)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, box)


def pixmap(name: str, size_px: int = 18, tone: str = "ink_2", ratio: float = 2.0) -> QPixmap:
    """The icon in a token's colour, sharp at `ratio` device pixels per pixel."""
    side = round(size_px * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint(painter, name, QRectF(0, 0, side, side), theme.colour(tone).name())
    painter.end()
    result = QPixmap.fromImage(image)
    result.setDevicePixelRatio(ratio)
    return result


def icon(name: str, tone: str = "ink_2") -> QIcon:
    """The icon for menus and fields."""
    return QIcon(pixmap(name, tone=tone))
