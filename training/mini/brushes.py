"""Brush, ink and pigment: a sheet that holds what is absorbed from its light, and masks drawn on it.

A sheet's unit of length is its height. An element is drawn in its own units: x from its middle, y upwards from
its base line, 1 being its height; so the same strokes serve every size of picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Field = NDArray[np.floating[Any]]
Point = tuple[float, float]

_TILE_PX = 1024


@cache
def noise_tile(kind: str) -> Field:
    """A tile of 1024 × 1024 grey values in 0..1 that joins at its edges, one unit of length wide.

    Args:
        kind: "cloud" (soft), "grain" (fine), "cun" (upright brush texture) or "fibre" (level).
    """
    stream = np.random.default_rng(sum(map(ord, kind)))
    octaves = {
        "cloud": ((6, 6, 1.0), (13, 13, 0.6), (27, 27, 0.35)),
        "grain": ((64, 64, 0.5), (128, 128, 1.0)),
        "cun": ((26, 7, 1.0), (61, 14, 0.8), (128, 32, 0.4)),
        "fibre": ((5, 40, 0.6), (12, 110, 1.0)),
    }[kind]
    total = np.zeros((_TILE_PX, _TILE_PX), np.float32)
    for across, down, weight in octaves:
        cells = stream.random((down, across), dtype=np.float32)
        cells = np.pad(cells, 2, mode="wrap")
        step_x, step_y = _TILE_PX / across, _TILE_PX / down
        grown = Image.fromarray(cells).resize(
            (_TILE_PX, _TILE_PX),
            Image.Resampling.BICUBIC,
            box=(2, 2, 2 + _TILE_PX / step_x, 2 + _TILE_PX / step_y),
        )
        total += weight * np.asarray(grown)
    total -= total.mean()
    return np.clip(0.5 + total / (5 * total.std()), 0, 1).astype(np.float32)


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    u, v = t * t, t * t * t
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * u + (3 * b - a - 3 * c + d) * v
    )


def curve(points: Sequence[Point], steps: int = 4) -> list[Point]:
    """Points on a Catmull-Rom curve through `points`, `steps` for each span."""
    if len(points) < 3:
        return list(points)
    padded = [points[0], *points, points[-1]]
    smooth: list[Point] = []
    for i in range(1, len(padded) - 2):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = padded[i - 1 : i + 3]
        for k in range(steps):
            t = k / steps
            smooth.append((_spline(ax, bx, cx, dx, t), _spline(ay, by, cy, dy, t)))
    smooth.append(points[-1])
    return smooth


class Mask:
    """Where a brush has touched: grey values on a finer grid than the sheet, in an element's own units."""

    __slots__ = (
        "across",
        "bottom",
        "draw",
        "image",
        "left",
        "origin_x",
        "origin_y",
        "right",
        "scale",
        "thin",
        "top",
    )

    def __init__(
        self,
        box_px: tuple[int, int, int, int],
        origin: Point,
        scale: float,
        across: float,
        fine: int,
    ):
        """Cover `box_px` of the sheet; `origin` (px) is the element's base, `scale` its px per unit."""
        self.left, self.top, self.right, self.bottom = box_px
        size = ((self.right - self.left) * fine, (self.bottom - self.top) * fine)
        self.image = Image.new("L", size)
        self.draw = ImageDraw.Draw(self.image)
        self.scale = scale * fine
        self.across = across * self.scale
        self.origin_x = (origin[0] - self.left) * fine
        self.origin_y = (origin[1] - self.top) * fine
        self.thin = 2 if fine > 2 else 1

    def _px(self, points: Iterable[Point]) -> list[Point]:
        ox, oy, kx, ky = self.origin_x, self.origin_y, self.across, self.scale
        return [(ox + kx * x, oy - ky * y) for x, y in points]

    def poly(self, points: Iterable[Point], tone: int = 255) -> None:
        """Fill a polygon."""
        self.draw.polygon(self._px(points), fill=tone)

    def blob(self, points: Sequence[Point], tone: int = 255) -> None:
        """Fill a closed, rounded outline through `points`."""
        turned = [*points[-2:], *points, *points[:2]]
        self.draw.polygon(self._px(curve(turned, 4)[8:-8]), fill=tone)

    def line(self, points: Iterable[Point], width: float, tone: int = 255) -> None:
        """Draw a line of even width, never thinner than a hair."""
        self.draw.line(self._px(points), fill=tone, width=max(self.thin, round(width * self.scale)))

    def oval(self, x: float, y: float, rx: float, ry: float, tone: int = 255) -> None:
        """Fill an upright ellipse about (x, y)."""
        cx, cy = self.origin_x + self.across * x, self.origin_y - self.scale * y
        rx, ry = max(0.8, rx * self.scale), max(0.8, ry * self.scale)
        self.draw.ellipse((cx - rx, cy - ry, cx + rx, cy + ry), fill=tone)

    def rect(self, x0: float, y0: float, x1: float, y1: float, tone: int = 255) -> None:
        """Fill an upright rectangle."""
        self.poly(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), tone)

    def stroke(
        self, points: Sequence[Point], start: float, end: float, tone: int = 255, steps: int = 4
    ) -> None:
        """Draw a curved stroke whose width runs from `start` to `end`."""
        pts = self._px(curve(points, steps))
        last = len(pts) - 1
        one: list[Point] = []
        other: list[Point] = []
        for i, (x, y) in enumerate(pts):
            ax, ay = pts[max(0, i - 1)]
            bx, by = pts[min(last, i + 1)]
            dx, dy = bx - ax, by - ay
            half = max(self.thin / 2, (start + (end - start) * i / last) * self.scale / 2)
            k = half / (math.hypot(dx, dy) or 1.0)
            one.append((x - dy * k, y + dx * k))
            other.append((x + dy * k, y - dx * k))
        self.draw.polygon(one + other[::-1], fill=tone)

    def leaf(
        self, x: float, y: float, angle: float, length: float, width: float, tone: int = 255
    ) -> None:
        """Fill a pointed leaf that starts at (x, y) and runs `length` towards `angle` (radians, up is π/2)."""
        c, s = math.cos(angle) * length, math.sin(angle) * length
        nx, ny = -math.sin(angle) * width / 2, math.cos(angle) * width / 2
        self.poly(
            (
                (x, y),
                (x + 0.3 * c + nx, y + 0.3 * s + ny),
                (x + 0.65 * c + 0.7 * nx, y + 0.65 * s + 0.7 * ny),
                (x + c, y + s),
                (x + 0.65 * c - 0.7 * nx, y + 0.65 * s - 0.7 * ny),
                (x + 0.3 * c - nx, y + 0.3 * s - ny),
            ),
            tone,
        )


