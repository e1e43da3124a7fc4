"""Water and the lights of the sky: lakes, rivers, streams, falls, sun and moon."""

from __future__ import annotations

import math
from random import Random

import numpy as np

from training.mini.brushes import Field, Pen
from training.mini.landforms import ridge, wander
from training.mini.pigments import Palette


def _grid(pen: Pen, half: float) -> tuple[tuple[int, int, int, int], Field, Field] | None:
    """Pixel box, rows and columns (sheet units) of an element's box."""
    box = pen.sheet.crop(pen.x - half, pen.y - pen.size, pen.x + half, pen.y)
    if box is None:
        return None
    h = pen.sheet.height_px
    rows = (np.arange(box[1], box[3], dtype=np.float32) + 0.5)[:, None] / h
    columns = (np.arange(box[0], box[2], dtype=np.float32) + 0.5)[None, :] / h
    return box, rows, columns


def lake(pen: Pen, palette: Palette, half: float) -> None:
    """Still water: a wash that deepens towards us and net-like ripples that widen towards us."""
    grid = _grid(pen, half)
    if grid is None:
        return
    box, rows, columns = grid
    depth = np.clip((rows - (pen.y - pen.size)) / pen.size, 0, 1)
    reach = half + 0.2 if palette.photographic else half
    soft = np.clip(depth * 7, 0, 1) * np.clip((reach - np.abs(columns - pen.x)) * 5 + 0.5, 0, 1)
    wash = (0.38 + 0.5 * depth) * soft
    cloud = pen.sheet.texture("cloud", box, 1.6)
    sway = 0.34 * np.sin(columns * 40 + 9 * cloud) + 3.4 * cloud
    phase = 2 * math.pi * (9.5 * depth**0.72) * (0.6 + pen.size) + sway
    lines = np.clip((np.cos(phase) - 0.91) * 11, 0, 1) * np.clip(3.2 * cloud - 1.0, 0, 1) * soft
    pen.sheet.lay(
        box, wash, palette["water"] * np.float32(1.5 if palette.photographic else 0.8), 0.8
    )
    pen.sheet.lay(box, lines, palette["ink"] * np.float32(0.15))


def river(
    pen: Pen, palette: Palette, stream: Random, half: float, narrow: float, bends: float
) -> None:
    """A river or stream that comes from far off, winding and widening towards us.

    Args:
        pen: stands at the river's near end.
        palette: pigments.
        stream: layout numbers.
        half: half the box's width in sheet units.
        narrow: half-width at the near end as a share of `half`.
        bends: how many half turns it makes.
    """
    turn = stream.choice((0.0, math.pi)) + stream.uniform(-0.3, 0.3)
    grid = _grid(pen, half)
    if grid is None:
        return
    box, rows, columns = grid
    t = np.clip((rows - (pen.y - pen.size)) / pen.size, 0, 1)
    width = half * narrow * (0.1 + 0.9 * t**1.6)
    reach = half * (1 - narrow) * (0.5 + 0.5 * t)
    centre = pen.x + np.sin(bends * math.pi * t**0.7 + turn) * np.minimum(reach, half - width)
    cloud = pen.sheet.texture("cloud", box)
    across = (columns - centre) / width
    share = np.clip(
        (1 - np.abs(across + 0.15 * (cloud - 0.5))) * width * pen.sheet.height_px + 0.5, 0, 1
    )
    share *= np.clip(t * 12, 0, 1)
    flow = np.clip((np.cos(across * 9 + 5 * cloud) - 0.8) * 4, 0, 1) * np.clip(
        2.2 * cloud - 0.4, 0, 1
    )
    fine = min(pen.sheet.height_px * 0.9, 210.0)
    edge = np.exp(-(((np.abs(across) - 0.98) * width * fine) ** 2))
    pen.sheet.lay(
        box, share, palette["water"] * np.float32(1.2 if palette.photographic else 0.62), 0.95
    )
    pen.sheet.lay(
        box,
        share * (0.24 * flow) + 0.42 * edge * (0.4 + cloud) * np.clip(t * 12, 0, 1),
        palette["ink"],
    )


