"""Reading works and their pictures: one, some, or all of them."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable
from typing import Any

from songclip_desktop.collection.database import Database, placeholders
from songclip_desktop.records import Image, Painting

# Fields of plain text; what else a work has is a number, a choice, or several of something.
FIELDS = (
    "accession", "title", "artist", "dynasty", "date_text", "edtf", "format", "material",
    "technique", "dimensions", "holder", "rights", "source", "inscription", "notes",
    "census_number", "grade", "category", "quantity", "mass", "completeness", "condition",
    "acquired",
)  # fmt: skip
_BATCH = 500  # SQLite takes 999 values in one statement in its older builds


def clean_accession(text: str) -> str:
    """An accession number as it is kept: one Unicode form, no blanks around it."""
    return unicodedata.normalize("NFC", text).strip()


class PaintingLists:
    """What is asked of the works of one collection. Main thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

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
            within = placeholders(batch)
            rows = self._database.rows(f"SELECT * FROM painting WHERE id IN {within}", batch)
            images = self._database.rows(
                f"SELECT * FROM image WHERE is_primary AND painting_id IN {within}", batch
            )
            primary = {row["painting_id"]: image_from(row) for row in images}
            tags = self._tags(batch)
            found.update(
                (row["id"], _painting(row, primary.get(row["id"]), tags.get(row["id"], ())))
                for row in rows
            )
        return [found[key] for key in wanted if key in found]

    def images(self, painting_id: int) -> tuple[Image, ...]:
        """All pictures of a work, the primary one first, the others in their order."""
        rows = self._database.rows(
            "SELECT * FROM image WHERE painting_id = ? ORDER BY is_primary DESC, position, id",
            [painting_id],
        )
        return tuple(image_from(row) for row in rows)

    def image(self, image_id: int) -> Image:
        """One picture.

        Raises:
            KeyError: there is none.
        """
        row = self._database.row("SELECT * FROM image WHERE id = ?", [image_id])
        if row is None:
            raise KeyError(image_id)
        return image_from(row)

    def images_there(self, ids: Iterable[int]) -> set[int]:
        """Which of these pictures there are."""
        rows = self._database.rows(
            "SELECT id FROM image WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )
        return {row[0] for row in rows}

    def all_images(self) -> list[Image]:
        """All pictures of all works, by id."""
        return [image_from(row) for row in self._database.rows("SELECT * FROM image ORDER BY id")]

    def all(self, *, work_kind: str | None = None, with_image: bool = False) -> list[Painting]:
        """All works by accession number; of one kind, or only those with a picture, where asked."""
        return self.records(self.ids(work_kind=work_kind, with_image=with_image))

    def ids(self, *, work_kind: str | None = None, with_image: bool = False) -> list[int]:
        """The ids of `all`. Quick."""
        chosen, values = ("work_kind = ?", [work_kind]) if work_kind else ("TRUE", [])
        if with_image:
            chosen += " AND id IN (SELECT painting_id FROM image WHERE is_primary = 1)"
        rows = self._database.rows(
            f"SELECT id FROM painting WHERE {chosen} ORDER BY accession", values
        )
        return [row[0] for row in rows]

    def count(self) -> int:
        """How many works there are."""
        return self._database.value("SELECT count(*) FROM painting")

    def register_row(self, painting_id: int) -> str:
        """What was kept of the register row last taken in; empty where none was."""
        found = "SELECT register_row FROM painting WHERE id = ?"
        return self._database.value(found, [painting_id]) or ""

    def tag_counts(self) -> dict[str, int]:
        """Every tag in use and how many works have it, by name."""
        rows = self._database.rows("SELECT tag, count(*) FROM painting_tag GROUP BY tag")
        return {row[0]: row[1] for row in sorted(rows, key=lambda row: row[0])}

    def tagged(self, tag: str) -> list[int]:
        """Ids of the works that have a tag."""
        rows = self._database.rows(
            "SELECT painting_id FROM painting_tag WHERE tag = ? ORDER BY painting_id",
            [clean_accession(tag)],
        )
        return [row[0] for row in rows]

    def _tags(self, ids: list[int]) -> dict[int, tuple[str, ...]]:
        rows = self._database.rows(
            "SELECT painting_id, tag FROM painting_tag"
            f" WHERE painting_id IN {placeholders(ids)} ORDER BY painting_id, tag",
            ids,
        )
        found: dict[int, tuple[str, ...]] = {}
        for row in rows:
            found[row[0]] = (*found.get(row[0], ()), row[1])
        return found


def _object(text: str) -> dict[str, Any]:
    """Nearly all are empty, and lists of works are long."""
    return {} if text == "{}" else json.loads(text)


def image_from(row: sqlite3.Row) -> Image:
    """A row of the table of pictures as a record."""
    return Image(
        id=row["id"],
        painting_id=row["painting_id"],
        sha256=row["sha256"],
        path=row["path"],
        referenced=bool(row["referenced"]),
        width_px=row["width_px"],
        height_px=row["height_px"],
        primary=bool(row["is_primary"]),
        role=row["role"],
        position=row["position"],
        label=row["label"],
        file_name=row["file_name"],
        phash=row["phash"],
        view=_object(row["view"]),
    )


def _painting(row: sqlite3.Row, image: Image | None, tags: tuple[str, ...]) -> Painting:
    return Painting(
        id=row["id"],
        work_kind=row["work_kind"],
        group_key=row["group_key"],
        split=row["split"],
        local_only=bool(row["local_only"]),
        extra=_object(row["extra"]),
        year_from=row["year_from"],
        year_to=row["year_to"],
        image=image,
        tags=tags,
        **{name: row[name] for name in FIELDS},
    )
