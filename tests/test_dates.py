"""Catalogued dates: what they may mean, in years and in EDTF."""

from __future__ import annotations

import itertools

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from songclip_desktop import dates, vocabularies

KNOWN = [
    # text, dynasty, earliest, latest, EDTF
    ("南宋", "", 1127, 1279, "1127/1279"),
    ("", "北宋", 960, 1127, "0960/1127"),
    ("宋代", "", 960, 1279, "0960/1279"),
    ("无款", "南宋", 1127, 1279, "1127/1279"),
    ("北宋·熙宁五年 (1072)", "", 1072, 1072, "1072"),
    ("紹興元年", "", 1131, 1131, "1131"),
    ("建中靖国元年", "", 1101, 1101, "1101"),
    ("宝祐四年三月", "", 1256, 1256, "1256"),
    ("太平兴国九年", "", 984, 984, "0984"),
    ("绍熙年间", "", 1190, 1194, "1190/1194"),
    ("崇宁中", "", 1102, 1106, "1102/1106"),
    ("熙宁初", "", 1068, 1070, "1068~/1070~"),
    ("南宋晚期", "", 1229, 1279, "1229~/1279~"),
    ("北宋末至南宋初", "", 1098, 1156, "1098~/1156~"),
    ("宋元", "", 960, 1368, "0960/1368"),
    ("宋末元初", "", 1250, 1300, "1250~/1300~"),
    ("宋（南宋）", "", 1127, 1279, "1127/1279"),
    ("南宋—元", "", 1127, 1368, "1127/1368"),
    ("宋徽宗时期", "", 1100, 1126, "1100/1126"),
    ("南宋？", "", 1127, 1279, "1127?/1279?"),
    ("明摹宋本", "", 1368, 1644, "1368/1644"),
    ("12世纪", "", 1101, 1200, "1101/1200"),
    ("十二世纪上半叶", "", 1101, 1150, "1101/1150"),
    ("12世纪初", "", 1101, 1130, "1101~/1130~"),
    ("12至13世纪", "", 1101, 1300, "1101/1300"),
    ("公元13世纪", "", 1201, 1300, "1201/1300"),
    ("12世纪", "南宋", 1127, 1200, "1127/1200"),
    ("late 12th–early 13th century", "", 1168, 1233, "1168~/1233~"),
    ("mid-12th century", "", 1134, 1167, "1134~/1167~"),
    ("first half of the 12th century", "", 1101, 1150, "1101/1150"),
    ("Southern Song dynasty (1127–1279)", "", 1127, 1279, "1127/1279"),
    ("dated 1180, Southern Song (1127–1279)", "", 1180, 1180, "1180"),
    ("Northern Song or Jin dynasty", "", 960, 1234, "0960/1234"),
    ("Yuan dynasty (1271–1368), 14th century", "", 1301, 1368, "1301/1368"),
    ("ca. 1200", "", 1195, 1205, "1200~"),
    ("约1180年", "", 1175, 1185, "1180~"),
    ("active ca. 1190–1225", "", 1190, 1225, "1190~/1225~"),
    ("1127-62", "", 1127, 1162, "1127/1162"),
    ("1180s", "", 1180, 1189, "1180/1189"),
    ("before 1100", "", None, 1100, "../1100"),
    ("1100年以后", "", 1100, None, "1100/.."),
    ("公元前221年", "", -220, -220, "-0220"),
    ("480-256 BCE", "", -479, -255, "-0479/-0255"),
    ("Han Dynasty, 202 BCE-220 CE", "", -201, 220, "-0201/0220"),
    ("4th century BCE", "", -399, -300, "-0399/-0300"),
    ("1981-01-01", "", 1981, 1981, "1981"),
    ("mid to late 12th century", "", 1134, 1200, "1134~/1200~"),
]


@pytest.mark.parametrize(("text", "dynasty", "earliest", "latest", "edtf"), KNOWN)
def test_what_a_date_may_mean(
    text: str, dynasty: str, earliest: int | None, latest: int | None, edtf: str
) -> None:
    assert dates.read(text, dynasty) == dates.Dated(earliest, latest, edtf)


