"""A run as one file: whole on the way out, and nothing but a run on the way in."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import run_file


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "20261121-090000-mini"
    (folder / "epochs").mkdir(parents=True)
    (folder / "adapter.safetensors").write_bytes(bytes(range(256)) * 40)
    (folder / "evaluation.json").write_text('{"works": 16}')
    (folder / "metrics.jsonl").write_text('{"epoch": 0}\n')
    (folder / "resume.safetensors").write_bytes(b"state")
    (folder / "epochs" / "0001.safetensors").write_bytes(b"state")
    return folder


def test_a_run_comes_back_as_it_went(run: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.songclip"
    assert run_file.write(file, run, {"id": run.name, "verdict": "better"}) == 4
    into = tmp_path / "into"
    into.mkdir()

    record = run_file.read(file, into)

    assert record == {"id": run.name, "verdict": "better"}
    assert {each.name for each in into.iterdir()} == {
        "adapter.safetensors", "evaluation.json", "metrics.jsonl", "run.json",
    }  # fmt: skip
    for name in ("adapter.safetensors", "evaluation.json", "metrics.jsonl"):
        assert (into / name).read_bytes() == (run / name).read_bytes()
    assert not list(tmp_path.glob("*.part"))


def test_a_folder_zipped_by_hand_is_as_good(run: Path, tmp_path: Path) -> None:
    file = tmp_path / "by hand.songclip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.mkdir(run.name)
        for each in sorted(run.rglob("*")):
            archive.write(each, f"{run.name}/{each.relative_to(run).as_posix()}")
    into = tmp_path / "into"
    into.mkdir()

    assert run_file.read(file, into) == {}
    assert (into / "adapter.safetensors").is_file()
    assert not (into / "resume.safetensors").exists()


def _text(file: Path) -> None:
    file.write_text("no zip")


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-60])


def _altered(file: Path) -> None:
    body = bytearray(file.read_bytes())
    body[body.index(bytes(range(256))) + 5] ^= 1
    file.write_bytes(bytes(body))


def _with(name: str, content: bytes = b"x", mode: int = 0) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = mode << 16
            archive.writestr(entry, content)

    return spoil


def _without_adapter(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("evaluation.json", "{}")


def _bad_record(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("adapter.safetensors", b"x")
        archive.writestr("run.json", b"\xff{")


@pytest.mark.parametrize(
    "spoil",
    [
        _text,
        _cut,
        _altered,
        _without_adapter,
        _bad_record,
        _with("../evil.txt"),
        _with("/tmp/evil.txt"),
        _with("..\\evil.txt"),
        _with("C:\\evil.txt"),
        _with("snapshot.json", b"/etc/passwd", stat.S_IFLNK | 0o777),
        _with("request.json", bytes(200 << 20)),  # 200 MB of zeros in 200 kB
        _with("other/adapter.safetensors"),
    ],
)
def test_what_is_no_run_is_refused_and_stays_inside(
    run: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    file = tmp_path / "a.songclip"
    run_file.write(file, run, {})
    spoil(file)
    into = tmp_path / "deep" / "into"
    into.mkdir(parents=True)

    with pytest.raises(SongClipError) as caught:
        run_file.read(file, into)

    assert caught.value.code == "run_file_damaged"
    assert caught.value.remedy
    assert not list(tmp_path.rglob("evil*"))
    assert sum(each.stat().st_size for each in into.rglob("*") if each.is_file()) < 1 << 20


def test_a_lie_about_the_size_is_found(run: Path, tmp_path: Path) -> None:
    """The directory of the archive says little; the stream would give much."""
    file = tmp_path / "a.songclip"
    run_file.write(file, run, {})
    _with("request.json", bytes(200 << 20))(file)
    body = file.read_bytes()
    size = (200 << 20).to_bytes(4, "little")
    assert body.count(size) >= 1
    file.write_bytes(body.replace(size, (1000).to_bytes(4, "little")))
    into = tmp_path / "into"
    into.mkdir()

    with pytest.raises(SongClipError) as caught:
        run_file.read(file, into)

    assert caught.value.code == "run_file_damaged"
    assert sum(each.stat().st_size for each in into.iterdir()) < 1 << 20


def test_what_cannot_be_written_leaves_nothing(run: Path, tmp_path: Path) -> None:
    (run / "adapter.safetensors").chmod(0)
    target = tmp_path / "no" / "a.songclip"

    with pytest.raises(OSError, match="No such file"):
        run_file.write(target, run, {})
    assert json.loads((run / "evaluation.json").read_text())
    assert not target.parent.exists()
