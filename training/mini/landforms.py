"""Land and water: ridges built of wash, outline and texture strokes; rivers, lakes and banks."""

from __future__ import annotations

import math
from random import Random

import numpy as np

from training.mini.brushes import Field, Pen, Sheet
from training.mini.pigments import Palette


def wander(stream: Random, columns: Field, roughness: float = 0.55) -> Field:
    """A wandering line over `columns` (any unit), roughly within -1..1, drawn from six waves."""
    total = np.zeros_like(columns)
    reach = 1.0
    for k in range(6):
        total += reach * np.sin(
            columns * (2.1**k) * stream.uniform(0.8, 1.25) + stream.uniform(0, 6.283)
        )
        reach *= roughness
    return total / 1.9


def ridge(
    sheet: Sheet, left: float, crest: Field, foot: float, palette: Palette, *, tone: float, fade: float, body: float,
    tint: float, texture: float, outline: float, mist: float = 0.0,
) -> None:  # fmt: skip
    """Paint one fold of land: wash that fades downwards, a broken outline and texture strokes.

    Args:
        sheet: what to paint on.
        left: where the first column lies, in pixels.
        crest: height of the land's upper edge for every pixel column, in sheet units from the top.
        foot: where it ends in mist or meets the ground, in sheet units.
        palette: pigments.
        tone: darkness of the ink wash.
        fade: depth over which the wash fades, in sheet units.
        body: how far it hides what lies behind.
        tint: strength of the colours.
        texture: strength of the texture strokes.
        outline: strength of the outline.
        mist: depth at the foot over which all of it dissolves, in sheet units; 0 for a part of `fade`.
    """
    h = sheet.height_px
    first, start = int(left), max(0, int(left))
    crest = crest[start - first : start - first + max(0, sheet.width_px - start)]
    top = max(0, int(crest.min() * h) - 2) if len(crest) else h
    bottom = min(h, math.ceil(foot * h))
    if bottom <= top or not len(crest):
        return
    box = (start, top, start + len(crest), bottom)
    rows = (np.arange(top, bottom, dtype=np.float32) + 0.5)[:, None] / h
    depth = rows - crest[None, :]
    share = np.clip(depth * h + 0.5, 0, 1)
    share *= np.clip((foot - rows) / max(mist or 0.3 * fade, 1e-3), 0, 1)
    under = np.exp(np.maximum(depth, 0) / -fade)
    cloud = sheet.texture("cloud", box)
    cun = sheet.texture("cun", box, 0.8)
    wash = tone * (0.22 + 0.78 * under) * (0.55 + 0.9 * cloud)
    wash += texture * np.clip((cun - 0.52) * 4, 0, 1) * (0.35 + 0.65 * under)
    hair = max(0.9 / h, 0.0032)
    wash += outline * np.exp(-((depth - hair) ** 2) / hair**2) * np.clip(1.6 * cloud - 0.1, 0.15, 1)
    high = (tint * under * share)[..., None] * palette["crest"]
    low = (tint * (1 - under) * share)[..., None] * palette["slope"]
    region = sheet.absorbed[box[1] : box[3], box[0] : box[2]]
    region *= 1 - (body * share)[..., None]
    region += (share * wash)[..., None] * palette["ink"] + high + low


def _columns(sheet: Sheet, middle: float, half: float) -> tuple[float, Field]:
    left = math.floor((middle - half) * sheet.height_px)
    count = max(2, math.ceil(2 * half * sheet.height_px))
    return left, (
        (left + np.arange(count, dtype=np.float32) + 0.5) / sheet.height_px - middle
    ) / half


def strengths(palette: Palette, style: str) -> tuple[float, float]:
    """Ink and tint of a mountain in a style."""
    if palette.photographic:
        return 0.3, 0.85
    return {"ink": (0.42, 0.28), "pale": (0.3, 0.5), "bluegreen": (0.2, 0.95)}[style]


