"""Tints, fades and roughens training pictures, so that the model does not hold on to white paper.

No picture or word of the museum's domain is used: colours and strengths are drawn at random.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def augment(
    pixels: Tensor, share: float, strength: float, generator: torch.Generator | None = None
) -> Tensor:
    """Changes the colours of a share of the pictures, and crops all of them a little.

    Args:
        pixels: [B, 3, H, W] in 0…1.
        share: fraction of the batch whose colours change.
        strength: 0 leaves colours alone, 1 reaches dark brown paper, pale strokes and coarse noise.
        generator: what is drawn depends on it alone.

    Returns:
        [B, 3, H, W] in 0…1.
    """
    batch, _, height, width = pixels.shape

    def uniform(*shape: int) -> Tensor:
        return torch.rand(*shape, generator=generator)

    top, left, bottom, right = (uniform(4) * 0.06 * height).int().tolist()
    pixels = pixels[:, :, top : height - bottom, left : width - right]
    pixels = functional.interpolate(pixels, (height, width), mode="bilinear", align_corners=False)
    chosen = uniform(batch) < share
    count = int(chosen.sum())
    if count == 0:
        return pixels
    some = pixels[chosen]
    depth = strength * uniform(count, 1, 1, 1)
    grey = some.mean(1, keepdim=True)
    some = some + depth * uniform(count, 1, 1, 1) * (grey - some)
    paper = some.amax((1, 2, 3), keepdim=True)
    some = paper + (some - paper) * (1 - 0.5 * depth * uniform(count, 1, 1, 1))
    darker = torch.cat([0.4 * uniform(count, 1) ** 2, 0.25 + 0.2 * uniform(count, 1)], 1)
    middle = darker.mean(1, keepdim=True)
    tint = torch.cat([darker[:, :1], middle, darker[:, 1:]], 1)[:, :, None, None]
    some = some * (1 - depth * tint)
    coarse = functional.interpolate(uniform(count, 1, 8, 8) - 0.5, (height, width), mode="bilinear")
    fine = torch.randn(count, 1, height, width, generator=generator)
    some = some + depth * (0.25 * coarse + 0.05 * fine)
    pixels = pixels.clone()
    pixels[chosen] = some.clamp(0, 1)
    return pixels
