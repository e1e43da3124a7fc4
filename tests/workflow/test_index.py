"""Indexing: what is new or changed is encoded, the rest is kept; generations are switched."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.retrieval.generations import Generations
from songclip_desktop.workflow import index

Filled = Callable[[int], Collection]


def asked_of(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """How many pictures and texts each index request asked for."""
    from songclip_desktop.engine.child import Child

    asked: list[tuple[int, int]] = []
    run = Child.run

    def counting(self, request, listener=None):
        if request.verb == "index":
            asked.append((len(request.images), len(request.texts)))
        return run(self, request, listener)

    monkeypatch.setattr(Child, "run", counting)
    return asked


def test_only_what_changed_is_encoded_and_the_rest_stays_as_it_was(
    engine: Engine, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_of(engine, monkeypatch)
    collection = filled(6)
    assert index.stale(collection)
    first = index.execute(index.prepare(collection), engine)
    assert (first.images, first.texts, first.windows, first.failed) == (6, 13, 0, ())
    assert not index.stale(collection)
    again = index.execute(index.prepare(collection), engine)
    assert again.vectors == first.vectors

    changed = collection.captions.list(status="approved")[0]
    collection.captions.edit(changed.id, "改过的说明", "我")
    assert index.stale(collection)  # an edited caption is a draft again
    collection.captions.approve(changed.id, "我")
    second = index.execute(index.prepare(collection), engine)
    assert (second.images, second.texts) == (6, 13)
    assert asked == [(6, 13), (0, 1)]

    old, new = Generations(first.vectors.parent), index.prepare(collection).fresh()
    assert new is not None
    assert new.path == second.vectors
    before = old.current("zero_shot")
    assert before is not None
    assert np.array_equal(np.sort(new.images.ids), np.sort(before.images.ids))
    vectors = dict(zip(new.texts.ids.tolist(), np.load(new.path / "texts.npy"), strict=True))
    kept = np.load(first.vectors / "texts.npy")
    ids = json.loads((first.vectors / "ids.json").read_text())["texts"]
    for id, vector in zip(ids, kept, strict=True):
        assert np.array_equal(vector, vectors[id]) == (id != changed.id)


def test_a_caption_that_is_gone_leaves_without_the_engine(
    engine: Engine, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_of(engine, monkeypatch)
    collection = filled(3)
    index.execute(index.prepare(collection), engine)
    collection.captions.reject(collection.captions.list(status="approved")[0].id, "我")
    after = index.execute(index.prepare(collection), engine)
    assert (after.images, after.texts) == (3, 6)
    assert len(asked) == 1


def test_a_picture_that_cannot_be_read_is_told_once_and_left_out(
    engine: Engine, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_of(engine, monkeypatch)
    collection = filled(3)
    work = collection.paintings.all()[0]
    assert work.image is not None
    collection.images.path(work.image).write_bytes(b"no picture")
    items: list[object] = []
    done = index.execute(index.prepare(collection), engine, Listener(item=items.append))
    assert done.failed == (work.image.id,)
    assert done.images == 2
    assert [item["image"] for item in items if isinstance(item, dict)] == [work.image.id]
    assert not index.stale(collection)
    assert index.execute(index.prepare(collection), engine).failed == (work.image.id,)
    assert len(asked) == 1


def test_an_interrupted_index_leaves_the_one_in_use(engine: Engine, filled: Filled) -> None:
    collection = filled(3)
    first = index.execute(index.prepare(collection), engine)
    collection.passages.add("临安城中有望仙桥", source="梦梁录")
    with pytest.raises(Stopped):
        index.execute(index.prepare(collection), engine, Listener(should_stop=lambda: True))
    in_use = Generations(first.vectors.parent).current("zero_shot")
    assert in_use is not None
    assert in_use.path == first.vectors
    after = index.execute(index.prepare(collection), engine)
    assert after.texts == first.texts + 1
    # What was kept in order to go on is gone with the last of it.
    assert sorted(first.vectors.parent.glob("zero_shot*")) == [first.vectors, after.vectors]


def test_two_processes_do_not_index_at_once(engine: Engine, filled: Filled) -> None:
    collection = filled(2)
    prepared = index.prepare(collection)
    folder = prepared.column.folder
    folder.mkdir(parents=True)
    waiting, notes = threading.Event(), []

    def heard(progress) -> None:
        notes.append(progress.note)
        waiting.set()

    with FileLock(folder / ".lock"):
        thread = threading.Thread(
            target=index.execute, args=(prepared, engine, Listener(progress=heard))
        )
        thread.start()
        assert waiting.wait(10)
        assert "另一个窗口" in notes[0]
        assert Generations(folder).current("zero_shot") is None
    thread.join(60)
    assert Generations(folder).current("zero_shot") is not None


def test_a_lost_or_damaged_index_is_made_anew(engine: Engine, filled: Filled) -> None:
    collection = filled(2)
    first = index.execute(index.prepare(collection), engine)
    shutil.rmtree(first.vectors)
    assert index.stale(collection)
    assert index.execute(index.prepare(collection), engine).images == 2


def test_an_empty_collection_is_a_sentence_with_a_remedy(engine: Engine, filled: Filled) -> None:
    collection = filled(0)
    with pytest.raises(SongClipError) as caught:
        index.execute(index.prepare(collection), engine)
    assert caught.value.code == "nothing_to_index"
    assert caught.value.remedy


def test_a_cache_that_cannot_be_written_is_a_sentence(
    engine: Engine, filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    collection = filled(2)

    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OSError, match="Read-only"):
        Path(tmp_path / "x").mkdir()  # the obstacle is real
    with pytest.raises(SongClipError) as caught:
        index.execute(index.prepare(collection), engine)
    assert caught.value.code == "folder_unwritable"


def test_an_index_that_was_killed_goes_on_where_it_broke_off(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = filled(100)
    prepared = index.prepare(collection)

    class Killed(Engine):
        """Its worker is killed as soon as some pictures are done."""

        @contextmanager
        def worker(self):
            with super().worker() as child:
                self.pid = child.pid
                yield child

    def kill(told: Progress) -> None:
        if told.unit == "picture" and told.done >= 32:
            os.kill(dying.pid, signal.SIGKILL)

    with Killed() as dying, pytest.raises(SongClipError) as caught:
        index.execute(prepared, dying, Listener(progress=kill))
    assert caught.value.code == "engine_killed"
    assert prepared.fresh() is None

    heard: list[int] = []
    with Engine() as engine:
        done = index.execute(
            prepared,
            engine,
            Listener(progress=lambda told: told.unit == "picture" and heard.append(told.done)),
        )

    assert done.images == 100
    assert heard[0] > 32  # what was done before is counted, and not done again
    assert sorted(done.vectors.parent.glob("zero_shot*")) == [done.vectors]
    with Engine() as engine:
        shutil.rmtree(done.vectors)
        anew = index.execute(prepared, engine)
    for name in ("images", "texts"):
        went_on, at_once = (
            np.load(done.vectors / f"{name}.npy"),
            np.load(anew.vectors / f"{name}.npy"),
        )
        assert np.abs(went_on.astype(float) - at_once.astype(float)).max() < 1e-3


def _write_adapter(file: Path, model: str) -> None:
    """An adapter of the pictures' tower, as a run leaves it."""
    from training import adapter, base_model
    from training.presets import PRESETS

    base = base_model.load(Path(model))
    on = adapter.attach(base.clip, PRESETS["faithful"])
    file.write_bytes(adapter.save_bytes(on, base, {"preset": "faithful"}))


