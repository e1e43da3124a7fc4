"""Landscape compositions: one corner, lofty peaks, level lake, gorge, winding river, city."""

from __future__ import annotations

from collections.abc import Callable

from training.mini.elements import Placed
from training.mini.layout import SEASON_TREES, Layout, Span, Zone, Zones

_BUILDINGS = ("hut", "pavilion", "pagoda", "temple", "tower", "mill", "palace", "bridge")
_WAYFARERS = ("scholar", "woodcutter", "rider", "ox_boy", "monk", "porter", "qin_player")
_HEIGHTS = {
    "pagoda": (0.34, 0.44), "tower": (0.28, 0.36), "temple": (0.2, 0.27), "palace": (0.19, 0.26),
    "bridge": (0.14, 0.17), "skiff": (0.1, 0.15), "sail": (0.18, 0.26),
}  # fmt: skip


def _far_hills(lay: Layout, span: Span, low: float, tall: Span) -> None:
    x0, x1 = span
    lay.ground("distant_hills", (x0 + x1) / 2, low, lay.between(*tall), (x1 - x0) * 1.04, "far")


def corner(lay: Layout, span: Span) -> Zones:
    """A bank, often a cliff, weighs on one side; the other is water and air."""
    x0, x1 = span
    wide, left = x1 - x0, lay.maybe(0.5)
    if lay.maybe(0.65):
        _far_hills(lay, span, lay.between(0.46, 0.54), (0.1, 0.2))
    top = lay.between(0.5, 0.6)
    lay.ground("lake", (x0 + x1) / 2, 1.0, 1 - top, wide, "far")
    bank, size = lay.between(0.58, 0.72) * wide, lay.between(0.2, 0.3)
    lay.ground("shore", x0 + bank / 2 if left else x1 - bank / 2, 1.0, size, bank, "near")
    if lay.maybe(0.4):
        tall = lay.between(0.5, 0.7)
        lay.ground(
            "cliff", x0 + 0.2 * wide if left else x1 - 0.2 * wide, 0.9, tall, 0.42 * wide, "middle"
        )
    land = (x0 + 0.05 * wide, x0 + 0.42 * wide) if left else (x1 - 0.42 * wide, x1 - 0.05 * wide)
    water = (x0 + 0.5 * wide, x1 - 0.08 * wide) if left else (x0 + 0.08 * wide, x1 - 0.5 * wide)
    sky = (x0 + 0.5 * wide, x1 - 0.05 * wide) if left else (x0 + 0.05 * wide, x1 - 0.5 * wide)
    return Zones(((*land, 0.86, 0.97),), ((*water, top + 0.1, 0.9),), ((*sky, 0.16, 0.36),))


def lofty(lay: Layout, span: Span) -> Zones:
    """Great peaks fill the upper field; a bank with trees lies below."""
    x0, x1 = span
    wide, foot = x1 - x0, lay.between(0.7, 0.78)
    if lay.maybe(0.4):
        _far_hills(lay, span, 0.5, (0.16, 0.24))
    lay.ground(
        "peaks",
        x0 + wide * lay.between(0.42, 0.58),
        foot,
        lay.between(0.5, 0.62),
        0.95 * wide,
        "far",
        lay.stream.randint(3, 5),
    )
    lay.ground("shore", (x0 + x1) / 2, 1.0, lay.between(0.2, 0.27), 1.03 * wide, "near")
    if lay.maybe(0.5):
        lay.place(
            "waterfall",
            (x0 + 0.3 * wide, x1 - 0.3 * wide, foot - 0.02, foot + 0.03),
            (0.34, 0.46),
            "middle",
        )
    elif lay.maybe(0.5):
        lay.ground(
            "stream",
            x0 + wide * lay.between(0.35, 0.65),
            0.99,
            0.24,
            min(0.35 * wide, 0.3 / lay.aspect),
            "near",
        )
    return Zones(
        ((x0 + 0.1 * wide, x1 - 0.1 * wide, 0.87, 0.97),),
        (),
        ((x0 + 0.1 * wide, x1 - 0.1 * wide, 0.1, 0.2),),
    )


def lake_view(lay: Layout, span: Span) -> Zones:
    """Level distance: hills along the horizon, broad water, a strip of bank before us."""
    x0, x1 = span
    wide, top = x1 - x0, lay.between(0.42, 0.5)
    _far_hills(lay, span, top + 0.03, (0.14, 0.26))
    lay.ground("lake", (x0 + x1) / 2, 1.0, 1 - top, wide, "far")
    lay.ground("shore", (x0 + x1) / 2, 1.0, lay.between(0.13, 0.18), 1.03 * wide, "near")
    return Zones(
        ((x0 + 0.08 * wide, x1 - 0.08 * wide, 0.91, 0.98),),
        ((x0 + 0.12 * wide, x1 - 0.12 * wide, top + 0.1, 0.78),),
        ((x0 + 0.08 * wide, x1 - 0.08 * wide, 0.12, 0.24),),
    )


