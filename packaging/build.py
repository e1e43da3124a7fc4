"""Builds the frozen application and the frozen engine into dist/, and prints their sizes.

Run by `make package`, in the environment that `make setup` has made.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from songclip_desktop import __version__  # noqa: E402

SPECS = {"songclip": "songclip.spec", "songclip-engine": "engine.spec"}
# What the window with its encoder may weigh, unpacked.
BASE_LIMIT_BYTES = 400_000_000


def commit() -> str:
    """The commit that is built, with "+" where the files differ from it; "" outside of git."""
    try:
        told = subprocess.run(
            ["git", "describe", "--always", "--exclude=*", "--dirty=+"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return told.stdout.strip()


def write_stamp() -> None:
    """What the bundle says of itself, read by `songclip_desktop.version`."""
    stamp = ROOT / "build" / "stamp" / "build.json"
    stamp.parent.mkdir(parents=True, exist_ok=True)
    body = {"version": __version__, "commit": commit()}
    stamp.write_text(json.dumps(body) + "\n", encoding="utf-8")


def freeze(name: str, dist: Path) -> Path:
    """Builds one of `SPECS` into `dist`; its folder.

    Raises:
        subprocess.CalledProcessError: PyInstaller failed and has said why.
    """
    spec = ROOT / "packaging" / SPECS[name]
    work = ROOT / "build" / "pyinstaller"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(dist), "--workpath", str(work), str(spec)]
    subprocess.run(command, cwd=ROOT, check=True)
    return dist / name


def strip(folder: Path) -> int:
    """Takes names for debuggers out of the libraries; the bytes that were saved. Linux only.

    Libraries that a wheel brought in a `.libs` folder had their addresses moved when the wheel was
    made, and those of torch and CUDA are stripped already: both stay as they are.
    """
    tool = shutil.which("strip") if sys.platform == "linux" else None
    if tool is None:
        return 0
    before = size(folder)
    for file in sorted(folder.rglob("*.so*")):
        parts = file.relative_to(folder).parts
        moved = any(
            part.endswith(".libs") or part in ("nvidia", "torch", "PySide6") for part in parts
        )
        if file.is_file() and not file.is_symlink() and not moved:
            subprocess.run([tool, "--strip-unneeded", str(file)], check=True)
    return before - size(folder)


def drop_unused(folder: Path) -> list[str]:
    """Takes out the system's libraries that only left-out plugins needed; their names. Linux only."""
    inside = folder / "_internal"
    dropped: list[str] = []
    while sys.platform == "linux":
        files = [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]
        needed = {name for file in files if _is_program(file) for name in _needs(file)}
        unused = [
            file
            for file in inside.glob("lib*.so*")
            if not file.is_symlink() and file.name not in needed and "libpython" not in file.name
        ]
        if not unused:
            break
        for file in unused:
            file.unlink()
            dropped.append(file.name)
    for link in inside.rglob("*"):
        if link.is_symlink() and not link.exists():
            link.unlink()
    return sorted(dropped)


def _is_program(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def _needs(file: Path) -> list[str]:
    told = subprocess.run(["objdump", "-p", file], check=True, capture_output=True, text=True)
    return [line.split()[1] for line in told.stdout.splitlines() if "  NEEDED " in line]


def size(folder: Path) -> int:
    """The bytes of all files under `folder`; a link counts as nothing."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file() and not f.is_symlink())


def main() -> int:
    """Builds what is named; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SPECS)}; both")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the builds go")
    chosen = parser.parse_args()
    write_stamp()
    for name in chosen.names or SPECS:
        folder = freeze(name, chosen.dist)
        dropped = drop_unused(folder)
        saved = strip(folder)
        weight = size(folder)
        print(f"{folder}: {weight / 1e6:.0f} MB (stripping took off {saved / 1e6:.0f} MB)")
        print(f"  not needed any more: {', '.join(dropped) or 'nothing'}")
        if name == "songclip" and weight > BASE_LIMIT_BYTES:
            print(f"That is more than {BASE_LIMIT_BYTES / 1e6:.0f} MB.", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
