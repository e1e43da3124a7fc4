"""The vectors of a whole collection, written as one generation.

What was encoded is kept beside the generation until that is whole, so that an indexing which was
stopped, or killed, goes on where it broke off.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training import run_folder
from training.adapter_file import AdapterInfo
from training.channel import Talk
from training.encoder import Encoder
from training.errors import TrainingError
from training.kept import Kept
from training.pixels import TOGETHER, PixelStore
from training.protocol import Box, Index, IndexImage, IndexText, windows

# Texts encoded and kept at a time; rows read at a time when all is written.
_TEXTS, _ROWS = 512, 4096
# One row of a picture: its place among the pictures, and the part of it.
_View = tuple[int, Box | None]


def index(asked: Index, encoder: Encoder, talk: Talk) -> dict[str, Any]:
    """Does what `protocol.Index` asks and returns its result.

    Raises:
        TrainingError: A model, an adapter or a folder cannot be used, or `stopped`; a picture that
            cannot be read is told as an item and left out.
    """
    begun = time.perf_counter()
    adapter_path = Path(asked.adapter) if asked.adapter else None
    adapter = encoder.adapter(adapter_path)
    meta = {
        "schema": 1,
        "base": encoder.fingerprint,
        "adapter": adapter.fingerprint if adapter else None,
        "transform": encoder.config.transform.fingerprint,
        "dim": encoder.config.dim,
    }
    making = _Making(Path(asked.out + ".kept"), meta, encoder, adapter_path, talk)
    try:
        views, failed = making.pictures(asked.images, Path(asked.pixels))
        given = _texts_given(asked.texts_from, meta, adapter)
        making.texts([text for text in asked.texts if given is None or text.row is None])
        ids = {
            "images": [{"id": asked.images[row].id, "box": box} for row, box in views],
            "texts": [text.id for text in asked.texts],
        }
        rows = {
            "images": making.read(
                [making.picture_key(asked.images[row], box) for row, box in views]
            ),
            "texts": making.text_rows(asked.texts, given),
        }
        _write(Path(asked.out), rows, ids, meta)
    finally:
        making.close()
    making.forget()
    return {
        "images": sum(box is None for _, box in views),
        "texts": len(asked.texts),
        "windows": sum(box is not None for _, box in views),
        "vectors": asked.out,
        "failed": failed,
        "seconds": round(time.perf_counter() - begun, 3),
    }


class _Making:
    """The rows made so far, kept in a folder beside the generation that they are for."""

    def __init__(
        self,
        folder: Path,
        meta: dict[str, Any],
        encoder: Encoder,
        adapter: Path | None,
        talk: Talk,
    ) -> None:
        self._encoder, self._adapter, self._talk = encoder, adapter, talk
        self._kept = Kept(folder, (encoder.config.dim,), np.float32)
        # A folder left by another model or adapter gives nothing.
        made_by = json.dumps([meta[key] for key in ("base", "adapter", "transform")])
        self._made_by = hashlib.sha256(made_by.encode()).hexdigest()[:16]

    def close(self) -> None:
        """Lets go of the files; they stay for the next attempt."""
        self._kept.close()

    def forget(self) -> None:
        """Removes the files; after `close`."""
        shutil.rmtree(self._kept.folder, ignore_errors=True)

    def picture_key(self, image: IndexImage, box: Box | None) -> str:
        """What a picture's row is kept under."""
        return f"{self._made_by}:{image.hash}:{'' if box is None else json.dumps(box)}"

    def text_key(self, text: str) -> str:
        """What a text's row is kept under."""
        return (
            f"{self._made_by}:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
        )

    def read(self, keys: Sequence[str]) -> np.ndarray:
        """The rows kept under `keys`: float16 [B, D]."""
        rows = np.empty((len(keys), self._encoder.config.dim), np.float16)
        for start in range(0, len(keys), _ROWS):
            rows[start : start + _ROWS] = self._kept.read(keys[start : start + _ROWS])
        return rows

    def pictures(
        self, images: Sequence[IndexImage], pixels: Path
    ) -> tuple[list[_View], list[dict[str, Any]]]:
        """Encodes what is not kept yet: the rows of all that can be read, and `failed`."""
        parts: list[tuple[Box | None, ...]] = [
            (None, *windows(image.width, image.height)) for image in images
        ]
        views = [(row, box) for row, each in enumerate(parts) for box in each]
        missing = self._kept.missing([self.picture_key(images[row], box) for row, box in views])
        lacking = sorted({views[place][0] for place in missing})
        store = PixelStore(pixels, self._encoder.config.transform)
        try:
            problems = self._encode(images, parts, lacking, store)
        finally:
            store.close()
        failed = []
        for row, problem in problems.items():
            told = {"image": images[row].id, "code": problem.code, "what": problem.what}
            self._talk.item(told)
            failed.append({"id": images[row].id, "what": problem.what})
        return [view for view in views if view[0] not in problems], failed

    def _encode(
        self,
        images: Sequence[IndexImage],
        parts: Sequence[tuple[Box | None, ...]],
        lacking: Sequence[int],
        store: PixelStore,
    ) -> dict[int, TrainingError]:
        """While one batch is encoded the next one is decoded: what cannot be read, and why."""
        unread: dict[int, TrainingError] = {}
        sources = [(Path(images[row].path), images[row].hash) for row in lacking]
        boxes = [tuple(box for box in parts[row] if box is not None) for row in lacking]
        done_before = len(images) - len(lacking)
        for batch in store.filling(sources, unread, boxes):
            shown = [
                (lacking[place], box)
                for place in batch
                if place not in unread
                for box in parts[lacking[place]]
            ]
            for start in range(0, len(shown), TOGETHER):
                together = shown[start : start + TOGETHER]
                seen = store.read(
                    [images[row].hash for row, _ in together], [b for _, b in together]
                )
                vectors = self._encoder.pixels(seen, self._adapter)
                keys = [self.picture_key(images[row], box) for row, box in together]
                self._kept.write(keys, list(vectors))
            self._report(done_before + batch.stop, len(images), "image", "images")
        return {lacking[place]: problem for place, problem in unread.items()}

    def texts(self, texts: Sequence[IndexText]) -> None:
        """Encodes what is not kept yet."""
        lacking = [
            texts[p].text for p in self._kept.missing([self.text_key(t.text) for t in texts])
        ]
        for start in range(0, len(lacking), _TEXTS):
            together = lacking[start : start + _TEXTS]
            done = len(texts) - len(lacking) + start
            vectors = self._encoder.texts(
                together,
                self._adapter,
                lambda some, done=done: self._report(done + some, len(texts), "text", "texts"),
            )
            self._kept.write([self.text_key(text) for text in together], list(vectors))

    def text_rows(self, texts: Sequence[IndexText], given: np.ndarray | None) -> np.ndarray:
        """All rows, those of an earlier generation among them: float16 [M, D]."""
        rows = np.empty((len(texts), self._encoder.config.dim), np.float16)
        own = [place for place, t in enumerate(texts) if given is None or t.row is None]
        rows[own] = self.read([self.text_key(texts[place].text) for place in own])
        if given is not None:
            taken = [(place, t.row) for place, t in enumerate(texts) if t.row is not None]
            rows[[place for place, _ in taken]] = given[[row for _, row in taken]]
        return rows

    def _report(self, done: int, total: int, unit: str, note: str) -> None:
        self._talk.progress(done, total, unit, note)
        self._talk.check()


