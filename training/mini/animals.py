"""Birds, beasts, fish and butterflies."""

from __future__ import annotations

import math

from training.mini.brushes import Mask, Pen
from training.mini.pigments import Setting


def crane(pen: Pen, look: Setting) -> None:
    """A crane: flying with spread wings where it is high up, else standing on long legs."""
    if look.low:
        _standing_crane(pen, look)
    else:
        _flying_crane(pen, look)


def _standing_crane(pen: Pen, look: Setting) -> None:
    legs, body, edge, dark, red = (pen.mask(0.5, 1.02) for _ in range(5))
    legs.line(((0.0, 0.36), (0.02, 0.18), (0.0, 0.0), (0.08, 0.0)), 0.022)
    legs.line(((-0.08, 0.36), (-0.07, 0.18), (-0.1, 0.0), (-0.02, 0.0)), 0.022)
    for mask, grow in ((edge, 0.02), (body, 0.0)):
        mask.oval(-0.06, 0.47, 0.25 + grow, 0.13 + grow)
        mask.stroke(
            ((0.12, 0.52), (0.24, 0.66), (0.17, 0.8), (0.22, 0.91)), 0.1 + 2 * grow, 0.06 + 2 * grow
        )
        mask.oval(0.24, 0.925, 0.055 + grow, 0.045 + grow)
    for k in range(4):
        dark.stroke(
            ((-0.2, 0.46 - 0.02 * k), (-0.36, 0.42 - 0.03 * k), (-0.4 + 0.05 * k, 0.28)), 0.07, 0.02
        )
    dark.stroke(((0.2, 0.63), (0.19, 0.74), (0.2, 0.86)), 0.05, 0.03)
    dark.line(((0.28, 0.925), (0.44, 0.9)), 0.022)
    red.oval(0.235, 0.965, 0.04, 0.022)
    pen.lay(legs, look.palette["ink"], 0.9)
    pen.lay(edge, look.palette["ink"], 0.7, 0.4)
    pen.lay(body, look.palette["white"], 1.0, 1.0)
    pen.lay(dark, look.palette["hair"], 1.0, 0.9)
    pen.lay(red, look.palette["crimson"], 1.0, 1.0)


_WING_TIPS = (
    ((0.08, 0.76), (0.04, 0.98)), ((0.0, 0.78), (-0.06, 0.97)), ((-0.08, 0.74), (-0.16, 0.92)),
    ((-0.13, 0.66), (-0.22, 0.82)), ((-0.28, 0.16), (-0.46, 0.12)), ((-0.24, 0.13), (-0.38, 0.05)),
    ((-0.16, 0.12), (-0.27, 0.03)), ((-0.08, 0.14), (-0.16, 0.05)),
)  # fmt: skip


def _flying_crane(pen: Pen, look: Setting) -> None:
    """Both wings raised and fanned, neck stretched ahead, legs trailing."""
    edge, body, tips, red = (pen.mask(0.5, 1.02) for _ in range(4))
    for mask, g in ((edge, 0.022), (body, 0.0)):
        mask.stroke(
            ((-0.16, 0.4), (0.02, 0.44), (0.16, 0.5), (0.34, 0.6)), 0.15 + 2 * g, 0.045 + 2 * g
        )
        up = (
            (0.1 + g, 0.44),
            (0.12 + g, 0.72),
            (0.0, 0.95 + g),
            (-0.16 - g, 0.86),
            (-0.14 - g, 0.62),
        )
        down = (
            (0.06, 0.46 + g),
            (-0.16, 0.3),
            (-0.42 - g, 0.12),
            (-0.28, 0.06 - g),
            (-0.04, 0.16 - g),
        )
        mask.blob((*up, (-0.08, 0.4 - g)))
        mask.blob((*down, (0.1 + g, 0.36)))
    for k, ((x, y), (x2, y2)) in enumerate(_WING_TIPS):
        tips.stroke(
            ((x, y), ((x + x2) / 2, (y + y2) / 2), (x2, y2)), 0.06 if k < 4 else 0.055, 0.02
        )
    tips.line(((-0.18, 0.4), (-0.34, 0.36), (-0.47, 0.35)), 0.025)
    tips.line(((0.36, 0.61), (0.47, 0.65)), 0.022)
    tips.stroke(((0.2, 0.53), (0.27, 0.57), (0.33, 0.6)), 0.05, 0.035)
    red.oval(0.34, 0.63, 0.035, 0.024)
    pen.lay(edge, look.palette["ink"], 0.8, 0.5)
    pen.lay(body, look.palette["white"], 1.0, 1.0)
    pen.lay(tips, look.palette["hair"], 1.0, 0.9)
    pen.lay(red, look.palette["crimson"], 1.0, 1.0)


