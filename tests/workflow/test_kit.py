"""The offline kit: written here, checked and taken in on a machine that has nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from songclip_desktop import __version__, paths
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.workflow import archives, engine_install, kit, kit_contents, models
from tests.workflow.test_engine_install import made as made_engine

FILE = "clip_cn_vit-b-16.pt"


class Describing:
    """In the engine's place: takes every file for a ViT-B-16, its fingerprint from its bytes."""

    @contextmanager
    def worker(self) -> Any:
        yield self

    def close(self) -> None:
        pass

    def run(self, request: Any, _listener: object = None) -> dict[str, Any]:
        path = Path(request.model)
        file = path if path.is_file() else path / FILE
        print_ = hashlib.sha256(file.read_bytes()).hexdigest()
        return {"name": "ViT-B-16", "fingerprint": print_, "parameters": 188_262_913, "dim": 512,
                "resolution": 224, "demo": False, "licence": "unknown", "architecture": "ViT-B-16",
                "gflop_image": 35.1}  # fmt: skip


ENGINE: Any = Describing()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> models.Model:
    """A machine with a model, an engine's archive, and fonts with their licence."""
    checkpoint = tmp_path / FILE
    checkpoint.write_bytes(os.urandom(200_000))
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (fonts / "NotoSerifCJK-Regular.ttc").write_bytes(b"font")
    (fonts / "OFL.txt").write_text("SIL Open Font License", encoding="utf-8")
    (tmp_path / "dist").mkdir()
    engine = made_engine(tmp_path)
    application = tmp_path / "dist" / f"songclip_{__version__}_amd64.deb"
    application.write_bytes(b"package")
    monkeypatch.setattr(kit_contents, "_handed_out", lambda: [engine, application])
    monkeypatch.setattr(kit_contents, "_font_places", lambda: [fonts])
    return models.add(checkpoint, ENGINE)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """From then on this is another machine: an empty home, frozen, without an engine."""

    def move() -> None:
        monkeypatch.setenv("SONGCLIP_HOME", str(tmp_path / "elsewhere"))
        monkeypatch.setattr(engine_install, "needed", lambda: engine_install.installed() is None)

    return move


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["kit", "kit.tar.zst"])
def test_a_kit_brings_engine_and_models_to_a_machine_without_a_network(
    installed: models.Model, elsewhere: Any, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "stick" / name
    packed = kit.pack(out)
    assert (packed.out, packed.models, packed.missing) == (out, ("ViT-B-16",), ())
    elsewhere()
    heard: list[Progress] = []
    added = kit.add(out, ENGINE, Listener(heard.append))
    assert added.kit
    assert added.engine == engine_install.installed()
    (model,) = added.models
    assert (model.name, model.fingerprint) == ("ViT-B-16", installed.fingerprint)
    assert Path(model.path).is_relative_to(tmp_path / "elsewhere")
    assert (Path(model.path) / FILE).read_bytes() == (Path(installed.path) / FILE).read_bytes()
    assert models.whole(model)
    assert {each.unit for each in heard} == {"byte", ""}
    left = {each.name for each in paths.home().iterdir()}
    assert left <= {"engine", "models", ".engine.lock"}
    # Once more: nothing is installed twice.
    again = kit.add(out, ENGINE)
    assert (again.models, again.engine) == ((model,), None)


def test_the_card_names_every_file_and_its_checksum(
    installed: models.Model, tmp_path: Path
) -> None:
    packed = kit.pack(tmp_path / "kit")
    told = json.loads((packed.out / "kit.json").read_text(encoding="utf-8"))
    listed = {each["path"]: each for each in told["files"]}
    assert set(listed) | {"kit.json"} == files(packed.out)
    assert len(listed) + 1 == packed.files
    for name, each in listed.items():
        body = (packed.out / name).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(body), hashlib.sha256(body).hexdigest())
    assert set(listed) >= {
        "README.txt",
        f"application/songclip_{__version__}_amd64.deb",
        f"engine/{engine_install.archive_name()}",
        f"models/ViT-B-16/{FILE}",
        "models/ViT-B-16/description.json",
        "fonts/NotoSerifCJK-Regular.ttc",
        "fonts/NotoSerifCJK-Regular-licence.txt",
        "docs/manual/zh/README.md",
        "docs/manual/en/README.md",
    }
    # The manual's pictures are where its pages look for them.
    for page in (packed.out / "docs" / "manual").rglob("*.md"):
        for link in page.read_text(encoding="utf-8").split("](")[1:]:
            target = link.partition(")")[0]
            if target.endswith(".png") and (paths.manual() / "zh" / target).is_file():
                assert (page.parent / target).is_file(), target


