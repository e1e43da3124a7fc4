"""Sky and weather: washes of the hour and season, mist, rain, snow and wind."""

from __future__ import annotations

import math
from random import Random

import numpy as np

from training.mini.brushes import Pen, Sheet
from training.mini.pigments import Palette

_SEASON_TINTS = {
    "spring": (0.015, 0.0, 0.035), "summer": (0.075, 0.03, 0.03),
    "autumn": (0.01, 0.045, 0.11), "winter": (0.1, 0.085, 0.065),
}  # fmt: skip
# Absorbance at the top and at the horizon.
_HOUR_WASHES = {
    "dawn": ((0.09, 0.07, 0.04), (0.01, 0.135, 0.115)),
    "dusk": ((0.24, 0.25, 0.17), (0.03, 0.19, 0.33)),
    "night": ((0.88, 0.76, 0.56), (0.62, 0.53, 0.39)),
}
_PHOTO_SKIES = {
    "dawn": ((0.35, 0.32, 0.22), (0.02, 0.16, 0.3)),
    "day": ((0.75, 0.36, 0.1), (0.22, 0.1, 0.04)),
    "dusk": ((0.7, 0.6, 0.36), (0.03, 0.36, 0.75)),
    "night": ((2.4, 2.0, 1.35), (1.5, 1.25, 0.8)),
}


def sky(sheet: Sheet, domain: str, season: str, time: str, weather: str) -> None:
    """Lay the washes of season, hour and weather over the whole sheet."""
    rows = ((np.arange(sheet.height_px, dtype=np.float32) + 0.5) / sheet.height_px)[:, None, None]
    down = np.clip(rows / 0.6, 0, 1)
    if domain == "photograph":
        top, low = _PHOTO_SKIES[time]
        grey = 0.45 if weather in ("rain", "snow", "mist") else 0.0
        clouds = sheet.texture("cloud", (0, 0, sheet.width_px, sheet.height_px), 2.2)[..., None]
        high = np.asarray(top, np.float32) * (1 - 0.55 * np.clip(clouds * 2.2 - 1.0, 0, 1))
        wash = high * (1 - down) + np.asarray(low, np.float32) * down
        sheet.absorbed += wash * (1 - grey) + grey * wash.mean(axis=2, keepdims=True) + 0.15 * grey
        return
    strength = {"museum": 0.42, "map": 0.0}.get(domain, 1.0)
    sheet.absorbed += np.asarray(_SEASON_TINTS[season], np.float32) * np.float32(strength)
    if time in _HOUR_WASHES:
        top, low = (np.asarray(side, np.float32) for side in _HOUR_WASHES[time])
        if time == "night" and domain == "museum":
            strength = 0.58
        reach = (
            down if time == "night" else np.clip(1.3 * down, 0, 1) * np.clip(1.7 - 1.2 * rows, 0, 1)
        )
        cloud = sheet.texture("cloud", (0, 0, sheet.width_px, sheet.height_px), 2.0)[..., None]
        sheet.absorbed += (
            (top * (1 - down) + low * reach) * (0.75 + 0.5 * cloud) * np.float32(strength)
        )
    if weather in ("snow", "rain"):
        grey = np.array([0.3, 0.26, 0.2] if weather == "snow" else [0.2, 0.18, 0.15], np.float32)
        sheet.absorbed += grey * np.float32(max(strength, 0.55)) * (1.15 - 0.5 * down)


def mist(sheet: Sheet, bands: tuple[tuple[float, float], ...], share: float) -> None:
    """Lift ink where mist lies; `share` 1 clears a band's middle altogether."""
    if not bands:
        return
    rows = ((np.arange(sheet.height_px, dtype=np.float32) + 0.5) / sheet.height_px)[:, None]
    cloud = sheet.texture("cloud", (0, 0, sheet.width_px, sheet.height_px), 2.6)
    for middle, half in bands:
        away = np.abs(rows - middle + 0.1 * (cloud - 0.5)) / (half * 1.5)
        lifted = share * np.clip(1.25 - away**2, 0, 1)
        sheet.absorbed *= (1 - lifted)[..., None]
        sheet.absorbed += (lifted * 0.035)[..., None]


def falling(sheet: Sheet, palette: Palette, weather: str, stream: Random) -> None:
    """Draw what falls or flies: slanting rain, snow flakes, leaves in the wind."""
    if weather not in ("rain", "snow", "wind"):
        return
    half = sheet.aspect / 2
    pen = Pen(sheet, half, 1.0, 1.0)
    mask = pen.mask(half)
    if weather == "rain":
        for _ in range(round(130 * sheet.aspect)):
            x, y, long = (
                stream.uniform(-half, half + 0.1),
                stream.random(),
                stream.uniform(0.05, 0.1),
            )
            mask.line(((x, y), (x - 0.28 * long, y - long)), 0.0015, 180)
        pen.lay(mask, palette["ink"], 0.34)
        return
    if weather == "snow":
        for _ in range(round(120 * sheet.aspect)):
            r = stream.uniform(0.0035, 0.0075)
            mask.oval(stream.uniform(-half, half), stream.random(), r, r, 235)
        pen.lay(mask, palette["white"], 1.0, 0.9)
        return
    for _ in range(round(10 * sheet.aspect) + 3):
        x, y, angle = (
            stream.uniform(-half, half),
            stream.uniform(0.25, 0.95),
            stream.uniform(-0.9, 0.5),
        )
        mask.leaf(x, y, angle, 0.022, 0.009, 220)
    gusts = pen.mask(half)
    for _ in range(round(6 * sheet.aspect) + 2):
        x, y, long = (
            stream.uniform(-half, half),
            stream.uniform(0.3, 0.9),
            stream.uniform(0.15, 0.28),
        )
        gusts.line(
            [(x + long * k / 8, y + 0.018 * math.sin(k * 0.9)) for k in range(9)], 0.0025, 150
        )
    pen.lay(mask, palette["brown"], 0.8, 0.5)
    pen.lay(gusts, palette["ink"], 0.3)
