"""Zero-shot against finetuned: figures that cannot flatter."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from training import evaluate
from training.dataset import Caption, Part, Picture, Work
from training.errors import TrainingError

KINDS = ("modern", "classical", "tags")


def _unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def _part(works: int, kinds: tuple[str, ...] = KINDS) -> Part:
    return Part(
        tuple(
            Work(
                f"W{work}",
                "test",
                (Picture(work, Path(f"{work}.png"), str(work)),),
                tuple(
                    Caption(10 * work + row, kind, f"{work} {kind}")
                    for row, kind in enumerate(kinds)
                ),
            )
            for work in range(works)
        )
    )


def _vectors(part: Part, noise: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Pictures, and texts near them by so much noise."""
    rng = np.random.default_rng(seed)
    images = _unit(rng.normal(size=(len(part.images), 32)))
    texts = _unit(images[part.text_work] + rng.normal(size=(len(part.captions), 32)) * noise)
    return images, texts


def test_a_model_that_got_better_is_better_and_one_that_got_worse_is_worse() -> None:
    part = _part(80)
    clear, texts = _vectors(part, 0.3)
    blurred = _unit(clear + np.random.default_rng(1).normal(size=clear.shape) * 0.4)

    up = evaluate.compare(part, blurred, clear, (texts, texts))
    down = evaluate.compare(part, clear, blurred, (texts, texts))

    assert (up["verdict"], down["verdict"]) == ("better", "worse")
    assert up["difference"]["mean_recall"]["low"] > 0
    assert up["difference"]["mean_recall"]["p"] < 0.001
    assert up["difference"]["t2i_r1"]["value"] == pytest.approx(
        up["finetuned"]["t2i"]["r1"] - up["zero_shot"]["t2i"]["r1"]
    )
    assert up["mcnemar"]["t2i_r1"] < 0.001
    assert 0 < up["detectable_gain"] < 0.2


def test_the_same_model_twice_shows_nothing() -> None:
    part = _part(40)
    images, texts = _vectors(part, 0.3)

    told = evaluate.compare(part, images, images, (texts, texts))

    assert told["verdict"] == "not_shown"
    assert told["difference"]["mean_recall"] == {"value": 0, "low": 0, "high": 0, "p": 1}
    assert told["mcnemar"] == {"t2i_r1": 1.0, "i2t_r1": 1.0}


def test_a_model_that_maps_all_to_one_point_scores_chance() -> None:
    part = _part(50)
    same = np.full((50, 4), 0.5, np.float32)
    texts = np.full((150, 4), 0.5, np.float32)

    told = evaluate.compare(part, same, same, (texts, texts))

    assert told["chance"] == pytest.approx({"t2i_r1": 1 / 50, "i2t_r1": 1 / 50})
    assert told["zero_shot"]["t2i"] == pytest.approx({"r1": 1 / 50, "r5": 5 / 50, "r10": 10 / 50})
    assert told["zero_shot"]["i2t"]["r1"] == pytest.approx(told["chance"]["i2t_r1"])


def test_fewer_than_six_works_show_nothing_however_good_they_look() -> None:
    part = _part(5)
    clear, texts = _vectors(part, 0.0)
    wrong = clear[::-1].copy()

    assert evaluate.compare(part, wrong, clear, (texts, texts))["verdict"] == "not_shown"


def test_confirmed_pairs_count_only_in_their_own_kind() -> None:
    part = _part(20, (*KINDS, "passage"))
    images, texts = _vectors(part, 0.2)
    spoilt = texts.copy()
    spoilt[3::4] = np.roll(texts[3::4], 1, axis=0)

    plain = evaluate.compare(part, images, images, (texts, texts))
    told = evaluate.compare(part, images, images, (spoilt, spoilt))

    assert told["gallery"] == {"images": 20, "texts": 60}
    assert told["zero_shot"] == plain["zero_shot"]
    assert set(told["by_kind"]) == {*KINDS, "passage"}
    passage = told["by_kind"]["passage"]["zero_shot"]["t2i"]["r1"]
    assert passage < plain["by_kind"]["passage"]["zero_shot"]["t2i"]["r1"]


def test_a_work_with_pairs_alone_stays_a_wrong_answer_and_is_no_query() -> None:
    works = list(_part(10).works)
    works[0] = Work("W0", "test", works[0].images, (Caption(0, "passage", "德寿宫"),))
    part = Part(tuple(works))
    images, texts = _vectors(part, 0.1)

    told = evaluate.compare(part, images, images, (texts, texts))

    assert told["works"] == 9
    assert told["gallery"] == {"images": 10, "texts": 27}
    assert told["chance"]["t2i_r1"] == pytest.approx(1 / 10)


def test_every_caption_held_out_is_listed_with_both_ranks() -> None:
    part = _part(12)
    clear, texts = _vectors(part, 0.05)
    swapped = clear.copy()
    swapped[[0, 1]] = swapped[[1, 0]]

    rows = evaluate.compare(part, swapped, clear, (texts, texts))["queries"]

    assert len(rows) == 36
    assert rows[0] == {
        "work": "W0",
        "caption": 0,
        "kind": "modern",
        "text": "0 modern",
        "rank_zero_shot": rows[0]["rank_zero_shot"],
        "rank_finetuned": 1.0,
    }
    assert rows[0]["rank_zero_shot"] > 1


