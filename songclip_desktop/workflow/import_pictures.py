"""Which picture belongs to which row: by the register's image column, else by the file's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PureWindowsPath

from songclip_desktop import chinese

_PARTS = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
# What a picture shows, by a word in its file's name; what none names is a view of the work.
_ROLE_WORDS = {
    "detail": ("局部", "细部", "細部", "detail", "特写"),
    "colophon": ("题跋", "題跋", "跋文", "跋尾", "款识", "colophon", "inscription"),
    "section": ("分段", "section", "segment"),
    "mount": ("装裱", "裝裱", "包首", "引首", "外观", "mount", "frame"),
}
_SHORTEST = 3  # characters; a shorter number resembles too much


class PictureFinder:
    """The pictures of one import, found by name or by number."""

    def __init__(self, pictures: Sequence[Path], accessions: Iterable[str]) -> None:
        """`accessions` are all numbers of all registers, so that the longest one in a name wins."""
        self._by_name: dict[str, list[Path]] = {}
        self._by_stem: dict[str, list[Path]] = {}
        self._by_accession: dict[str, list[Path]] = {}
        wanted = {_parts(accession): accession for accession in accessions}
        longest = max((len(parts) for parts in wanted), default=0)
        for path in pictures:
            self._by_name.setdefault(_plain(path.name), []).append(path)
            self._by_stem.setdefault(_plain(path.stem), []).append(path)
            found = _number_in(_parts(path.stem), wanted, longest)
            if found is not None:
                self._by_accession.setdefault(found, []).append(path)
        self._loosely: dict[str, set[str]] = {}
        for parts, accession in wanted.items():
            self._loosely.setdefault(_loose(parts), set()).add(accession)
        self._longest = longest
        for accession, paths in self._by_accession.items():
            exact = _plain(accession)
            paths.sort(key=lambda path: (_plain(path.stem) != exact, _is_part(path), path.name))

    def named(self, name: str, folder: Path | None) -> Path | None:
        """The picture a row names: as a path from the register's folder, else by its file name."""
        relative = Path(*PureWindowsPath(name).parts) if "\\" in name else Path(name)
        if folder is not None and _is_file(folder / relative):
            return folder / relative
        base = relative.name
        found = self._by_name.get(_plain(base)) or self._by_stem.get(_plain(base)) or []
        ending = [path for path in found if _ends_with(path, relative)]
        return (ending or found or [None])[0]

    def numbered(self, accession: str) -> tuple[Path, ...]:
        """The pictures with this accession number in their name, the plainest name first."""
        return tuple(self._by_accession.get(accession, ()))

    def resembling(self, picture: Path, titles: Mapping[str, str]) -> str | None:
        """The one work a picture's name seems to mean, where no number stands in it as it is.

        Its number without separators and leading zeros, else its title (`titles`: folded title →
        number, for titles that only one work has).
        """
        parts = _parts(picture.stem)
        found: set[str] = set()
        for length in range(min(self._longest + 1, len(parts)), 0, -1):
            for start in range(len(parts) - length + 1):
                text = _loose(parts[start : start + length])
                if len(text) >= _SHORTEST and any(sign.isdigit() for sign in text):
                    found |= self._loosely.get(text, set())
            if found:
                break
        if not found:
            return titles.get(chinese.fold(picture.stem).strip())
        return found.pop() if len(found) == 1 else None


def role_in_name(stem: str) -> str:
    """One of IMAGE_ROLES, by a word in the name of a picture's file."""
    plain = _plain(stem)
    for role, words in _ROLE_WORDS.items():
        if any(word in plain for word in words):
            return role
    return "view"


def _is_part(picture: Path) -> bool:
    return role_in_name(picture.stem) != "view"


def _loose(parts: tuple[str, ...]) -> str:
    """故-00123 and 故123 are alike, 1944.485 and 1944485 too."""
    return "".join(_ZEROS.sub("", part) for part in parts)


def _number_in(
    parts: tuple[str, ...], wanted: dict[tuple[str, ...], str], longest: int
) -> str | None:
    """The longest accession number that stands in a file's name as whole parts."""
    for length in range(min(longest, len(parts)), 0, -1):
        for start in range(len(parts) - length + 1):
            found = wanted.get(parts[start : start + length])
            if found is not None:
                return found
    return None


def _parts(text: str) -> tuple[str, ...]:
    return tuple(_PARTS.findall(_plain(text)))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _ends_with(path: Path, relative: Path) -> bool:
    return [_plain(p) for p in path.parts][-len(relative.parts) :] == [
        _plain(p) for p in relative.parts
    ]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a cell may hold anything: too long, a NUL
        return False
