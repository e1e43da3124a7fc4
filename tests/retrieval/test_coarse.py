"""Codes of 8 bits: their bound holds, and a search with them finds what brute force finds."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from songclip_desktop.retrieval import coarse, vectors
from songclip_desktop.retrieval.coarse import Coarse
from songclip_desktop.retrieval.vectors import ExactIndex
from tests.retrieval.test_vectors import unit_rows

ROWS, DIM = 4_000, 96


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rows that lie close together, with two numbers far larger than the rest, as CLIP's have."""
    monkeypatch.setattr(coarse, "LEAST_ROWS", 1)
    rows = unit_rows(ROWS, DIM) + unit_rows(1, DIM, seed=1)
    rows[:, [3, 50]] += 2.0
    rows[100:160] = rows[:60]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    np.save(tmp_path / "images.npy", rows.astype(np.float16))
    coarse.write(tmp_path, "images", rows.astype(np.float16))
    return tmp_path


def queries(count: int) -> np.ndarray:
    near = unit_rows(count, DIM, seed=2) + unit_rows(1, DIM, seed=1)
    return (near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float32)


def test_no_score_is_farther_off_than_the_bound_and_the_bound_is_small(stored: Path) -> None:
    pytest.importorskip("numkong")
    held = Coarse.open(stored, "images", ROWS)
    assert held is not None
    rows = np.load(stored / "images.npy").astype(np.float64)
    for query in queries(50):
        answer = held.scores(query)
        assert answer is not None
        scores, bound = answer
        off = np.abs(scores - rows @ query).max()
        assert off <= bound < 0.03


@pytest.mark.parametrize("many", [2048, 1])
@pytest.mark.parametrize("share", [None, 0.6, 0.1])
def test_the_best_k_are_those_of_brute_force(
    stored: Path, many: int, share: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_MANY", many)
    index = ExactIndex.open(stored / "images.npy", np.arange(ROWS))
    rng = np.random.default_rng(0)
    allowed = None if share is None else np.flatnonzero(rng.random(ROWS) < share)
    for query in queries(100):
        k = int(rng.integers(1, 40))
        whole = index.search(query, None, allowed)
        found = index.search(query, k, allowed)
        np.testing.assert_allclose(found.scores, whole.scores[:k], atol=3e-6)
        np.testing.assert_allclose(found.scores, index.scores(query)[found.rows], atol=3e-6)
        assert len(set(found.rows.tolist())) == k


def test_without_kernels_or_with_other_codes_the_vectors_alone_are_searched(
    stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (query,) = queries(1)
    index = ExactIndex.open(stored / "images.npy", np.arange(ROWS))
    with_codes = index.search(query, 5).rows.tolist()
    monkeypatch.setitem(sys.modules, "numkong", None)
    assert index.search(query, 5).rows.tolist() == with_codes
    monkeypatch.undo()
    (stored / "images.codes.npy").write_bytes(b"cut short")
    assert Coarse.open(stored, "images", ROWS) is None
    again = ExactIndex.open(stored / "images.npy", np.arange(ROWS))
    assert again.search(query, 5).rows.tolist() == with_codes


def test_few_rows_have_no_codes(tmp_path: Path) -> None:
    coarse.write(tmp_path, "images", unit_rows(200, 8).astype(np.float16))
    assert list(tmp_path.iterdir()) == []
    assert Coarse.open(tmp_path, "images", 200) is None
