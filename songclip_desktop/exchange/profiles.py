"""Mapping profiles: which column of a register is which field. One data file per source."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from songclip_desktop import paths
from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange.derivation import Pattern
from songclip_desktop.exchange.mapping import (
    EXTRA,
    FIELDS,
    Mapping,
    RegisterRow,
    bare,
    places,
    plain,
)
from songclip_desktop.exchange.transforms import TRANSFORMS
from songclip_desktop.language import pick, say

__all__ = [
    "EXTRA", "FALLBACK", "FIELDS", "Mapping", "Profile", "RegisterRow", "all_profiles", "familiar",
    "fitting", "named", "recognises", "save",
]  # fmt: skip

FALLBACK = "songclip"


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
        return pick(self.label.get("zh", self.name), self.label.get("en", self.name))

    def fits_header(self, header: Sequence[str]) -> bool:
        """Whether every header it asks for is there."""
        return bool(self.fits) and {plain(name) for name in self.fits} <= set(places(tuple(header)))

    def map(self, header: Sequence[str]) -> Mapping:
        """Finds each field's columns in a header."""
        known = _known(self)
        ranked: dict[str, list[tuple[int, int]]] = {}
        twice: list[tuple[int, int, list[tuple[str, int]]]] = []
        extra: dict[str, int] = {}
        left: set[int] = set()
        for index, name in enumerate(header):
            word = plain(name)
            may_be = known.get(word) or known.get(plain(bare(name)), [])
            if self._leaves(word):
                left.add(index)
            if name.startswith(EXTRA) or (name.strip() and not may_be and index not in left):
                extra[_another(name.strip().removeprefix(EXTRA), extra)] = index
            elif may_be:
                key, rank = may_be[0]
                rank = 2 * rank + (word not in known)
                ranked.setdefault(key, []).append((rank, index))
                twice.append((rank, index, may_be))
        for rank, index, may_be in twice:
            key, other = may_be[0][0], may_be[-1][0]
            # 年代 is the dynasty where nothing else is, and the date beside a column 朝代.
            if other != key and other not in ranked and min(ranked[key]) < (rank, index):
                ranked[key].remove((rank, index))
                ranked[other] = [(rank, index)]
        columns = {key: [index for _, index in sorted(found)] for key, found in ranked.items()}
        return Mapping(self.name, columns, extra, self, tuple(header), frozenset(left))

    def _leaves(self, word: str) -> bool:
        """Whether a column of this plain name is not kept as an extra field."""
        patterns = ("*".join(map(plain, pattern.split("*"))) for pattern in self.leave)
        return any(fnmatchcase(word, pattern) for pattern in patterns)

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
    return len({plain(cell) for cell in cells} & {plain(name) for name in names})


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


def _known(profile: Profile) -> dict[str, list[tuple[str, int]]]:
    """A column's plain name → the fields it may be, the likelier first, and how much it counts."""
    found: dict[str, list[tuple[str, int]]] = {}
    for key, names in profile.columns.items():
        for rank, name in enumerate(names):
            found.setdefault(plain(name), []).append((key, rank))
    return found


def _another(name: str, taken: dict[str, int]) -> str:
    """The name, with a number where another column has it already."""
    again = (f"{name} {number}" for number in range(2, len(taken) + 3))
    return next(each for each in again if each not in taken) if name in taken else name


def _shipped_dir() -> Path:
    return paths.resources() / "profiles"


def _saved_dir() -> Path:
    return paths.home() / "profiles"


@lru_cache(maxsize=1)
def _shipped() -> tuple[Profile, ...]:
    return tuple(_load(path) for path in sorted(_shipped_dir().glob("*.json")))


def _load(path: Path) -> Profile:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        columns, derived = dict(content["columns"]), content.get("derived", ())
        if content.get("based_on"):
            base = _load(_shipped_dir() / f"{content['based_on']}.json")
            columns = {
                key: [*base.columns.get(key, ()), *columns.get(key, ())]
                for key in base.columns | columns
            }
            derived = [*derived, *base.derived]
        _try_out(derived, content.get("transforms", {}))
        return Profile(
            name=content["name"],
            label=content.get("label", {}),
            columns=columns,
            fits=tuple(content.get("fits", ())),
            derived=tuple(derived),
            transforms=content.get("transforms", {}),
            placeholders=content.get("placeholders", {}),
            leave=tuple(content.get("leave", ())),
        )
    except (OSError, ValueError, KeyError, TypeError, re.error) as error:
        raise SongClipError(
            "profile_unreadable",
            say(
                "列映射文件「{name}」读不出来。", "The profile “{name}” cannot be read.", name=path
            ),
            say("请删除或更正该文件。", "Delete or mend that file."),
        ) from error


def _try_out(derived: Sequence[dict[str, Any]], transforms: dict[str, list[str]]) -> None:
    """Raises what is wrong in a profile's rules while it is read, not at the first row."""
    for rule in derived:
        for pattern in (*rule.get("drop", ()), rule["match"]):
            Pattern.of(pattern)
        if rule["field"] not in FIELDS or not rule["from"] or not rule["as"]:
            raise ValueError(rule["field"])
    for names in transforms.values():
        for name in names:
            TRANSFORMS[name]
