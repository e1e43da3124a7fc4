"""What a vision transformer looks at while it encodes one picture, with the way back to it.

The same numbers as `towers` computes, but each block's attention is formed as a matrix, which the
fast way never does. May be called on any thread, one model on one thread at a time. Letters:
B batch, L tokens, W width, H heads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import torch
from cn_clip.clip.model import CLIP, ResidualAttentionBlock, VisualTransformer
from torch import Tensor, nn
from torch.nn import functional

from training.lora import LoraAttention


@dataclass(frozen=True)
class Seen:
    """One pass of pictures through a vision transformer.

    Attributes:
        vectors: [B, D], raw as cn_clip's.
        tokens: [B, L, W] behind the last block.
        attention: of each block, [B, H, L, L]; a row is what one token takes from all.
    """

    vectors: Tensor
    tokens: Tensor
    attention: tuple[Tensor, ...]


def look(clip: CLIP, values: Tensor) -> Seen:
    """Normalised pixels [B, 3, H, W] through the tower; gradients reach the attention.

    Any adapter may sit on the model. Its own dropout is off.
    """
    tower = cast(VisualTransformer, clip.visual)
    values = values.type(clip.dtype)
    if torch.is_grad_enabled():
        # The model is frozen: without this no graph would be kept.
        values = values.requires_grad_(True)
    patches = tower.conv1(values).flatten(2).transpose(1, 2)
    first = tower.class_embedding.to(patches.dtype).expand(patches.shape[0], 1, -1)
    hidden = torch.cat([first, patches], dim=1) + tower.positional_embedding.to(patches.dtype)
    hidden = tower.ln_pre(hidden)
    seen = []
    for block in cast(list[ResidualAttentionBlock], list(tower.transformer.resblocks)):
        mixed, weights = _attend(cast(nn.Module, block.attn), block.ln_1(hidden))
        hidden = hidden + mixed
        hidden = hidden + block.mlp(block.ln_2(hidden))
        seen.append(weights)
    vectors = tower.ln_post(hidden[:, 0]) @ tower.proj
    return Seen(vectors, hidden, tuple(seen))


def _attend(attention: nn.Module, rows: Tensor) -> tuple[Tensor, Tensor]:
    """What the attention makes of [B, L, W], and its weights [B, H, L, L].

    Adapters change how queries, keys and values come about and what is called last; both are
    called as they are.
    """
    if isinstance(attention, LoraAttention):
        heads, parts = attention.heads, attention._projected(rows, rows, rows)
    else:
        frozen = cast(nn.MultiheadAttention, attention)
        heads = frozen.num_heads
        fused = functional.linear(rows, cast(Tensor, frozen.in_proj_weight), frozen.in_proj_bias)
        parts = list(fused.chunk(3, dim=-1))
    q, k, v = (part.unflatten(-1, (heads, -1)).transpose(1, 2) for part in parts)
    weights = torch.softmax(q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5, dim=-1)
    mixed = (weights @ v).transpose(1, 2).flatten(2)
    return cast(nn.Module, attention.out_proj)(mixed), weights
