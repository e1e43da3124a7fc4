"""审校: list, approve, reject, edit, withdraw and undo captions, annotations and pairs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.passages import annotation_as_dict, annotation_from_dict
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes
from songclip_desktop.records import (
    DRAFTED_KINDS,
    Annotation,
    Approval,
    Caption,
    Pair,
    Passage,
)

KINDS = (*DRAFTED_KINDS, "annotation", "pair")


@dataclass(frozen=True)
class Reviewed:
    """One reviewed thing in the form all kinds share.

    Attributes:
        id: of the caption, of the passage (its annotation) or of the pair; no two share one.
        accession: the work's; empty for an annotation.
        kind: one of KINDS.
        text: as it stands; an annotation as JSON, a pair as the passage's text.
    """

    id: int
    accession: str
    kind: str
    status: str
    text: str
    draft_text: str
    origin: str
    author: str
    approvals: tuple[Approval, ...]


@dataclass(frozen=True)
class ReviewResult:
    """What a review verb did and how things stand.

    Attributes:
        changed: how many things the verb changed.
        counts: status → how many of the kinds looked at.
        captions: those changed, or those listed.
    """

    changed: int
    counts: dict[str, int]
    captions: tuple[Reviewed, ...]
    changes: Changes = field(default_factory=Changes)


# -- reading -------------------------------------------------------------------------------------


def list_captions(
    collection: Collection,
    *,
    status: str | None = None,
    kind: str | None = None,
    accession: str | None = None,
    limit: int | None = None,
) -> ReviewResult:
    """What fits, in a stable order: by accession number, then kind, then id.

    Without a kind the three drafted kinds are listed; annotations and pairs are asked for by name.
    """
    found = _find(collection, status, kind, accession, limit)
    return ReviewResult(0, _counts(collection, kind), tuple(found))


def listed(collection: Collection, ids: Sequence[int]) -> ReviewResult:
    """These very things, whatever their kind.

    Raises:
        SongClipError: no_such_caption.
    """
    found = [_by_id(collection, one) for one in ids]
    return ReviewResult(0, _counts(collection, None), tuple(found))


def next_unreviewed(
    collection: Collection, after: int | None = None, by: str = "", passed: Sequence[int] = ()
) -> Caption | None:
    """The draft that comes next, by accession number and kind; behind the last one the first.

    Args:
        collection: where from.
        after: the caption under review; None for the first.
        by: the reader: what this name has approved waits for a second one.
        passed: what was skipped. To skip writes nothing: the caption stays as it is.
    """
    return collection.captions.next_draft(after, by, passed)


def _find(
    collection: Collection,
    status: str | None,
    kind: str | None,
    accession: str | None,
    limit: int | None,
) -> list[Reviewed]:
    if kind == "annotation":
        passages = [p for p in collection.passages.list(status) if p.status is not None]
        return [_from_passage(collection, p) for p in passages[:limit] if not accession]
    if kind == "pair":
        pairs = collection.pairs.list(status)
        kept = [p for p in pairs if accession is None or p.accession == accession]
        return [_from_pair(collection, p) for p in kept[:limit]]
    return [_from_caption(c) for c in collection.captions.list(status, kind, accession, limit)]


def _counts(collection: Collection, kind: str | None) -> dict[str, int]:
    if kind == "annotation":
        return collection.passages.counts()
    if kind == "pair":
        return collection.pairs.counts()
    return collection.captions.counts(kind)


# -- acting --------------------------------------------------------------------------------------


def select(
    collection: Collection,
    *,
    ids: Sequence[int] = (),
    kind: str | None = None,
    accession: str | None = None,
    status: str | None = None,
    all_drafts: bool = False,
    limit: int | None = None,
) -> list[Reviewed]:
    """What an act is meant for: the ids, or what fits the filters.

    Raises:
        SongClipError: nothing_selected, no_such_caption.
    """
    if ids:
        return [_by_id(collection, one) for one in ids]
    if not (all_drafts or accession or status):
        raise SongClipError(
            "nothing_selected",
            say("没有指明要处理哪些描述。", "Nothing was selected."),
            say(
                "请用 --id、--accession、--status 或 --all-drafts 指明。",
                "Name them with --id, --accession, --status or --all-drafts.",
            ),
        )
    return _find(collection, "draft" if all_drafts else status, kind, accession, limit)


def approve(collection: Collection, chosen: Sequence[Reviewed], by: str) -> ReviewResult:
    """Approves drafts and rejected ones in `by`'s name, all as one act that is undone as one."""
    acts = {
        "annotation": collection.passages.approve,
        "pair": collection.pairs.confirm,
    }
    with collection.transaction():
        for one in chosen:
            acts.get(one.kind, collection.captions.approve)(one.id, by)
    return acted(collection, [one.id for one in chosen])


