"""The forms in which museums publish their collections, one shipped profile each."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from songclip_desktop.exchange import json_lists, profiles, spreadsheet
from songclip_desktop.exchange.profiles import RegisterRow
from songclip_desktop.exchange.spreadsheet import Table

CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"


def only_row(table: Table, profile: str) -> RegisterRow:
    mapping = profiles.fitting(table.header).map(table.header)
    assert mapping.profile == profile
    ((number, cells),) = table.rows
    return mapping.row(number, cells)


def said(row: RegisterRow) -> dict[str, Any]:
    return {key: value for key, value in row.fields.items() if value}


def from_csv(path: Path, cells: dict[str, str]) -> Table:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([list(cells), list(cells.values())])
    return spreadsheet.read_table(path, profiles.familiar)


def test_the_table_of_the_met(tmp_path: Path) -> None:
    cells = {
        "Object Number": "1973.120.9", "Is Highlight": "False", "Is Public Domain": "True",
        "Object ID": "39901", "Gallery Number": "", "Department": "Asian Art", "AccessionYear": "1973",
        "Title": "Scholar viewing a waterfall", "Culture": "China",
        "Period": "Southern Song dynasty (1127–1279)", "Dynasty": "", "Artist Display Name": "Ma Yuan",
        "Object Date": "late 12th–early 13th century", "Object Begin Date": "1175",
        "Object End Date": "1225", "Medium": "Album leaf; ink and color on silk",
        "Dimensions": "9 7/8 x 10 1/4 in. (25.1 x 26 cm)", "Credit Line": "Gift",
        "Classification": "Paintings", "Repository": "Metropolitan Museum of Art, New York, NY",
        "Tags": "Men|Waterfalls", "Tags AAT URL": "http://vocab.getty.edu/page/aat/300025928",
    }  # fmt: skip
    row = only_row(from_csv(tmp_path / "MetObjects.csv", cells), "met")
    assert said(row) == {
        "accession": "1973.120.9", "title": "Scholar viewing a waterfall", "artist": "Ma Yuan",
        "dynasty": "Southern Song dynasty (1127–1279)", "date_text": "late 12th–early 13th century",
        "year_from": 1175, "year_to": 1225, "material": "Album leaf; ink and color on silk",
        "dimensions": "9 7/8 x 10 1/4 in. (25.1 x 26 cm)", "source": "Gift", "category": "Paintings",
        "holder": "Metropolitan Museum of Art, New York, NY", "rights": CC0, "acquired": "1973",
    }  # fmt: skip
    assert row.tags == ("Men", "Waterfalls")
    assert row.extra == {"Object ID": "39901", "Department": "Asian Art", "Culture": "China"}


def test_what_is_not_in_the_public_domain_claims_nothing(tmp_path: Path) -> None:
    cells = {
        "Object Number": "1", "Is Public Domain": "False", "Object ID": "2",
        "Object Begin Date": "-206", "Object End Date": "220",
    }  # fmt: skip
    row = only_row(from_csv(tmp_path / "a.csv", cells), "met")
    assert said(row) == {"accession": "1", "year_from": -205, "year_to": 220}


def test_an_object_of_the_mets_interface() -> None:
    record = {
        "objectID": 39901, "accessionNumber": "1973.120.9", "isPublicDomain": True,
        "primaryImage": "https://images.metmuseum.org/a;b.jpg",
        "additionalImages": ["https://images.metmuseum.org/2.jpg"], "title": "Scholar",
        "constituents": [{"name": "Ma Yuan", "role": "Artist"}], "artistDisplayName": "Ma Yuan",
        "objectBeginDate": 1175, "objectEndDate": 1225, "tags": [{"term": "Men", "AAT_URL": "x"}],
    }  # fmt: skip
    row = only_row(json_lists.as_table("39901.json", [record]), "met_api")
    assert (row.accession, row.fields["artist"], row.fields["rights"]) == (
        "1973.120.9",
        "Ma Yuan",
        CC0,
    )
    assert row.pictures == (
        "https://images.metmuseum.org/a;b.jpg",
        "https://images.metmuseum.org/2.jpg",
    )
    assert row.tags == ("Men",)
    assert row.extra == {"objectID": "39901"}


def test_a_record_of_cleveland() -> None:
    record = {
        "id": 1, "accession_number": "1961.421.1", "share_license_status": "CC0", "title": "Lake",
        "creators": [{"description": "Zhao Lingrang (Chinese, active 1070–1100)", "role": "artist"}],
        "creation_date": "c. 1100", "creation_date_earliest": 1095, "creation_date_latest": 1105,
        "culture": ["China, Northern Song dynasty (960-1127)"], "technique": "hand scroll, ink on silk",
        "measurements": "Painting: 23.9 x 161.4 cm", "type": "Painting", "department": "Chinese Art",
        "creditline": "Gift", "description": "<p>Ducks &amp; reeds</p>", "dimensions": {"a": {"h": 1}},
        "images": {
            "web": {"url": "https://c.org/web.jpg"}, "print": {"url": "https://c.org/print.jpg"},
        },
    }  # fmt: skip
    row = only_row(json_lists.as_table("data.json", [record]), "cleveland")
    assert said(row) == {
        "accession": "1961.421.1", "title": "Lake", "artist": "Zhao Lingrang", "rights": CC0,
        "date_text": "c. 1100", "year_from": 1095, "year_to": 1105, "category": "Painting",
        "dynasty": "China, Northern Song dynasty (960-1127)", "material": "hand scroll, ink on silk",
        "dimensions": "Painting: 23.9 x 161.4 cm", "source": "Gift", "notes": "Ducks & reeds",
    }  # fmt: skip
    assert row.pictures[0] == "https://c.org/print.jpg"
    assert row.extra == {"department": "Chinese Art"}


def test_the_objects_of_carnegie(shared_data: Path) -> None:
    rows = []
    for path in sorted((shared_data / "registers" / "cmoa").glob("*.json")):
        records = json_lists.records_of(json_lists.read_json(path))
        rows.append(only_row(json_lists.as_table(path.name, records), "cmoa"))
    assert len(rows) == 150
    assert all(row.accession and row.fields["title"] for row in rows)
    assert all(row.fields["artist"] for row in rows)
    fan = next(row for row in rows if row.accession == "27.10.399")
    assert (fan.fields["dimensions"], fan.fields["year_from"]) == ("12.125 × 21.5 in.", 1800)
    assert len(fan.pictures) == 3
    ancient = [row.fields["year_from"] for row in rows if row.fields.get("year_from", 0) < 0]
    assert ancient
    assert -205 in ancient  # they write -0206 for 206 BC, where the Han begin


def test_the_form_of_the_census(tmp_path: Path) -> None:
    cells = {
        "总登记号": "Z1", "名称": "寒江独钓图", "级别": "一级", "类别": "书法、绘画", "年代": "南宋",
        "具体年代": "绍熙年间", "质地": "绢", "外形尺寸": "26.8×50.3", "质量": "10", "完残程度": "完整",
        "保存状态": "状态稳定", "实际数量": "1", "来源": "征集购买", "入藏时间": "1955", "收藏单位": "某馆",
        "普查编号": "110000000000000000001",
    }  # fmt: skip
    row = only_row(from_csv(tmp_path / "census.csv", cells), "census")
    assert said(row) == {
        "accession": "Z1", "title": "寒江独钓图", "grade": "一级", "category": "书法、绘画",
        "dynasty": "南宋", "date_text": "绍熙年间", "material": "绢", "dimensions": "26.8×50.3",
        "mass": "10", "completeness": "完整", "condition": "状态稳定", "quantity": "1",
        "source": "征集购买", "acquired": "1955", "holder": "某馆",
        "census_number": "110000000000000000001",
    }  # fmt: skip
    assert row.extra == {}


@pytest.mark.parametrize(
    ("header", "dynasty", "date"),
    [(["藏品编号", "年代"], "x", ""), (["藏品编号", "年代", "朝代"], "y", "x")],
)
def test_a_date_column_beside_a_dynasty_is_the_date(
    header: list[str], dynasty: str, date: str
) -> None:
    row = profiles.fitting(header).map(header).row(2, ["K1", "x", "y"][: len(header)])
    assert (row.fields["dynasty"], row.fields.get("date_text", "")) == (dynasty, date)


def test_every_shipped_profile_names_real_fields_and_transforms() -> None:
    from songclip_desktop.exchange.transforms import TRANSFORMS

    for profile in profiles.all_profiles():
        named = {*profile.columns, *(rule["field"] for rule in profile.derived)}
        assert named <= set(profiles.FIELDS), profile.name
        assert {name for names in profile.transforms.values() for name in names} <= set(TRANSFORMS)
        assert json.dumps(profile.label)
        assert profile.label["zh"]
        assert profile.label["en"]
