"""This machine: looked at when asked, said with signs and words; reports are read, never sent."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from songclip_desktop import crashes, paths
from songclip_desktop.errors import SongClipError
from songclip_desktop.jobs.job import JobFailure
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.ui import bug_hooks, desktop_checks, input_methods
from songclip_desktop.ui.bug_hooks import BugHooks
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.models import ModelsPage
from songclip_desktop.ui.widgets.machine_section import MachineSection
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.report_dialog import ReportDialog
from songclip_desktop.workflow import doctor
from songclip_desktop.workflow.findings import Check
from tests.ui import inspection

FOUND = [
    Check("memory", True, "16 GB"),
    Check("gpu", True, "old", "new driver"),
    Check("disk", False, "full", "make room"),
]


@pytest.fixture
def section(window: MainWindow) -> MachineSection:
    window.show_page("models", section="machine")
    page = window.pages["models"]
    assert isinstance(page, ModelsPage)
    found = page.sections["machine"]
    assert isinstance(found, MachineSection)
    found._found = []
    found.problem.clear()  # what another test left
    found.refresh()
    return found


def words(section: MachineSection) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in section.findChildren(QLabel) if label.isVisible())


def test_what_was_found_is_shown_with_signs_words_and_remedies(
    section: MachineSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, object]] = []

    def checks(_engine: object, listener: Listener, **given: object) -> list[Check]:
        asked.append(given)
        listener.progress(Progress(1, 3, "check", "内存"))
        return FOUND

    monkeypatch.setattr(doctor, "checks", checks)
    assert "还没有检查过" in words(section)
    section.check.click()
    said = words(section)
    assert "有 1 项妨碍使用" in said
    assert "1 项可以更好" in said
    for part in ("内存", "16 GB", "显卡", "new driver", "磁盘", "make room"):
        assert part in said
    # What hinders stands first.
    assert said.index("full") < said.index("old") < said.index("16 GB")
    signs = {label.accessibleName() for label in section.findChildren(QLabel)}
    assert {"妨碍使用", "可以更好", "好"} <= signs
    collection = section.room.collection
    assert collection is not None
    assert asked[0]["collection"] == collection.dir
    assert [check.name for check in asked[0]["beside"]] == [
        "fonts",
        "rare_characters",
        "input_method",
    ]  # type: ignore[attr-defined]
    assert section.check.isEnabled()
    section.copy.click()
    assert "make room" in QGuiApplication.clipboard().text()


def test_it_is_saved_where_the_curator_says(
    section: MachineSection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    section._show(FOUND)
    file = tmp_path / "found.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    section.save.click()
    assert "make room" in file.read_text(encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path), ""))
    section.save.click()
    assert section.problem.isVisible()


def test_a_check_that_was_stopped_or_failed_can_be_asked_again(
    section: MachineSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_given: object, **_more: object) -> list[Check]:
        raise Stopped

    def failed(*_given: object, **_more: object) -> list[Check]:
        raise SongClipError("engine_died", "It died.", "Try again.")

    monkeypatch.setattr(doctor, "checks", stopped)
    section.check.click()
    assert section.check.isEnabled()
    assert section.strip.isHidden()
    monkeypatch.setattr(doctor, "checks", failed)
    section.check.click()
    assert section.check.isEnabled()
    assert section.problem.isVisible()


def test_a_report_is_read_copied_and_saved(
    window: MainWindow, section: MachineSection, qtbot: QtBot, tmp_path: Path
) -> None:
    section.report.click()
    dialog = window.reports.dialog
    assert isinstance(dialog, ReportDialog)
    text = dialog.text.toPlainText()
    assert "SongClip" in text
    assert "第0图" not in text
    dialog.save_to(tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == text
    dialog.save_to(tmp_path)  # a folder
    assert dialog.problem.isVisible()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == text
    dialog.leave.click()
    assert window.reports.dialog is None


def test_a_bug_anywhere_offers_its_report(window: MainWindow, qtbot: QtBot) -> None:
    panel = ErrorPanel()
    qtbot.addWidget(panel)
    panel.show_error(SongClipError("disk_full", "Full.", "Make room."))
    assert not panel.action.isVisibleTo(panel)
    panel.show_error(SongClipError("engine_died", "It died.", "Again."))
    assert panel.action.isVisibleTo(panel)
    panel.show_error(JobFailure("no such field", "Traceback: in the_function_that_fell"))
    panel.action.click()
    assert window.reports.dialog is not None
    assert "the_function_that_fell" in window.reports.dialog.text.toPlainText()
    window.reports.dialog.leave.click()


def test_a_task_that_failed_by_a_bug_offers_its_report_in_the_activity_panel(
    window: MainWindow,
) -> None:
    def the_task_that_fell(_listener: Listener) -> None:
        raise KeyError("rows")

    def short_of_room(_listener: Listener) -> None:
        raise SongClipError("disk_full", "Full.", "Make room.")

    window.room.jobs.start("a bug", the_task_that_fell)
    window.room.jobs.start("no bug", short_of_room)
    window.activity.toggle()
    offers = [
        button
        for button in window.activity.findChildren(QPushButton)
        if button.text() == "看报告" and button.isVisible()
    ]
    assert len(offers) == 1
    offers[0].click()
    assert window.reports.dialog is not None
    assert "the_task_that_fell" in window.reports.dialog.text.toPlainText()
    window.reports.dialog.leave.click()
    window.activity.toggle()


def test_hooks_note_a_bug_and_the_window_offers_its_report(window: MainWindow) -> None:
    session = crashes.begin()
    assert session is not None
    hooks = BugHooks(session)
    try:
        raise ValueError("painted over")
    except ValueError as error:
        hooks._on_main_thread(ValueError, error, error.__traceback__)
    hooks._from_qt(QtMsgType.QtFatalMsg, None, "no platform plugin")  # type: ignore[arg-type]
    noted = next((paths.home() / "crashes").glob("*.txt")).read_text(encoding="utf-8")
    assert "painted over" in noted
    assert "no platform plugin" in noted
    assert window.trouble.isVisible()
    window.trouble.action.click()
    assert window.trouble.isHidden()
    assert window.reports.dialog is not None
    window.reports.dialog.leave.click()
    session.end()


@pytest.mark.parametrize("kind", list(bug_hooks._LEVELS))
def test_what_qt_says_is_logged(kind: QtMsgType, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    BugHooks(None)._from_qt(kind, None, "QPainter: not active")  # type: ignore[arg-type]
    assert "QPainter: not active" in caplog.text


# A window that falls as C code does, from its own event loop.
_FALLS = """
    import faulthandler
    from PySide6.QtCore import QTimer
    from songclip_desktop import app
    def the_slot_that_fell():
        faulthandler._sigsegv()
    qt = app.application()
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, the_slot_that_fell))
    app.open_window()
