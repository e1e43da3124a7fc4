"""Models: fetched, put on hold, added, used, given up; the runs and the engine beside them."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from songclip_desktop.collection.collection import Collection
from songclip_desktop.jobs.runner import JobRunner
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.models import ModelsPage
from songclip_desktop.ui.widgets import engine_panel, models_section, run_tasks
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.models_section import ModelsSection
from songclip_desktop.ui.widgets.table_row import TableRow
from songclip_desktop.workflow import downloads, engine_install, kit, model_downloads, models
from tests.fake_hub import Held, Hub, serve
from tests.ui.samples import finished_run

NAME, SHOWN = "ViT-B-16", "Chinese-CLIP ViT-B-16"
REPOSITORY, FILE = "chinese-clip-vit-base-patch16", "clip_cn_vit-b-16.pt"
FINGERPRINT = "0123456789abcdef" * 4


class Describing:
    """In the engine's place: every file is ViT-B-16."""

    @contextmanager
    def worker(self) -> Iterator[Describing]:
        yield self

    def close(self) -> None:
        """No process to end."""

    def run(self, request: Any, _listener: object = None) -> dict[str, Any]:
        demo = "mini" in request.model
        return {"name": "mini" if demo else NAME, "fingerprint": FINGERPRINT[::-1 if demo else 1],
                "parameters": 188_262_913, "dim": 512, "resolution": 224, "demo": demo,
                "licence": "Apache-2.0", "architecture": "mini" if demo else NAME,
                "gflop_image": 35.1}  # fmt: skip


