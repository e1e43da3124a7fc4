"""What people read of an ablation: tables whose figures are those measured, and a figure."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from training import ablation_report

LOST = {
    "measured": True,
    "drift_test": 0.0312,
    "drift_probe": 0.0123,
    "t2i_r1": {"zero_shot": 0.845, "finetuned": 0.76, "value": -0.085, "low": -0.14, "high": -0.03},
}


def row(name: str, r1: float, **changes: Any) -> dict[str, Any]:
    recalls = {"r1": r1, "r5": r1 + 0.2, "r10": r1 + 0.3}
    around = {depth: [value - 0.05, value + 0.04] for depth, value in recalls.items()}
    change = {"value": r1 - 0.3, "low": r1 - 0.4, "high": r1 - 0.2, "p": 0.0123}
    return {
        "name": name,
        "preset": "mini",
        "rank": None,
        "scale": None,
        "trainable": 1234,
        "seconds": 41.4,
        "best_epoch": 7,
        "kept": "finetuned",
        "templates": False,
        "sweep_only": False,
        "t2i": recalls,
        "i2t": {depth: value + 0.01 for depth, value in recalls.items()},
        "mean_recall": r1 + 0.15,
        "interval": {"t2i": around, "i2t": around},
        "difference": {"mean_recall": change},
        "p_holm": 0.0369,
        "forgetting": LOST,
        **changes,
    }


UNTRAINED: dict[str, Any] = {
    "preset": None,
    "trainable": 0,
    "seconds": 0.0,
    "kept": None,
    "forgetting": None,
}


@pytest.fixture
def told() -> dict[str, Any]:
    def lora(rank: int, scale: float, r1: float, name: str, alone: bool = True) -> dict[str, Any]:
        return row(name, r1, rank=rank, scale=scale, sweep_only=alone)

    return {
        "model": "mini",
        "demo_model": False,
        "seed": 3,
        "works": 16,
        "gallery": {"images": 16, "texts": 48},
        "chance": {"t2i_r1": 1 / 16, "i2t_r1": 1 / 16},
        "templates": {"version": "templates-1", "count": 12, "texts": 576, "plain": 9},
        "rows": [
            row("zero-shot", 0.3, **UNTRAINED, difference=None, p_holm=None),
            row("zero-shot + prompt templates", 0.32, **UNTRAINED, templates=True),
            lora(4, 4.0, 0.5, "LoRA r 4", alone=False),
            lora(4, 4.0, 0.48, "LoRA r 4 + prompt templates", alone=False) | {"templates": True},
            lora(2, 4.0, 0.41, "LoRA r 2, scale kept"),
            lora(16, 4.0, 0.43, "LoRA r 16, scale kept"),
            lora(2, 8.0, 0.42, "LoRA r 2, alpha kept"),
            lora(16, 1.0, 0.44, "LoRA r 16, alpha kept"),
        ],
    }


def tables(page: str) -> list[list[list[str]]]:
    """The cells of each table, head and rule left out."""
    found: list[list[list[str]]] = []
    for block in page.split("\n\n"):
        if block.startswith("|"):
            lines = [line.strip("|").split("|") for line in block.splitlines()[2:]]
            found.append([[cell.strip() for cell in line] for line in lines])
    return found


def test_each_recall_stands_with_its_interval(told: dict[str, Any]) -> None:
    recalls = tables(ablation_report.markdown(told, "a.png"))[0]

    assert [line[0] for line in recalls] == [
        "zero-shot",
        "zero-shot + prompt templates",
        "LoRA r 4",
        "LoRA r 4 + prompt templates",
    ]
    assert recalls[2][1:] == [
        "50.0 % [45.0, 54.0]",
        "70.0 % [65.0, 74.0]",
        "51.0 % [45.0, 54.0]",
    ]


def test_differences_are_told_with_both_p_values_and_forgetting_with_its_interval(
    told: dict[str, Any],
) -> None:
    _, differences, forgotten, *_ = tables(ablation_report.markdown(told, "a.png"))

    assert len(differences) == len(told["rows"])
    assert differences[0][1:] == ["–"] * 6
    assert differences[2][3:6] == ["+20.0 [+10.0, +30.0]", "0.012", "0.037"]
    # One line a model: prompt templates change no weights.
    assert len(forgotten) == 5
    assert forgotten[0] == ["LoRA r 4", "84.5 % → 76.0 %", "-8.5 [-14.0, -3.0]", "0.0123", "0.0312"]


def test_a_model_without_a_probe_tells_its_drift_alone(told: dict[str, Any]) -> None:
    for each in told["rows"]:
        if each["forgetting"]:
            each["forgetting"] = {"measured": False, "drift_test": 0.5}

    forgotten = tables(ablation_report.markdown(told, "a.png"))[2]

    assert forgotten[0] == ["LoRA r 4", "–", "–", "–", "0.5000"]


def test_the_rank_is_swept_with_its_scale_and_with_its_alpha_kept(told: dict[str, Any]) -> None:
    *_, scale, alpha = tables(ablation_report.markdown(told, "a.png"))

    assert [line[:2] for line in scale] == [
        ["LoRA r 2, scale kept", "4"],
        ["LoRA r 4", "4"],
        ["LoRA r 16, scale kept", "4"],
    ]
    assert [line[:2] for line in alpha] == [
        ["LoRA r 2, alpha kept", "8"],
        ["LoRA r 4", "4"],
        ["LoRA r 16, alpha kept", "1"],
    ]


def test_the_page_says_how_many_sentences_were_too_long(told: dict[str, Any]) -> None:
    assert "9 of 576 sentences" in ablation_report.markdown(told, "a.png")
    told["templates"]["plain"] = 0
    assert "576" not in ablation_report.markdown(told, "a.png")


def test_the_demo_model_is_called_by_its_name(told: dict[str, Any]) -> None:
    assert "synthetic" not in ablation_report.markdown(told, "a.png")
    told["demo_model"] = True
    assert "synthetic demo model" in ablation_report.markdown(told, "a.png")


def test_the_figure_is_a_picture_with_both_colours_and_the_same_each_time(
    told: dict[str, Any],
) -> None:
    content = ablation_report.figure(told)

    assert content == ablation_report.figure(told)
    pixels = np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).reshape(-1, 3)
    for colour in ((0x1F, 0x5F, 0x7F), (0x86, 0x50, 0x12)):
        assert (pixels == colour).all(axis=1).sum() > 200
