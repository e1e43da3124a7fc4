"""Buildings: roofs with lifted eaves, halls, towers, gates, walls, bridges and mills."""

from __future__ import annotations

import math

from training.mini.brushes import Mask, Pen
from training.mini.pigments import Setting


def roof(
    pen: Pen,
    look: Setting,
    middle: float,
    eave: float,
    half: float,
    ridge_half: float,
    rise: float,
    colour: str = "tile",
) -> None:
    """A hipped roof whose eaves turn up; a pale ridge, rows of tiles, snow where it lies."""
    lift = 0.35 * rise
    side = [
        (half, eave + lift * 0.75),
        (half * 0.86, eave + 0.16 * rise),
        (ridge_half + (half - ridge_half) * 0.42, eave + 0.42 * rise),
        (ridge_half, eave + rise),
    ]
    outline = [(middle + x, y) for x, y in side] + [(middle - x, y) for x, y in side[::-1]]
    outline += [(middle - half * 0.7, eave), (middle + half * 0.7, eave)]
    body = pen.mask(1.3, 1.1)
    body.poly(outline)
    pen.lay(body, look.palette["white" if look.snow else colour], 1.0, 1.0)
    lines = pen.mask(1.3, 1.1)
    for k in range(-4, 5):
        u = k / 4.5
        if pen.detail > 0.25:
            lines.line(
                (
                    (middle + u * ridge_half, eave + rise),
                    (middle + u * half * 0.84, eave + 0.1 * rise),
                ),
                0.004,
                130,
            )
    lines.line([(middle + x, y) for x, y in side], 0.012)
    lines.line([(middle - x, y) for x, y in side], 0.012)
    lines.line(((middle - half * 0.72, eave), (middle + half * 0.72, eave)), 0.016)
    lines.line(((middle - ridge_half, eave + rise), (middle + ridge_half, eave + rise)), 0.022)
    pen.lay(lines, look.palette["ink"], 0.75)


def columns(mask: Mask, half: float, foot: float, top: float, count: int, width: float) -> None:
    """Upright posts spaced evenly from -half to half."""
    for k in range(count):
        x = -half + 2 * half * k / (count - 1)
        mask.rect(x - width / 2, foot, x + width / 2, top)


def _block(
    pen: Pen,
    look: Setting,
    half: float,
    foot: float,
    top: float,
    colour: str,
    strength: float = 0.8,
) -> None:
    """A plain wall with an ink outline."""
    body, edge = pen.mask(1.3, 1.1), pen.mask(1.3, 1.1)
    body.rect(-half, foot, half, top)
    edge.line(((-half, foot), (-half, top), (half, top), (half, foot), (-half, foot)), 0.01)
    pen.lay(body, look.palette[colour], strength, 1.0)
    pen.lay(edge, look.palette["ink"], 0.55)


def _opening(
    pen: Pen, look: Setting, x: float, foot: float, half: float, top: float, arched: bool = False
) -> None:
    mask = pen.mask(1.3, 1.1)
    mask.rect(x - half, foot, x + half, top)
    if arched:
        mask.oval(x, top, half, half)
    pen.lay(mask, look.palette["ink"], 0.8, 1.0)


