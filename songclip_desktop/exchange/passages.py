"""Passages of classical books: JSON lists, plain text, Mandoku texts; annotations out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import json_lists, mandoku
from songclip_desktop.exchange.decoding import read_text
from songclip_desktop.exchange.sections import PassageIn, Sections
from songclip_desktop.language import say
from songclip_desktop.records import Passage, Problem

SUFFIXES = {".txt", ".md", *json_lists.SUFFIXES}
# A line that is nothing but the name of a scroll or chapter.
_HEADING = re.compile(
    r"^(?=.{1,20}$)([卷巻][^，。]*|第[〇一二三四五六七八九十百千\d]+[卷巻回章节節篇][^，。]*)$"
)


def read_passages(path: Path) -> tuple[list[PassageIn], list[Problem]]:
    """All passages of one file, and what is wrong with it row by row.

    Raises:
        SongClipError: json_unreadable, text_unreadable, file_unreadable.
    """
    if path.suffix.lower() in json_lists.SUFFIXES:
        return _from_json(path.name, json_lists.read_json(path))
    text = read_text(path).text.removeprefix("\ufeff")
    found = mandoku.read(path, text) if mandoku.is_mandoku(text) else _from_plain(path, text)
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
        text = str(record.get("text") or record.get("original_text") or "")
        source = str(record.get("source") or "").strip()
        number = str(record.get("id") if record.get("id") is not None else row).strip()
        if not text.strip():
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
    """Paragraphs; a heading (# …, 卷…, 第…回) names the chapter of what follows.

    Every character stays but line ends, indentation and the # of a heading. A file named after
    its scroll (卷一.txt) belongs to the book its folder is named after.
    """
    is_scroll = _HEADING.match(path.stem) is not None or path.stem.isdecimal()
    source = path.resolve().parent.name if is_scroll else path.stem
    sections = Sections(path.stem, source or path.stem, path.stem if is_scroll else "")
    for block in _paragraphs(text):
        words = block[0].lstrip("#").strip() if block[0].startswith("#") else block[0]
        level = len(block[0]) - len(block[0].lstrip("#"))
        if words and (level or _HEADING.match(words)):
            sections.heading(level or 1, words)
            block = block[1:]
        if block:
            sections.add(_one_line(block))
            sections.close()
    sections.close()
    return sections.found


def _paragraphs(text: str) -> list[list[str]]:
    """The lines of each paragraph: set apart by empty lines, else every line is one."""
    lines = [line.strip() for line in text.splitlines()]
    if "" not in "\n".join(lines).strip().split("\n"):
        return [[line] for line in lines if line]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _one_line(lines: list[str]) -> str:
    """Lines joined; words that were set apart by the line's end alone stay apart."""
    said = lines[0]
    for line in lines[1:]:
        latin = said[-1].isascii() and line[0].isascii()
        said += f" {line}" if latin else line
    return said


# -- what is said --------------------------------------------------------------------------------


def problem_of(error: SongClipError, source: str) -> Problem:
    """A whole file that could not be read, as a row problem."""
    return Problem(source, None, "", error.code, error.what, error.remedy)


def number_repeated(source: str) -> Problem:
    """A file whose numbers another file of the same book has given away."""
    return _problem(source, None, "", "file_repeated")


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
        "file_repeated": (
            say(
                "书名与编号都和另一个文件相同，未收入。", "Another file has this book and numbers."
            ),
            say("请改文件名后再入藏。", "Rename the file and import it again."),
        ),
        "passage_repeated": (
            say("编号 {n} 在同一书中重复。", "Number {n} occurs twice in one book.", n=number),
            say("请改用不重复的编号。", "Give each entry its own id."),
        ),
    }[code]
    return Problem(source, row, number, code, what, remedy)
