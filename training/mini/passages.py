"""Words the demo's passages: short texts in the manner of an old gazetteer, each with one right picture.

They are this project's own wording, from no book; the source they name says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from training.mini import captions
from training.mini.captions import Caption, Part
from training.mini.lexicon import words
from training.mini.scenes import Placed, Scene

SOURCE = "示范方志"
CHAPTERS = {
    "land": "卷一·山川",
    "plants": "卷二·物产",
    "built": "卷三·津梁宫室",
    "life": "卷四·风俗",
    "map": "卷五·舆图",
}
OPENINGS = {
    "painting": (
        "旧有图云",
        "邑人藏一图",
        "观其所画",
        "父老相传",
        "昔人尝图此景",
        "画中之境",
        "展卷而视",
    ),
    "map": ("按图", "图中所载", "考其形势", "自图观之", "以图经考之"),
    "photograph": (
        "出城数里",
        "今游其地",
        "循溪而行",
        "登高而望",
        "过此者言",
        "土人云",
        "行至此处",
        "旧志所记",
    ),
}
CLOSINGS = (
    "游者忘归",
    "过者驻足",
    "真佳境也",
    "其景清绝",
    "至今犹存",
    "人皆爱之",
    "土人能道之",
    "",
    "",
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A passage's text with the chapter it stands in and what it claims."""

    text: str
    chapter: str
    claims: frozenset[str]


def passage(scene: Scene, seen: Sequence[Placed], work_kind: str, rng: Random) -> Wording:
    """Words a scene as a passage: an opening, the hour or season, four or five phrases, a closing.

    Args:
        scene: the scene, for its moods.
        seen: the elements that can be seen.
        work_kind: "painting", "map" or "photograph"; decides how the passage opens.
        rng: the words drawn depend on it alone.
    """
    seen = captions.flat(scene, seen)
    chosen = captions.choose(seen, rng.choice((4, 5)), rng)
    parts = [captions.phrase(placed, seen, 0.15, rng) for placed in chosen]
    among = ("season", "time", "weather") if work_kind != "map" else ()
    keys = captions.moods(scene, rng, among)[:2]
    moods = [Part(rng.choice(words(key, "phrases")), frozenset((key,))) for key in keys]
    opening = rng.choice(OPENINGS[work_kind])
    middle = [*moods, *parts]
    at = (len(middle) + 1) // 2
    text = f"{opening}，{'，'.join(part.text for part in middle[:at])}。"
    rest = [part.text for part in middle[at:]]
    rest += [closing] if (closing := rng.choice(CLOSINGS)) else []
    text += "，".join(rest) + "。"
    claims = frozenset().union(*(part.claims for part in middle))
    return Wording(text, _chapter(chosen, work_kind), claims)


def _chapter(chosen: Sequence[Placed], work_kind: str) -> str:
    if work_kind == "map":
        return CHAPTERS["map"]
    for name, kinds in captions.CHAPTER_KINDS.items():
        if chosen[0].kind in kinds:
            return CHAPTERS[name]
    return CHAPTERS["land"]


def fitting(claims: frozenset[str], facts: Sequence[frozenset[str]]) -> int:
    """Counts the pictures of which everything claimed is true."""
    return sum(claims <= true for true in facts)


def plainest(told: Sequence[Caption], facts: Sequence[frozenset[str]]) -> Caption:
    """Picks, among several captions of one picture, the one that fits the fewest pictures.

    What is shown counts for this, not where or how many: those are seen at a second look. Of
    captions that fit equally few, the one that says the most is taken.
    """
    return min(told, key=lambda c: (fitting(shown(c), facts), -len(shown(c)), -len(c.claims)))


def shown(caption: Caption) -> frozenset[str]:
    """The claims of a caption without places and numbers."""
    return frozenset(claim for claim in caption.claims if not set("@#") & set(claim))
