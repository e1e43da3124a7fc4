"""Verdicts: kept for good, counted by pair of runs, asked again of later runs, blind or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Run, Verdict
from songclip_desktop.workflow import search, verdicts

Filled = Callable[[int], Collection]


def verdict(query: str, choice: str, left: str = "", right: str = "r1") -> Verdict:
    return Verdict(0, query, left, right, choice, (1,), (2,), None, "", "甲", "")


def test_the_later_verdict_on_a_query_counts_whichever_side_the_run_stood_on() -> None:
    kept = [
        verdict("山", "left"),
        verdict("水", "right"),
        verdict("舟", "same"),
        verdict("山", "left", left="r1", right=""),  # the finetuned one, on the left this time
        verdict("雪", "right", right="r2"),  # another pair
    ]
    found = verdicts.tally(kept, "", "r1")
    assert (found.left, found.right, found.same) == (0, 2, 1)
    assert found.share == 1.0
    assert found.p == 0.5
    turned = verdicts.tally(kept, "r1", "")
    assert (turned.left, turned.right) == (2, 0)
    assert verdicts.tally([], "", "r1").share is None


def test_wilson_is_the_published_interval() -> None:
    # Newcombe, Statistics in Medicine 17, 1998, table I, method 3.
    for successes, of, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert verdicts.wilson(successes, of) == pytest.approx((low, high), abs=5e-5)
    assert verdicts.wilson(0, 0) == (0.0, 1.0)


@pytest.fixture
def compared(engine: Engine, filled: Filled) -> tuple[Collection, search.SearchResult]:
    """A search whose second column is the first turned round, as if a run had made it."""
    collection = filled(12)
    caption = collection.captions.list(status="approved")[0]
    result = search.search(collection, engine, caption.text, k=12)
    hits = result.zero_shot
    assert hits is not None
    turned = [replace(hit, rank=rank) for rank, hit in enumerate(hits[::-1], start=1)]
    return collection, replace(result, finetuned=turned, run="r1")


def test_a_verdict_remembers_both_rankings_and_what_was_right(
    compared: tuple[Collection, search.SearchResult],
) -> None:
    collection, result = compared
    kept = verdicts.judge(collection, result, "right", "林馆员")
    assert [kept] == collection.searches.verdicts()
    assert (kept.left_run, kept.right_run, kept.choice, kept.by) == ("", "r1", "right", "林馆员")
    assert result.finetuned is not None
    assert kept.preferred == tuple(hit.painting_id for hit in result.finetuned[:10])
    assert len(kept.left_hits) == 10
    caption = collection.captions.list(status="approved")[0]
    assert kept.expected == caption.painting_id
    (entry,) = collection.history.list(subject=f"verdict:{kept.id}")
    assert (entry.action, entry.by) == ("judge", "林馆员")


def test_what_has_one_column_only_is_not_judged(
    compared: tuple[Collection, search.SearchResult],
) -> None:
    collection, result = compared
    for other in (replace(result, finetuned=None), replace(result, target="texts")):
        with pytest.raises(SongClipError) as error:
            verdicts.judge(collection, other, "left", "甲")
        assert error.value.code == "nothing_to_judge"
    assert collection.searches.verdicts() == []


def test_a_later_run_holds_or_loses_what_was_decided(
    engine: Engine,
    compared: tuple[Collection, search.SearchResult],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    collection, result = compared
    other_query = replace(result, query="溪边小桥")
    verdicts.judge(collection, result, "left", "甲")  # the zero-shot ranking is the better one
    verdicts.judge(collection, other_query, "same", "甲")
    verdicts.judge(collection, replace(result, query="雪"), "right", "甲")
    verdicts.judge(collection, replace(result, query="雪"), "same", "甲")  # on second thoughts
    (first,) = verdicts.standing(collection.searches.verdicts())
    assert first.query == result.query
    # Zero-shot itself stands for the later run here: it ranks as the preferred column did.
    execute = search.execute

    def as_a_run(*given: Any) -> search.SearchResult:
        found = execute(*given)
        return replace(found, finetuned=found.zero_shot)

    monkeypatch.setattr(search, "execute", as_a_run)
    again = search.prepare(collection, result.query, k=10)

    held = verdicts.execute(verdicts.Prepared("r2", ((first, again),)), engine)
    lost = verdicts.execute(
        verdicts.Prepared("r2", ((replace(first, choice="right"), again),)), engine
    )

    assert (held.count("held"), held.count("lost")) == (1, 0)
    assert held.rows[0].preferred == pytest.approx(1.0)
    assert (lost.count("held"), lost.count("lost")) == (0, 1)
    assert verdicts.last(collection, "r2") is None
    collection.runs.dir("r2").mkdir(parents=True)
    verdicts.finish(collection, held)
    assert verdicts.last(collection, "r2") == held


def test_a_blind_test_asks_what_was_held_out_and_unmasks_the_sides(
    compared: tuple[Collection, search.SearchResult],
) -> None:
    collection, result = compared
    held_out = {work.id for work in collection.paintings.all() if work.split == "test"}
    with pytest.raises(SongClipError) as error:
        verdicts.blind_test(collection, "", "r1")
    assert error.value.code == "too_few_queries"
    for number in range(20):
        work = collection.paintings.add(f"X{number}", split="test")
        held_out.add(work.id)
        draft = collection.captions.put_draft(work.id, "modern", f"第{number}只鹤", "register")
        assert draft is not None
        collection.captions.approve(draft.id, "甲")

    test = verdicts.blind_test(collection, "", "r1", count=15)

    asked = collection.captions.list(status="approved")
    owner = {caption.text: caption.painting_id for caption in asked}
    assert len(test.queries) == 15
    assert {owner[query] for query in test.queries} <= held_out
    sides = {query: test.swapped(query) for query in test.queries}
    assert sides == {query: test.swapped(query) for query in test.queries}
    assert set(sides.values()) == {True, False}
    for query in test.queries:
        shown = replace(result, query=query)
        verdicts.judge_blind(collection, test, shown, "left", "甲")
    picked = {each.query: each.choice for each in collection.searches.verdicts(test.id)}
    assert picked == {query: "right" if sides[query] else "left" for query in test.queries}
    counted = verdicts.tally(collection.searches.verdicts(test.id), "", "r1")
    assert counted.right == sum(sides.values())


def test_queries_are_remembered_once_saved_by_name_and_forgotten(filled: Filled) -> None:
    searches = filled(0).searches
    searches.remember("山水", {"kind": "map"})
    snow = searches.remember(" 雪 ")
    assert searches.remember("雪").id == snow.id
    assert [(each.text, each.times) for each in searches.recent()] == [("雪", 2), ("山水", 1)]
    searches.save(snow.id, "雪景")
    other = searches.remember("雨")
    with pytest.raises(SongClipError) as error:
        searches.save(other.id, "雪景")
    assert error.value.code == "name_taken"
    searches.forget()
    assert [each.saved_as for each in searches.recent()] == ["雪景"]
    assert searches.saved() == searches.recent()
    searches.save(snow.id, "")
    assert searches.saved() == []
    for number in range(520):
        searches.remember(f"问{number}")
    assert len(searches.recent(1000)) == 500


def test_works_are_set_aside_in_order_and_go_with_the_work(filled: Filled) -> None:
    collection = filled(4)
    works = [work.id for work in collection.paintings.all()]
    collection.searches.put_aside([works[2], works[0]])
    collection.searches.put_aside([works[0], works[1]])
    assert collection.searches.tray() == [works[2], works[0], works[1]]
    collection.searches.take_back([works[0]])
    collection.trash.put([works[2]], "甲")
    assert collection.searches.tray() == [works[1]]
    collection.searches.take_back()
    assert collection.searches.tray() == []


def test_a_run_is_called_something(filled: Filled) -> None:
    runs = filled(0).runs
    runs.add(Run("r1", "2026-11-21T00:00:00Z", "mini", "mini", "finished", "finetuned", "", False))
    assert runs.rename("r1", " 山水组 ", "甲").name == "山水组"
    assert runs.list()[0].name == "山水组"
