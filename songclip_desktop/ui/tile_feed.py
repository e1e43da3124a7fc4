"""The tiles of one large picture: made, read and decoded off the main thread, held within bounds."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtGui import QImage, QPixmap

from songclip_desktop.collection.tiles import TILE_PX, Pyramid, TileCache
from songclip_desktop.records import Image

KEPT_BYTES = 192 * 1024 * 1024
THREADS = 2

Place = tuple[int, int, int]  # level, column, row; level 0 is the whole in one tile

log = logging.getLogger(__name__)


class _Show:
    """One picture being shown: what its threads share."""

    def __init__(self, image: Image, original: Path, tiles: TileCache) -> None:
        self.image, self.original, self.tiles = image, original, tiles
        self.left = threading.Event()  # another picture is shown now
        self.lock = threading.Lock()
        self.wanted: frozenset[Place] = frozenset()
        self.pyramid: Pyramid | None = None


class TileFeed(QObject):
    """Main thread; the work is not. Of what is asked for only what is still looked at is read.

    Signals:
        opened: the tiles can be asked for now. lacking: they are being made, which takes seconds.
        impossible: there will be none: no room, no right to write, or no libvips.
        arrived: a tile (level, column, row) has come.
    """

    opened = Signal()
    lacking = Signal()
    impossible = Signal()
    arrived = Signal(int, int, int)
    _opened = Signal(object)
    _lacks = Signal(object)
    _failed = Signal(object)
    _loaded = Signal(object, tuple, QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing shown yet."""
        super().__init__(parent)
        self._show: _Show | None = None
        self._open, self._lacks_tiles = False, False
        self._asked: set[Place] = set()
        self._kept: OrderedDict[Place, QPixmap] = OrderedDict()
        self._bytes = 0
        self._makers, self._readers = QThreadPool(self), QThreadPool(self)
        self._makers.setMaxThreadCount(1)
        self._readers.setMaxThreadCount(THREADS)
        self._opened.connect(self._on_opened)
        self._lacks.connect(self._on_lacks)
        self._failed.connect(self._on_failed)
        self._loaded.connect(self._keep)

    def show_image(
        self, image: Image | None, original: Path | None, tiles: TileCache | None
    ) -> None:
        """Another picture, or none: what the former one still waits for is given up."""
        if self._show is not None:
            self._show.left.set()
        self._show, self._open, self._lacks_tiles = None, False, False
        self._asked.clear()
        self._kept.clear()
        self._bytes = 0
        self._makers.clear()
        if image is not None and original is not None and tiles is not None:
            show = self._show = _Show(image, original, tiles)
            self._makers.start(lambda: self._prepare(show))

    def close(self) -> None:
        """Gives up and waits."""
        self.show_image(None, None, None)
        self._makers.waitForDone(10_000)
        self._readers.waitForDone(5000)

    @property
    def finest(self) -> int:
        """The level of the original's own pixels; -1 while there are no tiles."""
        pyramid = self._show.pyramid if self._show and self._open else None
        return pyramid.finest if pyramid else -1

    @property
    def waiting(self) -> bool:
        """Whether the tiles are being made."""
        return self._show is not None and self._lacks_tiles

    def want(self, places: frozenset[Place]) -> None:
        """What is looked at now; it arrives, what was wanted before need not."""
        show = self._show
        if show is None or not self._open:
            return
        with show.lock:
            show.wanted = places
        for place in sorted(places - self._kept.keys() - self._asked):
            self._asked.add(place)
            self._readers.start(lambda place=place: self._read(show, place))

    def get(self, place: Place) -> QPixmap | None:
        """A tile that has come, or None."""
        pixmap = self._kept.get(place)
        if pixmap is not None:
            self._kept.move_to_end(place)
        return pixmap

    # On other threads.

    def _prepare(self, show: _Show) -> None:
        pyramid = show.tiles.open(show.image)
        if pyramid is None and not show.left.is_set():
            self._lacks.emit(show)
            pyramid = show.tiles.make(show.image, show.original, show.left.is_set)
        show.pyramid = pyramid
        (self._opened if pyramid is not None else self._failed).emit(show)

    def _read(self, show: _Show, place: Place) -> None:
        image = QImage()
        with show.lock:
            unwanted = show.left.is_set() or place not in show.wanted
        if not unwanted and show.pyramid is not None:
            try:
                content = show.pyramid.tile(*place)
                image = QImage.fromData(content) if content else image
            except Exception:
                log.exception("tile %s of %s", place, show.original)
        self._loaded.emit(show, place, image)

    # On the main thread again.

    def _on_opened(self, show: _Show) -> None:
        if show is self._show:
            self._open, self._lacks_tiles = True, False
            self.opened.emit()

    def _on_lacks(self, show: _Show) -> None:
        if show is self._show and not self._open:
            self._lacks_tiles = True
            self.lacking.emit()

    def _on_failed(self, show: _Show) -> None:
        if show is self._show:
            self._lacks_tiles = False
            self.impossible.emit()

    def _keep(self, show: _Show, place: tuple[int, int, int], image: QImage) -> None:
        if show is not self._show:
            return
        self._asked.discard(place)
        if image.isNull():
            return
        self._kept[place] = QPixmap.fromImage(image)
        self._bytes += TILE_PX * TILE_PX * 4
        while self._bytes > KEPT_BYTES:
            oldest = next(iter(self._kept))
            if oldest in show.wanted:
                break
            del self._kept[oldest]
            self._bytes -= TILE_PX * TILE_PX * 4
        self.arrived.emit(*place)
