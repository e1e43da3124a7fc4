"""`.songclip`: a run's folder as one zip file, to carry it to another machine. Any thread.

Beside the run's own files it holds run.json: what the collection knew of it. What only serves to
go on with a run (its saved states) stays behind.
"""

from __future__ import annotations

import json
import os
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

SUFFIX = ".songclip"
ADAPTER, RECORD = "adapter.safetensors", "run.json"
# What is carried; all but the first may be absent.
FILES = (
    ADAPTER,
    RECORD,
    "request.json",
    "snapshot.json",
    "metrics.jsonl",
    "evaluation.json",
)
# What a file may unpack to: adapters hardly shrink, and JSON of a run by less than twenty times.
_LEAST_ROOM, _MOST_TIMES = 64 << 20, 20
_PART = 1 << 20


def write(path: Path, run_dir: Path, record: Mapping[str, Any]) -> int:
    """Writes the run in `run_dir` as one file, whole or not at all; returns how many files it has.

    Args:
        path: the `.songclip` file; one of that name is replaced.
        run_dir: a finished run's folder.
        record: for run.json.

    Raises:
        OSError: it cannot be read or written.
    """
    part = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(RECORD, json.dumps(dict(record), ensure_ascii=False, indent=1))
            written = 1
            for name in FILES:
                if name == RECORD or not (run_dir / name).is_file():
                    continue
                kind = zipfile.ZIP_STORED if name == ADAPTER else zipfile.ZIP_DEFLATED
                archive.write(run_dir / name, name, kind)
                written += 1
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return written


def read(path: Path, into: Path) -> dict[str, Any]:
    """Unpacks a run file into the folder `into`; returns its run.json.

    Only the files of a run are taken; a run folder zipped by hand, with or without the folder
    itself, is as good. Nothing outside `into` is touched, whatever the file says.

    Raises:
        SongClipError: `run_file_damaged`: no zip file, cut or altered, with a path that leads out
            of its folder, unpacking to far more than it could hold, or without an adapter.
        OSError: `into` cannot be written.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(path, archive)
            room = _LEAST_ROOM + _MOST_TIMES * path.stat().st_size
            if sum(member.file_size for member in members.values()) > room:
                raise damaged(path, say("它展开后大得不合理", "it unpacks to far too much"))
            for name, member in members.items():
                _unpack(archive, member, into / name)
        body = (into / RECORD).read_bytes() if RECORD in members else b"{}"
        record = json.loads(body)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise damaged(path, error) from error
    except ValueError as error:
        raise damaged(path, error) from error
    return record if isinstance(record, dict) else {}


def damaged(path: Path, why: object) -> SongClipError:
    """What is said of a file that is no run file."""
    return SongClipError(
        "run_file_damaged",
        say("“{name}”不是完好的训练成果文件：{why}。", "“{name}” is no sound run file: {why}.",
            name=path.name, why=why),
        say("请重新导出或重新拷贝一次。", "Export or copy it again."),
    )  # fmt: skip


def _members(path: Path, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of the run by name, from the archive's top or from the one folder in it."""
    found: dict[str, zipfile.ZipInfo] = {}
    folders = set()
    for member in archive.infolist():
        name, windows = PurePosixPath(member.filename), PureWindowsPath(member.filename)
        leaves = name.is_absolute() or windows.anchor or ".." in (*name.parts, *windows.parts)
        if leaves or stat.S_ISLNK(member.external_attr >> 16):
            outside = say("其中有指向文件夹之外的路径", "a path in it leads out of its folder")
            raise damaged(path, outside)
        if member.is_dir() or len(name.parts) > 2 or name.name not in FILES:
            continue
        folders.add(name.parent)
        if name.name in found or len(folders) > 1:
            raise damaged(path, say("其中不止一次训练", "it holds more than one run"))
        found[name.name] = member
    if ADAPTER not in found:
        raise damaged(path, say("其中没有 {name}", "there is no {name} in it", name=ADAPTER))
    return found


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """One file, no further than the archive said: what it said was looked at."""
    left = member.file_size
    with archive.open(member) as coming, target.open("wb") as going:
        while left > 0 and (part := coming.read(min(_PART, left))):
            going.write(part)
            left -= len(part)
        if coming.read(1):
            raise zipfile.BadZipFile(member.filename)
    if left:
        raise zipfile.BadZipFile(member.filename)
