from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from songclip_desktop.collection.check import check_collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Progress
from songclip_desktop.workflow import new


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A demo of three works in the shipped demo's form."""
    folder = tmp_path / "demo"
    (folder / "pictures").mkdir(parents=True)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["藏品编号", "名称", "类别", "图片"])
    for n, kind in enumerate(("painting", "map", "photograph")):
        Image.new("RGB", (40, 30), (n * 80, 0, 0)).save(folder / "pictures" / f"D{n}.webp")
        sheet.append([f"D{n}", f"题{n}", kind, f"pictures/D{n}.webp"])
    book.save(folder / "register.xlsx")
    lines = [
        {"accession": "D0", "kind": kind, "status": "approved", "text": kind}
        for kind in ("modern", "classical", "tags")
    ] + [{"accession": "D1", "kind": "modern", "status": "draft", "text": "稿"}]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (folder / "captions.jsonl").write_text(text + "\n", encoding="utf-8")
    rows = [{"id": n, "source": "志", "chapter": "卷一", "text": f"文{n}"} for n in (1, 2)]
    pairs = [
        {"passage": 1, "accession": "D0", "confirmed": True},
        {"passage": 2, "accession": "D2", "confirmed": False},
    ]
    split = {"collection_id": "demo-id", "splits": {"D0": "test", "D1": "valid"}}
    for name, content in (("passages", rows), ("pairs", pairs), ("split", split)):
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_the_demo_is_taken_as_it_is(demo: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    made = new.new_collection(
        tmp_path / "c", demo=True, source=demo, listener=Listener(progress=seen.append)
    )
    with made as collection:
        assert collection.id == "demo-id"
        assert collection.setting("demo") is True
        works = {work.accession: work for work in collection.paintings.all()}
        assert (works["D0"].split, works["D1"].split) == ("test", "valid")
        assert [work.work_kind for work in works.values()] == ["painting", "map", "photograph"]
        assert all(work.image is not None for work in works.values())
        assert collection.captions.counts() == {"draft": 1, "approved": 3, "rejected": 0}
        assert collection.captions.list(status="approved")[0].approvals[0].by == new.DEMO_CURATOR
        assert [p.chapter for p in collection.passages.list()] == ["卷一", "卷一"]
        assert [(p.accession, p.status) for p in collection.pairs.list()] == [
            ("D0", "approved"), ("D2", "draft"),
        ]  # fmt: skip
        assert collection.undo("王") == ()  # nothing of the demo is the curator's to take back
        assert check_collection(collection) == []
    assert seen[-1].done == seen[-1].total == 3


def test_a_missing_demo_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(SongClipError) as error:
        new.new_collection(tmp_path / "c", demo=True, source=tmp_path / "nowhere")
    assert error.value.code == "demo_missing"
    assert not (tmp_path / "c").exists()


@pytest.mark.slow
def test_the_shipped_demo_has_its_works_captions_and_pairs(tmp_path: Path) -> None:
    with new.new_collection(tmp_path / "c", demo=True) as collection:
        assert collection.paintings.count() == 500
        assert collection.captions.counts() == {"draft": 120, "approved": 1200, "rejected": 0}
        approved = {c.painting_id for c in collection.captions.list(status="approved")}
        splits = [work.split for work in collection.paintings.records(sorted(approved))]
        assert {name: splits.count(name) for name in ("train", "valid", "test")} == {
            "train": 240, "valid": 40, "test": 120,
        }  # fmt: skip
        assert collection.passages.count() == 72
        assert len(collection.pairs.list()) == 72
        assert check_collection(collection) == []