def gorge(lay: Layout, span: Span) -> Zones:
    """Cliffs of unequal height face each other; a river or a fall comes between."""
    x0, x1 = span
    wide, bias = x1 - x0, 0.06 if lay.maybe(0.5) else -0.06
    lay.ground("cliff", x0 + 0.2 * wide, 0.95, lay.between(0.6, 0.74) + bias, 0.54 * wide, "middle")
    lay.ground(
        "cliff", x1 - 0.2 * wide, 0.92, lay.between(0.54, 0.66) - bias, 0.52 * wide, "middle"
    )
    if lay.maybe(0.45):
        lay.place(
            "waterfall",
            (x0 + 0.47 * wide, x0 + 0.53 * wide, 0.74, 0.78),
            (0.5, 0.6),
            "far",
            crowd=0.9,
        )
    else:
        _far_hills(lay, span, 0.52, (0.14, 0.24))
    lay.ground("river", x0 + 0.5 * wide, 1.0, lay.between(0.36, 0.44), 0.62 * wide, "far")
    lay.ground(
        "shore", x0 + 0.28 * wide if bias > 0 else x1 - 0.28 * wide, 1.0, 0.17, 0.56 * wide, "near"
    )
    land = (x0 + 0.06 * wide, x0 + 0.4 * wide) if bias > 0 else (x1 - 0.4 * wide, x1 - 0.06 * wide)
    water = (
        (x0 + 0.48 * wide, x0 + 0.62 * wide) if bias > 0 else (x0 + 0.38 * wide, x0 + 0.52 * wide)
    )
    return Zones(
        ((*land, 0.9, 0.98),),
        ((*water, 0.8, 0.92),),
        ((x0 + 0.35 * wide, x0 + 0.65 * wide, 0.12, 0.24),),
    )


def winding(lay: Layout, span: Span) -> Zones:
    """A plain with a river winding out of far hills."""
    x0, x1 = span
    wide, top = x1 - x0, lay.between(0.46, 0.54)
    _far_hills(lay, span, top + 0.04, (0.16, 0.28))
    lay.ground("shore", (x0 + x1) / 2, 1.0, 1 - top, 1.03 * wide, "far")
    middle = lay.between(0.36, 0.64)
    lay.ground(
        "river", x0 + middle * wide, 1.0, 1 - top - 0.02, min(0.62 * wide, 1.0 / lay.aspect), "far"
    )
    sides = (
        (x0 + 0.06 * wide, x0 + 0.3 * wide, 0.74, 0.95),
        (x1 - 0.3 * wide, x1 - 0.06 * wide, 0.7, 0.95),
    )
    return Zones(
        sides if middle < 0.5 else sides[::-1],
        (),
        ((x0 + 0.1 * wide, x1 - 0.1 * wide, 0.12, 0.26),),
    )


def city(lay: Layout, span: Span) -> Zones:
    """A city wall with its gate, roofs behind it, a road or moat before it."""
    x0, x1 = span
    wide, foot = x1 - x0, lay.between(0.62, 0.7)
    if lay.maybe(0.7):
        _far_hills(lay, span, 0.46, (0.14, 0.24))
    lay.ground("shore", (x0 + x1) / 2, 1.0, 1 - foot + 0.12, 1.03 * wide, "far")
    gate = lay.place(
        "city_gate", (x0 + 0.3 * wide, x0 + 0.7 * wide, foot, foot + 0.02), (0.26, 0.36), "middle"
    )
    if gate and lay.maybe(0.75):
        lay.items.append(
            Placed("wall", (x0 + x1) / 2, gate.y - 0.01, round(gate.size * 0.42, 4), 1, "far", wide)
        )
    if lay.maybe(0.6):
        kind = lay.stream.choice(("palace", "palace", "tower", "pagoda", "temple"))
        lay.place(
            kind,
            (x0 + 0.15 * wide, x1 - 0.15 * wide, foot - 0.12, foot - 0.09),
            (0.24, 0.34),
            "far",
            crowd=0.12,
        )
    if lay.maybe(0.5):
        lay.place("bridge", (x0 + 0.3 * wide, x0 + 0.7 * wide, 0.9, 0.95), (0.13, 0.17), "near")
    return Zones(
        ((x0 + 0.08 * wide, x1 - 0.08 * wide, 0.84, 0.97),),
        (),
        ((x0 + 0.1 * wide, x1 - 0.1 * wide, 0.1, 0.22),),
    )


