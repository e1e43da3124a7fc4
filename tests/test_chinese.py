from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songclip_desktop import chinese


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("馬遠", "马远"), ("谿山行旅圖", "溪山行旅图"), ("范寬", "范宽"), ("巖壑", "岩壑"),
        ("ＡＢＣ１２", "abc12"), ("群峯", "群峰"), ("羣山", "群山"), ("畫卷", "画卷"),
        ("吳自牧", "吴自牧"), ("逰", "游"), ("髙", "高"), ("巻", "卷"), ("嵗", "岁"),
        ("窻", "窗"), ("鴈", "雁"), ("臺", "台"), ("裏", "里"), ("雪", "雪"), ("Fan K'uan", "fan k'uan"),
    ],
)  # fmt: skip
def test_variants_are_folded_for_searching(written: str, folded: str) -> None:
    assert chinese.fold(written) == folded
    assert chinese.fold(folded) == folded


def test_tokens_are_characters_and_runs_of_letters() -> None:
    assert chinese.tokens("K1-007 寒江独钓图，1344年") == [
        "k1", "007", "寒", "江", "独", "钓", "图", "1344", "年",
    ]  # fmt: skip
    assert chinese.search_tokens("𠀀山") == "u20000 山"


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("范寬", '"范 宽"'),
        ("雪 山水", '"雪" AND "山 水"'),
        ("fk", '"fk"*'),
        ("K1", '"k1"*'),
        ("，。", ""),
        ("  ", ""),
        ('a"b', '"a b"*'),
    ],
)
def test_a_query_becomes_an_expression(query: str, expression: str) -> None:
    assert chinese.match_expression(query) == expression


def test_pinyin_stands_for_each_beginning() -> None:
    assert chinese.pinyin_tokens("范宽").split() == ["fankuan", "fk", "kuan", "k"]
    assert chinese.pinyin_tokens("Song 1127") == ""


def test_tokens_are_counted_as_the_model_counts_them() -> None:
    assert chinese.token_count("山水") == 2
    assert chinese.token_count("“雪”") == 3
    assert chinese.token_count("") == 0
    long = "山" * 60
    assert chinese.token_count(long) == 60
    assert chinese.kept_text(long) == "山" * 50
    assert chinese.kept_text("山水") == "山水"


def test_unknown_characters_are_named_once() -> None:
    assert chinese.unknown_characters("山𠀀水㱕𠀀") == ("𠀀", "㱕")
    assert chinese.unknown_characters("寒江独钓") == ()


def test_a_long_text_is_cut_between_sentences_into_like_parts() -> None:
    one, two, three = ("山" * 25 + "。", "水" * 20 + "；", "舟" * 23 + "。")
    assert chinese.sentences(one) == (one,)
    assert chinese.sentences(one + two) == (one + two,)
    assert chinese.sentences(one + two + three) == (one, two + three)
    assert chinese.sentences((one + two + three) * 2) == (one, two + three) * 2


def test_a_long_sentence_is_cut_at_a_comma_and_else_stays() -> None:
    left, right = "山" * 30 + "，", "水" * 30 + "。"
    assert chinese.sentences(left + right) == (left, right)
    assert chinese.sentences("山" * 60) == ("山" * 60,)
    assert chinese.sentences("山" * 60 + "。" + "水") == ("山" * 60 + "。", "水")


def test_nothing_is_lost_between_the_parts() -> None:
    text = "远山如黛，近水含烟。一叶扁舟，泊于柳岸；渔翁独坐，垂钓自得。" * 4
    parts = chinese.sentences(text)
    assert "".join(parts) == text
    assert all(chinese.token_count(part) <= chinese.TOKEN_LIMIT for part in parts)


def test_a_character_the_model_lacks_has_the_variant_it_knows() -> None:
    assert chinese.known_variants("野鶉數隻，紈扇一柄，黄筌") == {"鶉": "鹑", "紈": "纨"}
    assert chinese.known_variants("远山") == {}


@given(st.text("山水人舟", max_size=12), st.text("山水人舟", max_size=70))
def test_the_edit_distance_is_levenshteins(first: str, second: str) -> None:
    row = list(range(len(second) + 1))
    for place, one in enumerate(first, start=1):
        above, row = row, [place]
        for at, other in enumerate(second):
            row.append(min(above[at + 1] + 1, row[-1] + 1, above[at] + (one != other)))
    assert chinese.edit_distance(first, second) == row[-1]
    assert chinese.edit_distance(second, first) == row[-1]
