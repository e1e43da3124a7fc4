"""Originals by content, never altered; thumbnails made from them. No SQL; any thread."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from songclip_desktop.collection import pictures
from songclip_desktop.collection.storage import storage_error
from songclip_desktop.collection.thumbnails import ThumbnailCache
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Image

THUMBNAIL_SIZES_PX = (160, 320, 640, 1280)
_AT_IMPORT_PX = 320
_CHUNK_BYTES = 1 << 20


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


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class ImageStore:
    """The originals and thumbnails of one collection."""

    def __init__(self, folder: Path, cache_dir: Path) -> None:
        """`folder` is the collection's; `cache_dir` its cache, which may lie elsewhere."""
        self._folder = folder
        self.cache_dir = cache_dir
        self.pixels_dir = cache_dir / "pixels"
        self._thumbnails = ThumbnailCache.shared(cache_dir / "thumbnails")

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
            sha256: its digest, where the caller has it already.

        Raises:
            SongClipError: picture_unreadable, picture_too_large, picture_format; disk_full,
                collection_read_only where it cannot be kept.
        """
        try:
            sha256 = sha256 or digest(path)
        except OSError as error:
            raise pictures.unreadable(path.name) from error
        read = pictures.read(path, _AT_IMPORT_PX)
        self._thumbnails.put(_key(sha256, _AT_IMPORT_PX), pictures.jpeg(read.pixels))
        kept = str(path.resolve())
        if copy:
            kept = f"originals/{sha256[:2]}/{sha256}{read.suffix}"
            try:
                self._copy(path, self._folder / kept, sha256)
            except OSError as error:
                raise storage_error(error) from error
        return Stored(sha256, kept, not copy, read.width_px, read.height_px)

    def thumbnail(self, image: Image | Stored, size_px: int) -> bytes | None:
        """A JPEG of about `size_px` on its long side (handscrolls longer, at true aspect).

        Made and kept on first asking, so never ask on the main thread; None where the original is
        missing or broken.
        """
        size = next(
            (size for size in THUMBNAIL_SIZES_PX if size >= size_px), THUMBNAIL_SIZES_PX[-1]
        )
        key = _key(image.sha256, size)
        kept = self._thumbnails.get(key)
        if kept is not None:
            return kept
        try:
            made = pictures.jpeg(pictures.read(self.path(image), size).pixels)
        except SongClipError:
            return None
        self._thumbnails.put(key, made)
        return made

    def _copy(self, source: Path, target: Path, sha256: str) -> None:
        """Whole or not at all: written beside, flushed to the disk, then named."""
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        written = hashlib.sha256()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as copy, source.open("rb") as original:
                while chunk := original.read(_CHUNK_BYTES):
                    written.update(chunk)
                    copy.write(chunk)
                copy.flush()
                os.fsync(copy.fileno())
            if written.hexdigest() != sha256:  # it changed while it was read
                raise pictures.unreadable(source.name)
            os.replace(name, target)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)


def _key(sha256: str, size_px: int) -> bytes:
    return f"{sha256}:{size_px}".encode()
