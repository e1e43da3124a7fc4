"""How much of a batch goes through the model at a time, found by trying; the batch never shrinks.

In the order of what a step costs: all of it, plainly (1); all of it with checkpoints (1.34); in
pieces (1.5, see `accumulate`), halved until they fit. Each way gives the same gradient, so the
choice changes the time a run takes and the last bits of its result, and nothing else. Main thread.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from training.device import memory_guard
from training.errors import TrainingError

# Bytes of the process by bytes of live tensors: workspaces, and what the allocator loses between
# blocks. Measured on a ViT-B-16 in fp32 at 16 pictures, on Linux: 2124 MB for 1591 MB plain, 852
# for 368 with checkpoints (99 and 23 MB of live tensors a picture; plain in bf16 54).
_HELD = {False: 1.4, True: 2.4}
# A processor's memory is not filled to find out: what needs less than this of it is not tried.
_SURE = 0.5


@dataclass(frozen=True)
class Fit:
    """How a batch goes through the model; kept with the run, so that a resumed one does the same.

    Attributes:
        chunk: Pictures that there is a graph for at a time.
        checkpoint: Whether blocks are computed again in the backward pass.
    """

    chunk: int
    checkpoint: bool


def pick(attempt: Callable[[int, Fit], None], pictures: int, kind: str) -> Fit:
    """The cheapest way in which a batch fits into memory.

    On a GPU each way is tried with one real step on the whole batch. On a processor too much
    memory asked for is not refused, the system ends the process: so the need is reckoned first,
    from steps on one and two pictures, and only what may not fit is tried.

    Args:
        attempt: One forward and backward in that way on so many pictures, of the widest kind
            that there is, alone (`World()`): other processes may come to another result. It
            leaves no gradients. Random numbers it draws are put back.
        pictures: This process's part of a batch, at least 1.
        kind: Where the model runs, "cpu" or "cuda".

    Raises:
        TrainingError: `out_of_memory`: not even one picture at a time fits.
    """
    room = _room() if kind == "cpu" else None
    need: dict[bool, Callable[[int], float]] = {}
    with torch.random.fork_rng([torch.cuda.current_device()] if kind == "cuda" else []):
        for fit in _ways(pictures):
            if room is not None:
                if fit.checkpoint not in need:
                    need[fit.checkpoint] = _need(attempt, fit.checkpoint, min(pictures, 2))
                needed = need[fit.checkpoint](fit.chunk)
                if needed <= room * _SURE:
                    return fit
                if needed > room:
                    continue
            if _runs(attempt, pictures, fit):
                return fit
    raise TrainingError(
        "out_of_memory",
        "There is not enough memory to train on a single picture at a time.",
        "Close other programs, or choose a smaller model.",
    )


def live_peak(work: Callable[[], None]) -> int:
    """Bytes of all tensors alive at once while `work` runs, at their most; not those before it.

    Exact and the same every time, where the memory of the process is neither.
    """
    with _Live() as live:
        work()
    return live.most


def _ways(pictures: int) -> Iterator[Fit]:
    yield Fit(pictures, checkpoint=False)
    yield Fit(pictures, checkpoint=True)
    chunk = pictures
    while chunk > 1:
        chunk = -(-chunk // 2)
        yield Fit(chunk, checkpoint=False)
    if pictures > 1:
        yield Fit(1, checkpoint=True)


def _runs(attempt: Callable[[int, Fit], None], pictures: int, fit: Fit) -> bool:
    try:
        with memory_guard():
            attempt(pictures, fit)
    except TrainingError as error:
        if error.code != "out_of_memory":
            raise
    else:
        return True
    # Outside the handler, whose traceback holds what was computed so far.
    if torch.cuda.is_initialized():
        torch.cuda.empty_cache()
    return False


def _need(
    attempt: Callable[[int, Fit], None], checkpoint: bool, most: int
) -> Callable[[int], float]:
    """Bytes of memory by pictures at a time: a straight line through those of one and of two."""
    peaks = [
        live_peak(lambda count=count: attempt(count, Fit(count, checkpoint)))
        for count in range(1, most + 1)
    ]
    return lambda chunk: _HELD[checkpoint] * (peaks[0] + (chunk - 1) * (peaks[-1] - peaks[0]))


def _room() -> int:
    """Bytes that are free: in the system, or in a container's share of it if that is less."""
    free = psutil.virtual_memory().available
    for line in _lines(Path("/proc/self/cgroup")):
        group = Path("/sys/fs/cgroup") / line.rpartition(":")[2].lstrip("/")
        limits = _lines(group / "memory.max")
        if line.startswith("0::") and limits and limits[0].isdigit():
            used = int(_lines(group / "memory.current")[0])
            free = min(free, int(limits[0]) - used)
    return free


def _lines(path: Path) -> Sequence[str]:
    return path.read_text(encoding="ascii").splitlines() if path.is_file() else ()


class _Live(TorchDispatchMode):
    """Counts the bytes of tensors that operations make, until they are let go of."""

    def __init__(self) -> None:
        super().__init__()
        self.now = self.most = 0

    def __torch_dispatch__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        made = func(*args, **(kwargs or {}))
        given = {
            each.untyped_storage()._cdata
            for each in tree_leaves((args, kwargs))
            if isinstance(each, Tensor)
        }
        for each in tree_leaves(made):
            if isinstance(each, Tensor) and each.untyped_storage()._cdata not in given:
                self._add(each.untyped_storage())
        return made

    def _add(self, storage: torch.UntypedStorage) -> None:
        size = storage.nbytes()
        self.now += size
        self.most = max(self.most, self.now)
        weakref.finalize(storage, self._take, size)

    def _take(self, size: int) -> None:
        self.now -= size
