"""入藏: pictures, registers and classical texts become paintings and passages, whole or not at all.

prepare (main thread) → execute (any thread) → finish (main thread). A `Writer` takes finished rows
as they come, so that a stop or a power cut loses nothing that was shown as done.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from songclip_desktop.collection.images import Stored
from songclip_desktop.collection.storage import read_only_error
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.records import IMAGE_ROLES
from songclip_desktop.workflow.import_likeness import Likenesses
from songclip_desktop.workflow.import_planning import is_address, plan, prepare, target
from songclip_desktop.workflow.import_problems import from_error
from songclip_desktop.workflow.import_rows import (
    Decisions,
    Imported,
    Kept,
    Planned,
    Prepared,
    Preview,
    Ready,
    Suggestion,
    Target,
)
from songclip_desktop.workflow.import_writing import ImportReport, Writer, finish

__all__ = [
    "Decisions", "ImportReport", "Imported", "Planned", "Prepared", "Preview", "Ready", "Suggestion",
    "Target", "Writer", "execute", "finish", "is_address", "plan", "prepare", "target",
]  # fmt: skip

_WORKERS = max(2, min(4, os.cpu_count() or 2)) + 1  # one more, since some wait for the disk
_AHEAD = 4 * _WORKERS  # rows in work at once; keeps order and memory
_TOGETHER, _LONGEST_S = 16, 0.5  # rows settled on the disk at once, and how long one waits for that


def execute(prepared: Prepared, listener: Listener | None = None) -> Imported:
    """Checks, digests and keeps the pictures, several at once, in the rows' order. Any thread.

    Every finished row goes to `listener.item` as a `Ready`, its pictures safe on the disk; give
    them to a `Writer` as they come.

    Raises:
        Stopped: what was handed to `listener.item` stays.
        SongClipError: disk_full, collection_read_only; likewise.
    """
    if prepared.into.read_only:
        raise read_only_error()
    listener = listener or Listener()
    done: list[Ready] = []
    likenesses = Likenesses(prepared.into.known.values())
    with (
        TemporaryDirectory(prefix="songclip-") as fetched,
        ThreadPoolExecutor(_WORKERS, thread_name_prefix="import") as pool,
    ):
        keeper = _Keeper(prepared, Path(fetched))
        for ready in _settled(_in_order(pool, keeper, listener), prepared):
            if listener.should_stop():
                raise Stopped
            ready.alike = tuple(
                owner
                for each in ready.pictures
                for owner in likenesses.meet(each.stored, ready.planned.accession)
            )
            done.append(ready)
            listener.item(ready)
            note = ready.planned.accession or ready.planned.source
            listener.progress(Progress(len(done), len(prepared.planned), "row", note))
    return Imported(prepared, tuple(done))


def _in_order(pool: ThreadPoolExecutor, keeper: _Keeper, listener: Listener) -> Iterator[Ready]:
    waiting: deque[Future[Ready]] = deque()
    try:
        for planned in keeper.prepared.planned:
            if listener.should_stop():
                raise Stopped
            waiting.append(pool.submit(keeper.make_ready, planned))
            if len(waiting) >= _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            if listener.should_stop():
                raise Stopped
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _settled(rows: Iterator[Ready], prepared: Prepared) -> Iterator[Ready]:
    """The rows in small groups, once the names of their copies are on the disk for good."""
    group: list[Ready] = []
    since = time.monotonic()
    ended: Stopped | SongClipError | None = None
    try:
        for ready in rows:
            group.append(ready)
            if len(group) >= _TOGETHER or time.monotonic() - since > _LONGEST_S:
                _settle(group, prepared)
                yield from group
                group, since = [], time.monotonic()
    except (Stopped, SongClipError) as end:
        ended = end  # the rows before it are whole
    _settle(group, prepared)
    yield from group
    if ended is not None:
        raise ended


def _settle(group: list[Ready], prepared: Prepared) -> None:
    prepared.into.images.settle(each.stored for ready in group for each in ready.pictures)


class _Keeper:
    """Brings the pictures of rows into the store. Any thread."""

    def __init__(self, prepared: Prepared, fetched: Path) -> None:
        """`fetched` is a folder for pictures from the network, until they are copied."""
        self.prepared = prepared
        self._fetched = fetched

    def make_ready(self, planned: Planned) -> Ready:
        """A row with its pictures kept; what cannot be read is a problem of the row."""
        if planned.rejected:
            return Ready(planned, (), planned.problems, rejected=True)
        problems = list(planned.problems)
        kept: list[Kept] = []
        for place, picture in enumerate(planned.pictures):
            try:
                path = self._at_hand(picture)
            except SongClipError as error:  # the work comes in; its picture may come another day
                problems.append(from_error(error, planned.source, planned.row, planned.accession))
                continue
            try:
                stored = self._keep(path, copy=self.prepared.copy or is_address(picture))
            except SongClipError as error:
                if error.code in ("disk_full", "collection_read_only"):
                    raise  # it is not this row's fault
                problems.append(from_error(error, planned.source, planned.row, planned.accession))
                if place == 0:  # without its first picture the row waits until that is mended
                    return Ready(planned, (), tuple(problems), rejected=True)
                continue
            role, label = planned.shown.get(picture, ("view", ""))
            role = role if role in IMAGE_ROLES else "view"
            name = picture.name if isinstance(picture, Path) else picture
            kept.append(Kept(stored, name, role, label))
        return Ready(planned, tuple(kept), tuple(problems), rejected=False)

    def _at_hand(self, picture: Path | str) -> Path:
        if isinstance(picture, Path):
            return picture
        from songclip_desktop.workflow.fetching import fetch_picture

        return fetch_picture(picture, self._fetched)

    def _keep(self, path: Path, *, copy: bool) -> Stored:
        store, known = self.prepared.into.images, self.prepared.into.known
        original = store.look(path)
        have = known.get(original.sha256)
        if have is not None and store.path(have).exists():
            return Stored(
                have.sha256, have.path, have.referenced, have.width_px, have.height_px, have.phash
            )
        return store.keep(original, copy=copy)
