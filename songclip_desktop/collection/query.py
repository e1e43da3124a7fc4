"""What a curator typed into the search field, taken apart: words, fields, AND, OR, NOT, brackets.

    马远 OR 夏圭                      either
    artist:马远 dynasty:南宋          in one field; 作者:马远 朝代:南宋 is the same
    "寒江独钓" NOT 手卷               as it stands; without
    year:1100..1200 status:draft      what is not a text
    has:inscription (雪 OR 寒) 江

Nothing typed is an error: while one types every query is unfinished. An unknown field name is an
ordinary word, a bracket or quotation mark left open closes at the end, a field without a value
says nothing. Any thread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Name of a field as typed → the column of the search table.
TEXT_NAMES = {
    "accession": "accession", "number": "accession", "藏号": "accession", "编号": "accession",
    "title": "title", "题名": "title", "名称": "title",
    "artist": "artist", "作者": "artist", "画家": "artist",
    "dynasty": "dynasty", "朝代": "dynasty", "年代": "dynasty",
    "date": "date", "日期": "date", "纪年": "date",
    "format": "format", "形制": "format", "品式": "format",
    "material": "material", "质地": "material",
    "technique": "technique", "技法": "technique",
    "dimensions": "dimensions", "size": "dimensions", "尺寸": "dimensions",
    "holder": "holder", "收藏单位": "holder",
    "source": "source", "来源": "source",
    "inscription": "inscription", "题跋": "inscription", "款识": "inscription",
    "notes": "notes", "note": "notes", "备注": "notes",
    "category": "category", "分类": "category",
    "tag": "tag", "标签": "tag",
    "caption": "caption", "说明": "caption",
}  # fmt: skip
TEST_NAMES = {
    "year": "year", "年": "year", "年份": "year",
    "status": "status", "状态": "status",
    "kind": "kind", "类别": "kind",
    "has": "has", "有": "has",
}  # fmt: skip
# Words a test takes beside its own, as a beginning at least.
STATUS_WORDS = {
    "draft": "draft", "草稿": "draft", "待审": "draft",
    "approved": "approved", "已通过": "approved", "通过": "approved",
    "rejected": "rejected", "已退回": "rejected", "退回": "rejected",
    "lacking": "lacking", "待撰": "lacking", "未撰": "lacking",
}  # fmt: skip
KIND_WORDS = {
    "painting": "painting", "绘画": "painting",
    "map": "map", "舆图": "map", "地图": "map",
    "photograph": "photograph", "photo": "photograph", "照片": "photograph",
}  # fmt: skip
HAS_WORDS = {
    **TEXT_NAMES,
    "image": "image", "picture": "image", "图像": "image", "图": "image",
    "year": "year", "年份": "year", "rights": "rights", "权利": "rights",
    "modern": "modern", "白话": "modern", "classical": "classical", "拟古": "classical",
    "tags": "tags", "关键词": "tags", "local": "local", "仅本机": "local",
}  # fmt: skip

_TOKEN = re.compile(
    r"[()（）]"
    r"|(?P<bare>[^\s()（）\"“”:：]+)[:：](?=[\s()（）]|$)"
    r"|(?:(?P<name>[^\s()（）\"“”:：]+)[:：])?"
    r"(?:[\"“”](?P<quoted>[^\"“”]*)[\"“”]?|(?P<word>[^\s()（）\"“”]+))"
)
_YEARS = re.compile(r"(\d{1,4})?\s*(\.\.|-|－|—|~|至)?\s*(\d{1,4})?年?")


@dataclass(frozen=True)
class Words:
    """Text that occurs as it stands; `column` is a search column, or empty for all of them.

    `whole`: the last letters are no beginning of a longer word.
    """

    text: str
    column: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Test:
    """What is not a text: name is year, status, kind or has; values are words of those."""

    name: str
    values: tuple[str, ...] = ()
    years: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Every:
    """All parts fit."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Either:
    """One part at least fits."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """The part does not fit."""

    part: Node


Node = Words | Test | Every | Either | Not


def parse(typed: str) -> Node | None:
    """The query as a tree; None where it asks for nothing."""
    return _Reader(typed).read()


def field(name: str, value: str) -> str:
    """A field and its value as they are typed, the value in quotes where it needs them."""
    return f'{name}:"{value}"' if re.search(r"[\s()（）:：]", value) else f"{name}:{value}"


def plain_words(typed: str) -> list[str]:
    """The words that are looked for in titles, too: to mark them there."""

    def within(node: Node | None) -> list[str]:
        if isinstance(node, Words):
            return [node.text] if node.column in ("", "title") else []
        if isinstance(node, (Every, Either)):
            return [word for part in node.parts for word in within(part)]
        return []

    return within(parse(typed))


class _Reader:
    """Recursive descent: either := every (OR every)*; every := (NOT? one)*."""

    def __init__(self, typed: str) -> None:
        self._tokens = list(_TOKEN.finditer(typed))
        self._at = 0

    def read(self) -> Node | None:
        found: list[Node] = []
        while self._at < len(self._tokens):
            part = self._either()
            if part is not None:
                found.append(part)
            self._at += 1  # a closing bracket that none had opened
        return _joined(Every, found)

    def _either(self) -> Node | None:
        found: list[Node] = []
        while True:
            part = self._every()
            if part is not None:
                found.append(part)
            if self._next() != "OR":
                return _joined(Either, found)
            self._at += 1

    def _every(self) -> Node | None:
        found: list[Node] = []
        while self._next() not in ("", "OR", ")", "）"):
            if self._next() == "AND":
                self._at += 1
                continue
            part = self._one()
            if part is not None:
                found.append(part)
        return _joined(Every, found)

    def _one(self) -> Node | None:
        token = self._tokens[self._at]
        self._at += 1
        if token.group() == "NOT":
            if self._next() in ("", "AND", "OR", ")", "）"):
                return None  # not yet finished
            part = self._one()
            return None if part is None else Not(part)
        if token.group() in "(（":
            part = self._either()
            self._at += 1  # its closing bracket, or the end
            return part
        return _leaf(token)

    def _next(self) -> str:
        return self._tokens[self._at].group() if self._at < len(self._tokens) else ""


def _joined(form: type[Every | Either], parts: list[Node]) -> Node | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return form(tuple(parts))


def _leaf(token: re.Match[str]) -> Node | None:
    if token["bare"] is not None:
        known = _known(token["bare"])
        return None if known else Words(token["bare"])
    quoted = token["quoted"] is not None
    value = token["quoted"] if quoted else token["word"]
    name = token["name"]
    if name is not None and not _known(name):
        name, value = None, f"{name} {value}"
    if not value.strip():
        return None
    if name is None:
        return Words(value, whole=quoted)
    if name.lower() in TEXT_NAMES:
        return Words(value, TEXT_NAMES[name.lower()], whole=quoted)
    return _test(TEST_NAMES[name.lower()], value.strip().lower())


def _known(name: str) -> bool:
    return name.lower() in TEXT_NAMES or name.lower() in TEST_NAMES


def _test(name: str, value: str) -> Node | None:
    if name == "year":
        return _years(value)
    words = {"status": STATUS_WORDS, "kind": KIND_WORDS, "has": HAS_WORDS}[name]
    if value in words:
        return Test(name, (words[value],))
    begun = {meant: None for word, meant in words.items() if word.startswith(value)}
    return Test(name, tuple(begun))


def _years(value: str) -> Node | None:
    match = _YEARS.fullmatch(value)
    if match is None:
        return Test("year", (), (1, 0))  # fits nothing
    first, between, last = match.groups()
    if first is None and last is None:
        return None
    if between is None:
        last = first
    return Test("year", (), (int(first or -9999), int(last or 9999)))
