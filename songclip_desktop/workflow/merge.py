"""合并: captions that another reader has worked on come back, row by row; conflicts are listed.

What was exported as a table was read elsewhere: in Excel, or in a copy of the collection. A row is
taken where only that reader has changed the caption. Where both have, nothing is done by itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection as Among
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.paintings import clean_accession
from songclip_desktop.exchange.captions import CaptionRow, read_captions
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener, Stopped
from songclip_desktop.records import DRAFTED_KINDS, ORIGINS, STATUSES, Caption, Problem

State = tuple[str, str]  # status and text


@dataclass(frozen=True)
class Conflict:
    """A caption that was changed on both sides, or that another one stands in the way of.

    Attributes:
        row: what the file says. ours: what stands here.
    """

    row: CaptionRow
    ours: Caption


@dataclass(frozen=True)
class Taken:
    """A row that is taken.

    Attributes:
        painting_id: the work. ours: the caption it changes; None where it brings a new one.
    """

    row: CaptionRow
    painting_id: int
    ours: Caption | None


@dataclass(frozen=True)
class Merge:
    """What a file of captions would change here.

    Attributes:
        taken: what changes, rejected captions first: they stand in nobody's way.
        conflicts: rows that nothing is done with unless somebody chooses.
        same: rows that say what stands here; behind: rows that say what stood here before.
        problems: rows that name no caption and no work, or a word nobody knows.
    """

    taken: tuple[Taken, ...]
    conflicts: tuple[Conflict, ...]
    same: int
    behind: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class MergeReport:
    """What a merge did.

    Attributes:
        merged: captions changed or new. conflicts: those that were left as they are.
    """

    merged: int
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...]
    changes: Changes = field(default_factory=Changes)


def prepare(collection: Collection, rows: Sequence[CaptionRow]) -> Merge:
    """Compares rows with what stands here. Main thread; writes nothing.

    A row is matched by its caption's id, if that caption is of the same work and kind; else by work
    and kind. It is taken where the caption has not changed here since it was exported, or where
    nobody has decided on it here.
    """
    here = _Here(collection, rows)
    taken: list[Taken] = []
    conflicts: list[Conflict] = []
    problems: list[Problem] = []
    same = behind = 0
    for row in rows:
        work, wrong = here.work(row.accession), _wrong(row)
        if work is None or wrong:
            problems.append(wrong or _no_work(row))
            continue
        ours = here.match(row, work)
        if ours is not None and _state(row) == _state(ours):
            same += 1
        elif ours is None and row.status == "rejected" and here.standing(row, work):
            behind += 1  # was turned down elsewhere; here something else stands
        elif ours is None or row.updated_at == ours.updated_at:
            taken.append(Taken(row, work, ours))
        elif _state(row) in _past(collection, ours):
            behind += 1
        elif not _decided_here(collection, ours):
            taken.append(Taken(row, work, ours))
        else:
            conflicts.append(Conflict(row, ours))
    taken.sort(key=lambda one: one.row.status != "rejected")
    return Merge(tuple(taken), tuple(conflicts), same, behind, tuple(problems))


def compare(folder: Path, cache_dir: Path, file: Path, listener: Listener | None = None) -> Merge:
    """`prepare` for a file, over a reading connection of its own. Any thread; writes nothing.

    A large collection takes seconds, which the window has not.

    Args:
        folder: the collection's.
        cache_dir: where its cache lies.
        file: see `captions.read_captions`; one without captions gives nothing.
        listener: may stop between reading and comparing.

    Raises:
        SongClipError: as `read_captions`.
        Stopped: the listener asked for it.
    """
    rows = read_captions(file)
    if listener is not None and listener.should_stop():
        raise Stopped
    with Collection.open(folder, read_only=True, cache_dir=cache_dir) as collection:
        return prepare(collection, rows)


def finish(
    collection: Collection, merge: Merge, by: str, theirs: Among[Conflict] = ()
) -> MergeReport:
    """Takes the rows, all as one act that is undone as one. Main thread.

    Args:
        collection: open for writing.
        merge: from `prepare`.
        by: in whose name, where a row names nobody.
        theirs: conflicts in which the file is to be followed; the others stay as they are.

    Returns:
        What was done. A row that another caption stands in the way of is a conflict too.
    """
    chosen = [
        Taken(one.row, one.ours.painting_id, one.ours) for one in merge.conflicts if one in theirs
    ]
    left = [one for one in merge.conflicts if one not in theirs]
    touched: list[int] = []
    with collection.transaction():
        for one in (*merge.taken, *chosen):
            done = _take(collection, one, by)
            if isinstance(done, Conflict):
                left.append(done)
            else:
                touched.append(done)
    changes = Changes(captions=frozenset(touched), everything=bool(touched))
    return MergeReport(len(touched), tuple(left), merge.problems, changes)


def problems_of(conflicts: Sequence[Conflict]) -> list[Problem]:
    """Conflicts as rows of a list of problems."""
    return [
        Problem(
            one.row.source,
            one.row.row,
            one.row.accession,
            "caption_conflict",
            say("「{kind}」两边都改过：这里是“{ours}”（{our_status}），文件中是“{theirs}”（{status}）。",
                "“{kind}” was changed on both sides: here “{ours}” ({our_status}), in the file"
                " “{theirs}” ({status}).",
                kind=one.row.kind, ours=one.ours.text, our_status=one.ours.status,
                theirs=one.row.text, status=one.row.status),
            say("这里的没有改动。请在审校中择定其一。",
                "Nothing was changed here. Choose one of them in review."),
        )
        for one in conflicts
    ]  # fmt: skip


# -- comparing -----------------------------------------------------------------------------------


class _Here:
    """The captions of a collection as rows look for them."""

    def __init__(self, collection: Collection, rows: Sequence[CaptionRow]) -> None:
        self._collection = collection
        # What a row turns down makes room for another caption of the same file.
        self._turned_down = {
            (clean_accession(row.accession), row.kind, row.id)
            for row in rows
            if row.status == "rejected"
        }
        self._captions: dict[tuple[int, str], list[Caption]] = defaultdict(list)
        self._works: dict[str, int | None] = {}
        for caption in collection.captions.list():
            self._captions[caption.painting_id, caption.kind].append(caption)
            self._works[caption.accession] = caption.painting_id

    def work(self, accession: str) -> int | None:
        """The work of this number."""
        number = clean_accession(accession)
        if number not in self._works:
            found = self._collection.paintings.by_accession(number)
            self._works[number] = None if found is None else found.id
        return self._works[number]

    def standing(self, row: CaptionRow, work: int) -> Caption | None:
        """The caption of the row's work and kind that is not rejected."""
        alike = self._captions[work, row.kind]
        return next(
            (one for one in alike
             if one.status != "rejected"
             and (one.id == row.id or (one.accession, one.kind, one.id) not in self._turned_down)),
            None,
        )  # fmt: skip

    def match(self, row: CaptionRow, work: int) -> Caption | None:
        """The caption a row is about; None where it brings one that is not here."""
        alike = self._captions[work, row.kind]
        same = [one for one in alike if one.id == row.id]
        if same:
            return same[0]
        said = [one for one in alike if _state(one) == _state(row)]
        if said or row.status != "rejected":
            return said[0] if said else self.standing(row, work)
        # Of rejected ones there may be any number: only the same text is the same caption.
        return next((one for one in alike if one.text.strip() == row.text), None)


