from __future__ import annotations

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Run


def run(name: str, model: str = "mini", status: str = "running") -> Run:
    return Run(name, f"2026-11-21T0{name[-1]}:00:00Z", model, "mini", status, "", "", False)


def test_at_most_one_run_of_a_model_is_active(collection: Collection) -> None:
    for name in ("r1", "r2"):
        collection.runs.add(run(name))
    collection.runs.add(run("r3", model="ViT-B-16"))
    collection.runs.activate("r1")
    collection.runs.activate("r3")
    collection.runs.activate("r2")
    assert [r.id for r in collection.runs.list() if r.active] == ["r3", "r2"]
    active = collection.runs.active("mini")
    assert active is not None
    assert active.id == "r2"
    collection.runs.deactivate("mini")
    assert collection.runs.active("mini") is None


def test_the_newest_finished_run_is_found(collection: Collection) -> None:
    for name in ("r1", "r2", "r3"):
        collection.runs.add(run(name))
    assert collection.runs.newest_finished("mini") is None
    collection.runs.finish("r2", "finished", "finetuned", "better")
    collection.runs.finish("r1", "finished", "zero_shot", "worse")
    newest = collection.runs.newest_finished("mini")
    assert newest is not None
    assert (newest.id, newest.kept, newest.verdict) == ("r2", "finetuned", "better")


def test_a_deleted_run_takes_its_folder_with_it(collection: Collection) -> None:
    collection.runs.add(run("r1"))
    collection.runs.dir("r1").mkdir(parents=True)
    collection.runs.delete("r1", "王")
    assert not collection.runs.dir("r1").exists()
    with pytest.raises(SongClipError) as error:
        collection.runs.get("r1")
    assert error.value.code == "no_such_run"
