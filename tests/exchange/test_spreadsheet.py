from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import profiles
from songclip_desktop.exchange.spreadsheet import (
    guarded,
    read_table,
    unguarded,
    write_delimited,
    write_workbook,
)

DANGEROUS = ["=1+1", "+86", "-5", "@SUM(A1)", "\tx", '=HYPERLINK("http://x","y")']


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_the_header_is_found_below_a_title(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["某某博物馆藏画登记表"], [], ["制表：王", None, "2024年"],
        ["序号", "藏品编号", "名称", "作者"], [1, "K1", "寒江独钓图", "马远"], [], [2, "K2", "", None],
    ]  # fmt: skip
    table = read_table(workbook(tmp_path / "r.xlsx", rows), profiles.familiar)
    assert table.header == ("序号", "藏品编号", "名称", "作者")
    assert table.rows == ((5, ("1", "K1", "寒江独钓图", "马远")), (7, ("2", "K2", "", "")))


def test_cells_read_as_the_curator_sees_them(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "r.xlsx",
        [["藏品编号", "名称", "尺寸", "x"], [42, 3.0, 26.8, datetime(1127, 5, 1)]],
    )
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet["A2"].number_format = "00000"
    book.save(path)
    assert read_table(path, profiles.familiar).rows == ((2, ("00042", "3", "26.8", "1127-05-01")),)


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_nothing_written_is_ever_a_formula_and_it_comes_back_as_it_was(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    rows = [[f"0{n}", text, "多行\n文字,“引号”"] for n, text in enumerate(DANGEROUS)]
    writer = write_workbook if name.endswith("xlsx") else write_delimited
    assert writer(path, ["藏品编号", "名称", "备注"], rows) == len(rows)
    if name.endswith("xlsx"):
        sheet = openpyxl.load_workbook(path).active
        assert sheet is not None
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
        assert all(sheet.cell(n, 2).quotePrefix for n in range(2, len(rows) + 2))
    else:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert "\n00,'=1+1" in path.read_text("utf-8-sig")
    table = read_table(path, profiles.familiar)
    assert [cells[1].strip() for _, cells in table.rows] == [text.strip() for text in DANGEROUS]
    assert table.rows[0][1][0] == "00"
    assert table.rows[0][1][2] == "多行\n文字,“引号”"


def test_a_guard_is_taken_off_again_and_plain_apostrophes_stay() -> None:
    for text in [*DANGEROUS, "K'uan", "'tis", "图"]:
        assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(delimiter.join(["藏品编号", "名称"]) + f"\nK1{delimiter}题\n", encoding="utf-8")
    assert read_table(path, profiles.familiar).rows == ((2, ("K1", "题")),)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"<html>not a workbook</html>"])
def test_a_workbook_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(content)
    with pytest.raises(SongClipError) as error:
        read_table(path, profiles.familiar)
    assert error.value.code == "register_unreadable"


def test_an_empty_register_has_no_rows(tmp_path: Path) -> None:
    assert read_table(workbook(tmp_path / "r.xlsx", []), profiles.familiar).rows == ()
    (tmp_path / "r.csv").write_text("")
    assert read_table(tmp_path / "r.csv", profiles.familiar).header == ()


def test_a_damaged_workbook_is_refused_wherever_it_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_workbook(path, ["藏品编号", "名称"], [[f"K{n}", "图"] for n in range(30)])
    whole = path.read_bytes()
    chance = random.Random(5)
    refused = 0
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(3):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        try:
            read_table(path, lambda cells: len(cells))
        except SongClipError as error:
            refused += error.code == "register_unreadable"
    assert refused > 50
