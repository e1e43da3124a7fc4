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
        strength: 0 leaves colours alone, 1 reaches light brown paper and pale strokes, 2 dark brown
            paper, hardly visible strokes and coarse noise.
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
    some = some + (depth * uniform(count, 1, 1, 1)).clamp(max=1) * (grey - some)
    paper = some.amax((1, 2, 3), keepdim=True)
    some = paper + (some - paper) * (1 - 0.5 * depth * uniform(count, 1, 1, 1))
    darker = torch.cat([0.4 * uniform(count, 1) ** 2, 0.25 + 0.2 * uniform(count, 1)], 1)
    middle = darker.mean(1, keepdim=True)
    tint = torch.cat([darker[:, :1], middle, darker[:, 1:]], 1)[:, :, None, None]
    some = some * (1 - (depth * tint).clamp(max=0.85))
    coarse = functional.interpolate(uniform(count, 1, 8, 8) - 0.5, (height, width), mode="bilinear")
    fine = torch.randn(count, 1, height, width, generator=generator)
    some = some + depth.clamp(max=0.8) * (0.25 * coarse + 0.05 * fine)
    pixels = pixels.clone()
    pixels[chosen] = some.clamp(0, 1)
    return pixels


def frame(pixels: Tensor, share: float, generator: torch.Generator | None = None) -> Tensor:
    """Sets a share of the pictures, a little smaller, in coloured frames with a coarse pattern.

    Args:
        pixels: [B, 3, H, W] in 0…1.
        share: fraction of the batch that is framed.
        generator: colours, patterns and widths depend on it alone; the widths are one for a batch.

    Returns:
        [B, 3, H, W] in 0…1.
    """
    batch, _, height, width = pixels.shape
    chosen = torch.rand(batch, generator=generator) < share
    count = int(chosen.sum())
    if count == 0:
        return pixels
    margins = torch.rand(4, generator=generator) * torch.tensor([0.18, 0.14, 0.18, 0.14]) + 0.02
    top, left, bottom, right = (margins * height).int().tolist()
    inner = (height - top - bottom, width - left - right)
    small = functional.interpolate(pixels[chosen], inner, mode="bilinear", antialias=True)
    colour = torch.rand(count, 3, 1, 1, generator=generator)
    pattern = torch.rand(count, 1, 32, 32, generator=generator) - 0.5
    pattern = functional.interpolate(pattern, (height, width), mode="nearest")
    whole = (colour + 0.4 * torch.rand(count, 1, 1, 1, generator=generator) * pattern).clamp(0, 1)
    whole[:, :, top : top + inner[0], left : left + inner[1]] = small
    pixels = pixels.clone()
    pixels[chosen] = whole.clamp(0, 1)
    return pixels
