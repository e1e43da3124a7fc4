"""The exact index finds what brute force in float32 finds."""

from __future__ import annotations

import sys
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


@pytest.mark.parametrize("kernel", ["numkong", "numpy"])
def test_the_best_k_of_a_thousand_queries_are_those_of_brute_force_in_float32(
    kernel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kernel == "numpy":
        monkeypatch.setitem(sys.modules, "numkong", None)
    rng = np.random.default_rng(5)
    # A collection whose works are alike: cosines lie close together.
    rows = (unit_rows(6_000, 64) + 3 * unit_rows(1, 64, seed=1)).astype(np.float32)
    rows[1000:1400] = rows[:400]  # some pictures are there twice
    stored = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    index = ExactIndex(stored, np.arange(6_000) // 2)
    queries = unit_rows(1_000, 64, seed=2) + unit_rows(1, 64, seed=1)
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    brute = (stored.astype(np.float32) @ queries.T).round(6)

    for number, query in enumerate(queries):
        k = int(rng.integers(1, 30))
        order = np.argsort(-brute[:, number], kind="stable")[:k]
        found = index.search(query, k)
        # Sums are taken in another order: the last decimals may differ, and with them a tie.
        np.testing.assert_allclose(found.scores, brute[order, number], atol=5e-6)
        apart = np.abs(brute[order, number] - brute[found.rows, number]) > 5e-6
        assert not apart.any()
        assert len(set(found.rows.tolist())) == k


@pytest.mark.parametrize("share", [0.02, 0.7])
def test_a_filter_inside_the_search_leaves_the_ranks_as_they_are(share: float) -> None:
    rng = np.random.default_rng(3)
    index = ExactIndex(unit_rows(20_000, 32).astype(np.float16), np.arange(20_000) * 3)
    allowed = np.flatnonzero(rng.random(20_000) < share) * 3

    for query in unit_rows(20, 32, seed=4):
        whole = index.search(query)
        kept = np.isin(whole.ids, allowed)
        for given in (allowed, set(allowed.tolist())):
            found = index.search(query, 25, given)
            assert found.ids.tolist() == whole.ids[kept][:25].tolist()


def test_a_fast_kernel_is_there_and_sums_more_finely_than_float16() -> None:
    numkong = pytest.importorskip("numkong")
    rows = unit_rows(300, 512).astype(np.float16)
    near = np.asarray(numkong.cdist(rows[:1], rows, metric="inner"))[0]
    np.testing.assert_allclose(near, rows.astype(np.float64) @ rows[0].astype(float), atol=1e-6)
