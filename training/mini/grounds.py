"""What a picture is painted on and set in: paper, silk, ageing, writing, seals and mounts."""

from __future__ import annotations

import math
from random import Random

import numpy as np
from PIL import Image, ImageDraw

from training.mini.brushes import Field, Mask, Pen, Sheet, noise_tile
from training.mini.pigments import Palette

_SILKS = (
    (0.80, 0.68, 0.50),
    (0.74, 0.60, 0.42),
    (0.70, 0.58, 0.43),
    (0.77, 0.66, 0.52),
    (0.66, 0.52, 0.36),
)
_BROCADES = (
    ((46, 62, 92), (112, 128, 150)), ((120, 46, 44), (186, 128, 82)), ((64, 84, 66), (140, 150, 108)),
    ((150, 112, 58), (206, 176, 112)), ((88, 64, 92), (160, 136, 150)), ((60, 58, 62), (128, 118, 100)),
)  # fmt: skip
_PAPERS = ((236, 230, 216), (226, 222, 212), (232, 224, 204))


def ground(sheet: Sheet, domain: str, stream: Random) -> Field:
    """The ground's own light, height × width × 3 in 0..1."""
    box = (0, 0, sheet.width_px, sheet.height_px)
    if domain == "photograph":
        return np.ones((sheet.height_px, sheet.width_px, 3), np.float32)
    fibre = sheet.texture("fibre", box) - 0.5
    cloud = sheet.texture("cloud", box, 2.5) - 0.5
    if domain == "base":
        tone = np.array([0.972, 0.962, 0.936], np.float32) + np.float32(
            stream.uniform(-0.012, 0.008)
        )
        return tone * (1 + 0.018 * fibre + 0.012 * cloud)[..., None]
    if domain == "map":
        tone = np.array([0.90, 0.84, 0.70], np.float32) + np.float32(stream.uniform(-0.03, 0.03))
        return tone * (1 + 0.05 * fibre + 0.06 * cloud)[..., None]
    tone = np.array(stream.choice(_SILKS), np.float32) * np.float32(stream.uniform(0.96, 1.1))
    light = 1 + 0.05 * fibre + _weave(sheet) + 0.16 * cloud
    light = light * _stains(sheet, stream)
    return np.clip(tone * light[..., None], 0, 1)


def _weave(sheet: Sheet) -> Field:
    """Threads of silk: visible where a thread is wider than a pixel."""
    h = sheet.height_px
    if h < 300:
        return np.zeros((1, 1), np.float32)
    threads, depth = min(230.0, h / 3.2), 0.035
    rows = np.sin(np.arange(h, dtype=np.float32) / h * threads * 2 * math.pi)
    columns = np.sin(np.arange(sheet.width_px, dtype=np.float32) / h * threads * 2 * math.pi * 1.07)
    return depth * 0.5 * (rows[:, None] + columns[None, :])


def _stains(sheet: Sheet, stream: Random) -> Field:
    """Water stains, level creases and darkened edges, 1 where untouched."""
    h, w = sheet.height_px, sheet.width_px
    rows = ((np.arange(h, dtype=np.float32) + 0.5) / h)[:, None]
    columns = ((np.arange(w, dtype=np.float32) + 0.5) / h)[None, :]
    light = np.ones((h, w), np.float32)
    for _ in range(3):
        x, y, r = stream.uniform(0, sheet.aspect), stream.random(), stream.uniform(0.06, 0.22)
        away = np.sqrt((rows - y) ** 2 + (columns - x) ** 2) / r
        light *= 1 - 0.07 * np.clip(1 - away, 0, 1) - 0.06 * np.exp(-(((away - 1) * 9) ** 2))
    for _ in range(4):
        y = stream.random()
        light *= 1 - 0.07 * np.exp(-(((rows - y) * 260) ** 2))
    edge = np.minimum(np.minimum(rows, 1 - rows), np.minimum(columns, sheet.aspect - columns))
    return light * (1 - 0.14 * np.exp(-edge / 0.035))


