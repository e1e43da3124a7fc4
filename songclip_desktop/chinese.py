"""Chinese text for searching and for the model: folding, search tokens, pinyin, tokens, sentences.

What is stored is never folded; folding serves the search tables and the query alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from songclip_desktop.paths import resources

if TYPE_CHECKING:
    from tokenizers import BertWordPieceTokenizer

TOKEN_LIMIT = 50  # Chinese-CLIP reads 52 tokens; two of them mark begin and end
_UNKNOWN = "[UNK]"
_QUOTES = str.maketrans({"“": '"', "”": '"'})  # as cn_clip does before it splits


# -- folding -------------------------------------------------------------------------------------


def fold(text: str) -> str:
    """One form to compare: compatibility forms, lower case, simplified characters. Any thread."""
    return unicodedata.normalize("NFKC", text).lower().translate(_simplified())


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Traditional and variant characters to simplified ones, from the shipped table."""
    table: dict[int, str] = {}
    path = resources() / "vocabularies" / "folding.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            simplified, variants = line.split("\t")
            table.update((ord(variant), simplified) for variant in variants)
    return table


# -- search tokens -------------------------------------------------------------------------------


def is_han(character: str) -> bool:
    """Whether it is a Chinese character (not kana, not punctuation)."""
    code = ord(character)
    return (
        0x3400 <= code <= 0x9FFF
        or code == 0x3007
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )


def tokens(text: str) -> list[str]:
    """Folded tokens: each Chinese character alone, other letters and digits in runs."""
    return list(_tokens(fold(text)))


def _tokens(folded: str) -> Iterator[str]:
    run = ""
    for character in folded:
        if character.isalnum() and not is_han(character):
            run += character
            continue
        if run:
            yield run
            run = ""
        if is_han(character):
            # SQLite's tokenizer knows no character newer than its own tables; a name in ASCII
            # stands for the rare ones.
            yield character if ord(character) < 0x20000 else f"u{ord(character):x}"
    if run:
        yield run


def search_tokens(text: str) -> str:
    """What is written into a search column: the tokens, a blank between them."""
    return " ".join(tokens(text))


def match_expression(query: str) -> str:
    """A query as an FTS5 expression: every word must occur, the last letters may be a beginning.

    Empty where the query holds nothing to search for.
    """
    terms = []
    for word in fold(query).split():
        parts = list(_tokens(word))
        if parts:
            beginning = "" if len(parts[-1]) == 1 and is_han(parts[-1]) else "*"
            terms.append(f'"{" ".join(parts)}"{beginning}')
    return " AND ".join(terms)


@lru_cache(maxsize=4096)  # a work is indexed again with each of its captions
def pinyin_tokens(text: str) -> str:
    """Pinyin of each run of Chinese characters from every place on: in full and as initials.

    `fankuan`, `kuan` and `fk` thus find 范宽 as beginnings of a token.
    """
    from pypinyin import lazy_pinyin

    found: list[str] = []
    run = ""
    for character in f"{fold(text)}\n":
        if is_han(character) and ord(character) < 0x20000:
            run += character
            continue
        if run:
            syllables = [part for part in lazy_pinyin(run) if part.isascii()]
            for start in range(len(syllables)):
                rest = syllables[start:]
                found.append("".join(rest))
                found.append("".join(part[0] for part in rest))
            run = ""
    return " ".join(dict.fromkeys(found))


# -- the model's tokens --------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _tokenizer() -> BertWordPieceTokenizer:
    from tokenizers import BertWordPieceTokenizer

    vocabulary = resources() / "vocabularies" / "chinese_clip.txt"
    return BertWordPieceTokenizer(str(vocabulary), lowercase=True)


def token_count(text: str) -> int:
    """How many tokens Chinese-CLIP splits it into; those beyond TOKEN_LIMIT are cut. Any thread."""
    return len(_tokenizer().encode(text.translate(_QUOTES), add_special_tokens=False).ids)


