"""Long pictures are encoded whole and in overlapping squares; all others whole only."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.training.conftest import MINI_MODEL, quiet_talk
from training.encoder import Encoder
from training.indexing import encode_pictures, index
from training.pixels import PixelStore, Transform
from training.protocol import Index, IndexImage, windows
from training.protocol.scrolls import MOST


@pytest.mark.parametrize("size", [(0, 0), (0, 900), (300, 300), (600, 300), (300, 599)])
def test_a_picture_that_is_not_long_has_no_windows(size: tuple[int, int]) -> None:
    assert windows(*size) == ()


@pytest.mark.parametrize(
    "size", [(601, 300), (1000, 300), (6000, 300), (21_287, 1000), (300, 6000), (100_000, 3)]
)
def test_windows_reach_from_end_to_end_and_overlap_by_half(size: tuple[int, int]) -> None:
    boxes = windows(*size)
    along = 0 if size[0] > size[1] else 1
    starts = [box[along] for box in boxes]
    part = boxes[0][along + 2] - boxes[0][along]

    assert 2 < len(boxes) <= MOST
    assert starts[0] == 0
    assert boxes[-1][along + 2] == pytest.approx(1)
    assert all(box[1 - along] == 0 and box[3 - along] == 1 for box in boxes)
    assert all(0 < step <= part / 2 + 1e-9 for step in np.diff(starts))
    # Squares, but where there would be too many of them.
    square = part * max(size) / min(size)
    assert square == pytest.approx(1) if len(boxes) < MOST else square >= 1


def test_windows_upright_and_lying_are_the_same_places() -> None:
    lying, upright = windows(6000, 500), windows(500, 6000)
    assert [(box[0], box[2]) for box in lying] == [(box[1], box[3]) for box in upright]


def test_a_part_shows_what_a_cut_picture_shows(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    scroll = Image.fromarray(rng.integers(0, 256, (40, 400, 3), dtype=np.uint8))
    scroll.save(tmp_path / "scroll.png")
    scroll.crop((100, 0, 140, 40)).save(tmp_path / "part.png")

    whole, part = Transform(32).views(tmp_path / "scroll.png", [None, (0.25, 0.0, 0.35, 1.0)])

    assert np.array_equal(whole, Transform(32).pixels(tmp_path / "scroll.png"))
    # At its edges a part also sees the pixels next to it.
    inside = np.s_[4:-4, 4:-4]
    assert np.array_equal(part[inside], Transform(32).pixels(tmp_path / "part.png")[inside])


def test_a_scroll_turned_by_its_camera_is_cut_as_it_stands_upright(tmp_path: Path) -> None:
    pixels = np.zeros((20, 200, 3), np.uint8)
    pixels[:, :20] = 255  # the left end, upright
    exif = Image.Exif()
    exif[0x0112] = 8  # stored lying: to be turned by a quarter to the left
    lying = Image.fromarray(pixels).transpose(Image.Transpose.ROTATE_270)
    lying.save(tmp_path / "turned.png", exif=exif)

    (left, right) = Transform(32).views(
        tmp_path / "turned.png", [(0.0, 0.0, 0.1, 1.0), (0.9, 0.0, 1.0, 1.0)]
    )

    assert left.mean() > 250
    assert right.mean() == 0


def test_parts_are_kept_beside_the_whole_and_what_is_there_is_not_made_again(
    tmp_path: Path,
) -> None:
    scroll, box = tmp_path / "scroll.png", (0.0, 0.0, 0.5, 1.0)
    Image.linear_gradient("L").rotate(90).resize((90, 30)).save(scroll)
    store = PixelStore(tmp_path / "pixels", Transform(32))
    assert list(store.filling([(scroll, "h")], {})) == [range(1)]
    assert list(store.filling([(scroll, "h")], {}, [(box,)])) == [range(1)]
    scroll.unlink()

    assert list(store.filling([(scroll, "h")], failed := {}, [(box,)])) == [range(1)]

    assert failed == {}
    both = store.read(["h", "h"], [None, box])
    assert both.shape == (2, 32, 32, 3)
    assert not np.array_equal(both[0], both[1])
    store.close()


def test_a_scroll_has_a_row_for_each_window_after_the_whole(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    scroll, leaf = tmp_path / "scroll.png", tmp_path / "leaf.png"
    pixels = rng.integers(0, 256, (8, 80, 3), dtype=np.uint8)
    Image.fromarray(pixels).resize((1000, 100), Image.Resampling.BICUBIC).save(scroll)
    Image.fromarray(pixels[:, :8]).resize((100, 100)).save(leaf)
    boxes = windows(1000, 100)
    encoder = Encoder(MINI_MODEL)
    images = (
        IndexImage(1, str(leaf), "leaf", 100, 100),
        IndexImage(2, str(scroll), "scroll", 1000, 100),
        IndexImage(3, str(tmp_path / "none.png"), "none", 1000, 100),
        IndexImage(4, str(leaf), "leaf", 100, 100),
    )
    asked = Index(str(MINI_MODEL), images, (), str(tmp_path / "px"), str(tmp_path / "out"))

    told = index(asked, encoder, quiet_talk())

    rows = np.load(tmp_path / "out" / "images.npy").astype(np.float32)
    ids = json.loads((tmp_path / "out" / "ids.json").read_text(encoding="utf-8"))["images"]
    assert (told["images"], told["windows"]) == (3, len(boxes))
    assert [each["id"] for each in told["failed"]] == [3]
    assert [each["id"] for each in ids] == [1, 2, *[2] * len(boxes), 4]
    assert [each["box"] for each in ids] == [None, None, *map(list, boxes), None]
    for number, box in enumerate(boxes):
        part = tmp_path / "part.png"
        edges = [round(box[0] * 1000), 0, round(box[2] * 1000), 100]
        Image.open(scroll).crop((edges[0], 0, edges[2], 100)).save(part)
        alone = encode_pictures(encoder, (str(part),), None)[0]
        assert rows[2 + number] @ alone > 0.999
