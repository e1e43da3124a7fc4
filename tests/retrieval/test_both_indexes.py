"""What every index must do, asked of the embedded one and of Milvus alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from songclip_desktop.retrieval.generations import Generation, Generations
from songclip_desktop.retrieval.milvus import MilvusVectors
from songclip_desktop.retrieval.vectors import VectorIndex
from tests.retrieval.conftest import DIM, Ids, generation, unit_rows

COLUMN = "zero_shot"


class Embedded:
    """Generations in a folder, switched."""

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)

    def put(self, made: Generation) -> None:
        place = self._generations.next_place(COLUMN)
        place.parent.mkdir(exist_ok=True)
        made.path.rename(place)
        self._generations.switch(COLUMN, place, Generation(place).sources)

    def index(self, identity: str) -> VectorIndex | None:
        found = self._generations.current(COLUMN)
        fits = found is not None and found.sources.identity == identity
        return found.images if fits and found is not None else None


class OnMilvus:
    """The same on a server."""

    def __init__(self, server: MilvusVectors) -> None:
        self._server = server

    def put(self, made: Generation) -> None:
        self._server.put(COLUMN, made)

    def index(self, identity: str) -> VectorIndex | None:
        return self._server.index(COLUMN, "images", identity)


Shelf = Embedded | OnMilvus


@pytest.fixture(params=["embedded", "milvus"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    if request.param == "milvus":
        return OnMilvus(request.getfixturevalue("server"))
    return Embedded(tmp_path / "vectors")


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Generation]:
    count = iter(range(100))
    return lambda ids, rows, **more: generation(tmp_path / f"g{next(count)}", ids, rows, **more)


def brute_force(
    query: np.ndarray, rows: np.ndarray, ids: np.ndarray, k: int, allowed: np.ndarray | None
) -> tuple[list[int], np.ndarray]:
    """Ids and scores by numpy in float32, nearest first."""
    scores = rows.astype(np.float32) @ query
    let_in = np.ones(len(ids), bool) if allowed is None else np.isin(ids, allowed)
    order = [row for row in np.argsort(-scores, kind="stable") if let_in[row]][:k]
    return ids[order].tolist(), scores[order]


IDS: Ids = [(id, None) for id in range(1, 301)]


def test_a_hundred_queries_find_what_brute_force_finds_with_and_without_a_filter(
    shelf: Shelf, made: Callable[..., Generation]
) -> None:
    rows, ids = unit_rows(300, 1), np.arange(1, 301)
    shelf.put(made(IDS, rows))
    index = shelf.index("mini+")
    assert index is not None
    assert index.dim == DIM
    assert sorted(index.ids.tolist()) == ids.tolist()
    draw = np.random.default_rng(5)
    few, most = (draw.choice(300, count, replace=False) + 1 for count in (12, 280))
    for query in unit_rows(25, 2).astype(np.float32):
        for k, allowed in ((10, None), (10, few), (20, few), (10, most)):
            found = index.search(query, k, allowed)
            wanted, scores = brute_force(query, rows, ids, k, allowed)
            assert found.ids.tolist() == wanted
            np.testing.assert_allclose(found.scores, scores, atol=2e-6)


def test_all_rows_are_found_where_no_number_is_named_and_none_where_none_is_allowed(
    shelf: Shelf, made: Callable[..., Generation]
) -> None:
    rows = unit_rows(40, 3)
    shelf.put(made(IDS[:40], rows))
    index = shelf.index("mini+")
    assert index is not None
    query = unit_rows(1, 4)[0].astype(np.float32)
    assert len(index.search(query)) == 40
    assert len(index.search(query, 100)) == 40
    assert len(index.search(query, 5, [])) == 0
    assert len(index.search(query, 5, [999])) == 0


def test_an_id_may_have_several_rows(shelf: Shelf, made: Callable[..., Generation]) -> None:
    rows = unit_rows(3, 6)
    shelf.put(made([(7, None), (7, [0.25, 0.0, 0.5, 1.0]), (8, None)], rows))
    index = shelf.index("mini+")
    assert index is not None
    found = index.search(rows[1].astype(np.float32), 3)
    assert found.ids[0] == 7
    assert sorted(found.ids.tolist()) == [7, 7, 8]


def test_what_changed_is_found_anew_and_what_went_is_gone(
    shelf: Shelf, made: Callable[..., Generation]
) -> None:
    rows = unit_rows(50, 7)
    shelf.put(made(IDS[:50], rows))
    changed = rows.copy()
    changed[3] = unit_rows(1, 77)[0]
    ids: Ids = [*IDS[:10], *IDS[20:50], (400, None)]  # ten went, one came
    now = np.concatenate([changed[:10], changed[20:], unit_rows(1, 78)])

    shelf.put(made(ids, now))

    index = shelf.index("mini+")
    assert index is not None
    numbers = np.array([id for id, _ in ids])
    for query in unit_rows(10, 8).astype(np.float32):
        wanted, _ = brute_force(query, now, numbers, 41, None)
        assert index.search(query, 41).ids.tolist() == wanted


def test_another_model_replaces_the_one_before(
    shelf: Shelf, made: Callable[..., Generation]
) -> None:
    old, new = unit_rows(20, 9), unit_rows(20, 10)
    shelf.put(made(IDS[:20], old))
    assert shelf.index("base+adapter") is None
    shelf.put(made(IDS[:20], new, identity="base+adapter"))
    assert shelf.index("mini+") is None
    index = shelf.index("base+adapter")
    assert index is not None
    query = unit_rows(1, 11)[0].astype(np.float32)
    wanted, _ = brute_force(query, new, np.arange(1, 21), 5, None)
    assert index.search(query, 5).ids.tolist() == wanted
