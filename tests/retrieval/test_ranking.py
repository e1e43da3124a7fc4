"""Rankings: one hit per work, fusion, and what stands where in another ranking."""

from __future__ import annotations

import numpy as np
import pytest

from songclip_desktop.retrieval.ranking import fuse, one_per_owner, other_ranks, overlap
from songclip_desktop.retrieval.vectors import Found

FOUND = Found(
    rows=np.array([5, 2, 8, 1]),
    ids=np.array([50, 20, 51, 10]),
    scores=np.array([0.9, 0.8, 0.7, 0.6], dtype=np.float32),
)


def test_a_work_is_found_once_by_its_best_row() -> None:
    best = one_per_owner(FOUND, {50: 1, 51: 1, 20: 2, 10: 3})
    assert [(each.owner, each.row, each.id) for each in best] == [
        (1, 5, 50),
        (2, 2, 20),
        (3, 1, 10),
    ]


def test_k_counts_works_and_strangers_are_passed_over() -> None:
    assert [each.owner for each in one_per_owner(FOUND, {50: 1, 51: 2, 10: 3}, k=2)] == [1, 2]


def test_fusion_prefers_what_both_rankings_find() -> None:
    assert fuse(["甲", "乙", "丙"], ["丙", "丁"])[0] == "丙"
    assert fuse(["甲", "乙"], []) == ["甲", "乙"]
    # 1/61 + 1/62 both ways: the first ranking decides.
    assert fuse(["甲", "乙"], ["乙", "甲"]) == ["甲", "乙"]


def test_other_ranks_count_from_one() -> None:
    assert other_ranks(["甲", "乙", "丙"], ["丙", "甲"]) == [2, None, 1]


def test_overlap_is_one_for_the_same_and_nought_for_nothing_shared() -> None:
    assert overlap("abcd", "abcd") == pytest.approx(1.0)
    assert overlap("abcd", "wxyz") == 0.0
    assert overlap("", "abc") == 0.0


def test_overlap_weighs_the_first_places_most() -> None:
    swapped_first = overlap("abcdefgh", "bacdefgh")
    swapped_last = overlap("abcdefgh", "abcdefhg")
    assert swapped_first < swapped_last < 1.0
    # By hand, at depth 2: places weigh 1 and 0.9; they share 0 of 1 and 2 of 2.
    assert overlap("ab", "ba") == pytest.approx(0.9 / 1.9)
