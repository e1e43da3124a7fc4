"""What is shipped of the museums' own words: artists, dynasties, pick lists, rights."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from songclip_desktop.language import pick
from songclip_desktop.paths import resources


@dataclass(frozen=True, slots=True)
class Artist:
    """A painter: the leading name and what else he is called (字, 號, romanisations)."""

    name: str
    dynasty: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Right:
    """One statement of rights: its URI, short code and label."""

    uri: str
    code: str
    zh: str
    en: str

    @property
    def label(self) -> str:
        """What it is called, in the reader's language."""
        return pick(self.zh, self.en)


@lru_cache(maxsize=1)
def artists() -> tuple[Artist, ...]:
    """Painters of Song, Liao, Jin and the Five Dynasties. Any thread."""
    found = _load("artists")["artists"]
    return tuple(Artist(one["name"], one["dynasty"], tuple(one["aliases"])) for one in found)


@lru_cache(maxsize=1)
def rights() -> tuple[Right, ...]:
    """RightsStatements.org and Creative Commons. Any thread."""
    return tuple(Right(**entry) for entry in _load("rights")["rights"])


def terms(pick_list: str) -> tuple[str, ...]:
    """The usual words of a pick list: format, material, technique, grade, … Any thread.

    Raises:
        KeyError: there is no such list.
    """
    return tuple(_load("terms")[pick_list])


def dynasties() -> dict[str, Any]:
    """Dynasties, eras (年號) and reigns with their years; `dates` reads them. Any thread."""
    return _load("dynasties")


@lru_cache(maxsize=8)
def _load(name: str) -> dict[str, Any]:
    path = resources() / "vocabularies" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))
