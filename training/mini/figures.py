"""People: each known by what he carries, rides or wears."""

from __future__ import annotations

from training.mini.brushes import Mask, Pen, curve
from training.mini.pigments import Setting

_SLEEVE = ((0.28, 0.82), (0.52, 0.62), (0.74, 0.45), (0.54, 0.3), (0.48, 0.14), (0.54, 0.0))
_OTHER_SLEEVE = ((0.28, 0.82), (0.52, 0.64), (0.75, 0.48), (0.52, 0.34), (0.48, 0.14), (0.54, 0.0))


def _robe(
    pen: Pen, look: Setting, x: float, foot: float, tall: float, colour: str, wide: float = 0.34
) -> None:
    """A standing robe with sleeves, a sash and folds; the head is not part of it."""
    body, folds = pen.mask(0.8, 1.05), pen.mask(0.8, 1.05)
    w, y = wide * tall, foot
    left = curve([(x - across * w, y + up * tall) for across, up in _SLEEVE])
    right = curve([(x + across * w, y + up * tall) for across, up in _OTHER_SLEEVE])
    body.poly(left + right[::-1])
    folds.line(left, 0.014)
    folds.line(right, 0.014)
    folds.stroke(
        (
            (x - 0.12 * w, y + 0.78 * tall),
            (x + 0.1 * w, y + 0.52 * tall),
            (x + 0.04 * w, y + 0.25 * tall),
            (x - 0.04 * w, y + 0.03),
        ),
        0.016,
        0.008,
    )
    folds.stroke(
        ((x + 0.2 * w, y + 0.4 * tall), (x + 0.26 * w, y + 0.2 * tall), (x + 0.24 * w, y + 0.03)),
        0.012,
        0.006,
    )
    folds.stroke(
        ((x - 0.22 * w, y + 0.4 * tall), (x - 0.28 * w, y + 0.2 * tall), (x - 0.26 * w, y + 0.03)),
        0.012,
        0.006,
    )
    folds.line(((x - 0.42 * w, y + 0.42 * tall), (x + 0.42 * w, y + 0.42 * tall)), 0.022)
    pen.lay(body, look.palette[colour], 1.0, 1.0)
    pen.lay(folds, look.palette["ink"], 0.75)


def _head(pen: Pen, look: Setting, x: float, y: float, r: float, cover: str = "bun") -> None:
    """A head: "bun", "cap" (a scholar's), "hat" (a wide straw cone) or "shaven"."""
    face, hair = pen.mask(0.8, 1.05), pen.mask(0.8, 1.05)
    face.oval(x, y, 0.8 * r, r)
    pen.lay(face, look.palette["skin"], 1.3, 1.0)
    if cover == "hat":
        hair.poly(
            (
                (x - 2.3 * r, y + 0.25 * r),
                (x, y + 1.9 * r),
                (x + 2.3 * r, y + 0.25 * r),
                (x, y + 0.5 * r),
            )
        )
        pen.lay(hair, look.palette["straw"], 1.2, 1.0)
        rim = pen.mask(0.8, 1.05)
        rim.line(
            ((x - 2.3 * r, y + 0.25 * r), (x, y + 1.9 * r), (x + 2.3 * r, y + 0.25 * r)), 0.012
        )
        pen.lay(rim, look.palette["ink"], 0.7)
        return
    if cover != "shaven":
        hair.oval(x - 0.15 * r, y + 0.45 * r, 0.8 * r, 0.65 * r)
        hair.oval(x - 0.1 * r, y + 1.15 * r, 0.35 * r, 0.35 * r)
    if cover == "cap":
        hair.rect(x - 0.75 * r, y + 0.3 * r, x + 0.6 * r, y + 1.5 * r)
        hair.line(((x - 0.6 * r, y + 0.5 * r), (x - 1.7 * r, y + 0.1 * r)), 0.25 * r)
    pen.lay(hair, look.palette["hair"], 1.0, 1.0)


def scholar(pen: Pen, look: Setting) -> None:
    """A scholar in a long pale robe and black cap, leaning on a staff."""
    _robe(pen, look, -0.02, 0.0, 0.86, "white" if look.style == "ink" else "pale", 0.46)
    _head(pen, look, -0.02, 0.82, 0.095, "cap")
    trim = pen.mask(0.4, 1.02)
    trim.line(((0.22, 0.0), (0.23, 0.74)), 0.026)
    trim.line(((-0.2, 0.015), (0.18, 0.015)), 0.03, 170)
    trim.line(((-0.1, 0.7), (-0.01, 0.58), (0.06, 0.7)), 0.03)
    pen.lay(trim, look.palette["ink"], 0.85)


def monk(pen: Pen, look: Setting) -> None:
    """A monk: shaven head, saffron robe, beads and a ringed staff."""
    _robe(pen, look, -0.02, 0.0, 0.88, "orange", 0.44)
    _head(pen, look, -0.02, 0.84, 0.1, "shaven")
    sash, beads = pen.mask(0.4, 1.02), pen.mask(0.4, 1.02)
    sash.stroke(((0.1, 0.72), (-0.04, 0.5), (-0.16, 0.3)), 0.07, 0.09)
    beads.line(((0.25, 0.0), (0.25, 0.94)), 0.026)
    beads.oval(0.25, 0.95, 0.045, 0.045)
    pen.lay(sash, look.palette["crimson"], 0.9, 0.9)
    pen.lay(beads, look.palette["ink"], 0.85)


