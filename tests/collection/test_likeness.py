"""Perceptual hashes: the same painting in another export, and another painting."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from songclip_desktop.collection.likeness import LIKE_BITS, distance, phash
from songclip_desktop.collection.pictures import read


def landscape(seed: int, size: tuple[int, int] = (600, 400)) -> Image.Image:
    """Hills and a hut on silk, different with every seed."""
    drawn = np.random.default_rng(seed)
    picture = Image.new("RGB", size, (214, 198, 164))
    pen = ImageDraw.Draw(picture)
    for shade in (150, 110, 70):
        ridge = [(x, int(drawn.uniform(0.2, 0.9) * size[1])) for x in range(0, size[0] + 60, 60)]
        pen.polygon([(0, size[1]), *ridge, (size[0], size[1])], fill=(shade, shade, shade - 20))
    x, y = drawn.integers(0, size[0] - 80), drawn.integers(0, size[1] - 60)
    pen.rectangle((int(x), int(y), int(x) + 70, int(y) + 40), fill=(60, 40, 30))
    return picture


def resaved(picture: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(io.BytesIO(buffer.getvalue()))


def test_the_same_picture_in_another_size_and_export_is_alike() -> None:
    for seed in range(20):
        picture = landscape(seed)
        hashed = phash(picture)
        assert len(hashed) == 16
        for other in (
            picture.resize((150, 100)), picture.resize((1800, 1200)), resaved(picture, 40),
            picture.point(lambda value: min(255, round(value * 1.1 + 5))), picture.convert("L"),
        ):  # fmt: skip
            assert distance(hashed, phash(other)) <= LIKE_BITS


def test_different_pictures_are_not_alike() -> None:
    hashes = [phash(landscape(seed)) for seed in range(40)]
    far = [distance(a, b) for n, a in enumerate(hashes) for b in hashes[:n]]
    assert min(far) > LIKE_BITS


def test_a_picture_without_structure_is_like_nothing() -> None:
    plain = phash(Image.new("RGB", (60, 40), (200, 180, 150)))
    assert plain == ""
    assert distance(plain, plain) == 64


def test_real_paintings_are_told_apart(shared_data: Path) -> None:
    paths = sorted((shared_data / "paintings").glob("*.jpg"))
    hashes = [phash(read(path, 320).pixels) for path in paths]
    large = [phash(read(path, 1280).pixels) for path in paths]
    assert all(distance(a, b) <= LIKE_BITS for a, b in zip(hashes, large, strict=True))
    assert min(distance(a, b) for n, a in enumerate(hashes) for b in hashes[:n]) > LIKE_BITS
