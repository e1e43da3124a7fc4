"""All works at once, in arrays: which there are, in which order, and who shares what.

A hundred thousand works are narrowed, counted and put in order in a millisecond where every
question is a mask over their ids. SQLite hands the ids over as one text, since making a hundred
thousand rows of Python takes longer than finding them. Main thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from songclip_desktop.collection.database import Database
from songclip_desktop.collection.expressions import Names, other_names
from songclip_desktop.records import DRAFTED_KINDS

Kept = TypeVar("Kept")
Ids = NDArray[np.int64]
Mask = NDArray[np.bool_]  # [largest id + 1]

_ORDERS = {
    "accession": "accession",
    "title": "title, accession",
    "artist": "artist, accession",
    "dynasty": "dynasty, accession",
    "date": "year_from IS NULL, year_from, year_to, accession",
    "newest": "id DESC",
}
ORDERS = (*_ORDERS, "relevance")
GROUPED = ("work_kind", "dynasty", "format", "material", "artist", "tag")
_STANDING = ("draft", "approved")


@dataclass(frozen=True)
class Group:
    """Who has which value: the ids of `values[i]` are `ids[starts[i]:starts[i + 1]]`."""

    values: list[str]
    ids: Ids
    starts: NDArray[np.int64]

    def counts(self, chosen: Mask) -> dict[str, int]:
        """How many chosen works have each value, 0 included."""
        if not self.values:
            return {}
        sums = np.add.reduceat(chosen[self.ids].astype(np.int64), self.starts[:-1])
        return dict(zip(self.values, sums.tolist(), strict=True))

    def of(self, values: Iterable[str], size: int) -> Mask:
        """The works that have one of these values."""
        mask = np.zeros(size, bool)
        wanted = set(values)
        for place, value in enumerate(self.values):
            if value in wanted:
                mask[self.ids[self.starts[place] : self.starts[place + 1]]] = True
        return mask


class Shelf:
    """The arrays, read when first asked for and kept until the records change."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._works_version: object = None
        self._version: object = None
        self._of_works: dict[str, object] = {}
        self._of_all: dict[str, object] = {}
        self.changes = 0  # of works, counted by whoever brings the search text up to date

    @property
    def version(self) -> object:
        """Changes with every write."""
        return self._database.version

    def refresh(self) -> None:
        """Forgets what may have changed since it was read."""
        version = self._database.version
        if version != self._version:
            self._version = version
            self._of_all.clear()
        # Other programs' writes, and what was taken back, are not told apart.
        works = (self.changes, version[1], self._database.taken_back)
        if works != self._works_version:
            self._works_version = works
            self._of_works.clear()

    # -- works -------------------------------------------------------------------------------

    def order(self, name: str) -> Ids:
        """All ids in an order of ORDERS but relevance."""
        sql = f"SELECT id FROM painting ORDER BY {_ORDERS[name]}"
        return self._kept(f"order {name}", lambda: self.ids(sql))

    @property
    def size(self) -> int:
        """One more than the largest id: as long is each mask."""
        largest = "SELECT coalesce(max(id), 0) + 1 FROM painting"
        return self._kept("size", lambda: int(self._database.value(largest)))

    def group(self, name: str) -> Group:
        """Who shares what in one of GROUPED; works without a value are left out."""
        if name == "tag":
            sql = "SELECT tag, group_concat(painting_id) FROM painting_tag GROUP BY tag"
        else:
            sql = (
                f"SELECT {name}, group_concat(id) FROM painting WHERE {name} <> '' GROUP BY {name}"
            )
        return self._kept(f"group {name}", lambda: self._group(sql))

    def _group(self, sql: str) -> Group:
        rows = self._database.rows(sql)
        parts = [_numbers(row[1]) for row in rows]
        starts = np.cumsum([0, *(len(part) for part in parts)])
        ids = np.concatenate(parts) if parts else np.zeros(0, np.int64)
        return Group([row[0] for row in rows], ids, starts)

    # -- captions ----------------------------------------------------------------------------

    def status(self, status: str) -> Mask:
        """Works with a caption of this status; "lacking": a kind is neither drafted nor approved."""
        if status != "lacking":
            return np.any([self.caption(kind, status) for kind in DRAFTED_KINDS], axis=0)
        have = [
            np.any([self.caption(kind, status) for status in _STANDING], axis=0)
            for kind in DRAFTED_KINDS
        ]
        lacking = ~np.all(have, axis=0)
        return lacking & self.all

    def caption(self, kind: str, status: str) -> Mask:
        """Works with a caption of this kind and status."""

        def read() -> Mask:
            sql = "SELECT painting_id AS id FROM caption WHERE status = ? AND kind = ?"
            return self.mask(sql, (status, kind))

        return self._kept(f"caption {kind} {status}", read, of_works=False)

    @property
    def all(self) -> Mask:
        """Every work there is."""
        return self._kept("all", lambda: self.mask("SELECT id FROM painting"))

    # -- names -------------------------------------------------------------------------------

    def names(self) -> Names:
        """Who is meant by a name, see `other_names`."""
        return self._kept("names", lambda: other_names(self._database), of_works=False)

    # -- reading -----------------------------------------------------------------------------

    def ids(self, sql: str, values: Iterable[object] = ()) -> Ids:
        """The column `id` of a question, in its order."""
        return _numbers(self._database.value(f"SELECT group_concat(id) FROM ({sql})", values))

    def mask(self, sql: str, values: Iterable[object] = ()) -> Mask:
        """The column `id` of a question as a mask."""
        return self.mask_of(self.ids(sql, values))

    def mask_of(self, ids: Ids) -> Mask:
        """These ids as a mask; unknown ones are left out."""
        mask = np.zeros(self.size, bool)
        mask[ids[ids < self.size]] = True
        return mask

    def _kept(self, key: str, read: Callable[[], Kept], *, of_works: bool = True) -> Kept:
        kept = self._of_works if of_works else self._of_all
        if key not in kept:
            kept[key] = read()
        return kept[key]  # type: ignore[return-value]


def _numbers(text: str | None) -> Ids:
    return np.fromstring(text, np.int64, sep=",") if text else np.zeros(0, np.int64)
