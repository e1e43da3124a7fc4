"""Import against kill -9, a full disk and a read-only folder: whole records only, nothing twice."""

from __future__ import annotations

import csv
import errno
import json
import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
import pytest
from PIL import Image

from songclip_desktop.collection.collection import Collection
from songclip_desktop.workflow import check
from tests.end_to_end.conftest import Songclip

KILLS, MORE_EACH_TIME, AT_LEAST_LEFT = 10, 30, 20


class Museum:
    """A register and scans that grow from one import to the next."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.works = 0
        self.noise = np.random.default_rng(0)
        folder.mkdir()

    def add(self, works: int, size: tuple[int, int] = (800, 1000)) -> None:
        for number in range(self.works, self.works + works):
            pixels = self.noise.integers(0, 255, (*size, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(self.folder / f"S{number:04}.jpg")
        self.works += works
        with (self.folder / "register.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["藏品编号", "名称", "作者", "图片", "白话", "拟古文"])
            for number in range(self.works):
                name = f"S{number:04}"
                writer.writerow([name, f"山水{number}", "佚名", f"{name}.jpg", f"白{number}", "古"])


@pytest.fixture
def museum(tmp_path: Path) -> Museum:
    return Museum(tmp_path / "museum")


def whole_works(folder: Path) -> int:
    """How many works there are; each must be all there, and `check` must find nothing wrong."""
    with Collection.open(folder) as collection:
        wrong = [one for one in check.check(collection) if one.serious]
        assert wrong == []
        works = collection.paintings.all()
        for work in works:
            assert work.image is not None, work.accession
            assert len(collection.paintings.images(work.id)) == 1, work.accession
            assert len(collection.captions.of(work.id)) == 2, work.accession
        assert len({work.accession for work in works}) == len(works)
        return len(works)


@pytest.mark.slow
def test_ten_kills_at_random_moments_leave_whole_records_only(
    songclip: Songclip, museum: Museum, tmp_path: Path
) -> None:
    seed = random.randrange(1 << 32)
    moments = random.Random(seed)
    folder = tmp_path / "collection"
    songclip("new", folder)
    killed, written = 0, 0
    for _ in range(2 * KILLS):
        museum.add(MORE_EACH_TIME)
        moment = moments.randint(written + 1, museum.works - AT_LEAST_LEFT)
        with songclip.start("import", folder, museum.folder) as process:
            assert process.stdout is not None
            for line in process.stdout:
                told = json.loads(line)
                if told["event"] == "progress" and told["done"] >= moment:
                    break
            process.kill()
            process.communicate()
        now = whole_works(folder)
        assert now >= written, f"something that was there is gone (seed {seed})"
        killed += process.returncode == -9 and now < museum.works
        written = now
        if killed == KILLS:
            break
    assert killed == KILLS, f"it ended before it was killed (seed {seed})"
    last = songclip("import", folder, museum.folder)
    assert (last["rows"], last["rejected"]) == (museum.works, 0)
    assert last["imported"] + last["updated"] + last["skipped"] == museum.works
    assert whole_works(folder) == museum.works
    again = songclip("import", folder, museum.folder)
    assert (again["skipped"], again["problems"]) == (museum.works, [])
    result = songclip("check", folder, "--repair")
    assert result["ok"]
    assert {one["code"] for one in result["problems"]} <= {"copy_interrupted"}
    kept = [path for path in (folder / "originals").rglob("*") if path.is_file()]
    assert len(kept) == museum.works


# -- a disk that takes no more ---------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Forty megabytes, and proof that more than that is refused."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no mount here")
    try:
        fill_up(folder)
        (folder / "ballast").unlink()
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill_up(folder: Path) -> None:
    """Until the system itself says that there is no space left."""
    with (
        (folder / "ballast").open("wb", buffering=0) as file,
        pytest.raises(OSError, match=os.strerror(errno.ENOSPC)),
    ):
        write_without_end(file)


def write_without_end(file: IO[bytes]) -> None:
    while True:
        file.write(bytes(4096))


def test_a_disk_that_fills_up_keeps_what_was_done(
    songclip: Songclip, museum: Museum, small_disk: Path
) -> None:
    folder = small_disk / "collection"
    songclip("new", folder)
    museum.add(20)
    error = songclip("import", folder, museum.folder, code=1)
    assert error["code"] == "disk_full"
    assert error["remedy"]
    kept = whole_works(folder)
    assert 0 < kept < museum.works
    before = {path.name: path.read_bytes() for path in museum.folder.iterdir()}
    subprocess.run(["mount", "-o", "remount,size=120m", str(small_disk)], check=True)
    done = songclip("import", folder, museum.folder)
    assert (done["imported"], done["skipped"]) == (museum.works - kept, kept)
    assert whole_works(folder) == museum.works
    assert {path.name: path.read_bytes() for path in museum.folder.iterdir()} == before


def test_a_disk_that_is_full_already_takes_nothing_and_loses_nothing(
    songclip: Songclip, museum: Museum, small_disk: Path
) -> None:
    folder = small_disk / "collection"
    songclip("new", folder)
    museum.add(2, (60, 80))
    songclip("import", folder, museum.folder)
    museum.add(2, (60, 80))
    fill_up(small_disk)
    error = songclip("import", folder, museum.folder, code=1)
    assert error["code"] == "disk_full"
    assert error["remedy"]
    (small_disk / "ballast").unlink()
    assert whole_works(folder) == 2
    assert songclip("import", folder, museum.folder)["imported"] == 2
    assert whole_works(folder) == 4


# -- folders that may only be read -----------------------------------------------------------------


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[list[Path]]:
    """Folders put into the list are mounted read-only over themselves; proven by `sealed`."""
    mounted: list[Path] = []
    yield mounted
    for folder in mounted:
        subprocess.run(["umount", str(folder)], check=True)


def seal(folder: Path, mounted: list[Path]) -> None:
    for arguments in (["--bind"], ["-o", "remount,ro,bind"]):
        command = ["mount", *arguments, str(folder), str(folder)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no mount here")
        if arguments == ["--bind"]:
            mounted.append(folder)
    with pytest.raises(OSError, match=os.strerror(errno.EROFS)):
        (folder / "proof").write_bytes(b"")


def test_a_read_only_collection_refuses_and_stays_as_it_is(
    songclip: Songclip, museum: Museum, tmp_path: Path, read_only: list[Path]
) -> None:
    folder = tmp_path / "collection"
    songclip("new", folder)
    museum.add(3, (60, 80))
    before = sorted(os.listdir(folder))
    seal(folder, read_only)
    error = songclip("import", folder, museum.folder, code=1)
    assert error["code"] == "collection_read_only"
    assert error["remedy"]
    assert sorted(os.listdir(folder)) == before


def test_a_read_only_source_is_taken_in_like_any_other(
    songclip: Songclip, museum: Museum, tmp_path: Path, read_only: list[Path]
) -> None:
    """Museums hand over discs and write-protected shares."""
    folder = tmp_path / "collection"
    songclip("new", folder)
    museum.add(3, (60, 80))
    seal(museum.folder, read_only)
    assert songclip("import", folder, museum.folder)["imported"] == 3
    assert whole_works(folder) == 3
