"""Searching among held-out pictures and texts in both directions, several texts to a work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from training.ranking import DEPTHS, Ranked, rank, similarities
from training.statistics import Tally

NAMES = tuple(f"r{depth}" for depth in DEPTHS)
# Scores that are compared at one time: a large gallery is searched by a part of the queries.
_CELLS = 4_000_000


@dataclass(frozen=True)
class Gallery:
    """Pictures and texts that are searched among, with the work each belongs to.

    Attributes:
        image_work: int [N] and
        text_work: int [M], numbers from 0; each work may have several of both.
    """

    image_work: np.ndarray
    text_work: np.ndarray

    def kept(self, texts: np.ndarray) -> tuple[Gallery, np.ndarray]:
        """With these texts only, works numbered anew, and the rows of the pictures kept as queries.

        Pictures of works without such a text stay in the gallery: they are still wrong answers.
        """
        present = np.unique(self.text_work[texts])
        number = np.full(max(self.image_work.max(), self.text_work.max()) + 1, -1)
        number[present] = np.arange(len(present))
        queries = np.flatnonzero(number[self.image_work] >= 0)
        return Gallery(number[self.image_work], number[self.text_work[texts]]), queries

    def chance(self, pictures: np.ndarray | None = None) -> dict[str, float]:
        """R@1 of a model that knows nothing, both ways; `pictures` are those searched with."""
        asked = self.image_work if pictures is None else self.image_work[pictures]
        return {
            "t2i_r1": float(_share(self.text_work, self.image_work).mean()),
            "i2t_r1": float(_share(asked, self.text_work).mean()),
        }


@dataclass(frozen=True)
class Found:
    """Both directions of one model on one gallery."""

    t2i: Ranked
    i2t: Ranked
    tally_t2i: Tally
    tally_i2t: Tally

    def figures(self) -> dict[str, Any]:
        """t2i, i2t, mean_recall, median_rank, mrr, map."""
        recalls = self.recalls()
        return {
            "t2i": named(recalls[:3]),
            "i2t": named(recalls[3:]),
            "mean_recall": float(recalls.mean()),
            "median_rank": float(np.median(self.t2i.rank)),
            "mrr": float((1 / self.t2i.rank).mean()),
            "map": float(self.i2t.precision.mean()),
        }

    def recalls(self) -> np.ndarray:
        """R@1, R@5, R@10 text → image, then image → text: [6]."""
        return np.concatenate([self.tally_t2i.recalls(), self.tally_i2t.recalls()])

    def by_work(self) -> np.ndarray:
        """Each work's recalls, text → image then image → text: [W, 6]."""
        return np.concatenate([self.tally_t2i.by_work(), self.tally_i2t.by_work()], axis=1)


def find(
    images: np.ndarray,
    texts: np.ndarray,
    gallery: Gallery,
    pictures: np.ndarray | None = None,
    words: np.ndarray | None = None,
) -> Found:
    """Searches in both directions.

    Args:
        images: Unit rows [N, D].
        texts: Unit rows [M, D].
        gallery: To which works they belong.
        pictures: Rows of the pictures that are searched with; all where None.
        words: Rows of the texts that are searched with; all where None. The works of both must
            be the same, numbered from 0, and all other works have higher numbers.
    """
    pictures = np.arange(len(images)) if pictures is None else pictures
    words = np.arange(len(texts)) if words is None else words
    text_work, image_work = gallery.text_work[words], gallery.image_work[pictures]
    works = int(text_work.max()) + 1
    t2i = _search(texts[words], text_work, images, gallery.image_work)
    i2t = _search(images[pictures], image_work, texts, gallery.text_work)
    return Found(
        t2i, i2t, Tally.of(t2i.hits, text_work, works), Tally.of(i2t.hits, image_work, works)
    )


def pooled(parts: Sequence[Found]) -> Found:
    """The queries of several galleries together; their works follow one another."""
    return Found(
        _together([part.t2i for part in parts]),
        _together([part.i2t for part in parts]),
        _one([part.tally_t2i for part in parts]),
        _one([part.tally_i2t for part in parts]),
    )


def named(recalls: np.ndarray) -> dict[str, float]:
    """{r1, r5, r10} of three recalls."""
    return {name: float(value) for name, value in zip(NAMES, recalls, strict=True)}


def _search(
    queries: np.ndarray, query_work: np.ndarray, rows: np.ndarray, row_work: np.ndarray
) -> Ranked:
    step = max(1, _CELLS // len(rows))
    parts = [
        rank(
            similarities(queries[start : start + step], rows),
            query_work[start : start + step, None] == row_work[None, :],
        )
        for start in range(0, len(queries), step)
    ]
    return _together(parts)


def _together(parts: Sequence[Ranked]) -> Ranked:
    return Ranked(
        np.concatenate([part.rank for part in parts]),
        np.concatenate([part.hits for part in parts]),
        np.concatenate([part.precision for part in parts]),
    )


def _one(parts: Sequence[Tally]) -> Tally:
    return Tally(
        np.concatenate([part.hits for part in parts]),
        np.concatenate([part.queries for part in parts]),
    )


def _share(query_work: np.ndarray, row_work: np.ndarray) -> np.ndarray:
    """Which share of the rows is right for each query: [Q]."""
    right = np.bincount(row_work[row_work >= 0], minlength=int(query_work.max()) + 1)
    return right[query_work] / len(row_work)
