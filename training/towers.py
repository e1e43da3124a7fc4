"""cn_clip's two towers taken apart, so that only what is asked for is computed.

Chinese-CLIP reads one row of its last layer: the class token of a picture, the first token of a
text. Here the last layer is computed for that row alone, with the keys and values of all rows;
frozen blocks can be computed once and kept; and activations can be given up and computed again.
The modules are called as they are, so an adapter may sit on them. Dropout is off, as it is in a
frozen model, but for an adapter's own. Vectors are raw: cn_clip's, not of unit length.

May be called on any thread, one model on one thread at a time. Letters: B batch, L tokens, W width
of the tower, D embedding.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import torch
from cn_clip.clip.model import (
    CLIP,
    ModifiedResNet,
    ResidualAttentionBlock,
    VisualTransformer,
)
from cn_clip.clip.modeling_bert import BertLayer
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.checkpoint import checkpoint as recomputed


def vision_blocks(clip: CLIP) -> int:
    """How many blocks the vision transformer has; 0 for a ResNet."""
    return len(_blocks(clip)) if isinstance(clip.visual, VisualTransformer) else 0


def vision_shape(clip: CLIP) -> tuple[int, int]:
    """L and W of the vision tower: tokens of a picture, the class token included, and width."""
    tower = clip.visual
    places = (
        tower.positional_embedding
        if isinstance(tower, VisualTransformer)
        else cast(ModifiedResNet, tower).attnpool.positional_embedding
    )
    return places.shape[0], places.shape[1]


def encode_image(clip: CLIP, values: Tensor, checkpoint: bool = False) -> Tensor:
    """Normalised pixels [B, 3, H, W] to vectors [B, D].

    Args:
        clip: The model, with or without an adapter on it.
        values: As `Transform.normalise` makes them.
        checkpoint: Keep only the input of each block for the backward pass, and compute the rest
            again there: about a third more work for a tenth of the memory. Nothing changes on a ResNet.
    """
    return project(clip, features(clip, values, checkpoint))


def features(clip: CLIP, values: Tensor, checkpoint: bool = False) -> Tensor:
    """Normalised pixels [B, 3, H, W] to [B, W]: what `project` multiplies.

    Of a transformer the normalised class token; of a ResNet what its attention pooled.
    """
    if isinstance(clip.visual, VisualTransformer):
        return _class_token(clip, _stem(clip.visual, values.type(clip.dtype)), 0, checkpoint)
    return _pooled(cast(ModifiedResNet, clip.visual), values.type(clip.dtype))


def project(clip: CLIP, features: Tensor) -> Tensor:
    """The last, linear step of a picture's way, never in 16 bits: [B, W] to [B, D]."""
    with _no_autocast(features):
        if isinstance(clip.visual, VisualTransformer):
            return features.type(clip.dtype) @ clip.visual.proj
        return cast(ModifiedResNet, clip.visual).attnpool.c_proj(features.type(clip.dtype))


def prefix(clip: CLIP, values: Tensor, blocks: int) -> Tensor:
    """The stem and the first `blocks` blocks of a vision transformer: [B, 3, H, W] to [B, L, W].

    `blocks` is less than `vision_blocks`: after the last one only a single row is of use.
    """
    hidden = _stem(cast(VisualTransformer, clip.visual), values.type(clip.dtype))
    for block in _blocks(clip)[:blocks]:
        hidden = _block(block, hidden)
    return hidden.transpose(0, 1)


def encode_prefix(clip: CLIP, hidden: Tensor, first: int, checkpoint: bool = False) -> Tensor:
    """From what `prefix` made of the first `first` blocks to vectors: [B, L, W] to [B, D]."""
    rows = hidden.transpose(0, 1).contiguous()
    return project(clip, _class_token(clip, rows, first, checkpoint))


def encode_text(clip: CLIP, ids: Tensor, checkpoint: bool = False) -> Tensor:
    """Token ids [B, L], padded with 0, to vectors [B, D]; `checkpoint` as for pictures."""
    seen = ids.ne(0)[:, None, None, :]
    hidden = clip.bert.embeddings(ids)
    layers = cast(list[BertLayer], list(clip.bert.encoder.layer))
    for layer in layers[:-1]:
        hidden = _step(checkpoint, text_layer, layer, hidden, hidden, seen)
    first = _step(checkpoint, text_layer, layers[-1], hidden[:, :1], hidden, seen)
    with _no_autocast(first):
        return first[:, 0].type(clip.dtype) @ clip.text_projection


def _no_autocast(values: Tensor) -> torch.autocast:
    return torch.autocast(values.device.type, enabled=False)


def _blocks(clip: CLIP) -> list[ResidualAttentionBlock]:
    tower = cast(VisualTransformer, clip.visual)
    return cast(list[ResidualAttentionBlock], list(tower.transformer.resblocks))


def _step(checkpoint: bool, function: Callable[..., Tensor], *arguments: object) -> Tensor:
    """One layer. The re-entrant kind of checkpoint would cut the gradient at a frozen stem."""
    if checkpoint and torch.is_grad_enabled():
        return cast(Tensor, recomputed(function, *arguments, use_reentrant=False))
    return function(*arguments)


