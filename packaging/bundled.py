"""What a frozen folder really holds, and under which licence: read from the folder, not from a list.

Modules come out of the archives in the executables, libraries and data from the folder; each is traced to
the installed distribution that owns it, to Python itself, or to the system package it was copied from.
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

HERE = Path(__file__).resolve().parent
LICENCES = HERE / "licences"
OWN = "songclip-desktop"
UNKNOWN = "NOASSERTION"
# Of what a distribution installs, the files that say under which terms.
_TEXT = re.compile(
    r"(^|/)(un)?(licen[cs]e|copying|copyright|notice|third.?party.?notices?|authors)[^/]*$", re.I
)
_NO_TEXT = (".py", ".pyc", ".h", ".so", ".pyi", ".json")
_LARGEST_TEXT_BYTES = 4_000_000


@dataclass
class Component:
    """One third party in a bundle.

    Attributes:
        kind: distribution, python or system. licence: an SPDX expression.
        package: of a system library, the Debian package with its architecture; else empty.
        texts: (title, text) of its licences. modules, files, bytes: what of it is in the bundle.
    """

    kind: str
    name: str
    version: str
    licence: str
    home: str = ""
    texts: list[tuple[str, str]] = field(default_factory=list)
    modules: int = 0
    files: int = 0
    bytes: int = 0


def components(bundle: Path) -> list[Component]:
    """All third parties in a frozen folder, by kind and name.

    Raises:
        LookupError: something in it belongs to nobody who is known; the message names it.
    """
    owners, parties = _owners(), _Parties()
    for module in sorted(_modules(bundle)):
        parties.count_module(_owner_of_module(module, owners), module)
    inside = bundle / "_internal"
    strange: list[Path] = []
    for file in _files(inside):
        path = file.relative_to(inside).as_posix()
        owner = _owner_of_file(path, owners)
        if owner:
            parties.count_file(owner, file)
        else:
            strange.append(file)
    parties.count_system(strange)
    if parties.lost:
        raise LookupError(f"{bundle.name}: whose are these? {', '.join(sorted(parties.lost)[:20])}")
    return sorted(parties.found.values(), key=lambda one: (one.kind, one.name.lower()))


def copyleft(parties: Iterable[Component]) -> list[Component]:
    """Those that every choice of their licence puts under the GPL or AGPL without an exception."""
    return [one for one in parties if all(map(_strong, re.split(r"\s+OR\s+", one.licence)))]


def _strong(choice: str) -> bool:
    terms = re.split(r"\s+AND\s+", choice.strip("() "))
    return any(re.match(r"A?GPL-", term) and " WITH " not in term for term in terms)


def licence_of(distribution: importlib.metadata.Distribution) -> str:
    """The SPDX expression of an installed distribution; NOASSERTION where it cannot be told."""
    told = distribution.metadata
    name = _normal(distribution.name)
    known: str | None = _table()["distributions"].get(name)
    short = (told.get("License") or "").strip()
    expression = known or told.get("License-Expression") or _SHORT.get(short, short)
    return expression if re.fullmatch(r"[\w.+() -]{2,160}", expression) else UNKNOWN


_SHORT = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "ISC License": "ISC",
    "MIT License": "MIT",
}


@cache
def _table() -> dict[str, dict[str, str]]:
    """Licences that metadata words in its own way, and those of system libraries."""
    return json.loads((LICENCES / "table.json").read_text(encoding="utf-8"))


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# -- what is in the folder -----------------------------------------------------------------------


def _modules(bundle: Path) -> set[str]:
    """The names of all modules in the archives of the folder's executables."""
    from PyInstaller.archive.readers import ArchiveReadError, CArchiveReader

    names: set[str] = set()
    for program in bundle.iterdir():
        if not program.is_file() or program.suffix not in ("", ".exe"):
            continue
        try:
            archive = CArchiveReader(str(program))
        except (ArchiveReadError, ValueError):
            continue
        for entry, row in archive.toc.items():
            if row[-1] == "z":
                names |= set(archive.open_embedded_archive(entry).toc)
    if not names:
        raise LookupError(f"{bundle} holds no frozen program")
    return names


def _files(inside: Path) -> Iterator[Path]:
    return (f for f in sorted(inside.rglob("*")) if f.is_file() and not f.is_symlink())


def _owners() -> dict[str, str]:
    """Installed file, relative to site-packages → the distribution that owns it."""
    owners: dict[str, str] = {}
    for distribution in importlib.metadata.distributions():
        name = _normal(distribution.name)  # reads the metadata anew each time it is asked for
        for file in distribution.files or ():
            if ".." not in file.parts:
                owners[file.as_posix()] = name
    return owners


def _owner_of_module(module: str, owners: dict[str, str]) -> str:
    path = module.replace(".", "/")
    root = module.split(".")[0]
    for candidate in (f"{path}.py", f"{path}/__init__.py"):
        if candidate in owners:
            return owners[candidate]
    if root in ("songclip_desktop", "training"):
        return OWN
    if root in sys.stdlib_module_names or root.startswith("_sysconfigdata"):
        return "python"
    if root.startswith(("pyimod", "_pyi_", "pyi_")):
        return "pyinstaller"
    # A folder without __init__ is a module of whoever lies in it.
    return next((owner for file, owner in owners.items() if file.startswith(f"{path}/")), "")


