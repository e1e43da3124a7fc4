"""The verb `Atlas`: a generation's pictures and texts laid out in the plane.

Pictures and texts of a CLIP lie in two separate parts of its space, whatever they show (Liang et
al. 2022, arXiv 2203.02053). On a map the two would be two islands, and no text near its picture.
So the mean of the pictures is taken off them and the mean of the texts off those: that changes no
ranking of pictures for a text, nor of texts for a picture, but for the lengths made 1 again.

Main thread. Letters: N pictures and texts, D embedding.
"""

from __future__ import annotations

import io
import json
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np

from training import run_folder
from training.channel import Talk
from training.errors import TrainingError
from training.protocol import Atlas

# By so many neighbours a point is laid out; both libraries advise 5 to 50.
_NEIGHBOURS = 30
# So few have no neighbourhoods to speak of: they lie as their two main directions have them.
_FEW = 8
_POLL_S = 0.2


def atlas(asked: Atlas, talk: Talk) -> dict[str, Any]:
    """Does what `protocol.Atlas` asks and returns its result.

    The libraries tell nothing on their way and cannot be stopped, so they work on a thread of
    their own: told to stop, this returns at once, and the process is left to be ended.

    Raises:
        TrainingError: `vectors_missing`: the generation or the other map is gone or cannot be
            read; `folder_unwritable`; `stopped`.
    """
    begun = time.perf_counter()
    talk.progress(0, 0, "step", "load")
    images, texts = _read(Path(asked.vectors))
    rows = np.concatenate([_middled(images[1]), _middled(texts[1])])
    ids = [*(("image", id) for id in images[0]), *(("text", id) for id in texts[0])]
    begins = _main_directions(rows)
    known = np.zeros(len(ids), np.bool_)
    if asked.like:
        begins, known = _as_in(_layout(Path(asked.like)), ids, begins)
    talk.progress(0, 0, "step", "atlas")
    laid = _apart(lambda: _lay_out(asked.method, rows, begins, bool(known.any()), asked.seed), talk)
    if known.any():
        laid = _turned(laid, begins, known)
    _save(Path(asked.out), images[0], texts[0], _scaled(laid))
    return {
        "atlas": asked.out,
        "images": len(images[0]),
        "texts": len(texts[0]),
        "seconds": round(time.perf_counter() - begun, 3),
    }


def _read(folder: Path) -> tuple[tuple[list[int], np.ndarray], tuple[list[int], np.ndarray]]:
    """Ids and unit rows float32 [N, D] of the pictures, each as a whole, and of the texts."""
    try:
        ids = json.loads((folder / "ids.json").read_text(encoding="utf-8"))
        whole = [row for row, each in enumerate(ids["images"]) if each["box"] is None]
        images = np.load(folder / "images.npy", mmap_mode="r")[whole].astype(np.float32)
        texts = np.load(folder / "texts.npy").astype(np.float32)
        return ([int(ids["images"][row]["id"]) for row in whole], images), (ids["texts"], texts)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise _missing(folder, error) from error


def _layout(path: Path) -> dict[tuple[str, int], np.ndarray]:
    """The places of another map, by what lies there."""
    try:
        with np.load(path) as held:
            return {
                (kind, int(id)): place
                for kind in ("image", "text")
                for id, place in zip(held[f"{kind}_ids"], held[f"{kind}s"], strict=True)
            }
    except (OSError, ValueError, KeyError) as error:
        raise _missing(path, error) from error


def _middled(rows: np.ndarray) -> np.ndarray:
    """Less their mean, of length 1 again: [N, D]."""
    if not len(rows):
        return rows
    rows = rows - rows.mean(axis=0)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def _main_directions(rows: np.ndarray) -> np.ndarray:
    """The rows along the two directions in which they differ most: float32 [N, 2]."""
    if not len(rows):
        return np.zeros((0, 2), np.float32)
    spread = rows - rows.mean(axis=0)
    _, directions = np.linalg.eigh(spread.T.astype(np.float64) @ spread)
    # A direction's sign is an accident of the library; its largest part points up.
    directions = directions[:, :-3:-1]
    directions *= np.sign(directions[np.abs(directions).argmax(axis=0), range(2)])
    return (spread @ directions).astype(np.float32)


