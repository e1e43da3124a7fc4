from __future__ import annotations

import pytest

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import profiles
from songclip_desktop.exchange.profiles import Profile


def row_of(header: list[str], cells: list[str]) -> profiles.RegisterRow:
    return profiles.fitting(header).map(header).row(2, cells)


@pytest.mark.parametrize(
    "header",
    [
        ["accession_number", "title", "artist", "dynasty", "format", "material", "dimensions"],
        ["藏品编号", "名称", "作者", "年代", "形制", "质地", "尺寸"],
        ["文物号", "题名", "作者", "朝代", "形制", "质地", "尺寸"],
        ["藏品編號", "名稱", "作者", "年代", "形制", "質地", "尺寸"],
        [" Accession Number ", "TITLE", "Artist", "dynasty", "Format", "material", "dimensions"],
    ],
)
def test_known_columns_need_no_mapping(header: list[str]) -> None:
    row = row_of(header, ["K1", "寒江独钓图", "马远", "南宋", "立轴", "绢本", "26×50"])
    assert row.fields == {
        "accession": "K1", "title": "寒江独钓图", "artist": "马远", "dynasty": "南宋",
        "format": "立轴", "material": "绢本", "dimensions": "26×50",
    }  # fmt: skip
    assert row.extra == {}


def test_captions_kinds_and_other_columns_are_understood() -> None:
    header = ["藏品编号", "类别", "白话", "拟古文", "关键词", "图片", "旧藏处", "来源", ""]
    row = row_of(header, ["K1", "地图", "白", "古", "词", "a.jpg；b.jpg", "王氏", "征集", "x"])
    assert row.fields["work_kind"] == "map"
    assert row.captions == {"modern": "白", "classical": "古", "tags": "词"}
    assert row.pictures == ("a.jpg", "b.jpg")
    assert row.extra == {"旧藏处": "王氏"}
    assert row.fields["source"] == "征集"


def test_a_class_that_is_no_kind_of_ours_is_a_painting_and_kept() -> None:
    row = row_of(["藏品编号", "类别"], ["K1", "花鸟"])
    assert (row.fields["work_kind"], row.fields["category"]) == ("painting", "花鸟")


def test_a_register_without_number_and_title_is_not_usable() -> None:
    assert not profiles.named("songclip").map(["甲", "乙"]).usable
    assert profiles.named("songclip").map(["名称"]).usable
    assert profiles.named("songclip").map(["藏品编号"]).usable


def test_the_digest_tells_a_changed_row_and_not_a_moved_one() -> None:
    header = ["藏品编号", "名称"]
    mapping = profiles.fitting(header).map(header)
    assert mapping.row(2, ["K1", "题"]).digest == mapping.row(9, ["K1", "题"]).digest
    assert mapping.row(2, ["K1", "题"]).digest != mapping.row(2, ["K1", "别题"]).digest


@pytest.mark.parametrize(
    ("filename", "title", "dimensions", "material"),
    [
        ("宋 范宽 溪山行旅图 绢本206.3X103.3台北故宫_id=1_.jpg", "溪山行旅图", "206.3×103.3 cm", "绢本"),
        ("宋 梁楷-六祖截竹图 72.7x31.5_id=1_.jpg", "六祖截竹图", "72.7×31.5 cm", ""),
        ("宋 李东 雪江卖鱼页 纵25.2cm，横23.6cm_id=1_.jpg", "雪江卖鱼页", "25.2×23.6 cm", ""),
        ("图1_id=1_.jpg", "", "", ""),
    ],
)  # fmt: skip
def test_a_file_name_that_holds_everything_is_taken_apart(
    filename: str, title: str, dimensions: str, material: str
) -> None:
    header = ["id", "author", "dynasty", "genre", "filename"]
    author = "梁楷" if "梁楷" in filename else "范宽" if "范宽" in filename else "李东"
    row = row_of(header, ["1", author, "宋", "山水", filename])
    found = (row.fields["title"], row.fields["dimensions"], row.fields["material"])
    assert found == (title, dimensions, material)
    assert row.extra == {"genre": "山水"}


