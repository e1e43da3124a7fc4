"""Thumbnails in one LMDB file of the cache: small pictures by key, shared by all threads."""

from __future__ import annotations

import contextlib
import logging
import shutil
import threading
from pathlib import Path

import lmdb

_log = logging.getLogger(__name__)
_FIRST_MAP_BYTES = 32 * 1024 * 1024
_opened: dict[Path, ThumbnailCache] = {}
_opened_lock = threading.Lock()


class ThumbnailCache:
    """Bytes by key. A cache that cannot be written is simply not kept. Any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()  # growing the map allows no other transaction meanwhile
        self._users = 0
        self._opened = False
        self._environment: lmdb.Environment | None = None

    @classmethod
    def shared(cls, folder: Path) -> ThumbnailCache:
        """The one cache of a folder: LMDB allows one environment per file in a process."""
        with _opened_lock:
            cache = _opened.get(folder)
            if cache is None:
                cache = _opened[folder] = cls(folder)
            cache._users += 1
            return cache

    def release(self) -> None:
        """The reverse of `shared`; the last user closes the file."""
        with _opened_lock:
            self._users -= 1
            if self._users > 0:
                return
            _opened.pop(self._folder, None)
            with self._lock:
                if self._environment is not None:
                    self._environment.close()
                    self._environment = None

    def get(self, key: bytes) -> bytes | None:
        """What is kept under `key`, or None."""
        with self._lock:
            environment = self._open_once()
            if environment is None:
                return None
            try:
                with environment.begin() as transaction:
                    return transaction.get(key)
            except lmdb.MapResizedError:  # another process has grown the file
                environment.set_mapsize(0)
            except lmdb.Error as error:
                _log.warning("thumbnail cache not read: %s", error)
        return None

    def put(self, key: bytes, value: bytes) -> None:
        """Keeps `value`; the map grows with the data."""
        with self._lock:
            environment = self._open_once()
            while environment is not None:
                try:
                    with environment.begin(write=True) as transaction:
                        transaction.put(key, value)
                    return
                except lmdb.MapFullError:
                    grown = environment.info()["map_size"] * 2
                    environment.set_mapsize(max(grown, 2 * len(value)))
                except lmdb.MapResizedError:
                    environment.set_mapsize(0)
                except lmdb.Error as error:
                    _log.warning("thumbnail cache not written: %s", error)
                    return

    def _open_once(self) -> lmdb.Environment | None:
        """Opens the file when it is first needed: most verbs never look at a thumbnail."""
        if not self._opened:
            self._opened = True
            self._environment = self._open()
        return self._environment

    def _open(self) -> lmdb.Environment | None:
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            for attempt in ("as it is", "anew"):
                try:
                    have = self._folder / "data.mdb"
                    size = have.stat().st_size if have.exists() else 0
                    return lmdb.open(
                        str(self._folder),
                        map_size=max(_FIRST_MAP_BYTES, 2 * size),
                        sync=False,  # losing a thumbnail costs making it again
                        metasync=False,
                        max_readers=256,
                    )
                except lmdb.ReadonlyError:
                    return None
                except lmdb.Error as error:
                    _log.warning("thumbnail cache opened %s: %s", attempt, error)
                    shutil.rmtree(self._folder, ignore_errors=True)
                    self._folder.mkdir(parents=True, exist_ok=True)
        return None
