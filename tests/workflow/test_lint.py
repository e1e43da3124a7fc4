"""Warnings before an approval: what contradicts the catalogue, what cannot be, what is not read."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from songclip_desktop import chinese
from songclip_desktop.collection.collection import Collection
from songclip_desktop.paths import resources
from songclip_desktop.records import Painting
from songclip_desktop.workflow import lint, new


def work(**facts: str) -> Painting:
    empty = dict.fromkeys(("title", "artist", "dynasty", "format", "material", "dimensions"), "")
    fields = {"work_kind": "painting", "group_key": "K1"} | empty | facts
    return Painting(1, "K1", **fields, split="train", local_only=False)  # type: ignore[arg-type]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "c") as made:
        yield made


@pytest.mark.parametrize(
    ("facts", "text", "kind", "codes"),
    [
        ({"dynasty": "北宋"}, "南宋画家写江上独钓", "modern", ["contradicts_catalogue"]),
        ({"dynasty": "北宋"}, "北宋山水，明月在天", "modern", []),
        ({"dynasty": "宋"}, "南宋画家写江上独钓", "modern", []),
        ({"dynasty": "南宋"}, "宋代院画，江上独钓", "modern", []),
        ({"dynasty": "元"}, "宋代院画，江上独钓", "modern", ["contradicts_catalogue"]),
        ({"dynasty": "南宋"}, "唐代仕女，立于庭中", "modern", ["contradicts_catalogue"]),
        ({"format": "手卷"}, "立轴一幅，山势高耸", "modern", ["contradicts_catalogue"]),
        ({"format": "手卷"}, "长卷展开，江山无尽", "modern", []),
        ({"material": "绢本设色"}, "纸本小幅，野塘秋鹭", "modern", ["contradicts_catalogue"]),
        ({"material": "绢本设色"}, "素绢之上，野塘秋鹭", "modern", []),
        ({"material": "紙本水墨"}, "青绿山水，楼阁隐现", "modern", ["contradicts_catalogue"]),
        ({"material": "绢本青绿"}, "水墨与青绿相映成趣", "modern", []),
        ({"material": "绢本设色"}, "白描人物，衣纹流畅", "modern", ["contradicts_catalogue"]),
        ({"dimensions": "24.8 × 528.7 cm"}, "全卷长528.7厘米，江山", "modern", []),
        ({"dimensions": "24.8 × 528.7 cm"}, "全卷长五米，江山无尽", "modern", []),
        (
            {"dimensions": "24.8 × 528.7 cm"},
            "全卷长十二米，江山",
            "modern",
            ["contradicts_catalogue"],
        ),
        (
            {"dimensions": "24.8 × 528.7 cm"},
            "画高30厘米，江山",
            "modern",
            ["contradicts_catalogue"],
        ),
        ({"dimensions": "纵206毫米"}, "画高20.6厘米，江山", "modern", []),
        ({"dimensions": "24.8 × 528.7 cm"}, "二米云山，烟雨空濛", "modern", []),
        ({}, "画高30厘米，江山无尽", "modern", []),
        ({}, "山" * 51, "modern", ["too_long"]),
        ({}, "山" * 50, "modern", []),
        ({}, "山水", "modern", ["too_short"]),
        ({}, "山水", "tags", []),
        ({}, "  ", "tags", ["too_short"]),
        ({}, "溪边㱕舟数点", "modern", ["unknown_characters"]),
        ({}, "岸边停着一辆汽车", "modern", ["anachronism"]),
        ({}, "岸边停着一輛汽車", "modern", ["anachronism"]),
        ({"work_kind": "photograph"}, "岸边停着一辆汽车", "modern", []),
        ({"dynasty": "民国"}, "岸边停着一辆汽车", "modern", []),
        ({"dynasty": "明"}, "紫禁城外，行人往来", "modern", []),
        ({"dynasty": "宋"}, "紫禁城外，行人往来", "modern", ["anachronism"]),
        ({}, "青绿山水泥金勾勒", "modern", []),
        ({}, "山水泥金，岸有水泥桥", "modern", ["anachronism"]),
        ({}, "画面中远山的轮廓", "modern", []),
        ({}, "野渡无人的孤舟横", "classical", ["anachronism"]),
        ({}, "鹄的在前，孤舟了然", "classical", []),
    ],
)
def test_warnings_point_at_what_a_reader_should_look_at(
    facts: dict[str, str], text: str, kind: str, codes: list[str]
) -> None:
    assert [warning.code for warning in lint.check(work(**facts), text, kind)] == codes


def test_the_warning_shows_what_is_cut_off_and_why_a_word_is_wrong() -> None:
    (long,) = lint.check(work(), "山" * 50 + "舟" * 3, "modern")
    assert "舟舟舟" in long.what
    (longer,) = lint.check(work(), "山" * 50 + "舟" * 300, "modern")
    assert "舟…」" in longer.what
    assert len(longer.what) < 80
    (late,) = lint.check(work(), "农人在田里种玉米", "modern")
    assert "玉米" in late.what
    assert "美洲" in late.what


def test_a_character_the_model_lacks_is_told_with_its_variant_until_that_is_taken() -> None:
    (warning,) = lint.check(work(), "野鶉三五，立于石畔", "modern")
    assert warning.code == "unknown_characters"
    assert "鹑" in warning.what
    assert lint.check(work(), "野鶉三五，立于石畔", "modern", variants={"鶉": "鹑"}) == []


@pytest.mark.parametrize(
    ("artist", "text", "warned"),
    [
        ("马远", "夏圭所画的江上独钓", True),
        ("馬遠", "画家馬遠写江上独钓", False),
        ("马远", "许道宁，江上独钓之景", True),
        ("佚名", "马远所绘江上独钓", True),
        ("", "马远所绘江上独钓", False),  # not catalogued: nothing to contradict
        ("夏圭", "师法马远的江上独钓", False),
        ("夏圭", "岸上人马远去，江天寂寥", False),
        ("夏圭", "巨然耸立的主峰", False),
        ("（传）夏圭", "夏圭所绘江上独钓", False),
        ("李唐、夏圭", "夏圭所绘江上独钓", False),
    ],
)
def test_another_painters_name_is_warned_of(
    collection: Collection, artist: str, text: str, warned: bool
) -> None:
    for number, name in enumerate(("馬遠", "夏圭", "巨然", "北宋 许道宁", "佚名")):
        collection.paintings.add(f"A{number}", artist=name)
    found = lint.check(work(artist=artist), text, "modern", lint.known(collection))
    assert [one.code for one in found] == ["contradicts_catalogue"] * warned


LONG = "远山下有一只小船，渔翁独自垂钓，天色将晚，归鸦点点飞过疏林。"


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (LONG, "B1"),
        (LONG.replace("，", " ").replace("远", "遠"), "B1"),  # in other letters
        (LONG.replace("渔翁", "老翁"), "B1"),
        (LONG.replace("渔翁独自垂钓", "两个樵夫说着话"), ""),
        ("山下有小船", ""),
    ],
)
def test_another_works_caption_is_warned_of(collection: Collection, text: str, other: str) -> None:
    mine = collection.paintings.add("A1")
    theirs = collection.paintings.add("B1")
    draft = collection.captions.put_draft(theirs.id, "modern", LONG, "offline")
    assert draft is not None
    known = lint.known(collection)
    assert known.same_as(mine, text) == other
    codes = [one.code for one in lint.check(mine, text, "modern", known)]
    assert codes == ["same_as_another"] * bool(other)
    assert known.same_as(theirs, text) == ""  # its own


def test_what_is_known_is_renewed_by_what_changed(collection: Collection) -> None:
    mine, theirs = collection.paintings.add("A1", artist="马远"), collection.paintings.add("B1")
    draft = collection.captions.put_draft(theirs.id, "modern", LONG, "offline")
    assert draft is not None
    assert lint.known(collection).same_as(mine, LONG) == "B1"
    collection.captions.edit(draft.id, "完全另写的一句话，说的是雪后的村庄与寒林。", "王")
    assert lint.known(collection).same_as(mine, LONG) == ""
    collection.captions.undo("王")
    assert lint.known(collection).same_as(mine, LONG) == "B1"
    collection.captions.reject(draft.id, "王")
    assert lint.known(collection).same_as(mine, LONG) == ""
    collection.captions.undo("王")
    collection.paintings.update(mine.id, group_key="album")
    collection.paintings.update(theirs.id, group_key="album", artist="夏圭")
    known = lint.known(collection)
    assert known.artists == {"马远", "夏圭"}
    assert known.same_as(collection.paintings.get(mine.id), LONG) == ""  # leaves of one album


def test_the_words_of_the_song_are_not_called_anachronisms() -> None:
    demo = resources() / "demo_collection"
    lines = (demo / "captions.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [(one["kind"], one["text"]) for one in map(json.loads, lines)]
    passages = json.loads((demo / "passages.json").read_text(encoding="utf-8"))
    texts += [("modern", one["text"]) for one in passages]
    assert len(texts) > 500
    found = {
        (text, one.what)
        for kind, text in texts
        for one in lint.check(work(dynasty="宋"), text, kind)
        if one.code == "anachronism"
    }
    assert found == set()


def test_every_word_of_the_list_is_found_and_has_its_reason() -> None:
    shipped = json.loads((resources() / "vocabularies" / "lint.json").read_text(encoding="utf-8"))
    for group in shipped["anachronisms"]:
        assert group["zh"]
        assert group["en"]
        for word in group["words"]:
            kind = group.get("kinds", ["modern"])[0]
            found = lint.check(work(dynasty="宋"), f"山前，{word}，水边", kind)
            assert any(chinese.fold(word) in chinese.fold(one.what) for one in found), word
    listed = {word for group in shipped["anachronisms"] for word in group["words"]}
    for word, expressions in shipped["not_in"].items():
        assert word in listed
        assert all(word in expression for expression in expressions)
    assert set(shipped["not_in"]) <= listed


def test_a_caption_is_checked_in_milliseconds_among_ten_thousand_paintings(
    collection: Collection,
) -> None:
    pick = random.Random(7)
    scenes = [
        "远山",
        "小船",
        "渔翁",
        "疏林",
        "归鸦",
        "板桥",
        "寒江",
        "雪岸",
        "竹篱",
        "茅舍",
        "飞瀑",
        "孤亭",
    ]
    acts = ["隐约可见", "静静立着", "在风中摇动", "半掩在雾里", "映在水上", "一路延伸到远方"]

    def caption() -> str:
        clauses = [pick.choice(scenes) + pick.choice(acts) for _ in range(5)]
        return "，".join(clauses) + "。"

    with collection.transaction():
        for number in range(10_000):
            made = collection.paintings.add(f"P{number:05}", artist=f"画师{number % 400}")
            collection.captions.put_draft(made.id, "modern", caption(), "offline")
    lint.known(collection)
    times = []
    for painting in collection.paintings.records(range(1, 101)):
        (standing,) = collection.captions.of(painting.id)
        collection.captions.approve(standing.id, "王")
        began = time.thread_time()  # its own work, whatever else the machine does
        lint.check(painting, standing.text, "modern", lint.known(collection))
        times.append(time.thread_time() - began)
    assert sorted(times)[95] < 0.005


def test_captions_that_are_true_to_their_catalogue_are_not_warned_of(tmp_path: Path) -> None:
    with new.new_collection(tmp_path / "demo", demo=True) as demo:
        known = lint.known(demo)
        works = {work.id: work for work in demo.paintings.all()}
        captions = demo.captions.list()
        assert len(captions) > 1000
        warned = [
            (caption.accession, warning.what)
            for caption in captions
            for warning in lint.check(works[caption.painting_id], caption.text, caption.kind, known)
        ]
    assert warned == []
