"""Which stretch of a passage each sentence of its translation renders.

No reply says it, so it is inferred: sentences keep the order of the original, and each takes the
stretch whose length is its share of the whole and which holds most of the sentence's characters
(traditional and simplified alike). A translation into another script goes by order and length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from songclip_desktop import chinese

Span = tuple[int, int]  # (start, length) in characters

_SENTENCE = re.compile(
    r"(?:[^。！？!?；;.]|\.(?=\d))*(?:[。！？!?；;]+|\.(?!\d)|$)[」』”’\"）)]*\s*"
)
# Where the original may be parted: after stops, final particles and spaces.
_CLAUSE = re.compile(r"[。！？!?；，、：\s]+[」』”’）)]*|[也矣焉哉歟](?=.)")
_LONGEST_CLAUSE, _UNIT = 20, 4  # characters; a longer clause is parted, for old texts have no stops
_PER_CHARACTER = 0.35  # what a character of the wrong length costs against one shared character
_MOST_UNITS = 160


def sentences(text: str) -> list[Span]:
    """The sentences of a translation, in order, with their final stops."""
    spans: list[Span] = []
    place = 0
    for match in _SENTENCE.finditer(text):
        if any(each.isalnum() for each in match[0]):
            spans.append((place, match.end() - place))
            place = match.end()
        elif spans:
            start, _length = spans[-1]
            spans[-1] = (start, match.end() - start)
            place = match.end()
    return spans


@lru_cache(maxsize=256)
def align(original: str, translation: str) -> tuple[tuple[Span, Span], ...]:
    """Pairs of (stretch of the original, sentence of the translation), in order. Any thread.

    The stretches follow each other without a gap and cover the original.
    """
    said = sentences(translation)
    if not said or not original.strip():
        return ()
    edges = _edges(original, len(said))
    if len(edges) - 1 < len(said):
        return (((0, len(original)), (0, len(translation))),)
    cuts = _best_cuts(original, [translation[s : s + n] for s, n in said], edges)
    stretches = [(edges[a], edges[b] - edges[a]) for a, b in pairwise(cuts)]
    return tuple(zip(stretches, said, strict=True))


def _edges(original: str, wanted: int) -> list[int]:
    """Places where the original may be parted, its two ends among them."""
    stops = {match.end() for match in _CLAUSE.finditer(original)}
    unit = max(_UNIT, len(original) // _MOST_UNITS)
    if len(stops) < wanted and len(original) // unit < wanted:
        unit = 1
    edges = [0]
    for place in sorted({*stops, len(original)}):
        if place - edges[-1] > (_LONGEST_CLAUSE if unit > 1 else 1):
            edges += range(edges[-1] + unit, place - unit // 2, unit)
        if place > edges[-1]:
            edges.append(place)
    return edges


def _best_cuts(original: str, said: Sequence[str], edges: Sequence[int]) -> list[int]:
    """The edges (by number) at which each sentence's stretch begins, and the last one's end."""
    share = len(original) / sum(map(len, said))
    last = len(edges) - 1
    never = float("-inf")
    best = [0.0] + [never] * last
    back: list[list[int]] = []
    for number, sentence in enumerate(said):
        hits = _hits(original, sentence, edges)
        left, due = len(said) - number - 1, len(sentence) * share
        ended, came = [never] * (last + 1), [0] * (last + 1)
        for end in range(number + 1, last - left + 1):
            for start in range(end - 1, number - 1, -1):
                off = edges[end] - edges[start] - due
                if off > 3 * due + _LONGEST_CLAUSE and ended[end] != never:
                    break  # longer still is worse still
                if best[start] == never:
                    continue
                off = abs(off)
                worth = best[start] + hits[end] - hits[start] - _PER_CHARACTER * off
                if worth > ended[end]:
                    ended[end], came[end] = worth, start
        best = ended
        back.append(came)
    cuts = [last]
    for came in reversed(back):
        cuts.append(came[cuts[-1]])
    return cuts[::-1]


def _hits(original: str, sentence: str, edges: Sequence[int]) -> list[int]:
    """How many of the original's characters up to each edge the sentence has, too."""
    has = {each for each in chinese.fold(sentence) if chinese.is_han(each)}
    counts, place, count = [], 0, 0
    for edge in edges:
        count += sum(each in has for each in chinese.fold(original[place:edge]))
        place = edge
        counts.append(count)
    return counts
