"""One picture on a scene: turned, mirrored, lightened; what is coarse first, tiles over it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from songclip_desktop.collection.tiles import TILE_PX
from songclip_desktop.records import Image
from songclip_desktop.ui import theme
from songclip_desktop.ui.tile_feed import Place, TileFeed


@dataclass(frozen=True, slots=True)
class View:
    """How a picture is shown; the original is never altered.

    Attributes:
        rotate: 0, 90, 180 or 270, clockwise, after mirroring.
        mirror: left and right change places.
        brightness, contrast: from -1 to 1; 0 is the picture as it is.
    """

    rotate: int = 0
    mirror: bool = False
    brightness: float = 0.0
    contrast: float = 0.0

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> View:
        """From a record's `view`; what does not belong there is passed over."""
        known = {key: kept[key] for key in cls.__slots__ if key in kept}
        return cls(**known)

    def kept(self) -> dict[str, Any]:
        """What a record keeps: only what differs from the picture as it is."""
        return {key: value for key, value in asdict(self).items() if value}

    @property
    def lit(self) -> bool:
        """Whether brightness or contrast differ."""
        return bool(self.brightness or self.contrast)

    def values(self) -> np.ndarray:
        """What each of the 256 values is shown as, uint8 [256]: contrast about the middle grey."""
        plain = np.arange(256) / 255 - 0.5
        shown = plain * 4.0**self.contrast + 0.5 + self.brightness / 2
        return (shown.clip(0, 1) * 255).round().astype(np.uint8)


class PictureItem(QGraphicsItem):
    """Its own coordinates are the original's pixels; on the scene it stands as `view` says."""

    def __init__(self, feed: TileFeed) -> None:
        """Nothing shown yet."""
        super().__init__()
        self._feed = feed
        self._base = QPixmap()
        self._width, self._height = 0, 0
        self.view = View()
        self._values = self.view.values()
        # Only what is exposed is painted, and only its tiles are wanted.
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def show_image(self, image: Image | None) -> None:
        """Another picture; nothing is drawn until `set_base`."""
        self.prepareGeometryChange()
        self._base = QPixmap()
        self._width, self._height = (image.width_px, image.height_px) if image else (0, 0)
        self.set_view(View.of(image.view) if image else View())

    def set_base(self, pixmap: QPixmap) -> None:
        """The whole, as sharp as it is at hand."""
        self._base = pixmap
        self.update()

    def pixmap(self) -> QPixmap:
        """What `set_base` was given."""
        return self._base

    def set_view(self, view: View) -> None:
        """Turns, mirrors and lights; `scene_rect` is another then."""
        self.view = view
        self._values = view.values()
        turned = QTransform().rotate(view.rotate).scale(-1 if view.mirror else 1, 1)
        place = turned.mapRect(self.boundingRect())
        self.setTransform(turned * QTransform.fromTranslate(-place.left(), -place.top()))
        self.update()

    def scene_rect(self) -> QRectF:
        """Where it stands: its upper left corner is (0, 0)."""
        return self.mapRectToScene(self.boundingRect())

    def boundingRect(self) -> QRectF:
        """The whole picture."""
        return QRectF(0, 0, self._width, self._height)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """What is exposed. Lit anew in the screen's pixels, so that sliding is quick."""
        exposed = option.exposedRect.intersected(self.boundingRect())  # type: ignore[attr-defined]
        if exposed.isEmpty() or self._base.isNull():
            return
        if not self.view.lit:
            self._draw(painter, exposed, painter.worldTransform(), _ratio(painter))
            return
        ratio, world = _ratio(painter), painter.worldTransform()
        place = world.mapRect(exposed).toAlignedRect()
        drawn = QImage(place.size() * ratio, QImage.Format.Format_RGB32)
        drawn.fill(theme.colour("mat"))
        drawn.setDevicePixelRatio(ratio)
        inner = QPainter(drawn)
        inner.setRenderHints(painter.renderHints())
        inner.setTransform(world * QTransform.fromTranslate(-place.left(), -place.top()))
        inner.setClipRect(exposed)
        self._draw(inner, exposed, world, ratio)
        inner.end()
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.drawImage(place.topLeft(), self._lit(drawn))
        painter.restore()

    def _lit(self, drawn: QImage) -> QImage:
        rows = np.frombuffer(drawn.bits(), np.uint8).reshape(drawn.height(), drawn.bytesPerLine())
        rows[:] = self._values[rows]  # the fourth byte of a pixel says nothing
        return drawn

    def _draw(self, painter: QPainter, exposed: QRectF, world: QTransform, ratio: float) -> None:
        across = self._base.width() / self._width
        down = self._base.height() / self._height
        source = QRectF(
            exposed.x() * across, exposed.y() * down,
            exposed.width() * across, exposed.height() * down,
        )  # fmt: skip
        painter.drawPixmap(exposed, self._base, source)
        scale = math.hypot(world.m11(), world.m12()) * ratio  # screen pixels for one of its own
        if self._feed.finest >= 0 and self._too_coarse(scale):
            self._draw_tiles(painter, exposed, scale)

    def want(self, seen: QRectF, scale: float) -> None:
        """The tiles of what is seen, and a little around it; `scale` as in `_draw`."""
        if self._feed.finest < 0 or self._base.isNull() or not self._too_coarse(scale):
            self._feed.want(frozenset())
            return
        part = self.mapRectFromScene(seen)
        around = part.adjusted(
            -part.width() / 4, -part.height() / 4, part.width() / 4, part.height() / 4
        )
        levels = self._levels(scale)
        self._feed.want(frozenset(place for each in levels for place in self._places(around, each)))

    def _too_coarse(self, scale: float) -> bool:
        return scale > self._base.width() / max(1, self._width) * 1.05

    def _levels(self, scale: float) -> tuple[int, int]:
        """The coarsest that has a pixel for each of the screen's; before it one that comes soon."""
        finest = self._feed.finest
        level = max(0, finest + math.ceil(math.log2(min(1.0, scale))))
        return max(0, level - 3), level

    def _draw_tiles(self, painter: QPainter, exposed: QRectF, scale: float) -> None:
        coarse, fine = self._levels(scale)
        if any(self._feed.get(each) is None for each in self._places(exposed, fine)):
            self._draw_level(painter, exposed, coarse)
        self._draw_level(painter, exposed, fine)

    def _draw_level(self, painter: QPainter, exposed: QRectF, level: int) -> None:
        step = 2 ** (self._feed.finest - level)
        for each in self._places(exposed, level):
            pixmap = self._feed.get(each)
            if pixmap is not None:
                left, top = each[1] * TILE_PX * step, each[2] * TILE_PX * step
                wide = min(pixmap.width() * step, self._width - left)
                high = min(pixmap.height() * step, self._height - top)
                source = QRectF(0, 0, wide / step, high / step)
                painter.drawPixmap(QRectF(left, top, wide, high), pixmap, source)

    def _places(self, part: QRectF, level: int) -> list[Place]:
        side = TILE_PX * 2 ** (self._feed.finest - level)
        whole = self.boundingRect().toAlignedRect()
        seen: QRect = part.toAlignedRect().intersected(whole)
        columns = range(seen.left() // side, seen.right() // side + 1)
        rows = range(seen.top() // side, seen.bottom() // side + 1)
        return [(level, column, row) for row in rows for column in columns]


def _ratio(painter: QPainter) -> float:
    device = painter.device()
    return device.devicePixelRatio() if device is not None else 1.0
