"""From scored rows to a ranking: one hit per work, fusion of two rankings, comparison of two."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from songclip_desktop.retrieval.vectors import Found, VectorIndex

Key = TypeVar("Key", bound=Hashable)

# Cormack, Clarke and Büttcher, SIGIR 2009: 60 was the best of the values they tried.
_RRF_K = 60


@dataclass(frozen=True, slots=True)
class Best:
    """The best row of one work.

    Attributes:
        owner: the work. row: its place in the index, which names image and window.
    """

    owner: int
    row: int
    id: int
    score: float


def one_per_owner(found: Found, owner_of: Mapping[int, int], k: int | None = None) -> list[Best]:
    """The best row of each work, nearest first, at most K works.

    Args:
        found: Rows nearest first.
        owner_of: Work of each id; ids without one are passed over.
        k: How many works; None for all.
    """
    best: dict[int, Best] = {}
    for row, id, score in zip(found.rows, found.ids, found.scores, strict=True):
        if k is not None and len(best) >= k:
            break
        owner = owner_of.get(int(id))
        if owner is not None and owner not in best:
            best[owner] = Best(owner, int(row), int(id), round(float(score), 6))
    return list(best.values())


def nearest(
    index: VectorIndex,
    query: np.ndarray,
    k: int,
    owner_of: Mapping[int, int],
    allowed: np.ndarray | None = None,
) -> list[Best]:
    """The K works nearest to the unit vector `query` [D], each by its best row.

    Args:
        index: Where to look.
        query: float [D].
        k: How many works.
        owner_of: Work of each id; ids without one are passed over.
        allowed: Ids that may be found; None for all.
    """
    rows = 2 * k
    while True:
        found = index.search(query, rows, allowed)
        best = one_per_owner(found, owner_of, k)
        # One long scroll may hold many of the best rows.
        if len(best) == k or len(found) < rows:
            return best
        rows *= 4


def fuse(*rankings: Sequence[Key]) -> list[Key]:
    """Reciprocal rank fusion of rankings, best first.

    Each key scores the sum of 1 / (60 + rank) over the rankings it stands in; equal sums keep the
    order of the first ranking that names them.
    """
    sums: dict[Key, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            sums[key] = sums.get(key, 0.0) + 1.0 / (_RRF_K + rank)
    return sorted(sums, key=lambda key: -sums[key])


def other_ranks(ranking: Sequence[Key], other: Sequence[Key]) -> list[int | None]:
    """For each key of `ranking` its rank, from 1, in `other`; None where it is not there."""
    place = {key: rank for rank, key in enumerate(other, start=1)}
    return [place.get(key) for key in ranking]


def overlap(ranking: Sequence[Key], other: Sequence[Key], persistence: float = 0.9) -> float:
    """Rank-biased overlap of two rankings down to the shorter one's depth, in [0, 1].

    Webber, Moffat and Zobel, ACM TOIS 28, 2010, equation 4, divided by what identical rankings
    reach at that depth. Any thread.

    Args:
        ranking: Keys, best first, each once.
        other: The same of the other ranking.
        persistence: Weight of each place against the one before it.
    """
    depth = min(len(ranking), len(other))
    shared, most = 0.0, 0.0
    for place in range(1, depth + 1):
        weight = persistence ** (place - 1)
        shared += weight * len(set(ranking[:place]) & set(other[:place])) / place
        most += weight
    return shared / most if depth else 0.0
