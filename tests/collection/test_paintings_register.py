"""What a museum's register says of a work: kept, changed, taken back."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from pathlib import Path

import pytest

from songclip_desktop.collection import database
from songclip_desktop.collection.collection import CATALOGUED, Collection
from songclip_desktop.collection.images import Stored
from songclip_desktop.collection.paintings import FIELDS
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Painting


def stored(name: str, path: str | None = None) -> Stored:
    return Stored(name * 64, path or f"originals/{name}", False, 30, 20, "0123456789abcdef")


def test_every_plain_field_is_kept_and_changed(collection: Collection) -> None:
    values = {name: f"{name} 一" for name in FIELDS}
    work = collection.paintings.add(**values, year_from=1100, year_to=1126, tags=["雪", "山水"])
    assert {name: getattr(work, name) for name in FIELDS} == values
    assert (work.year_from, work.year_to, work.tags) == (1100, 1126, ("山水", "雪"))
    other = {name: f"{name} 二" for name in FIELDS}
    work = collection.paintings.update(work.id, **other, year_from=None, tags=["舟"])
    assert {name: getattr(work, name) for name in FIELDS} == other
    assert (work.year_from, work.year_to, work.tags) == (None, 1126, ("舟",))


def test_every_text_of_a_record_is_a_field() -> None:
    texts = {one.name for one in fields(Painting) if one.type == "str"}
    assert texts - {"work_kind", "group_key", "split"} == set(FIELDS)


def test_an_unknown_field_is_refused(collection: Collection) -> None:
    with pytest.raises(TypeError, match="colour"):
        collection.paintings.add("K1", colour="red")


def test_a_date_brings_its_years_until_somebody_writes_others(collection: Collection) -> None:
    works = collection.paintings

    def years(work: Painting) -> tuple[int | None, int | None, str]:
        return work.year_from, work.year_to, work.edtf

    work = works.add("K1", dynasty="南宋")
    assert years(work) == (1127, 1279, "1127/1279")
    work = works.update(work.id, date_text="淳熙十一年")
    assert years(work) == (1184, 1184, "1184")
    assert work.date_text == "淳熙十一年"
    work = works.update(work.id, year_from=1180, year_to=1190)
    assert years(work) == (1180, 1190, "1180/1190")
    work = works.update(work.id, dynasty="宋")
    assert years(work) == (1180, 1190, "1180/1190")
    given = works.add("K2", dynasty="北宋", year_from=1100, year_to=1126)
    assert years(given) == (1100, 1126, "1100/1126")
    told = works.add("K3", date_text="约1180年", year_from=1175, year_to=1185)
    assert years(told) == (1175, 1185, "1180~")
    exact = works.add("K4", date_text="淳熙十一年", edtf="1184?")
    assert years(exact) == (None, None, "1184?")
    assert years(works.add("K5")) == (None, None, "")


def test_works_of_a_former_form_are_given_years_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "旧藏"
    former = [one for one in database.migrations() if one[0] <= 3]
    with monkeypatch.context() as patch:
        patch.setattr(database, "migrations", lambda: former)
        Collection.create(folder).close()
    connection = sqlite3.connect(folder / "collection.db")
    connection.execute(
        "INSERT INTO painting (accession, dynasty, group_key, split, created_at, updated_at)"
        " VALUES ('K1', '北宋', 'K1', 'train', '', ''), ('K2', '未详', 'K2', 'train', '', '')"
    )
    for number, led in ((1, 0), (2, 1)):
        connection.execute(
            "INSERT INTO image (painting_id, sha256, path, referenced, width_px, height_px,"
            " is_primary) VALUES (1, ?, 'p', 0, 1, 1, ?)",
            [str(number), led],
        )
    connection.commit()
    connection.close()
    with Collection.open(folder) as collection:
        dated, unknown = collection.paintings.all()
        assert (dated.year_from, dated.year_to, dated.edtf) == (960, 1127, "0960/1127")
        assert (unknown.year_from, unknown.edtf) == (None, "")
        assert [(one.sha256, one.position) for one in collection.paintings.images(1)] == [
            ("2", 1),
            ("1", 0),
        ]
        collection.paintings.update(dated.id, year_from=None, year_to=None, edtf="")
    with Collection.open(folder) as collection:
        assert collection.paintings.get(dated.id).year_from is None


def test_an_edit_is_taken_back_and_an_import_is_not(collection: Collection) -> None:
    work = collection.paintings.add("K1", title="甲", dynasty="北宋", tags=["山"])
    collection.paintings.update(work.id, artist="范宽")
    changed = {"title": "乙", "dynasty": "南宋", "tags": ["水"]}
    collection.paintings.update(work.id, action="edit", by="王", **changed)
    assert collection.paintings.undo("李") == [work.id]
    now = collection.paintings.get(work.id)
    assert (now.title, now.artist, now.tags) == ("甲", "范宽", ("山",))
    assert (now.dynasty, now.year_from, now.year_to) == ("北宋", 960, 1127)
    assert collection.paintings.undo("李") == []
    line = collection.history.list(limit=1)[0]
    assert (line.action, line.by) == ("undo", "李")


def test_undo_leaves_what_somebody_changed_since(collection: Collection) -> None:
    work = collection.paintings.add("K1", title="甲", notes="一")
    collection.paintings.update(work.id, action="edit", title="乙", notes="二")
    collection.paintings.update(work.id, title="丙")
    collection.paintings.undo("王")
    now = collection.paintings.get(work.id)
    assert (now.title, now.notes) == ("丙", "一")


def test_undo_of_review_passes_over_the_catalogue_and_the_other_way_round(
    collection: Collection,
) -> None:
    work = collection.paintings.add("K1", title="甲")
    caption = collection.captions.put_draft(work.id, "modern", "江上", "offline")
    assert caption is not None
    collection.captions.approve(caption.id, "王")
    collection.paintings.update(work.id, action="edit", title="乙")
    assert collection.undo("王") == (f"caption:{caption.id}",)
    assert collection.paintings.get(work.id).title == "乙"
    assert collection.undo("王", CATALOGUED) == (f"painting:{work.id}",)
    assert collection.paintings.get(work.id).title == "甲"


def test_a_number_given_to_another_meanwhile_is_not_taken_from_it(collection: Collection) -> None:
    work = collection.paintings.add("K1")
    collection.paintings.update(work.id, action="edit", accession="K2")
    collection.paintings.add("K1")
    with pytest.raises(SongClipError) as error:
        collection.paintings.undo("王")
    assert error.value.code == "accession_taken"
    assert collection.paintings.get(work.id).accession == "K2"


# -- pictures ------------------------------------------------------------------------------------


def test_pictures_of_a_work_keep_order_role_name_and_hash(collection: Collection) -> None:
    works = collection.paintings
    work = works.add("K1")
    first = works.add_image(work.id, stored("a"), file_name="K1.tif")
    second = works.add_image(work.id, stored("b"), role="colophon", label="跋", file_name="K1_2")
    third = works.add_image(work.id, stored("c"), role="detail")
    assert first.phash == "0123456789abcdef"
    shown = [(one.role, one.label, one.file_name, one.position) for one in works.images(work.id)]
    assert shown == [
        ("view", "", "K1.tif", 0),
        ("colophon", "跋", "K1_2", 1),
        ("detail", "", "", 2),
    ]
    works.order_images(work.id, [third.id, second.id, first.id])
    assert [one.id for one in works.images(work.id)] == [first.id, third.id, second.id]
    works.change_image(second.id, primary=True, role="section", label="卷首")
    assert [one.id for one in works.images(work.id)] == [second.id, third.id, first.id]
    assert works.get(work.id).image == works.image(second.id)
    for _ in range(2):
        works.undo("王")
    assert [one.id for one in works.images(work.id)] == [first.id, second.id, third.id]
    assert works.image(second.id) == second


def test_a_removed_picture_comes_back_as_it_was_and_the_next_one_leads(
    collection: Collection,
) -> None:
    works = collection.paintings
    work = works.add("K1")
    first, second = (works.add_image(work.id, stored(name)) for name in "ab")
    works.set_view(first.id, {"rotate": 90})
    before = works.images(work.id)
    works.remove_image(first.id)
    assert works.get(work.id).image == works.image(second.id)
    works.undo("王")
    assert works.images(work.id) == before
    works.remove_image(second.id)
    works.remove_image(first.id)
    assert works.get(work.id).image is None
    works.undo("王")
    works.undo("王")
    assert works.images(work.id) == before


def test_a_curators_picture_is_taken_back_an_imported_one_stays(collection: Collection) -> None:
    works = collection.paintings
    work = works.add("K1")
    works.add_image(work.id, stored("a"))
    works.add_image(work.id, stored("b"), action="edit", primary=True)
    works.undo("王")
    assert [(one.sha256[0], one.primary) for one in works.images(work.id)] == [("a", True)]
    assert works.undo("王") == []


def test_how_a_picture_is_shown_is_kept_and_nothing_else(collection: Collection) -> None:
    works = collection.paintings
    image = works.add_image(works.add("K1").id, stored("a"))
    view = {"rotate": 270, "mirror": True, "brightness": 0.2, "contrast": -0.1}
    assert works.set_view(image.id, view).view == view
    assert works.set_view(image.id, {}).view == {}
    for wrong in ({"rotate": 45}, {"zoom": 2}, {"mirror": 1}, {"brightness": "very"}):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            works.set_view(image.id, wrong)
    with pytest.raises(KeyError):
        works.set_view(999, {})


def test_a_picture_found_elsewhere_is_linked_anew_with_its_place_told(
    collection: Collection,
) -> None:
    works = collection.paintings
    image = works.add_image(works.add("K1").id, stored("a", "/old/a.tif"))
    moved = works.relink_image(image.id, "/new/a.tif", referenced=True)
    assert (moved.path, moved.referenced, moved.sha256) == ("/new/a.tif", True, image.sha256)
    line = collection.history.list(limit=1)[0]
    assert line.action == "relink"
    assert "/old/a.tif" in line.old


def test_an_id_once_given_is_never_given_again(collection: Collection) -> None:
    works = collection.paintings
    work = works.add("K1")
    image = works.add_image(work.id, stored("a"))
    works.remove_image(image.id)
    assert works.add_image(work.id, stored("b")).id > image.id
    collection.trash.put([work.id])
    other = works.add("K2")
    assert other.id > work.id
    assert works.add_image(other.id, stored("a")).id > image.id + 1
    collection.trash.empty([work.id])
    collection.trash.put([other.id])
    collection.trash.empty([other.id])
    assert works.add("K3").id > other.id


def test_tags_are_counted_and_found(collection: Collection) -> None:
    first = collection.paintings.add("K1", tags=["雪", " 雪 ", ""])
    second = collection.paintings.add("K2", tags=["雪", "舟"])
    assert first.tags == ("雪",)
    assert collection.paintings.tag_counts() == {"舟": 1, "雪": 2}
    assert collection.paintings.tagged("雪") == [first.id, second.id]


def test_dating_a_large_collection_leaves_its_search_text_to_be_made_in_pieces(
    collection: Collection,
) -> None:
    for number in range(30):
        collection.paintings.add(f"N{number}", title="秋山", dynasty="南宋")
    collection._database.write("UPDATE painting SET year_from = NULL, year_to = NULL, edtf = ''")
    collection.finding.catch_up()

    collection.paintings.date_undated()

    assert collection.finding.behind() == 30
    assert len(collection.finding.find("year:1127..1279")) == 30
    assert len(collection.finding.find("秋山")) == 30
    collection.finding.catch_up()
    assert collection.finding.behind() == 0
