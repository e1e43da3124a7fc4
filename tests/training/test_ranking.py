"""Ranks and recalls, ties counted as the mean over their orders."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from training.ranking import rank, similarities


def _by_every_order(scores: np.ndarray, right: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean rank of the first right answer and hits at 1, 5, 10 over all orders of tied answers."""
    ranks, hits, count = 0.0, np.zeros(3), 0
    for order in itertools.permutations(range(len(scores))):
        placed = sorted(order, key=lambda place: -scores[place])
        first = min(place for place, answer in enumerate(placed) if right[answer])
        ranks, hits, count = ranks + first + 1, hits + (first < np.array([1, 5, 10])), count + 1
    return ranks / count, hits / count


@pytest.mark.parametrize("seed", range(40))
def test_ties_give_the_mean_over_all_orders(seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 7))
    scores = rng.integers(0, 3, size).astype(float)
    right = np.zeros(size, bool)
    right[rng.choice(size, int(rng.integers(1, size)), replace=False)] = True

    ranked = rank(scores[None], right[None])
    expected_rank, expected_hits = _by_every_order(scores, right)

    assert ranked.rank[0] == pytest.approx(expected_rank)
    assert ranked.hits[0] == pytest.approx(expected_hits)


def test_equal_vectors_score_chance_and_not_better() -> None:
    same = np.ones((30, 8), np.float32) / np.float32(8**0.5)

    ranked = rank(similarities(same, same), np.eye(30, dtype=bool))

    assert ranked.hits.mean(axis=0) == pytest.approx([1 / 30, 5 / 30, 10 / 30])
    assert set(ranked.rank) == {15.5}


def test_without_ties_ranks_are_plain_places() -> None:
    scores = np.array([[0.9, 0.1, 0.5], [0.2, 0.3, 0.1]])
    right = np.array([[False, False, True], [True, False, True]])

    ranked = rank(scores, right)

    assert ranked.rank.tolist() == [2, 2]
    assert ranked.hits[:, 0].tolist() == [0, 0]
    assert ranked.precision == pytest.approx([1 / 2, (1 / 2 + 2 / 3) / 2])


def test_the_best_of_several_right_answers_counts() -> None:
    scores = np.array([[0.1, 0.9, 0.5]])

    assert rank(scores, np.array([[True, True, False]])).rank[0] == 1
