"""Finding works: by words, by what is catalogued, by their captions; and counting them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from songclip_desktop.collection import query as grammar
from songclip_desktop.collection import search_text
from songclip_desktop.collection.database import Database, placeholders
from songclip_desktop.collection.expressions import expanded, expression, phrase, words
from songclip_desktop.collection.query import Either, Every, Node, Not, Test
from songclip_desktop.collection.shelf import GROUPED, ORDERS, Ids, Mask, Shelf
from songclip_desktop.records import DRAFTED_KINDS, Image

__all__ = ["FACETS", "ORDERS", "STATUSES", "Card", "Finding"]

STATUSES = ("lacking", "draft", "approved", "rejected")
FACETS = ("status", *GROUPED)
_PATIENCE_S = 0.1  # what finding may wait for a backlog
_BATCH = 500  # SQLite takes 999 values in one statement in its older builds
_LEADING = "{accession title title_pinyin}"  # where a match weighs most

# A caption's kind and status as one bit: three bits for each kind, the furthest status the highest.
_MARK = (
    "(CASE kind WHEN 'modern' THEN 1 WHEN 'classical' THEN 8 ELSE 64 END"
    " << CASE status WHEN 'rejected' THEN 0 WHEN 'draft' THEN 1 ELSE 2 END)"
)

Ticks = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Card:
    """What hangs on the wall of one work; `statuses` of DRAFTED_KINDS, None where there is none.

    `image` knows what is needed to show it, not its role or label.
    """

    id: int
    accession: str
    title: str
    image: Image | None
    statuses: tuple[str | None, ...]


class Finding:
    """Which works of one collection fit what is asked. Main thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._shelf = Shelf(database)
        self._last: tuple[object, Mask] | None = None
        database.before_commit = self._note_changes

    # -- finding -----------------------------------------------------------------------------

    def find(
        self,
        query: str = "",
        *,
        ticks: Ticks | None = None,
        kinds: Sequence[str] = (),
        formats: Sequence[str] = (),
        statuses: Sequence[str] = (),
        lacking: bool = False,
        among: Sequence[int] = (),
        order: str = "accession",
    ) -> list[int]:
        """Ids of the works that fit all that is given.

        Args:
            query: as typed; `collection.query` says how it is read. Pinyin and initials work.
            ticks: a group of FACETS → values; any value of a group is enough.
            kinds: work kinds.
            formats: as catalogued.
            statuses: a caption of one of these statuses exists.
            lacking: a drafted kind has neither a draft nor an approved caption.
            among: only these works, where any are given.
            order: one of ORDERS; "relevance" is by accession where no words are looked for.
        """
        self._be_ready()
        mask = self._asked(query) & self._ticked(ticks or {})
        named = {"work_kind": kinds, "format": formats, "status": statuses}
        mask &= self._ticked({group: values for group, values in named.items() if values})
        if among:
            mask &= self._shelf.mask_of(np.asarray(among, np.int64))
        if lacking:
            mask &= self._shelf.status("lacking")
        if order == "relevance":
            return self._by_relevance(query, mask).tolist()
        ordered = self._shelf.order(order)
        return ordered[mask[ordered]].tolist()

    def facets(self, ids: Sequence[int] | None = None) -> dict[str, dict[str, int]]:
        """How many works have each value of each group of FACETS but status."""
        self._be_ready()
        chosen = self._shelf.all
        if ids is not None:
            chosen = self._shelf.mask_of(np.asarray(ids, np.int64))
        return {
            name: {
                value: count
                for value, count in self._shelf.group(name).counts(chosen).items()
                if count or ids is None
            }
            for name in GROUPED
        }

    def facets_for(
        self, query: str = "", ticks: Ticks | None = None, among: Sequence[int] = ()
    ) -> dict[str, dict[str, int]]:
        """Live counts of every value of every group of FACETS, its own ticks left out."""
        self._be_ready()
        asked, ticks = self._asked(query), ticks or {}
        if among:
            asked &= self._shelf.mask_of(np.asarray(among, np.int64))
        counts: dict[str, dict[str, int]] = {}
        for name in FACETS:
            others = {group: values for group, values in ticks.items() if group != name}
            mask = asked & self._ticked(others)
            if name == "status":
                by_status = {each: self._shelf.status(each) & mask for each in STATUSES}
                counts[name] = {each: int(np.count_nonzero(by_status[each])) for each in STATUSES}
            else:
                counts[name] = self._shelf.group(name).counts(mask)
        return counts

    def lacking_count(self) -> int:
        """How many works lack a caption of some kind."""
        self._be_ready()
        return int(np.count_nonzero(self._shelf.status("lacking")))

    def match(self, expression: str, limit: int = 1000) -> list[tuple[int, float]]:
        """Ids and keyword scores (higher is better) for an FTS5 expression, best first."""
        self._be_ready()
        weights = ", ".join(str(_WEIGHTS.get(name, 1.0)) for name in search_text.COLUMNS)
        rows = self._database.rows(
            f"SELECT rowid, -bm25(painting_text, {weights}) AS score FROM painting_text"
            " WHERE painting_text MATCH ? ORDER BY score DESC, rowid LIMIT ?",
            [expression, limit],
        )
        return [(row["rowid"], row["score"]) for row in rows]

    def statuses(self, ids: Iterable[int] | None = None) -> dict[int, dict[str, str]]:
        """Painting id → kind → approved, draft or rejected, the furthest of each; for the triplet.

        All works where `ids` is None; a work without captions has an empty dictionary.
        """
        wanted = None if ids is None else list(ids)
        found: dict[int, dict[str, str]] = {key: {} for key in wanted or ()}
        limit, values = "", []
        if wanted is not None and len(wanted) <= _BATCH:
            limit, values = f"WHERE painting_id IN {placeholders(wanted)}", wanted
        rank = "CASE status WHEN 'approved' THEN 2 WHEN 'draft' THEN 1 ELSE 0 END"
        rows = self._database.rows(
            f"SELECT painting_id, kind, status FROM caption {limit} ORDER BY {rank}", values
        )
        for row in rows:
            if wanted is None or row["painting_id"] in found:
                found.setdefault(row["painting_id"], {})[row["kind"]] = row["status"]
        return found

    def cards(self, ids: Sequence[int]) -> dict[int, Card]:
        """What hangs on the wall of at most 500 works, by id."""
        rows = self._database.rows(
            "SELECT p.id, p.accession, p.title, i.id, i.sha256, i.path, i.referenced, i.width_px,"
            f" i.height_px, i.view, (SELECT sum(DISTINCT {_MARK}) FROM caption WHERE painting_id = p.id)"
            " FROM painting p LEFT JOIN image i ON i.painting_id = p.id AND i.is_primary = 1"
            f" WHERE p.id IN {placeholders(ids)}",
            ids,
        )
        found = {}
        for (
            key,
            accession,
            title,
            image,
            sha256,
            path,
            referenced,
            width,
            height,
            view,
            marks,
        ) in rows:
            picture = None
            if image is not None:
                shown = {} if view == "{}" else json.loads(view)
                picture = Image(
                    image, key, sha256, path, bool(referenced), width, height, True, view=shown
                )
            found[key] = Card(key, accession, title, picture, _statuses(marks or 0))
        return found

    # -- the search text ---------------------------------------------------------------------

    def behind(self) -> int:
        """How many works are not yet found by words, since the form of the records changed."""
        return self._database.value("SELECT count(*) FROM painting_stale WHERE backlog = 1")

    def catch_up(self, seconds: float | None = None) -> int:
        """Makes them findable, for so long or to the end; how many are still behind.

        Stopped or killed, it goes on next time where it was. Nothing is done read-only.
        """
        if self._database.read_only:
            return 0
        return search_text.work_off(self._database, seconds)

    def _note_changes(self) -> None:
        if search_text.bring_up_to_date(self._database):
            self._shelf.changes += 1

    def _be_ready(self) -> None:
        """Inside a transaction what was written in it is found, too; a backlog grows shorter."""
        if not self._database.read_only and search_text.is_behind(self._database):
            with self._database.transaction():
                self._note_changes()
            self.catch_up(_PATIENCE_S)
        self._shelf.refresh()

    # -- from a query to a mask ----------------------------------------------------------------

    def _asked(self, typed: str) -> Mask:
        """The works that fit a query; the last one is kept for the facets that follow it."""
        key = (typed, self._database.version)
        if self._last is None or self._last[0] != key:
            tree = grammar.parse(typed)
            if tree is None:
                found = self._shelf.all if not typed.strip() else self._nothing_said(typed)
            else:
                found = self._mask(self._with_other_names(tree))
            self._last = key, found
        return self._last[1].copy()

    def _nothing_said(self, typed: str) -> Mask:
        """Signs alone find nothing; an unfinished `artist:` narrows nothing yet."""
        return self._shelf.all if any(map(str.isalnum, typed)) else np.zeros_like(self._shelf.all)

    def _ticked(self, ticks: Ticks) -> Mask:
        mask = self._shelf.all.copy()
        for group, values in ticks.items():
            if not values:
                continue
            if group == "status":
                mask &= np.any([self._shelf.status(status) for status in values], axis=0)
            else:
                mask &= self._shelf.group(group).of(values, self._shelf.size)
        return mask

    def _by_relevance(self, typed: str, mask: Mask) -> Ids:
        """What has the words in its title or number comes first; beyond that by number."""
        ordered = self._shelf.order("accession")
        ordered = ordered[mask[ordered]]
        wanted = [phrase(part) for part in words(grammar.parse(typed)) if not part.column]
        rank = np.zeros(self._shelf.size, np.int64)
        for each in filter(None, wanted):
            rank[self._matching(f"{_LEADING} : {each}")] -= 1
        return ordered[np.argsort(rank[ordered], kind="stable")]

    def _mask(self, node: Node) -> Mask:
        """A tree of words alone goes to SQLite as one expression; else the parts are combined."""
        text = expression(node)
        if text is not None:
            return self._matching(text) & self._shelf.all
        if isinstance(node, Every):
            return np.all([self._mask(part) for part in node.parts], axis=0)
        if isinstance(node, Either):
            return np.any([self._mask(part) for part in node.parts], axis=0)
        if isinstance(node, Not):
            return ~self._mask(node.part) & self._shelf.all
        if isinstance(node, Test):
            return self._tested(node)
        return np.zeros_like(self._shelf.all)  # words without a letter

    def _matching(self, expression: str) -> Mask:
        return self._shelf.mask(
            "SELECT rowid AS id FROM painting_text WHERE painting_text MATCH ?", [expression]
        )

    def _tested(self, test: Test) -> Mask:
        if test.name == "year":
            first, last = test.years
            return self._shelf.mask(
                "SELECT id FROM painting WHERE coalesce(year_from, year_to) <= ?"
                " AND coalesce(year_to, year_from) >= ?",
                [last, first],
            )
        if test.name == "status":
            parts = [self._shelf.status(value) for value in test.values]
        elif test.name == "kind":
            parts = [self._shelf.group("work_kind").of(test.values, self._shelf.size)]
        else:
            parts = [self._having(value) for value in test.values]
        return np.any([np.zeros_like(self._shelf.all), *parts], axis=0)

    def _having(self, what: str) -> Mask:
        """Works where something is there at all."""
        if what in ("modern", "classical", "tags"):
            parts = [self._shelf.caption(what, status) for status in ("draft", "approved")]
            return np.any(parts, axis=0)
        column = search_text.FIELD_COLUMNS.get(what, what)
        return self._shelf.mask(
            {
                "image": "SELECT painting_id AS id FROM image",
                "tag": "SELECT painting_id AS id FROM painting_tag",
                "caption": "SELECT painting_id AS id FROM caption WHERE status <> 'rejected'",
                "year": "SELECT id FROM painting WHERE year_from IS NOT NULL OR year_to IS NOT NULL",
                "local": "SELECT id FROM painting WHERE local_only",
            }.get(what, f"SELECT id FROM painting WHERE {column} <> ''")
        )

    def _with_other_names(self, node: Node) -> Node:
        """Words that name an artist or a tag also mean its other names."""
        return expanded(node, self._shelf.names())


# bm25 weights of the columns that are not 1; a name tells more than a sentence.
_WEIGHTS = {
    "accession": 4.0,
    "title": 4.0,
    "artist": 3.0,
    "title_pinyin": 2.0,
    "artist_pinyin": 2.0,
}


@lru_cache(maxsize=512)
def _statuses(marks: int) -> tuple[str | None, ...]:
    """The furthest status of each of DRAFTED_KINDS."""
    furthest = (None, "rejected", "draft", "draft", *["approved"] * 4)
    return tuple(furthest[marks >> 3 * place & 7] for place in range(len(DRAFTED_KINDS)))
