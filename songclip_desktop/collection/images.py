"""Originals by content, never altered; thumbnails made from them. No SQL; any thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from songclip_desktop.collection import keeping, pictures
from songclip_desktop.collection.keeping import Original, digest
from songclip_desktop.collection.likeness import phash
from songclip_desktop.collection.storage import storage_error
from songclip_desktop.collection.thumbnails import ThumbnailCache
from songclip_desktop.collection.tiles import TileCache
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Image

__all__ = ["THUMBNAIL_SIZES_PX", "ImageStore", "Stored", "digest"]

THUMBNAIL_SIZES_PX = (160, 320, 640, 1280)
_AT_IMPORT_PX = 320


@dataclass(frozen=True, slots=True)
class Stored:
    """A picture that is in the store but belongs to no work yet.

    Attributes:
        path: relative to the collection's folder; absolute where the original is referenced.
        width_px, height_px: as displayed.
        phash: perceptual hash, 16 hex digits; empty where none was made.
    """

    sha256: str
    path: str
    referenced: bool
    width_px: int
    height_px: int
    phash: str = ""


class ImageStore:
    """The originals and thumbnails of one collection."""

    def __init__(self, folder: Path, cache_dir: Path) -> None:
        """`folder` is the collection's; `cache_dir` its cache, which may lie elsewhere."""
        self._folder = folder
        self.cache_dir = cache_dir
        self.pixels_dir = cache_dir / "pixels"
        self.originals_dir = folder / "originals"
        self._thumbnails = ThumbnailCache.shared(cache_dir / "thumbnails")
        self.tiles = TileCache(cache_dir / "tiles")

    def close(self) -> None:
        """Gives the thumbnail cache back."""
        self._thumbnails.release()

    def path(self, image: Image | Stored) -> Path:
        """Where the original lies."""
        path = Path(image.path)
        return path if path.is_absolute() else self._folder / path

    def add_file(self, path: Path, *, copy: bool = True, sha256: str | None = None) -> Stored:
        """Checks that a picture decodes, keeps it and a thumbnail of it.

        Args:
            path: the museum's file; it is only read.
            copy: into the collection; else it is referenced where it lies.
            sha256: the digest it must have, where the caller knows it.

        Raises:
            SongClipError: picture_unreadable, picture_too_large, picture_format; disk_full,
                collection_read_only where it cannot be kept.
        """
        original = self.look(path)
        if sha256 is not None and original.sha256 != sha256:
            raise pictures.unreadable(path.name)
        stored = self.keep(original, copy=copy)
        self.settle([stored])
        return stored

    def look(self, path: Path) -> Original:
        """Reads and digests a file of the museum, to `keep` it or to know that it is here already.

        Raises:
            SongClipError: picture_unreadable.
        """
        try:
            return keeping.look(path)
        except OSError as error:
            raise pictures.unreadable(path.name) from error

    def keep(self, original: Original, *, copy: bool = True) -> Stored:
        """Checks that it decodes, keeps it and a thumbnail of it.

        Before records name it, see `settle`.

        Raises:
            SongClipError: as `add_file`.
        """
        read = pictures.read(original.path, _AT_IMPORT_PX)
        self._thumbnails.put(_key(original.sha256, _AT_IMPORT_PX), pictures.jpeg(read.pixels))
        kept = str(original.path.resolve())
        if copy:
            kept = f"originals/{original.sha256[:2]}/{original.sha256}{read.suffix}"
            try:
                keeping.keep(original, self._folder / kept)
            except keeping.ChangedMeanwhile as error:
                raise pictures.unreadable(original.path.name) from error
            except OSError as error:
                raise storage_error(error) from error
        alike = phash(read.pixels)
        return Stored(original.sha256, kept, not copy, read.width_px, read.height_px, alike)

    def settle(self, kept: Iterable[Stored]) -> None:
        """Makes the names of copies safe from a power cut; once for many, before they are recorded.

        Raises:
            SongClipError: disk_full, collection_read_only.
        """
        copies = [self.path(stored) for stored in kept if not stored.referenced]
        try:
            keeping.settle(place for copy in copies for place in (copy.parent, copy.parent.parent))
        except OSError as error:
            raise storage_error(error) from error

    def thumbnail(self, image: Image | Stored, size_px: int) -> bytes | None:
        """A JPEG of about `size_px` on its long side (handscrolls longer, at true aspect).

        Made and kept on first asking, so never ask on the main thread; None where the original is
        missing or broken.
        """
        size = next(
            (size for size in THUMBNAIL_SIZES_PX if size >= size_px), THUMBNAIL_SIZES_PX[-1]
        )
        kept = self._thumbnails.get(_key(image.sha256, size))
        return kept if kept is not None else self._make_thumbnail(image, size)

    def _make_thumbnail(self, image: Image | Stored, size: int) -> bytes | None:
        """From a larger one where there is one; of a large original one pass gives all sizes."""
        largest = THUMBNAIL_SIZES_PX[-1]
        for larger in (each for each in THUMBNAIL_SIZES_PX if each > size):
            kept = self._thumbnails.get(_key(image.sha256, larger))
            if kept is not None:
                return self._reduced(image, kept, size)
        at_once = largest if image.width_px * image.height_px > pictures.LARGE_PIXELS else size
        try:
            made = pictures.jpeg(pictures.read(self.path(image), at_once).pixels)
        except SongClipError:
            return None
        self._thumbnails.put(_key(image.sha256, at_once), made)
        return made if at_once == size else self._reduced(image, made, size)

    def _reduced(self, image: Image | Stored, larger: bytes, size: int) -> bytes:
        wanted = pictures.bounded_size(image.width_px, image.height_px, size)
        made = pictures.jpeg(pictures.resized(larger, wanted))
        self._thumbnails.put(_key(image.sha256, size), made)
        return made


def _key(sha256: str, size_px: int) -> bytes:
    return f"{sha256}:{size_px}".encode()
