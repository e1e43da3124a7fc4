"""A profile applied to a header: rows of a table become records in the application's own terms."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from songclip_desktop import chinese
from songclip_desktop.exchange.derivation import Pattern
from songclip_desktop.exchange.transforms import TRANSFORMS
from songclip_desktop.records import WORK_KINDS

if TYPE_CHECKING:
    from songclip_desktop.exchange.profiles import Profile

EXTRA = "extra."  # a column of this beginning is an extra field whatever follows
_TEXTS = (
    "accession", "title", "artist", "dynasty", "format", "material", "dimensions", "technique",
    "date_text", "edtf", "holder", "rights", "source", "inscription", "notes", "census_number",
    "grade", "category", "quantity", "mass", "completeness", "condition", "acquired",
)  # fmt: skip
_YEARS = ("year_from", "year_to")
_CAPTIONS = {
    "caption_modern": "modern",
    "caption_classical": "classical",
    "caption_tags": "tags",
}
_PICTURES = ("image", "image_role", "image_label")
FIELDS = (*_TEXTS, *_YEARS, "work_kind", "group_key", "local_only", "tags", *_PICTURES, *_CAPTIONS)
_JOINED = ("tags", "image")  # all their columns count, not only the first that holds something
_WORK_KINDS = {
    "painting": ("painting", "绘画", "画", "书画", "国画", "中国画"),
    "map": ("map", "地图", "舆图", "图经"),
    "photograph": ("photograph", "photo", "照片", "摄影", "今景照片"),
}
_YES = {"1", "yes", "true", "y", "是", "√"}
_MEASURED = ("dimensions", "mass")
_UNIT = re.compile(
    r"[(（]\s*(mm|cm|m|in|g|kg|毫米|厘米|公分|米|英寸|克|千克)\s*[)）]", re.IGNORECASE
)
_SEVERAL_PICTURES = re.compile(r"[;；|\n]")
_SEVERAL_ADDRESSES = re.compile(r"[;；|\n]\s*(?=https?://)")
_SEVERAL_TAGS = re.compile(r"[;；、,，|\n]")


@dataclass(frozen=True)
class RegisterRow:
    """One row of a register, in the application's own terms.

    Attributes:
        fields: accession, title, …, year_from, work_kind, group_key, local_only: those with a
            column; a year only where the source gives one.
        extra: columns without a field of their own, by their header.
        captions: kind → text. pictures: file names, paths or addresses, the primary one first.
        tags: by name. doubts: (code of a problem, what it names): the row is taken in all the same.
        picture_roles, picture_labels: one a picture; shorter or '' where nothing is said.
    """

    number: int
    fields: dict[str, Any]
    extra: dict[str, str]
    captions: dict[str, str]
    pictures: tuple[str, ...]
    tags: tuple[str, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    picture_roles: tuple[str, ...] = ()
    picture_labels: tuple[str, ...] = ()

    @property
    def accession(self) -> str:
        """The accession number, in one Unicode form; empty where the row has none."""
        return unicodedata.normalize("NFC", self.fields.get("accession", "")).strip()

    @property
    def digest(self) -> str:
        """Of everything in the row but its place; the same row gives the same digest."""
        said = {key: value for key, value in asdict(self).items() if key != "number"}
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Mapping:
    """A profile applied to one header.

    Attributes:
        profile: its name.
        columns: field → indices of its columns, the one that counts most first.
        extra: header → index, for columns without a field.
        rules: the profile itself, for what it does beside naming columns.
        left: indices of columns that are never kept as extra fields.
    """

    profile: str
    columns: dict[str, list[int]]
    extra: dict[str, int]
    rules: Profile
    header: tuple[str, ...] = ()
    left: frozenset[int] = frozenset()

    @property
    def usable(self) -> bool:
        """Whether a number or a title can be found at all."""
        return bool({"accession", "title"} & set(self.columns))

    def row(self, number: int, cells: Sequence[str]) -> RegisterRow:
        """One row of the table as the application sees it."""
        found = self._found(cells)
        fields: dict[str, Any] = {key: found[key] for key in _TEXTS if key in found}
        for key in _YEARS:
            if re.fullmatch(r"[+-]?\d{1,9}", found.get(key, "")):
                fields[key] = int(found[key])
        extra = self._beside(cells) | {
            name: cells[i].strip() for name, i in self.extra.items() if cells[i].strip()
        }
        if "work_kind" in found:
            fields["work_kind"] = work_kind(found["work_kind"])
            # A class of objects that is no kind of ours (山水, 书法) is its category.
            if found["work_kind"] and not _is_work_kind(found["work_kind"]):
                fields["category"] = fields.get("category") or found["work_kind"]
        if found.get("group_key"):
            fields["group_key"] = found["group_key"]
        if "local_only" in found:
            fields["local_only"] = found["local_only"].lower() in _YES
        captions = {kind: found[name] for name, kind in _CAPTIONS.items() if found.get(name)}
        tags = _parts(_SEVERAL_TAGS, found.get("tags", ""))
        return RegisterRow(
            number, fields, extra, captions, _pictures(found.get("image", "")), tags,
            tuple(self._doubts(found, cells)),
            _in_order(found.get("image_role", "")), _in_order(found.get("image_label", "")),
        )  # fmt: skip

    def _found(self, cells: Sequence[str]) -> dict[str, str]:
        """Each field's text: from its columns, then as the profile derives and changes it."""
        found: dict[str, str] = {}
        for name, indices in self.columns.items():
            held = [cells[i].strip() for i in indices if cells[i].strip()]
            found[name] = "\n".join(held) if name in _JOINED else next(iter(held), "")
            if name in _MEASURED and held:
                found[name] += self._unit(next(i for i in indices if cells[i].strip()), held[0])
        for rule in self._rules_here():
            if rule.get("instead") or not found.get(rule["field"]):
                taken = self._derive(rule, cells, found)
                found[rule["field"]] = taken or found.get(rule["field"], "")
        for name, changes in self.rules.transforms.items():
            for change in changes if found.get(name) else ():
                found[name] = TRANSFORMS[change](found[name])
        return found

    def _beside(self, cells: Sequence[str]) -> dict[str, str]:
        """What further columns of a field say, where that is something else: nothing is lost."""
        found: dict[str, str] = {}
        for name, indices in self.columns.items():
            held = [i for i in indices if cells[i].strip()]
            for i in held[1:] if name not in _JOINED else ():
                if i not in self.left and cells[i].strip() != cells[held[0]].strip():
                    found[self.header[i].strip()] = cells[i].strip()
        return found

    def _unit(self, column: int, value: str) -> str:
        """The unit that only the column's head names, as in 尺寸（mm）."""
        unit = _UNIT.search(self.header[column])
        return f" {unit[1]}" if unit and not re.search(r"[^\W\dxX_]", value) else ""

    def _rules_here(self) -> list[dict[str, Any]]:
        """The rules whose columns the table has; a field without a column stays unsaid."""
        have = places(self.header)
        return [
            rule
            for rule in self.rules.derived
            if all(plain(name) in have for name in _named_by(rule))
        ]

    def _derive(self, rule: dict[str, Any], cells: Sequence[str], found: dict[str, str]) -> str:
        """Takes a field out of other columns' text: drops what the rule drops, then matches."""
        unit = rule["field"] in _MEASURED
        text = "\n".join(self._cell(name, cells, unit=unit) for name in _named_by(rule))
        for pattern in rule.get("drop", ()):
            text = Pattern.of(pattern).without(text, found)
        groups = Pattern.of(rule["match"]).groups(text, found)
        return "" if groups is None else rule["as"].format(*groups, **found).strip()

    def _doubts(self, found: dict[str, str], cells: Sequence[str]) -> list[tuple[str, str]]:
        """Fields that stayed empty although the column they come from holds something."""
        return [
            (f"{name}_placeholder", self._cell(column, cells))
            for name, column in self.rules.placeholders.items()
            if not found.get(name) and self._cell(column, cells)
        ]

    def _cell(self, name: str, cells: Sequence[str], *, unit: bool = False) -> str:
        at = places(self.header).get(plain(name))
        if at is None or not cells[at].strip():
            return ""
        return cells[at] + (self._unit(at, cells[at]) if unit else "")


