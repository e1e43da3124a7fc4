"""What a run does when: step sizes, the batches of an epoch, what is drawn in a step.

Everything follows from preset, seed and position alone, so that a resumed run does the same.
"""

from __future__ import annotations

import math

import numpy as np

from training.presets import Preset


def learning_rate(preset: Preset, step: int, steps: int) -> float:
    """The step size at `step` (from 0) of `steps`: a linear rise, then constant or a cosine."""
    warmup = preset.warmup(steps)
    if step < warmup:
        return preset.learning_rate * (step + 1) / warmup
    if preset.schedule == "constant":
        return preset.learning_rate
    along = (step - warmup) / max(steps - warmup, 1)
    fall = (1 + math.cos(math.pi * along)) / 2
    return preset.learning_rate * (preset.final_fraction + (1 - preset.final_fraction) * fall)


def batches(works: int, size: int, seed: int, epoch: int) -> list[np.ndarray]:
    """The works of each batch of one epoch: every work once, batches of nearly equal size.

    A batch larger than half of the works takes them all.
    """
    order = np.random.default_rng([seed, epoch]).permutation(works)
    count = 1 if size > works / 2 else math.ceil(works / size)
    return np.array_split(order, count)


def draws(seed: int, epoch: int, batch: int) -> np.random.Generator:
    """The random numbers of one step."""
    return np.random.default_rng([seed, epoch, batch])