def fisherman(pen: Pen, look: Setting) -> None:
    """A fisherman sitting under a straw hat and cape, his rod out over the water."""
    cape, lines = pen.mask(0.74, 1.05), pen.mask(0.74, 1.05)
    cape.poly(
        (
            (-0.5, 0.0),
            (-0.48, 0.34),
            (-0.34, 0.6),
            (-0.18, 0.6),
            (-0.02, 0.36),
            (0.12, 0.16),
            (0.12, 0.0),
        )
    )
    for k in range(5):
        lines.line(((-0.3 + 0.03 * k, 0.56), (-0.44 + 0.09 * k, 0.1)), 0.016, 160)
    pen.lay(cape, look.palette["brown"], 0.9, 1.0)
    pen.lay(lines, look.palette["ink"], 0.7)
    _head(pen, look, -0.24, 0.68, 0.1, "hat")
    rod = pen.mask(0.74, 1.05)
    rod.stroke(((-0.12, 0.3), (0.25, 0.66), (0.68, 0.86)), 0.034, 0.014)
    rod.line(((0.68, 0.86), (0.67, 0.04)), 0.008)
    pen.lay(rod, look.palette["ink"], 0.95)


def _walker(pen: Pen, look: Setting, colour: str, cover: str) -> None:
    """Someone walking in a short coat and trousers, bent under a load."""
    legs, coat = pen.mask(0.7, 1.05), pen.mask(0.7, 1.05)
    legs.stroke(((-0.02, 0.36), (-0.1, 0.18), (-0.16, 0.0)), 0.1, 0.06)
    legs.stroke(((0.03, 0.36), (0.1, 0.18), (0.12, 0.0)), 0.1, 0.06)
    coat.poly(((-0.14, 0.3), (-0.12, 0.58), (-0.02, 0.68), (0.1, 0.66), (0.15, 0.48), (0.16, 0.28)))
    pen.lay(legs, look.palette["grey"], 0.85, 1.0)
    pen.lay(coat, look.palette[colour], 1.0, 1.0)
    _head(pen, look, 0.06, 0.76, 0.085, cover)


def woodcutter(pen: Pen, look: Setting) -> None:
    """A woodcutter with a great bundle of firewood on his back."""
    bundle, sticks = pen.mask(0.5, 1.05), pen.mask(0.5, 1.05)
    bundle.poly(
        ((-0.44, 0.42), (-0.34, 0.86), (-0.14, 0.94), (-0.04, 0.76), (-0.1, 0.36), (-0.26, 0.3))
    )
    for k in range(8):
        sticks.line(((-0.4 + 0.045 * k, 0.34), (-0.36 + 0.045 * k, 0.97 - 0.02 * (k % 3))), 0.02)
    sticks.line(((-0.44, 0.52), (-0.06, 0.5)), 0.03)
    pen.lay(bundle, look.palette["brown"], 0.8, 1.0)
    pen.lay(sticks, look.palette["ink"], 0.75)
    _walker(pen, look, "grey", "bun")
    axe = pen.mask(0.5, 1.05)
    axe.line(((0.12, 0.5), (0.34, 0.62)), 0.03)
    axe.poly(((0.3, 0.56), (0.4, 0.56), (0.4, 0.7), (0.33, 0.68)))
    pen.lay(axe, look.palette["ink"], 0.9)


def porter(pen: Pen, look: Setting) -> None:
    """A porter with two baskets swinging from a shoulder pole."""
    _walker(pen, look, "blue", "hat")
    pole, baskets, weave = pen.mask(0.6, 1.05), pen.mask(0.6, 1.05), pen.mask(0.6, 1.05)
    pole.stroke(((-0.54, 0.58), (0.0, 0.67), (0.54, 0.58)), 0.035, 0.035)
    for x in (-0.44, 0.44):
        pole.line(((x - 0.1, 0.3), (x, 0.58), (x + 0.1, 0.3)), 0.012)
        baskets.poly(((x - 0.14, 0.32), (x - 0.1, 0.06), (x + 0.1, 0.06), (x + 0.14, 0.32)))
        for y in (0.12, 0.2, 0.28):
            weave.line(((x - 0.13, y), (x + 0.13, y)), 0.014)
    pen.lay(baskets, look.palette["ochre"], 1.1, 1.0)
    pen.lay(weave, look.palette["ink"], 0.6)
    pen.lay(pole, look.palette["ink"], 0.9)


def _beast(mask: Mask, back: float, long: float, deep: float, leg: float) -> None:
    """Body and four legs of a beast that faces right; `back` is the height of its back."""
    mask.oval(0.0, back - deep / 2, long, deep / 2)
    for x in (-0.78, -0.5, 0.48, 0.76):
        mask.stroke(
            (
                (x * long, back - deep * 0.6),
                (x * long + 0.02, (back - deep) * 0.5),
                (x * long, 0.0),
            ),
            leg,
            leg * 0.6,
        )


