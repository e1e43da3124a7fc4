"""Mapping profiles: which column of a register is which field. One data file per source."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from songclip_desktop import chinese, paths
from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange.derivation import Pattern
from songclip_desktop.exchange.transforms import TRANSFORMS
from songclip_desktop.language import current, say
from songclip_desktop.records import WORK_KINDS

FALLBACK = "songclip"
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
    """

    profile: str
    columns: dict[str, list[int]]
    extra: dict[str, int]
    rules: Profile
    header: tuple[str, ...] = ()

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
        extra = {name: cells[i].strip() for name, i in self.extra.items() if cells[i].strip()}
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
        for rule in self.rules.derived:
            if rule.get("instead") or not found.get(rule["field"]):
                taken = self._derive(rule, cells, found)
                found[rule["field"]] = taken or found.get(rule["field"], "")
        for name, changes in self.rules.transforms.items():
            for change in changes if found.get(name) else ():
                found[name] = TRANSFORMS[change](found[name])
        return found

    def _derive(self, rule: dict[str, Any], cells: Sequence[str], found: dict[str, str]) -> str:
        """Takes a field out of other columns' text: drops what the rule drops, then matches."""
        named = rule["from"] if isinstance(rule["from"], list) else [rule["from"]]
        text = "\n".join(self._cell(name, cells) for name in named)

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

    def _cell(self, name: str, cells: Sequence[str]) -> str:
        at = _places(self.header).get(_plain(name))
        return "" if at is None else cells[at]


@dataclass(frozen=True)
class Profile:
    """How one source names its columns, and what is done to what they hold.

    Attributes:
        fits: headers that must all be there for the profile to be taken by itself.
        columns: field → names of its columns, the one that counts most first; compared without
            case, blanks, underscores and in simplified characters.
        derived: rules that take a field out of another column's text.
        transforms: field → names of `transforms.TRANSFORMS`, in order.
        placeholders: field → the column it is taken from; a field that stays empty is a problem.
        leave: patterns of headers that are not kept as extra fields.
    """

    name: str
    label: dict[str, str]
    columns: dict[str, list[str]]
    fits: tuple[str, ...] = ()
    derived: tuple[dict[str, Any], ...] = field(default_factory=tuple)
    transforms: dict[str, list[str]] = field(default_factory=dict)
    placeholders: dict[str, str] = field(default_factory=dict)
    leave: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The profile's name for a person."""
        return self.label.get("en" if current() == "en" else "zh", self.name)

    def fits_header(self, header: Sequence[str]) -> bool:
        """Whether every header it asks for is there."""
        return bool(self.fits) and {_plain(name) for name in self.fits} <= set(
            _places(tuple(header))
        )

    def map(self, header: Sequence[str]) -> Mapping:
        """Finds each field's columns in a header."""
        known = _known(self)
        ranked: dict[str, list[tuple[int, int]]] = {}
        second: list[tuple[int, list[tuple[str, int]]]] = []
        extra: dict[str, int] = {}
        left = ["*".join(map(_plain, pattern.split("*"))) for pattern in self.leave]
        for index, name in enumerate(header):
            plain = _plain(name)
            if plain in known:
                key, rank = known[plain][0]
                ranked.setdefault(key, []).append((rank, index))
                second.append((index, known[plain]))
            elif name.startswith(EXTRA) or (
                name.strip() and not any(fnmatchcase(plain, pattern) for pattern in left)
            ):
                extra[name.strip().removeprefix(EXTRA)] = index
        for index, wanted in second:
            (key, rank), (other, place) = wanted[0], wanted[-1]
            # 年代 is the dynasty where nothing else is, and the date beside a column 朝代.
            if other != key and other not in ranked and min(ranked[key]) < (rank, index):
                ranked[key].remove((rank, index))
                ranked[other] = [(place, index)]
        columns = {key: [index for _, index in sorted(places)] for key, places in ranked.items()}
        return Mapping(self.name, columns, extra, self, tuple(header))

    def with_columns(
        self, name: str, label: str, columns: dict[str, list[str]], fits: Sequence[str]
    ) -> Profile:
        """This profile under another name with other columns, as a curator maps them."""
        return replace(
            self, name=name, label={"zh": label, "en": label}, columns=columns, fits=tuple(fits)
        )


