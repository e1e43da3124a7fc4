"""Weights laid out beforehand: the same vectors, and never a weight that has changed since."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
import torch
from cn_clip.clip.model import CLIP
from cn_clip.clip.modeling_bert import BertLayer
from torch import nn

from training import adapter, base_model, packed, towers
from training.presets import PRESETS
from training.tokens import token_ids

QUERIES = ["山水", "雪夜孤舟独钓", "", "两只小鸟停在竹枝上"]


@pytest.fixture
def clip(tiny_clip: Path) -> CLIP:
    return base_model.load(tiny_clip).clip


def _layers(clip: CLIP) -> list[BertLayer]:
    return cast(list[BertLayer], list(clip.bert.encoder.layer))


def _products(clip: CLIP) -> list[packed._Product]:
    return [each for layer in _layers(clip) for each in packed._products.get(layer, [])]


def _apart(clip: CLIP, texts: list[str]) -> float:
    """Between the quick path and the plain one."""
    ids = torch.from_numpy(token_ids(texts, 52))
    with torch.no_grad():
        plain = towers.encode_text(clip, ids)
    return float((packed.encode_text(clip, ids) - plain).norm() / plain.norm())


def _with_updates(clip: CLIP, name: str) -> adapter.Adapter:
    """An adapter whose update is not zero."""
    put_on = adapter.attach(clip, PRESETS[name])
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for each in put_on.parameters():
            each.normal_(0, 0.05, generator=generator)
    return put_on


@pytest.mark.parametrize("texts", [[query] for query in QUERIES] + [QUERIES])
def test_the_vectors_are_the_plain_ones(clip: CLIP, texts: list[str]) -> None:
    assert _apart(clip, texts) < 1e-5
    assert len(_products(clip)) == 4 * len(_layers(clip))


def test_a_second_query_lays_nothing_out_again(clip: CLIP) -> None:
    _apart(clip, QUERIES[:1])
    first = _products(clip)
    _apart(clip, QUERIES[1:2])
    assert all(one is two for one, two in zip(first, _products(clip), strict=True))


@pytest.mark.parametrize("name", ["weight", "bias"])
@pytest.mark.parametrize("part", ["attention.self.key", "intermediate.dense", "output.dense"])
def test_what_is_changed_in_place_is_seen(clip: CLIP, part: str, name: str) -> None:
    _apart(clip, QUERIES)
    layer = _layers(clip)[0].get_submodule(part)
    with torch.no_grad():
        getattr(layer, name).add_(0.1 * torch.randn(getattr(layer, name).shape))
    assert _apart(clip, QUERIES) < 1e-5


def test_what_is_put_in_its_place_is_seen(clip: CLIP) -> None:
    _apart(clip, QUERIES)
    layer = _layers(clip)[0].get_submodule("attention.self.value")
    other = torch.randn(cast(nn.Linear, layer).weight.shape) * 0.1
    layer.weight = nn.Parameter(other, requires_grad=False)
    assert _apart(clip, QUERIES) < 1e-5


def test_an_adapter_is_computed_beside_what_stays_laid_out(clip: CLIP) -> None:
    ids = torch.from_numpy(token_ids(QUERIES, 52))
    before, laid_out = packed.encode_text(clip, ids), _products(clip)
    put_on = _with_updates(clip, "best")
    assert put_on.touches_text
    assert _apart(clip, QUERIES) < 1e-5
    assert (packed.encode_text(clip, ids) - before).abs().max() > 1e-3
    with put_on.at_strength(0.5):
        assert _apart(clip, QUERIES) < 1e-5
    adapter.detach(clip)
    assert torch.equal(packed.encode_text(clip, ids), before)
    assert all(one is two for one, two in zip(laid_out, _products(clip), strict=True))


def test_whole_weights_that_are_trained_are_seen(clip: CLIP) -> None:
    _apart(clip, QUERIES)
    _with_updates(clip, "full")
    assert _apart(clip, QUERIES) < 1e-5


def test_16_bits_stay_16_bits(clip: CLIP) -> None:
    ids = torch.from_numpy(token_ids(QUERIES[:1], 52))
    assert packed.encode_text(clip.bfloat16(), ids).dtype == torch.bfloat16
