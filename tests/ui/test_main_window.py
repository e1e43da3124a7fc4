"""The window as a person meets it: menus, rail, closing, language, what a page asks for."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from songclip_desktop import language, settings
from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import fields
from songclip_desktop.jobs.runner import JobRunner
from songclip_desktop.progress import Changes, Listener, Progress, Stopped
from songclip_desktop.ui import main_window, opening, theme
from songclip_desktop.ui.main_window import PAGES, MainWindow
from songclip_desktop.ui.pages.collection import CollectionPage
from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.translator import of_a_system


def test_every_row_of_the_rail_leads_to_its_page(window: MainWindow, qtbot: QtBot) -> None:
    for name in PAGES:
        qtbot.mouseClick(window.rail.items[name], Qt.MouseButton.LeftButton)
        assert window.current == name
        assert window.stack.currentWidget() is window.pages[name]
        assert [n for n, item in window.rail.items.items() if item.isChecked()] == [name]


def test_the_rail_counts_what_waits_and_follows_what_is_written(
    window: MainWindow, collection: Collection, qtbot: QtBot
) -> None:
    drafts = collection.captions.counts()["draft"]
    item = window.rail.items["review"]
    qtbot.waitUntil(lambda: str(drafts) in item.accessibleName())
    first = collection.captions.list(status="draft", limit=1)[0]
    collection.captions.approve(first.id, "甲")
    window.room.feed.announce(Changes(captions=frozenset({first.id})))
    qtbot.waitUntil(lambda: str(drafts - 1) in item.accessibleName())


def test_under_1100_px_the_rail_shows_icons_with_words_as_tooltips(window: MainWindow) -> None:
    window.resize(1000, 700)
    QApplication.processEvents()
    assert window.rail.width() < 60
    assert window.rail.items["import"].toolTip().startswith("入藏")
    window.resize(1280, 800)
    QApplication.processEvents()
    assert window.rail.width() == 200
    assert window.rail.items["import"].toolTip() == ""


def test_language_and_theme_change_live(window: MainWindow) -> None:
    """The window's words, those below it, Qt's own, and the faces they are written in."""
    said = (
        ("en", "dark", "Compare", "File", "Holder", "Close"),
        ("zh_TW", "dark", "檢索對比", "檔案", "典藏單位", "關閉"),
        ("zh_CN", "light", "检索对比", "文件", "收藏单位", "关闭"),
    )
    for tongue, mode, page, menu, field, of_qt in said:
        window.room.settings.language, window.room.settings.theme = tongue, mode
        window.room.settings_changed.emit()
        QApplication.processEvents()
        assert language.current() == tongue
        assert window.rail.items["search"].text() == page
        assert window.menus.file.title() == menu
        assert fields.word("holder") == field
        assert QApplication.translate("QPlatformTheme", "Close") == of_qt
        assert theme.current().dark == (mode == "dark")
        traditional = "Noto Serif CJK TC" in theme.current().families("serif")
        assert traditional == (tongue == "zh_TW")


@pytest.mark.parametrize(
    ("system", "spoken"),
    [
        ("zh-Hant-TW", "zh_TW"), ("zh-TW", "zh_TW"), ("zh_HK", "zh_TW"), ("zh-Hant", "zh_TW"),
        ("zh-Hans-HK", None), ("zh-Hans-CN", None), ("zh", None), ("C", None),
        ("en-GB", "en"), ("cs-CZ", "en"),
    ],
)  # fmt: skip
def test_a_new_window_speaks_as_the_system_does(system: str, spoken: str | None) -> None:
    assert of_a_system(system) == spoken


def test_text_grows_by_a_fraction(window: MainWindow) -> None:
    before = window.rail.items["import"].sizeHint().height()
    window.room.settings.text_factor = 125
    window.room.settings_changed.emit()
    assert theme.font("body").pointSizeF() == pytest.approx(theme.current().points(13))
    assert window.rail.items["import"].sizeHint().height() > before
    window.room.settings.text_factor = 100
    window.room.settings_changed.emit()


def test_a_new_collection_is_opened_and_remembered(window: MainWindow, tmp_path: Path) -> None:
    window.opening.new(tmp_path / "new", "北宋画藏")
    assert window.room.collection is not None
    assert window.room.collection.name == "北宋画藏"
    assert window.rail.collection.text() == "北宋画藏"
    assert settings.load().last_collection == str((tmp_path / "new").resolve())


def test_a_collection_held_elsewhere_opens_to_be_looked_at(
    window: MainWindow, tmp_path: Path
) -> None:
    with Collection.create(tmp_path / "held", name="别处", holder="另一个窗口"):
        window.opening.open(tmp_path / "held")
        assert window.room.collection is not None
        assert window.room.collection.read_only
        assert "只读" in window.rail.collection.text()
        window.opening.close()


def test_a_folder_that_is_no_collection_is_said_so(window: MainWindow, tmp_path: Path) -> None:
    window.opening.open(tmp_path)
    assert window.trouble.isVisible()
    assert window.trouble.accessibleName()


def test_where_none_could_be_opened_every_page_says_so_and_leads_on(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(
        opening.QFileDialog, "getExistingDirectory", lambda *_: asked.append(True) or ""
    )
    window.room.open_collection(None)
    window.show_page("collection")
    page = window.pages["collection"]
    assert isinstance(page, CollectionPage)
    said = [each.text() for each in page.empty.findChildren(QLabel) if each.isVisible()]
    assert "还没有打开藏品" in said
    assert "正在准备藏品" not in said
    page.empty.import_.click()
    for name in PAGES:
        window.show_page(name)
        assert window.banner.isVisible() == (name not in ("collection", "models"))
    window.show_page("finetune")
    window.banner.action.click()
    assert len(asked) == 2
    window.room.open_collection(collection)
    assert "还没有打开" not in window.banner.accessibleName()  # but what it says of the model


def test_a_first_start_that_fails_does_not_go_on_preparing(
    window: MainWindow, tmp_path: Path
) -> None:
    page = window.pages["collection"]
    assert isinstance(page, CollectionPage)
    window.room.open_collection(None)
    window.room.awaited = True  # as when the window has just been built
    page.refresh()
    assert not page.empty.demo.isVisible()
    window.opening.open(tmp_path)
    assert window.trouble.isVisible()
    assert page.empty.demo.isVisible()


def test_the_demo_model_is_named_on_another_collection(window: MainWindow) -> None:
    window.show_page("search")
    assert window.banner.isVisible()
    window.show_page("collection")
    assert not window.banner.isVisible()


def test_activity_opens_by_key_and_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    before = QApplication.focusWidget()
    window.show_page("activity")
    assert window.activity.isVisible()
    qtbot.keyClick(window.activity, Qt.Key.Key_Escape)
    assert not window.activity.isVisible()
    assert QApplication.focusWidget() is before


def test_activity_lists_what_ran_and_how_it_ended(window: MainWindow) -> None:
    def fails(_listener: Listener) -> None:
        raise SongClipError("disk_full", "磁盘满了。", "清理磁盘。")

    window.room.jobs.start("第一项", lambda _listener: 1, page="import")
    window.room.jobs.start("第二项", fails)
    window.show_page("activity")
    said = [label.text() for label in window.activity.findChildren(main_window.QWidget)
            if hasattr(label, "whole") and (label.text() or True)]  # fmt: skip
    assert any("磁盘满了" in text for text in said)
    assert any("第一项" in text for text in said)


@pytest.fixture
def threaded(window: MainWindow) -> JobRunner:
    """Real threads, for closing."""
    runner = JobRunner()
    window.room.jobs = runner
    return runner


def test_closing_asks_stops_and_waits(
    window: MainWindow, threaded: JobRunner, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(listener: Listener) -> None:
        begun.set()
        while not listener.should_stop():
            threading.Event().wait(0.01)
            listener.progress(Progress(1, 2, "row"))
        ended.set()
        raise Stopped

    threaded.start("long", work)
    assert begun.wait(5)
    answers = iter([False, True])
    monkeypatch.setattr(opening, "ask", lambda *_arguments: next(answers))
    window.close()
    assert window.isVisible()
    assert not ended.is_set()
    window.close()
    assert not window.isVisible()
    assert ended.is_set()
    assert window.room.collection is None


def test_another_collection_waits_for_what_runs_in_this_one(
    window: MainWindow,
    threaded: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
    collection: Collection,
    tmp_path: Path,
) -> None:
    go = threading.Event()
    threaded.start("long", lambda _listener: go.wait(10))
    monkeypatch.setattr(opening, "ask", lambda *_arguments: False)
    window.opening.new(tmp_path / "new", "另一批")
    assert window.room.collection is collection
    assert not (tmp_path / "new").exists()
    go.set()
    assert threaded.stop_all(5)


def test_a_demo_half_made_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from songclip_desktop.workflow import new

    def break_off(folder: Path, **_more: object) -> Collection:
        Collection.create(folder).close()
        raise Stopped

    monkeypatch.setattr(new, "new_collection", break_off)
    with pytest.raises(Stopped):
        opening._make_demo(tmp_path / "demo_collection", Listener())
    assert not (tmp_path / "demo_collection").exists()


def test_the_demo_is_made_opened_and_indexed_the_first_time(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from songclip_desktop.workflow import index, new

    def make(folder: Path, *, demo: bool, listener: Listener) -> Collection:
        made = Collection.create(folder, name="示范藏品")
        made.set_setting("demo", True)
        return made

    indexed = []
    monkeypatch.setattr(new, "new_collection", make)
    monkeypatch.setattr(index, "stale", lambda _collection: True)
    monkeypatch.setattr(index, "prepare", lambda _collection: "prepared")
    monkeypatch.setattr(index, "execute", lambda prepared, *_more: indexed.append(prepared))
    window.room.settings.last_collection = ""
    window.opening.open_at_start()
    assert window.room.collection is not None
    assert window.room.collection.name == "示范藏品"
    assert indexed == ["prepared"]
    window.opening.close()


def test_in_a_narrow_window_the_tabs_are_called_as_the_page_is(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = Page(window.room)
    qtbot.addWidget(page)
    head = page.header()
    page.side_panel().word = "旁边"
    page.resize(600, 500)
    page.show()
    head.say("后来才有的名字")
    QApplication.processEvents()
    words = [button.text() for button in page.findChildren(QAbstractButton) if button.isVisible()]
    assert words == ["后来才有的名字", "旁边"]
