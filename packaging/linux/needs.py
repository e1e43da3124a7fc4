"""What a frozen folder needs from a Debian system beyond what it carries itself.

Usage: python packaging/linux/needs.py FOLDER
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

# Left to the system on purpose: the C library and compiler's run time, what belongs to the graphics
# driver, and what speaks to the display server.
PACKAGES = {
    "ld-linux-x86-64.so.2": "libc6",
    "ld-linux-aarch64.so.1": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libgomp.so.1": "libgomp1",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libdrm.so.2": "libdrm2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libz.so.1": "zlib1g",
}
# Comes with the graphics driver; nothing is loaded from it where there is none.
DRIVER = re.compile(r"lib(cuda|nvidia-ml)\.so\.1$")
# Libraries that are carried, and the data of theirs that is not.
DATA = {
    "libxkbcommon.so.0": "xkb-data",
    "libX11.so.6": "libx11-data",
    "libfontconfig.so.1": "fontconfig",
}
# GCC's version whose library first had that symbol version.
_GLIBCXX = {"3.4.29": "11", "3.4.30": "12", "3.4.31": "13", "3.4.32": "13.2", "3.4.33": "14"}


def of(folder: Path) -> list[str]:
    """The packages, with the versions that matter, for the field Depends.

    Raises:
        LookupError: a library is needed that is neither in the folder nor known; it names both.
    """
    programs = [f for f in sorted(folder.rglob("*")) if _is_elf(f)]
    carried = {file.name for file in folder.rglob("*.so*")}
    packages = {DATA[name] for name in carried & DATA.keys()}
    unknown = []
    for library, users in sorted(_needed(programs).items()):
        if library in carried or DRIVER.match(library):
            continue
        if library in PACKAGES:
            packages.add(PACKAGES[library])
        else:
            unknown.append(f"{library} (for {users[0]})")
    if unknown:
        raise LookupError(f"neither in {folder} nor known: {', '.join(unknown)}")
    symbols = _symbols(programs)
    return sorted(_with_version(package, symbols) for package in packages)


def _is_elf(file: Path) -> bool:
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def _needed(programs: Sequence[Path]) -> dict[str, list[str]]:
    """Library → the programs that name it."""
    users: dict[str, list[str]] = {}
    name = programs[0].name if programs else ""  # readelf names a file only where there are several
    for line in _readelf("-dW", programs):
        if line.startswith("File: "):
            name = Path(line[6:].strip()).name
        elif found := re.search(r"\(NEEDED\).*\[(.+)\]", line):
            users.setdefault(found[1], []).append(name)
    return users


def _symbols(programs: Sequence[Path]) -> dict[str, str]:
    """The newest version of each family of symbols that is asked for, as libc6's GLIBC."""
    newest: dict[str, tuple[int, ...]] = {}
    for line in _readelf("-VW", programs):
        for family, version in re.findall(r"Name: (GLIBC|GLIBCXX)_([\d.]+)", line):
            parts = tuple(map(int, version.split(".")))
            newest[family] = max(newest.get(family, (0,)), parts)
    return {family: ".".join(map(str, parts)) for family, parts in newest.items()}


def _with_version(package: str, symbols: dict[str, str]) -> str:
    if package == "libc6" and "GLIBC" in symbols:
        return f"libc6 (>= {symbols['GLIBC']})"
    gcc = _GLIBCXX.get(symbols.get("GLIBCXX", ""))
    return f"libstdc++6 (>= {gcc})" if package == "libstdc++6" and gcc else package


def _readelf(options: str, programs: Sequence[Path]) -> list[str]:
    if not programs:
        return []
    command = ["readelf", options, *map(str, programs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace")
    return done.stdout.splitlines()


if __name__ == "__main__":
    print(", ".join(of(Path(sys.argv[1]))))
