"""A curator's work on the records: counted before it acts, undone as one, told in the history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.workflow import catalogue, review, work_pictures
from songclip_desktop.workflow.catalogue import Change

Fill = Callable[[int], Collection]


def numbers(collection: Collection) -> list[int]:
    return [work.id for work in collection.paintings.all()]


# -- one work ------------------------------------------------------------------------------------


def test_an_edit_is_found_at_once_told_in_the_history_and_taken_back(filled: Fill) -> None:
    collection = filled(1)
    (work,) = collection.paintings.all()
    changes = catalogue.edit(
        collection, work.id, "王", artist=" 范宽 ", dynasty="北宋", tags=["山水", " "]
    )
    assert changes.paintings == {work.id}
    now = collection.paintings.get(work.id)
    assert (now.artist, now.tags, now.year_to) == ("范宽", ("山水",), 1127)
    assert collection.finding.find("fankuan") == [work.id]
    told = {one.field: one for one in catalogue.history(collection, work.id) if one.by == "王"}
    assert (told["artist"].before, told["artist"].after, told["artist"].undone) == (
        "",
        "范宽",
        False,
    )
    assert told["tags"].after == "山水"
    assert catalogue.undo(collection, "李").paintings == {work.id}
    assert collection.paintings.get(work.id) == work
    assert collection.finding.find("fankuan") == []
    assert [one.undone for one in catalogue.history(collection, work.id) if one.by == "王"] == [
        True
    ] * len(told)
    assert catalogue.undo(collection, "李").paintings == frozenset()


def test_review_undo_is_not_confused_by_edits(filled: Fill) -> None:
    collection = filled(1)
    (work,) = collection.paintings.all()
    catalogue.edit(collection, work.id, "王", title="新题")
    assert review.undo(collection, "王").changed == 2  # the approvals, one act
    assert collection.paintings.get(work.id).title == "新题"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"accession": "S01"}, "accession_taken"),
        ({"accession": "  "}, "accession_empty"),
        ({"work_kind": "statue"}, "no_such_work_kind"),
        ({"year_from": 1200, "year_to": 1100}, "years_reversed"),
        ({"year_from": 1280}, "years_reversed"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(
    filled: Fill, fields: dict[str, object], code: str
) -> None:
    collection = filled(2)
    first = collection.paintings.by_accession("S00")
    assert first is not None
    catalogue.edit(collection, first.id, "王", year_from=1100, year_to=1200)
    before = collection.paintings.get(first.id)
    with pytest.raises(SongClipError) as error:
        catalogue.edit(collection, first.id, "王", **fields)
    assert (error.value.code, bool(error.value.remedy)) == (code, True)
    assert collection.paintings.get(first.id) == before


def test_a_tag_by_its_alias_becomes_the_leading_one(filled: Fill) -> None:
    collection = filled(1)
    (work,) = collection.paintings.all()
    collection.aliases.put("tag", "雪景", "雪")
    catalogue.edit(collection, work.id, "王", tags=["雪景", "舟"])
    assert collection.paintings.get(work.id).tags == ("舟", "雪")


# -- many works ----------------------------------------------------------------------------------


def test_a_change_of_many_is_counted_first_and_undone_as_one(filled: Fill) -> None:
    collection = filled(4)
    ids = numbers(collection)
    catalogue.edit(collection, ids[0], "王", dynasty="南宋", tags=["雪"])
    catalogue.edit(collection, ids[1], "王", dynasty="北宋", tags=["舟"])
    before = collection.paintings.records(ids)
    change = Change({"dynasty": "南宋"}, add_tags=("雪",), remove_tags=("舟",))
    prepared = catalogue.prepare(collection, ids, change)
    assert (len(prepared.rows), prepared.unchanged) == (3, 1)
    assert prepared.counts == {"dynasty": 3, "tags": 3}
    assert prepared.overwritten == {"dynasty": 1, "tags": 1}
    assert collection.paintings.records(ids) == before
    assert catalogue.apply(collection, prepared, "王").paintings == set(ids[1:])
    for work in collection.paintings.records(ids):
        assert (work.dynasty, work.tags, work.year_from) == ("南宋", ("雪",), 1127)
    catalogue.undo(collection, "李")
    assert collection.paintings.records(ids) == before


def test_only_what_is_empty_is_filled_where_asked(filled: Fill) -> None:
    collection = filled(2)
    first, second = numbers(collection)
    catalogue.edit(collection, first, "王", holder="甲馆")
    prepared = catalogue.prepare(
        collection, [first, second], Change({"holder": "乙馆"}, only_empty=True)
    )
    assert [row.id for row in prepared.rows] == [second]
    assert prepared.overwritten == {}
    catalogue.apply(collection, prepared, "王")
    assert collection.paintings.get(first).holder == "甲馆"


def test_a_free_field_of_many_is_set_beside_the_others(filled: Fill) -> None:
    collection = filled(2)
    first, second = numbers(collection)
    catalogue.edit(collection, first, "王", extra={"题材": "山水", "柜号": "3", "旧号": "甲"})
    change = Change({"extra": {"题材": "渔父", "旧号": ""}})
    prepared = catalogue.prepare(collection, [first, second], change)
    assert (prepared.counts, prepared.overwritten) == ({"extra": 2}, {"extra": 1})
    catalogue.apply(collection, prepared, "王")
    assert collection.paintings.get(first).extra == {"题材": "渔父", "柜号": "3"}
    assert collection.paintings.get(second).extra == {"题材": "渔父"}
    filling = Change({"extra": {"题材": "人物", "柜号": "5"}}, only_empty=True)
    catalogue.apply(collection, catalogue.prepare(collection, [first, second], filling), "王")
    assert collection.paintings.get(first).extra == {"题材": "渔父", "柜号": "3"}
    assert collection.paintings.get(second).extra == {"题材": "渔父", "柜号": "5"}


def test_what_changed_since_the_count_is_left_as_it_is(filled: Fill) -> None:
    collection = filled(3)
    ids = numbers(collection)
    prepared = catalogue.prepare(collection, ids, Change({"grade": "一级"}))
    catalogue.edit(collection, ids[0], "李", grade="二级")
    catalogue.put_in_trash(collection, [ids[1]], "李")
    assert catalogue.apply(collection, prepared, "王").paintings == {ids[2]}
    assert collection.paintings.get(ids[0]).grade == "二级"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change(), "nothing_to_change"),
        (Change(add_tags=(" ",)), "nothing_to_change"),
        (Change({"accession": "K"}), "accession_of_many"),
        (Change({"work_kind": "statue"}), "no_such_work_kind"),
    ],
)
def test_a_change_of_many_that_makes_no_sense_is_refused(
    filled: Fill, change: Change, code: str
) -> None:
    collection = filled(1)
    with pytest.raises(SongClipError) as error:
        catalogue.prepare(collection, numbers(collection), change)
    assert error.value.code == code


def test_a_tag_gets_another_name_everywhere_and_the_old_one_leads_to_it(filled: Fill) -> None:
    collection = filled(3)
    ids = numbers(collection)
    catalogue.edit(collection, ids[0], "王", tags=["雪景"])
    catalogue.edit(collection, ids[1], "王", tags=["雪景", "雪"])
    collection.aliases.put("tag", "雪图", "雪景")
    collection.aliases.put("tag", "雪", "雪景")
    assert catalogue.rename_tag(collection, "雪景", " 雪 ", "王").paintings == set(ids[:2])
    assert collection.paintings.tag_counts() == {"雪": 2}
    assert collection.aliases.list("tag") == {"雪景": "雪", "雪图": "雪"}
    catalogue.undo(collection, "王")
    assert collection.paintings.get(ids[1]).tags == ("雪", "雪景")
    assert collection.aliases.list("tag") == {"雪": "雪景", "雪图": "雪景"}


# -- trash ---------------------------------------------------------------------------------------


def test_the_trash_is_emptied_with_the_originals_that_are_nobodys(filled: Fill) -> None:
    collection = filled(3)
    first, second, third = collection.paintings.all()
    assert first.image is not None
    assert second.image is not None
    gone, stays = (collection.images.path(work.image) for work in (first, second) if work.image)
    assert catalogue.put_in_trash(collection, [first.id, second.id], "王").everything
    assert numbers(collection) == [third.id]
    catalogue.restore(collection, [second.id], "王")
    assert catalogue.empty_trash(collection, [first.id], "王") == 1
    assert (gone.exists(), stays.exists()) == (False, True)
    assert numbers(collection) == [second.id, third.id]
    assert catalogue.undo(collection, "王").paintings == frozenset()


# -- pictures ------------------------------------------------------------------------------------


def test_pictures_are_added_named_ordered_and_taken_away(filled: Fill, tmp_path: Path) -> None:
    collection = filled(1)
    (work,) = collection.paintings.all()
    files = []
    for name, colour in (("a.png", 10), ("b.png", 200)):
        files.append(tmp_path / name)
        Image.new("RGB", (40, 30), (colour, 0, 0)).save(files[-1])
    (tmp_path / "no.png").write_text("no picture")
    files.append(tmp_path / "no.png")
    steps: list[Progress] = []
    listener = Listener(progress=steps.append)
    kept = work_pictures.keep(collection.images, files, copy=True, listener=listener)
    assert [name for name, _ in kept.pictures] == ["a.png", "b.png"]
    assert [(one.source, bool(one.remedy)) for one in kept.problems] == [("no.png", True)]
    assert steps[-1].done == 3
    assert len(collection.paintings.images(work.id)) == 1

    work_pictures.add(collection, work.id, kept, "王", role="section")
    main, first, second = collection.paintings.images(work.id)
    assert (main.primary, first.role, first.file_name) == (True, "section", "a.png")
    work_pictures.order(collection, work.id, [second.id, main.id, first.id], "王")
    work_pictures.change(collection, first.id, "王", role="colophon", label="跋", primary=True)
    changes = work_pictures.set_view(collection, second.id, {"rotate": 180}, "王")
    assert changes.paintings == {work.id}
    work_pictures.remove(collection, main.id, "王")
    shown = [
        (one.id, one.role, one.label, one.view) for one in collection.paintings.images(work.id)
    ]
    assert shown == [(first.id, "colophon", "跋", {}), (second.id, "section", "", {"rotate": 180})]
    for _ in range(5):
        catalogue.undo(collection, "王")
    assert collection.paintings.images(work.id) == (main,)
    told = [one.field for one in catalogue.history(collection, work.id) if one.by == "王"]
    assert set(told) == {"images"}


def test_keeping_pictures_stops_when_asked(filled: Fill, tmp_path: Path) -> None:
    collection = filled(1)
    with pytest.raises(Stopped):
        work_pictures.keep(
            collection.images,
            [tmp_path / "a.png"],
            copy=True,
            listener=Listener(should_stop=lambda: True),
        )
