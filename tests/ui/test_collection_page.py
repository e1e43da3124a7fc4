"""The collection page by keys and clicks: finding, facets, the record, the large view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.models import finding
from songclip_desktop.ui.pages import collection_filters
from songclip_desktop.ui.pages.collection import CollectionPage
from songclip_desktop.ui.widgets import facets


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


def test_a_field_and_a_sign_narrow_and_what_is_typed_leads(
    page: CollectionPage, collection: Collection, qtbot: QtBot
) -> None:
    page.search.setText("品式:手卷 OR title:第2图")
    expected = collection.finding.find("format:手卷 OR title:第2图", order="relevance")
    qtbot.waitUntil(lambda: page.grid.paintings.ids == expected)
    assert page.order.current() == "relevance"
    page.search.clear()
    qtbot.waitUntil(lambda: page.grid.paintings.rowCount() == 12)
    assert page.order.current() == "accession"


def test_a_search_is_kept_under_a_name_taken_up_again_and_forgotten(
    page: CollectionPage,
    collection: Collection,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(collection_filters, "ask_text", lambda *_asked: "舆图里的")
    page.search.setText("第 NOT 第3图")
    qtbot.mouseClick(page.facets._boxes["work_kind"]["map"], Qt.MouseButton.LeftButton)
    page.order.choose("newest")
    page._find()
    held = list(page.grid.paintings.ids)
    assert 0 < len(held) < 12
    page.kept.menu.keep_wanted.emit()
    page.open_collection(collection)
    assert page.grid.paintings.rowCount() == 12
    page.kept.button.click()
    words = [action.text() for action in page.kept.menu.actions()]
    assert words[0] == "舆图里的"
    page.kept.menu.actions()[0].trigger()
    assert page.grid.paintings.ids == held
    assert (page.search.text(), page.order.current()) == ("第 NOT 第3图", "newest")
    assert page.facets.ticks == {"work_kind": ("map",)}
    page.kept.menu.forgotten.emit("舆图里的")
    assert finding.kept(collection) == {}
    page.kept.menu.close()


def test_only_the_works_another_page_chose_are_shown_until_that_is_taken_away(
    page: CollectionPage, collection: Collection, window: MainWindow
) -> None:
    chosen = collection.finding.find()[3:6]
    window.room.go("collection", works=chosen)
    assert page.grid.paintings.ids == chosen
    assert "3" in page.only.text()
    assert page.facets._boxes["status"]["lacking"].accessibleName() != ""
    page.only.click()
    assert page.grid.paintings.rowCount() == 12
    assert not page.only.isVisible()


def test_a_long_facet_shows_its_first_values_and_all_on_demand(
    page: CollectionPage, collection: Collection, window: MainWindow
) -> None:
    for number in range(12):
        collection.paintings.add(f"A{number:02d}", artist=f"画师{number:02d}")
    page.refresh()
    boxes = page.facets._boxes["artist"]
    assert len(boxes) == facets.SHOWN
    page.facets._more["artist"].click()
    assert len(boxes) == 13
    boxes["画师11"].click()
    assert page.grid.paintings.rowCount() == 1
    page.facets._more["artist"].click()
    assert page.facets.ticks == {"artist": ("画师11",)}


def test_works_of_a_former_form_become_findable_while_one_looks(
    page: CollectionPage, collection: Collection, qtbot: QtBot
) -> None:
    database = collection._database
    database.write("DELETE FROM painting_text")
    database.write("INSERT INTO painting_stale SELECT id, 1 FROM painting")
    page._indexing.start()
    qtbot.waitUntil(lambda: not page._indexing.isActive())
    assert collection.finding.behind() == 0
    assert "正在整理" not in page._note.text()
    assert len(collection.finding.find("南宋")) == 12


def test_keys_move_over_the_wall_and_shift_marks_in_reading_order(
    page: CollectionPage, qtbot: QtBot
) -> None:
    grid = page.grid
    columns = grid.columns
    assert 1 < columns < 12
    grid.setFocus()
    for key, row in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 1 + columns),
        (Qt.Key.Key_Left, columns),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_End, 11),
        (Qt.Key.Key_Down, 11),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(grid, key)
        assert grid.currentIndex().row() == row
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert grid.selected() == grid.paintings.ids[1 : 2 + columns]
    assert grid.selected_count == columns + 1
    where = grid.visualRect(grid.paintings.index(2)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert grid.selected() == [grid.paintings.ids[2]]
    grid.selectAll()
    assert grid.selected_count == 12


def test_letters_typed_on_the_wall_do_not_look_through_all_works(page: CollectionPage) -> None:
    page.grid.setCurrentIndex(page.grid.paintings.index(0))
    page.grid.keyboardSearch("第5")  # Qt's own would ask every row for its title, and move
    assert page.grid.currentIndex().row() == 0


def test_of_many_works_those_in_view_alone_are_read(
    page: CollectionPage, collection: Collection
) -> None:
    with collection.transaction():
        for number in range(600):
            collection.paintings.add(f"B{number:04d}")
    page.refresh()
    page.grid.viewport().grab()
    assert page.grid.paintings.rowCount() == 612
    assert len(page.grid.paintings._cards) < 100
    page.grid.verticalScrollBar().setValue(page.grid.verticalScrollBar().maximum())
    page.grid.viewport().grab()
    assert collection.finding.find()[-1] in page.grid.paintings._cards
    assert len(page.grid.paintings._cards) < 150


def test_pictures_are_asked_for_when_the_wall_rests(
    page: CollectionPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    page.grid._hung.clear()
    monkeypatch.setattr(
        page.room.thumbnails, "get", lambda image, _size: asked.append(image.painting_id)
    )
    page.grid.scrollContentsBy(0, 0)
    page.grid.viewport().grab()
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))


def test_a_page_out_of_sight_reads_the_collection_when_it_is_looked_at(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    page = window.pages["dataset"]
    monkeypatch.setattr(page, "open_collection", lambda _collection: opened.append("dataset"))
    window.room.open_collection(collection)
    assert opened == []
    window.show_page("dataset")
    assert opened == ["dataset"]
    window.show_page("collection")
    window.show_page("dataset")
    assert opened == ["dataset"]
