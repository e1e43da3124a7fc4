"""Reading captions: one, those of a work, lists, counts, and what comes next to be reviewed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence

from songclip_desktop.collection.database import Database, placeholders
from songclip_desktop.collection.history import approvals_from, call_from
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.records import STATUSES, Call, Caption

SELECT = "SELECT c.*, p.accession FROM caption c JOIN painting p ON p.id = c.painting_id"
_KIND_ORDER = "CASE c.kind WHEN 'modern' THEN 0 WHEN 'classical' THEN 1 ELSE 2 END"


class CaptionLists:
    """What can be asked of the captions of one collection. Main thread."""

    def __init__(self, database: Database) -> None:
        """Reads this database."""
        self._database = database

    def get(self, caption_id: int) -> Caption:
        """One caption.

        Raises:
            SongClipError: no_such_caption.
        """
        return caption_from(self._row(caption_id))

    def of(self, painting_id: int) -> tuple[Caption, ...]:
        """All captions of one work, by kind, rejected ones included."""
        rows = self._database.rows(
            f"{SELECT} WHERE c.painting_id = ? ORDER BY {_KIND_ORDER}, c.id", [painting_id]
        )
        return tuple(caption_from(row) for row in rows)

    def list(
        self,
        status: str | None = None,
        kind: str | None = None,
        accession: str | None = None,
        limit: int | None = None,
    ) -> list[Caption]:
        """Captions that fit, by accession number, then kind, then id."""
        wanted = {"c.status": status, "c.kind": kind, "p.accession": accession}
        given = {column: value for column, value in wanted.items() if value is not None}
        where = " WHERE " + " AND ".join(f"{column} = ?" for column in given) if given else ""
        rows = self._database.rows(
            f"{SELECT}{where} ORDER BY p.accession, {_KIND_ORDER}, c.id LIMIT ?",
            [*given.values(), -1 if limit is None else limit],
        )
        return [caption_from(row) for row in rows]

    def sentences(self, ids: Collection[int] | None = None) -> list[tuple[int, int, str]]:
        """Id, work and text of the captions that are sentences and not rejected. Quick.

        All of them, or those among `ids`.
        """
        among, values = "", []
        if ids is not None:
            among, values = " AND id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))]
        rows = self._database.rows(
            "SELECT id, painting_id, text FROM caption"
            f" WHERE status <> 'rejected' AND kind <> 'tags'{among} ORDER BY id",
            values,
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def counts(self, kind: str | None = None) -> dict[str, int]:
        """How many captions have each status; of one kind where it is named."""
        where, values = (" WHERE kind = ?", [kind]) if kind else ("", [])
        rows = self._database.rows(
            f"SELECT status, count(*) FROM caption{where} GROUP BY status", values
        )
        return {status: 0 for status in STATUSES} | {row[0]: row[1] for row in rows}

    def standing(self) -> dict[tuple[str, str], int]:
        """How many works stand how in each kind: approved, once_read, draft or rejected.

        Each work counts once in a kind, by the caption of it that is furthest.
        """
        rows = self._database.rows(
            "SELECT kind, furthest, count(*) FROM (SELECT painting_id, kind, max(CASE"
            " WHEN status = 'approved' THEN 3 WHEN status = 'rejected' THEN 0"
            " WHEN approvals <> '[]' THEN 2 ELSE 1 END) AS furthest"
            " FROM caption GROUP BY painting_id, kind) GROUP BY kind, furthest"
        )
        names = ("rejected", "draft", "once_read", "approved")
        return {(row[0], names[row[1]]): row[2] for row in rows}

    def call_of(self, caption_id: int) -> Call:
        """What was asked and answered for the draft; empty fields where no service wrote it.

        Raises:
            SongClipError: no_such_caption.
        """
        return call_from(self._row(caption_id))

    def usage(self, endpoint: str, llm: str) -> tuple[int, float, float]:
        """How many works this model has drafted, and the mean tokens in and out of a call."""
        row = self._database.row(
            "SELECT count(*), coalesce(avg(tokens_in), 0), coalesce(avg(tokens_out), 0) FROM"
            " (SELECT DISTINCT painting_id, tokens_in, tokens_out FROM caption"
            " WHERE endpoint = ? AND llm = ? AND tokens_in > 0)",
            [endpoint, llm],
        )
        return (0, 0.0, 0.0) if row is None else (row[0], row[1], row[2])

    def drafts(self, kinds: Sequence[str], accession: str | None = None) -> list[int]:
        """Ids of the drafts of these kinds, by accession number; of one work where it is named."""
        where, values = (" AND p.accession = ?", [accession]) if accession else ("", [])
        rows = self._database.rows(
            "SELECT c.id FROM caption c JOIN painting p ON p.id = c.painting_id"
            f" WHERE c.status = 'draft' AND c.kind IN {placeholders(kinds)}{where}"
            f" ORDER BY p.accession, {_KIND_ORDER}, c.id",
            [*kinds, *values],
        )
        return [row[0] for row in rows]

    def drafted(self, *, edited: bool) -> list[tuple[int, str]]:
        """Work and kind of the drafts that somebody edited, or of those that nobody did. Quick."""
        rows = self._database.rows(
            "SELECT c.painting_id, c.kind FROM caption c JOIN painting p ON p.id = c.painting_id"
            " WHERE c.status = 'draft' AND (c.author <> '') = ? ORDER BY p.accession, c.id",
            [edited],
        )
        return [(row[0], row[1]) for row in rows]

    def approved_works(self) -> set[int]:
        """Ids of the works with an approved caption of any kind. Quick."""
        rows = self._database.rows(
            "SELECT DISTINCT painting_id FROM caption WHERE status = 'approved'"
        )
        return {row[0] for row in rows}

    def texts_there(self, ids: Collection[int]) -> set[int]:
        """Which of these approved captions and passages there are."""
        rows = self._database.rows(
            "SELECT id FROM caption WHERE status = 'approved'"
            " AND id IN (SELECT value FROM json_each(?1)) UNION"
            " SELECT id FROM passage WHERE id IN (SELECT value FROM json_each(?1))",
            [json.dumps(list(ids))],
        )
        return {row[0] for row in rows}

    def works_saying(self, text: str) -> set[int]:
        """Works with an approved caption of these very words."""
        rows = self._database.rows(
            "SELECT DISTINCT painting_id FROM caption WHERE status = 'approved' AND text = ?",
            [text],
        )
        return {row[0] for row in rows}

    def approved_held_out(self) -> list[int]:
        """Test works with a picture and an approved caption, by accession number. Quick."""
        rows = self._database.rows(
            "SELECT p.id FROM painting p WHERE p.split = 'test'"
            " AND p.id IN (SELECT painting_id FROM image WHERE is_primary = 1)"
            " AND p.id IN (SELECT painting_id FROM caption WHERE status = 'approved')"
            " ORDER BY p.accession"
        )
        return [row[0] for row in rows]

    def works_with_drafts(self) -> list[int]:
        """Ids of the works with a draft of any kind, by accession number."""
        rows = self._database.rows(
            "SELECT p.id FROM painting p WHERE p.id IN"
            " (SELECT painting_id FROM caption WHERE status = 'draft') ORDER BY p.accession"
        )
        return [row[0] for row in rows]

    def next_draft(
        self, after: int | None = None, by: str = "", passed: Collection[int] = ()
    ) -> Caption | None:
        """The draft that comes next, by accession number and kind; behind the last the first.

        Args:
            after: the caption under review now; None for the first.
            by: the reader: what this name has approved already waits for another one.
            passed: ids that were put off.

        Raises:
            SongClipError: no_such_caption.
        """
        here = self.get(after) if after is not None else None
        for condition, values in _from_here(here):
            found = self._database.value(
                "SELECT c.id FROM painting p CROSS JOIN caption c"
                f" ON c.painting_id = p.id AND c.status = 'draft' WHERE {condition}"
                " AND c.id NOT IN (SELECT value FROM json_each(?)) AND NOT EXISTS"
                " (SELECT 1 FROM json_each(c.approvals) a WHERE json_extract(a.value, '$.by') = ?)"
                f" ORDER BY p.accession, {_KIND_ORDER}, c.id LIMIT 1",
                [*values, json.dumps(list(passed)), by],
            )
            if found is not None:
                return self.get(found)
        return None

    def _row(self, caption_id: int) -> sqlite3.Row:
        row = self._database.row(f"{SELECT} WHERE c.id = ?", [caption_id])
        if row is None:
            raise SongClipError(
                "no_such_caption",
                say("没有编号为 {id} 的描述。", "There is no caption {id}.", id=caption_id),
                say("请用 review list 查看现有编号。", "See the ids with review list."),
            )
        return row


def _from_here(here: Caption | None) -> list[tuple[str, list[str | int]]]:
    """What lies behind this caption, then what lies before it."""
    if here is None:
        return [("TRUE", [])]
    place = f"(p.accession, {_KIND_ORDER}, c.id)"
    kind = _KIND_ORDER.replace("c.kind", "?")
    values: list[str | int] = [here.accession, here.accession, here.kind, here.id]
    return [
        (f"p.accession >= ? AND {place} > (?, {kind}, ?)", values),
        (f"p.accession <= ? AND {place} < (?, {kind}, ?)", values),
    ]


def caption_from(row: sqlite3.Row) -> Caption:
    """The record of a row of SELECT."""
    return Caption(
        id=row["id"],
        painting_id=row["painting_id"],
        accession=row["accession"],
        kind=row["kind"],
        status=row["status"],
        text=row["text"],
        draft_text=row["draft_text"],
        origin=row["origin"],
        author=row["author"],
        drafter=row["drafter"],
        prompt_version=row["prompt_version"],
        approvals=approvals_from(row["approvals"]),
        updated_at=row["updated_at"],
        variants=json.loads(row["variants"]),
    )
