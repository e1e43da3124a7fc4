"""Copying a collection while it is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.copying import copy
from songclip_desktop.progress import Listener, Stopped


def test_a_copy_holds_what_was_written_and_opens_by_itself(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "one", name="画") as source:
        source.paintings.add("A1", title="一图")
        (source.dir / "originals" / "ab").mkdir(parents=True)
        (source.dir / "originals" / "ab" / "abc.jpg").write_bytes(b"picture")
        (source.dir / "cache").mkdir(exist_ok=True)
        (source.dir / "cache" / "made-again").write_bytes(b"rebuildable")
        copy(source.dir, tmp_path / "two")
    with Collection.open(tmp_path / "two") as found:
        assert found.paintings.by_accession("A1") is not None
        assert found.id
    assert (tmp_path / "two" / "originals" / "ab" / "abc.jpg").read_bytes() == b"picture"
    assert not (tmp_path / "two" / "cache" / "thumbnails").exists()


def test_a_stopped_copy_leaves_nothing(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "one") as source:
        (source.dir / "originals" / "a.jpg").write_bytes(b"picture")
        with pytest.raises(Stopped):
            copy(source.dir, tmp_path / "two", Listener(should_stop=lambda: True))
    assert not (tmp_path / "two").exists()


def test_what_is_there_already_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    with Collection.create(tmp_path / "one") as source, pytest.raises(FileExistsError):
        copy(source.dir, tmp_path / "two")
