"""Pictures become the pixels that upstream's transform makes, and are kept."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training.errors import TrainingError
from training.pixels import TOGETHER, PixelStore, Transform


@pytest.fixture
def scroll(tmp_path: Path) -> Path:
    """A handscroll, 9 times as wide as high, with fine detail."""
    path = tmp_path / "scroll.png"
    rng = np.random.default_rng(0)
    coarse = Image.fromarray(rng.integers(0, 256, (20, 180, 3), dtype=np.uint8))
    coarse.resize((1800, 200), Image.Resampling.BICUBIC).save(path)
    return path


def test_a_picture_is_transformed_as_upstream_does_it(scroll: Path) -> None:
    from cn_clip.clip.utils import image_transform

    ours = Transform(224)
    theirs = image_transform(224)(Image.open(scroll)).numpy()

    assert np.array_equal(ours.normalise(ours.pixels(scroll)[None])[0], theirs)


def test_a_large_jpeg_decoded_at_reduced_scale_differs_by_less_than_one_grey_level(
    tmp_path: Path, scroll: Path
) -> None:
    big = Image.open(scroll).resize((4000, 3000), Image.Resampling.BICUBIC)
    big.save(tmp_path / "big.jpg", quality=95)
    big.save(tmp_path / "big.png")
    transform = Transform(128)

    reduced = transform.pixels(tmp_path / "big.jpg").astype(float)
    plain = np.asarray(
        Image.open(tmp_path / "big.jpg").resize((128, 128), Image.Resampling.BICUBIC)
    )

    assert abs(reduced - plain).mean() < 1.0


def test_a_picture_is_turned_upright_as_its_camera_says(tmp_path: Path) -> None:
    pixels = np.zeros((40, 40, 3), np.uint8)
    pixels[:, :20] = 255
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    Image.fromarray(pixels).save(tmp_path / "turned.png", exif=exif)

    seen = Transform(32).pixels(tmp_path / "turned.png")

    assert seen[16, 28].min() > 200
    assert seen[16, 4].max() < 50


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "I;16", "1", "LA"])
def test_every_kind_of_picture_becomes_rgb(tmp_path: Path, mode: str) -> None:
    path = tmp_path / ("a.tif" if mode in ("CMYK", "I;16") else "a.png")
    grey = np.full((20, 20), 128, np.uint8)
    if mode == "I;16":
        Image.fromarray(grey.astype(np.uint16) * 257).save(path)
    else:
        Image.fromarray(grey).convert(mode).save(path)

    pixels = Transform(32).pixels(path)

    assert pixels.shape == (32, 32, 3)
    if mode != "1":
        assert abs(pixels.astype(int) - 128).max() <= 3


def _text(path: Path) -> None:
    path.write_text("this is text", encoding="utf-8")


def _cut(path: Path) -> None:
    rng = np.random.default_rng(0)
    Image.fromarray(rng.integers(0, 256, (200, 200, 3), dtype=np.uint8)).save(path, "JPEG")
    path.write_bytes(path.read_bytes()[:4000])


def _empty(path: Path) -> None:
    path.touch()


def _absent(path: Path) -> None:
    pass


@pytest.mark.parametrize("spoil", [_text, _cut, _empty, _absent])
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, spoil) -> None:
    path = tmp_path / "山.jpg"
    spoil(path)

    with pytest.raises(TrainingError) as caught:
        Transform(32).pixels(path)

    assert caught.value.code == "image_unreadable"
    assert "山.jpg" in caught.value.what


def test_pixels_are_kept_and_not_decoded_again(tmp_path: Path, scroll: Path) -> None:
    store = PixelStore(tmp_path / "pixels", Transform(32))
    store.fill([(scroll, "h")])
    decoded = Transform(32).pixels(scroll)
    scroll.unlink()
    again = PixelStore(tmp_path / "other", Transform(32))

    assert store.fill([(scroll, "h")]) == {}
    assert np.array_equal(store.read(["h", "h"]), np.stack([decoded, decoded]))
    assert list(again.fill([(scroll, "h")])) == [0]
    with pytest.raises(KeyError):
        again.read(["h"])
    store.close()
    again.close()


def test_the_store_grows_with_its_pictures(tmp_path: Path) -> None:
    paths = []
    for number in range(130):
        path = tmp_path / f"{number}.png"
        Image.new("RGB", (8, 8), (number, 0, 0)).save(path)
        paths.append((path, str(number)))
    heard: list[int] = []
    store = PixelStore(tmp_path / "pixels", Transform(128))

    assert store.fill(paths, heard.append) == {}

    assert heard[-1] == 130
    assert store.read(["129"])[0, 0, 0].tolist() == [129, 0, 0]
    assert (tmp_path / "pixels" / "data.mdb").stat().st_size < 3 * 130 * 128 * 128 * 3
    store.close()


def test_the_next_pictures_are_decoded_while_a_batch_is_worked_on(tmp_path: Path) -> None:
    paths = []
    for number in range(TOGETHER + 1):
        path = tmp_path / f"{number}.png"
        Image.new("RGB", (8, 8), (number, 0, 0)).save(path)
        paths.append((path, str(number)))
    store = PixelStore(tmp_path / "pixels", Transform(32))
    failed: dict[int, TrainingError] = {}
    filling = store.filling(paths, failed)

    assert next(filling) == range(TOGETHER)
    # Given up: what was yielded is kept, and no thread is left behind.
    filling.close()

    assert store.read([str(TOGETHER - 1)])[0, 0, 0].tolist() == [TOGETHER - 1, 0, 0]
    with pytest.raises(KeyError):
        store.read([str(TOGETHER)])
    assert list(store.filling(paths, failed)) == [range(TOGETHER), range(TOGETHER, TOGETHER + 1)]
    assert failed == {}
    store.close()


def test_decoding_is_a_batch_ahead(tmp_path: Path) -> None:
    decoded = threading.Event()
    png = io.BytesIO()
    Image.new("RGB", (8, 8)).save(png, "PNG")

    def last() -> bytes:
        decoded.set()
        return png.getvalue()

    sources = [*[lambda: png.getvalue()] * TOGETHER, last]
    store = PixelStore(tmp_path / "pixels", Transform(32))
    filling = store.filling([(source, str(row)) for row, source in enumerate(sources)], {})

    next(filling)
    assert decoded.wait(20)  # nobody has asked for the second batch

    filling.close()
    store.close()


def test_another_transform_does_not_see_these_pixels(tmp_path: Path, scroll: Path) -> None:
    small = PixelStore(tmp_path / "pixels", Transform(32))
    small.fill([(scroll, "h")])
    small.close()
    large = PixelStore(tmp_path / "pixels", Transform(64))

    with pytest.raises(KeyError):
        large.read(["h"])
    large.fill([(scroll, "h")])

    assert large.read(["h"]).shape == (1, 64, 64, 3)
    large.close()


def test_a_damaged_store_is_begun_anew(tmp_path: Path, scroll: Path) -> None:
    (tmp_path / "pixels").mkdir()
    (tmp_path / "pixels" / "data.mdb").write_bytes(b"no database" * 1000)

    store = PixelStore(tmp_path / "pixels", Transform(32))

    assert store.fill([(scroll, "h")]) == {}
    store.close()


def test_a_folder_that_is_a_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "pixels").write_text("in the way", encoding="utf-8")

    with pytest.raises(TrainingError) as caught:
        PixelStore(tmp_path / "pixels", Transform(32))

    assert caught.value.code == "folder_unwritable"
