"""A cache on disk: arrays of one shape under keys, in an LMDB whose map grows with the data.

Needs no torch. It may be deleted whenever no program uses it; a damaged one is begun anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import lmdb
import numpy as np

from training.errors import TrainingError
from training.run_folder import disk

_PAGE = 4096
# Of LMDB's table of readers: 126 of 64 bytes, and its head.
_LOCK_SIZE = 8192


class Kept:
    """Arrays of one shape and type under keys. One thread at a time; other processes may share it.

    A batch is written whole or not at all, so a process that is killed leaves whole rows.
    """

    def __init__(self, folder: Path, shape: tuple[int, ...], dtype: type[np.generic]) -> None:
        """Opens the cache in `folder`, making it if absent.

        Raises:
            TrainingError: `folder_unwritable`.
        """
        self.folder, self._shape, self._dtype = folder, shape, np.dtype(dtype)
        self._size = int(np.prod(shape)) * self._dtype.itemsize
        with _disk(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._environment = _open(folder)

    def close(self) -> None:
        """Lets go of the files; the cache is not used after that."""
        self._environment.close()

    def missing(self, keys: Sequence[str]) -> list[int]:
        """The places in `keys` under which nothing of this shape is kept, in order."""
        with self._reading() as transaction:
            found = [transaction.get(key.encode()) for key in keys]
            return [
                place for place, row in enumerate(found) if row is None or len(row) != self._size
            ]

    def read(self, keys: Sequence[str]) -> np.ndarray:
        """What is kept under `keys`: [B, *shape], a copy.

        Raises:
            KeyError: Nothing is kept under one of them.
        """
        rows = np.empty((len(keys), *self._shape), self._dtype)
        with self._reading() as transaction:
            for place, key in enumerate(keys):
                row = transaction.get(key.encode())
                if row is None:
                    raise KeyError(key)
                rows[place] = np.frombuffer(row, self._dtype).reshape(self._shape)
        return rows

    def write(self, keys: Sequence[str], rows: Sequence[np.ndarray]) -> None:
        """Keeps `rows` under `keys`; all of them are on the disk when this returns.

        Raises:
            TrainingError: `folder_unwritable`: no room, for one.
        """
        if not keys:
            return
        # Another process may have let the map grow.
        with self._reading():
            info, page = self._environment.info(), self._environment.stat()["psize"]
        used = (info["last_pgno"] + 1) * page
        # Each row takes whole pages of its own, and the tree a little; half as much again is
        # kept free so that the map does not grow with every batch.
        needed = len(keys) * (self._size + 4 * page)
        with _disk(self.folder):
            if used + needed > info["map_size"]:
                self._environment.set_mapsize(_round((used + needed) * 3 // 2))
            with self._environment.begin(write=True) as transaction:
                for key, row in zip(keys, rows, strict=True):
                    transaction.put(key.encode(), np.ascontiguousarray(row, self._dtype).tobytes())

    def need_room(self, rows: int) -> None:
        """Says before the work begins that so many further rows would not fit on the disk.

        Raises:
            TrainingError: `folder_unwritable`.
        """
        needed, free = rows * (self._size + 2 * _PAGE), shutil.disk_usage(self.folder).free
        if needed > free:
            raise TrainingError(
                "folder_unwritable",
                f"{self.folder} needs {needed / 1e9:.1f} GB more and the disk has "
                f"{free / 1e9:.1f} GB left.",
                "Make room on the disk and try again.",
                folder=str(self.folder),
            )

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        try:
            transaction = self._environment.begin(buffers=True)
        except lmdb.MapResizedError:
            self._environment.set_mapsize(0)
            transaction = self._environment.begin(buffers=True)
        with transaction:
            yield transaction


def _round(size: int) -> int:
    return -(-size // _PAGE) * _PAGE


def _open(folder: Path) -> lmdb.Environment:
    # LMDB would make this file with holes and write to it through a map: on a full disk the system
    # answers that by killing the process. Real bytes are refused with an error instead.
    with (folder / "lock.mdb").open("ab") as lock:
        lock.write(bytes(max(0, _LOCK_SIZE - lock.tell())))
        lock.flush()
        os.fsync(lock.fileno())
    data = folder / "data.mdb"
    # At least 4 MiB, and never less than is there: LMDB refuses a map smaller than its data.
    size = _round(max(4 << 20, data.stat().st_size if data.exists() else 0))
    try:
        return lmdb.open(str(folder), map_size=size, readahead=False, meminit=False)
    except (lmdb.CorruptedError, lmdb.InvalidError, lmdb.VersionMismatchError):
        data.unlink()
        return lmdb.open(str(folder), map_size=size, readahead=False, meminit=False)


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    with disk(folder):
        try:
            yield
        except lmdb.Error as error:
            # A full disk, a file over its limit, no permission: each has another name here.
            raise OSError(str(error)) from error
