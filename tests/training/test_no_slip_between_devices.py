"""A whole training with the model on a graphics card that is not there.

torch's fake tensors have a shape and a device and no numbers. They stand in for those of a card, so
that an operation on tensors of two devices, or a vector taken to numpy from the card, fails here as
it would there. What a card computes, and how fast, this does not tell.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from cn_clip.clip.model import CLIP
from torch import Tensor
from torch._subclasses.fake_tensor import FakeTensor, FakeTensorMode

from tests.training.conftest import TINY_SHAPE, Painted, quiet_talk
from training import adapter, feeds
from training.bench import Bench, prepare
from training.dataset import SPLITS
from training.device import Device
from training.distributed import World
from training.examination import Examination
from training.loop import train
from training.objective import Objective
from training.presets import PRESETS
from training.probing import Fit
from training.run_state import RunState

# torch says that there is no card, and goes on.
pytestmark = pytest.mark.filterwarnings("ignore:.*CUDA.*:UserWarning")


class _Unwritten(RunState):
    """Keeps nothing on the disk; what it is given must lie where a disk can take it from."""

    def __init__(self) -> None:
        self._adapters: dict[int, Mapping[str, Tensor]] = {}

    def begin(self) -> None:
        pass

    def load(self, optimiser: object) -> None:
        return None

    def save(self, position: object, optimiser: Any, scores: object) -> None:
        _on_the_processor(optimiser.tensors())

    def write_epoch(self, epoch: int, adapter: Mapping[str, Tensor]) -> None:
        _on_the_processor(adapter)
        self._adapters[epoch] = adapter

    def read_epoch(self, epoch: int) -> dict[str, Tensor]:
        return dict(self._adapters[epoch])

    def add_metric(self, values: Mapping[str, Any]) -> None:
        pass

    def keep_epochs(self, epochs: object) -> None:
        pass


def _on_the_processor(tensors: Mapping[str, Tensor]) -> None:
    assert {each.device.type for each in tensors.values()} == {"cpu"}


def _leaves(value: Tensor) -> Iterator[Tensor]:
    """What a gradient of `value` would reach."""
    nodes, seen = [value.grad_fn], set()
    while nodes:
        node = nodes.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        if hasattr(node, "variable"):
            yield node.variable
        nodes += [each for each, _ in node.next_functions]


def _backward(value: Tensor, gradient: Tensor | None = None, inputs: object = None) -> None:
    """The engine wants a card: only where gradients would lie is told, and that they fit."""
    assert gradient is None or (gradient.shape, gradient.device) == (value.shape, value.device)
    for leaf in _leaves(value):
        leaf.grad = torch.zeros_like(leaf)


def _to_numpy(value: Tensor) -> np.ndarray:
    assert value.device.type == "cpu", "it lies on the card"
    return np.full(tuple(value.shape), 0.1, dtype=str(value.dtype).removeprefix("torch."))


@pytest.fixture
def card(
    tiny_clip: Path, painted: Painted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Bench]:
    """A bench whose model lies on the card that is not there."""
    few = painted.write([*painted.works[:12], *painted.works[48:52], *painted.works[56:60]])
    real = prepare(str(tiny_clip), str(few), str(tmp_path / "pixels"), SPLITS, quiet_talk())
    answers: dict[str, Callable[..., object]] = {
        "numpy": _to_numpy,
        "backward": _backward,
        "item": lambda value: 1.0,
        "__float__": lambda value: 1.0,
        "__bool__": lambda value: True,
    }
    for name, answer in answers.items():
        monkeypatch.setattr(FakeTensor, name, answer, raising=False)
    monkeypatch.setattr(torch.random, "fork_rng", lambda devices: nullcontext())
    monkeypatch.setattr(torch, "set_rng_state", lambda state: None)
    monkeypatch.setattr(torch.cuda, "current_device", lambda: 0)
    with FakeTensorMode(allow_non_fake_inputs=True):
        with torch.device("cuda"):
            clip = CLIP(**TINY_SHAPE).eval().requires_grad_(False)
        base = dataclasses.replace(real.base, clip=clip, device=torch.device("cuda"))
        yield dataclasses.replace(
            real, base=base, device=Device("cuda", "a card", "fp32", 1, 0), texts={}
        )
    real.store.close()


@pytest.mark.parametrize("name", ["faithful", "best", "clip-lora", "top4", "head", "full"])
def test_a_training_and_its_examination_mix_no_devices(card: Bench, name: str) -> None:
    changes = {"last_blocks": 1} if name == "top4" else {}
    preset = dataclasses.replace(
        PRESETS[name], epochs=1, budget_least=0, batch_works=6, logit_scale="learned", **changes
    )

    trained = train(card, preset, 0, _Unwritten(), quiet_talk())
    figures = Examination(card).figures(trained.adapter)

    assert trained.outcome.epochs == 1
    assert {each.device.type for each in trained.adapter.parameters()} == {"cuda"}
    _on_the_processor(trained.adapter.merged())
    assert figures["works"] == 4


@pytest.mark.parametrize("fit", [Fit(12, True), Fit(6, False)])
def test_batches_in_pieces_and_with_checkpoints_mix_no_devices(card: Bench, fit: Fit) -> None:
    worn = adapter.attach(card.base.clip, PRESETS["best"])
    with feeds.opened(card, worn, PRESETS["best"], World()) as (learned, _):
        objective = Objective(learned, worn, PRESETS["best"], lambda loss: loss, World())
        objective.prepare(lambda: None)
        loss = objective.backward(*objective.rows(np.arange(12), np.random.default_rng(0)), fit, 1)

    assert loss.device.type == "cuda"
    assert all(each.grad is not None and each.grad.is_cuda for each in worn.parameters())


@pytest.mark.parametrize("slip", ["texts", "pictures"])
def test_a_slip_is_noticed(card: Bench, slip: str) -> None:
    """The control: each of these fails on a card, and so it does here."""
    worn = adapter.attach(card.base.clip, PRESETS["faithful"])
    with feeds.opened(card, worn, PRESETS["faithful"], World()) as (learned, _):
        if slip == "texts":
            assert learned.frozen is not None
            learned = dataclasses.replace(learned, frozen=learned.frozen.cpu())
        else:
            learned = dataclasses.replace(learned, read=lambda hashes: torch.zeros(12, 3, 32, 32))
        objective = Objective(learned, worn, PRESETS["faithful"], lambda loss: loss, World())
        rows = objective.rows(np.arange(12), np.random.default_rng(0))
        with pytest.raises(RuntimeError, match="device"):
            objective.backward(*rows, Fit(12, False), 1)
        with pytest.raises(AssertionError, match="lies on the card"):
            worn.parameters()[0].detach().numpy()
