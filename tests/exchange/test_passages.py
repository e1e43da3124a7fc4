from __future__ import annotations

import json
from pathlib import Path

from songclip_desktop.exchange import passages
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


def test_mandoku_markup_is_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "KR2k0118_002.txt"
    path.write_text(MANDOKU, encoding="utf-8")
    found, problems = passages.read_passages(path)
    assert problems == []
    assert [(p.source, p.chapter) for p in found] == [
        ("夢粱錄", "卷二·三月"), ("夢粱錄", "卷二·八日祠山聖誕"),
    ]  # fmt: skip
    assert found[0].text == "三月三日上巳之辰曲水流觴〓起於晉時（唐朝錫宴曲江）傾都"
    assert found[0].number == "KR2k0118_002:1"


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
    books = sorted((shared_data / "classical_texts").rglob("KR*.txt"))
    found = [p for book in books for p in passages.read_passages(book)[0]]
    assert len(found) > 800
    assert {p.source for p in found} == {"夢粱錄", "武林舊事", "都城紀勝"}
    assert not [p for p in found if any(mark in p.text for mark in "¶<>/&")]
    assert max(len(p.text) for p in found) <= 400