def reject(collection: Collection, chosen: Sequence[Reviewed], by: str) -> ReviewResult:
    """Rejects, all as one act: what is rejected counts as lacking again."""
    acts = {
        "annotation": collection.passages.reject,
        "pair": collection.pairs.reject,
    }
    with collection.transaction():
        for one in chosen:
            acts.get(one.kind, collection.captions.reject)(one.id, by)
    return acted(collection, [one.id for one in chosen])


def withdraw(collection: Collection, chosen: Sequence[Reviewed], by: str) -> ReviewResult:
    """Takes approvals back, all as one act: what was approved is a draft again, word for word."""
    acts = {
        "annotation": collection.passages.withdraw,
        "pair": collection.pairs.withdraw,
    }
    with collection.transaction():
        for one in chosen:
            acts.get(one.kind, collection.captions.withdraw)(one.id, by)
    return acted(collection, [one.id for one in chosen])


def take_variants(
    collection: Collection, chosen: Sequence[Reviewed], variants: Mapping[str, str], by: str
) -> ReviewResult:
    """Teaches the model other forms of characters it lacks; the captions stay as they are written.

    Args:
        collection: where.
        chosen: captions.
        variants: as `chinese.known_variants` gives them; of each caption those that occur in it
            are taken. Empty takes them all back.
        by: the curator.
    """
    with collection.transaction():
        for one in chosen:
            occurring = {lacking: form for lacking, form in variants.items() if lacking in one.text}
            collection.captions.take_variants(one.id, occurring, by)
    return acted(collection, [one.id for one in chosen])


def edit(collection: Collection, one: Reviewed, text: str, by: str) -> ReviewResult:
    """Gives a caption a new text, or an annotation a new JSON; it is a draft by `by` then.

    Raises:
        SongClipError: pair_has_no_text, annotation_malformed, empty_caption.
    """
    if one.kind == "pair":
        raise SongClipError(
            "pair_has_no_text",
            say("配对没有可改的文字。", "A pair has no text to edit."),
            say("请确认或退回它。", "Approve or reject it."),
        )
    if one.kind == "annotation":
        collection.passages.edit(one.id, parse_annotation(text), by)
    else:
        collection.captions.edit(one.id, text, by)
    return acted(collection, [one.id])


def undo(collection: Collection, by: str) -> ReviewResult:
    """Takes back the last act of review, whoever did it; nothing changes where none is left."""
    subjects = collection.undo(by)
    return acted(collection, [int(subject.split(":")[1]) for subject in subjects])


def parse_annotation(text: str) -> Annotation:
    """An annotation from the JSON it is shown as.

    Raises:
        SongClipError: annotation_malformed.
    """
    try:
        fields = json.loads(text)
        if not isinstance(fields, dict):
            raise TypeError(type(fields).__name__)
        return annotation_from_dict(fields)
    except (ValueError, TypeError, AttributeError) as error:
        raise SongClipError(
            "annotation_malformed",
            say(
                "注释不是有效的 JSON：{why}。", "The annotation is no valid JSON: {why}.", why=error
            ),
            say("请按 review list 显示的格式填写。", "Write it in the form review list shows."),
        ) from error


# -- remarks and readers -------------------------------------------------------------------------


@dataclass(frozen=True)
class Comment:
    """What someone remarked on a caption, and when (ISO 8601, UTC)."""

    by: str
    at: str
    text: str


