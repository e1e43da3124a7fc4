"""AdamW over a handful of small tensors, in groups with step sizes and decays of their own.

The same arithmetic as `torch.optim.AdamW` of one tensor at a time. torch's own class imports its
compiler when it is first used, which takes longer than a short finetune's first epoch.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

_EPS = 1e-8


@dataclass(frozen=True)
class Group:
    """Parameters that are stepped alike.

    Attributes:
        parameters: By names that no other group has.
        decay: Their pull towards zero.
        ratio: Their step size over that of the run.
    """

    parameters: Mapping[str, nn.Parameter]
    decay: float
    ratio: float = 1.0


class AdamW:
    """Decoupled weight decay, bias-corrected moments. Source: arXiv 1711.05101, algorithm 2.

    Attributes:
        param_groups: One for each group, in the form that torch's gradient scaler looks for.
        taken: Steps taken.
    """

    def __init__(self, groups: Sequence[Group], betas: tuple[float, float]) -> None:
        """Nothing is stepped yet; parameters are stepped in their order."""
        self._groups, self._betas = groups, betas
        self._parameters = {
            name: value for each in groups for name, value in each.parameters.items()
        }
        self._mean = {name: torch.zeros_like(value) for name, value in self._parameters.items()}
        self._square = {name: torch.zeros_like(value) for name, value in self._parameters.items()}
        self.param_groups: list[dict[str, Any]] = [
            {"params": list(each.parameters.values()), "lr": 0.0} for each in groups
        ]
        self.taken = 0

    def set_rate(self, rate: float) -> None:
        """The step size from now on; each group takes its own multiple of it."""
        for group, told in zip(self._groups, self.param_groups, strict=True):
            told["lr"] = rate * group.ratio

    def zero_grad(self) -> None:
        """Drops the gradients."""
        for parameter in self._parameters.values():
            parameter.grad = None

    @torch.no_grad()
    def step(self) -> None:
        """One step along the gradients; a parameter that has none stays as it is."""
        self.taken += 1
        for group, told in zip(self._groups, self.param_groups, strict=True):
            for name in group.parameters:
                self._step(name, told["lr"], group.decay)

    def _step(self, name: str, rate: float, decay: float) -> None:
        parameter, (first, second) = self._parameters[name], self._betas
        gradient = parameter.grad
        if gradient is None:
            return
        size = rate / (1 - first**self.taken)
        root = math.sqrt(1 - second**self.taken)
        parameter.mul_(1 - rate * decay)
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