def geese(pen: Pen, look: Setting, count: int) -> None:
    """A skein of wild geese in the shape of the character 人."""
    birds = max(3, min(9, count))
    body, wings = pen.mask(1.1, 1.02), pen.mask(1.1, 1.02)
    arms = birds // 2
    for k in range(birds):
        arm, side = (k + 1) // 2, 1 if k % 2 else -1
        x, y = 0.74 - 1.5 * arm / arms * (1.0 if side > 0 else 0.86), 0.5 + side * 0.34 * arm / arms
        r = 0.21 if birds < 7 else 0.18
        body.stroke(
            ((x - r, y - 0.1 * r), (x, y), (x + 0.7 * r, y + 0.1 * r), (x + 1.4 * r, y + 0.3 * r)),
            0.42 * r,
            0.15 * r,
        )
        wings.stroke(
            ((x + 0.2 * r, y), (x - 0.05 * r, y + 0.5 * r), (x - 0.7 * r, y + 0.85 * r)),
            0.5 * r,
            0.06 * r,
        )
        wings.stroke(
            ((x + 0.2 * r, y), (x - 0.2 * r, y - 0.35 * r), (x - 0.85 * r, y - 0.5 * r)),
            0.42 * r,
            0.06 * r,
        )
    pen.lay(body, look.palette["bird"], 1.1, 0.8)
    pen.lay(wings, look.palette["ink"], 0.95, 0.7)


def mandarin_ducks(pen: Pen, look: Setting, count: int) -> None:
    """Mandarin ducks on the water: the drake orange and crested, the duck plain."""
    for k in range(2 if count < 4 else 4):
        at, low, small = (
            (-0.42, 0.16, 1.0),
            (0.46, 0.04, 0.92),
            (0.0, 0.5, 0.62),
            (-0.78, 0.56, 0.55),
        )[k]
        facing = pen.facing if k % 2 == 0 else -pen.facing
        x, y = pen.x + pen.facing * at * pen.size, pen.y - low * pen.size
        duck = Pen(pen.sheet, x, y, 0.82 * small * pen.size, facing)
        _duck(duck, look, drake=k % 2 == 0)


def _duck(pen: Pen, look: Setting, *, drake: bool) -> None:
    body, wing, head, dark, water = (pen.mask(0.66, 1.05, -0.05) for _ in range(5))
    body.blob(
        (
            (-0.58, 0.46),
            (-0.4, 0.2),
            (-0.1, 0.08),
            (0.26, 0.1),
            (0.42, 0.3),
            (0.36, 0.5),
            (0.1, 0.46),
            (-0.3, 0.44),
        )
    )
    wing.blob(((-0.5, 0.48), (-0.3, 0.22), (0.1, 0.2), (0.16, 0.42)))
    head.stroke(((0.3, 0.36), (0.34, 0.56), (0.36, 0.68)), 0.24, 0.2)
    head.oval(0.36, 0.74, 0.16, 0.14)
    dark.stroke(((0.44, 0.86), (0.28, 0.86), (0.14, 0.68)), 0.1, 0.04)
    dark.oval(0.41, 0.76, 0.025, 0.025)
    pen.lay(body, look.palette["ochre" if drake else "bird"], 0.9, 1.0)
    if drake:
        wing.blob(((-0.3, 0.42), (-0.28, 0.78), (-0.02, 0.56), (0.06, 0.4)))
    pen.lay(wing, look.palette["orange" if drake else "brown"], 1.0, 1.0)
    pen.lay(head, look.palette["orange" if drake else "grey"], 0.85 if drake else 0.7, 1.0)
    pen.lay(dark, look.palette["jade" if drake else "hair"], 1.6 if drake else 0.8, 1.0)
    beak = pen.mask(0.66, 1.05)
    beak.poly(((0.5, 0.78), (0.64, 0.7), (0.5, 0.68)))
    pen.lay(beak, look.palette["crimson" if drake else "ink"], 1.0, 1.0)
    water.line(((-0.6, 0.06), (-0.1, 0.02), (0.6, 0.06)), 0.025, 170)
    water.line(((-0.4, -0.02), (0.4, 0.0)), 0.02, 130)
    pen.lay(water, look.palette["ink"], 0.5)


