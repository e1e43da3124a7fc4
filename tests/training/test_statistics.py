"""Intervals and tests over works."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from training.statistics import (
    DRAWS,
    Tally,
    bootstrap,
    holm,
    interval,
    mcnemar_p,
    sign_flip_p,
)


def _hits(rate: float, works: int, per_work: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    work = np.repeat(np.arange(works), per_work)
    first = rng.random(works * per_work) < rate
    return np.stack([first, first, first], axis=1).astype(float), work


def test_an_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    covered = 0
    for seed in range(100):
        hits, work = _hits(0.4, 60, 3, seed)
        low, high = interval(bootstrap([Tally.of(hits, work, 60)], seed)[0, :, 0])
        covered += low <= 0.4 <= high
    assert 88 <= covered <= 100


def test_models_are_compared_on_the_same_draws() -> None:
    hits, work = _hits(0.5, 40, 3, 0)
    tally = Tally.of(hits, work, 40)

    drawn = bootstrap([tally, tally])

    assert drawn.shape == (2, DRAWS, 3)
    assert np.array_equal(drawn[0], drawn[1])


def test_works_are_drawn_whole() -> None:
    """Queries that agree within a work make the interval wider than independent ones."""
    rng = np.random.default_rng(0)
    per_work = (rng.random(50) < 0.5).astype(float)
    work = np.repeat(np.arange(50), 10)
    agreeing = np.repeat(per_work, 10)[:, None].repeat(3, axis=1)
    low, high = interval(bootstrap([Tally.of(agreeing, work, 50)])[0, :, 0])

    assert high - low == pytest.approx(2 * 1.96 * 0.5 / 50**0.5, rel=0.15)


@pytest.mark.parametrize("works", [3, 8, 12, 17])
def test_the_sign_flip_test_is_exact_on_few_works(works: int) -> None:
    differences = np.random.default_rng(works).normal(0.3, 1, works)
    observed = abs(differences.sum())
    sums = [
        abs(float(np.dot(signs, differences))) for signs in itertools.product((-1, 1), repeat=works)
    ]

    expected = sum(value >= observed - 1e-12 for value in sums) / len(sums)

    assert sign_flip_p(differences) == pytest.approx(expected)


def test_the_sign_flip_test_on_many_works_tells_a_gain_from_none() -> None:
    rng = np.random.default_rng(1)

    assert sign_flip_p(rng.normal(0.5, 1, 100)) < 0.01
    assert sign_flip_p(np.zeros(100)) == 1.0


@pytest.mark.parametrize(
    ("won", "lost", "p"),
    [(5, 0, 0.0625), (4, 0, 0.125), (0, 0, 1.0), (3, 3, 1.0), (10, 2, 0.03857)],
)
def test_mcnemar_is_exact(won: int, lost: int, p: float) -> None:
    before = np.array([0.0] * won + [1.0] * lost + [1.0] * 4 + [0.0] * 4)
    after = np.array([1.0] * won + [0.0] * lost + [1.0] * 4 + [0.0] * 4)

    assert mcnemar_p(before, after) == pytest.approx(p, abs=1e-4)


def test_twenty_works_are_flipped_in_every_way() -> None:
    """Of 2 ** 20 ways only one and its mirror are as far from zero as twenty gains alike."""
    assert sign_flip_p(np.ones(20)) == 2 / 2**20


@pytest.mark.parametrize(
    ("plain", "corrected"),
    [
        ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),
        ([0.5, 0.9], [1.0, 1.0]),
        ([0.02, 0.02], [0.04, 0.04]),
        ([], []),
    ],
)
def test_many_looks_are_paid_for(plain: list[float], corrected: list[float]) -> None:
    """The first row is that of R's p.adjust(method = "holm")."""
    assert holm(plain) == pytest.approx(corrected)
