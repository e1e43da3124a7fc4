"""The window mode of an evaluation: a scroll is as near as the nearest of its parts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.training.conftest import MINI_MODEL, quiet_talk
from training import adapter, bench, scrolls
from training.bench import Bench
from training.encoder import Encoder
from training.examination import Examination
from training.pixels import upright_size
from training.presets import PRESETS

WORDS = ("甲", "乙", "丙", "丁")


@pytest.fixture
def prepared(tmp_path: Path):
    """Four works held out, two of them scrolls, with a caption each."""
    noise = np.random.default_rng(0)
    works = []
    for number, word in enumerate(WORDS):
        wide = 20 if number < 2 else 2
        file = tmp_path / f"{number}.png"
        pixels = noise.integers(0, 256, (4, 4 * wide, 3), dtype=np.uint8)
        Image.fromarray(pixels).resize((32 * wide, 32), Image.Resampling.NEAREST).save(file)
        works.append(
            {
                "work": f"W{number}",
                "split": "test",
                "images": [{"id": number, "path": str(file), "hash": f"h{number}"}],
                "captions": [{"id": number, "kind": "modern", "text": word}],
            }
        )
    snapshot = tmp_path / "snapshot.json"
    told = {"schema": 1, "collection": "t", "split_hash": "x", "root": "/", "works": works}
    snapshot.write_text(json.dumps(told), encoding="utf-8")
    made = bench.prepare(
        str(MINI_MODEL), str(snapshot), str(tmp_path / "px"), ("test",), quiet_talk()
    )
    yield made
    made.store.close()


def test_a_subject_in_one_part_of_a_scroll_is_found_in_windows_only(prepared: Bench) -> None:
    on = adapter.attach(prepared.base.clip, PRESETS["faithful"])  # which changes nothing yet
    examined = Examination(prepared)
    part = examined.test
    images, texts = examined.zero_shot()
    pictures = Encoder(MINI_MODEL)
    # Each text is what a part of its picture looks like: the seventh window, or all of a leaf.
    sought = texts.copy()
    from training.protocol import windows

    for row, image in enumerate(part.images):
        boxes = windows(*upright_size(image.source))
        seen = pictures.config.transform.views(image.source, [boxes[6] if boxes else None])
        sought[row] = pictures.pixels(np.stack(seen))[0]

    told = scrolls.measure(prepared, part, on, (images, sought), (images, sought))

    assert told is not None
    assert (told["scrolls"], told["windows"]) == (2, 2 * 39)
    assert told["zero_shot"]["t2i"]["r1"] == 1.0
    assert told["finetuned"] == told["zero_shot"]
    of_scrolls = told["of_scrolls"]
    assert of_scrolls["texts"] == 2
    assert of_scrolls["zero_shot"]["windows"] == 1.0
    assert of_scrolls["zero_shot"]["squashed"] <= 1.0


def test_an_evaluation_tells_it_and_without_a_scroll_there_is_nothing_to_tell(
    prepared: Bench,
) -> None:
    on = adapter.attach(prepared.base.clip, PRESETS["faithful"])
    examined = Examination(prepared)
    figures = examined.figures(on, curve=False)
    told = examined.in_windows(on)
    assert told is not None
    assert told["zero_shot"].keys() == {*figures["zero_shot"]} - {"interval"}

    leaves = replace(prepared.snapshot, works=prepared.snapshot.works[2:])
    part = leaves.part("test")
    nothing = np.zeros((2, 160), np.float32)
    assert scrolls.measure(prepared, part, on, (nothing, nothing), (nothing, nothing)) is None


@pytest.mark.parametrize("form", ["PNG", "TIFF", "JPEG"])
def test_the_size_is_that_of_the_upright_picture(tmp_path: Path, form: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (200, 20)).save(tmp_path / "a", form, exif=exif)
    assert upright_size(tmp_path / "a") == (20, 200)
    assert upright_size(tmp_path / "none") == (0, 0)