def test_an_archive_holds_what_a_folder_does(installed: models.Model, tmp_path: Path) -> None:
    kit.pack(tmp_path / "kit")
    archive = kit.pack(tmp_path / "kit.tar.zst").out
    out = tmp_path / "unpacked"
    out.mkdir()
    archives.read(archive, out, Listener(), total=1 << 30)
    assert files(out) == files(tmp_path / "kit")
    card = archives.card(archive)
    assert card is not None
    assert card.name == "kit.json"


def test_it_says_what_it_could_not_include(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(kit_contents, "_handed_out", list)
    monkeypatch.setattr(kit_contents, "_font_places", list)
    packed = kit.pack(tmp_path / "kit")
    assert len(packed.missing) == 4
    assert packed.models == ()
    told = json.loads((packed.out / "kit.json").read_text(encoding="utf-8"))
    assert tuple(told["missing"]) == packed.missing
    assert kit.add(packed.out, ENGINE) == kit.Added((), None, kit=True)


def test_the_engine_that_is_installed_is_packed_where_its_archive_is_gone(
    installed: models.Model, elsewhere: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine_install.install(kit_contents._handed_out()[0], ENGINE)
    monkeypatch.setattr(kit_contents, "_handed_out", list)
    packed = kit.pack(tmp_path / "kit")
    before = (paths.home() / "engine" / "_internal" / "libtorch.so").read_bytes()
    elsewhere()
    added = kit.add(packed.out, ENGINE)
    assert added.engine is not None
    assert (added.engine.path / "_internal" / "libtorch.so").read_bytes() == before


@pytest.mark.parametrize("name", [f"models/ViT-B-16/{FILE}", "engine/archive", "kit.json"])
@pytest.mark.parametrize("how", ["changed", "gone"])
def test_a_damaged_kit_is_refused_before_anything_is_installed(
    installed: models.Model, elsewhere: Any, tmp_path: Path, name: str, how: str
) -> None:
    packed = kit.pack(tmp_path / "kit")
    file = packed.out / name.replace("archive", engine_install.archive_name())
    body = bytearray(file.read_bytes())
    body[len(body) // 2] ^= 1
    elsewhere()
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(b"{}" if name == "kit.json" else body)
    with pytest.raises(SongClipError) as caught:
        kit.add(packed.out, ENGINE)
    expected = "model_missing" if (name, how) == ("kit.json", "gone") else "kit_damaged"
    assert (caught.value.code, bool(caught.value.remedy)) == (expected, True)
    assert engine_install.installed() is None
    assert [each.name for each in models.list_models() if each.installed] == ["mini"]


@pytest.mark.parametrize("name", ["../stray/a/b", "/etc/a/b", "models/../../b", "models/a\\b/c"])
def test_a_card_that_points_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "kit"
    folder.mkdir()
    card = {"form": "songclip-kit", "files": [{"path": name, "bytes": 1, "sha256": "0" * 64}]}
    (folder / "kit.json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(SongClipError) as caught:
        kit.add(folder, ENGINE)
    assert caught.value.code == "kit_damaged"


@pytest.mark.parametrize("name", ["kit", "kit.tar.zst"])
def test_what_is_there_is_not_overwritten_and_a_stop_leaves_nothing(
    installed: models.Model, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "stick" / name
    count = iter(range(100))
    with pytest.raises(Stopped):
        kit.pack(out, Listener(should_stop=lambda: next(count) > 6))
    assert files(tmp_path / "stick") == set()
    kit.pack(out)
    with pytest.raises(SongClipError) as caught:
        kit.pack(out)
    assert caught.value.code in ("folder_not_empty", "file_exists")


def test_an_engine_and_a_model_are_known_by_their_content(
    installed: models.Model, elsewhere: Any, tmp_path: Path
) -> None:
    archive = shutil.copy(kit_contents._handed_out()[0], tmp_path / "renamed.bin")
    checkpoint = Path(installed.path) / FILE
    elsewhere()
    added = kit.add(Path(archive), ENGINE)
    assert added == kit.Added((), engine_install.installed())
    (model,) = kit.add(checkpoint, ENGINE).models
    assert model.name == "ViT-B-16"
    with pytest.raises(SongClipError) as caught:
        kit.add(tmp_path / "none", ENGINE)
    assert caught.value.code == "model_missing"
