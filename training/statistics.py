"""How sure a difference between two models is, when the works are what was sampled."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.ranking import DEPTHS

DRAWS = 10_000
_CHUNK = 1_000
_EXACT_WORKS = 20
# Fewer works cannot reach p < 0.05 in a sign-flip test whatever they show.
LEAST_WORKS = 6


@dataclass(frozen=True)
class Tally:
    """Hits of one direction summed by work, so that works can be drawn again.

    Attributes:
        hits: float [W, 3], sums over the work's queries at the three depths.
        queries: float [W], how many queries each work has.
    """

    hits: np.ndarray
    queries: np.ndarray

    @staticmethod
    def of(hits: np.ndarray, work: np.ndarray, works: int) -> Tally:
        """Sums hits [Q, 3] of queries whose works are `work` [Q], numbers below `works`."""
        sums = np.zeros((works, len(DEPTHS)))
        np.add.at(sums, work, hits)
        return Tally(sums, np.bincount(work, minlength=works).astype(float))

    def recalls(self, counts: np.ndarray | None = None) -> np.ndarray:
        """R@1, R@5, R@10 of the works drawn `counts` [draws, W] times: [draws, 3]; once each: [3].

        A draw in which no work has a query gives 0.
        """
        if counts is None:
            return self.hits.sum(axis=0) / max(self.queries.sum(), 1)
        return (counts @ self.hits) / np.maximum(counts @ self.queries, 1)[:, None]

    def by_work(self) -> np.ndarray:
        """Each work's own recalls: [W, 3]."""
        return self.hits / np.maximum(self.queries, 1)[:, None]


def bootstrap(tallies: list[Tally], seed: int = 0) -> np.ndarray:
    """Recalls of works drawn with replacement: [tallies, DRAWS, 3], each draw the same for all.

    A cluster bootstrap: a work's queries stay together, the gallery stays as it is.
    """
    works = len(tallies[0].queries)
    rng = np.random.default_rng(seed)
    drawn = np.empty((len(tallies), DRAWS, len(DEPTHS)))
    for start in range(0, DRAWS, _CHUNK):
        counts = rng.multinomial(works, np.full(works, 1 / works), size=_CHUNK).astype(np.float64)
        for row, tally in enumerate(tallies):
            drawn[row, start : start + _CHUNK] = tally.recalls(counts)
    return drawn


def interval(draws: np.ndarray) -> list[float]:
    """The 95 % percentile interval of `draws` [DRAWS] as [low, high]."""
    low, high = np.percentile(draws, [2.5, 97.5])
    return [float(low), float(high)]


def sign_flip_p(differences: np.ndarray, seed: int = 0) -> float:
    """Two-sided p of a paired difference by work, by flipping signs: exact up to 20 works.

    Args:
        differences: [W], finetuned less zero-shot of each work.
        seed: Of the draws beyond 20 works.
    """
    works, observed = len(differences), abs(differences.sum()) - 1e-12
    if works <= _EXACT_WORKS:
        # Every sum of signed differences, doubled in number by each further work.
        sums = np.zeros(1)
        for difference in differences:
            sums = np.concatenate([sums + difference, sums - difference])
        return float((np.abs(sums) >= observed).mean())
    rng = np.random.default_rng(seed)
    extreme = 0
    for _ in range(0, DRAWS, _CHUNK):
        signs = rng.integers(0, 2, size=(_CHUNK, works)) * 2 - 1
        extreme += int((np.abs(signs @ differences) >= observed).sum())
    return (1 + extreme) / (1 + DRAWS)


def paired(before: np.ndarray, after: np.ndarray, seed: int = 0) -> dict[str, float]:
    """value, low, high and p of the mean of after - before, both [W], by drawing W anew."""
    differences = after - before
    rng = np.random.default_rng(seed)
    works = len(differences)
    counts = rng.multinomial(works, np.full(works, 1 / works), size=DRAWS)
    low, high = interval(counts @ differences / works)
    return {
        "value": float(differences.mean()),
        "low": low,
        "high": high,
        "p": sign_flip_p(differences, seed),
    }


def mcnemar_p(before: np.ndarray, after: np.ndarray) -> float:
    """Exact two-sided p of McNemar's test on hits [Q] before and after.

    It takes queries as independent, which captions of one work are not.
    """
    lost = int(((before > 0.5) & (after <= 0.5)).sum())
    won = int(((before <= 0.5) & (after > 0.5)).sum())
    total = lost + won
    tail = sum(math.comb(total, k) for k in range(min(lost, won) + 1))
    return min(1.0, 2 * tail / 2**total)


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down correction: p values that stay true however many were looked at.

    The k-th smallest of n is multiplied by n - k + 1, never falls below the one before it, and is
    at most 1. Source: Holm 1979, Scandinavian Journal of Statistics 6(2).

    Args:
        p_values: Of n tests, in any order.

    Returns:
        Each test's corrected p, in the same order.
    """
    corrected = [0.0] * len(p_values)
    least = 0.0
    order = sorted(range(len(p_values)), key=lambda row: p_values[row])
    for place, row in enumerate(order):
        least = max(least, min(1.0, (len(p_values) - place) * p_values[row]))
        corrected[row] = least
    return corrected
