"""入藏: pictures, registers and classical texts become paintings and passages, whole or not at all.

prepare (main thread) → execute (any thread) → finish (main thread). A `Writer` takes finished rows
as they come, so that a stop or a power cut loses nothing that was shown as done.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from songclip_desktop.collection.images import Stored, digest
from songclip_desktop.collection.pictures import unreadable
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.workflow.import_planning import plan, prepare, target
from songclip_desktop.workflow.import_problems import from_error
from songclip_desktop.workflow.import_rows import (
    Imported,
    Planned,
    Prepared,
    Preview,
    Ready,
    Target,
)
from songclip_desktop.workflow.import_writing import ImportReport, Writer, finish

__all__ = [
    "ImportReport", "Imported", "Planned", "Prepared", "Preview", "Ready", "Target", "Writer", "execute",
    "finish", "plan", "prepare", "target",
]  # fmt: skip

_WORKERS = max(2, min(4, os.cpu_count() or 2))
_AHEAD = 4 * _WORKERS  # rows in work at once; keeps order and memory


def execute(prepared: Prepared, listener: Listener | None = None) -> Imported:
    """Checks, digests and keeps the pictures, several at once, in the rows' order. Any thread.

    Every finished row goes to `listener.item` as a `Ready`; give them to a `Writer` as they come.

    Raises:
        Stopped: what was handed to `listener.item` stays.
    """
    listener = listener or Listener()
    done: list[Ready] = []
    with ThreadPoolExecutor(_WORKERS, thread_name_prefix="import") as pool:
        for ready in _in_order(pool, prepared, listener):
            done.append(ready)
            listener.item(ready)
            note = ready.planned.accession or ready.planned.source
            listener.progress(Progress(len(done), len(prepared.planned), "row", note))
    return Imported(prepared, tuple(done))


def _in_order(pool: ThreadPoolExecutor, prepared: Prepared, listener: Listener) -> Iterator[Ready]:
    waiting: deque[Future[Ready]] = deque()
    try:
        for planned in prepared.planned:
            if listener.should_stop():
                raise Stopped
            waiting.append(pool.submit(_make_ready, prepared, planned))
            if len(waiting) >= _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            if listener.should_stop():
                raise Stopped
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _make_ready(prepared: Prepared, planned: Planned) -> Ready:
    if planned.rejected:
        return Ready(planned, (), planned.problems, rejected=True)
    problems = list(planned.problems)
    stored: list[Stored] = []
    for place, path in enumerate(planned.pictures):
        try:
            stored.append(_keep(prepared, path))
        except SongClipError as error:
            if error.code in ("disk_full", "collection_read_only"):
                raise  # it is not this row's fault
            problems.append(from_error(error, planned.source, planned.row, planned.accession))
            if place == 0:  # without its first picture the row waits until that is mended
                return Ready(planned, (), tuple(problems), rejected=True)
    return Ready(planned, tuple(stored), tuple(problems), rejected=False)


def _keep(prepared: Prepared, path: Path) -> Stored:
    try:
        sha256 = digest(path)
    except OSError as error:
        raise unreadable(path.name) from error
    known = prepared.known.get(sha256)
    if known is not None and prepared.images.path(known).exists():
        return known
    return prepared.images.add_file(path, copy=prepared.copy, sha256=sha256)
