"""The controlled vocabulary of the offline drafter, a data file: what may be seen, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pydantic import TypeAdapter

from songclip_desktop import paths


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a picture may show.

    Attributes:
        group: land, water, sky, plant, built, boat, figure, animal; or a mood: season, weather,
            time, format, technique.
        tag: its keyword.
        modern: noun phrases. clauses: modern clauses that stand by themselves.
        classical: phrases of four characters.
        probes: what the model is shown to look for it.
    """

    id: str
    group: str
    tag: str
    modern: tuple[str, ...]
    clauses: tuple[str, ...]
    classical: tuple[str, ...]
    probes: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """All terms in their order.

    Attributes:
        neutral: phrases that fit every painting: the ground that a term must rise above.
        exclusive: groups of which one picture shows one term at most.
    """

    version: str
    neutral: tuple[str, ...]
    exclusive: tuple[str, ...]
    terms: tuple[Term, ...]


@lru_cache(maxsize=1)
def load() -> Vocabulary:
    """The shipped vocabulary. Any thread."""
    path = paths.resources() / "vocabularies" / "drafting.json"
    return TypeAdapter(Vocabulary).validate_json(path.read_bytes())


def named_in(title: str, vocabulary: Vocabulary) -> list[Term]:
    """The things a title names outright, by a word of two characters or more."""
    return [
        term
        for term in vocabulary.terms
        if any(len(word) >= 2 and word in title for word in (term.tag, *term.probes))
    ]
