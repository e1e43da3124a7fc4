"""The plain way of finetuning Chinese-CLIP with LoRA, to be measured against and to be replayed.

A picture and one of its captions are an item, three captions are three items; the frozen text tower
runs at every step on texts padded to 52 tokens; LoRA sits on the vision tower's attention output by
a `weight` property that forms W + (alpha / rank) B A anew at each use; every vision block is
checkpointed; a batch of 32 is four of 8 whose gradients are added up. It shares no line with the
engine. Two things speak for it here: checkpointing is the non-reentrant kind (with the other, a
frozen stem lets nothing train at all), and there is no dropout.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import cn_clip.clip
import torch
from cn_clip.clip.model import CLIP
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.checkpoint import checkpoint

TOKENS = 52


class ProxyLinear(nn.Module):
    """What `nn.MultiheadAttention` takes for its `out_proj`: it reads `weight` and `bias` only."""

    def __init__(self, frozen: nn.Linear, rank: int, alpha: float) -> None:
        super().__init__()
        self.frozen, self.bias = frozen.weight, frozen.bias
        self.in_features, self.out_features = frozen.in_features, frozen.out_features
        self.scaling = alpha / rank
        self.lora_A = nn.Parameter(torch.empty(rank, frozen.in_features))
        nn.init.kaiming_uniform_(self.lora_A, a=math.sqrt(5))
        self.lora_B = nn.Parameter(torch.zeros(frozen.out_features, rank))

    @property
    def weight(self) -> Tensor:
        return self.frozen + self.scaling * (self.lora_B @ self.lora_A)


def proxied(clip: CLIP, rank: int = 4, alpha: float = 16.0) -> dict[str, nn.Parameter]:
    """Puts the proxies on a model, in place; A and B under the names of an adapter file."""
    clip.requires_grad_(False)
    trained: dict[str, nn.Parameter] = {}
    for number, block in enumerate(clip.visual.transformer.resblocks):
        layer = block.attn.out_proj = ProxyLinear(block.attn.out_proj, rank, alpha)
        name = f"visual.transformer.resblocks.{number}.attn.out_proj"
        trained |= {f"{name}.lora_A": layer.lora_A, f"{name}.lora_B": layer.lora_B}
    return trained


class PlainLoop:
    """One step of training after the other, on a model that has its adapter on it."""

    def __init__(
        self,
        clip: CLIP,
        trained: Iterable[nn.Parameter],
        learning_rate: float = 1e-4,
        weight_decay: float = 0.01,
        parts: int = 4,
        checkpointed: bool = True,
    ) -> None:
        """A batch is cut into `parts`, whose gradients are added up."""
        self.clip, self.parts, self.checkpointed = clip.eval(), parts, checkpointed
        self.optimiser = torch.optim.AdamW(trained, lr=learning_rate, weight_decay=weight_decay)

    def step(self, pixels: Tensor, captions: list[str], bf16: bool = False) -> float:
        """One optimiser step on pairs: normalised pixels [B, 3, H, W] and a caption of each."""
        self.optimiser.zero_grad()
        total = 0.0
        size = len(captions) // self.parts
        for start in range(0, len(captions), size):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
                images = self.encode_image(pixels[start : start + size])
                texts = self.clip.encode_text(token_ids(captions[start : start + size]))
            loss = pairs_loss(images, texts, self.clip.logit_scale) / self.parts
            loss.backward()
            total += float(loss.detach())
        self.optimiser.step()
        return total

    def encode_image(self, pixels: Tensor) -> Tensor:
        """cn_clip's `VisualTransformer.forward`, each block checkpointed where it is wanted."""
        tower = self.clip.visual
        if not self.checkpointed:
            return tower(pixels)
        rows = tower.conv1(pixels).flatten(2).transpose(1, 2)
        first = tower.class_embedding.to(rows.dtype).expand(len(rows), 1, -1)
        rows = torch.cat([first, rows], dim=1) + tower.positional_embedding.to(rows.dtype)
        rows = tower.ln_pre(rows).transpose(0, 1)
        for block in tower.transformer.resblocks:
            rows = checkpoint(block, rows, use_reentrant=False)
        return tower.ln_post(rows[0]) @ tower.proj


def token_ids(captions: Iterable[str]) -> Tensor:
    """cn_clip's own, padded to 52."""
    return cn_clip.clip.tokenize(list(captions), context_length=TOKENS)


def pairs_loss(images: Tensor, texts: Tensor, logit_scale: Tensor) -> Tensor:
    """CLIP's loss over a part of the batch: the others of the part are the wrong answers."""
    images = functional.normalize(images.float(), dim=-1)
    texts = functional.normalize(texts.float(), dim=-1)
    logits = logit_scale.exp() * images @ texts.T
    right = torch.arange(len(logits))
    both = functional.cross_entropy(logits, right) + functional.cross_entropy(logits.T, right)
    return both / 2
