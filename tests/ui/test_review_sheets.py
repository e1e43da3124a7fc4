"""The sheets of the review page: history, remarks, progress, many at once, find and replace."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.ui import history_document
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.review import ReviewPage
from songclip_desktop.ui.widgets.diff import DiffText
from songclip_desktop.ui.widgets.keys_sheet import KeysSheet
from songclip_desktop.ui.widgets.replace_sheet import runs
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.workflow import history, review
from tests.ui import inspection
from tests.ui.review_keys import activate, press, shown

KEY = Qt.Key
SHEETS = {
    KEY.Key_H: "history", KEY.Key_C: "comments", KEY.Key_P: "progress", KEY.Key_B: "bulk",
    KEY.Key_F: "replace", KEY.Key_Question: "keys",
}  # fmt: skip


@pytest.fixture
def page(window: MainWindow) -> ReviewPage:
    activate(window)
    window.show_page("review")
    QApplication.processEvents()
    found = window.pages["review"]
    assert isinstance(found, ReviewPage)
    return found


def words(root: object) -> list[str]:
    found = root.findChildren(Text)  # type: ignore[attr-defined]
    return [label.text() for label in found if label.isVisible()]


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


@pytest.mark.parametrize("key", SHEETS, ids=SHEETS.values())
def test_a_key_opens_a_sheet_and_esc_leads_back_to_the_captions(
    page: ReviewPage, collection: Collection, key: Qt.Key
) -> None:
    press(page, key)
    assert page.sheets.current == SHEETS[key]
    assert not page.panel.isVisible()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, KEY.Key_Escape)
    settle()
    assert page.sheets.current == ""
    assert page.panel.isVisible()
    assert QApplication.focusWidget() is page
    press(page, KEY.Key_A)
    assert collection.captions.counts()["approved"] > 0


def test_nothing_is_decided_while_a_sheet_lies_over_the_captions(
    page: ReviewPage, collection: Collection
) -> None:
    press(page, KEY.Key_H)
    before = collection.captions.counts()
    for key in (KEY.Key_A, KEY.Key_R, KEY.Key_W, KEY.Key_E, KEY.Key_S, KEY.Key_Z):
        press(page, key)
    assert collection.captions.counts() == before
    assert page.sheets.current == "history"


def test_every_key_of_the_page_is_on_the_sheet_of_keys(page: ReviewPage) -> None:
    own = page.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
    bound = {shortcut.key().toString() for shortcut in own} - {"F1"}
    told = {key for keys, _ in KeysSheet()._table() for key in keys}
    assert bound == told


def test_the_history_of_a_caption_tells_who_when_and_what_changed(
    page: ReviewPage, collection: Collection
) -> None:
    caption = page.caption
    assert caption is not None
    review.edit(
        collection, review.select(collection, ids=[caption.id])[0], "夏日傍晚，渔舟一叶。", "乙"
    )
    page.refresh()
    press(page, KEY.Key_A)
    press(page, KEY.Key_1)
    press(page, KEY.Key_H)
    told = words(page.sheets.history)
    assert [word for word in told if word in ("通过", "修改", "撰稿")] == ["通过", "修改", "撰稿"]
    texts = [text for text in page.sheets.history.findChildren(DiffText) if text.isVisible()]
    assert {mark.kind for mark in texts[0]._marks} == {"delete", "insert"}
    press(page, KEY.Key_2)
    assert len(page.sheets.history.findChildren(DiffText)) >= 1
    assert "拟古" in page.sheets.history.line._whole, "the sheet follows the kind in focus"


def test_the_history_names_the_drafter_in_the_readers_words(
    page: ReviewPage, collection: Collection
) -> None:
    caption = page.caption
    assert caption is not None
    collection.captions.put_draft(
        caption.painting_id, caption.kind, "江上一舟。", "offline", drafter="offline · mini"
    )
    page.refresh()
    press(page, KEY.Key_H)
    assert any("撰稿 离线 · mini" in word for word in words(page.sheets.history))


@pytest.mark.parametrize("suffix", [".csv", ".pdf"])
def test_the_whole_history_is_written_where_one_wants_it(
    page: ReviewPage, collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    suffix: str,
) -> None:  # fmt: skip
    target = tmp_path / f"经过{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    press(page, KEY.Key_H)
    (page.sheets.history.csv if suffix == ".csv" else page.sheets.history.pdf).click()
    if suffix == ".csv":
        with target.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) == 1 + len(history.lines(collection))
    else:
        data = target.read_bytes()
        assert data.startswith(b"%PDF-")
        assert b"%%EOF" in data[-32:]


def test_a_long_history_takes_pages_and_one_that_cannot_be_written_is_said(
    collection: Collection, tmp_path: Path, qapp: QApplication
) -> None:
    lines = history.lines(collection) * 20
    target = tmp_path / "long.pdf"
    history_document.write(lines, target, collection.name)
    assert target.read_bytes().count(b"/Type /Page\n") >= 5
    with pytest.raises(SongClipError) as raised:
        history_document.write(lines, tmp_path / "none" / "long.pdf", collection.name)
    assert raised.value.code == "file_not_written"


def test_a_remark_is_kept_and_belongs_to_its_caption(
    page: ReviewPage, collection: Collection
) -> None:
    press(page, KEY.Key_C)
    field = page.sheets.comments.field
    assert QApplication.focusWidget() is field
    QTest.keyClicks(field, "see colophon <b>x</b>")
    assert shown(page) == ("T001", "modern"), "letters are text here"
    QTest.keyClick(field, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    caption = page.caption
    assert caption is not None
    settle()
    kept = review.comments(collection, caption.id)
    assert [(one.by, one.text) for one in kept] == [("甲", "see colophon <b>x</b>")]
    assert "see colophon <b>x</b>" in words(page.sheets.comments)
    assert field.toPlainText() == ""
    QTest.keyClicks(field, "half")
    page.panel.rows["tags"].picked.emit("tags")
    assert field.toPlainText() == ""
    assert "see colophon <b>x</b>" not in words(page.sheets.comments)


def test_progress_counts_what_was_decided_by_whom(page: ReviewPage, collection: Collection) -> None:
    press(page, KEY.Key_A)
    press(page, KEY.Key_A)
    approved = collection.captions.counts()["approved"]
    press(page, KEY.Key_P)
    settle()
    people = page.sheets.progress._people._rows._rows
    own = next(row for row in people if row[0] == "甲")
    assert int(own[1]) == approved, people
    kinds = {row[0]: int(row[1]) for row in page.sheets.progress._kinds._rows._rows}
    assert sum(kinds.values()) == approved
    assert list(kinds) == ["白话", "拟古", "关键词"]
    assert page.sheets.progress._drafters.isVisible()


def test_many_are_approved_after_a_count_and_undone_as_one(
    page: ReviewPage, collection: Collection
) -> None:
    before = {c.id: c.status for c in collection.captions.list()}
    press(page, KEY.Key_B)
    sheet = page.sheets.bulk
    for kind in ("tags", "classical"):
        sheet.kinds[kind].click()
    settle()
    sheet.leave_out.click()  # the captions of these works are all alike, and remarked on
    modern = {c.id for c in collection.captions.list(status="draft", kind="modern")}
    assert sheet.approve.text() == f"通过 {len(modern)} 条"
    assert modern
    assert collection.captions.counts()["draft"] == sum(s == "draft" for s in before.values())
    sheet.approve.click()
    settle()
    now = {c.id: c.status for c in collection.captions.list()}
    changed = {one for one, status in now.items() if status != before[one]}
    assert changed == modern
    assert page.sheets.current == ""
    press(page, KEY.Key_Z)
    assert {c.id: c.status for c in collection.captions.list()} == before


def test_with_no_kind_chosen_nothing_can_be_approved(page: ReviewPage) -> None:
    press(page, KEY.Key_B)
    sheet = page.sheets.bulk
    for check in sheet.kinds.values():
        check.click()
    settle()
    assert not sheet.approve.isEnabled()
    assert sheet.approve.toolTip() == "没有合乎这些条件的草稿。"


def test_what_was_remarked_on_is_left_out_until_one_wants_it(
    page: ReviewPage, collection: Collection
) -> None:
    caption = page.caption
    assert caption is not None
    chosen = review.select(collection, ids=[caption.id])[0]
    review.edit(collection, chosen, "北宋手卷，岸边垂柳，江心一只小船。", "乙")
    press(page, KEY.Key_B)
    settle()
    sheet = page.sheets.bulk
    assert caption.id in sheet.left_out
    less = sheet.approve.text()
    sheet.leave_out.click()
    assert sheet.left_out == frozenset()
    assert sheet.approve.text() != less


def test_replacing_shows_each_change_and_does_the_ticked_ones_as_one_act(
    page: ReviewPage, collection: Collection
) -> None:
    before = {c.id: (c.text, c.status) for c in collection.captions.list()}
    press(page, KEY.Key_F)
    sheet = page.sheets.replace
    sheet.sought.setText("垂柳")
    sheet.instead.setText("烟柳")
    sheet.typed.emit()
    drafts = [row for row in sheet.rows.rows if row.status == "draft"]
    assert drafts
    assert sheet.rows.chosen == {row.id for row in drafts}, "approved ones only when asked for"
    sheet.rows.toggle(sheet.rows.index(sheet.rows.rows.index(drafts[0])))
    assert sheet.replace.text() == f"替换 {len(drafts) - 1} 条"
    sheet.replace.click()
    after = {c.id: (c.text, c.status) for c in collection.captions.list()}
    changed = {one for one in after if after[one] != before[one]}
    assert changed == {row.id for row in drafts[1:]}
    assert all("烟柳" in after[one][0] and "垂柳" not in after[one][0] for one in changed)
    press(page, KEY.Key_Z)
    assert {c.id: (c.text, c.status) for c in collection.captions.list()} == before


def test_an_approved_caption_that_is_replaced_in_is_a_draft_again(
    page: ReviewPage, collection: Collection
) -> None:
    press(page, KEY.Key_F)
    sheet = page.sheets.replace
    sheet.sought.setText("垂柳")
    sheet.instead.setText("烟柳")
    sheet.typed.emit()
    approved = {row.id for row in sheet.rows.rows if row.status == "approved"}
    assert approved
    sheet.with_approved.click()
    assert approved <= sheet.rows.chosen
    sheet.replace.click()
    assert {collection.captions.get(one).status for one in approved} == {"draft"}


def test_a_click_on_a_row_of_the_list_ticks_it(page: ReviewPage) -> None:
    press(page, KEY.Key_F)
    sheet = page.sheets.replace
    sheet.sought.setText("垂柳")
    sheet.typed.emit()
    settle()
    first = sheet.rows.index(0)
    held = first.data(Qt.ItemDataRole.CheckStateRole)
    place = sheet.list.visualRect(first).center()
    QTest.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert first.data(Qt.ItemDataRole.CheckStateRole) != held


def test_the_pieces_of_a_change_tell_old_from_new() -> None:
    pieces = runs("江心一只小船", "江心一叶小船")
    assert pieces == [("江心一", ""), ("只", "delete"), ("叶", "insert"), ("小船", "")]
    far = runs("一二三四五六七八九十甲乙丙丁", "一二三四五六七八九十甲乙丙戊")
    assert far[0] == ("…", "")
    assert "".join(text for text, kind in far if kind != "insert").endswith("丁")


def test_a_read_only_collection_is_read_in_sheets_and_written_by_none(
    window: MainWindow, page: ReviewPage, collection: Collection
) -> None:
    beside = Collection.open(collection.dir, read_only=True)
    window.room.open_collection(beside)
    window.show_page("review")
    try:
        press(page, KEY.Key_C)
        assert not page.sheets.comments.keep.isEnabled()
        press(page, KEY.Key_F)
        page.sheets.replace.sought.setText("垂柳")
        page.sheets.replace.typed.emit()
        assert not page.sheets.replace.replace.isEnabled()
        page.sheets.close()
        press(page, KEY.Key_B)
        settle()
        assert not page.sheets.bulk.approve.isEnabled()
    finally:
        window.room.open_collection(collection)
        beside.close()


@pytest.mark.parametrize("dress", [("light", "zh_CN"), ("dark", "en")], ids="-".join)
@pytest.mark.parametrize("size", [(1280, 800), (640, 400)], ids=["100", "200"])
def test_every_sheet_can_be_read_and_heard(
    window: MainWindow, page: ReviewPage, dress: tuple[str, str], size: tuple[int, int]
) -> None:
    window.room.settings.theme, window.room.settings.language = dress  # type: ignore[assignment]
    window.room.settings_changed.emit()
    window.resize(*size)
    root = window.centralWidget()
    assert root is not None
    try:
        for name in SHEETS.values():
            page.sheets.open(name)
            if name == "replace":
                page.sheets.replace.sought.setText("柳")
                page.sheets.replace.typed.emit()
            settle()
            for look in (
                inspection.cut_labels, inspection.outside, inspection.sideways,
                inspection.missing_glyphs, inspection.nameless_controls,
            ):  # fmt: skip
                assert look(root) == [], name
            if dress[1] == "en":
                assert inspection.untranslated(page) == [], name
    finally:
        page.sheets.close()
        window.room.settings.theme, window.room.settings.language = "light", "zh_CN"
        window.room.settings_changed.emit()


def test_the_menu_names_what_the_keys_do(page: ReviewPage) -> None:
    menu = page.sheets.build_menu()
    keys = {action.text().partition("\t")[2] for action in menu.actions() if "\t" in action.text()}
    assert keys == {"S", "N", "B", "F", "H", "C", "P", "?"}
    second = next(action for action in menu.actions() if action.isCheckable())
    assert not second.isChecked()
    second.trigger()
    assert next(a for a in page.sheets.build_menu().actions() if a.isCheckable()).isChecked()
    menu.close()


def test_each_time_many_are_approved_every_draft_is_chosen_at_first(
    page: ReviewPage, collection: Collection
) -> None:
    press(page, KEY.Key_B)
    sheet = page.sheets.bulk
    sheet.kinds["modern"].click()
    sheet.search.setText("第1图")
    sheet.untouched.click()
    sheet.leave_out.click()
    page.sheets.close()
    press(page, KEY.Key_B)
    settle()
    assert not sheet.search.text()
    assert sheet.leave_out.isChecked()
    sheet.leave_out.click()
    assert sheet.approve.text() == f"通过 {collection.captions.counts()['draft']} 条"
