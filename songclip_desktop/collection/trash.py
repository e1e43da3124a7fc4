"""Works put away: whole, with all that hangs on them, and back as they were."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from songclip_desktop.collection.database import Database, now
from songclip_desktop.collection.history import History
from songclip_desktop.collection.painting_lists import clean_accession
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

References = dict[str, list[tuple[str, str]]]
Body = dict[str, list[dict[str, Any]]]  # table → its rows, in the order they are written back


@dataclass(frozen=True, slots=True)
class Trashed:
    """One work in the trash. `at` is stored time; images and captions are how many it has."""

    id: int
    accession: str
    title: str
    at: str
    by: str
    images: int
    captions: int


class Trash:
    """The trash of one collection. Main thread.

    The rows of a work leave their tables and come back with the same ids, so that nothing else
    has to know of the trash. What refers to a work by a foreign key goes and comes with it.
    """

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self._history = history

    def put(self, ids: Iterable[int], by: str = "") -> list[int]:
        """Puts works away, all as one act that is undone as one; unknown ids are passed over."""
        done = []
        with self._database.transaction():
            references = self._references()
            for painting_id in ids:
                body = self._body(painting_id, references)
                if not body:
                    continue
                work = body["painting"][0]
                names = {"accession": work["accession"], "title": work["title"]}
                self._database.write(
                    "INSERT INTO trash (id, accession, title, trashed_at, by, body)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    [painting_id, *names.values(), now(), by, json.dumps(body, ensure_ascii=False)],
                )
                for table in reversed(body):
                    self._delete(table, body[table])
                subject = f"painting:{painting_id}"
                self._history.record("trash", subject, by=by, old=names, new={})
                done.append(painting_id)
        return done

    def restore(self, ids: Iterable[int], by: str = "") -> list[int]:
        """Brings works back, with the ids they had; those that are not there are passed over.

        Raises:
            SongClipError: accession_taken: another work has got its number meanwhile.
        """
        done = []
        with self._database.transaction():
            for painting_id in ids:
                found = "SELECT accession, body FROM trash WHERE id = ?"
                row = self._database.row(found, [painting_id])
                if row is None:
                    continue
                self._check_number(row["accession"])
                for table, rows in json.loads(row["body"]).items():
                    for values in rows:
                        self._insert(table, values)
                self._database.write("DELETE FROM trash WHERE id = ?", [painting_id])
                self._tell(painting_id, "restore", by)
                done.append(painting_id)
        return done

    def empty(self, ids: Iterable[int], by: str = "") -> list[str]:
        """Gives works up for good; their lines of the history stay.

        Returns:
            Paths of copied originals that no work, here or in the trash, has any more.
        """
        with self._database.transaction():
            gone: set[str] = set()
            for painting_id in ids:
                row = self._database.row("SELECT * FROM trash WHERE id = ?", [painting_id])
                if row is not None:
                    body = json.loads(row["body"])
                    gone |= _originals(body)
                    self._database.write("DELETE FROM trash WHERE id = ?", [painting_id])
                    subject = f"painting:{painting_id}"
                    self._history.record("destroy", subject, by=by, old=_remembered(row, body))
            kept = self.originals()
            kept |= {row[0] for row in self._database.rows("SELECT path FROM image")}
        return sorted(gone - kept)

    def list(self) -> list[Trashed]:
        """What is in the trash, the last first."""
        rows = self._database.rows(
            "SELECT id, accession, title, trashed_at, by,"
            " coalesce(json_array_length(body, '$.image'), 0),"
            " coalesce(json_array_length(body, '$.caption'), 0)"
            " FROM trash ORDER BY trashed_at DESC, id DESC"
        )
        return [Trashed(*row) for row in rows]

    def count(self) -> int:
        """How many works are in the trash."""
        return self._database.value("SELECT count(*) FROM trash")

    def by_accession(self, text: str) -> int | None:
        """The work in the trash with this number, the last one put away; None where there is none."""
        return self._database.value(
            "SELECT id FROM trash WHERE accession = ? ORDER BY trashed_at DESC LIMIT 1",
            [clean_accession(text)],
        )

    def originals(self) -> set[str]:
        """Paths of the copied originals that works in the trash still have."""
        rows = self._database.rows("SELECT body FROM trash")
        return {path for row in rows for path in _originals(json.loads(row["body"]))}

    # -- inside ------------------------------------------------------------------------------

    def _body(self, painting_id: int, references: References) -> Body:
        """A work's row and, table by table, the rows that hang on it; empty where there is none."""
        found: Body = {}
        chosen: dict[str, Sequence[Any]] = {"painting": [painting_id]}
        while chosen:
            deeper: dict[str, Sequence[Any]] = {}
            for parent, keys in chosen.items():
                if parent == "painting" and not found:
                    self._collect(found, parent, "id", keys)
                for table, column in references.get(parent, ()):
                    new = self._collect(found, table, column, keys)
                    if new:
                        deeper[table] = new
            chosen = deeper
        return found if found.get("painting") else {}

    def _collect(self, found: Body, table: str, column: str, keys: Sequence[Any]) -> Sequence[Any]:
        """Adds a table's rows with these keys; returns the ids of those not known yet."""
        rows = self._database.rows(
            f"SELECT * FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",
            [json.dumps(keys)],
        )
        known = found.setdefault(table, [])
        new = [dict(row) for row in rows if dict(row) not in known]
        known += new
        if not known:
            del found[table]
        return [row["id"] for row in new if "id" in row]

    def _references(self) -> References:
        """Of each table those that refer to it, and by which column."""
        tables = self._database.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%REFERENCES%'"
            " AND name <> 'history' ORDER BY name"
        )
        found: References = {}
        for (table,) in tables:
            for key in self._database.rows(f"PRAGMA foreign_key_list({table})"):
                found.setdefault(key["table"], []).append((table, key["from"]))
        return found

    def _delete(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        for row in rows:
            condition = " AND ".join(f"{name} IS :{name}" for name in row)
            key = "id = :id" if "id" in row else condition
            self._database.write(f"DELETE FROM {table} WHERE {key}", row)

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
        self._database.write(f"INSERT INTO {table} ({names}) VALUES ({values})", row)

    def _check_number(self, accession: str) -> None:
        if self._database.row("SELECT 1 FROM painting WHERE accession = ?", [accession]):
            raise SongClipError(
                "accession_taken",
                say(
                    "藏品编号「{n}」已有作品使用。", "“{n}” is another work's number.", n=accession
                ),
                say(
                    "请先给那件作品换一个编号，再取回这一件。",
                    "Give that work another number, then bring this one back.",
                ),
            )

    def _tell(self, painting_id: int, action: str, by: str) -> None:
        subject = f"painting:{painting_id}"
        put = self._history.standing(subject, "trash")
        self._history.record(action, subject, by=by, undoes=put)


def _remembered(row: sqlite3.Row, body: Body) -> dict[str, Any]:
    """What the lines about a work's captions and pairs are told by when it is gone."""
    return {
        "accession": row["accession"],
        "title": row["title"],
        "caption": [{"id": one["id"], "kind": one["kind"]} for one in body.get("caption", ())],
        "pair": [{"id": one["id"]} for one in body.get("pair", ())],
    }


def _originals(body: Body) -> set[str]:
    return {image["path"] for image in body.get("image", ()) if not image["referenced"]}
