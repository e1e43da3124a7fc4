"""What happened to a record, and how a work goes to the trash and comes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.collection import CollectionPage
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.workflow import catalogue
from tests.ui.review_keys import activate


@pytest.fixture
def page(window: MainWindow) -> CollectionPage:
    found = window.pages["collection"]
    assert isinstance(found, CollectionPage)
    found.grid.select_painting(found.grid.paintings.ids[0])
    return found


def test_every_act_is_told_with_its_fields(page: CollectionPage, collection: Collection) -> None:
    catalogue.edit(collection, page.grid.current_id, "乙", title="新名", tags=["雪"])
    page.refresh()
    page.records.show_past()
    shown = [text.text() for text in page.records.past.findChildren(Text)]
    assert "第0图 → 新名" in shown
    assert {"名称", "标签", "雪"} <= set(shown)
    page._escape()
    assert page.grid.isVisible()


def test_an_act_that_was_taken_back_says_so(page: CollectionPage, collection: Collection) -> None:
    catalogue.edit(collection, page.grid.current_id, "甲", title="新名")
    catalogue.undo(collection, "甲")
    page.records.show_past()
    assert "后来撤销了" in [text.text() for text in page.records.past.findChildren(Text)]


def test_delete_puts_the_selected_works_away_and_the_toast_brings_them_back(
    page: CollectionPage, collection: Collection, window: MainWindow, qtbot: QtBot
) -> None:
    before = collection.paintings.records(page.grid.paintings.ids)
    activate(window)
    page.grid.setFocus()
    page.grid.selectAll()
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert collection.paintings.count() == 0
    assert collection.trash.count() == len(before)
    window.toast._take_back()
    assert collection.paintings.records(page.grid.paintings.ids) == before


def test_the_menu_of_the_record_names_what_it_does(page: CollectionPage) -> None:
    actions = {
        action.text().split("\t")[0]: action for action in page.records.build_menu().actions()
    }
    assert list(actions) == ["图片…", "经过", "撤销上一次修改", "移入回收站"]
    actions["移入回收站"].trigger()
    assert page.room.collection.trash.count() == 1  # pyright: ignore


def test_keys_of_the_record_rest_under_the_large_view(
    page: CollectionPage, window: MainWindow, collection: Collection, qtbot: QtBot
) -> None:
    activate(window)
    page._enter_large(page.grid.current_painting())
    assert page.large.isVisible()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_E, Qt.Key.Key_P):
        qtbot.keyClick(page.large, key)
    assert page.records.open is None
    assert collection.trash.count() == 0
    assert page.large.isVisible()
