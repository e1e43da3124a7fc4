"""Import through its page: look, map, take in, problems at the side."""

from __future__ import annotations

import csv
import errno
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.images import ImageStore, Stored
from songclip_desktop.collection.keeping import Original
from songclip_desktop.collection.storage import storage_error
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.collection import CollectionPage
from songclip_desktop.ui.pages.import_ import ImportPage
from songclip_desktop.ui.widgets.copy_question import CopyQuestion
from songclip_desktop.ui.widgets.problem_list import _Row, breakable
from songclip_desktop.ui.widgets.text import Text
from tests.ui.conftest import picture


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    window.show_page("import")
    found = window.pages["import"]
    assert isinstance(found, ImportPage)
    return found


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    for number in range(3):
        picture(folder / f"N{number}.png", number + 40)
    rows = [
        ("编号", "名目", "图片"),
        ("N0", "新图一", "N0.png"),
        ("N1", "新图二", "N1.png"),
        ("N1", "重复", "N2.png"),
        ("N9", "没有图", "absent.png"),
    ]
    with (folder / "register.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return folder


def test_nothing_is_written_before_the_button(
    page: ImportPage, source: Path, collection: Collection
) -> None:
    before = collection.paintings.count()
    page.look_at([source])
    assert page.preview.mapping.isVisible()
    assert collection.paintings.count() == before
    assert page.side is not None
    assert page.side.isVisible()


def test_columns_mapped_by_hand_come_in(
    page: ImportPage, source: Path, collection: Collection
) -> None:
    page.look_at([source])
    page.preview.mapping._choices["编号"].choose("accession")
    page.preview.mapping._choices["名目"].choose("title")
    page._map_anew()
    assert page.take.isEnabled()
    page.take.click()
    added = collection.paintings.by_accession("N1")
    assert added is not None
    assert added.title == "新图二"
    assert added.image is not None
    codes = {problem.code for problem in page.problems._problems}
    assert {"accession_repeated", "picture_missing"} <= codes


def test_after_taking_in_the_report_stands_and_the_next_thing_is_drafting(
    page: ImportPage, source: Path, window: MainWindow
) -> None:
    page.look_at([source])
    page.preview.mapping._choices["编号"].choose("accession")
    page.preview.mapping._choices["名目"].choose("title")
    page._map_anew()
    page.take.click()
    assert page._report is not None
    assert page._report.imported == 3
    assert page.preview.done.isVisible()
    page.take.click()
    assert window.current == "draft"


def test_sources_that_are_gone_are_said_in_place(page: ImportPage, tmp_path: Path) -> None:
    page.look_at([tmp_path / "gone"])
    assert page.problem.isVisible()
    assert "gone" in page.problem.accessibleName()


def test_a_saved_profile_is_offered_again(
    page: ImportPage, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.look_at([source])
    page.preview.mapping._choices["编号"].choose("accession")
    page.preview.mapping._choices["名目"].choose("title")
    monkeypatch.setattr(
        "songclip_desktop.ui.pages.import_.ask_text", lambda *_arguments: "本馆登记册"
    )
    page._keep_profile()
    page._start_over()
    page.look_at([source])
    assert page.preview.profile.current() == "本馆登记册"
    assert page.preview.mapping._choices["编号"].current() == "accession"


def test_problems_go_into_a_table(page: ImportPage, source: Path, tmp_path: Path) -> None:
    page.look_at([source])
    page.problems.save_to(tmp_path / "problems.csv")
    with (tmp_path / "problems.csv").open(encoding="utf-8-sig", newline="") as table:
        assert len(list(csv.reader(table))) == len(page.problems._problems) + 1


# -- what the curator settles in the preview -------------------------------------------------------


def press(page: ImportPage, word: str) -> None:
    """Clicks the button of the list of problems that says this."""
    QApplication.processEvents()  # what was laid out anew is shown by the event loop
    buttons = page.problems.findChildren(QPushButton)
    (button,) = [one for one in buttons if one.text() == word and one.isVisibleTo(page.problems)]
    button.click()


def shown(page: ImportPage) -> int:
    """How many problems are drawn."""
    QApplication.processEvents()
    return sum(row.isVisibleTo(page.problems) for row in page.problems.findChildren(_Row))


@pytest.fixture
def puzzling(tmp_path: Path) -> Path:
    folder = tmp_path / "puzzling"
    folder.mkdir()
    for number, name in enumerate(("H-11", "H-12", "front", "back", "封面")):
        picture(folder / f"{name}.png", number + 60)
    rows = [
        ("藏品编号", "名称", "图片", "断限"),
        ("H0011", "甲图", "", "南宋"),
        ("H0012", "乙图", "", "北宋"),
        ("K7", "丙图", "front.png", "南宋"),
        ("K7", "丙图背面", "back.png", "南宋"),
    ]
    with (folder / "register.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return folder


def test_a_column_that_was_guessed_is_marked_and_said(page: ImportPage, puzzling: Path) -> None:
    page.look_at([puzzling])
    choice = page.preview.mapping._choices["断限"]
    assert choice.current() == "dynasty"
    assert choice.property("attention") is True
    assert choice.accessibleDescription()
    assert not page.preview.mapping._choices["名称"].property("attention")
    assert "断限" in page.preview._note.text()


def test_the_preview_follows_the_language(
    page: ImportPage, puzzling: Path, window: MainWindow
) -> None:
    page.look_at([puzzling])
    choice = page.preview.mapping._choices["断限"]
    assert choice.currentText() == "朝代"
    window.room.settings.language = "en"
    window.room.settings_changed.emit()
    QApplication.processEvents()  # Qt tells the widgets of another language by an event
    choice = page.preview.mapping._choices["断限"]
    assert choice.currentText() == "Dynasty"
    assert "断限" in page.preview._note.text()
    assert "check" in page.preview._note.text()


def test_pictures_and_repeated_rows_are_settled_by_a_click(
    page: ImportPage, puzzling: Path, collection: Collection
) -> None:
    page.look_at([puzzling])
    press(page, "配给 H0011")
    press(page, "配给 H0012")
    press(page, "并为一件")
    page.take.click()
    first, third = (collection.paintings.by_accession(number) for number in ("H0011", "K7"))
    assert first is not None
    assert first.image is not None
    assert third is not None
    assert len(collection.paintings.images(third.id)) == 2
    assert third.title == "丙图"
    left = {problem.code for problem in page.problems._problems}
    assert left == {"picture_unregistered"}  # 封面.png


def test_all_that_resemble_are_given_at_once(
    page: ImportPage, puzzling: Path, collection: Collection
) -> None:
    page.look_at([puzzling])
    press(page, "2 张都按名字配上")
    page.take.click()
    second = collection.paintings.by_accession("H0012")
    assert second is not None
    assert second.image is not None
    assert second.image.file_name == "H-12.png"


def test_many_problems_of_one_kind_are_folded(page: ImportPage, tmp_path: Path) -> None:
    rows = [("藏品编号", "名称"), *((f"N{number}", "溪山行旅图") for number in range(30))]
    with (tmp_path / "long.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    page.look_at([tmp_path / "long.csv"])
    assert shown(page) == 4
    press(page, "另有同样的 26 条")
    assert shown(page) == 30


def test_pictures_that_are_the_same_are_looked_at_in_the_collection(
    page: ImportPage, tmp_path: Path, window: MainWindow
) -> None:
    rows = [("藏品编号", "名称", "图片"), ("D1", "甲图", "one.png"), ("D2", "乙图", "two.png")]
    for name in ("one", "two"):
        picture(tmp_path / f"{name}.png", 140)
    with (tmp_path / "register.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    page.look_at([tmp_path / "register.csv"])
    page.take.click()
    press(page, "看这 2 件")
    assert window.current == "collection"
    collection = window.pages["collection"]
    assert isinstance(collection, CollectionPage)
    assert [number for number in ("D1", "D2") if number in collection.search.text()] == ["D1", "D2"]


# -- copy or refer ---------------------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[CopyQuestion]:
    """Every import is large; the question is answered by `answer`, and kept."""
    monkeypatch.setattr("songclip_desktop.ui.widgets.copy_question.ASKED_FROM_BYTES", 1)
    return []


def answer(patch: pytest.MonkeyPatch, asked: list[CopyQuestion], name: str) -> None:
    def exec_(question: CopyQuestion) -> int:
        asked.append(question)
        getattr(question, name).click()
        return question.result()

    patch.setattr(CopyQuestion, "exec", exec_)


@pytest.mark.parametrize(
    ("name", "taken", "referenced"), [("no", 0, False), ("refer", 3, True), ("yes", 3, False)]
)
def test_above_two_gigabytes_the_curator_is_asked(
    page: ImportPage,
    puzzling: Path,
    collection: Collection,
    monkeypatch: pytest.MonkeyPatch,
    asked: list[CopyQuestion],
    name: str,
    taken: int,
    referenced: bool,
) -> None:
    answer(monkeypatch, asked, name)
    before = collection.paintings.count()
    page.look_at([puzzling])
    page.take.click()
    assert len(asked) == 1
    assert asked[0].no.isDefault()
    assert collection.paintings.count() - before == taken
    if taken:
        work = collection.paintings.by_accession("K7")
        assert work is not None
        assert work.image is not None
        assert work.image.referenced is referenced


def test_small_imports_are_copied_without_a_question(
    page: ImportPage, puzzling: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[CopyQuestion] = []
    answer(monkeypatch, asked, "no")
    page.look_at([puzzling])
    page.take.click()
    assert asked == []
    assert page._report is not None


def test_copying_is_not_offered_where_the_disk_has_no_room(page: ImportPage) -> None:
    question = CopyQuestion(page, size_bytes=31_400_000_000, free_bytes=12_000_000_000)
    assert not question.yes.isEnabled()
    assert question.refer.isEnabled()
    question.refer.click()
    assert question.referred


# -- dropped, fetched, failed, moved ---------------------------------------------------------------


def test_files_and_addresses_may_be_dropped(page: ImportPage, puzzling: Path) -> None:
    seen: list[list[Path | str]] = []
    page.ring.dropped.disconnect(page.look_at)
    page.ring.dropped.connect(seen.append)
    carried = QMimeData()
    address = "https://example.org/iiif/manifest.json"
    carried.setUrls([QUrl.fromLocalFile(str(puzzling)), QUrl(address)])
    middle = QPoint(100, 100)
    keys = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton)
    entering = QDragEnterEvent(middle, *keys, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, entering)
    assert entering.isAccepted()
    assert page.ring.isVisible()
    let_go = QDropEvent(QPointF(middle), *keys, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, let_go)
    page.ring.dropped.disconnect(seen.append)
    page.ring.dropped.connect(page.look_at)
    assert seen == [[puzzling, address]]
    assert not page.ring.isVisible()


def test_text_that_is_dropped_is_not_taken_for_a_source(page: ImportPage) -> None:
    carried = QMimeData()
    carried.setText("寒江独钓图")
    keys = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton)
    entering = QDragEnterEvent(QPoint(9, 9), *keys, Qt.KeyboardModifier.NoModifier)
    entering.ignore()
    QApplication.sendEvent(page, entering)
    assert not entering.isAccepted()
    assert not page.ring.isVisible()


def test_an_address_is_not_contacted_while_the_door_is_closed(
    page: ImportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SONGCLIP_OFFLINE", "1")
    address = "https://example.org/iiif/manifest.json"
    monkeypatch.setattr("songclip_desktop.ui.pages.import_.ask_text", lambda *_all: address)
    page.enter_address.click()
    told = page.problem.accessibleName() + str(page.problems._problems)
    assert "example.org" in told


def test_a_disk_that_fills_up_is_said_in_place_and_what_was_done_stays(
    page: ImportPage, tmp_path: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(6):
        picture(folder / f"M{number}.png", number + 90)
    keep = ImageStore.keep

    def full(store: ImageStore, original: Original, *, copy: bool = True) -> Stored:
        if original.path.name == "M4.png":
            raise storage_error(OSError(errno.ENOSPC, "no space"))
        return keep(store, original, copy=copy)

    monkeypatch.setattr(ImageStore, "keep", full)
    page.look_at([folder])
    page.take.click()
    assert page.problem.isVisible()
    have = [f"M{n}" for n in range(6) if collection.paintings.by_accession(f"M{n}")]
    assert have == ["M0", "M1", "M2", "M3"]
    monkeypatch.undo()
    page.take.click()
    assert page._report is not None
    assert (page._report.imported, page._report.skipped) == (2, 4)


def test_originals_that_moved_are_found_from_the_page(
    page: ImportPage, tmp_path: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    for number in range(2):
        picture(folder / f"R{number}.png", number + 120)
    page.preview.refer.setChecked(True)
    page.look_at([folder])
    page.take.click()
    page.preview.refer.setChecked(False)
    (folder / "R1.png").unlink()
    moved = folder.rename(tmp_path / "moved")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: str(moved))
    page._start_over()
    page.find_again.click()
    assert page._relinked is not None
    assert (page._relinked.missing, page._relinked.found) == (2, 1)
    assert page.preview.done.isVisible()
    assert not page.take.isVisible()
    assert [problem.code for problem in page.problems._problems] == ["original_missing"]
    work = collection.paintings.by_accession("R0")
    assert work is not None
    assert work.image is not None
    assert collection.images.path(work.image) == (moved / "R0.png").resolve()


def test_problems_that_cannot_be_written_are_said(
    page: ImportPage, source: Path, tmp_path: Path
) -> None:
    page.look_at([source])
    page.problems.save_to(tmp_path / "no such folder" / "problems.xlsx")
    assert page.problems._trouble.isVisible()


def test_problems_go_into_a_workbook(page: ImportPage, source: Path, tmp_path: Path) -> None:
    page.look_at([source])
    page.problems.save_to(tmp_path / "problems.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "problems.xlsx").worksheets[0].values)
    assert len(rows) == len(page.problems._problems) + 1


def test_captions_read_elsewhere_come_back_through_the_page(
    page: ImportPage, tmp_path: Path, collection: Collection
) -> None:
    draft = next(one for one in collection.captions.list() if one.status == "draft")
    rows = [
        ("id", "accession_number", "kind", "status", "text", "updated_at"),
        (draft.id, draft.accession, draft.kind, "approved", draft.text, draft.updated_at),
    ]
    with (tmp_path / "captions.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    page.look_at([tmp_path / "captions.csv"])
    assert page.take.text() == "并入 1 条"
    page.take.click()
    assert collection.captions.get(draft.id).status == "approved"
    assert "1 条说明" in page.preview.done.text()


def test_a_long_file_name_goes_on_in_the_next_line(page: ImportPage) -> None:
    name = "图片「crash-0c7e0e8e11ce787078f00b5b0ca409a167f070e0.tif」已损坏。"
    as_it_is = Text(name, "body", wrap=True).minimumSizeHint().width()
    broken = Text(breakable(name), "body", wrap=True)
    assert broken.minimumSizeHint().width() < as_it_is / 2
    assert broken.text().replace("\u200b", "") == name
    assert (
        breakable("请另存为 JPEG、PNG 或 TIFF 后再入藏。")
        == "请另存为 JPEG、PNG 或 TIFF 后再入藏。"
    )
