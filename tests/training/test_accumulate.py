"""The gradient in pieces is that of the true batch; that of separate small batches is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from training.accumulate import Side, backward
from training.distributed import World
from training.embed import unit
from training.losses import masked_loss, pairs_loss, scale_of

PICTURES = 8
BOUND = 1e-5


class Towers(nn.Module):
    """Two small towers and a learned scale, the picture tower with dropout where wanted."""

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.images = nn.Sequential(
            nn.Linear(12, 32), nn.GELU(), nn.Dropout(dropout), nn.Linear(32, 16)
        )
        self.texts = nn.Sequential(nn.Linear(10, 32), nn.GELU(), nn.Linear(32, 16))
        self.logit_scale = nn.Parameter(torch.tensor(3.0))


@dataclass
class Batch:
    """Eight pictures and twenty texts, at least one each."""

    pictures: np.ndarray
    texts: np.ndarray
    positives: Tensor


@pytest.fixture
def batch() -> Batch:
    random = np.random.default_rng(0)
    works = np.concatenate([np.arange(PICTURES), random.integers(0, PICTURES, 12)])
    return Batch(
        random.normal(size=(PICTURES, 12)).astype(np.float32),
        random.normal(size=(len(works), 10)).astype(np.float32),
        torch.from_numpy(np.arange(PICTURES)[:, None] == works[None, :]),
    )


def _accumulated(
    towers: Towers,
    batch: Batch,
    chunk: int,
    texts_trained: bool = True,
    scale: Callable[[Tensor], Tensor] = lambda loss: loss,
    on_encode: Callable[[int], None] = lambda rows: None,
) -> tuple[Tensor, Tensor]:
    """The loss, and all gradients in a row."""

    def pictures(rows: np.ndarray) -> Tensor:
        on_encode(len(rows))
        return towers.images(torch.from_numpy(rows))

    towers.zero_grad()
    loss = backward(
        Side(pictures, batch.pictures, trained=True),
        Side(lambda rows: towers.texts(torch.from_numpy(rows)), batch.texts, texts_trained),
        lambda images, texts: masked_loss(
            images, texts, batch.positives, scale_of(towers.logit_scale)
        ),
        chunk,
        scale,
        World(),
    )
    return loss, _gradients(towers)


def _gradients(towers: Towers) -> Tensor:
    return torch.cat([each.grad.flatten() for each in towers.parameters() if each.grad is not None])


def _true(towers: Towers, batch: Batch) -> tuple[Tensor, Tensor]:
    """One forward and backward of everything, without any of the code under test."""
    towers.zero_grad()
    images = unit(towers.images(torch.from_numpy(batch.pictures)))
    texts = unit(towers.texts(torch.from_numpy(batch.texts)))
    loss = masked_loss(images, texts, batch.positives, scale_of(towers.logit_scale))
    loss.backward()
    return loss.detach(), _gradients(towers)


def _naive(towers: Towers, batch: Batch, chunk: int) -> Tensor:
    """What adding up the gradients of small batches gives: each sees its own negatives only."""
    towers.zero_grad()
    for start in range(0, PICTURES, chunk):
        rows = torch.arange(start, start + chunk)
        columns = batch.positives[rows].any(dim=0)
        images = unit(towers.images(torch.from_numpy(batch.pictures)[rows]))
        texts = unit(towers.texts(torch.from_numpy(batch.texts)[columns]))
        positives = batch.positives[rows][:, columns]
        loss = masked_loss(images, texts, positives, scale_of(towers.logit_scale))
        (loss * chunk / PICTURES).backward()
    return _gradients(towers)


def _off(found: Tensor, expected: Tensor) -> float:
    return float((found - expected).norm() / expected.norm())


@pytest.mark.parametrize("chunk", [8, 4, 3, 2, 1])
def test_pieces_give_the_true_batch_where_adding_up_small_batches_does_not(
    batch: Batch, chunk: int
) -> None:
    towers = Towers()
    loss, expected = _true(towers, batch)

    accumulated, gradients = _accumulated(towers, batch, chunk)

    assert float(accumulated) == pytest.approx(float(loss), rel=1e-6)
    assert not accumulated.requires_grad
    assert accumulated.dtype == torch.float32
    assert _off(gradients, expected) <= BOUND
    # How far the gradients of small batches, added up, are from that of the batch. One at a time
    # has no negatives at all, and no gradient.
    found = {4: 0.374, 2: 0.533, 1: 1.0}
    if chunk in found:
        assert _off(_naive(towers, batch, chunk), expected) == pytest.approx(found[chunk], abs=0.01)


def test_a_learned_scale_gets_its_gradient_once(batch: Batch) -> None:
    towers = Towers()
    _true(towers, batch)
    expected = float(towers.logit_scale.grad or 0)
    assert abs(expected) > 1e-3

    _accumulated(towers, batch, 2)

    assert float(towers.logit_scale.grad or 0) == pytest.approx(expected, rel=1e-5)


def test_frozen_texts_get_no_gradient_and_pictures_the_same_as_before(batch: Batch) -> None:
    towers = Towers()
    _accumulated(towers, batch, 2)
    expected = towers.images[0].weight.grad.clone()

    towers.texts.requires_grad_(False)
    for parameter in towers.texts.parameters():
        parameter.grad = None
    _accumulated(towers, batch, 2, texts_trained=False)

    assert all(each.grad is None for each in towers.texts.parameters())
    assert _off(towers.images[0].weight.grad, expected) <= BOUND


def test_dropout_drops_the_same_in_both_passes_and_goes_on_from_there(batch: Batch) -> None:
    towers = Towers(dropout=0.5)
    masks: list[Tensor] = []
    towers.images[2].register_forward_hook(lambda module, given, left: masks.append(left != 0))

    torch.manual_seed(5)
    _accumulated(towers, batch, 2)
    after = torch.rand(1)

    assert len(masks) == 8
    assert all(torch.equal(masks[place], masks[place + 4]) for place in range(4))
    assert not torch.equal(masks[0], masks[1])
    # The numbers drawn later are those that come after one pass, not two, and no repetition.
    torch.manual_seed(5)
    for _ in range(4):
        nn.functional.dropout(torch.ones(2, 32), 0.5)
    assert torch.equal(after, torch.rand(1))


def test_the_gradient_with_dropout_is_that_of_the_masks_that_made_the_loss(batch: Batch) -> None:
    towers = Towers(dropout=0.5)
    masks: list[Tensor] = []
    hook = towers.images[2].register_forward_hook(lambda module, given, left: masks.append(left))
    inner: list[Tensor] = []
    before = towers.images[1].register_forward_hook(lambda module, given, left: inner.append(left))
    _, found = _accumulated(towers, batch, 2)
    hook.remove()
    before.remove()
    kept = torch.cat([(mask != 0).float() / 0.5 for mask in masks[:4]])

    towers.images[2] = _Fixed(kept)
    _, expected = _true(towers, batch)

    assert _off(found, expected) <= BOUND


class _Fixed(nn.Module):
    """Multiplies by what dropout multiplied by."""

    def __init__(self, kept: Tensor) -> None:
        super().__init__()
        self._kept = kept

    def forward(self, values: Tensor) -> Tensor:
        return values * self._kept


def test_a_scaler_scales_the_gradients_and_not_the_loss_that_is_told(batch: Batch) -> None:
    towers = Towers()
    loss, expected = _true(towers, batch)
    scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)

    told, scaled = _accumulated(towers, batch, 2, scale=scaler.scale)

    assert float(told) == pytest.approx(float(loss), rel=1e-6)
    assert _off(scaled / 1024.0, expected) <= BOUND


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_half_precision_inside_encode_gives_that_of_the_whole_batch_in_it(
    batch: Batch, dtype: torch.dtype
) -> None:
    towers = Towers()
    scaler = torch.amp.GradScaler("cpu", 256.0, enabled=dtype == torch.float16)

    def encode(rows: np.ndarray) -> Tensor:
        with torch.autocast("cpu", dtype=dtype):
            return towers.images(torch.from_numpy(rows))

    def step(chunk: int) -> Tensor:
        towers.zero_grad()
        backward(
            Side(encode, batch.pictures, trained=True),
            Side(lambda rows: torch.from_numpy(rows), _frozen(), trained=False),
            lambda images, texts: pairs_loss(images, texts, 20.0),
            chunk,
            scaler.scale,
            World(),
        )
        return _gradients(towers)

    whole = step(PICTURES)
    assert encode(batch.pictures).dtype == dtype
    # The rounding of sums of other lengths: a few of the format's own steps.
    assert _off(step(2), whole) < 4 * torch.finfo(dtype).eps


def _frozen() -> np.ndarray:
    return np.random.default_rng(3).normal(size=(PICTURES, 16)).astype(np.float32)


def test_one_chunk_is_computed_once_and_pieces_twice_the_first_time_without_a_graph(
    batch: Batch,
) -> None:
    towers = Towers()
    seen: list[tuple[int, bool]] = []

    def look(rows: int) -> None:
        seen.append((rows, torch.is_grad_enabled()))

    _accumulated(towers, batch, 8, on_encode=look)
    assert seen == [(8, True)]

    seen.clear()
    _accumulated(towers, batch, 3, on_encode=look)
    assert seen == [(3, False), (3, False), (2, False), (3, True), (3, True), (2, True)]


def test_no_more_than_one_chunk_is_held_for_the_backward_pass(batch: Batch) -> None:
    """Counts what autograd saves and has not let go of, while rows are encoded."""

    class Saved:
        alive = 0

        def __init__(self, tensor: Tensor) -> None:
            self.tensor = tensor
            Saved.alive += tensor.numel()

        def __del__(self) -> None:
            Saved.alive -= self.tensor.numel()

    def most(chunk: int) -> int:
        held: list[int] = []
        with torch.autograd.graph.saved_tensors_hooks(Saved, lambda saved: saved.tensor):
            _accumulated(Towers(), batch, chunk, on_encode=lambda rows: held.append(Saved.alive))
        return max(held)

    # When the next chunk begins, nothing of the one before it is left.
    assert most(2) == 0
    assert most(4) == 0
    assert Saved.alive == 0
    towers = Towers()
    with torch.autograd.graph.saved_tensors_hooks(Saved, lambda saved: saved.tensor):
        graph = towers.images(torch.from_numpy(batch.pictures))
    assert Saved.alive > 0
    del graph


@pytest.mark.parametrize("name", ["faithful", "best", "clip-lora"])
def test_an_adapter_in_the_real_towers_gets_the_gradient_of_the_true_batch(
    tiny_clip: Path, name: str
) -> None:
    """Chinese-CLIP's own towers, small, with updates that have already moved."""
    from training import base_model, towers
    from training.adapter import attach
    from training.presets import PRESETS

    clip = base_model.load(tiny_clip, "cpu").clip
    adapter = attach(clip, PRESETS[name], seed=0)
    parameters = adapter.parameters()
    torch.manual_seed(1)
    for parameter in parameters:
        parameter.data.normal_(0, 0.1)
    random = np.random.default_rng(0)
    pictures = random.normal(size=(PICTURES, 3, 32, 32)).astype(np.float32)
    texts = random.integers(1, 21128, size=(PICTURES, 12))

    def step(chunk: int, checkpoint: bool) -> Tensor:
        for parameter in parameters:
            parameter.grad = None
        images, words = (
            lambda rows, tower=tower: tower(clip, torch.from_numpy(rows), checkpoint)
            for tower in (towers.encode_image, towers.encode_text)
        )
        with adapter.dropping(7):
            backward(
                Side(images, pictures, adapter.touches_images),
                Side(words, texts, adapter.touches_text),
                lambda left, right: pairs_loss(left, right, 20.0),
                chunk,
                lambda loss: loss,
                World(),
            )
        return torch.cat([each.grad.flatten() for each in parameters])

    with adapter.dropping(7):
        vectors = towers.encode_image(clip, torch.from_numpy(pictures))
        captions = towers.encode_text(clip, torch.from_numpy(texts))
    pairs_loss(unit(vectors), unit(captions), 20.0).backward()
    expected = torch.cat([each.grad.flatten() for each in parameters])
    assert all(float(each.grad.abs().max()) > 0 for each in parameters)
    assert _off(step(PICTURES, False), expected) <= BOUND
    assert _off(step(PICTURES, True), expected) <= BOUND
    if adapter.touches_text and PRESETS[name].dropout:
        # Other pieces draw other places to drop, so there is nothing to compare with; what was
        # found is at least found again.
        assert torch.equal(step(2, False), step(2, False))
        return
    for chunk in (4, 2, 1):
        assert _off(step(chunk, False), expected) <= BOUND
        assert _off(step(chunk, True), expected) <= BOUND
