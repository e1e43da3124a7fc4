"""The words of the mini model: complete, and within the vocabulary of Chinese-CLIP."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.mini import lexicon, scenes

VOCABULARY = Path(__file__).parents[3] / "resources" / "vocabularies" / "chinese_clip.txt"
KNOWN = frozenset(VOCABULARY.read_text(encoding="utf-8").split("\n"))
ENTRIES = {**lexicon.ELEMENT_WORDS, **lexicon.MOOD_WORDS}


def test_everything_the_painter_can_place_has_words() -> None:
    assert set(lexicon.ELEMENT_WORDS) == set(scenes.ELEMENTS)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("season", scenes.SEASONS),
        ("time", scenes.TIMES),
        ("weather", scenes.WEATHERS),
        ("style", scenes.STYLES),
        ("format", scenes.FORMATS),
        ("genre", scenes.GENRES),
    ],
)
def test_every_mood_the_painter_can_give_has_words(name: str, values: tuple[str, ...]) -> None:
    assert {f"{name}:{value}" for value in values} <= set(lexicon.MOOD_WORDS)


def test_no_word_holds_a_character_that_the_vocabulary_lacks() -> None:
    lacking = {word for word in lexicon.all_words() if not set(word) <= KNOWN}
    assert not lacking


@pytest.mark.parametrize("key", sorted(ENTRIES))
def test_classical_phrases_have_four_characters_and_no_list_is_empty(key: str) -> None:
    entry = ENTRIES[key]
    assert all(entry.lists.values())
    odd = [w for column in ("phrases", "rare") for w in entry.lists[column] if len(w) != 4]
    assert not odd


def test_the_museums_rare_words_bring_characters_of_their_own() -> None:
    rare = {c for entry in ENTRIES.values() for word in entry.lists["rare"] for c in word}
    common = {
        c
        for entry in ENTRIES.values()
        for column, found in entry.lists.items()
        if column != "rare"
        for word in found
        for c in word
    }
    assert len(common) >= 600
    assert len(rare - common) >= 200
