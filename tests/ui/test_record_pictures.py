"""Several pictures of a work: added, named, put in order, one leads, removed, each taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import Image
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.collection import CollectionPage
from songclip_desktop.ui.widgets.record_pictures import PicturesSheet
from songclip_desktop.ui.widgets.record_strip import ImageButton
from songclip_desktop.ui.widgets.text import Text
from tests.ui.conftest import picture


@pytest.fixture
def page(window: MainWindow) -> CollectionPage:
    found = window.pages["collection"]
    assert isinstance(found, CollectionPage)
    found.grid.select_painting(found.grid.paintings.ids[0])
    return found


@pytest.fixture
def sheet(page: CollectionPage) -> PicturesSheet:
    page.records.edit_pictures()
    assert page.records.pictures.sheet.isVisible()
    return page.records.pictures.sheet


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [picture(tmp_path / f"x{number}.png", number) for number in (20, 21)]


def images(page: CollectionPage) -> list[Image]:
    collection = page.room.collection
    assert collection is not None
    return list(collection.paintings.images(page.grid.current_id))


def test_files_are_added_behind_and_taken_back_as_one(
    page: CollectionPage, sheet: PicturesSheet, files: list[Path]
) -> None:
    sheet.dropped.emit(files)
    assert [image.file_name for image in images(page)[1:]] == ["x20.png", "x21.png"]
    assert len(sheet.rows) == 3
    assert len(page.record.strip.findChildren(ImageButton)) == 3
    page.records.undo()
    assert len(images(page)) == 1
    assert len(sheet.rows) == 1


def test_a_file_that_is_no_picture_is_named_and_the_others_come(
    page: CollectionPage, sheet: PicturesSheet, files: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    page.records.pictures.add([broken, files[0]])
    assert [image.file_name for image in images(page)[1:]] == ["x20.png"]
    assert sheet.problem.isVisible()
    assert any("broken.png" in text.text() for text in sheet.problem.findChildren(Text))


def test_what_is_said_of_a_picture_is_kept(
    page: CollectionPage, sheet: PicturesSheet, files: list[Path], qtbot: QtBot
) -> None:
    page.records.pictures.add(files)
    row = sheet.rows[1]
    row.label.setText("卷首")
    qtbot.keyClick(row.label, Qt.Key.Key_Return)
    row.role.setCurrentIndex(row.role.findData("colophon"))
    row.role.activated.emit(row.role.currentIndex())
    assert sheet.rows[1] is row  # it was not taken from under the pointer
    assert [(image.label, image.role) for image in images(page)] == [
        ("", "view"),
        ("卷首", "colophon"),
        ("", "view"),
    ]


def test_another_picture_leads_and_the_work_shows_it(
    page: CollectionPage, sheet: PicturesSheet, files: list[Path], collection: Collection
) -> None:
    page.records.pictures.add(files)
    chosen = sheet.rows[2].image
    sheet.rows[2].lead.click()
    assert images(page)[0].id == chosen.id
    assert collection.paintings.get(page.grid.current_id).image.id == chosen.id  # pyright: ignore
    assert sheet.rows[0].image.id == chosen.id
    assert not sheet.rows[0].lead.isEnabled()


def test_pictures_are_moved_and_removed(
    page: CollectionPage, sheet: PicturesSheet, files: list[Path]
) -> None:
    page.records.pictures.add(files)
    first, second, third = (image.id for image in images(page))
    assert not sheet.rows[1].up.isEnabled()
    sheet.rows[2].up.click()
    assert [image.id for image in images(page)] == [first, third, second]
    sheet.rows[1].remove.click()
    assert [image.id for image in images(page)] == [first, second]
    page.records.undo()
    assert [image.id for image in images(page)] == [first, third, second]


def test_a_picture_of_the_strip_opens_large(
    page: CollectionPage, sheet: PicturesSheet, files: list[Path]
) -> None:
    page.records.pictures.add(files)
    page.records.leave()
    page.record.strip.findChildren(ImageButton)[1].click()
    assert page.large.isVisible()
    page._escape()
    assert page.grid.isVisible()


def test_one_picture_needs_no_strip(page: CollectionPage) -> None:
    assert not page.record.strip.isVisible()
