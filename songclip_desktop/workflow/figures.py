"""How far the review is, who did what on which day, and how much each drafter's texts are changed."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from songclip_desktop import chinese
from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import DRAFTED_KINDS, Caption


@dataclass(frozen=True)
class KindProgress:
    """How the works stand in one kind; the figures of `draft` to `lacking` add up to the works.

    Attributes:
        kind: one of DRAFTED_KINDS.
        draft: waiting for a first reader.
        once_read: drafts that one reader has approved and a second one has not yet.
        approved: done.
        rejected: only a rejected caption is there.
        lacking: no caption of the kind at all.
    """

    kind: str
    draft: int
    once_read: int
    approved: int
    rejected: int
    lacking: int


@dataclass(frozen=True)
class DayOfCurator:
    """What one person did to captions on one local day (2026-01-31), less what was taken back."""

    day: str
    by: str
    approved: int
    edited: int
    rejected: int


@dataclass(frozen=True)
class Progress:
    """How far the review of captions is: by kind, and by day and person, the newest day first."""

    kinds: tuple[KindProgress, ...]
    days: tuple[DayOfCurator, ...]


@dataclass(frozen=True)
class DrafterFigure:
    """How much was changed in what a drafter wrote with one version of its prompt.

    Attributes:
        drafter, prompt_version: as on the captions; of the offline drafter and registers too.
        kind: one of DRAFTED_KINDS.
        captions: how many approved ones the figures are of.
        unchanged: how many of them were approved as they were drafted.
        mean, median: edit distance in characters over the length of the longer of draft and
            approved text, in [0, 1].
        rejected: how many were rejected.
    """

    drafter: str
    prompt_version: str
    kind: str
    captions: int
    unchanged: int
    mean: float
    median: float
    rejected: int


def progress(collection: Collection) -> Progress:
    """How far the review is now. Main thread."""
    works = collection.paintings.count()
    standing = collection.captions.standing()
    kinds = []
    for kind in DRAFTED_KINDS:
        counts = {name: standing.get((kind, name), 0) for name in _STANDINGS}
        kinds.append(KindProgress(kind, **counts, lacking=works - sum(counts.values())))
    return Progress(tuple(kinds), _days(collection))


_STANDINGS = ("draft", "once_read", "approved", "rejected")


def _days(collection: Collection) -> tuple[DayOfCurator, ...]:
    counted: dict[tuple[str, str], dict[str, int]] = {}
    words = {"approve": "approved", "edit": "edited", "replace": "edited", "reject": "rejected"}
    for at, by, action in collection.history.done_to_captions(tuple(words)):
        day = datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d")
        counts = counted.setdefault((day, by), {"approved": 0, "edited": 0, "rejected": 0})
        counts[words[action]] += 1
    newest_first = sorted(sorted(counted), key=lambda key: key[0], reverse=True)
    return tuple(DayOfCurator(*key, **counted[key]) for key in newest_first)


def prepare(collection: Collection) -> tuple[Caption, ...]:
    """The captions that tell something of their drafters. Main thread."""
    return tuple(one for one in collection.captions.list() if one.status != "draft")


def edit_distances(captions: Iterable[Caption]) -> tuple[DrafterFigure, ...]:
    """Figures by drafter, prompt version and kind, in this order. Any thread."""
    approved: dict[tuple[str, str, str], list[float]] = {}
    rejected: dict[tuple[str, str, str], int] = {}
    for one in captions:
        key = (one.drafter or one.origin, one.prompt_version, one.kind)
        distances = approved.setdefault(key, [])
        if one.status == "approved":
            distances.append(_changed(one.draft_text, one.text))
        else:
            rejected[key] = rejected.get(key, 0) + 1
    order = sorted(approved, key=lambda key: (key[0], key[1], DRAFTED_KINDS.index(key[2])))
    return tuple(
        DrafterFigure(
            *key,
            captions=len(approved[key]),
            unchanged=sum(distance == 0 for distance in approved[key]),
            mean=statistics.fmean(approved[key]) if approved[key] else 0.0,
            median=statistics.median(approved[key]) if approved[key] else 0.0,
            rejected=rejected.get(key, 0),
        )
        for key in order
    )


@lru_cache(maxsize=100_000)  # the figures are asked for again after each approval
def _changed(draft: str, final: str) -> float:
    if draft == final:
        return 0.0
    return chinese.edit_distance(draft, final) / max(len(draft), len(final))
