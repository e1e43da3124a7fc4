"""The viewer: sharp where one looks, turned and lit without touching the original, in true scale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow
from PySide6.QtCore import QPoint, QPointF, Qt, QThread
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from songclip_desktop.collection import large_pictures, pictures, tiles
from songclip_desktop.collection.collection import Collection
from songclip_desktop.dimensions import Dimensions
from songclip_desktop.records import Image
from songclip_desktop.ui import thumbnails, tile_feed
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets import viewer as viewer_module
from songclip_desktop.ui.widgets.picture_item import View
from songclip_desktop.ui.widgets.scale_bar import bar_length, words
from songclip_desktop.ui.widgets.viewer import PictureViewer

WIDE, HIGH = 3000, 1000


def scan(path: Path, width: int = WIDE, height: int = HIGH) -> Path:
    """Red grows to the right, green downwards; fine stripes only the original shows."""
    red, green = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    values = np.stack([red, green, np.full_like(red, 90)], axis=2).astype(np.uint8)
    Pillow.fromarray(values).save(path, **({"quality": 95} if path.suffix == ".jpg" else {}))
    return path


def recorded(collection: Collection, path: Path, **more: object) -> Image:
    stored = collection.images.add_file(path)
    return Image(
        1, 1, stored.sha256, stored.path, False, stored.width_px, stored.height_px, True,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture
def viewer(collection: Collection, qapp: QApplication) -> Iterator[PictureViewer]:
    source = Thumbnails()
    source.open_collection(collection)
    shown = PictureViewer(source)
    shown.resize(640, 480)
    shown.show()
    yield shown
    source.close()
    shown.deleteLater()


@pytest.fixture
def large(
    viewer: PictureViewer, collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Image:
    """A picture of three megapixels, shown by a viewer to which that is a large one."""
    call_large(50_000, monkeypatch)
    image = recorded(collection, scan(tmp_path / "large.jpg"))
    viewer.show_image(image)
    return image


def call_large(pixels: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (viewer_module, thumbnails):
        monkeypatch.setattr(module, "LARGE_PIXELS", pixels)


def seen(viewer: PictureViewer) -> QImage:
    return viewer.viewport().grab().toImage()


def rgb(image: QImage, x: int, y: int) -> tuple[int, int, int]:
    return image.pixelColor(x, y).getRgb()[:3]  # type: ignore[return-value]


def wait_for_base(viewer: PictureViewer, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not viewer._item.pixmap().isNull(), timeout=10_000)


def test_where_one_looks_closely_tiles_of_the_original_are_shown(
    viewer: PictureViewer, large: Image, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: viewer._feed.finest >= 0, timeout=10_000)
    wait_for_base(viewer, qtbot)
    viewer.actual_size()
    viewer.centerOn(QPointF(2000, 500))
    qtbot.waitUntil(lambda: viewer._feed.get((viewer._feed.finest, 3, 0)) is not None)
    qtbot.waitUntil(lambda: viewer._feed.get((viewer._feed.finest, 4, 1)) is not None)
    middle = viewer.mapFromScene(QPointF(2000, 500))
    red, green, blue = rgb(seen(viewer), middle.x(), middle.y())
    assert abs(red - 2000 / WIDE * 255) < 4
    assert abs(green - 127) < 4
    assert abs(blue - 90) < 5


def test_tiles_are_made_once_and_read_when_it_is_shown_again(
    viewer: PictureViewer, large: Image, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: viewer._feed.finest >= 0, timeout=10_000)
    made: list[str] = []
    monkeypatch.setattr(tiles.TileCache, "_write", lambda *_arguments: made.append("again"))
    viewer.show_image(None)
    with qtbot.waitSignal(viewer._feed.opened, timeout=10_000):
        viewer.show_image(large)
    assert not made


def test_without_tiles_the_whole_is_shown_as_fine_as_it_can_be_held(
    viewer: PictureViewer,
    collection: Collection,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(viewer_module, "LARGE_PIXELS", 50_000)
    monkeypatch.setattr(large_pictures, "vips", lambda: None)
    with qtbot.waitSignal(viewer._feed.impossible, timeout=10_000):
        viewer.show_image(recorded(collection, scan(tmp_path / "large.jpg")))
    qtbot.waitUntil(lambda: viewer._item.pixmap().width() == WIDE, timeout=10_000)


def test_what_is_held_is_bounded(
    collection: Collection, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The feed alone: a viewer would ask for its own tiles in between at every painting."""
    monkeypatch.setattr(tile_feed, "KEPT_BYTES", 4 * 512 * 512 * 4)
    image = recorded(collection, scan(tmp_path / "large.jpg"))
    feed = tile_feed.TileFeed()
    cache = tiles.TileCache(collection.images.cache_dir / "tiles")
    with qtbot.waitSignal(feed.opened, timeout=10_000):
        feed.show_image(image, collection.dir / image.path, cache)
    for column in range(6):
        for row in range(2):
            with qtbot.waitSignal(feed.arrived, timeout=10_000):
                feed.want(frozenset({(feed.finest, column, row)}))
    assert len(feed._kept) == 4
    feed.close()


