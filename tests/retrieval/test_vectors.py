"""The exact index finds what brute force in float32 finds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from songclip_desktop.retrieval.vectors import ExactIndex


def unit_rows(rows: int, dim: int, seed: int = 7) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((rows, dim)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_scores_equal_brute_force_within_float16(tmp_path: Path) -> None:
    rows, query = unit_rows(20_000, 64), unit_rows(1, 64, seed=8)[0]
    np.save(tmp_path / "images.npy", rows.astype(np.float16))
    index = ExactIndex.open(tmp_path / "images.npy", np.arange(20_000) + 100)
    exact = rows @ query

    found = index.search(query, 10)

    # Rounding a unit row to float16 moves a cosine by at most 2^-11 of its length.
    np.testing.assert_allclose(index.scores(query), exact, atol=2**-11)
    np.testing.assert_allclose(found.scores, exact[found.ids - 100], atol=2**-11)
    stored = (rows.astype(np.float16).astype(np.float32) @ query).round(6)
    assert found.ids.tolist() == (np.argsort(-stored, kind="stable")[:10] + 100).tolist()
    assert index.search(query).ids.tolist() == (np.argsort(-stored, kind="stable") + 100).tolist()


def test_ties_stand_in_row_order_also_at_the_cut() -> None:
    rows = np.tile(np.array([[0.6, 0.8]], dtype=np.float16), (9, 1))
    rows[4] = [1.0, 0.0]
    index = ExactIndex(rows, np.arange(9) * 10)
    assert index.search(np.array([1.0, 0.0]), 4).ids.tolist() == [40, 0, 10, 20]


def test_equal_rows_tie_wherever_they_stand() -> None:
    row, query = unit_rows(1, 160, seed=3), unit_rows(1, 160, seed=4)[0]
    index = ExactIndex(np.repeat(row, 1001, axis=0).astype(np.float16), np.arange(1001))
    assert index.search(query, 1001).ids.tolist() == list(range(1001))


def test_only_allowed_ids_are_found() -> None:
    rows = unit_rows(50, 8)
    index = ExactIndex(rows, np.arange(50) % 10)
    found = index.search(rows[3], allowed={3, 7})
    assert set(found.ids.tolist()) == {3, 7}
    assert len(found) == 10
    assert found.rows[0] == 3
    assert len(index.search(rows[3], allowed=set())) == 0


def test_an_index_without_rows_finds_nothing(tmp_path: Path) -> None:
    np.save(tmp_path / "texts.npy", np.zeros((0, 8), dtype=np.float16))
    index = ExactIndex.open(tmp_path / "texts.npy", np.array([], dtype=np.int64))
    assert len(index.search(np.ones(8) / np.sqrt(8), 5)) == 0


def test_rows_and_ids_must_fit() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        ExactIndex(unit_rows(3, 4), np.arange(2))
