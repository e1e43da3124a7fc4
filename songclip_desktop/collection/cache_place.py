"""Where a collection's cache lies on this machine; moved and cleared while nobody has it open."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import re
import shutil
from pathlib import Path

from songclip_desktop import settings
from songclip_desktop.collection.lock import WriterLock
from songclip_desktop.collection.storage import storage_error
from songclip_desktop.progress import Listener, Progress, Stopped

log = logging.getLogger(__name__)


def place(folder: Path, collection_id: str, cache_dir: str | None = None) -> Path:
    """The cache of a collection: in its folder, or where this machine's settings keep caches.

    A copy has the collection's id and vectors of its own: where the folder lies is part of the name.
    Where the settings' place cannot be written (a disk that is not plugged in), the collection's
    own folder serves. Any thread.

    Args:
        folder: the collection's.
        collection_id: its id.
        cache_dir: as in the settings; by default what they say now.
    """
    within = folder / "cache"
    chosen = settings.load().cache_dir if cache_dir is None else cache_dir
    if not chosen:
        return within
    known = re.sub(r"[^\w-]", "_", collection_id)
    elsewhere = Path(chosen) / f"{known}-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:8]}"
    try:
        elsewhere.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        log.warning("caches cannot lie at %s: %s", chosen, error)
        return within
    return elsewhere


def size_bytes(cache: Path) -> int:
    """What a cache takes on the disk. Any thread; a second for very many files."""
    total = 0
    for root, _folders, files in os.walk(cache):
        for name in files:
            try:
                held = os.lstat(os.path.join(root, name))
            except OSError:  # a generation was switched meanwhile
                continue
            # A map of LMDB is as long as it may become; the disk holds what was written.
            total += min(held.st_size, getattr(held, "st_blocks", held.st_size) * 512)
    return total


def move(folder: Path, cache: Path, target: Path, listener: Listener | None = None) -> None:
    """Moves the cache of a collection that nobody has open. Any thread.

    Stopped or failed, it is still where it was.

    Raises:
        SongClipError: collection_locked; disk_full, collection_read_only.
        Stopped: the listener asked for it.
    """
    listener = listener or Listener()
    if cache == target or not cache.is_dir():
        return
    lock = WriterLock(folder, "")
    try:
        shutil.rmtree(target, ignore_errors=True)  # it can be made anew, and was not in use
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            cache.rename(target)
        except OSError as error:
            if error.errno not in (errno.EXDEV, errno.EACCES):
                raise
            _carry(cache, target, listener)
            shutil.rmtree(cache, ignore_errors=True)
    except OSError as error:
        raise storage_error(error) from error
    finally:
        lock.release()


def clear(folder: Path, cache: Path) -> None:
    """Empties the cache of a collection that nobody has open: all of it can be made anew. Any thread.

    Raises:
        SongClipError: collection_locked.
    """
    lock = WriterLock(folder, "")
    try:
        shutil.rmtree(cache, ignore_errors=True)
    finally:
        lock.release()


def _carry(cache: Path, target: Path, listener: Listener) -> None:
    """To another disk: whole or not at all."""
    part = target.with_name(f".{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    files = [path for path in sorted(cache.rglob("*")) if path.is_file()]
    try:
        for done, file in enumerate(files, start=1):
            if listener.should_stop():
                raise Stopped
            there = part / file.relative_to(cache)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, there)
            listener.progress(Progress(done, len(files), "file"))
        part.mkdir(parents=True, exist_ok=True)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
