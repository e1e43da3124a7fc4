"""Token ids are cn_clip's."""

from __future__ import annotations

import random

import numpy as np
import pytest

from training.tokens import normalise, token_ids

TEXTS = [
    "远山层叠，松林深处有一座茅屋",
    "“孤舟”蓑笠翁，独钓寒江雪。",
    "Song dynasty painting, ca. 1100 — naïve Café",
    "",
    "   ",
    "堞玕舠茝萏蕖",
    "山\u3000水\t舟\n亭",
    "ＡＢＣ１２３！",
    "[CLS] 山 [SEP] [PAD]",
    "a" * 250,
    "𫠠山𠀀水",
    "\ue000山\ufffd水\u200b舟",
    "山" * 80,
    "x1.5×20cm",
]


def _theirs(texts: list[str]) -> np.ndarray:
    from cn_clip.clip import tokenize

    return tokenize([normalise(text) for text in texts]).numpy()


def _padded(ids: np.ndarray) -> np.ndarray:
    return np.pad(ids, ((0, 0), (0, 52 - ids.shape[1])))


@pytest.mark.parametrize("text", TEXTS)
def test_ids_are_those_of_cn_clip(text: str) -> None:
    assert _padded(token_ids([text])).tolist() == _theirs([text]).tolist()


def test_ids_are_those_of_cn_clip_on_text_of_any_character() -> None:
    rng = random.Random(0)
    every = [chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000]
    texts = [
        "".join(rng.choice(every if rng.random() < 0.5 else every[:0x250]) for _ in range(40))
        for _ in range(300)
    ]

    assert _padded(token_ids(texts)).tolist() == _theirs(texts).tolist()


def test_rows_are_no_wider_than_the_longest_text() -> None:
    assert token_ids(["山", "山水舟"]).shape == (2, 5)
    assert token_ids(["山" * 200]).shape == (1, 52)
    assert token_ids([]).shape == (0, 0)
