"""Zero-shot and finetuned on the held-out works where scrolls are also seen in windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from training import embed
from training.bench import Bench
from training.dataset import Part
from training.pixels import TOGETHER, upright_size
from training.protocol import Box, windows
from training.ranking import Ranked, rank, similarities
from training.retrieval import Found, Gallery
from training.statistics import Tally

if TYPE_CHECKING:
    from training.adapter import Adapter

# Scores that are compared at one time.
_CELLS = 4_000_000


def measure(
    bench: Bench,
    part: Part,
    adapter: Adapter,
    before: tuple[np.ndarray, np.ndarray],
    after: tuple[np.ndarray, np.ndarray],
) -> dict[str, Any] | None:
    """Recalls where a picture is as near as the nearest of its rows, as a search counts it.

    Args:
        bench: Its store takes the windows.
        part: The works held out.
        adapter: On the model, at the strength of its file.
        before: Pictures [N, D] and texts [M, D] of the part by the base model, unit rows.
        after: The same by the base model with the adapter.

    Returns:
        scrolls (how many pictures have windows), windows (rows besides), zero_shot and finetuned
        (figures of the whole gallery, as `Found.figures`), of_scrolls {texts, zero_shot and
        finetuned {squashed, windows}} (t2i R@1 of the texts whose work has a scroll); None where no
        picture is long.

    Raises:
        StoppedError: The request is to end.
    """
    boxes = [windows(*upright_size(image.source)) for image in part.images]
    if not any(boxes):
        return None
    unread = _fill(bench, part, boxes)
    boxes = [() if row in unread else each for row, each in enumerate(boxes)]
    with adapter.at_strength(0.0):
        base = _rows(bench, part, boxes)
    tuned = _rows(bench, part, boxes) if adapter.touches_images else base
    gallery, queries = Gallery(part.image_work, part.text_work).kept(part.headline())
    long = np.unique(gallery.image_work[[row for row, each in enumerate(boxes) if each]])
    asked = np.isin(gallery.text_work, long)
    told: dict[str, Any] = {"scrolls": sum(map(bool, boxes)), "windows": len(base)}
    of_scrolls: dict[str, Any] = {"texts": int(asked.sum())}
    for name, (images, texts), parts in (("zero_shot", before, base), ("finetuned", after, tuned)):
        words = texts[part.headline()]
        squashed = _found(_scores(words, images, boxes, parts[:0]), gallery, queries)
        seen = _found(_scores(words, images, boxes, parts), gallery, queries)
        told[name] = seen.figures()
        of_scrolls[name] = {
            way: float(found.t2i.hits[asked, 0].mean()) if asked.any() else None
            for way, found in (("squashed", squashed), ("windows", seen))
        }
    return told | {"of_scrolls": of_scrolls}


def _fill(bench: Bench, part: Part, boxes: Sequence[tuple[Box, ...]]) -> set[int]:
    """Decodes the windows; the places of pictures that could not be read."""
    unread: dict[int, Any] = {}
    sources = [(image.source, image.hash) for image in part.images]
    report = _reporter(bench, len(sources))
    for batch in bench.store.filling(sources, unread, boxes):
        report(batch.stop)
    return set(unread)


def _rows(bench: Bench, part: Part, boxes: Sequence[tuple[Box, ...]]) -> np.ndarray:
    """The windows of all pictures, picture after picture, as the model now is: float32 [R, D]."""
    views = [(part.images[row].hash, box) for row, each in enumerate(boxes) for box in each]
    vectors = [np.zeros((0, bench.base.config.dim), np.float32)]
    report = _reporter(bench, len(views))
    for start in range(0, len(views), TOGETHER):
        hashes, parts = zip(*views[start : start + TOGETHER], strict=True)
        pixels = bench.store.read(hashes, parts)
        vectors.append(embed.pixels(bench.base, bench.device, pixels))
        report(start + len(hashes))
    return np.concatenate(vectors)


def _reporter(bench: Bench, total: int) -> Callable[[int], None]:
    def report(done: int) -> None:
        bench.talk.progress(done, total, "image", "evaluate")
        bench.talk.check()

    return report


def _scores(
    texts: np.ndarray,
    images: np.ndarray,
    boxes: Sequence[tuple[Box, ...]],
    parts: np.ndarray,
) -> np.ndarray:
    """The best of each picture's rows for each text: float64 [M, N]."""
    if not len(parts):
        return similarities(texts, images)
    counts = [len(each) for each in boxes]
    owner = np.repeat(np.arange(len(images)), counts)
    order = np.argsort(np.concatenate([np.arange(len(images)), owner]), kind="stable")
    rows = np.concatenate([images, parts])[order]
    starts = np.cumsum([0, *(1 + count for count in counts[:-1])])
    step = max(1, _CELLS // len(rows))
    return np.concatenate(
        [
            np.maximum.reduceat(similarities(texts[first : first + step], rows), starts, axis=1)
            for first in range(0, len(texts), step)
        ]
    )


def _found(scores: np.ndarray, gallery: Gallery, queries: np.ndarray) -> Found:
    """Both directions from the scores of texts and pictures [M, N]; `queries` are pictures."""
    works = int(gallery.text_work.max()) + 1
    asked = gallery.image_work[queries]
    t2i: Ranked = rank(scores, gallery.text_work[:, None] == gallery.image_work[None, :])
    i2t: Ranked = rank(scores.T[queries], asked[:, None] == gallery.text_work[None, :])
    return Found(
        t2i, i2t, Tally.of(t2i.hits, gallery.text_work, works), Tally.of(i2t.hits, asked, works)
    )
