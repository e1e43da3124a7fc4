"""Captions out: Excel, CSV, JSON lines; one row a caption, with who approved it and when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from songclip_desktop.exchange.spreadsheet import write_delimited, write_workbook
from songclip_desktop.records import Caption, Painting

FORMATS = ("xlsx", "csv", "jsonl")
HEADER = (
    "id", "accession_number", "title", "artist", "dynasty", "kind", "status", "text",
    "draft_text", "origin", "author", "approved_by", "approved_at", "drafter", "updated_at",
)  # fmt: skip


def write_captions(
    path: Path, form: str, captions: Sequence[Caption], paintings: dict[int, Painting]
) -> int:
    """Writes captions in one of FORMATS; returns how many.

    Args:
        path: the file.
        form: one of FORMATS.
        captions: in the order they are to stand.
        paintings: the works they belong to, by id.
    """
    rows = (_row(caption, paintings[caption.painting_id]) for caption in captions)
    if form == "jsonl":
        return _write_lines(path, rows)
    cells = (["" if row[name] is None else str(row[name]) for name in HEADER] for row in rows)
    writer = write_workbook if form == "xlsx" else write_delimited
    return writer(path, HEADER, cells)


def _row(caption: Caption, painting: Painting) -> dict[str, Any]:
    return {
        "id": caption.id,
        "accession_number": painting.accession,
        "title": painting.title,
        "artist": painting.artist,
        "dynasty": painting.dynasty,
        "kind": caption.kind,
        "status": caption.status,
        "text": caption.text,
        "draft_text": caption.draft_text,
        "origin": caption.origin,
        "author": caption.author,
        "approved_by": "; ".join(approval.by for approval in caption.approvals),
        "approved_at": "; ".join(approval.at for approval in caption.approvals),
        "drafter": caption.drafter,
        "updated_at": caption.updated_at,
    }


def _write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            written += 1
    return written
