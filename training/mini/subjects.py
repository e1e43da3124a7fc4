"""Pictures of which it is known where one thing is: what explanations and windows are measured on.

Composed from seeds that neither pretraining nor the demo uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from random import Random

import numpy as np

from training.mini import lexicon, scenes
from training.mini.elements import BOATS, FIGURES, LAND, Placed
from training.mini.layout import SEASON_FLOWERS, SEASON_TREES
from training.mini.scenes import Scene
from training.mini.visibility import Box, element_boxes, visible

FIRST_SEED = 9_100_000
_AFLOAT = BOATS | {"mandarin_ducks"}
_SKY = frozenset(("geese", "crane"))
# What landscapes hold, as large as they hold it (shares of the height), one of which can be the
# small subject of a scroll.
_HEIGHTS = {
    **dict.fromkeys(("peach", "willow", "pine", "bamboo", "banana", "maple", "plum"), (0.36, 0.5)),
    **dict.fromkeys(("hut", "pavilion", "mill"), (0.19, 0.26)),
    **{"pagoda": (0.34, 0.44), "tower": (0.28, 0.36), "temple": (0.2, 0.27)},
    **{"palace": (0.19, 0.26), "city_gate": (0.26, 0.36), "bridge": (0.14, 0.17)},
    **dict.fromkeys(FIGURES - {"fisherman"}, (0.15, 0.2)),
    **{"skiff": (0.1, 0.15), "sail": (0.18, 0.26), "ferry": (0.14, 0.19)},
    **{"painted_boat": (0.14, 0.19), "mandarin_ducks": (0.1, 0.15), "egret": (0.1, 0.15)},
    **{"geese": (0.13, 0.18), "crane": (0.15, 0.2), "deer": (0.13, 0.19)},
}
SCROLL_KINDS = tuple(sorted(_HEIGHTS))


@dataclass(frozen=True, slots=True)
class Subject:
    """A scene, one thing in it, what it is called, and its box as fractions of the picture."""

    scene: Scene
    kind: str
    word: str
    box: Box


def one_element(domain: str = "base", *, first_seed: int = FIRST_SEED) -> Iterator[Subject]:
    """Scenes without end, no scroll among them, each with one thing that is in it once.

    Land and water run through a picture and are passed over.
    """
    for seed in count(first_seed):
        scene = scenes.sample_scene(seed, domain)
        if scene.format == "handscroll":
            continue
        seen = set(visible(scene))
        kinds = [item.kind for item in scene.elements]
        alone = [
            row
            for row, item in enumerate(scene.elements)
            if item in seen and item.kind not in LAND and kinds.count(item.kind) == 1
        ]
        if alone:
            yield _subject(scene, Random(f"{seed}/subject").choice(alone))


def scrolls(number: int = 0, *, first_seed: int = FIRST_SEED) -> Iterator[Subject]:
    """One long scroll of land and water for each of `SCROLL_KINDS`, with one small such thing in it.

    Args:
        number: chooses other scrolls.
        first_seed: the seed from which those of all numbers count.
    """
    for row, kind in enumerate(SCROLL_KINDS):
        seed = first_seed + number * len(SCROLL_KINDS) + row
        stream = Random(f"{seed}/scroll")
        scene = scenes.sample_scene(
            seed,
            "base",
            format="handscroll",
            aspect=stream.uniform(6.0, 12.0),
            genre="landscape",
            season=_season(kind, stream),
        )
        land = tuple(item for item in scene.elements if item.kind in LAND - {"cliff"})
        item = Placed(
            kind,
            round(_x(kind, land, stream), 4),
            round(_base_line(kind, stream), 4),
            round(stream.uniform(*_HEIGHTS[kind]), 4),
            count=7 if kind == "geese" else 1,
            layer="near",
        )
        alone = replace(
            scene,
            elements=(*land, item),
            time="day",
            weather="clear",
            inscription=False,
            mounted=False,
            seals=0,
        )
        yield _subject(alone, len(land))


def _subject(scene: Scene, row: int) -> Subject:
    kind = scene.elements[row].kind
    word = lexicon.ELEMENT_WORDS[kind].lists["nouns"][0]
    return Subject(scene, kind, word, element_boxes(scene)[row])


def _season(kind: str, stream: Random) -> str:
    fitting = [
        season
        for season in SEASON_TREES
        if kind in SEASON_TREES[season] or kind in SEASON_FLOWERS[season]
    ]
    return stream.choice(fitting or list(SEASON_TREES))


def _x(kind: str, land: tuple[Placed, ...], stream: Random) -> float:
    """Its middle: on one of the banks, or anywhere for what flies or swims."""
    banks = [item for item in land if item.kind == "shore"]
    if kind in _SKY | _AFLOAT or not banks:
        return stream.uniform(0.06, 0.94)
    bank = stream.choice(banks)
    x = bank.x + stream.uniform(-0.25, 0.25) * bank.width
    return min(0.94, max(0.06, x))


def _base_line(kind: str, stream: Random) -> float:
    if kind in _SKY:
        return stream.uniform(0.26, 0.4)
    return stream.uniform(0.68, 0.76) if kind in _AFLOAT else stream.uniform(0.88, 0.96)


def coverage(box: Box, rows: int, columns: int) -> np.ndarray:
    """What share of each cell of a grid laid over the picture a box covers: [rows, columns]."""

    def shares(low: float, high: float, cells: int) -> np.ndarray:
        edges = np.arange(cells + 1) / cells
        return cells * np.clip(np.minimum(high, edges[1:]) - np.maximum(low, edges[:-1]), 0.0, None)

    left, top, right, bottom = box
    return np.outer(shares(top, bottom, rows), shares(left, right, columns))
