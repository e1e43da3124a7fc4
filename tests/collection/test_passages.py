from __future__ import annotations

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Annotation, Passage

SAID = Annotation(
    (("德寿宫", "宫殿"),), "望仙桥东", "德寿宫在桥东。", "East of the bridge.", "宫殿"
)


@pytest.fixture
def passage(collection: Collection) -> Passage:
    return collection.passages.add("德壽宫在望仙橋東", number="1", source="夢粱錄", chapter="卷八")


def test_the_same_passage_again_is_the_same_record(
    collection: Collection, passage: Passage
) -> None:
    again = collection.passages.add(passage.text, number="1", source="夢粱錄", chapter="卷八")
    assert again == passage
    changed = collection.passages.add("改", number="1", source="夢粱錄", chapter="卷八")
    assert (changed.id, changed.text) == (passage.id, "改")
    assert collection.passages.count() == 1
    assert collection.passages.add("别书", number="1", source="武林舊事").id != passage.id


def test_an_annotation_is_drafted_reviewed_and_undone(
    collection: Collection, passage: Passage
) -> None:
    assert collection.passages.list("lacking") == [passage]
    drafted = collection.passages.annotate(passage.id, SAID, "remote", drafter="qwen")
    assert drafted is not None
    assert (drafted.status, drafted.annotation, drafted.origin) == ("draft", SAID, "remote")
    approved = collection.passages.approve(passage.id, "王")
    assert approved.status == "approved"
    assert [a.by for a in collection.passages.approvals(passage.id)] == ["王"]
    assert collection.passages.annotate(passage.id, SAID, "remote") is None
    undone = collection.passages.undo("王")
    assert undone is not None
    assert undone.status == "draft"
    assert collection.passages.counts() == {"draft": 1, "approved": 0, "rejected": 0}


def test_an_edit_is_kept_against_the_next_draft(collection: Collection, passage: Passage) -> None:
    collection.passages.annotate(passage.id, SAID, "remote")
    mine = Annotation((), "", "我的译文", "", "")
    edited = collection.passages.edit(passage.id, mine, "王")
    assert (edited.author, edited.annotation) == ("王", mine)
    assert collection.passages.annotate(passage.id, SAID, "remote") is None
    assert collection.passages.draft_annotation(passage.id) == SAID


def test_a_rejected_annotation_is_lacking_again(collection: Collection, passage: Passage) -> None:
    collection.passages.annotate(passage.id, SAID, "remote")
    collection.passages.reject(passage.id, "王")
    assert [p.id for p in collection.passages.list("lacking")] == [passage.id]
    redrafted = collection.passages.annotate(passage.id, SAID, "remote")
    assert redrafted is not None
    assert redrafted.status == "draft"


def test_a_passage_without_annotation_cannot_be_approved(
    collection: Collection, passage: Passage
) -> None:
    with pytest.raises(SongClipError) as error:
        collection.passages.approve(passage.id, "王")
    assert error.value.code == "no_annotation"


@pytest.mark.parametrize("query", ["德寿宫", "望仙桥", "夢粱錄", "East"])
def test_text_and_annotation_are_searched(
    collection: Collection, passage: Passage, query: str
) -> None:
    collection.passages.annotate(passage.id, SAID, "remote")
    assert [p.id for p in collection.passages.list(query=query)] == [passage.id]
    assert collection.passages.list(query="西湖") == []


def test_undoing_a_rejection_brings_the_former_annotation_back_whole(
    collection: Collection,
) -> None:
    def said(text: str) -> Annotation:
        return Annotation((), text, "译", "en", "画")

    passage = collection.passages.add("德寿宫", number="1", source="书")
    collection.passages.annotate(passage.id, said("东"), "remote", "eye", "annotate-1")
    collection.passages.reject(passage.id, "王")
    collection.passages.annotate(passage.id, said("西"), "offline", "", "annotate-2")
    undone = collection.passages.undo("王")
    assert undone is not None
    assert (undone.status, undone.origin, undone.annotation) == ("draft", "remote", said("东"))
    assert collection.passages.draft_annotation(passage.id) == said("东")


def test_withdrawing_and_a_first_readers_approval(collection: Collection) -> None:
    collection.set_setting("second_reader", True)
    said = Annotation((), "东", "译", "en", "画")
    passage = collection.passages.add("德寿宫", number="1", source="书")
    collection.passages.annotate(passage.id, said, "remote")
    collection.passages.approve(passage.id, "王")
    assert collection.passages.annotate(passage.id, said, "offline") is None
    assert collection.passages.approve(passage.id, "李").status == "approved"
    assert collection.passages.withdraw(passage.id, "李").status == "draft"
    assert collection.passages.approvals(passage.id) == ()
    undone = collection.passages.undo("李")
    assert undone is not None
    assert undone.status == "approved"


def test_an_annotation_of_a_text_that_has_changed_wants_reading_again(
    collection: Collection,
) -> None:
    passage = collection.passages.add("德寿宫在望仙桥东", number="1", source="书")
    collection.passages.annotate(passage.id, Annotation((), "东", "译", "en", "画"), "remote")
    collection.passages.approve(passage.id, "王")
    collection.passages.add("德寿宫在望仙桥东", number="1", source="书")
    assert collection.passages.get(passage.id).status == "approved"
    changed = collection.passages.add("德寿宫在望仙桥西", number="1", source="书")
    assert (changed.status, collection.passages.approvals(passage.id)) == ("draft", ())
