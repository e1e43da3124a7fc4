"""The map shows every picture and text once, is made once, and both sides lie in one frame."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.child import Child
from songclip_desktop.engine.client import Engine
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.workflow import atlas
from tests.workflow.runs import add_run

Filled = Callable[[int], Collection]


def test_two_sides_of_one_collection(
    engine: Engine, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run = Child.run
    monkeypatch.setattr(
        Child,
        "run",
        lambda self, request, *rest: (asked.append(request.verb), run(self, request, *rest))[1],
    )
    collection = filled(6)
    add_run(collection, "r1")
    passage = collection.passages.list()[0]
    work = collection.paintings.all()[0]
    collection.pairs.put_confirmed(passage.id, work.id, "沈括")

    prepared = atlas.prepare(collection)
    before = prepared.ready
    made = atlas.execute(prepared, engine)
    again = atlas.execute(atlas.prepare(collection), engine)

    assert not before
    assert atlas.prepare(collection).ready
    assert asked == ["index", "atlas", "index", "atlas"]
    assert [point.kind for point in made.points] == ["image"] * 6 + ["text"] * 13
    assert made.points[-1].text == "德寿宫在望仙桥东"
    assert made.points[-1].text_kind == "passage"
    assert made.zero_shot is not None
    assert made.finetuned is not None
    assert made.zero_shot.shape == made.finetuned.shape == (19, 2)
    assert np.median(np.linalg.norm(made.zero_shot, axis=1)) == pytest.approx(0.5, abs=1e-3)
    assert not np.allclose(made.zero_shot, made.finetuned)
    assert len(made.lines) == 13
    for text, picture in made.lines:
        owner = made.points[text].painting_id
        assert made.points[picture].painting_id == (work.id if owner is None else owner)
    assert again.zero_shot is not None
    assert np.array_equal(again.zero_shot, made.zero_shot)
    assert again.points == made.points


def test_the_base_model_alone_and_a_work_more(engine: Engine, filled: Filled) -> None:
    collection = filled(3)
    alone = atlas.execute(atlas.prepare(collection), engine)
    collection.passages.add("临安城中有望仙桥", source="梦梁录")

    more = atlas.prepare(collection)

    assert alone.finetuned is None
    assert alone.run is None
    assert not more.ready
    assert len(atlas.execute(more, engine).points) == len(alone.points) + 1


def test_it_can_be_stopped(filled: Filled) -> None:
    collection = filled(6)
    notes: list[str] = []
    listener = Listener(
        progress=lambda step: notes.append(step.note), should_stop=lambda: "正在排布图谱" in notes
    )

    with Engine() as engine, pytest.raises(Stopped):
        atlas.execute(atlas.prepare(collection, method="umap"), engine, listener)

    assert not atlas.prepare(collection, method="umap").ready
