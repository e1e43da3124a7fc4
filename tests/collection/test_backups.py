"""Backups: made before a migration and when asked, put back whole; nothing replaced is lost."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from songclip_desktop.collection import backups, database
from songclip_desktop.collection.check import check_collection
from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.storage import FILE_NAME
from songclip_desktop.errors import SongClipError
from songclip_desktop.workflow import check, history

SAVED = Path(__file__).parent / "saved"  # written by former versions of this application


def unpack(name: str, folder: Path) -> Path:
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(gzip.decompress((SAVED / name).read_bytes()))
    return folder


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def titles(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT title FROM painting ORDER BY id")]


@pytest.mark.parametrize("name", sorted(path.name for path in SAVED.glob("*.gz")))
def test_a_collection_of_a_former_version_opens_with_all_that_was_approved(
    name: str, tmp_path: Path
) -> None:
    folder = unpack(name, tmp_path / "旧藏")
    with Collection.open(folder) as collection:
        assert collection.id == "0123456789abcdef"
        works = {work.accession: work for work in collection.paintings.all()}
        assert set(works) == {"K1", "K2", "M1"}
        assert works["K1"].artist == "馬遠"
        assert works["K1"].extra == {"来源": "旧藏"}
        assert works["K2"].local_only
        (approved,) = collection.captions.list(status="approved")
        assert (approved.text, approved.draft_text) == ("江上一舟，一人独钓。", "江上一人独钓。")
        assert [approval.by for approval in approved.approvals] == ["林馆员"]
        assert len(collection.captions.list(status="rejected")) == 1
        (pair,) = collection.pairs.list()
        assert (pair.accession, pair.status) == ("M1", "approved")
        assert collection.setting("model") == "mini"
        assert collection.finding.find("独钓") == [works["K1"].id]
        assert {line.action for line in history.lines(collection)} >= {"approve", "reject"}
        assert check_collection(collection, repair=True) is not None
        assert [one.serious for one in check_collection(collection)].count(True) == 0
    (made,) = backups.backups(folder)
    assert made.reason == "migration"
    assert titles(made.path) == ["寒江独钓图", "谿山行旅圖", "临安城图"]
    with closing(sqlite3.connect(made.path)) as old:
        assert old.execute("PRAGMA user_version").fetchone()[0] == int(name[5])


def test_todays_form_is_not_backed_up_each_time(tmp_path: Path) -> None:
    Collection.create(tmp_path / "c").close()
    Collection.open(tmp_path / "c").close()
    assert backups.backups(tmp_path / "c") == []


def test_without_room_for_a_backup_nothing_is_migrated(
    small_disk: Path,
) -> None:
    folder = unpack("form_1.db.gz", small_disk / "旧藏")
    with pytest.raises(OSError, match="No space"):
        fill(small_disk / "fill")
    before = (folder / FILE_NAME).read_bytes()

    with pytest.raises(SongClipError) as error:
        Collection.open(folder)

    assert error.value.code == "disk_full"
    assert (folder / FILE_NAME).read_bytes() == before
    with Collection.open(folder, read_only=True) as reader:
        assert reader.paintings.count() == 3


def test_a_migration_that_fails_leaves_the_old_form_and_its_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = unpack("form_1.db.gz", tmp_path / "旧藏")
    broken = tmp_path / "0099_broken.sql"
    broken.write_text("CREATE TABLE half (id INTEGER) STRICT; SELECT nonsense;")
    steps = [*database.migrations(), (99, broken)]
    with monkeypatch.context() as patch:
        patch.setattr(database, "migrations", lambda: steps)
        with pytest.raises((SongClipError, sqlite3.OperationalError)):
            Collection.open(folder)
    with Collection.open(folder) as collection:
        assert collection.paintings.count() == 3
    assert any(one.reason == "migration" for one in backups.backups(folder))


def test_a_backup_is_made_while_the_collection_is_open_and_put_back(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with Collection.create(folder) as collection:
        collection.paintings.add("K1", title="先")
        made = backups.back_up(collection.dir)
        collection.paintings.add("K2", title="后")
    replaced = check.put_back(folder, made)
    with Collection.open(folder) as collection:
        assert [work.title for work in collection.paintings.all()] == ["先"]
    assert titles(replaced.path) == ["先", "后"]
    check.put_back(folder, replaced)
    assert titles(folder / FILE_NAME) == ["先", "后"]


def test_a_log_left_by_a_killed_window_is_kept_and_never_played_into_the_backup(
    tmp_path: Path,
) -> None:
    folder, killed = tmp_path / "c", tmp_path / "killed"
    with Collection.create(folder) as collection:
        collection.paintings.add("K1", title="先")
        made = backups.back_up(collection.dir)
        collection.paintings.add("K2", title="后")
        shutil.copytree(folder, killed)  # as kill -9 leaves it: the newest work is in the log
    assert (killed / f"{FILE_NAME}-wal").stat().st_size > 0
    assert titles(killed / "backups" / made.path.name) == ["先"]
    (there,) = backups.backups(killed)
    replaced = check.put_back(killed, there)
    assert titles(killed / FILE_NAME) == ["先"]
    assert titles(replaced.path) == ["先", "后"]


def test_nothing_is_put_back_while_somebody_holds_the_collection(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c", holder="林馆员") as collection:
        made = backups.back_up(collection.dir)
        with pytest.raises(SongClipError) as error:
            check.put_back(collection.dir, made)
    assert error.value.code == "collection_locked"
    assert "林馆员" in error.value.what


def test_a_damaged_backup_is_refused_and_the_records_stand(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        collection.paintings.add("K1")
        made = backups.back_up(collection.dir)
    made.path.write_bytes(made.path.read_bytes()[:5000])
    before = (tmp_path / "c" / FILE_NAME).read_bytes()
    with pytest.raises(SongClipError) as error:
        check.put_back(tmp_path / "c", made)
    assert error.value.code == "backup_damaged"
    assert (tmp_path / "c" / FILE_NAME).read_bytes() == before


def test_check_repair_puts_the_newest_whole_backup_back(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with Collection.create(folder) as collection:
        collection.paintings.add("K1", title="先")
        backups.back_up(collection.dir)
    damaged = b"SQLite format 3\0" + b"\xff" * 8000
    (folder / FILE_NAME).write_bytes(damaged)
    with pytest.raises(SongClipError) as error:
        Collection.open(folder)
    assert error.value.code == "collection_damaged"
    assert "--repair" in error.value.remedy

    done = check.restore_if_damaged(folder)

    assert done is not None
    assert done.repaired
    assert titles(folder / FILE_NAME) == ["先"]
    kept = [one for one in backups.backups(folder) if one.reason == "replaced"]
    assert [one.path.read_bytes() for one in kept] == [damaged]
    assert check.restore_if_damaged(folder) is None


def test_a_damaged_index_is_mended(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with Collection.create(folder) as collection:
        for number in range(50):
            collection.paintings.add(f"K{number}", group_key=f"G{number}")
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        # The index forgets half of its rows, as a bad sector would have it.
        connection.execute("PRAGMA writable_schema = ON")
        root = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'painting_by_group'"
        ).fetchone()[0]
        connection.execute(
            "UPDATE sqlite_schema SET sql = sql || ' WHERE id > 25'"
            " WHERE name = 'painting_by_group'"
        )
        connection.commit()
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute("REINDEX painting_by_group")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ' WHERE id > 25', '')"
            " WHERE name = 'painting_by_group'"
        )
        connection.commit()
        assert root
    with Collection.open(folder) as collection:
        found = [one for one in check_collection(collection) if one.code == "records_damaged"]
        assert found
        assert all(one.serious for one in found)
        mended = check_collection(collection, repair=True)
        assert all(one.repaired for one in mended if one.code == "records_damaged")
        assert check_collection(collection) == [
            one for one in check_collection(collection) if one.code == "picture_missing"
        ]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 1 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"no mount here: {done.stderr.decode()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)
