"""A large file from the network: picked up where it was cut, and checked before it is believed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from songclip_desktop import network
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.workflow import disk

if TYPE_CHECKING:
    import httpx2

# Seconds before each new attempt; as many may come to nothing one after the other.
WAITS_S = (1.0, 2.0, 4.0, 8.0, 16.0)
# A line that says nothing for so long is dropped and taken up again.
_SILENCE_S = 15.0
_LONGEST_WAIT_S = 60.0
_LOOK_AT_SWITCH_S = 1.0
_READ_BYTES = 4 * 1024 * 1024
_TOO_BUSY = (408, 425, 429, 500, 502, 503, 504)
_STATE = "download.json"


@dataclass(frozen=True, slots=True)
class Remote:
    """A file as its source describes it.

    Attributes:
        name: of the file. source: where it lies, in a word.
        bytes: 0 where it is not known beforehand. sha256: hex; empty where nobody tells it.
        licence: what the source says; empty where it does not.
    """

    url: str
    name: str
    bytes: int = 0
    sha256: str = ""
    source: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What lies in the folder of a download.

    Attributes:
        tag: what the server calls this version of the file; empty where it has no name for it.
        done: bytes that came. verified: whether it is all there and was checked.
    """

    remote: Remote
    tag: str = ""
    done: int = 0
    verified: bool = False


def state(folder: Path) -> State | None:
    """What came into the folder so far, or None. Any thread; reads one small file."""
    try:
        told: dict[str, Any] = json.loads((folder / _STATE).read_text(encoding="utf-8"))
        remote = Remote(**told["remote"])
        whole = folder / remote.name
        if whole.is_file():
            return State(remote, told["tag"], whole.stat().st_size, verified=True)
        part = _part(folder, remote)
        return State(remote, told["tag"], part.stat().st_size if part.is_file() else 0)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def take(remote: Remote, folder: Path, listener: Listener) -> Path:
    """The file in the folder, whole and checked; goes on with what an earlier call left there.

    One caller at a time for one folder. Not on the main thread.

    Raises:
        SongClipError: `address_unreachable` after several attempts, `address_refused`,
            `address_foreign`, `proxy_unusable`, `offline`; `checksum_wrong`, and what came is
            discarded; `disk_full`, before it begins or in the middle; `folder_unwritable`.
        Stopped: the listener asked for it. As with all but a wrong checksum, what came stays.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _Download(remote, folder, listener).run()
    except OSError as error:
        raise disk.failed(error, folder) from error


class _Download:
    """One call of `take`."""

    def __init__(self, remote: Remote, folder: Path, listener: Listener) -> None:
        self._remote = remote
        self._folder = folder
        self._listener = listener
        self._part = _part(folder, remote)
        self._whole = folder / remote.name
        self._tag = ""
        self._digest = hashlib.sha256()
        self._done = 0
        self._total = remote.bytes
        self._looked_s = time.monotonic()

    def run(self) -> Path:
        if self._taken_up():
            return self._whole
        if self._total:
            disk.need(self._folder, self._total - self._done)
        self._fetch()
        return self._checked()

    def _taken_up(self) -> bool:
        """Goes on with what is there, if it is of this file; True where that is all of it."""
        held = state(self._folder)
        if held is None or not self._is_of(held):
            self._forget()
            return False
        if held.verified:
            return True
        self._tag = held.tag
        self._total = self._total or held.remote.bytes
        for part in parts_of(self._part) if held.done else ():
            self._add(part)
            # No bytes of the line: they would spoil the reckoning of how long it takes.
            note = say("正在核对已取到的部分", "Checking what came before")
            self._listener.progress(Progress(0, 0, "", note))
        return False

    def _is_of(self, held: State) -> bool:
        """Whether what is there is of the same file: by its checksum, else by address and tag."""
        if self._remote.sha256 or held.remote.sha256:
            return held.remote.sha256 == self._remote.sha256
        return held.remote.url == self._remote.url and bool(held.tag)

    def _forget(self) -> None:
        self._part.unlink(missing_ok=True)
        self._whole.unlink(missing_ok=True)
        self._start_anew()

    def _start_anew(self) -> None:
        self._digest, self._done, self._tag = hashlib.sha256(), 0, ""
        self._total = self._remote.bytes
        self._note()

    def _note(self) -> None:
        told = asdict(State(replace(self._remote, bytes=self._total), self._tag))
        temporary = self._folder / f"{_STATE}.part"
        temporary.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        os.replace(temporary, self._folder / _STATE)

    def _fetch(self) -> None:
        """Attempt after attempt until all is there; one that brought something counts anew."""
        fruitless = 0
        while not self._total or self._done < self._total:
            before = self._done
            try:
                self._attempt()
            except _TryAgainError as again:
                fruitless = 0 if self._done > before else fruitless + 1
                if fruitless > len(WAITS_S):
                    raise _given_up(again.error) from again
                self._wait(max(WAITS_S[max(fruitless - 1, 0)], again.wait_s))
            else:
                return

    def _attempt(self) -> None:
        """Asks for what is missing and writes what comes.

        Raises:
            _TryAgainError: the line was cut, or the server is busy.
        """
        if self._listener.should_stop():
            raise Stopped
        headers = {"range": f"bytes={self._done}-"} if self._done else {}
        if self._done and self._tag:
            headers["if-range"] = self._tag
        try:
            with network.reading(
                self._remote.url, headers=headers, silence_s=_SILENCE_S, strict=True
            ) as reply:
                self._accept(reply)
                with self._part.open("ab", buffering=0) as file:
                    for part in reply.iter_raw():
                        self._keep(file, part)
        except SongClipError as error:
            if error.code != "address_unreachable":
                raise
            raise _TryAgainError(error) from error
        if self._done < self._total:
            raise _TryAgainError(network.unreachable(self._remote.url, _cut()))
        self._total = self._done

    def _accept(self, reply: httpx2.Response) -> None:
        """Looks whether what comes is what is missing; where all of it comes, starts anew."""
        if reply.status_code in _TOO_BUSY:
            raise _TryAgainError(network.refused_by(reply), _asked_wait_s(reply))
        begins, total = _range(reply)
        other = begins != self._done or (0 not in (total, self._total) and total != self._total)
        if reply.status_code == 416 or (reply.status_code == 206 and other):
            self._forget()
            raise _TryAgainError(network.refused_by(reply))
        if reply.status_code not in (200, 206):
            raise network.refused_by(reply)
        if self._done and reply.status_code == 200:
            self._forget()
        if self._remote.bytes and total not in (0, self._remote.bytes):
            self._forget()
            raise _wrong(self._remote)
        if not self._done:
            self._total = total or self._total
            self._tag = _tag(reply)
            self._note()
            disk.need(self._folder, self._total)

    def _keep(self, file: Any, part: bytes) -> None:
        self._look_at_switch()
        if self._total and self._done + len(part) > self._total:
            self._forget()
            raise _wrong(self._remote)
        rest = memoryview(part)
        while rest:
            rest = rest[file.write(rest) :]
        self._add(part)
        note = say("正在下载 {name}", "Downloading {name}", name=self._remote.name)
        self._listener.progress(Progress(self._done, self._total, "byte", note))

    def _add(self, part: bytes) -> None:
        if self._listener.should_stop():
            raise Stopped
        self._digest.update(part)
        self._done += len(part)

    def _look_at_switch(self) -> None:
        """The switch may be turned while it runs."""
        now = time.monotonic()
        if now - self._looked_s >= _LOOK_AT_SWITCH_S:
            self._looked_s = now
            network.ensure_allowed(self._remote.url)

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        note = say("连接断了，稍后接着取", "The line was cut; going on in a moment")
        self._listener.progress(Progress(self._done, self._total, "byte", note))
        while time.monotonic() < until:
            if self._listener.should_stop():
                raise Stopped
            time.sleep(min(0.1, seconds))

    def _checked(self) -> Path:
        if self._remote.sha256 and self._digest.hexdigest() != self._remote.sha256.lower():
            self._forget()
            raise _wrong(self._remote)
        with self._part.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(self._part, self._whole)
        return self._whole


class _TryAgainError(Exception):
    """An attempt that came to nothing, and what to say if it was the last one."""

    def __init__(self, error: SongClipError, wait_s: float = 0.0) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait_s = wait_s


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While nobody else, in this program or another, downloads into the folder. Any thread.

    Raises:
        SongClipError: `download_running`.
    """
    import filelock

    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(folder.parent / f".{folder.name}.lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise SongClipError(
            "download_running",
            say("{name} 正在下载。", "{name} is being downloaded already.", name=folder.name),
            say("请等它完成，或先停下那一个。", "Wait for it, or stop that one first."),
        ) from error
    try:
        yield
    finally:
        lock.release()


