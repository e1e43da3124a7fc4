"""The searchable text of paintings and passages, kept beside the records it is made from."""

from __future__ import annotations

import json

from songclip_desktop import chinese
from songclip_desktop.collection.database import Database


def reindex_painting(database: Database, painting_id: int) -> None:
    """Writes one painting's fields and living captions to the search table anew."""
    row = database.row("SELECT * FROM painting WHERE id = ?", [painting_id])
    if row is None:
        return
    named = [row["title"], row["artist"], row["dynasty"]]
    rest = [row["accession"], row["format"], row["material"], row["dimensions"]]
    extra = [str(value) for value in json.loads(row["extra"]).values()]
    captions = database.rows(
        "SELECT text FROM caption WHERE painting_id = ? AND status <> 'rejected'", [painting_id]
    )
    database.write("DELETE FROM painting_text WHERE rowid = ?", [painting_id])
    database.write(
        "INSERT INTO painting_text (rowid, fields, captions, pinyin) VALUES (?, ?, ?, ?)",
        [
            painting_id,
            chinese.search_tokens("\n".join([*named, *rest, *extra])),
            chinese.search_tokens("\n".join(caption["text"] for caption in captions)),
            chinese.pinyin_tokens("\n".join(named)),
        ],
    )


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
