"""Whole books in, annotated by a service, and out again, from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from songclip_desktop.cli.main import run
from songclip_desktop.collection.collection import Collection
from tests.exchange.test_passages import GAIJI
from tests.fake_service import Answer, FakeService

PASSAGES = 50


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "collection"
    Collection.create(folder).close()
    return folder


@pytest.fixture
def service() -> Iterator[FakeService]:
    fake = FakeService()
    yield fake
    fake.close()


def songclip(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code = run([*arguments, "--json"])
    result = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert code == 0, result
    return dict(result)


def book(folder: Path) -> Path:
    """A list of passages in the form of the contract."""
    path = folder.with_name("passages.json")
    entries = [
        {
            "id": n,
            "source": "夢粱錄",
            "chapter": f"卷{n}",
            "text": f"第{n}則：德壽宮在望仙橋東，𤓰果&KR2410;子。",
        }
        for n in range(1, PASSAGES + 1)
    ]
    path.write_text(json.dumps(entries, ensure_ascii=False), "utf-8")
    return path


def reply(request: dict[str, Any]) -> Answer:
    """An annotation that names the passage it was asked about."""
    asked = request["messages"][1]["content"]
    number = asked.split("第")[1].split("則")[0]
    return Answer(
        {
            "entities": [{"name": "德壽宮", "type": "宫殿"}],
            "spatial_relation": "德寿宫在望仙桥东",
            "modern_chinese": f"第{number}则：德寿宫在望仙桥东面。",
            "english": "The Deshou Palace lies east of the Wangxian Bridge.",
            "search_prompt": "南宋临安古画中的德寿宫",
        }
    )


def test_fifty_passages_are_annotated_and_handed_on(
    folder: Path, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    service.answer = reply
    assert songclip(capsys, "import", str(folder), str(book(folder)), "--passages")["passages"] == (
        PASSAGES
    )
    told = songclip(
        capsys, "annotate", str(folder), "--endpoint", service.endpoint, "--llm", "pen",
        "--concurrency", "4",
    )  # fmt: skip
    assert (told["drafted"], told["skipped"], told["failed"]) == (PASSAGES, 0, [])
    assert len(service.requests) == told["calls"] >= PASSAGES
    again = songclip(
        capsys, "annotate", str(folder), "--endpoint", service.endpoint, "--llm", "pen"
    )
    assert (again["drafted"], again["skipped"], again["calls"]) == (0, PASSAGES, 0)
    out = folder.with_name("annotations.json")
    handed = songclip(capsys, "export", str(folder), str(out), "--format", "annotations")
    assert handed["records"] == PASSAGES
    (path,) = handed["files"]
    written = json.loads(Path(path).read_text("utf-8"))
    assert [each["id"] for each in written] == list(range(1, PASSAGES + 1))
    for each in written:
        assert list(each) == [
            "id", "original_text", "source", "entities", "spatial_relation", "modern_chinese",
            "english", "search_prompt",
        ]  # fmt: skip
        assert each["original_text"].endswith("𤓰果&KR2410;子。")
        assert each["modern_chinese"] == f"第{each['id']}则：德寿宫在望仙桥东面。"
        assert each["entities"] == [{"name": "德壽宮", "type": "宫殿"}]


def test_whole_books_come_in_and_come_in_only_once(
    folder: Path, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    books = str(shared_data / "classical_texts")
    told = songclip(capsys, "import", str(folder), books, "--passages")
    assert told["problems"] == []
    with Collection.open(folder) as collection:
        held = collection.passages.list()
    assert len(held) == told["passages"] > 800
    assert sum(len(GAIJI.findall(each.chapter + each.text)) for each in held) >= 84
    assert songclip(capsys, "import", str(folder), books, "--passages")["passages"] == 0


def test_books_of_one_name_do_not_overwrite_each_other(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place, text in (("甲", "市肆谓之行。"), ("乙", "除官库子库。")):
        (tmp_path / "books" / place).mkdir(parents=True)
        (tmp_path / "books" / place / "都城紀勝.txt").write_text(text, "utf-8")
    told = songclip(capsys, "import", str(folder), str(tmp_path / "books"), "--passages")
    assert told["passages"] == 2
    with Collection.open(folder) as collection:
        assert {each.text for each in collection.passages.list()} == {
            "市肆谓之行。",
            "除官库子库。",
        }
