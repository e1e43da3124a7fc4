"""The towers taken apart give what cn_clip gives, forward and backward."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import torch
from cn_clip.clip import tokenize
from cn_clip.clip.model import CLIP
from torch import Tensor

from tests.training.conftest import MINI_MODEL, TINY_SHAPE
from training import adapter, base_model, towers
from training.presets import PRESETS
from training.tokens import normalise, token_ids

TEXTS = ["山水", "“远山”层叠，松林深处有一座茅屋", "", "孤舟" * 40, "Boat"]


def _far(ours: Tensor, plain: Tensor) -> float:
    return float((ours - plain).norm() / plain.norm())


def _pictures(clip: CLIP, batch: int = 3) -> Tensor:
    size = clip.visual.input_resolution
    return torch.randn(batch, 3, size, size, generator=torch.Generator().manual_seed(1))


@pytest.fixture(scope="module")
def small(tiny_clip: Path) -> dict[str, CLIP]:
    torch.manual_seed(0)
    resnet = CLIP(
        **{
            **TINY_SHAPE,
            "vision_layers": [1, 1, 1, 1],
            "vision_width": 8,
            "vision_patch_size": None,
            "image_resolution": 64,
        }
    )
    return {
        "tiny": base_model.load(tiny_clip).clip,
        "mini": base_model.load(MINI_MODEL).clip,
        "resnet": resnet.eval().requires_grad_(False),
    }


@pytest.fixture(scope="module")
def true_shape() -> CLIP:
    torch.manual_seed(0)
    clip = CLIP(**base_model.named_shapes()["ViT-B-16"])
    return clip.float().eval().requires_grad_(False)


def _pictures_agree(clip: CLIP) -> None:
    values = _pictures(clip)
    with torch.no_grad():
        plain = clip.encode_image(values)
        assert _far(towers.encode_image(clip, values), plain) < 1e-5
        assert _far(towers.project(clip, towers.features(clip, values)), plain) < 1e-5
        for blocks in range(0, towers.vision_blocks(clip), 5):
            kept = towers.prefix(clip, values, blocks)
            assert kept.shape[0] == len(values)
            assert _far(towers.encode_prefix(clip, kept, blocks), plain) < 1e-5


def _texts_agree(clip: CLIP) -> None:
    with torch.no_grad():
        plain = clip.encode_text(tokenize([normalise(text) for text in TEXTS]))
        padded = towers.encode_text(clip, tokenize([normalise(text) for text in TEXTS]))
        trimmed = torch.cat(
            [towers.encode_text(clip, torch.from_numpy(token_ids([text]))) for text in TEXTS]
        )
    assert _far(padded, plain) < 1e-5
    assert _far(trimmed, plain) < 1e-5


@pytest.mark.parametrize("name", ["tiny", "mini", "resnet"])
def test_they_give_the_vectors_of_upstream(small: dict[str, CLIP], name: str) -> None:
    _pictures_agree(small[name])
    _texts_agree(small[name])


@pytest.mark.slow
def test_they_give_the_vectors_of_upstream_in_the_true_shape(true_shape: CLIP) -> None:
    assert towers.vision_blocks(true_shape) == 12
    _pictures_agree(true_shape)
    _texts_agree(true_shape)


@pytest.mark.parametrize("name", ["faithful", "best", "head", "full"])
def test_with_an_adapter_on_it_too(small: dict[str, CLIP], name: str) -> None:
    clip = small["mini"]
    values = _pictures(clip)
    before = towers.encode_image(clip, values)
    worn = adapter.attach(clip, PRESETS[name])
    try:
        generator = torch.Generator().manual_seed(3)
        worn.put(
            {
                part: each + 0.02 * torch.randn(each.shape, generator=generator)
                for part, each in worn.tensors().items()
            }
        )
        assert _far(towers.encode_image(clip, values).detach(), before) > 1e-3
        _pictures_agree(clip)
        _texts_agree(clip)
    finally:
        adapter.detach(clip)


def test_a_resnet_has_no_blocks(small: dict[str, CLIP]) -> None:
    assert towers.vision_blocks(small["resnet"]) == 0
    assert towers.vision_blocks(small["tiny"]) == 2


def _gradients(clip: CLIP, names: list[str], encode) -> list[Tensor]:
    """What `encode` gives the named weights, all other weights frozen."""
    chosen = [clip.get_parameter(name).requires_grad_(True) for name in names]
    vectors = encode()
    weights = torch.randn(vectors.shape, generator=torch.Generator().manual_seed(2))
    (vectors * weights).sum().backward()
    grads = [parameter.grad for parameter in chosen]
    for parameter in chosen:
        parameter.requires_grad_(False).grad = None
    assert all(grad is not None and bool(grad.abs().sum() > 0) for grad in grads)
    return grads


@pytest.mark.parametrize("name", ["tiny", "mini"])
@pytest.mark.parametrize("checkpoint", [False, True])
def test_their_gradients_are_those_of_upstream(
    small: dict[str, CLIP], name: str, checkpoint: bool
) -> None:
    clip = small[name]
    values, ids = _pictures(clip), torch.from_numpy(token_ids(TEXTS))
    last = towers.vision_blocks(clip) - 1
    layer = len(clip.bert.encoder.layer) - 1
    # The stem is frozen: a checkpoint of the re-entrant kind would train nothing here.
    vision = [
        f"visual.transformer.resblocks.{number}.{part}"
        for number in (0, last)
        for part in ("attn.in_proj_weight", "mlp.c_fc.weight")
    ]
    text = [
        f"bert.encoder.layer.{number}.{part}.weight"
        for number in (0, layer)
        for part in ("attention.self.query", "attention.self.value", "output.dense")
    ]

    ours = _gradients(clip, vision, lambda: towers.encode_image(clip, values, checkpoint))
    plain = _gradients(clip, vision, lambda: clip.encode_image(values))
    our_text = _gradients(clip, text, lambda: towers.encode_text(clip, ids, checkpoint))
    plain_text = _gradients(clip, text, lambda: clip.encode_text(ids))

    for mine, theirs in zip([*ours, *our_text], [*plain, *plain_text], strict=True):
        assert _far(mine, theirs) < 1e-5


def test_checkpointing_changes_no_gradient_at_all(small: dict[str, CLIP]) -> None:
    clip, values = small["mini"], _pictures(small["mini"])
    names = ["visual.transformer.resblocks.0.attn.out_proj.weight"]

    kept = _gradients(clip, names, lambda: towers.encode_image(clip, values))
    again = _gradients(clip, names, lambda: towers.encode_image(clip, values, checkpoint=True))

    assert torch.equal(kept[0], again[0])


def test_half_precision_is_nearer_to_the_truth_than_upstreams(small: dict[str, CLIP]) -> None:
    clip, values = small["mini"], _pictures(small["mini"], 16)
    with torch.no_grad():
        truth = clip.encode_image(values)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            ours = towers.encode_image(clip, values)
            plain = clip.encode_image(values)
            kept = towers.prefix(clip, values, 1)

    assert _far(ours.float(), truth) < 0.9 * _far(plain.float(), truth)
    assert kept.dtype == torch.float32


@pytest.mark.slow
def test_checkpointing_changes_no_gradient_in_the_true_shape(true_shape: CLIP) -> None:
    values = _pictures(true_shape, 1)
    names = [f"visual.transformer.resblocks.{number}.attn.out_proj.weight" for number in (0, 11)]

    plain = _gradients(true_shape, names, lambda: true_shape.encode_image(values))
    again = _gradients(
        true_shape, names, lambda: towers.encode_image(true_shape, values, checkpoint=True)
    )

    for mine, theirs in zip(again, plain, strict=True):
        assert _far(mine, theirs) < 1e-5


def _wide_values_kept(run: Callable[[Tensor], Tensor], rows: Tensor, width: int) -> int:
    sizes: dict[int, int] = {}

    def note(kept: Tensor) -> Tensor:
        sizes[kept.data_ptr()] = kept.shape[-1] if kept.dim() == 3 else 0
        return kept

    with torch.autograd.graph.saved_tensors_hooks(note, lambda kept: kept):
        run(rows)
    return sum(size == width for size in sizes.values())


def test_the_widest_values_are_kept_once_and_their_gradient_is_right(
    small: dict[str, CLIP],
) -> None:
    values = torch.linspace(-6, 6, 40, dtype=torch.float64, requires_grad=True)
    block = cast(Any, small["mini"].visual).transformer.resblocks[0]
    widen = block.mlp[0]
    rows = torch.rand(7, 4, widen.in_features, requires_grad=True)
    ours = _wide_values_kept(lambda r: towers._mlp(block, r), rows, widen.out_features)
    upstream = _wide_values_kept(block.mlp, rows, widen.out_features)

    assert torch.autograd.gradcheck(towers._QuickGelu.apply, (values,))
    assert torch.equal(towers._QuickGelu.apply(values), values * torch.sigmoid(1.702 * values))
    assert (ours, upstream) == (1, 2)
