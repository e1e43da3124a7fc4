"""The offline kit: all that a machine without a network needs, in one folder or one archive.

    kit.json                        what is in it, each file with its sha256
    README.txt
    application/  engine/           as they are handed out
    models/NAME/                    the models that are installed here
    fonts/
    docs/manual/  docs/screens/     the manual and the pictures in it

`add` takes a kit, the engine alone, or a model, and tells by the content which it is.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from songclip_desktop import __version__, paths
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener
from songclip_desktop.workflow import (
    archives,
    disk,
    downloads,
    engine_install,
    kit_contents,
    models,
)
from songclip_desktop.workflow.engine_install import Installed

CARD = "kit.json"
_FORM = "songclip-kit"


@dataclass(frozen=True, slots=True)
class Packed:
    """A kit that was written.

    Attributes:
        models: names of those in it.
        missing: a sentence for each thing that could not be put in.
    """

    out: Path
    files: int
    bytes: int
    models: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What came from a file.

    Attributes:
        models: those that are installed now, also where they were before.
        engine: where one was installed. kit: whether the file was a kit.
    """

    models: tuple[models.Model, ...]
    engine: Installed | None = None
    kit: bool = False


def pack(out: Path, listener: Listener | None = None) -> Packed:
    """Writes a kit of what is here. Minutes; not on the main thread.

    Args:
        out: a folder that is new or empty, or a file whose name ends in `.tar.zst`.
        listener: told of the bytes; may stop it.

    Raises:
        SongClipError: `folder_not_empty`, `file_exists`, `disk_full`, `file_too_large`,
            `folder_unwritable`.
        Stopped: the listener asked for it; nothing is left behind.
    """
    listener = listener or Listener()
    out = out.absolute()
    as_archive = out.name.endswith(archives.SUFFIX)
    _ensure_free(out, as_archive)
    try:
        (out.parent if as_archive else out).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".kit-") as made:
            found = kit_contents.gather(Path(made), listener)
            card = Path(made) / CARD
            total = _describe(found, card, listener)
            there = 0 if as_archive else _bytes(Path(made))
            disk.need(out.parent, total - there)
            files = [(CARD, card), *((each.name, each.path) for each in found.files)]
            if as_archive:
                archives.write_files(files, out, listener)
            else:
                _copy(files, Path(made), out, listener)
    except OSError as error:
        raise disk.failed(error, out) from error
    return Packed(out, len(files), total, found.models, found.missing)


def add(path: Path, engine: Engine, listener: Listener | None = None) -> Added:
    """Installs what a file or folder holds: a kit, an engine, or a model. Not on the main thread.

    Of a kit: the engine where this application lacks one, and every model that is not here yet.

    Raises:
        SongClipError: `kit_damaged`, naming the file that is not what the kit says it is; as
            `engine_install.install` and `models.add`.
        Stopped: the listener asked for it; what was installed before stays.
    """
    listener = listener or Listener()
    if path.is_dir():
        if (path / CARD).is_file():
            return _add_kit(path, engine, listener)
        return Added((models.add(path, engine, listener),))
    card = archives.card(path) if path.is_file() else None
    if card is not None and card.name == CARD:
        with _unpacked(path, card, listener) as folder:
            return _add_kit(folder, engine, listener)
    if engine_install.is_archive(card):
        return Added((), engine_install.install(path, engine, listener))
    return Added((models.add(path, engine, listener),))


def _ensure_free(out: Path, as_archive: bool) -> None:
    if as_archive and out.exists():
        raise SongClipError(
            "file_exists",
            say("{path} 已经有了。", "{path} is there already.", path=out),
            say("请换一个名字。", "Choose another name."),
        )
    if not as_archive and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise SongClipError(
            "folder_not_empty",
            say(
                "{path} 已经有东西了，不会覆盖。",
                "{path} has something in it and is left alone.",
                path=out,
            ),
            say("请换一个名字，或选一个空文件夹。", "Choose another name, or an empty folder."),
        )


def _describe(found: kit_contents.Contents, card: Path, listener: Listener) -> int:
    """Writes the card; the bytes of all files."""
    sizes = [each.path.stat().st_size for each in found.files]
    note = say("正在计算校验值", "Working out the checksums")
    meter = archives.Meter(listener, sum(sizes), note)
    listed = [
        {"path": each.name, "bytes": size, "sha256": _digest(each.path, meter)}
        for each, size in zip(found.files, sizes, strict=True)
    ]
    told = {
        "form": _FORM,
        "schema": 1,
        "version": __version__,
        "platform": engine_install.platform_name(),
        "files": listed,
        "missing": list(found.missing),
    }
    card.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return sum(sizes)


