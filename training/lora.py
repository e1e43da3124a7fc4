"""The layers that an adapter puts into a frozen model.

`nn.MultiheadAttention` reads `out_proj.weight` and never calls `out_proj`, so a wrapper with a
`forward` of its own changes nothing there. The attention is therefore replaced by one that does
call it; or, as the other way to the same numbers, `out_proj` by a layer whose `weight` is computed
anew each time it is read.

What is trained stays float32 whatever the model around it is cast to: in 16 bits a step of 1e-4
is lost on a weight of 1, and `GradScaler` refuses gradients in fp16. Everything here may be called
on any thread, one model on one thread at a time. Letters: L tokens, B batch.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional


class Trained(nn.Module):
    """Holds what is trained, named in `trained`; it follows the model's device, not its type.

    Attributes:
        factor: What the update is multiplied by; 0 is the frozen layer, to the bit.
        trained: Names of the parameters that are trained.
    """

    trained: tuple[str, ...] = ()
    factor: float

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Trained:
        """What `.to()` and `.half()` do: all as usual, but for the type of what is trained."""
        before = {name: self._parameters[name] for name in self.trained}
        values = {name: each.data for name, each in before.items() if each is not None}
        super()._apply(fn, recurse)
        for name, value in values.items():
            after = getattr(self, name)
            after.data = value.to(after.device)
            if after.grad is not None:
                after.grad = after.grad.float()
        return self


class LowRank(Trained):
    """An update `factor * B A` of a weight [out, in]; A is [rank, in], B is [out, rank].

    B begins at zero, A as Kaiming has it (`nn.Linear`'s own draw): at first nothing changes, to
    the bit. (LoRA, arXiv 2106.09685.)
    """

    trained = ("lora_A", "lora_B")

    def __init__(
        self,
        shape: tuple[int, int],
        device: torch.device,
        rank: int,
        scaling: float,
        generator: torch.Generator,
        dropout: float = 0.0,
    ) -> None:
        """A is drawn on the processor, so that it is the same on every device."""
        super().__init__()
        out_features, in_features = shape
        self.factor, self.dropout, self.drops = scaling, dropout, False
        bound = math.sqrt(1 / in_features)
        drawn = torch.empty(rank, in_features, device="cpu", dtype=torch.float32)
        drawn.uniform_(-bound, bound, generator=generator)
        self.lora_A = nn.Parameter(drawn.to(device))
        self.lora_B = nn.Parameter(
            torch.zeros(out_features, rank, device=device, dtype=torch.float32)
        )

    def beside(self, plain: Tensor, values: Tensor) -> Tensor:
        """`plain` [.., out] plus the update of `values` [.., in], without forming B A."""
        if self.factor == 0.0:
            return plain
        if self.drops and self.dropout:
            values = functional.dropout(values, self.dropout, training=True)
        narrow = self.factor * functional.linear(values, self.lora_A.to(values.dtype))
        # One product that adds to `plain`: the wide update is never a tensor of its own.
        wide = self.lora_B.to(narrow.dtype).T
        rows = plain.to(narrow.dtype).flatten(0, -2)
        return torch.addmm(rows, narrow.flatten(0, -2), wide).view(plain.shape).to(plain.dtype)

    def delta(self) -> Tensor:
        """`factor * B A`, float32 [out, in]."""
        return self.factor * (self.lora_B @ self.lora_A)

    def within(self, weight: Tensor) -> Tensor:
        """`weight` plus the update, in its type: [out, in]."""
        return weight if self.factor == 0.0 else weight + self.delta().to(weight.dtype)


class LoraLinear(LowRank):
    """A frozen linear layer with the update computed beside it: [.., in] to [.., out].

    The frozen weight's gradient is never formed, which adding the update to the weight would do.
    """

    def __init__(
        self,
        frozen: nn.Linear,
        rank: int,
        scaling: float,
        generator: torch.Generator,
        dropout: float = 0.0,
    ) -> None:
        """Shares `frozen`'s tensors; A and B lie on its device."""
        shape = frozen.out_features, frozen.in_features
        super().__init__(shape, frozen.weight.device, rank, scaling, generator, dropout)
        self.weight, self.bias = frozen.weight, frozen.bias
        self.out_features, self.in_features = shape

    def forward(self, values: Tensor) -> Tensor:
        """[.., in] to [.., out]."""
        return self.beside(functional.linear(values, self.weight, self.bias), values)


class ProxyLinear(LowRank):
    """A frozen linear layer whose `weight`, each time it is read, is `W + factor * B A`.

    It works inside `nn.MultiheadAttention`, which reads that weight. Dropout has no meaning here:
    what would be dropped is not seen.
    """

    def __init__(
        self, frozen: nn.Linear, rank: int, scaling: float, generator: torch.Generator
    ) -> None:
        """Shares `frozen`'s tensors; W is a parameter of its own name, so it moves with the model."""
        shape = frozen.out_features, frozen.in_features
        super().__init__(shape, frozen.weight.device, rank, scaling, generator)
        self.frozen_weight, self.bias = frozen.weight, frozen.bias
        self.out_features, self.in_features = shape

    @property
    def weight(self) -> Tensor:
        """[out, in], with a gradient for A and B alone."""
        return self.within(self.frozen_weight)

    def forward(self, values: Tensor) -> Tensor:
        """[.., in] to [.., out]."""
        return functional.linear(values, self.weight, self.bias)


class Delta(Trained):
    """A whole weight's update, zero at first: a parametrization of that weight."""

    trained = ("delta",)

    def __init__(self, frozen: Tensor) -> None:
        """The update lies on `frozen`'s device."""
        super().__init__()
        self.factor = 1.0
        self.delta = nn.Parameter(torch.zeros_like(frozen, dtype=torch.float32))

    def forward(self, frozen: Tensor) -> Tensor:
        """The weight as it is used: of any shape, in its type."""
        return (
            frozen if self.factor == 0.0 else frozen + (self.factor * self.delta).to(frozen.dtype)
        )


class LoraAttention(nn.Module):
    """Attention that calls its `out_proj`; otherwise `nn.MultiheadAttention`, to the bit.

    It takes the place of `ResidualAttentionBlock.attn`, keeps the names of its tensors, and does
    what `F.multi_head_attention_forward` does without dropout and without weights asked for.
    Queries, keys and values lie in one fused weight; each may have an update of its own.
    """

    q_proj: LowRank | None
    k_proj: LowRank | None
    v_proj: LowRank | None

    def __init__(
        self,
        frozen: nn.MultiheadAttention,
        updates: dict[str, LowRank],
        out_proj: nn.Module,
        proxy: bool = False,
    ) -> None:
        """Shares `frozen`'s tensors.

        Args:
            frozen: What it takes the place of.
            updates: By q_proj, k_proj and v_proj, those there are.
            out_proj: What is called last.
            proxy: Add the updates to the fused weight instead of computing them beside it.
        """
        super().__init__()
        self.heads, self.proxy = frozen.num_heads, proxy
        self.in_proj_weight = frozen.in_proj_weight
        self.in_proj_bias = frozen.in_proj_bias
        for name in ("q_proj", "k_proj", "v_proj"):
            setattr(self, name, updates.get(name))
        self.out_proj = out_proj

    def forward(
        self,
        query: Tensor,
        key: Tensor,
        value: Tensor,
        need_weights: bool = False,
        attn_mask: Tensor | None = None,
    ) -> tuple[Tensor, None]:
        """Queries [Lq, B, width] on keys and values [L, B, width] to [Lq, B, width].

        cn_clip passes the same tensor three times; the last block may ask for its first row only.
        """
        length, batch, width = query.shape
        # [B, heads, L, width of a head] without a copy: the product takes any strides.
        q, k, v = (
            part.unflatten(-1, (self.heads, width // self.heads)).permute(1, 2, 0, 3)
            for part in self._projected(query, key, value)
        )
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask)
        mixed = mixed.permute(2, 0, 1, 3).contiguous().view(length * batch, width)
        return self.out_proj(mixed).view(length, batch, width), None

    def _projected(self, query: Tensor, key: Tensor, value: Tensor) -> list[Tensor]:
        """Queries, keys and values, each [L, B, width].

        As `F._in_projection_packed`: one product where all are of one tensor, so that the bits are
        the same.
        """
        weight, bias = self._weight(), self.in_proj_bias
        width = query.shape[-1]
        if query is key and key is value:
            plain = list(functional.linear(query, weight, bias).chunk(3, dim=-1))
        elif key is value:
            first = functional.linear(query, weight[:width], bias[:width])
            both = functional.linear(key, weight[width:], bias[width:])
            plain = [first, *both.chunk(2, dim=-1)]
        else:
            parts = zip(weight.chunk(3), bias.chunk(3), (query, key, value), strict=True)
            plain = [functional.linear(each, w, b) for w, b, each in parts]
        if self.proxy:
            return plain
        updates = (self.q_proj, self.k_proj, self.v_proj)
        return [
            part if update is None else update.beside(part, values)
            for part, update, values in zip(plain, updates, (query, key, value), strict=True)
        ]

    def _weight(self) -> Tensor:
        """The fused weight [3 width, width], with the updates in it where that is asked for."""
        updates = (self.q_proj, self.k_proj, self.v_proj)
        if not self.proxy or all(update is None for update in updates):
            return self.in_proj_weight
        parts = zip(updates, self.in_proj_weight.chunk(3), strict=True)
        return torch.cat([w if update is None else update.within(w) for update, w in parts])
