"""The settings: network, services, storage, tags, computing, keys; and the trash that is emptied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

from songclip_desktop import network, settings
from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting import keys
from songclip_desktop.errors import SongClipError
from songclip_desktop.settings import DrafterProfile
from songclip_desktop.ui.main_window import PAGES, MainWindow
from songclip_desktop.ui.pages.models import ModelsPage
from songclip_desktop.ui.widgets import (
    safekeeping_section,
    services_section,
    storage_section,
    tags_section,
)
from songclip_desktop.ui.widgets.buttons import PrimaryButton
from songclip_desktop.workflow import machine, serving
from songclip_desktop.workflow.machine import Available, Machine
from tests.ui import inspection

Choose = Callable[[str], Any]


@pytest.fixture
def choose(window: MainWindow) -> Choose:
    """Shows a section by its name."""

    def show(name: str) -> QWidget:
        window.show_page("models", section=name)
        page = window.pages["models"]
        assert isinstance(page, ModelsPage)
        return page.sections[name]

    return show


def said(part: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in part.findChildren(QLabel) if each.isVisible())


def button(part: QWidget, name: str) -> QPushButton:
    QApplication.processEvents()
    found = (each for each in part.findChildren(QPushButton) if each.isVisible())
    return next(each for each in found if each.accessibleName() == name)


def test_the_switch_keeps_this_machine_offline_and_the_rail_says_so(
    choose: Choose, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = choose("network")
    QTest.mouseClick(section.offline, Qt.MouseButton.LeftButton)
    assert settings.load().offline
    with pytest.raises(SongClipError, match="museum"):
        network.ensure_allowed("https://museum.example")
    assert "离线" in window.rail.collection.accessibleDescription()
    window.show_page("collection")
    QTest.mouseClick(window.rail.offline, Qt.MouseButton.LeftButton)
    assert section.isVisible()
    QTest.mouseClick(section.offline, Qt.MouseButton.LeftButton)
    assert not network.offline()
    assert not window.rail.offline.isVisible()
    monkeypatch.setenv("SONGCLIP_OFFLINE", "1")
    section.refresh()
    assert section.offline.isChecked()
    assert not section.offline.isEnabled()
    assert "SONGCLIP_OFFLINE" in said(section)


def test_the_network_section_names_every_place_that_is_contacted(
    choose: Choose, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://someone:very-secret@proxy.museum.example:8080")
    section = choose("network")
    assert "modelscope.cn" in said(section)
    assert "proxy.museum.example" in said(section)
    assert "very-secret" not in said(section)
    section.source.chosen.emit("huggingface")
    assert settings.load().model_source == "huggingface"
    assert "huggingface.co" in said(section)
    section.engine_address.setText("nonsense")
    section.engine_address.editingFinished.emit()
    assert section.problem.isVisible()
    assert settings.load().engine_address == ""
    section.engine_address.setText("https://it.museum.example/engine/")
    section.engine_address.editingFinished.emit()
    assert not section.problem.isVisible()
    assert "it.museum.example" in said(section)


def test_a_service_is_edited_and_deleted_with_its_key(
    choose: Choose, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = window.room.settings
    kept.keep_profile(DrafterProfile(name="馆里的", endpoint="https://llm.museum.example/v1"))
    kept.profile = "馆里的"
    keys.keep("https://llm.museum.example/v1", "a key")
    section = choose("services")
    section.form.vision.set_text("qwen3-vl")
    section.form.vision.edited.emit()
    assert kept.find_profile("馆里的").vision_model == "qwen3-vl"  # type: ignore[union-attr]
    monkeypatch.setattr(services_section, "ask", lambda *_: True)

    button(section, "删去这个服务…").click()

    assert settings.load().find_profile("馆里的") is None
    assert settings.load().profile == ""
    assert keys.of("https://llm.museum.example/v1") == ""
    # One that is shipped comes back as it was.
    shipped = settings.PRESETS[0]
    kept.keep_profile(shipped.model_copy(update={"vision_model": "another"}))
    kept.profile = shipped.name
    section.refresh()
    button(section, "恢复原样…").click()
    assert settings.load().find_profile(shipped.name) == shipped
    assert settings.load().profile == shipped.name


def test_the_server_of_vectors_is_named_by_the_collection(
    choose: Choose, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = choose("services").server
    assert not panel.put.isEnabled()
    panel.address.setText("http://nonsense")
    panel.put.click()
    assert panel.problem.isVisible()
    assert serving.named(collection) is None

    def put(prepared: serving.Prepared, *_more: object) -> serving.Served:
        return serving.Served(prepared.server, (), 0)

    monkeypatch.setattr(serving, "execute", put)
    panel.address.setText("milvus://vectors.museum.example:19530")
    panel.put.click()
    assert "vectors.museum.example" in said(panel)
    button(panel, "改回本机检索").click()
    assert serving.named(collection) is None
    assert "本机检索" in said(panel)


def test_the_cache_moves_with_the_settings_and_back_and_is_emptied(
    choose: Choose, window: MainWindow, collection: Collection, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    section = choose("storage")
    first = collection.images.cache_dir
    assert str(first) in said(section)
    held = sorted(each.relative_to(first) for each in first.rglob("*"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "fast"))

    button(section, "换地方…").click()

    def now() -> Collection:
        opened = window.room.collection
        assert opened is not None
        assert opened.dir == collection.dir
        return opened

    place = now().images.cache_dir
    assert place.parent == tmp_path / "fast"
    assert sorted(each.relative_to(place) for each in place.rglob("*")) == held
    assert not first.exists()
    assert settings.load().cache_dir == str(tmp_path / "fast")
    button(section, "放回藏品文件夹").click()
    assert now().images.cache_dir == first
    assert settings.load().cache_dir == ""
    monkeypatch.setattr(storage_section, "ask", lambda *_: True)
    (first / "vectors-mini").mkdir(exist_ok=True)
    button(section, "清空…").click()
    assert not (now().images.cache_dir / "vectors-mini").exists()
    window.opening.close()


def test_the_cache_stays_where_it_is_if_the_place_cannot_be_written(
    choose: Choose, window: MainWindow, collection: Collection, tmp_path: Path
) -> None:
    section = choose("storage")
    (tmp_path / "file").write_bytes(b"")
    section.move_to(str(tmp_path / "file" / "cache"))
    assert section.problem.isVisible()
    assert window.room.collection is collection
    assert settings.load().cache_dir == ""


def test_a_tag_is_renamed_in_all_works_and_back(
    choose: Choose, window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = [work.id for work in collection.paintings.all()[:3]]
    for work in works:
        collection.paintings.update(work, tags=["山水"])
    section = choose("tags")
    assert "3 件" in said(section)
    monkeypatch.setattr(tags_section, "ask_text", lambda *_: "山水画")

    button(section, "把标签「山水」改名").click()

    assert collection.paintings.tagged("山水画") == works
    assert "山水画" in said(section)
    window.toast._button.click()
    assert collection.paintings.tagged("山水") == works
    section.field.setText("没有的")
    assert "没有这样的标签" in said(section)
    section.field.clear()


def test_the_device_is_chosen_among_what_was_probed(
    choose: Choose, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Available("cuda", "a card", 12_000_000_000, ("fp32", "bf16", "fp16"))
    processor = Available("cpu", "a processor", 32_000_000_000, ("fp32",))
    found = Machine("cuda", "a card", "2.15", "bf16", 8, 12_000_000_000, 9000.0, (card, processor))
    measured: list[Machine | None] = [None]
    monkeypatch.setattr(machine, "known", lambda: measured[-1])

    def measure(_engine: object) -> Machine:
        kept = settings.load()
        device = "cpu" if kept.device == "cpu" else "cuda"
        measured.append(replace(found, device=device))
        return measured[-1]  # type: ignore[return-value]

    monkeypatch.setattr(machine, "measure", measure)
    section = choose("device")
    assert "还没有测量过" in said(section)
    button(section, "重新测量").click()
    assert "12.0 GB" in said(section)
    assert [section.precision.itemData(i) for i in range(section.precision.count())] == [
        "auto", "fp32", "bf16", "fp16",
    ]  # fmt: skip
    section.precision.chosen.emit("fp16")
    section.device.chosen.emit("cpu")
    assert (settings.load().device, settings.load().precision) == ("cpu", "auto")
    assert section.precision.count() == 2

    measured.append(replace(found, devices=(processor,)))
    window.room.settings.device = "cuda"
    section.refresh()
    assert section.warning.isVisible()  # the card that was chosen is gone
    section.warning.action.click()
    assert settings.load().device == "auto"


def test_every_key_of_the_window_is_on_the_map_of_keys(choose: Choose, window: MainWindow) -> None:
    told: set[str] = set()
    section = choose("keys")
    for _group, found in section.groups():
        for key in found:
            told |= {each.replace("Enter", "Return").replace("−", "-") for each in key.keys}
    told |= {f"Ctrl+{number}" for number in range(1, 10)}
    for name in PAGES:
        window.pages[name]
    asked = {each.key().toString() for each in window.findChildren(QShortcut)}
    asked |= {
        sequence.toString()
        for action in window.findChildren(QAction)
        for sequence in action.shortcuts()
    }
    known = {QKeySequence(each).toString() for each in told}
    assert {"Shift+J", "Ctrl+J", "Ctrl+F", "A"} <= asked
    assert asked - known - {""} == set()

    section.field.setText("J")
    assert "下一幅、上一幅" in said(section)
    assert "通过，到下一条草稿" not in said(section)
    section.field.setText("热图")
    assert "热图" in said(section)
    assert "旋转" not in said(section)
    section.field.setText("没有的")
    assert "没有这样的快捷键" in said(section)
    section.field.clear()


def test_the_trash_is_emptied_after_a_yes_only(
    choose: Choose, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = collection.paintings.all(with_image=True)[0]
    assert work.image is not None
    original = collection.images.path(work.image)
    collection.trash.put([work.id], "甲")
    section = choose("safekeeping")
    monkeypatch.setattr(safekeeping_section, "ask", lambda *_: False)
    button(section, "清空回收站…").click()
    assert collection.trash.count() == 1
    assert original.is_file()
    monkeypatch.setattr(safekeeping_section, "ask", lambda *_: True)
    button(section, "清空回收站…").click()
    assert collection.trash.count() == 0
    assert not original.exists()
    assert "回收站是空的" in said(section)


def test_every_section_can_be_read_and_heard_in_a_narrow_window(
    choose: Choose, window: MainWindow, collection: Collection
) -> None:
    collection.paintings.update(collection.paintings.all()[0].id, tags=["山水"])
    kept = window.room.settings
    kept.keep_profile(DrafterProfile(name="馆里的", endpoint="https://llm.museum.example/v1"))
    kept.profile = "馆里的"
    page = window.pages["models"]
    assert isinstance(page, ModelsPage)
    root = window.centralWidget()
    found: list[str] = []
    window.resize(640, 400)
    kept.language = "en"  # the longest words
    window.room.settings_changed.emit()
    for name in page.sections:
        choose(name)
        for _ in range(3):
            QApplication.processEvents()
        for look in (
            inspection.cut_labels, inspection.outside, inspection.sideways,
            inspection.missing_glyphs, inspection.nameless_controls,
        ):  # fmt: skip
            found += [f"{name}: {each}" for each in look(root)]
        red = [each for each in page.findChildren(PrimaryButton) if each.isVisible()]
        found += [f"{name}: two red buttons"] * (len(red) > 1)
        found += [f"{name}: {each}" for each in inspection.untranslated(page)]
    assert found == []
