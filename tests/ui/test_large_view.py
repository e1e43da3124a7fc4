"""The large view by keys and clicks: turned, lit, side by side, along a handscroll."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import Image, Painting
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.collection import CollectionPage
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.large_view import LargeView


@pytest.fixture
def large(collection: Collection, qapp: QApplication) -> Iterator[LargeView]:
    source = Thumbnails()
    source.open_collection(collection)
    shown = LargeView(source)
    shown.retranslate()
    shown.resize(1000, 600)
    yield shown
    source.close()
    shown.deleteLater()


@pytest.fixture
def works(collection: Collection, tmp_path: Path) -> list[Painting]:
    """A page of 60 × 40 cm, the same at twice the resolution, and a handscroll."""
    made = []
    for number, (size, dimensions) in enumerate(
        (((600, 400), "纵 40 横 60 厘米"), ((1200, 800), "40×60cm"), ((6000, 300), "30×600cm"))
    ):
        path = tmp_path / f"L{number}.png"
        Pillow.radial_gradient("L").resize(size).convert("RGB").save(path)
        painting = collection.paintings.add(
            f"L{number}", title=f"图{number}", dimensions=dimensions, split="train"
        )
        collection.paintings.add_image(painting.id, collection.images.add_file(path))
        made.append(collection.paintings.get(painting.id))
    return made


def told(large: LargeView) -> list[tuple[Image, dict]]:
    found: list[tuple[Image, dict]] = []
    large.view_changed.connect(lambda image, view: found.append((image, view)))
    return found


def test_keys_turn_and_mirror_and_the_record_is_told(
    large: LargeView, works: list[Painting], qtbot: QtBot
) -> None:
    changes = told(large)
    large.show_painting(works[0])
    QTest.keyClick(large.viewer, Qt.Key.Key_R)
    QTest.keyClick(large.viewer, Qt.Key.Key_M)
    assert changes == [
        (works[0].image, {"rotate": 90}),
        (works[0].image, {"rotate": 270, "mirror": True}),
    ]


def test_light_is_told_when_the_slider_rests(
    large: LargeView, works: list[Painting], qtbot: QtBot
) -> None:
    changes = told(large)
    large.show_painting(works[0])
    assert not large.light.isVisible()
    large.lighten.click()
    assert large.light.isVisible()
    for value in (10, 20, 30):
        large.light.brightness.setValue(value)
        assert large.viewer.view.brightness == value / 100
    qtbot.waitUntil(lambda: bool(changes), timeout=5000)
    large.light.reset.click()
    qtbot.waitUntil(lambda: len(changes) > 1, timeout=5000)
    assert [view for _, view in changes] == [{"brightness": 0.3}, {}]
    assert large.light.brightness.value() == 0


def test_a_kept_view_is_shown_again(
    large: LargeView, works: list[Painting], collection: Collection
) -> None:
    image = works[0].image
    assert image is not None
    collection.paintings.set_view(image.id, {"rotate": 90, "contrast": 0.5}, "甲")
    large.show_painting(collection.paintings.get(works[0].id))
    assert large.viewer.view.rotate == 90
    assert large.light.contrast.value() == 50
    assert collection.images.path(image).exists()


def test_two_pictures_zoom_and_move_together(large: LargeView, works: list[Painting]) -> None:
    large.show_pair(works[0], works[1])
    first, second = large.stage.first, large.stage.second
    assert second.isVisible()
    # The second has twice the pixels: fitted, the same place of both is in the middle.
    first.look_at(QPointF(450, 150), first.scale_shown() * 4)
    assert second.scale_shown() == pytest.approx(first.scale_shown() / 2, rel=0.01)
    assert second.centre().x() == pytest.approx(900, abs=1)
    assert second.centre().y() == pytest.approx(300, abs=1)
    second.look_at(QPointF(600, 400), second.scale_shown() / 2)
    assert first.centre().x() == pytest.approx(300, abs=1)
    assert first.scale_shown() == pytest.approx(second.scale_shown() * 2, rel=0.01)
    QTest.keyClick(second, Qt.Key.Key_0)
    assert first.fitting
    assert second.fitting


def test_unlinked_each_goes_its_own_way(large: LargeView, works: list[Painting]) -> None:
    large.show_pair(works[0], works[1])
    first, second = large.stage.first, large.stage.second
    QTest.keyClick(first, Qt.Key.Key_L)
    assert not large.stage.linked
    before = second.scale_shown()
    first.zoom(3)
    assert second.scale_shown() == before
    QTest.keyClick(first, Qt.Key.Key_L)
    ratio = second.scale_shown() / first.scale_shown()
    first.zoom(2)
    assert second.scale_shown() / first.scale_shown() == pytest.approx(ratio)


def test_two_works_are_seen_at_one_scale(large: LargeView, works: list[Painting]) -> None:
    small = replace(works[0], dimensions="20×30cm")
    large.show_pair(small, works[1])
    first, second = large.stage.first, large.stage.second
    large.true_sizes.click()
    assert first.px_per_cm is not None
    assert second.px_per_cm is not None
    on_screen = first.px_per_cm * first.scale_shown(), second.px_per_cm * second.scale_shown()
    assert on_screen[0] == pytest.approx(on_screen[1])
    first.zoom(2)
    assert second.px_per_cm * second.scale_shown() == pytest.approx(on_screen[1] * 2)


def test_without_both_sizes_there_is_no_one_scale(large: LargeView, works: list[Painting]) -> None:
    large.show_pair(works[0], replace(works[1], dimensions=""))
    assert not large.true_sizes.isEnabled()
    assert large.true_sizes.toolTip()


def test_keys_mean_the_picture_with_the_focus(
    large: LargeView, works: list[Painting], qtbot: QtBot
) -> None:
    changes = told(large)
    large.show_pair(works[0], works[1])
    large.activateWindow()
    large.stage.second.setFocus()
    qtbot.waitUntil(large.stage.second.hasFocus, timeout=5000)
    QTest.keyClick(large.stage.second, Qt.Key.Key_R)
    assert [image for image, _ in changes] == [works[1].image]
    assert large.stage.first.view.rotate == 0


def test_a_pair_is_left_for_one(large: LargeView, works: list[Painting]) -> None:
    large.show_pair(works[0], works[1])
    large.show_painting(works[1])
    assert not large.stage.paired
    assert not large.link.isVisible()
    assert large.viewer.image == works[1].image


def test_a_handscroll_has_an_overview_that_goes_where_it_is_clicked(
    large: LargeView, works: list[Painting]
) -> None:
    large.show_painting(works[0])
    assert not large.overview.isVisible()
    large.show_painting(works[2])
    assert large.overview.isVisible()
    assert large.viewer.visible_part().right() == pytest.approx(6000, abs=2)
    QApplication.processEvents()
    place = large.overview.place()
    at = QPoint(round(place.left() + place.width() / 4), round(place.center().y()))
    QTest.mouseClick(large.overview, Qt.MouseButton.LeftButton, pos=at)
    assert large.viewer.centre().x() == pytest.approx(1500, abs=20)
    large.turn.click()
    assert not large.overview.isVisible()


def test_a_detail_has_no_scale_bar(
    large: LargeView, works: list[Painting], collection: Collection
) -> None:
    image = works[0].image
    assert image is not None
    large.show_painting(works[0])
    assert large.viewer.px_per_cm == pytest.approx(10)
    large.show_painting(works[0], replace(image, role="detail"))
    assert large.viewer.px_per_cm is None


def test_every_control_has_a_name(large: LargeView, works: list[Painting]) -> None:
    large.show_pair(works[0], works[1])
    for control in (large.turn, large.mirror, large.lighten, large.link, large.true_sizes):
        assert control.accessibleName()
    for slider in (large.light.brightness, large.light.contrast):
        assert slider.accessibleName()
    assert large.stage.second.accessibleName() == "图1"


def test_two_selected_works_are_seen_side_by_side_and_how_they_are_shown_is_kept(
    window: MainWindow, collection: Collection
) -> None:
    window.show_page("collection")
    page = window.pages["collection"]
    assert isinstance(page, CollectionPage)
    assert not page.looking.pair.isVisible()
    flags = page.grid.selectionModel().SelectionFlag
    for row in (0, 1):
        page.grid.selectionModel().select(page.grid.paintings.index(row), flags.Select)
    assert page.grid.selected_count == 2
    page.looking.pair.click()
    large = page.looking.view
    assert large.isVisible()
    assert large.stage.paired
    image = large.stage.first.image
    assert image is not None
    QTest.keyClick(large.stage.first, Qt.Key.Key_R)
    assert collection.paintings.image(image.id).view == {"rotate": 90}
    page.looking.leave()
    assert not large.isVisible()
    page.grid.clearSelection()
    assert not page.looking.pair.isVisible()


def test_where_the_buttons_do_not_fit_they_stand_in_two_rows(
    large: LargeView, works: list[Painting], qtbot: QtBot
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(large)
    page.resize(1100, 600)
    page.show()
    large.show_pair(works[0], works[1])
    qtbot.waitUntil(lambda: large.link.y() == large.turn.y(), timeout=5000)
    needed = large.true_sizes.geometry().right()
    page.resize(page.minimumSizeHint().width(), 600)
    qtbot.waitUntil(lambda: large.link.y() > large.turn.y(), timeout=5000)
    assert large.width() < needed
    assert large.lighten.geometry().right() <= large.width()
    large.setParent(None)
