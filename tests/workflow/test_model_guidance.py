"""Which model suits a machine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from songclip_desktop import language
from songclip_desktop.workflow import models
from songclip_desktop.workflow.machine import Machine
from songclip_desktop.workflow.model_guidance import guidance, pictures_per_second

OFFICE = Machine("cpu", "office PC", "2.15", "fp32", 4, 16_000_000_000, 60.0)
SMALL = Machine("cuda", "old card", "2.15", "fp16", 4, 6_000_000_000, 6_000.0)
LARGE = Machine("cuda", "new card", "2.15", "bf16", 16, 24_000_000_000, 60_000.0)


def said(machine: Machine | None) -> dict[str, str]:
    language.use("en")
    return {model.name: guidance(model, machine) for model in models.list_models()}


def test_each_model_has_a_sentence_of_its_own_on_every_machine() -> None:
    for machine in (None, OFFICE, SMALL, LARGE):
        assert len(set(said(machine).values())) == 6
    assert said(OFFICE) != said(SMALL) != said(LARGE)


def test_what_does_not_fit_is_said_and_what_fits_is_not_warned_of() -> None:
    small = said(SMALL)
    assert "smaller" not in small["ViT-B-16"]
    for name in ("ViT-L-14", "ViT-L-14-336", "ViT-H-14"):
        assert "this machine has 6 GB: take a smaller one" in small[name]
    assert not [each for each in said(LARGE).values() if "smaller" in each]
    assert "no LoRA" in small["RN50"]


def test_a_processor_is_slow_with_the_large_ones() -> None:
    office = said(OFFICE)
    assert "slow without a GPU" in office["ViT-L-14"]
    assert "slow without" not in office["RN50"]
    assert "painted scenes" in office["mini"]


@pytest.mark.parametrize(("machine", "rate"), [(OFFICE, 1.03), (LARGE, 1026.0)])
def test_the_rate_is_reckoned_from_what_was_measured(machine: Machine, rate: float) -> None:
    listed = {model.name: model for model in models.list_models()}
    assert pictures_per_second(listed["ViT-B-16"], machine) == pytest.approx(rate, rel=0.01)
    assert pictures_per_second(listed["ViT-B-16"], None) == 0.0
    assert pictures_per_second(models.Model("own", True), machine) == 0.0


def test_a_second_is_said_in_the_singular() -> None:
    told = [said(replace(OFFICE, gflops=float(each))) for each in range(20, 800, 20)]
    sentences = {sentence for each in told for sentence in each.values()}
    assert any("about a second a picture" in each for each in sentences)
    assert not any("some 1 second" in each for each in sentences)
