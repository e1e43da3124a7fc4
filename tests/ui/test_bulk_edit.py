"""Many records written at once: counted before, done as one, taken back as one."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import Painting
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.collection import CollectionPage
from songclip_desktop.ui.widgets.bulk_edit import KEYS, BulkEditSheet
from songclip_desktop.ui.widgets.record_fields import Pick
from songclip_desktop.workflow import catalogue


@pytest.fixture
def page(window: MainWindow) -> CollectionPage:
    found = window.pages["collection"]
    assert isinstance(found, CollectionPage)
    return found


@pytest.fixture
def sheet(page: CollectionPage) -> BulkEditSheet:
    page.grid.selectAll()
    assert page.records.many.button.isVisible()
    page.records.many.button.click()
    assert page.records.many.sheet.isVisible()
    return page.records.many.sheet


def works(page: CollectionPage) -> list[Painting]:
    collection = page.room.collection
    assert collection is not None
    return collection.paintings.records(page.grid.paintings.ids)


def write(page: CollectionPage, key: str, text: str, row: int = 0) -> None:
    sheet = page.records.many.sheet
    sheet.rows[row].choose(key)
    editor = sheet.rows[row].editor
    assert isinstance(editor, Pick)
    editor.set_value(text)
    page.records.many.count()


def test_every_field_offered_can_be_given_to_many(
    page: CollectionPage, sheet: BulkEditSheet, collection: Collection
) -> None:
    assert set(KEYS) <= set(catalogue.EDITED)
    for key in KEYS:
        sheet.rows[0].choose(key)
        catalogue.prepare(collection, page.grid.paintings.ids, sheet.change())


def test_nothing_can_be_done_before_it_is_counted(
    page: CollectionPage, sheet: BulkEditSheet, qtbot: QtBot
) -> None:
    assert not sheet.apply.isEnabled()
    sheet.rows[0].choose("format")
    editor = sheet.rows[0].editor
    assert isinstance(editor, Pick)
    editor.set_value("手卷")
    assert not sheet.apply.isEnabled()
    qtbot.waitUntil(sheet.apply.isEnabled)
    assert "9" in sheet.apply.text()  # three of twelve are handscrolls already
    assert "9" in sheet._count.text()
    assert "3" in sheet._detail.text()


def test_it_is_done_and_taken_back_as_one(
    page: CollectionPage, sheet: BulkEditSheet, window: MainWindow
) -> None:
    before = works(page)
    write(page, "format", "手卷")
    sheet.apply.click()
    assert not sheet.isVisible()
    assert {work.format for work in works(page)} == {"手卷"}
    window.toast._take_back()
    assert works(page) == before


def test_what_holds_something_stays_where_only_empty_ones_are_filled(
    page: CollectionPage, sheet: BulkEditSheet, collection: Collection
) -> None:
    held = page.grid.paintings.ids[0]
    catalogue.edit(collection, held, "甲", source="旧藏")
    sheet.only_empty.click()
    write(page, "source", "接受捐赠")
    assert "11" in sheet.apply.text()
    sheet.apply.click()
    assert collection.paintings.get(held).source == "旧藏"
    assert sum(work.source == "接受捐赠" for work in works(page)) == 11


def test_tags_are_added_and_taken_off(
    page: CollectionPage, sheet: BulkEditSheet, collection: Collection
) -> None:
    held = page.grid.paintings.ids[0]
    catalogue.edit(collection, held, "甲", tags=["雪", "月"])
    sheet.add_tags.set_value(["山水"])
    sheet.remove_tags.set_value(["雪"])
    page.records.many.count()
    sheet.apply.click()
    assert set(collection.paintings.get(held).tags) == {"山水", "月"}
    assert all("山水" in work.tags for work in works(page))


def test_two_fields_are_written_together_and_one_is_taken_off_again(
    page: CollectionPage, sheet: BulkEditSheet
) -> None:
    write(page, "dynasty", "北宋")
    sheet.more.click()
    write(page, "grade", "一级", row=1)
    sheet.rows[0].drop.click()
    page.records.many.count()
    sheet.apply.click()
    assert {(work.dynasty, work.grade) for work in works(page)} == {("南宋", "一级")}


def test_what_would_be_lost_is_said_before(page: CollectionPage, sheet: BulkEditSheet) -> None:
    write(page, "dynasty", "北宋")
    assert "12" in sheet._detail.text()
    assert "换掉" in sheet._detail.text()


def test_one_selected_work_is_edited_by_itself(page: CollectionPage) -> None:
    page.grid.select_painting(page.grid.paintings.ids[0])
    assert not page.records.many.button.isVisible()
    page.records.many.edit()
    assert page.records.open is None


def test_a_work_changed_since_the_count_is_left_alone(
    page: CollectionPage, sheet: BulkEditSheet, collection: Collection
) -> None:
    write(page, "format", "手卷")
    held = page.grid.paintings.ids[0]
    catalogue.edit(collection, held, "乙", format="屏风")
    sheet.apply.click()
    assert collection.paintings.get(held).format == "屏风"
