"""Queries that add and take away: `2*雪 + 舟 - 人`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_WEIGHT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[*×＊]\s*")
_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "＂": "＂"}
_PLUS, _MINUS = "+＋", "-－−"
# Shorter than this, a sum is what rounding left of terms that cancel out.
_NOTHING = 1e-4


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a query; a negative weight takes it away."""

    weight: float
    text: str


def parse(query: str) -> tuple[Term, ...]:
    """The terms of a query, in order; one of weight 1 where it is no sum. Any thread.

    A plus between words adds. A minus takes away where a space stands before it, or where it
    stands between Chinese words: the hyphen of `D03-12` and of `well-known` is none. A term may
    begin with its weight and `*`. What stands in quotes is words only. Terms without words are
    passed over, so that a query can be read while it is being typed.
    """
    terms: list[Term] = []
    for sign, part in _parts(query):
        weight = _WEIGHT.match(part)
        text = part[weight.end() :] if weight else part
        value = sign * float(weight.group(1) if weight else 1)
        text = text.strip()
        if text and value:
            terms.append(Term(value, _unquoted(text)))
    return tuple(terms)


def combine(weights: Sequence[float], vectors: np.ndarray) -> np.ndarray | None:
    """The weighted sum of unit rows [T, D], of length 1 again: float32 [D].

    Returns:
        None where the terms cancel out.
    """
    total = np.asarray(weights, dtype=np.float64) @ vectors.astype(np.float64)
    length = float(np.linalg.norm(total))
    return None if length < _NOTHING else (total / length).astype(np.float32)


def _parts(query: str) -> list[tuple[float, str]]:
    """Each part with its sign: 1 or -1."""
    parts: list[tuple[float, str]] = []
    sign, start, closing = 1.0, 0, ""
    for place, character in enumerate(query):
        if closing:
            closing = "" if character == closing else closing
        elif character in _QUOTES and _QUOTES[character] in query[place + 1 :]:
            closing = _QUOTES[character]
        elif character in _PLUS or (character in _MINUS and _takes_away(query, place)):
            parts.append((sign, query[start:place]))
            sign, start = 1.0 if character in _PLUS else -1.0, place + 1
    return [*parts, (sign, query[start:])]


def _takes_away(query: str, place: int) -> bool:
    before, after = query[:place], query[place + 1 :]
    if not before.strip() or before[-1].isspace():
        return True
    return not _joins(before[-1]) and (not _joins(after[:1]) or bool(_WEIGHT.match(after)))


def _joins(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _unquoted(text: str) -> str:
    inside = text[1:-1].strip()
    return inside if len(text) > 2 and _QUOTES.get(text[0]) == text[-1] and inside else text