"""


def test_the_start_after_a_segfault_offers_its_report(window: MainWindow) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(_FALLS)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    window.reports.look()
    assert window.reports.offer.isVisible()
    window.reports.offer.action.click()
    assert window.reports.offer.isHidden()
    assert window.reports.dialog is not None
    text = window.reports.dialog.text.toPlainText()
    assert "the_slot_that_fell" in text
    assert "Segmentation fault" in text or "access violation" in text
    window.reports.dialog.leave.click()
    # It is offered once.
    window.reports.look()
    assert window.reports.offer.isHidden()


def test_an_offer_can_be_put_aside_and_speaks_the_language(window: MainWindow) -> None:
    folder = paths.home() / "crashes"
    folder.mkdir(parents=True)
    (folder / f"{datetime.now():%Y%m%d-%H%M%S}-77.txt").write_text("Fatal", encoding="utf-8")
    window.reports.look()
    assert "没有正常结束" in window.reports.offer.accessibleName()
    window.room.settings.language = "en"
    window.room.settings_changed.emit()
    QApplication.processEvents()
    assert "close properly" in window.reports.offer.accessibleName()
    window.reports.offer.dismiss.click()
    assert window.reports.offer.isHidden()
    assert crashes.left() == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asked for on Linux alone")
def test_a_window_that_could_not_open_here_is_told(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def display() -> list[Check]:
        return [each for each in desktop_checks.checks() if each.name == "display"]

    monkeypatch.delenv("DISPLAY", raising=False)
    assert display() == []  # nobody wants a window
    monkeypatch.setenv("DISPLAY", ":77")
    (library := tmp_path / "libqxcb.so").write_bytes(b"no library")
    monkeypatch.setattr(desktop_checks, "_plugin", lambda *_: library)
    (found,) = display()
    assert (found.ok, "libqxcb.so" in found.detail, bool(found.remedy)) == (False, True, True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asked for on Linux alone")
@pytest.mark.parametrize(
    ("asked", "xmodifiers", "wayland", "heard", "ok"),
    [
        ("", "", "", "没有指定", True),
        ("ibus", "@im=ibus", "", "ibus", True),
        ("compose", "", "", "没有指定", True),
        ("fcitx", "@im=fcitx", "", "fcitx，经 ibus", True),
        ("", "@im=fcitx", "", "fcitx，经 ibus", True),
        ("", "@im=fcitx", "wayland-0", "Wayland", True),
        ("uim", "", "", "uim", False),
    ],
)
def test_an_input_method_that_qt_cannot_speak_to_is_told(
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    asked: str,
    xmodifiers: str,
    wayland: str,
    heard: str,
    ok: bool,
) -> None:
    monkeypatch.setenv("QT_IM_MODULES", "")  # and set back after the test
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
    monkeypatch.setenv("QT_IM_MODULE", asked)
    monkeypatch.setenv("XMODIFIERS", xmodifiers)
    input_methods.speak_ibus_to_fcitx()
    found = next(each for each in desktop_checks.checks() if each.name == "input_method")
    assert (found.ok, bool(found.remedy)) == (ok, not ok)
    assert heard in found.detail


@pytest.mark.parametrize("spoken", ["zh_CN", "zh_TW", "en"])
@pytest.mark.parametrize("size", [(1280, 800), (640, 400)], ids=["100", "200"])
def test_nothing_is_cut_or_mute(
    window: MainWindow, section: MachineSection, spoken: str, size: tuple[int, int]
) -> None:
    window.room.settings.language = spoken  # type: ignore[assignment]
    window.room.settings_changed.emit()
    window.resize(*size)
    section._show([*FOUND, *desktop_checks.checks()])
    window.reports.offer.show_crash(datetime(2026, 11, 21, 9, 15))
    window.reports.write("Traceback")
    dialog = window.reports.dialog
    assert dialog is not None
    for _ in range(3):
        QApplication.processEvents()
    for root in (window.centralWidget(), dialog):
        assert inspection.cut_labels(root) == []
        assert inspection.outside(root) == []
        assert inspection.sideways(root) == []
        assert inspection.nameless_controls(root) == []
    if spoken == "en":
        assert inspection.untranslated(section) == inspection.untranslated(dialog) == []
    dialog.leave.click()
    window.reports.offer.clear()


def test_characters_that_no_font_has_are_not_counted_as_drawn(qapp: QApplication) -> None:
    assert desktop_checks.drawn("山水")
    assert not desktop_checks.drawn("\U0010fffd")  # for private use
    assert not desktop_checks.drawn("山\U0010fffd")
