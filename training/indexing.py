"""The vectors of a whole collection, written as one generation."""

from __future__ import annotations

import hashlib
import io
import json
import time
from pathlib import Path
from typing import Any

import numpy as np

from training import run_folder
from training.adapter_file import AdapterInfo
from training.channel import Talk
from training.encoder import Encoder
from training.errors import TrainingError
from training.pixels import TOGETHER, PixelStore
from training.protocol import Box, Index, IndexImage, IndexText, windows


def index(asked: Index, encoder: Encoder, talk: Talk) -> dict[str, Any]:
    """Does what `protocol.Index` asks and returns its result.

    Raises:
        TrainingError: A model, an adapter or a folder cannot be used, or `stopped`; a picture that
            cannot be read is told as an item and left out.
    """
    begun = time.perf_counter()
    adapter_path = Path(asked.adapter) if asked.adapter else None
    adapter = encoder.adapter(adapter_path)
    store = PixelStore(Path(asked.pixels), encoder.config.transform)
    try:
        views, rows, failed = _pictures(asked.images, store, encoder, adapter_path, talk)
    finally:
        store.close()
    meta = {
        "schema": 1,
        "base": encoder.fingerprint,
        "adapter": adapter.fingerprint if adapter else None,
        "transform": encoder.config.transform.fingerprint,
        "dim": encoder.config.dim,
        "texts_hash": _texts_hash(asked.texts),
    }
    texts = _kept_texts(asked.texts_from, meta, adapter)
    if texts is None:
        texts = encoder.texts(
            [text.text for text in asked.texts],
            adapter_path,
            _reporter(talk, len(asked.texts), "text", "texts"),
        )
    ids = {
        "images": [{"id": id, "box": box} for id, box in views],
        "texts": [text.id for text in asked.texts],
    }
    _write(Path(asked.out), {"images": rows, "texts": texts}, ids, meta)
    return {
        "images": sum(box is None for _, box in views),
        "texts": len(asked.texts),
        "windows": sum(box is not None for _, box in views),
        "vectors": asked.out,
        "failed": failed,
        "seconds": round(time.perf_counter() - begun, 3),
    }


def write_vectors(path: Path, vectors: np.ndarray) -> None:
    """Puts float32 rows [B, D] in a `.npy` file.

    Raises:
        TrainingError: `folder_unwritable`.
    """
    run_folder.write(path, _npy(vectors.astype(np.float32)))


def _write(
    out: Path, vectors: dict[str, np.ndarray], ids: dict[str, Any], meta: dict[str, Any]
) -> None:
    """The generation as a folder that appears whole."""
    with run_folder.new_folder(out) as folder:
        for name, values in vectors.items():
            run_folder.write(folder / f"{name}.npy", _npy(values.astype(np.float16)))
        run_folder.write(folder / "ids.json", json.dumps(ids).encode())
        run_folder.write(folder / "meta.json", json.dumps(meta).encode())


def _pictures(
    images: tuple[IndexImage, ...],
    store: PixelStore,
    encoder: Encoder,
    adapter: Path | None,
    talk: Talk,
) -> tuple[list[tuple[int, Box | None]], np.ndarray, list[dict[str, Any]]]:
    """What each row shows (picture, part), the rows float32 [B, D], and `failed` of the result.

    While one batch is encoded the next one is decoded.
    """
    problems: dict[int, TrainingError] = {}
    views: list[tuple[int, Box | None]] = []
    vectors = [np.zeros((0, encoder.config.dim), np.float32)]
    parts = [windows(image.width, image.height) for image in images]
    report = _reporter(talk, len(images), "image", "images")
    sources = [(Path(image.path), image.hash) for image in images]
    for batch in store.filling(sources, problems, parts):
        shown = [(row, box) for row in batch if row not in problems for box in (None, *parts[row])]
        for start in range(0, len(shown), TOGETHER):
            together = shown[start : start + TOGETHER]
            hashes, boxes = [images[row].hash for row, _ in together], [box for _, box in together]
            vectors.append(encoder.pixels(store.read(hashes, boxes), adapter))
        views += [(images[row].id, box) for row, box in shown]
        report(batch.stop)
    failed = []
    for row, problem in problems.items():
        talk.item({"image": images[row].id, "code": problem.code, "what": problem.what})
        failed.append({"id": images[row].id, "what": problem.what})
    return views, np.concatenate(vectors), failed


def _reporter(talk: Talk, total: int, unit: str, note: str) -> Any:
    def report(done: int) -> None:
        talk.progress(done, total, unit, note)
        talk.check()

    return report


def _kept_texts(
    folder: str | None, wanted: dict[str, Any], adapter: AdapterInfo | None
) -> np.ndarray | None:
    """The text rows of an earlier generation, where they are what would be computed again."""
    if folder is None or (adapter is not None and adapter.touches_text):
        return None
    try:
        meta = json.loads((Path(folder) / "meta.json").read_text(encoding="utf-8"))
        same = ("base", "transform", "dim", "texts_hash")
        if meta["adapter"] is None and all(meta[key] == wanted[key] for key in same):
            return np.load(Path(folder) / "texts.npy")
    except (OSError, ValueError, KeyError, TypeError):
        # A generation that cannot be read costs only the time to encode the texts again.
        return None
    return None


def _texts_hash(texts: tuple[IndexText, ...]) -> str:
    says = json.dumps([[text.id, text.text] for text in texts], ensure_ascii=True)
    return hashlib.sha256(says.encode()).hexdigest()


def _npy(values: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, values)
    return buffer.getvalue()


def encode_pictures(encoder: Encoder, paths: tuple[str, ...], adapter: Path | None) -> np.ndarray:
    """Unit vectors of pictures that are in no store: float32 [B, D].

    Raises:
        TrainingError: `image_unreadable`.
    """
    if not paths:
        return np.zeros((0, encoder.config.dim), np.float32)
    pixels = np.stack([encoder.config.transform.pixels(Path(path)) for path in paths])
    return encoder.pixels(pixels, adapter)
