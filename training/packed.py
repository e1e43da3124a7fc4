"""Linear layers whose weights are laid out once as oneDNN reads them.

A query is a dozen rows. To multiply so few, a library that packs the weights at every call spends
as long on packing as on multiplying: laid out beforehand, a ViT-B-16's text tower answers in half
the time (tests/benchmarks/text_encoding.py). The layout is the one that `torch.compile` gives
frozen graphs on a CPU (torch/_inductor/fx_passes/mkldnn_fusion.py); it takes the memory of the
weights once more. One thread at a time.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

# What the layout is chosen for; other numbers of rows give the same result, some a little slower.
_ROWS = 16


class _Packed:
    """Takes the place of one layer's `forward`."""

    def __init__(self, layer: nn.Linear) -> None:
        self._layer, self._weight = layer, layer.weight
        self._version = layer.weight._version
        self._laid_out = torch.ops.mkldnn._reorder_linear_weight(layer.weight.detach(), _ROWS)

    def __call__(self, input: Tensor) -> Tensor:
        """[.., in] to [.., out]."""
        weight, bias = self._layer.weight, self._layer.bias
        # An adapter may have changed the weight or put another in its place.
        same = weight is self._weight and weight._version == self._version
        plain = torch.is_grad_enabled() or torch.is_autocast_enabled("cpu")
        if not same or plain or input.dtype != torch.float32:
            return functional.linear(input, weight, bias)
        return torch.ops.mkldnn._linear_pointwise(input, self._laid_out, bias, "none", [], "")


def pack(tower: nn.Module) -> None:
    """Lays out the float32 linear layers of `tower` that lie on a CPU; a second call does nothing.

    The layers compute what they did, but for the rounding of the last digits; with gradients or
    in 16 bits they compute as before.
    """
    if not torch.backends.mkldnn.is_available():
        return
    for layer in tower.modules():
        # An adapter's layers and parametrized ones are classes of their own.
        if not isinstance(layer, nn.Linear) or type(layer) is not nn.Linear:
            continue
        weight, done = layer.weight, "forward" in vars(layer)
        if weight.device.type == "cpu" and weight.dtype == torch.float32 and not done:
            layer.forward = _Packed(layer)
