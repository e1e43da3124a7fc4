"""Files that appear whole or not at all, and the folder of one run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from training.errors import TrainingError


@contextmanager
def disk(folder: Path) -> Iterator[None]:
    """Turns a write that failed into a sentence.

    Raises:
        TrainingError: `folder_unwritable`: no room, no permission, or no such place.
    """
    try:
        yield
    except OSError as error:
        raise TrainingError(
            "folder_unwritable",
            f"The folder {folder} cannot be written: {error.strerror or error}",
            "Make room on the disk, or make the folder writable, and try again.",
            folder=str(folder),
        ) from error


def write(path: Path, content: bytes) -> None:
    """Puts `content` in the file at `path`: after a crash it holds the old or the new, whole.

    Raises:
        TrainingError: `folder_unwritable`.
    """
    part = path.with_name(path.name + ".part")
    with disk(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to write into that takes the name `path` when all is written; else it vanishes.

    What was at `path` before is replaced.
    """
    part = path.with_name(path.name + ".part")
    with disk(path.parent):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
    try:
        yield part
        with disk(path.parent):
            if path.exists():
                shutil.rmtree(path)
            os.replace(part, path)
            _sync_folder(path.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    """Makes a rename last through a power cut, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
