"""Passages in the window: read, annotated, approved by key, paired with pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from songclip_desktop.collection.collection import Collection
from songclip_desktop.settings import DrafterProfile
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.texts import TextsPage
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.entities import line_of, marks_of
from songclip_desktop.ui.widgets.messages import Toast
from songclip_desktop.ui.widgets.pair_rows import PairRow, PassageRow
from songclip_desktop.ui.widgets.rare import Worded
from songclip_desktop.workflow import pairing, search
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


def press(page: TextsPage, key: Qt.Key | str) -> None:
    """As if the key were pressed on the page, whichever window the machine thinks is in front."""
    (shortcut,) = (each for each in page.findChildren(QShortcut) if each.key() == QKeySequence(key))
    shortcut.activated.emit()
    QApplication.processEvents()


def status(collection: Collection, number: str) -> str | None:
    passage = collection.passages.find("夢粱錄", number)
    assert passage is not None
    return passage.status


def rows(page: TextsPage) -> list[PairRow]:
    return [each for each in page.pairs.findChildren(PairRow) if each.isVisible()]


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
    works = collection.paintings.records(collection.finding.find()[:3])
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


def test_entities_in_simplified_characters_are_found_in_the_original() -> None:
    marks = marks_of("德壽宮在望仙\n橋東", (("德寿宫", "宫殿"), ("望仙桥", "桥梁")))
    assert [(mark.start, mark.length) for mark in marks] == [(0, 3), (4, 4)]


def test_kinds_of_entities_are_told_apart_by_shape_and_colour() -> None:
    lines = [line_of(kind) for kind in ("山", "湖", "宫殿", "街坊", "人物")]
    assert len({line.shape for line in lines}) == 5
    assert len({line.token for line in lines}) == 5
    assert line_of("宮殿") == line_of("宫殿")


def test_names_are_shown_as_plain_text(page: TextsPage, collection: Collection) -> None:
    collection.passages.add("<b>湖</b>山", number="3", source="夢粱錄")
    page.refresh()
    press(page, KEY.Key_J)
    press(page, KEY.Key_J)
    assert page.view._text.text() == "<b>湖</b>山"


def test_an_entity_the_original_does_not_name_is_said(
    page: TextsPage, collection: Collection
) -> None:
    said = page.view._said
    assert not said.absent.isVisible()
    first = collection.passages.list()[0]
    assert first.annotation is not None
    more = (*first.annotation.entities, ("鳳凰山", "山"))
    collection.passages.edit(first.id, replace(first.annotation, entities=more), "甲")
    page.refresh()
    assert said.absent.isVisible()
    assert "鳳凰山" in said.absent.text()


def test_a_sentence_is_held_in_all_three_texts(page: TextsPage, collection: Collection) -> None:
    first = collection.passages.list()[0]
    assert first.annotation is not None
    collection.passages.edit(
        first.id,
        replace(
            first.annotation,
            modern_chinese="德寿宫在望仙桥东面。原是秦太师受赐的宅第。",
            english="Deshou Palace lies east of Wangxian Bridge. It was given to Qin.",
        ),
        "甲",
    )
    page.refresh()
    view = page.view
    press(page, "]")
    assert view._text.highlighted == "德壽宮在望仙橋東，"
    assert view._said.modern.highlighted == "德寿宫在望仙桥东面。"
    assert view._said.english.highlighted.startswith("Deshou")
    press(page, "]")
    assert view._text.highlighted == "元係秦太師賜第。"
    press(page, "]")
    assert view._text.highlighted == ""
    view._said.english.picked.emit(len("Deshou Palace lies east of Wangxian Bridge. It"))
    assert view._text.highlighted == "元係秦太師賜第。"
    view._text.pointed.emit(1)
    assert view._said.modern.highlighted == "德寿宫在望仙桥东面。"
    view._text.pointed.emit(None)
    assert view._text.highlighted == "元係秦太師賜第。"


def test_the_pointer_finds_the_character_under_it(page: TextsPage) -> None:
    text = page.view._text
    found: list[object] = []
    text.pointed.connect(found.append)
    for x, y in ((5, 20), (24 * 4 + 5, 20), (text.width() - 1, text.height() + 40)):
        QTest.mouseMove(text, QPoint(x, y))
        QApplication.processEvents()
    assert text._at(QPointF(5, 20)) == 0
    assert text._at(QPointF(24 * 4 + 5, 20)) == 4
    assert text._at(QPointF(5, text.height() + 40)) is None


def test_a_character_no_font_draws_is_named_and_marks_stay_in_place(page: TextsPage) -> None:
    known = Worded("湖𠮷山", "passage")
    shown = Worded("湖\ue123山&KR2410;子", "passage")
    assert shown.text == "湖〔U+E123〕山〔KR2410〕子"
    assert [shown.span(place, 1)[0] for place in (0, 1, 2, 3, 11)] == [0, 1, 9, 10, 18]
    assert [shown.original(place) for place in (0, 1, 8, 9, 10, 17, 18)] == [0, 1, 1, 2, 3, 3, 11]
    assert known.text in ("湖𠮷山", "湖〔U+20BB7〕山")


def test_an_approval_is_withdrawn_by_key(page: TextsPage, collection: Collection) -> None:
    press(page, KEY.Key_A)
    assert page.deeds.withdraw.isVisible()
    press(page, KEY.Key_W)
    assert status(collection, "1") == "draft"
    press(page, KEY.Key_Z)
    assert status(collection, "1") == "approved"


def test_undo_goes_to_what_it_took_back(page: TextsPage, collection: Collection) -> None:
    press(page, KEY.Key_A)
    press(page, KEY.Key_J)
    press(page, KEY.Key_Z)
    current = page.list.current()
    assert current is not None
    assert (current.number, current.status) == ("1", "draft")


def test_undo_of_an_act_on_captions_says_so(page: TextsPage, collection: Collection) -> None:
    caption = collection.captions.list(status="draft")[0]
    collection.captions.approve(caption.id, "甲")
    press(page, KEY.Key_Z)
    assert collection.captions.get(caption.id).status == "draft"
    toast = page.window().findChild(Toast)
    assert toast is not None
    assert "审校" in "".join(each.text() for each in toast.findChildren(QLabel))


def test_n_goes_to_the_next_draft_and_round(page: TextsPage, collection: Collection) -> None:
    for number in ("3", "4"):
        collection.passages.add("湖山。", number=number, source="夢粱錄")
    first = collection.passages.list()[0]
    assert first.annotation is not None
    last = collection.passages.find("夢粱錄", "4")
    assert last is not None
    collection.passages.annotate(last.id, first.annotation, "offline")
    page.refresh()
    press(page, KEY.Key_N)
    assert page.list.current() is not None
    assert [n.number for n in [page.list.current()] if n] == ["4"]
    press(page, KEY.Key_N)
    assert [n.number for n in [page.list.current()] if n] == ["1"]


def test_pairs_are_decided_by_keys(page: TextsPage, collection: Collection) -> None:
    first = collection.passages.list()[0]
    works = collection.finding.find()[1:3]
    for number, work in enumerate(works):
        collection.pairs.suggest(first.id, work, 0.9 - number / 10)
    page.refresh()
    QApplication.processEvents()
    assert len(rows(page)) == 3
    press(page, "Shift+J")
    press(page, "Shift+R")
    press(page, "Shift+K")
    press(page, "Shift+A")
    stands = {pair.painting_id: pair.status for pair in collection.pairs.list()}
    assert sorted(stands.values()) == ["approved", "draft", "rejected"]
    assert stands[works[1]] == "rejected"
    press(page, KEY.Key_Z)
    press(page, KEY.Key_Z)
    assert {pair.status for pair in collection.pairs.list()} == {"draft"}


def test_letters_with_shift_are_text_while_editing(page: TextsPage, collection: Collection) -> None:
    press(page, KEY.Key_E)
    press(page, "Shift+A")
    assert [pair.status for pair in collection.pairs.list()] == ["draft"]


def test_a_second_search_goes_past_what_was_turned_down(
    page: TextsPage, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = collection.passages.list()[0]
    for work in collection.finding.find()[:8]:
        pair = collection.pairs.suggest(first.id, work, 0.5)
        collection.pairs.reject(pair.id, "甲")
    wanted: list[tuple[int, object]] = []

    def prepare(_collection: Collection, query: str, k: int, work_kind: object) -> str:
        wanted.append((k, work_kind))
        return query

    monkeypatch.setattr(search, "prepare", prepare)
    monkeypatch.setattr(
        search,
        "execute",
        lambda *_all: search.SearchResult("", "images", "mini", None, [], None, 0.1, False),
    )
    page.refresh()
    page.pairs.search.click()
    page.pairs.kind.choose("map")
    page.pairs.search.click()
    assert wanted == [(14, None), (14, "map")]


def test_passages_of_a_picture_are_suggested_and_decided(
    page: TextsPage, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = collection.passages.list()[1]
    work = collection.finding.find()[0]
    prepared: list[int] = []

    def prepare(_collection: Collection, painting_id: int) -> int:
        prepared.append(painting_id)
        return painting_id

    monkeypatch.setattr(pairing, "prepare", prepare)
    monkeypatch.setattr(
        pairing, "execute", lambda asked, *_all: pairing.Found(asked, ((second.id, 0.4),), False)
    )
    page.pairs.of_work.click()
    QApplication.processEvents()
    assert page.pairs.work is not None
    assert len(rows(page)) == 1
    page.pairs.search.click()
    QApplication.processEvents()
    assert prepared == [work]
    assert [type(row) for row in rows(page)] == [PassageRow, PassageRow]  # the nearest first
    press(page, "Shift+A")
    pair = next(p for p in collection.pairs.list() if p.passage_id == second.id)
    assert (pair.painting_id, pair.status) == (work, "approved")
    page.pairs.passage_opened.emit(second.id)
    current = page.list.current()
    assert current is not None
    assert current.id == second.id
    assert page.pairs.work is None


def test_another_page_asks_for_the_passages_of_a_work(
    page: TextsPage, collection: Collection
) -> None:
    page.room.go("annotate", painting=collection.finding.find()[0])
    assert page.pairs.work is not None
    page.room.open_collection(None)
    assert page.pairs.work is None