def age(sheet: Sheet, stream: Random) -> None:
    """Fade and grey the pigments of a museum piece and let the silk's grain show through them."""
    fade, chroma = stream.uniform(0.7, 0.92), stream.uniform(0.55, 0.88)
    taken = sheet.absorbed
    middle = taken.mean(axis=2, keepdims=True)
    box = (0, 0, sheet.width_px, sheet.height_px)
    grain, cloud = sheet.texture("grain", box, 0.45), sheet.texture("cloud", box, 1.2)
    worn = np.float32(fade) * (1 - 0.5 * np.clip(grain * 2.6 - 2.1 + 1.1 * cloud, 0, 1))
    sheet.absorbed = (middle + (taken - middle) * np.float32(chroma)) * worn[..., None]


def inscribe(
    sheet: Sheet,
    palette: Palette,
    box: tuple[float, float, float, float],
    stream: Random,
    columns: int = 3,
) -> None:
    """Write columns of brushed signs into a box (fractions of the sheet)."""
    left, top, right, bottom = box[0] * sheet.aspect, box[1], box[2] * sheet.aspect, box[3]
    pen = Pen(sheet, (left + right) / 2, bottom, 1.0)
    mask = pen.mask((right - left) / 2, bottom - top)
    pitch = (right - left) / columns
    cell = min(pitch * 0.86, 0.036)
    for column in range(columns):
        x = (right - left) / 2 - (column + 0.5) * pitch
        rows = int((bottom - top) / (cell * 1.12)) - (
            stream.randint(1, 4) if columns > 1 and column == columns - 1 else 0
        )
        for row in range(rows):
            _sign(mask, x, bottom - top - cell * 1.12 * (row + 0.5), cell, stream)
    pen.lay(mask, palette["ink"], 0.95)


def _sign(mask: Mask, x: float, y: float, cell: float, stream: Random) -> None:
    half = cell * 0.42
    for _ in range(stream.randint(2, 3)):
        level = y + stream.uniform(-0.8, 0.8) * half
        mask.line(
            (
                (x - half * stream.uniform(0.5, 1), level),
                (x + half * stream.uniform(0.5, 1), level + 0.12 * half),
            ),
            cell * 0.1,
        )
    for _ in range(stream.randint(1, 2)):
        across = x + stream.uniform(-0.6, 0.6) * half
        mask.stroke(
            (
                (across, y + half * stream.uniform(0.5, 1)),
                (across - stream.uniform(0, 0.5) * half, y - half),
            ),
            cell * 0.13,
            cell * 0.05,
            255,
            2,
        )


def press_seal(
    sheet: Sheet, palette: Palette, box: tuple[float, float, float, float], stream: Random
) -> None:
    """Press a red seal, cut either in relief or in outline, into a box (fractions of the sheet)."""
    size = box[3] - box[1]
    pen = Pen(sheet, (box[0] + box[2]) / 2 * sheet.aspect, box[3], size)
    mask = pen.mask(0.5)
    mask.rect(-0.48, 0.02, 0.48, 0.98)
    relief = stream.random() < 0.5
    if relief:
        mask.rect(-0.38, 0.12, 0.38, 0.88, 40)
    tone = 255 if relief else 40
    for column in (-0.19, 0.19):
        for row in (0.3, 0.68):
            for _ in range(3):
                level = row + stream.uniform(-0.13, 0.13)
                mask.line(((column - 0.13, level), (column + 0.13, level)), 0.06, tone)
            across = column + stream.uniform(-0.08, 0.08)
            mask.line(((across, row - 0.15), (across, row + 0.15)), 0.06, tone)
    pen.lay(mask, palette["crimson"], 0.95, 0.3, dry=0.3)


def mount(size: tuple[int, int], domain: str, format_: str, stream: Random) -> Image.Image:
    """The mount a picture is set in, RGB of the given pixels: brocade for the museum's, plain paper otherwise."""
    w, h = size
    if domain != "museum":
        tone = np.array(stream.choice(_PAPERS), np.float32)
        return Image.new("RGB", size, tuple(int(v) for v in tone))
    body, figure = (np.array(colour, np.float32) for colour in stream.choice(_BROCADES))
    step = 0.034 * stream.uniform(0.85, 1.2)
    rows = (np.arange(h, dtype=np.float32) / h / step)[:, None]
    columns = (np.arange(w, dtype=np.float32) / h / step)[None, :]
    share = 0.75 * np.clip(_WEAVES[stream.randrange(len(_WEAVES))](rows, columns), 0, 1)
    tile = noise_tile("grain")
    grain = tile[
        (np.arange(h) * 1024 // h)[:, None] % 1024, (np.arange(w) * 1024 // h)[None, :] % 1024
    ]
    worn = noise_tile("cloud")[
        (np.arange(h) * 512 // h)[:, None] % 1024, (np.arange(w) * 512 // h)[None, :] % 1024
    ]
    light = body * (1 - share[..., None]) + figure * share[..., None]
    light = (light * 0.86 + light.mean(axis=2, keepdims=True) * 0.14) * (
        0.84 + 0.14 * grain + 0.14 * worn
    )[..., None]
    image = Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))
    if format_ == "hanging":
        _rods(image)
    return image


