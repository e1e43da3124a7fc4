"""AdamW over a handful of small tensors.

The same arithmetic as `torch.optim.AdamW` of one tensor at a time. torch's own class imports its
compiler when it is first used, which takes longer than a short finetune's first epoch.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

_EPS = 1e-8


class AdamW:
    """Decoupled weight decay, bias-corrected moments. Source: arXiv 1711.05101, algorithm 2.

    Attributes:
        param_groups: One group, in the form that torch's gradient scaler looks for.
        taken: Steps taken.
    """

    def __init__(
        self, parameters: Mapping[str, nn.Parameter], betas: tuple[float, float], decay: float
    ) -> None:
        """Nothing is stepped yet; `parameters` are stepped in their order."""
        self._parameters = dict(parameters)
        self._betas, self._decay = betas, decay
        self._mean = {name: torch.zeros_like(value) for name, value in parameters.items()}
        self._square = {name: torch.zeros_like(value) for name, value in parameters.items()}
        self.param_groups: list[dict[str, Any]] = [
            {"params": list(self._parameters.values()), "lr": 0.0}
        ]
        self.taken = 0

    def zero_grad(self) -> None:
        """Drops the gradients."""
        for parameter in self._parameters.values():
            parameter.grad = None

    @torch.no_grad()
    def step(self) -> None:
        """One step along the gradients with the step size `param_groups[0]["lr"]`."""
        self.taken += 1
        rate, (first, second) = self.param_groups[0]["lr"], self._betas
        size = rate / (1 - first**self.taken)
        root = math.sqrt(1 - second**self.taken)
        for name, parameter in self._parameters.items():
            gradient = parameter.grad
            if gradient is None:
                continue
            parameter.mul_(1 - rate * self._decay)
            self._mean[name].lerp_(gradient, 1 - first)
            self._square[name].mul_(second).addcmul_(gradient, gradient, value=1 - second)
            parameter.addcdiv_(
                self._mean[name], (self._square[name].sqrt() / root).add_(_EPS), value=-size
            )

    def tensors(self) -> dict[str, Tensor]:
        """Parameters and moments by name, on the CPU: all that a later `put` needs."""
        held = {"parameter": self._parameters, "mean": self._mean, "square": self._square}
        told = {
            f"{what}/{name}": value.detach().cpu().contiguous()
            for what, values in held.items()
            for name, value in values.items()
        }
        return {**told, "taken": torch.tensor(self.taken)}

    @torch.no_grad()
    def put(self, tensors: Mapping[str, Tensor]) -> None:
        """Takes over what `tensors()` gave.

        Raises:
            KeyError: One of them is missing.
            RuntimeError: One of them has another shape.
        """
        held = {"parameter": self._parameters, "mean": self._mean, "square": self._square}
        for what, values in held.items():
            for name, value in values.items():
                value.copy_(tensors[f"{what}/{name}"])
        self.taken = int(tensors["taken"])
