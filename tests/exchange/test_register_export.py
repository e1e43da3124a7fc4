"""What is written as a register is read back as it was."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from songclip_desktop.exchange import fields, json_lists, profiles, register_export
from songclip_desktop.exchange.captions import is_caption_table, read_captions
from songclip_desktop.exchange.spreadsheet import read_table
from songclip_desktop.exchange.works import Names, Work, safe_name
from songclip_desktop.records import Painting
from tests.exchange.generated_works import captions, meant, read, registers, returned, words

K1 = Painting(
    1, "0042", "=HYPERLINK(1)", "马远", "南宋", "册页", "", "", "painting", "0042", "train", False,
    extra={"作者": "又一", "展厅": "@三"},
)  # fmt: skip


@given(works=registers(), zh=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("form", register_export.FORMS)
def test_a_register_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, form: str, works: list[Work], zh: bool
) -> None:
    path = tmp_path_factory.mktemp("x") / f"works.{form}"
    register_export.write(path, form, works, zh=zh)
    if form == "jsonl":
        records = json_lists.records_of(json_lists.read_json(path))
        table = json_lists.as_table(path.name, records)
    else:
        table = read_table(path, profiles.familiar)
    assert [returned(row) for row in read(table)] == [meant(work) for work in works]


def test_the_common_profile_knows_every_column_in_both_languages() -> None:
    common = profiles.named(profiles.FALLBACK)
    keys = [field.key for field in fields.core()]
    for names in ([f.zh for f in fields.core()], [f.column for f in fields.core()]):
        assert profiles.fitting(names).name == common.name
        found = common.map(names)
        assert found.columns == {key: [at] for at, key in enumerate(keys)}
        assert not found.extra
    assert {*keys} >= {f for f in Painting.__dataclass_fields__} - {"id", "split", "extra", "image"}


def test_a_workbook_holds_text_and_never_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "w.xlsx"
    register_export.write(path, "xlsx", [Work(K1, (), captions(1, "0042"))])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["works", "captions"]
    cells = {cell.value: cell for row in book["works"].iter_rows() for cell in row}
    assert cells["0042"].data_type == "s"
    assert cells["0042"].number_format == "@"
    assert cells["=HYPERLINK(1)"].data_type == "s"
    assert cells["=HYPERLINK(1)"].quotePrefix


def test_csv_opens_in_excel_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    written = register_export.write(path, "csv", [Work(K1, (), captions(1, "0042"))])
    assert [each.name for each in written] == ["w.csv", "w-captions.csv"]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["accession_number"] == "0042"
    assert row["title"] == "'=HYPERLINK(1)"
    assert row["展厅"] == "'@三"
    assert row["extra.作者"] == "又一"  # no second artist


@pytest.mark.parametrize("name", ["w.xlsx", "w.csv", "w.jsonl"])
@pytest.mark.parametrize("zh", [True, False])
def test_captions_come_back_as_they_were(tmp_path: Path, name: str, zh: bool) -> None:
    told = captions(1, "0042")
    files = register_export.write(tmp_path / name, name[2:], [Work(K1, (), told)], zh=zh)
    rows = read_captions(files[-1])
    assert [(r.id, r.accession, r.kind, r.status, r.text, r.draft_text) for r in rows] == [
        (c.id, c.accession, c.kind, c.status, c.text, c.draft_text) for c in told
    ]
    assert {row.updated_at for row in rows} == {"2026-11-21T01:00:00Z"}


@given(texts=st.lists(words.filter(bool), min_size=1, max_size=3), zh=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("form", register_export.FORMS)
def test_any_caption_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, form: str, texts: list[str], zh: bool
) -> None:
    told = tuple(
        dataclasses.replace(one, text=text, draft_text=text[::-1].strip() or "初", author="王")
        for one, text in zip(captions(1, "0042"), texts, strict=False)
    )
    path = tmp_path_factory.mktemp("x") / f"works.{form}"
    rows = read_captions(register_export.write(path, form, [Work(K1, (), told)], zh=zh)[-1])
    assert [(r.id, r.kind, r.status, r.text, r.draft_text, r.author) for r in rows] == [
        (c.id, c.kind, c.status, c.text, c.draft_text, c.author) for c in told
    ]


def test_a_register_is_no_table_of_captions() -> None:
    assert not is_caption_table([field.column for field in fields.core()])
    assert not is_caption_table([field.zh for field in fields.core()])


def test_names_of_files_are_safe_and_no_two_alike() -> None:
    names = Names()
    given = [names.give(each) for each in ("a.jpg", "A.JPG", "con.jpg", "画/一?.tif", "", "é.png")]
    assert given[0] == "a.jpg"
    assert len({name.casefold() for name in given}) == len(given)
    assert not any(set(name) & set('<>:"/\\|?*') for name in given)
    assert safe_name("nul") == "_nul"
    assert len(safe_name("长" * 300 + ".tif")) <= 120
    assert safe_name("长" * 300 + ".tif").endswith(".tif")