def _as_in(
    other: dict[tuple[str, int], np.ndarray], ids: list[tuple[str, int]], begins: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Where each begins, at its place in the other map if it has one; and which have one."""
    known = np.array([each in other for each in ids], dtype=np.bool_)
    begins = _scaled(begins)
    for row in np.flatnonzero(known):
        begins[row] = other[ids[row]]
    return begins, known


def _lay_out(
    method: str, rows: np.ndarray, begins: np.ndarray, continued: bool, seed: int
) -> np.ndarray:
    """Places float32 [N, 2] of unit rows [N, D]; `continued` where `begins` is a map already.

    A map that begins with another keeps its order as far as the vectors let it. t-SNE then leaves
    out its early exaggeration, which would pull that order apart.
    """
    if len(rows) < _FEW:
        return begins
    neighbours = min(_NEIGHBOURS, (len(rows) - 1) // 3)
    if method == "umap":
        with warnings.catch_warnings():
            # It would like TensorFlow for a part of it that is not used here.
            warnings.simplefilter("ignore", ImportWarning)
            from umap import UMAP

        with warnings.catch_warnings():
            # Few points in one tight cluster: its first guess warns and is not used.
            warnings.simplefilter("ignore", UserWarning)
            made = UMAP(max(2, neighbours), init=cast(Any, begins), random_state=seed, n_jobs=1)
            return np.asarray(made.fit_transform(rows), dtype=np.float32)
    from sklearn.manifold import TSNE

    # As small as a start that is drawn at random: only the order of the places matters.
    begins = begins * (1e-4 / max(float(begins.std()), 1e-12))
    made = TSNE(
        perplexity=neighbours,
        init=cast(Any, begins.astype(np.float32)),
        early_exaggeration=1.0 if continued else 12.0,
        random_state=seed,
    )
    return made.fit_transform(rows)


def _apart(work: Callable[[], np.ndarray], talk: Talk) -> np.ndarray:
    """What `work` returns, done on a thread of its own while this one listens."""
    done: list[np.ndarray] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again on the thread that asked
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        talk.check()
        thread.join(_POLL_S)
    if failed:
        raise failed[0]
    return done[0]


def _turned(places: np.ndarray, other: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Turned, and mirrored if need be, so that what is `known` lies nearest to the other's places.

    The orthogonal Procrustes problem (Schönemann 1966).
    """
    places = places - places[known].mean(axis=0)
    goal = other[known] - other[known].mean(axis=0)
    left, _, right = np.linalg.svd(places[known].T.astype(np.float64) @ goal)
    return (places @ (left @ right)).astype(np.float32)


def _scaled(places: np.ndarray) -> np.ndarray:
    """Around the middle, the median distance from it being 0.5: float32 [N, 2]."""
    if not len(places):
        return places.astype(np.float32)
    places = places - places.mean(axis=0)
    middle = float(np.median(np.linalg.norm(places, axis=1)))
    return (places / (2 * middle) if middle > 0 else places).astype(np.float32)


def _save(out: Path, image_ids: list[int], text_ids: list[int], places: np.ndarray) -> None:
    buffer = io.BytesIO()
    np.savez(
        buffer,
        image_ids=np.array(image_ids, np.int64),
        images=places[: len(image_ids)],
        text_ids=np.array(text_ids, np.int64),
        texts=places[len(image_ids) :],
    )
    run_folder.write(out, buffer.getvalue())


def _missing(path: Path, why: object) -> TrainingError:
    return TrainingError(
        "vectors_missing",
        f"The vectors at {path} are gone or damaged: {why}",
        "Index the collection again.",
        path=str(path),
    )
