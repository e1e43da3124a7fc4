"""One of several processes that compute the same gradients; run by test_distributed.

python gloo_worker.py FOLDER [true], with RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT set as
torchrun sets them. Leaves FOLDER/RANK.npz: by case, all gradients in a row, and the loss; with
"true" those of the true ViT-B-16 shape, before and after they were summed.
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


def true_step(world: World) -> dict[str, np.ndarray]:
    """One batch of four pictures and their texts through the true shape, under `best`."""
    from cn_clip.clip.model import CLIP

    from training import adapter, base_model, towers
    from training.losses import pairs_loss
    from training.presets import PRESETS

    torch.manual_seed(0)
    clip = CLIP(**base_model.named_shapes()["ViT-B-16"]).float().eval().requires_grad_(False)
    worn = adapter.attach(clip, PRESETS["best"])
    with torch.no_grad():
        for each in worn.parameters():
            each.add_(0.02 * torch.randn(each.shape))
    random = np.random.default_rng(0)
    # Four large soft shapes: a model of random weights hardly tells noise from noise.
    coarse = random.normal(size=(4, 3, 4, 4)).astype(np.float32)
    pictures = 2 * coarse.repeat(56, axis=2).repeat(56, axis=3)
    value = backward(
        Side(lambda rows: towers.encode_image(clip, torch.from_numpy(rows)), pictures, True),
        Side(
            lambda rows: towers.encode_text(clip, torch.from_numpy(rows)),
            random.integers(1, 21128, size=(4, 12)),
            trained=True,
        ),
        lambda images, texts: pairs_loss(images, texts, 20.0),
        4,
        lambda unscaled: unscaled,
        world,
    )

    def gradients() -> np.ndarray:
        return torch.cat([each.grad.flatten() for each in worn.parameters()]).numpy()  # type: ignore[union-attr]

    own = gradients()
    world.sum_gradients(worn.parameters())
    return {"loss": np.array(float(value)), "own": own, "summed": gradients()}


def main(folder: Path, true: bool) -> None:
    """Computes every case, then what else the processes say to each other."""
    world = World.from_environment("cpu")
    if true:
        np.savez(folder / f"{world.rank}.npz", **true_step(world))
        return
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
    main(Path(sys.argv[1]), "true" in sys.argv[2:])
