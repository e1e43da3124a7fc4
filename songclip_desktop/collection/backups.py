"""Copies of the records, made before a migration and when asked; any of them can be put back."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from songclip_desktop.collection.storage import (
    FILE_NAME,
    as_song_clip_error,
    by_uri,
    storage_error,
)
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

FOLDER = "backups"
_STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy of `collection.db`; the originals and runs are not in it.

    Attributes:
        at: when it was made, UTC.
        reason: "asked", "migration" (before a newer form), or "replaced" (what a restored backup
            took the place of; it may be damaged).
    """

    path: Path
    at: datetime
    reason: str
    size_bytes: int


def back_up(folder: Path, reason: str = "asked") -> Backup:
    """Writes the records as they are at this moment to `backups/`, whole or not at all. Any thread.

    `VACUUM INTO` reads one consistent state, also while somebody writes
    (https://sqlite.org/lang_vacuum.html), through a connection of its own.

    Raises:
        SongClipError: disk_full, collection_read_only.
    """
    at = datetime.now(UTC)
    path = folder / FOLDER / f"{at.strftime(_STAMP)}-{reason}.db"
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(exist_ok=True)
        part.touch()  # says why where it cannot be made; SQLite only says that it cannot open it
        with (
            as_song_clip_error(),
            contextlib.closing(by_uri(folder / FILE_NAME, "mode=ro")) as connection,
        ):
            connection.execute("VACUUM INTO ?", [str(part)])
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        raise storage_error(error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return Backup(path, at, reason, path.stat().st_size)


def backups(folder: Path) -> list[Backup]:
    """What can be put back, newest first. Any thread."""
    found: list[Backup] = []
    for path in (folder / FOLDER).glob("*.db"):
        stamp, _, reason = path.stem.partition("-")
        with contextlib.suppress(ValueError):
            at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, at, reason, path.stat().st_size))
    return sorted(found, key=lambda one: one.at, reverse=True)


def whole(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file of records. Any thread."""
    try:
        with contextlib.closing(by_uri(path, "mode=ro&immutable=1")) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
            return found is not None and found[0] == "ok"
    except sqlite3.Error:
        return False


def restore(folder: Path, backup: Backup) -> Backup:
    """Puts a backup in the place of the records, which become a backup themselves.

    Nobody may have the collection open: hold the writer's lock. What stands now is kept byte by
    byte, its log folded in or lying beside it, since it may hold approved work however damaged.

    Returns:
        What was replaced.

    Raises:
        SongClipError: backup_damaged, disk_full, collection_read_only.
    """
    if not whole(backup.path):
        raise SongClipError(
            "backup_damaged",
            say("备份「{name}」已损坏。", "The backup “{name}” is damaged.", name=backup.path.name),
            say("请选择另一份备份。", "Choose another backup."),
        )
    records = folder / FILE_NAME
    at = datetime.now(UTC)
    kept = folder / FOLDER / f"{at.strftime(_STAMP)}-replaced.db"
    part = records.with_name(f".{FILE_NAME}.part")
    try:
        kept.parent.mkdir(exist_ok=True)
        _copy(backup.path, part)
        for end in ("-wal", ""):
            if records.with_name(FILE_NAME + end).exists():
                _copy(records.with_name(FILE_NAME + end), kept.with_name(kept.name + end))
        # The log goes before the file it belongs to: beside another one it would be played into it.
        for end in ("-wal", "-shm"):
            records.with_name(FILE_NAME + end).unlink(missing_ok=True)
        os.replace(part, records)
    except OSError as error:
        raise storage_error(error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return Backup(kept, at, "replaced", kept.stat().st_size if kept.exists() else 0)


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