def _stem(tower: VisualTransformer, values: Tensor) -> Tensor:
    """[B, 3, H, W] to [L, B, W], the order in which the blocks take it.

    What the blocks add to is kept in the type of `values`, under autocast too: it costs no time,
    and a ViT-B-16 comes four times nearer to its float32 vectors than with sums in 16 bits.
    """
    patches = tower.conv1(values).flatten(2).transpose(1, 2)
    first = tower.class_embedding.to(patches.dtype).expand(patches.shape[0], 1, -1)
    hidden = torch.cat([first, patches], dim=1) + tower.positional_embedding.to(patches.dtype)
    return tower.ln_pre(hidden).type(values.dtype).transpose(0, 1).contiguous()


def _class_token(clip: CLIP, hidden: Tensor, first: int, checkpoint: bool) -> Tensor:
    """Blocks `first` and on, the last for the class token only: [L, B, W] to [B, W]."""
    *whole, last = _blocks(clip)[first:]
    for block in whole:
        hidden = _step(checkpoint, _block, block, hidden)
    row = _step(checkpoint, _last_block, last, hidden)
    return cast(VisualTransformer, clip.visual).ln_post(row[0])


def _block(block: ResidualAttentionBlock, hidden: Tensor) -> Tensor:
    """All rows: [L, B, W] to [L, B, W]."""
    rows = block.ln_1(hidden)
    hidden = hidden + block.attn(rows, rows, rows, need_weights=False)[0]
    return hidden + _mlp(block, block.ln_2(hidden))


def _last_block(block: ResidualAttentionBlock, hidden: Tensor) -> Tensor:
    """The first row as the block makes it, from all rows: [L, B, W] to [1, B, W]."""
    rows = block.ln_1(hidden)
    row = hidden[:1] + block.attn(rows[:1], rows, rows, need_weights=False)[0]
    return row + _mlp(block, block.ln_2(row))


def _mlp(block: ResidualAttentionBlock, rows: Tensor) -> Tensor:
    widen, _, narrow = cast(nn.Sequential, block.mlp)
    return narrow(cast(Tensor, _QuickGelu.apply(widen(rows))))


class _QuickGelu(torch.autograd.Function):
    """cn_clip's `x * sigmoid(1.702 x)`, to the bit; only x is kept for the backward pass.

    The widest values of a block: left to autograd, two tensors of their size would be kept.
    """

    @staticmethod
    def forward(ctx: Any, values: Tensor) -> Tensor:  # type: ignore[override]
        """Any shape to the same."""
        ctx.save_for_backward(values)
        return (1.702 * values).sigmoid_().mul_(values)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:  # type: ignore[override]
        """`s (1 + 1.702 x (1 - s))` times the gradient, s being the sigmoid computed again."""
        (values,) = ctx.saved_tensors
        sigmoid = (1.702 * values).sigmoid_()
        slope = (1 - sigmoid).mul_(values).mul_(1.702).add_(1).mul_(sigmoid)
        return slope.mul_(gradient)


def text_layer(layer: BertLayer, asking: Tensor, hidden: Tensor, seen: Tensor) -> Tensor:
    """One BERT layer for the rows `asking` [B, Q, W] that look at `hidden` [B, L, W]: [B, Q, W].

    `seen` [B, 1, 1, L] is False where there is padding, which then has no weight at all; BERT's
    own mask of -10000 gives it a weight of exactly 0 as well.
    """
    own = layer.attention.self
    parts = (own.query(asking), own.key(hidden), own.value(hidden))
    q, k, v = (part.unflatten(-1, (own.num_attention_heads, -1)).transpose(1, 2) for part in parts)
    mixed = functional.scaled_dot_product_attention(q, k, v, seen)
    attended = layer.attention.output(mixed.transpose(1, 2).flatten(2), asking)
    return layer.output(layer.intermediate(attended), attended)


def _pooled(tower: ModifiedResNet, values: Tensor) -> Tensor:
    """A ResNet up to its last linear layer, the mean alone asking: [B, 3, H, W] to [B, W]."""
    for conv, norm in (
        (tower.conv1, tower.bn1),
        (tower.conv2, tower.bn2),
        (tower.conv3, tower.bn3),
    ):
        values = tower.relu(norm(conv(values)))
    values = tower.avgpool(values)
    for stage in (tower.layer1, tower.layer2, tower.layer3, tower.layer4):
        values = stage(values)
    pool = tower.attnpool
    rows = values.flatten(2).transpose(1, 2)
    rows = torch.cat([rows.mean(dim=1, keepdim=True), rows], dim=1)
    rows = rows + pool.positional_embedding.to(rows.dtype)
    parts = (pool.q_proj(rows[:, :1]), pool.k_proj(rows), pool.v_proj(rows))
    q, k, v = (part.unflatten(-1, (pool.num_heads, -1)).transpose(1, 2) for part in parts)
    mixed = functional.scaled_dot_product_attention(q, k, v)
    return mixed.transpose(1, 2).flatten(2)[:, 0]
