"""What of a scene can be seen: decided from its layout, so that captions name only what is there.

The painter asks the same functions where mist lies and where writing goes, so picture and captions agree.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from training.mini.elements import LAND, Placed, box_of, cover_of, field_of

if TYPE_CHECKING:
    from training.mini.scenes import Scene

Box = tuple[float, float, float, float]

_GRID = 6
_LEAST_SHOWN = 0.5
_LEAST_SIZE = {"base": 0.05, "museum": 0.06, "photograph": 0.05, "map": 0.04}


def field_box(scene: Scene) -> Box:
    """Left, top, right, bottom of the painted field, as fractions of the whole picture."""
    return field_of(scene.format, scene.aspect, scene.mounted)


def field_aspect(scene: Scene) -> float:
    """Width / height of the painted field."""
    left, top, right, bottom = field_box(scene)
    return (right - left) * scene.aspect / (bottom - top)


def element_boxes(scene: Scene) -> tuple[Box, ...]:
    """Left, top, right, bottom of each element as fractions of the whole picture, clipped to its field."""
    left, top, right, bottom = field_box(scene)
    wide, tall = right - left, bottom - top
    boxes = []
    for item in scene.elements:
        x0, y0, x1, y1 = (min(1.0, max(0.0, edge)) for edge in box_of(item, field_aspect(scene)))
        boxes.append((left + x0 * wide, top + y0 * tall, left + x1 * wide, top + y1 * tall))
    return tuple(boxes)


def mist_bands(scene: Scene) -> tuple[tuple[float, float], ...]:
    """Middle and half height of each band of mist, fractions of the field; none in other weather."""
    if scene.weather != "mist":
        return ()
    stream = Random(f"{scene.seed}/mist")
    return (
        (stream.uniform(0.5, 0.58), stream.uniform(0.07, 0.1)),
        (stream.uniform(0.22, 0.32), stream.uniform(0.03, 0.05)),
    )


def writing_box(scene: Scene) -> Box | None:
    """Where the inscription stands in the field: the emptier upper corner; None where there is no room for one."""
    if not scene.inscription:
        return None
    aspect = field_aspect(scene)
    wide, tall = 0.13 / aspect, 0.3
    inset = 0.16 if scene.format == "fan" else 0.035
    best: tuple[float, Box] | None = None
    for x in (1 - inset / max(aspect, 1) - wide, inset / max(aspect, 1)):
        box = (x, inset, x + wide, inset + tall)
        load = sum(
            _overlap(box, box_of(item, aspect)) * (0.35 if item.kind in LAND else 3.0)
            for item in scene.elements
        )
        if best is None or load < best[0]:
            best = (load, box)
    return best[1] if best and best[0] < 0.24 * wide * tall else None


def seal_boxes(scene: Scene) -> tuple[Box, ...]:
    """Where the seals are pressed: under the inscription, then in corners with nothing in them."""
    aspect = field_aspect(scene)
    tall = 0.062
    wide = tall / aspect
    writing = writing_box(scene)
    inset = 0.2 if scene.format == "fan" else 0.03
    edge = inset / max(aspect, 1)
    spots: list[Box] = []
    if writing:
        middle = (writing[0] + writing[2]) / 2 - wide / 2
        spots.append((middle, writing[3] + 0.015, middle + wide, writing[3] + 0.015 + tall))
    for y in (
        (1 - inset - tall, 0.46)
        if scene.format == "fan"
        else (1 - inset - tall, inset, 1 - inset - 2.3 * tall, 0.46)
    ):
        for x in (edge, 1 - edge - wide):
            spots.append((x, y, x + wide, y + tall))
    if scene.format == "fan" and scene.domain == "museum":
        spots = spots[:1] if writing else []
        for x, y in (
            (0.045, 0.5),
            (0.955, 0.5),
            (0.13, 0.22),
            (0.87, 0.22),
            (0.2, 0.83),
            (0.8, 0.83),
        ):
            spots.append((x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2))
    solid = [box_of(item, aspect) for item in scene.elements if item.kind not in LAND]
    chosen: list[Box] = []
    for spot in spots:
        taken = solid + chosen + ([writing] if writing else [])
        if len(chosen) < scene.seals and all(
            _overlap(spot, box) < 0.15 * wide * tall for box in taken
        ):
            chosen.append(spot)
    return tuple(chosen)


def _overlap(a: Box, b: Box) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def _open(scene: Scene, x: float, y: float) -> bool:
    if not (0 <= x <= 1 and 0 <= y <= 1):
        return False
    return scene.format != "fan" or (x - 0.5) ** 2 + (y - 0.5) ** 2 <= 0.25


def shown(scene: Scene, index: int) -> float:
    """Share of an element, 0 to 1, that is neither outside the field, nor behind others, nor in mist."""
    aspect = field_aspect(scene)
    item = scene.elements[index]
    left, top, right, bottom = box_of(item, aspect)
    if item.kind in LAND:
        left, right = max(left, 0.0), min(right, 1.0)
    later = [(box_of(other, aspect), cover_of(other.kind)) for other in scene.elements[index + 1 :]]
    bands = mist_bands(scene) if item.layer != "near" else ()
    total = 0.0
    for i in range(_GRID):
        for j in range(_GRID):
            x, y = (
                left + (right - left) * (i + 0.5) / _GRID,
                top + (bottom - top) * (j + 0.5) / _GRID,
            )
            if not _open(scene, x, y):
                continue
            clear = 1.0
            for (x0, y0, x1, y1), cover in later:
                if x0 <= x <= x1 and y0 <= y <= y1:
                    clear *= 1 - cover
            if any(abs(y - middle) < half for middle, half in bands):
                clear *= 0.15 if item.layer == "far" else 0.4
            total += clear
    return total / _GRID**2


def visible(scene: Scene) -> tuple[Placed, ...]:
    """The elements a viewer can make out, in painting order."""
    least = _LEAST_SIZE[scene.domain]
    kept = []
    for index, item in enumerate(scene.elements):
        needed = 0.18 if item.kind in LAND else _LEAST_SHOWN
        dim = (
            scene.time == "night"
            and item.layer == "far"
            and item.kind not in ("moon", "peaks", "cliff")
        )
        if item.size >= least * (1.6 if dim else 1.0) and shown(scene, index) >= needed:
            kept.append(item)
    return tuple(kept)