def _named_by(rule: dict[str, Any]) -> list[str]:
    """The columns a rule takes its text from."""
    return rule["from"] if isinstance(rule["from"], list) else [rule["from"]]


def work_kind(text: str) -> str:
    """A register's own word as one of WORK_KINDS; what is not known is a painting."""
    word = text.strip().lower()
    return next((kind for kind in WORK_KINDS if word in _WORK_KINDS[kind]), "painting")


def _is_work_kind(text: str) -> bool:
    return any(text.strip().lower() in words for words in _WORK_KINDS.values())


def _parts(separator: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, separator.split(text)))))


def _pictures(text: str) -> tuple[str, ...]:
    """Names or addresses; an address may hold what stands between names elsewhere."""
    addresses = text.startswith(("http://", "https://"))
    return _parts(_SEVERAL_ADDRESSES if addresses else _SEVERAL_PICTURES, text)


def _in_order(text: str) -> tuple[str, ...]:
    """One entry a picture, in the pictures' order; a dash where nothing is said of it."""
    entries = [entry.strip() for entry in text.split("\n")] if text else []
    return tuple("" if entry == "-" else entry for entry in entries)


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A column's name as names are compared: without case, blanks, marks, in simplified characters."""
    return re.sub(r"[\s_\-:*]", "", chinese.fold(name))


def bare(name: str) -> str:
    """A column's name without what it says in brackets: 外形尺寸（cm）is 外形尺寸."""
    return re.sub(r"[(（][^()（）]*[)）]", "", name)


@lru_cache(maxsize=64)
def places(header: tuple[str, ...]) -> dict[str, int]:
    """Plain name → the first column of that name; brackets count where they tell two apart."""
    named = list(reversed(list(enumerate(header))))
    return {plain(bare(name)): at for at, name in named} | {plain(name): at for at, name in named}
