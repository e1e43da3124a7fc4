"""The files of a base model: which they are, how they are taken in, and whether they are whole."""

from __future__ import annotations

import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path

from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.workflow import disk

_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
# Large weights lie in several files, which a file of this name tells.
_INDEX = ".index.json"
_BESIDE = ("preprocessor_config.json", "image.onnx", "text.onnx")
_COPY_BYTES = 16 * 1024 * 1024


def stamp(path: Path) -> str:
    """16 hex digits that change with the weights; read quickly, without the engine. Any thread.

    The size, and the first and last MB of each file: of a `.pt`, a zip archive, the end holds
    the checksums of all its parts; the mini model's file is read whole.
    """
    stamps = []
    for file in weights(path):
        held = file.stat()
        stamps.append(_stamp(file, held.st_size, held.st_mtime_ns))
    if len(stamps) == 1:
        return stamps[0]
    return hashlib.sha256("".join(stamps).encode()).hexdigest()[:16]


@lru_cache(maxsize=32)
def _stamp(file: Path, size: int, _changed_ns: int) -> str:
    digest = hashlib.sha256(str(size).encode())
    part = size if size < 64 << 20 else 1 << 20
    with file.open("rb") as stream:
        digest.update(stream.read(part))
        stream.seek(-part, os.SEEK_END)
        digest.update(stream.read(part))
    return digest.hexdigest()[:16]


def weights(path: Path) -> list[Path]:
    """The file with the weights, or those that an index names; the path itself where none is."""
    if path.is_file():
        return [path]
    # Only beside a config are the first two a model.
    held = _WEIGHTS if (path / "config.json").is_file() else ()
    whole = [path / name for name in held if (path / name).is_file()]
    parts = [found for name in held if (found := _parts(path / f"{name}{_INDEX}"))]
    checkpoints = [file for file in sorted(path.glob("*.pt")) if file.is_file()]
    return whole[:1] or next(iter(parts), []) or checkpoints[:1] or [path]


def _parts(index: Path) -> list[Path]:
    """The files beside it that an index of transformers names; those that are there."""
    try:
        told = json.loads(index.read_text(encoding="utf-8"))["weight_map"]
        names = sorted({Path(name).name for name in told.values()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    return [index.with_name(name) for name in names if index.with_name(name).is_file()]


def files_of(path: Path) -> list[Path]:
    """What of a checkpoint or a folder is the model; nothing where there is none.

    The hub's folders hold the same weights up to three times, beside much else.
    """
    if path.is_file():
        return [path]
    held = weights(path)
    if not held[0].is_file():
        return []
    if held[0].suffix == ".pt":
        return held
    whole = any(file.name in _WEIGHTS for file in held)
    indexes = () if whole else (path / f"{name}{_INDEX}" for name in _WEIGHTS)
    beside = (path / "config.json", *indexes, *(path / name for name in _BESIDE))
    return [*held, *(file for file in beside if file.is_file())]


def bytes_of(path: Path) -> int:
    """What the model's files take on the disk; 0 where they are gone. Any thread."""
    try:
        return sum(file.stat().st_size for file in files_of(path))
    except OSError:
        return 0


def copy(files: list[Path], folder: Path, listener: Listener) -> dict[str, str]:
    """Copies the files into a folder; the sha256 of each by its name. Not on the main thread.

    Raises:
        SongClipError: `disk_full`, `file_too_large`, `folder_unwritable`.
        Stopped: the listener asked for it.
    """
    total, done = sum(file.stat().st_size for file in files), 0
    note = say("正在复制模型", "Copying the model")
    found = {}
    disk.need(folder, total)
    try:
        for file in files:
            digest = hashlib.sha256()
            with file.open("rb") as coming, (folder / file.name).open("wb") as going:
                while part := coming.read(_COPY_BYTES):
                    if listener.should_stop():
                        raise Stopped
                    digest.update(part)
                    done += going.write(part)
                    listener.progress(Progress(done, total, "byte", note))
            found[file.name] = digest.hexdigest()
    except OSError as error:
        raise disk.failed(error, folder) from error
    return found


def checksums(files: list[Path], listener: Listener) -> dict[str, str]:
    """The sha256 of each file by its name. A second or two for a GB; not on the main thread.

    Raises:
        OSError: one of them cannot be read.
        Stopped: the listener asked for it.
    """
    total, done = sum(file.stat().st_size for file in files), 0
    note = say("正在核对模型文件", "Checking the model's files")
    found = {}
    for file in files:
        digest = hashlib.sha256()
        with file.open("rb") as stream:
            while part := stream.read(_COPY_BYTES):
                if listener.should_stop():
                    raise Stopped
                digest.update(part)
                done += len(part)
                listener.progress(Progress(done, total, "byte", note))
        found[file.name] = digest.hexdigest()
    return found
