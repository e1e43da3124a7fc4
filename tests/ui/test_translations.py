"""Three languages in full: every Chinese sentence has its English and its traditional form."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import linguist

LANGUAGES = ("en", "zh_TW")
PLURALS = {"en": 2, "zh_TW": 1}
PLACE = re.compile(r"\{[^{}]*\}|%n|%L?\d")
# Where Chinese stands outside `tr` in the window's own modules, and why.
OUTSIDE_TR = {
    "ui/desktop_checks.py": "characters that fonts and input methods are tried with",
    "ui/tour.py": "what a curator would type",
    "ui/widgets/entities.py": "patterns for the museum's words",
    "ui/widgets/map_marks.py": "the museum's words for formats",
    "ui/widgets/rare.py": "a range of characters",
    "ui/widgets/look_section.py": "each language is named in itself",
}
# What a curator is told; `say` and `pick` are called in their arguments.
TELLING = ("SongClipError", "Check", "DatasetWarning", "LintWarning", "Problem", "Finding")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[linguist.Key, bool]:
    """All that is said, True where it has plural forms."""
    below = {(linguist.SENTENCES, zh): False for zh in linguist.said_below_qt()}
    return linguist.said_by_the_window(tmp_path_factory.mktemp("asked")) | below


def files(language: str) -> Iterator[tuple[linguist.Key, list[str]]]:
    for file in sorted((linguist.TRANSLATIONS / language).glob("*.ts")):
        yield from linguist.translations(file).items()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_finished(
    asked: dict[linguist.Key, bool], language: str
) -> None:
    have = dict(files(language))
    needed = [key for key in asked if language != "en" or key[0] != linguist.SENTENCES]
    assert [key for key in needed if not have.get(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_file_keeps_what_is_no_longer_said(
    asked: dict[linguist.Key, bool], language: str
) -> None:
    assert [key for key, _ in files(language) if key not in asked] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same_in_every_language(language: str) -> None:
    wrong = [
        (zh, text)
        for (_, zh), texts in files(language)
        for text in texts[-1:]  # "one work" may do without its number, "%n works" may not
        if sorted(PLACE.findall(zh)) != sorted(PLACE.findall(text))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_has_all_its_plural_forms(
    asked: dict[linguist.Key, bool], language: str
) -> None:
    wrong = [
        key
        for key, texts in files(language)
        if key in asked and texts and len(texts) != (PLURALS[language] if asked[key] else 1)
    ]
    assert wrong == []


def test_traditional_is_traditional_and_in_taiwans_words() -> None:
    simplified = [
        text for _, texts in files("zh_TW") for text in texts if linguist.simplified(text)
    ]
    assert simplified == []


def test_each_thing_has_its_one_word_in_taiwan() -> None:
    """As the phrase book has it; the longest of its phrases holds where several fit."""
    book = ElementTree.parse(linguist.TRANSLATIONS / "zh_TW" / "terms.qph").iter("phrase")
    terms = {each.findtext("source", ""): each.findtext("target", "") for each in book}
    assert len(terms) > 80
    assert not any(linguist.simplified(target) for target in terms.values())
    other = []
    for (_, zh), texts in files("zh_TW"):
        left = zh
        for term in sorted(terms, key=len, reverse=True):
            if term in left:
                left = left.replace(term, "\n")
                other += [(term, zh, text) for text in texts if terms[term] not in text]
    assert other == []


def test_chinese_stands_only_where_it_can_be_translated() -> None:
    loose = []
    for path, tree in linguist.modules():
        place = path.removeprefix("songclip_desktop/")
        if place in OUTSIDE_TR or not place.startswith(("ui/", "app.py", "jobs/")):
            continue
        loose += [f"{path}: {text}" for text in _outside(tree) if linguist.is_chinese(text)]
    assert loose == []


def test_what_a_curator_is_told_below_qt_is_said_in_every_language() -> None:
    loose = []
    for path, tree in linguist.modules():
        told = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
        for call in (each for each in told if linguist.called(each) in TELLING):
            spoken = {id(n) for each in ast.walk(call) if _translates(each) for n in ast.walk(each)}
            loose += [
                f"{path}: {node.value}"
                for node in ast.walk(call)
                if isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in spoken
                and linguist.is_chinese(node.value)
            ]
    assert loose == []


def test_only_whole_sentences_are_translated() -> None:
    """A collector cannot see what is put together while the program runs."""
    made = []
    for path, tree in linguist.modules():
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not _translates(call):
                continue
            texts = [call.args[1]] if linguist.called(call) == "translate" else call.args[:1]
            made += [
                f"{path}:{call.lineno}: {ast.unparse(call)}"
                for text in texts
                if isinstance(text, ast.JoinedStr | ast.BinOp)
                or (linguist.called(call) in ("tr", "translate") and not _is_text(text))
            ]
    assert made == []


def test_a_sentence_that_is_missing_is_found(tmp_path: Path) -> None:
    file = tmp_path / "one.ts"
    file.write_text(
        "<TS><context><name>A</name>"
        "<message><source>甲</source><translation type='unfinished'>a</translation></message>"
        "<message><source>乙</source><translation></translation></message>"
        "<message><source>丙</source><translation>c</translation></message>"
        "</context></TS>",
        encoding="utf-8",
    )
    assert linguist.translations(file) == {("A", "甲"): [], ("A", "乙"): [], ("A", "丙"): ["c"]}
    assert list(_outside(ast.parse('"""甲"""\nlabel(self.tr("乙"), "丙")'))) == ["丙"]
    assert [linguist.simplified(text) for text in ("设定", "設定", "机", "機")] == [
        "设", "", "机", "",
    ]  # fmt: skip


def _translates(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = linguist.called(node)
    if name == "translate":  # a painter and a string translate too, by other things
        first = node.args[0] if node.args else None
        return len(node.args) > 1 and _is_text(first)
    return name == "tr" or linguist.speaks(node)


def _is_text(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _outside(node: ast.AST) -> Iterator[str]:
    """The strings of a module that are neither translated nor a docstring."""
    for child in ast.iter_child_nodes(node):
        if _translates(child) or (isinstance(child, ast.Expr) and _is_text(child.value)):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value
        yield from _outside(child)
