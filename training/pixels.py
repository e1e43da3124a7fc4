"""Pictures to model pixels: decoding, Chinese-CLIP's transform, and the store that keeps them.

Needs no torch. A store is used by one thread at a time; decoding runs on threads of its own.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from training.errors import TrainingError
from training.kept import Kept
from training.protocol.scrolls import Box

# A scan of a long handscroll may have a thousand million pixels; it is no attack.
Image.MAX_IMAGE_PIXELS = 2_000_000_000
# Pictures that are decoded, written and encoded at a time.
TOGETHER = 32
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
        return self.views(source, [None])[0]

    def views(self, source: Source, boxes: Sequence[Box | None]) -> list[np.ndarray]:
        """Parts of the picture in `source`, which is decoded once; None is the whole of it.

        Returns:
            uint8 RGB [resolution, resolution, 3] for each box.

        Raises:
            TrainingError: `image_unreadable`: absent, no picture, or cut short.
        """
        try:
            with Image.open(source if isinstance(source, Path) else io.BytesIO(source())) as image:
                image.draft("RGB", (4 * self.resolution, 4 * self.resolution))
                upright = _rgb(ImageOps.exif_transpose(image))
                squares = [self._square(upright, box) for box in boxes]
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            name = source.name if isinstance(source, Path) else "of the data set"
            raise TrainingError(
                "image_unreadable",
                f"The picture {name} cannot be read: {error}",
                "Replace the file with a whole picture and try again.",
                name=name,
            ) from error
        return squares

    def _square(self, upright: Image.Image, box: Box | None) -> np.ndarray:
        wide, high = upright.size
        part = None if box is None else (box[0] * wide, box[1] * high, box[2] * wide, box[3] * high)
        size = self.resolution, self.resolution
        return np.asarray(upright.resize(size, Image.Resampling.BICUBIC, box=part))

    def normalise(self, pixels: np.ndarray) -> np.ndarray:
        """uint8 [B, H, W, 3] to what the model takes: float32 [B, 3, H, W], contiguous."""
        mean, std = np.array(self.mean, np.float32), np.array(self.std, np.float32)
        scaled = (pixels.astype(np.float32) / np.float32(255) - mean) / std
        return np.ascontiguousarray(scaled.transpose(0, 3, 1, 2))


def upright_size(source: Source) -> tuple[int, int]:
    """Width and height of the picture in `source`, upright; zeros where it cannot be read."""
    try:
        with Image.open(source if isinstance(source, Path) else io.BytesIO(source())) as image:
            # From orientation 5 on the sides change places; of a TIFF, Pillow tells them upright.
            lies = image.format != "TIFF" and image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            width, height = image.size
            return (height, width) if lies else (width, height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 0, 0


def _rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        # 16-bit scans: Pillow's own conversion would cut everything above 255 to white.
        wide = np.asarray(image, dtype=np.float64)
        top = 65535.0 if wide.max(initial=0) > 255 else 255.0
        image = Image.fromarray((wide / top * 255).round().clip(0, 255).astype(np.uint8))
    return image.convert("RGB")


class PixelStore:
    """Model pixels of pictures, kept under the hash of their bytes and the transform.

    One thread at a time; a cache, shared by all that index or train.
    """

    def __init__(self, folder: Path, transform: Transform) -> None:
        """Opens the store in `folder`, making it if absent.

        Raises:
            TrainingError: `folder_unwritable`.
        """
        self._transform = transform
        self._kept = Kept(folder, (transform.resolution, transform.resolution, 3), np.uint8)

    def close(self) -> None:
        """Lets go of the files; the store is not used after that."""
        self._kept.close()

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
        failed: dict[int, TrainingError] = {}
        for rows in self.filling(pictures, failed):
            on_picture(rows.stop)
        return failed

    def filling(
        self,
        pictures: Sequence[tuple[Source, str]],
        failed: dict[int, TrainingError],
        windows: Sequence[tuple[Box, ...]] = (),
    ) -> Iterator[range]:
        """Decodes as `fill` does, on threads of its own that are a batch ahead of whoever asks.

        Args:
            pictures: Where each is, and the hash of its bytes.
            failed: Takes the unreadable ones of each batch: place in `pictures`, and why.
            windows: The parts of each picture that are kept besides the whole of it; none where
                left out.

        Yields:
            The places of a batch whose pixels are now kept, but for those in `failed`.
        """
        lacking = self._lacking(pictures, windows)
        batches = _batches([1 + len(each) for each in windows] or [1] * len(pictures))
        pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1)

        def begin(number: int) -> dict[int, Future[list[np.ndarray] | TrainingError]]:
            rows = batches[number] if number < len(batches) else range(0)
            return {
                row: pool.submit(self._try, pictures[row][0], lacking[row])
                for row in rows
                if row in lacking
            }

        try:
            ahead = begin(0)
            for number, batch in enumerate(batches):
                coming, ahead = ahead, begin(number + 1)
                fresh: dict[str, np.ndarray] = {}
                for row, future in coming.items():
                    made = future.result()
                    if isinstance(made, TrainingError):
                        failed[row] = made
                        continue
                    names = [self._key(pictures[row][1], box) for box in lacking[row]]
                    fresh |= dict(zip(names, made, strict=True))
                self._kept.write(list(fresh), list(fresh.values()))
                yield batch
        finally:
            pool.shutdown(cancel_futures=True)

    def _lacking(
        self, pictures: Sequence[tuple[Source, str]], windows: Sequence[tuple[Box, ...]]
    ) -> dict[int, list[Box | None]]:
        """The parts that are not kept yet, by the place of the picture."""
        parts = [
            (row, box)
            for row in range(len(pictures))
            for box in (None, *(windows[row] if windows else ()))
        ]
        lacking: dict[int, list[Box | None]] = {}
        for place in self._kept.missing([self._key(pictures[row][1], box) for row, box in parts]):
            row, box = parts[place]
            lacking.setdefault(row, []).append(box)
        return lacking

    def read(self, hashes: Sequence[str], boxes: Sequence[Box | None] = ()) -> np.ndarray:
        """The pixels kept under `hashes`: uint8 [B, H, W, 3], writable.

        Args:
            hashes: Of the pictures' bytes.
            boxes: The part of each picture; the whole of all where left out.

        Raises:
            KeyError: One of them is not kept; `fill` first.
        """
        parts = boxes or [None] * len(hashes)
        return self._kept.read(
            [self._key(hash, box) for hash, box in zip(hashes, parts, strict=True)]
        )

    def _try(self, source: Source, boxes: Sequence[Box | None]) -> list[np.ndarray] | TrainingError:
        try:
            return self._transform.views(source, boxes)
        except TrainingError as error:
            return error

    def _key(self, hash: str, box: Box | None = None) -> str:
        part = "" if box is None else ":" + ",".join(f"{edge:.6f}" for edge in box)
        return f"{hash}:{self._transform.fingerprint}{part}"


def _batches(sizes: Sequence[int]) -> list[range]:
    """Neighbours together until they have `TOGETHER` rows: a long scroll is a batch by itself."""
    batches: list[range] = []
    start = rows = 0
    for row, size in enumerate(sizes):
        rows += size
        if rows >= TOGETHER or row == len(sizes) - 1:
            batches.append(range(start, row + 1))
            start, rows = row + 1, 0
    return batches


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
    for start in range(0, len(hashes), TOGETHER):
        batch = hashes[start : start + TOGETHER]
        vectors[start : start + len(batch)] = encode(store.read(batch))
        on_done(start + len(batch))
    return vectors
