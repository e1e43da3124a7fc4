"""The trash: a work goes whole and comes back whole."""

from __future__ import annotations

import pytest

from songclip_desktop.collection.collection import CATALOGUED, Collection
from songclip_desktop.collection.images import Stored
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Painting


@pytest.fixture
def work(collection: Collection) -> Painting:
    """A work with two pictures, tags, an approved and a rejected caption, and a confirmed pair."""
    made = collection.paintings.add("K1", title="寒江独钓图", tags=["雪"], extra={"题材": "渔父"})
    for name in "ab":
        collection.paintings.add_image(made.id, Stored(name * 64, f"originals/{name}", False, 3, 2))
    for kind in ("modern", "tags"):
        caption = collection.captions.put_draft(made.id, kind, f"一叶扁舟 {kind}", "offline")
        assert caption is not None
        collection.captions.approve(caption.id, "王")
    collection.captions.reject(caption.id, "王")
    passage = collection.passages.add("孤舟蓑笠翁", number="1")
    pair = collection.pairs.suggest(passage.id, made.id, 0.5)
    collection.pairs.confirm(pair.id, "王")
    return collection.paintings.get(made.id)


def everything(collection: Collection, work: Painting) -> object:
    return (
        collection.paintings.get(work.id),
        collection.paintings.images(work.id),
        collection.captions.of(work.id),
        collection.pairs.list(painting_id=work.id),
        collection.paintings.register_row(work.id),
        collection.finding.find("扁舟"),
        collection.finding.find("独钓"),
    )


def test_a_work_leaves_everything_and_comes_back_as_it_was(
    collection: Collection, work: Painting
) -> None:
    before = everything(collection, work)
    lines = collection.history.of_subject(f"painting:{work.id}")
    assert collection.trash.put([work.id, 999], "王") == [work.id]
    assert collection.paintings.all() == []
    assert collection.paintings.all_images() == []
    assert collection.captions.list() == []
    assert collection.pairs.list() == []
    assert collection.finding.find("独钓") == collection.finding.find("扁舟") == []
    (one,) = collection.trash.list()
    assert (one.id, one.accession, one.title, one.by) == (work.id, "K1", "寒江独钓图", "王")
    assert (one.images, one.captions, collection.trash.count()) == (2, 2, 1)
    assert collection.trash.by_accession("K1") == work.id
    assert collection.trash.originals() == {"originals/a", "originals/b"}
    assert collection.trash.restore([work.id], "王") == [work.id]
    assert everything(collection, work) == before
    assert collection.trash.list() == []
    assert collection.damage() == []
    assert collection.history.of_subject(f"painting:{work.id}")[-len(lines) :] == lines


def test_undo_brings_many_back_at_once_and_then_takes_back_what_was_before(
    collection: Collection, work: Painting
) -> None:
    other = collection.paintings.add("K2")
    collection.paintings.update(other.id, action="edit", title="新")
    before = everything(collection, work)
    collection.trash.put([work.id, other.id], "王")
    assert collection.undo("王", CATALOGUED) == (f"painting:{work.id}", f"painting:{other.id}")
    assert everything(collection, work) == before
    assert collection.undo("王", CATALOGUED) == (f"painting:{other.id}",)
    assert collection.paintings.get(other.id).title == ""
    assert collection.undo("王", CATALOGUED) == ()


def test_a_work_that_was_brought_back_is_not_put_away_or_brought_back_by_undo(
    collection: Collection, work: Painting
) -> None:
    collection.trash.put([work.id])
    collection.trash.restore([work.id])
    assert collection.undo("王", CATALOGUED) == ()
    assert collection.paintings.count() == 1


def test_acts_on_captions_wait_in_the_trash_and_can_be_taken_back_afterwards(
    collection: Collection, work: Painting
) -> None:
    collection.trash.put([work.id])
    assert collection.undo("王") == ()
    collection.trash.restore([work.id])
    assert collection.undo("王")[0].startswith("pair:")
    assert collection.undo("王")[0].startswith("caption:")


def test_a_taken_number_stops_the_return_of_all_and_says_what_to_do(
    collection: Collection, work: Painting
) -> None:
    other = collection.paintings.add("K2")
    collection.trash.put([work.id, other.id])
    collection.paintings.add("K1")
    for act in (
        lambda: collection.trash.restore([other.id, work.id]),
        lambda: collection.undo("王", CATALOGUED),
    ):
        with pytest.raises(SongClipError) as error:
            act()
        assert error.value.code == "accession_taken"
        assert collection.trash.count() == 2


def test_what_is_given_up_is_gone_and_only_its_own_originals_are_named(
    collection: Collection, work: Painting
) -> None:
    other = collection.paintings.add("K2")
    collection.paintings.add_image(other.id, Stored("a" * 64, "originals/a", False, 3, 2))
    third = collection.paintings.add("K3")
    collection.paintings.add_image(third.id, Stored("c" * 64, "/museum/c.tif", True, 3, 2))
    collection.trash.put([work.id, third.id], "王")
    assert collection.trash.empty([work.id, third.id], "王") == ["originals/b"]
    assert collection.trash.list() == []
    assert collection.trash.restore([work.id]) == []
    assert collection.undo("王", CATALOGUED) == ()
    assert collection.history.of_subject(f"painting:{work.id}")[0][0].action == "destroy"


def test_tables_that_came_later_go_and_come_with_the_work(
    collection: Collection, work: Painting
) -> None:
    """What refers to a work, or to one of its pictures, needs no line in the trash's code."""
    database = collection._database
    database.write(
        "CREATE TABLE hung (image_id INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,"
        " place TEXT, UNIQUE (image_id, place)) STRICT"
    )
    database.write(
        "CREATE TABLE lent (painting_id INTEGER PRIMARY KEY"
        " REFERENCES painting (id) ON DELETE CASCADE, place TEXT) STRICT"
    )
    other = collection.paintings.add("K2")
    picture = collection.paintings.add_image(other.id, Stored("c" * 64, "originals/c", False, 3, 2))
    for image, place in ((1, "东厅"), (1, None), (2, "西厅"), (picture.id, "东厅")):
        database.write("INSERT INTO hung VALUES (?, ?)", [image, place])
    for painting_id in (work.id, other.id):
        database.write("INSERT INTO lent VALUES (?, '京')", [painting_id])
    tables = ("hung", "lent")
    before = [[tuple(r) for r in database.rows(f"SELECT * FROM {t} ORDER BY 1, 2")] for t in tables]
    collection.trash.put([work.id])
    assert [len(database.rows(f"SELECT * FROM {table}")) for table in tables] == [1, 1]
    collection.trash.restore([work.id])
    after = [[tuple(r) for r in database.rows(f"SELECT * FROM {t} ORDER BY 1, 2")] for t in tables]
    assert after == before


def test_the_history_of_review_names_works_that_are_in_the_trash_or_gone(
    collection: Collection, work: Painting
) -> None:
    lines = collection.history.of_review()
    subjects = {line.subject for line, _ in lines}
    named = collection.history.names(subjects)
    assert {names[1:] for names in named.values()} >= {("K1", "寒江独钓图")}
    collection.trash.put([work.id])
    assert collection.history.names(subjects) == named
    collection.trash.empty([work.id])
    assert collection.history.names(subjects) == named
    assert [line.subject for line, _ in collection.history.of_review()] == [
        line.subject for line, _ in lines
    ]
