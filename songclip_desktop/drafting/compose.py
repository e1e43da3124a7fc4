"""Words what was recognised and catalogued as the three kinds of caption, in varied sentences.

Chosen by chance that hangs on the accession number alone: the same work is worded the same again.
Only what is known is said: no places, numbers or relations that nobody has seen.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence

from songclip_desktop.drafting.vocabulary import Term
from songclip_desktop.records import Painting

# Chinese-CLIP reads 50 tokens; no character takes more than one.
LONGEST = 48
MOST_THINGS = 4
MOST_TAGS = 10
MOODS = ("season", "weather", "time", "format", "technique")
_NAMELESS = frozenset(("", "佚名", "无款", "不详", "待考", "无名氏"))

_MODERN_OPENINGS = (
    "画的是{mood}的景色，",
    "{mood}，",
    "时在{mood}，",
    "图中正是{mood}，",
    "正值{mood}，",
    "画面表现{mood}，",
    "一派{mood}景象，",
    "{mood}里，",
    "这是{mood}的画面，",
    "所绘为{mood}，",
)
_MODERN_PLAIN = ("", "画面上", "画中", "图中", "这幅画里", "画家笔下", "此画", "画幅之内")
_MODERN_BODIES: dict[int, tuple[str, ...]] = {
    1: ("{c0}。", "画着{n0}。", "有{n0}。", "可见{n0}。", "绘{n0}。", "所画为{n0}。", "是{n0}。"),
    2: (
        "{c0}，{c1}。",
        "有{n0}和{n1}。",
        "{c0}，又有{n1}。",
        "画着{n0}，还有{n1}。",
        "可见{n0}与{n1}。",
        "既有{n0}，也有{n1}。",
        "{n0}之外，又画了{n1}。",
        "{n0}，{n1}。",
        "{c1}，另有{n0}。",
    ),
    3: (
        "{c0}，{c1}，还有{n2}。",
        "有{n0}、{n1}和{n2}。",
        "{c0}，{c1}，{c2}。",
        "画着{n0}，{c1}，{c2}。",
        "可见{n0}，又有{n1}、{n2}。",
        "{n0}、{n1}之外，{c2}。",
        "{c0}。另有{n1}与{n2}。",
        "绘有{n0}，也有{n1}，{c2}。",
        "{c2}，{c0}，并有{n1}。",
        "{n0}，{n1}，{n2}。",
    ),
    4: (
        "{c0}，{c1}。另有{n2}和{n3}。",
        "有{n0}、{n1}、{n2}和{n3}。",
        "{c0}，{c1}，{c2}，{c3}。",
        "{n0}、{n1}，{c2}，{c3}。",
        "{c0}，并有{n1}、{n2}。{c3}。",
        "画着{n0}，还有{n1}。{c2}，{c3}。",
        "{c1}，{c0}。也画了{n2}与{n3}。",
        "可见{n0}、{n1}；{c2}，{c3}。",
    ),
}
_MODERN_CLOSINGS = ("{manner}。", "是{manner}。", "作{manner}。", "画为{manner}。", "属{manner}。")

_CLASSICAL_OPENINGS = (
    "",
    "图写",
    "但见",
    "披图则",
    "此帧",
    "展观之，",
    "其景",
    "所绘",
    "观其画，",
    "画中",
)
_CLASSICAL_BODIES: dict[int, tuple[str, ...]] = {
    1: (
        "{0}。",
        "{0}，写入尺素。",
        "{0}，宛在目前。",
        "{0}是也。",
        "{0}，形于毫素。",
        "{0}，见诸缣素。",
    ),
    2: (
        "{0}，{1}。",
        "{0}，间以{1}。",
        "{0}，复有{1}。",
        "{0}，{1}，皆在目前。",
        "{0}；{1}。",
        "{0}，兼写{1}。",
        "既见{0}，复睹{1}。",
        "{0}，而{1}。",
    ),
    3: (
        "{0}，{1}，{2}。",
        "{0}，{1}。复有{2}。",
        "{0}；{1}，{2}。",
        "{0}，{1}，间以{2}。",
        "{0}。{1}，{2}。",
        "{0}，{1}，{2}，尽收一帧。",
        "{0}，{1}，而{2}。",
        "{0}，兼写{1}，{2}。",
    ),
    4: (
        "{0}，{1}。{2}，{3}。",
        "{0}，{1}，{2}，{3}。",
        "{0}，{1}；{2}，{3}。",
        "{0}，{1}，{2}。复有{3}。",
        "{0}。{1}，{2}，{3}。",
        "{0}，{1}，兼写{2}，{3}。",
        "{0}；{1}，{2}，间以{3}。",
    ),
}


def compose(painting: Painting, terms: Sequence[Term], kinds: Sequence[str]) -> dict[str, str]:
    """Kind → caption: one to three sentences ending in 。, or tags joined by 、.

    Args:
        painting: its catalogue facts go before what was recognised.
        terms: the surest first; things and moods.
        kinds: of DRAFTED_KINDS.

    Returns:
        At most 48 characters each; empty where there is nothing to say at all.
    """
    things = [term for term in terms if term.group not in MOODS]
    moods = {term.group: term for term in reversed(terms) if term.group in MOODS}
    makers: dict[str, Callable[..., str]] = {
        "modern": _modern,
        "classical": _classical,
        "tags": _tags,
    }
    made = {kind: makers[kind](painting, things, moods, _chance(painting, kind)) for kind in kinds}
    return {kind: text for kind, text in made.items() if text}


def _chance(painting: Painting, kind: str) -> random.Random:
    seed = hashlib.sha256(f"{painting.accession}\n{kind}".encode()).digest()
    return random.Random(int.from_bytes(seed[:8], "big"))


def _modern(
    painting: Painting, things: Sequence[Term], moods: dict[str, Term], chance: random.Random
) -> str:
    for count in range(min(MOST_THINGS, len(things)), 0, -1):
        for _attempt in range(8):
            text = _modern_try(painting, things[:count], moods, chance)
            if len(text) <= LONGEST:
                return text
    manner = _manner(painting, moods)
    return _named(painting, chance, "{who}《{title}》，{manner}。", manner) or (
        f"这是一幅{manner}。" if manner else ""
    )


def _modern_try(
    painting: Painting, things: Sequence[Term], moods: dict[str, Term], chance: random.Random
) -> str:
    words: dict[str, str] = {}
    for place, term in enumerate(_shuffled(things, chance)):
        words[f"n{place}"] = chance.choice(term.modern)
        words[f"c{place}"] = chance.choice(term.clauses)
    body = chance.choice(_MODERN_BODIES[len(things)]).format(**words)
    mood = "".join(
        chance.choice(moods[name].modern) for name in ("season", "time") if name in moods
    )
    if mood and chance.random() < 0.85:
        opening = chance.choice(_MODERN_OPENINGS).format(mood=mood)
    else:
        opening = chance.choice(_MODERN_PLAIN)
        # A bare opening needs a verb after it; a clause has its own subject.
        if opening and not body.startswith(("有", "画着", "可见", "绘", "以", "既有")):
            opening += "，"
    if "weather" in moods and chance.random() < 0.8:
        body = f"{chance.choice(moods['weather'].clauses)}，{body}"
    manner = _manner(painting, moods)
    if manner and chance.random() < 0.5:
        body += chance.choice(_MODERN_CLOSINGS).format(manner=manner)
    return opening + body


def _classical(
    painting: Painting, things: Sequence[Term], moods: dict[str, Term], chance: random.Random
) -> str:
    before = [moods[name] for name in ("season", "weather", "time") if name in moods]
    said = _shuffled(before, chance)[: chance.choice((0, 1, 1, 2))]
    shown = list(things) or before
    for count in range(min(MOST_THINGS, len(shown)), 0, -1):
        phrases = [chance.choice(term.classical) for term in _shuffled(shown[:count], chance)]
        opening = chance.choice(_CLASSICAL_OPENINGS)
        body = chance.choice(_CLASSICAL_BODIES[count]).format(*phrases)
        scene = "".join(chance.choice(term.classical) + "，" for term in said if term not in shown)
        lead = scene or ("" if body.startswith("既见") else opening)
        text = lead + body
        if "technique" in moods and chance.random() < 0.3:
            text += f"{chance.choice(moods['technique'].classical)}。"
        if len(text) <= LONGEST:
            return text
    manner = _manner(painting, moods)
    return _named(painting, chance, "《{title}》，{who}，{manner}。", manner) or (
        f"{manner}也。" if manner else ""
    )


def _tags(
    painting: Painting, things: Sequence[Term], moods: dict[str, Term], _chance: random.Random
) -> str:
    words = [term.tag for term in things[:MOST_THINGS]]
    words += [moods[name].tag for name in ("season", "weather", "time") if name in moods]
    words += [painting.format or _tag(moods, "format"), _tag(moods, "technique")]
    words += [painting.dynasty, painting.material]
    kept: list[str] = []
    for word in dict.fromkeys(word.strip() for word in words if word.strip()):
        if len("、".join((*kept, word))) <= LONGEST and len(kept) < MOST_TAGS:
            kept.append(word)
    return "、".join(kept)


def _tag(moods: dict[str, Term], name: str) -> str:
    return moods[name].tag if name in moods else ""


def _manner(painting: Painting, moods: dict[str, Term]) -> str:
    """How it is painted and mounted: as catalogued, else as recognised; 绢本设色立轴."""
    technique = moods["technique"].modern[0] if "technique" in moods else ""
    return (painting.material or technique) + (painting.format or _tag(moods, "format"))


def _named(painting: Painting, chance: random.Random, form: str, manner: str) -> str:
    """A sentence from the catalogue alone, where nothing was recognised."""
    if not painting.title:
        return ""
    who = "" if painting.artist.strip() in _NAMELESS else painting.artist
    who = f"{painting.dynasty}{who}"
    text = form.format(who=who, title=painting.title.strip("《》"), manner=manner)
    text = text.replace("，，", "，").replace("，。", "。").strip("，")
    return text if len(text) <= LONGEST else ""


def _shuffled(terms: Sequence[Term], chance: random.Random) -> list[Term]:
    return chance.sample(list(terms), len(terms))
