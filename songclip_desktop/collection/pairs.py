"""Pairs of a passage and the work it describes: suggested, confirmed, rejected."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from songclip_desktop.collection.database import Database, now
from songclip_desktop.collection.history import History, approvals_from, with_approval
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.records import STATUSES, Approval, Pair

_SELECT = "SELECT r.*, p.accession FROM pair r JOIN painting p ON p.id = r.painting_id"


class Pairs:
    """The pairs of one collection; a passage may have any number confirmed. Main thread."""

    def __init__(self, database: Database, history: History, needed: Callable[[], int]) -> None:
        """`needed` says how many different people must confirm."""
        self._database = database
        self._history = history
        self._needed = needed

    def get(self, pair_id: int) -> Pair:
        """One pair.

        Raises:
            SongClipError: no_such_pair.
        """
        return _pair(self._row(pair_id))

    def list(
        self,
        status: str | None = None,
        passage_id: int | None = None,
        painting_id: int | None = None,
    ) -> list[Pair]:
        """Pairs that fit, by passage, the best score first."""
        wanted = {"r.status": status, "r.passage_id": passage_id, "r.painting_id": painting_id}
        given = {column: value for column, value in wanted.items() if value is not None}
        where = " WHERE " + " AND ".join(f"{column} = ?" for column in given) if given else ""
        rows = self._database.rows(
            f"{_SELECT}{where} ORDER BY r.passage_id, r.score DESC, r.id", given.values()
        )
        return [_pair(row) for row in rows]

    def counts(self) -> dict[str, int]:
        """How many pairs have each status."""
        rows = self._database.rows("SELECT status, count(*) FROM pair GROUP BY status")
        return {status: 0 for status in STATUSES} | {row[0]: row[1] for row in rows}

    def approvals(self, pair_id: int) -> tuple[Approval, ...]:
        """Who confirmed the pair."""
        return approvals_from(self._row(pair_id)["approvals"])

    def suggest(self, passage_id: int, painting_id: int, score: float | None) -> Pair:
        """Keeps a suggestion; what was confirmed or rejected before keeps its status."""
        with self._database.transaction():
            known = self._database.value(
                "SELECT id FROM pair WHERE passage_id = ? AND painting_id = ?",
                [passage_id, painting_id],
            )
            if known is None:
                known = self._database.new_reviewed_id("pair")
                self._database.write(
                    "INSERT INTO pair (id, passage_id, painting_id, status, score, updated_at)"
                    " VALUES (?, ?, ?, 'draft', ?, ?)",
                    [known, passage_id, painting_id, score, now()],
                )
                self._history.record("draft", f"pair:{known}", new={"score": score})
            elif score is not None:
                self._database.write("UPDATE pair SET score = ? WHERE id = ?", [score, known])
        return self.get(known)

    def put_confirmed(self, passage_id: int, painting_id: int, by: str) -> Pair:
        """Keeps a pair that was confirmed elsewhere, such as the demo's; undo passes over it."""
        with self._database.transaction():
            pair = self.suggest(passage_id, painting_id, None)
            approvals = json.dumps([{"by": by, "at": now()}], ensure_ascii=False)
            return self._change(pair.id, "bring", by, status="approved", approvals=approvals)

    def confirm(self, pair_id: int, by: str) -> Pair:
        """Confirms in `by`'s name; with a second reader on, the second name confirms.

        Raises:
            SongClipError: no_such_pair.
        """
        row = self._row(pair_id)
        if row["status"] == "approved":
            return _pair(row)
        approvals, status = with_approval(row["approvals"], by, self._needed())
        if (approvals, status) == (row["approvals"], row["status"]):
            return _pair(row)
        return self._change(pair_id, "approve", by, status=status, approvals=approvals)

    def reject(self, pair_id: int, by: str) -> Pair:
        """Rejects: the pair is not suggested again.

        Raises:
            SongClipError: no_such_pair.
        """
        row = self._row(pair_id)
        if row["status"] == "rejected":
            return _pair(row)
        return self._change(pair_id, "reject", by, status="rejected", approvals="[]")

    def withdraw(self, pair_id: int, by: str) -> Pair:
        """Takes the confirmation back: the pair is a suggestion again.

        Raises:
            SongClipError: no_such_pair.
        """
        row = self._row(pair_id)
        if row["approvals"] == "[]":
            return _pair(row)
        return self._change(pair_id, "withdraw", by, status="draft", approvals="[]")

    def undo(self, by: str) -> Pair | None:
        """Takes back the last act on pairs; None where nothing is left."""
        with self._database.transaction():
            undone = []
            for line in self._history.last_act(("pair",)):
                pair_id = int(line["subject"].split(":")[1])
                old = json.loads(line["old"])
                undone.append(self._change(pair_id, "undo", by, undoes=line["id"], **old))
        return undone[-1] if undone else None

    def _change(
        self, pair_id: int, action: str, by: str, undoes: int | None = None, **fields: str
    ) -> Pair:
        with self._database.transaction():
            old = self._row(pair_id)
            self._database.write(
                "UPDATE pair SET status = :status, approvals = :approvals, updated_at = :now"
                " WHERE id = :id",
                {**fields, "now": now(), "id": pair_id},
            )
            new = self._row(pair_id)
            self._history.record(
                action, f"pair:{pair_id}", by=by, old=_state(old), new=_state(new), undoes=undoes
            )
        return _pair(new)

    def _row(self, pair_id: int) -> sqlite3.Row:
        row = self._database.row(f"{_SELECT} WHERE r.id = ?", [pair_id])
        if row is None:
            raise SongClipError(
                "no_such_pair",
                say("没有编号为 {id} 的图文配对。", "There is no pair {id}.", id=pair_id),
                say("请刷新后再试。", "Refresh the list and try again."),
            )
        return row


def _state(row: sqlite3.Row) -> dict[str, str]:
    return {name: row[name] for name in ("status", "approvals")}


def _pair(row: sqlite3.Row) -> Pair:
    return Pair(
        id=row["id"],
        passage_id=row["passage_id"],
        painting_id=row["painting_id"],
        accession=row["accession"],
        status=row["status"],
        score=row["score"],
    )