def egret(pen: Pen, look: Setting) -> None:
    """A white egret standing on one leg, its neck in an S."""
    edge, body, dark = (pen.mask(0.4, 1.02) for _ in range(3))
    for mask, grow in ((edge, 0.022), (body, 0.0)):
        mask.blob(
            [
                (-0.3 - grow, 0.34 - grow),
                (-0.12, 0.56 + grow),
                (0.08, 0.58 + grow),
                (0.14 + grow, 0.48),
                (0.04, 0.4 - grow),
            ]
        )
        mask.stroke(
            ((0.08, 0.5), (0.16, 0.64), (0.04, 0.74), (0.09, 0.9)),
            0.11 + 2 * grow,
            0.055 + 2 * grow,
        )
        mask.oval(0.12, 0.905, 0.06 + grow, 0.042 + grow)
        mask.stroke(((0.08, 0.93), (-0.02, 0.92), (-0.12, 0.84)), 0.02 + grow, 0.008 + grow)
    dark.line(((0.16, 0.905), (0.33, 0.88)), 0.03)
    dark.line(((0.0, 0.42), (0.01, 0.2), (0.0, 0.0)), 0.024)
    dark.line(((-0.06, 0.42), (-0.1, 0.3), (0.0, 0.24)), 0.022)
    dark.line(((-0.07, 0.0), (0.09, 0.0)), 0.02)
    dark.line(((-0.2, 0.42), (-0.06, 0.48)), 0.012, 150)
    pen.lay(edge, look.palette["ink"], 0.75, 0.4)
    pen.lay(body, look.palette["white"], 1.0, 1.0)
    pen.lay(dark, look.palette["ink"], 0.9, 0.5)


def magpie(pen: Pen, look: Setting) -> None:
    """A magpie: black with a white belly and a long tail, on a bough of its own."""
    bough, body, white, blue, leaves = (pen.mask(0.75, 1.02) for _ in range(5))
    bough.stroke(((0.7, 0.02), (0.3, 0.14), (-0.2, 0.16), (-0.7, 0.3)), 0.1, 0.03)
    bough.stroke(((-0.1, 0.16), (-0.3, 0.1), (-0.46, 0.02)), 0.04, 0.015)
    for x, y, angle in (
        (-0.66, 0.3, 2.2),
        (-0.58, 0.26, 3.6),
        (-0.42, 0.05, 3.5),
        (0.56, 0.1, 1.1),
        (0.5, 0.06, -0.9),
        (-0.3, 0.1, 4.4),
    ):
        leaves.leaf(x, y, angle, 0.15, 0.06)
    body.blob(((0.1, 0.34), (0.34, 0.5), (0.44, 0.72), (0.34, 0.86), (0.14, 0.74), (-0.1, 0.46)))
    body.oval(0.38, 0.82, 0.14, 0.13)
    body.poly(((0.48, 0.86), (0.64, 0.8), (0.49, 0.77)))
    body.stroke(((0.0, 0.46), (-0.34, 0.3), (-0.68, 0.06)), 0.16, 0.06)
    body.line(((0.16, 0.34), (0.16, 0.17)), 0.03)
    body.line(((0.24, 0.36), (0.25, 0.17)), 0.03)
    white.blob(((0.14, 0.36), (0.36, 0.5), (0.44, 0.66), (0.3, 0.6), (0.16, 0.46)))
    white.oval(0.08, 0.56, 0.1, 0.05)
    white.oval(0.42, 0.85, 0.022, 0.022)
    blue.blob(((-0.06, 0.46), (0.12, 0.5), (0.02, 0.42), (-0.3, 0.3)))
    pen.lay(
        leaves, look.palette["leaf" if look.season in ("spring", "summer") else "sere"], 0.9, 0.9
    )
    pen.lay(bough, look.palette["trunk"], 0.9, 0.9)
    pen.lay(body, look.palette["hair"], 1.05, 1.0)
    pen.lay(white, look.palette["white"], 1.0, 1.0)
    pen.lay(blue, look.palette["azure"], 0.9, 0.8)


