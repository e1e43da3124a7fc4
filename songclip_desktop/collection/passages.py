"""Passages of classical books and what is said of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from songclip_desktop import chinese
from songclip_desktop.collection.database import Database, now
from songclip_desktop.collection.history import (
    CALL,
    History,
    approvals_from,
    call_from,
    call_values,
    with_approval,
)
from songclip_desktop.collection.search_text import reindex_passage
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.records import STATUSES, Annotation, Approval, Call, Passage


def annotation_as_dict(annotation: Annotation) -> dict[str, Any]:
    """An annotation in the form it is exported and stored in."""
    return {
        "entities": [{"name": name, "type": kind} for name, kind in annotation.entities],
        "spatial_relation": annotation.spatial_relation,
        "modern_chinese": annotation.modern_chinese,
        "english": annotation.english,
        "search_prompt": annotation.search_prompt,
    }


def annotation_from_dict(fields: dict[str, Any]) -> Annotation:
    """The reverse of `annotation_as_dict`; missing fields are empty."""
    return Annotation(
        entities=tuple(
            (str(entity.get("name", "")), str(entity.get("type", "")))
            for entity in fields.get("entities") or ()
        ),
        spatial_relation=str(fields.get("spatial_relation") or ""),
        modern_chinese=str(fields.get("modern_chinese") or ""),
        english=str(fields.get("english") or ""),
        search_prompt=str(fields.get("search_prompt") or ""),
    )


# With the draft, since a draft takes the place of a rejected one, which undo brings back whole.
_STATE = (
    "annotation", "draft_annotation", "status", "origin", "author", "approvals", "drafter",
    "prompt_version", "endpoint", "llm", "picture_sha256", "tokens_in", "tokens_out",
)  # fmt: skip


class Passages:
    """The passages of one collection; the status of one is its annotation's. Main thread."""

    def __init__(self, database: Database, history: History, needed: Callable[[], int]) -> None:
        """`needed` says how many different people must approve."""
        self._database = database
        self._history = history
        self._needed = needed

    # -- reading -----------------------------------------------------------------------------

    def get(self, passage_id: int) -> Passage:
        """One passage.

        Raises:
            SongClipError: no_such_passage.
        """
        return _passage(self._row(passage_id))

    def list(
        self, status: str | None = None, query: str = "", limit: int | None = None
    ) -> list[Passage]:
        """Passages by source and number as they came in.

        Args:
            status: of the annotation; "lacking" for passages without one (or a rejected one).
            query: words over text and annotation.
            limit: at most so many.
        """
        where: list[str] = []
        values: list[Any] = []
        if status == "lacking":
            where.append("(status IS NULL OR status = 'rejected')")
        elif status:
            where.append("status = ?")
            values.append(status)
        if query.strip():
            expression = chinese.match_expression(query)
            if not expression:
                return []
            where.append("id IN (SELECT rowid FROM passage_text WHERE passage_text MATCH ?)")
            values.append(expression)
        condition = f" WHERE {' AND '.join(where)}" if where else ""
        rows = self._database.rows(
            f"SELECT * FROM passage{condition} ORDER BY id LIMIT ?",
            [*values, -1 if limit is None else limit],
        )
        return [_passage(row) for row in rows]

    def match(self, expression: str, limit: int = 1000) -> list[tuple[int, float]]:
        """Ids and keyword scores (higher is better) for an FTS5 expression, best first."""
        rows = self._database.rows(
            "SELECT rowid, -bm25(passage_text) AS score FROM passage_text"
            " WHERE passage_text MATCH ? ORDER BY score DESC, rowid LIMIT ?",
            [expression, limit],
        )
        return [(row["rowid"], row["score"]) for row in rows]

    def find(self, source: str, number: str) -> Passage | None:
        """The passage with this number in this source, or None."""
        row = self._database.row(
            "SELECT * FROM passage WHERE source = ? AND number = ?", [source, number]
        )
        return None if row is None else _passage(row)

    def count(self) -> int:
        """How many passages there are."""
        return self._database.value("SELECT count(*) FROM passage")

    def counts(self) -> dict[str, int]:
        """How many annotations have each status."""
        rows = self._database.rows(
            "SELECT status, count(*) FROM passage WHERE status IS NOT NULL GROUP BY status"
        )
        return {status: 0 for status in STATUSES} | {row[0]: row[1] for row in rows}

    def approvals(self, passage_id: int) -> tuple[Approval, ...]:
        """Who approved the annotation."""
        return approvals_from(self._row(passage_id)["approvals"])

    def draft_annotation(self, passage_id: int) -> Annotation | None:
        """The annotation as it was first drafted."""
        text = self._row(passage_id)["draft_annotation"]
        return annotation_from_dict(json.loads(text)) if text else None

    def call_of(self, passage_id: int) -> Call:
        """What was asked and answered for the annotation; empty where no service wrote it.

        Raises:
            SongClipError: no_such_passage.
        """
        return call_from(self._row(passage_id))

    def usage(self, endpoint: str, llm: str) -> tuple[int, float, float]:
        """How many passages this model has annotated, and the mean tokens in and out of a call."""
        row = self._database.row(
            "SELECT count(*), coalesce(avg(tokens_in), 0), coalesce(avg(tokens_out), 0)"
            " FROM passage WHERE endpoint = ? AND llm = ? AND tokens_in > 0",
            [endpoint, llm],
        )
        return (0, 0.0, 0.0) if row is None else (row[0], row[1], row[2])

    # -- writing -----------------------------------------------------------------------------

    def add(
        self, text: str, *, number: str = "", source: str = "", chapter: str = "", by: str = ""
    ) -> Passage:
        """Adds a passage, or gives the one with the same source and number the new text.

        A passage without a number gets its own id as number. An approved annotation of the former
        text is a draft again.
        """
        with self._database.transaction():
            known = self.find(source, number) if number else None
            if known is not None and (known.text, known.chapter) == (text, chapter):
                return known
            if known is not None:
                passage_id = known.id
                self._database.write(
                    "UPDATE passage SET text = ?, chapter = ?, updated_at = ? WHERE id = ?",
                    [text, chapter, now(), passage_id],
                )
            else:
                passage_id = self._database.new_reviewed_id("passage")
                self._database.write(
                    "INSERT INTO passage (id, number, source, chapter, text, updated_at)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    [passage_id, number or str(passage_id), source, chapter, text, now()],
                )
            self._history.record(
                "update" if known else "add",
                f"passage:{passage_id}",
                by=by,
                old={"text": known.text} if known else None,
                new={"text": text},
            )
            if known is not None and known.status == "approved":  # what was read is not there now
                self._change(passage_id, "reopen", by, status="draft", approvals="[]")
            reindex_passage(self._database, passage_id)
        return self.get(passage_id)

    def annotate(
        self,
        passage_id: int,
        annotation: Annotation,
        origin: str,
        drafter: str = "",
        prompt_version: str = "",
        by: str = "",
        call: Call | None = None,
    ) -> Passage | None:
        """Keeps a drafted annotation; `call` is what was asked of a service and answered.

        Returns:
            The passage, or None where an approval or a curator's edit stands.
        """
        row = self._row(passage_id)
        decided = row["author"] or self._history.acted_on(f"passage:{passage_id}")
        if row["status"] == "approved" or (row["status"] == "draft" and decided):
            return None
        said = json.dumps(annotation_as_dict(annotation), ensure_ascii=False)
        return self._change(
            passage_id,
            "draft",
            by,
            annotation=said,
            draft_annotation=said,
            status="draft",
            origin=origin,
            author="",
            drafter=drafter,
            prompt_version=prompt_version,
            approvals="[]",
            **dict(zip(CALL, call_values(call), strict=True)),
        )

    def approve(self, passage_id: int, by: str) -> Passage:
        """Approves the annotation in `by`'s name.

        Raises:
            SongClipError: no_such_passage; no_annotation.
        """
        row = self._annotated(passage_id)
        if row["status"] == "approved":
            return _passage(row)
        approvals, status = with_approval(row["approvals"], by, self._needed())
        if (approvals, status) == (row["approvals"], row["status"]):
            return _passage(row)
        return self._change(passage_id, "approve", by, status=status, approvals=approvals)

    def reject(self, passage_id: int, by: str) -> Passage:
        """Rejects the annotation: the passage then lacks one again."""
        row = self._annotated(passage_id)
        if row["status"] == "rejected":
            return _passage(row)
        return self._change(passage_id, "reject", by, status="rejected", approvals="[]")

    def withdraw(self, passage_id: int, by: str) -> Passage:
        """Takes the approvals of the annotation back: it is a draft again."""
        row = self._annotated(passage_id)
        if row["approvals"] == "[]":
            return _passage(row)
        return self._change(passage_id, "withdraw", by, status="draft", approvals="[]")

    def edit(self, passage_id: int, annotation: Annotation, by: str) -> Passage:
        """Changes (or writes) the annotation; it is a draft with the curator as its author."""
        said = json.dumps(annotation_as_dict(annotation), ensure_ascii=False)
        row = self._row(passage_id)
        return self._change(
            passage_id,
            "edit",
            by,
            annotation=said,
            status="draft",
            author=by,
            origin=row["origin"] or "curator",
            approvals="[]",
        )

    def undo(self, by: str) -> Passage | None:
        """Takes back the last act on annotations; None where nothing is left."""
        with self._database.transaction():
            undone = []
            for line in self._history.last_act(("passage",)):
                passage_id = int(line["subject"].split(":")[1])
                old = json.loads(line["old"])
                undone.append(self._change(passage_id, "undo", by, undoes=line["id"], **old))
        return undone[-1] if undone else None

    # -- inside ------------------------------------------------------------------------------

    def _change(
        self,
        passage_id: int,
        action: str,
        by: str,
        undoes: int | None = None,
        **fields: str | int | None,
    ) -> Passage:
        with self._database.transaction():
            old = self._row(passage_id)
            assignments = ", ".join(f"{name} = :{name}" for name in fields)
            self._database.write(
                f"UPDATE passage SET {assignments}, updated_at = :now WHERE id = :id",
                {**fields, "now": now(), "id": passage_id},
            )
            new = self._row(passage_id)
            subject = f"passage:{passage_id}"
            self._history.record(
                action, subject, by=by, old=_state(old), new=_state(new), undoes=undoes
            )
            reindex_passage(self._database, passage_id)
        return _passage(new)

    def _annotated(self, passage_id: int) -> sqlite3.Row:
        row = self._row(passage_id)
        if row["annotation"] is None:
            raise SongClipError(
                "no_annotation",
                say("这段文字还没有注释。", "This passage has no annotation yet."),
                say("请先生成或写下注释。", "Draft or write one first."),
            )
        return row

    def _row(self, passage_id: int) -> sqlite3.Row:
        row = self._database.row("SELECT * FROM passage WHERE id = ?", [passage_id])
        if row is None:
            raise SongClipError(
                "no_such_passage",
                say("没有编号为 {id} 的典籍段落。", "There is no passage {id}.", id=passage_id),
                say("请刷新后再试。", "Refresh the list and try again."),
            )
        return row


def _state(row: sqlite3.Row) -> dict[str, Any]:
    return {name: row[name] for name in _STATE}


def _passage(row: sqlite3.Row) -> Passage:
    said = row["annotation"]
    return Passage(
        id=row["id"],
        number=row["number"],
        source=row["source"],
        chapter=row["chapter"],
        text=row["text"],
        annotation=annotation_from_dict(json.loads(said)) if said else None,
        status=row["status"],
        origin=row["origin"],
        author=row["author"],
    )
