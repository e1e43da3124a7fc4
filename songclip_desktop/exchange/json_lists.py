"""Registers as JSON: a list of records, one record, or one record a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange.decoding import read_text
from songclip_desktop.exchange.spreadsheet import Table
from songclip_desktop.language import say

SUFFIXES = {".json", ".jsonl", ".ndjson"}
_WRAPPERS = {"records", "items", "data", "objects", "results", "passages"}


def read_json(path: Path) -> Any:
    """The content of a JSON file; a file of JSON lines as a list.

    Raises:
        SongClipError: json_unreadable, text_unreadable, file_unreadable.
    """
    text = read_text(path).text.removeprefix("\ufeff")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1:
            try:
                return [json.loads(line) for line in lines]
            except (ValueError, RecursionError):
                pass
        raise _unreadable(path, error) from error


def is_manifest(content: Any) -> bool:
    """Whether it is a IIIF manifest or collection."""
    if not isinstance(content, dict):
        return False
    context = content.get("@context")
    named = " ".join(map(str, context)) if isinstance(context, list) else str(context)
    kind = str(content.get("@type") or content.get("type") or "")
    return "iiif.io/api" in named or kind.startswith("sc:")


def records_of(content: Any) -> list[dict[str, Any]]:
    """The records of a list, or the one record; empty where the content holds none."""
    if isinstance(content, dict):
        lists = [content[key] for key in _WRAPPERS & set(content) if _all_records(content[key])]
        return lists[0] if len(lists) == 1 else [content]
    return content if _all_records(content) else []


def as_table(source: str, records: list[dict[str, Any]]) -> Table:
    """Records as a table: every key a column, in order of first appearance; rows count from 1."""
    header = tuple(dict.fromkeys(str(key) for record in records for key in record))
    rows = tuple(
        (number, tuple(_flat(record.get(name)) for name in header))
        for number, record in enumerate(records, 1)
    )
    return Table(source, header, rows)


def _all_records(content: Any) -> bool:
    return (
        isinstance(content, list)
        and bool(content)
        and all(isinstance(entry, dict) for entry in content)
    )


def _flat(value: Any) -> str:
    """A nested value as one line: names of people and things joined, the rest as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value).strip()
    if isinstance(value, list):
        parts = [_flat(part) for part in value]
        return "; ".join(part for part in parts if part)
    if isinstance(value, dict):
        for key in ("zh", "zh-Hans", "name", "full_name", "label", "value", "en"):
            if isinstance(value.get(key), str):
                return value[key].strip()
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _unreadable(path: Path, error: Exception) -> SongClipError:
    return SongClipError(
        "json_unreadable",
        say(
            "JSON 文件「{name}」的格式有误：{why}。",
            "“{name}” is not valid JSON: {why}.",
            name=path.name,
            why=error,
        ),
        say("请核对文件是否完整，或重新导出。", "Check that it is whole, or export it again."),
    )
