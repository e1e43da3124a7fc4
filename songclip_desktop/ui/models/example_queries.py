"""Queries to begin with: short forms of approved captions of held-out works. No Qt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import DRAFTED_KINDS, Caption

CLAUSES = re.compile(r"[，。；、,.;\s]+")
LONGEST = 14
LOOKED_AT = 100  # works whose captions are read for them


@dataclass(frozen=True, slots=True)
class Example:
    """Words to search for, and the work they were written about."""

    text: str
    painting_id: int


def short_form(caption: Caption) -> str:
    """The first clauses (or tags) of a caption, as many as are quickly read."""
    parts = [part for part in CLAUSES.split(caption.text) if part]
    joint = " " if caption.kind == "tags" else "，"
    text = parts[0] if parts else ""
    for part in parts[1:3]:
        if len(text) + len(part) + 1 > LONGEST:
            break
        text += joint + part
    return text


def of_collection(collection: Collection, count: int = 6) -> list[Example]:
    """Examples of an open collection, from a few of its held-out works. Main thread; quick."""
    works = collection.captions.approved_held_out()
    some = works[:: max(1, len(works) // LOOKED_AT)]
    captions = [each for work in some for each in collection.captions.of(work)]
    return choose([each for each in captions if each.status == "approved"], some, count)


def choose(captions: Sequence[Caption], works: Sequence[int], count: int = 6) -> list[Example]:
    """Examples spread evenly over the works, the kinds in turn; no words twice.

    Args:
        captions: approved captions, of any works.
        works: those held out, in their order.
        count: how many are wanted.
    """
    held_out = set(works)
    by_work: dict[int, dict[str, Caption]] = {}
    for caption in captions:
        if caption.painting_id in held_out:
            by_work.setdefault(caption.painting_id, {})[caption.kind] = caption
    ids = [work for work in works if work in by_work]
    examples: list[Example] = []
    step = max(1, len(ids) // count) if ids else 1
    for place in [*range(0, len(ids), step), *range(len(ids))]:
        if len(examples) == count:
            break
        wanted = DRAFTED_KINDS[len(examples) % len(DRAFTED_KINDS)]
        found = by_work[ids[place]]
        text = short_form(found.get(wanted) or next(iter(found.values())))
        if text and all(text != each.text for each in examples):
            examples.append(Example(text, ids[place]))
    return examples
