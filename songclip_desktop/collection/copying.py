"""Copies a collection folder while it is open: records in one piece, files one by one."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

from songclip_desktop.collection.storage import FILE_NAME
from songclip_desktop.progress import Listener, Progress, Stopped

_LEFT_BEHIND = ("cache", ".lock", ".holder.json")


def copy(source: Path, target: Path, listener: Listener | None = None) -> int:
    """Copies everything but the cache and the lock; `target` must not be there yet. Any thread.

    SQLite's online backup takes the records as they are at one moment, also while the window
    writes. Stopped or failed, nothing is left of the copy.

    Returns:
        How many files the copy has.

    Raises:
        FileExistsError: the target is there already.
        Stopped: the listener asked for it.
    """
    listener = listener or Listener()
    target.mkdir(parents=True)
    try:
        with (
            contextlib.closing(sqlite3.connect(source / FILE_NAME)) as here,
            contextlib.closing(sqlite3.connect(target / FILE_NAME)) as there,
        ):
            here.backup(there)
            there.execute("PRAGMA journal_mode = DELETE")
        files = [path for path in sorted(source.rglob("*")) if _belongs(path, source)]
        for done, path in enumerate(files, start=1):
            if listener.should_stop():
                raise Stopped
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place)
            listener.progress(Progress(done, len(files), "file"))
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return len(files) + 1


def _belongs(path: Path, source: Path) -> bool:
    inside = path.relative_to(source)
    if inside.parts[0] in _LEFT_BEHIND or path.name.startswith(FILE_NAME):
        return False
    return path.is_file() and path.suffix != ".lock"
