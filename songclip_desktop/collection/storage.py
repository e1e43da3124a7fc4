"""Where the records lie, and what is said when the disk will not take them."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

FILE_NAME = "collection.db"


def by_uri(path: Path, options: str) -> sqlite3.Connection:
    """A connection with SQLite's URI options, e.g. `mode=ro`; no transactions of its own.

    Raises:
        sqlite3.Error: It cannot be opened.
    """
    uri = f"{path.resolve().as_uri()}?{options}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=10)


def read_only_error() -> SongClipError:
    """What is said where something would be written to a collection opened for reading."""
    return SongClipError(
        "collection_read_only",
        say("藏品只能查看，不能写入。", "The collection can be read but not written."),
        say(
            "请把藏品文件夹复制到可写的位置，或关闭正在使用它的窗口后重新打开。",
            "Copy its folder to a place you may write to, or close the window that holds it "
            "and open it again.",
        ),
    )


@contextlib.contextmanager
def as_song_clip_error() -> Iterator[None]:
    """Turns what SQLite raises on a full or read-only disk into a sentence.

    Raises:
        SongClipError: collection_read_only, disk_full.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if "readonly" in str(error) or "read-only" in str(error):
            raise read_only_error() from error
        if "full" in str(error) or "disk I/O" in str(error):
            raise _disk_full(str(error)) from error
        raise


def storage_error(error: OSError) -> SongClipError:
    """What is said where a file of the collection cannot be written."""
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return read_only_error()
    return _disk_full(error.strerror or str(error))


def _disk_full(why: str) -> SongClipError:
    return SongClipError(
        "disk_full",
        say("磁盘写不进去了：{why}。", "The disk takes no more: {why}.", why=why),
        say(
            "请腾出空间后重试；已完成的部分都在。",
            "Free some space and try again; what was done is kept.",
        ),
    )
