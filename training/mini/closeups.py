"""Closer compositions: birds and flowers, people under trees, and maps."""

from __future__ import annotations

from training.mini.compositions import aboard
from training.mini.elements import Placed
from training.mini.layout import SEASON_FLOWERS, SEASON_TREES, Layout, Span

_COMPANIONS = {
    "lotus": ("egret", "mandarin_ducks", "fish", "fish"), "reeds": ("egret", "mandarin_ducks", "fish", "geese"),
    "plum": ("magpie", "magpie", "crane"), "peach": ("magpie", "butterfly"),
    "peony": ("butterfly", "butterfly", "magpie"), "orchid": ("butterfly", "quail"),
    "chrysanthemum": ("quail", "butterfly", "quail"), "bamboo": ("crane", "magpie", "quail"),
    "pine": ("crane", "crane", "deer"), "maple": ("deer", "magpie", "deer"), "banana": ("butterfly", "quail"),
    "willow": ("magpie", "egret"),
}  # fmt: skip
_FRIEND_HEIGHTS = {
    "crane": (0.34, 0.44), "egret": (0.32, 0.42), "fish": (0.24, 0.32), "deer": (0.3, 0.38),
}  # fmt: skip
_PEOPLE = (
    "scholar", "qin_player", "monk", "ox_boy", "rider", "woodcutter", "porter", "fisherman", "scholar",
)  # fmt: skip
_LANDMARKS = ("pagoda", "temple", "bridge", "hut", "pavilion", "pine", "tower", "sail", "willow")
_BESIDE = {
    "monk": ("temple", "pagoda"), "scholar": ("pavilion", "rock", "tower"), "porter": ("bridge", "city_gate", "hut"),
    "rider": ("bridge", "city_gate", "hut"), "qin_player": ("rock", "crane", "pavilion"),
    "woodcutter": ("hut", "rock"), "ox_boy": ("hut", "mill"), "fisherman": ("hut", "reeds"),
}  # fmt: skip
_WATERSIDE = ("lotus", "reeds", "mandarin_ducks", "fish", "egret")
_WINTRY_BAN = ("butterfly", "fish", "mandarin_ducks")


def birds_and_flowers(lay: Layout) -> None:
    """A plant seen close with a bird, fish, beast or butterfly beside it; a handscroll has several."""
    passages = max(1, round(lay.aspect / 1.5))
    plants = SEASON_FLOWERS[lay.season]
    if passages > 1:
        lay.shared = True
        watery = lay.maybe(0.5) and any(plant in _WATERSIDE for plant in plants)
        plants = tuple(plant for plant in plants if (plant in _WATERSIDE) == watery)
        lay.ground("lake" if watery else "shore", 0.5, 1.0, 0.4 if watery else 0.17, 1.03, "far")
    for k in range(passages):
        _one_plant(lay, plants, k / passages, (k + 1) / passages)


def _one_plant(lay: Layout, plants: tuple[str, ...], x0: float, x1: float) -> None:
    wide = x1 - x0
    plant = lay.stream.choice(plants)
    choices = [
        kind for kind in _COMPANIONS[plant] if not (lay.season == "winter" and kind in _WINTRY_BAN)
    ]
    if lay.shared and plant not in _WATERSIDE:
        choices = [kind for kind in choices if kind not in _WATERSIDE] or ["magpie"]
    friend = lay.stream.choice(choices)
    left = lay.maybe(0.5)
    water = plant in _WATERSIDE or friend in _WATERSIDE
    if water:
        lay.ground("lake", (x0 + x1) / 2, 1.0, 0.62 if friend == "fish" else 0.4, wide, "far")
    elif not lay.shared and lay.maybe(0.8):
        lay.ground("shore", (x0 + x1) / 2, 1.0, lay.between(0.14, 0.2), 1.03 * wide, "far")
    near = (x0 + 0.3 * wide, x0 + 0.48 * wide) if left else (x1 - 0.48 * wide, x1 - 0.3 * wide)
    away = (x0 + 0.52 * wide, x1 - 0.1 * wide) if left else (x0 + 0.1 * wide, x1 - 0.52 * wide)
    base = (0.86, 0.93) if water else (0.9, 0.97)
    low = plant in ("orchid", "chrysanthemum", "peony")
    tall = (0.52, 0.68) if low else (0.62, 0.8)
    stems = 3 if plant in ("bamboo", "lotus") else 1
    if not lay.place(plant, (*near, *base), tall, "middle", stems):
        lay.place(plant, (x0 + 0.4 * wide, x1 - 0.4 * wide, *base), tall, "middle", stems)
    _friend(lay, friend, away, (x0, x1))
    if not water and lay.maybe(0.5):
        zone = (x0 + 0.12 * wide, x1 - 0.12 * wide, 0.92, 0.98)
        lay.place("rock", zone, (0.16, 0.3), "near", crowd=0.22)
    if lay.time == "night" and x0 == 0:
        lay.place("moon", (x0 + 0.1 * wide, x1 - 0.1 * wide, 0.14, 0.26), (0.1, 0.13), "far")
    second = lay.stream.choice(SEASON_FLOWERS[lay.season])
    if second != plant and not water and second not in _WATERSIDE and lay.maybe(0.35):
        lay.place(second, (*away, 0.93, 0.98), (0.26, 0.36), "middle", crowd=0.15)


