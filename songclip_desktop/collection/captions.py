"""Captions: drafted, reviewed, approved; every act in the history in the same transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from songclip_desktop.collection.caption_lists import SELECT, CaptionLists, caption_from
from songclip_desktop.collection.database import Database, now
from songclip_desktop.collection.history import (
    CALL,
    History,
    call_values,
    with_approval,
)
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.records import Call, Caption

# What a line about a draft tells of where it came from: the caption itself knows the newest only.
_PROVENANCE = ("origin", "drafter", "prompt_version", "endpoint", "llm", "picture_sha256")


class Captions(CaptionLists):
    """The captions of one collection. Main thread."""

    def __init__(self, database: Database, history: History, needed: Callable[[], int]) -> None:
        """`needed` says how many different people must approve: 1, or 2 with a second reader."""
        super().__init__(database)
        self._history = history
        self._needed = needed

    # -- writing -----------------------------------------------------------------------------

    def put_draft(
        self,
        painting_id: int,
        kind: str,
        text: str,
        origin: str,
        drafter: str = "",
        prompt_version: str = "",
        by: str = "",
        call: Call | None = None,
    ) -> Caption | None:
        """Keeps a draft; a draft nobody has edited is replaced by it.

        `by` is empty where the application brought it; `call` is what was asked and answered,
        where a service wrote it.

        Returns:
            The draft, or None where an approval or any other act of a curator stands: a draft
            never overwrites what a person decided on.
        """
        with self._database.transaction():
            standing = self._database.rows(
                f"{SELECT} WHERE c.painting_id = ? AND c.kind = ? AND c.status <> 'rejected'",
                [painting_id, kind],
            )
            if any(self._decided_on(row) for row in standing):
                return None
            asked = call_values(call)
            new = [text, text, origin, drafter, prompt_version, *asked, "[]", now()]
            if standing:
                caption_id, old = standing[0]["id"], _state(standing[0])
                self._database.write(
                    "UPDATE caption SET text = ?, draft_text = ?, origin = ?, drafter = ?,"
                    f" prompt_version = ?, {' = ?, '.join(CALL)} = ?, approvals = ?, updated_at = ?"
                    " WHERE id = ?",
                    [*new, caption_id],
                )
            else:
                caption_id, old = self._database.new_reviewed_id("caption"), None
                self._database.write(
                    "INSERT INTO caption (id, painting_id, kind, status, text, draft_text, origin,"
                    f" drafter, prompt_version, {', '.join(CALL)}, approvals, updated_at)"
                    f" VALUES (?, ?, ?, 'draft'{', ?' * len(new)})",
                    [caption_id, painting_id, kind, *new],
                )
            row = self._row(caption_id)
            told = _state(row) | {name: row[name] for name in _PROVENANCE}
            self._history.record("draft", f"caption:{caption_id}", by=by, old=old, new=told)
        return caption_from(row)

    def put_approved(self, painting_id: int, kind: str, text: str, origin: str, by: str) -> Caption:
        """Keeps a caption that was approved elsewhere, such as the demo's; undo passes over it."""
        with self._database.transaction():
            draft = self.put_draft(painting_id, kind, text, origin)
            if draft is None:
                raise _another_stands()
            approvals = [{"by": by, "at": now()}]
            return self._change(
                draft.id,
                "bring",
                by,
                status="approved",
                approvals=json.dumps(approvals, ensure_ascii=False),
            )

    def approve(self, caption_id: int, by: str) -> Caption:
        """Approves in `by`'s name; with a second reader on, the second name makes it approved.

        Raises:
            SongClipError: no_such_caption; another_caption_stands.
        """
        row = self._row(caption_id)
        if row["status"] == "approved":
            return caption_from(row)
        approvals, status = with_approval(row["approvals"], by, self._needed())
        if (approvals, status) == (row["approvals"], row["status"]):
            return caption_from(row)
        return self._change(caption_id, "approve", by, status=status, approvals=approvals)

    def reject(self, caption_id: int, by: str) -> Caption:
        """Rejects: the work then lacks this kind again.

        Raises:
            SongClipError: no_such_caption.
        """
        row = self._row(caption_id)
        if row["status"] == "rejected":
            return caption_from(row)
        return self._change(caption_id, "reject", by, status="rejected", approvals="[]")

    def withdraw(self, caption_id: int, by: str) -> Caption:
        """Takes the approvals back: the caption is a draft again, its text as it was.

        Raises:
            SongClipError: no_such_caption; another_caption_stands.
        """
        row = self._row(caption_id)
        if row["approvals"] == "[]":
            return caption_from(row)
        return self._change(caption_id, "withdraw", by, status="draft", approvals="[]")

    def take_variants(self, caption_id: int, variants: Mapping[str, str], by: str) -> Caption:
        """What the model is taught in place of characters it lacks; the text stays as it is.

        Raises:
            SongClipError: no_such_caption.
        """
        taken = json.dumps(dict(variants), ensure_ascii=False)
        if self._row(caption_id)["variants"] == taken:
            return self.get(caption_id)
        return self._change(caption_id, "variants", by, variants=taken)

    def edit(self, caption_id: int, text: str, by: str, action: str = "edit") -> Caption:
        """Changes the text; it becomes (or stays) a draft with the curator as its author.

        `action` is "replace" where the edit is one of many.

        Raises:
            SongClipError: no_such_caption; empty_caption; another_caption_stands.
        """
        if not text.strip():
            raise SongClipError(
                "empty_caption",
                say("描述不能为空。", "A caption cannot be empty."),
                say("请写下文字，或改用「退回」。", "Write something, or reject it instead."),
            )
        return self._change(
            caption_id, action, by, status="draft", text=text.strip(), author=by, approvals="[]"
        )

    def undo(self, by: str) -> Caption | None:
        """Takes back the last act on captions, whoever did it and in whichever session.

        Returns:
            The caption as it is again (the first, where one act touched several), or None where
            nothing is left to take back.
        """
        undone = self.undo_act(by)
        return undone[0] if undone else None

    def undo_act(self, by: str, of: Sequence[str] = ("caption",)) -> list[Caption]:
        """Takes back the whole last act; all its captions as they are again."""
        with self._database.transaction():
            undone = []
            for line in self._history.last_act(of):
                caption_id = int(line["subject"].split(":")[1])
                old = json.loads(line["old"])
                if old["status"] != "rejected":
                    self._make_room(self._row(caption_id), by)
                undone.append(self._change(caption_id, "undo", by, undoes=line["id"], **old))
        return undone[::-1]

    # -- inside ------------------------------------------------------------------------------

    def _decided_on(self, row: sqlite3.Row) -> bool:
        """Whether a person approved, wrote or did anything else with it that stands."""
        decided = row["status"] == "approved" or row["author"] or row["approvals"] != "[]"
        return bool(decided) or self._history.acted_on(f"caption:{row['id']}")

    def _make_room(self, row: sqlite3.Row, by: str) -> None:
        """Sets aside a draft written since this caption was rejected, so that it can stand again.

        What was done with that newer draft since then has been undone before; one that somebody
        had decided on before then stood beside this caption, and stands beside it again.
        """
        newer = self._database.row(
            "SELECT * FROM caption WHERE painting_id = ? AND kind = ? AND status = 'draft'",
            [row["painting_id"], row["kind"]],
        )
        if row["status"] == "rejected" and newer is not None and not self._decided_on(newer):
            self._change(newer["id"], "set aside", by, status="rejected", approvals="[]")

    def _change(
        self, caption_id: int, action: str, by: str, undoes: int | None = None, **fields: str
    ) -> Caption:
        with self._database.transaction(), _one_of_a_kind():
            old = self._row(caption_id)
            assignments = ", ".join(f"{name} = :{name}" for name in fields)
            self._database.write(
                f"UPDATE caption SET {assignments}, updated_at = :now WHERE id = :id",
                {**fields, "now": now(), "id": caption_id},
            )
            new = self._row(caption_id)
            self._history.record(
                action,
                f"caption:{caption_id}",
                by=by,
                old=_state(old),
                new=_state(new),
                undoes=undoes,
            )
        return caption_from(new)


@contextmanager
def _one_of_a_kind() -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise _another_stands() from error


def _another_stands() -> SongClipError:
    return SongClipError(
        "another_caption_stands",
        say(
            "这件作品已有另一条同类描述，两条不能并存。",
            "The work has another caption of this kind; both cannot stand.",
        ),
        say("请先退回那一条。", "Reject that one first."),
    )


def _state(row: sqlite3.Row) -> dict[str, str]:
    return {name: row[name] for name in ("status", "text", "author", "approvals", "variants")}
