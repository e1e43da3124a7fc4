from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Annotation, Painting
from songclip_desktop.workflow import review


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


def work(**facts: str) -> Painting:
    empty = dict.fromkeys(("title", "artist", "dynasty", "format", "material", "dimensions"), "")
    return Painting(
        1, "K1", **(empty | facts), work_kind="painting", group_key="K1", split="train",
        local_only=False,
    )  # fmt: skip


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


@pytest.mark.parametrize(
    ("facts", "text", "kind", "codes"),
    [
        ({"dynasty": "北宋"}, "南宋画家写江上独钓", "modern", ["contradicts_catalogue"]),
        ({"dynasty": "北宋"}, "北宋山水，明月在天", "modern", []),
        ({"dynasty": "宋"}, "南宋画家写江上独钓", "modern", []),
        ({"dynasty": "南宋"}, "唐代仕女，立于庭中", "modern", ["contradicts_catalogue"]),
        ({"format": "手卷"}, "立轴一幅，山势高耸", "modern", ["contradicts_catalogue"]),
        ({"format": "手卷"}, "长卷展开，江山无尽", "modern", []),
        ({}, "山" * 51, "modern", ["too_long"]),
        ({}, "山" * 50, "modern", []),
        ({}, "山水", "modern", ["too_short"]),
        ({}, "山水", "tags", []),
        ({}, "  ", "tags", ["too_short"]),
        ({}, "溪边㱕舟数点", "modern", ["unknown_characters"]),
    ],
)
def test_warnings_point_at_what_a_reader_should_look_at(
    facts: dict[str, str], text: str, kind: str, codes: list[str]
) -> None:
    assert [warning.code for warning in review.lint(work(**facts), text, kind)] == codes


def test_the_warning_shows_what_is_cut_off() -> None:
    (warning,) = review.lint(work(), "山" * 50 + "舟" * 3, "modern")
    assert "舟舟舟" in warning.what
