"""Old maps: walls in plan, rivers as waved bands, mountains as signs, names in small frames."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from training.mini.brushes import Pen, Sheet
from training.mini.elements import Placed
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
    """A band from top to bottom with fine waves and dark banks."""
    phase, width = stream.uniform(0, 6.28), stream.uniform(0.035, 0.05) / item.size
    reach = half / item.size - width * 1.4
    body, lines = pen.mask(half / item.size), pen.mask(half / item.size)
    middle = [
        (reach * math.sin(phase + 4.2 * k / 24) * (0.6 + 0.4 * k / 24), 1 - k / 24)
        for k in range(25)
    ]
    body.stroke(middle, width * 1.2, width * 2.2, 255, 2)
    pen.lay(body, palette["jade"], 0.8, 0.8)
    for shift in (-0.98, -0.35, 0.35, 0.98):
        lines.line(
            [
                (x + shift * width * (0.62 + 0.42 * (1 - y)), y + 0.006 * math.sin(40 * y))
                for x, y in middle
            ],
            0.005,
            230 if abs(shift) > 0.9 else 120,
        )
    pen.lay(lines, palette["ink"], 0.7)


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
    pen.lay(body, palette["jade"], 0.75, 0.8)
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
            shape = [
                (x + shift - 0.3, 0.0),
                (x + shift - 0.16, 0.55 * tall),
                (x + shift, tall),
                (x + shift + 0.15, 0.6 * tall),
                (x + shift + 0.32, 0.0),
            ]
            body.poly(shape)
            top.poly(
                [(x + shift - 0.13, 0.6 * tall), (x + shift, tall), (x + shift + 0.12, 0.62 * tall)]
            )
            edge.line(shape, 0.03)
            edge.line([(x + shift, tall), (x + shift + 0.04, 0.4 * tall)], 0.02, 160)
    pen.lay(body, palette["jade"], 0.9, 0.9)
    pen.lay(top, palette["azure"], 0.9, 0.6, 0.02)
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
    x = item.x * sheet.aspect + item.size * 0.62
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
