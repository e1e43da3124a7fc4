"""What happened, by whom, from what to what. Appended only: triggers refuse everything else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from songclip_desktop import chinese
from songclip_desktop.collection.database import Database, now, placeholders
from songclip_desktop.records import Approval, Call, HistoryEntry

UNDOABLE = ("approve", "reject", "edit", "withdraw", "replace", "variants", "trash")
# What an act was done to must still be there: a work in the trash keeps its captions' acts for
# when it is back.
_STANDS = (
    "CASE substr(h.subject, 1, instr(h.subject, ':') - 1)"
    " WHEN 'caption' THEN EXISTS (SELECT 1 FROM caption c WHERE c.id = {id})"
    " WHEN 'pair' THEN EXISTS (SELECT 1 FROM pair r WHERE r.id = {id})"
    " WHEN 'painting' THEN EXISTS (SELECT 1 FROM painting p WHERE p.id = {id})"
    " OR (h.action = 'trash' AND EXISTS (SELECT 1 FROM trash t WHERE t.id = {id}))"
    " ELSE 1 END"
).format(id="CAST(substr(h.subject, instr(h.subject, ':') + 1) AS INTEGER)")

_OF_REVIEW = (
    "substr(h.subject, 1, instr(h.subject, ':') - 1) IN ('caption', 'passage', 'pair', 'setting')"
)


class History:
    """The append-only history of one collection. Main thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self,
        action: str,
        subject: str,
        *,
        by: str = "",
        old: Mapping[str, Any] | None = None,
        new: Mapping[str, Any] | None = None,
        undoes: int | None = None,
    ) -> None:
        """Appends one line, inside the transaction that did what it tells.

        Args:
            action: one of UNDOABLE, or "add", "update", "draft", "undo", "comment", "adopt", …
            subject: "caption:12", "passage:7", "pair:3", "painting:7", "run:…", "setting:…".
            by: the curator; empty where the application acted.
            old: the fields that changed, as they were.
            new: the same, as they are.
            undoes: the line this one takes back.
        """
        with self._database.transaction():
            self._database.write(
                "INSERT INTO history (act, at, by, action, subject, old, new, undoes)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [self._database.act, now(), by, action, subject, _json(old), _json(new), undoes],
            )

    def list(self, limit: int = 100, subject: str | None = None) -> list[HistoryEntry]:
        """The newest lines first; of one subject where it is named."""
        where, values = ("WHERE subject = ?", [subject]) if subject else ("", [])
        rows = self._database.rows(
            f"SELECT * FROM history {where} ORDER BY id DESC LIMIT ?", [*values, limit]
        )
        return [_entry(row) for row in rows]

    def of_review(
        self,
        *,
        subject: str = "",
        by: str = "",
        actions: Sequence[str] = (),
        since: str = "",
        before: str = "",
        limit: int | None = None,
    ) -> list[tuple[HistoryEntry, bool]]:
        """Lines about captions, passages, pairs and the second reader, and whether undone.

        The newest first; what is empty does not narrow. `since` and `before` are times as stored.
        """
        conditions: list[tuple[str, Sequence[Any]]] = [
            ("h.subject = ?", [subject]) if subject else (_OF_REVIEW, []),
            *([("h.by = ?", [by])] if by else []),
            *([(f"h.action IN {placeholders(actions)}", actions)] if actions else []),
            *([("h.at >= ?", [since])] if since else []),
            *([("h.at < ?", [before])] if before else []),
        ]
        rows = self._database.rows(
            "SELECT h.*, EXISTS (SELECT 1 FROM history u WHERE u.undoes = h.id) AS undone"
            f" FROM history h WHERE {' AND '.join(sql for sql, _ in conditions)}"
            " ORDER BY h.id DESC LIMIT ?",
            [*chain(*(values for _, values in conditions)), -1 if limit is None else limit],
        )
        return [(_entry(row), bool(row["undone"])) for row in rows]

    def people(self) -> list[str]:
        """Who stands in the lines about captions, passages and pairs, by name."""
        rows = self._database.rows(
            f"SELECT DISTINCT by FROM history h WHERE by <> '' AND {_OF_REVIEW} ORDER BY by"
        )
        return [row[0] for row in rows]

    def done_to_captions(self, actions: Sequence[str]) -> list[tuple[str, str, str]]:
        """When, by whom and what of these actions was done to captions and not taken back."""
        rows = self._database.rows(
            f"SELECT at, by, action FROM history h WHERE action IN {placeholders(actions)}"
            " AND h.subject LIKE 'caption:%'"
            " AND NOT EXISTS (SELECT 1 FROM history u WHERE u.undoes = h.id) ORDER BY id",
            actions,
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def names(self, subjects: Iterable[str]) -> dict[str, tuple[str, str, str]]:
        """What subjects are called: kind, number and title; of a passage number and source.

        Also where the work lies in the trash, or was given up since.
        """
        ids = json.dumps([int(subject.split(":")[1]) for subject in subjects])
        within = "IN (SELECT value FROM json_each(?))"
        asked = {
            "caption": "SELECT c.id, c.kind, p.accession, p.title FROM caption c"
            f" JOIN painting p ON p.id = c.painting_id WHERE c.id {within}",
            "passage": f"SELECT id, 'annotation', number, source FROM passage WHERE id {within}",
            "pair": "SELECT r.id, 'pair', p.accession, p.title FROM pair r"
            f" JOIN painting p ON p.id = r.painting_id WHERE r.id {within}",
        }
        for table, kind in (("caption", "json_extract(one.value, '$.kind')"), ("pair", "'pair'")):
            number = "json_extract(one.value, '$.id')"
            asked[table] = " UNION ALL ".join(
                [
                    asked[table].replace("?", "?1"),
                    f"SELECT {number}, {kind}, t.accession, t.title"
                    f" FROM trash t, json_each(t.body, '$.{table}') one WHERE {number}"
                    " IN (SELECT value FROM json_each(?1))",
                    f"SELECT {number}, {kind}, json_extract(h.old, '$.accession'),"
                    " json_extract(h.old, '$.title')"
                    f" FROM history h, json_each(h.old, '$.{table}') one"
                    f" WHERE h.action = 'destroy' AND {number} IN (SELECT value FROM json_each(?1))",
                ]
            )
        return {
            f"{table}:{row[0]}": (row[1], row[2], row[3])
            for table, sql in asked.items()
            for row in self._database.rows(sql, [ids])
        }

    def last_act(self, of: Sequence[str]) -> list[sqlite3.Row]:
        """The lines of the newest act not yet undone, newest first; empty where there is none.

        Args:
            of: the kinds of subject looked at: "caption", "passage", "pair", "painting", "alias".
        """
        undoable = (
            f"h.action IN {placeholders(UNDOABLE)}"
            f" AND substr(h.subject, 1, instr(h.subject, ':') - 1) IN {placeholders(of)}"
            f" AND NOT EXISTS (SELECT 1 FROM history u WHERE u.undoes = h.id) AND ({_STANDS})"
        )
        values = [*UNDOABLE, *of]
        act = self._database.value(  # from the end on: what is undone lies there
            f"SELECT act FROM history h WHERE {undoable} ORDER BY id DESC LIMIT 1", values
        )
        return self._database.rows(
            f"SELECT * FROM history h WHERE act = ? AND {undoable} ORDER BY id DESC", [act, *values]
        )

    def acted_on(self, subject: str) -> bool:
        """Whether a curator's act on it stands, which undo would take back."""
        return bool(
            self._database.value(
                f"SELECT 1 FROM history h WHERE subject = ? AND action IN {placeholders(UNDOABLE)}"
                " AND NOT EXISTS (SELECT 1 FROM history u WHERE u.undoes = h.id) LIMIT 1",
                [subject, *UNDOABLE],
            )
        )

    def standing(self, subject: str, action: str) -> int | None:
        """The newest line of this action on it that is not undone; None where there is none."""
        return self._database.value(
            "SELECT h.id FROM history h WHERE h.subject = ? AND h.action = ?"
            " AND NOT EXISTS (SELECT 1 FROM history u WHERE u.undoes = h.id)"
            " ORDER BY h.id DESC LIMIT 1",
            [subject, action],
        )

    def of_subject(self, subject: str) -> list[tuple[HistoryEntry, bool]]:
        """All lines about one thing and whether each was undone, the newest first."""
        rows = self._database.rows(
            "SELECT h.*, EXISTS (SELECT 1 FROM history u WHERE u.undoes = h.id) AS undone"
            " FROM history h WHERE h.subject = ? ORDER BY h.id DESC",
            [subject],
        )
        return [(_entry(row), bool(row["undone"])) for row in rows]

    def since(self, line: int) -> tuple[int, set[str]]:
        """The newest line's id, and the subjects of all lines behind `line`."""
        rows = self._database.rows("SELECT id, subject FROM history WHERE id > ?", [line])
        return max((row["id"] for row in rows), default=line), {row["subject"] for row in rows}


def _entry(row: sqlite3.Row) -> HistoryEntry:
    names = ("id", "at", "by", "action", "subject", "old", "new")
    return HistoryEntry(*(row[name] for name in names))


def approvals_from(text: str) -> tuple[Approval, ...]:
    """The stored JSON list as records."""
    return tuple(Approval(entry["by"], entry["at"]) for entry in json.loads(text))


def with_approval(stored: str, by: str, needed: int) -> tuple[str, str]:
    """Adds one name to a stored list of approvals.

    Returns:
        The new stored list and the status it gives: approved once `needed` different people have.
    """
    approvals = json.loads(stored)
    if all(same_name(entry["by"]) != same_name(by) for entry in approvals):
        approvals.append({"by": by, "at": now()})
    status = "approved" if len(approvals) >= needed else "draft"
    return json.dumps(approvals, ensure_ascii=False), status


def same_name(name: str) -> str:
    """A name in the form in which one person is one, however it was typed."""
    return "".join(chinese.fold(name).split())


# The columns of a call, on captions and passages alike.
CALL = ("endpoint", "llm", "picture_sha256", "tokens_in", "tokens_out", "raw")


def call_values(call: Call | None) -> list[str | int]:
    """What is stored of a call, in the order of `CALL`."""
    return [getattr(call or Call(), name) for name in CALL]


def call_from(row: sqlite3.Row) -> Call:
    """The call that a row of captions or passages remembers."""
    return Call(*(row[name] for name in CALL))


def _json(fields: Mapping[str, Any] | None) -> str:
    return "" if fields is None else json.dumps(fields, ensure_ascii=False)
