"""Old maps: walls in plan, rivers as waved bands, mountains as signs, names in small frames."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from training.mini.brushes import Pen, Point, Sheet, curve
from training.mini.elements import Placed, spread
from training.mini.grounds import inscribe
from training.mini.pigments import Palette
from training.mini.scenes import Scene

Draw = Callable[[Sheet, Scene, Palette, int, Placed], None]


def paint_map(sheet: Sheet, scene: Scene, palette: Palette, draw: Draw) -> None:
    """Draw the grid, then every element as a sign, then a name beside each thing that stands alone."""
    _grid(sheet, palette)
    signs = {
        "river": _river,
        "lake": _lake,
        "peaks": _peaks,
        "distant_hills": _peaks,
        "wall": _wall,
    }
    for index, item in enumerate(scene.elements):
        stream = Random(f"{scene.seed}/{index}/{item.kind}")
        if item.kind in signs:
            pen = Pen(sheet, item.x * sheet.aspect, item.y, item.size)
            signs[item.kind](pen, palette, stream, item, item.width * sheet.aspect / 2)
        else:
            draw(sheet, scene, palette, index, item)
            _name(sheet, palette, item, stream)


def _grid(sheet: Sheet, palette: Palette) -> None:
    half = sheet.aspect / 2
    pen = Pen(sheet, half, 1.0, 1.0)
    mask = pen.mask(half)
    for k in range(1, 12):
        mask.line(((-half, k / 12), (half, k / 12)), 0.0012, 150)
    for k in range(1, int(12 * sheet.aspect)):
        mask.line(((-half + k / 12, 0), (-half + k / 12, 1)), 0.0012, 150)
    pen.lay(mask, palette["ink"], 0.22)


def _river(pen: Pen, palette: Palette, stream: Random, item: Placed, half: float) -> None:
    """A band from top to bottom with fine lines of flow and dark banks."""
    phase, width = stream.uniform(0, 6.28), stream.uniform(0.034, 0.046)
    wide = half / item.size
    reach = max(0.05, wide - 2.6 * width)
    middle = []
    for k in range(25):
        u = k / 24
        sway = math.sin(phase + 4.2 * u) + 0.25 * math.sin(2 * phase + 10 * u)
        middle.append((reach * sway * (0.55 + 0.25 * u), 1 - u))
    body, lines = pen.mask(wide), pen.mask(wide)
    banks = [_beside(middle, width, side) for side in (-1.0, -0.36, 0.36, 1.0)]
    body.poly(banks[0] + banks[3][::-1])
    for k, line in enumerate(banks):
        lines.line(line, 0.006 if k in (0, 3) else 0.004, 235 if k in (0, 3) else 120)
    pen.lay(body, palette["jade"], 0.75, 1.0)
    pen.lay(lines, palette["ink"], 0.75)


def _beside(middle: list[Point], width: float, side: float) -> list[Point]:
    """A line beside another, `side` of its half width away; the band widens downstream."""
    line = []
    for k, (x, y) in enumerate(middle):
        ax, ay = middle[max(0, k - 1)]
        bx, by = middle[min(len(middle) - 1, k + 1)]
        long = math.hypot(bx - ax, by - ay)
        away = side * width * (0.55 + 0.7 * k / (len(middle) - 1))
        line.append((x - (by - ay) / long * away, y + (bx - ax) / long * away))
    return curve(line, 3)


def _lake(pen: Pen, palette: Palette, stream: Random, item: Placed, half: float) -> None:
    """An enclosed lake filled with scale-like waves."""
    wide = half / item.size
    body, lines = pen.mask(wide), pen.mask(wide)
    outline = []
    for k in range(28):
        angle = 2 * math.pi * k / 28
        r = 0.93 + 0.07 * math.sin(3 * angle + stream.uniform(-0.3, 0.3))
        outline.append((wide * r * math.cos(angle), 0.5 + 0.49 * r * math.sin(angle)))
    body.poly(outline)
    lines.line([*outline, outline[0]], 0.02)
    for row in range(1, 8):
        y = row / 8
        span = wide * 0.86 * math.sqrt(max(0.0, 1 - (2 * y - 1) ** 2))
        lines.line(
            [(-span + 2 * span * k / 40, y + 0.02 * abs(math.sin(k * 0.9))) for k in range(41)],
            0.006,
            150,
        )
    pen.lay(body, palette["jade"], 0.75, 1.0)
    pen.lay(lines, palette["ink"], 0.6)


def _peaks(pen: Pen, palette: Palette, stream: Random, item: Placed, half: float) -> None:
    """A row of blue and green mountain signs."""
    wide = half / item.size
    body, top, edge = pen.mask(wide), pen.mask(wide), pen.mask(wide)
    count = max(3, item.count)
    for k in range(count):
        x = -wide + 2 * wide * (k + 0.5) / count
        for shift, tall in ((-0.34, 0.66), (0.36, 0.58), (0.0, 0.96)):
            tall = tall * stream.uniform(0.88, 1.0)
            at = x + shift
            left = ((at - 0.32, 0.0), (at - 0.2, 0.5 * tall), (at - 0.07, 0.9 * tall))
            right = ((at + 0.08, 0.88 * tall), (at + 0.19, 0.52 * tall), (at + 0.33, 0.0))
            shape = curve((*left, (at, tall), *right), 3)
            body.poly(shape)
            top.oval(at, 0.84 * tall, 0.1, 0.16 * tall)
            edge.line(shape, 0.03)
            edge.stroke(
                ((at, tall), (at + 0.06, 0.7 * tall), (at + 0.02, 0.35 * tall)), 0.03, 0.01, 190
            )
            edge.stroke(((at - 0.07, 0.86 * tall), (at - 0.1, 0.6 * tall)), 0.024, 0.01, 170)
    pen.lay(body, palette["jade"], 0.85, 1.0)
    pen.lay(top, palette["azure"], 0.9, 0.7, 0.03)
    pen.lay(edge, palette["ink"], 0.7)


def _wall(pen: Pen, palette: Palette, stream: Random, item: Placed, half: float) -> None:
    """A city wall seen in plan: a ring of merlons, open streets inside."""
    wide = half / item.size
    band, lines, streets = pen.mask(wide), pen.mask(wide), pen.mask(wide)
    band.rect(-wide, 0.0, wide, 1.0)
    band.rect(-wide + 0.07, 0.07, wide - 0.07, 0.93, 0)
    for inset in (0.0, 0.07):
        lines.line(
            (
                (-wide + inset, inset),
                (wide - inset, inset),
                (wide - inset, 1 - inset),
                (-wide + inset, 1 - inset),
                (-wide + inset, inset),
            ),
            0.016,
        )
    for k in range(26):
        x = -wide + 2 * wide * k / 26
        lines.line(((x, 0.0), (x, 0.07)), 0.02)
        lines.line(((x, 0.93), (x, 1.0)), 0.02)
    for k in range(16):
        lines.line(((-wide, k / 16), (-wide + 0.07, k / 16)), 0.02)
        lines.line(((wide - 0.07, k / 16), (wide, k / 16)), 0.02)
    cross = stream.uniform(-0.3, 0.3) * wide
    streets.line(((-wide + 0.08, 0.62), (wide - 0.08, 0.62)), 0.008, 150)
    streets.line(((cross, 0.08), (cross, 0.92)), 0.008, 150)
    pen.lay(band, palette["brick"], 0.7, 0.9)
    pen.lay(lines, palette["ink"], 0.75)
    pen.lay(streets, palette["ink"], 0.6)


def _name(sheet: Sheet, palette: Palette, item: Placed, stream: Random) -> None:
    """A framed name of one column to the right of a sign."""
    half = 0.014
    x = item.x * sheet.aspect + spread(item.kind, item.count) * item.size / 2 + 0.008
    top = item.y - item.size * 0.9
    if x + 2 * half > sheet.aspect or top + 0.1 > 1:
        return
    pen = Pen(sheet, x + half, top + 0.09, 1.0)
    frame, edge = pen.mask(half, 0.09), pen.mask(half * 1.2, 0.09)
    frame.rect(-half, 0.0, half, 0.09)
    edge.line(((-half, 0), (half, 0), (half, 0.09), (-half, 0.09), (-half, 0)), 0.003)
    pen.lay(frame, palette["yellow"], 0.35, 0.9)
    pen.lay(edge, palette["crimson"], 0.9)
    inscribe(
        sheet,
        palette,
        (x / sheet.aspect, top, (x + 2 * half) / sheet.aspect, top + 0.09),
        stream,
        1,
    )
