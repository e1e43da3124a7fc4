"""Rankings: one hit per work, fusion, and what stands where in another ranking."""

from __future__ import annotations

import numpy as np

from songclip_desktop.retrieval.ranking import fuse, one_per_owner, other_ranks
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
