"""How long a painting takes in an epoch of finetuning: the plain loop, ours, and two others.

The true shape of ViT-B-16 with random weights, three captions a painting. All rows run in turns in
one process on the same threads, so that whatever else the machine does meets each of them. Pictures
are decoded already for everyone; what our presets compute once (texts, the frozen lower part of
the vision tower) is timed and spread over 30 epochs. Peak memory is measured in a process per row.

Run it by itself on a quiet machine: `python tests/benchmarks/training_speed.py`. The goals are
those of fp32: 4.5 times less time than the plain loop for `faithful`, 12 times for `top4`.
"""

from __future__ import annotations

import os

# As the engine sets them; read when torch is loaded.
os.environ.setdefault("GOMP_SPINCOUNT", "0")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import argparse
import dataclasses
import gc
import io
import subprocess
import sys
import tempfile
import time
import types
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import psutil
import torch
from cn_clip.clip.model import CLIP
from peft import LoraConfig, get_peft_model
from PIL import Image
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.plain_loop import PlainLoop, proxied, token_ids
from tests.training.conftest import quiet_talk
from training import base_model, feeds, presets
from training.adapter import attach
from training.base_model import BaseModel
from training.bench import Bench
from training.dataset import Caption, Picture, Snapshot, Work
from training.device import choose
from training.distributed import World
from training.embed import unit
from training.loop import Trainer
from training.losses import masked_loss
from training.model_files import ModelConfig
from training.pixels import PixelStore, Transform
from training.run_state import RunState

SHAPE = base_model.named_shapes()["ViT-B-16"]
CAPTIONS, EPOCHS = 3, 30
SCENE = "远山层叠云气往来松林深处有一座茅屋屋前溪水绕石而过岸边老者策杖徐行童子抱琴相随"
# A modern sentence, a classical one and tags: about as long as curators' captions are.
LENGTHS = (28, 13, 9)


def random_weights() -> dict[str, Tensor]:
    torch.manual_seed(0)
    weights = CLIP(**SHAPE).float().state_dict()
    # A trained Chinese-CLIP's; the fresh one's would make every loss alike.
    weights["logit_scale"] = torch.tensor(4.6052)
    return weights


def model_of(weights: dict[str, Tensor]) -> CLIP:
    """A frozen model on these very tensors: several share them without a copy."""
    with torch.device("meta"):
        clip = CLIP(**SHAPE)
    clip.load_state_dict(weights, assign=True)
    return clip.eval().requires_grad_(False)


@dataclass(frozen=True)
class Paintings:
    """Pictures of coarse noise and three captions of each: what they say is nothing to the clock.

    Attributes:
        pixels: uint8 [N, 224, 224, 3].
        captions: Three of each, painting after painting.
    """

    pixels: np.ndarray
    captions: list[str]

    @classmethod
    def painted(cls, count: int) -> Paintings:
        draw = np.random.default_rng(0)
        coarse = draw.integers(0, 256, (count, 14, 14, 3), dtype=np.uint8)
        words = list(SCENE)
        captions = [
            "".join(draw.choice(words, size=length)) for _ in range(count) for length in LENGTHS
        ]
        return cls(coarse.repeat(16, axis=1).repeat(16, axis=2), captions)

    def pairs(self) -> Iterator[tuple[np.ndarray, list[str]]]:
        """For ever: the rows of as many items as there are paintings, and a caption of each."""
        draw = np.random.default_rng(1)
        while True:
            order = draw.permutation(len(self.captions))
            for rows in np.split(order, CAPTIONS):
                yield rows // CAPTIONS, [self.captions[row] for row in rows]

    def values(self, rows: np.ndarray) -> Tensor:
        """Normalised pixels [B, 3, 224, 224]."""
        return torch.from_numpy(Transform(224).normalise(self.pixels[rows]))

    def png(self, row: int) -> bytes:
        file = io.BytesIO()
        Image.fromarray(self.pixels[row]).save(file, "PNG")
        return file.getvalue()


