"""One writer per collection: an operating system's file lock, and the holder's name beside it."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
from pathlib import Path

from filelock import FileLock, Timeout

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

_LOCK_NAME = ".lock"
_HOLDER_NAME = ".holder.json"


def user_name() -> str:
    """The name of whoever sits at this computer; "curator" where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "curator"


class WriterLock:
    """Held while a collection is open for writing. The system frees it when the process dies."""

    def __init__(self, folder: Path, holder: str) -> None:
        """Takes the lock at once.

        Raises:
            SongClipError: collection_locked, naming the holder.
            OSError: the folder cannot be written.
        """
        self._holder_file = folder / _HOLDER_NAME
        self._lock = FileLock(folder / _LOCK_NAME, timeout=0)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise _held_by(holder_of(folder)) from error
        try:
            # A separate file: on Windows a locked file cannot be read by others.
            self._holder_file.write_text(
                json.dumps(
                    {"name": holder or user_name(), "host": platform.node(), "pid": os.getpid()},
                    ensure_ascii=False,
                ),
                encoding="utf-8",
            )
        except OSError:
            self._lock.release()
            raise

    def release(self) -> None:
        """Gives the collection back; safe to call twice."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):  # the name alone locks nothing
                self._holder_file.unlink()
            self._lock.release()


def holder_of(folder: Path) -> str:
    """Who last opened the collection for writing, as "name @ computer (process)"; may be empty."""
    try:
        record = json.loads((folder / _HOLDER_NAME).read_text(encoding="utf-8"))
        return f"{record['name']} @ {record['host']} ({record['pid']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _held_by(holder: str) -> SongClipError:
    unknown = say("另一个窗口", "another window")
    return SongClipError(
        "collection_locked",
        say(
            "藏品正由 {holder} 打开着，此刻不能写入。",
            "The collection is held by {holder}; nothing can be written to it now.",
            holder=holder or unknown,
        ),
        say(
            "请先关闭那个窗口或等其任务结束；查看、检索、导出不受影响。",
            "Close that window or wait for its task; viewing, searching and exporting still work.",
        ),
    )
