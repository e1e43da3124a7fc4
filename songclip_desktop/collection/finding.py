"""Finding works: by words, by what is catalogued, by their captions; and counting them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from songclip_desktop import chinese
from songclip_desktop.collection.database import Database, placeholders
from songclip_desktop.records import DRAFTED_KINDS

_ORDERS = {
    "accession": "p.accession",
    "title": "p.title, p.accession",
    "artist": "p.artist, p.accession",
    "dynasty": "p.dynasty, p.accession",
    "newest": "p.id DESC",
}
_BATCH = 500  # SQLite takes 999 values in one statement in its older builds


class Finding:
    """Which works of one collection fit what is asked. Main thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(
        self,
        query: str = "",
        *,
        kinds: Sequence[str] = (),
        formats: Sequence[str] = (),
        statuses: Sequence[str] = (),
        lacking: bool = False,
        order: str = "accession",
    ) -> list[int]:
        """Ids of the works that fit all that is given.

        Args:
            query: words over all fields and captions; one character is enough; pinyin works.
            kinds: work kinds.
            formats: as catalogued.
            statuses: a caption of one of these statuses exists.
            lacking: a drafted kind has neither a draft nor an approved caption.
            order: accession, title, artist, dynasty or newest.
        """
        where: list[str] = []
        values: list[Any] = []
        if query.strip():
            expression = chinese.match_expression(query)
            if not expression:
                return []
            where.append("p.id IN (SELECT rowid FROM painting_text WHERE painting_text MATCH ?)")
            values.append(expression)
        for column, chosen in (("p.work_kind", kinds), ("p.format", formats)):
            if chosen:
                where.append(f"{column} IN {placeholders(chosen)}")
                values += chosen
        if statuses:
            where.append(
                "EXISTS (SELECT 1 FROM caption c WHERE c.painting_id = p.id"
                f" AND c.status IN {placeholders(statuses)})"
            )
            values += statuses
        if lacking:
            where.append(
                "(SELECT count(DISTINCT kind) FROM caption c WHERE c.painting_id = p.id"
                f" AND c.status <> 'rejected') < {len(DRAFTED_KINDS)}"
            )
        condition = f"WHERE {' AND '.join(where)}" if where else ""
        sql = f"SELECT p.id FROM painting p {condition} ORDER BY {_ORDERS[order]}"
        return [row[0] for row in self._database.rows(sql, values)]

    def match(self, expression: str, limit: int = 1000) -> list[tuple[int, float]]:
        """Ids and keyword scores (higher is better) for an FTS5 expression, best first."""
        rows = self._database.rows(
            "SELECT rowid, -bm25(painting_text, 4.0, 1.0, 2.0) AS score FROM painting_text"
            " WHERE painting_text MATCH ? ORDER BY score DESC, rowid LIMIT ?",
            [expression, limit],
        )
        return [(row["rowid"], row["score"]) for row in rows]

    def facets(self, ids: Sequence[int] | None = None) -> dict[str, dict[str, int]]:
        """How many works have each value of work_kind, format, dynasty and artist."""
        chosen = None if ids is None else set(ids)
        counts: dict[str, dict[str, int]] = {}
        for column in ("work_kind", "format", "dynasty", "artist"):
            rows = self._database.rows(f"SELECT id, {column} FROM painting ORDER BY {column}")
            values = counts.setdefault(column, {})
            for row in rows:
                if chosen is None or row["id"] in chosen:
                    values[row[column]] = values.get(row[column], 0) + 1
        return counts

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
