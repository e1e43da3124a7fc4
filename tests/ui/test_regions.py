"""A large picture is held in part: the part looked at is what the original has there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow
from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import Image
from songclip_desktop.ui import regions, thumbnails
from songclip_desktop.ui.regions import Region, Regions, around
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.viewer import PictureViewer

WIDE, HIGH = 3200, 1000


def scan(path: Path, orientation: int = 1, size: tuple[int, int] = (WIDE, HIGH)) -> Path:
    """A gradient in which every place has its own colour."""
    wide, high = size
    across = Pillow.linear_gradient("L").rotate(90).resize(size)
    down = Pillow.linear_gradient("L").resize(size)
    picture = Pillow.merge("RGB", (across, down, Pillow.new("L", (wide, high), 90)))
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    picture.save(path, quality=95, subsampling=0, exif=exif)
    return path


def middle(image: QImage) -> tuple[int, int, int]:
    colour = image.pixelColor(image.width() // 2, image.height() // 2)
    return colour.red(), colour.green(), colour.blue()


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_part_is_the_same_place_of_the_upright_picture(tmp_path: Path, orientation: int) -> None:
    path = scan(tmp_path / "scan.jpg", orientation)
    whole = thumbnails._read(path, WIDE * HIGH)
    part = regions.read(Region(path, 60, 700, 200, 80, 1))
    if whole.width() < whole.height():
        assert orientation in (6, 8)
    assert (part.width(), part.height()) == (200, 80)
    expected = middle(whole.copy(QRect(60, 700, 200, 80)))
    assert all(abs(a - b) <= 3 for a, b in zip(middle(part), expected, strict=True))


def test_a_reduced_part_has_fewer_pixels_of_the_same_place(tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.jpg")
    whole = thumbnails._read(path, WIDE * HIGH)
    part = regions.read(Region(path, 1600, 200, 800, 400, 4))
    assert (part.width(), part.height()) == (200, 100)
    expected = middle(whole.copy(QRect(1600, 200, 800, 400)))
    assert all(abs(a - b) <= 3 for a, b in zip(middle(part), expected, strict=True))


def test_a_form_that_must_be_read_whole_is_not_read_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    Pillow.new("RGB", (400, 300), "white").save(path)
    assert regions.read(Region(path, 0, 0, 100, 100, 1)).isNull()


def test_what_is_read_around_the_visible_part_is_bounded() -> None:
    whole = QSize(200_000, 60_000)
    for reduction in (1, 2, 4):
        seen = QRect(90_000, 30_000, 1400 * reduction, 1000 * reduction)
        region = around(seen, whole, Path("scan.jpg"), reduction)
        assert region.rect.contains(seen)
        assert region.width * region.height / reduction**2 <= regions.MOST_PIXELS
        assert region.width > 3 * seen.width()


def test_of_what_waits_only_the_newest_part_is_read(tmp_path: Path, qtbot: QtBot) -> None:
    path = scan(tmp_path / "scan.jpg")
    reader = Regions()
    came: list[int] = []
    reader.arrived.connect(lambda region, _pixels: came.append(region.left))
    for left in range(0, 1000, 10):
        reader.ask(Region(path, left, 0, 400, 400, 1))
    qtbot.waitUntil(lambda: 990 in came, timeout=10_000)
    assert len(came) < 50
    reader.close()


@pytest.fixture
def viewer(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> tuple[PictureViewer, Image]:
    """A viewer to which a picture of three megapixels is a large one."""
    monkeypatch.setattr(thumbnails, "LARGE_PIXELS", 50_000)
    path = scan(tmp_path / "large.jpg")
    image = Image(1, 1, "large", str(path), True, WIDE, HIGH, True)
    source = Thumbnails()
    source.open_collection(collection)
    shown = PictureViewer(source)
    shown.resize(640, 480)
    shown.show()
    return shown, image


def test_where_one_looks_closely_the_original_is_shown_and_let_go_again(
    viewer: tuple[PictureViewer, Image], qtbot: QtBot
) -> None:
    view, image = viewer
    view.show_image(image)
    qtbot.waitUntil(lambda: view._base > 0, timeout=10_000)
    assert view._base < 0.2
    view.actual_size()
    view.centerOn(QPointF(2000, 500))
    qtbot.waitUntil(lambda: _sharp(view), timeout=10_000)
    assert view._held is not None
    assert view._held.reduction == 1
    view.zoom(0.05)
    qtbot.waitUntil(lambda: view._held is None, timeout=10_000)
    assert view._part.pixmap().isNull()


def _sharp(view: PictureViewer) -> bool:
    return view._held is not None and view._held.rect.contains(view.visible_part().toAlignedRect())


def test_zooming_by_key_keeps_the_middle_of_what_is_seen(
    viewer: tuple[PictureViewer, Image], qtbot: QtBot
) -> None:
    view, image = viewer
    view.show_image(image)
    view.actual_size()
    view.centerOn(QPointF(1500, 500))
    before = view.visible_part().center()
    view.zoom(2)
    after = view.visible_part().center()
    assert abs(before.x() - after.x()) < 40
    assert abs(before.y() - after.y()) < 40
