"""Room on a disk: looked at before something large is written, and said when there is none left."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

# Left for the system and for the program's own small files.
_SPARE_BYTES = 64 * 1024 * 1024
_FULL = (errno.ENOSPC, errno.EDQUOT)


def size(count: float) -> str:
    """So many bytes as people write it: 753 MB, 1.6 GB."""
    for unit, bytes_ in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if count >= bytes_:
            value = count / bytes_
            figure = f"{value:.1f}".removesuffix(".0") if unit == "GB" else f"{value:.0f}"
            return f"{figure} {unit}"
    return f"{count:.0f} B"


def need(folder: Path, count: int) -> None:
    """Returns if so many bytes more fit beside the spare room. Any thread; the folder exists.

    Raises:
        SongClipError: `disk_full`.
    """
    free = shutil.disk_usage(folder).free
    if free >= count + _SPARE_BYTES:
        return
    raise SongClipError(
        "disk_full",
        say(
            "{folder} 所在的磁盘只剩 {free}，需要 {need}。",
            "The disk of {folder} has {free} left, {need} are needed.",
            folder=folder,
            free=size(free),
            need=size(count + _SPARE_BYTES),
        ),
        _make_room(),
    )


def failed(error: OSError, folder: Path) -> SongClipError:
    """The sentence for a file that could not be written there. Any thread."""
    if error.errno in _FULL:
        return SongClipError(
            "disk_full",
            say(
                "{folder} 所在的磁盘已满。",
                "The disk of {folder} is full.",
                folder=folder,
            ),
            _make_room(),
        )
    if error.errno == errno.EFBIG:
        return SongClipError(
            "file_too_large",
            say(
                "{folder} 所在的磁盘存不下这么大的文件（FAT32 至多 4 GB）。",
                "The disk of {folder} holds no file of this size (FAT32: 4 GB at most).",
                folder=folder,
            ),
            say("请换用 exFAT 或 NTFS 格式的磁盘。", "Use a disk formatted as exFAT or NTFS."),
        )
    return SongClipError(
        "folder_unwritable",
        say("{folder} 写不进去：{why}。", "{folder} cannot be written: {why}.",
            folder=folder, why=error.strerror or error),
        say("请核对磁盘与权限，再试一次。", "Look at the disk and its permissions, then try again."),
    )  # fmt: skip


def _make_room() -> str:
    return say(
        "请清理磁盘后再试；已经得到的部分都留着。",
        "Make room on the disk and try again; what came so far is kept.",
    )
