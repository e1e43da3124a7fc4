"""Milvus alone: what is written, what is left behind, and what is said when it is not there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.retrieval import milvus
from songclip_desktop.retrieval.milvus import MilvusVectors
from tests.retrieval.conftest import Ids, generation, unit_rows

IDS: Ids = [(id, None) for id in range(1, 301)]


def test_windows_come_with_what_is_found(server: MilvusVectors, tmp_path: Path) -> None:
    vectors = unit_rows(3, 3)
    ids: Ids = [(7, None), (7, [0.25, 0.0, 0.5, 1.0]), (8, None)]
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
