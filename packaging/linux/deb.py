"""Makes songclip_VERSION_ARCH.deb and songclip-engine_VERSION_ARCH.deb of the frozen folders.

Usage: python packaging/linux/deb.py [--dist DIST]

What a package depends on is read from its libraries (`needs`). Does nothing where dpkg-deb is absent.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import needs
from archive import LEVELS

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from songclip_desktop import __version__  # noqa: E402

ID = "org.songclip.Desktop"
ICONS = ROOT / "packaging" / "icons"
SIZES_PX = (16, 22, 24, 32, 48, 64, 128, 256, 512)
LAUNCHER = Path(__file__).resolve().parent
# Museum records are Chinese; without such a font they would be boxes.
FONTS = "fonts-noto-cjk | fonts-wqy-zenhei | fonts-wqy-microhei | fonts-arphic-uming"

_SAYS = {
    "songclip": (
        "collection of Song-dynasty paintings: caption, learn, search",
        "For curators of Song-dynasty painting and classical Chinese texts. It drafts\n"
        "captions, which are edited and approved; a model learns from what was approved,\n"
        "on this computer, and finds more of what is meant. Works without a network.",
    ),
    "songclip-engine": (
        "engine of SongClip: finetuning and full base models",
        "Trains adapters of Chinese-CLIP and runs its base models for SongClip. The\n"
        "application searches with the demo model without it.",
    ),
}


def control(name: str, depends: list[str], architecture: str, installed_kb: int) -> str:
    """The text of a package's control file."""
    short, long = _SAYS[name]
    fields = {
        "Package": name,
        "Version": __version__,
        "Architecture": architecture,
        "Maintainer": "SongClip Desktop",
        "Section": "graphics",
        "Priority": "optional",
        "Installed-Size": str(installed_kb),
        "Depends": ", ".join(depends),
    }
    if name == "songclip":
        fields["Recommends"] = f"songclip-engine (= {__version__}), ca-certificates"
    lines = [f"{key}: {value}" for key, value in fields.items()]
    lines += [f"Description: {short}", *(f" {line}" for line in long.splitlines())]
    return "\n".join(lines) + "\n"


def build(name: str, dist: Path, architecture: str) -> Path:
    """Makes one package of dist/NAME; its path.

    Raises:
        LookupError: it needs a library whose package is not known.
        subprocess.CalledProcessError: dpkg-deb failed and has said why.
    """
    depends = needs.of(dist / name)
    if name == "songclip":
        depends.append(FONTS)
    package = dist / f"{name}_{__version__}_{architecture}.deb"
    with tempfile.TemporaryDirectory(dir=dist) as place:
        tree = Path(place) / name
        _link(dist / name, tree / "usr" / "lib" / name)
        _document(tree, name)
        if name == "songclip":
            _launch(tree)
        _describe(tree, name, depends, architecture)
        command = ["dpkg-deb", "--root-owner-group", "-Zzstd", f"-z{LEVELS[name]}", "--build"]
        subprocess.run([*command, tree, package], check=True, stdout=subprocess.DEVNULL)
    return package


def _describe(tree: Path, name: str, depends: list[str], architecture: str) -> None:
    """What dpkg reads: the control file, and the sums by which a package is checked."""
    files = sorted(f for f in tree.rglob("*") if f.is_file() and not f.is_symlink())
    kb = sum((f.stat().st_size + 1023) // 1024 for f in files)
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(control(name, depends, architecture, kb), "utf-8")
    sums = (f"{_md5(f)}  {f.relative_to(tree).as_posix()}\n" for f in files)
    (tree / "DEBIAN" / "md5sums").write_text("".join(sums), "utf-8")


def _link(source: Path, target: Path) -> None:
    """A copy that takes no room: of hard links where both lie on one disk."""
    target.parent.mkdir(parents=True)

    def put(one: str, other: str) -> None:
        try:
            os.link(one, other)
        except OSError:
            shutil.copy2(one, other)

    shutil.copytree(source, target, symlinks=True, copy_function=put)


def _document(tree: Path, name: str) -> None:
    """Copyright and changelog, where Debian looks for them."""
    folder = tree / "usr" / "share" / "doc" / name
    folder.mkdir(parents=True)
    opening = f"SongClip Desktop {__version__}\n\n"
    others = (
        f"\nThe work of others in it, with every licence: /usr/lib/{name}/THIRD_PARTY_NOTICES.txt\n"
    )
    (folder / "copyright").write_text(
        opening + (ROOT / "LICENSE").read_text("utf-8") + others, "utf-8"
    )
    packed = gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0)
    (folder / "changelog.gz").write_bytes(packed)


def _launch(tree: Path) -> None:
    """The command, the launcher with its icons, and the file type."""
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / "songclip").symlink_to("../lib/songclip/songclip")
    share = tree / "usr" / "share"
    for file, folder in (
        (f"{ID}.desktop", "applications"),
        (f"{ID}.metainfo.xml", "metainfo"),
        (f"{ID}.mime.xml", "mime/packages"),
    ):
        target = share / folder / file.replace(".mime.xml", ".xml")
        target.parent.mkdir(parents=True)
        shutil.copyfile(LAUNCHER / file, target)
    for source, target in _icons(share / "icons" / "hicolor"):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    for path in share.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _icons(theme: Path) -> Iterator[tuple[Path, Path]]:
    """Each icon with its place in the theme."""
    drawn = ROOT / "build" / "icons"
    # In a process of its own: it makes a Qt application, and there can be only one of them.
    subprocess.run([sys.executable, ICONS / "draw.py", drawn], check=True)
    for stem, kind, name in (
        ("songclip", "apps", ID),
        ("songclip-run", "mimetypes", "application-x-songclip-run"),
    ):
        yield ICONS / f"{stem}.svg", theme / "scalable" / kind / f"{name}.svg"
        for side in SIZES_PX:
            yield drawn / f"{stem}-{side}.png", theme / f"{side}x{side}" / kind / f"{name}.png"


def _md5(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def main() -> int:
    """Makes the package of every build that stands; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the builds are")
    dist = parser.parse_args().dist
    if shutil.which("dpkg-deb") is None:
        print("There is no dpkg-deb here: no .deb is made.")
        return 0
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True
    ).stdout.strip()
    found = [name for name in LEVELS if (dist / name).is_dir()]
    if not found:
        print(f"{dist} holds no build", file=sys.stderr)
        return 1
    for name in found:
        try:
            package = build(name, dist, architecture)
        except LookupError as error:
            print(error, file=sys.stderr)
            return 1
        print(f"{package}: {package.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
