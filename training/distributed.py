"""Several processes that train one adapter, as torchrun starts them.

Nothing here differentiates through the network: each process computes its share of the rows, all
of them gather the rows of the whole batch and build the same loss, each takes the gradient of its
own share, and one sum over the adapter's gradients (0.3 MB for `faithful`) makes them those of a
single process. No wrapper around the model is needed, and none would give that loss.

Every process must ask for the same things in the same order. Main thread.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import torch
from torch import Tensor, distributed, nn

from training.errors import TrainingError

# Decoding a large collection may keep the others waiting; a process that dies does not, because
# torchrun ends its fellows.
_PATIENCE = timedelta(days=1)


@dataclass(frozen=True)
class World:
    """This process among those that train together; alone where nothing is said.

    Attributes:
        rank: Its number, from 0.
        size: How many there are.
    """

    rank: int = 0
    size: int = 1

    @staticmethod
    def from_environment(kind: str) -> World:
        """The world that torchrun has described in the environment; waits for the others.

        Tensors on a GPU travel by nccl, those on the CPU by gloo. A process takes the GPU of its
        local rank.

        Args:
            kind: Where models run, "cpu" or "cuda".

        Raises:
            TrainingError: `bad_request`: more processes than GPUs on this machine.
        """
        size = int(os.environ.get("WORLD_SIZE", "1"))
        if size == 1:
            return World()
        if kind == "cuda":
            _take_gpu(int(os.environ["LOCAL_RANK"]))
        if not distributed.is_initialized():
            backend = "cpu:gloo,cuda:nccl" if kind == "cuda" else "gloo"
            distributed.init_process_group(backend, timeout=_PATIENCE)
        return World(distributed.get_rank(), size)

    @property
    def first(self) -> bool:
        """Whether this is the one that writes files and tells events."""
        return self.rank == 0

    def share(self, count: int) -> slice:
        """Which of so many rows are this process's: neighbours, the first ones one row more."""
        return _share(count, self.rank, self.size)

    def gather(self, own: Tensor, total: int) -> Tensor:
        """The rows of all processes: [n, D] of `share(total)` to [total, D], without a graph."""
        if self.size == 1:
            return own
        most = -(-total // self.size)
        # Every process sends as much; what fills up the short shares is cut off again.
        sent = own.new_zeros(most, *own.shape[1:])
        sent[: len(own)] = own.detach()
        parts = [torch.empty_like(sent) for _ in range(self.size)]
        distributed.all_gather(parts, sent)
        shares = (_share(total, rank, self.size) for rank in range(self.size))
        return torch.cat([part[: s.stop - s.start] for part, s in zip(parts, shares, strict=True)])

    def sum_gradients(self, parameters: Sequence[nn.Parameter]) -> None:
        """Puts the sum over all processes in place of each gradient; none counts as zero."""
        if self.size == 1:
            return
        flat = torch.cat([_gradient(each).float().flatten() for each in parameters])
        distributed.all_reduce(flat)
        summed = flat.split([each.numel() for each in parameters])
        for parameter, values in zip(parameters, summed, strict=True):
            parameter.grad = values.view_as(parameter).to(parameter.dtype, copy=True)

    def told(self, value: bool) -> bool:
        """What the first process says; the others' own `value` does not count."""
        if self.size == 1:
            return value
        said = torch.tensor([int(value)])
        distributed.broadcast(said, 0)
        return bool(said)

    def wait(self) -> None:
        """Returns when all processes have come here."""
        if self.size > 1:
            distributed.all_reduce(torch.zeros(1))

    @contextmanager
    def in_turn(self) -> Iterator[None]:
        """The body is run by the first process, and then by the others, who find its files."""
        if not self.first:
            self.wait()
        yield
        if self.first:
            self.wait()


def _share(count: int, rank: int, size: int) -> slice:
    each, more = divmod(count, size)
    start = rank * each + min(rank, more)
    return slice(start, start + each + (rank < more))


def _gradient(parameter: nn.Parameter) -> Tensor:
    return torch.zeros_like(parameter) if parameter.grad is None else parameter.grad


def _take_gpu(number: int) -> None:
    there = torch.cuda.device_count()
    if number >= there:
        raise TrainingError(
            "bad_request",
            f"There are more processes than GPUs on this machine, which has {there}.",
            f"Start as many as there are GPUs: torchrun --nproc-per-node {there}.",
        )
    torch.cuda.set_device(number)
