"""The collection page by keys and clicks: finding, facets, the record, the large view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.collection import CollectionPage


@pytest.fixture
def page(window: MainWindow) -> CollectionPage:
    window.show_page("collection")
    found = window.pages["collection"]
    assert isinstance(found, CollectionPage)
    return found


def test_all_works_are_hung_and_the_first_is_read_at_the_side(page: CollectionPage) -> None:
    assert page.grid.paintings.rowCount() == 12
    assert page.grid.current_painting() is not None
    assert page.record.isVisible()


def test_typing_finds_and_says_how_many(page: CollectionPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.search, "T003")
    qtbot.waitUntil(lambda: page.grid.paintings.rowCount() == 1)
    assert page.grid.current_painting().accession == "T003"  # pyright: ignore
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.grid.paintings.rowCount() == 12)


def test_nothing_found_is_said(page: CollectionPage, qtbot: QtBot) -> None:
    page.search.setText("没有这样的画")
    qtbot.waitUntil(lambda: page.grid.paintings.rowCount() == 0)
    assert page._found_nothing.isVisible()


def test_a_facet_narrows_and_its_siblings_keep_their_counts(
    page: CollectionPage, collection: Collection, qtbot: QtBot
) -> None:
    box = page.facets._boxes["work_kind"]["map"]
    assert box.accessibleName().endswith("3")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert page.grid.paintings.rowCount() == 3
    assert page.facets._boxes["work_kind"]["painting"].accessibleName().endswith("6")
    qtbot.mouseClick(page.facets._boxes["status"]["approved"], Qt.MouseButton.LeftButton)
    expected = collection.finding.find(kinds=["map"], statuses=["approved"])
    assert page.grid.paintings.rowCount() == len(expected)


def test_lacking_and_draft_ticked_together_show_both(
    page: CollectionPage, collection: Collection
) -> None:
    for status in ("lacking", "draft"):
        page.facets._boxes["status"][status].setChecked(True)
    page._find()
    both = set(collection.finding.find(lacking=True))
    both |= set(collection.finding.find(statuses=["draft"]))
    assert page.grid.paintings.rowCount() == len(both)


def test_the_primary_button_names_the_next_thing(
    page: CollectionPage, collection: Collection, window: MainWindow
) -> None:
    assert str(collection.captions.counts()["draft"]) in page.primary.text()
    page.primary.click()
    assert window.current == "review"


def test_enter_shows_the_picture_large_and_escape_leads_back(
    page: CollectionPage, qtbot: QtBot
) -> None:
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert page.large.isVisible()
    assert not page.grid.isVisible()
    page._escape()
    assert not page.large.isVisible()
    assert page.grid.isVisible()


def test_a_handscroll_opens_at_its_right_end(page: CollectionPage, qtbot: QtBot) -> None:
    scroll = next(
        row
        for row in range(12)
        if page.grid.paintings.painting(row).image.width_px == 600  # pyright: ignore
    )
    page.grid.setCurrentIndex(page.grid.paintings.index(scroll))
    page._enter_large(page.grid.current_painting())
    seen = page.large.viewer.visible_part()
    assert seen.right() == pytest.approx(600, abs=2)
    assert seen.left() > 100


def test_thumbnails_come_later_and_are_drawn(page: CollectionPage, qtbot: QtBot) -> None:
    def colours() -> int:
        image = page.grid.viewport().grab().toImage()
        return len({image.pixel(x, y) for x in range(0, 400, 7) for y in range(0, 400, 7)})

    with qtbot.waitSignal(page.room.thumbnails.arrived, timeout=5000):
        page.grid.viewport().update()
        page.room.thumbnails.open_collection(page.room.collection)
        page.grid.viewport().grab()
    qtbot.waitUntil(lambda: colours() > 5, timeout=5000)


def test_a_picture_that_cannot_be_read_is_an_outline_and_no_failure(
    page: CollectionPage, collection: Collection, qtbot: QtBot
) -> None:
    image = page.grid.paintings.painting(0).image  # pyright: ignore
    assert image is not None
    collection.images.path(image).write_text("no picture")
    page.room.thumbnails.open_collection(collection)
    with qtbot.waitSignal(page.room.thumbnails.arrived, timeout=5000):
        assert page.room.thumbnails.get_large(image) is None
    large = page.room.thumbnails.get_large(image)
    assert large is not None
    assert large.isNull()


def test_an_empty_collection_says_how_to_fill_it(
    window: MainWindow, page: CollectionPage, tmp_path
) -> None:
    window.opening.new(tmp_path / "empty", "空")
    assert page.empty.isVisible()
    assert page.import_.isVisible()
    assert not page.primary.isVisible()
    window.opening.close()
