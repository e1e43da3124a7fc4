"""Registers as JSON: a list of records, one record, or one record a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange.decoding import read_text
from songclip_desktop.exchange.spreadsheet import Table
from songclip_desktop.language import say

SUFFIXES = {".json", ".jsonl", ".ndjson"}
_DEEPEST = 8  # what lies deeper is kept as JSON
_LANGUAGES = ("zh", "zh-Hans", "zh-Hant", "en")
_SAID = ("zh", "zh-Hans", "zh-Hant", "name", "full_name", "label", "value", "en")
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
    bare = kind in ("Manifest", "Collection") and isinstance(content.get("items"), list)
    return "iiif.io/api" in named or kind.startswith("sc:") or bare


def records_of(content: Any) -> list[dict[str, Any]]:
    """The records of a list, or the one record; empty where the content holds none."""
    if isinstance(content, dict):
        lists = [content[key] for key in _WRAPPERS & set(content) if _all_records(content[key])]
        return lists[0] if len(lists) == 1 else [content]
    return content if _all_records(content) else []


def as_table(source: str, records: list[dict[str, Any]]) -> Table:
    """Records as a table: every value a column, in order of first appearance; rows count from 1.

    What lies inside another value becomes a column of its path (`creator.nationality`); of several
    values of one path each stands once.
    """
    return table(source, [_flat(record) for record in records])


def table(source: str, flat: Sequence[dict[str, str]]) -> Table:
    """Rows of column → text as a table, columns in order of first appearance."""
    header = tuple(dict.fromkeys(name for cells in flat for name in cells))
    rows = tuple(
        (number, tuple(cells.get(name, "") for name in header))
        for number, cells in enumerate(flat, 1)
    )
    return Table(source, header, rows)


def _all_records(content: Any) -> bool:
    return (
        isinstance(content, list)
        and bool(content)
        and all(isinstance(entry, dict) for entry in content)
    )


def _flat(record: dict[str, Any]) -> dict[str, str]:
    """Path → text."""
    found: dict[str, list[str]] = {}
    for key, value in record.items():
        _collect(str(key), value, found, 0)
    return {name: _joined(values) for name, values in found.items()}


def _collect(path: str, value: Any, found: dict[str, list[str]], depth: int) -> None:
    if isinstance(value, list):
        for part in value or [None]:
            _collect(path, part, found, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        said = next((key for key in _SAID if isinstance(value.get(key), str)), None)
        if said is not None:  # what it is called stands for it; the rest beside it
            found.setdefault(path, []).append(value[said].strip())
        for key, part in value.items():
            if key != said and not (said in _LANGUAGES and key in _LANGUAGES):
                _collect(f"{path}.{key}", part, found, depth + 1)
    else:
        found.setdefault(path, []).append(_text(value))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _joined(values: list[str]) -> str:
    """Several values in one cell, each once, in an order that stays."""
    kept = list(dict.fromkeys(value for value in values if value))
    return ("\n" if any(value.startswith("http") for value in kept) else "; ").join(kept)


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
