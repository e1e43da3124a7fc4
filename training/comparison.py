"""Two models on the same queries: the difference, its interval, its tests and its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from training import statistics
from training.retrieval import NAMES, Found

# 80 % power at a two-sided 5 %: so many standard errors.
_POWER = 1.959964 + 0.841621
# Columns of the six recalls.
T2I_R1, T2I_R5, T2I_R10, I2T_R1 = 0, 1, 2, 3
_ALL = tuple(range(6))


@dataclass(frozen=True)
class Compared:
    """What zero-shot and finetuned found for the same queries.

    Attributes:
        drawn: Six recalls of each on works drawn with replacement: [2, DRAWS, 6].
    """

    before: Found
    after: Found
    drawn: np.ndarray

    @staticmethod
    def of(before: Found, after: Found) -> Compared:
        """Draws works again and again, each draw the same for both models."""
        drawn = statistics.bootstrap(
            [before.tally_t2i, before.tally_i2t, after.tally_t2i, after.tally_i2t]
        )
        ways = [np.concatenate([drawn[row], drawn[row + 1]], axis=1) for row in (0, 2)]
        return Compared(before, after, np.stack(ways))

    @property
    def works(self) -> int:
        """How many works were searched for."""
        return len(self.before.tally_t2i.queries)

    def difference(self, columns: Sequence[int] = _ALL) -> dict[str, float]:
        """value, low, high and p of the mean over these of the six recalls."""
        chosen = list(columns)
        plain = [found.recalls()[chosen].mean() for found in (self.before, self.after)]
        low, high = statistics.interval((self.drawn[1] - self.drawn[0])[:, chosen].mean(axis=1))
        by_work = (self.after.by_work() - self.before.by_work())[:, chosen].mean(axis=1)
        return {
            "value": float(plain[1] - plain[0]),
            "low": low,
            "high": high,
            "p": statistics.sign_flip_p(by_work),
        }

    def told(self) -> dict[str, Any]:
        """zero_shot, finetuned, difference, mcnemar, detectable_gain and verdict."""
        mean = self.difference()
        return {
            "zero_shot": {**self.before.figures(), "interval": _intervals(self.drawn[0])},
            "finetuned": {**self.after.figures(), "interval": _intervals(self.drawn[1])},
            "difference": {
                "t2i_r1": self.difference([T2I_R1]),
                "t2i_r5": self.difference([T2I_R5]),
                "t2i_r10": self.difference([T2I_R10]),
                "i2t_r1": self.difference([I2T_R1]),
                "mean_recall": mean,
            },
            "mcnemar": {
                way: statistics.mcnemar_p(
                    getattr(self.before, side).hits[:, 0], getattr(self.after, side).hits[:, 0]
                )
                for way, side in (("t2i_r1", "t2i"), ("i2t_r1", "i2t"))
            },
            "detectable_gain": self.detectable_gain(),
            "verdict": verdict(mean, self.works),
        }

    def detectable_gain(self) -> float:
        """The true gain of mean recall that so many works show in four cases of five."""
        error = (self.drawn[1] - self.drawn[0]).mean(axis=1).std()
        return float(min(1.0, _POWER * error))


def verdict(difference: dict[str, float], works: int) -> str:
    """One word of better, worse, not_shown, by the interval of the mean recall's difference.

    Below six works nothing is shown: an interval of so few would be narrower than they can know.
    """
    if works < statistics.LEAST_WORKS:
        return "not_shown"
    if difference["low"] > 0:
        return "better"
    return "worse" if difference["high"] < 0 else "not_shown"


def _intervals(drawn: np.ndarray) -> dict[str, Any]:
    """Intervals of the six recalls and their mean from draws [DRAWS, 6]."""
    each = [statistics.interval(drawn[:, column]) for column in range(6)]
    return {
        "t2i": dict(zip(NAMES, each[:3], strict=True)),
        "i2t": dict(zip(NAMES, each[3:], strict=True)),
        "mean_recall": statistics.interval(drawn.mean(axis=1)),
    }
