"""Two prompts or models side by side: blind, kept apart from captions, the winner taken over."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from songclip_desktop import paths, settings
from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting import prompts
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener
from songclip_desktop.settings import DrafterProfile, Settings
from songclip_desktop.workflow import trial
from tests.fake_service import GOOD_DRAFT, Answer, FakeService

KEY = "sk-trial-very-secret-0123456789"
OWN = "你是写题跋的文人"


@pytest.fixture
def service() -> Iterator[FakeService]:
    """Writes otherwise when it is asked otherwise."""
    fake = FakeService()

    def answer(request: dict[str, Any]) -> Answer:
        asked = json.dumps(request, ensure_ascii=False)
        own = OWN in asked or request["model"] == "eye-2"
        if own and "第7图" in asked:
            return Answer("", finish="content_filter")
        return Answer({**GOOD_DRAFT, "modern": "乙写的秋江。" if own else "甲写的秋江。"})

    fake.answer = answer
    yield fake
    fake.close()


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "collection") as opened:
        with opened.transaction():
            for number in range(26):
                local = number in (3, 4)
                work = opened.paintings.add(f"H.{number}", title=f"第{number}图", local_only=local)
                path = tmp_path / "picture.jpg"
                Image.new("RGB", (60, 40), (9 * number, 90, 120)).save(path)
                opened.paintings.add_image(work.id, opened.images.add_file(path))
        yield opened


def side(service: FakeService, *, model: str = "eye-1", prompt: str = "") -> trial.Side:
    profile = DrafterProfile(
        name="试用", endpoint=service.endpoint, vision_model=model, timeout_s=5
    )
    return trial.Side(profile, prompt or prompts.shipped("draft"), KEY)


def own_prompt() -> str:
    return prompts.shipped("draft").replace("你是博物馆里编写藏品说明的助手", OWN)


def run(collection: Collection, *sides: trial.Side, works: int = trial.WORKS) -> str:
    assert len(sides) == 2
    prepared = trial.prepare(collection, (sides[0], sides[1]), works)
    done: list[tuple[int, int]] = []

    def keep(item: object) -> None:
        assert isinstance(item, trial.Tried)
        trial.store(collection, prepared.id, item)

    listener = Listener(lambda p: done.append((p.done, p.total)), keep)
    trial.finish(collection, trial.execute(prepared, listener))
    assert done[-1] == (2 * len(prepared.works), 2 * len(prepared.works))
    return prepared.id


def is_other(texts: dict[str, str]) -> bool:
    return texts["modern"].startswith("乙")


def test_both_sides_write_of_the_same_twenty_works_and_no_caption_comes_of_it(
    collection: Collection, service: FakeService
) -> None:
    made = run(collection, side(service), side(service, prompt=own_prompt()))
    found = trial.pairs(collection, made)
    assert len({each.painting_id for each in found}) == 20
    assert len(service.requests) == 40
    assert collection.captions.list() == []
    for each in found:
        if each.ready:
            assert is_other(each.left) != is_other(each.right)
    lefts = [is_other(each.left) for each in found if each.ready]
    assert {True, False} == set(lefts), "the place gives the side away"
    assert found == trial.pairs(collection, made), "each look shows the same places"
    sent = json.dumps([each["messages"] for each in service.requests], ensure_ascii=False)
    assert "第3图" not in sent
    assert "第4图" not in sent
    assert trial.trials(collection) == [made]


def test_picks_are_counted_and_may_be_changed(collection: Collection, service: FakeService) -> None:
    made = run(collection, side(service), side(service, model="eye-2"), works=24)
    found = trial.pairs(collection, made)
    (failed,) = [each for each in found if not each.ready]
    ready = [each for each in found if each.ready]
    for each in ready:
        trial.pick(collection, made, each.painting_id, "left" if is_other(each.left) else "right")
    told = trial.result(collection, made)
    assert (told.wins, told.same, told.open, told.winner) == ((0, 23), 0, 0, 1)
    assert told.sure
    assert "eye-2" in told.names[1]
    first = ready[0]
    trial.pick(collection, made, first.painting_id, "same")
    assert trial.result(collection, made).wins == (0, 22)
    again = {each.painting_id: each.pick for each in trial.pairs(collection, made)}
    assert again[first.painting_id] == "same"
    assert again[failed.painting_id] == ""


def test_the_winner_is_drafted_with_from_then_on(
    collection: Collection, service: FakeService
) -> None:
    made = run(collection, side(service), side(service, prompt=own_prompt()), works=4)
    mine = Settings()
    trial.adopt(collection, made, 1, mine)
    kept = settings.load()
    assert kept.profile == "试用"
    assert kept.find_profile("试用") == side(service).profile
    assert OWN in prompts.source("draft")
    assert prompts.load("draft").version in trial.result(collection, made).names[1]
    trial.adopt(collection, made, 0, mine)
    assert not prompts.is_own("draft")
    files = [p for top in (collection.dir, paths.home()) for p in top.rglob("*") if p.is_file()]
    assert [path for path in files if KEY.encode() in path.read_bytes()] == []


def test_a_line_that_a_kill_cut_off_spoils_no_other(
    collection: Collection, service: FakeService
) -> None:
    made = run(collection, side(service), side(service, model="eye-2"), works=3)
    before = trial.pairs(collection, made)
    file = collection.dir / "trials" / f"{made}.jsonl"
    with file.open("ab") as out:
        out.write(b'\n{"side": 0, "work": 1, "kind": "mod\xe7\xa7')
    assert trial.pairs(collection, made) == before
    trial.pick(collection, made, before[0].painting_id, "left")
    assert trial.pairs(collection, made)[0].pick == "left"


def test_what_cannot_be_compared_says_why(collection: Collection, service: FakeService) -> None:
    for sides, code in (
        ((side(service), side(service)), "trial_same_sides"),
        ((side(service), side(service, prompt="version: x-1")), "prompt_unusable"),
    ):
        with pytest.raises(SongClipError) as caught:
            trial.prepare(collection, sides)
        assert caught.value.code == code
    for ask in (trial.pairs, trial.result):
        with pytest.raises(SongClipError) as caught:
            ask(collection, f"..{os.sep}x")
        assert caught.value.code == "no_such_trial"
    assert trial.trials(collection) == []
    with Collection.create(collection.dir.parent / "empty") as empty:
        with pytest.raises(SongClipError) as caught:
            trial.prepare(empty, (side(service), side(service, model="eye-2")))
        assert caught.value.code == "trial_without_works"


@pytest.mark.parametrize(
    ("one", "other", "p"), [(0, 0, 1.0), (5, 5, 1.0), (0, 6, 0.03125), (15, 5, 0.0414)]
)
def test_chance_is_told_from_a_difference(one: int, other: int, p: float) -> None:
    assert trial.sign_test(one, other) == pytest.approx(p, abs=1e-4)
