"""Trees: pine, willow, plum, peach, maple, banana and bamboo."""

from __future__ import annotations

import math
from random import Random

from training.mini.brushes import Mask, Pen, Point
from training.mini.pigments import Setting


def _trunk(
    pen: Pen, look: Setting, spine: list[Point], width: float, branches: list[list[Point]]
) -> None:
    """A tapering trunk with its branches: body colour, then a darker, broken edge of ink."""
    mask = pen.mask(0.55, 1.02)
    mask.stroke(spine, width, width * 0.3)
    for branch in branches:
        mask.stroke(branch, width * 0.42, width * 0.1)
    pen.lay(mask, look.palette["trunk"], 0.95, 0.9, dry=0.25)
    edge = pen.mask(0.55, 1.02)
    side = width * 0.32
    edge.stroke(
        [(x + side * (1 - i / len(spine)), y) for i, (x, y) in enumerate(spine)],
        width * 0.3,
        width * 0.12,
    )
    pen.lay(edge, look.palette["ink"], 0.6, 0.0, dry=0.6)


def _snow_on(pen: Pen, look: Setting, spots: list[tuple[float, float, float]]) -> None:
    if not look.snow:
        return
    mask = pen.mask(0.55, 1.05)
    for x, y, r in spots:
        mask.oval(x, y, r, r * 0.4)
    pen.lay(mask, look.palette["white"], 1.0, 0.85)


def pine(pen: Pen, look: Setting) -> None:
    """A leaning pine: scaly trunk, level branches that carry flat pads of needles."""
    stream = look.stream
    lean = stream.uniform(0.04, 0.12)
    spine = [
        (-lean, 0.0),
        (-lean * 0.3, 0.24),
        (lean * 0.9, 0.48),
        (lean * 0.5, 0.7),
        (lean * 1.2, 0.88),
    ]
    pads: list[tuple[float, float, float]] = [(lean * 1.2, 0.9, 0.17)]
    branches: list[list[Point]] = []
    for k, y in enumerate((0.44, 0.56, 0.68, 0.8)):
        side = 1 if k % 2 else -1
        reach = stream.uniform(0.24, 0.33) * (1.15 - 0.35 * k / 3)
        x0 = lean * (0.9 if y < 0.6 else 0.7)
        tip = (max(-0.34, min(0.34, x0 + side * reach)), y + stream.uniform(-0.03, 0.05))
        branches.append([(x0, y - 0.05), (x0 + side * reach * 0.5, y + 0.03), tip])
        pads += [(tip[0], tip[1] + 0.03, 0.15), (x0 + side * reach * 0.45, y + 0.07, 0.13)]
    _trunk(pen, look, spine, 0.085, branches)
    _needles(pen, look, pads)
    _snow_on(pen, look, [(x, y + 0.045, r * 0.8) for x, y, r in pads])


def _needles(pen: Pen, look: Setting, pads: list[tuple[float, float, float]]) -> None:
    wash = pen.mask(0.55, 1.05)
    fans = pen.mask(0.55, 1.05)
    for x, y, r in pads:
        wash.oval(x, y, r, r * 0.36, 190)
        wash.oval(x + 0.3 * r, y + 0.18 * r, r * 0.6, r * 0.3, 220)
        for k in range(pen.some(3, 7)):
            cx = x + (k / max(1, pen.some(3, 7) - 1) - 0.5) * 1.7 * r
            for n in range(pen.some(4, 9)):
                angle = math.pi * (0.12 + 0.76 * n / max(1, pen.some(4, 9) - 1))
                fans.line(
                    (
                        (cx, y - 0.15 * r),
                        (cx + 0.36 * r * math.cos(angle), y - 0.15 * r + 0.5 * r * math.sin(angle)),
                    ),
                    0.005,
                )
    pen.lay(wash, look.palette["needle"], 0.62, 0.5, 0.008)
    pen.lay(fans, look.palette["needle"], 0.8)


