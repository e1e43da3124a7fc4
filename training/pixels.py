"""Pictures to model pixels: decoding, Chinese-CLIP's transform, and the store that keeps them.

Needs no torch. A store is used by one thread at a time; decoding runs on threads of its own.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import lmdb
import numpy as np
from PIL import Image, ImageOps

from training.errors import TrainingError
from training.run_folder import disk

# A scan of a long handscroll may have a thousand million pixels; it is no attack.
Image.MAX_IMAGE_PIXELS = 2_000_000_000
_PAGE = 4096
_WRITE_TOGETHER = 64
_ENCODE_TOGETHER = 64
# A file, or what returns the bytes of one.
Source = Path | Callable[[], bytes]


@dataclass(frozen=True)
class Transform:
    """Upstream's picture transform: squashed to a square by bicubic resampling, then normalised.

    Source: `image_transform` of cn_clip. Unlike it, a picture is turned as its EXIF data says,
    converted to RGB before it is resampled, and a large JPEG is decoded at a reduced scale that
    leaves at least four times the resolution.
    """

    resolution: int
    mean: tuple[float, float, float] = (0.48145466, 0.4578275, 0.40821073)
    std: tuple[float, float, float] = (0.26862954, 0.26130258, 0.27577711)

    @property
    def fingerprint(self) -> str:
        """16 hex digits that change with anything that changes the pixels."""
        says = json.dumps(["square-bicubic-rgb-exif-1", self.resolution, *self.mean, *self.std])
        return hashlib.sha256(says.encode()).hexdigest()[:16]

    def pixels(self, source: Source) -> np.ndarray:
        """The picture in `source` as uint8 RGB [resolution, resolution, 3].

        Raises:
            TrainingError: `image_unreadable`: absent, no picture, or cut short.
        """
        try:
            with Image.open(source if isinstance(source, Path) else io.BytesIO(source())) as image:
                image.draft("RGB", (4 * self.resolution, 4 * self.resolution))
                upright = ImageOps.exif_transpose(image)
                square = _rgb(upright).resize(
                    (self.resolution, self.resolution), Image.Resampling.BICUBIC
                )
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            name = source.name if isinstance(source, Path) else "of the data set"
            raise TrainingError(
                "image_unreadable",
                f"The picture {name} cannot be read: {error}",
                "Replace the file with a whole picture and try again.",
                name=name,
            ) from error
        return np.asarray(square)

    def normalise(self, pixels: np.ndarray) -> np.ndarray:
        """uint8 [B, H, W, 3] to what the model takes: float32 [B, 3, H, W], contiguous."""
        mean, std = np.array(self.mean, np.float32), np.array(self.std, np.float32)
        scaled = (pixels.astype(np.float32) / np.float32(255) - mean) / std
        return np.ascontiguousarray(scaled.transpose(0, 3, 1, 2))


def _rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        # 16-bit scans: Pillow's own conversion would cut everything above 255 to white.
        wide = np.asarray(image, dtype=np.float64)
        top = 65535.0 if wide.max(initial=0) > 255 else 255.0
        image = Image.fromarray((wide / top * 255).round().clip(0, 255).astype(np.uint8))
    return image.convert("RGB")


class PixelStore:
    """Model pixels of pictures, kept under the hash of their bytes and the transform.

    An LMDB whose map grows with the data. It is a cache: a damaged one is begun anew.
    """

    def __init__(self, folder: Path, transform: Transform) -> None:
        """Opens the store in `folder`, making it if absent."""
        self._transform = transform
        self._shape = (transform.resolution, transform.resolution, 3)
        with _disk(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._environment = _open(folder)

    def close(self) -> None:
        """Lets go of the files; the store is not used after that."""
        self._environment.close()

    def fill(
        self,
        pictures: Sequence[tuple[Source, str]],
        on_picture: Callable[[int], None] = lambda done: None,
    ) -> dict[int, TrainingError]:
        """Decodes what is not kept yet.

        Args:
            pictures: Where each is, and the hash of its bytes.
            on_picture: Called on this thread with the number of pictures that are ready; what it
                raises ends the filling, and what was decoded stays.

        Returns:
            For each unreadable picture its place in `pictures` and why.
        """
        missing = self._missing(pictures)
        failed: dict[int, TrainingError] = {}
        ready = len(pictures) - len(missing)
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            for start in range(0, len(missing), _WRITE_TOGETHER):
                rows = missing[start : start + _WRITE_TOGETHER]
                made = pool.map(self._try, [pictures[row][0] for row in rows])
                fresh: list[tuple[bytes, bytes]] = []
                for row, pixels in zip(rows, made, strict=True):
                    ready += 1
                    if isinstance(pixels, TrainingError):
                        failed[row] = pixels
                    else:
                        fresh.append((self._key(pictures[row][1]), pixels.tobytes()))
                self._write(fresh)
                on_picture(ready)
        return failed

    def read(self, hashes: Sequence[str]) -> np.ndarray:
        """The pixels kept under `hashes`: uint8 [B, H, W, 3], writable.

        Raises:
            KeyError: One of them is not kept; `fill` first.
        """
        pixels = np.empty((len(hashes), *self._shape), dtype=np.uint8)
        with self._environment.begin(buffers=True) as transaction:
            for row, hash in enumerate(hashes):
                kept = transaction.get(self._key(hash))
                if kept is None:
                    raise KeyError(hash)
                pixels[row] = np.frombuffer(kept, dtype=np.uint8).reshape(self._shape)
        return pixels

    def _missing(self, pictures: Sequence[tuple[Source, str]]) -> list[int]:
        size = int(np.prod(self._shape))
        with self._environment.begin(buffers=True) as transaction:
            sizes = [transaction.get(self._key(hash)) for _, hash in pictures]
            return [row for row, kept in enumerate(sizes) if kept is None or len(kept) != size]

    def _try(self, source: Source) -> np.ndarray | TrainingError:
        try:
            return self._transform.pixels(source)
        except TrainingError as error:
            return error

    def _key(self, hash: str) -> bytes:
        return f"{hash}:{self._transform.fingerprint}".encode()

    def _write(self, rows: list[tuple[bytes, bytes]]) -> None:
        if not rows:
            return
        info, page = self._environment.info(), self._environment.stat()["psize"]
        used = (info["last_pgno"] + 1) * page
        # Each value takes whole pages of its own, and the tree a little; half as much again is
        # kept free so that the map does not grow with every batch.
        needed = sum(len(value) + 4 * page for _, value in rows)
        with _disk(Path(self._environment.path())):
            if used + needed > info["map_size"]:
                self._environment.set_mapsize(_round((used + needed) * 3 // 2))
            with self._environment.begin(write=True) as transaction:
                for key, value in rows:
                    transaction.put(key, value)


def stored_vectors(
    store: PixelStore,
    hashes: Sequence[str],
    encode: Callable[[np.ndarray], np.ndarray],
    dim: int,
    on_done: Callable[[int], None] = lambda done: None,
) -> np.ndarray:
    """What `encode` makes of stored pictures, a batch at a time: float32 [B, D].

    Args:
        store: Holds them all.
        hashes: Of the pictures, in the order of the rows wanted.
        encode: uint8 [B, H, W, 3] to float32 [B, D].
        dim: D.
        on_done: Hears how many are done; what it raises ends the work.
    """
    vectors = np.zeros((len(hashes), dim), np.float32)
    for start in range(0, len(hashes), _ENCODE_TOGETHER):
        batch = hashes[start : start + _ENCODE_TOGETHER]
        vectors[start : start + len(batch)] = encode(store.read(batch))
        on_done(start + len(batch))
    return vectors


def _round(size: int) -> int:
    return -(-size // _PAGE) * _PAGE


def _open(folder: Path) -> lmdb.Environment:
    data = folder / "data.mdb"
    # At least 4 MiB, and never less than is there: LMDB refuses a map smaller than its data.
    size = _round(max(4 << 20, data.stat().st_size if data.exists() else 0))
    try:
        return lmdb.open(str(folder), map_size=size, readahead=False, meminit=False)
    except (lmdb.CorruptedError, lmdb.InvalidError, lmdb.VersionMismatchError):
        data.unlink()
        return lmdb.open(str(folder), map_size=size, readahead=False, meminit=False)


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    with disk(folder):
        try:
            yield
        except (lmdb.DiskError, lmdb.ReadonlyError, lmdb.LockError) as error:
            raise OSError(str(error)) from error
