"""The first start: five steps that the guide points to and the curator takes, then one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from songclip_desktop import settings
from songclip_desktop.collection.collection import Collection
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.ui import opening
from songclip_desktop.ui.guide import Guide
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.compare import ComparePage
from songclip_desktop.ui.pages.import_ import ImportPage
from songclip_desktop.ui.widgets import new_collection
from songclip_desktop.ui.widgets.new_collection import NewCollection
from songclip_desktop.workflow import first_steps, search
from tests.ui import inspection
from tests.ui.compare_hits import rank
from tests.ui.conftest import picture
from tests.ui.samples import finished_run


@pytest.fixture
def arrivals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two works that are yet to come."""
    folder = tmp_path / "new_arrivals"
    (folder / "pictures").mkdir(parents=True)
    for number in (41, 42):
        picture(folder / "pictures" / f"N{number}.png", number)
    monkeypatch.setattr(first_steps, "arrivals", lambda: folder)
    return folder


@pytest.fixture
def demo(window: MainWindow, arrivals: Path, collection: Collection) -> Collection:
    """The small collection as the demo, open at a first start; nobody approved anything here."""
    with collection.transaction():
        for entry in collection.history.list(limit=1000):
            if entry.action == "approve":
                collection.history.record("undo", entry.subject, by="甲", undoes=entry.id)
    collection.set_setting("demo", True)
    window.room.open_collection(collection)
    QApplication.processEvents()
    return collection


@pytest.fixture
def guide(window: MainWindow, demo: Collection) -> Guide:
    assert demo.captions.counts()["approved"] > first_steps.APPROVALS
    return window.guide


def announce(window: MainWindow) -> None:
    window.room.feed.announce(Changes(everything=True))
    QApplication.processEvents()


def take_arrivals(demo: Collection) -> int:
    return demo.paintings.add("N41", title="新图", split="train").id


def draft_arrival(demo: Collection, painting: int) -> None:
    demo.captions.put_draft(painting, "modern", "一幅新画。", "offline")


def approve(demo: Collection, count: int) -> None:
    for caption in demo.captions.list(status="draft", limit=count):
        demo.captions.approve(caption.id, "甲")


def test_elsewhere_there_is_no_guide(window: MainWindow) -> None:
    assert window.guide.walked is None
    assert not window.guide.panel.isVisible()
    assert not window.guide.pointer.isVisible()


def test_the_new_arrivals_are_taken_in_by_two_clicks(
    window: MainWindow, guide: Guide, demo: Collection, qtbot: QtBot
) -> None:
    assert guide.walked is not None
    assert (guide.walked.current, guide.walked.arrived) == ("import", 2)
    assert "2" in guide.panel.sentence
    assert guide.pointer.target is window.rail.items["import"]
    qtbot.mouseClick(guide.panel.lead, Qt.MouseButton.LeftButton)
    page = window.pages["import"]
    assert isinstance(page, ImportPage)
    assert window.current == "import"
    assert guide.pointer.target is page.take
    assert not guide.panel.lead.isVisible()
    before = demo.paintings.count()
    qtbot.mouseClick(page.take, Qt.MouseButton.LeftButton)
    assert demo.paintings.count() == before + 2
    assert guide.walked.current == "draft"
    assert guide.pointer.target is window.rail.items["draft"]


def test_each_step_is_ticked_by_what_it_left_whoever_did_it(
    window: MainWindow, guide: Guide, demo: Collection
) -> None:
    def current() -> str:
        announce(window)
        assert guide.walked is not None
        return guide.walked.current

    work = take_arrivals(demo)
    assert current() == "draft"
    draft_arrival(demo, work)
    assert current() == "review"
    approve(demo, first_steps.APPROVALS - 1)
    assert current() == "review"
    assert "1" in guide.panel.sentence
    approve(demo, 1)
    assert current() == "finetune"
    finished_run(demo)
    assert current() == "search"
    window.room.compared.emit()
    assert current() == ""
    assert guide.panel.mark("search").accessibleName() == "检索对比，已完成"


