"""A query becomes an FTS5 expression that finds whatever shares words with it."""

from __future__ import annotations

import sqlite3

import pytest

from songclip_desktop import chinese
from songclip_desktop.retrieval.keywords import match_expression

TEXTS = ("雪山行旅图", "春山瑞松", "旅人过桥", "Autumn mountains 秋山")


def found(query: str) -> list[str]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (body, tokenize = 'unicode61')")
    connection.executemany("INSERT INTO t VALUES (?)", [[chinese.search_tokens(t)] for t in TEXTS])
    rows = connection.execute(
        "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t), rowid", [match_expression(query)]
    ).fetchall()
    connection.close()
    return [TEXTS[row[0] - 1] for row in rows]


def test_what_shares_more_ranks_higher() -> None:
    assert found("雪山行旅")[0] == "雪山行旅图"


def test_a_single_character_and_a_traditional_one_are_enough() -> None:
    assert set(found("山")) == {"雪山行旅图", "春山瑞松", "Autumn mountains 秋山"}
    assert found("過橋") == ["旅人过桥"]


@pytest.mark.parametrize("query", ['"', "“山” OR (", "a* NEAR b", "《》", "-山"])
def test_signs_of_fts_in_a_query_are_not_obeyed(query: str) -> None:
    if match_expression(query):
        found(query)


def test_nothing_to_look_for_is_empty() -> None:
    assert match_expression("， 。") == ""
