"""What goes into the frozen builds, and how their smoke test judges; no build is made here."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="libraries as Linux has them")


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        f"frozen_{Path(name).name}", ROOT / "packaging" / f"{name}.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def contents() -> ModuleType:
    return load("contents")


@pytest.fixture(scope="module")
def build() -> ModuleType:
    return load("build")


@pytest.fixture(scope="module")
def smoke() -> ModuleType:
    return load("smoke")


def kept(contents: ModuleType, *names: str) -> list[str]:
    return [row[0] for row in contents.pruned((name, f"/{name}", "BINARY") for name in names)]


def test_a_window_keeps_its_screens_and_loses_what_has_none(contents: ModuleType) -> None:
    plugins = "PySide6/Qt/plugins"
    wanted = [
        f"{plugins}/platforms/libqxcb.so",
        f"{plugins}/platforms/libqwayland.so",
        f"{plugins}/platforms/libqoffscreen.so",
        f"{plugins}/platforminputcontexts/libibusplatforminputcontextplugin.so",
        f"{plugins}/platformthemes/libqxdgdesktopportal.so",
        f"{plugins}/imageformats/libqsvg.so",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt/translations/qtbase_zh_TW.qm",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "torch/bin/torch_shm_manager",
        "nvidia/cudnn/lib/libcudnn_ops.so.9",
    ]
    unwanted = [
        f"{plugins}/platforms/libqvnc.so",
        f"{plugins}/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        f"{plugins}/platformthemes/libqgtk3.so",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/lib/libQt6QmlModels.so.6",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/QtCore.pyi",
        "libstdc++.so.6",
        "torch/bin/protoc",
        "nvidia/cu13/lib/libcusolverMg.so.12",
    ]
    assert kept(contents, *wanted, *unwanted) == wanted


def test_names_of_windows_are_judged_alike(contents: ModuleType) -> None:
    assert kept(contents, r"PySide6\Qt\translations\qtbase_fr.qm") == []


def test_every_resource_travels_and_no_source_of_one(contents: ModuleType) -> None:
    placed = dict(contents.resources())
    names = {str(Path(folder) / Path(file).name) for file, folder in placed.items()}
    assert str(Path("resources/mini_model/model.safetensors")) in names
    assert str(Path("resources/vocabularies/chinese_clip.txt")) in names
    sources = {Path(file).name for file in placed if Path(file).suffix in (".ts", ".py")}
    assert sources <= {"sentences.ts"}


def test_the_manual_travels_with_the_pictures_it_shows_and_no_others(
    contents: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, screens = tmp_path / "docs" / "manual" / "zh", tmp_path / "docs" / "screens"
    pages.mkdir(parents=True)
    screens.mkdir()
    (pages / "README.md").write_text(
        "![入藏](../../screens/import.png) ![没有](../../screens/gone.png)", encoding="utf-8"
    )
    for name in ("import.png", "review.png"):
        (screens / name).touch()
    monkeypatch.setattr(contents, "ROOT", tmp_path)
    folders = {Path(file).name: folder for file, folder in contents.manual()}
    assert folders == {
        "README.md": str(Path("docs/manual/zh")),
        "import.png": str(Path("docs/screens")),
    }


def test_the_stamp_names_the_commit_and_says_where_files_differ(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def git(*words: str) -> None:
        author = ["-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run(["git", *author, *words], cwd=tmp_path, check=True, capture_output=True)

    monkeypatch.setattr(build, "ROOT", tmp_path)
    assert build.commit() == ""
    git("init", "-q")
    (tmp_path / "file").write_text("one", encoding="utf-8")
    git("add", "file")
    git("commit", "-qm", "one")
    clean = build.commit()
    assert len(clean) >= 7
    (tmp_path / "file").write_text("two", encoding="utf-8")
    assert build.commit() == f"{clean}+"


@linux
@pytest.mark.skipif(shutil.which("objdump") is None, reason="needs binutils")
def test_libraries_that_nothing_needs_any_more_are_dropped_with_their_own(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "_internal"
    (inside / "PySide6").mkdir(parents=True)
    needs = {
        "PySide6/plugin.so": ["libused.so.1"],
        "libused.so.1": [],
        "libunused.so.1": ["libdeeper.so.1"],
        "libdeeper.so.1": [],
        "libpython3.11.so.1.0": [],
    }
    for name in needs:
        (inside / name).write_bytes(b"\x7fELF")
    os.symlink("libunused.so.1", inside / "libunused.so")
    monkeypatch.setattr(
        build, "_needs", lambda file: needs[str(file.relative_to(inside).as_posix())]
    )
    assert build.drop_unused(tmp_path) == ["libdeeper.so.1", "libunused.so.1"]
    left = {file.name for file in inside.rglob("*") if not file.is_dir()}
    assert left == {"plugin.so", "libused.so.1", "libpython3.11.so.1.0"}


@linux
def test_what_a_library_needs_is_read_from_it(build: ModuleType) -> None:
    if shutil.which("objdump") is None:
        pytest.skip("needs binutils")
    assert any(name.startswith("libc.so") for name in build._needs(Path(sys.executable).resolve()))


def program(place: Path, text: str) -> Path:
    file = place / "program"
    file.write_text(f"#!{sys.executable} -I\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


@linux
def test_the_smoke_test_starts_programs_with_next_to_nothing(
    smoke: ModuleType, tmp_path: Path
) -> None:
    text = "import json, os; print(json.dumps(dict(os.environ)))"
    (given,) = smoke.Machine(program(tmp_path, text), tmp_path).run()
    for name in given.keys() - {"LC_CTYPE"}:  # which Python sets itself
        assert name in ("HOME", "PATH", "LANG", "TMPDIR", "TEMP", "TMP")
    assert list(Path(given["PATH"]).iterdir()) == list(Path(given["HOME"]).iterdir()) == []


@linux
@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("import sys; print('oh', file=sys.stderr)", 0, "wrote to stderr:\noh"),
        ("raise SystemExit(3)", 0, "ended with 3"),
        ("pass", 1, "ended with 0"),
    ],
)
def test_a_word_on_stderr_or_another_status_fails_the_smoke_test(
    smoke: ModuleType, tmp_path: Path, text: str, status: int, words: str
) -> None:
    machine = smoke.Machine(program(tmp_path, text), tmp_path)
    with pytest.raises(smoke.Failed, match=words):
        machine.run(status=status)


@linux
def test_an_engine_that_answers_with_an_error_fails_and_shows_its_log(
    smoke: ModuleType, tmp_path: Path
) -> None:
    text = (
        "import sys\n"
        "for line in sys.stdin:\n"
        "    print('why', file=sys.stderr, flush=True)\n"
        '    print(\'{"event": "error", "code": "internal"}\', flush=True)'
    )
    machine = smoke.Machine(program(tmp_path, text), tmp_path)
    with pytest.raises(smoke.Failed, match="why"):
        machine.converse([{"id": "1", "verb": "probe"}])


@pytest.mark.parametrize("before", [None, "/mine"])
def test_programs_started_by_the_frozen_one_find_their_own_libraries(
    monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    load("entries/songclip").leave_libraries()
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
