"""The cache on disk: whole rows, other processes beside it, and a disk that has no room."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tests.training.conftest import ROOT
from training.errors import TrainingError
from training.kept import Kept


def test_rows_come_back_as_they_were_put(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "c", (2, 3), np.float16)
    rows = np.random.default_rng(0).normal(size=(3, 2, 3)).astype(np.float16)

    kept.write(["a", "b", "c"], rows)

    assert np.array_equal(kept.read(["c", "a"]), rows[[2, 0]])
    assert kept.missing(["a", "d", "b", "e"]) == [1, 3]
    with pytest.raises(KeyError, match="d"):
        kept.read(["a", "d"])
    kept.close()


def test_rows_of_another_shape_are_missing(tmp_path: Path) -> None:
    small = Kept(tmp_path / "c", (2,), np.float32)
    small.write(["a"], [np.ones(2)])
    small.close()
    large = Kept(tmp_path / "c", (3,), np.float32)

    assert large.missing(["a"]) == [0]
    large.close()


def test_what_another_process_adds_is_seen_here(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "c", (1 << 20,), np.uint8)
    kept.write(["mine"], [np.ones(1 << 20, np.uint8)])
    # It adds so much that the map has to grow, under the feet of this one.
    other = (
        "import numpy as np; from pathlib import Path; from training.kept import Kept\n"
        f"kept = Kept(Path({str(tmp_path / 'c')!r}), (1 << 20,), np.uint8)\n"
        "for number in range(12):\n"
        "    kept.write([str(number)], [np.full(1 << 20, number, np.uint8)])\n"
    )
    subprocess.run([sys.executable, "-c", other], cwd=ROOT, check=True)

    assert kept.missing(["mine", "11"]) == []
    assert kept.read(["11"])[0, 0] == 11
    kept.write(["more"], [np.full(1 << 20, 99, np.uint8)])
    assert kept.read(["more", "mine"])[:, 0].tolist() == [99, 1]
    kept.close()


def test_a_disk_without_room_is_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(tmp_path / "c", (500_000,), np.float16)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=10_000_000))

    kept.need_room(9)
    with pytest.raises(TrainingError) as caught:
        kept.need_room(10_000)

    assert caught.value.code == "folder_unwritable"
    assert "10.1 GB" in caught.value.what
    kept.close()


def test_a_disk_that_fills_up_is_told_and_leaves_whole_rows(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="limits of POSIX")
    kept = Kept(tmp_path / "c", (1 << 20,), np.uint8)
    kept.write(["before"], [np.full(1 << 20, 7, np.uint8)])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 20, before[1]))
    try:
        # Proof that the limit is real.
        with pytest.raises(OSError, match="too large"):
            (tmp_path / "probe").write_bytes(bytes(4 << 20))
        with pytest.raises(TrainingError) as caught:
            kept.write(list("abcd"), [np.full(1 << 20, 8, np.uint8)] * 4)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert caught.value.code == "folder_unwritable"
    assert kept.missing(["before", *"abcd"]) == [1, 2, 3, 4]
    kept.write(list("abcd"), [np.full(1 << 20, 8, np.uint8)] * 4)
    assert kept.read(["before", "d"])[:, 0].tolist() == [7, 8]
    kept.close()


@pytest.mark.skipif(sys.platform != "linux", reason="counts the blocks of a file")
def test_the_table_of_readers_has_no_holes(tmp_path: Path) -> None:
    # Written through a map: where the disk is full, a hole in it would kill the process.
    kept = Kept(tmp_path / "c", (2,), np.uint8)
    kept.write(["a"], [np.ones(2, np.uint8)])
    state = (tmp_path / "c" / "lock.mdb").stat()

    assert state.st_blocks * 512 >= state.st_size > 0
    kept.close()
