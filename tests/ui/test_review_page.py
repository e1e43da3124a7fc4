"""Review by clicks and keys: what is decided is in the collection, what is typed is kept."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.models.review_queue import ReviewQueue
from songclip_desktop.ui.pages.review import ReviewPage
from songclip_desktop.ui.widgets.caption_row import CaptionEditor
from songclip_desktop.ui.widgets.dialogs import Dialog
from songclip_desktop.workflow import review
from tests.ui.review_keys import activate, press, shown

KEY = Qt.Key


@pytest.fixture
def page(window: MainWindow) -> ReviewPage:
    activate(window)
    window.show_page("review")
    QApplication.processEvents()
    found = window.pages["review"]
    assert isinstance(found, ReviewPage)
    return found


def editor() -> CaptionEditor:
    focused = QApplication.focusWidget()
    assert isinstance(focused, CaptionEditor)
    return focused


def commit(text: str) -> None:
    words = QInputMethodEvent()
    words.setCommitString(text)
    QApplication.sendEvent(editor(), words)


def test_a_approves_the_kind_in_focus_and_goes_to_the_next_draft(
    page: ReviewPage, collection: Collection
) -> None:
    assert shown(page) == ("T001", "modern")
    press(page, KEY.Key_A)
    assert shown(page) == ("T001", "classical")
    approved = collection.captions.list(status="approved", accession="T001")
    assert [(c.kind, c.approvals[0].by) for c in approved] == [("modern", "甲")]
    press(page, KEY.Key_A)
    press(page, KEY.Key_A)
    assert shown(page) == ("T003", "modern")


def test_digits_choose_the_kind_and_r_rejects_it(page: ReviewPage, collection: Collection) -> None:
    press(page, KEY.Key_3)
    assert shown(page) == ("T001", "tags")
    press(page, KEY.Key_R)
    rejected = collection.captions.list(status="rejected")
    assert [(c.accession, c.kind) for c in rejected] == [("T001", "tags")]


def test_j_and_k_go_to_the_next_and_the_previous_work(page: ReviewPage) -> None:
    press(page, KEY.Key_J)
    assert shown(page)[0] == "T003"
    press(page, KEY.Key_K)
    assert shown(page)[0] == "T001"


def test_letters_are_text_while_editing_and_ctrl_enter_approves_what_was_typed(
    page: ReviewPage, collection: Collection
) -> None:
    press(page, KEY.Key_E)
    QTest.keyClicks(editor(), "ajr")
    commit("归雁成行")
    QTest.keyClick(editor(), KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    caption = collection.captions.list(accession="T001", kind="modern")[0]
    assert caption.status == "approved"
    assert caption.text.endswith("ajr归雁成行")
    assert caption.author == "甲"
    assert shown(page) == ("T001", "classical")


def test_escape_leaves_the_editor_with_the_text_kept_as_a_draft(
    page: ReviewPage, collection: Collection
) -> None:
    press(page, KEY.Key_E)
    commit("归雁成行")
    QTest.keyClick(editor(), KEY.Key_Escape)
    caption = collection.captions.list(accession="T001", kind="modern")[0]
    assert (caption.status, caption.author) == ("draft", "甲")
    assert caption.text.endswith("归雁成行")
    assert QApplication.focusWidget() is page


def test_going_to_another_work_keeps_what_was_typed(
    page: ReviewPage, collection: Collection
) -> None:
    press(page, KEY.Key_E)
    commit("归雁成行")
    page.panel.next.click()
    assert collection.captions.list(accession="T001", kind="modern")[0].text.endswith("归雁成行")
    assert shown(page)[0] == "T003"


def test_outside_an_editor_the_focus_sits_where_input_methods_are_off(page: ReviewPage) -> None:
    focused = QApplication.focusWidget()
    assert focused is page
    assert not focused.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    press(page, KEY.Key_E)
    assert editor().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    QTest.keyClick(editor(), KEY.Key_Escape)
    press(page, KEY.Key_A)
    assert QApplication.focusWidget() is page


def test_a_click_on_a_button_leaves_the_keys_to_the_page(page: ReviewPage) -> None:
    QTest.mouseClick(page.panel.approve, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is page
    press(page, KEY.Key_A)
    assert shown(page) == ("T001", "tags")


def test_z_undoes_and_shows_what_was_undone_also_from_an_earlier_session(
    window: MainWindow, page: ReviewPage, collection: Collection
) -> None:
    press(page, KEY.Key_A)
    window.room.open_collection(None)
    window.room.open_collection(collection)
    window.show_page("review")
    press(page, KEY.Key_J)
    press(page, KEY.Key_Z)
    assert shown(page) == ("T001", "modern")
    assert collection.captions.list(accession="T001", kind="modern")[0].status == "draft"


def test_w_takes_an_approval_back_and_the_caption_stays_in_view(
    page: ReviewPage, collection: Collection
) -> None:
    press(page, KEY.Key_A)
    press(page, KEY.Key_1)
    assert shown(page) == ("T001", "modern")
    assert (page.panel.approve.isVisible(), page.panel.withdraw.isVisible()) == (False, True)
    press(page, KEY.Key_W)
    caption = collection.captions.list(accession="T001", kind="modern")[0]
    assert (caption.status, caption.approvals) == ("draft", ())
    assert shown(page) == ("T001", "modern")
    assert (page.panel.approve.isVisible(), page.panel.withdraw.isVisible()) == (True, False)
    press(page, KEY.Key_Z)
    assert collection.captions.list(accession="T001", kind="modern")[0].status == "approved"


def test_what_is_skipped_comes_back_when_the_rest_is_decided(
    page: ReviewPage, collection: Collection
) -> None:
    before = collection.captions.counts()
    press(page, KEY.Key_S)
    assert shown(page) == ("T001", "classical")
    assert collection.captions.counts() == before
    for _ in range(before["draft"] - 1):
        press(page, KEY.Key_A)
    assert shown(page) == ("T001", "modern")
    assert collection.captions.counts()["draft"] == 1
    press(page, KEY.Key_A)
    assert page._rest.isVisible()


def test_n_goes_to_the_next_draft_and_passes_over_what_is_decided(page: ReviewPage) -> None:
    press(page, KEY.Key_A)
    press(page, KEY.Key_K)
    press(page, KEY.Key_1)
    press(page, KEY.Key_N)
    assert shown(page) == ("T001", "classical")
    press(page, KEY.Key_N)
    press(page, KEY.Key_N)
    assert shown(page) == ("T003", "modern")


def test_with_a_second_reader_two_names_are_wanted_and_one_is_told_how_many_there_are(
    window: MainWindow, page: ReviewPage, collection: Collection
) -> None:
    page.sheets.set_second_reader(True)
    press(page, KEY.Key_A)
    assert shown(page) == ("T001", "classical")
    press(page, KEY.Key_1)
    row = page.panel.rows["modern"]
    assert row._readers.isVisible()
    assert row._readers.text() == "1 / 2 人已通过"
    assert page.panel.withdraw.isVisible(), "one's own approval can be taken back"
    press(page, KEY.Key_N)
    assert shown(page) == ("T001", "classical"), "what one has approved waits for the other"
    window.room.settings.curator = "乙"
    page.room.go("review", painting=collection.finding.find("T001")[0])
    assert shown(page) == ("T001", "modern")
    press(page, KEY.Key_A)
    approved = collection.captions.list(accession="T001", status="approved")
    assert [[a.by for a in c.approvals] for c in approved] == [["甲", "乙"]]
    page.sheets.set_second_reader(False)
    assert not row._readers.isVisible()


def test_a_character_the_model_lacks_is_replaced_for_training_only(
    page: ReviewPage, collection: Collection
) -> None:
    press(page, KEY.Key_E)
    commit("野鶉")
    QTest.keyClick(editor(), KEY.Key_Escape)
    row = page.panel.rows["modern"]
    assert row._replace.isVisible()
    assert row._replace.text() == "训练文代以「鹑」"
    QTest.mouseClick(row._replace, Qt.MouseButton.LeftButton)
    caption = collection.captions.list(accession="T001", kind="modern")[0]
    assert caption.text.endswith("野鶉")
    assert caption.training_text.endswith("野鹑")
    assert "鶉" not in row._remarks.text()
    QTest.mouseClick(row._replace, Qt.MouseButton.LeftButton)
    assert collection.captions.list(accession="T001", kind="modern")[0].variants == {}


def test_three_hundred_approvals_by_key_and_all_of_them_undone(
    window: MainWindow, page: ReviewPage, collection: Collection
) -> None:
    for number in range(97):
        work = collection.paintings.add(f"U{number:03d}", title=f"又{number}图")
        for kind in ("modern", "classical", "tags"):
            collection.captions.put_draft(
                work.id, kind, f"江上垂柳，小船一只，{number}。", "offline"
            )
    before = {c.id: (c.status, c.text, c.approvals) for c in collection.captions.list()}
    drafts = [one for one, (status, _, _) in before.items() if status == "draft"]
    page.refresh()
    for _ in range(300):
        QTest.keyClick(page, KEY.Key_A)
    assert len(drafts) >= 300
    assert len(collection.captions.list(status="draft")) == len(drafts) - 300
    window.room.open_collection(None)
    window.room.open_collection(collection)
    window.show_page("review")
    for _ in range(300):
        QTest.keyClick(page, KEY.Key_Z)
    after = {c.id: (c.status, c.text, c.approvals) for c in collection.captions.list()}
    assert after == before
    assert len(collection.history.list(limit=10_000)) >= 600, "what was undone is still told"


def test_when_all_is_reviewed_the_last_step_can_be_undone_and_nothing_unseen_is_decided(
    page: ReviewPage, collection: Collection
) -> None:
    for _ in range(len(collection.captions.list(status="draft"))):
        press(page, KEY.Key_A)
    assert page._rest.isVisible()
    done = collection.captions.counts()
    for key in (KEY.Key_A, KEY.Key_R, KEY.Key_W, KEY.Key_E, KEY.Key_S):
        press(page, key)
    assert collection.captions.counts() == done
    press(page, KEY.Key_Z)
    assert collection.captions.counts()["draft"] == 1
    assert page.panel.isVisible()


def test_in_a_narrow_window_the_tabs_stand_above_the_picture(
    window: MainWindow, page: ReviewPage
) -> None:
    window.resize(640, 400)
    QApplication.processEvents()
    try:
        assert page._tab_row.isVisible()
        assert page._tab_row.geometry().bottom() <= page._frame.geometry().top()
    finally:
        window.resize(1280, 800)
        QApplication.processEvents()


def test_d_shows_and_hides_what_changed(page: ReviewPage) -> None:
    press(page, KEY.Key_E)
    commit("归雁")
    QTest.keyClick(editor(), KEY.Key_Escape)
    row = page.panel.rows["modern"]
    marks = {mark.kind for mark in row._text._marks}
    assert marks == {"insert"}
    press(page, KEY.Key_D)
    assert row._text._marks == ()


def test_tokens_are_counted_and_unknown_characters_named_while_one_types(page: ReviewPage) -> None:
    press(page, KEY.Key_E)
    row = page.panel.rows["modern"]
    before = row._counter._count
    commit("玕山")
    assert row._counter._count == before + 2
    assert "玕" in row._remarks.text()
    assert row._remarks.property("tone") == "rouge"
    QTest.keyClick(editor(), KEY.Key_Escape)
    assert [mark.kind for mark in row._text._marks if mark.kind == "unknown"] == ["unknown"]


def test_a_caption_that_contradicts_the_catalogue_is_warned_of_and_still_approved(
    page: ReviewPage, collection: Collection
) -> None:
    press(page, KEY.Key_E)
    commit("，北宋手卷")
    assert "北宋" in page.panel.rows["modern"]._remarks.text()
    QTest.keyClick(editor(), KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert collection.captions.list(accession="T001", kind="modern")[0].status == "approved"


def test_the_curator_is_asked_once_and_nothing_is_approved_without_a_name(
    window: MainWindow, page: ReviewPage, collection: Collection
) -> None:
    window.room.settings.curator = ""
    names = ["", "林"]

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        field = dialog.findChild(QLineEdit)
        assert field is not None
        field.setText(names.pop(0))
        dialog.yes.click()

    for _ in range(2):
        QTimer.singleShot(0, answer)
        press(page, KEY.Key_A)
        activate(window)
        if names:
            assert shown(page) == ("T001", "modern")
            assert collection.captions.list(accession="T001", status="approved") == []
    press(page, KEY.Key_A)
    assert names == []
    approved = collection.captions.list(accession="T001", status="approved")
    assert {c.approvals[0].by for c in approved} == {"林"}


def test_what_cannot_be_written_is_said_above_and_the_text_stays_in_the_editor(
    page: ReviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise SongClipError("disk_full", "磁盘满了。", "请清理磁盘。")

    press(page, KEY.Key_E)
    commit("归雁成行")
    monkeypatch.setattr(review, "edit", full)
    QTest.keyClick(editor(), KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.panel.problem.isVisible()
    assert "磁盘满了" in page.panel.problem.accessibleName()
    assert page.panel.rows["modern"].edited_text.endswith("归雁成行")


def test_when_all_is_reviewed_a_count_stands_there_and_training_is_next(
    window: MainWindow, page: ReviewPage, collection: Collection
) -> None:
    for _ in range(len(collection.captions.list(status="draft"))):
        press(page, KEY.Key_A)
    approved = collection.captions.counts()
    assert approved["draft"] == 0
    assert page._rest.isVisible()
    assert page._rest._onward.text() == "去训练"
    assert str(approved["approved"]) in page._rest._words._title.text()
    page._rest._onward.click()
    assert window.current == "finetune"


def test_a_decision_takes_less_than_fifty_milliseconds(page: ReviewPage) -> None:
    press(page, KEY.Key_A)  # what is imported at the first one
    taken = []
    for key in (KEY.Key_A, KEY.Key_R, KEY.Key_Z, KEY.Key_A):
        began = time.process_time()
        QTest.keyClick(page, key)
        taken.append(time.process_time() - began)
    assert sorted(taken)[len(taken) // 2] < 0.05, taken


def test_a_read_only_collection_can_be_read_and_says_why_nothing_can_be_done(
    window: MainWindow, page: ReviewPage, collection: Collection
) -> None:
    beside = Collection.open(collection.dir, read_only=True)
    window.room.open_collection(beside)
    window.show_page("review")
    try:
        assert shown(page) == ("T001", "modern")
        assert not page.panel.approve.isEnabled()
        assert "只读" in page.panel.approve.toolTip()
    finally:
        window.room.open_collection(collection)
        beside.close()


def test_a_queue_goes_through_the_kinds_then_the_works_and_comes_back_for_what_was_passed() -> None:
    drafts = {1: ["modern", "tags"], 2: ["classical"], 3: ["modern"]}
    queue = ReviewQueue(lambda work: {kind: "draft" for kind in drafts[work]})
    queue.begin([1, 2, 3])
    queue.step(1)
    seen = []
    for _ in range(4):
        assert queue.work is not None
        seen.append((queue.work, queue.kind))
        drafts[queue.work].remove(queue.kind)
        queue.advance()
    assert seen == [(2, "classical"), (3, "modern"), (1, "modern"), (1, "tags")]
    assert not queue.advance()


def test_a_drag_with_the_wheel_button_or_a_stray_key_changes_nothing(
    page: ReviewPage, collection: Collection
) -> None:
    before = collection.captions.counts()
    for key in (KEY.Key_X, KEY.Key_Space, KEY.Key_Delete):
        press(page, key)
    QTest.mouseClick(page.viewer.viewport(), Qt.MouseButton.MiddleButton, pos=QPoint(20, 20))
    event = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QApplication.sendEvent(page, event)
    assert collection.captions.counts() == before


def test_a_list_is_gone_through_caption_by_caption_whatever_their_status(
    window: MainWindow, page: ReviewPage, collection: Collection
) -> None:
    work = {one.accession: one.id for one in collection.paintings.all()}
    asked = [(work["T004"], "tags"), (work["T001"], "classical"), (work["T004"], "modern")]
    window.room.go("review", captions=asked, at=0)
    assert shown(page) == ("T004", "tags")
    assert page.caption is not None
    assert page.caption.status == "approved"
    assert "1 / 3" in page.head.subtitle.text()  # type: ignore[union-attr]
    press(page, KEY.Key_J)
    assert shown(page) == ("T001", "classical")
    collection.captions.put_draft(work["T010"], "modern", "又一句", "offline")
    page.refresh()
    assert len(page.queue) == 3
    press(page, KEY.Key_A)
    assert shown(page) == ("T004", "modern")
    press(page, KEY.Key_J)
    assert shown(page) == ("T004", "modern")
    press(page, KEY.Key_K)
    assert shown(page) == ("T001", "classical")
    page.queue.forget(lambda gone: gone == work["T001"])
    page.show_work()
    assert shown(page) == ("T004", "modern")
    assert page.all_drafts.isVisible()
    page.all_drafts.click()
    assert not page.all_drafts.isVisible()
    assert shown(page) == ("T001", "modern")


def test_a_list_opens_also_when_no_draft_waits_anywhere(
    window: MainWindow, page: ReviewPage, collection: Collection
) -> None:
    review.approve(collection, review.select(collection, status="draft"), "乙")
    page.refresh()
    assert page._rest.isVisible()
    caption = collection.captions.list(status="approved")[3]
    window.room.go("review", captions=[(caption.painting_id, caption.kind)])
    assert page.caption == caption
    window.show_page("collection")
    window.show_page("review")
    assert page.caption == caption


def test_a_work_that_left_the_collection_leaves_the_queue_and_the_list(
    window: MainWindow, page: ReviewPage, collection: Collection
) -> None:
    work = {one.accession: one.id for one in collection.paintings.all()}
    assert shown(page) == ("T001", "modern")
    window.show_page("collection")
    collection.trash.put([work["T001"], work["T005"]], "甲")
    window.show_page("review")
    page._read_ahead()
    assert shown(page) == ("T003", "modern")
    press(page, KEY.Key_J)
    assert shown(page)[0] not in ("T001", "T005")
    gone = work["T007"]
    window.room.go("review", captions=[(gone, "modern"), (work["T009"], "classical")])
    collection.trash.put([gone], "甲")
    page.refresh()
    assert shown(page) == ("T009", "classical")
    collection.trash.put([work["T009"]], "甲")
    page.refresh()
    assert shown(page)[0] not in ("T007", "T009")