def test_nothing_is_decoded_on_the_main_thread(
    viewer: PictureViewer,
    collection: Collection,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call_large(50_000, monkeypatch)
    threads: set[QThread] = set()
    for module, name in ((pictures, "read"), (pictures, "read_within"), (tiles.Pyramid, "tile")):
        really = getattr(module, name)

        def noted(*arguments: object, really=really, **more: object) -> object:
            threads.add(QThread.currentThread())
            return really(*arguments, **more)

        monkeypatch.setattr(module, name, noted)
    small = recorded(collection, scan(tmp_path / "small.png", 200, 100))
    image = recorded(collection, scan(tmp_path / "large.jpg"))
    main = QApplication.instance().thread()  # type: ignore[union-attr]
    assert threads == {main}  # importing, which here is not in a job
    threads.clear()
    viewer._thumbnails.open_collection(collection)
    for each in (small, image):
        viewer.show_image(each)
        wait_for_base(viewer, qtbot)
    qtbot.waitUntil(lambda: viewer._feed.finest >= 0, timeout=10_000)
    viewer.actual_size()
    with qtbot.waitSignal(viewer._feed.arrived, timeout=10_000):
        pass
    assert threads
    assert main not in threads


def test_the_picture_is_shown_in_srgb(
    viewer: PictureViewer, collection: Collection, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "lab.tif"
    Pillow.new("LAB", (300, 200), (150, 128 + 60, 128 + 40)).save(path)
    viewer.show_image(recorded(collection, path))
    wait_for_base(viewer, qtbot)
    red, green, blue = rgb(seen(viewer), 320, 240)
    assert red > green + 60
    assert red > blue + 60


CORNERS = {  # (red is high, green is high) at the upper left and upper right
    View(): ((False, False), (True, False)),
    View(rotate=90): ((False, True), (False, False)),
    View(rotate=180): ((True, True), (False, True)),
    View(rotate=270): ((True, False), (True, True)),
    View(mirror=True): ((True, False), (False, False)),
    View(mirror=True, rotate=90): ((True, True), (True, False)),
}


@pytest.mark.parametrize("view", CORNERS, ids=str)
@pytest.mark.parametrize("pixels", [50_000, 16_000_000], ids=["tiles", "whole"])
def test_a_picture_stands_as_its_view_says(
    viewer: PictureViewer,
    collection: Collection,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    view: View,
    pixels: int,
) -> None:
    call_large(pixels, monkeypatch)
    monkeypatch.setattr(viewer_module, "BETTER_PX", 160)
    image = recorded(collection, scan(tmp_path / "large.jpg", 1200, 900), view=view.kept())
    viewer.show_image(image)
    assert viewer.view == view
    wait_for_base(viewer, qtbot)
    place = viewer._scene.sceneRect()
    assert (place.width() > place.height()) == (view.rotate % 180 == 0)
    if pixels == 50_000:
        qtbot.waitUntil(lambda: viewer._feed.finest >= 0, timeout=10_000)
        viewer.look_at(place.center(), 0.38)
        qtbot.waitUntil(lambda: not viewer._settling.isActive(), timeout=10_000)
        qtbot.waitUntil(lambda: not viewer._feed._asked and bool(viewer._feed._kept))
    shown = seen(viewer)
    corners = (place.topLeft() + QPointF(60, 60), place.topRight() + QPointF(-60, 60))
    found = []
    for corner in corners:
        at = viewer.mapFromScene(corner)
        red, green, _ = rgb(shown, at.x(), at.y())
        found.append((red > 128, green > 128))
    assert tuple(found) == CORNERS[view]


def test_a_thumbnail_stands_as_the_picture_does(
    viewer: PictureViewer, collection: Collection, tmp_path: Path, qtbot: QtBot
) -> None:
    image = recorded(collection, scan(tmp_path / "small.png", 300, 200), view={"rotate": 90})
    source = viewer._thumbnails
    with qtbot.waitSignal(source.arrived, timeout=5000) as came:
        assert source.get(image, 160) is None
    assert came.args == [thumbnails.thumbnail_key(image, 160)]
    shown = source.get(image, 160)
    assert shown is not None
    assert shown.height() > shown.width()
    red, green, _ = rgb(shown.toImage(), 4, 4)
    assert red < 60
    assert green > 190


def test_turning_and_mirroring_go_by_what_one_sees(
    viewer: PictureViewer, collection: Collection, tmp_path: Path, qtbot: QtBot
) -> None:
    image = recorded(collection, scan(tmp_path / "small.png", 300, 200))
    viewer.show_image(image)
    told: list[dict] = []
    viewer.viewed.connect(told.append)
    viewer.turn()
    viewer.mirror()
    assert told == [{"rotate": 90}, {"rotate": 270, "mirror": True}]
    wait_for_base(viewer, qtbot)
    at = viewer.mapFromScene(QPointF(20, 20))
    red, green, _ = rgb(seen(viewer), at.x(), at.y())
    # Turned by a quarter the lower left corner (no red, all green) is above left; mirrored, the
    # upper left one (neither).
    assert red < 60
    assert green < 60
    for _ in range(4):
        viewer.turn()
    viewer.mirror()
    viewer.turn()
    viewer.turn()
    viewer.turn()
    assert told[-1] == {}


def test_light_is_a_matter_of_showing(
    viewer: PictureViewer, collection: Collection, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "grey.png"
    Pillow.new("RGB", (300, 200), (100, 100, 100)).save(path)
    image = recorded(collection, path)
    viewer.show_image(image)
    wait_for_base(viewer, qtbot)
    ground = rgb(seen(viewer), 2, 2)
    assert rgb(seen(viewer), 320, 240) == (100, 100, 100)
    viewer.set_view(View(brightness=0.2))
    assert rgb(seen(viewer), 320, 240) == (126, 126, 126)  # a tenth of 255 more
    viewer.set_view(View(contrast=0.5))
    assert rgb(seen(viewer), 320, 240) == (72, 72, 72)  # twice as far from the middle
    assert rgb(seen(viewer), 2, 2) == ground
    assert collection.images.path(image).read_bytes() == path.read_bytes()


def test_a_view_of_another_version_is_no_failure() -> None:
    assert View.of({"rotate": 90, "hue": 3}) == View(rotate=90)
    assert View.of({}).kept() == {}


def wheel(viewer: PictureViewer, down: int, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    at = QPointF(320, 240)
    event = QWheelEvent(
        at, viewer.mapToGlobal(at), QPoint(), QPoint(0, down), Qt.MouseButton.NoButton, held,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    viewer.wheelEvent(event)


def test_a_handscroll_is_read_from_right_to_left(
    viewer: PictureViewer, collection: Collection, tmp_path: Path
) -> None:
    viewer.show_image(recorded(collection, scan(tmp_path / "scroll.png", 6000, 300)))
    assert viewer.visible_part().right() == pytest.approx(6000, abs=2)
    begin, scale = viewer.visible_part().left(), viewer.scale_shown()
    QTest.keyClick(viewer, Qt.Key.Key_Space)
    second = viewer.visible_part()
    assert second.left() < begin
    assert begin < second.right() < 6000  # a little of what was seen is still there
    wheel(viewer, -120)
    assert viewer.visible_part().left() < second.left()
    assert viewer.scale_shown() == scale
    QTest.keyClick(viewer, Qt.Key.Key_PageUp)
    wheel(viewer, 120)
    assert viewer.visible_part().right() == pytest.approx(6000, abs=2)
    for _ in range(60):
        QTest.keyClick(viewer, Qt.Key.Key_PageDown)
    assert viewer.visible_part().left() == pytest.approx(0, abs=2)
    wheel(viewer, 120, ctrl=True)
    assert viewer.scale_shown() > scale


def test_over_other_pictures_the_wheel_zooms(
    viewer: PictureViewer, collection: Collection, tmp_path: Path
) -> None:
    viewer.show_image(recorded(collection, scan(tmp_path / "page.png", 600, 500)))
    scale = viewer.scale_shown()
    wheel(viewer, 120)
    assert viewer.scale_shown() == pytest.approx(scale * 1.25)


def test_zooming_by_key_keeps_the_middle_of_what_is_seen(
    viewer: PictureViewer, large: Image
) -> None:
    viewer.actual_size()
    viewer.centerOn(QPointF(1500, 500))
    before = viewer.visible_part().center()
    viewer.zoom(2)
    after = viewer.visible_part().center()
    assert abs(before.x() - after.x()) < 40
    assert abs(before.y() - after.y()) < 40


def test_a_scale_bar_says_how_large_the_work_is(
    viewer: PictureViewer, collection: Collection, tmp_path: Path, qtbot: QtBot
) -> None:
    image = recorded(collection, scan(tmp_path / "page.png", 600, 500))
    viewer.show_image(image, size=Dimensions(25, 30))
    assert viewer.px_per_cm == pytest.approx(20)
    wait_for_base(viewer, qtbot)
    with_bar = seen(viewer)
    viewer.show_image(image, size=Dimensions(25, 90))  # it is not the whole that was measured
    assert viewer.px_per_cm is None
    wait_for_base(viewer, qtbot)
    assert seen(viewer) != with_bar


def test_a_scale_bar_covers_nothing_of_a_picture_that_is_shown_whole(
    viewer: PictureViewer, collection: Collection, tmp_path: Path, qtbot: QtBot
) -> None:
    image = recorded(collection, scan(tmp_path / "page.png", 600, 500))
    viewer.show_image(image)
    wait_for_base(viewer, qtbot)
    place = viewer.mapFromScene(viewer.sceneRect()).boundingRect().adjusted(1, 1, -2, -2)
    alone = viewer.viewport().grab(place).toImage()
    viewer.show_image(image, size=Dimensions(25, 30))
    wait_for_base(viewer, qtbot)
    assert viewer.viewport().grab(place).toImage() == alone


@pytest.mark.parametrize(
    ("pixels_per_cm", "centimetres", "text"),
    [(20, 5, "5 cm"), (1, 100, "1 m"), (0.4, 200, "2 m"), (159, 1, "1 cm"), (300, 0.5, "5 mm"),
     (3000, 0.05, "0.5 mm"), (16, 10, "10 cm"), (16.1, 5, "5 cm")],
)  # fmt: skip
def test_a_scale_bar_has_a_round_length(
    pixels_per_cm: float, centimetres: float, text: str
) -> None:
    assert bar_length(pixels_per_cm) == (centimetres, pytest.approx(centimetres * pixels_per_cm))
    assert words(centimetres) == text


def test_leaving_a_picture_gives_up_its_tiles(
    viewer: PictureViewer,
    collection: Collection,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call_large(50_000, monkeypatch)
    path = tmp_path / "noise.png"
    noise = np.random.default_rng(0).integers(0, 256, (3000, 3000, 3), dtype=np.uint8)
    Pillow.fromarray(noise).save(path, compress_level=1)
    with qtbot.waitSignal(viewer._feed.lacking, timeout=10_000):
        viewer.show_image(recorded(collection, path))
    viewer._thumbnails.open_collection(None)
    assert viewer._feed.finest == -1
    left = list((collection.images.cache_dir / "tiles").glob("*"))
    assert all(each.suffix == ".szi" and not each.name.startswith(".") for each in left)