def hut(pen: Pen, look: Setting) -> None:
    """A thatched hut with a low wattle fence."""
    _block(pen, look, 0.44, 0.0, 0.5, "plaster", 0.9)
    _opening(pen, look, -0.16, 0.0, 0.1, 0.36)
    window = pen.mask(0.7, 1.02)
    window.line(((0.1, 0.2), (0.32, 0.2), (0.32, 0.38), (0.1, 0.38), (0.1, 0.2)), 0.014)
    window.line(((0.1, 0.29), (0.32, 0.29)), 0.01)
    window.line(((0.21, 0.2), (0.21, 0.38)), 0.01)
    for k in range(6):
        window.line(((0.46 + 0.035 * k, 0.0), (0.46 + 0.035 * k, 0.2)), 0.012)
    window.line(((0.45, 0.14), (0.66, 0.14)), 0.012)
    pen.lay(window, look.palette["ink"], 0.6)
    thatch, straws = pen.mask(0.7, 1.02), pen.mask(0.7, 1.02)
    thatch.poly(
        (
            (-0.64, 0.42),
            (-0.46, 0.68),
            (-0.26, 0.94),
            (0.0, 0.98),
            (0.26, 0.94),
            (0.46, 0.68),
            (0.64, 0.42),
            (0.3, 0.46),
            (0.0, 0.44),
            (-0.3, 0.46),
        )
    )
    for k in range(pen.some(7, 30)):
        u = -1 + 2 * k / (pen.some(7, 30) - 1)
        straws.line(((0.22 * u, 0.95), (0.42 * u, 0.7), (0.6 * u, 0.45)), 0.006, 150)
    straws.line(((-0.64, 0.42), (-0.3, 0.46), (0.0, 0.44), (0.3, 0.46), (0.64, 0.42)), 0.014)
    pen.lay(thatch, look.palette["white" if look.snow else "thatch"], 0.95, 1.0)
    pen.lay(straws, look.palette["ink"], 0.45)


def pavilion(pen: Pen, look: Setting) -> None:
    """An open pavilion: four posts on a platform, a railing and a pointed roof."""
    _block(pen, look, 0.46, 0.0, 0.1, "grey", 0.5)
    posts = pen.mask(0.6, 1.02)
    columns(posts, 0.36, 0.1, 0.56, 4, 0.04)
    posts.rect(-0.38, 0.5, 0.38, 0.56)
    for y in (0.16, 0.24):
        posts.line(((-0.4, y), (-0.12, y)), 0.02)
        posts.line(((0.12, y), (0.4, y)), 0.02)
    pen.lay(posts, look.palette["timber"], 1.0, 0.9)
    roof(pen, look, 0.0, 0.54, 0.56, 0.05, 0.36)
    knob = pen.mask(0.6, 1.02)
    knob.oval(0.0, 0.95, 0.035, 0.05)
    pen.lay(knob, look.palette["ink"], 0.9, 1.0)


def pagoda(pen: Pen, look: Setting) -> None:
    """A pagoda of seven storeys with a spire."""
    storeys = 7
    y = 0.0
    for k in range(storeys):
        shrink = 1 - 0.085 * k
        half, tall = 0.16 * shrink, 0.125 * (1 - 0.035 * k)
        _block(pen, look, half, y, y + tall * 0.66, "plaster", 0.9)
        _opening(pen, look, 0.0, y + 0.01, 0.032 * shrink, y + tall * 0.42)
        roof(pen, look, 0.0, y + tall * 0.6, 0.245 * shrink, half * 0.92, tall * 0.42)
        y += tall
    spire = pen.mask(0.26, 1.02)
    spire.stroke(((0, y - 0.02), (0, y + 0.06), (0, 0.995)), 0.035, 0.006)
    for k in range(3):
        spire.oval(0, y + 0.02 + 0.03 * k, 0.024 - 0.005 * k, 0.009)
    pen.lay(spire, look.palette["ink"], 0.9, 0.9)


def temple(pen: Pen, look: Setting) -> None:
    """A temple: red hall on a stone terrace under a double roof."""
    _block(pen, look, 0.68, 0.0, 0.12, "pale", 0.9)
    steps = pen.mask(0.82, 1.02)
    for k in range(4):
        steps.line(((-0.12, 0.02 + 0.028 * k), (0.12, 0.02 + 0.028 * k)), 0.01)
    _block(pen, look, 0.54, 0.12, 0.44, "timber", 0.85)
    bays = pen.mask(0.82, 1.02)
    for x in (-0.36, -0.18, 0.0, 0.18, 0.36):
        bays.rect(x - 0.055, 0.13, x + 0.055, 0.36)
    pen.lay(bays, look.palette["plaster"], 0.9, 0.75)
    pen.lay(steps, look.palette["ink"], 0.5)
    roof(pen, look, 0.0, 0.42, 0.78, 0.4, 0.2)
    _block(pen, look, 0.36, 0.6, 0.7, "timber", 0.85)
    roof(pen, look, 0.0, 0.68, 0.6, 0.32, 0.27)
    horns = pen.mask(0.82, 1.02)
    for x in (-0.32, 0.32):
        horns.oval(x, 0.96, 0.03, 0.035)
    pen.lay(horns, look.palette["ink"], 0.9, 1.0)


