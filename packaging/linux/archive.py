"""Packs the frozen folders as NAME-VERSION-PLATFORM.tar.zst: to unpack anywhere, without an installer.

Usage: python packaging/linux/archive.py [--dist DIST]

The engine's archive begins with engine.json, by which the application knows what it is offered.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from songclip_desktop import __version__  # noqa: E402
from songclip_desktop.errors import SongClipError  # noqa: E402
from songclip_desktop.workflow import archives, engine_install  # noqa: E402

ENGINE, CARD = "songclip-engine", "engine.json"
# Of zstd. Most of the engine is kernels for graphics cards: a higher level takes ten times as long there,
# and saves some percent.
LEVELS = {"songclip": 12, ENGINE: 3}


def write_card(folder: Path) -> None:
    """Writes engine.json: the version, the platform, and what an unpacked engine must come to."""
    card = folder / CARD
    files = [f for f in folder.rglob("*") if f.is_file() and not f.is_symlink() and f != card]
    told = {
        "form": ENGINE,
        "version": __version__,
        "platform": engine_install.platform_name(),
        "files": len(files),
        "bytes": sum(f.stat().st_size for f in files),
    }
    card.write_text(json.dumps(told) + "\n", encoding="utf-8")


def pack(folder: Path, dist: Path) -> Path:
    """Packs one frozen folder; the archive.

    Raises:
        SongClipError: as `archives.write`.
    """
    if folder.name == ENGINE:
        write_card(folder)
    archive = (
        dist / f"{folder.name}-{__version__}-{engine_install.platform_name()}{archives.SUFFIX}"
    )
    first = CARD if folder.name == ENGINE else ""
    archives.write(folder, archive, folder.name, first=first, level=LEVELS[folder.name])
    return archive


def main() -> int:
    """Packs every build that stands; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the builds are")
    dist = parser.parse_args().dist
    found = [dist / name for name in LEVELS if (dist / name).is_dir()]
    if not found:
        print(f"{dist} holds no build", file=sys.stderr)
        return 1
    for folder in found:
        try:
            archive = pack(folder, dist)
        except SongClipError as error:
            print(f"{error.what} {error.remedy}", file=sys.stderr)
            return 1
        print(f"{archive}: {archive.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
