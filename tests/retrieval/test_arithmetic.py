"""Sums of queries: what counts as one, and what its vector is."""

from __future__ import annotations

import numpy as np
import pytest

from songclip_desktop.retrieval.arithmetic import Term, combine, parse


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("2*雪 + 舟 - 人", [(2, "雪"), (1, "舟"), (-1, "人")]),
        ("2×雪+舟-人", [(2, "雪"), (1, "舟"), (-1, "人")]),
        ("0.5 ＊ 远山 ＋ 孤舟 － 1.5*人物", [(0.5, "远山"), (1, "孤舟"), (-1.5, "人物")]),
        ("雪-2*人", [(1, "雪"), (-2, "人")]),
        ("-人", [(-1, "人")]),
        ("- 人 + 山水", [(-1, "人"), (1, "山水")]),
        ("snow scene - people", [(1, "snow scene"), (-1, "people")]),
    ],
)
def test_a_sum_is_taken_apart(query: str, terms: list[tuple[float, str]]) -> None:
    assert parse(query) == tuple(Term(weight, text) for weight, text in terms)


@pytest.mark.parametrize(
    "query",
    [
        "雪中垂钓的老人",
        "D03-12",
        "well-known 山水",
        "宋-D03",
        "2 雪",
        "范宽《溪山行旅图》",
        "一—二",
    ],
)
def test_ordinary_words_are_one_term_as_they_were_typed(query: str) -> None:
    assert parse(f"  {query} ") == (Term(1.0, query),)


def test_what_stands_in_quotes_is_words_only() -> None:
    assert parse('"雪 + 舟" - 人') == (Term(1, "雪 + 舟"), Term(-1, "人"))
    assert parse("2*“甲-乙”") == (Term(2, "甲-乙"),)
    # A quotation mark that is never closed is a character like any other.
    assert parse('雪" + 舟') == (Term(1, '雪"'), Term(1, "舟"))


@pytest.mark.parametrize("query", ["", "  ", "+", "- ", "2*", "+ -", "0*雪"])
def test_without_words_there_is_no_term(query: str) -> None:
    assert parse(query) == ()


def test_a_query_can_be_read_while_it_is_typed() -> None:
    assert parse("雪 +") == parse("雪 + ") == parse("雪 -") == (Term(1, "雪"),)


def test_a_sum_of_vectors_is_weighted_and_of_length_one() -> None:
    rows = np.eye(3, 8, dtype=np.float32)
    found = combine([2, 1, -1], rows)
    assert found is not None
    np.testing.assert_allclose(found[:3], np.array([2, 1, -1]) / np.sqrt(6), atol=1e-6)
    assert np.linalg.norm(found) == pytest.approx(1)
    np.testing.assert_allclose(combine([3], rows[:1]), rows[0])
    assert combine([1, -1], np.stack([rows[0], rows[0]])) is None