def butterfly(pen: Pen, look: Setting, count: int) -> None:
    """One to three butterflies with spotted wings."""
    spots = (
        ((0.0, 0.5, 0.46),)
        if count < 2
        else ((-0.28, 0.34, 0.32), (0.32, 0.68, 0.28), (0.36, 0.2, 0.2))
    )
    for at, high, r in spots[: max(1, min(3, count))]:
        wings, marks, body = (pen.mask(0.68, 1.05) for _ in range(3))
        for side in (-1, 1):
            wings.blob(
                [
                    (at, high),
                    (at + side * 0.22 * r, high + 0.5 * r),
                    (at + side * 0.7 * r, high + 0.92 * r),
                    (at + side * 1.18 * r, high + 0.84 * r),
                    (at + side * 1.05 * r, high + 0.4 * r),
                    (at + side * 0.6 * r, high + 0.02 * r),
                ]
            )
            wings.blob(
                [
                    (at, high + 0.05 * r),
                    (at + side * 0.6 * r, high + 0.08 * r),
                    (at + side * 0.92 * r, high - 0.25 * r),
                    (at + side * 0.72 * r, high - 0.72 * r),
                    (at + side * 0.32 * r, high - 0.62 * r),
                ]
            )
            marks.stroke(
                (
                    (at + side * 0.4 * r, high + 0.7 * r),
                    (at + side * 0.8 * r, high + 0.96 * r),
                    (at + side * 1.18 * r, high + 0.86 * r),
                    (at + side * 1.06 * r, high + 0.36 * r),
                ),
                0.06 * r,
                0.12 * r,
            )
            marks.oval(at + side * 0.8 * r, high + 0.55 * r, 0.15 * r, 0.13 * r)
            marks.oval(at + side * 0.6 * r, high - 0.4 * r, 0.13 * r, 0.12 * r)
            body.line(((at, high + 0.35 * r), (at + side * 0.3 * r, high + 0.9 * r)), 0.03 * r)
        body.oval(at, high, 0.09 * r, 0.42 * r)
        pen.lay(wings, look.palette["yellow"], 1.0, 1.0)
        pen.lay(marks, look.palette["azure"], 1.3, 0.9)
        pen.lay(body, look.palette["hair"], 1.0, 1.0)


def fish(pen: Pen, look: Setting, count: int) -> None:
    """Carp at play, orange and grey, with water weed."""
    spots = (
        (-0.32, 0.66, 0.82, 0.22),
        (0.34, 0.32, 0.78, -0.24),
        (0.5, 0.82, 0.5, 0.3),
        (-0.5, 0.2, 0.5, -0.1),
    )
    for k, (at, high, long, turn) in enumerate(spots[: max(1, min(4, count))]):
        body, fins, scales = (pen.mask(0.92, 1.05) for _ in range(3))
        _one_fish(body, fins, scales, at, high, long, turn)
        colour = "orange" if k % 2 == 0 else "grey"
        pen.lay(fins, look.palette[colour], 0.6, 0.7)
        pen.lay(body, look.palette[colour], 1.0, 0.95)
        pen.lay(scales, look.palette["ink"], 0.55)
    weed = pen.mask(0.92, 1.02)
    for k in range(5):
        x = -0.8 + 0.1 * k
        weed.stroke(((x, 0.0), (x + 0.06, 0.2), (x - 0.02, 0.36 + 0.04 * (k % 3))), 0.03, 0.01, 200)
    pen.lay(weed, look.palette["leaf"], 0.7, 0.3)


