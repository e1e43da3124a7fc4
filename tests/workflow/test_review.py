from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.records import Annotation
from songclip_desktop.workflow import bulk, lint, replace, review


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "c") as made:
        work = made.paintings.add("K1", title="题")
        for kind in ("modern", "tags"):
            made.captions.put_draft(work.id, kind, kind, "offline")
        passage = made.passages.add("德寿宫", number="1", source="书")
        made.passages.annotate(passage.id, Annotation((), "东", "译", "en", "画"), "remote")
        made.pairs.suggest(passage.id, work.id, 0.5)
        yield made


def test_every_kind_is_listed_and_acted_on_in_one_form(collection: Collection) -> None:
    for kind in ("modern", "tags", "annotation", "pair"):
        (one,) = review.list_captions(collection, kind=kind).captions
        result = review.approve(collection, [one], "王")
        (done,) = result.captions
        assert (done.kind, done.status, done.approvals[0].by) == (kind, "approved", "王")
        assert result.counts["approved"] == 1
        assert review.undo(collection, "王").captions[0].status == "draft"


def test_changes_name_what_was_touched(collection: Collection) -> None:
    (pair,) = review.list_captions(collection, kind="pair").captions
    (caption,) = review.list_captions(collection, kind="modern").captions
    changes = review.approve(collection, [pair, caption], "王").changes
    assert (changes.pairs, changes.captions) == ({pair.id}, {caption.id})
    undone = review.undo(collection, "王")  # both were one act
    assert {one.status for one in undone.captions} == {"draft"}
    assert undone.changed == 2


def test_an_annotation_is_edited_as_json(collection: Collection) -> None:
    (one,) = review.list_captions(collection, kind="annotation").captions
    said = json.loads(one.text) | {"modern_chinese": "我的译文"}
    (edited,) = review.edit(collection, one, json.dumps(said), "王").captions
    assert json.loads(edited.text)["modern_chinese"] == "我的译文"
    assert (edited.author, json.loads(edited.draft_text)["modern_chinese"]) == ("王", "译")
    for text in ("not json", "[]", '{"entities": 3}'):
        with pytest.raises(SongClipError) as error:
            review.edit(collection, one, text, "王")
        assert error.value.code == "annotation_malformed"


def test_a_pair_has_no_text(collection: Collection) -> None:
    (one,) = review.list_captions(collection, kind="pair").captions
    with pytest.raises(SongClipError) as error:
        review.edit(collection, one, "x", "王")
    assert error.value.code == "pair_has_no_text"


def captions_of(collection: Collection, *kinds: str) -> list[review.Reviewed]:
    return [one for one in review.list_captions(collection).captions if one.kind in kinds]


def test_approvals_of_every_kind_are_withdrawn_and_brought_back(collection: Collection) -> None:
    chosen = [
        one
        for kind in ("modern", "tags", "annotation", "pair")
        for one in review.list_captions(collection, kind=kind).captions
    ]
    review.approve(collection, chosen, "王")
    withdrawn = review.withdraw(collection, chosen, "李")
    assert {(one.status, one.approvals) for one in withdrawn.captions} == {("draft", ())}
    undone = review.undo(collection, "李")
    assert {one.status for one in undone.captions} == {"approved"}
    assert {one.approvals[0].by for one in undone.captions} == {"王"}


def test_variants_are_taken_where_they_occur(collection: Collection) -> None:
    modern, tags = captions_of(collection, "modern", "tags")
    review.edit(collection, modern, "野鶉數隻，立於石畔", "王")
    chosen = captions_of(collection, "modern", "tags")
    review.take_variants(collection, chosen, {"鶉": "鹑", "紈": "纨"}, "王")
    kept = collection.captions.get(modern.id)
    assert (kept.text, kept.training_text) == ("野鶉數隻，立於石畔", "野鹑數隻，立於石畔")
    assert collection.captions.get(tags.id).variants == {}
    review.take_variants(collection, chosen, {}, "王")
    assert collection.captions.get(modern.id).variants == {}
    assert review.undo(collection, "王").captions[0].id == modern.id
    assert collection.captions.get(modern.id).variants == {"鶉": "鹑"}


def test_comments_are_added_and_never_taken_back(collection: Collection) -> None:
    (modern,) = captions_of(collection, "modern")
    review.comment(collection, modern.id, " 请核对“孤舟” ", "王")
    review.approve(collection, [modern], "王")
    review.comment(collection, modern.id, "已核对", "李")
    review.undo(collection, "王")
    assert review.undo(collection, "王").changed == 0
    said = [(one.by, one.text) for one in review.comments(collection, modern.id)]
    assert said == [("王", "请核对“孤舟”"), ("李", "已核对")]
    for text, caption_id, code in (
        (" ", modern.id, "empty_comment"), ("x", 999, "no_such_caption"),
    ):  # fmt: skip
        with pytest.raises(SongClipError) as error:
            review.comment(collection, caption_id, text, "王")
        assert error.value.code == code


def test_a_second_reader_is_asked_for_from_then_on(collection: Collection) -> None:
    modern, tags = captions_of(collection, "modern", "tags")
    review.approve(collection, [modern], "王")
    assert not review.second_reader(collection)
    for _ in range(2):
        review.set_second_reader(collection, True, "李")
    assert review.second_reader(collection)
    lines = [line for line in collection.history.list() if line.action == "setting"]
    assert [(line.by, line.subject) for line in lines] == [("李", "setting:second_reader")]
    assert collection.captions.get(modern.id).status == "approved"
    assert review.approve(collection, [tags], "王").captions[0].status == "draft"
    following = review.next_unreviewed(collection, by="李")
    assert following is not None
    assert following.id == tags.id
    assert review.next_unreviewed(collection, by="王") is None
    assert review.next_unreviewed(collection, by="李", passed=[tags.id]) is None


