"""What a program that fell leaves behind: one file a session, found at the next start.

A session's file is empty as long as all goes well, and gone when it ends. Python's fault handler
writes into it where the process itself dies; the traces of bugs are written into it too, so that
they are there if the end then comes. A lock that dies with its process tells a fallen session
from one that still runs.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from filelock import FileLock, Timeout

from songclip_desktop import logs, paths

KEPT = 5
MOST_CHARACTERS = 200_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Crash:
    """A session that did not end well. began: when it was started. trace: what it left."""

    began: datetime
    trace: str
    file: Path


class Session:
    """The file of this process, from `begin` to `end`. Any thread after that."""

    def __init__(self, file: Path, stream: TextIO, lock: FileLock) -> None:
        """Use `begin`."""
        self._file, self._stream, self._lock = file, stream, lock

    def note(self, error: BaseException, where: str) -> None:
        """Writes a bug's trace, without keys."""
        trace = "".join(traceback.format_exception(error))
        self.note_text(f"{where}\n{trace}")

    def note_text(self, text: str) -> None:
        """Writes what was said before an end that may come."""
        if self._stream.closed:
            return
        try:
            stamp = datetime.now().isoformat(timespec="seconds")
            self._stream.write(f"{stamp} {logs.clean(text)}\n")
            self._stream.flush()
        except OSError as error:
            log.warning("a trace was not written: %s", error)

    def end(self) -> None:
        """All went well: nothing is left."""
        faulthandler.disable()
        self._stream.close()
        self._file.unlink(missing_ok=True)
        self._lock.release()
        with contextlib.suppress(OSError):
            Path(self._lock.lock_file).unlink(missing_ok=True)


def begin() -> Session | None:
    """Starts this process's session; None where the folder cannot be written."""
    folder = _folder()
    name = f"{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{name}.lock")
        lock.acquire(timeout=0)
        stream = (folder / f"{name}.txt").open("w", encoding="utf-8", errors="replace")
    except (OSError, Timeout) as error:
        log.warning("no file for a crash: %s", error)
        return None
    faulthandler.enable(stream, all_threads=True)
    return Session(folder / f"{name}.txt", stream, lock)


def left() -> list[Crash]:
    """Sessions that fell and were not put aside yet, newest first. Any thread; quick.

    Files of sessions that ended without a word (the power went, the system shut down) are removed.
    """
    found: list[Crash] = []
    for file in sorted(_folder().glob("*.txt"), reverse=True):
        crash = _read(file)
        if crash is not None and len(found) < KEPT:
            found.append(crash)
        elif crash is not None:
            forget(crash)
    return found


def forget(crash: Crash) -> None:
    """Removes what a session left. Any thread."""
    _remove(crash.file)


def _read(file: Path) -> Crash | None:
    """What a session left; None where it still runs, or said nothing."""
    lock = FileLock(file.with_suffix(".lock"))
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return None
    try:
        trace = file.read_text(encoding="utf-8", errors="replace")[:MOST_CHARACTERS].strip()
        began = datetime.strptime(file.stem.rpartition("-")[0], "%Y%m%d-%H%M%S")
    except (OSError, ValueError) as error:
        log.warning("%s was left and cannot be read: %s", file.name, error)
        trace, began = "", datetime.min
    finally:
        lock.release()
    if not trace:
        _remove(file)
        return None
    return Crash(began, trace, file)


def _remove(file: Path) -> None:
    for each in (file, file.with_suffix(".lock")):
        with contextlib.suppress(OSError):
            each.unlink(missing_ok=True)


def _folder() -> Path:
    return paths.home() / "crashes"
