"""审校: list, approve, reject, edit and undo captions, annotations and pairs; warn, never block."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from songclip_desktop import chinese
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
    Painting,
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


@dataclass(frozen=True)
class LintWarning:
    """Something a reader should look at; it never blocks an approval."""

    code: str
    what: str


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
    return _acted(collection, chosen)


def reject(collection: Collection, chosen: Sequence[Reviewed], by: str) -> ReviewResult:
    """Rejects, all as one act: what is rejected counts as lacking again."""
    acts = {
        "annotation": collection.passages.reject,
        "pair": collection.pairs.reject,
    }
    with collection.transaction():
        for one in chosen:
            acts.get(one.kind, collection.captions.reject)(one.id, by)
    return _acted(collection, chosen)


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
    return _acted(collection, [one])


def undo(collection: Collection, by: str) -> ReviewResult:
    """Takes back the last act of review, whoever did it; nothing changes where none is left."""
    subjects = collection.undo(by)
    return _acted(
        collection, [_by_id(collection, int(subject.split(":")[1])) for subject in subjects]
    )


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


def _acted(collection: Collection, chosen: Sequence[Reviewed]) -> ReviewResult:
    changed = [_by_id(collection, one.id) for one in chosen]
    kinds = {one.kind for one in changed}
    kind = kinds.pop() if len(kinds) == 1 else None
    ids = {name: frozenset(one.id for one in changed if _table(one.kind) == name)
           for name in ("caption", "passage", "pair")}  # fmt: skip
    changes = Changes(captions=ids["caption"], passages=ids["passage"], pairs=ids["pair"])
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


# -- warnings ------------------------------------------------------------------------------------

_DYNASTIES = ("北宋", "南宋", "五代", "唐", "元", "明", "清", "辽", "金")
_FORMATS = {
    "立轴": ("立轴", "挂轴", "竖幅"), "手卷": ("手卷", "长卷", "横卷"),
    "册页": ("册页", "斗方"), "团扇": ("团扇", "纨扇", "圆扇"),
}  # fmt: skip


def lint(painting: Painting, text: str, kind: str) -> list[LintWarning]:
    """What a reader should look at before approving. Any thread; never blocks.

    Args:
        painting: the work, with its catalogue facts.
        text: the caption.
        kind: its kind.
    """
    found = [*_contradictions(painting, text), *_length(text, kind)]
    lacking = chinese.unknown_characters(text)
    if lacking:
        found.append(
            LintWarning(
                "unknown_characters",
                say("模型不认识：{c}。", "The model does not know: {c}.", c=" ".join(lacking)),
            )
        )
    return found


def _length(text: str, kind: str) -> list[LintWarning]:
    count = chinese.token_count(text)
    if not text.strip() or (kind != "tags" and count < 4):
        return [LintWarning("too_short", say("描述太短。", "The caption is too short."))]
    if count <= chinese.TOKEN_LIMIT:
        return []
    cut = text[len(chinese.kept_text(text)) :]
    return [
        LintWarning(
            "too_long",
            say(
                "共 {n} 个词元，模型只读前 {most} 个；「{cut}」不会被读到。",
                "{n} tokens, of which the model reads {most}; “{cut}” is not read.",
                n=count,
                most=chinese.TOKEN_LIMIT,
                cut=cut,
            ),
        )
    ]


def _contradictions(painting: Painting, text: str) -> list[LintWarning]:
    """A dynasty or format in the caption that is not the catalogue's."""
    folded = chinese.fold(text)
    found = []
    catalogued = chinese.fold(painting.dynasty)
    own = [name for name in _DYNASTIES if name in catalogued]
    named = [
        name for name in _DYNASTIES if f"{name}代" in folded or (len(name) > 1 and name in folded)
    ]
    if own and named and not any(name in catalogued for name in named):
        found.append(_contradiction(named[0], painting.dynasty))
    form = chinese.fold(painting.format)
    own_form = next((words for words in _FORMATS.values() if any(w in form for w in words)), None)
    if own_form is not None:
        others = (w for words in _FORMATS.values() if words is not own_form for w in words)
        other = next((word for word in others if word in folded), None)
        if other and not any(word in folded for word in own_form):
            found.append(_contradiction(other, painting.format))
    return found


def _contradiction(said: str, catalogued: str) -> LintWarning:
    return LintWarning(
        "contradicts_catalogue",
        say(
            "描述说「{said}」，著录为「{catalogued}」。",
            "The caption says “{said}”, the catalogue “{catalogued}”.",
            said=said,
            catalogued=catalogued,
        ),
    )
