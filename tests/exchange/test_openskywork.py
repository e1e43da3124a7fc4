"""Three hundred rows of a real register whose file names hold everything, against what a person read."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from songclip_desktop.exchange import profiles, spreadsheet
from songclip_desktop.exchange.profiles import RegisterRow

EXPECTED: dict[str, Any] = json.loads(
    Path(__file__).with_name("openskywork_expected.json").read_text(encoding="utf-8")
)


@pytest.fixture
def rows(shared_data: Path) -> dict[int, RegisterRow]:
    path = shared_data / "registers" / "openskywork_song_rows.csv"
    table = spreadsheet.read_table(path, profiles.familiar)
    mapping = profiles.fitting(table.header).map(table.header)
    assert mapping.profile == "openskywork"
    return {number: mapping.row(number, cells) for number, cells in table.rows}


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-16", "\t"), ("utf-16-le", ","), ("gb18030", ";")]
)
def test_the_same_register_in_other_encodings(
    rows: dict[int, RegisterRow], shared_data: Path, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = (shared_data / "registers" / "openskywork_song_rows.csv").read_text("utf-8-sig")
    path = tmp_path / ("x.tsv" if delimiter == "\t" else "x.csv")
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(csv.reader(text.splitlines()))
    table = spreadsheet.read_table(path, profiles.familiar)
    mapping = profiles.fitting(table.header).map(table.header)
    assert {number: mapping.row(number, cells) for number, cells in table.rows} == rows


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def test_every_row_has_its_record_number(rows: dict[int, RegisterRow]) -> None:
    assert len(rows) == 300
    assert len({row.accession for row in rows.values()}) == 300
    assert all(re.fullmatch(r"10\d{4}", row.accession) for row in rows.values())


def test_the_size_is_right_wherever_a_name_holds_one(rows: dict[int, RegisterRow]) -> None:
    sizes = {int(number): size for number, size in EXPECTED["sizes"].items()}
    found = {number: numbers(row.fields["dimensions"]) for number, row in rows.items()}
    right = sum(found[number] == size for number, size in sizes.items())
    assert right >= 0.95 * len(sizes)
    invented = [number for number, size in found.items() if size and number not in sizes]
    assert invented == []


@pytest.mark.parametrize(
    "field", ["title", "artist", "dynasty", "material", "technique", "format", "holder"]
)
def test_what_a_person_read_is_found(rows: dict[int, RegisterRow], field: str) -> None:
    wanted = EXPECTED["rows"]
    assert len(wanted) == 60
    right = sum(rows[each["row"]].fields[field] == each[field] for each in wanted)
    assert right >= 0.8 * len(wanted)


def test_the_sixty_sizes_are_found(rows: dict[int, RegisterRow]) -> None:
    wanted = EXPECTED["rows"]
    right = sum(numbers(rows[e["row"]].fields["dimensions"]) == e["size_cm"] for e in wanted)
    assert right >= 0.95 * len(wanted)


def test_names_that_only_hold_a_place_are_said_to(rows: dict[int, RegisterRow]) -> None:
    doubted = {number for number, row in rows.items() if row.doubts}
    assert all(row.doubts[0][0] == "title_placeholder" for row in rows.values() if row.doubts)
    told = {row.doubts[0][1].split("_id=")[0] for row in rows.values() if row.doubts}
    assert {"图1", "hx2", "qmsht (1)", "（右）", "02"} <= told
    placeholders = {each["row"] for each in EXPECTED["rows"] if not each["title"]}
    assert placeholders <= doubted
    assert not any(rows[number].fields["title"] for number in doubted)
