"""Zero-shot against finetuned: figures that cannot flatter."""

from __future__ import annotations

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


def test_forgetting_is_told_with_its_interval() -> None:
    part = _part(100, ("modern",))
    clear, texts = _vectors(part, 0.2)
    blurred = _unit(clear + np.random.default_rng(2).normal(size=clear.shape) * 0.5)

    kept = evaluate.forgetting(clear, clear, (texts, texts))
    lost = evaluate.forgetting(clear, blurred, (texts, texts))

    assert kept["passed"] is True
    assert kept["drift_probe"] == pytest.approx(0, abs=1e-6)
    assert lost["passed"] is False
    assert lost["t2i_r1"]["high"] < 0
    assert lost["drift_probe"] > 0.05
