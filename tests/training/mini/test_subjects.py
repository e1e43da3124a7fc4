"""Where a subject is said to be, there it is painted; and what is measured on it holds."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from training.mini import subjects
from training.mini.demo import SEED, compose
from training.mini.painter import paint
from training.mini.subjects import Subject


def _changed(subject: Subject) -> tuple[np.ndarray, np.ndarray]:
    """How much each pixel is changed by the subject's being there, and which lie in its box."""
    without = tuple(item for item in subject.scene.elements if item.kind != subject.kind)
    # The last of all is painted last, so that all before it is painted as with it.
    there = np.asarray(paint(subject.scene, 160), dtype=np.int64)
    gone = np.asarray(paint(replace(subject.scene, elements=without), 160), dtype=np.int64)
    inside = subjects.coverage(subject.box, *there.shape[:2]) > 0
    return np.abs(there - gone).sum(axis=2), inside


def test_a_scroll_holds_its_subject_where_it_is_said_and_nothing_else() -> None:
    shown = list(subjects.scrolls())
    assert [each.kind for each in shown] == list(subjects.SCROLL_KINDS)
    assert len({each.word for each in shown}) == len(shown)
    for each in islice(shown, 0, None, 4):
        assert 6 <= each.scene.aspect <= 12
        changed, inside = _changed(each)
        assert changed[inside].sum() > 0.7 * changed.sum() > 0
        # Small: a window is a twelfth to a sixth of the scroll.
        assert each.box[2] - each.box[0] < 1 / 12


def test_the_one_element_is_the_only_one_of_its_kind() -> None:
    for each in islice(subjects.one_element(), 20):
        kinds = [item.kind for item in each.scene.elements]
        assert kinds.count(each.kind) == 1
        assert each.scene.format != "handscroll"
        left, top, right, bottom = each.box
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1


def test_its_seeds_are_those_of_no_other_picture() -> None:
    first, last = subjects.FIRST_SEED, subjects.FIRST_SEED + 500_000

    # Pretraining: 1,000,000 to 1,016,000, held out 5,000,000 and 7,000,000 and some hundreds.
    assert all(not first <= seed < last for seed in (1_000_000, 1_016_000, 5_000_300, 7_000_200))
    assert all(not first <= work.scene.seed < last for work in compose(SEED))


def test_coverage_is_the_share_of_each_cell() -> None:
    cells = subjects.coverage((0.25, 0.0, 0.75, 0.5), 2, 2)

    assert np.allclose(cells, [[0.5, 0.5], [0, 0]])
    assert np.allclose(subjects.coverage((0, 0, 1, 1), 3, 5), 1)


@pytest.mark.slow
def test_windows_find_scrolls_that_a_square_does_not(tmp_path: Path) -> None:
    from tests.benchmarks.scroll_windows import GAIN, MODEL, PLACED, measure
    from training.encoder import Encoder

    told = measure(0, Encoder(MODEL), tmp_path)

    squashed, windowed = (np.array([row[side] for row in told]) for side in (0, 1))
    held = np.array([row[3] for row in told])
    assert (windowed == 1).mean() - (squashed == 1).mean() >= GAIN
    assert (held[windowed == 1] >= 0).mean() >= PLACED
