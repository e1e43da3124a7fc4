"""Texts to token ids as cn_clip makes them, without cn_clip and without torch."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import WhitespaceSplit

PAD, UNKNOWN, FIRST, LAST = 0, 100, 101, 102
CONTEXT = 52
_CJK = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


def normalise(text: str) -> str:
    """The text as the models were trained on it: lower case, curly double quotes straightened.

    Source: `_preprocess_text` of cn_clip's training data. May be called on any thread.
    """
    return text.lower().replace("“", '"').replace("”", '"')


def token_ids(texts: Sequence[str], context: int = CONTEXT) -> np.ndarray:
    """Token ids of `texts`, int64 [B, L], padded with 0; L is the longest text's true length.

    The ids are those of `cn_clip.clip.tokenize` on normalised texts, less the columns that are
    padding in every row: the model masks padding, so its vectors are the same and come sooner.
    A text longer than `context` tokens is cut as cn_clip cuts it. May be called on any thread.
    """
    rows = [
        [FIRST, *each.ids[: context - 2], LAST]
        for each in _wordpieces().encode_batch(
            [_words(normalise(text)) for text in texts], add_special_tokens=False
        )
    ]
    ids = np.full((len(rows), max(map(len, rows), default=0)), PAD, dtype=np.int64)
    for row, tokens in zip(ids, rows, strict=True):
        row[: len(tokens)] = tokens
    return ids


@cache
def _wordpieces() -> Tokenizer:
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    path = root / "resources" / "vocabularies" / "chinese_clip.txt"
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    vocabulary = {line.strip(): row for row, line in enumerate(lines)}
    model = WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=200)
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = WhitespaceSplit()
    return tokenizer


def _words(text: str) -> str:
    """`BasicTokenizer` of cn_clip: words, punctuation marks and CJK characters set apart.

    It is written out because the normaliser of `tokenizers` knows another Unicode version and
    drops private-use characters, which would give other ids than the model was trained with.
    """
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if character in "\t\n\r" or category == "Zs":
            kept.append(" ")
        elif character == "\ufffd" or category in ("Cc", "Cf"):
            continue
        elif any(low <= ord(character) <= high for low, high in _CJK):
            kept.append(f" {character} ")
        else:
            kept.append(character)
    plain = unicodedata.normalize("NFD", "".join(kept).lower())
    return "".join(
        f" {character} " if _is_punctuation(character) else character
        for character in plain
        if unicodedata.category(character) != "Mn"
    )


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character).startswith("P") or character in "$+<=>^`|~"
