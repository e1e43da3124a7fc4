"""Books of the Kanseki Repository in Mandoku markup: page breaks, line ends, notes, headings."""

from __future__ import annotations

import re
from pathlib import Path

from songclip_desktop.exchange.sections import PassageIn, Sections

_JUAN = re.compile(r"^#\+PROPERTY:\s*JUAN\s+(.*)$", re.M)
_TITLE = re.compile(r"^#\+TITLE:\s*(.*)$", re.M)
_NOTE = re.compile(r"\(([^()]*)\)")
_GAIJI = re.compile(r"&[A-Za-z0-9+\-]+;")
_FULL = 19  # characters; a line of a printed page that is shorter ends its paragraph
_SPACE = "　 "


def is_mandoku(text: str) -> bool:
    """Whether a text carries this markup."""
    return "¶" in text or "#+PROPERTY" in text[:2000]


def read(path: Path, text: str) -> list[PassageIn]:
    """Sections under their headings. Every character stays but what marks pages and lines.

    Out go the `#` lines, whose title and scroll name the source and the chapter, `<pb:…>`, ¶, the
    indentation, and the `/` at which a note in small print breaks. Notes stay in their (…),
    characters outside Unicode under their &KR…; name. What stands above the first heading
    (series, title, author) is passage 0.
    """
    title, juan = _first(_TITLE, text), _first(_JUAN, text)
    sections = Sections(path.stem, title or path.stem, juan)
    above: list[str] | None = []
    lines = [line for line in map(_clean, text.splitlines()) if line.strip(_SPACE)]
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        said = line.strip(_SPACE).replace("/", "")
        if above is not None:
            if _is_title(said, title, juan):
                above.append(said)
                continue
            sections.put_title(above)
            above = None
        if _is_heading(line, before, after, title):
            sections.heading(_depth(line), said)
        else:
            ends = _width(line) < _FULL or _in_columns(before, line, after)
            sections.add(said + "\n" if ends else said)
    sections.put_title(above or [])
    sections.close()
    return sections.found


def _clean(raw: str) -> str:
    return "" if raw.startswith("#") else re.sub(r"<[^>]*>", "", raw).replace("¶", "").rstrip()


def _is_title(said: str, title: str, juan: str) -> bool:
    """The library's stamp, the book's own title lines, its author's name, the scroll's."""
    if said.startswith("欽定四庫全書") or re.fullmatch(r"宋[　 ]+.{2,4}[　 ]*撰", said):
        return True
    return said == juan or (bool(title) and len(said) <= 40 and said.startswith(title))


def _is_heading(line: str, before: str, after: str, title: str) -> bool:
    """Indented, short, of one piece, and not the end of an indented paragraph or list."""
    depth = _depth(line)
    plain = _NOTE.sub("", line).strip(_SPACE)
    if not 0 < len(plain) <= 14 or any(c in plain for c in _SPACE + "()"):
        return False
    if depth != 2 and not (depth == 3 and _depth(after) < 3):
        return False
    listed = any(c in before.strip(_SPACE) for c in _SPACE)
    open_end = _width(before) >= _FULL and before[-1:] not in "也矣焉"
    runs_on = _depth(before) == depth and (listed or open_end)
    return not runs_on and not (title and title in plain)


def _in_columns(before: str, line: str, after: str) -> bool:
    """A row of an indented list: it or its neighbour is set in columns, with spaces between."""
    depth = _depth(line)
    rows = [each.strip(_SPACE) for each in (before, line, after) if _depth(each) == depth]
    return depth > 0 and any(space in row for row in rows for space in _SPACE)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(_SPACE))


def _width(line: str) -> int:
    """How many full characters wide the line is in print: a note stands in two half lines."""
    plain = _GAIJI.sub("〓", line)
    if plain.count("(") != plain.count(")"):
        return _FULL  # a note goes on over the line's end
    return len(_NOTE.sub(lambda note: max(note[1].split("/"), key=len), plain))


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1].strip() if match else ""