def all_profiles() -> list[Profile]:
    """The shipped and the saved ones, by name; a saved one replaces a shipped one of its name."""
    found = {profile.name: profile for profile in _shipped()}
    for path in sorted(_saved_dir().glob("*.json")):
        profile = _load(path)
        found[profile.name] = profile
    return [found[name] for name in sorted(found)]


def named(name: str) -> Profile:
    """The profile of this name.

    Raises:
        SongClipError: no_such_profile, profile_unreadable.
    """
    found = {profile.name: profile for profile in all_profiles()}
    if name not in found:
        raise SongClipError(
            "no_such_profile",
            say("没有名为「{name}」的列映射。", "There is no mapping profile “{name}”.", name=name),
            say("现有：{names}。", "There are: {names}.", names="、".join(found)),
        )
    return found[name]


def fitting(header: Sequence[str]) -> Profile:
    """The profile whose columns fit a header best, else the common one."""
    fitted = [profile for profile in all_profiles() if profile.fits_header(header)]
    return max(fitted, key=lambda profile: len(profile.fits), default=named(FALLBACK))


def familiar(cells: Sequence[str]) -> int:
    """How many of the cells are column names that some profile knows."""
    names = (n for p in all_profiles() for names in (p.fits, *p.columns.values()) for n in names)
    return len({_plain(cell) for cell in cells} & {_plain(name) for name in names})


def recognises(names: Sequence[str]) -> bool:
    """Whether records of these keys are a register: a profile fits, or the common one knows some."""
    common = named(FALLBACK).map(names)
    return common.usable or fitting(names).name != FALLBACK


def save(profile: Profile) -> Path:
    """Keeps a profile in the home folder."""
    _saved_dir().mkdir(parents=True, exist_ok=True)
    file_name = re.sub(r"[^\w-]", "_", profile.name)
    path = _saved_dir() / f"{file_name}.json"
    path.write_text(json.dumps(asdict(profile), ensure_ascii=False, indent=2), encoding="utf-8")
    return path


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
def _plain(name: str) -> str:
    return re.sub(r"[\s_\-:*]", "", chinese.fold(name))


def _known(profile: Profile) -> dict[str, list[tuple[str, int]]]:
    """A column's plain name → the fields it may be, the likelier first, and how much it counts."""
    found: dict[str, list[tuple[str, int]]] = {}
    for key, names in profile.columns.items():
        for rank, name in enumerate(names):
            found.setdefault(_plain(name), []).append((key, rank))
    return found


@lru_cache(maxsize=64)
def _places(header: tuple[str, ...]) -> dict[str, int]:
    """Plain name → the first column of that name."""
    return {_plain(name): at for at, name in reversed(list(enumerate(header)))}


def _saved_dir() -> Path:
    return paths.home() / "profiles"


@lru_cache(maxsize=1)
def _shipped() -> tuple[Profile, ...]:
    return tuple(_load(path) for path in sorted((paths.resources() / "profiles").glob("*.json")))


def _load(path: Path) -> Profile:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        columns = dict(content["columns"])
        if content.get("based_on"):
            base = _load(path.with_name(f"{content['based_on']}.json")).columns
            columns = {key: [*base.get(key, ()), *columns.get(key, ())] for key in base | columns}
        return Profile(
            name=content["name"],
            label=content.get("label", {}),
            columns=columns,
            fits=tuple(content.get("fits", ())),
            derived=tuple(content.get("derived", ())),
            transforms=content.get("transforms", {}),
            placeholders=content.get("placeholders", {}),
            leave=tuple(content.get("leave", ())),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SongClipError(
            "profile_unreadable",
            say(
                "列映射文件「{name}」读不出来。", "The profile “{name}” cannot be read.", name=path
            ),
            say("请删除或更正该文件。", "Delete or mend that file."),
        ) from error