def stones(pen: Pen, palette: Palette, stream: Random) -> None:
    """Stones in a stream."""
    mask = pen.mask(0.45)
    for _ in range(9):
        x, y, r = stream.uniform(-0.3, 0.3), stream.uniform(0.05, 0.6), stream.uniform(0.03, 0.06)
        mask.oval(x, y, r * 1.3, r * 0.8, 200)
    pen.lay(mask, palette["rock"], 1.0, 0.9)


def _mass(
    pen: Pen,
    palette: Palette,
    stream: Random,
    fold: tuple[float, float, float],
    ink: float,
    tint: float,
) -> None:
    """One rounded mass of rock: where its middle is, its height and half width, in the element's units."""
    at, height, width = fold
    h, size = pen.sheet.height_px, pen.size
    middle = pen.x + pen.facing * at * size
    left = math.floor((middle - width * size) * h)
    count = max(2, math.ceil(2 * width * size * h))
    t = ((left + np.arange(count, dtype=np.float32) + 0.5) / h - middle) / (width * size)
    shape = np.clip(1 - np.abs(t + 0.18 * wander(stream, t * 2)) ** 2.4, 0, 1) ** 0.6
    shape = shape * height * (0.93 + 0.07 * wander(stream, t * 3.4, 0.5))
    crest = (pen.y - size * np.minimum(shape, 1.0)).astype(np.float32)
    ridge(pen.sheet, left, crest, pen.y, palette, tone=1.1 * ink + 0.05, fade=0.4 * size, body=0.95, tint=tint,
          texture=0.5 * ink + 0.06, outline=0.6, mist=0.14 * size)  # fmt: skip


def waterfall(pen: Pen, palette: Palette, stream: Random, ink: float, tint: float) -> None:
    """A white fall that springs from a mass of rock and leaps twice between lower boulders into spray."""
    for fold in ((-0.03, 1.0, 0.25), (0.13, 0.84, 0.18), (-0.16, 0.78, 0.15)):
        _mass(pen, palette, stream, fold, ink, tint)
    fall, threads = pen.mask(0.31), pen.mask(0.31)
    fall.poly(
        ((-0.035, 0.8), (0.03, 0.82), (0.055, 0.48), (0.115, 0.04), (-0.075, 0.04), (-0.045, 0.48))
    )
    count = pen.some(4, 11)
    for k in range(count):
        u = (k + 0.5) / count
        threads.line(
            ((-0.03 + 0.055 * u, 0.78), (-0.04 + 0.09 * u, 0.48), (-0.065 + 0.165 * u, 0.08)),
            0.004,
            100,
        )
    threads.stroke(((-0.035, 0.81), (-0.048, 0.48), (-0.078, 0.06)), 0.012, 0.008, 220)
    threads.stroke(((0.032, 0.82), (0.058, 0.48), (0.118, 0.06)), 0.012, 0.008, 220)
    pen.lay(fall, palette["white"], 1.0, 1.0, 0.004)
    pen.lay(threads, palette["ink"], 0.55)
    for fold in ((-0.19, 0.5, 0.12), (0.2, 0.42, 0.11), (-0.11, 0.2, 0.09), (0.16, 0.16, 0.09)):
        _mass(pen, palette, stream, fold, ink, tint)
    spray = pen.mask(0.31, 0.2)
    spray.oval(0.02, 0.05, 0.14, 0.045, 230)
    pen.lay(spray, palette["white"], 1.0, 0.9, 0.03)


def disc(pen: Pen, palette: Palette, name: str) -> None:
    """Sun or full moon: a disc with a halo."""
    halo = pen.mask(0.95, 1.45, -0.45)
    halo.oval(0, 0.5, 0.62, 0.62, 120)
    face = pen.mask(0.5)
    face.oval(0, 0.5, 0.44, 0.44)
    rim = pen.mask(0.5)
    rim.oval(0, 0.5, 0.47, 0.47)
    rim.oval(0, 0.5, 0.425, 0.425, 0)
    if name == "sun":
        pen.lay(halo, palette["orange"], 0.22, 0.0, 0.14)
        pen.lay(face, palette["sun"], 0.95, 1.0)
        return
    pen.lay(halo, palette["white"], 1.0, 0.55, 0.14)
    pen.lay(face, palette["white"], 1.0, 1.0)
    pen.lay(rim, palette["ink"], 0.3)
