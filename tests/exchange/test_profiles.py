from __future__ import annotations

import pytest

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
