"""Passages of classical books: JSON lists, plain text, Mandoku texts; annotations out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import json_lists
from songclip_desktop.exchange.decoding import read_text
from songclip_desktop.language import say
from songclip_desktop.records import Passage, Problem

SUFFIXES = {".txt", ".md", *json_lists.SUFFIXES}
_LONGEST = 400  # characters; a longer section is cut at a line's end
_GAIJI = re.compile(r"&[A-Za-z0-9\-+]+;")
_NOTE = re.compile(r"\(([^()]*)\)")
_CHAPTER_IN_TITLE = re.compile(r"^#\+PROPERTY:\s*JUAN\s+(.*)$", re.M)
_TITLE = re.compile(r"^#\+TITLE:\s*(.*)$", re.M)


@dataclass(frozen=True)
class PassageIn:
    """One passage as it comes in; `number` names it within its source."""

    number: str
    source: str
    chapter: str
    text: str


def read_passages(path: Path) -> tuple[list[PassageIn], list[Problem]]:
    """All passages of one file, and what is wrong with it row by row.

    Raises:
        SongClipError: json_unreadable, text_unreadable, file_unreadable.
    """
    if path.suffix.lower() in json_lists.SUFFIXES:
        return _from_json(path.name, json_lists.read_json(path))
    text = read_text(path).text.removeprefix("\ufeff")
    is_mandoku = "¶" in text or "#+PROPERTY" in text[:2000]
    found = _from_mandoku(path, text) if is_mandoku else _from_plain(path, text)
    if not found:
        return [], [_problem(path.name, None, "", "no_passage")]
    return found, []


def annotation_list(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    """Annotations in the form they are handed on; passages without one are left out."""
    return [
        {
            "id": int(passage.number) if passage.number.isdecimal() else passage.number,
            "original_text": passage.text,
            "source": passage.source,
            "entities": [{"name": n, "type": t} for n, t in passage.annotation.entities],
            "spatial_relation": passage.annotation.spatial_relation,
            "modern_chinese": passage.annotation.modern_chinese,
            "english": passage.annotation.english,
            "search_prompt": passage.annotation.search_prompt,
        }
        for passage in passages
        if passage.annotation is not None
    ]


def write_annotations(path: Path, passages: Iterable[Passage]) -> int:
    """Writes the annotations as one JSON list; returns how many."""
    found = annotation_list(passages)
    path.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return len(found)


# -- JSON ----------------------------------------------------------------------------------------


def _from_json(name: str, content: Any) -> tuple[list[PassageIn], list[Problem]]:
    found: list[PassageIn] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    records = json_lists.records_of(content)
    if not records:
        return [], [_problem(name, None, "", "no_passage")]
    for row, record in enumerate(records, 1):
        text = str(record.get("text") or record.get("original_text") or "").strip()
        source = str(record.get("source") or "").strip()
        number = str(record.get("id") if record.get("id") is not None else row).strip()
        if not text:
            problems.append(_problem(name, row, number, "passage_empty"))
        elif (source, number) in seen:
            problems.append(_problem(name, row, number, "passage_repeated"))
        else:
            seen.add((source, number))
            chapter = str(record.get("chapter") or "").strip()
            found.append(PassageIn(number, source, chapter, text))
    return found, problems


# -- plain text ----------------------------------------------------------------------------------


def _from_plain(path: Path, text: str) -> list[PassageIn]:
    """Paragraphs; a heading (# or 卷…) names the chapter of what follows."""
    found: list[PassageIn] = []
    chapter = ""
    blocks = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text) else text.splitlines()
    for block in blocks:
        said = re.sub(r"\s*\n\s*", "", block).strip()
        if not said:
            continue
        if said.startswith("#") or (len(said) <= 20 and re.match(r"^卷[^，。]*$", said)):
            chapter = said.lstrip("#").strip()
            continue
        for part in _cut(said):
            found.append(PassageIn(f"{path.stem}:{len(found) + 1}", path.stem, chapter, part))
    return found


