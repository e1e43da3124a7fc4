"""Works leave the collection page in every form; captions read elsewhere come back by choice."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages import collection_export
from songclip_desktop.ui.pages.collection import CollectionPage
from songclip_desktop.ui.pages.collection_export import Exporting
from songclip_desktop.ui.widgets.export_menu import ORDER
from songclip_desktop.ui.widgets.text import ElidedText, Text
from songclip_desktop.workflow import export_forms
from songclip_desktop.workflow.export_forms import PDF


@pytest.fixture
def page(window: MainWindow) -> CollectionPage:
    found = window.pages["collection"]
    assert isinstance(found, CollectionPage)
    return found


@pytest.fixture
def exporting(page: CollectionPage) -> Exporting:
    return page.exporting


def said(part: object) -> str:
    texts = part.findChildren(Text) + part.findChildren(ElidedText)  # type: ignore[attr-defined]
    return "\n".join(text.accessibleName() or text.text() for text in texts)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def numbers(path: Path) -> list[str]:
    return [row.get("藏品编号") or row["accession_number"] for row in rows(path)]


def test_every_form_of_records_is_offered(exporting: Exporting) -> None:
    assert set(exporting.menu.forms) == {*export_forms.FORMS, PDF}
    assert {form for form in ORDER if form} == set(exporting.menu.forms)
    assert all(action.text() for action in exporting.menu.forms.values())


@pytest.mark.parametrize("form", ["xlsx", "csv", "jsonl", "lido", "dc", "pdf"])
def test_a_form_that_is_a_file_is_written_where_it_was_asked_for(
    exporting: Exporting,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
) -> None:
    target = tmp_path / "out"  # the suffix is given
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_told: (str(target), ""))
    exporting.menu.forms[form].trigger()
    written = [path for path in tmp_path.iterdir() if path.stem.startswith("out")]
    assert written
    assert all(path.stat().st_size > 100 for path in written)
    assert "已导出 12 件" in said(window.toast)


@pytest.mark.parametrize("form", ["xmp", "bagit"])
def test_a_form_that_is_a_folder_gets_a_new_one(
    exporting: Exporting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_told: str(tmp_path))
    exporting.menu.forms[form].trigger()
    assert any((tmp_path / f"南宋画藏-{form}").iterdir())


def test_iiif_asks_for_the_address_and_writes_it(
    exporting: Exporting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, collection: Collection
) -> None:
    monkeypatch.setattr(
        collection_export, "ask_text", lambda *_told: "https://pictures.example.org/song/"
    )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_told: str(tmp_path))
    exporting.menu.forms["iiif"].trigger()
    made = tmp_path / "南宋画藏-iiif"
    manifest = json.loads(next(made.rglob("collection.json")).read_text("utf-8"))
    assert manifest["id"].startswith("https://pictures.example.org/song/")


def test_nothing_is_written_where_the_question_is_left(
    exporting: Exporting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_told: ("", ""))
    exporting.menu.forms["csv"].trigger()
    assert list(tmp_path.glob("*.csv")) == []


def test_only_what_was_found_goes_out(
    page: CollectionPage, exporting: Exporting, tmp_path: Path
) -> None:
    page.search.setText("T003")
    page._search()
    exporting.write(tmp_path / "found.csv", "csv")
    assert numbers(tmp_path / "found.csv") == ["T003"]


def test_several_selected_works_alone_go_out(
    page: CollectionPage, exporting: Exporting, tmp_path: Path
) -> None:
    page.grid.setCurrentIndex(page.grid.paintings.index(0))
    select = page.grid.selectionModel().SelectionFlag.Select
    page.grid.selectionModel().select(page.grid.paintings.index(2), select)
    exporting.write(tmp_path / "two.csv", "csv")
    assert numbers(tmp_path / "two.csv") == ["T000", "T002"]


def test_a_folder_that_holds_files_is_refused_in_place(
    page: CollectionPage, exporting: Exporting, tmp_path: Path
) -> None:
    (tmp_path / "held").mkdir()
    (tmp_path / "held" / "a.txt").write_text("a")
    exporting.write(tmp_path / "held", "bagit")
    assert page.records.trouble.isVisible()
    assert [path.name for path in (tmp_path / "held").iterdir()] == ["a.txt"]


def test_what_could_not_go_along_is_listed(
    page: CollectionPage, exporting: Exporting, tmp_path: Path, collection: Collection
) -> None:
    image = collection.paintings.get(page.grid.paintings.ids[0]).image
    assert image is not None
    collection.images.path(image).unlink()
    exporting.write(tmp_path / "bag", "bagit")
    assert exporting.exported.isVisible()
    assert "T000" in said(exporting.exported.problems)
    exporting.exported.problems.save_to(tmp_path / "left.csv")
    assert "T000" in (tmp_path / "left.csv").read_text("utf-8-sig")
    page._escape()
    assert page.grid.isVisible()


# -- back ----------------------------------------------------------------------------------------


@pytest.fixture
def table(exporting: Exporting, tmp_path: Path) -> Path:
    """The captions as they went out."""
    exporting.write(tmp_path / "out.csv", "csv")
    return tmp_path / "out-captions.csv"


def revise(table: Path, ids: list[int], text: str) -> None:
    """Another reader writes something else."""
    held = rows(table)
    for row in held:
        if int(row["说明编号"] if "说明编号" in row else row["id"]) in ids:
            row["说明" if "说明" in row else "text"] = text
            row["状态" if "状态" in row else "status"] = "approved"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, held[0])
        writer.writeheader()
        writer.writerows(held)


def drafts(collection: Collection) -> list[int]:
    return [one.id for one in collection.captions.list() if one.status == "draft"]


def test_what_only_the_other_reader_changed_comes_in_and_is_taken_back_as_one(
    page: CollectionPage,
    exporting: Exporting,
    table: Path,
    collection: Collection,
    window: MainWindow,
) -> None:
    changed = drafts(collection)[:2]
    before = {one.id: one for one in collection.captions.list()}
    revise(table, changed, "江上晚钟")
    exporting.read(table)
    sheet = exporting.merging
    assert sheet.isVisible()
    assert {one.id: one for one in collection.captions.list()} == before  # nothing is done yet
    assert "2" in sheet.go.text()
    sheet.go.click()
    assert not sheet.isVisible()
    after = {one.id: one for one in collection.captions.list()}
    assert [(after[key].text, after[key].status) for key in changed] == [
        ("江上晚钟", "approved")
    ] * 2
    window.toast._take_back()
    restored = {one.id: (one.text, one.status) for one in collection.captions.list()}
    assert restored == {key: (one.text, one.status) for key, one in before.items()}


@pytest.mark.parametrize("theirs", [False, True])
def test_where_both_have_written_one_is_chosen(
    exporting: Exporting, table: Path, collection: Collection, theirs: bool
) -> None:
    key = drafts(collection)[0]
    collection.captions.edit(key, "这里的文字", "甲")
    revise(table, [key], "那边的文字")
    exporting.read(table)
    sheet = exporting.merging
    assert len(sheet.rows) == 1
    assert sheet.rows[0].ours.isChecked()
    assert not sheet.go.isEnabled()
    other = drafts(collection)[1]
    if theirs:
        sheet.rows[0].theirs.click()
        sheet.go.click()
    held = {one.id: one.text for one in collection.captions.list()}
    assert held[key] == ("那边的文字" if theirs else "这里的文字")
    assert held[other] != "那边的文字"


def test_all_conflicts_are_chosen_by_one_click(
    exporting: Exporting, table: Path, collection: Collection
) -> None:
    keys = drafts(collection)[:3]
    for key in keys:
        collection.captions.edit(key, "这里的文字", "甲")
    revise(table, keys, "那边的文字")
    exporting.read(table)
    exporting.merging.all_theirs.click()
    assert len(exporting.merging.theirs) == 3
    exporting.merging.all_ours.click()
    assert exporting.merging.theirs == []


def test_a_table_without_captions_is_refused_in_place(
    page: CollectionPage, exporting: Exporting, tmp_path: Path
) -> None:
    other = tmp_path / "register.csv"
    other.write_text("藏品编号,名称\nT000,图\n", encoding="utf-8")
    exporting.read(other)
    assert page.records.trouble.isVisible()
    assert not exporting.merging.isVisible()


def test_rows_of_works_that_are_not_here_are_listed(
    exporting: Exporting, table: Path, collection: Collection, page: CollectionPage
) -> None:
    gone = page.grid.paintings.ids[0]
    collection.trash.put([gone], "甲")
    exporting.read(table)
    assert exporting.merging.problems.isVisible()
    assert "T000" in said(exporting.merging.problems)
