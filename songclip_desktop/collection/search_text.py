"""The searchable text of paintings and passages, kept beside the records it is made from.

Triggers note in `painting_stale` which works changed; before a transaction ends their search text
is written anew, once for each work, however often it was changed.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Sequence

from songclip_desktop import chinese
from songclip_desktop.collection.database import Database, placeholders

# The columns of the search table with a painting's column of the same meaning.
FIELD_COLUMNS = {
    "accession": "accession",
    "title": "title",
    "artist": "artist",
    "dynasty": "dynasty",
    "date": "date_text",
    "format": "format",
    "material": "material",
    "technique": "technique",
    "dimensions": "dimensions",
    "holder": "holder",
    "source": "source",
    "inscription": "inscription",
    "notes": "notes",
    "category": "category",
}
_SPOKEN = ("title", "artist", "dynasty")  # found by pinyin, too
COLUMNS = (*FIELD_COLUMNS, "tag", "other", "caption", *(f"{name}_pinyin" for name in _SPOKEN))
_OTHERS = ("census_number", "grade", "quantity", "completeness", "condition", "acquired")
_CHANGED = "SELECT painting_id FROM painting_stale WHERE backlog = 0"
_BATCH = 500  # SQLite takes 999 values in one statement in its older builds


def is_behind(database: Database) -> bool:
    """Whether the search table lacks anything."""
    return database.row("SELECT 1 FROM painting_stale LIMIT 1") is not None


def bring_up_to_date(database: Database) -> int:
    """Writes the search text of the works that the running transaction changed; how many."""
    ids = [row[0] for row in database.rows(_CHANGED)]
    for start in range(0, len(ids), _BATCH):
        _write(database, ids[start : start + _BATCH])
    return len(ids)


def work_off(database: Database, seconds: float | None = None) -> int:
    """Writes what is behind since a change of form, for so long or to the end; how many remain.

    Each piece is a transaction of its own, so it goes on where it was stopped or killed.
    """
    end = None if seconds is None else time.monotonic() + seconds
    while True:
        behind = "SELECT painting_id FROM painting_stale ORDER BY painting_id LIMIT 50"
        ids = [row[0] for row in database.rows(behind)]
        if not ids:
            return 0
        with database.transaction():
            _write(database, ids)
        if end is not None and time.monotonic() >= end:
            return database.value("SELECT count(*) FROM painting_stale")


def reindex_painting(database: Database, painting_id: int) -> None:
    """Writes one painting's fields and living captions to the search table anew."""
    _write(database, [painting_id])


def _write(database: Database, ids: Sequence[int]) -> None:
    """The search text of at most 500 works; one that is gone loses its own."""
    chosen = placeholders(ids)
    captions = _lists(
        database.rows(
            f"SELECT painting_id, text FROM caption WHERE painting_id IN {chosen}"
            " AND status <> 'rejected' ORDER BY id",
            ids,
        )
    )
    tags = _lists(
        database.rows(
            f"SELECT painting_id, tag FROM painting_tag WHERE painting_id IN {chosen}", ids
        )
    )
    works = database.rows(f"SELECT * FROM painting WHERE id IN {chosen}", ids)
    database.write(f"DELETE FROM painting_text WHERE rowid IN {chosen}", ids)
    into = f"INSERT INTO painting_text (rowid, {', '.join(COLUMNS)}) VALUES"
    row_form = f"({', '.join('?' * (len(COLUMNS) + 1))})"
    for work in works:
        key = work["id"]
        texts = _texts(work, captions.get(key, ()), tags.get(key, ()))
        database.write(f"{into} {row_form}", [key, *texts])
    database.write(f"DELETE FROM painting_stale WHERE painting_id IN {chosen}", ids)


def _texts(work: sqlite3.Row, captions: Iterable[str], tags: Iterable[str]) -> list[str]:
    """What stands in COLUMNS, in their order."""
    extra = [str(value) for value in json.loads(work["extra"]).values()]
    others = [work[name] for name in _OTHERS]
    return [
        *(chinese.search_tokens(work[name]) for name in FIELD_COLUMNS.values()),
        chinese.search_tokens("\n".join(tags)),
        chinese.search_tokens("\n".join([*others, *extra])),
        chinese.search_tokens("\n".join(captions)),
        *(chinese.pinyin_tokens(work[name]) for name in _SPOKEN),
    ]


def _lists(rows: Iterable[sqlite3.Row]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1])
    return found


def reindex_passage(database: Database, passage_id: int) -> None:
    """Writes one passage and its annotation to the search table anew."""
    row = database.row("SELECT * FROM passage WHERE id = ?", [passage_id])
    if row is None:
        return
    annotation = json.loads(row["annotation"]) if row["annotation"] else {}
    said = [annotation.get(key, "") for key in ("modern_chinese", "english", "search_prompt")]
    body = [row["source"], row["chapter"], row["text"]]
    database.write("DELETE FROM passage_text WHERE rowid = ?", [passage_id])
    database.write(
        "INSERT INTO passage_text (rowid, body, annotation) VALUES (?, ?, ?)",
        [
            passage_id,
            chinese.search_tokens("\n".join(body)),
            chinese.search_tokens("\n".join(said)),
        ],
    )
