"""The layers of an adapter."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from training import adapter, base_model, lora
from training.adapter_file import read_adapter
from training.base_model import BaseModel
from training.errors import TrainingError
from training.presets import PRESETS

FAITHFUL = PRESETS["faithful"]
FIRST = "visual.transformer.resblocks.0.attn.out_proj"


@pytest.fixture
def base(tiny_clip: Path) -> BaseModel:
    return base_model.load(tiny_clip)


@pytest.fixture
def pictures() -> Tensor:
    return torch.randn(4, 3, 32, 32, generator=torch.Generator().manual_seed(1))


def _drawn() -> torch.Generator:
    return torch.Generator().manual_seed(0)


def test_a_wrapper_with_a_forward_of_its_own_changes_nothing_at_all(
    base: BaseModel, pictures: Tensor
) -> None:
    """The control: why the attention has to be replaced."""
    before = base.clip.encode_image(pictures)
    for block in base.clip.visual.transformer.resblocks:
        layer = lora.LoraLinear(block.attn.out_proj, 4, 4.0, _drawn())
        with torch.no_grad():
            layer.lora_B.fill_(1.0)
        block.attn.out_proj = layer

    after = base.clip.encode_image(pictures)

    assert torch.equal(after, before)
    assert not after.requires_grad


def test_a_weight_that_is_computed_when_read_works_in_the_librarys_attention() -> None:
    attention = nn.MultiheadAttention(16, 4).requires_grad_(False)
    frozen = attention.out_proj
    values = torch.randn(5, 2, 16, generator=_drawn())
    layer = lora.ProxyLinear(frozen, 2, 3.0, _drawn())
    with torch.no_grad():
        layer.lora_B.normal_(generator=_drawn())
    mixed = attention(values, values, values, need_weights=False)[0]
    attention.out_proj = layer

    after = attention(values, values, values, need_weights=False)[0]

    assert after.requires_grad
    assert not torch.allclose(after, mixed)
    assert torch.allclose(layer.weight, frozen.weight + 3.0 * layer.lora_B @ layer.lora_A)
    assert (layer.in_features, layer.out_features) == (16, 16)
    assert layer.bias is frozen.bias
    assert not layer.frozen_weight.requires_grad
    assert layer.half().weight.dtype == torch.float16


def test_a_is_drawn_as_kaiming_has_it_and_b_is_zero() -> None:
    layer = lora.LoraLinear(nn.Linear(400, 30), 64, 1.0, _drawn())
    bound = math.sqrt(1 / 400)
    wanted = nn.init.kaiming_uniform_(torch.empty(64, 400), a=math.sqrt(5), generator=_drawn())

    assert torch.allclose(layer.lora_A, wanted)
    assert 0.99 * bound < float(layer.lora_A.detach().abs().max()) <= bound
    assert not layer.lora_B.any()


def test_the_draw_follows_from_the_seed(base: BaseModel) -> None:
    drawn = []
    for seed in (1, 1, 2):
        drawn.append(adapter.attach(base.clip, FAITHFUL, seed).tensors()[f"{FIRST}.lora_A"])
        adapter.detach(base.clip)

    assert torch.equal(drawn[0], drawn[1])
    assert not torch.equal(drawn[0], drawn[2])


def test_only_the_adapter_is_trainable(base: BaseModel) -> None:
    on = adapter.attach(base.clip, FAITHFUL)
    trainable = {name for name, each in base.clip.named_parameters() if each.requires_grad}

    assert trainable == set(on.named_parameters())
    assert all("lora_" in name for name in trainable)
    assert sum(each.numel() for each in on.parameters()) == 2 * 4 * (32 + 32)
    assert on.scaling == 4.0


def test_an_adapter_of_another_base_is_refused(base: BaseModel, tmp_path: Path) -> None:
    path = tmp_path / "adapter.safetensors"
    path.write_bytes(adapter.save_bytes(adapter.attach(base.clip, FAITHFUL), base, {}))

    with pytest.raises(TrainingError) as caught:
        read_adapter(path, "0" * 64)

    assert caught.value.code == "adapter_wrong_base"


@pytest.mark.parametrize("content", [b"", b"text", None])
def test_a_damaged_adapter_is_told_in_a_sentence(
    base: BaseModel, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "adapter.safetensors"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(TrainingError) as caught:
        read_adapter(path, base.fingerprint)

    assert caught.value.code == "adapter_damaged"