def palace(pen: Pen, look: Setting) -> None:
    """A palace: a great hall between two wings, gold roofs on a white terrace."""
    _block(pen, look, 1.06, 0.0, 0.12, "pale", 0.7)
    _block(pen, look, 1.0, 0.12, 0.22, "pale", 0.5)
    rail = pen.mask(1.1, 1.02)
    for k in range(15):
        rail.line(((-0.98 + 0.14 * k, 0.12), (-0.98 + 0.14 * k, 0.27)), 0.012)
    for x, half in ((-0.78, 0.2), (0.78, 0.2), (0.0, 0.46)):
        body, bays = pen.mask(1.1, 1.02), pen.mask(1.1, 1.02)
        top = 0.56 if half > 0.3 else 0.44
        body.rect(x - half, 0.22, x + half, top)
        for k in range(5 if half > 0.3 else 3):
            step = 2 * half / (5 if half > 0.3 else 3)
            bays.rect(x - half + step * (k + 0.25), 0.24, x - half + step * (k + 0.75), top - 0.08)
        pen.lay(body, look.palette["crimson"], 0.75, 1.0)
        pen.lay(bays, look.palette["gold"], 0.7, 0.85)
    for x in (-0.78, 0.78):
        roof(pen, look, x, 0.42, 0.3, 0.16, 0.2, "gold")
    roof(pen, look, 0.0, 0.54, 0.62, 0.36, 0.18, "gold")
    _block(pen, look, 0.32, 0.7, 0.76, "crimson", 0.75)
    roof(pen, look, 0.0, 0.74, 0.48, 0.26, 0.24, "gold")
    pen.lay(rail, look.palette["ink"], 0.4)


def tower(pen: Pen, look: Setting) -> None:
    """A storeyed tower with balconies, open to the view."""
    y = 0.0
    _block(pen, look, 0.36, 0.0, 0.1, "grey", 0.5)
    y = 0.1
    for half, tall in ((0.3, 0.28), (0.26, 0.25), (0.21, 0.22)):
        _block(pen, look, half, y, y + tall * 0.62, "plaster", 0.9)
        posts = pen.mask(0.45, 1.02)
        columns(posts, half, y, y + tall * 0.62, 4, 0.03)
        posts.line(((-half - 0.06, y + 0.06), (half + 0.06, y + 0.06)), 0.022)
        posts.line(((-half - 0.06, y + 0.015), (half + 0.06, y + 0.015)), 0.022)
        pen.lay(posts, look.palette["timber"], 1.0, 0.9)
        roof(pen, look, 0.0, y + tall * 0.58, half + 0.12, half * 0.85, tall * 0.42)
        y += tall
    roof(pen, look, 0.0, y - 0.06, 0.3, 0.12, 0.2)


def city_gate(pen: Pen, look: Setting) -> None:
    """A city gate: battered brick wall with an arch, a gate tower on top."""
    body, courses = pen.mask(0.72, 1.02), pen.mask(0.72, 1.02)
    body.poly(((-0.68, 0.0), (-0.58, 0.5), (0.58, 0.5), (0.68, 0.0)))
    for k in range(8):
        body.rect(-0.58 + 0.15 * k, 0.5, -0.5 + 0.15 * k, 0.55)
        courses.line(
            ((-0.66 + 0.012 * k, 0.06 * k + 0.03), (0.66 - 0.012 * k, 0.06 * k + 0.03)), 0.005, 120
        )
    courses.line(((-0.68, 0.0), (-0.58, 0.5), (0.58, 0.5), (0.68, 0.0)), 0.012)
    pen.lay(body, look.palette["brick"], 0.85, 1.0)
    pen.lay(courses, look.palette["ink"], 0.6)
    _opening(pen, look, 0.0, 0.0, 0.14, 0.22, arched=True)
    posts = pen.mask(0.72, 1.02)
    _block(pen, look, 0.4, 0.52, 0.68, "plaster", 0.9)
    columns(posts, 0.38, 0.52, 0.68, 6, 0.03)
    pen.lay(posts, look.palette["timber"], 1.0, 0.9)
    roof(pen, look, 0.0, 0.66, 0.58, 0.34, 0.13)
    _block(pen, look, 0.3, 0.78, 0.83, "timber", 0.9)
    roof(pen, look, 0.0, 0.81, 0.46, 0.26, 0.18)