def _cut(text: str) -> list[str]:
    """A long paragraph in pieces, each ending with a sentence where it can."""
    parts: list[str] = []
    while len(text) > _LONGEST:
        end = max(text.rfind(stop, 0, _LONGEST) for stop in "。！？；")
        end = end + 1 if end > _LONGEST // 4 else _LONGEST
        parts.append(text[:end])
        text = text[end:]
    return [*parts, text] if text else parts


# -- Mandoku (Kanseki Repository) ----------------------------------------------------------------


def _from_mandoku(path: Path, text: str) -> list[PassageIn]:
    """Sections under their headings, without page breaks and line marks.

    Small-print notes `(甲/乙)` become （甲乙）; characters outside Unicode become 〓.
    """
    title, juan = _first(_TITLE, text), _first(_CHAPTER_IN_TITLE, text)
    found: list[PassageIn] = []
    heading, lines = "", []

    def close() -> None:
        for part in _pieces(lines):
            chapter = "·".join(filter(None, (juan, heading)))
            found.append(PassageIn(f"{path.stem}:{len(found) + 1}", title, chapter, part))
        lines.clear()

    for raw in text.splitlines():
        line = _clean_line(raw)
        if line is None:
            continue
        depth = len(line) - len(line.lstrip("　"))
        said = line.strip("　 ")
        if _is_heading(said, depth, title):
            close()
            heading = re.sub(r"（[^）]*）", "", said)
        elif said and not _is_front_matter(said, title):
            lines.append(said)
    close()
    return found


def _clean_line(raw: str) -> str | None:
    if raw.startswith("#"):
        return None
    line = _GAIJI.sub("〓", re.sub(r"<[^>]*>", "", raw)).replace("¶", "")
    line = _NOTE.sub(lambda m: f"（{m[1].replace('/', '')}）", line)
    # A note may run over a line's end; its mark of a half line is dropped all the same.
    line = line.replace("/", "").replace("(", "（").replace(")", "）").rstrip()
    return line or None


def _is_heading(said: str, depth: int, title: str) -> bool:
    plain = re.sub(r"（[^）]*）", "", said)
    return depth == 2 and 0 < len(plain) <= 14 and "　" not in plain and title not in plain


def _is_front_matter(said: str, title: str) -> bool:
    """The library's stamp, the book's own title lines and the author's."""
    if said.startswith("欽定四庫全書") or re.fullmatch(r"宋[　 ]+.{2,4}[　 ]*撰", said):
        return True
    return bool(title) and len(said) <= 30 and said.startswith(title)


def _pieces(lines: list[str]) -> list[str]:
    parts: list[str] = []
    run = ""
    for line in lines:
        if run and len(run) + len(line) > _LONGEST:
            parts.append(run)
            run = ""
        run += line
    return [part for part in [*parts, run] if part]


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1].strip() if match else ""


# -- what is said --------------------------------------------------------------------------------


def problem_of(error: SongClipError, source: str) -> Problem:
    """A whole file that could not be read, as a row problem."""
    return Problem(source, None, "", error.code, error.what, error.remedy)


def _problem(source: str, row: int | None, number: str, code: str) -> Problem:
    what, remedy = {
        "no_passage": (
            say("文件里没有可读的段落。", "The file holds no passage."),
            say("请核对是否选对了文件。", "Check that it is the right file."),
        ),
        "passage_empty": (
            say("这一条没有原文。", "This entry has no text."),
            say("请补上 text 一栏。", "Fill in its “text”."),
        ),
        "passage_repeated": (
            say("编号 {n} 在同一书中重复。", "Number {n} occurs twice in one book.", n=number),
            say("请改用不重复的编号。", "Give each entry its own id."),
        ),
    }[code]
    return Problem(source, row, number, code, what, remedy)
