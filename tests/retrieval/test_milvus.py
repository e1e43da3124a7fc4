"""Milvus finds what the embedded index finds, is brought up to date, and changes its model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.retrieval import milvus
from songclip_desktop.retrieval.generations import Generation
from songclip_desktop.retrieval.milvus import MilvusVectors

pytest.importorskip("milvus_lite")

DIM = 24


def unit_rows(rows: int, seed: int) -> np.ndarray:
    made = np.random.default_rng(seed).normal(size=(rows, DIM))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)


def generation(
    folder: Path,
    ids: list[tuple[int, list[float] | None]],
    vectors: np.ndarray,
    *,
    identity: str = "mini+",
    texts: int = 4,
) -> Generation:
    """A generation as the engine and the indexer leave it."""
    folder.mkdir()
    np.save(folder / "images.npy", vectors)
    np.save(folder / "texts.npy", unit_rows(texts, 99))
    told = {
        "images": [{"id": id, "box": box} for id, box in ids],
        "texts": list(range(1, texts + 1)),
    }
    (folder / "ids.json").write_text(json.dumps(told), "utf-8")
    sources = {
        "identity": identity,
        "images": {
            str(id): vectors[[row for row, (each, _) in enumerate(ids) if each == id]]
            .tobytes()
            .hex()[:64]
            for id, _ in ids
        },
        "texts": {str(id): f"t{id}" for id in range(1, texts + 1)},
        "failed": [],
    }
    (folder / "sources.json").write_text(json.dumps(sources), "utf-8")
    return Generation(folder)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[milvus.Client]:
    place = tmp_path_factory.mktemp("milvus") / "museum.db"
    with milvus.connected(f"milvus://{place}") as client:
        yield client


@pytest.fixture
def server(client: milvus.Client, request: pytest.FixtureRequest) -> MilvusVectors:
    """A museum's own vectors on the one server of this file."""
    return MilvusVectors(client, f"m{abs(hash(request.node.name)) % 10**9}")


IDS: list[tuple[int, list[float] | None]] = [(id, None) for id in range(1, 301)]


def test_the_same_rows_in_the_same_order_with_and_without_a_filter(
    server: MilvusVectors, tmp_path: Path
) -> None:
    embedded = generation(tmp_path / "g", IDS, unit_rows(300, 1))
    assert server.put("zero_shot", embedded) == 304
    index = server.index("zero_shot", "images", "mini+")
    assert index is not None
    assert index.dim == DIM
    assert index.ids.tolist() == list(range(1, 301))
    draw = np.random.default_rng(5)
    few = draw.choice(300, 12, replace=False) + 1
    most = draw.choice(300, 280, replace=False) + 1
    for query in unit_rows(25, 2).astype(np.float32):
        for k, allowed in ((10, None), (10, few), (20, few), (10, most), (None, None)):
            ours = embedded.images.search(query, k, allowed)
            theirs = index.search(query, k, allowed)
            assert theirs.ids.tolist() == ours.ids.tolist()
            np.testing.assert_allclose(theirs.scores, ours.scores, atol=2e-6)
    assert len(index.search(query, 5, [])) == 0


def test_windows_come_with_what_is_found(server: MilvusVectors, tmp_path: Path) -> None:
    vectors = unit_rows(3, 3)
    ids: list[tuple[int, list[float] | None]] = [(7, None), (7, [0.25, 0.0, 0.5, 1.0]), (8, None)]
    server.put("zero_shot", generation(tmp_path / "g", ids, vectors))
    index = server.index("zero_shot", "images", "mini+")
    assert index is not None
    found = index.search(vectors[1].astype(np.float32), 3)
    assert (found.ids[0], index.window(int(found.rows[0]))) == (7, (0.25, 0.0, 0.5, 1.0))
    assert sorted(index.window(int(row)) is None for row in found.rows) == [False, True, True]


def test_only_what_changed_is_written(server: MilvusVectors, tmp_path: Path) -> None:
    vectors = unit_rows(50, 4)
    first = generation(tmp_path / "a", IDS[:50], vectors)
    server.put("zero_shot", first)
    assert server.put("zero_shot", first) == 0
    changed = vectors.copy()
    changed[3] = unit_rows(1, 77)[0]
    ids = [*IDS[:10], *IDS[20:50], (400, None)]  # ten went, one came
    rows = np.concatenate([changed[:10], changed[20:], unit_rows(1, 78)])
    second = generation(tmp_path / "b", ids, rows)

    assert server.put("zero_shot", second) == 2

    index = server.index("zero_shot", "images", "mini+")
    assert index is not None
    for query in unit_rows(10, 6).astype(np.float32):
        assert index.search(query, 41).ids.tolist() == second.images.search(query, 41).ids.tolist()


def test_another_model_is_switched_to_when_it_is_whole(
    server: MilvusVectors, client: milvus.Client, tmp_path: Path
) -> None:
    old = generation(tmp_path / "a", IDS[:20], unit_rows(20, 8))
    new = generation(tmp_path / "b", IDS[:20], unit_rows(20, 9), identity="base+adapter")
    server.put("zero_shot", old)
    reading = server.index("zero_shot", "images", "mini+")
    assert reading is not None
    stop = Listener(should_stop=lambda: True)
    with pytest.raises(Stopped):
        server.put("zero_shot", new, stop)
    query = unit_rows(1, 10)[0].astype(np.float32)
    assert reading.search(query, 3).ids.tolist() == old.images.search(query, 3).ids.tolist()
    assert server.index("zero_shot", "images", "base+adapter") is None

    told: list[Progress] = []
    server.put("zero_shot", new, Listener(progress=told.append))

    assert {each.unit for each in told} == {"picture", "text"}
    assert server.index("zero_shot", "images", "mini+") is None
    index = server.index("zero_shot", "images", "base+adapter")
    assert index is not None
    assert index.search(query, 3).ids.tolist() == new.images.search(query, 3).ids.tolist()
    ours = [name for name in client.list_collections() if name.startswith(server._prefix)]
    assert len(ours) == 2  # nothing of the old one, nor of what was stopped


def test_columns_and_museums_do_not_see_each_other(
    server: MilvusVectors, client: milvus.Client, tmp_path: Path
) -> None:
    one = generation(tmp_path / "a", IDS[:9], unit_rows(9, 11))
    server.put("run1", one)
    other = MilvusVectors(client, "elsewhere")
    assert server.index("zero_shot", "images", "mini+") is None
    assert other.index("run1", "images", "mini+") is None
    server.drop("run1")
    assert server.index("run1", "texts", "mini+") is None
    assert not [name for name in client.list_collections() if name.startswith(server._prefix)]


def test_a_server_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(milvus.network, "CONNECT_S", 0.5)
    with pytest.raises(SongClipError) as error, milvus.connected("milvus://127.0.0.1:9"):
        pass
    assert error.value.code == "server_lost"


def test_addresses_are_checked_and_the_offline_switch_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for address in ("http://server:19530", "milvus:", "server"):
        with pytest.raises(SongClipError) as error, milvus.connected(address):
            pass
        assert error.value.code == "address_unusable"
    monkeypatch.setenv("SONGCLIP_OFFLINE", "1")
    with pytest.raises(SongClipError) as error, milvus.connected("milvus://museum.example:19530"):
        pass
    assert error.value.code == "offline"
