"""Unit vectors of texts and pictures from a model in torch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training import packed, towers
from training.base_model import BaseModel
from training.device import Device
from training.tokens import token_ids

TEXTS_TOGETHER = 128
# So many are what somebody asks, not what is indexed: a wait that is felt.
QUERIES = 16


@torch.no_grad()
def texts(
    base: BaseModel,
    device: Device,
    texts: Sequence[str],
    on_done: Callable[[int], None] = lambda done: None,
) -> np.ndarray:
    """Unit vectors of `texts`: float32 [B, D], in their order.

    Texts of like length are encoded together, each batch no wider than its longest text; the
    model masks padding, so the vectors are those of texts padded to 52 tokens. A few texts are
    encoded in float32 on a CPU, whatever the device's precision.

    Args:
        base: The model, with or without an adapter on it.
        device: Where `base` lies, and how precisely it computes.
        texts: As people wrote them.
        on_done: Called with the number of texts done; what it raises ends the work.
    """
    vectors = np.zeros((len(texts), base.config.dim), np.float32)
    few = len(texts) <= QUERIES and base.device.type == "cpu"
    encode = packed.encode_text if few else towers.encode_text
    order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
    for start in range(0, len(order), TEXTS_TOGETHER):
        rows = order[start : start + TEXTS_TOGETHER]
        ids = torch.from_numpy(token_ids([texts[row] for row in rows], base.config.context))
        # For few rows the casts to 16 bits cost more than the multiplication gains.
        with nullcontext() if few else device.autocast():
            encoded = encode(base.clip, ids.to(base.device))
        vectors[rows] = unit(encoded).cpu().numpy()
        on_done(min(start + TEXTS_TOGETHER, len(order)))
    return vectors


@torch.no_grad()
def pixels(base: BaseModel, device: Device, pixels: np.ndarray) -> np.ndarray:
    """Unit vectors of pictures uint8 [B, H, W, 3]: float32 [B, D]."""
    with device.autocast():
        encoded = towers.encode_image(base.clip, as_input(base, pixels))
    return unit(encoded).cpu().numpy()


def as_input(base: BaseModel, pixels: np.ndarray) -> Tensor:
    """uint8 [B, H, W, 3] to the model's input on its device: float32 [B, 3, H, W].

    The numbers of `Transform.normalise`, made on the device: a quarter of the bytes go there.
    """
    transform = base.config.transform
    values = torch.from_numpy(pixels).to(base.device).permute(0, 3, 1, 2).float().contiguous()
    mean, std = (
        torch.tensor(each, device=base.device)[:, None, None]
        for each in (transform.mean, transform.std)
    )
    return values.div_(255).sub_(mean).div_(std)


def unit(vectors: Tensor) -> Tensor:
    """Rows of length 1, float32: [B, D] to [B, D]."""
    return functional.normalize(vectors.float(), dim=-1)
