"""The engine as a component of its own: installed from an archive, or from the institution's address."""

from __future__ import annotations

import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin, urlsplit

from songclip_desktop import __version__, network, paths
from songclip_desktop.engine.client import Engine, find
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress
from songclip_desktop.workflow import archives, disk, downloads
from training import protocol

# The folder at the top of the archive, the program in it, and the form that the card names.
NAME = "songclip-engine"
CARD = "engine.json"


@dataclass(frozen=True, slots=True)
class Installed:
    """The engine in the data folder."""

    version: str
    platform: str
    bytes: int
    path: Path


def platform_name() -> str:
    """What this machine is called in the names of archives: linux-x86_64 and the like."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    machine = platform.machine().lower()
    return f"{system}-{ {'amd64': 'x86_64', 'aarch64': 'arm64'}.get(machine, machine) }"


def installed() -> Installed | None:
    """The engine in the data folder, or None. Any thread; reads one small file."""
    folder = _place()
    try:
        told = json.loads((folder / CARD).read_text(encoding="utf-8"))
        return Installed(str(told["version"]), str(told["platform"]), int(told["bytes"]), folder)
    except (OSError, ValueError, LookupError, TypeError):
        return None


def needed() -> bool:
    """Whether this is the frozen application without an engine that finetunes. Any thread."""
    if not getattr(sys, "frozen", False):
        return False
    found = find(paths.home(), Path(sys.executable).parent)
    return found is None or found.stem != NAME


def is_archive(card: archives.Card | None) -> bool:
    """Whether an archive that begins so is one of an engine. Any thread."""
    return card is not None and card.name == f"{NAME}/{CARD}"


def install(archive: Path, engine: Engine, listener: Listener | None = None) -> Installed:
    """Unpacks an engine, asks it whether it works, and puts it in the place of the one before.

    The old one stays until then. Not on the main thread: a minute or more.

    Args:
        archive: `songclip-engine-VERSION-PLATFORM.tar.zst`.
        engine: its resident processes are ended, so that the next one is the new engine's.
        listener: told of the bytes; may stop it.

    Raises:
        SongClipError: `engine_archive_damaged`, `engine_other_version`, `engine_other_platform`,
            `engine_unusable`, `disk_full`, `folder_unwritable`; `download_running` where another
            one is being installed.
        Stopped: the listener asked for it; nothing is left behind.
    """
    listener = listener or Listener()
    told = _told(archive)
    _place().parent.mkdir(parents=True, exist_ok=True)
    with downloads.alone(_place()), _workplace() as folder:
        try:
            came = archives.read(
                archive,
                folder,
                listener,
                total=told["bytes"] + told["card"],
                wanted=lambda name: PurePosixPath(name).is_relative_to(NAME),
            )
        except SongClipError as error:
            if error.code != "archive_damaged":
                raise
            raise _damaged(archive) from error
        if came != (told["files"] + 1, told["bytes"] + told["card"]):
            raise _damaged(archive)
        made = folder / NAME
        listener.progress(Progress(0, 0, "", say("正在试运行引擎", "Trying the engine")))
        _try(made)
        engine.close()
        _exchange(made, folder)
    found = installed()
    assert found is not None
    return found


def archive_name() -> str:
    """What the archive of this version for this machine is called."""
    return f"{NAME}-{__version__}-{platform_name()}{archives.SUFFIX}"


def fetch(address: str, engine: Engine, listener: Listener | None = None) -> Installed:
    """Downloads the engine from where the institution offers it, and installs it.

    Goes on with what an earlier call left. A file of the same name and `.sha256` beside it, as
    `sha256sum` writes it, is checked against where there is one. Not on the main thread.

    Args:
        address: of the archive, or of the folder with archives of all versions, ending in "/".
        engine: as for `install`.
        listener: as for `install`.

    Raises:
        SongClipError: as `downloads.take` and `install`.
        Stopped: the listener asked for it; what came stays.
    """
    listener = listener or Listener()
    if address.endswith("/"):
        address = urljoin(address, archive_name())
    network.ensure_allowed(address)
    name = PurePosixPath(urlsplit(address).path).name or f"{NAME}{archives.SUFFIX}"
    folder = paths.home() / ".downloads" / "engine"
    with downloads.alone(folder):
        remote = downloads.Remote(address, name, 0, _checksum(address), "engine")
        archive = downloads.take(remote, folder, listener)
        try:
            found = install(archive, engine, listener)
        except SongClipError as error:
            if error.code.startswith("engine_"):
                shutil.rmtree(folder, ignore_errors=True)
            raise
        shutil.rmtree(folder, ignore_errors=True)
    return found


def remove(engine: Engine) -> None:
    """Deletes the engine in the data folder. Any thread but the main one.

    Raises:
        SongClipError: `download_running` while one is being installed.
    """
    with downloads.alone(_place()), _workplace() as folder:
        engine.close()
        if _place().exists():
            _place().rename(folder / "old")


def _place() -> Path:
    return paths.home() / "engine"


@contextmanager
def _workplace() -> Iterator[Path]:
    """A folder beside the engine's; what an earlier try left there is cleared away."""
    home = _place().parent
    for left in home.glob(".engine-*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(dir=home, prefix=".engine-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _told(archive: Path) -> dict[str, Any]:
    """What the archive's card says, with the card's own length.

    Raises:
        SongClipError: it is no engine's, or not for this application or machine.
    """
    card = archives.card(archive)
    if card is None or not is_archive(card):
        raise _damaged(archive)
    try:
        told = json.loads(card.text)
        known = {
            "version": str(told["version"]),
            "platform": str(told["platform"]),
            "files": int(told["files"]),
            "bytes": int(told["bytes"]),
            "card": len(card.text),
        }
    except (ValueError, LookupError, TypeError) as error:
        raise _damaged(archive) from error
    if known["platform"] != platform_name():
        raise SongClipError(
            "engine_other_platform",
            say(
                "这个引擎是给 {theirs} 的，这台电脑是 {ours}。",
                "This engine is for {theirs}; this machine is {ours}.",
                theirs=known["platform"],
                ours=platform_name(),
            ),
            say("请取适合这台电脑的引擎。", "Get the engine for this machine."),
        )
    if known["version"] != __version__:
        raise SongClipError(
            "engine_other_version",
            say(
                "引擎是 {theirs} 版，本程序是 {ours} 版。",
                "The engine is of version {theirs}, this program of {ours}.",
                theirs=known["version"],
                ours=__version__,
            ),
            say("请取同一版本的引擎。", "Get the engine of the same version."),
        )
    return known


def _try(folder: Path) -> None:
    """Asks the unpacked engine what this machine has.

    Raises:
        SongClipError: `engine_unusable`.
    """
    program = folder / (f"{NAME}.exe" if sys.platform == "win32" else NAME)
    try:
        with Engine(command=[str(program)]) as tried, tried.worker() as worker:
            worker.run(protocol.Probe())
    except (SongClipError, RuntimeError) as error:
        raise SongClipError(
            "engine_unusable",
            say("这个引擎在这台电脑上跑不起来：{why}", "This engine does not run here: {why}",
                why=error),
            say(
                "原有的引擎没有改动。请看日志，或换一个引擎包。",
                "The engine that was here is unchanged. Look into the log, or get another archive.",
            ),
        ) from error  # fmt: skip


def _exchange(made: Path, folder: Path) -> None:
    """The new engine takes the place; the old one leaves with the working folder."""
    place, old = _place(), folder / "old"
    try:
        if place.exists():
            place.rename(old)
        made.rename(place)
    except OSError as error:  # on Windows, while a process of the old one still runs
        if old.exists():
            old.rename(place)
        raise disk.failed(error, place) from error


def _checksum(address: str) -> str:
    """What the file beside the archive says of it; "" where there is none."""
    try:
        told = network.read_small(f"{address}.sha256").decode("ascii", "replace")
    except SongClipError as error:
        if error.code != "address_refused":
            raise
        return ""
    found = told.split()[:1]
    if not found or len(found[0]) != 64:
        raise network.reply_unusable(f"{address}.sha256")
    return found[0].lower()


def _damaged(archive: Path) -> SongClipError:
    return SongClipError(
        "engine_archive_damaged",
        say(
            "{name} 不是完好的引擎包。", "{name} is no whole archive of the engine.",
            name=archive.name,
        ),
        say("请重新复制或下载这个文件。", "Copy or download the file again."),
    )  # fmt: skip
