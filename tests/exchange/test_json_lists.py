from __future__ import annotations

from pathlib import Path

import pytest

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import json_lists


def test_lists_lines_and_single_records_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    for text, count in (
        ('[{"title": "a"}, {"title": "b"}]', 2),
        ('{"title": "a"}\n{"title": "b"}\n', 2),
        ('{"title": "a"}', 1),
        ('{"records": [{"title": "a"}]}', 1),
        ("[1, 2]", 0),
        ('"text"', 0),
    ):
        path.write_text(text)
        assert len(json_lists.records_of(json_lists.read_json(path))) == count


def test_nested_values_become_text() -> None:
    record = {
        "title": {"zh": "图", "en": "A"}, "creator": [{"full_name": "Ma"}, {"full_name": "Fan"}],
        "year": 1127, "none": None, "yes": True, "odd": {"a": 1},
    }  # fmt: skip
    table = json_lists.as_table("x.json", [record, {"later": "x"}])
    assert table.header == ("title", "creator", "year", "none", "yes", "odd", "later")
    assert table.rows[0] == (1, ("图", "Ma; Fan", "1127", "", "true", '{"a": 1}', ""))


def test_manifests_are_recognised(shared_data: Path) -> None:
    manifests = sorted((shared_data / "iiif").rglob("*.json"))
    found = [json_lists.is_manifest(json_lists.read_json(path)) for path in manifests]
    assert sum(found) > 0.8 * len(manifests)


@pytest.mark.parametrize("text", ["{", "", "[" * 100_000, "{}\n{"])
def test_what_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(SongClipError) as error:
        json_lists.read_json(path)
    assert error.value.code == "json_unreadable"
