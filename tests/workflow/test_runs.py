"""Runs: one is active, one is forgotten together with its vectors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Run
from songclip_desktop.retrieval.generations import Generations, Sources
from songclip_desktop.workflow import models, runs
from tests.retrieval.conftest import generation, unit_rows

Filled = Callable[[int], Collection]


def add(collection: Collection, run: str, finished: bool = True) -> None:
    status = "finished" if finished else "failed"
    collection.runs.add(Run(run, "2026-11-21T09:00:00Z", "mini", "mini", status, "", "", False))
    folder = collection.runs.dir(run)
    folder.mkdir(parents=True)
    (folder / "request.json").write_text("{}")
    if finished:
        (folder / "adapter.safetensors").write_bytes(b"x")


def test_adopting_one_retires_the_other(filled: Filled) -> None:
    collection = filled(0)
    for run in ("20261121-090000-mini", "20261121-090001-mini"):
        add(collection, run)
        runs.adopt(collection, run)
    active = {run.id: run.active for run in runs.list_runs(collection)}
    assert active == {"20261121-090000-mini": False, "20261121-090001-mini": True}
    runs.retire(collection, "mini")
    assert collection.runs.active("mini") is None


def test_a_run_without_a_result_cannot_be_adopted(filled: Filled) -> None:
    collection = filled(0)
    add(collection, "broken", finished=False)
    with pytest.raises(SongClipError) as caught:
        runs.adopt(collection, "broken")
    assert caught.value.code == "run_unfinished"
    with pytest.raises(SongClipError) as caught:
        runs.adopt(collection, "none")
    assert caught.value.code == "no_such_run"


def test_deleting_takes_folder_and_vectors_but_not_those_of_a_namesake(filled: Filled) -> None:
    collection = filled(0)
    generations = Generations(models.vectors_dir(collection, "mini"))
    for run in ("20261121-090000-mini", "20261121-090000-mini-2"):
        add(collection, run)
        place = generations.next_place(run)
        place.parent.mkdir(parents=True, exist_ok=True)
        generation(place, [(1, None)], unit_rows(1, 1))
        generations.switch(run, place, Sources("x"))
    runs.delete(collection, "20261121-090000-mini")
    assert not collection.runs.dir("20261121-090000-mini").exists()
    assert generations.current("20261121-090000-mini") is None
    assert generations.current("20261121-090000-mini-2") is not None
    runs.adopt(collection, "20261121-090000-mini-2")
    with pytest.raises(SongClipError) as caught:
        runs.delete(collection, "20261121-090000-mini-2")
    assert caught.value.code == "run_active"


def test_a_run_is_called_something_and_keeps_its_id(filled: Filled) -> None:
    collection = filled(0)
    add(collection, "20261121-090000-mini")
    changes = runs.rename(collection, "20261121-090000-mini", " 只用白话 ", "沈括")
    assert changes.runs == {"20261121-090000-mini"}
    assert collection.runs.get("20261121-090000-mini").name == "只用白话"
    runs.rename(collection, "20261121-090000-mini", "", "沈括")
    assert collection.runs.get("20261121-090000-mini").name == ""
