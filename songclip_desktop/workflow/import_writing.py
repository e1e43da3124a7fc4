"""Writing prepared rows: one transaction a small batch, so that a crash leaves whole records."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.images import Stored
from songclip_desktop.collection.lock import user_name
from songclip_desktop.exchange import fields
from songclip_desktop.progress import Changes
from songclip_desktop.records import Painting, Problem
from songclip_desktop.workflow import import_rereading, merge
from songclip_desktop.workflow.import_problems import problem
from songclip_desktop.workflow.import_rows import Imported, Prepared, Ready

_BATCH = 50
_LONGEST_S = 0.5  # a row shown as done is not lost for longer to a power cut
_NAMED = 5  # works that look the same, named in one sentence


@dataclass(frozen=True)
class ImportReport:
    """What an import did; `rows` is the sum of the four counts after it.

    Attributes:
        captions: new from the register, and those another curator has reviewed elsewhere.
        conflicts: captions changed here and there, among the problems too; nothing is done to them.
        beside: for pictures that are or look the same, the numbers of the works to look at.
    """

    rows: int
    imported: int
    updated: int
    skipped: int
    rejected: int
    images: int
    passages: int
    captions: int
    problems: tuple[Problem, ...]
    changes: Changes
    conflicts: tuple[merge.Conflict, ...] = ()
    beside: dict[Problem, tuple[str, ...]] = field(default_factory=dict)


class Writer:
    """Takes finished rows as they come and writes them in small batches. Main thread."""

    def __init__(self, collection: Collection, prepared: Prepared, batch: int = _BATCH) -> None:
        self._collection = collection
        self._prepared = prepared
        self._batch = batch
        self._waiting: list[Ready] = []
        self._since = 0.0

    def take(self, ready: object) -> None:
        """Keeps one row for the next batch; anything else a listener is told is passed over."""
        if isinstance(ready, Ready):
            if not self._waiting:
                self._since = time.monotonic()
            self._waiting.append(ready)
            late = time.monotonic() - self._since > _LONGEST_S
            if late or len(self._waiting) >= self._batch:
                self.flush()

    def flush(self) -> None:
        """Writes what waits."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            with self._collection.transaction():
                for ready in waiting:
                    if not ready.outcome:
                        _write(self._collection, self._prepared, ready)


def finish(collection: Collection, imported: Imported, by: str = "") -> ImportReport:
    """Writes the rows no `Writer` has written yet, passages and reviewed captions. Main thread.

    `by` is the curator, in whose name captions that name nobody come back.
    """
    prepared = imported.prepared
    writer = Writer(collection, prepared)
    for ready in imported.rows:
        if not ready.outcome:
            writer.take(ready)
    writer.flush()
    passages = _write_passages(collection, prepared)
    read = merge.prepare(collection, prepared.reviews) if prepared.reviews else None
    reviewed = merge.finish(collection, read, by or user_name()) if read else None
    rows = imported.rows
    counted = {
        name: sum(row.outcome == name for row in rows)
        for name in ("imported", "updated", "skipped", "rejected")
    }
    problems = [found for row in rows for found in row.problems] + list(prepared.problems)
    if reviewed is not None:
        problems += [*reviewed.problems, *merge.problems_of(reviewed.conflicts)]
    merged = reviewed.changes.captions if reviewed else frozenset()
    touched = {row.painting_id for row in rows if row.outcome in ("imported", "updated")}
    return ImportReport(
        rows=len(rows),
        **counted,
        images=sum(row.new_images for row in rows),
        passages=len(passages),
        captions=sum(row.new_captions for row in rows) + len(merged),
        problems=tuple(problems),
        changes=Changes(
            paintings=frozenset(key for key in touched if key is not None),
            captions=frozenset(merged),
            passages=frozenset(passages),
            everything=bool(touched or passages or merged),
        ),
        conflicts=reviewed.conflicts if reviewed else (),
        beside={found: numbers for row in rows for found, numbers in row.beside.items()},
    )


def _write(collection: Collection, prepared: Prepared, ready: Ready) -> None:
    """One row, inside the batch's transaction; `outcome` is set when all of it is written."""
    if ready.rejected:
        ready.outcome = "rejected"
    elif ready.planned.register is None:
        ready.outcome = _write_picture(collection, prepared, ready)
    else:
        ready.outcome = _write_row(collection, prepared, ready)
    if ready.alike:
        _note_likeness(collection, ready)


def _write_picture(collection: Collection, prepared: Prepared, ready: Ready) -> str:
    """A picture without register: the same bytes are skipped, a taken number gets -2, then -3."""
    stored = ready.pictures[0].stored
    wanted = ready.planned.accession
    holders = collection.paintings.by_bytes(stored.sha256)
    if holders:
        names = {holder.accession for holder in holders}
        own = any(name == wanted or name.startswith(f"{wanted}-") for name in names)
        if not own:
            _add_problem(ready, "picture_duplicate", sorted(names)[0], others=sorted(names)[:1])
        ready.painting_id = holders[0].id
        found_again = [_relink(collection, holder.id, stored) for holder in holders]
        return "updated" if any(found_again) else "skipped"
    accession, number = wanted, 1
    while (existing := collection.paintings.by_accession(accession)) is not None:
        if existing.image is None:  # its row came before its picture
            _add_images(collection, ready, existing)
            return "updated"
        number += 1
        accession = f"{wanted}-{number}"
    if number > 1:
        _add_problem(ready, "accession_changed", wanted, accession)
    painting = collection.paintings.add(accession, split=prepared.splits.get(accession))
    _add_images(collection, ready, painting)
    return "imported"


