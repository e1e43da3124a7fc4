"""Import through its page: look, map, take in, problems at the side."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.import_ import ImportPage
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
