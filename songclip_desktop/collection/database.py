"""The SQLite file of one collection: open, migrate, transaction. Used from one thread only."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from songclip_desktop.collection import backups
from songclip_desktop.collection.storage import (
    FILE_NAME,
    as_song_clip_error,
    by_uri,
    read_only_error,
)
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

_APPLICATION_ID = 0x53434C50  # "SCLP": tells a collection from any other SQLite file
_MIGRATIONS = Path(__file__).parent / "migrations"
_NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb", "smbfs", "smb3", "fuse.sshfs", "afpfs"}


def now() -> str:
    """The time as it is stored: ISO 8601, UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Database:
    """One connection, with transactions that nest and an act number per outermost one."""

    def __init__(self, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self._connection = connection
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA foreign_keys = ON")
        self.read_only = read_only
        self._depth = 0
        self._act = 0
        self._beside = 0
        self.taken_back = 0  # transactions that failed
        self._borrowed: tempfile.TemporaryDirectory[str] | None = None
        self.before_commit: Callable[[], None] = lambda: None  # the end of each transaction

    # -- opening -----------------------------------------------------------------------------

    @classmethod
    def create(cls, folder: Path) -> Database:
        """Makes `collection.db` in `folder` and migrates it to today's form."""
        database = cls._connect(folder / FILE_NAME)
        try:
            database._connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            database._prepare_for_writing(folder)
        except BaseException:
            database._connection.close()
            raise
        return database

    @classmethod
    def open(cls, folder: Path, *, read_only: bool) -> Database:
        """Opens what is there.

        Raises:
            SongClipError: not_a_collection, collection_newer, collection_damaged; disk_full where
                no backup can be made before the records are brought to today's form.
        """
        path = folder / FILE_NAME
        if not path.is_file():
            raise _not_a_collection(folder)
        database: Database | None = None
        try:
            database = cls._connect_to_read(path) if read_only else cls._connect(path)
            database._check_form(folder)
            if not read_only:
                database._prepare_for_writing(folder)
            elif database.value("PRAGMA user_version") < newest_form():
                database = database._migrated_copy()
        except sqlite3.DatabaseError as error:
            if database is not None:
                database._leave()
            if "not a database" in str(error) and not (folder / "originals").is_dir():
                raise _not_a_collection(folder) from error
            raise _damaged(folder, str(error)) from error
        except SongClipError:
            if database is not None:
                database._leave()
            raise
        return database

    @classmethod
    def _connect(cls, path: Path) -> Database:
        return cls(sqlite3.connect(path, isolation_level=None, timeout=10), read_only=False)

    @classmethod
    def _connect_to_read(cls, path: Path) -> Database:
        """Reads beside a writer where the folder allows it, else the file as it lies."""
        wal = path.with_name(path.name + "-wal")
        if _writable(path.parent):
            return cls(by_uri(path, "mode=ro"), read_only=True)
        if not (wal.exists() and wal.stat().st_size):
            return cls(by_uri(path, "mode=ro&immutable=1"), read_only=True)
        # A copy made while the collection was open: its newest pages lie in the log, which SQLite
        # cannot read where it may not write, so both are read from a writable place.
        borrowed = tempfile.TemporaryDirectory(prefix="songclip-")
        for part in (path, wal):
            shutil.copyfile(part, Path(borrowed.name) / part.name)
        database = cls(by_uri(Path(borrowed.name) / path.name, "mode=ro"), read_only=True)
        database._borrowed = borrowed
        return database

    def _migrated_copy(self) -> Database:
        """The records of a former version in today's form, in a temporary file: for reading."""
        from songclip_desktop.collection import search_text  # which needs this module

        borrowed = tempfile.TemporaryDirectory(prefix="songclip-")
        path = Path(borrowed.name) / FILE_NAME
        copy = sqlite3.connect(path, isolation_level=None)
        try:
            self._connection.backup(copy)
        finally:
            self._leave()
        _migrate(copy)
        search_text.work_off(type(self)(copy, read_only=False))
        copy.close()
        database = type(self)(by_uri(path, "mode=ro"), read_only=True)
        database._borrowed = borrowed
        return database

    def _check_form(self, folder: Path) -> None:
        if self.value("PRAGMA application_id") != _APPLICATION_ID:
            raise _not_a_collection(folder)
        if self.value("PRAGMA user_version") > newest_form():
            raise SongClipError(
                "collection_newer",
                say(
                    "藏品「{name}」由更新版本的程序写成，本版本不能打开。",
                    "The collection “{name}” was written by a newer version of this application.",
                    name=folder.name,
                ),
                say("请更新程序后再打开。", "Update the application, then open it again."),
            )

    def _prepare_for_writing(self, folder: Path) -> None:
        journal = "DELETE" if _on_network(folder) else "WAL"
        self._connection.execute(f"PRAGMA journal_mode = {journal}")
        self._connection.execute("PRAGMA synchronous = FULL")
        if 0 < self.value("PRAGMA user_version") < newest_form():
            # Without room for a copy nothing is changed: the records can still be read.
            backups.back_up(folder, "migration")
        _migrate(self._connection)

    def mend(self) -> None:
        """Makes every index anew from the records themselves."""
        self.write("REINDEX")

    def close(self) -> None:
        """Folds the log into the one file, so that the folder can be copied as it lies."""
        if not self.read_only:
            # A reader may be looking at the log; it is folded in when the next writer closes.
            with contextlib.suppress(sqlite3.OperationalError):
                self._connection.execute("PRAGMA busy_timeout = 200")
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._connection.execute("PRAGMA journal_mode = DELETE")
        self._leave()

    def _leave(self) -> None:
        """Closes without a word written: the file may be another program's, or damaged."""
        self._connection.close()
        if self._borrowed is not None:
            self._borrowed.cleanup()
            self._borrowed = None

    # -- using -------------------------------------------------------------------------------

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Nested ones join the outermost, whose writes are one act of the history.

        Raises:
            SongClipError: collection_read_only; disk_full.
        """
        if self.read_only:
            raise read_only_error()
        if self._depth:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
            return
        with as_song_clip_error():
            self._connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                self._act = self.value("SELECT coalesce(max(act), 0) + 1 FROM history")
                yield
                self.before_commit()
                self._connection.execute("COMMIT")
            except BaseException:
                self.taken_back += 1
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    @property
    def act(self) -> int:
        """The number of the running transaction in the history."""
        return self._act

    def write(self, sql: str, values: Iterable[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        """One writing statement, inside the running transaction or in one of its own."""
        bound = values if isinstance(values, dict) else tuple(values)
        if self._depth:
            return self._connection.execute(sql, bound)
        with self.transaction():
            return self._connection.execute(sql, bound)

    def rows(self, sql: str, values: Iterable[Any] = ()) -> list[sqlite3.Row]:
        """All rows of one question."""
        return self._connection.execute(sql, tuple(values)).fetchall()

    def row(self, sql: str, values: Iterable[Any] = ()) -> sqlite3.Row | None:
        """The first row, or None."""
        return self._connection.execute(sql, tuple(values)).fetchone()

    def value(self, sql: str, values: Iterable[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, values)
        return None if row is None else row[0]

    @property
    def version(self) -> tuple[int, int]:
        """Changes with every write, by this connection (first) or by another one (second)."""
        own = self._connection.total_changes - self._beside + self.taken_back
        return own, self.value("PRAGMA data_version")

    @contextlib.contextmanager
    def beside(self) -> Iterator[None]:
        """What is written here is no record: what was read of the records stays true.

        Raises:
            SongClipError: as `transaction`, in which it is.
        """
        before = self._connection.total_changes
        try:
            with self.transaction():
                yield
        finally:
            self._beside += self._connection.total_changes - before

    def new_reviewed_id(self, kind: str) -> int:
        """An id that no caption, passage or pair has had before."""
        return int(self.write("INSERT INTO reviewed (kind) VALUES (?)", [kind]).lastrowid or 0)


def placeholders(values: Iterable[object]) -> str:
    """`(?,?,?)` for an IN of as many values."""
    return "(" + ",".join("?" for _ in values) + ")"


def migrations() -> list[tuple[int, Path]]:
    """The numbered migrations, oldest first."""
    return sorted((int(path.name[:4]), path) for path in _MIGRATIONS.glob("[0-9]*.sql"))


def _migrate(connection: sqlite3.Connection) -> None:
    """Brings records to today's form; each step is there whole or not at all."""
    have = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, path in migrations():
        if number > have:
            sql = path.read_text(encoding="utf-8")
            connection.executescript(
                f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {number};\nCOMMIT;"
            )


def newest_form() -> int:
    """The number of the newest migration this application knows."""
    return migrations()[-1][0]


def _writable(folder: Path) -> bool:
    """Whether files can be made in it; asked of the system, since root passes every mode check."""
    if not hasattr(os, "statvfs"):
        return os.access(folder, os.W_OK)
    mounted_read_only = bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    return not mounted_read_only and os.access(folder, os.W_OK)


def _on_network(folder: Path) -> bool:
    """A write-ahead log needs shared memory, which network drives do not give."""
    text = str(folder.resolve())
    if text.startswith("\\\\"):
        return True
    mounts = [part for part in psutil.disk_partitions(all=True) if text.startswith(part.mountpoint)]
    nearest = max(mounts, key=lambda part: len(part.mountpoint), default=None)
    return nearest is not None and nearest.fstype.lower() in _NETWORK_FILE_SYSTEMS


def _not_a_collection(folder: Path) -> SongClipError:
    return SongClipError(
        "not_a_collection",
        say("「{name}」不是藏品文件夹。", "“{name}” is not a collection folder.", name=folder.name),
        say(
            "请选择里面有 collection.db 的文件夹，或用「新建」另建一个。",
            "Choose a folder that holds collection.db, or make a new collection.",
        ),
    )


def _damaged(folder: Path, why: str) -> SongClipError:
    return SongClipError(
        "collection_damaged",
        say(
            "藏品「{name}」的数据文件打不开：{why}。",
            "The records of “{name}” cannot be read: {why}.",
            name=folder.name,
            why=why,
        ),
        _remedy_of_damage(folder),
    )


def _remedy_of_damage(folder: Path) -> str:
    made = [one for one in backups.backups(folder) if backups.whole(one.path)]
    if not made:
        return say(
            "请从馆里的备份恢复 collection.db；原图仍在 originals 文件夹里。",
            "Restore collection.db from your museum's backups; the originals still lie in the "
            "originals folder.",
        )
    return say(
        "用 songclip check --repair 可换回 {at} 的备份；损坏的文件会另存，原图仍在。",
        "songclip check --repair puts back the backup of {at}; the damaged file is kept aside, "
        "the originals still lie there.",
        at=f"{made[0].at.astimezone():%Y-%m-%d %H:%M}",
    )
