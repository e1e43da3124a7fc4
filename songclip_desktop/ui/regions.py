"""Parts of a picture too large to be held whole, read at the size they are looked at."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSize, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

MOST_PIXELS = 16_000_000
AHEAD_ALONG, AHEAD_ACROSS = 2.0, 0.25

log = logging.getLogger(__name__)
_Turn = QImageIOHandler.Transformation


@dataclass(frozen=True)
class Region:
    """A part of a picture in the pixels of the upright original, `reduction` of them to one."""

    path: Path
    left: int
    top: int
    width: int
    height: int
    reduction: int

    @property
    def rect(self) -> QRect:
        """The part itself."""
        return QRect(self.left, self.top, self.width, self.height)


class Regions(QObject):
    """Reads one part after the other on one thread; of what waits only the newest is read.

    Signals:
        arrived: a Region and its pixels, which are null where the part cannot be read alone.
    """

    arrived = Signal(object, QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing asked for yet."""
        super().__init__(parent)
        self._lock = threading.Lock()
        self._wanted: Region | None = None
        self._working = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def ask(self, region: Region | None) -> None:
        """Wants this part, and no longer what was asked for before."""
        with self._lock:
            self._wanted = region
            if self._working or region is None:
                return
            self._working = True
        self._pool.start(self._work)

    def close(self) -> None:
        """Waits for the part that is being read."""
        self.ask(None)
        self._pool.waitForDone(5000)

    def _work(self) -> None:
        while True:
            with self._lock:
                region, self._wanted = self._wanted, None
                if region is None:
                    self._working = False
                    return
            try:
                pixels = read(region)
            except Exception:
                log.exception("part of %s", region.path)
                pixels = QImage()
            self.arrived.emit(region, pixels)


def around(visible: QRect, whole: QSize, path: Path, reduction: int) -> Region:
    """The part to read for what is visible: more at the sides, so that panning finds it there."""
    along = _ahead(visible.width(), AHEAD_ALONG, visible.width() * visible.height(), reduction)
    across = round(visible.height() * AHEAD_ACROSS)
    wanted = visible.adjusted(-along, -across, along, across)
    wanted = wanted.intersected(QRect(0, 0, whole.width(), whole.height()))
    return Region(path, wanted.x(), wanted.y(), wanted.width(), wanted.height(), reduction)


def _ahead(width: int, share: float, pixels: int, reduction: int) -> int:
    """As much beside the visible part as memory is granted for."""
    most = MOST_PIXELS * reduction * reduction / (1 + 2 * AHEAD_ACROSS)
    return max(0, min(round(width * share), round(width * (most / max(1, pixels) - 1) / 2)))


def read(region: Region) -> QImage:
    """The pixels of a part, upright. Null where its format can only be read whole. Any thread."""
    reader = QImageReader(str(region.path))
    if not reader.supportsOption(QImageIOHandler.ImageOption.ClipRect):
        return QImage()
    stored = _stored(region.rect, reader.size(), reader.transformation())
    if stored is None:
        return QImage()
    reader.setAutoTransform(True)
    reader.setClipRect(stored)
    if region.reduction > 1:
        down = region.reduction
        reader.setScaledSize(QSize(max(1, stored.width() // down), max(1, stored.height() // down)))
    return reader.read()


def _stored(rect: QRect, size: QSize, turn: _Turn) -> QRect | None:
    """Where an upright part lies in the file, as its camera held it; None where that is mirrored."""
    x, y, w, h = rect.x(), rect.y(), rect.width(), rect.height()
    wide, high = size.width(), size.height()
    if turn == _Turn.TransformationNone:
        return rect
    if turn == _Turn.TransformationRotate180:
        return QRect(wide - x - w, high - y - h, w, h)
    if turn == _Turn.TransformationRotate90:
        return QRect(y, high - x - w, h, w)
    if turn == _Turn.TransformationRotate270:
        return QRect(wide - y - h, x, h, w)
    return None
