from __future__ import annotations

from songclip_desktop.collection.collection import Collection


def test_a_pair_is_suggested_confirmed_and_never_suggested_twice(collection: Collection) -> None:
    passage = collection.passages.add("德寿宫")
    work = collection.paintings.add("K1", work_kind="photograph")
    pair = collection.pairs.suggest(passage.id, work.id, 0.25)
    assert (pair.status, pair.accession, pair.score) == ("draft", "K1", 0.25)
    assert collection.pairs.confirm(pair.id, "王").status == "approved"
    again = collection.pairs.suggest(passage.id, work.id, 0.5)
    assert (again.id, again.status, again.score) == (pair.id, "approved", 0.5)
    undone = collection.pairs.undo("王")
    assert undone is not None
    assert undone.status == "draft"
    assert collection.pairs.reject(pair.id, "王").status == "rejected"
    assert collection.pairs.counts() == {"draft": 0, "approved": 0, "rejected": 1}


def test_a_passage_may_have_many_confirmed_works(collection: Collection) -> None:
    passage = collection.passages.add("西湖")
    for number in range(3):
        work = collection.paintings.add(f"K{number}")
        collection.pairs.put_confirmed(passage.id, work.id, "示范")
    assert len(collection.pairs.list("approved", passage_id=passage.id)) == 3
    assert collection.pairs.undo("王") is None


def test_ids_of_captions_passages_and_pairs_never_meet(collection: Collection) -> None:
    passage = collection.passages.add("西湖")
    work = collection.paintings.add("K1")
    caption = collection.captions.put_draft(work.id, "modern", "湖", "offline")
    assert caption is not None
    pair = collection.pairs.suggest(passage.id, work.id, None)
    kinds = [collection.reviewed_kind(key) for key in (passage.id, caption.id, pair.id, 99)]
    assert kinds == ["passage", "caption", "pair", None]


def test_undo_takes_back_the_last_act_of_any_kind(collection: Collection) -> None:
    passage = collection.passages.add("西湖")
    work = collection.paintings.add("K1")
    caption = collection.captions.put_draft(work.id, "modern", "湖", "offline")
    assert caption is not None
    pair = collection.pairs.suggest(passage.id, work.id, None)
    collection.captions.approve(caption.id, "王")
    collection.pairs.confirm(pair.id, "王")
    assert collection.undo("王") == (f"pair:{pair.id}",)
    assert collection.undo("王") == (f"caption:{caption.id}",)
    assert collection.undo("王") == ()


def test_a_confirmation_is_withdrawn_and_brought_back(collection: Collection) -> None:
    work = collection.paintings.add("W1")
    passage = collection.passages.add("德寿宫在望仙桥东", number="w1")
    pair = collection.pairs.suggest(passage.id, work.id, 0.5)
    collection.pairs.confirm(pair.id, "王")
    assert collection.pairs.withdraw(pair.id, "王").status == "draft"
    assert collection.pairs.approvals(pair.id) == ()
    undone = collection.pairs.undo("王")
    assert undone is not None
    assert (undone.status, len(collection.pairs.approvals(pair.id))) == ("approved", 1)