def comment(collection: Collection, caption_id: int, text: str, by: str) -> None:
    """Adds a remark; it is never changed or deleted, nor undone.

    Raises:
        SongClipError: empty_comment, no_such_caption.
    """
    if not text.strip():
        raise SongClipError(
            "empty_comment",
            say("批注不能为空。", "A comment cannot be empty."),
            say("请写下文字。", "Write something."),
        )
    collection.captions.get(caption_id)
    said = {"comment": text.strip()}
    collection.history.record("comment", f"caption:{caption_id}", by=by, new=said)


def comments(collection: Collection, caption_id: int) -> list[Comment]:
    """The remarks on a caption, the oldest first."""
    lines = collection.history.list(limit=-1, subject=f"caption:{caption_id}")
    return [
        Comment(line.by, line.at, json.loads(line.new)["comment"])
        for line in reversed(lines)
        if line.action == "comment"
    ]


def second_reader(collection: Collection) -> bool:
    """Whether an approval needs two different names."""
    return bool(collection.setting("second_reader", False))


def set_second_reader(collection: Collection, on: bool, by: str) -> None:
    """Asks for two names from now on, or for one; what is approved stays approved."""
    if on == second_reader(collection):
        return
    with collection.transaction():
        collection.set_setting("second_reader", on)
        collection.history.record(
            "setting", "setting:second_reader", by=by, old={"on": not on}, new={"on": on}
        )


def unchanged(collection: Collection, seen: Sequence[Caption]) -> list[Reviewed]:
    """Those captions that still say and stand as they were seen."""
    now = (collection.captions.get(one.id) for one in seen)
    return [
        _from_caption(new)
        for old, new in zip(seen, now, strict=True)
        if (new.text, new.status) == (old.text, old.status)
    ]


# -- inside --------------------------------------------------------------------------------------


def acted(collection: Collection, ids: Sequence[int]) -> ReviewResult:
    """What is told of an act: the things as they are now, the counts, and what to redraw."""
    changed = [_by_id(collection, one) for one in ids]
    kinds = {one.kind for one in changed}
    kind = kinds.pop() if len(kinds) == 1 else None
    by_table = {name: frozenset(one.id for one in changed if _table(one.kind) == name)
           for name in ("caption", "passage", "pair")}  # fmt: skip
    changes = Changes(
        captions=by_table["caption"], passages=by_table["passage"], pairs=by_table["pair"]
    )
    return ReviewResult(len(changed), _counts(collection, kind), tuple(changed), changes)


def _table(kind: str) -> str:
    return {"annotation": "passage", "pair": "pair"}.get(kind, "caption")


def _by_id(collection: Collection, reviewed_id: int) -> Reviewed:
    table = collection.reviewed_kind(reviewed_id)
    if table == "passage":
        return _from_passage(collection, collection.passages.get(reviewed_id))
    if table == "pair":
        return _from_pair(collection, collection.pairs.get(reviewed_id))
    return _from_caption(collection.captions.get(reviewed_id))


def _from_caption(caption: Caption) -> Reviewed:
    return Reviewed(
        caption.id, caption.accession, caption.kind, caption.status, caption.text,
        caption.draft_text, caption.origin, caption.author, caption.approvals,
    )  # fmt: skip


def _from_passage(collection: Collection, passage: Passage) -> Reviewed:
    draft = collection.passages.draft_annotation(passage.id)
    return Reviewed(
        passage.id, "", "annotation", passage.status or "", _said(passage.annotation), _said(draft),
        passage.origin, passage.author, collection.passages.approvals(passage.id),
    )  # fmt: skip


def _from_pair(collection: Collection, pair: Pair) -> Reviewed:
    text = collection.passages.get(pair.passage_id).text
    approvals = collection.pairs.approvals(pair.id)
    return Reviewed(
        pair.id, pair.accession, "pair", pair.status, text, text, "", "", approvals
    )  # fmt: skip


def _said(annotation: Annotation | None) -> str:
    if annotation is None:
        return ""
    fields: dict[str, Any] = annotation_as_dict(annotation)
    return json.dumps(fields, ensure_ascii=False)