def peaks(pen: Pen, palette: Palette, stream: Random, half: float, count: int, style: str) -> None:
    """A group of peaks rising from mist, `half` units wide on either side."""
    sheet = pen.sheet
    ink, tint = strengths(palette, style)
    chief = stream.uniform(-0.35, 0.35)
    folds: list[tuple[float, float, float]] = [(chief, 1.0, stream.uniform(0.3, 0.42))]
    for k in range(1, count):
        side = -1 if k % 2 else 1
        at = max(-0.72, min(0.72, chief + side * stream.uniform(0.35, 0.62)))
        folds.append((at, stream.uniform(0.52, 0.82), stream.uniform(0.26, 0.36)))
    for at, height, width in tuple(folds[: 1 + count // 2]):
        folds.append(
            (at + stream.uniform(-0.2, 0.2), height * stream.uniform(0.5, 0.68), width * 0.75)
        )
    folds.append((stream.uniform(-0.5, 0.5), 0.34, 0.42))
    folds.sort(key=lambda fold: -fold[1])
    for at, height, width in folds:
        left, t = _columns(sheet, pen.x + at * half, width * half)
        power = stream.uniform(1.3, 2.4)
        shape = np.clip(1 - np.abs(t + 0.15 * wander(stream, t * 2)) ** power, 0, 1) ** 0.75
        shape = shape * height * (0.955 + 0.045 * wander(stream, t * 5, 0.5))
        ridge(
            sheet, left, (pen.y - pen.size * np.minimum(shape, 1.0)).astype(np.float32), pen.y, palette,
            tone=ink * stream.uniform(0.85, 1.15), fade=0.3 * pen.size * height, body=0.94, tint=tint,
            texture=0.42 * ink + 0.04, outline=0.5, mist=0.36 * pen.size * height,
        )  # fmt: skip


def distant_hills(pen: Pen, palette: Palette, stream: Random, half: float, style: str) -> None:
    """Two or three pale ranges without texture, fading into mist below."""
    _, tint = strengths(palette, style)
    left, t = _columns(pen.sheet, pen.x, half)
    edge = np.sin(0.5 * math.pi * np.clip((1 - np.abs(t)) * 2.2, 0, 1))
    for k in range(3):
        reach = (1.0, 0.72, 0.46)[k]
        peaked = 1 - np.abs(wander(stream, t * half / pen.size * 0.62, 0.46)) ** 0.9
        shape = (
            edge
            * reach
            * (0.3 + 0.7 * peaked)
            * (0.9 + 0.1 * wander(stream, t * half / pen.size * 0.4, 0.4))
        )
        crest = (pen.y - pen.size * np.clip(shape, 0.02, 1.0)).astype(np.float32)
        box_tone = 0.12 + 0.05 * k
        _range(
            pen.sheet,
            left,
            crest,
            pen.y,
            palette["far"] * np.float32(0.32 + 0.4 * tint + box_tone),
            pen.size,
        )


def _range(
    sheet: Sheet, left: float, crest: Field, foot: float, pigment: Field, size: float
) -> None:
    h = sheet.height_px
    start = max(0, int(left))
    crest = crest[start - int(left) : start - int(left) + max(0, sheet.width_px - start)]
    bottom = min(h, math.ceil(foot * h))
    top = max(0, int(crest.min() * h) - 2) if len(crest) else h
    if bottom <= top or not len(crest):
        return
    rows = (np.arange(top, bottom, dtype=np.float32) + 0.5)[:, None] / h
    depth = rows - crest[None, :]
    share = np.clip(depth * h + 0.5, 0, 1) * np.clip((foot - rows) / (0.55 * size), 0, 1)
    wash = share * (0.45 + 0.55 * np.exp(-np.maximum(depth, 0) / (0.5 * size)))
    sheet.lay((start, top, start + len(crest), bottom), wash, pigment, 0.5)


def cliff(pen: Pen, palette: Palette, stream: Random, half: float, style: str) -> None:
    """A steep rock face in stepped folds, higher on its outer side."""
    ink, tint = strengths(palette, style)
    steps = (
        (0.18, 1.0, 0.74),
        (-0.2, 0.8, 0.68),
        (0.42, 0.66, 0.55),
        (-0.4, 0.5, 0.58),
        (0.1, 0.34, 0.72),
        (-0.1, 0.17, 0.9),
    )
    for at, height, width in steps:
        at = (at + stream.uniform(-0.08, 0.08)) * pen.facing
        width = min(width, 1 - abs(at))
        left, t = _columns(pen.sheet, pen.x + at * half, width * half)
        lean = t + 0.16 * wander(stream, t * 2.4)
        shape = np.clip(1 - np.abs(lean) ** 4.5, 0, 1) ** 0.6
        shape = shape * height * (0.94 + 0.06 * wander(stream, t * 3.5, 0.52))
        crest = (pen.y - pen.size * np.minimum(shape, 1.0)).astype(np.float32)
        ridge(pen.sheet, left, crest, pen.y, palette, tone=ink, fade=0.34 * pen.size * height, body=0.96,
              tint=tint, texture=0.6 * ink + 0.06, outline=0.6)  # fmt: skip


def rock(pen: Pen, palette: Palette, stream: Random, style: str) -> None:
    """One or two garden rocks with a hollowed, leaning outline."""
    ink, tint = strengths(palette, style)
    for at, height, width in ((-0.05, 1.0, 0.42), (0.3, 0.55, 0.34), (-0.34, 0.4, 0.3)):
        left, t = _columns(pen.sheet, pen.x + pen.facing * at * pen.size, width * pen.size)
        lean = t + 0.22 * wander(stream, t * 1.7)
        shape = (
            np.clip(1 - np.abs(lean) ** 3.2, 0, 1) ** 0.55
            * height
            * (0.92 + 0.08 * wander(stream, t * 3.2, 0.5))
        )
        crest = (pen.y - pen.size * np.minimum(shape, 1.0)).astype(np.float32)
        if palette.photographic:
            tint = 0.25
        ridge(pen.sheet, left, crest, pen.y, palette, tone=ink, fade=0.4 * pen.size * height, body=0.97,
              tint=0.8 * tint, texture=0.45 * ink + 0.04, outline=0.75)  # fmt: skip


def bank_line(t: Field | float, side: float) -> Field | float:
    """Upper edge of a bank, 0..1 of its height, at t in -1..1 of its width; it falls towards its free side.

    Args:
        t: place across the bank.
        side: -1 when it comes in from the left edge, 1 from the right, 0 when it fills the width.
    """
    if side == 0:
        return 0.78 + 0.0 * t
    falling = np.clip((1 + side * t) / 2, 0, 1)
    return 0.92 * np.sin(np.minimum(falling * 1.15, 1.0) * math.pi / 2) ** 0.7


def shore(
    pen: Pen, palette: Palette, stream: Random, half: float, side: float, style: str, snow: bool
) -> None:
    """A soft bank: washes that begin without a hard edge, tufts of grass and moss dots along it."""
    sheet = pen.sheet
    _, tint = strengths(palette, style)
    left, t = _columns(sheet, pen.x, half)
    shape = bank_line(t, side) + 0.05 * wander(stream, t * half / pen.size * 1.1, 0.6)
    ends = (pen.x - half > 0.03, pen.x + half < sheet.aspect - 0.03)
    for inside, away in ((ends[0] and side != 1, 1 + t), (ends[1] and side != -1, 1 - t)):
        if inside:
            shape = shape * np.sin(0.5 * math.pi * np.clip(away * half / 0.32, 0, 1))
    crest = (pen.y - pen.size * np.clip(shape, 0.0, 1.0)).astype(np.float32)
    h = sheet.height_px
    start, first = max(0, int(left)), int(left)
    crest = crest[start - first : start - first + max(0, sheet.width_px - start)]
    top, bottom = max(0, int(float(crest.min()) * h) - 2), min(h, math.ceil(pen.y * h))
    if bottom <= top:
        return
    box = (start, top, start + len(crest), bottom)
    rows = (np.arange(top, bottom, dtype=np.float32) + 0.5)[:, None] / h
    depth = rows - crest[None, :]
    share = np.clip(depth * h * 0.5 + 0.5, 0, 1)
    cloud = sheet.texture("cloud", box, 1.4)
    near = np.exp(-np.maximum(depth, 0) / (0.4 * pen.size))
    strength = (0.3 + 0.55 * near * (0.4 + cloud)) * (0.5 + 0.5 * tint)
    region = sheet.absorbed[box[1] : box[3], box[0] : box[2]]
    region *= 1 - (0.9 * share)[..., None]
    if snow:
        strength = strength * 0.1
    colour = (
        palette["grass"]
        if palette.photographic or style == "bluegreen"
        else 0.5 * (palette["slope"] + palette["grass"])
    )
    region += (share * strength)[..., None] * colour
    _tufts(pen, palette, stream, crest, start, snow)


def _tufts(
    pen: Pen, palette: Palette, stream: Random, crest: Field, start: int, snow: bool
) -> None:
    h = pen.sheet.height_px
    tuft = Pen(pen.sheet, 0.0, pen.y, 1.0)
    reach = len(crest) / h
    mask = Pen(pen.sheet, start / h + reach / 2, pen.y, 1.0).mask(reach / 2, pen.size * 1.02 + 0.03)
    for _ in range(round(26 * reach)):
        at, down = stream.random(), stream.random() ** 2
        blades, dot = stream.randint(3, 5), stream.random() < 0.5
        column = min(len(crest) - 1, int(at * len(crest)))
        x, y = at * reach - reach / 2, (pen.y - float(crest[column])) - down * 0.7 * pen.size
        if dot:
            mask.oval(x, y, 0.006, 0.0035, 150)
            mask.oval(x + 0.011, y + 0.002, 0.004, 0.003, 120)
            continue
        for k in range(blades):
            lean = (k - blades / 2) * 0.005
            mask.line(((x, y), (x + lean, y + 0.014), (x + 2.2 * lean, y + 0.02)), 0.0014, 130)
    tuft.lay(mask, palette["ink"], 0.35 if snow else 0.6)