def _friend(lay: Layout, friend: str, away: Span, span: Span) -> None:
    """Set a bird, fish, beast or butterfly on the free side of a plant, or wherever there is room."""
    x0, x1 = span
    wide = x1 - x0
    count = {
        "geese": 5, "butterfly": lay.stream.choice((1, 2, 3)), "fish": lay.stream.choice((2, 3)), "mandarin_ducks": 2,
    }.get(friend, 1)  # fmt: skip
    high = friend in ("magpie", "butterfly", "geese") or (friend == "crane" and lay.maybe(0.4))
    place = (0.3, 0.5) if high else (0.84, 0.95)
    size = _FRIEND_HEIGHTS.get(friend, (0.2, 0.28))
    if friend == "fish":
        away, place = (x0 + 0.25 * wide, x1 - 0.25 * wide), (0.9, 0.97)
    if not lay.place(friend, (*away, *place), size, "near", count, crowd=0.3):
        anywhere = (x0 + 0.15 * wide, x1 - 0.15 * wide, *place)
        lay.place(friend, anywhere, size, "near", count, crowd=0.45)


def figures(lay: Layout) -> None:
    """People seen close: under a tree, by a rock, before a pavilion or at the water's edge."""
    passages = max(1, round(lay.aspect / 1.5))
    if passages > 1:
        lay.shared = True
        lay.ground("shore", 0.5, 1.0, lay.between(0.24, 0.34), 1.03, "far")
    for k in range(passages):
        _one_group(lay, k / passages, (k + 1) / passages)


def _one_group(lay: Layout, x0: float, x1: float) -> None:
    wide, left = x1 - x0, lay.maybe(0.5)
    who = lay.stream.choice(_PEOPLE)
    near = (x0 + 0.16 * wide, x0 + 0.36 * wide) if left else (x1 - 0.36 * wide, x1 - 0.16 * wide)
    away = (x0 + 0.5 * wide, x1 - 0.16 * wide) if left else (x0 + 0.16 * wide, x1 - 0.5 * wide)
    if lay.maybe(0.5):
        low, tall = lay.between(0.46, 0.56), lay.between(0.14, 0.24)
        lay.ground("distant_hills", (x0 + x1) / 2, low, tall, 1.04 * wide, "far")
    if who == "fisherman" and lay.shared:
        who = "scholar"
    if who == "fisherman":
        lay.ground("lake", (x0 + x1) / 2, 1.0, 0.48, wide, "far")
        bank = 0.6 * wide
        lay.ground("shore", x0 + bank / 2 if left else x1 - bank / 2, 1.0, 0.22, bank, "middle")
        boat = lay.place("skiff", (*away, 0.84, 0.93), (0.17, 0.22), "middle")
        if boat:
            aboard(lay, boat)
    else:
        if not lay.shared:
            lay.ground("shore", (x0 + x1) / 2, 1.0, lay.between(0.24, 0.36), 1.03 * wide, "far")
        lay.place(who, (*away, 0.86, 0.95), (0.3, 0.4), "near")
    tree = lay.stream.choice(SEASON_TREES[lay.season])
    tall = (0.56, 0.74) if lay.aspect > 0.7 else (0.66, 0.86)
    if not lay.place(tree, (*near, 0.82, 0.9), tall, "middle", crowd=0.16):
        zone = (x0 + 0.2 * wide, x1 - 0.2 * wide, 0.76, 0.84)
        lay.place(tree, zone, (0.5, 0.62), "middle", crowd=0.3)
    if lay.maybe(0.6):
        kind = lay.stream.choice(_BESIDE[who])
        tall = (0.13, 0.17) if kind == "bridge" else (0.22, 0.3)
        lay.place(kind, (x0 + 0.15 * wide, x1 - 0.15 * wide, 0.7, 0.8), tall, "middle")
    if x0 == 0 and (
        lay.time == "night"
        or (lay.time in ("dawn", "dusk") and lay.weather in ("clear", "wind") and lay.maybe(0.6))
    ):
        kind = "moon" if lay.time == "night" else "sun"
        lay.place(kind, (*away, 0.14, 0.26), (0.1, 0.13), "far")


def map_sheet(lay: Layout) -> None:
    """An old map: a river or lake, ranges as signs, a walled city and what stands about it."""
    passages = max(1, round(lay.aspect / 1.8))
    for k in range(passages):
        x0, wide = k / passages, 1 / passages
        if lay.maybe(0.7):
            lay.ground("river", x0 + wide * lay.between(0.35, 0.65), 1.0, 0.98, 0.7 * wide, "far")
        if lay.maybe(0.6):
            kind, count = "distant_hills" if lay.maybe(0.3) else "peaks", lay.stream.randint(4, 7)
            lay.ground(
                kind, x0 + 0.5 * wide, lay.between(0.18, 0.22), 0.15, 0.9 * wide, "far", count
            )
        if lay.maybe(0.5):
            zone = (x0 + 0.25 * wide, x0 + 0.75 * wide, 0.85, 0.96)
            lay.place("lake", zone, (0.22, 0.3), "far", width=0.4 * wide)
        if lay.maybe(0.75):
            _walled_city(lay, x0, wide)
        zone = (x0 + 0.12 * wide, x0 + 0.88 * wide, 0.36, 0.95)
        for _ in range(lay.stream.randint(3, 5)):
            kind = lay.stream.choice(_LANDMARKS)
            tall = (0.1, 0.15) if kind != "bridge" else (0.07, 0.09)
            lay.place(kind, zone, tall, "near", crowd=0.02)


def _walled_city(lay: Layout, x0: float, wide: float) -> None:
    """A ring of wall with a gate in its near side and one great building inside."""
    zone = (x0 + 0.36 * wide, x0 + 0.64 * wide, 0.6, 0.82)
    ring = lay.place("wall", zone, (0.34, 0.42), "middle", width=0.46 * wide)
    if ring:
        great = lay.stream.choice(("palace", "tower", "temple"))
        lay.items.append(Placed("city_gate", ring.x, ring.y, 0.12, 1, "near"))
        lay.items.append(Placed(great, ring.x, round(ring.y - 0.15, 4), 0.12, 1, "near"))
