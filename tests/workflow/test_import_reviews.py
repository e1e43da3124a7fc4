"""Captions that were read elsewhere come back with an import, by their number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.workflow import export, import_
from songclip_desktop.workflow.import_ import ImportReport
from tests.workflow.test_import import register


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "collection") as made:
        header = ["accession_number", "title", "白话", "拟古文"]
        rows = [["K1", "题", "一叶扁舟", "孤舟蓑笠"], ["K2", "题", "远山", "遠山"]]
        take(made, register(tmp_path / "r.csv", *rows, header=header))
        yield made


def take(collection: Collection, source: Path) -> ImportReport:
    prepared = import_.prepare(collection, [source])
    return import_.finish(collection, import_.execute(prepared), by="甲")


def read_elsewhere(collection: Collection, out: Path, **said: str) -> Path:
    """The exported workbook with the words of another reader in it: text → status."""
    export.export(collection, out, "xlsx")
    book = openpyxl.load_workbook(out)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            words = [str(cell.value or "") for cell in row]
            for text, status in said.items():
                if text in words and "draft" in words:
                    row[words.index("draft")].value = status
                elif text in words and "草稿" in words:
                    row[words.index("草稿")].value = status
    book.save(out)
    return out


def test_what_another_curator_approved_comes_back(collection: Collection, tmp_path: Path) -> None:
    book = read_elsewhere(collection, tmp_path / "out.xlsx", 一叶扁舟="approved")
    report = take(collection, book)
    assert report.captions == 1
    assert report.conflicts == ()
    approved = [one.text for one in collection.captions.list() if one.status == "approved"]
    assert approved == ["一叶扁舟"]
    assert take(collection, book).captions == 0


def test_what_both_changed_is_a_conflict_and_stays(collection: Collection, tmp_path: Path) -> None:
    book = read_elsewhere(collection, tmp_path / "out.xlsx", 一叶扁舟="rejected")
    ours = next(one for one in collection.captions.list() if one.text == "一叶扁舟")
    collection.captions.approve(ours.id, "王")
    report = take(collection, book)
    assert len(report.conflicts) == 1
    assert "caption_conflict" in [problem.code for problem in report.problems]
    assert collection.captions.get(ours.id).status == "approved"