class Sheet:
    """The light a picture's ground loses to ink and pigment: absorbance, height × width × 3."""

    def __init__(self, width_px: int, height_px: int, drift: tuple[int, int] = (0, 0)):
        """Start empty; `drift` shifts the textures, in tile pixels."""
        self.width_px = width_px
        self.height_px = height_px
        self.aspect = width_px / height_px
        self.absorbed: Field = np.zeros((height_px, width_px, 3), np.float32)
        self.drift = drift
        self.fine = 3 if height_px < 260 else 2
        self.detail = min(1.0, max(0.12, (height_px - 60) / 440))

    def crop(self, x0: float, y0: float, x1: float, y1: float) -> tuple[int, int, int, int] | None:
        """The pixel box of a box in sheet units, within the sheet; None where nothing of it lies inside."""
        h = self.height_px
        left, top = max(0, math.floor(x0 * h) - 1), max(0, math.floor(y0 * h) - 1)
        right, bottom = min(self.width_px, math.ceil(x1 * h) + 1), min(h, math.ceil(y1 * h) + 1)
        return (left, top, right, bottom) if right > left and bottom > top else None

    def texture(self, kind: str, box: tuple[int, int, int, int], zoom: float = 1.0) -> Field:
        """Grey values 0..1 of a texture over a pixel box, features `zoom` times their size."""
        tile = noise_tile(kind)
        step = _TILE_PX / (self.height_px * zoom)
        rows = (np.arange(box[1], box[3]) * step + self.drift[0]).astype(np.intp) % _TILE_PX
        columns = (np.arange(box[0], box[2]) * step + self.drift[1]).astype(np.intp) % _TILE_PX
        return tile[rows[:, None], columns[None, :]]

    def lay(
        self, box: tuple[int, int, int, int], share: Field, pigment: Field, body: float = 0.0
    ) -> None:
        """Lay a pigment over a pixel box where `share` says; `body` 1 hides what lies beneath."""
        under = self.absorbed[box[1] : box[3], box[0] : box[2]]
        share = share[..., None]
        if body:
            under *= 1 - body * share
        under += share * pigment


class Pen:
    """Draws one element: knows where it stands, how tall it is and which way it faces."""

    def __init__(self, sheet: Sheet, x: float, y: float, size: float, facing: int = 1):
        """Stand at (x, y) in sheet units, `size` tall, `facing` 1 or -1."""
        self.sheet = sheet
        self.x, self.y, self.size, self.facing = x, y, size, facing
        self.detail = sheet.detail

    def some(self, few: int, many: int) -> int:
        """How many fine strokes this size of picture can show."""
        return round(few + (many - few) * self.detail)

    def mask(self, half: float = 0.5, top: float = 1.0, bottom: float = 0.0) -> Mask:
        """A mask over x from -half to half and y from bottom to top, in the element's units."""
        h = self.sheet.height_px
        box = self.sheet.crop(
            self.x - half * self.size,
            self.y - top * self.size,
            self.x + half * self.size,
            self.y - bottom * self.size,
        )
        return Mask(
            box or (0, 0, 1, 1),
            (self.x * h, self.y * h),
            self.size * h,
            self.facing,
            self.sheet.fine,
        )

    def lay(
        self,
        mask: Mask,
        pigment: Field,
        strength: float = 1.0,
        body: float = 0.0,
        blur: float = 0.0,
        dry: float = 0.0,
    ) -> None:
        """Lay what a mask holds.

        Args:
            mask: from this pen.
            pigment: absorbance of three channels.
            strength: multiplies the pigment.
            body: 1 hides what lies beneath, 0 lets it shine through.
            blur: softness in the element's units.
            dry: share of the stroke broken by the ground's grain, 0 to 1.
        """
        image = mask.image.reduce(self.sheet.fine)
        radius = blur * self.size * self.sheet.height_px
        if radius > 0.3:
            image = image.filter(ImageFilter.GaussianBlur(radius))
        share = np.asarray(image, np.float32) / 255
        box = (mask.left, mask.top, mask.right, mask.bottom)
        if dry:
            grain = self.sheet.texture("grain", box)
            share = share * np.clip(1 - dry * 2 * (grain - 0.35), 0, 1)
        self.sheet.lay(box, share, pigment * np.float32(strength), body)
