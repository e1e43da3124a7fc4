"""Paintings and their images: add, change, find."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from songclip_desktop.collection.database import Database, now, placeholders
from songclip_desktop.collection.history import History
from songclip_desktop.collection.images import Stored
from songclip_desktop.collection.search_text import reindex_painting
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.records import Image, Painting

FIELDS = ("accession", "title", "artist", "dynasty", "format", "material", "dimensions")
_OTHER_FIELDS = ("work_kind", "group_key", "local_only", "extra", "register_row")
_BATCH = 500  # SQLite takes 999 values in one statement in its older builds


def split_of(collection_id: str, group_key: str) -> str:
    """The split of a group for the life of the collection: train 60, valid 10, test 30 in 100."""
    digest = hashlib.sha256(f"{collection_id}\n{group_key}".encode()).digest()
    place = int.from_bytes(digest[:8], "big") / 2**64
    if place < 0.6:
        return "train"
    return "valid" if place < 0.7 else "test"


def clean_accession(text: str) -> str:
    """An accession number as it is kept: one Unicode form, no blanks around it."""
    return unicodedata.normalize("NFC", text).strip()


class Paintings:
    """The works of one collection. Main thread."""

    def __init__(self, database: Database, history: History, collection_id: str) -> None:
        self._database = database
        self._history = history
        self._collection_id = collection_id

    # -- writing -----------------------------------------------------------------------------

    def add(
        self,
        accession: str,
        *,
        title: str = "",
        artist: str = "",
        dynasty: str = "",
        format: str = "",
        material: str = "",
        dimensions: str = "",
        work_kind: str = "painting",
        group_key: str | None = None,
        split: str | None = None,
        local_only: bool = False,
        extra: dict[str, str] | None = None,
        register_row: str = "",
        by: str = "",
    ) -> Painting:
        """Adds one work and gives it its split, derived where none is given.

        Raises:
            SongClipError: accession_taken.
        """
        accession = clean_accession(accession)
        group = group_key or accession
        at = now()
        with self._database.transaction(), _one_number_once(accession):
            known = "SELECT split FROM painting WHERE group_key = ? LIMIT 1"
            split = split or self._database.value(known, [group])
            cursor = self._database.write(
                "INSERT INTO painting (accession, title, artist, dynasty, format, material,"
                " dimensions, work_kind, group_key, split, local_only, extra, register_row,"
                " created_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                [
                    accession, title, artist, dynasty, format, material, dimensions, work_kind,
                    group, split or split_of(self._collection_id, group), int(local_only),
                    _as_stored(extra or {}), register_row, at, at,
                ],
            )  # fmt: skip
            painting_id = int(cursor.lastrowid or 0)
            self._history.record("add", f"painting:{painting_id}", by=by, new={"title": title})
            reindex_painting(self._database, painting_id)
        return self.get(painting_id)

    def update(self, painting_id: int, *, by: str = "", **fields: Any) -> Painting:
        """Changes the fields named; what changed goes to the history. The split never changes.

        Args:
            painting_id: the work.
            by: the curator, or empty.
            fields: any of FIELDS, work_kind, group_key, local_only, extra, register_row.

        Raises:
            KeyError: there is no such work.
            SongClipError: accession_taken.
        """
        unknown = set(fields) - set(FIELDS) - set(_OTHER_FIELDS)
        if unknown:
            raise TypeError(f"no such fields: {sorted(unknown)}")
        if "accession" in fields:
            fields["accession"] = clean_accession(fields["accession"])
        with self._database.transaction(), _one_number_once(fields.get("accession", "")):
            row = self._database.row("SELECT * FROM painting WHERE id = ?", [painting_id])
            if row is None:
                raise KeyError(painting_id)
            stored = {name: _as_stored(value) for name, value in fields.items()}
            changed = {name: value for name, value in stored.items() if row[name] != value}
            if changed:
                assignments = ", ".join(f"{name} = :{name}" for name in changed)
                self._database.write(
                    f"UPDATE painting SET {assignments}, updated_at = :now WHERE id = :id",
                    {**changed, "now": now(), "id": painting_id},
                )
                told = {name: value for name, value in changed.items() if name != "register_row"}
                if told:
                    old = {name: row[name] for name in told}
                    subject = f"painting:{painting_id}"
                    self._history.record("update", subject, by=by, old=old, new=told)
                    reindex_painting(self._database, painting_id)
        return self.get(painting_id)

    def add_image(
        self, painting_id: int, stored: Stored, *, primary: bool | None = None, by: str = ""
    ) -> Image:
        """Gives a work a picture; the first is the primary one unless said otherwise.

        The same bytes given twice are one image, made primary where asked.
        """
        with self._database.transaction():
            have = "SELECT count(*) FROM image WHERE painting_id = ? AND is_primary = 1"
            first = self._database.value(have, [painting_id]) == 0
            leads = first if primary is None else primary
            if leads:
                demote = "UPDATE image SET is_primary = 0 WHERE painting_id = ? AND is_primary = 1"
                self._database.write(demote, [painting_id])
            self._database.write(
                "INSERT INTO image (painting_id, sha256, path, referenced, width_px, height_px,"
                " is_primary) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (painting_id, sha256)"
                " DO UPDATE SET is_primary = max(is_primary, excluded.is_primary)",
                [
                    painting_id,
                    stored.sha256,
                    stored.path,
                    int(stored.referenced),
                    stored.width_px,
                    stored.height_px,
                    int(leads),
                ],
            )
            self._history.record(
                "add image", f"painting:{painting_id}", by=by, new={"sha256": stored.sha256}
            )
        found = "SELECT * FROM image WHERE painting_id = ? AND sha256 = ?"
        return _image(self._database.rows(found, [painting_id, stored.sha256])[0])

    # -- reading -----------------------------------------------------------------------------

    def get(self, painting_id: int) -> Painting:
        """One work.

        Raises:
            KeyError: there is none.
        """
        found = self.records([painting_id])
        if not found:
            raise KeyError(painting_id)
        return found[0]

    def by_accession(self, text: str) -> Painting | None:
        """The work with this accession number, or None."""
        found = self._database.value(
            "SELECT id FROM painting WHERE accession = ?", [clean_accession(text)]
        )
        return None if found is None else self.get(found)

    def by_bytes(self, sha256: str) -> list[Painting]:
        """The works that have this very picture."""
        rows = self._database.rows(
            "SELECT DISTINCT painting_id FROM image WHERE sha256 = ? ORDER BY painting_id", [sha256]
        )
        return self.records([row[0] for row in rows])

    def records(self, ids: Iterable[int]) -> list[Painting]:
        """The works of these ids, in their order; unknown ids are left out."""
        wanted = list(ids)
        found: dict[int, Painting] = {}
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            rows = self._database.rows(
                f"SELECT * FROM painting WHERE id IN {placeholders(batch)}", batch
            )
            images = self._database.rows(
                f"SELECT * FROM image WHERE is_primary AND painting_id IN {placeholders(batch)}",
                batch,
            )
            primary = {row["painting_id"]: _image(row) for row in images}
            found.update((row["id"], _painting(row, primary.get(row["id"]))) for row in rows)
        return [found[key] for key in wanted if key in found]

    def images(self, painting_id: int) -> tuple[Image, ...]:
        """All pictures of a work, the primary one first."""
        rows = self._database.rows(
            "SELECT * FROM image WHERE painting_id = ? ORDER BY is_primary DESC, id", [painting_id]
        )
        return tuple(_image(row) for row in rows)

    def all_images(self) -> list[Image]:
        """All pictures of all works, by id."""
        return [_image(row) for row in self._database.rows("SELECT * FROM image ORDER BY id")]

    def all(self, *, work_kind: str | None = None, with_image: bool = False) -> list[Painting]:
        """All works by accession number; of one kind, or only those with a picture, where asked."""
        chosen, values = ("WHERE work_kind = ?", [work_kind]) if work_kind else ("", [])
        rows = self._database.rows(f"SELECT id FROM painting {chosen} ORDER BY accession", values)
        found = self.records(row[0] for row in rows)
        return [work for work in found if work.image is not None] if with_image else found

    def count(self) -> int:
        """How many works there are."""
        return self._database.value("SELECT count(*) FROM painting")

    def register_row(self, painting_id: int) -> str:
        """The digest of the register row last taken in; empty where none was."""
        found = "SELECT register_row FROM painting WHERE id = ?"
        return self._database.value(found, [painting_id]) or ""


@contextmanager
def _one_number_once(accession: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as error:
        if "painting.accession" not in str(error):
            raise
        raise SongClipError(
            "accession_taken",
            say("藏品编号「{n}」已有作品使用。", "“{n}” is another work's number.", n=accession),
            say("请换一个编号，或修改那件作品。", "Choose another number, or change that work."),
        ) from error


def _as_stored(value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return int(value) if isinstance(value, bool) else value


def _image(row: sqlite3.Row) -> Image:
    return Image(
        id=row["id"],
        painting_id=row["painting_id"],
        sha256=row["sha256"],
        path=row["path"],
        referenced=bool(row["referenced"]),
        width_px=row["width_px"],
        height_px=row["height_px"],
        primary=bool(row["is_primary"]),
    )


def _painting(row: sqlite3.Row, image: Image | None) -> Painting:
    return Painting(
        id=row["id"],
        accession=row["accession"],
        title=row["title"],
        artist=row["artist"],
        dynasty=row["dynasty"],
        format=row["format"],
        material=row["material"],
        dimensions=row["dimensions"],
        work_kind=row["work_kind"],
        group_key=row["group_key"],
        split=row["split"],
        local_only=bool(row["local_only"]),
        extra=json.loads(row["extra"]),
        image=image,
    )
