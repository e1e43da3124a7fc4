"""Two readers of one collection: what each did is kept, and where both did something it is listed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.exchange.captions import read_captions
from songclip_desktop.records import Caption
from songclip_desktop.workflow import export, merge

KINDS = ("modern", "classical", "tags")
Change = Callable[[dict[str, str]], None]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Two works with a draft of each kind."""
    with Collection.create(tmp_path / "here", collection_id="two") as made:
        for number in ("K1", "K2"):
            work = made.paintings.add(number, title=f"{number}图")
            for kind in KINDS:
                made.captions.put_draft(work.id, kind, f"{number} {kind}", "remote", "qwen", "1")
        yield made


def _export(collection: Collection, path: Path) -> Path:
    return export.export(collection, path, "xlsx").files[0]


def _rewrite(path: Path, changes: dict[int, dict[str, str]]) -> None:
    """What a reader does in Excel: other words in the rows of these captions."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    names = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        for name, value in changes.get(int(str(row[0].value)), {}).items():
            row[names.index(name)].value = value
    book.save(path)


def _merge(collection: Collection, path: Path, by: str = "李") -> merge.MergeReport:
    prepared = merge.prepare(collection, read_captions(path))
    return merge.finish(collection, prepared, by)


def _captions(collection: Collection) -> dict[tuple[str, str], Caption]:
    return {(one.accession, one.kind): one for one in collection.captions.list()}


def test_what_was_reviewed_in_excel_comes_back(collection: Collection, tmp_path: Path) -> None:
    file = _export(collection, tmp_path / "a.xlsx")
    ids = {key: one.id for key, one in _captions(collection).items()}
    _rewrite(
        file,
        {
            ids["K1", "modern"]: {"状态": "已核准", "核准人": "赵"},
            ids["K1", "classical"]: {"文字": "孤舟", "状态": "核准"},
            ids["K1", "tags"]: {"状态": "退回"},
            ids["K2", "modern"]: {"文字": "改过的草稿"},
        },
    )
    before = _captions(collection)
    done = _merge(collection, file)
    assert (done.merged, done.conflicts, done.problems) == (4, (), ())
    now = _captions(collection)
    assert now["K1", "modern"].status == "approved"
    assert [each.by for each in now["K1", "modern"].approvals] == ["赵"]
    assert now["K1", "classical"].text == "孤舟"
    assert [each.by for each in now["K1", "classical"].approvals] == ["李"]
    assert now["K1", "tags"].status == "rejected"
    assert (now["K2", "modern"].text, now["K2", "modern"].author) == ("改过的草稿", "李")
    assert now["K2", "modern"].draft_text == "K2 modern"
    again = _merge(collection, file)
    assert (again.merged, again.conflicts) == (0, ())
    collection.undo("王")  # all of it was one act
    back = {key: (one.status, one.text) for key, one in _captions(collection).items()}
    assert back == {key: (one.status, one.text) for key, one in before.items()}


def test_where_both_did_something_nothing_is_done_and_it_is_listed(
    collection: Collection, tmp_path: Path
) -> None:
    file = _export(collection, tmp_path / "a.xlsx")
    one = _captions(collection)["K1", "modern"]
    collection.captions.edit(one.id, "此处所改", "王")
    collection.captions.approve(one.id, "王")
    _rewrite(file, {one.id: {"文字": "彼处所改"}})
    prepared = merge.prepare(collection, read_captions(file))
    assert (prepared.taken, prepared.same) == ((), 5)
    (conflict,) = prepared.conflicts
    assert (conflict.ours.text, conflict.row.text) == ("此处所改", "彼处所改")
    (problem,) = merge.problems_of(prepared.conflicts)
    assert (problem.code, problem.accession) == ("caption_conflict", "K1")
    assert "此处所改" in problem.what
    assert "彼处所改" in problem.what
    assert merge.finish(collection, prepared, "李").merged == 0
    assert collection.captions.get(one.id).text == "此处所改"
    chosen = merge.finish(collection, prepared, "李", theirs=[conflict])
    assert (chosen.merged, chosen.conflicts) == (1, ())
    assert collection.captions.get(one.id).text == "彼处所改"


def test_a_row_that_says_what_stood_here_before_takes_nothing_back(
    collection: Collection, tmp_path: Path
) -> None:
    file = _export(collection, tmp_path / "a.xlsx")
    one = _captions(collection)["K1", "modern"]
    collection.captions.approve(one.id, "王")
    prepared = merge.prepare(collection, read_captions(file))
    assert (prepared.taken, prepared.conflicts, prepared.behind) == ((), (), 1)


def test_two_copies_of_a_collection_come_together(collection: Collection, tmp_path: Path) -> None:
    shutil.copytree(collection.dir, tmp_path / "there", ignore=shutil.ignore_patterns("*lock*"))
    ids = {key: one.id for key, one in _captions(collection).items()}
    with Collection.open(tmp_path / "there") as there:
        there.captions.approve(ids["K1", "modern"], "李")
        there.captions.edit(ids["K2", "tags"], "舟、雪", "李")
        there.captions.approve(ids["K2", "tags"], "李")
        there.captions.reject(ids["K2", "modern"], "李")
        there.captions.put_draft(there.paintings.by_accession("K2").id, "modern", "新", "remote")  # type: ignore[union-attr]
        file = _export(there, tmp_path / "b.xlsx")
    collection.captions.approve(ids["K1", "classical"], "王")
    collection.captions.approve(ids["K2", "tags"], "王")
    done = _merge(collection, file)
    now = _captions(collection)
    assert [each.by for each in now["K1", "modern"].approvals] == ["李"]
    assert now["K1", "classical"].status == "approved"  # what was done here stays
    assert [one.row.text for one in done.conflicts] == ["舟、雪"]
    assert now["K2", "tags"].text == "K2 tags"
    assert {(one.text, one.status) for one in collection.captions.list(accession="K2", kind="modern")} == {
        ("K2 modern", "rejected"), ("新", "draft"),
    }  # fmt: skip


def test_a_new_collection_gets_every_caption_as_it_stood(
    collection: Collection, tmp_path: Path
) -> None:
    ids = {key: one.id for key, one in _captions(collection).items()}
    collection.captions.reject(ids["K1", "modern"], "王")
    work = collection.captions.get(ids["K1", "modern"]).painting_id
    collection.captions.put_draft(work, "modern", "第二稿", "offline")
    collection.captions.edit(ids["K1", "tags"], "=雪", "王")
    collection.captions.approve(ids["K1", "tags"], "王")

    def said(one: Collection) -> list[tuple[str, ...]]:
        return sorted(
            (c.accession, c.kind, c.status, c.text, c.draft_text, c.origin, c.author)
            for c in one.captions.list()
        )

    for form in ("xlsx", "csv", "jsonl"):
        file = export.export(collection, tmp_path / f"a.{form}", form).files[-1]
        with Collection.create(tmp_path / f"new {form}") as new:
            for number in ("K2", "K1"):
                new.paintings.add(number)
            assert _merge(new, file).merged == 7
            assert said(new) == said(collection)


def test_rows_that_cannot_be_taken_are_told_with_a_remedy(
    collection: Collection, tmp_path: Path
) -> None:
    file = _export(collection, tmp_path / "a.xlsx")
    ids = {key: one.id for key, one in _captions(collection).items()}
    _rewrite(
        file,
        {
            ids["K1", "modern"]: {"状态": "大概可以"},
            ids["K1", "classical"]: {"文字": ""},
            ids["K1", "tags"]: {"藏品编号": "K9"},
            ids["K2", "tags"]: {"描述编号": str(ids["K2", "modern"]), "文字": "舟"},
        },
    )
    done = _merge(collection, file)
    assert [one.code for one in done.problems] == [
        "caption_word_unknown", "caption_empty", "accession_unknown",
    ]  # fmt: skip
    assert all(one.row and one.remedy for one in done.problems)
    # A number of another caption's is not believed: work and kind say which one it is.
    assert done.merged == 1
    assert _captions(collection)["K2", "tags"].text == "舟"
    assert _captions(collection)["K2", "modern"].text == "K2 modern"


def test_an_approval_is_not_carried_over_to_another_text(
    collection: Collection, tmp_path: Path
) -> None:
    one = _captions(collection)["K1", "modern"]
    collection.captions.approve(one.id, "王")
    file = _export(collection, tmp_path / "a.xlsx")
    _rewrite(file, {one.id: {"文字": "另一句"}})
    _merge(collection, file)
    now = collection.captions.get(one.id)
    assert (now.text, now.status, now.approvals) == ("另一句", "draft", ())


def test_a_second_reader_approves_in_a_table_too(collection: Collection, tmp_path: Path) -> None:
    collection.set_setting("second_reader", True)
    one = _captions(collection)["K1", "modern"]
    collection.captions.approve(one.id, "王")
    file = _export(collection, tmp_path / "a.xlsx")
    _rewrite(file, {one.id: {"状态": "已核准"}})
    _merge(collection, file, by="李")
    now = collection.captions.get(one.id)
    assert now.status == "approved"
    assert [each.by for each in now.approvals] == ["王", "李"]
