"""The engine from an archive or an address: looked at, tried, and only then put in the place."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from backports.zstd import tarfile

from songclip_desktop import __version__, paths
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.workflow import archives, downloads, engine_install
from tests.fake_hub import Held, Hub, serve

PROGRAM = """#!{python}
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({{"id": asked["id"], "event": "result", "device": "cpu"}}), flush=True)
"""
FILE = f"songclip-engine-{__version__}-{engine_install.platform_name()}.tar.zst"


def made(folder: Path, program: str = PROGRAM, **told: Any) -> Path:
    """An archive of an engine that is a script, with a library beside it."""
    within = folder / "songclip-engine"
    (within / "_internal").mkdir(parents=True, exist_ok=True)
    start = within / "songclip-engine"
    start.write_text(program.format(python=sys.executable), encoding="utf-8")
    start.chmod(0o755)
    library = within / "_internal" / "libtorch.so"
    library.write_bytes(os.urandom(300_000))
    (within / "_internal" / "libtorch.so.2").unlink(missing_ok=True)
    (within / "_internal" / "libtorch.so.2").symlink_to("libtorch.so")
    card = {
        "form": "songclip-engine",
        "version": __version__,
        "platform": engine_install.platform_name(),
        "files": 2,
        "bytes": start.stat().st_size + library.stat().st_size,
        **told,
    }
    (within / "engine.json").write_text(json.dumps(card), encoding="utf-8")
    archive = folder / FILE
    archives.write(within, archive, "songclip-engine", first="engine.json")
    return archive


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def code_of(archive: Path, engine: Engine) -> str:
    with pytest.raises(SongClipError) as caught:
        engine_install.install(archive, engine)
    assert caught.value.remedy
    return caught.value.code


def left() -> list[str]:
    return sorted(each.name for each in paths.home().iterdir() if each.name != ".engine.lock")


def test_an_engine_is_installed_and_the_next_takes_its_place(
    tmp_path: Path, engine: Engine
) -> None:
    assert engine_install.installed() is None
    archive = made(tmp_path)
    heard: list[Progress] = []
    found = engine_install.install(archive, engine, Listener(heard.append))
    assert found == engine_install.installed()
    assert (found.version, found.path) == (__version__, paths.home() / "engine")
    assert os.access(found.path / "songclip-engine", os.X_OK)
    assert (found.path / "_internal" / "libtorch.so.2").read_bytes()[:9] == (
        (found.path / "_internal" / "libtorch.so").read_bytes()[:9]
    )
    assert heard[0].total > found.bytes
    assert "engine.json" in {path.name for path in found.path.iterdir()}
    before = (found.path / "_internal" / "libtorch.so").read_bytes()
    engine_install.install(made(tmp_path), engine)
    assert (found.path / "_internal" / "libtorch.so").read_bytes() != before
    assert left() == ["engine"]
    engine_install.remove(engine)
    assert engine_install.installed() is None
    assert left() == []


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"version": "0.0.1"}, "engine_other_version"),
        ({"platform": "plan9-mips"}, "engine_other_platform"),
        ({"files": 3}, "engine_archive_damaged"),
        ({"bytes": 1000}, "engine_archive_damaged"),
        ({"bytes": "many"}, "engine_archive_damaged"),
    ],
)
def test_what_does_not_fit_changes_nothing(
    tmp_path: Path, engine: Engine, told: dict[str, Any], code: str
) -> None:
    engine_install.install(made(tmp_path / "first"), engine)
    before = engine_install.installed()
    assert code_of(made(tmp_path / "second", **told), engine) == code
    assert engine_install.installed() == before
    assert left() == ["engine"]


@pytest.mark.parametrize(
    "program", ["#!/no/such/program\n", "#!{python}\nimport sys\nsys.exit(3)\n"]
)
def test_one_that_does_not_answer_leaves_the_old_one_in_its_place(
    tmp_path: Path, engine: Engine, program: str
) -> None:
    engine_install.install(made(tmp_path / "first"), engine)
    before = (paths.home() / "engine" / "songclip-engine").read_text("utf-8")
    assert code_of(made(tmp_path / "second", program), engine) == "engine_unusable"
    assert (paths.home() / "engine" / "songclip-engine").read_text("utf-8") == before
    assert left() == ["engine"]


def test_a_damaged_or_foreign_archive_is_refused(tmp_path: Path, engine: Engine) -> None:
    archive = made(tmp_path)
    whole = archive.read_bytes()
    for spoilt in (whole[:-1000], whole[:5000], b"no archive", b"", whole[:9000] + b"\0" * 99):
        archive.write_bytes(spoilt)
        assert code_of(archive, engine) == "engine_archive_damaged"
    archives.write(tmp_path / "songclip-engine", archive, "other", first="engine.json")
    assert code_of(archive, engine) == "engine_archive_damaged"
    assert left() == []


@pytest.mark.parametrize(
    "name", ["../../stray", "/tmp/stray-of-songclip", "songclip-engine/out/stray"]
)
def test_nothing_is_written_outside_the_folder(tmp_path: Path, engine: Engine, name: str) -> None:
    card = {"form": "songclip-engine", "version": __version__, "files": 1, "bytes": 5,
            "platform": engine_install.platform_name()}  # fmt: skip
    archive = tmp_path / FILE
    with tarfile.open(archive, "w:zst") as tar:
        for path, body in (
            ("songclip-engine/engine.json", json.dumps(card).encode()),
            (name, b"stray"),
        ):
            if "out" in path:
                link = tarfile.TarInfo("songclip-engine/out")
                link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path)
                tar.addfile(link)
            member = tarfile.TarInfo(path)
            member.size = len(body)
            tar.addfile(member, io.BytesIO(body))
    assert code_of(archive, engine) == "engine_archive_damaged"
    assert left() == []
    assert list(tmp_path.parent.rglob("stray")) == []
    assert not Path("/tmp/stray-of-songclip").exists()


def test_a_stop_leaves_nothing_behind(tmp_path: Path, engine: Engine) -> None:
    archive = made(tmp_path)
    with pytest.raises(Stopped):
        engine_install.install(archive, engine, Listener(should_stop=lambda: True))
    assert left() == []


# -- from the institution's address ----------------------------------------------------------------


@pytest.fixture
def offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setattr(downloads, "WAITS_S", (0.0,) * 2)
    hub = Hub(files={f"engines/{FILE}": Held(made(tmp_path).read_bytes())})
    with serve(hub):
        yield hub


@pytest.mark.parametrize("tail", ["/engines/", f"/engines/{FILE}"])
def test_an_engine_is_fetched_and_taken_up_after_a_cut(
    offered: Hub, engine: Engine, tail: str
) -> None:
    offered.cuts = [100_000, 0, 0, 0]
    with pytest.raises(SongClipError) as caught:
        engine_install.fetch(offered.address + tail, engine)
    assert caught.value.code == "address_unreachable"
    assert engine_install.fetch(offered.address + tail, engine) == engine_install.installed()
    assert offered.asked_from[-1] == 100_000
    assert not (paths.home() / ".downloads" / "engine").exists()


def test_one_that_was_changed_between_two_attempts_begins_anew(
    offered: Hub, engine: Engine, tmp_path: Path
) -> None:
    offered.cuts = [100_000, 0, 0, 0]
    with pytest.raises(SongClipError):
        engine_install.fetch(f"{offered.address}/engines/", engine)
    offered.files[f"engines/{FILE}"] = Held(made(tmp_path / "other").read_bytes())
    offered.tag = '"second"'
    assert engine_install.fetch(f"{offered.address}/engines/", engine).version == __version__


def test_a_checksum_beside_it_is_believed(offered: Hub, engine: Engine) -> None:
    body = offered.files[f"engines/{FILE}"]
    checksum = f"engines/{FILE}.sha256"
    offered.files[checksum] = Held(f"{hashlib.sha256(b'other').hexdigest()}  {FILE}\n".encode())
    with pytest.raises(SongClipError) as caught:
        engine_install.fetch(f"{offered.address}/engines/", engine)
    assert caught.value.code == "checksum_wrong"
    offered.files[checksum] = Held(f"{body.sha256()}  {FILE}\n".encode())
    assert engine_install.fetch(f"{offered.address}/engines/", engine).version == __version__


@pytest.mark.parametrize(
    ("address", "code"), [("ftp://museum/", "address_unusable"), ("{hub}/none/", "address_refused")]
)
def test_an_address_with_nothing_is_a_sentence(
    offered: Hub, engine: Engine, address: str, code: str
) -> None:
    with pytest.raises(SongClipError) as caught:
        engine_install.fetch(address.format(hub=offered.address), engine)
    assert caught.value.code == code
