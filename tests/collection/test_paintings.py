from __future__ import annotations

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.images import Stored
from songclip_desktop.collection.paintings import split_of
from songclip_desktop.errors import SongClipError


def test_the_split_depends_on_collection_and_group_alone_and_has_the_right_shares() -> None:
    drawn = [split_of("a museum", f"K{number}") for number in range(20_000)]
    assert drawn == [split_of("a museum", f"K{number}") for number in range(20_000)]
    shares = {name: drawn.count(name) / len(drawn) for name in ("train", "valid", "test")}
    assert shares == pytest.approx({"train": 0.6, "valid": 0.1, "test": 0.3}, abs=0.01)
    assert drawn != [split_of("another", f"K{number}") for number in range(20_000)]


def test_works_of_one_group_share_a_split_and_keep_it(collection: Collection) -> None:
    first = collection.paintings.add("K1", group_key="album", split="test")
    leaves = [collection.paintings.add(f"K1-{n}", group_key="album") for n in range(2, 20)]
    assert {leaf.split for leaf in leaves} == {"test"}
    moved = collection.paintings.update(first.id, group_key="alone", title="新")
    assert moved.split == "test"


@pytest.mark.parametrize(
    "query",
    [
        "独钓",
        "獨釣",
        "钓",
        "马远",
        "馬遠",
        "mayuan",
        "my",
        "yuan",
        "k1",
        "K1-0",
        "寒江 南宋",
        "ｋ１",
    ],
)
def test_a_work_is_found_by_any_of_its_words(collection: Collection, query: str) -> None:
    wanted = collection.paintings.add(
        "K1-007", title="寒江獨釣圖", artist="馬遠", dynasty="南宋", extra={"题材": "山水"}
    )
    collection.paintings.add("L2", title="溪山行旅图", artist="范宽", dynasty="北宋")
    assert collection.finding.find(query) == [wanted.id]


def test_a_rare_character_outside_the_basic_plane_is_found(collection: Collection) -> None:
    wanted = collection.paintings.add("K1", title="𠀀山图")
    collection.paintings.add("K2", title="𠀁山图")
    assert collection.finding.find("𠀀") == [wanted.id]


@pytest.mark.parametrize("query", ["，", '"', "' OR 1=1 --", "NEAR(", "*", "title:雪"])
def test_no_query_breaks_the_search(collection: Collection, query: str) -> None:
    collection.paintings.add("K1", title="寒江独钓图")
    assert collection.finding.find(query) == []


def test_captions_are_searched_until_they_are_rejected(collection: Collection) -> None:
    work = collection.paintings.add("K1", title="无题")
    caption = collection.captions.put_draft(work.id, "modern", "一叶扁舟泛于江上", "offline")
    assert caption is not None
    assert collection.finding.find("扁舟") == [work.id]
    collection.captions.reject(caption.id, "王")
    assert collection.finding.find("扁舟") == []


def test_filters_narrow_what_is_found(collection: Collection) -> None:
    scroll = collection.paintings.add("A", format="手卷")
    plan = collection.paintings.add("B", format="立轴", work_kind="map")
    draft = collection.captions.put_draft(scroll.id, "modern", "山水", "offline")
    assert draft is not None
    assert collection.finding.find(formats=["手卷"]) == [scroll.id]
    assert collection.finding.find(kinds=["map"]) == [plan.id]
    assert collection.finding.find(statuses=["draft"]) == [scroll.id]
    assert collection.finding.find(lacking=True) == [scroll.id, plan.id]
    for kind in ("classical", "tags"):
        collection.captions.put_draft(scroll.id, kind, "山水", "offline")
    assert collection.finding.find(lacking=True) == [plan.id]
    collection.captions.reject(draft.id, "王")
    assert collection.finding.find(lacking=True) == [scroll.id, plan.id]
    assert collection.finding.find(order="newest") == [plan.id, scroll.id]


def test_a_changed_field_is_kept_in_the_history_with_its_old_value(collection: Collection) -> None:
    work = collection.paintings.add("K1", title="旧题")
    collection.paintings.update(work.id, title="新题", by="王")
    line = collection.history.list(subject=f"painting:{work.id}")[0]
    assert (line.action, line.by) == ("update", "王")
    assert "旧题" in line.old
    assert "新题" in line.new
    before = len(collection.history.list())
    collection.paintings.update(work.id, title="新题")
    assert len(collection.history.list()) == before
    assert collection.finding.find("旧题") == []


def test_a_number_names_one_work_only(collection: Collection) -> None:
    collection.paintings.add("K1")
    other = collection.paintings.add("K2")
    for act in (
        lambda: collection.paintings.add(" K1 "),
        lambda: collection.paintings.update(other.id, accession="K1"),
    ):
        with pytest.raises(SongClipError) as error:
            act()
        assert error.value.code == "accession_taken"


def test_the_first_picture_leads_until_another_is_named(collection: Collection) -> None:
    work = collection.paintings.add("K1")
    for name in ("a", "b"):
        collection.paintings.add_image(work.id, Stored(name * 64, name, False, 3, 2))
    image = collection.paintings.get(work.id).image
    assert image is not None
    assert image.path == "a"
    collection.paintings.add_image(work.id, Stored("b" * 64, "b", False, 3, 2), primary=True)
    assert [image.path for image in collection.paintings.images(work.id)] == ["b", "a"]


def test_many_records_come_in_the_order_asked_for(collection: Collection) -> None:
    with collection.transaction():
        ids = [collection.paintings.add(f"K{n:04}").id for n in range(1200)]
    wanted = ids[::-1]
    assert [work.id for work in collection.paintings.records([*wanted, 9999])] == wanted


def test_facets_count_values_of_all_or_of_some(collection: Collection) -> None:
    first = collection.paintings.add("A", format="手卷", dynasty="北宋")
    collection.paintings.add("B", format="手卷", dynasty="南宋")
    assert collection.finding.facets()["format"] == {"手卷": 2}
    assert collection.finding.facets([first.id])["dynasty"] == {"北宋": 1}


def test_the_triplet_shows_the_furthest_status_of_each_kind(collection: Collection) -> None:
    work = collection.paintings.add("K1")
    empty = collection.paintings.add("K2")
    first = collection.captions.put_draft(work.id, "modern", "甲", "offline")
    assert first is not None
    collection.captions.reject(first.id, "王")
    collection.captions.put_draft(work.id, "modern", "乙", "offline")
    collection.captions.put_draft(work.id, "tags", "丙", "offline")
    statuses = collection.finding.statuses([work.id, empty.id])
    assert statuses == {work.id: {"modern": "draft", "tags": "draft"}, empty.id: {}}
