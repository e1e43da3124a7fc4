"""Which picture belongs to which row: by the register's image column, else by the file's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path, PureWindowsPath

_PARTS = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+")


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
        for accession, paths in self._by_accession.items():
            exact = _plain(accession)
            paths.sort(key=lambda path: (_plain(path.stem) != exact, path.name))

    def named(self, name: str, folder: Path) -> Path | None:
        """The picture a row names: as a path from the register's folder, else by its file name."""
        relative = Path(*PureWindowsPath(name).parts) if "\\" in name else Path(name)
        beside = folder / relative
        if _is_file(beside):
            return beside
        base = relative.name
        found = self._by_name.get(_plain(base)) or self._by_stem.get(_plain(base)) or []
        ending = [path for path in found if _ends_with(path, relative)]
        return (ending or found or [None])[0]

    def numbered(self, accession: str) -> tuple[Path, ...]:
        """The pictures with this accession number in their name, the plainest name first."""
        return tuple(self._by_accession.get(accession, ()))


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
