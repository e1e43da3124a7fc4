"""Which epoch of a run is kept."""

from __future__ import annotations

import math

import numpy as np

from training.dataset import Part
from training.retrieval import Found


def score(found: Found, part: Part) -> np.ndarray:
    """What epochs are chosen by, lower is better: float64 [W], mean log rank of the right answers.

    Ranks are what a search shows. The loss would not do: at a fixed logit scale it rises while
    ranks still improve, as the model grows surer of what it gets wrong. Recall would be too coarse
    on a few dozen works.

    Args:
        found: Every picture and every text of `part` searched with.
        part: The validation works, W of them.
    """
    ways = ((found.t2i.rank, part.text_work), (found.i2t.rank, part.image_work))
    means = [_mean_by_work(np.log(rank), work, len(part.works)) for rank, work in ways]
    return (means[0] + means[1]) / 2


def good_epochs(scores: list[np.ndarray]) -> list[int]:
    """The trained epochs that validate as well as the best, within one standard error, in order.

    The error is that of the paired difference by work. The first of them is the one to keep. An
    epoch that was once found worse than another stays out, so that its adapter need not be kept.

    Args:
        scores: By epoch, float [W] each, lower being better; the first is zero-shot and no
            candidate, at least one follows.
    """
    good: list[int] = []
    for epoch in range(1, len(scores)):
        best = min([*good, epoch], key=lambda each: float(scores[each].mean()))
        good = [
            each for each in [*good, epoch] if each == best or _as_good(scores[each], scores[best])
        ]
    return good


def zero_shot_wins(scores: list[np.ndarray], epoch: int) -> bool:
    """Whether the base model validates at least as well as the adapter of `epoch`."""
    return float(scores[0].mean()) <= float(scores[epoch].mean())


def _as_good(score: np.ndarray, best: np.ndarray) -> bool:
    difference = score - best
    error = difference.std(ddof=1) / math.sqrt(len(difference)) if len(difference) > 1 else 0.0
    return bool(difference.mean() <= error)


def _mean_by_work(values: np.ndarray, work: np.ndarray, works: int) -> np.ndarray:
    return np.bincount(work, weights=values, minlength=works) / np.bincount(work, minlength=works)
