"""What a reader should look at before approving a caption. It warns and never blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from songclip_desktop import chinese
from songclip_desktop.language import pick, say
from songclip_desktop.paths import resources
from songclip_desktop.records import Painting
from songclip_desktop.workflow.lint_index import Known, artists_in, known

__all__ = ["Known", "LintWarning", "check", "known"]


@dataclass(frozen=True)
class LintWarning:
    """Something a reader should look at; it never blocks an approval.

    Attributes:
        code: contradicts_catalogue, anachronism, same_as_another, too_long, too_short or
            unknown_characters.
        what: a sentence for the curator.
    """

    code: str
    what: str


def check(
    painting: Painting,
    text: str,
    kind: str,
    known: Known | None = None,
    variants: Mapping[str, str] | None = None,
) -> list[LintWarning]:
    """Everything there is to say of a caption. Any thread; a millisecond or so.

    Args:
        painting: the work, with its catalogue facts.
        text: the caption.
        kind: its kind.
        known: what the collection knows; without it no artist or caption of another work is seen.
        variants: those taken for training: these characters are not lacking any more.
    """
    folded = chinese.fold(text)
    return [
        *_facts(painting, folded, known),
        *_anachronisms(painting, folded, kind),
        *_length(text, kind),
        *_unknown(text.translate(str.maketrans(dict(variants or {})))),
        *(_same_as_another(painting, text, known) if known and kind != "tags" else ()),
    ]


# -- the catalogue -------------------------------------------------------------------------------


def _facts(painting: Painting, folded: str, known: Known | None) -> Iterator[LintWarning]:
    """What the caption says otherwise than the locked facts of the catalogue."""
    said = (
        (_another_artist(painting, folded, known), painting.artist),
        (_another_dynasty(painting.dynasty, folded), painting.dynasty),
        (_another_of("formats", painting.format, folded), painting.format),
        (_another_of("materials", painting.material, folded), painting.material),
        (_another_technique(painting.material, folded), painting.material),
        (_another_size(painting.dimensions, folded), painting.dimensions),
    )
    for word, catalogued in said:
        if word:
            yield LintWarning(
                "contradicts_catalogue",
                say(
                    "描述说「{said}」，著录为「{catalogued}」。",
                    "The caption says “{said}”, the catalogue “{catalogued}”.",
                    said=word,
                    catalogued=catalogued,
                ),
            )


def _another_dynasty(catalogued: str, folded: str) -> str:
    names: list[str] = _words()["dynasties"]
    own = chinese.fold(catalogued)
    named = [
        name
        for name in names
        if f"{name}代" in folded or f"{name}朝" in folded or (len(name) > 1 and name in folded)
    ]
    if not any(name in own for name in names) or any(name in own for name in named):
        return ""
    if "宋" in own:  # a work of the Song may be of the Southern Song, but not of the other half
        halved = "北宋" in own or "南宋" in own
        named = [name for name in named if halved or "宋" not in name]
    return named[0] if named else ""


def _another_of(fact: str, catalogued: str, folded: str) -> str:
    """A word for another format or material than the catalogue's, whose own the text lacks."""
    groups: dict[str, list[str]] = _words()[fact]
    field = chinese.fold(catalogued)
    own = [words for words in groups.values() if any(word in field for word in words)]
    if not own or any(word in folded for word in chain(*own)):
        return ""
    others = (word for words in groups.values() if words not in own for word in words)
    return next((word for word in others if len(word) > 1 and word in folded), "")


def _another_technique(material: str, folded: str) -> str:
    """Colours on a work in ink alone, or the other way about."""
    groups: dict[str, list[str]] = _words()["techniques"]
    own = {
        name
        for name, words in groups.items()
        if any(word in chinese.fold(material) for word in words)
    }
    if not own:
        return ""
    excluded = groups["白描"] if "设色" in own else groups["设色"]
    return next((word for word in excluded if word in folded), "")


def _another_artist(painting: Painting, folded: str, known: Known | None) -> str:
    """An artist of another work, said to have painted this one."""
    if known is None or not painting.artist.strip():
        return ""
    own = artists_in(painting.artist)
    beside = chinese.fold(painting.title) + chinese.fold(painting.artist)
    for name in known.artists:
        if name in folded and name not in own and name not in beside and _as_painter(name, folded):
            return name
    return ""


_BEFORE = r"(?:画家|大家|名家|画师|作者|出自|传为|[由为乃是署款与和及、，。《（(]|宋|^)"
_AFTER = r"(?:所?[画绘作写笔款]|真迹|的[画笔作]|之[笔画作手]|《)"
_IN_THE_MANNER = r"(?:仿|学|师法|师承|师|宗|法|摹|临|继)"


def _as_painter(name: str, folded: str) -> bool:
    """Whether the name stands for a person: two characters alone may be part of other words."""
    escaped = re.escape(name)
    if re.search(rf"{_IN_THE_MANNER}{escaped}|{escaped}(?:遗意|笔意|画风|之风|一派|画派)", folded):
        return False
    if len(name) > 2:
        return True
    return bool(
        re.search(rf"{_BEFORE}{escaped}{_AFTER}|[画绘作]家{escaped}|{escaped}所[画绘作]", folded)
    )


