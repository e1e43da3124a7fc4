"""Passages in the window: read, annotated, approved by key, paired with pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from songclip_desktop.collection.collection import Collection
from songclip_desktop.settings import DrafterProfile
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.texts import TextsPage
from songclip_desktop.ui.widgets.annotation_view import line_of, marks_of
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.pair_panel import _PairRow
from songclip_desktop.workflow import search
from tests.fake_service import GOOD_ANNOTATION, Answer, FakeService

KEY = Qt.Key


@pytest.fixture
def service() -> Iterator[FakeService]:
    fake = FakeService(lambda _request: Answer(GOOD_ANNOTATION))
    yield fake
    fake.close()


@pytest.fixture
def page(window: MainWindow) -> TextsPage:
    window.show_page("annotate")
    QApplication.processEvents()
    found = window.pages["annotate"]
    assert isinstance(found, TextsPage)
    return found


def press(page: TextsPage, key: Qt.Key) -> None:
    """As if the key were pressed on the page, whichever window the machine thinks is in front."""
    (shortcut,) = (each for each in page.findChildren(QShortcut) if each.key() == QKeySequence(key))
    shortcut.activated.emit()
    QApplication.processEvents()


def status(collection: Collection, number: str) -> str | None:
    passage = collection.passages.find("夢粱錄", number)
    assert passage is not None
    return passage.status


def rows(page: TextsPage) -> list[_PairRow]:
    return [each for each in page.pairs.findChildren(_PairRow) if each.isVisible()]


def test_keys_approve_reject_and_undo(page: TextsPage, collection: Collection) -> None:
    press(page, KEY.Key_A)
    assert status(collection, "1") == "approved"
    press(page, KEY.Key_Z)
    assert status(collection, "1") == "draft"
    press(page, KEY.Key_R)
    assert status(collection, "1") == "rejected"


def test_j_and_k_move_between_passages(page: TextsPage) -> None:
    numbers = []
    for key in (KEY.Key_J, KEY.Key_J, KEY.Key_K):
        press(page, key)
        current = page.list.current()
        numbers.append(current.number if current else None)
    assert numbers == ["2", "2", "1"]


def test_an_edited_annotation_is_a_draft_of_the_curators(
    page: TextsPage, collection: Collection
) -> None:
    press(page, KEY.Key_E)
    fields = page.view._fields
    fields.modern.setPlainText("改过的今译。")
    fields.entities.setPlainText("德壽宮：宫殿\n望仙橋:桥梁\n\n")
    QTest.keyClick(fields.modern, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    passage = collection.passages.find("夢粱錄", "1")
    assert passage is not None
    assert passage.annotation is not None
    assert passage.annotation.modern_chinese == "改过的今译。"
    assert passage.annotation.entities == (("德壽宮", "宫殿"), ("望仙橋", "桥梁"))
    assert (passage.status, passage.author) == ("draft", "甲")


def test_letters_are_text_while_editing(page: TextsPage, collection: Collection) -> None:
    press(page, KEY.Key_E)
    field = page.view._fields.modern
    QTest.keyClicks(field, "ark")
    assert "ark" in field.toPlainText()
    QTest.keyClick(field, KEY.Key_Escape)
    assert not page.view.editing
    passage = collection.passages.find("夢粱錄", "1")
    assert passage is not None
    assert passage.annotation is not None
    assert "ark" not in passage.annotation.modern_chinese


def test_the_curator_writes_an_annotation_where_there_is_none(
    page: TextsPage, collection: Collection
) -> None:
    press(page, KEY.Key_J)
    assert page.deeds.edit.isVisible()
    assert not page.deeds.approve.isVisible()
    press(page, KEY.Key_E)
    page.view._fields.modern.setPlainText("这一天，湖中的画船都停在堤边。")
    page.deeds.keep.click()
    passage = collection.passages.find("夢粱錄", "2")
    assert passage is not None
    assert (passage.status, passage.origin) == ("draft", "curator")


def test_a_model_annotates_once_it_is_known_who_is_asked(
    page: TextsPage, collection: Collection, service: FakeService
) -> None:
    press(page, KEY.Key_J)
    page.deeds.by_model.click()
    assert service.requests == []
    assert page.service.isVisible()
    settings = page.room.settings
    settings.keep_profile(
        DrafterProfile(name="试用", endpoint=service.endpoint, text_model="pen", timeout_s=5)
    )
    settings.profile = "试用"
    page.form.show_settings()
    page.deeds.by_model.click()
    assert service.requests[0]["model"] == "pen"
    assert status(collection, "2") == "draft"
    assert page.deeds.approve.isVisible()


def test_a_failed_annotation_leaves_the_text_and_says_why(
    page: TextsPage, collection: Collection, service: FakeService
) -> None:
    service.answer = lambda _request: Answer("broken", status=401)
    settings = page.room.settings
    settings.keep_profile(
        DrafterProfile(name="试用", endpoint=service.endpoint, text_model="pen", timeout_s=5)
    )
    settings.profile = "试用"
    page.form.show_settings()
    press(page, KEY.Key_J)
    page.deeds.by_model.click()
    assert page.problem.isVisible()
    assert status(collection, "2") is None
    assert "畫舫" in page.view._text.text()


def test_a_suggested_pair_is_confirmed_or_turned_down(
    page: TextsPage, collection: Collection
) -> None:
    (row,) = rows(page)
    row.findChildren(PlainButton)[0].click()
    assert [each.status for each in collection.pairs.list()] == ["approved"]
    QApplication.processEvents()
    (row,) = rows(page)
    row.findChildren(QuietButton)[0].click()
    QApplication.processEvents()
    assert [each.status for each in collection.pairs.list()] == ["rejected"]
    assert rows(page) == []


def test_search_suggests_pictures_and_keeps_what_was_decided(
    page: TextsPage, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = collection.paintings.records(collection.paintings.find()[:3])
    collection.pairs.reject(collection.pairs.list()[0].id, "甲")
    asked: list[str] = []

    def prepare(_collection: Collection, query: str, **_options: Any) -> str:
        asked.append(query)
        return query

    def execute(query: Any, *_arguments: Any) -> search.SearchResult:
        hits = [
            search.Hit(n, w.accession, w.work_kind, "", 0.5 - n / 10, None, None, w.id)
            for n, w in enumerate(works, 1)
        ]
        return search.SearchResult(query, "images", "mini", None, hits, None, 0.1, False)

    monkeypatch.setattr(search, "prepare", prepare)
    monkeypatch.setattr(search, "execute", execute)
    page.pairs.search.click()
    QApplication.processEvents()
    assert asked == ["南宋临安古画中的德寿宫，望仙桥东侧"]
    assert {each.painting_id: each.status for each in collection.pairs.list()} == {
        works[0].id: "rejected",
        works[1].id: "draft",
        works[2].id: "draft",
    }
    assert len(rows(page)) == 2


def test_entities_are_marked_where_they_stand() -> None:
    text = "德壽宮在望仙橋東，德壽宮後有山。"
    marks = marks_of(text, (("德壽宮", "宫殿"), ("望仙橋", "桥梁"), ("宮", "宫殿"), ("無", "山")))
    assert [(mark.start, mark.length) for mark in marks] == [(0, 3), (4, 3), (9, 3)]


def test_kinds_of_entities_are_told_apart() -> None:
    lines = {line_of(kind) for kind in ("山", "湖", "宫殿", "街坊", "人物")}
    assert len(lines) == 5


def test_names_are_shown_as_plain_text(page: TextsPage, collection: Collection) -> None:
    collection.passages.add("<b>湖</b>山", number="3", source="夢粱錄")
    page.refresh()
    press(page, KEY.Key_J)
    press(page, KEY.Key_J)
    assert page.view._text.text() == "<b>湖</b>山"
