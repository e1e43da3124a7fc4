"""The gradient of the true batch, in pieces that fit into memory: GradCache, arXiv 2101.06983.

The loss of a batch compares every picture with every text, so the gradients of its parts do not
add up to its own. Here the vectors of the whole batch are computed first, without a graph; the
loss is differentiated with respect to them; then each piece is computed once more, with a graph,
and the gradient of its rows is taken through it. That costs one more forward pass and gives the
true batch's gradient to the rounding. (After github.com/luyug/GradCache; main thread.)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from training.distributed import World
from training.embed import unit


@dataclass(frozen=True)
class Side:
    """The pictures of a batch, or its texts.

    Attributes:
        encode: Rows to vectors of any length, [n] to [n, D]; opens its own autocast. Called twice
            with the same rows where the batch is in pieces, with the same random numbers.
        rows: What `encode` is given, [B]: those of the whole batch, on every process.
        trained: Whether its vectors depend on what is trained.
    """

    encode: Callable[[np.ndarray], Tensor]
    rows: np.ndarray
    trained: bool


def backward(
    images: Side,
    texts: Side,
    loss: Callable[[Tensor, Tensor], Tensor],
    chunk: int,
    scale: Callable[[Tensor], Tensor],
    world: World,
) -> Tensor:
    """Adds the gradients of a batch to the parameters behind it, and returns its loss.

    Each process adds the part that its own rows have in them; `World.sum_gradients` makes the
    whole of it. Parameters of the loss itself (a learned logit scale) get theirs from the first
    process alone, so that the sum holds it once. Where a process's pictures fit into one chunk,
    there is one piece: a plain forward and backward.

    Args:
        images: The pictures.
        texts: The texts; they are cut into as many pieces as the pictures.
        loss: Unit rows of the whole batch, float32 [B, D] and [M, D], to one number. Random
            numbers drawn inside must be the same on every process.
        chunk: Pictures that one process has a graph for at a time, at least 1.
        scale: What is done to the loss before it is differentiated: a scaler's `scale`.
        world: The processes that share the batch.

    Returns:
        The loss of the whole batch before `scale`, float32, without a graph.
    """
    own = world.share(len(images.rows))
    count = max(1, math.ceil((own.stop - own.start) / chunk))
    passes = [_first_pass(side, count, world) for side in (images, texts)]
    value = loss(*(unit(each.vectors) for each in passes))
    trained = [each.vectors for each in passes if each.vectors.requires_grad]
    scale(value).backward(inputs=None if world.first else trained)
    for side, each in zip((images, texts), passes, strict=True):
        if side.trained:
            _second_pass(side, each, world)
    return value.detach().float()


@dataclass
class _Piece:
    rows: np.ndarray
    draws: _Draws


@dataclass
class _Pass:
    """What the first pass over a side leaves.

    Attributes:
        graph: This process's rows [n, D] with their graph, where they are one piece.
        pieces: What is to be computed again, where they are several.
        vectors: The rows of all processes, float32 [B, D]; a leaf, with the gradient later on.
    """

    vectors: Tensor
    graph: Tensor | None = None
    pieces: list[_Piece] = field(default_factory=list)


def _first_pass(side: Side, count: int, world: World) -> _Pass:
    own = side.rows[world.share(len(side.rows))]
    parts = [part for part in np.array_split(own, count) if len(part)]
    if side.trained and len(parts) == 1:
        graph = side.encode(parts[0])
        return _Pass(_gathered(graph.detach(), side, world), graph)
    pieces, vectors = [], []
    with torch.no_grad():
        for part in parts:
            pieces.append(_Piece(part, _Draws()))
            vectors.append(side.encode(part).float())
        # More processes than rows: one that has none computes one, to know its width.
        encoded = torch.cat(vectors) if vectors else side.encode(side.rows[:1])[:0]
    return _Pass(_gathered(encoded, side, world), None, pieces)


def _gathered(own: Tensor, side: Side, world: World) -> Tensor:
    return world.gather(own.float(), len(side.rows)).detach().requires_grad_(side.trained)


def _second_pass(side: Side, first: _Pass, world: World) -> None:
    assert first.vectors.grad is not None
    gradient = first.vectors.grad[world.share(len(side.rows))]
    if first.graph is not None:
        first.graph.float().backward(gradient)
        return
    sizes = [len(piece.rows) for piece in first.pieces]
    for piece, part in zip(first.pieces, gradient.split(sizes) if sizes else (), strict=True):
        with piece.draws.again():
            encoded = side.encode(piece.rows)
        encoded.float().backward(part)


class _Draws:
    """The random numbers about to be drawn, for dropout to drop the same again."""

    def __init__(self) -> None:
        self._cpu = torch.get_rng_state()
        self._cuda = torch.cuda.get_rng_state() if torch.cuda.is_initialized() else None

    @contextmanager
    def again(self) -> Iterator[None]:
        """Inside, they are drawn once more; afterwards all goes on as if they had not been."""
        devices = [] if self._cuda is None else [torch.cuda.current_device()]
        with torch.random.fork_rng(devices):
            torch.set_rng_state(self._cpu)
            if self._cuda is not None:
                torch.cuda.set_rng_state(self._cuda)
            yield
