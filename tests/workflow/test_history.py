"""The history as the window shows it and the registrar gets it, and the figures made of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from songclip_desktop import language
from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Annotation, Call
from songclip_desktop.workflow import figures, history, review

CALL = Call("https://a.example/v1", "eye-1", "ab" * 32, 900, 100, "{}")


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "c") as made:
        work = made.paintings.add("K1", title="寒江独钓图")
        made.paintings.add("K2")
        made.captions.put_draft(work.id, "modern", "一叶扁舟", "remote", "眼", "draft-2", call=CALL)
        yield made


def test_each_line_tells_who_did_what_to_which_caption(collection: Collection) -> None:
    (caption,) = collection.captions.list()
    review.edit(collection, review.list_captions(collection).captions[0], "一叶孤舟", "王")
    collection.captions.approve(caption.id, "李")
    review.comment(collection, caption.id, "甚好", "王")
    review.undo(collection, "王")
    found = history.lines(collection, subject=f"caption:{caption.id}")
    assert [(one.action, one.by, one.undone) for one in found] == [
        ("undo", "王", False), ("comment", "王", False), ("approve", "李", True),
        ("edit", "王", False), ("draft", "", False),
    ]  # fmt: skip
    undo, comment, approve, edit, draft = found
    assert {(one.accession, one.title, one.kind) for one in found} == {
        ("K1", "寒江独钓图", "modern")
    }
    assert (edit.text_before, edit.text_after) == ("一叶扁舟", "一叶孤舟")
    assert (approve.status_before, approve.status_after) == ("draft", "approved")
    assert (undo.status_before, undo.status_after) == ("approved", "draft")
    assert comment.comment == "甚好"
    told = (draft.drafter, draft.prompt_version, draft.endpoint, draft.model, draft.picture_sha256)
    assert told == ("眼", "draft-2", CALL.endpoint, "eye-1", "ab" * 32)


def test_lines_are_narrowed_by_person_action_and_day(collection: Collection) -> None:
    (caption,) = collection.captions.list()
    passage = collection.passages.add("德寿宫", number="7", source="梦梁录")
    collection.passages.annotate(passage.id, Annotation((), "东", "译", "en", "画"), "remote")
    collection.pairs.suggest(passage.id, caption.painting_id, 0.5)
    collection.captions.approve(caption.id, "李")
    collection.passages.approve(passage.id, "王")
    review.set_second_reader(collection, True, "王")
    assert history.people(collection) == ["李", "王"]
    assert [one.action for one in history.lines(collection, by="王")] == ["setting", "approve"]
    assert [one.by for one in history.lines(collection, actions=["approve"])] == ["王", "李"]
    assert len(history.lines(collection, limit=2)) == 2
    today = history.lines(collection)[0].at[:10]
    whole = history.lines(collection, since=today, until=today)
    assert whole == history.lines(collection)
    assert history.lines(collection, until="2020-01-01") == []
    assert history.lines(collection, since="2999-01-01") == []
    kinds = {(one.kind, one.accession, one.title) for one in whole}
    assert ("annotation", "7", "梦梁录") in kinds
    assert ("pair", "K1", "寒江独钓图") in kinds
    assert not any(one.subject.startswith("painting:") for one in whole)


def test_the_registrars_file_opens_in_excel_and_runs_nothing(
    collection: Collection, tmp_path: Path
) -> None:
    (one,) = review.list_captions(collection).captions
    review.edit(collection, one, '=HYPERLINK("http://a")，孤舟', "@王")
    review.comment(collection, one.id, '两行\n批注，"引号"', "李")
    out = tmp_path / "历史.csv"
    found = history.lines(collection)
    assert history.write_csv(found, out) == len(found) == 3
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == history.header()
    assert [len(row) for row in rows] == [len(history.COLUMNS)] * 3
    assert [[cell.removeprefix("'") for cell in row] for row in rows] == history.rows(found)
    assert rows[1][history.COLUMNS.index("by")] == "'@王"
    assert rows[1][history.COLUMNS.index("text_after")].startswith("'=HYPERLINK")
    assert rows[0][history.COLUMNS.index("comment")] == '两行\n批注，"引号"'
    with pytest.raises(SongClipError):
        history.write_csv(found, tmp_path / "no" / "such" / "folder.csv")


def test_words_are_in_the_readers_language(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    (draft,) = history.rows(history.lines(collection))
    monkeypatch.setattr(language, "current", lambda: "en")
    (english,) = history.rows(history.lines(collection))
    place = history.COLUMNS.index("status_after")
    assert (draft[place], english[place]) == ("待审", "draft")
    assert "Accession number" in history.header()


def test_progress_counts_each_work_once_a_kind(collection: Collection) -> None:
    (caption,) = collection.captions.list()
    assert figures.progress(collection).kinds[0] == figures.KindProgress("modern", 1, 0, 0, 0, 1)
    review.set_second_reader(collection, True, "王")
    collection.captions.approve(caption.id, "王")
    assert figures.progress(collection).kinds[0] == figures.KindProgress("modern", 0, 1, 0, 0, 1)
    collection.captions.approve(caption.id, "李")
    assert figures.progress(collection).kinds[0] == figures.KindProgress("modern", 0, 0, 1, 0, 1)
    collection.captions.reject(caption.id, "李")
    assert figures.progress(collection).kinds[0] == figures.KindProgress("modern", 0, 0, 0, 1, 1)
    collection.captions.put_draft(caption.painting_id, "modern", "新", "offline")
    progress = figures.progress(collection)
    assert progress.kinds[0] == figures.KindProgress("modern", 1, 0, 0, 0, 1)
    assert progress.kinds[1] == figures.KindProgress("classical", 0, 0, 0, 0, 2)
    assert [(day.by, day.approved, day.edited, day.rejected) for day in progress.days] == [
        ("李", 1, 0, 1), ("王", 1, 0, 0),
    ]  # fmt: skip
    review.undo(collection, "李")
    assert next((day.by, day.rejected) for day in figures.progress(collection).days) == ("李", 0)


def test_what_is_changed_is_told_by_drafter_and_prompt(collection: Collection) -> None:
    for number in range(4):
        work = collection.paintings.add(f"W{number}")
        draft = collection.captions.put_draft(
            work.id, "tags", "山，水，小舟", "remote", "眼", "draft-2" if number else "draft-1"
        )
        assert draft is not None
        if number == 2:
            collection.captions.edit(draft.id, "山，水，孤舟", "王")
        if number == 3:
            collection.captions.reject(draft.id, "王")
        else:
            collection.captions.approve(draft.id, "王")
    found = figures.edit_distances(figures.prepare(collection))
    first, second = found
    assert (first.prompt_version, first.captions, first.unchanged, first.mean) == (
        "draft-1",
        1,
        1,
        0,
    )
    assert (second.drafter, second.kind, second.captions, second.rejected) == ("眼", "tags", 2, 1)
    assert (second.unchanged, second.mean, second.median) == (1, 1 / 12, 1 / 12)
