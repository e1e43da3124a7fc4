"""Archives that carry folders between machines: tar, packed with zstd; nothing leaves its folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.workflow import disk

if TYPE_CHECKING:
    from backports.zstd import tarfile

SUFFIX = ".tar.zst"
_BYTES = 4 * 1024 * 1024
_CARD_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Card:
    """The first file of an archive, which says what the archive is."""

    name: str
    text: bytes


def write(
    folder: Path,
    archive: Path,
    top: str,
    listener: Listener | None = None,
    *,
    first: str = "",
    level: int = 3,
) -> None:
    """Packs a folder; the same files give the same bytes. Not on the main thread.

    Args:
        folder: all of it is packed.
        archive: is written anew; nothing is left there when it fails.
        top: the one folder at the top of the archive; "" for none.
        listener: told of the bytes read; may stop it.
        first: the file that comes first, relative to the folder: its card.
        level: of zstd, 1 to 22.

    Raises:
        SongClipError: `disk_full`, `file_too_large`, `folder_unwritable`.
        Stopped: the listener asked for it.
    """
    files = sorted(folder.rglob("*"), key=lambda path: (path != folder / first, path.as_posix()))
    named = [(PurePosixPath(top, path.relative_to(folder).as_posix()), path) for path in files]
    write_files([(name.as_posix(), path) for name, path in named], archive, listener, level=level)


def write_files(
    files: Sequence[tuple[str, Path]],
    archive: Path,
    listener: Listener | None = None,
    *,
    level: int = 3,
) -> None:
    """Packs files, each under the name that it has in the archive, in their order.

    Raises:
        SongClipError: as `write`.
        Stopped: the listener asked for it.
    """
    from backports.zstd import CompressionParameter, tarfile

    total = sum(path.lstat().st_size for _, path in files if not path.is_symlink())
    options: dict[int, int] = {
        CompressionParameter.compression_level: level,
        CompressionParameter.nb_workers: os.cpu_count() or 1,
    }
    note = say("正在打包 {name}", "Packing {name}", name=archive.name)
    meter = Meter(listener or Listener(), total, note)
    try:
        with tarfile.open(archive, "w:zst", options=options, format=tarfile.PAX_FORMAT) as tar:
            for name, path in files:
                _put(tar, path, name, meter)
    except OSError as error:
        archive.unlink(missing_ok=True)
        raise disk.failed(error, archive.parent) from error
    except BaseException:
        archive.unlink(missing_ok=True)
        raise


def card(archive: Path) -> Card | None:
    """What an archive says it is; None for what is no archive. Quick; any thread."""
    try:
        with _opened(archive) as tar:
            member = tar.next()
            while member is not None and member.isdir():
                member = tar.next()
            if member is None or not member.isfile() or member.size > _CARD_BYTES:
                return None
            content = tar.extractfile(member)
            return Card(member.name, content.read() if content else b"")
    except SongClipError:
        return None


def read(
    archive: Path,
    folder: Path,
    listener: Listener,
    *,
    total: int,
    wanted: Callable[[str], bool] = bool,
) -> tuple[int, int]:
    """Unpacks into a folder; how many files came, and their bytes. Not on the main thread.

    Args:
        archive: packed as `write` does, or otherwise as tar can be.
        folder: exists; nothing is written outside it.
        listener: told of the bytes written; may stop it.
        total: the bytes that the archive says it holds; more is refused.
        wanted: told a name in the archive; whether it is unpacked. By default all of it is.

    Raises:
        SongClipError: `archive_damaged`, also where it would leave the folder or holds more than
            it says; `disk_full`, `file_too_large`, `folder_unwritable`.
        Stopped: the listener asked for it; what was unpacked stays for the caller to clear away.
    """
    from backports.zstd import tarfile

    note = say("正在解开 {name}", "Unpacking {name}", name=archive.name)
    meter = Meter(listener, total, note)
    disk.need(folder, total)
    count = 0
    with _opened(archive) as tar:
        for member in tar:
            if not wanted(member.name):
                continue
            if member.isfile() and meter.done + member.size > total:
                raise _damaged(archive, say("内容比声明的多", "it holds more than it says"))
            safe = tarfile.data_filter(member, str(folder))
            try:
                count += _take(tar, safe, folder, meter)
            except OSError as error:
                raise disk.failed(error, folder) from error
    return count, meter.done


class Meter:
    """Counts bytes for a listener, and stops where it asks for that.

    Attributes:
        done: bytes so far.
    """

    def __init__(self, listener: Listener, total: int, note: str) -> None:
        """Nothing so far."""
        self.done = 0
        self._listener, self._total, self._note = listener, total, note

    def went_on(self, count: int) -> None:
        """So many bytes more.

        Raises:
            Stopped: the listener asked for it.
        """
        if self._listener.should_stop():
            raise Stopped
        self.done += count
        self._listener.progress(Progress(self.done, self._total, "byte", self._note))


class _Counted:
    """A file that is read with a listener."""

    def __init__(self, file: IO[bytes], meter: Meter) -> None:
        self._file, self._meter = file, meter

    def read(self, count: int = -1) -> bytes:
        part = self._file.read(count)
        self._meter.went_on(len(part))
        return part


def _put(tar: tarfile.TarFile, path: Path, name: str, meter: Meter) -> None:
    member = tar.gettarinfo(path, name)
    if member is None:  # a socket or the like
        return
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    member.mode = 0o755 if member.isdir() or member.mode & stat.S_IXUSR else 0o644
    if not member.isfile() and not member.islnk():
        tar.addfile(member)
        return
    # A second link to a file is packed as a file, too.
    member.type, member.linkname, member.size = b"0", "", path.stat().st_size
    with path.open("rb") as file:
        tar.addfile(member, _Counted(file, meter))  # pyright: ignore[reportArgumentType]


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, meter: Meter) -> int:
    """Writes one member; 1 for a file."""
    if not member.isfile():
        tar.extract(member, folder, filter="fully_trusted")
        return 0
    path = folder / member.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    content = tar.extractfile(member)
    assert content is not None
    with path.open("wb") as file:
        while part := content.read(_BYTES):
            file.write(part)
            meter.went_on(len(part))
    path.chmod(0o755 if member.mode and member.mode & stat.S_IXUSR else 0o644)
    return 1


@contextmanager
def _opened(archive: Path) -> Iterator[tarfile.TarFile]:
    from backports.zstd import ZstdError, tarfile

    try:
        with tarfile.open(archive, "r|*") as tar:
            yield tar
    except (tarfile.TarError, ZstdError, EOFError) as error:
        raise _damaged(archive, str(error) or type(error).__name__) from error
    except OSError as error:
        raise _damaged(archive, error.strerror or str(error)) from error


def _damaged(archive: Path, why: str) -> SongClipError:
    return SongClipError(
        "archive_damaged",
        say("{name} 解不开：{why}。", "{name} cannot be unpacked: {why}.",
            name=archive.name, why=why),
        say("请重新复制或下载这个文件。", "Copy or download the file again."),
    )  # fmt: skip
