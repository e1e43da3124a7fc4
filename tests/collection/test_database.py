from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from songclip_desktop.collection import database
from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError


def journal_of(folder: Path) -> str:
    connection = sqlite3.connect(folder / "collection.db")
    try:
        return connection.execute("PRAGMA journal_mode").fetchone()[0]
    finally:
        connection.close()


@pytest.fixture
def read_only_mount(tmp_path: Path) -> Iterator[Callable[[Path], None]]:
    """Mounts a folder read-only over itself and proves that the obstacle is real."""
    mounted: list[Path] = []

    def mount(folder: Path) -> None:
        for arguments in (["--bind"], ["-o", "remount,ro,bind"]):
            command = ["mount", *arguments, str(folder), str(folder)]
            done = subprocess.run(command, capture_output=True, check=False)
            if done.returncode:
                pytest.skip(f"no mount here: {done.stderr.decode()}")
            if arguments == ["--bind"]:
                mounted.append(folder)
        with pytest.raises(OSError, match="Read-only"):
            (folder / "proof").write_text("x")

    yield mount
    for folder in mounted:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_log_is_kept_while_open_and_one_plain_file_is_left_on_close(tmp_path: Path) -> None:
    collection = Collection.create(tmp_path / "c")
    collection.paintings.add("K1")
    assert (collection.dir / "collection.db-wal").exists()
    collection.close()
    assert journal_of(collection.dir) == "delete"
    assert not list(collection.dir.glob("collection.db-*"))


def test_a_copied_collection_opens_elsewhere(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        collection.paintings.add("K1", title="寒江独钓图")
    shutil.copytree(tmp_path / "c", tmp_path / "elsewhere" / "c")
    with Collection.open(tmp_path / "elsewhere" / "c") as copy:
        assert copy.id == collection.id
        assert copy.finding.find("独钓") == [1]


def test_foreign_keys_are_enforced(collection: Collection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        collection.captions.put_draft(99, "modern", "无主", "offline")


def test_a_file_of_a_newer_application_is_refused(tmp_path: Path) -> None:
    Collection.create(tmp_path / "c").close()
    connection = sqlite3.connect(tmp_path / "c" / "collection.db")
    connection.execute(f"PRAGMA user_version = {database.newest_form() + 1}")
    connection.close()
    for read_only in (True, False):
        with pytest.raises(SongClipError) as error:
            Collection.open(tmp_path / "c", read_only=read_only)
        assert error.value.code == "collection_newer"


@pytest.mark.parametrize("content", [None, b"", b"this is a text, not a database at all" * 40])
def test_what_is_no_collection_is_said_to_be_none(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "collection.db").write_bytes(content)
    for read_only in (True, False):
        with pytest.raises(SongClipError) as error:
            Collection.open(tmp_path, read_only=read_only)
        assert error.value.code == "not_a_collection"


def test_another_programs_database_is_no_collection(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "collection.db")
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(SongClipError) as error:
        Collection.open(tmp_path)
    assert error.value.code == "not_a_collection"


def test_a_torn_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        for number in range(200):
            collection.paintings.add(f"K{number}", title="图" * 50)
    path = tmp_path / "c" / "collection.db"
    content = bytearray(path.read_bytes())
    content[100:3000] = b"\xff" * 2900
    path.write_bytes(content)
    with pytest.raises(SongClipError) as error:
        Collection.open(tmp_path / "c")
    assert error.value.code == "collection_damaged"
    with pytest.raises(SongClipError):  # and it is not left locked
        Collection.open(tmp_path / "c")


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = [number for number, _ in database.migrations()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_failed_transaction_leaves_nothing(collection: Collection) -> None:
    def add_two_and_fail() -> None:
        with collection.transaction():
            collection.paintings.add("K1")
            collection.paintings.add("K2")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        add_two_and_fail()
    assert collection.paintings.count() == 0
    assert collection.history.list() == []


def test_a_reader_works_beside_a_writer_and_sees_what_is_committed(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as writer:
        writer.paintings.add("K1")
        with Collection.open(tmp_path / "c", read_only=True) as reader:
            writer.paintings.add("K2")
            assert reader.paintings.count() == 2
            with pytest.raises(SongClipError) as error:
                reader.paintings.add("K3")
            assert error.value.code == "collection_read_only"


def test_a_collection_on_a_read_only_disk_can_be_read(
    tmp_path: Path, read_only_mount: Callable[[Path], None]
) -> None:
    with Collection.create(tmp_path / "c") as collection:
        collection.paintings.add("K1")
    read_only_mount(tmp_path / "c")
    with Collection.open(tmp_path / "c", read_only=True) as reader:
        assert reader.paintings.by_accession("K1") is not None
    with pytest.raises(SongClipError) as error:
        Collection.open(tmp_path / "c")
    assert error.value.code == "collection_read_only"


def test_a_copy_made_while_open_is_read_whole_on_a_read_only_disk(
    tmp_path: Path, read_only_mount: Callable[[Path], None]
) -> None:
    with Collection.create(tmp_path / "c") as collection:
        collection.paintings.add("K1")
        shutil.copytree(tmp_path / "c", tmp_path / "copy")
    assert (tmp_path / "copy" / "collection.db-wal").stat().st_size > 0
    read_only_mount(tmp_path / "copy")
    with Collection.open(tmp_path / "copy", read_only=True) as reader:
        assert reader.paintings.by_accession("K1") is not None


def test_a_full_disk_is_said_and_nothing_half_written(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection.paintings.add("K1")
    pages = collection._database.value("PRAGMA page_count")
    collection._database.write(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        for number in range(1000):
            collection.paintings.add(f"L{number}", title="图" * 500)

    with pytest.raises(SongClipError) as error:
        fill()
    assert error.value.code == "disk_full"
    assert collection.damage() == []


def test_the_history_cannot_be_changed_or_deleted(collection: Collection) -> None:
    collection.paintings.add("K1")
    for statement in ("UPDATE history SET by = 'x'", "DELETE FROM history"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            collection._database.write(statement)


def test_a_network_drive_gets_a_rollback_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_on_network", lambda _folder: True)
    with Collection.create(tmp_path / "c") as collection:
        assert collection._database.value("PRAGMA journal_mode") == "delete"


def test_a_new_collection_wants_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(SongClipError) as error:
        Collection.create(tmp_path)
    assert error.value.code == "dir_not_empty"
    assert os.listdir(tmp_path) == ["note.txt"]
