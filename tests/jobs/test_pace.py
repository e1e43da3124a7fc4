"""Rates and times left: none is named before it can be known."""

from __future__ import annotations

import pytest

from songclip_desktop.jobs.pace import Pace
from songclip_desktop.progress import Progress


def test_nothing_is_promised_before_20_seconds_or_30_steps() -> None:
    pace = Pace()
    for second in range(10):
        pace.add(Progress(second, 100, "picture"), now=float(second))
    assert pace.left_s is None


def test_after_30_steps_the_time_left_follows_the_rate() -> None:
    pace = Pace()
    for step in range(41):
        pace.add(Progress(step, 100, "picture"), now=step * 0.5)
    assert pace.per_s == pytest.approx(2.0)
    assert pace.left_s == pytest.approx(30.0)


def test_a_resumed_task_counts_only_what_this_session_did() -> None:
    pace = Pace()
    pace.add(Progress(900, 1000, "step"), now=0.0)
    pace.add(Progress(910, 1000, "step"), now=5.0)
    assert pace.left_s is None
    pace.add(Progress(950, 1000, "step"), now=25.0)
    assert pace.left_s == pytest.approx(25.0)


def test_a_second_round_starts_the_clock_anew() -> None:
    pace = Pace()
    pace.add(Progress(50, 50, "step"), now=100.0)
    pace.add(Progress(1, 50, "step"), now=101.0)
    assert pace.per_s == 0.0
    assert pace.left_s is None


def test_what_is_counted_in_another_unit_starts_the_clock_anew() -> None:
    """A part that is read from the disk says nothing of how fast the rest comes over the line."""
    pace = Pace()
    pace.add(Progress(0, 0, ""), now=0.0)
    pace.add(Progress(0, 0, ""), now=1.0)
    pace.add(Progress(5_000, 10_000, "byte"), now=2.0)
    pace.add(Progress(5_100, 10_000, "byte"), now=23.0)
    assert pace.per_s == pytest.approx(100 / 21)
    assert pace.left_s == pytest.approx(4_900 * 21 / 100)
