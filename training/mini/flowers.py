"""Plants of bird-and-flower pictures: orchid, lotus, chrysanthemum, reeds and peony."""

from __future__ import annotations

import math

from training.mini.brushes import Mask, Pen
from training.mini.pigments import Setting


def orchid(pen: Pen, look: Setting) -> None:
    """A clump of long arching leaves and pale, five-petalled flowers on short stalks."""
    stream = look.stream
    blades = pen.mask(0.66, 1.02)
    for k in range(15):
        side = -1 if k % 2 else 1
        reach, rise = side * stream.uniform(0.16, 0.6), stream.uniform(0.5, 0.97)
        foot = stream.uniform(-0.05, 0.05)
        tip = rise * stream.uniform(0.5, 0.85) if abs(reach) > 0.35 else rise
        path = [
            (foot, 0.0),
            (foot + reach * 0.25, rise * 0.62),
            (foot + reach * 0.62, rise * 0.96),
            (reach, tip),
        ]
        blades.stroke(path, 0.034, 0.006, 225 if k % 3 else 160)
    pen.lay(blades, look.palette["leaf" if look.style != "ink" else "needle"], 1.0, 0.5)
    stalks, petals, hearts = pen.mask(0.66, 1.02), pen.mask(0.66, 1.05), pen.mask(0.66, 1.02)
    for k in range(5):
        x, y = -0.34 + 0.17 * k + stream.uniform(-0.04, 0.04), stream.uniform(0.5, 0.84)
        stalks.stroke([(x * 0.2, 0.02), (x * 0.7, y * 0.6), (x, y)], 0.014, 0.01)
        turn = stream.uniform(-0.3, 0.3)
        for angle in (0.35, 1.57, 2.8, 3.9, 5.5):
            petals.leaf(x, y, angle + turn, 0.125, 0.05)
        hearts.oval(x, y - 0.008, 0.024, 0.02)
    pen.lay(stalks, look.palette["young"], 0.9, 0.5)
    pen.lay(petals, look.palette["violet"], 0.85, 0.95)
    pen.lay(hearts, look.palette["white"], 1.0, 1.0)


def lotus(pen: Pen, look: Setting, count: int) -> None:
    """Lotus: round leaves like dishes on tall stalks, and pink flowers of pointed petals."""
    stream = look.stream
    leaves = [(-0.32, 0.34), (0.3, 0.4), (0.0, 0.22), (-0.42, 0.14), (0.42, 0.16), (0.06, 0.58)]
    flowers = [(-0.1, 0.82), (0.3, 0.72), (-0.38, 0.62)][: max(1, min(3, count))]
    stalks = pen.mask(0.64, 1.02)
    for x, y in leaves + flowers:
        stalks.stroke([(x * 0.85, 0.0), (x * 0.9 + 0.02, y * 0.5), (x, y)], 0.017, 0.013, 210)
    pen.lay(stalks, look.palette["lotus"], 0.9, 0.4)
    for k, (x, y) in enumerate(leaves):
        x, y = x + stream.uniform(-0.03, 0.03), y + stream.uniform(-0.03, 0.03)
        wide, tall = stream.uniform(0.17, 0.21), stream.uniform(0.075, 0.11)
        dish, veins = pen.mask(0.64, 1.02), pen.mask(0.64, 1.02)
        dish.oval(x, y, wide, tall, 240)
        dish.oval(x + 0.05, y - 0.5 * tall, wide * 0.8, tall * 0.6, 255)
        for n in range(12):
            angle = 2 * math.pi * n / 12
            veins.line(
                ((x, y), (x + 0.93 * wide * math.cos(angle), y + 0.93 * tall * math.sin(angle))),
                0.003,
                200,
            )
        pen.lay(dish, look.palette["lotus" if k % 2 else "leaf"], 0.95, 0.85, 0.004)
        pen.lay(veins, look.palette["young"], 0.35, 0.4)
    for x, y in flowers:
        _lotus_flower(pen, look, x, y)


