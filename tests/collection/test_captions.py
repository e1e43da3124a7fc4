from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Call, Caption


@pytest.fixture
def draft(collection: Collection) -> Caption:
    work = collection.paintings.add("K1")
    kept = collection.captions.put_draft(
        work.id, "modern", "一叶扁舟", "remote", drafter="qwen", prompt_version="1"
    )
    assert kept is not None
    return kept


def test_approving_records_who_and_when(collection: Collection, draft: Caption) -> None:
    approved = collection.captions.approve(draft.id, "王")
    assert approved.status == "approved"
    assert [approval.by for approval in approved.approvals] == ["王"]
    assert approved.approvals[0].at.endswith("Z")
    line = collection.history.list(1)[0]
    assert (line.action, line.by, line.subject) == ("approve", "王", f"caption:{draft.id}")


def test_a_draft_never_replaces_what_a_curator_approved_or_wrote(
    collection: Collection, draft: Caption
) -> None:
    def redraft() -> Caption | None:
        return collection.captions.put_draft(draft.painting_id, "modern", "机器", "offline")

    assert redraft() is not None  # nobody has touched it yet
    collection.captions.edit(draft.id, "我写的", "王")
    assert redraft() is None
    collection.captions.approve(draft.id, "王")
    assert redraft() is None
    assert collection.captions.get(draft.id).text == "我写的"


def test_the_database_itself_holds_one_approved_caption_of_a_kind(
    collection: Collection, draft: Caption
) -> None:
    collection.captions.reject(draft.id, "王")
    second = collection.captions.put_draft(draft.painting_id, "modern", "另一条", "offline")
    assert second is not None
    assert second.id != draft.id
    collection.captions.approve(second.id, "王")
    with pytest.raises(SongClipError) as error:
        collection.captions.approve(draft.id, "王")
    assert error.value.code == "another_caption_stands"
    with pytest.raises(sqlite3.IntegrityError):
        collection._database.write("UPDATE caption SET status = 'approved'")


def test_editing_makes_an_approved_caption_a_draft_of_the_curator(
    collection: Collection, draft: Caption
) -> None:
    collection.captions.approve(draft.id, "王")
    edited = collection.captions.edit(draft.id, " 孤舟 ", "李")
    assert (edited.status, edited.text, edited.author) == ("draft", "孤舟", "李")
    assert edited.draft_text == "一叶扁舟"
    assert edited.approvals == ()


def test_an_empty_caption_is_refused(collection: Collection, draft: Caption) -> None:
    with pytest.raises(SongClipError) as error:
        collection.captions.edit(draft.id, "  ", "王")
    assert error.value.code == "empty_caption"


