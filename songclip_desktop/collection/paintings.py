"""Works: add, change, tag; what a curator did to them is taken back act by act."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from songclip_desktop import dates
from songclip_desktop.collection.database import Database, now
from songclip_desktop.collection.history import History
from songclip_desktop.collection.painting_images import PaintingImages
from songclip_desktop.collection.painting_lists import FIELDS, clean_accession
from songclip_desktop.collection.trash import Trash
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.records import Painting

__all__ = ["FIELDS", "Paintings", "clean_accession", "split_of"]

_YEARS = ("year_from", "year_to")
_DATED = (*_YEARS, "edtf")
_OTHER_FIELDS = ("work_kind", "group_key", "local_only", "extra", "register_row", *_YEARS)
_NEXT_ID = (
    "(SELECT max(id, (SELECT coalesce(max(id), 0) FROM painting)) + 1 FROM last_id"
    " WHERE kind = 'painting')"
)


def split_of(collection_id: str, group_key: str) -> str:
    """The split of a group for the life of the collection: train 60, valid 10, test 30 in 100."""
    digest = hashlib.sha256(f"{collection_id}\n{group_key}".encode()).digest()
    place = int.from_bytes(digest[:8], "big") / 2**64
    if place < 0.6:
        return "train"
    return "valid" if place < 0.7 else "test"


class Paintings(PaintingImages):
    """The works of one collection. Main thread."""

    def __init__(
        self, database: Database, history: History, trash: Trash, collection_id: str
    ) -> None:
        super().__init__(database, history)
        self._trash = trash
        self._collection_id = collection_id

    def add(
        self,
        accession: str,
        *,
        group_key: str | None = None,
        split: str | None = None,
        tags: Iterable[str] = (),
        by: str = "",
        **fields: Any,
    ) -> Painting:
        """Adds one work and gives it its split, derived where none is given.

        Args:
            accession: its number, which no other work may have.
            group_key: works of one group share a split; the number itself by default.
            split: where it is known already.
            tags: by name.
            by: the curator, or empty.
            fields: any of FIELDS, work_kind, local_only, extra, register_row, year_from, year_to.

        Raises:
            SongClipError: accession_taken.
        """
        fields = _dated(_known(fields)) | {"accession": clean_accession(accession)}
        group = group_key or fields["accession"]
        at = now()
        with self._database.transaction(), _one_number_once(fields["accession"]):
            known = "SELECT split FROM painting WHERE group_key = ? LIMIT 1"
            split = split or self._database.value(known, [group])
            values = {name: _as_stored(value) for name, value in fields.items()}
            values["group_key"] = group
            values["split"] = split or split_of(self._collection_id, group)
            values["created_at"] = values["updated_at"] = at
            cursor = self._database.write(
                f"INSERT INTO painting (id, {', '.join(values)})"
                f" VALUES ({_NEXT_ID}, {', '.join(f':{name}' for name in values)})",
                values,
            )
            painting_id = int(cursor.lastrowid or 0)
            self._put_tags(painting_id, _clean_tags(tags))
            told = {"title": fields.get("title", "")}
            self._history.record("add", f"painting:{painting_id}", by=by, new=told)
        return self.get(painting_id)

    def update(
        self,
        painting_id: int,
        *,
        by: str = "",
        action: str = "update",
        tags: Iterable[str] | None = None,
        **fields: Any,
    ) -> Painting:
        """Changes the fields named; what changed goes to the history. The split never changes.

        Args:
            painting_id: the work.
            by: the curator, or empty.
            action: "edit" where a curator did it and may take it back.
            tags: all tags it has from now on.
            fields: any of FIELDS, work_kind, group_key, local_only, extra, register_row,
                year_from, year_to.

        Raises:
            KeyError: there is no such work.
            SongClipError: accession_taken.
        """
        stored = {name: _as_stored(value) for name, value in _known(fields).items()}
        if "accession" in stored:
            stored["accession"] = clean_accession(stored["accession"])
        if tags is not None:
            stored["tags"] = _clean_tags(tags)
        self._change(painting_id, stored, action, by)
        return self.get(painting_id)

    def date_undated(self) -> None:
        """Gives works of a former form, which knew the dynasty alone, the years it means."""
        undated = "year_from IS NULL AND year_to IS NULL AND edtf = '' AND date_text = ''"
        with self._database.transaction():
            rows = self._database.rows(
                f"SELECT DISTINCT dynasty FROM painting WHERE {undated} AND dynasty <> ''"
            )
            for (dynasty,) in rows:
                years = dates.read("", dynasty)
                if years.edtf:
                    self._database.write(
                        "UPDATE painting SET year_from = ?, year_to = ?, edtf = ?"
                        f" WHERE {undated} AND dynasty = ?",
                        [years.earliest, years.latest, years.edtf, dynasty],
                    )
            # A hundred thousand works are made findable by their years in pieces, not at once.
            self._database.write("UPDATE painting_stale SET backlog = 1")

    def undo(self, by: str) -> list[int]:
        """Takes back a curator's last act on works, whoever did it and in whichever session.

        What somebody has changed again since is left as it is.

        Returns:
            The works it touched; empty where nothing is left to take back.

        Raises:
            SongClipError: accession_taken: another work has got the number meanwhile.
        """
        with self._database.transaction():
            undone = []
            for line in self._history.last_act(("painting",)):
                painting_id = int(line["subject"].split(":")[1])
                if line["action"] == "trash":
                    self._trash.restore([painting_id], by)
                else:
                    old, new = json.loads(line["old"]), json.loads(line["new"])
                    self._revert(painting_id, old, new, by, line["id"])
                undone.append(painting_id)
        return undone[::-1]

    # -- inside ------------------------------------------------------------------------------

    def _revert(
        self, painting_id: int, old: dict[str, Any], new: dict[str, Any], by: str, undoes: int
    ) -> None:
        if "images" in old:
            before = self._states(painting_id)
            back = {
                key: state
                for key, state in old["images"].items()
                if before.get(key) == new["images"][key]
            }
            self._put_images(painting_id, back)
            self._tell(painting_id, before, "undo", by, undoes)
            return
        state = self._state(painting_id)
        back = {name: value for name, value in old.items() if state[name] == new[name]}
        self._change(painting_id, back, "undo", by, undoes)

    def _change(
        self,
        painting_id: int,
        stored: dict[str, Any],
        action: str,
        by: str,
        undoes: int | None = None,
    ) -> None:
        with self._database.transaction(), _one_number_once(stored.get("accession", "")):
            state = self._state(painting_id)
            if undoes is None:
                stored = _redated(state, stored)
            changed = {name: value for name, value in stored.items() if state[name] != value}
            columns = {name: value for name, value in changed.items() if name != "tags"}
            if columns:
                assignments = ", ".join(f"{name} = :{name}" for name in columns)
                self._database.write(
                    f"UPDATE painting SET {assignments}, updated_at = :now WHERE id = :id",
                    {**columns, "now": now(), "id": painting_id},
                )
            if "tags" in changed:
                self._put_tags(painting_id, changed["tags"])
            told = {name: value for name, value in changed.items() if name != "register_row"}
            if told or undoes is not None:
                old = {name: state[name] for name in told}
                self._history.record(
                    action, f"painting:{painting_id}", by=by, old=old, new=told, undoes=undoes
                )

    def _state(self, painting_id: int) -> dict[str, Any]:
        """All columns as stored, and the tags."""
        row = self._database.row("SELECT * FROM painting WHERE id = ?", [painting_id])
        if row is None:
            raise KeyError(painting_id)
        return {**dict(row), "tags": list(self._tags([painting_id]).get(painting_id, ()))}

    def _put_tags(self, painting_id: int, tags: list[str]) -> None:
        self._database.write("DELETE FROM painting_tag WHERE painting_id = ?", [painting_id])
        for tag in tags:
            self._database.write(
                "INSERT INTO painting_tag (painting_id, tag) VALUES (?, ?)", [painting_id, tag]
            )


@contextmanager
def _one_number_once(accession: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as error:
        if "painting.accession" not in str(error):
            raise
        raise accession_taken(accession) from error


def accession_taken(accession: str) -> SongClipError:
    """What is said where a number would name two works."""
    return SongClipError(
        "accession_taken",
        say("藏品编号「{n}」已有作品使用。", "“{n}” is another work's number.", n=accession),
        say("请换一个编号，或修改那件作品。", "Choose another number, or change that work."),
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    unknown = set(fields) - set(FIELDS) - set(_OTHER_FIELDS)
    if unknown:
        raise TypeError(f"no such fields: {sorted(unknown)}")
    return fields


def _dated(fields: dict[str, Any]) -> dict[str, Any]:
    """With the years and the EDTF that the date means, where they are not given themselves."""
    if fields.get("edtf"):
        return fields
    given = fields.get("year_from"), fields.get("year_to")
    read = dates.read(fields.get("date_text", ""), fields.get("dynasty", ""))
    if given == (None, None):
        return fields | dict(zip(_DATED, (read.earliest, read.latest, read.edtf), strict=True))
    edtf = read.edtf if given == (read.earliest, read.latest) else dates.of_years(*given).edtf
    return fields | {"edtf": edtf}


def _redated(state: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """A changed date gives new years, unless somebody has written or now writes others."""
    new = {name: stored.get(name, state[name]) for name in ("date_text", "dynasty", *_YEARS)}
    if all(new[name] == state[name] for name in new):
        return stored
    if set(_DATED) & set(stored):
        return stored if "edtf" in stored else _dated(new) | stored
    had = dates.read(state["date_text"], state["dynasty"])
    have = tuple(state[name] for name in _DATED)
    if have not in ((had.earliest, had.latest, had.edtf), (None, None, "")):
        return stored
    return stored | _dated({name: new[name] for name in ("date_text", "dynasty")})


def _clean_tags(tags: Iterable[str]) -> list[str]:
    """As they are kept: each once, sorted, no blanks around them."""
    return sorted({clean_accession(tag) for tag in tags} - {""})


def _as_stored(value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return int(value) if isinstance(value, bool) else value