def rider(pen: Pen, look: Setting) -> None:
    """A traveller on horseback."""
    horse, dark = pen.mask(0.56, 1.05), pen.mask(0.56, 1.05)
    _beast(horse, 0.52, 0.3, 0.25, 0.075)
    horse.stroke(((0.2, 0.42), (0.32, 0.56), (0.38, 0.68)), 0.17, 0.1)
    horse.stroke(((0.35, 0.7), (0.43, 0.64), (0.5, 0.55)), 0.11, 0.06)
    dark.stroke(((-0.28, 0.46), (-0.4, 0.4), (-0.42, 0.16)), 0.05, 0.03)
    dark.stroke(((0.14, 0.52), (0.25, 0.64), (0.34, 0.74)), 0.05, 0.03)
    pen.lay(horse, look.palette["horse"], 1.0, 1.0)
    pen.lay(dark, look.palette["ink"], 0.9, 0.6)
    coat = pen.mask(0.56, 1.05)
    coat.poly(
        (
            (-0.14, 0.34),
            (-0.14, 0.6),
            (-0.1, 0.76),
            (0.06, 0.76),
            (0.12, 0.58),
            (0.1, 0.3),
            (0.0, 0.26),
        )
    )
    pen.lay(coat, look.palette["crimson"], 0.85, 1.0)
    _head(pen, look, -0.02, 0.85, 0.08, "cap")


def ox_boy(pen: Pen, look: Setting) -> None:
    """A herd boy playing his flute on the back of a water buffalo."""
    ox, horns = pen.mask(0.66, 1.05), pen.mask(0.66, 1.05)
    _beast(ox, 0.58, 0.38, 0.38, 0.1)
    ox.stroke(((0.3, 0.46), (0.42, 0.46), (0.5, 0.42)), 0.22, 0.17)
    ox.oval(0.5, 0.38, 0.09, 0.11)
    ox.stroke(((-0.36, 0.48), (-0.44, 0.36), (-0.44, 0.16)), 0.04, 0.03)
    horns.stroke(((0.46, 0.5), (0.38, 0.62), (0.28, 0.62)), 0.05, 0.02)
    horns.stroke(((0.5, 0.5), (0.58, 0.6), (0.62, 0.66)), 0.05, 0.02)
    pen.lay(ox, look.palette["ox"], 1.1, 1.0)
    pen.lay(horns, look.palette["ink"], 1.0, 0.8)
    coat, flute = pen.mask(0.66, 1.05), pen.mask(0.66, 1.05)
    coat.poly(((-0.2, 0.5), (-0.16, 0.78), (0.0, 0.8), (0.06, 0.68), (0.1, 0.46), (0.02, 0.42)))
    flute.line(((-0.06, 0.82), (0.26, 0.76)), 0.024)
    pen.lay(coat, look.palette["blue"], 0.9, 1.0)
    _head(pen, look, -0.07, 0.87, 0.075, "bun")
    pen.lay(flute, look.palette["brown"], 1.2, 1.0)


def qin_player(pen: Pen, look: Setting) -> None:
    """Someone seated on the ground with a long zither across a low table."""
    robe, folds = pen.mask(0.62, 1.05), pen.mask(0.62, 1.05)
    robe.poly(
        (
            (-0.46, 0.0),
            (-0.4, 0.24),
            (-0.24, 0.66),
            (-0.1, 0.74),
            (0.06, 0.66),
            (0.2, 0.4),
            (0.3, 0.36),
            (0.3, 0.0),
        )
    )
    folds.line(
        ((-0.46, 0.0), (-0.4, 0.24), (-0.24, 0.66), (-0.1, 0.74), (0.06, 0.66), (0.2, 0.4)), 0.016
    )
    folds.line(((-0.12, 0.7), (-0.04, 0.5), (-0.1, 0.3)), 0.016)
    pen.lay(robe, look.palette["blue"], 0.5, 1.0)
    pen.lay(folds, look.palette["ink"], 0.8)
    _head(pen, look, -0.1, 0.84, 0.11, "cap")
    qin, strings = pen.mask(0.62, 1.05), pen.mask(0.62, 1.05)
    qin.poly(((-0.44, 0.33), (-0.46, 0.42), (0.58, 0.47), (0.6, 0.36)))
    qin.rect(-0.28, 0.0, -0.22, 0.36)
    qin.rect(0.44, 0.0, 0.5, 0.38)
    for k in range(3):
        strings.line(((-0.4, 0.37 + 0.014 * k), (0.56, 0.4 + 0.02 * k)), 0.006)
    sleeve = pen.mask(0.62, 1.05)
    sleeve.stroke(((-0.16, 0.58), (0.02, 0.52), (0.16, 0.44)), 0.14, 0.1)
    pen.lay(qin, look.palette["timber"], 1.2, 1.0)
    pen.lay(strings, look.palette["white"], 1.0, 0.7)
    pen.lay(sleeve, look.palette["blue"], 0.62, 1.0)
