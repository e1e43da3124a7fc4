"""A query → an FTS5 MATCH expression, which the collection runs."""

from __future__ import annotations

from itertools import pairwise

from songclip_desktop import chinese


def match_expression(query: str) -> str:
    """An expression that finds whatever shares words with the query; empty where it has none.

    Chinese is written without spaces, so neighbouring characters are looked for in pairs (a single
    character by itself): what shares more of them ranks higher. In the search tables
    every character is a token of its own. Any thread.
    """
    expressions: list[str] = []
    for word in query.split():
        tokens = chinese.tokens(word)
        pairs = [f'"{left} {right}"' for left, right in pairwise(tokens)]
        expressions += pairs or [f'"{token}"' for token in tokens]
    return " OR ".join(dict.fromkeys(expressions))