def kept_text(text: str) -> str:
    """The part of the text the model reads: what its first TOKEN_LIMIT tokens cover."""
    offsets = _tokenizer().encode(text.translate(_QUOTES), add_special_tokens=False).offsets
    return text if len(offsets) <= TOKEN_LIMIT else text[: offsets[TOKEN_LIMIT - 1][1]]


def sentences(text: str) -> tuple[str, ...]:
    """The text in parts that the model reads whole, cut between sentences, else at commas.

    Parts are of like length: a short last one would fit too many pictures. What has no place to
    cut stays longer than the model reads. A text that is short enough comes back as it is.
    """
    # A token is one character or more, so that a short text needs no counting.
    if len(text) <= TOKEN_LIMIT or token_count(text) <= TOKEN_LIMIT:
        return (text,)
    for marks in ("。！？；!?;\n", "，,、：:"):
        places = [at + 1 for at, character in enumerate(text[:-1]) if character in marks]
        halves = [(text[:at].strip(), text[at:].strip()) for at in places]
        whole = [pair for pair in halves if all(pair)]
        if whole:
            first, second = min(whole, key=lambda pair: abs(len(pair[0]) - len(pair[1])))
            return (*sentences(first), *sentences(second))
    return (text,)


@lru_cache(maxsize=1)
def _known_alone() -> frozenset[str]:
    """Characters that are tokens by themselves, and blanks: a text of these lacks nothing."""
    alone = (token for token in _tokenizer().get_vocab() if len(token) == 1)
    return frozenset((*alone, " ", "\n", "\t"))


def unknown_characters(text: str) -> tuple[str, ...]:
    """What the model's vocabulary lacks, each once, in order of appearance. Any thread."""
    if _known_alone().issuperset(text.translate(_QUOTES).lower()):
        return ()
    encoded = _tokenizer().encode(text.translate(_QUOTES), add_special_tokens=False)
    spans = zip(encoded.tokens, encoded.offsets, strict=True)
    lacking = (text[start:end] for token, (start, end) in spans if token == _UNKNOWN)
    return tuple(dict.fromkeys(lacking))


def known_variants(text: str) -> dict[str, str]:
    """What the vocabulary has in place of characters it lacks: 鶉 → 鹑. Any thread."""
    found = {character: _variant(character) for character in unknown_characters(text)}
    return {character: variant for character, variant in found.items() if variant}


def _variant(character: str) -> str:
    """Another form of the same character that is a token by itself; empty where there is none."""
    if len(character) != 1:
        return ""
    simplified = _simplified().get(ord(character), character)
    forms = (simplified, *_forms().get(simplified, ()))
    return next((form for form in forms if form in _known_alone() and form != character), "")


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, ...]]:
    """A simplified character's traditional and variant forms, as the table has them."""
    forms: dict[str, tuple[str, ...]] = {}
    for code, simplified in _simplified().items():
        forms[simplified] = (*forms.get(simplified, ()), chr(code))
    return forms


# -- how far two texts differ --------------------------------------------------------------------


def edit_distance(first: str, second: str) -> int:
    """How many characters must be put in, left out or exchanged to get from one to the other.

    Myers' bit-parallel algorithm in Hyyrö's form: a column of Levenshtein's table in two numbers.
    """
    if not first or not second:
        return len(first) + len(second)
    last, mask = 1 << (len(first) - 1), (1 << len(first)) - 1
    places: dict[str, int] = {}
    for at, character in enumerate(first):
        places[character] = places.get(character, 0) | 1 << at
    more, less, distance = mask, 0, len(first)  # where the column rises and falls
    for character in second:
        here = places.get(character, 0)
        same = here | less
        across = (((here & more) + more) ^ more) | here
        rises, falls = less | ~(across | more) & mask, more & across
        distance += bool(rises & last) - bool(falls & last)
        rises, falls = (rises << 1 | 1) & mask, falls << 1 & mask
        more, less = falls | ~(same | rises) & mask, rises & same
    return distance