def _owner_of_file(path: str, owners: dict[str, str]) -> str:
    if ".dist-info/" in path or ".egg-info/" in path:
        return OWN  # a card that says what was installed, not the thing itself
    if path in owners:
        return owners[path]
    first, name = path.split("/")[0], PurePosixPath(path).name
    if first in ("resources", "docs", "songclip_desktop", "training", "share"):
        return OWN
    if re.match(r"(lib)?python3|base_library\.zip$", first) or first in ("lib-dynload", "DLLs"):
        return "python"
    # A hook may have moved a library to the top; its name tells it.
    held = [] if "/" in path else [o for file, o in owners.items() if file.endswith(f"/{name}")]
    return held[0] if len(set(held)) == 1 else ""


# -- to whom it belongs --------------------------------------------------------------------------


class _Parties:
    """Counts what belongs to whom."""

    def __init__(self) -> None:
        self.found: dict[str, Component] = {}
        self.lost: set[str] = set()

    def count_module(self, owner: str, module: str) -> None:
        """One module; `owner` empty where nobody owns it."""
        if not owner:
            self.lost.add(module)
        elif owner != OWN:
            self._party(owner).modules += 1

    def count_file(self, owner: str, file: Path) -> None:
        """One file of the folder."""
        if owner != OWN:
            party = self._party(owner)
            party.files += 1
            party.bytes += file.stat().st_size

    def count_system(self, files: list[Path]) -> None:
        """Libraries that were copied from the system; on Debian their packages are known."""
        packages = _debian_packages([file.name for file in files])
        for file in files:
            told = packages.get(file.name)
            if told is None and not _is_library(file):
                self.lost.add(file.name)
                continue
            name = told["package"] if told else file.name
            key = f"system:{name}"
            if key not in self.found:
                self.found[key] = _system(name, told)
            self.found[key].files += 1
            self.found[key].bytes += file.stat().st_size

    def _party(self, owner: str) -> Component:
        if owner not in self.found:
            self.found[owner] = _python() if owner == "python" else _distribution(owner)
        return self.found[owner]


def _is_library(file: Path) -> bool:
    return bool(re.search(r"\.(so|dylib|dll)(\.|$)", file.name))


def _python() -> Component:
    text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    texts = [("LICENSE.txt", text.read_text("utf-8", "replace"))] if text.is_file() else []
    version = platform.python_version()
    return Component("python", "CPython", version, "Python-2.0.1", "https://www.python.org/", texts)


def _distribution(name: str) -> Component:
    held = importlib.metadata.distribution(name)
    told = held.metadata
    homes = dict(
        (line.split(",", 1)[0].strip().lower(), line.split(",", 1)[1].strip())
        for line in told.get_all("Project-URL") or ()
        if "," in line
    )
    home = told.get("Home-page") or next(
        (homes[key] for key in ("homepage", "home", "repository", "source", "source code") if key in homes),
        next(iter(homes.values()), ""),
    )  # fmt: skip
    licence = licence_of(held)
    return Component("distribution", held.name, held.version, licence, home, _texts(held, licence))


def _texts(held: importlib.metadata.Distribution, licence: str) -> list[tuple[str, str]]:
    """What the distribution says itself; the licence's own text where it says nothing."""
    texts = [
        (f.name, f.read_text("utf-8")) for f in sorted(LICENCES.glob(f"{_normal(held.name)}.*"))
    ]
    said = False
    for file in held.files or ():
        path = Path(str(held.locate_file(file)))
        if not _TEXT.search(file.as_posix()) or file.suffix in _NO_TEXT or not path.is_file():
            continue
        if path.stat().st_size <= _LARGEST_TEXT_BYTES:
            texts.append((file.as_posix(), path.read_text("utf-8", "replace")))
            said = True
    if not said:
        texts += standard_texts(licence)
    return texts


def standard_texts(licence: str) -> list[tuple[str, str]]:
    """The texts of the licences an expression names, where they are kept here."""
    texts = []
    for term in dict.fromkeys(re.findall(r"[A-Za-z]+-[\d.]+", licence)):
        # The Lesser licence, version 3, is a supplement to the General one.
        for name in (term, "GPL-3.0") if term == "LGPL-3.0" else (term,):
            file = LICENCES / f"{name}.txt"
            if file.is_file():
                texts.append((file.name, file.read_text("utf-8")))
    return texts


def _system(name: str, told: dict[str, str] | None) -> Component:
    licence = _table()["system"].get(name, UNKNOWN)
    texts = []
    if told:
        text = Path("/usr/share/doc") / name / "copyright"
        if text.is_file():
            texts.append((str(text), text.read_text("utf-8", "replace")))
    texts += standard_texts(licence)
    return Component("system", name, told["version"] if told else "", licence, "", texts)


def _debian_packages(names: list[str]) -> dict[str, dict[str, str]]:
    """Library file name → its Debian package and version; empty on other systems."""
    if not names:
        return {}
    try:
        lines = _told(["dpkg-query", "-S", *(f"*/{name}" for name in names)])
    except FileNotFoundError:
        return {}
    owners: dict[str, str] = {}
    for line in lines:
        packages, _, path = line.partition(": ")
        owners.setdefault(PurePosixPath(path).name, packages.split(",")[0].split(":")[0])
    asked = sorted(set(owners.values()))
    form = "${Package}\t${Version}\n"
    versions = (
        dict(line.split("\t") for line in _told(["dpkg-query", "-W", "-f", form, *asked]))
        if asked
        else {}
    )
    return {
        name: {"package": owners[name], "version": versions.get(owners[name], "")}
        for name in names
        if name in owners
    }


def _told(command: list[str]) -> list[str]:
    done: Any = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line for line in done.stdout.splitlines() if line]
