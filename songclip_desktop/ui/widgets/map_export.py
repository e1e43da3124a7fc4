"""The map as a picture: PNG at twice the size, or SVG."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.map_view import MapView

SCALE = 2
SUFFIXES = (".png", ".svg")


def write(view: MapView, path: Path, title: str) -> None:
    """Writes what the view shows. Main thread.

    Args:
        view: drawn as it stands, without the pointer's marks.
        path: ends in one of SUFFIXES.
        title: kept inside the file.

    Raises:
        SongClipError: out_not_writable.
    """
    draw = _svg if path.suffix.lower() == ".svg" else _png
    if not draw(view, path, title):
        raise SongClipError(
            "out_not_writable",
            say("写不进「{path}」。", "“{path}” cannot be written.", path=path),
            say("请另选一处。", "Choose another place."),
        )


def _png(view: MapView, path: Path, title: str) -> bool:
    image = QImage(view.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.setText("Title", title)
    image.fill(theme.colour("page"))
    painter = QPainter(image)
    view.draw(painter)
    painter.end()
    return image.save(str(path))


def _svg(view: MapView, path: Path, title: str) -> bool:
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(QSize(view.width(), view.height()))
    generator.setViewBox(view.rect())
    generator.setTitle(title)
    painter = QPainter()
    if not painter.begin(generator):
        return False
    painter.fillRect(view.rect(), theme.colour("page"))
    view.draw(painter)
    return painter.end() and path.is_file()