def _digest(path: Path, meter: archives.Meter) -> str:
    digest = hashlib.sha256()
    for part in downloads.parts_of(path):
        digest.update(part)
        meter.went_on(len(part))
    return digest.hexdigest()


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def _copy(files: list[tuple[str, Path]], made: Path, out: Path, listener: Listener) -> None:
    """Into the folder, the card last: a kit that was left half-way is none.

    What was made for the kit lies on the same disk, and is moved.
    """
    total = sum(path.stat().st_size for _, path in files)
    meter = archives.Meter(listener, total, say("正在写出离线包", "Writing the kit"))
    try:
        for name, path in reversed(files):
            place = out / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if path.parent == made:
                meter.went_on(path.stat().st_size)
                path.rename(place)
                continue
            with place.open("wb") as file:
                for part in downloads.parts_of(path):
                    file.write(part)
                    meter.went_on(len(part))
    except BaseException:
        for left in out.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        raise


@contextmanager
def _unpacked(archive: Path, card: archives.Card, listener: Listener) -> Iterator[Path]:
    """Of a packed kit, what `_add_kit` reads."""
    home = paths.home()
    home.mkdir(parents=True, exist_ok=True)
    used = {each["path"]: each["bytes"] for each in _used(_told(card.text, archive))}
    total = sum(used.values()) + len(card.text)
    with tempfile.TemporaryDirectory(dir=home, prefix=".kit-") as folder:
        archives.read(
            archive,
            Path(folder),
            listener,
            total=total,
            wanted=lambda name: name == CARD or name in used,
        )
        yield Path(folder)


def _add_kit(folder: Path, engine: Engine, listener: Listener) -> Added:
    used = _used(_told((folder / CARD).read_bytes(), folder))
    meter = archives.Meter(
        listener,
        sum(each["bytes"] for each in used),
        say("正在核对离线包", "Checking the kit"),
    )
    for each in used:
        _check(folder, each, meter)
    installed = None
    found: list[models.Model] = []
    for place in sorted({PurePosixPath(each["path"]).parent for each in used}):
        if place.name == "engine":
            archive = folder / place / engine_install.archive_name()
            installed = engine_install.install(archive, engine, listener)
        else:
            found.append(_add_model(folder / place, engine, listener))
    return Added(tuple(found), installed, kit=True)


def _add_model(folder: Path, engine: Engine, listener: Listener) -> models.Model:
    """The model of that fingerprint that is installed, else the folder's."""
    try:
        told = json.loads((folder / models.DESCRIPTION).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        told = {}
    for each in models.list_models():
        if each.installed and each.fingerprint and each.fingerprint == told.get("fingerprint"):
            return each
    return models.add(folder, engine, listener)


def _told(text: bytes, place: Path) -> dict[str, Any]:
    """The card, with names that stay in the folder."""
    try:
        told = json.loads(text)
        listed = [
            {"path": str(each["path"]), "bytes": int(each["bytes"]), "sha256": str(each["sha256"])}
            for each in told["files"]
        ]
        if told["form"] != _FORM or not all(_stays(each["path"]) for each in listed):
            raise ValueError
        return {**told, "files": listed}
    except (ValueError, LookupError, TypeError) as error:
        raise _damaged(place.name) from error


def _stays(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name


def _used(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Of the files of a kit those that `add` installs: the engine if it is needed, and the models.

    In this order of their folders: what a model is, is asked of the engine.
    """
    engine = f"engine/{engine_install.archive_name()}" if engine_install.needed() else None
    return [each for each in told["files"] if each["path"] == engine or _of_model(each["path"])]


def _of_model(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return len(parts) == 3 and parts[0] == "models"


def _check(folder: Path, each: dict[str, Any], meter: archives.Meter) -> None:
    path = folder / each["path"]
    try:
        whole = path.stat().st_size == each["bytes"] and _digest(path, meter) == each["sha256"]
    except OSError as error:
        raise _damaged(each["path"]) from error
    if not whole:
        raise _damaged(each["path"])


def _damaged(name: str) -> SongClipError:
    return SongClipError(
        "kit_damaged",
        say(
            "离线包里的 {name} 已损坏或缺失。",
            "{name} of the kit is damaged or missing.",
            name=name,
        ),
        say("请重新复制这个离线包。", "Copy the kit again."),
    )
