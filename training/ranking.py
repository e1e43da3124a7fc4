"""Ranks and recalls of queries in a gallery; ties count as the mean over their orders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

DEPTHS = (1, 5, 10)
# Cosines of equal vectors may differ in the last bit; nearer than this they are equal.
_DECIMALS = 9


@dataclass(frozen=True)
class Ranked:
    """What Q queries found.

    Attributes:
        rank: float [Q], expected rank of the best right answer, from 1.
        hits: float [Q, 3], probability that a right answer is among the first 1, 5, 10.
        precision: float [Q], average precision over all right answers.
    """

    rank: np.ndarray
    hits: np.ndarray
    precision: np.ndarray


def similarities(queries: np.ndarray, gallery: np.ndarray) -> np.ndarray:
    """Cosines of unit rows [Q, D] and [N, D]: float64 [Q, N]; equal vectors score exactly alike."""
    return np.round(queries.astype(np.float64) @ gallery.astype(np.float64).T, _DECIMALS)


def rank(scores: np.ndarray, right: np.ndarray) -> Ranked:
    """Ranks each query's right answers.

    Answers of equal score are taken to stand in every order equally often: with all scores equal
    the figures are those of chance.

    Args:
        scores: [Q, N], higher is better.
        right: Boolean [Q, N]; each row holds at least one right answer.
    """
    above, wrong_ties, right_ties = _placed(scores, right)
    expected = 1 + above + wrong_ties / (right_ties + 1)
    precision = [_average_precision(*row) for row in zip(scores, right, strict=True)]
    return Ranked(expected, _hits(above, wrong_ties, right_ties), np.array(precision))


def hits_at(scores: np.ndarray, right: np.ndarray) -> np.ndarray:
    """`Ranked.hits` alone, [Q, 3], of scores and right answers as `rank` takes them."""
    return _hits(*_placed(scores, right))


def _placed(scores: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Answers that stand above the best right one, wrong ones beside it, right ones there: [Q]."""
    best = np.where(right, scores, -np.inf).max(axis=1, keepdims=True)
    tied = scores == best
    return (
        (~right & (scores > best)).sum(axis=1),
        (~right & tied).sum(axis=1),
        (right & tied).sum(axis=1),
    )


def _hits(above: np.ndarray, wrong: np.ndarray, right: np.ndarray) -> np.ndarray:
    hits = [_hit(depth - above, wrong, right) for depth in DEPTHS]
    return np.stack(hits, axis=1).reshape(-1, len(DEPTHS))


def _hit(places: np.ndarray, wrong: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Chance that one of `right` answers stands in the first `places` of `wrong + right` tied."""
    miss = np.ones(len(places))
    for taken in range(max(DEPTHS)):
        open_ = places > taken
        left = np.maximum(wrong - taken, 0) / np.maximum(wrong + right - taken, 1)
        miss = np.where(open_, miss * left, miss)
    return np.where(places > 0, 1 - miss, 0.0)


def _average_precision(scores: np.ndarray, right: np.ndarray) -> float:
    own = scores[right]
    above = (scores[None, :] > own[:, None]).sum(axis=1)
    ties = (scores[None, :] == own[:, None]).sum(axis=1) - 1
    own_above = (own[None, :] > own[:, None]).sum(axis=1)
    own_ties = (own[None, :] == own[:, None]).sum(axis=1) - 1
    return float(np.mean((1 + own_above + own_ties / 2) / (1 + above + ties / 2)))
