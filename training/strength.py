"""How strong the adapter had best be: recall and forgetting at parts of its strength.

The update is scaled by t between 0, the base model, and 1, the adapter as trained: the line of
WiSE-FT (arXiv 2109.01903) for LoRA. Measured on validation works and the forgetting probe, never
on the test. What comes of it is shown and offered; nothing is changed by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from training import statistics
from training.retrieval import Found

STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Point:
    """One strength, measured.

    Attributes:
        found: What the validation works found.
        forgetting: `forgetting.compare`'s result, None without a probe.
        drift: Mean of 1 - cosine to the base model's pictures of the validation works.
    """

    t: float
    found: Found
    forgetting: dict[str, Any] | None
    drift: float


def told(points: Sequence[Point]) -> dict[str, Any]:
    """The curve, and the strength that is offered.

    Offered is the strength above 0 with the best mean recall of those that pass the forgetting
    probe, the greater one where two are alike; null without a probe, or where none passes.
    """
    works = len(points[0].found.tally_t2i.queries)
    within = [point for point in points if point.t > 0 and (point.forgetting or {}).get("passed")]
    best = max(within, key=lambda point: (_recall(point), point.t), default=None)
    return {
        "works": works,
        "curve": [
            {
                "t": point.t,
                "mean_recall": _recall(point),
                "interval": _interval(point.found),
                "forgetting": _lost(point.forgetting),
                "drift": point.drift,
            }
            for point in points
        ],
        "offered": best.t if best else None,
    }


def _recall(point: Point) -> float:
    return float(point.found.recalls().mean())


def _interval(found: Found) -> list[float]:
    drawn = statistics.bootstrap([found.tally_t2i, found.tally_i2t])
    return statistics.interval((drawn[0].mean(axis=1) + drawn[1].mean(axis=1)) / 2)


def _lost(forgetting: dict[str, Any] | None) -> dict[str, Any] | None:
    """What is shown beside the recall: R@1 on the probe both ways, and whether both passed."""
    if forgetting is None:
        return None
    return {name: forgetting[name] for name in ("t2i_r1", "i2t_r1", "passed")}
