from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from songclip_desktop.exchange import passages
from songclip_desktop.exchange.sections import LONGEST, PassageIn, pieces
from songclip_desktop.records import Annotation, Passage

MANDOKU = """# -*- mode: mandoku-view; -*-
#+TITLE: 夢粱錄
#+PROPERTY: ID KR2k0118
#+PROPERTY: JUAN 卷二
<pb:KR2k0118_WYG_002-1a>¶
欽定四庫全書¶
　夢粱錄巻二　　　　　　宋　吳自牧　撰¶
　　三月(佑聖真君誕辰附/)¶
三月三日上巳之辰曲水流觴&KR0001;起於¶
晉時(唐朝錫/宴曲江)傾都¶
<pb:KR2k0118_WYG_002-1b>¶
　　八日祠山聖誕¶
初八日西湖畫舫盡開蘇堤遊人來往如蟻¶
"""


def test_mandoku_markup_is_taken_out_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "KR2k0118_002.txt"
    path.write_text(MANDOKU, encoding="utf-8")
    found, problems = passages.read_passages(path)
    assert problems == []
    assert [(p.number, p.source, p.chapter, p.text) for p in found] == [
        ("KR2k0118_002:0", "夢粱錄", "卷二", "欽定四庫全書\n夢粱錄巻二　　　　　　宋　吳自牧　撰"),
        ("KR2k0118_002:1", "夢粱錄", "卷二·三月(佑聖真君誕辰附)",
         "三月三日上巳之辰曲水流觴&KR0001;起於\n晉時(唐朝錫宴曲江)傾都"),
        ("KR2k0118_002:2", "夢粱錄", "卷二·八日祠山聖誕", "初八日西湖畫舫盡開蘇堤遊人來往如蟻"),
    ]  # fmt: skip
    assert joined(found) == source_text(MANDOKU)


def test_the_end_of_an_indented_paragraph_is_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "KR_1.txt"
    path.write_text(
        "#+TITLE: 武林舊事\n#+PROPERTY: JUAN 卷六\n　　瓦子勾欄¶\n　南瓦　　　中瓦¶\n"
        "　　耍閙寛濶之處做塲者謂之打野呵此又藝之次¶\n　　者¶\n　　酒樓¶\n　和樂樓¶\n",
        encoding="utf-8",
    )
    found, _ = passages.read_passages(path)
    assert [p.chapter for p in found] == ["卷六·瓦子勾欄", "卷六·酒樓"]
    assert found[0].text.endswith("藝之次者")


def test_plain_text_becomes_paragraphs_with_their_chapter(tmp_path: Path) -> None:
    path = tmp_path / "都城紀勝.txt"
    path.write_bytes("卷一\n\n市肆谓之行。\n\n# 酒肆\n\n除官库子库。".encode("gb18030"))
    found, _ = passages.read_passages(path)
    assert [(p.source, p.chapter, p.text) for p in found] == [
        ("都城紀勝", "卷一", "市肆谓之行。"), ("都城紀勝", "酒肆", "除官库子库。"),
    ]  # fmt: skip


def test_a_long_paragraph_is_cut_at_a_sentences_end(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("湖山佳处，烟雨空濛。" * 120, encoding="utf-8")
    found, _ = passages.read_passages(path)
    assert all(len(p.text) <= 400 and p.text.endswith("。") for p in found)
    assert "".join(p.text for p in found) == "湖山佳处，烟雨空濛。" * 120


def test_rows_of_a_list_in_columns_stay_rows(tmp_path: Path) -> None:
    path = tmp_path / "KR_1.txt"
    path.write_text(
        "#+TITLE: 武林舊事\n#+PROPERTY: JUAN 卷六\n　　諸市¶\n"
        "　藥市(炭/橋)　　　花市(官/巷)　　　珠子市(融和坊/南官巷)¶\n"
        "　米市(北闕門外/黑橋頭)肉市(大瓦修/義坊)菜市(新門外東青/門霸子頭)¶\n",
        encoding="utf-8",
    )
    (found,), _ = passages.read_passages(path)
    assert len(found.text.split("\n")) == 2


def test_headings_under_headings_and_bare_ones_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "# 卷一\n\n## 酒肆\n官库。\n子库。\n\n## 茶坊\n\n# 卷二\n\n园苑。\n\n# 跋", "utf-8"
    )
    found, _ = passages.read_passages(path)
    assert [(p.number, p.chapter, p.text) for p in found] == [
        ("x:1", "卷一·酒肆", "官库。子库。"), ("x:2", "卷一·茶坊", "茶坊"),
        ("x:3", "卷二", "园苑。"), ("x:4", "跋", "跋"),
    ]  # fmt: skip


def test_a_file_named_after_its_scroll_belongs_to_its_folders_book(tmp_path: Path) -> None:
    for scroll, text in (("卷一", "市肆谓之行。"), ("卷二", "除官库子库。")):
        (tmp_path / "都城紀勝").mkdir(exist_ok=True)
        (tmp_path / "都城紀勝" / f"{scroll}.txt").write_text(text, "utf-8")
    found = [passages.read_passages(p)[0][0] for p in sorted(tmp_path.rglob("*.txt"))]
    assert [(p.source, p.chapter, p.number) for p in found] == [
        ("都城紀勝", "卷一", "卷一:1"), ("都城紀勝", "卷二", "卷二:1"),
    ]  # fmt: skip


