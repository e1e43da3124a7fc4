"""One of several processes that compute the same gradients; run by test_distributed.

python gloo_worker.py FOLDER, with RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT set as torchrun
sets them. Leaves FOLDER/RANK.npz: by case, all gradients in a row, and the loss.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.accumulate import Side, backward
from training.distributed import World
from training.losses import masked_loss, scale_of

# Pictures, texts, chunk: even and uneven shares, and fewer pictures than processes.
CASES = [(8, 20, 8), (8, 20, 4), (8, 20, 2), (8, 20, 1), (7, 9, 2), (1, 3, 4)]


class Towers(nn.Module):
    """Two small towers and a learned scale."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.images = nn.Sequential(nn.Linear(12, 32), nn.GELU(), nn.Linear(32, 16))
        self.texts = nn.Sequential(nn.Linear(10, 32), nn.GELU(), nn.Linear(32, 16))
        self.logit_scale = nn.Parameter(torch.tensor(3.0))


def step(world: World, pictures: int, texts: int, chunk: int) -> tuple[np.ndarray, float]:
    """All gradients of one batch in a row, and its loss."""
    random = np.random.default_rng(0)
    towers = Towers()
    works = np.concatenate([np.arange(pictures), random.integers(0, pictures, texts - pictures)])
    positives = torch.from_numpy(np.arange(pictures)[:, None] == works[None, :])

    def loss(images: Tensor, captions: Tensor) -> Tensor:
        return masked_loss(images, captions, positives, scale_of(towers.logit_scale))

    def side(tower: nn.Module, count: int, width: int) -> Side:
        rows = random.normal(size=(count, width)).astype(np.float32)
        return Side(lambda chosen: tower(torch.from_numpy(chosen)), rows, trained=True)

    value = backward(
        side(towers.images, pictures, 12),
        side(towers.texts, texts, 10),
        loss,
        chunk,
        lambda unscaled: unscaled,
        world,
    )
    world.sum_gradients(list(towers.parameters()))
    grads = [each.grad for each in towers.parameters() if each.grad is not None]
    return torch.cat([grad.flatten() for grad in grads]).numpy(), float(value)


def main(folder: Path) -> None:
    """Computes every case, then what else the processes say to each other."""
    world = World.from_environment("cpu")
    found = {}
    for case in CASES:
        gradients, loss = step(world, *case)
        found[f"{case}"], found[f"{case} loss"] = gradients, np.array(loss)
    rows = torch.arange(14.0).view(7, 2)
    found["gathered"] = world.gather(rows[world.share(7)], 7).numpy()
    found["told"] = np.array([world.told(world.first), world.told(not world.first)])
    with world.in_turn():
        found["turn"] = np.array(len(list(folder.glob("*.turn"))))
        (folder / f"{world.rank}.turn").touch()
    world.wait()
    np.savez(folder / f"{world.rank}.npz", **found)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
