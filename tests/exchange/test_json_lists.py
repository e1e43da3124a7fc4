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
        "year": 1127, "none": None, "yes": True, "odd": {"a": 1, "b": {"c": [2, "two"]}}, "list": [],
        "images": [{"url": "http://x/1;a"}, {"url": "http://x/2"}], "extra": {"title": "t"},
    }  # fmt: skip
    table = json_lists.as_table("x.json", [record, {"later": "x"}])
    assert dict(zip(table.header, table.rows[0][1], strict=True)) == {
        "title": "图", "creator": "Ma; Fan", "year": "1127", "none": "", "yes": "true",
        "odd.a": "1", "odd.b.c": "2; two", "list": "", "images.url": "http://x/1;a\nhttp://x/2",
        "extra.title": "t", "later": "",
    }  # fmt: skip
    assert table.rows[1][1][-1] == "x"


def test_what_a_thing_is_called_stands_for_it_and_the_rest_beside_it() -> None:
    record = {"creator": [{"full_name": "吴历", "nationality": "Chinese"}]}
    table = json_lists.as_table("x.json", [record])
    assert (table.header, table.rows[0][1]) == (
        ("creator", "creator.nationality"),
        ("吴历", "Chinese"),
    )


def test_what_is_nested_without_end_is_still_read() -> None:
    deep: dict[str, object] = {"a": 1}
    for _ in range(200):
        deep = {"a": deep}
    assert len(json_lists.as_table("x.json", [deep]).header) == 1


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
