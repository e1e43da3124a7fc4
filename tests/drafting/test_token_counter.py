"""The counter beside a draft counts what the model reads: the same ids as cn_clip's tokenizer."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path
from typing import Any

import pytest

from songclip_desktop import chinese

STRINGS = 10_000
# What captions are made of, and what only chance would put into them.
ALPHABETS = (
    "".join(map(chr, range(0x4E00, 0x9FA6))),
    "山水寒江独钓松鹤团扇绢本设色远岫澄碧渔父垂纶",
    "，。、；：？！“”‘’《》（）—…·「」",
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    " \t\n\u3000 .,;:!?'\"-_/()[]{}#$%&*+=<>@^`|~",
    "éüñçÅøßŒŁ½²™°×÷",
    "鶉谿蘭龍亀豊國圖畫",
    "".join(map(chr, (*range(0x3400, 0x3500), *range(0x20000, 0x20100), *range(0xF900, 0xF950)))),
    "ひらがなカタカナ한국어Кириллицаελληνικάעברית",
    "\u200b\ufeff\u0301\u00ad😀🏔",
)


@pytest.fixture(scope="module")
def theirs() -> Any:
    cn_clip = importlib.util.find_spec("cn_clip")
    if cn_clip is None or not cn_clip.submodule_search_locations:
        pytest.skip("cn_clip is not installed")
    # The module alone: the package imports torch.
    path = Path(cn_clip.submodule_search_locations[0]) / "clip" / "bert_tokenizer.py"
    spec = importlib.util.spec_from_file_location("bert_tokenizer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.FullTokenizer(vocab_file=str(path.with_name("vocab.txt")))


def strings() -> list[str]:
    draw = random.Random(1127)
    made = []
    for number in range(STRINGS):
        few = draw.sample(ALPHABETS, draw.randint(1, 3)) if number % 4 else ALPHABETS[:3]
        made.append("".join(draw.choice(draw.choice(few)) for _ in range(draw.randint(0, 60))))
    return made


def test_ids_are_those_of_cn_clip_on_ten_thousand_strings(theirs: Any) -> None:
    ours = chinese._tokenizer()
    wrong = []
    for text in strings():
        # as cn_clip.clip.tokenize prepares a text
        prepared = text.lower().replace("“", '"').replace("”", '"')
        expected = theirs.convert_tokens_to_ids(theirs.tokenize(prepared))
        found = ours.encode(text.translate(chinese._QUOTES), add_special_tokens=False).ids
        if found != expected:
            wrong.append((text, found, expected))
        assert chinese.token_count(text) == len(found)
    assert wrong == []