def _lotus_flower(pen: Pen, look: Setting, x: float, y: float) -> None:
    back, front = pen.mask(0.64, 1.05), pen.mask(0.64, 1.05)
    for angle in (0.45, 0.95, 1.57, 2.2, 2.7):
        back.leaf(x, y - 0.01, angle, 0.165, 0.085)
    for angle in (0.15, 0.75, 1.25, 1.9, 2.4, 3.0):
        front.leaf(x, y - 0.02, angle, 0.125, 0.07)
    tips = pen.mask(0.64, 1.05)
    for angle in (0.15, 0.45, 0.75, 0.95, 1.25, 1.57, 1.9, 2.2, 2.4, 2.7, 3.0):
        tips.line(
            (
                (x + 0.06 * math.cos(angle), y + 0.06 * math.sin(angle)),
                (x + 0.13 * math.cos(angle), y - 0.015 + 0.13 * math.sin(angle)),
            ),
            0.006,
        )
    pen.lay(back, look.palette["pink"], 1.25, 1.0)
    pen.lay(front, look.palette["pink"], 0.85, 0.9)
    pen.lay(tips, look.palette["rose"], 0.8, 0.2, 0.004)


def chrysanthemum(pen: Pen, look: Setting) -> None:
    """Chrysanthemums: heads of many narrow petals over lobed leaves."""
    stream = look.stream
    heads = [
        (0.0, 0.84, 0.145),
        (-0.27, 0.66, 0.135),
        (0.26, 0.62, 0.14),
        (-0.12, 0.46, 0.11),
        (0.14, 0.38, 0.1),
    ]
    heads = [
        (x + stream.uniform(-0.03, 0.03), y + stream.uniform(-0.03, 0.01), r) for x, y, r in heads
    ]
    stems, leaves = pen.mask(0.5, 1.02), pen.mask(0.5, 1.02)
    for x, y, _ in heads:
        stems.stroke([(x * 0.15, 0.0), (x * 0.5, y * 0.5), (x, y)], 0.02, 0.014)
    for _ in range(17):
        x, y = stream.uniform(-0.3, 0.3), stream.uniform(0.06, 0.56)
        for turn in (0.2, 0.9, 1.6, 2.3, 3.0):
            leaves.leaf(x, y, turn + stream.uniform(-0.2, 0.2) - 0.4, 0.085, 0.035, 220)
    pen.lay(stems, look.palette["leaf"], 0.9, 0.5)
    pen.lay(leaves, look.palette["leaf"], 1.0, 0.6)
    colours = stream.choice(
        (("yellow", "orange"), ("yellow", "orange"), ("white", "young"), ("pink", "rose"))
    )
    disc, petals, lines = pen.mask(0.5, 1.05), pen.mask(0.5, 1.05), pen.mask(0.5, 1.05)
    for x, y, r in heads:
        disc.oval(x, y, r * 0.98, r * 0.84)
        for ring, reach in ((18, 1.0), (12, 0.66)):
            for n in range(ring):
                angle = 2 * math.pi * n / ring + reach
                petals.leaf(x, y, angle, r * reach, r * 0.2)
                if pen.detail > 0.25:
                    dx, dy = math.cos(angle + 0.17), math.sin(angle + 0.17)
                    lines.line(
                        (
                            (x + 0.3 * r * dx, y + 0.3 * r * dy),
                            (x + 0.92 * r * reach * dx, y + 0.92 * r * reach * dy),
                        ),
                        0.003,
                        190,
                    )
        lines.oval(x, y, 0.2 * r, 0.17 * r, 230)
    pen.lay(disc, look.palette[colours[1]], 0.8, 0.9)
    pen.lay(petals, look.palette[colours[0]], 0.9, 0.85)
    pen.lay(lines, look.palette[colours[1]], 0.7, 0.2)


