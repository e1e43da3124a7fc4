"""The painter: draws a scene at any size, as plain paper, museum silk, photograph or map.

Layout comes from the scene alone; shapes from a stream per element; textures from a stream of their own. So the
same scene is the same picture at every size.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from training.mini import (
    animals,
    boats,
    buildings,
    figures,
    flowers,
    grounds,
    landforms,
    maps,
    trees,
    waters,
    weather,
)
from training.mini.brushes import Pen, Sheet
from training.mini.elements import GROUPED, WIDTHS, Placed
from training.mini.pigments import Palette, Setting
from training.mini.scenes import Scene
from training.mini.visibility import (
    Box,
    element_boxes,
    field_box,
    mist_bands,
    seal_boxes,
    writing_box,
)

_SINGLE: dict[str, Callable[[Pen, Setting], None]] = {
    "pine": trees.pine, "willow": trees.willow, "plum": trees.plum, "peach": trees.peach, "maple": trees.maple,
    "banana": trees.banana, "orchid": flowers.orchid, "chrysanthemum": flowers.chrysanthemum, "reeds": flowers.reeds,
    "peony": flowers.peony, "hut": buildings.hut, "pavilion": buildings.pavilion, "pagoda": buildings.pagoda,
    "temple": buildings.temple, "bridge": buildings.bridge, "city_gate": buildings.city_gate, "tower": buildings.tower,
    "mill": buildings.mill, "palace": buildings.palace, "skiff": boats.skiff, "sail": boats.sail,
    "ferry": boats.ferry, "painted_boat": boats.painted_boat, "fisherman": figures.fisherman,
    "scholar": figures.scholar, "woodcutter": figures.woodcutter, "rider": figures.rider, "ox_boy": figures.ox_boy,
    "qin_player": figures.qin_player, "monk": figures.monk, "porter": figures.porter, "crane": animals.crane,
    "egret": animals.egret, "magpie": animals.magpie, "deer": animals.deer, "quail": animals.quail,
}  # fmt: skip
_COUNTED: dict[str, Callable[[Pen, Setting, int], None]] = {
    "bamboo": trees.bamboo, "lotus": flowers.lotus, "geese": animals.geese, "mandarin_ducks": animals.mandarin_ducks,
    "butterfly": animals.butterfly, "fish": animals.fish,
}  # fmt: skip


def paint(scene: Scene, height_px: int, *, texture: int = 0) -> Image.Image:
    """Paint a scene as an RGB picture of its true aspect.

    Args:
        scene: what to paint.
        height_px: height of the picture with its mount.
        texture: chooses another paper and another grain for the same layout.
    """
    width_px = max(1, round(scene.aspect * height_px))
    left, top, right, bottom = field_box(scene)
    box = (
        round(left * width_px),
        round(top * height_px),
        round(right * width_px),
        round(bottom * height_px),
    )
    grain = Random(f"{scene.seed}/{texture}/texture")
    field = _field(scene, box[2] - box[0], box[3] - box[1], grain)
    if box == (0, 0, width_px, height_px):
        return field
    whole = grounds.mount(
        (width_px, height_px), scene.domain, scene.format, Random(f"{scene.seed}/mount")
    )
    if scene.format == "fan":
        _set_fan(whole, field, box, scene.domain)
    else:
        grounds.border(whole, box, scene.domain)
        whole.paste(field, box[:2])
    return whole


def paint_with_boxes(scene: Scene, height_px: int) -> tuple[Image.Image, tuple[Box, ...]]:
    """The picture and each element's left, top, right, bottom as fractions of it."""
    return paint(scene, height_px), element_boxes(scene)


def _set_fan(
    whole: Image.Image, field: Image.Image, box: tuple[int, int, int, int], domain: str
) -> None:
    """Lay a round picture with a thin rim on its mount."""
    size = field.size
    disc = Image.new("L", (size[0] * 2, size[1] * 2))
    ImageDraw.Draw(disc).ellipse((0, 0, size[0] * 2 - 1, size[1] * 2 - 1), fill=255)
    rim = max(1, round(whole.height * 0.008))
    shade = Image.new("L", (size[0] + 2 * rim, size[1] + 2 * rim))
    ImageDraw.Draw(shade).ellipse((0, 0, shade.width - 1, shade.height - 1), fill=255)
    colour = (70, 52, 40) if domain == "museum" else (150, 140, 124)
    whole.paste(Image.new("RGB", shade.size, colour), (box[0] - rim, box[1] - rim), shade)
    whole.paste(field, box[:2], disc.reduce(2))


