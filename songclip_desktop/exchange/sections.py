"""A book as it is read: headings, what stands under them, and cuts where a sentence ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 400  # characters of one passage; a longer section becomes several
_FIRST_CUT = LONGEST // 4  # an end of a sentence before this is too near the beginning
_LONGEST_WHOLE = 80  # a note or a described character longer than this may be cut after all
# Where a text may best be cut, the best place first. Old texts have no stops but final particles.
_STOPS = tuple(
    map(
        re.compile,
        (
            r"\n+",
            r"[。！？!?]+[」』”’）)〉》]*",
            r"；",
            r"[也矣焉哉歟]",
            r"[，、：　 ]+|[)）]",
        ),
    )
)
# What is one thing to a reader: a character named by its code or its parts, a note in small print.
_WHOLE = re.compile(r"&[A-Za-z0-9+\-]+;|\[[^\[\]\n]+\]|\([^()\n]+\)|（[^（）\n]+）")
_FOLLOWS = re.compile(r"[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_PARTS = {each: 3 if each in "⿲⿳" else 2 for each in map(chr, range(0x2FF0, 0x2FFC))}


@dataclass(frozen=True)
class PassageIn:
    """One passage as it comes in; `number` names it within its source."""

    number: str
    source: str
    chapter: str
    text: str


class Sections:
    """Gathers a book line by line. Each section is numbered; its further pieces are n.2, n.3, ….

    No character is lost: a heading is the last part of the chapter of what stands under it; where
    nothing does, neither text nor a lower heading, it is its own text.

    Attributes:
        found: the passages of all sections closed so far.
    """

    def __init__(self, stem: str, source: str, top: str = "") -> None:
        """`top` is the chapter above all headings, such as the scroll; numbers begin with `stem`."""
        self.found: list[PassageIn] = []
        self._stem, self._source, self._top = stem, source, top
        self._path: list[tuple[int, str]] = []
        self._lines: list[str] = []
        self._bare = False  # the last heading has nothing under it yet
        self._count = 0

    def heading(self, level: int, words: str) -> None:
        """A heading; those of the same or a lower rank (a higher `level`) end with it."""
        self.close(keep=bool(self._path) and self._path[-1][0] < level)
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, words))
        self._bare = True

    def add(self, text: str) -> None:
        """Text under the last heading; it brings its own line breaks."""
        if text:
            self._lines.append(text)
            self._bare = False

    def close(self, *, keep: bool = False) -> None:
        """Ends the section. With `keep` a bare heading waits for the one below it."""
        if self._bare and not keep:
            self._lines.append(self._path[-1][1])
            self._bare = False
        text = "".join(self._lines)
        if text.strip():
            self._put(self._count + 1, text)
        self._lines.clear()

    def put_title(self, lines: list[str]) -> None:
        """What stands before the first section; its number is 0."""
        if lines:
            self._put(0, "\n".join(lines))

    def _put(self, number: int, text: str) -> None:
        self._count = number
        chapter = "·".join(filter(None, (self._top, *(words for _level, words in self._path))))
        kept = [part.strip("\n") for part in pieces(text)]
        for piece, part in enumerate((part for part in kept if part.strip()), 1):
            name = f"{self._stem}:{number}" + (f".{piece}" if piece > 1 else "")
            self.found.append(PassageIn(name, self._source, chapter, part))


def pieces(text: str, longest: int = LONGEST) -> list[str]:
    """The text in parts of at most so many characters, each ending where a sentence does.

    Where there is none the next best place is taken, at worst any; never within a note, a
    character named by its code (&KR0001;) or described by its parts (⿰木丁). Joined again the
    parts are the text.
    """
    if len(text) <= longest:
        return [text] if text else []
    ends = _ends(text)
    ranks = _ranks(text)
    parts, start, at = [], 0, 0
    while len(text) - start > longest:
        best, rank = 0, len(_STOPS) + 1
        while at < len(ends) and ends[at] - start <= longest:
            here = ranks.get(ends[at], len(_STOPS))
            if best == 0 or ends[at] - start <= _FIRST_CUT or here <= rank:
                best = ends[at]
                rank = here if best - start > _FIRST_CUT else len(_STOPS) + 1
            at += 1
        parts.append(text[start:best])
        start = best
        while at and ends[at - 1] > start:
            at -= 1
    return [*parts, text[start:]]


def _ranks(text: str) -> dict[int, int]:
    """Place → how good a cut there is, from 0, the best."""
    ranks: dict[int, int] = {}
    for rank, stop in enumerate(_STOPS):
        for match in stop.finditer(text):
            ranks.setdefault(match.end(), rank)
    return ranks


def _ends(text: str) -> list[int]:
    """Every place where a character, or what counts as one, ends."""
    ends, place = [], 0
    while place < len(text):
        whole = _WHOLE.match(text, place)
        end = whole.end() if whole else _described(text, place)
        if end - place > _LONGEST_WHOLE:
            end = place + 1
        while end < len(text) and _FOLLOWS.match(text, end):
            end += 1
        ends.append(end)
        place = end
    return ends


def _described(text: str, place: int) -> int:
    """The end of one character, or of its description by parts (⿰⿱艹日月)."""
    wanted, end = 1, place
    while wanted and end < len(text) and end - place <= _LONGEST_WHOLE:
        wanted += _PARTS.get(text[end], 0) - 1
        end += 1
    return end
