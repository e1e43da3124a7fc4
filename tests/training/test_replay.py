"""Plain pairs through the engine's own trainer follow the plain loop, step by step.

The loop that the benchmark measures against shares no line with the engine: pairs as items, live
texts padded to 52 tokens, the whole weight formed at each use, torch's own AdamW.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.benchmarks.plain_loop import PlainLoop, proxied
from tests.training.conftest import Painted, quiet_talk
from training import base_model, embed, feeds
from training.adapter import attach
from training.bench import prepare
from training.distributed import World
from training.loop import Trainer
from training.presets import PRESETS, Preset
from training.probing import Fit
from training.run_state import RunState

STEPS, BATCH = 6, 16
RATE = 1e-3
PAIRS = dataclasses.replace(
    PRESETS["faithful"], name="pairs", loss="pairs", mask_same_work=False, impl="proxy",
    batch_works=BATCH, learning_rate=RATE, clip_norm=100.0,
)  # fmt: skip


def followed(
    preset: Preset, parts: int, tiny_clip: Path, painted: Painted, folder: Path
) -> tuple[list[float], list[float], float]:
    """Losses of both, and how far apart the adapters are in the end, relative to how far they went.

    One caption of each work is left, so that it is known which one is drawn.
    """
    works = json.loads(json.dumps(painted.works))
    for number, work in enumerate(works):
        work["captions"] = [work["captions"][number % 3]]
    snapshot = painted.write(works, f"{folder.name}.json")
    bench = prepare(
        str(tiny_clip), str(snapshot), str(folder / "px"), ("train", "valid", "test"), quiet_talk()
    )
    adapter = attach(bench.base.clip, preset, seed=4)
    begun = adapter.tensors()
    plain_clip = base_model.load(tiny_clip).clip
    trained = proxied(plain_clip, preset.rank, preset.alpha)
    with torch.no_grad():
        for name, value in begun.items():
            trained[name].copy_(value)
    loop = PlainLoop(plain_clip, trained.values(), RATE, preset.weight_decay, parts)
    part = bench.parts["train"]
    ours, plain = [], []
    with feeds.opened(bench, adapter, preset, World()) as (learned, valid):
        trainer = Trainer(
            learned, valid, adapter, preset, 0, RunState(folder, {}), bench.talk, World()
        )
        trainer._fit = Fit(BATCH, checkpoint=False)
        for step in range(STEPS):
            rows = np.arange(BATCH) + BATCH * (step % 3)
            ours.append(trainer._step(rows, RATE))
            pixels = bench.store.read([part.images[row].hash for row in rows])
            captions = [part.captions[row].text for row in rows]
            plain.append(loop.step(embed.as_input(bench.base, pixels), captions))
    bench.store.close()
    return ours, plain, _apart(adapter.tensors(), dict(trained), begun)


def _apart(ours: dict[str, Tensor], plain: dict[str, Tensor], begun: dict[str, Tensor]) -> float:
    def flat(tensors: dict[str, Tensor]) -> Tensor:
        return torch.cat([tensors[name].detach().flatten() for name in begun])

    return float((flat(ours) - flat(plain)).norm() / (flat(plain) - flat(begun)).norm())


@pytest.mark.parametrize("impl", ["proxy", "side"])
def test_plain_pairs_are_the_plain_loop(
    tiny_clip: Path, painted: Painted, tmp_path: Path, impl: Literal["proxy", "side"]
) -> None:
    preset = dataclasses.replace(PAIRS, impl=impl)

    ours, plain, apart = followed(preset, 1, tiny_clip, painted, tmp_path)

    assert ours == pytest.approx(plain, rel=1e-5)
    assert len({round(loss, 4) for loss in ours}) > 1
    assert apart < 1e-3


def test_a_batch_of_parts_added_up_is_another_loss(
    tiny_clip: Path, painted: Painted, tmp_path: Path
) -> None:
    """The control: where the plain loop cuts the batch, it goes elsewhere at once."""
    ours, plain, apart = followed(PAIRS, 4, tiny_clip, painted, tmp_path)

    assert abs(ours[0] - plain[0]) > 0.1
    assert apart > 0.1
