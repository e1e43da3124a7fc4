"""The manual in its window: its pages, its pictures, and nothing from anywhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from songclip_desktop import paths
from songclip_desktop.ui import manual, theme
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.manual import ManualWindow

LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two pages in each language, the first one long and with a wide picture."""
    for lang, title in (("zh", "手册"), ("en", "Manual")):
        folder = tmp_path / lang
        folder.mkdir()
        first = f"# {title}\n\n[B](b.md) [C](c.md) [out](https://museum.example/)\n\n![p](p.png)\n"
        (folder / "README.md").write_text(first + "\nmore\n" * 60, encoding="utf-8")
        second = f"# {title} B\n\n## 2\n\nplain **wide** words\n"
        (folder / "b.md").write_text(second, encoding="utf-8")
        QImage(2000, 100, QImage.Format.Format_RGB32).save(str(folder / "p.png"))
    monkeypatch.setattr(paths, "manual", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def reader(window: MainWindow, qtbot: QtBot, book: Path) -> ManualWindow:
    made = ManualWindow(window)
    qtbot.addWidget(made)
    made.open_first()
    QApplication.processEvents()
    return made


def text(reader: ManualWindow) -> str:
    return reader.pages.document().toPlainText()


def test_it_opens_in_the_language_spoken_and_follows_it(
    window: MainWindow, reader: ManualWindow
) -> None:
    assert text(reader).startswith("手册")
    window.room.settings.language = "en"
    window.room.settings_changed.emit()
    QApplication.processEvents()
    assert text(reader).startswith("Manual")
    assert reader.windowTitle() == "The SongClip manual"
    window.room.settings.language = "zh_CN"
    window.room.settings_changed.emit()


def test_a_link_leads_to_a_page_and_back(reader: ManualWindow) -> None:
    assert not reader.back.isEnabled()
    reader.pages.anchorClicked.emit(QUrl("b.md"))
    assert text(reader).startswith("手册 B")
    reader.back.click()
    assert text(reader).startswith("手册\n")
    reader.pages.anchorClicked.emit(QUrl("c.md"))
    assert reader.problem.isVisible()
    assert str(Path("zh") / "c.md") in reader.problem.accessibleName()
    assert text(reader).startswith("手册\n")


def test_an_address_elsewhere_is_told_and_not_opened(reader: ManualWindow) -> None:
    reader.pages.anchorClicked.emit(QUrl("https://museum.example/"))
    assert "https://museum.example/" in reader.problem.accessibleName()
    assert text(reader).startswith("手册\n")
    image = QTextDocument.ResourceType.ImageResource.value
    assert reader.pages.loadResource(image, QUrl("https://museum.example/p.png")) is None


def test_a_picture_is_never_wider_than_the_page(reader: ManualWindow, book: Path) -> None:
    image = QTextDocument.ResourceType.ImageResource.value
    found = reader.pages.loadResource(image, QUrl("p.png"))
    room = reader.pages.viewport().width() - 2 * manual.MARGIN_PX
    assert 0 < found.deviceIndependentSize().width() <= room + 1
    reader.resize(500, 600)
    QApplication.processEvents()
    assert reader.pages.horizontalScrollBar().maximum() == 0


def test_a_short_page_after_a_long_one_is_set_in_its_own_type(reader: ManualWindow) -> None:
    reader.pages.anchorClicked.emit(QUrl("b.md"))
    document = reader.pages.document()
    block, sizes = document.findBlockByNumber(2), set()
    assert block.text() == "plain wide words"
    each = block.begin()
    while not each.atEnd():
        sizes.add(each.fragment().charFormat().font().pointSizeF())
        each += 1
    heading = document.begin().begin().fragment().charFormat().font().pointSizeF()
    assert sizes == {theme.font("reading").pointSizeF()}
    assert heading == theme.font("title").pointSizeF()


def test_every_page_and_picture_that_the_manual_names_is_there() -> None:
    pages = sorted(paths.manual().rglob("*.md"))
    assert {page.parent.name for page in pages} == {"zh", "en"}
    missing = [
        f"{page.name}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not target.startswith(("http:", "https:")) and not (page.parent / target).exists()
    ]
    assert missing == []


def test_both_languages_have_the_same_pages() -> None:
    names = [{page.name for page in (paths.manual() / lang).iterdir()} for lang in ("zh", "en")]
    assert names[0] == names[1]
    assert manual.FIRST in names[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_of_the_manual_is_wider_than_its_window(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setattr(manual, "folder", lambda: paths.manual() / lang)
    made = ManualWindow(window)
    qtbot.addWidget(made)
    made.open_first()
    wide = []
    for page in sorted(manual.folder().glob("*.md")):
        made.pages.setSource(QUrl.fromLocalFile(str(page)))
        QApplication.processEvents()
        if made.pages.horizontalScrollBar().maximum():
            wide.append(page.name)
    assert wide == []