def _lozenges(rows: Field, columns: Field) -> Field:
    """Small lozenges in a net of fine lines."""
    net = np.cos(math.pi * (rows + columns)) * np.cos(math.pi * (rows - columns))
    return np.clip(net * 3 - 1.4, 0, 1) + 0.5 * np.clip(0.12 - np.abs(net), 0, 0.12) / 0.12


def _rosettes(rows: Field, columns: Field) -> Field:
    """Round flowers of eight petals, set off row by row."""
    shift = 0.5 * (np.floor(rows / 1.6) % 2)
    y, x = (rows / 1.6) % 1 - 0.5, (columns / 1.6 + shift) % 1 - 0.5
    away, turn = np.hypot(x, y), np.arctan2(y, x)
    petal = 0.3 + 0.06 * np.cos(8 * turn)
    ring = np.clip((petal - away) * 26, 0, 1) - 0.75 * np.clip((0.2 - away) * 26, 0, 1)
    return ring + np.clip((0.1 - away) * 30, 0, 1)


def _clouds(rows: Field, columns: Field) -> Field:
    """Curling bands of cloud in two tones."""
    wave = np.sin(math.pi * (0.9 * rows + 0.9 * np.sin(math.pi * columns * 0.45)))
    curl = np.sin(math.pi * (0.9 * columns + 0.7 * np.sin(math.pi * rows * 0.7)))
    return np.clip(0.24 - np.abs(wave * curl - 0.25), 0, 0.24) / 0.24 * 0.9


_WEAVES = (_lozenges, _rosettes, _clouds)


def _rods(image: Image.Image) -> None:
    """The wooden stave above and roller below."""
    w, h = image.size
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, w, max(1, round(0.012 * h))), fill=(66, 44, 34))
    draw.rectangle((0, h - max(2, round(0.024 * h)), w, h), fill=(58, 36, 28))


def border(image: Image.Image, box: tuple[int, int, int, int], domain: str) -> None:
    """A narrow strip of pale silk between brocade and picture."""
    if domain != "museum":
        colour, wide = (206, 198, 180), max(1, round(image.height * 0.003))
    else:
        colour, wide = (214, 200, 168), max(1, round(image.height * 0.009))
    ImageDraw.Draw(image).rectangle(
        (box[0] - wide, box[1] - wide, box[2] + wide - 1, box[3] + wide - 1), fill=colour
    )


def out_of_focus(sheet: Sheet, radius: float) -> None:
    """Blur all that has been painted so far, as behind a lens's plane of focus; `radius` in sheet units."""
    small = (max(2, round(sheet.aspect / radius / 2)), max(2, round(0.5 / radius)))
    if small[1] >= sheet.height_px:
        return
    for channel in range(3):
        plane = Image.fromarray(np.ascontiguousarray(sheet.absorbed[..., channel], np.float32))
        soft = plane.resize(small, Image.Resampling.BOX)
        whole = soft.resize((sheet.width_px, sheet.height_px), Image.Resampling.BICUBIC)
        sheet.absorbed[..., channel] = np.asarray(whole)


def lens(light: Field, stream: Random) -> Field:
    """What a camera adds to a view: falling-off towards the corners, warmth, contrast and grain."""
    h, w = light.shape[:2]
    rows = np.linspace(-1, 1, h, dtype=np.float32)[:, None]
    columns = np.linspace(-1, 1, w, dtype=np.float32)[None, :]
    fall = 1 - 0.26 * (rows**2 + columns**2) ** 1.2 / 2
    warm = np.array(
        [1.0 + stream.uniform(-0.02, 0.05), 1.0, 1.0 - stream.uniform(-0.02, 0.05)], np.float32
    )
    light = light * fall[..., None] * warm
    return np.clip(light + 0.35 * (light - 0.5) * (1 - np.abs(2 * light - 1)), 0, 1)