def test_no_drafted_caption_held_out_is_an_error() -> None:
    part = _part(4, ("passage",))
    images, texts = _vectors(part, 0.1)

    with pytest.raises(TrainingError) as caught:
        evaluate.compare(part, images, images, (texts, texts))

    assert caught.value.code == "nothing_to_evaluate"


def test_many_works_are_drawn_by_their_names_and_told() -> None:
    part = _part(1200, ("modern",))

    drawn = evaluate.drawn(part, 4000)
    again = evaluate.drawn(Part(part.works[::-1]), 4001)

    assert len(drawn.works) == 1000
    assert {work.work for work in again.works} == {work.work for work in drawn.works}
    assert [work.work for work in drawn.works] == sorted(
        (work.work for work in drawn.works), key=lambda name: int(name[1:])
    )
    assert evaluate.drawn(part, 3000) is part
    assert evaluate.drawn(_part(1000, ("modern",)), 4000).works == _part(1000, ("modern",)).works


def test_recall_among_a_hundred_works_does_not_fall_as_the_collection_grows() -> None:
    small, large = _part(110), _part(400)
    near, far = (_vectors(part, 0.45) for part in (small, large))

    told = [
        evaluate.compare(part, images, images, (texts, texts))
        for part, (images, texts) in ((small, near), (large, far))
    ]

    at_hundred = [each["at_100"]["zero_shot"]["t2i_r1"] for each in told]
    plain = [each["zero_shot"]["t2i"]["r1"] for each in told]
    assert plain[0] - plain[1] > 0.1
    assert at_hundred[0] == pytest.approx(at_hundred[1], abs=0.05)
    assert at_hundred[1] > plain[1]
    assert told[0]["at_100"]["zero_shot"] == told[0]["at_100"]["finetuned"]


def test_recall_at_a_hundred_is_the_mean_over_every_draw() -> None:
    """Of W works with one text each, a text of which `a` pictures stand above the right one is

    found first in a share of C(W - 1 - a, 99) / C(W - 1, 99) of all draws of 100 works.
    """
    part = _part(130, ("modern",))
    images, texts = _vectors(part, 0.5)

    told = evaluate.compare(part, images, images, (texts, texts))

    scores = texts.astype(float) @ images.T.astype(float)
    above = (scores > np.diag(scores)[:, None]).sum(axis=1)
    share = [math.comb(129 - int(a), 99) / math.comb(129, 99) for a in above]
    assert told["at_100"]["zero_shot"]["t2i_r1"] == pytest.approx(np.mean(share), abs=0.005)


def test_fewer_than_a_hundred_works_are_not_drawn_from() -> None:
    part = _part(99)
    images, texts = _vectors(part, 0.3)

    assert evaluate.compare(part, images, images, (texts, texts))["at_100"] is None


def test_the_whole_collection_holds_more_wrong_answers() -> None:
    everything = _part(150)
    images, texts = _vectors(everything, 0.4)
    test, rest = Part(everything.works[:50]), Part(everything.works[50:])
    cut = (images[:50], images[:50]), (texts[:150], texts[:150])
    others = (images[50:], images[50:]), (texts[150:], texts[150:])

    whole = evaluate.in_whole_collection((test, *cut), [(rest, *others)])
    alone = evaluate.compare(test, *cut[0], cut[1])

    assert (whole["images"], whole["texts"]) == (150, 450)
    assert whole["zero_shot"]["t2i"]["r1"] < alone["zero_shot"]["t2i"]["r1"]
    # The same by hand: each text of the first 50 works among all 150 pictures.
    scores = texts[:150].astype(float) @ images.T.astype(float)
    by_hand = (scores.argmax(axis=1) == np.repeat(np.arange(50), 3)).mean()
    assert whole["zero_shot"]["t2i"]["r1"] == pytest.approx(by_hand)
    back = images[:50].astype(float) @ texts.T.astype(float)
    assert whole["zero_shot"]["i2t"]["r1"] == pytest.approx(
        (back.argmax(axis=1) // 3 == np.arange(50)).mean()
    )


def test_the_whole_collection_leaves_confirmed_pairs_out() -> None:
    works = list(_part(30).works)
    works[0] = Work("W0", "test", works[0].images, (Caption(0, "passage", "德寿宫"),))
    part = Part(tuple(works[:12]))
    rest = Part(tuple(works[12:]))
    images, texts = _vectors(Part(tuple(works)), 0.1)
    test_texts, rest_texts = texts[:34], texts[34:]

    whole = evaluate.in_whole_collection(
        (part, (images[:12], images[:12]), (test_texts, test_texts)),
        [(rest, (images[12:], images[12:]), (rest_texts, rest_texts))],
    )

    assert (whole["images"], whole["texts"]) == (30, 33 + 54)
    assert whole["zero_shot"]["t2i"]["r1"] == 1.0
    assert whole["zero_shot"]["i2t"]["r1"] == 1.0
