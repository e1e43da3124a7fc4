"""The painter: one picture at every size, every thing drawn where its box says, domains apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from training.mini.elements import ELEMENTS, LAND, Placed, spread
from training.mini.painter import paint, paint_with_boxes
from training.mini.scenes import DOMAINS, FORMATS, Scene, sample_scene
from training.mini.visibility import element_boxes


def pixels(image: Image.Image) -> np.ndarray:
    return np.asarray(image, np.float32)


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Correlation of two pictures, both scaled to 48 × 48."""
    a, b = (pixels(im.resize((48, 48), Image.Resampling.BOX)).ravel() for im in (one, other))
    return float(np.corrcoef(a, b)[0, 1])


def alone(kind: str, **changes: object) -> Scene:
    """A scene with one thing in its middle, on an unmounted square of paper."""
    count = {"geese": 7, "peaks": 4, "bamboo": 3, "lotus": 3, "fish": 3}.get(kind, 1)
    size = 0.7 if kind in LAND else min(0.6, 0.86 / spread(kind, count))
    item = Placed(kind, 0.5, 0.85, size, count, "middle", 0.8 if kind in LAND else 0.0)
    plain = Scene(3, "base", "album", 1.0, "spring", "day", "clear", "pale", (item,))
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("domain", DOMAINS)
def test_a_scene_is_the_same_picture_at_every_size(domain: str, number: int) -> None:
    scene = sample_scene(
        number, domain, format=FORMATS[number % 4], aspect=3.0 if number % 4 == 1 else None
    )
    small, small_boxes = paint_with_boxes(scene, 128)
    large, large_boxes = paint_with_boxes(scene, 320)
    assert small_boxes == large_boxes == element_boxes(scene)
    assert likeness(small, large) > 0.95


def test_the_same_scene_is_painted_to_the_same_pixels() -> None:
    scene = sample_scene(11, "museum")
    assert paint(scene, 96).tobytes() == paint(scene, 96).tobytes()


@pytest.mark.parametrize("domain", DOMAINS)
def test_another_texture_changes_the_grain_and_leaves_the_layout(domain: str) -> None:
    scene = sample_scene(4, domain)
    one, other = paint(scene, 128), paint(scene, 128, texture=1)
    assert one.tobytes() != other.tobytes()
    assert likeness(one, other) > 0.9


@pytest.mark.parametrize("kind", ELEMENTS)
def test_every_thing_leaves_its_mark_within_its_box(kind: str) -> None:
    scene = alone(kind)
    empty = pixels(paint(replace(scene, elements=()), 128))
    change = np.abs(pixels(paint(scene, 128)) - empty).max(axis=2) > 14
    left, top, right, bottom = (round(edge * 128) for edge in element_boxes(scene)[0])
    inside = change[max(0, top - 3) : bottom + 3, max(0, left - 3) : right + 3].sum()
    assert inside > 90, f"{kind} leaves {inside} pixels"
    halo = kind in ("sun", "moon")
    assert inside >= (0.5 if halo else 0.9) * change.sum(), f"{kind} strays from its box"


@pytest.mark.parametrize("domain", ["base", "museum"])
@pytest.mark.parametrize("kind", ["pine", "pagoda", "scholar", "skiff", "crane", "moon"])
def test_things_stay_readable_at_night(kind: str, domain: str) -> None:
    scene = alone(kind, time="night", domain=domain, mounted=domain == "museum")
    empty = pixels(paint(replace(scene, elements=()), 128))
    change = np.abs(pixels(paint(scene, 128)) - empty).max(axis=2)
    assert (change > 20).sum() > 60


@pytest.mark.parametrize("format_", FORMATS)
def test_pictures_keep_their_true_proportions(format_: str) -> None:
    scene = sample_scene(2, "museum", format=format_)
    image = paint(scene, 120)
    assert image.mode == "RGB"
    assert image.height == 120
    assert abs(image.width - scene.aspect * 120) <= 1


def test_the_longest_handscroll_is_twelve_times_its_height() -> None:
    scene = sample_scene(8, "museum", format="handscroll", aspect=12.0)
    assert paint(scene, 64).size == (768, 64)


def test_a_fan_is_round_on_its_mount() -> None:
    scene = replace(alone("pine"), format="fan", domain="museum", mounted=True)
    bare = replace(scene, elements=(), format="fan")
    change = np.abs(pixels(paint(scene, 128)) - pixels(paint(bare, 128))).max(axis=2) > 14
    rows, columns = np.nonzero(change)
    assert len(rows) > 90
    assert (np.hypot(rows - 63.5, columns - 63.5) < 0.46 * 128).all()


def test_base_pictures_are_light_paper_and_museum_pictures_tinted_silk() -> None:
    def ground(domain: str) -> np.ndarray:
        colours = []
        for number in range(40):
            scene = replace(
                sample_scene(number, domain, format="album"),
                elements=(),
                time="day",
                weather="clear",
            )
            middle = pixels(paint(scene, 48))[12:-12, 12:-12]
            colours.append(np.median(middle.reshape(-1, 3), axis=0))
        return np.array(colours)

    base, museum = ground("base"), ground("museum")
    assert base.min() > 205
    assert museum[:, 2].max() < 200
    assert base.mean(axis=1).min() > museum.mean(axis=1).max()


def test_a_mount_surrounds_every_museum_piece() -> None:
    for number in range(12):
        scene = sample_scene(number, "museum")
        rim = pixels(paint(scene, 100))[:, 0]
        plain = pixels(paint(replace(scene, mounted=True, elements=()), 100))[:, 0]
        assert np.array_equal(rim, plain)


def test_seals_are_red_where_they_are_pressed() -> None:
    scene = replace(alone("pine"), domain="museum", mounted=True, seals=2)
    with_seals, without = pixels(paint(scene, 200)), pixels(paint(replace(scene, seals=0), 200))
    changed = np.abs(with_seals - without).max(axis=2) > 30
    assert changed.sum() > 60
    red = with_seals[changed]
    assert red[:, 0].mean() > red[:, 1].mean() + 30