def test_a_saved_profile_is_found_and_fits_its_own_header() -> None:
    mine = Profile("本馆", {"zh": "本馆"}, {"accession": ["号"], "title": ["画"]}, ("号", "画"))
    profiles.save(mine)
    assert profiles.named("本馆") == mine
    assert profiles.fitting(["号", "画", "x"]).name == "本馆"
    assert profiles.familiar(["号", "画", "y"]) == 2


def test_a_saved_profile_keeps_what_it_does_beside_naming_columns() -> None:
    shipped = profiles.named("openskywork")
    mine = shipped.with_columns("本馆", "本馆", {"accession": ["id"]}, ("id", "filename"))
    profiles.save(mine)
    assert profiles.named("本馆") == mine
    assert mine.derived == shipped.derived


def test_what_a_head_says_in_brackets_is_no_part_of_its_name() -> None:
    header = ["藏品编号*", "名称（英文）", "名称", "外形尺寸（cm）", "质量(g)"]
    row = row_of(header, ["K1", "Fishing", "独钓", "26×50", "10"])
    assert row.fields == {
        "accession": "K1", "title": "独钓", "dimensions": "26×50 cm", "mass": "10 g",
    }  # fmt: skip
    assert row.extra == {"名称（英文）": "Fishing"}
    own = row_of(header, ["K1", "", "", "纵 26 厘米", "约十克"])
    assert (own.fields["dimensions"], own.fields["mass"]) == ("纵 26 厘米", "约十克")


def test_no_column_is_lost() -> None:
    header = ["藏品编号", "总登记号", "展厅", "展厅", "标签", "标签"]
    row = row_of(header, ["K1", "Z1", "甲", "乙", "雪", "舟"])
    assert row.accession == "K1"
    assert row.extra == {"总登记号": "Z1", "展厅": "甲", "展厅 2": "乙"}
    assert row.tags == ("雪", "舟")
    assert row_of(header, ["K1", "K1", "", "", "", ""]).extra == {}


def test_a_size_in_two_columns_is_one_size() -> None:
    row = row_of(["藏品编号", "纵（cm）", "横（cm）"], ["K1", "26.8", "50"])
    assert row.fields["dimensions"] == "纵 26.8 cm 横 50 cm"
    assert row.extra == {"纵（cm）": "26.8", "横（cm）": "50"}
    assert row_of(["藏品编号", "纵", "横"], ["K1", "26.8", ""]).fields["dimensions"] == ""


def test_every_picture_has_its_own_role_and_label() -> None:
    header = ["藏品编号", "图片", "图片类型", "图片说明"]
    row = row_of(header, ["K1", "a.jpg\nb.jpg", "-\nsection", "全图\n-"])
    assert row.pictures == ("a.jpg", "b.jpg")
    assert (row.picture_roles, row.picture_labels) == (("", "section"), ("全图", ""))


def test_an_extra_field_may_be_called_as_a_column() -> None:
    row = row_of(["藏品编号", "名称", "extra.名称"], ["K1", "图", "x"])
    assert (row.fields["title"], row.extra) == ("图", {"名称": "x"})


def test_a_profile_of_ones_own_may_be_based_on_a_shipped_one() -> None:
    path = profiles.save(Profile("mine", {}, {}))
    mine = '{"name": "mine", "based_on": "songclip", "fits": ["编目"], "columns": {"accession": ["编目"]}}'
    path.write_text(mine, encoding="utf-8")
    row = row_of(["编目", "名称"], ["K1", "图"])
    assert row.fields == {"accession": "K1", "title": "图"}


@pytest.mark.parametrize(
    "wrong",
    [
        "{", "[]", '{"name": "x"}',
        '{"name": "x", "columns": {}, "transforms": {"title": ["no such one"]}}',
        '{"name": "x", "columns": {}, "derived": [{"field": "title", "from": "a", "match": "(", "as": "{0}"}]}',
        '{"name": "x", "columns": {}, "derived": [{"field": "no such", "from": "a", "match": "a", "as": "a"}]}',
    ],
)  # fmt: skip
def test_a_damaged_profile_is_named(wrong: str) -> None:
    path = profiles.save(Profile("mine", {}, {}))
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(SongClipError) as error:
        profiles.all_profiles()
    assert error.value.code == "profile_unreadable"
    assert path.name in error.value.what
