"""Patterns of mapping profiles, in which other fields of the row may stand."""

from __future__ import annotations

import re
from functools import lru_cache

_FIRST_MARK = 0xFDD0  # of the characters that Unicode keeps out of all texts


class Pattern:
    """A regular expression in which {artist} stands for what the row's artist is.

    The text's own words are exchanged for a mark while it is searched, so that one expression
    serves all rows; a field that is empty matches nothing.
    """

    def __init__(self, pattern: str) -> None:
        """`pattern` as a profile has it."""
        self._fields = tuple(dict.fromkeys(re.findall(r"\{([a-z_]+)\}", pattern)))
        for name, mark in self._marks():
            pattern = pattern.replace(f"{{{name}}}", mark)
        self._expression = re.compile(pattern)

    @staticmethod
    @lru_cache(maxsize=1024)
    def of(pattern: str) -> Pattern:
        """The same one each time."""
        return Pattern(pattern)

    def without(self, text: str, found: dict[str, str]) -> str:
        """The text without what matches."""
        return self._unmarked(self._expression.sub("", self._marked(text, found)), found)

    def groups(self, text: str, found: dict[str, str]) -> tuple[str, ...] | None:
        """The groups of the first match."""
        match = self._expression.search(self._marked(text, found))
        return match and tuple(self._unmarked(group or "", found) for group in match.groups())

    def _marks(self) -> list[tuple[str, str]]:
        return [(name, chr(_FIRST_MARK + at)) for at, name in enumerate(self._fields)]

    def _marked(self, text: str, found: dict[str, str]) -> str:
        for name, mark in self._marks():
            text = text.replace(found[name], mark) if found.get(name) else text
        return text

    def _unmarked(self, text: str, found: dict[str, str]) -> str:
        for name, mark in self._marks():
            text = text.replace(mark, found.get(name, ""))
        return text