def _wrong(row: CaptionRow) -> Problem | None:
    """Why a row cannot be compared at all."""
    unknown = next(
        (word for word, known in ((row.kind, DRAFTED_KINDS), (row.status, STATUSES))
         if word not in known),
        None,
    )  # fmt: skip
    if unknown is not None:
        what = say("不认识「{word}」。", "“{word}” is not known.", word=unknown)
        remedy = say(
            "类别用白话、拟古文、关键词，状态用草稿、已核准、已退回。",
            "Kinds are modern, classical, tags; statuses draft, approved, rejected.",
        )
        return Problem(row.source, row.row, row.accession, "caption_word_unknown", what, remedy)
    if not row.text:
        what = say("文字是空的。", "The text is empty.")
        remedy = say(
            "不要的请把状态改为已退回。", "Set the status of what is unwanted to rejected."
        )
        return Problem(row.source, row.row, row.accession, "caption_empty", what, remedy)
    return None


def _no_work(row: CaptionRow) -> Problem:
    what = say("没有编号为「{n}」的作品。", "No work has the number “{n}”.", n=row.accession)
    remedy = say("请核对藏品编号，或先导入该作品。", "Check the number, or import the work first.")
    return Problem(row.source, row.row, row.accession, "accession_unknown", what, remedy)


def _state(one: CaptionRow | Caption) -> State:
    return one.status, one.text.strip()


def _past(collection: Collection, caption: Caption) -> set[State]:
    """How a caption has stood here before."""
    states = set()
    for line, _ in collection.history.of_subject(f"caption:{caption.id}"):
        for told in (line.old, line.new):
            said = json.loads(told) if told else {}
            if said and {"status", "text"} <= set(said):
                states.add((said["status"], said["text"].strip()))
    return states


def _decided_here(collection: Collection, caption: Caption) -> bool:
    decided = caption.status != "draft" or caption.author or caption.approvals
    return bool(decided) or collection.history.acted_on(f"caption:{caption.id}")


# -- taking --------------------------------------------------------------------------------------


def _take(collection: Collection, one: Taken, by: str) -> int | Conflict:
    """Makes a caption say and stand as the row does; its id, or what stood in the way."""
    captions, row, ours = collection.captions, one.row, one.ours
    standing = next(
        (each for each in captions.of(one.painting_id)
         if each.kind == row.kind and each.status != "rejected"),
        None,
    )  # fmt: skip
    stays_rejected = row.status == "rejected" and ours is not None and row.text == ours.text.strip()
    if ours and standing and standing.id != ours.id and not stays_rejected:
        return Conflict(row, standing)
    if ours is None:
        origin = row.origin if row.origin in ORIGINS else "curator"
        first = row.draft_text or row.text
        ours = captions.put_draft(
            one.painting_id, row.kind, first, origin, row.drafter, row.prompt_version
        )
        if ours is None:
            assert standing is not None
            return Conflict(row, standing)
    known, edited = ours.approvals, ours.text.strip() != row.text
    if edited or (ours.status, row.status) == ("rejected", "draft"):
        ours = captions.edit(ours.id, row.text, row.author or by)
    if row.status == "rejected":
        captions.reject(ours.id, by)
    elif row.status == "draft":
        captions.withdraw(ours.id, by)
    elif not (edited and row.approvals and row.approvals == known):
        # Those who approved the text as it was have not approved it as it is.
        for name in [each.by for each in row.approvals if each not in known] or [by]:
            captions.approve(ours.id, name)
    return ours.id