class Waiting(Held):
    """Gives a third, then waits until it is told to go on."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.go = threading.Event()

    def pieces(self, begin: int, end: int) -> Iterator[bytes]:
        yield from super().pieces(begin, min(end, max(begin, len(self.body) // 3)))
        self.go.wait(60)
        yield from super().pieces(max(begin, len(self.body) // 3), end)


@pytest.fixture
def page(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelsPage]:
    monkeypatch.setattr(window.room, "engine", Describing())
    found = window.pages["models"]
    assert isinstance(found, ModelsPage)
    window.show_page("models", section="models")
    yield found
    for panel in found.findChildren(ErrorPanel):  # what went wrong here is nobody else's
        panel.clear()


@pytest.fixture
def section(page: ModelsPage) -> ModelsSection:
    found = page.sections["models"]
    assert isinstance(found, ModelsSection)
    found._described.clear()
    found.refresh()
    return found


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setattr(downloads, "WAITS_S", (0.0,))
    made = Hub()
    made.model(REPOSITORY, FILE, Held(os.urandom(300_000)))
    with serve(made):
        monkeypatch.setenv("HF_ENDPOINT", made.address)
        monkeypatch.setenv("MODELSCOPE_DOMAIN", made.address)
        yield made


def said(part: QWidget) -> str:
    QApplication.processEvents()
    told = "\n".join(each.text() for each in part.findChildren(QLabel) if each.isVisible())
    return told.replace("\u00a0", " ")


def buttons(part: QWidget) -> dict[str, QPushButton]:
    """Those that are seen, by what they are called."""
    QApplication.processEvents()
    found = (each for each in part.findChildren(QPushButton) if each.isVisible())
    return {each.accessibleName(): each for each in found}


def row(section: ModelsSection, name: str = NAME) -> QWidget:
    return section._rows[name]


def test_every_section_is_shown_alone_and_has_a_name(page: ModelsPage) -> None:
    for name, section in page.sections.items():
        page.arrive(section=name)
        shown = [each for each, part in page.sections.items() if part.isVisible()]
        assert shown == [name]
        assert said(section)


def test_a_model_tells_what_it_is_and_what_suits_this_machine(section: ModelsSection) -> None:
    told = said(row(section))
    for words in (SHOWN, "753 MB", "多数馆藏", "未安装"):
        assert words in told
    # Nobody had asked the engine about this one before.
    assert "188.3 百万参数" in said(row(section, "mini"))
    buttons(row(section, "mini"))["指纹 fedcba98"].click()
    assert QApplication.clipboard().text() == FINGERPRINT[::-1]


def test_a_fetch_is_put_on_hold_and_gone_on_with(
    section: ModelsSection, window: MainWindow, hub: Hub, qtbot: QtBot
) -> None:
    body = Waiting(os.urandom(300_000))
    hub.model(REPOSITORY, FILE, body)
    window.room.jobs = JobRunner()
    window.room.jobs.changed.connect(window._show_jobs)
    try:
        buttons(row(section))[f"联网获取 {SHOWN}"].click()
        qtbot.waitUntil(lambda: " / " in said(row(section)), timeout=30_000)
        assert "正在下载" in window.rail.collection.accessibleDescription()
        buttons(row(section))[f"暂停获取 {SHOWN}"].click()
        body.go.set()
        qtbot.waitUntil(lambda: "已下载" in said(row(section)), timeout=30_000)
        partial = model_downloads.partial(NAME)
        assert partial is not None
        assert partial.done > 0
        assert not models.list_models()[1].installed

        buttons(row(section))[f"联网获取 {SHOWN}"].click()

        qtbot.waitUntil(lambda: "已备好" in said(row(section)), timeout=30_000)
        assert (Path(models.resolve(NAME).path) / FILE).read_bytes() == body.body
        assert hub.asked_from[-1] >= partial.done > 0
    finally:
        body.go.set()
        window.room.jobs.stop_all()


def test_a_fetch_that_is_given_up_leaves_nothing(
    section: ModelsSection,
    window: MainWindow,
    hub: Hub,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = Waiting(os.urandom(300_000))
    hub.model(REPOSITORY, FILE, body)
    monkeypatch.setattr(models_section, "ask", lambda *_: True)
    window.room.jobs = JobRunner()
    try:
        section.fetch(NAME)
        qtbot.waitUntil(lambda: " / " in said(row(section)), timeout=30_000)
        buttons(row(section))[f"取消获取 {SHOWN}"].click()
        body.go.set()
        qtbot.waitUntil(lambda: "未安装" in said(row(section)), timeout=30_000)
        qtbot.waitUntil(lambda: not window.room.jobs.running, timeout=30_000)
        assert model_downloads.partial(NAME) is None
    finally:
        body.go.set()
        window.room.jobs.stop_all()


def test_a_wrong_checksum_is_said_in_place_and_tried_again(
    section: ModelsSection, hub: Hub
) -> None:
    hub.told = {"sha256": "0" * 64}
    buttons(row(section))[f"联网获取 {SHOWN}"].click()
    assert section.problem.isVisible()
    assert "未安装" in said(row(section))
    hub.told = {}
    section.problem.action.click()
    assert not section.problem.isVisible()
    assert "已备好" in said(row(section))


def test_offline_nothing_is_fetched_and_what_is_no_model_is_said_in_place(
    section: ModelsSection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section.add_path(tmp_path / "nothing")
    assert section.problem.isVisible()
    assert section.add.isEnabled()
    monkeypatch.setenv("SONGCLIP_OFFLINE", "1")
    section.refresh()
    fetch = buttons(row(section))[f"联网获取 {SHOWN}"]
    assert not fetch.isEnabled()
    assert "离线" in fetch.accessibleDescription()


def test_a_model_is_added_from_a_file_used_and_removed(
    section: ModelsSection,
    collection: Collection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / FILE
    file.write_bytes(os.urandom(1000))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    section._file.trigger()
    assert "已备好" in said(row(section))
    assert "Apache-2.0" in said(row(section))

    buttons(row(section))[f"改用 {SHOWN}"].click()

    assert models.in_use(collection) == NAME
    assert "使用中" in said(row(section))
    assert f"移去 {SHOWN}" not in buttons(row(section))  # not under the collection's feet
    buttons(row(section, "mini"))["改用 随附小模型"].click()
    monkeypatch.setattr(models_section, "ask", lambda *_: True)
    buttons(row(section))[f"移去 {SHOWN}"].click()
    assert "未安装" in said(row(section))


def test_a_kit_is_written_and_taken_in(
    section: ModelsSection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / FILE
    file.write_bytes(os.urandom(1000))
    section.add_path(file)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "usb"))
    buttons(section.engine)["写一个离线包…"].click()
    (out,) = (tmp_path / "usb").iterdir()
    assert (out / "kit.json").is_file()
    assert "离线包里没有" in said(section.engine)  # from source there is no archive to hand on

    models.remove(NAME)
    section.refresh()
    assert "未安装" in said(row(section))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    section._folder.trigger()
    assert "已备好" in said(row(section))


def test_the_engine_is_installed_from_a_file_and_removed(
    section: ModelsSection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[engine_install.Installed] = []
    found = engine_install.Installed("0.1.0", "linux-x86_64", 2_400_000_000, tmp_path)

    def add(path: Path, *_more: object) -> kit.Added:
        assert path == tmp_path / "engine.tar.zst"
        held.append(found)
        return kit.Added((), found)

    monkeypatch.setattr(kit, "add", add)
    monkeypatch.setattr(engine_install, "installed", lambda: held[0] if held else None)
    monkeypatch.setattr(engine_install, "remove", lambda _engine: held.clear())
    chosen = (str(tmp_path / "engine.tar.zst"), "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: chosen)
    monkeypatch.setattr(engine_panel, "ask", lambda *_: True)

    buttons(section.engine)["从文件安装引擎"].click()

    assert "2.4 GB" in said(section.engine)
    buttons(section.engine)["移去引擎"].click()
    assert "2.4 GB" not in said(section.engine)


def test_the_engine_comes_from_the_address_of_the_institution(
    section: ModelsSection, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fetch = buttons(section.engine)["联网获取引擎"]
    assert not fetch.isEnabled()
    assert "网络" in fetch.accessibleDescription()
    window.room.settings.engine_address = "https://museum.example/engine/"
    section.refresh()
    asked: list[str] = []

    def fetched(address: str, *_more: object) -> engine_install.Installed:
        asked.append(address)
        return engine_install.Installed("0.1.0", "linux-x86_64", 5, tmp_path)

    monkeypatch.setattr(engine_install, "fetch", fetched)
    buttons(section.engine)["联网获取引擎"].click()
    assert asked == ["https://museum.example/engine/"]


def test_runs_tell_their_figures_and_are_used_and_carried_away(
    section: ModelsSection,
    collection: Collection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "还没有训练过" in said(section.runs)
    finished_run(collection, "better", "one")
    finished_run(collection, "not_shown", "two")
    section.refresh()
    told = said(section.runs)
    assert "第 2 次" in told
    assert "→" in told
    assert "明显更准，" in told
    assert "还看不出差别，" in told

    buttons(section.runs)["改用 第 1 次"].click()

    active = collection.runs.active("mini")
    assert active is not None
    assert active.id == "one"
    target = tmp_path / "one.songclip"
    monkeypatch.setattr(run_tasks, "ask_target", lambda *_: target)
    buttons(section.runs)["导出 第 1 次"].click()
    assert target.is_file()


def test_a_row_stands_in_one_line_or_in_two_and_never_wavers(qtbot: QtBot) -> None:
    """What it is in one state once decided against that state: without end."""
    first, cell, act = (QLabel(words) for words in ("a name", "a figure", "a button"))
    made = TableRow(first, [(cell, 120)], [act], 160)
    qtbot.addWidget(made)
    made.show()
    stood = []
    for width in range(320, 640, 4):
        made.resize(width, 80)
        QApplication.processEvents()
        stood.append(act.mapTo(made, act.rect().topLeft()).y() < first.geometry().bottom())
    assert stood == sorted(stood)  # two lines, and from some width on one
    assert set(stood) == {False, True}