def test_a_run_that_leaves_texts_alone_takes_them_from_zero_shot(
    engine: Engine, filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = filled(3)
    first = index.execute(index.prepare(collection), engine)
    rows = np.load(first.vectors / "texts.npy")
    # Marked, so that one sees where they come from.
    rows[:] = np.roll(rows, 1, axis=1)
    np.save(first.vectors / "texts.npy", rows)
    base = index.prepare(collection)
    adapter = tmp_path / "adapter.safetensors"
    _write_adapter(adapter, base.column.model.path)
    tuned = index.Prepared(
        index.Column(base.column.model, "r1", adapter, base.column.folder),
        base.contents,
        base.pixels,
    )
    asked = asked_of(engine, monkeypatch)
    done = index.execute(tuned, engine)

    assert asked == [(3, 7)]
    assert np.array_equal(np.load(done.vectors / "texts.npy"), rows)
    added = collection.passages.add("临安城中有望仙桥", source="梦梁录")
    later = index.Prepared(tuned.column, index.contents(collection), tuned.pixels)
    again = index.execute(later, engine)

    assert asked[1:] == [(0, 1)]
    generation = later.fresh()
    assert generation is not None
    assert np.array_equal(np.load(again.vectors / "texts.npy")[:7], rows)
    assert generation.texts.ids.tolist()[-1] == added.id


def test_files_that_vanish_meanwhile_are_told_in_a_sentence(
    engine: Engine, filled: Filled, tmp_path: Path
) -> None:
    base = index.prepare(filled(1))
    column = base.column
    gone = index.Column(column.model, "r9", tmp_path / "adapter.safetensors", column.folder)
    with pytest.raises(SongClipError) as caught:
        index.execute(index.Prepared(gone, base.contents, base.pixels), engine)
    assert caught.value.code == "run_gone"
    model = replace(column.model, path=str(tmp_path / "no model"))
    lost = index.Column(model, None, None, column.folder)
    with pytest.raises(SongClipError) as caught:
        index.execute(index.Prepared(lost, base.contents, base.pixels), engine)
    assert caught.value.code == "model_missing"


def test_what_was_indexed_before_is_brought_up_to_date_on_any_thread(
    engine: Engine, filled: Filled
) -> None:
    collection = filled(2)
    told: list[tuple[index.Indexed, ...]] = []

    def update() -> None:
        told.append(index.update(collection.dir, collection.images.cache_dir, engine))

    def beside() -> None:
        thread = threading.Thread(target=update)
        thread.start()
        thread.join(60)

    beside()  # nothing was indexed yet: that is left to the first search
    first = index.execute(index.prepare(collection), engine)
    beside()  # all is up to date
    collection.passages.add("临安城中有望仙桥", source="梦梁录")
    beside()

    assert [len(each) for each in told] == [0, 0, 1]
    assert told[2][0].texts == first.texts + 1
    assert not index.stale(collection)


def test_another_model_may_be_chosen_while_one_indexes(
    engine: Engine, filled: Filled, tmp_path: Path
) -> None:
    collection = filled(40)
    mini = index.prepare(collection)
    other = tmp_path / "other"
    shutil.copytree(mini.column.model.path, other)
    second: list[index.Prepared] = []

    def choose(told: Progress) -> None:
        if not second:
            second.append(index.prepare(collection, other))
            assert second[0].fresh() is None

    done = index.execute(mini, engine, Listener(progress=choose))
    beside = index.execute(second[0], engine)

    assert done.vectors.parent != beside.vectors.parent
    assert mini.fresh() is not None
    assert second[0].fresh() is not None