def willow(pen: Pen, look: Setting) -> None:
    """A willow: a short leaning trunk and a curtain of hanging twigs, swept aside by wind."""
    stream, bend = look.stream, look.bend
    lean = stream.uniform(0.05, 0.12)
    spine = [(-lean, 0.0), (-lean * 0.4, 0.2), (lean * 0.6, 0.4), (lean * 0.3, 0.62)]
    crown = [(-0.22, 0.78), (-0.08, 0.9), (0.1, 0.92), (0.26, 0.78), (0.02, 0.74)]
    _trunk(
        pen,
        look,
        spine,
        0.1,
        [[(lean * 0.4, 0.52), ((x + lean) / 2, (y + 0.55) / 2), (x, y)] for x, y in crown],
    )
    leafy = {"spring": "young", "summer": "leaf", "autumn": "sere", "winter": "trunk"}[look.season]
    twigs, haze = pen.mask(0.6, 1.05, -0.02), pen.mask(0.6, 1.05)
    for x, y in crown:
        haze.oval(x, y - 0.04, 0.17, 0.1, 150)
    for k in range(34):
        x, y = crown[k % 5]
        x0, y0 = x + stream.uniform(-0.14, 0.14), y + stream.uniform(-0.05, 0.07)
        out = (0.06 if x0 > 0 else -0.06) + bend * 0.6
        x1 = max(-0.47, min(0.47, x0 + out + stream.uniform(-0.02, 0.02)))
        drop = stream.uniform(0.3, 0.62) * (0.62 if bend else 1.0)
        x2 = max(-0.48, min(0.48, x1 + bend * 0.9))
        path = [(x0, y0), (x1, y0 - 0.02), ((x1 + x2) / 2, y0 - drop * 0.5), (x2, y0 - drop)]
        twigs.stroke(path, 0.008, 0.005, 210, 3)
        if look.season != "winter" and pen.detail > 0.4:
            _twig_leaves(twigs, path)
    if look.season != "winter":
        pen.lay(haze, look.palette[leafy], 0.45, 0.2, 0.03)
    pen.lay(twigs, look.palette[leafy], 0.95)
    _snow_on(pen, look, [(x, y + 0.05, 0.12) for x, y in crown])


def _twig_leaves(mask: Mask, path: list[Point]) -> None:
    (ax, ay), (bx, by) = path[1], path[3]
    for n in range(7):
        u = n / 7
        x, y = ax + (bx - ax) * u, ay + (by - ay) * u
        side = -1 if n % 2 else 1
        mask.leaf(x, y, -math.pi / 2 + side * 0.5, 0.045, 0.011, 220)


def _boughs(stream: Random, spread: float) -> tuple[list[Point], list[list[Point]]]:
    """An old fruit tree's spine and boughs, all of them curved."""
    bow = stream.uniform(0.08, 0.16)
    spine = [(-0.04, 0.0), (-0.04 - bow, 0.2), (-0.02, 0.42), (0.08, 0.58), (0.02, 0.76)]
    boughs: list[list[Point]] = []
    starts = ((-0.06, 0.3), (0.0, 0.44), (0.06, 0.54), (0.05, 0.64), (0.02, 0.74))
    for k, (x, y) in enumerate(starts):
        side = 1 if k % 2 else -1
        reach = spread * stream.uniform(0.75, 1.0)
        x2 = max(-0.46, min(0.46, x + side * reach))
        rise = stream.uniform(0.1, 0.24)
        boughs.append(
            [
                (x, y),
                (x + side * reach * 0.45, y + 0.02),
                (x + side * reach * 0.8, y + rise * 0.5),
                (x2, min(0.96, y + rise)),
            ]
        )
    boughs.append([(0.02, 0.74), (0.0, 0.86), (0.06, 0.97)])
    return spine, boughs


def _along(boughs: list[list[Point]], stream: Random, per_bough: int) -> list[Point]:
    spots: list[Point] = []
    for bough in boughs:
        for _ in range(per_bough):
            u = 0.25 + 0.75 * stream.random()
            k = min(len(bough) - 2, int(u * (len(bough) - 1)))
            f = u * (len(bough) - 1) - k
            (ax, ay), (bx, by) = bough[k], bough[k + 1]
            spots.append(
                (
                    ax + (bx - ax) * f + stream.uniform(-0.02, 0.02),
                    ay + (by - ay) * f + stream.uniform(-0.02, 0.025),
                )
            )
    return spots


def blossom(mask: Mask, x: float, y: float, r: float, petals: int = 5, turn: float = 0.0) -> None:
    """A flower of round petals."""
    for k in range(petals):
        angle = turn + 2 * math.pi * k / petals
        mask.oval(
            x + 0.62 * r * math.cos(angle), y + 0.62 * r * math.sin(angle), 0.48 * r, 0.48 * r
        )


