from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from songclip_desktop.workflow.alignment import align, sentences

ORIGINAL = (
    "是日，湖中畫舫，俱艤堤邊，納涼避暑，恣眠柳影，飽挹荷香，散髮披襟，浮瓜沉李，"
    "或酌酒以狂歌，或圍碁而垂釣，遊情寓意，不一而足。盖此時爍石流金，無可為翫，姑借此以行樂。"
)
MODERN = (
    "这一天，湖中的画船都停靠在堤边。人们乘凉避暑，在柳荫下尽情安睡，饱享荷花的清香；"
    "披散头发，敞开衣襟，把瓜李浸在凉水里；有的饮酒放歌，有的下棋垂钓，各有寄托。"
    "此时暑热如能熔金石，没有别的可玩赏，姑且借此行乐。"
)


def told(original: str, translation: str) -> list[tuple[str, str]]:
    return [
        (original[a : a + n], translation[b : b + k])
        for (a, n), (b, k) in align(original, translation)
    ]


def test_each_sentence_finds_the_clauses_it_renders() -> None:
    pairs = told(ORIGINAL, MODERN)
    assert pairs[0] == ("是日，湖中畫舫，俱艤堤邊，", "这一天，湖中的画船都停靠在堤边。")
    assert pairs[1][0] == "納涼避暑，恣眠柳影，飽挹荷香，"
    assert pairs[-1][0] == "盖此時爍石流金，無可為翫，姑借此以行樂。"


def test_an_original_without_stops_is_parted_by_length_and_characters() -> None:
    bare = "".join(each for each in ORIGINAL if each not in "，。")
    pairs = told(bare, MODERN)
    assert len(pairs) == 5
    assert pairs[0][0].startswith("是日湖中畫舫")
    assert "垂釣" in pairs[3][0]
    assert pairs[4][0].endswith("行樂")


def test_figures_and_quotations_do_not_end_an_english_sentence() -> None:
    text = 'He paid 3.5 strings. "Come!" they said. The end'
    assert [text[s : s + n] for s, n in sentences(text)] == [
        "He paid 3.5 strings. ", '"Come!" ', "they said. ", "The end",
    ]  # fmt: skip


def test_nothing_is_aligned_with_nothing() -> None:
    assert align("", MODERN) == ()
    assert align(ORIGINAL, " ") == ()
    assert align("德", MODERN) == (((0, 1), (0, len(MODERN))),)


@given(
    some.text("湖山佳處，。也\n A.3", max_size=300),
    some.text("湖山佳处，。；\n A.3!", max_size=300),
)
def test_stretches_cover_the_original_in_order(original: str, translation: str) -> None:
    pairs = align(original, translation)
    if not pairs:
        return
    assert pairs[0][0][0] == 0
    assert sum(length for (_start, length), _said in pairs) == len(original)
    for (one, said), (two, next_said) in pairwise(pairs):
        assert one[1] > 0
        assert two[0] == sum(one)
        assert next_said[0] >= sum(said)