def _one_fish(
    body: Mask, fins: Mask, scales: Mask, at: float, high: float, long: float, turn: float
) -> None:
    c, s = math.cos(turn), math.sin(turn)

    def place(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(at + long * (x * c - y * s), high + long * (x * s + y * c)) for x, y in points]

    body.blob(
        place(
            [
                (0.52, 0.0),
                (0.42, 0.1),
                (0.2, 0.17),
                (-0.1, 0.14),
                (-0.4, 0.05),
                (-0.4, -0.05),
                (-0.1, -0.14),
                (0.2, -0.17),
                (0.42, -0.1),
            ]
        )
    )
    fins.poly(place([(-0.36, 0.0), (-0.62, 0.2), (-0.54, 0.0), (-0.64, -0.18)]))
    fins.poly(place([(0.2, 0.15), (0.0, 0.28), (-0.12, 0.13)]))
    fins.poly(place([(0.18, -0.14), (0.06, -0.28), (0.02, -0.13)]))
    for k in range(5):
        x = 0.22 - 0.12 * k
        scales.line(
            place([(x, 0.13 - 0.02 * k), (x - 0.05, 0.0), (x, -0.13 + 0.02 * k)]), 0.008, 150
        )
    for x, y in place([(0.4, 0.05)]):
        scales.oval(x, y, 0.022, 0.022)


def deer(pen: Pen, look: Setting) -> None:
    """A spotted deer with branching antlers, looking up."""
    body, antlers, spots = (pen.mask(0.6, 1.02) for _ in range(3))
    body.oval(-0.06, 0.44, 0.3, 0.13)
    for x in (-0.3, -0.2, 0.1, 0.2):
        body.stroke(((x, 0.42), (x + 0.02, 0.2), (x, 0.0)), 0.085, 0.035)
    body.stroke(((0.14, 0.46), (0.26, 0.58), (0.3, 0.7)), 0.17, 0.09)
    body.stroke(((0.27, 0.73), (0.36, 0.71), (0.47, 0.66)), 0.12, 0.05)
    body.leaf(0.26, 0.74, 2.6, 0.1, 0.05)
    body.stroke(((-0.34, 0.5), (-0.4, 0.46), (-0.41, 0.4)), 0.06, 0.03)
    antlers.stroke(((0.29, 0.77), (0.22, 0.88), (0.26, 1.0)), 0.026, 0.012)
    antlers.stroke(((0.31, 0.77), (0.36, 0.88), (0.34, 0.99)), 0.026, 0.012)
    antlers.line(((0.24, 0.86), (0.16, 0.93)), 0.016)
    antlers.line(((0.35, 0.86), (0.43, 0.93)), 0.016)
    antlers.oval(0.37, 0.73, 0.016, 0.016)
    for k in range(9):
        spots.oval(-0.26 + 0.05 * k, 0.47 + 0.035 * (k % 3 - 1), 0.016, 0.014)
    pen.lay(body, look.palette["deer"], 1.1, 1.0)
    pen.lay(spots, look.palette["white"], 1.0, 0.9)
    pen.lay(antlers, look.palette["ink"], 0.85, 0.5)


def quail(pen: Pen, look: Setting) -> None:
    """A round, speckled quail on the ground."""
    body, breast, marks = (pen.mask(0.66, 1.02) for _ in range(3))
    body.blob(
        (
            (-0.6, 0.2),
            (-0.44, 0.46),
            (-0.16, 0.7),
            (0.14, 0.76),
            (0.34, 0.6),
            (0.34, 0.34),
            (0.14, 0.16),
            (-0.2, 0.14),
        )
    )
    body.oval(0.32, 0.78, 0.17, 0.15)
    breast.oval(0.2, 0.36, 0.18, 0.18)
    for row in range(4):
        for k in range(5):
            x, y = 0.1 - 0.115 * k - 0.03 * row, 0.66 - 0.1 * row - 0.055 * k
            marks.line(((x, y), (x - 0.07, y - 0.035)), 0.024, 200)
    marks.stroke(((0.16, 0.56), (-0.1, 0.34), (-0.5, 0.26)), 0.03, 0.012)
    marks.line(((0.22, 0.88), (0.44, 0.86)), 0.03)
    marks.oval(0.37, 0.79, 0.025, 0.025)
    marks.poly(((0.47, 0.8), (0.6, 0.74), (0.47, 0.72)))
    for x in (-0.02, 0.14):
        marks.line(((x, 0.18), (x + 0.02, 0.0), (x + 0.12, 0.0)), 0.028)
    pen.lay(body, look.palette["brown"], 0.85, 1.0)
    pen.lay(breast, look.palette["straw"], 0.8, 0.7, 0.04)
    pen.lay(marks, look.palette["ink"], 0.85)