def plum(pen: Pen, look: Setting) -> None:
    """A flowering plum: a bowed old trunk, thin straight shoots, single blossoms on bare wood."""
    stream = look.stream
    spine, boughs = _boughs(stream, 0.42)
    shoots = []
    for x, y in _along(boughs, stream, 2):
        side = stream.choice((-1, 1))
        x2, y2 = (
            max(-0.47, min(0.47, x + side * stream.uniform(0.03, 0.09))),
            min(0.98, y + stream.uniform(0.07, 0.17)),
        )
        shoots.append([(x, y), ((x + x2) / 2 + side * 0.012, (y + y2) / 2), (x2, y2)])
    _trunk(pen, look, spine, 0.085, boughs + shoots)
    flower = (
        stream.choice(("rose", "pink", "white"))
        if look.style != "ink"
        else stream.choice(("white", "pink"))
    )
    spots = _along(boughs + shoots[::2], stream, 4)
    halo, petals, hearts = pen.mask(0.55, 1.05), pen.mask(0.55, 1.05), pen.mask(0.55, 1.05)
    for x, y in spots:
        r, turn = stream.uniform(0.021, 0.029), stream.random() * 6
        halo.oval(x, y, 1.22 * r, 1.22 * r)
        blossom(petals, x, y, r, 5, turn)
        hearts.oval(x, y, 0.3 * r, 0.3 * r)
    pen.lay(halo, look.palette["rose" if flower != "white" else "ink"], 0.55, 0.4)
    pen.lay(petals, look.palette[flower], 1.0, 1.0)
    pen.lay(hearts, look.palette["crimson"], 0.9, 0.3)
    _snow_on(pen, look, [(b[1][0], b[1][1] + 0.025, 0.07) for b in boughs])


def peach(pen: Pen, look: Setting) -> None:
    """A peach tree in flower: rounded clouds of pink with young leaves among them."""
    stream = look.stream
    spine, boughs = _boughs(stream, 0.36)
    _trunk(pen, look, spine, 0.075, boughs)
    clouds, petals, pale, leaves = (pen.mask(0.55, 1.05) for _ in range(4))
    for bough in boughs:
        for x, y in bough[1:]:
            clouds.oval(x, min(0.9, y), 0.11, 0.08, 170)
    for x, y in _along(boughs, stream, 24):
        x, y = x + stream.gauss(0, 0.03), min(0.985, y + stream.gauss(0.0, 0.03))
        (petals if stream.random() < 0.45 else pale).oval(
            x, y, 0.02, 0.018, stream.randint(190, 255)
        )
    for x, y in _along(boughs, stream, 5):
        leaves.leaf(x, y, stream.uniform(-0.8, 3.9), 0.06, 0.018)
    pen.lay(clouds, look.palette["pink"], 0.85, 0.55, 0.02)
    pen.lay(petals, look.palette["rose"], 0.75, 0.6)
    pen.lay(pale, look.palette["pink"], 0.9, 0.85)
    pen.lay(leaves, look.palette["young"], 0.9, 0.5)


def maple(pen: Pen, look: Setting) -> None:
    """A maple in autumn: broad clusters of red leaves over a forked trunk."""
    stream = look.stream
    spine = [(0.0, 0.0), (-0.03, 0.22), (0.03, 0.45), (0.0, 0.7)]
    tips = [
        (-0.26, 0.62),
        (0.27, 0.66),
        (-0.16, 0.82),
        (0.17, 0.86),
        (0.0, 0.9),
        (-0.3, 0.48),
        (0.3, 0.5),
    ]
    tips = [(x + stream.uniform(-0.04, 0.04), y + stream.uniform(-0.04, 0.03)) for x, y in tips]
    _trunk(
        pen,
        look,
        spine,
        0.075,
        [[(0.0, max(0.3, y - 0.28)), (x * 0.5, y - 0.1), (x, y)] for x, y in tips],
    )
    clouds, dark, bright = pen.mask(0.55, 1.05), pen.mask(0.55, 1.05), pen.mask(0.55, 1.05)
    for x, y in tips:
        clouds.oval(x, y, 0.15, 0.09, 160)
        for _ in range(pen.some(12, 34)):
            dx, dy = stream.gauss(0, 0.065), stream.gauss(0, 0.04)
            r = stream.uniform(0.012, 0.022)
            x1, y1 = max(-0.44, min(0.44, x + dx)), min(0.985, y + dy)
            for turn in (0.5, 1.57, 2.64):
                (dark if dy < 0 else bright).leaf(x1, y1, turn, 1.6 * r, r)
    pen.lay(clouds, look.palette["maple"], 0.55, 0.45, 0.02)
    pen.lay(dark, look.palette["crimson"], 0.8, 0.4)
    pen.lay(bright, look.palette["orange"], 0.9, 0.7)


