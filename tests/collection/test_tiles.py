"""Deep zoom: pyramids of tiles, made once, bounded, and true to the picture."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageOps

from songclip_desktop.collection import large_pictures
from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.images import digest
from songclip_desktop.collection.tiles import TILE_PX, Pyramid, TileCache
from songclip_desktop.records import Image

MakePicture = Callable[..., Path]


def scene(width: int = 1300, height: int = 700) -> Pillow.Image:
    """Every place has its own colour: red grows to the right, green downwards."""
    red, green = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    values = np.stack([red, green, np.full_like(red, 60)], axis=2)
    return Pillow.fromarray(values.astype(np.uint8))


def image_of(path: Path, width: int, height: int) -> Image:
    return Image(1, 1, digest(path), str(path), True, width, height, True)


def whole(pyramid: Pyramid, level: int) -> Pillow.Image:
    rows: dict[tuple[int, int], Pillow.Image] = {}
    for row in range(99):
        for column in range(99):
            content = pyramid.tile(level, column, row)
            if content is None:
                break
            rows[column, row] = Pillow.open(io.BytesIO(content))
    last = max(rows)
    size = last[0] * TILE_PX + rows[last].width, last[1] * TILE_PX + rows[last].height
    canvas = Pillow.new("RGB", size)
    for (column, row), tile in rows.items():
        canvas.paste(tile, (column * TILE_PX, row * TILE_PX))
    return canvas


@pytest.mark.parametrize("name", ["K1.jpg", "K1.tif", "K1.png", "K1.bmp", "K1.jp2"])
def test_tiles_hold_the_picture_at_every_level(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    scene().save(path)
    pyramid = TileCache(tmp_path / "tiles").make(image_of(path, 1300, 700), path)
    assert pyramid is not None
    assert pyramid.finest == 2
    for level, size in ((2, (1300, 700)), (1, (650, 350)), (0, (325, 175))):
        seen = whole(pyramid, level)
        assert seen.size == size
        wanted = np.asarray(scene().resize(size)).astype(int)
        assert np.abs(np.asarray(seen).astype(int) - wanted).mean() < 4
    assert pyramid.tile(2, 3, 0) is None
    assert pyramid.tile(3, 0, 0) is None
    pyramid.close()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_tiles_are_upright(tmp_path: Path, orientation: int) -> None:
    turned = scene(600, 900) if orientation >= 5 else scene(900, 600)
    path = tmp_path / "K1.jpg"
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    turned.save(path, exif=exif, quality=95)
    pyramid = TileCache(tmp_path / "tiles").make(image_of(path, 900, 600), path)
    assert pyramid is not None
    with Pillow.open(path) as opened:
        upright = np.asarray(ImageOps.exif_transpose(opened)).astype(int)
    assert upright.shape == (600, 900, 3)
    assert np.abs(np.asarray(whole(pyramid, pyramid.finest)).astype(int) - upright).mean() < 4
    pyramid.close()


def test_a_pyramid_is_made_once_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "K1.jpg"
    scene().save(path)
    image, cache = image_of(path, 1300, 700), TileCache(tmp_path / "tiles")
    assert cache.open(image) is None
    made = cache.make(image, path)
    assert made is not None
    made.close()
    path.unlink()
    again = TileCache(tmp_path / "tiles").make(image, path)
    assert again is not None
    assert again.tile(0, 0, 0)
    again.close()


def test_what_is_kept_is_bounded_and_the_longest_unseen_goes(tmp_path: Path) -> None:
    cache = TileCache(tmp_path / "tiles")
    images = []
    for number in range(3):
        path = tmp_path / f"{number}.jpg"
        scene(1300 + number, 700).save(path)
        images.append(image_of(path, 1300 + number, 700))
        made = cache.make(images[-1], path)
        assert made is not None
        made.close()
    size = max(each.stat().st_size for each in (tmp_path / "tiles").glob("*.szi"))
    seen = cache.open(images[0])
    assert seen is not None
    seen.close()
    path = tmp_path / "new.jpg"
    scene(1310, 700).save(path)
    small = TileCache(tmp_path / "tiles", most_bytes=round(2.5 * size))
    newest = small.make(image_of(path, 1310, 700), path)
    assert newest is not None
    newest.close()
    left = {each.stem for each in (tmp_path / "tiles").glob("*.szi")}
    assert left == {images[0].sha256, digest(path)}


def test_making_can_be_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "K1.png"
    noise = np.random.default_rng(0).integers(0, 256, (4000, 4000), dtype=np.uint8)
    Pillow.fromarray(noise).save(path, compress_level=1)
    asked = []

    def stop_at_the_second_look() -> bool:
        asked.append(1)
        return len(asked) > 1

    cache = TileCache(tmp_path / "tiles")
    assert cache.make(image_of(path, 4000, 4000), path, stop_at_the_second_look) is None
    assert len(asked) > 1
    assert not list((tmp_path / "tiles").iterdir())


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 cut short", b"II*\0rubbish"])
def test_a_broken_original_has_no_tiles(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "K1.jpg"
    path.write_bytes(content)
    assert TileCache(tmp_path / "tiles").make(image_of(path, 10, 10), path) is None
    assert TileCache(tmp_path / "tiles").make(image_of(path, 10, 10), tmp_path / "gone") is None


def test_a_truncated_original_leaves_no_half_pyramid(tmp_path: Path) -> None:
    path = tmp_path / "K1.jpg"
    noise = np.random.default_rng(0).integers(0, 256, (1500, 1500, 3), dtype=np.uint8)
    Pillow.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert TileCache(tmp_path / "tiles").make(image_of(path, 1500, 1500), path) is None
    assert not list((tmp_path / "tiles").iterdir())


def test_a_damaged_pyramid_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "K1.jpg"
    scene().save(path)
    image, cache = image_of(path, 1300, 700), TileCache(tmp_path / "tiles")
    (tmp_path / "tiles").mkdir()
    (tmp_path / "tiles" / f"{image.sha256}.szi").write_bytes(b"rubbish")
    made = cache.make(image, path)
    assert made is not None
    assert made.tile(0, 0, 0)
    made.close()


def test_a_cache_that_cannot_be_written_is_simply_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "K1.jpg"
    scene().save(path)
    (tmp_path / "tiles").write_bytes(b"a file where the folder should be")
    assert TileCache(tmp_path / "tiles").make(image_of(path, 1300, 700), path) is None


def test_tiles_are_read_by_many_threads(tmp_path: Path) -> None:
    path = tmp_path / "K1.jpg"
    scene(2100, 2100).save(path)
    pyramid = TileCache(tmp_path / "tiles").make(image_of(path, 2100, 2100), path)
    assert pyramid is not None
    places = [(column, row) for column in range(5) for row in range(5)]
    alone = {place: pyramid.tile(pyramid.finest, *place) for place in places}
    seen: list[bool] = []
    threads = [
        threading.Thread(
            target=lambda: seen.extend(
                pyramid.tile(pyramid.finest, *place) == alone[place] for place in places * 4
            )
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 400
    assert all(seen)
    pyramid.close()


def test_a_collection_keeps_its_tiles_in_its_cache(
    collection: Collection, make_picture: MakePicture
) -> None:
    stored = collection.images.add_file(make_picture(size=(600, 600)))
    image = Image(1, 1, stored.sha256, stored.path, False, 600, 600, True)
    made = collection.images.tiles.make(image, collection.images.path(image))
    assert made is not None
    made.close()
    assert list(collection.images.cache_dir.glob("tiles/*.szi"))


def test_without_libvips_there_are_no_tiles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "K1.jpg"
    scene().save(path)
    monkeypatch.setattr(large_pictures, "vips", lambda: None)
    assert TileCache(tmp_path / "tiles").make(image_of(path, 1300, 700), path) is None
