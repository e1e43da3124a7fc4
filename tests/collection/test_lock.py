from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError

_HOLDS = """
import sys, time
from songclip_desktop.collection.collection import Collection
collection = Collection.open(sys.argv[1], holder="Wang Curator")
collection.paintings.add("K1")
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_writer_is_told_who_holds_the_collection(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c", holder="王馆员"):
        with pytest.raises(SongClipError) as error:
            Collection.open(tmp_path / "c")
        assert error.value.code == "collection_locked"
        assert "王馆员" in error.value.what
    Collection.open(tmp_path / "c").close()


def test_a_killed_holder_leaves_the_collection_free_and_its_records_whole(tmp_path: Path) -> None:
    Collection.create(tmp_path / "c").close()
    command = [sys.executable, "-c", _HOLDS, str(tmp_path / "c")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(SongClipError) as error:
            Collection.open(tmp_path / "c")
        assert "Wang Curator" in error.value.what
        with Collection.open(tmp_path / "c", read_only=True) as reader:
            assert reader.paintings.count() == 1
        holder.send_signal(signal.SIGKILL)
    with Collection.open(tmp_path / "c") as collection:
        assert collection.paintings.count() == 1
        assert collection.damage() == []
