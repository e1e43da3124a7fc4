"""Scenes: what a painted picture shows, decided before a single stroke is drawn.

A scene is plain data. The painter draws it at any size; the captions are worded from what of it is visible.
Coordinates: x and y are fractions of the picture, from its left and top edge; size is a fraction of its height.
"""

from __future__ import annotations

from dataclasses import dataclass

DOMAINS = ("base", "museum", "photograph", "map")
FORMATS = ("hanging", "handscroll", "album", "fan")
SEASONS = ("spring", "summer", "autumn", "winter")
TIMES = ("dawn", "day", "dusk", "night")
WEATHERS = ("clear", "mist", "rain", "snow", "wind")
STYLES = ("ink", "pale", "bluegreen")

# Everything that can be placed in a scene. Captions and search words hang on these names.
ELEMENTS = (
    # land and water
    "peaks", "distant_hills", "cliff", "waterfall", "river", "lake", "stream", "rock", "shore", "sun", "moon",
    # plants
    "pine", "willow", "plum", "bamboo", "orchid", "lotus", "chrysanthemum", "maple", "reeds", "peach", "banana", "peony",
    # built
    "hut", "pavilion", "pagoda", "temple", "bridge", "city_gate", "tower", "wall", "mill", "palace",
    # boats
    "skiff", "sail", "ferry", "painted_boat",
    # living
    "fisherman", "scholar", "woodcutter", "rider", "ox_boy", "qin_player", "monk", "porter",
    "crane", "geese", "mandarin_ducks", "egret", "magpie", "butterfly", "fish", "deer", "quail",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """One element in a scene.

    Attributes:
        kind: one of ELEMENTS.
        x: centre, fraction of the picture's width, 0 at the left edge.
        y: base line, fraction of the picture's height, 0 at the top edge.
        size: height of the element as a fraction of the picture's height.
        count: how many (geese, boats, trees …), from 1.
        layer: "far", "middle" or "near"; painted in this order.
    """

    kind: str
    x: float
    y: float
    size: float
    count: int = 1
    layer: str = "middle"


@dataclass(frozen=True, slots=True)
class Scene:
    """What one picture shows.

    Attributes:
        seed: names the scene; texture and layout streams are derived from it separately.
        domain: "base" (what pretraining sees), "museum" (aged silk), "photograph" (present-day view), "map".
        format: one of FORMATS; `aspect` is width / height (handscrolls up to 12).
        elements: what is placed, in painting order.
        seals: number of seals, 0 to 4.
        inscription: whether a column of writing stands in a corner.
    """

    seed: int
    domain: str
    format: str
    aspect: float
    season: str
    time: str
    weather: str
    style: str
    elements: tuple[Placed, ...]
    seals: int = 0
    inscription: bool = False