class Plain:
    """The plain loop: three pairs a painting."""

    passes, cached_s = CAPTIONS, np.zeros(2)

    def __init__(self, weights: dict[str, Tensor], paintings: Paintings, bf16: bool) -> None:
        self._paintings, self._pairs, self._bf16 = paintings, paintings.pairs(), bf16
        clip = model_of(weights)
        self.items = self.pairs_a_step(len(paintings.pixels))
        self._loop = PlainLoop(clip, self.adapted(clip), parts=self.items // 8)

    def pairs_a_step(self, paintings: int) -> int:
        return paintings

    def adapted(self, clip: CLIP) -> list[nn.Parameter]:
        return list(proxied(clip).values())

    def step(self) -> None:
        rows, captions = (part[: self.items] for part in next(self._pairs))
        self._loop.step(self._paintings.values(rows), captions, self._bf16)


class Peft(Plain):
    """The plain loop with PEFT's LoRA in place of the proxy, a quarter of a step.

    On `out_proj` PEFT trains nothing: the attention never calls it. On `attn` it adapts in_proj
    too, and adds the update of out_proj twice. `tests/training/test_peft.py` holds both.
    """

    def pairs_a_step(self, paintings: int) -> int:
        return 8

    def adapted(self, clip: CLIP) -> list[nn.Parameter]:
        told = LoraConfig(r=4, lora_alpha=16, target_modules=r".*resblocks\.\d+\.attn")
        get_peft_model(clip.visual, told)
        return [each for each in clip.parameters() if each.requires_grad]


class Upstream:
    """cn_clip's own `train` on every weight, eight pairs a step; on a CPU `.cuda()` moves nothing."""

    items, passes, cached_s = 8, CAPTIONS, np.zeros(2)

    def __init__(self, weights: dict[str, Tensor], paintings: Paintings, bf16: bool) -> None:
        assert not bf16, "its precision is for a GPU"
        self._paintings, self._pairs = paintings, paintings.pairs()
        clip = model_of({name: value.clone() for name, value in weights.items()})
        self._model = nn.DataParallel(clip.requires_grad_(True))
        self._optimiser = torch.optim.AdamW(clip.parameters(), lr=5e-5, weight_decay=1e-3)

    def step(self) -> None:
        from cn_clip.training.train import train

        rows, captions = (part[: self.items] for part in next(self._pairs))
        batch = (self._paintings.values(rows), token_ids(captions), torch.zeros(len(rows)))
        data = {"train": types.SimpleNamespace(dataloader=OneBatch([batch]), sampler=None)}
        stay: Callable[..., Any] = lambda self, *_, **__: self  # noqa: E731
        with patch.object(Tensor, "cuda", stay), patch.object(nn.Module, "cuda", stay):
            train(self._model, data, 0, self._optimiser, None, lambda step: None, _TOLD, 0)


class OneBatch(list[Any]):
    """What cn_clip takes for a data loader."""

    num_batches = 1


_TOLD = types.SimpleNamespace(
    accum_freq=1,
    aggregate=False,
    distillation=False,
    freeze_vision=False,
    local_device_rank=0,
    log_interval=2,
    mask_ratio=0,
    max_steps=2,
    precision="fp32",
    rank=1,
    report_training_batch_acc=False,
    should_save=False,
    val_data=None,
    valid_step_interval=None,
)


class Ours:
    """The engine's own trainer on the whole batch, its caches filled before the first step."""

    passes = 1
    preset = ""

    def __init__(self, weights: dict[str, Tensor], paintings: Paintings, bf16: bool) -> None:
        self.items, self._paintings = len(paintings.pixels), paintings
        self._open = ExitStack()
        folder = Path(self._open.enter_context(tempfile.TemporaryDirectory()))
        bench = bench_of(weights, paintings, folder, bf16)
        preset = dataclasses.replace(presets.PRESETS[self.preset], batch_works=self.items)
        self._adapter = attach(bench.base.clip, preset)
        # Away from B = 0, where every adapter is the base model.
        draw = torch.Generator().manual_seed(3)
        with torch.no_grad():
            for each in self._adapter.parameters():
                each.add_(0.02 * torch.randn(each.shape, generator=draw))
        self._at_first = self._adapter.tensors()
        before = now()
        feeds_ = feeds.opened(bench, self._adapter, preset, World())
        learned, valid = self._open.enter_context(feeds_)
        self.cached_s = now() - before
        state = RunState(folder, {})
        self._trainer = Trainer(learned, valid, self._adapter, preset, 0, state, bench.talk)
        self._trainer._fit = self.fit = self._trainer._objective.picked(self.items)
        self.losses: list[float] = []

    def step(self) -> None:
        self.losses.append(self._trainer._step(np.arange(self.items), 1e-4))

    def uncached_loss(self) -> float:
        """The loss of the first step by cn_clip's own towers, the adapter folded into them."""
        self._adapter.put(self._at_first)
        clip = model_of(self._adapter.merged())
        with torch.no_grad():
            images = clip.encode_image(self._paintings.values(np.arange(self.items)))
            texts = clip.encode_text(token_ids(self._paintings.captions))
        right = torch.eye(self.items, dtype=torch.bool).repeat_interleave(CAPTIONS, dim=1)
        return float(masked_loss(unit(images), unit(texts), right, clip.logit_scale.exp()))


class Faithful(Ours):
    preset = "faithful"


class Top4(Ours):
    preset = "top4"


def bench_of(weights: dict[str, Tensor], paintings: Paintings, folder: Path, bf16: bool) -> Bench:
    """What the verb prepares from a model and a snapshot on disk, prepared from these."""
    transform = Transform(SHAPE["image_resolution"])
    config = ModelConfig("ViT-B-16", "ViT-B-16", False, "unknown", SHAPE, transform)
    clip = model_of(weights)
    size = sum(each.numel() for each in clip.parameters())
    base = BaseModel(clip, config, "0" * 64, size, torch.device("cpu"))
    device = dataclasses.replace(choose(size), precision="bf16" if bf16 else "fp32")
    works = tuple(
        Work(
            str(number),
            "train",
            (Picture(number, lambda n=number: paintings.png(n), f"{number:064}"),),
            tuple(
                Caption(row, "modern", paintings.captions[row])
                for row in range(CAPTIONS * number, CAPTIONS * (number + 1))
            ),
        )
        for number in range(len(paintings.pixels))
    )
    taken = Snapshot("b", "b", works)
    parts = {split: taken.part(split) for split in ("train", "valid", "test")}
    store = PixelStore(folder / "pixels", transform)
    store.fill([(image.source, image.hash) for image in parts["train"].images])
    return Bench(base, device, taken, store, parts, quiet_talk(), folder / "features")


ROWS: dict[str, tuple[type[Plain | Upstream | Ours], bool, str]] = {
    "plain": (Plain, False, "plain loop: pairs, live texts, proxy, checkpoints, 4 x 8 added up"),
    "faithful": (Faithful, False, "ours, faithful: kept texts, side path, one pass a painting"),
    "top4": (Top4, False, "ours, top4: the same, over the kept lower blocks"),
    "peft": (Peft, False, "plain loop with PEFT on attn, 8 pairs"),
    "cn_clip": (Upstream, False, "cn_clip's own train: every weight, 8 pairs"),
    "plain_bf16": (Plain, True, "plain loop in bf16"),
    "faithful_bf16": (Faithful, True, "ours, faithful, in bf16"),
    "top4_bf16": (Top4, True, "ours, top4, in bf16"),
}
GOALS = {"faithful": 4.5, "top4": 12.0}
# The rest is timed once: no goal hangs on it.
SEVERAL = ("plain", *GOALS)


def now() -> np.ndarray:
    """Two clocks in seconds: of the wall, and what this process's threads have computed."""
    return np.array([time.perf_counter(), time.process_time()])


@dataclass
class Timed:
    """Seconds per painting-epoch of one row by both clocks: of each round, and of what is kept."""

    side: Plain | Upstream | Ours
    steps_s: list[np.ndarray] = field(default_factory=list)

    @property
    def cached_s(self) -> np.ndarray:
        return self.side.cached_s / self.side.items / EPOCHS

    def step(self) -> None:
        before = now()
        self.side.step()
        self.steps_s.append((now() - before) * self.side.passes / self.side.items)

    @property
    def seconds(self) -> np.ndarray:
        return np.median(self.steps_s, axis=0) + self.cached_s


def measured(names: list[str], paintings: int, rounds: int) -> dict[str, Timed]:
    """The rows in turns, round after round."""
    weights, painted = random_weights(), Paintings.painted(paintings)
    found: dict[str, Timed] = {}
    for number in range(rounds):
        for name in names:
            if name not in found:
                kind, bf16, _ = ROWS[name]
                found[name] = Timed(kind(weights, painted, bf16))
            elif name not in SEVERAL:
                continue
            found[name].step()
            wall, computed = found[name].steps_s[-1]
            print(
                f"   round {number + 1}, {name}: {wall:.3f} s, computing {computed:.3f} s",
                flush=True,
            )
    return found


def peak_of(name: str, paintings: int) -> None:
    """Prints two numbers of bytes: resident with the weights alone, and the most in one step."""
    kind, bf16, _ = ROWS[name]
    # Parts of a plain batch come one after the other: one of them tells the peak.
    painted = Paintings.painted(paintings if issubclass(kind, Ours) else 8)
    weights = random_weights()
    gc.collect()
    before = psutil.Process().memory_info().rss
    kind(weights, painted, bf16).step()
    print(before, resident_peak())


def resident_peak() -> int:
    """The most memory this process has had, in bytes.

    Not `getrusage`: its figure outlives exec, so a child would begin with its parent's.
    """
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def peaks(names: list[str], told: argparse.Namespace) -> dict[str, tuple[int, int]]:
    """Of each row in a process of its own."""
    if not Path("/proc/self/status").exists():
        return {}
    found = {}
    for name in names:
        options = ["--paintings", told.paintings, "--threads", told.threads, "--peak-of", name]
        done = subprocess.run(
            [sys.executable, __file__, *map(str, options)],
            capture_output=True,
            text=True,
            check=True,
        )
        before, most = map(int, done.stdout.split()[-2:])
        found[name] = (before, most)
    return found


def tell(found: dict[str, Timed], memory: dict[str, tuple[int, int]]) -> None:
    print(
        "\nseconds per painting-epoch (least to most; of it for what is kept), times the plain loop;"
    )
    print("the same in seconds of computing; peak memory, and what of it is not the weights")
    for name, row in found.items():
        (wall, computed), (kept, _) = row.seconds, row.cached_s
        each = [wall for wall, _ in row.steps_s]
        before, most = memory.get(name, (0, 0))
        print(
            f"{ROWS[name][2]:62} {wall:7.3f} ({min(each):.3f} to {max(each):.3f}; {kept:.3f})"
            f" {_times(found, name)[0]:6.2f}   {computed:7.3f} {_times(found, name)[1]:6.2f}"
            f"   {most / 1e9:5.2f} GB {(most - before) / 1e9:5.2f} GB"
        )
    for name, row in found.items():
        if isinstance(row.side, Ours):
            ours, uncached = row.side.losses[0], row.side.uncached_loss()
            error = abs(ours - uncached) / uncached
            print(
                f"{name}: loss {ours:.5f}, uncached {uncached:.5f}, apart {error:.1e}; {row.side.fit}"
            )
    for name, goal in GOALS.items():
        if name in found and "plain" in found:
            wall, computed = _times(found, name)
            told = f"{wall:.2f} times, {computed:.2f} in seconds of computing"
            print(f"goal for {name} {goal} times: {told}, {'met' if wall >= goal else 'NOT met'}")


def _times(found: dict[str, Timed], name: str) -> np.ndarray:
    plain = found.get("plain_bf16" if name.endswith("bf16") else "plain")
    return plain.seconds / found[name].seconds if plain else np.full(2, np.nan)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paintings", type=int, default=32, help="of a batch, a multiple of 8")
    parser.add_argument("--rounds", type=int, default=3, help="steps of each row with a goal")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rows", default=",".join(ROWS), help="which, with commas between")
    parser.add_argument("--no-memory", action="store_true", help="leave the peaks out")
    parser.add_argument("--peak-of", choices=ROWS, help="print nothing but this row's peak")
    told = parser.parse_args()
    torch.set_num_threads(told.threads)
    if told.peak_of:
        return peak_of(told.peak_of, told.paintings)
    names = told.rows.split(",")
    print(f"{told.threads} threads, batch {told.paintings}, load {os.getloadavg()[0]:.1f}")
    found = measured(names, told.paintings, told.rounds)
    tell(found, {} if told.no_memory else peaks(names, told))


if __name__ == "__main__":
    main()