def wall(pen: Pen, look: Setting, half: float) -> None:
    """A long crenellated wall, `half` of its own heights to either side."""
    body, courses = pen.mask(half, 1.02), pen.mask(half, 1.02)
    body.rect(-half, 0.0, half, 0.76)
    merlons = max(6, round(half * 4.5))
    for k in range(merlons):
        x = -half + 2 * half * (k + 0.2) / merlons
        body.rect(x, 0.7, x + 1.2 * half / merlons, 0.99)
    for k in range(5):
        courses.line(((-half, 0.08 + 0.15 * k), (half, 0.08 + 0.15 * k)), 0.02, 120)
    courses.line(((-half, 0.76), (half, 0.76)), 0.03, 200)
    pen.lay(body, look.palette["brick"], 0.8, 1.0, dry=0.1)
    pen.lay(courses, look.palette["ink"], 0.5)


def bridge(pen: Pen, look: Setting) -> None:
    """A high stone arch with parapets and a row of posts."""
    arch, edge = pen.mask(1.32, 1.02), pen.mask(1.32, 1.02)
    top = [
        (-1.28 + 2.56 * k / 16, 0.08 + 0.72 * math.sin(math.pi * k / 16) ** 1.25) for k in range(17)
    ]
    arch.poly(
        [
            *top,
            (1.28, 0.0),
            (0.62, 0.0),
            *[
                (0.56 * math.cos(math.pi * k / 12), 0.54 * math.sin(math.pi * k / 12))
                for k in range(13)
            ],
            (-0.62, 0.0),
            (-1.28, 0.0),
        ]
    )
    edge.line(top, 0.025)
    edge.line([(x, y + 0.16) for x, y in top[1:-1]], 0.03)
    for x, y in top[1:-1]:
        edge.line(((x, y), (x, y + 0.18)), 0.028)
    edge.line(
        [(0.56 * math.cos(math.pi * k / 12), 0.54 * math.sin(math.pi * k / 12)) for k in range(13)],
        0.03,
    )
    edge.line(
        [(0.64 * math.cos(math.pi * k / 12), 0.62 * math.sin(math.pi * k / 12)) for k in range(13)],
        0.012,
        150,
    )
    pen.lay(arch, look.palette["white" if look.snow else "pale"], 1.6, 1.0)
    pen.lay(edge, look.palette["ink"], 0.7)


def mill(pen: Pen, look: Setting) -> None:
    """A water mill: a shed over running water with a great spoked wheel."""
    shed = Pen(
        pen.sheet,
        pen.x + pen.facing * 0.26 * pen.size,
        pen.y - 0.16 * pen.size,
        0.82 * pen.size,
        pen.facing,
    )
    stilts = pen.mask(0.76, 0.4)
    for x in (0.0, 0.26, 0.52):
        stilts.rect(x - 0.025, 0.0, x + 0.025, 0.3)
    pen.lay(stilts, look.palette["trunk"], 1.0, 0.9)
    hut(shed, look)
    wheel = pen.mask(0.76, 1.02)
    for r in (0.36, 0.25):
        ring = [
            (-0.36 + r * math.cos(math.pi * k / 12), 0.38 + r * math.sin(math.pi * k / 12))
            for k in range(25)
        ]
        wheel.line(ring, 0.035)
    for k in range(12):
        c, s = math.cos(math.pi * k / 6), math.sin(math.pi * k / 6)
        wheel.line(((-0.36, 0.38), (-0.36 + 0.37 * c, 0.38 + 0.37 * s)), 0.022)
    pen.lay(wheel, look.palette["wood"], 1.25, 0.9)