def _field(scene: Scene, width_px: int, height_px: int, grain: Random) -> Image.Image:
    sheet = Sheet(width_px, height_px, (grain.randrange(1024), grain.randrange(1024)))
    palette = Palette(scene.style, scene.domain)
    light = grounds.ground(sheet, scene.domain, grain)
    if scene.domain == "map":
        maps.paint_map(sheet, scene, palette, _draw)
    else:
        _view(sheet, scene, palette)
    marks = Random(f"{scene.seed}/marks")
    writing = writing_box(scene)
    if writing:
        grounds.inscribe(sheet, palette, writing, marks)
    if scene.domain == "museum":
        grounds.age(sheet, Random(f"{scene.seed}/age"))
    for spot in seal_boxes(scene):
        grounds.press_seal(sheet, palette, spot, marks)
    light = light * np.exp(-sheet.absorbed)
    if scene.domain == "photograph":
        light = grounds.lens(light, grain)
    image = Image.fromarray((np.clip(light, 0, 1) * 255 + 0.5).astype(np.uint8))
    if scene.domain == "photograph":
        image = image.filter(ImageFilter.GaussianBlur(0.0016 * height_px))
    return image


def _view(sheet: Sheet, scene: Scene, palette: Palette) -> None:
    """Sky, then all elements from far to near with mist between, then what falls from the sky."""
    weather.sky(sheet, scene.domain, scene.season, scene.time, scene.weather)
    bands, done = mist_bands(scene), 0
    for index, item in enumerate(scene.elements):
        depth = ("far", "middle", "near").index(item.layer)
        while done < depth:
            weather.mist(sheet, bands, (0.85, 0.55)[done])
            done += 1
            if scene.domain == "photograph" and done == 1:
                grounds.out_of_focus(sheet, 0.02 if scene.genre == "birds_and_flowers" else 0.004)
        _draw(sheet, scene, palette, index, item)
    while done < 2:
        weather.mist(sheet, bands, (0.85, 0.55)[done])
        done += 1
    if scene.domain == "photograph" and scene.time == "night":
        sheet.absorbed += np.array([0.5, 0.42, 0.24], np.float32)
    weather.falling(sheet, palette, scene.weather, Random(f"{scene.seed}/falling"))


def _draw(sheet: Sheet, scene: Scene, palette: Palette, index: int, item: Placed) -> None:
    stream = Random(f"{scene.seed}/{index}/{item.kind}")
    facing = stream.choice((-1, 1))
    if item.kind in ("cliff", "fisherman", "skiff"):
        facing = (-1 if item.x < 0.5 else 1) * (1 if item.kind == "cliff" else -1)
    look = Setting(palette, stream, scene.season, scene.weather, scene.style, item.y > 0.6)
    pen = Pen(sheet, item.x * sheet.aspect, item.y, item.size, facing)
    if item.kind in _COUNTED:
        _COUNTED[item.kind](pen, look, item.count)
        return
    if item.kind not in _SINGLE:
        _draw_land(pen, look, item, scene)
        return
    copies = 1 if item.kind in GROUPED else item.count
    for k in range(copies):
        shrink = 1.0 if copies == 1 else (1.0, 0.82, 0.9)[k % 3]
        shift = (k - (copies - 1) / 2) * 0.72 * item.size * WIDTHS[item.kind]
        _SINGLE[item.kind](Pen(sheet, pen.x + shift, item.y, item.size * shrink, facing), look)


def _draw_land(pen: Pen, look: Setting, item: Placed, scene: Scene) -> None:
    palette, stream = look.palette, look.stream
    half = _half(pen, item)
    ink, tint = landforms.strengths(palette, scene.style)
    if item.kind == "peaks":
        landforms.peaks(pen, palette, stream, half, item.count, scene.style)
    elif item.kind == "distant_hills":
        landforms.distant_hills(pen, palette, stream, half, scene.style)
    elif item.kind == "cliff":
        landforms.cliff(pen, palette, stream, half, scene.style)
    elif item.kind == "rock":
        landforms.rock(pen, palette, stream, scene.style)
    elif item.kind == "shore":
        ends = (item.x - item.width / 2 < 0.02, item.x + item.width / 2 > 0.98)
        side = 0 if ends[0] == ends[1] else -1 if ends[0] else 1
        landforms.shore(pen, palette, stream, half, side, scene.style, look.snow)
    elif item.kind == "waterfall":
        waters.waterfall(pen, palette, stream, ink, tint)
    else:
        _draw_water(pen, look, item, half)


def _draw_water(pen: Pen, look: Setting, item: Placed, half: float) -> None:
    palette, stream = look.palette, look.stream
    if item.kind == "lake":
        waters.lake(pen, palette, half)
    elif item.kind == "river":
        waters.river(pen, palette, stream, half, 0.4, 2.6)
    elif item.kind == "stream":
        waters.river(pen, palette, stream, half, 0.3, 3.6)
        waters.stones(pen, palette, stream)
    elif item.kind == "wall":
        buildings.wall(pen, look, half / item.size)
    else:
        waters.disc(pen, palette, item.kind)


def _half(pen: Pen, item: Placed) -> float:
    return (item.width * pen.sheet.aspect if item.width else WIDTHS[item.kind] * item.size) / 2