def reeds(pen: Pen, look: Setting) -> None:
    """Reeds: thin stalks with long leaves and feathery, nodding plumes."""
    stream, bend = look.stream, look.bend * 1.2
    green = look.season in ("spring", "summer")
    stalks, plumes = pen.mask(0.5, 1.02), pen.mask(0.5, 1.02)
    for _ in range(13):
        foot, rise = stream.uniform(-0.26, 0.26), stream.uniform(0.6, 0.95)
        sway = stream.uniform(-0.04, 0.1) + bend
        tip = max(-0.42, min(0.42, foot + sway))
        stalks.stroke([(foot, 0.0), (foot + sway * 0.25, rise * 0.55), (tip, rise)], 0.014, 0.008)
        for k in range(3):
            y, side = rise * (0.25 + 0.2 * k), stream.choice((-1, 1))
            out = 0.16 * (1 if bend else side)
            x = foot + sway * 0.2
            stalks.stroke(
                [(x, y), (x + out * 0.5, y + 0.1), (max(-0.47, min(0.47, x + out)), y + 0.06)],
                0.016,
                0.004,
                210,
                3,
            )
        for n in range(9):
            u = n / 9
            lean = 1 if sway >= 0 else -1
            x, y = tip + lean * 0.02 * u, rise - 0.16 * u
            plumes.leaf(x, y, (0.5 if lean > 0 else 2.64) - 0.7 * u * lean, 0.07, 0.02, 210)
    pen.lay(stalks, look.palette["leaf" if green else "sere"], 0.95, 0.5)
    pen.lay(plumes, look.palette["reed"], 0.9, 0.6)


def peony(pen: Pen, look: Setting) -> None:
    """Peonies: full round flowers of ruffled petals over broad leaves."""
    stream = look.stream
    heads = [(-0.05, 0.76, 0.21), (0.27, 0.5, 0.17), (-0.3, 0.44, 0.165)]
    heads = [
        (x + stream.uniform(-0.03, 0.03), y + stream.uniform(-0.03, 0.02), r) for x, y, r in heads
    ]
    leaves, veins = pen.mask(0.52, 1.02), pen.mask(0.52, 1.02)
    for x, y, _ in heads:
        leaves.stroke([(x * 0.2, 0.0), (x * 0.7, y * 0.5), (x, y)], 0.024, 0.016)
    for _ in range(20):
        x, y = stream.uniform(-0.34, 0.34), stream.uniform(0.08, 0.62)
        angle = math.atan2(0.25, x) + stream.uniform(-0.5, 0.5)
        leaves.leaf(x * 0.75, y, angle, 0.2, 0.085, stream.randint(175, 255))
        veins.line(
            ((x * 0.75, y), (x * 0.75 + 0.17 * math.cos(angle), y + 0.17 * math.sin(angle))), 0.004
        )
    pen.lay(leaves, look.palette["leaf"], 1.0, 0.7)
    pen.lay(veins, look.palette["young"], 0.4, 0.3)
    light, deep = stream.choice((("pink", "rose"), ("rose", "crimson"), ("white", "pink")))
    for x, y, r in heads:
        _ruffles(pen, look, (x, y, r), light, deep)


def _ruffles(
    pen: Pen, look: Setting, head: tuple[float, float, float], light: str, deep: str
) -> None:
    x, y, r = head
    for ring, (reach, petals) in enumerate(((0.68, 9), (0.44, 7), (0.2, 5))):
        body, rim = pen.mask(0.55, 1.06), pen.mask(0.55, 1.06)
        for n in range(petals):
            angle = 2 * math.pi * n / petals + 0.5 * ring
            px, py = x + reach * r * math.cos(angle), y + 0.88 * reach * r * math.sin(angle)
            _petal(body, rim, px, py, r * (0.36 - 0.05 * ring))
        pen.lay(rim, look.palette[deep], 0.85, 0.9)
        pen.lay(body, look.palette[light], 1.0, 0.85, 0.006)
    heart = pen.mask(0.55, 1.06)
    heart.oval(x, y, r * 0.16, r * 0.14)
    pen.lay(heart, look.palette["yellow"], 0.9, 0.9)


def _petal(body: Mask, rim: Mask, x: float, y: float, r: float) -> None:
    rim.oval(x, y, r, r * 0.92)
    body.oval(x, y + 0.1 * r, r * 0.8, r * 0.72)
