"""藏品: a curator's own work on the records: edit one or many, pictures, tags, trash. All undoable."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from songclip_desktop.collection.collection import CATALOGUED, Collection
from songclip_desktop.collection.paintings import FIELDS
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener, Stopped
from songclip_desktop.records import WORK_KINDS, Painting

EDITED = (*FIELDS, "work_kind", "group_key", "local_only", "extra", "year_from", "year_to")


@dataclass(frozen=True)
class Change:
    """What many works are given at once.

    Attributes:
        fields: of EDITED but accession, and the value each gets; of `extra` only the entries
            named are set, and those without text removed.
        only_empty: a field that holds something keeps it.
        add_tags, remove_tags: by name; an alias stands for its leading name.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    only_empty: bool = False
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One work that would change: its fields (and tags) as they are and as they would be."""

    id: int
    accession: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class Prepared:
    """What a change would do, as it was counted.

    Attributes:
        rows: the works that would change, in the order given.
        unchanged: how many would stay as they are.
        counts: field → how many works it would change in.
        overwritten: field → in how many of them it holds something now.
    """

    rows: tuple[Row, ...]
    unchanged: int
    counts: dict[str, int]
    overwritten: dict[str, int]


@dataclass(frozen=True)
class Past:
    """One field that an act changed.

    Attributes:
        at: stored time. by: empty where the application acted.
        action: add, update, edit, undo, trash, restore, add image, relink.
        field: of EDITED, tags, images, or empty where the act had none.
        before, after: as text. undone: whether it was taken back later.
    """

    at: str
    by: str
    action: str
    field: str
    before: str
    after: str
    undone: bool


# -- one work ------------------------------------------------------------------------------------


def edit(
    collection: Collection,
    painting_id: int,
    by: str,
    *,
    tags: Sequence[str] | None = None,
    **fields: Any,
) -> Changes:
    """Gives a work other values; blanks around texts are dropped. Main thread.

    Args:
        collection: where.
        painting_id: the work.
        by: the curator.
        tags: all its tags from now on; an alias stands for its leading name.
        fields: of EDITED. A changed date brings its years, unless they are written themselves.

    Raises:
        KeyError: there is no such work.
        SongClipError: accession_taken, accession_empty, no_such_work_kind, years_reversed.
    """
    now = collection.paintings.get(painting_id)
    values = _checked({name: _plain(value) for name, value in fields.items()}, now)
    named = None if tags is None else _leading(collection, tags)
    collection.paintings.update(painting_id, by=by, action="edit", tags=named, **values)
    return Changes(paintings=frozenset([painting_id]))


def history(collection: Collection, painting_id: int) -> list[Past]:
    """What was done to a work, field by field, the newest first. Main thread."""
    found = []
    for line, undone in collection.history.of_subject(f"painting:{painting_id}"):
        old = json.loads(line.old) if line.old else {}
        new = json.loads(line.new) if line.new else {}
        for name in (old | new) or {"": ""}:
            before, after = _told(name, old.get(name)), _told(name, new.get(name))
            found.append(Past(line.at, line.by, line.action, name, before, after, undone))
    return found


# -- many works ----------------------------------------------------------------------------------


def prepare(collection: Collection, ids: Iterable[int], change: Change) -> Prepared:
    """Counts without acting. Main thread.

    Raises:
        SongClipError: nothing_to_change; accession_of_many; no_such_work_kind, years_reversed.
    """
    values = _checked({name: _plain(value) for name, value in change.fields.items()}, None)
    added, removed = _leading(collection, change.add_tags), _leading(collection, change.remove_tags)
    if not (values or added or removed):
        raise SongClipError(
            "nothing_to_change",
            say("没有写明要改什么。", "There is nothing to change."),
            say("请填写一项，或加减标签。", "Fill in a field, or add or remove a tag."),
        )
    if "accession" in values:
        raise SongClipError(
            "accession_of_many",
            say("藏品编号不能成批修改。", "Accession numbers cannot be changed in bulk."),
            say("请逐件修改。", "Change them one by one."),
        )
    works = collection.paintings.records(ids)
    rows = [_row(work, values, change.only_empty, set(added), set(removed)) for work in works]
    changed = [row for row in rows if row.after]
    return Prepared(
        rows=tuple(changed),
        unchanged=len(rows) - len(changed),
        counts=dict(Counter(name for row in changed for name in row.after)),
        overwritten=dict(
            Counter(name for row in changed for name in row.after if not _empty(row.before[name]))
        ),
    )


def count(
    folder: Path,
    cache_dir: Path,
    ids: Sequence[int],
    change: Change,
    listener: Listener | None = None,
) -> Prepared:
    """`prepare` over a reading connection of its own: of very many works it takes seconds. Any thread.

    Args:
        folder: the collection's.
        cache_dir: where its cache lies.
        ids: the works.
        change: what they would be given.
        listener: may stop before the counting begins.

    Raises:
        SongClipError: as `prepare`.
        Stopped: the listener asked for it.
    """
    if listener is not None and listener.should_stop():
        raise Stopped
    with Collection.open(folder, read_only=True, cache_dir=cache_dir) as collection:
        return prepare(collection, ids, change)


def apply(collection: Collection, prepared: Prepared, by: str) -> Changes:
    """Does what was counted, as one act that is undone as one. Main thread.

    A work that has changed since it was counted is left as it is.
    """
    done = []
    with collection.transaction():
        standing = {
            work.id: work for work in collection.paintings.records(r.id for r in prepared.rows)
        }
        for row in prepared.rows:
            work = standing.get(row.id)
            if work is None or any(getattr(work, n) != old for n, old in row.before.items()):
                continue
            collection.paintings.update(row.id, by=by, action="edit", **row.after)
            done.append(row.id)
    return Changes(paintings=frozenset(done))


def rename_tag(collection: Collection, old: str, new: str, by: str) -> Changes:
    """Gives all works of a tag another one, as one act; the old name leads to the new one.

    Where the new tag is there already, both become one.

    Raises:
        ValueError: the new name is empty or the same.
    """
    old, new = old.strip(), new.strip()
    with collection.transaction():
        collection.aliases.remove("tag", new, by)
        for alias in (old, *collection.aliases.list("tag", old)):
            collection.aliases.put("tag", alias, new, by)
        ids = collection.paintings.tagged(old)
        for work in collection.paintings.records(ids):
            tags = {new if tag == old else tag for tag in work.tags}
            collection.paintings.update(work.id, by=by, action="edit", tags=tags)
    return Changes(paintings=frozenset(ids), everything=True)


# -- trash and undo ------------------------------------------------------------------------------


def put_in_trash(collection: Collection, ids: Iterable[int], by: str) -> Changes:
    """Puts works away with all that is theirs, as one act. Main thread."""
    gone = collection.trash.put(ids, by)
    return Changes(paintings=frozenset(gone), everything=True)


def restore(collection: Collection, ids: Iterable[int], by: str) -> Changes:
    """Brings works back from the trash as they were. Main thread.

    Raises:
        SongClipError: accession_taken.
    """
    back = collection.trash.restore(ids, by)
    return Changes(paintings=frozenset(back), everything=True)


def empty_trash(collection: Collection, ids: Iterable[int], by: str) -> int:
    """Gives works in the trash up for good, with the copied originals that were theirs alone.

    What the museum keeps elsewhere (referenced) is never touched. Main thread.

    Returns:
        How many originals were deleted.
    """
    paths = [collection.dir / path for path in collection.trash.empty(ids, by)]
    for path in paths:
        path.unlink(missing_ok=True)
    return len(paths)


def undo(collection: Collection, by: str) -> Changes:
    """Takes back the last act on works, tags or aliases; nothing changes where none is left.

    Raises:
        SongClipError: accession_taken: a number was given to another work meanwhile.
    """
    subjects = collection.undo(by, CATALOGUED)
    named = [subject.split(":") for subject in subjects]
    paintings = frozenset(int(parts[1]) for parts in named if parts[0] == "painting")
    return Changes(paintings=paintings, everything=bool(subjects))


# -- inside --------------------------------------------------------------------------------------


def _row(
    work: Painting, values: Mapping[str, Any], only_empty: bool, added: set[str], removed: set[str]
) -> Row:
    after = {
        name: value
        for name, value in values.items()
        if name != "extra"
        and getattr(work, name) != value
        and not (only_empty and not _empty(getattr(work, name)))
    }
    given = values.get("extra", {})
    new = {name: text for name, text in given.items() if not (only_empty and work.extra.get(name))}
    extra = {name: text for name, text in (work.extra | new).items() if text}
    if given and extra != work.extra:
        after["extra"] = extra
    tags = tuple(sorted((set(work.tags) - removed) | added))
    if tags != work.tags:
        after["tags"] = tags
    return Row(work.id, work.accession, {name: getattr(work, name) for name in after}, after)


def _checked(values: dict[str, Any], now: Painting | None) -> dict[str, Any]:
    unknown = set(values) - set(EDITED)
    if unknown:
        raise TypeError(f"no such fields: {sorted(unknown)}")
    if values.get("accession", "·") == "":
        raise SongClipError(
            "accession_empty",
            say("藏品编号不能为空。", "The accession number cannot be empty."),
            say("请写一个编号。", "Write a number."),
        )
    kind = values.get("work_kind", WORK_KINDS[0])
    if kind not in WORK_KINDS:
        raise SongClipError(
            "no_such_work_kind",
            say("没有「{kind}」这种类别。", "There is no work kind “{kind}”.", kind=kind),
            say("可用：{all}。", "There are: {all}.", all="、".join(WORK_KINDS)),
        )
    first, last = (values.get(name, getattr(now, name, None)) for name in ("year_from", "year_to"))
    written = {"year_from", "year_to"} & set(values)
    if written and first is not None and last is not None and first > last:
        raise SongClipError(
            "years_reversed",
            say("最早年份 {a} 晚于最晚年份 {b}。", "The earliest year {a} is after {b}.",
                a=first, b=last),
            say("请更正其中一个。", "Correct one of them."),
        )  # fmt: skip
    return values


def _leading(collection: Collection, tags: Iterable[str]) -> list[str]:
    return [collection.aliases.name_of("tag", tag.strip()) for tag in tags if tag.strip()]


def _plain(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _empty(value: Any) -> bool:
    return value in ("", None, (), {})


def _told(name: str, value: Any) -> str:
    """A value of the history as text; of pictures how many there are."""
    if value is None:
        return ""
    if name == "images":
        return str(sum(state is not None for state in value.values()))
    return "、".join(value) if isinstance(value, list) else str(value)