_CENTIMETRES = {
    "毫米": 0.1,
    "mm": 0.1,
    "厘米": 1.0,
    "公分": 1.0,
    "cm": 1.0,
    "米": 100.0,
    "m": 100.0,
}
_NUMBER = re.compile(  # 二米 are two painters, father and son
    r"(?!二米)(\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)余?\s*(毫米|厘米|公分|米|mm|cm|m)(?![a-z])"
)
_MEASURE = re.compile(r"\d+(?:\.\d+)?")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
QUOTED = 20  # characters of a text that is cut
_EXACTLY, _ABOUT = 0.02, 0.2  # a figure is the catalogue's; a number in words says it roughly


def _another_size(dimensions: str, folded: str) -> str:
    """A size in the caption that is none of the catalogue's."""
    field = chinese.fold(dimensions)
    unit = next((size for name, size in _CENTIMETRES.items() if name in field), 1.0)
    own = [float(number) * unit for number in _MEASURE.findall(field)]
    for found in _NUMBER.finditer(folded):
        number, name = found.groups()
        spoken = not number[0].isdigit()
        size = (_spoken(number) if spoken else float(number)) * _CENTIMETRES[name]
        within = _ABOUT if spoken else _EXACTLY
        if own and not any(abs(size - one) <= max(within * one, 0.5) for one in own):
            return found.group()
    return ""


def _spoken(number: str) -> float:
    """二百三十 → 230."""
    total, digit = 0, 0
    for sign in number:
        if sign in "十百":
            total += max(digit, 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[sign]
    return float(total + digit)


# -- what cannot be in it ------------------------------------------------------------------------


def _anachronisms(painting: Painting, folded: str, kind: str) -> Iterator[LintWarning]:
    """Things and words that there were not when the work was made."""
    if painting.work_kind != "painting":
        return
    until = _painted_until(painting.dynasty)
    pattern, entries = _anachronism_words()
    named: set[str] = set()
    for found in pattern.finditer(folded):
        word = found.group()
        entry = entries[word]
        spared = (around for around in entry["not_in"] if around in folded)
        if word in named or entry["since"] <= until or kind not in entry.get("kinds", (kind,)):
            continue
        if any(_lies_in(found.start(), word, around, folded) for around in spared):
            continue
        named.add(word)
        yield LintWarning(
            "anachronism",
            say(
                "「{word}」：{why}。",
                "“{word}”: {why}.",
                word=word,
                why=pick(entry["zh"], entry["en"]),
            ),
        )


def _lies_in(start: int, word: str, around: str, folded: str) -> bool:
    """Whether the word at `start` is only a part of the longer expression."""
    first = start - around.index(word)
    return first >= 0 and folded.startswith(around, first)


def _painted_until(dynasty: str) -> int:
    """The last year of the dynasty; of the Song where none is catalogued."""
    folded = chinese.fold(dynasty)
    years = [year for name, year in _words()["until"] if name in folded]
    return max(years, default=1279)


@lru_cache(maxsize=1)
def _anachronism_words() -> tuple[re.Pattern[str], dict[str, dict[str, Any]]]:
    """All of them in one pattern, the longest first, and what is said of each."""
    shipped = _words()
    spared = {chinese.fold(word): around for word, around in shipped["not_in"].items()}
    entries: dict[str, dict[str, Any]] = {}
    for group in shipped["anachronisms"]:
        for word in map(chinese.fold, group["words"]):
            around = [chinese.fold(one) for one in spared.get(word, ())]
            entries[word] = group | {"not_in": [one for one in around if word in one]}
    longest_first = sorted(entries, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), entries


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    path = resources() / "vocabularies" / "lint.json"
    return json.loads(path.read_text(encoding="utf-8"))


# -- what the model reads ------------------------------------------------------------------------


def _unknown(text: str) -> Iterator[LintWarning]:
    lacking = chinese.unknown_characters(text)
    if not lacking:
        return
    known_as = chinese.known_variants(text)
    told = (f"{one}（{known_as[one]}）" if one in known_as else one for one in lacking)
    what = say("模型不认识：{c}。", "The model does not know: {c}.", c=" ".join(told))
    if known_as:
        what += say(
            "括号里的字可代替它用于训练，原文不变。",
            " The form in brackets can stand for it in training; the text stays as it is.",
        )
    yield LintWarning("unknown_characters", what)


def _length(text: str, kind: str) -> Iterator[LintWarning]:
    count = chinese.token_count(text)
    if not text.strip() or (kind != "tags" and count < 4):
        yield LintWarning("too_short", say("描述太短。", "The caption is too short."))
    if count <= chinese.TOKEN_LIMIT:
        return
    yield LintWarning(
        "too_long",
        say(
            "共 {n} 个字元，模型只读前 {most} 个；「{cut}」不会被读到。",
            "{n} tokens, of which the model reads {most}; “{cut}” is not read.",
            n=count,
            most=chinese.TOKEN_LIMIT,
            cut=_opening(text[len(chinese.kept_text(text)) :]),
        ),
    )


def _opening(text: str) -> str:
    """Enough to find the place by."""
    return text if len(text) <= QUOTED else text[:QUOTED] + "…"


def _same_as_another(painting: Painting, text: str, known: Known) -> Iterator[LintWarning]:
    other = known.same_as(painting, text)
    if other:
        yield LintWarning(
            "same_as_another",
            say(
                "与 {other} 的描述相同或几乎相同。",
                "The same as a caption of {other}, or nearly so.",
                other=other,
            ),
        )
