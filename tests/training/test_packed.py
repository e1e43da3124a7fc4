"""Weights laid out beforehand: the same vectors, and never a weight that has changed since."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn.utils import parametrize

from training import packed


@pytest.fixture
def layer() -> nn.Linear:
    torch.manual_seed(0)
    return nn.Linear(96, 64)


@pytest.mark.parametrize("rows", [1, 7, 300])
def test_a_packed_layer_computes_the_same(layer: nn.Linear, rows: int) -> None:
    values = torch.randn(2, rows, 96)
    with torch.no_grad():
        plain = layer(values)
        packed.pack(nn.Sequential(layer))
        assert isinstance(layer.forward, packed._Packed)
        assert (layer(values) - plain).abs().max() < 1e-5


def test_a_second_call_packs_nothing_again(layer: nn.Linear) -> None:
    packed.pack(layer)
    first = layer.forward
    packed.pack(layer)
    assert layer.forward is first


def test_a_weight_changed_in_place_is_seen(layer: nn.Linear) -> None:
    packed.pack(layer)
    with torch.no_grad():
        layer.weight.add_(1)
        values = torch.randn(3, 96)
        wanted = values @ layer.weight.T + layer.bias
        assert torch.allclose(layer(values), wanted, atol=1e-4)


def test_a_weight_put_in_its_place_is_seen(layer: nn.Linear) -> None:
    class Twice(nn.Module):
        def forward(self, weight: torch.Tensor) -> torch.Tensor:
            return weight * 2

    packed.pack(layer)
    values = torch.randn(3, 96)
    with torch.no_grad():
        before = layer(values) - layer.bias
        parametrize.register_parametrization(layer, "weight", Twice())
        assert torch.allclose(layer(values) - layer.bias, before * 2, atol=1e-5)
        parametrize.remove_parametrizations(layer, "weight", leave_parametrized=False)
        assert torch.allclose(layer(values) - layer.bias, before, atol=1e-5)


def test_gradients_flow_as_before(layer: nn.Linear) -> None:
    packed.pack(layer)
    values = torch.randn(3, 96, requires_grad=True)
    layer(values).sum().backward()
    assert values.grad is not None
    assert torch.allclose(values.grad, layer.weight.sum(0).expand(3, -1), atol=1e-5)


def test_16_bits_stay_16_bits(layer: nn.Linear) -> None:
    packed.pack(layer)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        assert layer(torch.randn(3, 96)).dtype == torch.bfloat16
