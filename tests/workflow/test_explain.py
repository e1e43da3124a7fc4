"""An explanation is of the hit that was asked for, by the sides that were asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.workflow import explain, search
from tests.workflow.runs import add_run

Filled = Callable[[int], Collection]


def test_both_sides_tell_the_scores_of_the_search(engine: Engine, filled: Filled) -> None:
    collection = filled(3)
    run = add_run(collection, "r1")
    found = search.search(collection, engine, "山中小船", compare=True)
    assert found.zero_shot
    hit = found.zero_shot[1]
    assert isinstance(hit, search.Hit)

    prepared = explain.prepare(collection, "山中小船", hit.painting_id)
    told = explain.execute(prepared, engine)

    assert prepared.right is not None
    assert prepared.right.run == run
    assert told.zero_shot
    assert told.finetuned
    assert told.zero_shot.score == pytest.approx(hit.score, abs=2e-3)
    assert told.finetuned.score != pytest.approx(told.zero_shot.score, abs=1e-4)
    for side in (told.zero_shot, told.finetuned):
        assert "".join(each.text for each in side.characters) == "山中小船"
        assert side.relevance.shape == (8, 8)
        assert side.attention.shape == (5, 4, 8, 8)
        assert side.rollout is not None


def test_two_runs_take_the_sides_or_one_alone(engine: Engine, filled: Filled) -> None:
    collection = filled(1)
    work = collection.paintings.all()[0].id
    first, second = add_run(collection, "r1"), add_run(collection, "r2", seed=9)

    two = explain.prepare(collection, "山", work, run=second, against=first)
    base = explain.execute(explain.prepare(collection, "山", work, compare=False), engine)
    told = explain.execute(two, engine)

    assert (two.left and two.left.run, two.right and two.right.run) == ("r1", "r2")
    assert told.zero_shot
    assert told.finetuned
    assert told.zero_shot.score != pytest.approx(told.finetuned.score, abs=1e-4)
    assert base.finetuned is None  # no run is active
    assert base.zero_shot


def test_a_picture_as_the_query_and_a_window(engine: Engine, filled: Filled) -> None:
    collection = filled(1)
    work = collection.paintings.all()[0]
    assert work.image
    path = collection.images.path(work.image)

    same = explain.execute(explain.prepare(collection, path, work.id), engine)
    part = explain.execute(
        explain.prepare(collection, path, work.id, window=(0.0, 0.0, 0.5, 1.0)), engine
    )

    assert same.zero_shot
    assert part.zero_shot
    assert same.zero_shot.score == pytest.approx(1, abs=1e-3)
    assert part.zero_shot.score < 0.999
    assert part.window == (0.0, 0.0, 0.5, 1.0)
    assert same.zero_shot.characters == ()


def test_a_sum_is_explained_as_it_is_searched(engine: Engine, filled: Filled) -> None:
    collection = filled(2)
    said = "2*远山 - 小船"
    found = search.search(collection, engine, said, templates=True)
    assert found.zero_shot
    hit = found.zero_shot[0]
    assert isinstance(hit, search.Hit)

    told = explain.execute(
        explain.prepare(collection, said, hit.painting_id, templates=True), engine
    )

    assert told.zero_shot
    assert told.zero_shot.score == pytest.approx(hit.score, abs=2e-3)
    assert [(each.of, each.text) for each in told.zero_shot.characters] == [
        (0, "远"),
        (0, "山"),
        (1, "小"),
        (1, "船"),
    ]


def test_one_that_nobody_waits_for_any_more_ends(engine: Engine, filled: Filled) -> None:
    collection = filled(1)
    add_run(collection, "r1")
    prepared = explain.prepare(collection, "山", collection.paintings.all()[0].id)
    answers = iter((False, True))

    with pytest.raises(Stopped):
        explain.execute(prepared, engine, Listener(should_stop=lambda: next(answers, True)))


def test_what_is_gone_is_told_in_a_sentence(engine: Engine, filled: Filled) -> None:
    collection = filled(1)
    work = collection.paintings.all()[0]
    assert work.image

    with pytest.raises(SongClipError) as empty:
        explain.prepare(collection, " ", work.id)
    with pytest.raises(SongClipError) as unknown:
        explain.prepare(collection, "山", work.id + 1)
    prepared = explain.prepare(collection, "山", work.id)
    collection.images.path(work.image).unlink()
    with pytest.raises(SongClipError) as gone:
        explain.execute(prepared, engine)

    assert empty.value.code == "query_empty"
    assert unknown.value.code == "picture_missing"
    assert gone.value.code == "picture_missing"
