"""The sheets of the drafting page: keys, a service tried, what is sent, the prompt, a blind test."""

# ruff: noqa: F811 - pytest finds fixtures by their names

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import keyring.backend
import pytest
from keyring.backends import fail
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from songclip_desktop import paths
from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting import keys, prompts
from songclip_desktop.settings import PRESETS, DrafterProfile
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.draft import DraftPage
from songclip_desktop.ui.widgets import draft_choice, prompt_sheet
from tests.fake_service import GOOD_DRAFT, Answer, FakeService
from tests.ui import inspection
from tests.ui.test_draft_page import page, service, use  # noqa: F401 - fixtures

KEY = "sk-sheet-very-secret-0123456789"


class Memory(keyring.backend.KeyringBackend):
    """A keychain that lives as long as the test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[username]


@pytest.fixture(autouse=True)
def no_keychain() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    keys.forget_all()
    yield
    keys.forget_all()
    keyring.set_keyring(before)


@pytest.fixture
def chain(no_keychain: None, monkeypatch: pytest.MonkeyPatch) -> Memory:
    made = Memory()
    keyring.set_keyring(made)
    monkeypatch.setattr(keys, "_GUARDED", (Memory.__module__,))
    return made


@pytest.fixture(autouse=True)
def nothing_known(page: DraftPage) -> None:
    """The window is one for all tests; what it learned of the keychain is not."""
    tasks = page.form.tasks
    tasks.keychain = None
    tasks._looked.clear()
    page.choice.forget()
    page.sheets.trial.task.forget()


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


# -- keys ------------------------------------------------------------------------------------


def test_a_key_typed_is_kept_in_the_keychain_for_its_address(
    page: DraftPage, service: FakeService, chain: Memory
) -> None:
    use(page, service)
    page.terms.service.click()
    QTest.keyClicks(page.form.key, KEY)
    QTest.keyClick(page.form.key, Qt.Key.Key_Return)
    assert chain.held == {service.endpoint: KEY}
    assert "钥匙串（test）" in page.form._note.text()
    keys.forget_all()  # as after a new start
    page.form.tasks._looked.clear()
    page.sheets.close_sheet()
    page.primary.click()
    assert service.headers[0]["authorization"] == f"Bearer {KEY}"
    files = [each for each in paths.home().rglob("*") if each.is_file()]
    assert [each for each in files if KEY.encode() in each.read_bytes()] == []


def test_without_a_keychain_the_note_says_that_the_key_goes_with_the_session(
    page: DraftPage, service: FakeService
) -> None:
    use(page, service)
    assert "钥匙串" not in page.form._note.text(), "nothing is claimed before it is known"
    page.terms.service.click()
    assert "没有可用的钥匙串" in page.form._note.text()
    QTest.keyClicks(page.form.key, KEY)
    QTest.keyClick(page.form.key, Qt.Key.Key_Return)
    assert keys.of(service.endpoint) == KEY
    assert "没有可用的钥匙串" in page.form._note.text()


def test_a_key_does_not_follow_an_address_that_is_edited(
    page: DraftPage, service: FakeService
) -> None:
    use(page, service)
    page.form.key.setText(KEY)
    page.form.address.setText("http://127.0.0.1:9/v1")
    page.form.address.editingFinished.emit()
    assert keys.of("http://127.0.0.1:9/v1") == ""
    assert page.form.key.text() == ""
    page.form.address.setText(service.endpoint)
    page.form.address.editingFinished.emit()
    assert page.form.key.text() == KEY


# -- the service -----------------------------------------------------------------------------


def test_every_shipped_service_can_be_chosen(page: DraftPage) -> None:
    offered = {page.form.choice.itemData(n) for n in range(page.form.choice.count())}
    assert {each.name for each in PRESETS} <= offered


def test_a_service_is_tried_and_each_thing_told(page: DraftPage, service: FakeService) -> None:
    def answer(request: dict[str, Any]) -> Answer:
        if request.get("response_format", {}).get("type") == "json_schema":
            return Answer("json_schema unknown", status=400)
        sees = any(isinstance(m["content"], list) for m in request["messages"])
        return Answer("红") if sees else Answer({"colour": "红"})

    service.answer, service.models = answer, ["eye", "pen"]
    use(page, service)
    page.terms.service.click()
    page.form.trial.click()
    told = {each.name: each.ok for each in page.form.found.checks}
    assert told["key"]
    assert told["plain"]
    assert told["json_object"]
    assert told["picture"]
    assert told["json_schema"] is False
    assert page.form.found.isVisible()
    assert [page.form.vision.itemText(n) for n in range(page.form.vision.count())] == ["eye", "pen"]
    kept = page.room.settings.find_profile("试用")
    assert kept is not None
    assert kept.way_of("eye") == "json_object"
    page.form.vision.set_text("pen")
    page.form.vision.edited.emit()
    assert not page.form.found.isVisible(), "what was tried holds for that model alone"


def test_a_wrong_key_is_told_as_such(page: DraftPage, service: FakeService) -> None:
    service.answer = lambda _request: Answer("no such key", status=401)
    use(page, service)
    page.terms.service.click()
    page.form.trial.click()
    told = {each.name: each.ok for each in page.form.found.checks}
    assert (told["reachable"], told["key"], told["picture"]) == (True, False, None)


def test_a_service_without_a_list_says_so(page: DraftPage, service: FakeService) -> None:
    use(page, service)
    page.form.fetch.click()
    assert "自己填" in page.form._doing.text()
    service.models = ["one", "two"]
    page.form.fetch.click()
    assert "2" in page.form._doing.text()
    assert page.form.vision.count() == 2
    assert page.form.vision.text() == "eye"


def test_caps_on_money_and_the_side_that_is_sent_are_kept(
    page: DraftPage, service: FakeService
) -> None:
    use(page, service, price_in=1.0)
    page.form.most.setValue(2.5)
    page.form.side.setValue(768)
    kept = page.room.settings.find_profile("试用")
    assert kept is not None
    assert (kept.max_cost_total, kept.side_px) == (2.5, 768)


# -- before the run --------------------------------------------------------------------------


def test_what_it_may_take_is_said_before_and_not_for_this_machine(
    page: DraftPage, collection: Collection, service: FakeService
) -> None:
    use(page, service, price_in=1000.0)
    takes = page.terms._takes
    assert takes.isVisible()
    assert "¥" in takes.first.text()
    assert "令牌" in takes.second.text()
    assert "每幅 10 秒" in takes.second.text(), "an assumed time is said to be one"
    page.primary.click()
    page.task.finished = False
    collection.captions.reject(collection.captions.list(status="draft")[0].id, "甲")
    page.refresh()
    assert "每幅" not in takes.second.text()
    page.form._choose("offline")
    assert not takes.isVisible()


def test_what_is_shown_as_sent_is_what_is_sent(
    page: DraftPage, collection: Collection, service: FakeService
) -> None:
    kept = collection.paintings.by_accession("T003")
    assert kept is not None
    collection.paintings.update(kept.id, local_only=True)
    use(page, service)
    page.terms.sent.click()
    sheet = page.sheets.sending
    assert sheet.isVisible()
    assert sheet.outgoing is not None
    assert "T003" in sheet._kept.text()
    shown = sheet.outgoing
    page.sheets.close_sheet()
    page.primary.click()
    sent = [base64.b64decode(url.split(",")[1]) for url in service.pictures(0)]
    assert sent == list(shown.pictures)
    assert service.text(0) == shown.user
    assert len(sent) > 1, "a handscroll goes with its sections"


def test_a_picture_that_is_gone_is_said_in_place(
    page: DraftPage, collection: Collection, service: FakeService
) -> None:
    use(page, service)
    work = page.sheets.works[0]
    work.picture.unlink()
    page.terms.sent.click()
    assert page.sheets.sending.problem.isVisible()
    assert not page.sheets.sending.pictures.isVisible()


# -- the prompt ------------------------------------------------------------------------------


def test_a_prompt_is_changed_previewed_and_taken_back(
    page: DraftPage, collection: Collection, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(page, service)
    page.terms.prompt.click()
    sheet = page.sheets.prompt
    assert sheet.line.whole().startswith("draft-1")
    assert "第3图" in sheet.preview.text()
    assert not sheet.keep.isEnabled()
    before = sheet.editor.toPlainText()
    sheet.editor.setPlainText(before.replace("$facts", ""))
    sheet.editor.document().setModified(True)
    sheet.read()
    assert sheet.problem.isVisible()
    assert not sheet.keep.isEnabled()
    sheet.editor.setPlainText(before.replace("规矩：", "只写三件事："))
    sheet.editor.document().setModified(True)
    sheet.read()
    assert "只写三件事" in sheet.preview.text()
    sheet.keep.click()
    version = prompts.load("draft").version
    assert version.startswith("draft-1+")
    page.sheets.close_sheet()
    page.primary.click()
    written = [each for each in collection.captions.list() if each.origin == "remote"]
    assert {each.prompt_version for each in written} == {version}
    monkeypatch.setattr(prompt_sheet, "ask", lambda *_words: True)
    page.sheets.open_prompt()
    sheet.reset.click()
    assert prompts.load("draft").version == "draft-1"
    assert sheet.editor.toPlainText() == before


def test_text_that_was_not_saved_is_still_there(page: DraftPage, service: FakeService) -> None:
    use(page, service)
    page.terms.prompt.click()
    sheet = page.sheets.prompt
    QTest.keyClicks(sheet.editor, "x")
    typed = sheet.editor.toPlainText()
    QTest.keyClick(sheet.editor, Qt.Key.Key_Escape)
    assert not page.sheets.isVisible()
    page.terms.prompt.click()
    assert sheet.editor.toPlainText() == typed
    assert "还没有保存" in sheet.line.whole() or sheet.problem.isVisible()
    sheet._load()


# -- the blind test --------------------------------------------------------------------------


def test_two_models_are_compared_without_their_names_and_the_winner_stays(
    page: DraftPage, collection: Collection, service: FakeService
) -> None:
    def answer(request: dict[str, Any]) -> Answer:
        better = {**GOOD_DRAFT, "modern": "江上渔舟，远山如黛，好得多。"}
        return Answer(better if request["model"] == "other" else GOOD_DRAFT)

    service.answer = answer
    use(page, service)
    drafts = len(collection.captions.list())
    page.terms.trial.click()
    sheet = page.sheets.trial
    sheet.sides[1].model.set_text("other")
    sheet.start.click()
    assert len(service.requests) == 22  # eleven works have a picture
    for _ in range(11):
        assert sheet._pair is not None
        shown = " ".join(each.text() for each in sheet.findChildren(type(sheet.title)))
        assert "other" not in shown
        assert "eye" not in shown
        better = "左" if "好得多" in sheet._pair.left["modern"] else "右"
        QTest.keyClick(sheet, Qt.Key.Key_1 if better == "左" else Qt.Key.Key_2)
    assert sheet._pair is None
    assert sheet.verdict.headline.text() == "0 比 11"
    assert "other" in sheet.verdict._says.text()
    assert "更好" in sheet.verdict._says.text()
    sheet.adopt.click()
    kept = page.form.profile
    assert kept is not None
    assert kept.vision_model == "other"
    assert page.form.vision.text() == "other"
    assert len(collection.captions.list()) == drafts, "what a trial wrote is no caption"


def test_the_same_on_both_sides_is_refused_and_an_open_trial_is_taken_up(
    page: DraftPage, service: FakeService
) -> None:
    use(page, service)
    page.terms.trial.click()
    sheet = page.sheets.trial
    sheet.sides[1].model.set_text("eye")
    sheet.start.click()
    assert sheet.problem.isVisible()
    assert service.requests == []
    sheet.sides[1].model.set_text("other")
    sheet.start.click()
    QTest.keyClick(sheet, Qt.Key.Key_3)
    sheet.task.forget()  # as after a new start
    sheet.show_trial()
    assert sheet._pair is not None
    assert sheet.line.whole().startswith("2 / 11")


# -- as it lies on the screen ----------------------------------------------------------------


@pytest.mark.parametrize("size", [(1280, 800), (640, 400)], ids=["100", "200"])
@pytest.mark.parametrize("tongue", ["zh_CN", "en"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_sheet_can_be_read_and_heard(
    page: DraftPage, window: MainWindow, service: FakeService, mode: str, tongue: str, size: Any
) -> None:
    service.models = ["eye", "pen"]
    page.room.settings.theme, page.room.settings.language = mode, tongue
    page.room.settings_changed.emit()
    use(page, service, price_in=1.0)
    window.resize(*size)
    page.room.toast("")
    window.toast.hide()
    sheets = page.sheets
    page.form.trial.click()
    for shown in (None, sheets.open_service, sheets.open_sending, sheets.open_prompt,
                  sheets.open_trial):  # fmt: skip
        if shown is not None:
            shown()
        settle()
        name = shown.__name__ if shown else "page"
        assert (window.width(), window.height()) == size, name
        assert inspection.cut_labels(page) == [], name
        assert inspection.outside(page) == [], name
        assert inspection.sideways(page) == [], name
        assert inspection.nameless_controls(page) == [], name
        assert inspection.missing_glyphs(page) == [], name
        if tongue == "en":
            assert inspection.untranslated(page) == [], name
        sheets.close_sheet()


# -- what is drafted -------------------------------------------------------------------------


def test_only_the_works_selected_in_the_collection_are_drafted(
    page: DraftPage, window: MainWindow, collection: Collection
) -> None:
    window.show_page("collection")
    settle()
    from_collection: Any = window.pages["collection"]
    grid = from_collection.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.paintings.index(3))
    assert not from_collection.draft.isVisible()
    QTest.keyClick(grid, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert from_collection.draft.isVisible()
    from_collection.draft.click()
    assert window.current == "draft"
    assert [each.painting.accession for each in page.table.queue.entries] == ["T003"]
    assert page.choice.which.currentText() == "选出的 2 幅"
    assert page.primary.text() == "开始撰稿 1 幅"


def test_a_selection_with_nothing_lacking_leads_on(
    page: DraftPage, window: MainWindow, collection: Collection
) -> None:
    window.room.go("draft", paintings=collection.finding.find()[:2])
    assert page.empty.isVisible()
    page.onward.click()
    assert [each.painting.accession for each in page.table.queue.entries] == ["T003", "T007"]


def test_only_the_kinds_chosen_are_drafted(
    page: DraftPage, collection: Collection, service: FakeService
) -> None:
    painting = collection.paintings.by_accession("T001")
    assert painting is not None
    modern = next(c for c in collection.captions.of(painting.id) if c.kind == "modern")
    collection.captions.reject(modern.id, "甲")
    use(page, service)
    page.choice.kinds["tags"].click()
    assert [each.painting.accession for each in page.table.queue.entries] == ["T001"]
    for kind in ("classical", "modern"):
        page.choice.kinds[kind].click()
    assert page.choice.kinds["modern"].isChecked(), "the last kind stays"


def test_drafts_are_written_anew_with_a_remark_but_no_edited_ones(
    page: DraftPage, collection: Collection, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(page, service)
    drafts = [each for each in collection.captions.list(status="draft") if each.kind == "modern"]
    edited = drafts[0]
    collection.captions.edit(edited.id, "馆员自己写的。", "甲")
    seen: list[list[str]] = []

    def answer(dialog: draft_choice.RedraftDialog) -> tuple[tuple[int, ...], str]:
        seen.append([radio.text() for radio in dialog.radios])
        return dialog._groups[-1][1], "写明季节"

    monkeypatch.setattr(draft_choice.RedraftDialog, "answer", answer)
    page.choice._choose("redo")
    assert seen == [["全部没有人改过的"]]
    assert "重写" in page.primary.text()
    page.primary.click()
    assert "写明季节" in service.text(0)
    texts = {each.id: each.text for each in collection.captions.list(kind="modern")}
    assert texts[edited.id] == "馆员自己写的。"
    again = [each for each in collection.captions.list(kind="modern") if each.origin == "remote"]
    assert len(again) == len(drafts) - 1
    page.choice._choose("lacking")
    assert page.choice.wish.remark == ""


def test_one_failed_work_is_tried_again_alone(page: DraftPage, service: FakeService) -> None:
    use(page, service, concurrency=1)
    service.answer = lambda _request: Answer("too big", status=413)
    page.primary.click()
    assert page.table.queue.counts()["failed"] == 2
    service.answer = lambda _request: Answer(GOOD_DRAFT)
    page.table.selectRow(1)
    assert page.filters.again.text() == "重试这一幅"
    sent = len(service.requests)
    page.filters.again.click()
    assert len(service.requests) == sent + 1
    assert [each.state for each in page.table.queue.entries] == ["failed", "written"]


def test_where_a_work_cannot_be_rewritten_it_is_said(
    page: DraftPage, collection: Collection, window: MainWindow
) -> None:
    for each in collection.captions.list(status="draft"):
        collection.captions.reject(each.id, "甲")
    page.choice._choose("redo")
    assert "没有可以重写的草稿" in window.toast._text.text()


def test_a_selection_is_forgotten_with_its_collection(
    page: DraftPage, collection: Collection, window: MainWindow, tmp_path: Path
) -> None:
    window.room.go("draft", paintings=collection.finding.find()[:2])
    with Collection.create(tmp_path / "other") as other:
        window.room.open_collection(other)
        assert page.choice.chosen == ()
        assert page.choice.wish.paintings is None
        window.room.open_collection(collection)


def test_a_profile_that_changed_while_the_keychain_asked_begins_nothing(
    page: DraftPage, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(page, service)
    waiting: list[Any] = []
    monkeypatch.setattr(page.form.tasks, "with_key", lambda _address, then: waiting.append(then))
    page.primary.click()
    page.form._choose("offline")
    waiting[0]()
    assert service.requests == []
    assert not page.task.finished


def test_keychain_and_service_are_asked_off_the_main_thread(
    page: DraftPage, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(page, service)
    asked: list[str] = []
    monkeypatch.setattr(keys, "fetch", lambda address: asked.append(address) or "")
    held: list[Any] = []

    class Jobs:
        def start(self, _name: str, execute: Any, *_rest: Any, **_more: Any) -> None:
            held.append(execute)

    monkeypatch.setattr(page.room, "jobs", Jobs())
    page.form.look_up_key()
    assert asked == [], "the main thread asked the keychain"
    held[0](None)
    assert asked == [service.endpoint]


def test_profiles_keep_their_currency(page: DraftPage, service: FakeService) -> None:
    settings = page.room.settings
    settings.keep_profile(
        DrafterProfile(name="元", endpoint=service.endpoint, vision_model="e", currency="$")
    )
    settings.profile = "元"
    page.form.show_settings()
    assert page.form.price_in.prefix() == "$ "
