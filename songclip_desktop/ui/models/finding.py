"""Which works fit a search and the ticks of the facets, and how many each tick would show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from songclip_desktop.records import DRAFTED_KINDS

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection

LACKING = "lacking"
STATUSES = (LACKING, "draft", "approved", "rejected")


@dataclass(frozen=True)
class Wish:
    """What is looked for. Within a group any tick is enough; groups all count.

    Attributes:
        statuses: of STATUSES; "lacking" is a work with a kind neither drafted nor approved.
    """

    query: str = ""
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    order: str = "accession"


def ids(collection: Collection, wish: Wish) -> list[int]:
    """The works that fit, in the order asked for. Main thread."""

    def find(statuses: tuple[str, ...] = (), lacking: bool = False) -> list[int]:
        return collection.finding.find(
            wish.query,
            kinds=wish.kinds,
            formats=wish.formats,
            statuses=statuses,
            lacking=lacking,
            order=wish.order,
        )

    wanted = tuple(status for status in wish.statuses if status != LACKING)
    if LACKING not in wish.statuses:
        return find(wanted)
    fitting = set(find(lacking=True)) | (set(find(wanted)) if wanted else set())
    return [each for each in find() if each in fitting]


def counts(collection: Collection, wish: Wish) -> dict[str, dict[str, int]]:
    """Live counts of each group, its own ticks left out. Main thread."""
    facets = collection.finding.facets
    held = collection.finding.statuses(ids(collection, replace(wish, statuses=())))
    statuses: dict[str, int] = dict.fromkeys(STATUSES, 0)
    for by_kind in held.values():
        for status in set(by_kind.values()):
            statuses[status] += 1
        if any(by_kind.get(kind, "rejected") == "rejected" for kind in DRAFTED_KINDS):
            statuses[LACKING] += 1
    return {
        "status": statuses,
        "work_kind": facets(ids(collection, replace(wish, kinds=())))["work_kind"],
        "format": facets(ids(collection, replace(wish, formats=())))["format"],
    }
