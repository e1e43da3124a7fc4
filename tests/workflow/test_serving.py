"""Vectors on a server: put there, searched there while they are today's, and here otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting import keys
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.records import Run
from songclip_desktop.retrieval import milvus
from songclip_desktop.retrieval.generations import ZERO_SHOT
from songclip_desktop.workflow import models, search, serving

Filled = Callable[[int], Collection]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """That of a file: the client is the one that reaches a cluster."""
    pytest.importorskip("milvus_lite")
    yield f"milvus://{tmp_path_factory.mktemp('server')}/museum.db"
    serving.hang_up()


@pytest.fixture
def museum(filled: Filled, request: pytest.FixtureRequest) -> Collection:
    """Twelve works, under a name of their own on the one server."""
    collection = filled(12)
    collection.set_setting("id", request.node.name[:40])
    return collection


def put(collection: Collection, engine: Engine, address: str) -> serving.Served:
    served = serving.execute(serving.prepare(collection, address), engine)
    serving.finish(collection, served)
    return served


def found(collection: Collection, engine: Engine, text: str, **more: object) -> search.SearchResult:
    return search.search(collection, engine, text, **more)  # type: ignore[arg-type]


def test_the_server_answers_as_this_machine_does_and_only_what_changed_is_written(
    museum: Collection, engine: Engine, address: str
) -> None:
    here = found(museum, engine, "远山下有3只小船", k=12)
    assert (here.server, here.note) == ("", "")
    told: list[Progress] = []
    prepared = serving.prepare(museum, address)
    served = serving.execute(prepared, engine, Listener(progress=told.append))
    serving.finish(museum, served)
    assert served.written == 12 + 25
    assert {each.unit for each in told} >= {"picture", "text"}
    there = found(museum, engine, "远山下有3只小船", k=12)
    assert there.server == prepared.server.host
    assert there.note == ""
    assert there.zero_shot is not None
    assert here.zero_shot is not None
    assert [hit.accession for hit in there.zero_shot] == [hit.accession for hit in here.zero_shot]
    texts = found(museum, engine, "小船", k=5, target="texts")
    assert (texts.server, len(texts.zero_shot or [])) == (prepared.server.host, 5)
    some = {work.id for work in museum.paintings.all()[:3]}
    few = found(museum, engine, "小船", k=12, works=some)
    assert {hit.painting_id for hit in few.zero_shot or []} == some
    assert put(museum, engine, address).written == 0


def test_what_changed_since_is_searched_here_and_said_until_it_is_put_there(
    museum: Collection, engine: Engine, address: str
) -> None:
    put(museum, engine, address)
    changed = museum.captions.list(status="approved")[0]
    museum.captions.edit(changed.id, "雪夜访戴", "沈括")
    museum.captions.approve(changed.id, "沈括")
    behind = found(museum, engine, "雪夜访戴", target="texts", k=3)
    assert behind.server == ""
    assert "--to" in behind.note
    assert behind.zero_shot is not None
    assert behind.zero_shot[0].text == "雪夜访戴"  # type: ignore[union-attr]
    assert put(museum, engine, address).written == 1
    again = found(museum, engine, "雪夜访戴", target="texts", k=3)
    assert again.server
    assert again.zero_shot == behind.zero_shot


def test_a_server_that_was_started_anew_answers_and_takes_what_changed(
    museum: Collection, engine: Engine, address: str
) -> None:
    put(museum, engine, address)
    serving.hang_up()
    again = found(museum, engine, "小船", k=3)
    assert (bool(again.server), again.note) == (True, "")
    serving.hang_up()
    assert put(museum, engine, address).written == 0


def test_another_model_is_searched_here_until_its_vectors_are_there(
    museum: Collection, engine: Engine, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(museum, engine, address)
    stamp = models.Model.stamp
    monkeypatch.setattr(models.Model, "stamp", property(lambda _model: "another"))
    other = found(museum, engine, "小船")
    assert other.server == ""
    assert other.note
    assert put(museum, engine, address).written == 12 + 25
    assert found(museum, engine, "小船").server
    monkeypatch.setattr(models.Model, "stamp", stamp)
    back = found(museum, engine, "小船")
    assert (back.server, bool(back.note)) == ("", True)


def test_stopped_while_it_is_put_there_searches_go_on(
    museum: Collection, engine: Engine, address: str
) -> None:
    put(museum, engine, address)
    before = museum.setting(serving.SETTING)
    changed = museum.captions.list(status="approved")[0]
    museum.captions.edit(changed.id, "雪夜访戴", "沈括")
    museum.captions.approve(changed.id, "沈括")
    found(museum, engine, "小船")  # the index here is up to date: only the server is left
    with pytest.raises(Stopped):
        serving.execute(
            serving.prepare(museum, address), engine, Listener(should_stop=lambda: True)
        )
    assert museum.setting(serving.SETTING) == before
    assert len(found(museum, engine, "小船", k=12).zero_shot or []) == 12
    assert put(museum, engine, address).written == 1


def test_a_server_that_is_gone_is_said_and_this_machine_searches(
    museum: Collection, engine: Engine, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    put(museum, engine, address)
    told = museum.setting(serving.SETTING)
    museum.set_setting(serving.SETTING, {**told, "address": "milvus://127.0.0.1:9"})
    monkeypatch.setattr(milvus.network, "CONNECT_S", 0.5)
    tried: list[str] = []
    connected = milvus.connected
    monkeypatch.setattr(milvus, "connected", lambda a: tried.append(a) or connected(a))
    lost = found(museum, engine, "小船", k=12)
    assert lost.server == ""
    assert "没有答复" in lost.note
    assert len(lost.zero_shot or []) == 12
    assert "没有答复" in found(museum, engine, "小船").note
    assert tried == ["milvus://127.0.0.1:9"]  # it is left alone for a while
    monkeypatch.setattr(serving.time, "monotonic", lambda: 1e12)
    found(museum, engine, "小船")
    assert len(tried) == 2


def test_with_the_offline_switch_no_server_is_asked(
    museum: Collection, engine: Engine, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    put(museum, engine, address)
    told = museum.setting(serving.SETTING)
    museum.set_setting(serving.SETTING, {**told, "address": "milvus://museum.example:19530"})
    monkeypatch.setenv("SONGCLIP_OFFLINE", "1")
    result = found(museum, engine, "小船")
    assert result.server == ""
    assert "离线" in result.note
    assert result.zero_shot


def test_the_vectors_of_a_run_that_is_gone_leave_the_server(
    museum: Collection, engine: Engine, address: str
) -> None:
    put(museum, engine, address)
    told = museum.setting(serving.SETTING)
    states = {**told["states"], "run-gone": told["states"][ZERO_SHOT]}
    museum.set_setting(serving.SETTING, {**told, "states": states})
    assert serving.prepare(museum, address).gone == ("run-gone",)
    museum.runs.add(Run("run-gone", "", "mini", "mini", "finished", "", "", False))
    assert serving.prepare(museum, address).gone == ()
    museum.runs.delete("run-gone")
    put(museum, engine, address)
    assert set(museum.setting(serving.SETTING)["states"]) == {ZERO_SHOT}


def test_the_password_stays_out_of_the_collection(
    museum: Collection, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refuse(address: str) -> None:
        asked.append(address)
        raise SongClipError("server_lost", "没有答复。", "")

    monkeypatch.setattr(milvus, "connected", refuse)
    monkeypatch.setattr(keys, "store", keys.keep)  # not into the keychain of this machine
    monkeypatch.setattr(keys, "_keychain", lambda: None)
    monkeypatch.setenv(keys.ENVIRONMENT, "key-of-a-drafter")
    given = "milvus://curator:secret@museum.example:19530/songs"
    prepared = serving.prepare(museum, given)
    assert prepared.server.address == "milvus://curator@museum.example:19530/songs"
    assert prepared.server.host == "museum.example"
    assert prepared.server.remote
    assert not serving.Server("milvus:///home/m.db", "m").remote
    assert not serving.Server("milvus://localhost:19530", "m").remote
    with pytest.raises(SongClipError):
        serving.execute(prepared, engine)
    assert asked == [given]
    served = serving.Served(prepared.server, (), 0)
    serving.finish(museum, served)
    assert "secret" not in json.dumps(museum.setting(serving.SETTING))
    keys.forget_all()
    with pytest.raises(SongClipError):
        serving._client("milvus://other@museum.example:19530")
    assert asked[-1] == "milvus://other@museum.example:19530"


def test_the_setting_comes_back_as_it_was(filled: Filled, tmp_path: Path) -> None:
    collection = filled(0)
    assert serving.named(collection) is None
    server = serving.Server("milvus://a:1", "songs", {ZERO_SHOT: ("one", "two", "three")})
    serving.finish(collection, serving.Served(server, (), 0))
    assert serving.named(collection) == server


def test_a_server_that_goes_while_it_is_used_is_noticed_within_its_time(
    museum: Collection, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adapter = pytest.importorskip("milvus_lite.adapter.grpc.server")
    server, database, port = adapter.start_server_in_thread(str(tmp_path / "server"))
    address = f"milvus://127.0.0.1:{port}"
    monkeypatch.setenv("SONGCLIP_OFFLINE", "1")  # this very machine may be asked all the same
    try:
        put(museum, engine, address)
        there = found(museum, engine, "小船", k=12)
        assert (there.server, there.note) == ("127.0.0.1", "")
    finally:
        server.stop(None).wait()
        database.close()
    monkeypatch.setattr(milvus.network, "CONNECT_S", 1.0)
    here = found(museum, engine, "小船", k=12)
    assert here.server == ""
    assert "没有答复" in here.note
    assert [hit.accession for hit in here.zero_shot or []] == [  # type: ignore[union-attr]
        hit.accession
        for hit in there.zero_shot or []  # type: ignore[union-attr]
    ]
