"""Mapping profiles: which column of a register is which field. One data file per source."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from songclip_desktop import chinese, paths
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import current, say
from songclip_desktop.records import WORK_KINDS

FALLBACK = "songclip"
_PLAIN = ("accession", "title", "artist", "dynasty", "format", "material", "dimensions")
_CAPTIONS = {
    "caption_modern": "modern",
    "caption_classical": "classical",
    "caption_tags": "tags",
}
FIELDS = (*_PLAIN, "work_kind", "group_key", "local_only", "image", *_CAPTIONS)
_WORK_KINDS = {
    "painting": ("painting", "绘画", "画", "书画", "国画", "中国画"),
    "map": ("map", "地图", "舆图", "图经"),
    "photograph": ("photograph", "photo", "照片", "摄影", "今景照片"),
}
_YES = {"1", "yes", "true", "y", "是", "√"}
_SEVERAL_PICTURES = re.compile(r"[;；|\n]")


@dataclass(frozen=True)
class RegisterRow:
    """One row of a register, in the application's own terms.

    Attributes:
        fields: accession, title, …, work_kind, group_key, local_only: those with a column.
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
        columns: field → indices of its columns, in the header's order.
        extra: header → index, for columns without a field.
    """

    profile: str
    columns: dict[str, list[int]]
    extra: dict[str, int]
    derived: tuple[dict[str, Any], ...] = ()
    header: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether a number or a title can be found at all."""
        return bool({"accession", "title"} & set(self.columns))

    def row(self, number: int, cells: Sequence[str]) -> RegisterRow:
        """One row of the table as the application sees it."""
        found: dict[str, str] = {}
        for name, indices in self.columns.items():
            found[name] = next((cells[i].strip() for i in indices if cells[i].strip()), "")
        for rule in self.derived:
            if not found.get(rule["field"]):
                found[rule["field"]] = self._derive(rule, cells, found)
        fields: dict[str, Any] = {key: found[key] for key in _PLAIN if key in found}
        extra = {name: cells[i].strip() for name, i in self.extra.items() if cells[i].strip()}
        if "work_kind" in found:
            fields["work_kind"] = work_kind(found["work_kind"])
            # A class of objects that is no kind of ours (山水, 书法) is kept as it was written.
            if found["work_kind"] and not _is_work_kind(found["work_kind"]):
                extra[self.header[self.columns["work_kind"][0]]] = found["work_kind"]
        if found.get("group_key"):
            fields["group_key"] = found["group_key"]
        if "local_only" in found:
            fields["local_only"] = found["local_only"].lower() in _YES
        pictures = [part.strip() for part in _SEVERAL_PICTURES.split(found.get("image", ""))]
        captions = {kind: found[name] for name, kind in _CAPTIONS.items() if found.get(name)}
        return RegisterRow(number, fields, extra, captions, tuple(filter(None, pictures)))

    def _derive(self, rule: dict[str, Any], cells: Sequence[str], found: dict[str, str]) -> str:
        """Takes a field out of another column's text: drops what the rule drops, then matches."""
        keys = [_plain(name) for name in self.header]
        text = cells[keys.index(_plain(rule["from"]))]
        for pattern in rule["drop"]:
            wanted = re.sub(r"\{(\w+)\}", lambda m: re.escape(found.get(m[1], "")), pattern)
            text = re.sub(wanted, "", text)
        match = re.search(rule["match"], text)
        return rule["as"].format(*match.groups()).strip() if match else ""


@dataclass(frozen=True)
class Profile:
    """How one source names its columns.

    Attributes:
        fits: headers that must all be there for the profile to be taken by itself.
        columns: field → names of its columns, compared without case, blanks, underscores and in simplified characters.
        derived: rules that take a field out of another column's text.
    """

    name: str
    label: dict[str, str]
    columns: dict[str, list[str]]
    fits: tuple[str, ...] = ()
    derived: tuple[dict[str, Any], ...] = field(default_factory=tuple)

    @property
    def title(self) -> str:
        """The profile's name for a person."""
        return self.label.get("en" if current() == "en" else "zh", self.name)

    def fits_header(self, header: Sequence[str]) -> bool:
        """Whether every header it asks for is there."""
        have = {_plain(name) for name in header}
        return bool(self.fits) and {_plain(name) for name in self.fits} <= have

    def map(self, header: Sequence[str]) -> Mapping:
        """Finds each field's columns in a header."""
        known = {_plain(name): key for key, names in self.columns.items() for name in names}
        columns: dict[str, list[int]] = {}
        extra: dict[str, int] = {}
        for index, name in enumerate(header):
            key = known.get(_plain(name))
            if key is not None:
                columns.setdefault(key, []).append(index)
            elif name.strip():
                extra[name.strip()] = index
        return Mapping(self.name, columns, extra, self.derived, tuple(header))


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
    known = {
        _plain(name)
        for profile in all_profiles()
        for name in (*profile.fits, *(n for names in profile.columns.values() for n in names))
    }
    return len({_plain(cell) for cell in cells} & known)


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


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-:*]", "", chinese.fold(name))


def _saved_dir() -> Path:
    return paths.home() / "profiles"


@lru_cache(maxsize=1)
def _shipped() -> tuple[Profile, ...]:
    return tuple(_load(path) for path in sorted((paths.resources() / "profiles").glob("*.json")))


def _load(path: Path) -> Profile:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Profile(
            name=content["name"],
            label=content.get("label", {}),
            columns=content["columns"],
            fits=tuple(content.get("fits", ())),
            derived=tuple(content.get("derived", ())),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SongClipError(
            "profile_unreadable",
            say(
                "列映射文件「{name}」读不出来。", "The profile “{name}” cannot be read.", name=path
            ),
            say("请删除或更正该文件。", "Delete or mend that file."),
        ) from error