def parts_of(file: Path) -> Iterator[bytes]:
    """The bytes of a file, a few MB at a time."""
    with file.open("rb") as stream:
        while part := stream.read(_READ_BYTES):
            yield part


def _part(folder: Path, remote: Remote) -> Path:
    return folder / f"{remote.name}.part"


def _range(reply: httpx2.Response) -> tuple[int, int]:
    """Where the answer's bytes begin, and how many the whole file has; 0 where it is not told."""
    found = re.fullmatch(
        r"bytes (\d+)-\d+/(\d+|\*)", reply.headers.get("content-range", "").strip()
    )
    if found:
        return int(found[1]), 0 if found[2] == "*" else int(found[2])
    length = reply.headers.get("content-length", "")
    whole = reply.status_code == 200 and length.isdecimal()
    return 0, int(length) if whole else 0


def _tag(reply: httpx2.Response) -> str:
    """What `if-range` takes: a strong entity tag, else the time of the last change."""
    tag = reply.headers.get("etag", "")
    return tag if tag.startswith('"') else reply.headers.get("last-modified", "")


def _asked_wait_s(reply: httpx2.Response) -> float:
    asked = reply.headers.get("retry-after", "")
    return min(float(asked), _LONGEST_WAIT_S) if asked.isdecimal() else 0.0


def _cut() -> str:
    return say("连接中断", "the line was cut")


def _given_up(error: SongClipError) -> SongClipError:
    return SongClipError(
        error.code,
        error.what,
        say(
            "请核对网络或代理；已取到的部分留着，再点一次就接着取。",
            "Check the network or the proxy; what came is kept, start it again to go on.",
        ),
    )


def _wrong(remote: Remote) -> SongClipError:
    return SongClipError(
        "checksum_wrong",
        say(
            "{name} 与来源公布的校验值不符，已经丢弃。",
            "{name} is not what its source says it is, and was discarded.",
            name=remote.name,
        ),
        say("请重新下载，或换一个来源。", "Download it again, or choose another source."),
    )
