"""Which works fit a search and the ticks of the facets; what a curator keeps of that under a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection

_KEPT = "filters"


@dataclass(frozen=True)
class Wish:
    """What is looked for. Within a group any tick is enough; groups all count.

    Attributes:
        query: as typed.
        ticks: a group of `collection.finding.FACETS` → its values.
        order: one of `collection.finding.ORDERS`.
        among: only these works, where any are given; not kept under a name.
    """

    query: str = ""
    ticks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = "accession"
    among: tuple[int, ...] = ()


def ids(collection: Collection, wish: Wish) -> list[int]:
    """The works that fit, in the order asked for. Main thread."""
    return collection.finding.find(wish.query, ticks=wish.ticks, among=wish.among, order=wish.order)


def counts(collection: Collection, wish: Wish) -> dict[str, dict[str, int]]:
    """Live counts of each group, its own ticks left out. Main thread."""
    return collection.finding.facets_for(wish.query, wish.ticks, wish.among)


def kept(collection: Collection) -> dict[str, Wish]:
    """The searches kept with the collection, by name. Main thread."""
    found: dict[str, dict[str, Any]] = collection.setting(_KEPT, {})
    return {
        name: Wish(
            held["query"],
            {group: tuple(values) for group, values in held["ticks"].items()},
            held["order"],
        )
        for name, held in sorted(found.items())
    }


def keep(collection: Collection, name: str, wish: Wish | None) -> None:
    """Keeps a search under a name, in place of one of the same name; None forgets it.

    Raises:
        SongClipError: collection_read_only.
    """
    held = dict(collection.setting(_KEPT, {}))
    held.pop(name, None)
    if wish is not None:
        held[name] = {"query": wish.query, "ticks": wish.ticks, "order": wish.order}
    collection.set_setting(_KEPT, held)