PLANS: tuple[tuple[Callable[[Layout, Span], Zones], float], ...] = (
    (corner, 3.0), (lofty, 2.4), (lake_view, 2.4), (gorge, 1.4), (winding, 1.8), (city, 1.4),
)  # fmt: skip


def landscape(lay: Layout, *, people: bool = True) -> None:
    """Compose a landscape; a handscroll gets several passages along its length."""
    passages = max(1, round(lay.aspect / 1.7))
    plans, weights = zip(*PLANS, strict=True)
    before: object = None
    if passages > 1:
        lay.ground("lake", 0.5, 1.0, lay.between(0.44, 0.5), 1.0, "far")
        lay.shared = True
    for k in range(passages):
        plan = lay.stream.choices(plans, weights)[0]
        while passages > 1 and plan is before:
            plan = lay.stream.choices(plans, weights)[0]
        before = plan
        zones = plan(lay, (k / passages, (k + 1) / passages))
        populate(lay, zones, people=people, light=k == 0)


def populate(lay: Layout, zones: Zones, *, people: bool, light: bool) -> None:
    """Set trees, a building, boats, people, birds and the sun or moon into a passage's zones."""
    if light:
        _light(lay, zones)
    land = list(zones.land)
    if lay.maybe(0.62) and land:
        kind = lay.stream.choice(_BUILDINGS)
        lay.place(kind, lay.stream.choice(land), _HEIGHTS.get(kind, (0.19, 0.26)), "near")
    if lay.maybe(0.9) and land:
        kind = lay.stream.choice(SEASON_TREES[lay.season])
        zone = lay.stream.choice(land)
        lay.place(
            kind,
            zone,
            (0.36, 0.54),
            "near",
            lay.stream.choice((1, 1, 2)) if lay.aspect > 0.9 else 1,
        )
    for zone in zones.water:
        _afloat(lay, zone, people=people)
    if people and lay.maybe(0.5) and land:
        kind = lay.stream.choice(_WAYFARERS)
        lay.place(kind, lay.stream.choice(land), (0.15, 0.2), "near")
    elif lay.maybe(0.25) and land:
        kind = lay.stream.choice(("rock", "deer"))
        lay.place(kind, lay.stream.choice(land), (0.13, 0.19), "near")
    _birds(lay, zones)


def _afloat(lay: Layout, zone: Zone, *, people: bool) -> None:
    """A boat, perhaps with a fisherman, or water birds."""
    if lay.maybe(0.8):
        kind = lay.stream.choice(("skiff", "sail", "ferry", "painted_boat"))
        count = lay.stream.choice((1, 1, 2)) if kind == "sail" else 1
        boat = lay.place(kind, zone, _HEIGHTS.get(kind, (0.14, 0.19)), "middle", count)
        if boat and kind == "skiff" and people and lay.maybe(0.7):
            aboard(lay, boat)
    elif lay.maybe(0.6) and lay.season != "winter":
        kind = lay.stream.choice(("mandarin_ducks", "mandarin_ducks", "egret"))
        lay.place(kind, zone, (0.1, 0.15), "middle")


def aboard(lay: Layout, boat: Placed) -> None:
    """Seat a fisherman in a skiff, on the side away from its mat cover."""
    size, ahead = round(boat.size * 1.05, 4), 0.46 * boat.size / lay.aspect
    x = min(0.499, boat.x + ahead) if boat.x < 0.5 else max(0.5, boat.x - ahead)
    lay.items.append(
        Placed("fisherman", round(x, 4), round(boat.y - 0.26 * boat.size, 4), size, 1, boat.layer)
    )


def _light(lay: Layout, zones: Zones) -> None:
    kind = {"night": "moon", "dawn": "sun", "dusk": "sun"}.get(lay.time)
    if (
        kind
        and zones.sky
        and (kind == "moon" or (lay.weather in ("clear", "wind") and lay.maybe(0.6)))
    ):
        x0, x1, y0, y1 = zones.sky[0]
        low = 0.08 if kind == "sun" else 0.0
        lay.place(kind, (x0, x1, y0 + low, y1 + low), (0.09, 0.12), "far")


def _birds(lay: Layout, zones: Zones) -> None:
    if not zones.sky or not lay.maybe(0.4):
        return
    if lay.season in ("autumn", "spring") and lay.maybe(0.75):
        lay.place("geese", zones.sky[0], (0.13, 0.18), "middle", lay.stream.choice((5, 7, 9)))
    else:
        lay.place("crane", zones.sky[0], (0.15, 0.2), "middle")
