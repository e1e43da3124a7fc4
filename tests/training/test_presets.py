"""The ways of finetuning that are offered."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from typing import Any

import pytest

from training import presets


def test_auto_is_mini_on_the_mini_model_and_faithful_otherwise() -> None:
    assert presets.resolve("auto", demo_model=True).name == "mini"
    assert presets.resolve("auto", demo_model=False).name == "faithful"


def test_faithful_is_the_reference_recipe() -> None:
    faithful = presets.PRESETS["faithful"]

    assert (faithful.rank, faithful.alpha, faithful.scaling) == (4, 16.0, 4.0)
    assert (faithful.learning_rate, faithful.weight_decay) == (1e-4, 0.01)
    assert (faithful.epochs, faithful.schedule, faithful.batch_works) == (30, "constant", 32)


def test_best_is_the_recommended_recipe() -> None:
    best = presets.PRESETS["best"]

    assert (best.vision, best.text, best.rank) == (("q", "v", "o"), ("q", "v", "o"), 8)
    assert best.scaling == pytest.approx(2.0, rel=1e-12)
    assert best.touches_text
    assert not presets.PRESETS["faithful"].touches_text


def test_the_published_recipe_divides_by_the_root_of_the_rank() -> None:
    assert presets.PRESETS["clip-lora"].scaling == pytest.approx(2**-0.5)


@pytest.mark.parametrize(("per_epoch", "epochs"), [(1, 300), (20, 30), (200, 20), (5000, 1)])
def test_epochs_are_held_within_the_budget_of_steps(per_epoch: int, epochs: int) -> None:
    assert presets.PRESETS["best"].planned_epochs(per_epoch) == epochs
    assert presets.PRESETS["mini"].planned_epochs(per_epoch) == 30


def test_named_epochs_are_meant_whatever_the_budget() -> None:
    assert presets.resolve("best", demo_model=False, epochs=2).planned_epochs(1) == 2


def test_the_step_size_rises_over_a_share_of_the_steps_but_never_over_more_than_half() -> None:
    best = presets.PRESETS["best"]

    assert [best.warmup(steps) for steps in (10, 100, 1000)] == [5, 10, 50]
    assert presets.PRESETS["faithful"].warmup(1000) == 0


@pytest.mark.parametrize(
    "wrong", [{"vision": ("x",)}, {"text": ("mlp",)}, {"impl": "both"}, {"rank": 0}]
)
def test_a_preset_outside_its_choices_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        dataclasses.replace(presets.PRESETS["best"], **wrong)


def test_epochs_take_the_place_of_the_presets_own() -> None:
    assert presets.resolve("mini", demo_model=True, epochs=3).epochs == 3


@pytest.mark.parametrize(("name", "epochs"), [("nonsense", None), ("mini", 0), ("mini", 501)])
def test_what_is_not_offered_is_refused(name: str, epochs: int | None) -> None:
    with pytest.raises(ValueError, match=r"preset|epochs"):
        presets.resolve(name, demo_model=True, epochs=epochs)


def test_every_field_but_the_name_says_what_it_means_and_where_it_may_lie() -> None:
    for each in dataclasses.fields(presets.Preset)[1:]:
        told = presets.help_of(each.name)
        assert told["meaning"]
        assert told["source"]
        if isinstance(each.default, int | float) and not isinstance(each.default, bool):
            assert told["low"] <= each.default <= told["high"]


def test_more_works_can_show_a_smaller_gain() -> None:
    assert presets.detectable_gain(400) == pytest.approx(presets.detectable_gain(100) / 2)
    assert 0.07 < presets.detectable_gain(120) < 0.1


def test_a_slower_machine_is_expected_to_take_longer() -> None:
    mini = presets.PRESETS["mini"]

    quick = presets.expected_seconds(mini, 240, 160, 0.3, 200.0)

    assert 20 < quick < 60
    assert presets.expected_seconds(mini, 240, 160, 0.3, 50.0) > quick


def test_what_is_computed_once_is_expected_to_be_quicker() -> None:
    taken = {
        name: presets.expected_seconds(presets.resolve(name, False, 30), 1000, 400, 35.1, 100.0)
        for name in ("head", "top4", "faithful", "best", "full")
    }

    assert sorted(taken, key=lambda name: taken[name]) == list(taken)
    # 17.6 of 65.4 GFLOP a step: see what a benchmark of training times says of top4.
    assert 0.25 < taken["top4"] / taken["faithful"] < 0.45


def test_protocol_and_presets_need_only_the_standard_library() -> None:
    code = (
        "import sys; import training.protocol, training.presets;"
        "print(sorted(n for n in ('torch', 'numpy', 'lmdb', 'PIL') if n in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
