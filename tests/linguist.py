"""Every sentence the program can say, and what the translation files have for it."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from songclip_desktop.engine import answers
from songclip_desktop.exchange import fields, profiles
from songclip_desktop.vocabularies import rights

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
SENTENCES = "sentences"  # the context of what is said below Qt
Key = tuple[str, str]  # (context, Chinese)
# Simplified characters that Big5 has too, as others: they are not said in Taiwan as they are here.
_ALSO_IN_BIG5 = frozenset("万与于价体余儿几后听坏复宁并愿据机构气沈离种筑网胜荐适")


def translations(file: Path) -> dict[Key, list[str]]:
    """What a file has, one text for each plural form; nothing where it is unfinished."""
    found = {}
    for context in ElementTree.parse(file).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")]
            texts = forms or [translation.text or ""]
            finished = translation.get("type") is None and all(texts)
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = texts if finished else []
    return found


def said_by_the_window(folder: Path) -> dict[Key, bool]:
    """What stands in `tr`, found by Qt's own collector; True where it has plural forms."""
    sources = sorted((ROOT / "songclip_desktop" / "ui").rglob("*.py"))
    collector = Path(sys.executable).with_name("pyside6-lupdate")
    asked = folder / "asked.ts"
    subprocess.run([collector, "-silent", *sources, "-ts", asked], check=True)
    return {
        (context.findtext("name", ""), message.findtext("source", "")): "numerus" in message.attrib
        for context in ElementTree.parse(asked).iter("context")
        for message in context.iter("message")
    }


def said_below_qt() -> set[str]:
    """The Chinese of every `say` and `pick`, of the tables they take from, and of shipped data."""
    speaking = (tree for _, tree in modules() if _imports_language(tree))
    found = {chinese for tree in speaking for chinese in _in_pairs(tree)}
    found |= {each for pair in answers._CHINESE.values() for each in pair}
    found |= {each.zh for each in (*fields.core(), *rights())}
    found |= {each.label.get("zh", "") for each in profiles._shipped()}
    lint = ROOT / "resources" / "vocabularies" / "lint.json"
    found |= {each["zh"] for each in json.loads(lint.read_text("utf-8"))["anachronisms"]}
    return {each for each in found if is_chinese(each)}


@lru_cache(maxsize=1)
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the application, as (path in the repository, tree)."""
    files = sorted((ROOT / "songclip_desktop").rglob("*.py"))
    return tuple(
        (file.relative_to(ROOT).as_posix(), ast.parse(file.read_text(encoding="utf-8")))
        for file in files
    )


def is_chinese(text: str) -> bool:
    """Whether a Chinese character stands in it."""
    return any("㐀" <= character <= "鿿" for character in text)


def simplified(text: str) -> str:
    """The characters of a text that only simplified Chinese has."""
    return "".join(c for c in text if is_chinese(c) and (c in _ALSO_IN_BIG5 or not _in_big5(c)))


def _in_big5(character: str) -> bool:
    try:
        character.encode("cp950")
    except UnicodeEncodeError:
        return False
    return True


def called(node: ast.Call) -> str:
    """The name of what is called, without what it belongs to."""
    function = node.func
    return getattr(function, "id", getattr(function, "attr", ""))


def speaks(node: ast.Call) -> bool:
    """Whether it is `say` or `pick` of `language`; heads and panels of the window say too."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return isinstance(function.value, ast.Name) and function.value.id == "language" and (
            function.attr == "pick"
        )  # fmt: skip
    return isinstance(function, ast.Name) and function.id in ("say", "pick") and bool(node.args)


def constants(node: ast.AST) -> Iterator[str]:
    """All strings that stand in an expression."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def _in_pairs(tree: ast.Module) -> Iterator[str]:
    """First arguments of `say` and `pick`; and in tables, what stands before its English."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and speaks(node):
            yield from constants(node.args[0])
        elif isinstance(node, ast.Tuple):
            texts = [getattr(each, "value", None) for each in node.elts]
            for zh, en in zip(texts[::2], texts[1::2], strict=False):
                if isinstance(zh, str) and isinstance(en, str) and _mostly_latin(en):
                    yield zh


def _imports_language(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and (
            node.module == "songclip_desktop.language" or "language" in [a.name for a in node.names]
        )
        for node in ast.walk(tree)
    )


def _mostly_latin(text: str) -> bool:
    chinese = sum(is_chinese(character) for character in text)
    return sum(character.isascii() and character.isalpha() for character in text) > 2 * chinese
