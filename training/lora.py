"""LoRA on the vision tower's attention output, through a low-rank side path.

`nn.MultiheadAttention` reads `out_proj.weight` and never calls `out_proj`, so a wrapper with a
`forward` of its own changes nothing there. The attention is therefore replaced by one that does
call it. Everything here may be called on any thread, one model on one thread at a time.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from cn_clip.clip.model import CLIP, ResidualAttentionBlock, VisualTransformer
from safetensors.torch import load_file
from safetensors.torch import save as to_bytes
from torch import Tensor, nn
from torch.nn import functional

from training.adapter_file import AdapterInfo
from training.base_model import BaseModel
from training.errors import TrainingError


class LoraLinear(nn.Module):
    """A frozen linear layer plus `scaling · B A`, computed beside it: [.., in] to [.., out].

    The frozen weight's gradient is never formed, which a layer that adds `B A` to the weight
    would do. B begins at zero, A as Kaiming has it: at first the layer is the frozen one, to the
    bit.
    """

    def __init__(
        self, frozen: nn.Linear, rank: int, scaling: float, generator: torch.Generator
    ) -> None:
        """Shares `frozen`'s tensors; A and B lie on its device in its type."""
        super().__init__()
        weight = frozen.weight
        self.weight, self.bias = weight, frozen.bias
        self.scaling = scaling
        drawn = torch.empty(rank, weight.shape[1])
        bound = math.sqrt(1 / weight.shape[1])
        drawn.uniform_(-bound, bound, generator=generator)
        self.lora_A = nn.Parameter(drawn.to(weight.device, weight.dtype))
        self.lora_B = nn.Parameter(weight.new_zeros(weight.shape[0], rank))

    def forward(self, values: Tensor) -> Tensor:
        """[.., in] to [.., out]."""
        plain = functional.linear(values, self.weight, self.bias)
        if self.scaling == 0.0:
            return plain
        narrow = functional.linear(values, self.lora_A)
        return plain + self.scaling * functional.linear(narrow, self.lora_B)


