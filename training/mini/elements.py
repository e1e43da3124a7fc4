"""The vocabulary of pictures: what can be placed, how wide it is by nature, and where its box lies.

A placed element is plain data. Coordinates: x and y are fractions of the painted field (the picture without
its mount), from its left and top edge; size is a fraction of the field's height.
"""

from __future__ import annotations

from dataclasses import dataclass

DOMAINS = ("base", "museum", "photograph", "map")
FORMATS = ("hanging", "handscroll", "album", "fan")
SEASONS = ("spring", "summer", "autumn", "winter")
TIMES = ("dawn", "day", "dusk", "night")
WEATHERS = ("clear", "mist", "rain", "snow", "wind")
STYLES = ("ink", "pale", "bluegreen")
LAYERS = ("far", "middle", "near")

# Everything that can be placed in a scene. Captions and search words hang on these names.
ELEMENTS = (
    # land and water
    "peaks", "distant_hills", "cliff", "waterfall", "river", "lake", "stream", "rock", "shore", "sun", "moon",
    # plants
    "pine", "willow", "plum", "bamboo", "orchid", "lotus", "chrysanthemum", "maple", "reeds", "peach", "banana",
    "peony",
    # built
    "hut", "pavilion", "pagoda", "temple", "bridge", "city_gate", "tower", "wall", "mill", "palace",
    # boats
    "skiff", "sail", "ferry", "painted_boat",
    # living
    "fisherman", "scholar", "woodcutter", "rider", "ox_boy", "qin_player", "monk", "porter",
    "crane", "geese", "mandarin_ducks", "egret", "magpie", "butterfly", "fish", "deer", "quail",
)  # fmt: skip

LAND = frozenset(("peaks", "distant_hills", "cliff", "river", "lake", "stream", "shore"))
FLOWERS = frozenset(("plum", "orchid", "lotus", "chrysanthemum", "peach", "peony"))
PLANTS = frozenset(ELEMENTS[11:23])
BUILDINGS = frozenset(ELEMENTS[23:33])
BOATS = frozenset(ELEMENTS[33:37])
FIGURES = frozenset(ELEMENTS[37:45])
ANIMALS = frozenset(ELEMENTS[45:])
# Painted as one group of `count` inside one box; all others stand side by side.
GROUPED = LAND | frozenset(
    ("geese", "mandarin_ducks", "fish", "butterfly", "bamboo", "lotus", "reeds")
)

# Natural width of one element, in units of its own height.
WIDTHS = {
    "peaks": 1.4, "distant_hills": 6.0, "cliff": 0.8, "waterfall": 0.62, "river": 1.2, "lake": 3.0, "stream": 0.9,
    "rock": 1.3, "shore": 3.0, "sun": 1.0, "moon": 1.0,
    "pine": 0.95, "willow": 0.95, "plum": 1.0, "bamboo": 0.75, "orchid": 1.3, "lotus": 1.25, "chrysanthemum": 0.95,
    "maple": 0.9, "reeds": 0.9, "peach": 1.0, "banana": 0.95, "peony": 1.0,
    "hut": 1.4, "pavilion": 1.15, "pagoda": 0.5, "temple": 1.6, "bridge": 2.6, "city_gate": 1.4, "tower": 0.85,
    "wall": 5.0, "mill": 1.5, "palace": 2.2,
    "skiff": 2.4, "sail": 1.0, "ferry": 2.0, "painted_boat": 1.7,
    "fisherman": 1.4, "scholar": 0.6, "woodcutter": 0.9, "rider": 1.0, "ox_boy": 1.25, "qin_player": 1.2, "monk": 0.6,
    "porter": 1.15,
    "crane": 0.95, "geese": 2.2, "mandarin_ducks": 2.0, "egret": 0.7, "magpie": 1.45, "butterfly": 1.3, "fish": 1.8,
    "deer": 1.15, "quail": 1.25,
}  # fmt: skip

# How much of what lies behind an element's box it hides.
COVER = {"cliff": 0.85, "shore": 0.8, "peaks": 0.6, "wall": 0.85, "rock": 0.75, "waterfall": 0.8, "river": 0.0,
         "lake": 0.0, "stream": 0.0, "distant_hills": 0.3, "bridge": 0.5, "sun": 0.0, "moon": 0.0}  # fmt: skip


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
        width: fraction of the picture's width it spans; 0 for the kind's natural width.
    """

    kind: str
    x: float
    y: float
    size: float
    count: int = 1
    layer: str = "middle"
    width: float = 0.0


def spread(kind: str, count: int) -> float:
    """The width of `count` of a kind, in units of their height."""
    return WIDTHS[kind] * (1.0 if kind in GROUPED else 1.0 + 0.72 * (count - 1))


def box_of(item: Placed, aspect: float) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of an element in a field of this aspect, as fractions of it, unclipped."""
    half = (item.width or spread(item.kind, item.count) * item.size / aspect) / 2
    return item.x - half, item.y - item.size, item.x + half, item.y


def cover_of(kind: str) -> float:
    """Share of its box that an element hides, 0 to 1."""
    if kind in COVER:
        return COVER[kind]
    return 0.7 if kind in BUILDINGS else 0.45


def field_of(format_: str, aspect: float, mounted: bool) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the painted field inside its mount, as fractions of the whole.

    Args:
        format_: one of FORMATS.
        aspect: width / height of the whole.
        mounted: whether a mount surrounds the field; a fan always lies on one.
    """
    if format_ == "fan":
        side = 0.9 if aspect >= 1 else 0.9 * aspect
        return 0.5 - side / aspect / 2, 0.5 - side / 2, 0.5 + side / aspect / 2, 0.5 + side / 2
    if not mounted:
        return 0.0, 0.0, 1.0, 1.0
    top, bottom, side = {
        "hanging": (0.12, 0.1, 0.035),
        "handscroll": (0.09, 0.09, 0.12),
        "album": (0.065, 0.065, 0.065),
    }[format_]
    return side / aspect, top, 1 - side / aspect, 1 - bottom
