"""LoRA on the vision tower's attention output."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from cn_clip.clip.model import CLIP
from torch import Tensor, nn

from training import base_model, lora
from training.adapter_file import read_adapter
from training.base_model import BaseModel
from training.errors import TrainingError


@pytest.fixture
def base(tiny_clip: Path) -> BaseModel:
    return base_model.load(tiny_clip)


@pytest.fixture
def pictures() -> Tensor:
    return torch.randn(4, 3, 32, 32, generator=torch.Generator().manual_seed(1))


def _disturb(adapter: lora.Lora) -> None:
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for parameter in adapter.parameters():
            parameter.add_(0.1 * torch.randn(parameter.shape, generator=generator))


@pytest.mark.parametrize("training", [False, True])
def test_a_fresh_adapter_changes_nothing_to_the_last_bit(
    base: BaseModel, pictures: Tensor, training: bool
) -> None:
    before = base.clip.encode_image(pictures)
    lora.attach(base.clip, rank=4, alpha=16)
    base.clip.train(training)

    assert (base.clip.encode_image(pictures) - before).abs().max().item() == 0.0


def test_a_wrapper_with_a_forward_of_its_own_changes_nothing_at_all(
    base: BaseModel, pictures: Tensor
) -> None:
    """The control: why the attention has to be replaced."""
    before = base.clip.encode_image(pictures)
    generator = torch.Generator().manual_seed(0)
    for block in base.clip.visual.transformer.resblocks:
        layer = lora.LoraLinear(block.attn.out_proj, 4, 4.0, generator)
        with torch.no_grad():
            layer.lora_B.fill_(1.0)
        block.attn.out_proj = layer

    after = base.clip.encode_image(pictures)

    assert torch.equal(after, before)
    assert not after.requires_grad


def test_a_trained_adapter_changes_the_vectors_and_every_part_gets_a_gradient(
    base: BaseModel, pictures: Tensor
) -> None:
    before = base.clip.encode_image(pictures)
    adapter = lora.attach(base.clip, rank=4, alpha=16)
    _disturb(adapter)

    after = base.clip.encode_image(pictures)
    after.square().sum().backward()

    assert (after - before).abs().max() > 1e-3
    assert all(each.grad is not None and each.grad.abs().sum() > 0 for each in adapter.parameters())
    assert [name for name, each in base.clip.named_parameters() if each.grad is not None] == [
        f"visual.transformer.resblocks.{block}.attn.out_proj.lora_{part}"
        for block in range(2)
        for part in "AB"
    ]


def test_the_side_path_is_the_merged_weight(base: BaseModel, pictures: Tensor) -> None:
    adapter = lora.attach(base.clip, rank=4, alpha=16)
    _disturb(adapter)
    beside = base.clip.encode_image(pictures).detach()
    lora.detach(base.clip)
    with torch.no_grad():
        for name, layer in adapter.layers.items():
            weight = base.clip.get_submodule(name).weight
            weight.copy_(weight + layer.factor * layer.lora_B @ layer.lora_A)

    merged = base.clip.encode_image(pictures)

    assert ((merged - beside).abs().max() / merged.abs().max()).item() < 1e-5


def test_only_the_adapter_is_trainable(base: BaseModel) -> None:
    adapter = lora.attach(base.clip, rank=4, alpha=16)
    trainable = {name for name, each in base.clip.named_parameters() if each.requires_grad}

    assert all("lora_" in name for name in trainable)
    assert sum(each.numel() for each in adapter.parameters()) == 2 * 4 * (32 + 32)
    assert adapter.scaling == 4.0


def test_strength_zero_is_the_base_model_to_the_last_bit(base: BaseModel, pictures: Tensor) -> None:
    before = base.clip.encode_image(pictures)
    adapter = lora.attach(base.clip, rank=4, alpha=16)
    _disturb(adapter)
    full = base.clip.encode_image(pictures)

    with adapter.at_strength(0.0):
        assert torch.equal(base.clip.encode_image(pictures), before)
    assert torch.equal(base.clip.encode_image(pictures), full)


def test_taking_it_off_leaves_the_model_as_it_was(base: BaseModel, pictures: Tensor) -> None:
    names, before = list(base.clip.state_dict()), base.clip.encode_image(pictures)
    _disturb(lora.attach(base.clip, rank=4, alpha=16))
    lora.detach(base.clip)

    assert list(base.clip.state_dict()) == names
    assert torch.equal(base.clip.encode_image(pictures), before)
    assert all(
        isinstance(block.attn, nn.MultiheadAttention)
        for block in base.clip.visual.transformer.resblocks
    )


def test_the_draw_follows_from_the_seed(base: BaseModel) -> None:
    first = lora.attach(base.clip, 4, 16, seed=1).tensors()
    lora.detach(base.clip)
    again = lora.attach(base.clip, 4, 16, seed=1).tensors()
    lora.detach(base.clip)
    other = lora.attach(base.clip, 4, 16, seed=2).tensors()

    name = "visual.transformer.resblocks.0.attn.out_proj.lora_A"
    assert torch.equal(first[name], again[name])
    assert not torch.equal(first[name], other[name])


def test_a_saved_adapter_gives_the_same_vectors(
    base: BaseModel, pictures: Tensor, tmp_path: Path
) -> None:
    adapter = lora.attach(base.clip, rank=4, alpha=16)
    _disturb(adapter)
    live = base.clip.encode_image(pictures).detach()
    path = tmp_path / "adapter.safetensors"
    path.write_bytes(lora.save_bytes(adapter, base, {"preset": "mini"}))
    lora.detach(base.clip)

    info = read_adapter(path, base.fingerprint)
    lora.attach_file(base.clip, path, info)

    assert torch.equal(base.clip.encode_image(pictures), live)
    assert (info.rank, info.alpha, info.scaling) == (4, 16, 4)
    assert (info.touches_images, info.touches_text) == (True, False)


def test_an_adapter_of_another_base_is_refused(base: BaseModel, tmp_path: Path) -> None:
    path = tmp_path / "adapter.safetensors"
    path.write_bytes(lora.save_bytes(lora.attach(base.clip, 4, 16), base, {}))

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


def test_a_resnet_is_refused_with_a_remedy() -> None:
    shape = dict(base_model.named_shapes()["RN50"])
    with torch.device("meta"):
        clip = CLIP(**shape)

    with pytest.raises(TrainingError) as caught:
        lora.attach(clip, 4, 16)

    assert caught.value.code == "adapter_unsupported"
    assert "ViT" in caught.value.remedy


@pytest.mark.parametrize(
    ("name", "trainable"), [("ViT-B-16", 73_728), ("ViT-L-14", 196_608), ("ViT-H-14", 327_680)]
)
def test_the_published_shapes_have_the_published_counts(name: str, trainable: int) -> None:
    with torch.device("meta"):
        clip = CLIP(**base_model.named_shapes()[name])
    if name == "ViT-B-16":
        assert sum(each.numel() for each in clip.parameters()) == 188_262_913

    adapter = lora.attach(clip.requires_grad_(False), rank=4, alpha=16)

    assert sum(each.numel() for each in adapter.parameters()) == trainable
