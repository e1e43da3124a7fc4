"""The image tower of cn_clip's `CLIP`, computed with fewer passes over memory, for pretraining on a CPU.

The weights are the model's own and so are the results, to rounding; a test compares the two. On two
cores the elementwise passes and changes of layout of the original cost more than its products.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

# cn_clip's QuickGELU is x · sigmoid(1.702 x) = silu(1.702 x) / 1.702: the factors go into the weights.
_SLOPE = 1.702


def encode_image(tower: Any, pixels: Tensor) -> Tensor:
    """What `tower(pixels)` gives: normalised pixels [B, 3, H, W] to vectors [B, D].

    `tower` is cn_clip's `VisualTransformer`, whose parts carry no types.
    """
    size, (rows, columns) = tower.conv1.kernel_size[0], tower.grid_size
    batch = len(pixels)
    patches = pixels.reshape(batch, 3, rows, size, columns, size).permute(0, 2, 4, 1, 3, 5)
    x = functional.linear(patches.reshape(batch, rows * columns, -1), tower.conv1.weight.flatten(1))
    first = tower.class_embedding.to(x.dtype).expand(batch, 1, -1)
    x = torch.cat([first, x], dim=1) + tower.positional_embedding.to(x.dtype)
    x = _norm(tower.ln_pre, x)
    for block in tower.transformer.resblocks:
        x = _block(block, x)
    return _norm(tower.ln_post, x[:, 0]) @ tower.proj


def _norm(layer: nn.LayerNorm, x: Tensor) -> Tensor:
    weight, bias = layer.weight.to(x.dtype), layer.bias.to(x.dtype)
    return functional.layer_norm(x, layer.normalized_shape, weight, bias, layer.eps)


def _block(block: Any, x: Tensor) -> Tensor:
    batch, length, width = x.shape
    attention, mlp = block.attn, block.mlp
    heads = attention.num_heads
    joined = functional.linear(
        _norm(block.ln_1, x), attention.in_proj_weight, attention.in_proj_bias
    )
    q, k, v = joined.view(batch, length, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
    seen = functional.scaled_dot_product_attention(q, k, v)
    x = x + attention.out_proj(seen.transpose(1, 2).reshape(batch, length, width))
    widen, narrow = mlp.c_fc, mlp.c_proj
    inner = functional.linear(_norm(block.ln_2, x), widen.weight * _SLOPE, widen.bias * _SLOPE)
    return x + functional.linear(functional.silu(inner), narrow.weight / _SLOPE, narrow.bias)