@pytest.mark.parametrize(
    "text", ["", "甲子", "图1", "无年款", "绍兴四十年", "9999999", "春日", "？"]
)
def test_what_says_nothing_gives_no_year(text: str) -> None:
    assert dates.read(text) == dates.Dated()


@pytest.mark.parametrize(
    ("text", "dynasty", "edtf"),
    [
        ("甲子", "南宋", "[1144,1204,1264]"),
        ("庚辰", "金", "[1160,1220]"),
        ("南宋甲子", "", "[1144,1204,1264]"),
        ("淳熙甲辰", "", "1184"),
        ("乾道丙戌", "", "1166"),
        ("元祐三年岁次戊辰", "", "1088"),
        ("景定五年甲子", "", "1264"),
    ],
)
def test_the_sixty_year_cycle_counts_only_beside_a_dynasty_or_an_era(
    text: str, dynasty: str, edtf: str
) -> None:
    assert dates.read(text, dynasty).edtf == edtf


@pytest.mark.parametrize(
    ("text", "dynasty", "edtf"),
    [
        ("大安二年", "金", "1210"),
        ("辽大安二年", "", "1086"),
        ("大安二年", "", "[1075,1086,1210]"),  # Xia, Liao or Jin
        ("乾道二年", "西夏", "1069"),
        ("乾道二年", "", "1166"),  # of Song, where nothing else is said
        ("绍兴二年", "宋", "1132"),
    ],
)
def test_the_dynasty_says_which_era_of_a_name_is_meant(text: str, dynasty: str, edtf: str) -> None:
    assert dates.read(text, dynasty).edtf == edtf


def _bounds(edtf: str) -> tuple[int, int]:
    parsed = parse_edtf(edtf)
    return parsed.lower_strict().tm_year, parsed.upper_strict().tm_year


@pytest.mark.parametrize("case", KNOWN, ids=[case[0] or case[1] for case in KNOWN])
def test_another_reader_of_edtf_finds_the_same_years(
    case: tuple[str, str, int | None, int | None, str],
) -> None:
    _, _, earliest, latest, edtf = case
    if earliest is None or latest is None or (edtf.endswith("~") and "/" not in edtf):
        assert str(parse_edtf(edtf)) == edtf  # open, or "about": the years are ours
    else:
        assert _bounds(edtf) == (earliest, latest)


ERAS = vocabularies.dynasties()["eras"]


@given(st.sampled_from(ERAS), st.data())
def test_every_year_of_every_era_is_its_year(era: dict[str, object], data: st.DataObject) -> None:
    first, last = int(str(era["from"])), int(str(era["to"]))
    number = data.draw(st.integers(1, last - first + 1))
    year = first + number - 1
    spelled = "元" if number == 1 else _in_chinese(number)
    found = dates.read(f"{era['name']}{spelled}年", str(era["dynasty"]))
    candidates = [
        one["from"] + number - 1
        for one in ERAS
        if (one["name"], one["dynasty"]) == (era["name"], era["dynasty"])
        and one["from"] + number - 1 <= one["to"]
    ]
    assert year in candidates
    assert (found.earliest, found.latest) == (min(candidates), max(candidates))


def _in_chinese(number: int) -> str:
    digits = " 一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones]}".strip()


@given(
    st.text(
        alphabet="南北宋元金辽年世纪初末中甲子乙丑12 0-—(?)至或约caearlylt.乾道绍兴", max_size=24
    )
)
def test_no_text_breaks_it_and_years_are_in_order(text: str) -> None:
    found = dates.read(text)
    if found.earliest is not None and found.latest is not None:
        assert found.earliest <= found.latest
    if found.edtf:
        assert parse_edtf(found.edtf) is not None


def test_the_eras_of_song_leave_no_year_out() -> None:
    song = [era for era in ERAS if era["dynasty"] in ("北宋", "南宋")]
    for before, after in itertools.pairwise(song):
        assert before["from"] <= after["from"] <= before["to"] + 1, (before, after)
    assert (song[0]["from"], song[-1]["to"]) == (960, 1279)