def test_steps_taken_in_another_order_count_as_well(
    window: MainWindow, guide: Guide, demo: Collection
) -> None:
    finished_run(demo)
    announce(window)
    assert guide.walked is not None
    assert guide.walked.done == {"finetune"}
    assert guide.walked.current == "import"


def test_after_a_restart_it_goes_on_where_it_was_left(
    window: MainWindow, guide: Guide, demo: Collection
) -> None:
    draft_arrival(demo, take_arrivals(demo))
    window.room.compared.emit()
    folder = demo.dir
    window.room.open_collection(None)
    assert not guide.panel.isVisible()
    demo.close()
    with Collection.open(folder) as again:
        window.room.open_collection(again)
        assert guide.walked is not None
        assert guide.walked.done == {"import", "draft", "search"}
        assert guide.panel.isVisible()
        window.room.open_collection(None)


def test_skipped_it_stays_away_until_the_help_menu_asks(
    window: MainWindow, guide: Guide, demo: Collection, qtbot: QtBot
) -> None:
    qtbot.mouseClick(guide.panel.leave, Qt.MouseButton.LeftButton)
    assert not guide.panel.isVisible()
    assert not guide.pointer.isVisible()
    assert settings.load().guided
    window.room.open_collection(demo)
    assert not guide.panel.isVisible()
    window.menus.help.actions()[2].trigger()
    assert guide.panel.isVisible()
    assert not settings.load().guided
    assert window.focusWidget() is guide.panel.lead


