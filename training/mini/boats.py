"""Boats: hulls, mats, sails, and the people a ferry carries."""

from __future__ import annotations

import math

from training.mini.brushes import Pen
from training.mini.buildings import columns, roof
from training.mini.pigments import Setting


def _hull(
    pen: Pen, look: Setting, half: float, deck: float, rise: float, colour: str = "wood"
) -> None:
    body, edge = pen.mask(half * 1.05, 1.02), pen.mask(half * 1.05, 1.02)
    curve = [
        (-half, deck + rise),
        (-half * 0.6, deck),
        (0.0, deck * 0.92),
        (half * 0.6, deck),
        (half, deck + rise * 0.8),
    ]
    body.poly(
        [
            *curve,
            (half * 0.78, deck * 0.25),
            (half * 0.5, 0.02),
            (-half * 0.5, 0.02),
            (-half * 0.8, deck * 0.3),
        ]
    )
    edge.line(curve, 0.035)
    pen.lay(body, look.palette[colour], 1.05, 1.0)
    pen.lay(edge, look.palette["ink"], 0.8)
    ripple = pen.mask(half * 1.05, 0.2)
    ripple.line(((-half * 0.95, 0.03), (-half * 0.3, 0.0)), 0.02, 130)
    ripple.line(((half * 0.1, 0.0), (half * 0.9, 0.03)), 0.02, 130)
    pen.lay(ripple, look.palette["ink"], 0.5)


def skiff(pen: Pen, look: Setting) -> None:
    """A fishing skiff with a small mat cover astern and an oar."""
    _hull(pen, look, 1.16, 0.32, 0.28)
    arch = [
        (-0.82 + 0.32 * (1 - math.cos(math.pi * k / 10)), 0.3 + 0.52 * math.sin(math.pi * k / 10))
        for k in range(11)
    ]
    mat, ribs = pen.mask(1.2, 1.02), pen.mask(1.2, 1.02)
    mat.poly(arch)
    pen.lay(mat, look.palette["straw"], 1.1, 1.0)
    for x, y in arch[2:9:2]:
        ribs.line(((x, 0.32), (x, y - 0.03)), 0.018, 160)
    ribs.line(arch, 0.03)
    ribs.line(((-1.12, 0.86), (-0.94, 0.44), (-0.8, 0.04)), 0.03)
    pen.lay(ribs, look.palette["ink"], 0.8)


def sail(pen: Pen, look: Setting) -> None:
    """A sailing boat: one tall battened sail over a small hull."""
    _hull(pen, look, 0.48, 0.14, 0.1)
    belly = 0.06 + 0.3 * look.bend
    cloth, ribs = pen.mask(0.52, 1.02), pen.mask(0.52, 1.02)
    cloth.poly(
        (
            (-0.2, 0.2),
            (-0.22, 0.58),
            (-0.16, 0.94),
            (0.14, 0.97),
            (0.22 + belly, 0.58),
            (0.24, 0.22),
        )
    )
    for k in range(7):
        u = k / 6
        bulge = belly * math.sin(math.pi * u)
        ribs.line(
            ((-0.2 - 0.02 * u, 0.21 + 0.73 * u), (0.24 - 0.1 * u + bulge, 0.22 + 0.75 * u)),
            0.012,
            210,
        )
    ribs.line(((-0.04, 0.1), (-0.04, 0.99)), 0.022)
    ribs.line(
        (
            (-0.2, 0.2),
            (-0.22, 0.58),
            (-0.16, 0.94),
            (0.14, 0.97),
            (0.22 + belly, 0.58),
            (0.24, 0.22),
            (-0.2, 0.2),
        ),
        0.014,
    )
    pen.lay(cloth, look.palette["ochre"], 0.6, 1.0)
    pen.lay(ribs, look.palette["ink"], 0.7)


def ferry(pen: Pen, look: Setting) -> None:
    """A ferry: a broad open boat with its passengers and a ferryman poling."""
    heads = pen.mask(1.02, 1.02)
    for k, colour in enumerate(("blue", "ochre", "rose", "grey")):
        x = -0.52 + 0.3 * k
        robe = pen.mask(1.02, 1.02)
        robe.poly(((x - 0.1, 0.2), (x - 0.06, 0.5), (x + 0.06, 0.5), (x + 0.1, 0.2)))
        pen.lay(robe, look.palette[colour], 1.0, 1.0)
        heads.oval(x, 0.56, 0.06, 0.07)
    pen.lay(heads, look.palette["skin"], 1.2, 1.0)
    _hull(pen, look, 0.95, 0.28, 0.16, "brown")
    man, hat, pole = pen.mask(1.02, 1.02), pen.mask(1.02, 1.02), pen.mask(1.02, 1.02)
    man.poly(((0.6, 0.28), (0.64, 0.66), (0.78, 0.66), (0.82, 0.28)))
    hat.poly(((0.54, 0.74), (0.71, 0.9), (0.88, 0.74)))
    pole.line(((0.52, 0.98), (0.95, 0.02)), 0.026)
    pen.lay(man, look.palette["grey"], 1.2, 1.0)
    pen.lay(hat, look.palette["straw"], 1.2, 1.0)
    pen.lay(pole, look.palette["ink"], 0.9, 0.5)


def painted_boat(pen: Pen, look: Setting) -> None:
    """A painted pleasure boat: red posts, a lifted roof, curtains and lanterns."""
    _hull(pen, look, 0.84, 0.24, 0.12, "crimson")
    curtain, posts = pen.mask(0.88, 1.02), pen.mask(0.88, 1.02)
    curtain.rect(-0.48, 0.24, 0.48, 0.62)
    pen.lay(curtain, look.palette["jade"], 0.8, 1.0)
    columns(posts, 0.48, 0.22, 0.64, 5, 0.045)
    posts.line(((-0.62, 0.36), (0.62, 0.36)), 0.03)
    pen.lay(posts, look.palette["crimson"], 1.0, 1.0)
    roof(pen, look, 0.0, 0.6, 0.66, 0.36, 0.32, "gold")
    lamps = pen.mask(0.88, 1.02)
    for x in (-0.62, 0.62):
        lamps.oval(x, 0.54, 0.05, 0.06)
    pen.lay(lamps, look.palette["sun"], 1.0, 1.0)
