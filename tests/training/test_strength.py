"""The strength that is offered."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from training import strength
from training.retrieval import Found, Gallery, find
from training.strength import Point


def _found(wrong: int) -> Found:
    """Twenty works of which the first `wrong` texts find another's picture."""
    rows = np.eye(20, dtype=np.float32)
    texts = rows.copy()
    texts[:wrong] = rows[(np.arange(wrong) + 1) % 20]
    return find(rows, texts, Gallery(np.arange(20), np.arange(20)))


def _lost(passed: bool) -> dict[str, Any]:
    way = {"value": -0.01, "low": -0.02, "high": 0.0, "p": 0.5}
    return {"t2i_r1": way, "i2t_r1": way, "drift_probe": 0.1, "passed": passed}


def _points(wrong: list[int], passed: list[bool]) -> list[Point]:
    return [
        Point(t, _found(count), _lost(ok), t / 10)
        for t, count, ok in zip(strength.STEPS, wrong, passed, strict=True)
    ]


@pytest.mark.parametrize(
    ("wrong", "passed", "offered"),
    [
        ([9, 5, 3, 2, 1], [True, True, True, True, True], 1.0),
        ([9, 5, 3, 2, 1], [True, True, True, False, False], 0.5),
        ([9, 5, 2, 2, 4], [True, True, True, True, True], 0.75),
        ([0, 5, 3, 2, 1], [True, True, True, False, False], 0.5),
        ([9, 5, 3, 2, 1], [True, False, False, False, False], None),
    ],
)
def test_the_best_strength_that_forgets_little_is_offered(
    wrong: list[int], passed: list[bool], offered: float | None
) -> None:
    assert strength.told(_points(wrong, passed))["offered"] == offered


def test_without_a_probe_nothing_is_offered() -> None:
    told = strength.told([Point(t, _found(2), None, 0.0) for t in strength.STEPS])

    assert told["offered"] is None
    assert [point["forgetting"] for point in told["curve"]] == [None] * 5


def test_the_curve_tells_each_strength_with_its_interval() -> None:
    told = strength.told(_points([9, 5, 3, 2, 1], [True] * 5))

    assert told["works"] == 20
    assert [point["t"] for point in told["curve"]] == list(strength.STEPS)
    recalls = [point["mean_recall"] for point in told["curve"]]
    assert recalls == sorted(recalls)
    for point in told["curve"]:
        assert point["interval"][0] < point["mean_recall"] <= point["interval"][1]
    assert told["curve"][2]["drift"] == 0.05
    assert told["curve"][2]["forgetting"]["passed"] is True
    assert told["curve"][2]["forgetting"]["i2t_r1"]["value"] == -0.01