def test_from_another_collection_the_help_menu_opens_the_demo(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    window.room.demo_wanted.connect(lambda: asked.append(True))
    monkeypatch.setattr(window.opening, "open", lambda folder: None)
    monkeypatch.setattr(window.opening, "_make", lambda folder: None)
    window.guide.begin()
    assert asked == [True]
    assert window.room.collection is collection


def test_at_the_end_a_collection_of_ones_own_is_made_and_filled(
    window: MainWindow,
    guide: Guide,
    demo: Collection,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    draft_arrival(demo, take_arrivals(demo))
    approve(demo, first_steps.APPROVALS)
    finished_run(demo)
    window.room.compared.emit()
    announce(window)
    assert guide.panel.restart.isVisible()
    own = tmp_path / "museum" / "南宋画藏"
    monkeypatch.setattr(opening, "ask_new", lambda *_given: (own, "南宋画藏"))
    qtbot.mouseClick(guide.panel.lead, Qt.MouseButton.LeftButton)
    assert window.room.collection is not None
    assert window.room.collection.dir == own.resolve()
    assert window.current == "import"
    assert not guide.panel.isVisible()
    assert settings.load().guided
    window.opening.close()


def test_only_a_question_of_ones_own_is_a_comparison(
    window: MainWindow, guide: Guide, demo: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "execute", rank)
    held_out = next(work for work in demo.paintings.all() if work.split == "test")
    for caption in demo.captions.of(held_out.id):
        demo.captions.approve(caption.id, "甲")
    finished_run(demo)
    window.show_page("search")
    page = window.pages["search"]
    assert isinstance(page, ComparePage)
    assert page.result is not None
    assert page.result.finetuned
    assert guide.walked is not None
    assert "search" not in guide.walked.done
    assert guide.panel.mark("search").isVisible()
    page.ask("江心一只小船")
    assert "search" in guide.walked.done


def test_a_key_reaches_every_button_and_return_presses_it(
    window: MainWindow, guide: Guide, qtbot: QtBot
) -> None:
    marks = [guide.panel.mark(step) for step in first_steps.STEPS]
    marks[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached = [window.focusWidget()]
    for _ in range(6):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        reached.append(window.focusWidget())
    assert reached == [*marks, guide.panel.lead, guide.panel.leave]
    assert all(widget.accessibleName() for widget in reached)
    guide.panel.lead.setFocus()
    qtbot.keyClick(guide.panel.lead, Qt.Key.Key_Return)
    assert window.current == "import"


def test_the_ring_follows_what_it_points_to(window: MainWindow, guide: Guide) -> None:
    def around() -> None:
        QApplication.processEvents()
        target, ring = guide.pointer.target, guide.pointer
        assert target is not None
        assert ring.isVisible()
        ground = ring.parentWidget()
        place = QRect(target.mapTo(ground, QPoint(0, 0)), target.size())
        assert ring.geometry().contains(place)
        assert ring.geometry().center().x() == pytest.approx(place.center().x(), abs=1)

    around()
    window.resize(1000, 700)
    around()
    window.show_page("import")
    assert guide.pointer.target is guide.panel.lead  # nothing to take in yet
    around()
    window.guide.panel.lead.setEnabled(False)
    assert not guide.pointer.isVisible()
    window.guide.panel.lead.setEnabled(True)
    around()


def test_while_a_step_is_at_work_nothing_is_pointed_to(
    window: MainWindow, guide: Guide, demo: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft_arrival(demo, take_arrivals(demo))
    approve(demo, first_steps.APPROVALS)
    announce(window)
    said = []

    def look(_listener: Listener) -> None:
        guide.show_state()
        said.append((guide.panel.sentence, guide.pointer.target, guide.panel.lead.isVisible()))

    window.room.jobs.start("训练", look, page="finetune")
    assert said == [("正在训练，可以先去看别的页。", None, False)]
    assert guide.pointer.target is window.rail.items["finetune"]


def test_a_toast_never_lies_over_the_strip(window: MainWindow, guide: Guide) -> None:
    window.room.toast("一句话")
    QApplication.processEvents()
    toast, panel = window.toast, guide.panel
    below = toast.mapTo(window, QPoint(0, toast.height())).y()
    assert below <= panel.mapTo(window, QPoint(0, 0)).y()
    toast.hide()


@pytest.mark.parametrize(
    ("language", "width", "factor"),
    [("zh_CN", 720, 100), ("en", 1280, 100), ("en", 720, 100), ("en", 1000, 150)],
)
def test_nothing_of_it_is_cut(
    window: MainWindow, guide: Guide, demo: Collection, language: str, width: int, factor: int
) -> None:
    window.room.settings.language = language  # type: ignore[assignment]
    window.room.settings.text_factor = factor
    window.room.settings_changed.emit()
    window.resize(width, 800)
    announce(window)
    for _ in range(4):
        QApplication.processEvents()
    assert inspection.cut_labels(guide.panel) == []
    assert inspection.outside(guide.panel) == []
    assert guide.panel.height() < 140
    window.room.settings.text_factor = 100
    window.room.settings.language = "zh_CN"
    window.room.settings_changed.emit()


def test_a_new_collection_has_a_name_and_a_place(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = NewCollection(None, tmp_path, "一句话", "新建")
    qtbot.addWidget(dialog)
    assert not dialog.yes.isEnabled()
    assert dialog.yes.accessibleDescription()
    dialog.field.setText("南宋/画藏")
    assert dialog.yes.isEnabled()
    assert dialog.folder == tmp_path / "南宋 画藏"
    (tmp_path / "南宋 画藏").mkdir()
    assert dialog.folder == tmp_path / "南宋 画藏 2"
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "elsewhere")
    )
    dialog.elsewhere.click()
    assert dialog.folder == tmp_path / "elsewhere" / "南宋 画藏"
    monkeypatch.setattr(new_collection.NewCollection, "exec", _accept)
    assert new_collection.ask_new(None, tmp_path) == (tmp_path / "馆藏", "馆藏")


def _accept(dialog: NewCollection) -> QDialog.DialogCode:
    dialog.field.setText("馆藏")
    return QDialog.DialogCode.Accepted
