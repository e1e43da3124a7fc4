"""The section 保管: a backup by a click, put back by another; the check; the trash."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from songclip_desktop.collection import backups
from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui import opening
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.models import ModelsPage
from songclip_desktop.ui.widgets import safekeeping_section
from songclip_desktop.ui.widgets.safekeeping_section import SafekeepingSection


@pytest.fixture
def section(window: MainWindow) -> SafekeepingSection:
    window.show_page("models")
    page = window.pages["models"]
    assert isinstance(page, ModelsPage)
    page.choose("safekeeping")
    found = page.sections["safekeeping"]
    assert isinstance(found, SafekeepingSection)
    return found


def words(section: SafekeepingSection) -> str:
    QApplication.processEvents()  # rows that were just added are shown with the next layout
    return "\n".join(label.text() for label in section.findChildren(QLabel) if label.isVisible())


def button(section: SafekeepingSection, name: str) -> QPushButton:
    QApplication.processEvents()
    (found,) = [
        each
        for each in section.findChildren(QPushButton)
        if each.isVisible() and name in (each.accessibleName() or each.text())
    ]
    return found


def test_a_backup_is_made_listed_and_put_back(
    section: SafekeepingSection,
    window: MainWindow,
    collection: Collection,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "还没有备份" in words(section)
    count = collection.paintings.count()
    button(section, "立即备份").click()
    qtbot.waitUntil(lambda: "手动备份" in words(section))
    collection.paintings.add("后来的")
    for module in (safekeeping_section, opening):
        monkeypatch.setattr(module, "ask", lambda *_: True)

    button(section, "换回").click()

    now = window.room.collection
    assert now is not None
    assert now is not collection
    assert now.dir == collection.dir
    assert now.paintings.count() == count
    assert [one.reason for one in backups.backups(now.dir)] == ["replaced", "asked"]
    window.opening.close()


def test_nothing_is_put_back_without_a_yes(
    section: SafekeepingSection,
    window: MainWindow,
    collection: Collection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backups.back_up(collection.dir)
    section.refresh()
    monkeypatch.setattr(safekeeping_section, "ask", lambda *_: False)
    button(section, "换回").click()
    assert window.room.collection is collection


def test_the_check_says_what_is_lost_and_mends_what_can_be_made_anew(
    section: SafekeepingSection, collection: Collection, qtbot: QtBot
) -> None:
    work = collection.paintings.all(with_image=True)[0]
    assert work.image is not None
    collection.images.path(work.image).unlink()
    (collection.dir / "originals" / "ab").mkdir(exist_ok=True)
    litter = collection.dir / "originals" / "ab" / ".cut.part"
    litter.write_bytes(b"half")

    button(section, "检查一遍").click()

    qtbot.waitUntil(lambda: "1 处丢失或损坏" in words(section))
    assert work.accession in words(section)
    button(section, "修复").click()
    qtbot.waitUntil(lambda: not section.mend.isVisible())
    assert not litter.exists()


def test_a_work_comes_back_from_the_trash_with_its_captions(
    section: SafekeepingSection, collection: Collection
) -> None:
    assert "回收站是空的" in words(section)
    work = collection.paintings.all(with_image=True)[0]
    held = [caption.text for caption in collection.captions.of(work.id)]
    collection.trash.put([work.id], "林馆员")
    section.refresh()
    assert work.accession in words(section)
    assert collection.paintings.by_accession(work.accession) is None

    button(section, "放回").click()

    assert collection.paintings.by_accession(work.accession) == work
    assert [caption.text for caption in collection.captions.of(work.id)] == held
    assert "回收站是空的" in words(section)