def _write_row(collection: Collection, prepared: Prepared, ready: Ready) -> str:
    row = ready.planned.register
    assert row is not None
    accession = ready.planned.accession
    existing = collection.paintings.by_accession(accession)
    _note_duplicates(collection, ready, accession)
    if existing is None:
        said = {key: value for key, value in row.fields.items() if key != "accession"}
        painting = collection.paintings.add(
            accession,
            **said,
            tags=row.tags,
            extra=row.extra,
            register_row=import_rereading.fingerprint(row),
            split=prepared.splits.get(accession),
        )
        _add_images(collection, ready, painting)
        _add_captions(collection, ready, painting)
        return "imported"
    if existing.image is not None:
        # A row that names no picture today says nothing about the one taken in before.
        kept = [found for found in ready.problems if found.code != "picture_missing"]
        ready.problems = tuple(kept)
    ready.painting_id = existing.id
    changed = _add_images(collection, ready, existing)
    before = collection.paintings.register_row(existing.id)
    said = import_rereading.fingerprint(row)
    if before != said:
        news = import_rereading.news(existing, row, before)
        if news.overrode:
            _add_problem(ready, "register_overrode", "、".join(map(fields.word, news.overrode)))
        collection.paintings.update(
            existing.id, **news.fields, tags=news.tags, extra=news.extra, register_row=said
        )
        _add_captions(collection, ready, existing)
        changed = True
    return "updated" if changed else "skipped"


def _add_images(collection: Collection, ready: Ready, painting: Painting) -> bool:
    """Adds the pictures the work has not got; the first of a work without one leads.

    A picture it has, but whose original is gone, is from now on where it was found.
    """
    ready.painting_id = painting.id
    have = {image.sha256 for image in collection.paintings.images(painting.id)}
    found_again = False
    for place, each in enumerate(ready.pictures):
        if each.stored.sha256 in have:
            found_again |= _relink(collection, painting.id, each.stored)
            continue
        have.add(each.stored.sha256)
        collection.paintings.add_image(
            painting.id,
            each.stored,
            primary=True if place == 0 and ready.planned.register is not None else None,
            role=each.role,
            label=each.label,
            file_name=each.file_name,
        )
        ready.new_images += 1
    return found_again or ready.new_images > 0


def _relink(collection: Collection, painting_id: int, stored: Stored) -> bool:
    """Where the work's original of these bytes is gone, it is from now on where it was found."""
    for image in collection.paintings.images(painting_id):
        gone = not collection.images.path(image).exists()
        if image.sha256 == stored.sha256 and image.path != stored.path and gone:
            collection.paintings.relink_image(image.id, stored.path, stored.referenced)
            return True
    return False


def _add_captions(collection: Collection, ready: Ready, painting: Painting) -> None:
    """The register's captions come in as drafts; one it has brought before is not brought again."""
    row = ready.planned.register
    assert row is not None
    standing = {caption.kind: caption for caption in collection.captions.of(painting.id)}
    for kind, text in row.captions.items():
        known = standing.get(kind)
        if known is not None and known.draft_text == text and known.origin == "register":
            continue
        if collection.captions.put_draft(painting.id, kind, text, "register"):
            ready.new_captions += 1


def _note_duplicates(collection: Collection, ready: Ready, accession: str) -> None:
    for each in ready.pictures:
        holders = collection.paintings.by_bytes(each.stored.sha256)
        others = [holder.accession for holder in holders if holder.accession != accession]
        if others:
            _add_problem(ready, "picture_duplicate", others[0], others=[accession, others[0]])


def _note_likeness(collection: Collection, ready: Ready) -> None:
    """Names the other works whose pictures look the same, where this row brought a new picture."""
    ids = [owner for owner in ready.alike if isinstance(owner, int)]
    named = {work.id: work.accession for work in collection.paintings.records(ids)}
    own = collection.paintings.get(ready.painting_id).accession if ready.painting_id else ""
    others = [named.get(owner, "") if isinstance(owner, int) else owner for owner in ready.alike]
    names = [name for name in dict.fromkeys(others) if name and name != own]
    if names and ready.new_images:
        named = names[:_NAMED]
        _add_problem(ready, "picture_similar", "、".join(named), others=[own, *named])


def _add_problem(
    ready: Ready,
    code: str,
    name: str,
    accession: str | None = None,
    others: Sequence[str] = (),
) -> None:
    """`others`: the works to be looked at beside each other."""
    planned = ready.planned
    shown = planned.accession if accession is None else accession
    found = problem(code, planned.source, planned.row, shown, name)
    ready.problems += (found,)
    if others:
        ready.beside[found] = tuple(others)


def _write_passages(collection: Collection, prepared: Prepared) -> list[int]:
    """Ids of the passages that are new or changed."""
    written: list[int] = []
    for start in range(0, len(prepared.passages), _BATCH):
        with collection.transaction():
            for passage in prepared.passages[start : start + _BATCH]:
                known = collection.passages.find(passage.source, passage.number)
                kept = collection.passages.add(
                    passage.text,
                    number=passage.number,
                    source=passage.source,
                    chapter=passage.chapter,
                )
                if known is None or known != kept:
                    written.append(kept.id)
    return written
