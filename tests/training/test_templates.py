"""Captions set into sentences: never cut, averaged as unit vectors."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.training.conftest import ROOT
from training import base_model, device, embed, templates
from training.errors import TrainingError
from training.templates import Templates
from training.tokens import token_ids

SHIPPED = ROOT / "resources" / "prompts" / "templates.json"


def test_the_shipped_file_has_its_version_and_the_sentences_that_were_asked_for() -> None:
    shipped = templates.read(SHIPPED)

    assert shipped.version == "templates-1"
    assert len(set(shipped.sentences)) == len(shipped.sentences) >= 8
    assert {"{}", "一幅{}", "南宋古画中的{}", "描绘{}的宋代绘画"} <= set(shipped.sentences)


def test_a_caption_is_set_in_without_its_closing_mark() -> None:
    filled = templates.fill(Templates("t-1", ("{}", "描绘{}的宋代绘画")), ["山间有{}桥。"], 52)

    assert filled.texts == ["山间有{}桥。", "描绘山间有{}桥的宋代绘画"]
    assert filled.plain == 0


def test_a_sentence_that_the_model_would_cut_gives_way_to_the_plain_caption() -> None:
    known = Templates("t-1", ("{}", "一幅{}", "南宋古画中的{}"))
    # Two tokens mark begin and end: 48 characters fit with two more, not with six.
    fits, too_long, cut_anyway = "山" * 48, "水" * 49, "舟" * 60
    filled = templates.fill(known, [fits, too_long, cut_anyway], 52)

    assert filled.texts[:3] == [fits, "一幅" + fits, fits]
    assert filled.texts[3:6] == [too_long] * 3
    assert filled.texts[6:] == [cut_anyway] * 3
    assert filled.plain == 5
    ids = token_ids(filled.texts[:6], 10_000)
    assert ids.shape[1] <= 52


def test_the_vector_is_the_mean_of_unit_vectors_and_of_length_one(tiny_clip: Path) -> None:
    base = base_model.load(tiny_clip, "cpu")
    chosen = device.choose(base.parameters)
    known = Templates("t-1", ("{}", "一幅{}", "南宋古画中的{}"))
    captions = ["山间小桥", "江上一叶孤舟"]
    filled = templates.fill(known, captions, 52)

    averaged = templates.vectors(base, chosen, filled, len(captions))

    assert averaged.dtype == np.float32
    assert np.linalg.norm(averaged, axis=1) == pytest.approx(1, abs=1e-6)
    for row, caption in enumerate(captions):
        sentences = [caption, f"一幅{caption}", f"南宋古画中的{caption}"]
        mean = embed.texts(base, chosen, sentences).mean(axis=0)
        assert averaged[row] == pytest.approx(mean / np.linalg.norm(mean), abs=1e-6)
    alone = templates.fill(Templates("t-1", ("{}",)), captions, 52)
    plain = embed.texts(base, chosen, captions)
    assert templates.vectors(base, chosen, alone, 2) == pytest.approx(plain, abs=1e-6)


@pytest.mark.parametrize(
    "told",
    [
        ["{}"],
        {"version": "t-1"},
        {"version": "t-1", "templates": []},
        {"version": "t-1", "templates": ["一幅画"]},
        {"version": "t-1", "templates": ["{}和{}"]},
    ],
)
def test_a_file_that_cannot_be_used_is_told(tmp_path: Path, told: object) -> None:
    path = tmp_path / "templates.json"
    path.write_text(json.dumps(told), encoding="utf-8")

    with pytest.raises(TrainingError) as caught:
        templates.read(path)

    assert caught.value.code == "bad_request"
