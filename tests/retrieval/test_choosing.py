"""Ranks, uncertainty and distance against the plain way of computing them."""

from __future__ import annotations

import numpy as np
import pytest

from songclip_desktop.retrieval import choosing


def unit(rows: int, dim: int = 16, seed: int = 0) -> np.ndarray:
    made = np.random.default_rng(seed).normal(size=(rows, dim))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def plain_rank(text: np.ndarray, own: int, images: np.ndarray, owners: np.ndarray) -> int:
    best = {int(work): float((images[owners == work] @ text).max()) for work in np.unique(owners)}
    return 1 + sum(score > best[own] for score in best.values())


@pytest.mark.parametrize("seed", range(5))
def test_a_text_ranks_its_own_work_by_its_best_picture(seed: int) -> None:
    images, texts = unit(60, seed=seed), unit(700, seed=seed + 10)  # more than one block
    draw = np.random.default_rng(seed)
    owners = draw.integers(3, 23, 60)
    own = draw.choice(np.unique(owners), 700)

    ranks = choosing.ranks_of_own(texts, own, images, owners)

    expected = [
        plain_rank(text, int(o), images, owners) for text, o in zip(texts, own, strict=True)
    ]
    assert ranks.tolist() == expected
    assert max(expected) > 10


def test_a_work_without_a_picture_has_no_rank() -> None:
    images = unit(3)
    ranks = choosing.ranks_of_own(images, np.array([1, 9, 0]), images, np.array([1, 2, 3]))
    assert ranks.tolist() == [1, 0, 0]
    none = choosing.ranks_of_own(images, np.array([1, 2, 3]), images[:0], np.array([], dtype=int))
    assert none.tolist() == [0, 0, 0]


def test_what_fits_all_texts_alike_is_undecided_and_what_fits_one_is_not() -> None:
    texts = np.eye(4, dtype=np.float32)
    images = np.array([[0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0], [0.7071, 0.7071, 0, 0]], np.float32)
    found = choosing.undecided(images, texts)
    assert found.tolist() == pytest.approx([1.0, 0.0, 0.5], abs=1e-4)
    assert choosing.undecided(images, texts[:1]).tolist() == [1.0, 1.0, 1.0]


def test_entropy_is_that_of_the_softmax() -> None:
    images, texts = unit(30, 8), unit(20, 8, seed=3)
    logits = 100.0 * images.astype(float) @ texts.T.astype(float)
    p = np.exp(logits - logits.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    expected = -(p * np.log(np.where(p > 0, p, 1))).sum(1) / np.log(20)
    assert np.allclose(choosing.undecided(images, texts), expected, atol=1e-4)


def test_what_is_far_from_all_that_is_covered_comes_first_and_no_two_alike_in_a_row() -> None:
    candidates = np.array([[1, 0, 0], [0, 1, 0], [0, 0.999, 0.045], [0, 0, 1]], np.float32)
    covered = np.array([[1, 0, 0]], np.float32)
    chosen = choosing.farthest_first(candidates, np.ones(4, np.float32), covered, 4)
    assert [row for row, _ in chosen[:2]] == [1, 3]
    assert [row for row, _ in chosen[2:]] == [2, 0]
    assert chosen[-1][1] == pytest.approx(0.0, abs=1e-6)


def test_weight_counts_and_an_empty_collection_begins_somewhere() -> None:
    rows = unit(6)
    weights = np.array([0.1, 0.1, 0.1, 0.9, 0.1, 0.1], np.float32)
    chosen = choosing.farthest_first(rows, weights, rows[:0], 3)
    assert chosen[0][0] == 3
    assert len({row for row, _ in chosen}) == 3
    assert choosing.farthest_first(rows[:0], weights[:0], rows, 3) == []