def banana(pen: Pen, look: Setting) -> None:
    """A banana plant: huge arching leaves with a pale rib and torn edges."""
    stream = look.stream
    leaves = (
        (-0.4, 0.62),
        (0.4, 0.6),
        (-0.24, 0.95),
        (0.26, 0.93),
        (0.02, 0.99),
        (-0.42, 0.34),
        (0.42, 0.34),
    )
    body, ribs = pen.mask(0.5, 1.02), pen.mask(0.5, 1.02)
    stalk = pen.mask(0.2, 0.6)
    stalk.stroke([(0.0, 0.0), (0.01, 0.25), (0.0, 0.5)], 0.1, 0.06)
    pen.lay(stalk, look.palette["young"], 1.0, 0.9)
    for k, (x, y) in enumerate(leaves):
        x, y = x * stream.uniform(0.88, 1.0), y * stream.uniform(0.93, 1.0)
        spine = [(0.0, 0.36), (x * 0.35, 0.4 + (y - 0.36) * 0.75), (x * 0.75, y), (x, y - 0.12)]
        outline: list[Point] = []
        back: list[Point] = []
        for i in range(9):
            u = i / 8
            bx, by = _bezier(spine, u)
            wide = (
                0.085
                * math.sin(math.pi * min(1.0, 0.12 + 0.9 * u)) ** 0.8
                * (0.86 if i % 2 else 1.0)
            )
            outline.append((bx - wide * 0.5, by + wide))
            back.append((bx + wide * 0.5, by - wide))
        body.poly(outline + back[::-1], 255 if k % 2 else 205)
        ribs.line([_bezier(spine, i / 8) for i in range(9)], 0.012)
        for i in range(1, 8 if pen.detail > 0.3 else 1):
            (bx, by), (ox, oy), (ux, uy) = _bezier(spine, i / 8), outline[i], back[i]
            ribs.line(((ox, oy), (bx, by), (ux, uy)), 0.002, 110)
    pen.lay(body, look.palette["leaf"], 1.0, 0.85)
    pen.lay(ribs, look.palette["white"], 1.0, 0.6)


def _bezier(p: list[Point], u: float) -> Point:
    v = 1 - u
    a, b, c, d = v * v * v, 3 * v * v * u, 3 * v * u * u, u * u * u
    return (
        a * p[0][0] + b * p[1][0] + c * p[2][0] + d * p[3][0],
        a * p[0][1] + b * p[1][1] + c * p[2][1] + d * p[3][1],
    )


def bamboo(pen: Pen, look: Setting, count: int) -> None:
    """Stalks of bamboo in joints, with hanging sprays of pointed leaves."""
    stream, bend = look.stream, look.bend
    stalks = max(3, min(6, count + 2))
    stems, leaves = pen.mask(0.42, 1.02), pen.mask(0.42, 1.02)
    for k in range(stalks):
        foot = (k - (stalks - 1) / 2) * 0.42 / stalks + stream.uniform(-0.02, 0.02)
        top, lean = stream.uniform(0.78, 0.98), stream.uniform(-0.05, 0.07) + bend
        for joint in range(7):
            u0, u1 = joint / 7, (joint + 1) / 7 - 0.012
            path = [
                (max(-0.35, min(0.35, foot + lean * u * u)), u * top)
                for u in (u0, (u0 + u1) / 2, u1)
            ]
            stems.stroke(path, 0.03 - 0.014 * u0, 0.03 - 0.014 * u1, 235, 2)
        for spray in range(5):
            u = 0.42 + 0.13 * spray
            x, y = (
                max(-0.26, min(0.26, foot + lean * u * u + stream.uniform(-0.07, 0.07))),
                u * top + 0.03,
            )
            for angle in (-0.5, -1.1, -1.7, -2.3, -2.75):
                angle = angle + stream.uniform(-0.2, 0.2)
                angle = angle * 0.45 - 0.1 if bend else angle
                leaves.leaf(x, y, angle, stream.uniform(0.1, 0.14), 0.026, stream.randint(170, 255))
    pen.lay(stems, look.palette["bamboo"], 0.85, 0.85, dry=0.2)
    pen.lay(leaves, look.palette["bamboo" if look.style != "ink" else "ink"], 1.0, 0.6)
    _snow_on(
        pen,
        look,
        [
            (x, y, 0.05)
            for x, y in ((-0.2, 0.7), (0.15, 0.8), (0.0, 0.92), (0.22, 0.6), (-0.1, 0.86))
        ],
    )
