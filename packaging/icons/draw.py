"""Draws the launcher's icons from their SVGs: PNG for hicolor, .ico for Windows, .icns for macOS.

Usage: python packaging/icons/draw.py OUT
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
SIZES_PX = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_PX = (16, 24, 32, 48, 64, 128, 256)


def draw(source: Path, side_px: int, target: Path) -> Path:
    """Draws one SVG as a square PNG of that side. Needs a QGuiApplication, main thread."""
    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(source)).render(painter)
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(target))
    return target


def draw_all(out: Path) -> None:
    """Every size of both icons under `out`, named NAME-SIDE.png, with songclip.ico and .icns."""
    running = QGuiApplication.instance() or QGuiApplication([])
    for source in sorted(HERE.glob("*.svg")):
        for side in SIZES_PX:
            draw(source, side, out / f"{source.stem}-{side}.png")
    largest = draw(HERE / "songclip.svg", 1024, out / "songclip-1024.png")
    with Image.open(largest) as image:
        image.save(out / "songclip.ico", sizes=[(side, side) for side in ICO_PX])
        image.save(out / "songclip.icns")
    del running


if __name__ == "__main__":
    draw_all(Path(sys.argv[1]))