# -- many at once --------------------------------------------------------------------------------


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "many") as made:
        for number in range(6):
            work = made.paintings.add(f"K{number}", title="雪景" if number < 2 else "溪山")
            drafter = "qwen" if number % 2 else "offline"
            for kind in ("modern", "tags"):
                made.captions.put_draft(work.id, kind, f"渔翁{number}在小船上", "offline", drafter)
        yield made


def test_many_are_counted_then_approved_as_one_act(many: Collection) -> None:
    for chosen, counts in (
        (bulk.Filter(), {"modern": 6, "tags": 6}),
        (bulk.Filter(kinds=("tags",), drafter="qwen"), {"tags": 3}),
        (bulk.Filter(query="雪景"), {"modern": 2, "tags": 2}),
        (bulk.Filter(query="雪景", paintings=frozenset({2, 3})), {"modern": 1, "tags": 1}),
        (bulk.Filter(prompt_version="9"), {}),
    ):
        prepared = bulk.prepare(many, chosen)
        assert prepared.counts == counts
        assert len(prepared.captions) == sum(counts.values())
        assert many.captions.counts()["approved"] == 0  # it only counts
    prepared = bulk.prepare(many, bulk.Filter(kinds=("modern",)))
    assert prepared.works == 6
    done = bulk.approve(many, prepared, "王", without={prepared.captions[0].id})
    assert (done.changed, done.counts["approved"]) == (5, 5)
    assert review.undo(many, "王").changed == 5
    assert many.captions.counts()["approved"] == 0


def test_what_changed_since_the_count_is_left_out(many: Collection) -> None:
    prepared = bulk.prepare(many, bulk.Filter(kinds=("modern",)))
    edited, rejected = prepared.captions[:2]
    many.captions.edit(edited.id, "另写的一句", "李")
    many.captions.reject(rejected.id, "李")
    assert bulk.approve(many, prepared, "王").changed == 4
    assert many.captions.get(edited.id).status == "draft"
    assert many.captions.get(rejected.id).status == "rejected"
    left = bulk.prepare(many, bulk.Filter(kinds=("modern",), untouched=True))
    assert left.captions == ()


def test_a_draft_beside_an_approved_caption_does_not_stop_the_others(many: Collection) -> None:
    first = many.captions.list(kind="modern")[0]
    many.captions.reject(first.id, "王")
    newer = many.captions.put_draft(first.painting_id, "modern", "又一条草稿", "offline")
    assert newer is not None
    many.captions.approve(first.id, "王")  # the rejected one after all
    prepared = bulk.prepare(many, bulk.Filter(kinds=("modern",)))
    assert newer.id not in {one.id for one in prepared.captions}
    assert bulk.approve(many, prepared, "王").changed == 5
    assert many.captions.get(newer.id).status == "draft"


def test_many_are_linted_before_they_are_approved(many: Collection) -> None:
    first = many.captions.list()[0]
    many.captions.edit(first.id, "岸边停着一辆汽车", "王")
    prepared = bulk.prepare(many, bulk.Filter(kinds=("modern",)))
    told: list[Progress] = []
    found = bulk.warned(prepared, lint.known(many), Listener(progress=told.append))
    assert {key: [one.code for one in value] for key, value in found.items()} == {
        first.id: ["anachronism"]
    }
    assert told[-1] == Progress(6, 6, "caption")
    with pytest.raises(Stopped):
        bulk.warned(prepared, lint.known(many), Listener(should_stop=lambda: True))


def test_find_and_replace_shows_first_and_acts_once(many: Collection) -> None:
    approved, rejected = many.captions.list(kind="modern")[:2]
    many.captions.approve(approved.id, "王")
    many.captions.reject(rejected.id, "王")
    before = {one.id: one.text for one in many.captions.list()}
    shown = replace.preview(many, "小船", "扁舟", kinds=("modern",))
    assert (len(shown.rows), shown.drafts, shown.approved) == (5, 4, 1)
    row = shown.rows[0]
    assert (row.id, row.status) == (approved.id, "approved")
    assert (row.before, row.after) == ("渔翁0在小船上", "渔翁0在扁舟上")
    assert {one.id: one.text for one in many.captions.list()} == before  # nothing is written
    many.captions.edit(shown.rows[1].id, "小船另写", "李")
    done = replace.apply(many, shown, "王")
    assert {one.id for one in done.captions} == {one.id for one in shown.rows[2:]}
    assert {(one.status, one.author) for one in done.captions} == {("draft", "王")}
    assert many.captions.get(approved.id).text == row.before
    assert review.undo(many, "王").changed == 3
    assert replace.apply(many, shown, "王", only={shown.rows[2].id}).changed == 1
    (changed,) = replace.apply(many, shown, "王", approved=True, only={approved.id}).captions
    assert (changed.text, changed.status, changed.approvals) == (row.after, "draft", ())
    review.undo(many, "王")
    assert many.captions.get(approved.id).status == "approved"


def test_replacing_leaves_no_caption_empty_and_wants_something_to_find(many: Collection) -> None:
    assert replace.preview(many, "渔翁0在小船上", "").rows == ()
    assert replace.preview(many, "小船", "小船").rows == ()
    with pytest.raises(SongClipError) as error:
        replace.preview(many, "", "x")
    assert error.value.code == "nothing_to_find"
