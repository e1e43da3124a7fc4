"""Pictures read off the main thread: small ones for lists, large ones for the viewer."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QPixmap, QTransform

from songclip_desktop.collection import pictures
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Image

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.collection.tiles import TileCache

KEPT_BYTES = 96 * 1024 * 1024
THREADS = 2
LARGE_PIXELS = 16_000_000  # what is finer the viewer shows by tiles

log = logging.getLogger(__name__)


class Thumbnails(QObject):
    """Asks for a picture and is told when it is there. Main thread; the reading is not.

    `arrived(key)` follows every request that could not be answered at once; a picture that cannot
    be read arrives as a null pixmap. The newest request is served first. `emptied`: the collection
    is being left, and with it every file of its cache.
    """

    arrived = Signal(str)
    emptied = Signal()
    _loaded = Signal(str, QImage, int)

    def __init__(self, parent: QObject | None = None) -> None:
        """No collection yet."""
        super().__init__(parent)
        self._images = None
        self._generation = 0
        self._asked: set[str] = set()
        self._kept: OrderedDict[str, QPixmap] = OrderedDict()
        self._bytes = 0
        self._order = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(THREADS)
        self._loaded.connect(self._keep)

    def open_collection(self, collection: Collection | None) -> None:
        """Forgets the old collection's pictures."""
        self.emptied.emit()
        self._pool.clear()
        self._pool.waitForDone(5000)
        self._generation += 1
        self._asked.clear()
        self._kept.clear()
        self._bytes = 0
        self._images = collection.images if collection else None

    def get(self, image: Image, size_px: int) -> QPixmap | None:
        """The thumbnail with its longer side near `size_px`, or None until `arrived`.

        Turned and mirrored as the image's `view` says.
        """
        images = self._images
        if images is None:
            return None
        key = thumbnail_key(image, size_px)
        return self._answer(key, lambda: _stood(_decode(images.thumbnail(image, size_px)), image))

    def get_large(self, image: Image) -> QPixmap | None:
        """The original, at most 16 million pixels, or None until `arrived`."""
        images = self._images
        if images is None:
            return None
        path = images.path(image)
        return self._answer(large_key(image), lambda: _read(path, LARGE_PIXELS))

    def path(self, image: Image) -> Path | None:
        """Where the original lies; None without a collection."""
        return self._images.path(image) if self._images else None

    @property
    def tiles(self) -> TileCache | None:
        """Where tiles of large pictures are kept; None without a collection."""
        return self._images.tiles if self._images else None

    def get_file(self, path: Path, size_px: int) -> QPixmap | None:
        """A picture not yet in the collection, or None until `arrived(str(path))`."""
        return self._answer(str(path), lambda: _read(path, size_px * size_px))

    def close(self) -> None:
        """Waits for what is being read."""
        self.open_collection(None)

    def _answer(self, key: str, load: Callable[[], QImage]) -> QPixmap | None:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            self._asked.add(key)
            self._order += 1
            generation = self._generation
            self._pool.start(lambda: self._load(key, load, generation), self._order)
        return None

    def _load(self, key: str, load: Callable[[], QImage], generation: int) -> None:
        try:
            image = load()
        except Exception:
            log.exception("picture %s", key)
            image = QImage()
        self._loaded.emit(key, image, generation)

    def _keep(self, key: str, image: QImage, generation: int) -> None:
        if generation != self._generation:
            return
        self._asked.discard(key)
        pixmap = QPixmap.fromImage(image)
        self._kept[key] = pixmap
        self._bytes += image.sizeInBytes()
        while self._bytes > KEPT_BYTES and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._bytes -= old.width() * old.height() * 4
        self.arrived.emit(key)


def thumbnail_key(image: Image, size_px: int) -> str:
    """What `arrived` names after `get`."""
    return f"{image.sha256}:{size_px}{_stance(image)}"


def large_key(image: Image) -> str:
    """What `arrived` names after `get_large`."""
    return f"{image.sha256}:large"


def _stance(image: Image) -> str:
    turned, mirrored = image.view.get("rotate", 0), image.view.get("mirror", False)
    return f":{turned}:{mirrored}" if turned or mirrored else ""


def _stood(picture: QImage, image: Image) -> QImage:
    if not _stance(image):
        return picture
    mirrored = picture.flipped(Qt.Orientation.Horizontal) if image.view.get("mirror") else picture
    return mirrored.transformed(QTransform().rotate(image.view.get("rotate", 0)))


def _decode(data: bytes | None) -> QImage:
    return QImage.fromData(data) if data else QImage()


def _read(path: Path, pixels: int) -> QImage:
    """Upright, in sRGB, scaled down to at most `pixels` pixels; null where it cannot be read."""
    try:
        read = pictures.read_within(path, pixels).pixels
    except SongClipError as error:
        log.warning("cannot read %s: %s", path, error)
        return QImage()
    held = read.tobytes()
    rgb = QImage(held, read.width, read.height, 3 * read.width, QImage.Format.Format_RGB888)
    return rgb.convertToFormat(QImage.Format.Format_RGB32)
