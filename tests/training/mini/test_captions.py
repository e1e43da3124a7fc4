"""Captions say only what is true, in words the model can read, and short enough for it."""

from __future__ import annotations

import re
from functools import cache
from random import Random

import pytest

from training.mini import captions, scenes
from training.mini.cache import SLOTS, told
from training.tokens import CONTEXT, UNKNOWN, token_ids

REGISTERS = (*captions.REGISTERS, "short")


@cache
def _told(domain: str, count: int) -> list[tuple[scenes.Scene, list[captions.Caption]]]:
    found = []
    for seed in range(count):
        scene = scenes.sample_scene(seed, domain)
        rng = Random(seed)
        seen = scenes.visible(scene)
        found.append((scene, [captions.describe(scene, seen, r, rng) for r in REGISTERS]))
    return found


@pytest.mark.parametrize("domain", scenes.DOMAINS)
def test_every_claim_is_true_of_the_picture(domain: str) -> None:
    for scene, said in _told(domain, 150):
        true = captions.facts(scene, scenes.visible(scene))
        for caption in said:
            assert caption.claims
            assert caption.claims <= true, caption


@pytest.mark.parametrize("domain", scenes.DOMAINS)
def test_captions_fit_the_model_and_hold_no_unknown_character(domain: str) -> None:
    texts = [caption.text for _, said in _told(domain, 150) for caption in said]
    ids = token_ids(texts)
    assert max(map(len, texts)) <= captions.LONGEST
    assert ids.shape[1] <= CONTEXT
    assert not (ids == UNKNOWN).any()


def test_short_queries_are_short() -> None:
    lengths = [len(said[-1].text) for _, said in _told("base", 150)]
    assert min(lengths) == 1
    assert max(lengths) <= captions.SHORT_LONGEST


def test_sentences_are_whole() -> None:
    for _, (modern, classical, tags, _) in _told("museum", 150):
        for text in (modern.text, classical.text):
            assert text.endswith("。")
            assert not re.search("[，。、]{2}|^[，。、]", text), text
        assert not re.search("[。、]|，$|^，", tags.text)
        assert len(set(tags.text.split("，"))) == len(tags.text.split("，"))


def test_the_same_stream_gives_the_same_words_and_another_gives_others() -> None:
    scene = scenes.sample_scene(3, "base")
    seen = scenes.visible(scene)
    first = [captions.describe(scene, seen, r, Random(1)).text for r in REGISTERS]
    again = [captions.describe(scene, seen, r, Random(1)).text for r in REGISTERS]
    other = [captions.describe(scene, seen, r, Random(2)).text for r in REGISTERS]
    assert first == again
    assert first != other


def test_only_the_museum_uses_the_rare_words() -> None:
    from training.mini import lexicon

    entries = (*lexicon.ELEMENT_WORDS.values(), *lexicon.MOOD_WORDS.values())
    rare = {word for entry in entries for word in entry.lists["rare"]}
    rare -= {word for entry in entries for word in entry.lists["phrases"]}

    def used(domain: str) -> int:
        return sum(word in said[1].text for _, said in _told(domain, 150) for word in rare)

    assert used("base") == 0
    assert used("museum") > 100


def test_pretraining_sees_six_hundred_tokens_and_words_of_a_visitor() -> None:
    texts = [c.text for seed in range(1500) for c in told(1_000_000 + seed, "base")[1]]
    assert len(texts) == 1500 * len(SLOTS)
    assert len(set(token_ids(texts).ravel().tolist())) >= 600
    for query in ("雪", "舟", "鹤", "一个人钓鱼", "小桥流水"):
        assert query in texts, query


def test_a_place_is_claimed_only_of_what_stands_alone_of_its_kind() -> None:
    placed = scenes.Placed("crane", 0.2, 0.5, 0.2)
    other = scenes.Placed("crane", 0.8, 0.5, 0.2)
    assert "left" in captions.plain_places(placed, (placed,))
    assert captions.plain_places(placed, (placed, other)) == ()