class LoraAttention(nn.Module):
    """Self-attention that calls its `out_proj`; otherwise `nn.MultiheadAttention`, to the bit.

    It takes the place of `ResidualAttentionBlock.attn`, keeps the names of its tensors, and does
    what `F.multi_head_attention_forward` does without dropout and without weights asked for.
    """

    def __init__(self, frozen: nn.MultiheadAttention, out_proj: LoraLinear) -> None:
        """Shares `frozen`'s tensors."""
        super().__init__()
        self.frozen = (frozen,)  # in a tuple: kept for `detach`, and no submodule
        self.heads = frozen.num_heads
        self.in_proj_weight = frozen.in_proj_weight
        self.in_proj_bias = frozen.in_proj_bias
        self.out_proj = out_proj

    def forward(self, query: Tensor, *_: Tensor, **__: object) -> tuple[Tensor, None]:
        """[L, B, width] to [L, B, width]; cn_clip passes the same tensor three times."""
        length, batch, width = query.shape
        packed = functional.linear(query, self.in_proj_weight, self.in_proj_bias)
        packed = packed.unflatten(-1, (3, width)).unsqueeze(0).transpose(0, -2).squeeze(-2)
        q, k, v = (
            part.contiguous()
            .view(length, batch * self.heads, width // self.heads)
            .transpose(0, 1)
            .view(batch, self.heads, length, width // self.heads)
            for part in packed.contiguous()
        )
        mixed = functional.scaled_dot_product_attention(q, k, v)
        mixed = mixed.permute(2, 0, 1, 3).contiguous().view(length * batch, width)
        return self.out_proj(mixed).view(length, batch, width), None


@dataclass(frozen=True)
class Lora:
    """An adapter that sits on a model.

    Attributes:
        layers: Each adapted layer by its name in cn_clip's state dict.
    """

    layers: Mapping[str, LoraLinear]
    rank: int
    alpha: float
    scaling: float

    def parameters(self) -> list[nn.Parameter]:
        """A and B of every layer, in the order of the layers."""
        return [part for layer in self.layers.values() for part in (layer.lora_A, layer.lora_B)]

    def tensors(self) -> dict[str, Tensor]:
        """Copies of A and B by name, float32 on the CPU: what an adapter file holds."""
        return {
            f"{name}.{part}": getattr(layer, part).detach().to("cpu", torch.float32, copy=True)
            for name, layer in self.layers.items()
            for part in ("lora_A", "lora_B")
        }

    def put(self, tensors: Mapping[str, Tensor]) -> None:
        """Takes over the values of `tensors`, named as `tensors()` names them.

        Raises:
            ValueError: Names or shapes are those of another adapter.
        """
        mine = {
            f"{name}.{part}": getattr(layer, part)
            for name, layer in self.layers.items()
            for part in ("lora_A", "lora_B")
        }
        if {n: tuple(v.shape) for n, v in mine.items()} != {
            n: tuple(v.shape) for n, v in tensors.items()
        }:
            raise ValueError("the adapter's layers are not those of this model")
        with torch.no_grad():
            for name, parameter in mine.items():
                parameter.copy_(tensors[name])

    @contextmanager
    def at_strength(self, strength: float) -> Iterator[None]:
        """The model with the update times `strength`: 0 is the base model, to the bit."""
        for layer in self.layers.values():
            layer.scaling = self.scaling * strength
        try:
            yield
        finally:
            for layer in self.layers.values():
                layer.scaling = self.scaling


def attach(clip: CLIP, rank: int, alpha: float, seed: int = 0) -> Lora:
    """Puts a fresh adapter on `out_proj` of every vision block; only its A and B are trainable.

    Args:
        clip: A frozen model; its vectors do not change at all until B is trained.
        rank: Inner width of the update.
        alpha: The update is scaled by alpha / rank.
        seed: Of the draw of A; the same on every device.

    Raises:
        TrainingError: `adapter_unsupported`: the vision tower has no attention of that kind.
    """
    if not isinstance(clip.visual, VisualTransformer):
        raise TrainingError(
            "adapter_unsupported",
            "This model's vision tower is a ResNet; LoRA works on vision transformers.",
            "Choose a ViT model to finetune, such as ViT-B-16.",
        )
    generator = torch.Generator().manual_seed(seed)
    layers = {}
    for number, block in enumerate(_blocks(clip)):
        frozen = block.attn
        if not isinstance(frozen, nn.MultiheadAttention):
            raise ValueError("there is an adapter on this model already, or it uses flash_attn")
        layer = LoraLinear(frozen.out_proj, rank, alpha / rank, generator)
        block.attn = LoraAttention(frozen, layer)
        layers[f"visual.transformer.resblocks.{number}.attn.out_proj"] = layer
    return Lora(layers, rank, alpha, alpha / rank)


def detach(clip: CLIP) -> None:
    """Takes an adapter off: the model is again what it was, the same modules in the same places."""
    if not isinstance(clip.visual, VisualTransformer):
        return
    for block in _blocks(clip):
        if isinstance(block.attn, LoraAttention):
            block.attn = block.attn.frozen[0]


def save_bytes(lora: Lora, base: BaseModel, told: Mapping[str, Any]) -> bytes:
    """The bytes of an `adapter.safetensors`.

    Args:
        lora: What is to be kept.
        base: The model it sits on; the file is refused on any other.
        told: Further facts for the file's metadata (metrics, split hash, preset).
    """
    body = {
        "schema": 1,
        "base": base.fingerprint,
        "architecture": base.config.architecture,
        "transform": base.config.transform.fingerprint,
        "rank": lora.rank,
        "alpha": lora.alpha,
        "scaling": lora.scaling,
        "strength": 1.0,
        "targets": list(lora.layers),
        "logit_scale": float(base.clip.logit_scale),
        **told,
    }
    return to_bytes(lora.tensors(), metadata={"songclip": json.dumps(body, ensure_ascii=True)})


def attach_file(clip: CLIP, path: Path, info: AdapterInfo) -> Lora:
    """Puts the adapter at `path`, already read as `info`, on the model.

    Raises:
        TrainingError: `adapter_damaged`, `adapter_unsupported`.
    """
    lora = attach(clip, info.rank, info.scaling * info.rank)
    try:
        lora.put(load_file(path))
    except (OSError, ValueError) as error:
        detach(clip)
        raise TrainingError(
            "adapter_damaged",
            f"The adapter {path} cannot be used: {error}.",
            "Choose another run, or train again.",
            path=str(path),
        ) from error
    for parameter in lora.parameters():
        parameter.requires_grad_(False)
    return lora


def _blocks(clip: CLIP) -> list[ResidualAttentionBlock]:
    tower = cast(VisualTransformer, clip.visual)
    return cast(list[ResidualAttentionBlock], list(tower.transformer.resblocks))
