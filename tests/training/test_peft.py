"""Why PEFT is only a form of export here: what it does to `nn.MultiheadAttention`, pinned.

Where one of these fails after an update, PEFT has been mended, and the benchmark's row of it has to
be read anew (huggingface/peft, pull request 3774).
"""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from cn_clip.clip.model import CLIP
from torch import Tensor, nn

from tests.training.conftest import TINY_SHAPE
from training import base_model


@pytest.fixture
def clip(tiny_clip: Path) -> CLIP:
    return base_model.load(tiny_clip).clip


@pytest.fixture
def pictures() -> Tensor:
    return torch.randn(4, 3, 32, 32, generator=torch.Generator().manual_seed(1))


def adapted(clip: CLIP, target: str) -> list[nn.Parameter]:
    from peft import LoraConfig, get_peft_model

    get_peft_model(clip.visual, LoraConfig(r=4, lora_alpha=16, target_modules=target))  # type: ignore[arg-type]
    return [each for each in clip.parameters() if each.requires_grad]


def test_lora_on_out_proj_is_counted_but_never_used(clip: CLIP, pictures: Tensor) -> None:
    trained = adapted(clip, r".*resblocks\.\d+\.attn\.out_proj")

    assert sum(each.numel() for each in trained) == 512
    assert not clip.encode_image(pictures).requires_grad


def test_lora_on_attn_adds_the_update_of_out_proj_twice(clip: CLIP, pictures: Tensor) -> None:
    frozen = {name: value.clone() for name, value in clip.state_dict().items()}
    adapted(clip, r".*resblocks\.\d+\.attn")
    draw = torch.Generator().manual_seed(2)
    layers = [block.attn.base_layer.out_proj for block in clip.visual.transformer.resblocks]
    with torch.no_grad():
        for layer in layers:
            up = layer.lora_B["default"].weight
            up.copy_(0.1 * torch.randn(up.shape, generator=draw))
        found = clip.encode_image(pictures)

    def with_update(times: float) -> Tensor:
        for number, layer in enumerate(layers):
            down, up = layer.lora_A["default"].weight, layer.lora_B["default"].weight
            name = f"visual.transformer.resblocks.{number}.attn.out_proj.weight"
            weights[name] = frozen[name] + times * 4.0 * (up @ down)
        plain.load_state_dict(weights)
        return plain.encode_image(pictures)

    weights = dict(frozen)
    plain = CLIP(**TINY_SHAPE).eval().requires_grad_(False)

    assert (with_update(2.0) - found).abs().max() < 1e-5
    assert (with_update(1.0) - found).abs().max() > 1e-3
