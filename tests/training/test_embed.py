"""Shortcuts of encoding give the vectors of the plain path."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from cn_clip.clip import tokenize

from training import base_model, embed
from training.base_model import BaseModel
from training.device import choose
from training.tokens import normalise

TEXTS = ["山水", "“远山”层叠，松林深处有一座茅屋", "", "孤舟" * 40, "Boat", "舟"]


@pytest.fixture
def base(tiny_clip: Path) -> BaseModel:
    return base_model.load(tiny_clip)


def test_trimmed_texts_have_the_vectors_of_padded_ones(
    base: BaseModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embed, "TEXTS_TOGETHER", 2)
    with torch.no_grad():
        plain = base.clip.encode_text(tokenize([normalise(text) for text in TEXTS]))
    plain = (plain / plain.norm(dim=-1, keepdim=True)).numpy()

    ours = embed.texts(base, choose(), TEXTS)

    assert ours.dtype == np.float32
    assert abs(ours - plain).max() < 1e-6


def test_every_batch_is_told(base: BaseModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "TEXTS_TOGETHER", 4)
    heard: list[int] = []

    embed.texts(base, choose(), TEXTS, heard.append)

    assert heard == [4, 6]


def test_pictures_become_unit_rows_as_upstream_makes_them(base: BaseModel) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (5, 32, 32, 3), dtype=np.uint8)
    with torch.no_grad():
        plain = base.clip.encode_image(torch.from_numpy(base.config.transform.normalise(pixels)))
    plain = (plain / plain.norm(dim=-1, keepdim=True)).numpy()

    assert abs(embed.pixels(base, choose(), pixels) - plain).max() < 1e-6


def test_pixels_are_normalised_on_the_device_as_the_transform_does_it(base: BaseModel) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (5, 32, 32, 3), dtype=np.uint8)
    untouched = pixels.copy()

    values = embed.as_input(base, pixels)

    assert np.array_equal(values.numpy(), base.config.transform.normalise(pixels))
    assert values.is_contiguous()
    assert np.array_equal(pixels, untouched)
