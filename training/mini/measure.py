"""Encodes painted scenes with the mini model and measures how well texts find their pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from cn_clip.clip.model import CLIP
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from training import ranking
from training.mini.weights import MEAN, STD
from training.tokens import token_ids


def pixels_of(pictures: NDArray[np.uint8]) -> Tensor:
    """Turns uint8 [B, H, W, 3] into [B, 3, H, W] in 0…1."""
    return torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 255


def normalised(pixels: Tensor) -> Tensor:
    """Shifts and scales [B, 3, H, W] in 0…1 as Chinese-CLIP does."""
    mean, std = torch.tensor(MEAN)[:, None, None], torch.tensor(STD)[:, None, None]
    return (pixels - mean) / std


@torch.no_grad()
def image_rows(model: CLIP, pictures: NDArray[np.uint8], batch: int = 100) -> Tensor:
    """Encodes pictures uint8 [N, H, W, 3] as unit rows [N, D], in float32."""
    rows = [
        model.encode_image(normalised(pixels_of(pictures[at : at + batch])))
        for at in range(0, len(pictures), batch)
    ]
    return functional.normalize(torch.cat(rows).float(), dim=-1)


@torch.no_grad()
def text_rows(model: CLIP, texts: Sequence[str], batch: int = 256) -> Tensor:
    """Encodes texts as unit rows [Q, D], in float32."""
    rows = [
        model.encode_text(torch.from_numpy(token_ids(texts[at : at + batch])))
        for at in range(0, len(texts), batch)
    ]
    return functional.normalize(torch.cat(rows).float(), dim=-1)


def recalls(queries: Tensor, gallery: Tensor) -> dict[str, float]:
    """Finds each query's own row in the gallery: recall at 1, 5 and 10 as fractions.

    Args:
        queries: unit rows [N, D].
        gallery: unit rows [N, D]; row i belongs to query i.
    """
    scores = ranking.similarities(queries.numpy(), gallery.numpy())
    found = ranking.rank(scores, np.eye(len(scores), dtype=np.bool_))
    shares = found.hits.mean(axis=0)
    return {f"r{k}": round(float(v), 4) for k, v in zip(ranking.DEPTHS, shares, strict=True)}
