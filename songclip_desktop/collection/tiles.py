"""Deep zoom: a large picture as a pyramid of tiles, made once and kept in the cache. Any thread.

One file a picture: a zip of JPEG tiles in the Deep Zoom layout ("szi"), as libvips `dzsave` writes
it. Level 0 holds the whole in one tile; each further level has twice the resolution.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from songclip_desktop.collection import large_pictures, pictures
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Image

_log = logging.getLogger(__name__)
_MOST_BYTES = 4 * 1024**3  # some tens of gigapixels; the longest unseen go first
_making = threading.Lock()  # one at a time: each uses every core already

TILE_PX = large_pictures.TILE_PX


class Pyramid:
    """The tiles of one picture.

    Attributes:
        finest: number of the level that has the original's pixels.
    """

    def __init__(self, file: Path) -> None:
        """Raises OSError or zipfile.BadZipFile where it cannot be read."""
        self._zip = zipfile.ZipFile(file)
        self._tiles: dict[tuple[int, int, int], str] = {}
        for name in self._zip.namelist():
            *_, level, place = ("", *name.split("/"))
            column, _, row = place.removesuffix(".jpg").partition("_")
            if place.endswith(".jpg") and column.isdigit() and row.isdigit():
                self._tiles[int(level), int(column), int(row)] = name
        if not self._tiles:
            raise zipfile.BadZipFile(file.name)
        self.finest = max(level for level, _, _ in self._tiles)

    def tile(self, level: int, column: int, row: int) -> bytes | None:
        """A JPEG of at most TILE_PX each way; None outside the picture."""
        name = self._tiles.get((level, column, row))
        return self._zip.read(name) if name else None

    def close(self) -> None:
        """Gives the file back."""
        self._zip.close()


class TileCache:
    """The pyramids of one collection, at most `most_bytes` of them."""

    def __init__(self, folder: Path, most_bytes: int = _MOST_BYTES) -> None:
        """`folder` is made when the first pyramid is."""
        self._folder, self._most_bytes = folder, most_bytes

    def open(self, image: Image) -> Pyramid | None:
        """The pyramid, where it has been made. Milliseconds, but a disk is read."""
        file = self._file(image)
        with contextlib.suppress(OSError, zipfile.BadZipFile):
            pyramid = Pyramid(file)
            with contextlib.suppress(OSError):
                now = time.time_ns()
                os.utime(file, ns=(now, now))  # seen now; the system's own clock is coarser
            return pyramid
        return None

    def make(
        self, image: Image, original: Path, should_stop: Callable[[], bool] = lambda: False
    ) -> Pyramid | None:
        """The pyramid, made first where it is lacking: seconds per hundred megapixels.

        None where the original is missing or broken, the cache cannot be written, or `should_stop`.
        """
        with _making:
            if should_stop():
                return None
            made = self.open(image)
            if made is None:
                self._write(image, original, should_stop)
                made = self.open(image)
        return made

    def _write(self, image: Image, original: Path, should_stop: Callable[[], bool]) -> None:
        file = self._file(image)
        part = file.with_name(f".{os.getpid()}-{file.name}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._save(original, part, should_stop)
            os.replace(part, file)
            self._make_room(file)
        except (OSError, SongClipError) as error:
            if not should_stop():
                _log.warning("no tiles of %s: %s", original.name, error)
        finally:
            with contextlib.suppress(OSError):
                part.unlink()

    @staticmethod
    def _save(original: Path, part: Path, should_stop: Callable[[], bool]) -> None:
        if large_pictures.vips() is None:
            raise OSError("libvips is not installed")
        try:
            large_pictures.header(original)
        except OSError:  # a form that only Pillow knows is decoded whole
            whole = pictures.read_within(original, pictures.MAX_PIXELS)
            large_pictures.tiles_of(whole.pixels, part, should_stop)
        else:
            large_pictures.tiles(original, part, should_stop)

    def _make_room(self, newest: Path) -> None:
        found = [(each.stat().st_mtime_ns, each.stat().st_size, each)
                 for each in self._folder.glob("*.szi")]  # fmt: skip
        held = sum(size for _, size, _ in found)
        for _, size, each in sorted(found):
            if held <= self._most_bytes or each == newest:
                break
            with contextlib.suppress(OSError):  # open in another window, on Windows
                each.unlink()
                held -= size

    def _file(self, image: Image) -> Path:
        return self._folder / f"{image.sha256}.szi"
