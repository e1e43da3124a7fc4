"""The shape of an entry in the word lists: what one kind of thing is called in each register."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Words:
    """The words for one element; every field is a list of words parted by spaces.

    Attributes:
        measure: measure words (只, 座), for counted modern phrases.
        verb: what follows a place in a modern sentence (「左边」+「立着」).
        nouns: modern names.
        clauses: modern clauses that stand by themselves.
        head: classical names of one character: a number goes before (孤舟), an act behind.
        acts: classical predicates of two characters.
        phrases: classical phrases of four characters that many readers know.
        rare: classical phrases that only the museum's captions use.
        tags: catalogue keywords.
        short: what a visitor types.
    """

    measure: str
    verb: str
    nouns: str
    clauses: str
    head: str
    acts: str
    phrases: str
    rare: str
    tags: str
    short: str

    @cached_property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """Every field as a tuple of words."""
        return {name: tuple(text.split()) for name, text in vars(self).items() if name != "lists"}


@dataclass(frozen=True)
class Mood:
    """The words for a season, an hour, a weather, a manner of painting or a format.

    Attributes:
        opening: modern phrases that open a sentence (「冬天，」 without the comma).
        before: modern words that stand before a noun (「雪中的」).
        phrases: classical phrases, two or four characters.
        rare: classical phrases that only the museum's captions use.
        tags: catalogue keywords.
        short: what a visitor types.
    """

    opening: str
    before: str
    phrases: str
    rare: str
    tags: str
    short: str

    @cached_property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """Every field as a tuple of words."""
        return {name: tuple(text.split()) for name, text in vars(self).items() if name != "lists"}