def test_rare_characters_stay_as_they_are_written(tmp_path: Path) -> None:
    text = "𤓰果㑹子&KR2410;⿰木丁𠮷󠄀□[木*丁]〓 畫舫 "
    (tmp_path / "x.txt").write_text(text.strip(), "utf-8")
    (tmp_path / "x.json").write_text(json.dumps([{"id": 1, "text": text}]), "utf-8")
    assert passages.read_passages(tmp_path / "x.txt")[0][0].text == text.strip()
    assert passages.read_passages(tmp_path / "x.json")[0][0].text == text


@given(some.lists(some.sampled_from(["湖", "𤓰", "。", "」", "也", "，", "\n", "（注。）", "&KR2410;",
                                     "⿰木⿱艹日", "葛󠄀", "(a/b)"]), max_size=2000))  # fmt: skip
def test_cutting_loses_and_doubles_nothing_and_parts_no_character(parts: list[str]) -> None:
    text = "".join(parts)
    cut = pieces(text)
    assert "".join(cut) == text
    assert all(0 < len(piece) <= LONGEST for piece in cut)
    ends, place = set(), 0
    for part in parts:
        place += len(part)
        ends.add(place)
    place = 0
    for piece in cut:
        place += len(piece)
        assert place in ends


@given(some.text(alphabet="⿰⿱&;()[]K1湖。\n", max_size=1500))
def test_broken_markup_is_cut_all_the_same(text: str) -> None:
    cut = pieces(text)
    assert "".join(cut) == text
    assert all(0 < len(piece) <= LONGEST for piece in cut)


@given(some.lists(some.tuples(some.booleans(), some.text("湖山佳處，。也", min_size=1, max_size=900)),
                  min_size=1, max_size=12))  # fmt: skip
def test_a_book_is_read_whole(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[tuple[bool, str]]
) -> None:
    lines = [f"# 第{n}題{text[:9]}" if head else text for n, (head, text) in enumerate(blocks)]
    path = tmp_path_factory.mktemp("book") / "x.txt"
    path.write_text("\n\n".join(lines), "utf-8")
    assert joined(passages.read_passages(path)[0]) == "".join(each.lstrip("# ") for each in lines)


def test_an_empty_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("\n\n")
    found, (problem,) = passages.read_passages(tmp_path / "x.txt")
    assert (found, problem.code) == ([], "no_passage")


def test_annotations_go_out_in_the_form_agreed(tmp_path: Path) -> None:
    said = Annotation((("德寿宫", "宫殿"),), "望仙桥东", "今译", "English", "画中的宫殿")
    annotated = Passage(7, "1", "梦梁录", "卷二", "德寿宫在桥东", said, "approved", "remote", "")
    bare = Passage(8, "2", "梦梁录", "卷二", "无注", None, None, "", "")
    assert passages.write_annotations(tmp_path / "a.json", [annotated, bare]) == 1
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == [
        {
            "id": 1, "original_text": "德寿宫在桥东", "source": "梦梁录",
            "entities": [{"name": "德寿宫", "type": "宫殿"}], "spatial_relation": "望仙桥东",
            "modern_chinese": "今译", "english": "English", "search_prompt": "画中的宫殿",
        }
    ]  # fmt: skip


def test_whole_books_of_the_kanseki_repository_are_read(shared_data: Path) -> None:
    counted = {"passages": 0, "characters": 0, "rare": 0, "gaiji": 0}
    for book in sorted((shared_data / "classical_texts").rglob("KR*.txt")):
        source = source_text(book.read_text(encoding="utf-8"))
        found, problems = passages.read_passages(book)
        assert problems == []
        assert joined(found) == source, book.name
        assert max(len(p.text) for p in found) <= LONGEST
        assert {p.source for p in found} <= {"夢粱錄", "武林舊事", "都城紀勝"}
        counted["passages"] += len(found)
        counted["characters"] += len(source)
        counted["rare"] += sum(ord(c) > 0xFFFF or "㐀" <= c <= "䶿" for c in joined(found))
        counted["gaiji"] += len(GAIJI.findall(joined(found)))
    sys.stdout.write(f"\n{counted}\n")
    assert counted["passages"] > 800
    assert counted["gaiji"] == 84
    assert counted["rare"] > 700


GAIJI = re.compile(r"&KR\d+;")


def source_text(markup: str) -> str:
    """A Mandoku file without what marks its pages and lines: nothing else is taken out."""
    lines = [line for line in markup.splitlines() if not line.startswith("#")]
    plain = [re.sub(r"<[^>]*>|[¶/]", "", line) for line in lines]
    return "".join(line.strip("　 ") for line in plain)


def joined(found: Iterable[PassageIn]) -> str:
    """The book again: each new heading once, then its text without line breaks.

    In Mandoku a section is what stands under one heading, in plain text one paragraph.
    """
    said, last = "", [""]
    for passage in found:
        path = passage.chapter.split("·")
        if re.search(r":\d+$", passage.number) and not passage.number.endswith(":0"):
            scroll = passage.number.startswith("KR")
            same, new = int(scroll), len(path) - 1 if scroll else len(path)
            while same < min(new, len(last)) and path[same] == last[same]:
                same += 1
            said += "".join(path[same:])
            last = path
        if passage.text != path[-1] or passage.number.endswith(":0"):
            said += passage.text.replace("\n", "")
    return said
