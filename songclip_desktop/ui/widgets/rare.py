"""Characters no font here can draw, said by their code point instead of shown as a box."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtGui import QTextLayout

from songclip_desktop.ui import theme

# Beyond the Chinese characters every font has: only these are tried, each once.
_DOUBTFUL = re.compile("[㐀-䶿⿰-⿻\ue000-\uf8ff\U00010000-\U0010ffff]")
_GAIJI = re.compile(r"&([A-Za-z0-9+\-]+);")
_UNSEEN = range(0xE0100, 0xE01F0)  # selectors of a variant: they draw nothing by themselves


class Worded:
    """A text as it can be shown. `text` is shown; `place` turns an index of the original."""

    def __init__(self, original: str, role: str) -> None:
        """`role`: the font it is shown in. Main thread."""
        parts: list[str] = []
        self._places: list[int] = []
        self.named: list[tuple[int, int]] = []
        shown = at = 0
        while at < len(original):
            gaiji = _GAIJI.match(original, at)
            taken = len(gaiji[0]) if gaiji else 1
            word = f"〔{gaiji[1]}〕" if gaiji else _word(original[at], role)
            self._places += [shown] * taken
            if word != original[at : at + taken]:
                self.named.append((shown, len(word)))
            parts.append(word)
            shown += len(word)
            at += taken
        self._places.append(shown)
        self.text = "".join(parts)

    def span(self, start: int, length: int) -> tuple[int, int]:
        """Where a stretch of the original stands in what is shown, as (start, length)."""
        first, last = self._places[start], self._places[min(start + length, len(self._places) - 1)]
        return first, last - first

    def original(self, place: int) -> int:
        """The character of the original that is shown at a place."""
        low, high = 0, len(self._places) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._places[middle] <= place else (low, middle - 1)
        while low and self._places[low - 1] == self._places[low]:
            low -= 1
        return low


def worded(text: str, role: str) -> str:
    """The text as it can be shown in the font of a role. Main thread."""
    return Worded(text, role).text if _DOUBTFUL.search(text) or "&" in text else text


def lacking(text: str, role: str) -> list[str]:
    """The names of the characters that cannot be shown, each once, as they come. Main thread."""
    found = (_word(each, role) for each in _DOUBTFUL.findall(text))
    return list(dict.fromkeys(word for word in found if len(word) > 1))


def _word(character: str, role: str) -> str:
    if not _DOUBTFUL.match(character) or ord(character) in _UNSEEN:
        return character
    if _drawn(character, theme.font(role).families()[0], role):
        return character
    return f"〔U+{ord(character):04X}〕"


@lru_cache(maxsize=4096)
def _drawn(character: str, _family: str, role: str) -> bool:
    """Whether some font draws it; `_family` only tells one set of families from another."""
    layout = QTextLayout(character, theme.font(role))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(glyph != 0 for run in layout.glyphRuns() for glyph in run.glyphIndexes())