def test_undo_walks_back_act_by_act_across_sessions(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        work = collection.paintings.add("K1")
        draft = collection.captions.put_draft(work.id, "tags", "山，水", "offline")
        assert draft is not None
        collection.captions.edit(draft.id, "山，江", "王")
        collection.captions.approve(draft.id, "王")
    with Collection.open(tmp_path / "c") as again:
        first = again.captions.undo("李")
        assert first is not None
        assert (first.status, first.text, first.approvals) == ("draft", "山，江", ())
        second = again.captions.undo("李")
        assert second is not None
        assert (second.text, second.author) == ("山，水", "")
        assert again.captions.undo("李") is None
        actions = [line.action for line in again.history.list()]
        assert actions == ["undo", "undo", "approve", "edit", "draft", "add"]


def test_what_was_undone_can_be_done_again_and_undone_again(
    collection: Collection, draft: Caption
) -> None:
    for _ in range(3):
        assert collection.captions.approve(draft.id, "王").status == "approved"
        undone = collection.captions.undo("王")
        assert undone is not None
        assert undone.status == "draft"


def test_what_was_done_in_one_transaction_is_undone_as_one(collection: Collection) -> None:
    drafts = []
    for number in range(3):
        work = collection.paintings.add(f"K{number}")
        drafts.append(collection.captions.put_draft(work.id, "modern", "文", "offline"))
    with collection.transaction():
        for draft in drafts:
            assert draft is not None
            collection.captions.approve(draft.id, "王")
    assert collection.captions.counts()["approved"] == 3
    assert len(collection.captions.undo_act("王")) == 3
    assert collection.captions.counts() == {"draft": 3, "approved": 0, "rejected": 0}


def test_undoing_a_rejection_sets_the_draft_written_since_aside(
    collection: Collection, draft: Caption
) -> None:
    collection.captions.reject(draft.id, "王")
    newer = collection.captions.put_draft(draft.painting_id, "modern", "新稿", "offline")
    assert newer is not None
    collection.captions.approve(newer.id, "王")
    assert collection.captions.undo("王") == collection.captions.get(newer.id)
    undone = collection.captions.undo("王")
    assert undone is not None
    assert (undone.id, undone.status, undone.text) == (draft.id, "draft", draft.text)
    aside = collection.captions.get(newer.id)
    assert (aside.status, aside.text) == ("rejected", "新稿")  # kept, and can be approved yet
    assert collection.captions.undo("王") is None


def test_undoing_a_rejection_leaves_a_draft_that_somebody_wrote_in(
    collection: Collection, draft: Caption
) -> None:
    collection.captions.reject(draft.id, "王")
    newer = collection.captions.put_draft(draft.painting_id, "modern", "新稿", "offline")
    assert newer is not None
    collection.captions.approve(draft.id, "王")  # the rejected one after all
    collection.captions.edit(newer.id, "我写的", "李")
    collection.captions.reject(draft.id, "王")
    undone = collection.captions.undo("王")
    assert undone is not None
    assert (undone.id, undone.status) == (draft.id, "approved")
    kept = collection.captions.get(newer.id)
    assert (kept.status, kept.text) == ("draft", "我写的")


def test_a_draft_never_takes_the_place_of_what_a_first_reader_approved(
    collection: Collection, draft: Caption
) -> None:
    collection.set_setting("second_reader", True)
    collection.captions.approve(draft.id, "王")
    assert collection.captions.put_draft(draft.painting_id, "modern", "机器", "offline") is None
    assert collection.captions.approve(draft.id, "李").text == draft.text


def test_a_withdrawn_approval_leaves_a_draft_that_no_drafter_overwrites(
    collection: Collection, draft: Caption
) -> None:
    collection.captions.approve(draft.id, "王")
    withdrawn = collection.captions.withdraw(draft.id, "李")
    assert (withdrawn.status, withdrawn.text, withdrawn.approvals) == ("draft", draft.text, ())
    assert collection.captions.put_draft(draft.painting_id, "modern", "机器", "offline") is None
    undone = collection.captions.undo("李")
    assert undone is not None
    assert (undone.status, [one.by for one in undone.approvals]) == ("approved", ["王"])


def test_an_act_that_changes_nothing_is_none(collection: Collection, draft: Caption) -> None:
    collection.set_setting("second_reader", True)
    for _ in range(2):
        collection.captions.approve(draft.id, "王")
    for _ in range(2):
        collection.captions.reject(draft.id, "王")
    collection.captions.withdraw(draft.id, "王")
    actions = [line.action for line in collection.history.list(subject=f"caption:{draft.id}")]
    assert actions == ["reject", "approve", "draft"]


def test_one_person_is_one_however_the_name_is_typed(
    collection: Collection, draft: Caption
) -> None:
    collection.set_setting("second_reader", True)
    for name in ("張 Wei", "张Ｗｅｉ", " 张wei "):
        assert collection.captions.approve(draft.id, name).status == "draft"
    assert collection.captions.approve(draft.id, "李").status == "approved"


def test_the_chain_of_drafts_is_kept_though_the_caption_knows_only_the_newest(
    collection: Collection, draft: Caption
) -> None:
    call = Call("https://a.example/v1", "eye-1", "ab" * 32, 1, 1, "{}")
    again = collection.captions.put_draft(
        draft.painting_id, "modern", "新", "remote", "eye", "draft-2", call=call
    )
    assert again is not None
    lines = collection.history.list(subject=f"caption:{draft.id}")
    told = [json.loads(line.new) for line in lines]
    assert [line["prompt_version"] for line in told] == ["draft-2", "1"]
    assert (told[0]["llm"], told[0]["picture_sha256"]) == ("eye-1", "ab" * 32)


def test_a_variant_is_for_training_only(collection: Collection) -> None:
    work = collection.paintings.add("K2")
    drafted = collection.captions.put_draft(work.id, "tags", "野鶉，紈扇", "offline")
    assert drafted is not None
    taken = collection.captions.take_variants(drafted.id, {"鶉": "鹑"}, "王")
    assert (taken.text, taken.training_text) == ("野鶉，紈扇", "野鹑，紈扇")
    edited = collection.captions.edit(drafted.id, "双鶉", "王")
    assert edited.training_text == "双鹑"
    collection.captions.undo("王")
    undone = collection.captions.undo("王")
    assert undone is not None
    assert (undone.text, undone.variants) == (drafted.text, {})


def test_with_a_second_reader_the_second_name_approves(
    collection: Collection, draft: Caption
) -> None:
    collection.set_setting("second_reader", True)
    assert collection.captions.approve(draft.id, "王").status == "draft"
    assert collection.captions.approve(draft.id, "王").status == "draft"
    approved = collection.captions.approve(draft.id, "李")
    assert approved.status == "approved"
    assert [approval.by for approval in approved.approvals] == ["王", "李"]


def test_what_was_approved_elsewhere_is_not_undone(collection: Collection) -> None:
    work = collection.paintings.add("K1")
    collection.captions.put_approved(work.id, "modern", "定稿", "curator", "示范")
    assert collection.captions.undo("王") is None


def test_lists_are_filtered_and_stable(collection: Collection) -> None:
    for accession in ("B", "A"):
        work = collection.paintings.add(accession)
        for kind in ("tags", "modern"):
            collection.captions.put_draft(work.id, kind, kind, "offline")
    listed = [(c.accession, c.kind) for c in collection.captions.list()]
    assert listed == [("A", "modern"), ("A", "tags"), ("B", "modern"), ("B", "tags")]
    assert [c.kind for c in collection.captions.list(accession="B", kind="tags")] == ["tags"]
    assert collection.captions.list(status="approved") == []
    assert len(collection.captions.list(limit=3)) == 3
    assert len(collection.captions.drafts(["modern"])) == 2


def test_an_unknown_id_is_said(collection: Collection) -> None:
    with pytest.raises(SongClipError) as error:
        collection.captions.approve(7, "王")
    assert error.value.code == "no_such_caption"


def test_the_next_draft_comes_in_order_and_begins_again(collection: Collection) -> None:
    drafted = {}
    for accession in ("B", "A"):
        work = collection.paintings.add(accession)
        for kind in ("tags", "classical", "modern"):
            kept = collection.captions.put_draft(work.id, kind, "文字", "offline")
            assert kept is not None
            drafted[f"{accession}{kind}"] = kept.id
    lists = collection.captions
    order = [drafted[work + kind] for work in "AB" for kind in ("modern", "classical", "tags")]
    assert [work.accession for work in collection.paintings.records(lists.works_with_drafts())] == [
        "A", "B",
    ]  # fmt: skip
    first = lists.next_draft()
    assert first is not None
    here, walked = first.id, [first.id]
    for _ in range(6):
        following = lists.next_draft(here)
        assert following is not None
        walked.append(here := following.id)
    assert walked == [*order, order[0]]
    passed = lists.next_draft(order[0], passed=[order[1]])
    assert passed is not None
    assert passed.id == order[2]
    collection.set_setting("second_reader", True)
    lists.approve(order[1], "王")
    for by, expected in (("王", order[2]), ("李", order[1])):
        following = lists.next_draft(order[0], by)
        assert following is not None
        assert following.id == expected
    assert lists.next_draft(order[0], passed=order) is None
    for caption_id in order[1:]:
        lists.reject(caption_id, "王")
    assert lists.next_draft(order[0]) is None  # nothing but the one under review