def write_vectors(path: Path, vectors: np.ndarray) -> None:
    """Puts float32 rows [B, D] in a `.npy` file.

    Raises:
        TrainingError: `folder_unwritable`.
    """
    buffer = io.BytesIO()
    np.save(buffer, vectors.astype(np.float32))
    run_folder.write(path, buffer.getvalue())


def _write(
    out: Path, rows: dict[str, np.ndarray], ids: dict[str, Any], meta: dict[str, Any]
) -> None:
    """The generation as a folder that appears whole."""
    with run_folder.new_folder(out) as folder, run_folder.disk(folder):
        for name, values in rows.items():
            with (folder / f"{name}.npy").open("wb") as file:
                np.save(file, values)
                file.flush()
                os.fsync(file.fileno())
        run_folder.write(folder / "ids.json", json.dumps(ids).encode())
        run_folder.write(folder / "meta.json", json.dumps(meta).encode())


def _texts_given(
    folder: str | None, wanted: dict[str, Any], adapter: AdapterInfo | None
) -> np.ndarray | None:
    """The text rows of an earlier generation, where they are what would be computed again."""
    if folder is None or (adapter is not None and adapter.touches_text):
        return None
    try:
        meta = json.loads((Path(folder) / "meta.json").read_text(encoding="utf-8"))
        same = ("base", "transform", "dim")
        if meta["adapter"] is None and all(meta[key] == wanted[key] for key in same):
            return np.load(Path(folder) / "texts.npy", mmap_mode="r")
    except (OSError, ValueError, KeyError, TypeError):
        # A generation that cannot be read costs only the time to encode the texts again.
        return None
    return None


def encode_texts(
    encoder: Encoder, texts: Sequence[str], adapter: Path | None, templates: str | None
) -> np.ndarray:
    """Unit vectors of texts, or of each the mean over a file of prompt templates: float32 [B, D].

    Raises:
        TrainingError: `bad_request`: the file cannot be used.
    """
    if templates is None:
        return encoder.texts(texts, adapter)
    from training import templates as sentences

    known = sentences.read(Path(templates))
    filled = sentences.fill(known, texts, encoder.config.context)
    return sentences.mean(encoder.texts(filled.texts, adapter), len(texts))


def encode_pictures(
    encoder: Encoder,
    paths: tuple[str, ...],
    adapter: Path | None,
    boxes: tuple[tuple[float, ...], ...] = (),
) -> np.ndarray:
    """Unit vectors of pictures that are in no store, or of a part of each: float32 [B, D].

    Raises:
        TrainingError: `image_unreadable`.
    """
    if not paths:
        return np.zeros((0, encoder.config.dim), np.float32)
    transform = encoder.config.transform
    pixels = [
        transform.views(Path(path), [_box(box)])[0]
        for path, box in zip(paths, boxes or [()] * len(paths), strict=True)
    ]
    return encoder.pixels(np.stack(pixels), adapter)


def _box(edges: tuple[float, ...]) -> Box | None:
    return (edges[0], edges[1], edges[2], edges[3]) if edges else None
