"""Keeping an original: read and digested in one go, on the disk before it gets its name. No SQL."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_HELD_BYTES = 64 << 20  # a larger file is read twice instead of being held in memory
_CHUNK_BYTES = 1 << 20
_LEFT_FREE_BYTES = 32 << 20  # pictures leave so much, that the records can still be written


class ChangedMeanwhile(Exception):
    """The museum's file was written to while it was read."""


@dataclass(frozen=True)
class Original:
    """A file of the museum, read once.

    Attributes:
        sha256: of its bytes, in hex.
        content: its bytes; None where they are too many to hold.
    """

    path: Path
    sha256: str
    content: bytes | None


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def look(path: Path) -> Original:
    """Reads and digests a file; any thread.

    Raises:
        OSError: it cannot be read.
    """
    if path.stat().st_size > _HELD_BYTES:
        return Original(path, digest(path), None)
    content = path.read_bytes()
    return Original(path, hashlib.sha256(content).hexdigest(), content)


def keep(original: Original, target: Path) -> None:
    """Copies it, whole or not at all: written beside, flushed to the disk, then named. Any thread.

    A power cut may still take the name back until the folder is settled, see `settle`.

    Raises:
        OSError: it cannot be written, or the disk would have too little left for the records.
        ChangedMeanwhile: a file too large to hold is not the one that was digested.
    """
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    size = original.path.stat().st_size if original.content is None else len(original.content)
    if shutil.disk_usage(target.parent).free < size + _LEFT_FREE_BYTES:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as copy:
            if original.content is not None:
                copy.write(original.content)
            elif _copied(original.path, copy) != original.sha256:
                raise ChangedMeanwhile(original.path)
            copy.flush()
            os.fsync(copy.fileno())
        os.replace(name, target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)


def settle(folders: Iterable[Path]) -> None:
    """Flushes the names in these folders to the disk: what was kept there is there for good.

    Once for many files, before the records name them. Windows has no such call and needs none.
    """
    if os.name == "nt":
        return
    for folder in sorted(set(folders)):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _copied(source: Path, copy: BinaryIO) -> str:
    """Writes the file into `copy`; the digest of what was written."""
    written = hashlib.sha256()
    with source.open("rb") as original:
        while chunk := original.read(_CHUNK_BYTES):
            written.update(chunk)
            copy.write(chunk)
    return written.hexdigest()
