"""Where in a picture lies what makes it near to a query: one map for each model and query.

May be called on any thread, one model on one thread at a time. Letters: L tokens, H heads, D
embedding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import torch
from cn_clip.clip.model import CLIP, ModifiedResNet, VisualTransformer
from torch import Tensor, nn
from torch.nn import functional

from training import towers
from training.attention import look


@dataclass(frozen=True)
class Maps:
    """What was found in one picture.

    Attributes:
        score: cosine of picture and query.
        relevance: [rows, columns], 0 and up; sums and heights of two maps do not compare.
        attention: [layers, heads, rows, columns]; what the class token takes from each patch.
        rollout: [rows, columns]: the same through all layers; None for a ResNet.
    """

    score: float
    relevance: Tensor
    attention: Tensor
    rollout: Tensor | None


def maps(clip: CLIP, values: Tensor, query: Tensor) -> Maps:
    """Explains the nearness of one picture to one query.

    Args:
        clip: The model, with or without an adapter on it.
        values: Normalised pixels [1, 3, side, side].
        query: Unit vector [D], of a text or of a picture.
    """
    with torch.enable_grad():
        if isinstance(clip.visual, VisualTransformer):
            return _of_transformer(clip, values, query)
        return _of_resnet(clip, values, query)


def rolled_out(attention: Sequence[Tensor]) -> Tensor:
    """What each token takes from each input token through all layers: [H, L, L] each to [L, L].

    The heads' mean, half of it what a token keeps of itself by way of the residual. (Attention
    rollout: Abnar and Zuidema 2020, arXiv 2005.00928, section 3.)
    """
    whole = torch.eye(attention[0].shape[-1], device=attention[0].device)
    for layer in attention:
        whole = (0.5 * layer.mean(dim=0) + 0.5 * torch.eye(len(whole), device=whole.device)) @ whole
    return whole


def relevant(attention: Sequence[Tensor], gradients: Sequence[Tensor]) -> Tensor:
    """How much each input token speaks for the query, through all layers: [H, L, L] each to [L, L].

    The attention that raises the score, times how much it does, gathered layer upon layer.
    (Chefer, Gur and Wolf 2021, arXiv 2103.15679, equations 5 and 6.)
    """
    whole = torch.eye(attention[0].shape[-1], device=attention[0].device)
    for layer, gradient in zip(attention, gradients, strict=True):
        whole = whole + (layer * gradient).clamp(min=0).mean(dim=0) @ whole
    return whole


def _of_transformer(clip: CLIP, values: Tensor, query: Tensor) -> Maps:
    seen = look(clip, values)
    score = functional.cosine_similarity(seen.vectors.float()[0], query, dim=0)
    gradients = torch.autograd.grad(score, seen.attention)
    attention = [layer.detach()[0] for layer in seen.attention]
    side = round((attention[0].shape[-1] - 1) ** 0.5)

    def patches(row: Tensor) -> Tensor:
        return row[..., 1:].unflatten(-1, (side, side)).cpu()

    return Maps(
        float(score.detach()),
        patches(relevant(attention, [layer[0] for layer in gradients])[0]),
        patches(torch.stack([layer[:, 0] for layer in attention])),
        patches(rolled_out(attention)[0]),
    )


def _of_resnet(clip: CLIP, values: Tensor, query: Tensor) -> Maps:
    """Grad-CAM over the last maps (Selvaraju et al. 2017, arXiv 1610.02391, equations 1 and 2)."""
    kept: list[Tensor] = []

    def keep(_layer: nn.Module, _given: object, made: Tensor) -> None:
        kept.append(made)

    hook = cast(ModifiedResNet, clip.visual).layer4.register_forward_hook(keep)
    try:
        vector = towers.encode_image(clip, values.detach().requires_grad_(True))
    finally:
        hook.remove()
    score = functional.cosine_similarity(vector.float()[0], query, dim=0)
    (gradient,) = torch.autograd.grad(score, kept)
    weights = gradient.mean(dim=(2, 3), keepdim=True)
    relevance = (weights * kept[0]).sum(dim=1)[0].clamp(min=0).detach().cpu()
    return Maps(float(score.detach()), relevance, torch.zeros(0, 0, *relevance.shape), None)
