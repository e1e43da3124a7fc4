"""The table of captions, one row a caption: out for a second reader, and back from that reader."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from songclip_desktop import chinese
from songclip_desktop.exchange import spreadsheet
from songclip_desktop.exchange.decoding import read_text
from songclip_desktop.records import DRAFTED_KINDS, STATUSES, Approval, Caption, Painting

HEADER = (
    "id", "accession_number", "title", "artist", "dynasty", "kind", "status", "text",
    "draft_text", "origin", "author", "approved_by", "approved_at", "drafter", "updated_at",
)  # fmt: skip
_CHINESE = (
    "描述编号", "藏品编号", "名称", "作者", "朝代", "描述类别", "状态", "文字",
    "初稿", "出处", "修改人", "核准人", "核准时间", "起草者", "更新时间",
)  # fmt: skip
_KINDS: dict[str, str] = dict(zip(DRAFTED_KINDS, ("白话", "拟古文", "关键词"), strict=True))
_STATUSES: dict[str, str] = dict(zip(STATUSES, ("草稿", "已核准", "已退回"), strict=True))
# Further words a reader may write into the columns.
_OTHER_WORDS = {
    "待审": "draft", "未审": "draft", "核准": "approved", "通过": "approved", "已通过": "approved",
    "同意": "approved", "退回": "rejected", "不通过": "rejected", "现代白话": "modern",
}  # fmt: skip
_NEEDED = {"id", "accession_number", "kind", "status", "text"}


@dataclass(frozen=True)
class CaptionRow:
    """A caption as a file tells it.

    Attributes:
        source: the file's name. row: its number there, as a spreadsheet shows it.
        id: the caption's in the collection it was exported from; None where the cell holds none.
        kind, status: as `records` calls them; a word nobody knows stays as it was written.
        updated_at: when it was last changed there, before the export.
    """

    source: str
    row: int
    id: int | None
    accession: str
    kind: str
    status: str
    text: str
    draft_text: str = ""
    origin: str = ""
    author: str = ""
    approvals: tuple[Approval, ...] = ()
    drafter: str = ""
    prompt_version: str = ""
    updated_at: str = ""


# -- out -----------------------------------------------------------------------------------------


def header(zh: bool = False) -> tuple[str, ...]:
    """The names of the columns: for programs, or for a Chinese reader."""
    return _CHINESE if zh else HEADER


def rows(
    captions: Iterable[Caption], paintings: Mapping[int, Painting], zh: bool = False
) -> Iterator[list[str]]:
    """The cells of each caption; kind and status in Chinese for a Chinese reader."""
    for caption in captions:
        painting = paintings[caption.painting_id]
        yield [
            str(caption.id), painting.accession, painting.title, painting.artist, painting.dynasty,
            _KINDS[caption.kind] if zh else caption.kind,
            _STATUSES[caption.status] if zh else caption.status,
            caption.text, caption.draft_text, caption.origin, caption.author,
            "; ".join(approval.by for approval in caption.approvals),
            "; ".join(approval.at for approval in caption.approvals),
            caption.drafter, caption.updated_at,
        ]  # fmt: skip


def record(caption: Caption) -> dict[str, Any]:
    """A caption as JSON; its work is the record around it."""
    return {
        "id": caption.id,
        "kind": caption.kind,
        "status": caption.status,
        "text": caption.text,
        "draft_text": caption.draft_text,
        "origin": caption.origin,
        "author": caption.author,
        "approvals": [{"by": each.by, "at": each.at} for each in caption.approvals],
        "drafter": caption.drafter,
        "prompt_version": caption.prompt_version,
        "updated_at": caption.updated_at,
        "variants": caption.variants,
    }


# -- back ----------------------------------------------------------------------------------------


def is_caption_table(names: Sequence[str]) -> bool:
    """Whether these are the columns of a table of captions and not of a register."""
    return {_key(name) for name in names} >= _NEEDED


def read_captions(path: Path) -> tuple[CaptionRow, ...]:
    """The captions that a file holds; none where it is no file of this form. Any thread.

    Args:
        path: an .xlsx with a sheet of captions, a .csv or .tsv of them, or a .jsonl of works.

    Raises:
        SongClipError: register_unreadable, text_unreadable, file_unreadable.
    """
    suffix = path.suffix.lower()
    if suffix in spreadsheet.WORKBOOKS:
        for names, cells in spreadsheet.read_sheets(path):
            if is_caption_table(names):
                return tuple(_from_table(path.name, names, cells))
        return ()
    if suffix in spreadsheet.DELIMITED:
        with path.open("rb") as file:
            if not is_caption_table(_first_cells(file.read(4096))):
                return ()
        table = spreadsheet.read_table(path, lambda cells: len({*map(_key, cells)} & {*HEADER}))
        return tuple(_from_table(path.name, table.header, table.rows))
    if suffix in {".jsonl", ".ndjson"}:
        return tuple(_from_lines(path))
    return ()


def _first_cells(head: bytes) -> list[str]:
    line = next(
        iter(head.decode("utf-8", errors="replace").removeprefix("\ufeff").splitlines()), ""
    )
    delimiter = max(",\t;", key=line.count)
    return next(csv.reader([line], delimiter=delimiter), [])


def _from_table(
    source: str, names: Sequence[str], table: Iterable[tuple[int, Sequence[str]]]
) -> Iterator[CaptionRow]:
    keys = [_key(name) for name in names]
    for number, cells in table:
        said = {key: cell.strip() for key, cell in zip(keys, cells, strict=False) if key}
        if not any(said.get(name) for name in ("id", "accession_number", "text")):
            continue
        by = [name.strip() for name in said.get("approved_by", "").replace("；", ";").split(";")]
        at = [when.strip() for when in said.get("approved_at", "").split(";")]
        at += [""] * (len(by) - len(at))
        approvals = [Approval(*pair) for pair in zip(by, at, strict=False) if pair[0]]
        yield _row(source, number, said | {"approvals": approvals})


def _from_lines(path: Path) -> Iterator[CaptionRow]:
    lines = read_text(path).text.removeprefix("\ufeff").split("\n")
    for number, line in enumerate(lines, 1):
        if '"captions"' not in line:
            continue
        try:
            work = json.loads(line)
        except (ValueError, RecursionError):
            continue  # what is wrong with it is told where it is read as a register
        captions = work.get("captions") if isinstance(work, dict) else None
        for caption in captions if isinstance(captions, list) else ():
            if isinstance(caption, dict):
                approvals = [
                    Approval(str(each.get("by", "")), str(each.get("at", "")))
                    for each in caption.get("approvals") or ()
                    if isinstance(each, dict)
                ]
                told = {key: "" if value is None else value for key, value in caption.items()}
                accession = str(work.get("accession_number") or "")
                told |= {"accession_number": accession, "approvals": approvals}
                yield _row(path.name, number, told)


def _row(source: str, number: int, said: Mapping[str, Any]) -> CaptionRow:
    shown = str(said.get("id", "")).strip()
    texts = {
        name: str(said.get(name, "")).strip()
        for name in ("text", "draft_text", "origin", "author", "drafter", "prompt_version")
    }
    return CaptionRow(
        source=source,
        row=number,
        id=int(shown) if shown.isdecimal() else None,
        accession=str(said.get("accession_number", "")).strip(),
        kind=_word(str(said.get("kind", "")), _KINDS),
        status=_word(str(said.get("status", "")), _STATUSES),
        approvals=tuple(said["approvals"]),
        updated_at=str(said.get("updated_at", "")),
        **texts,
    )


def _word(text: str, known: Mapping[str, str]) -> str:
    word = chinese.fold(text.strip()).lower()
    words = {chinese.fold(zh): key for key, zh in known.items()} | {key: key for key in known}
    others = {chinese.fold(zh): key for zh, key in _OTHER_WORDS.items() if key in known}
    return (words | others).get(word, text.strip())


def _key(name: str) -> str:
    """A column's key, from either language; empty where it is none of ours."""
    plain = name.strip().lower()
    spoken: dict[str, str] = dict(zip(_CHINESE, HEADER, strict=True))
    return spoken.get(plain, plain if plain in HEADER else "")
