"""Prefixes and features are kept, and training on them is training on the pictures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from PIL import Image

from tests.training.conftest import MINI_MODEL
from training import base_model, embed, towers
from training.base_model import BaseModel
from training.device import choose
from training.errors import TrainingError
from training.feature_store import TOGETHER, FeatureStore
from training.losses import masked_loss
from training.pixels import PixelStore

HASHES = [str(number) for number in range(2 * TOGETHER + 3)]


@pytest.fixture(scope="module")
def base() -> BaseModel:
    return base_model.load(MINI_MODEL)


@pytest.fixture(scope="module")
def pixels(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PixelStore]:
    folder = tmp_path_factory.mktemp("pictures")
    rng = np.random.default_rng(0)
    for name in HASHES:
        coarse = Image.fromarray(rng.integers(0, 256, (4, 6, 3), dtype=np.uint8))
        coarse.resize((128, 128), Image.Resampling.BICUBIC).save(folder / f"{name}.png")
    store = PixelStore(folder / "store", base.config.transform)
    assert store.fill([(folder / f"{name}.png", name) for name in HASHES]) == {}
    yield store
    store.close()


def _values(base: BaseModel, pixels: PixelStore, hashes: list[str]) -> torch.Tensor:
    return embed.as_input(base, pixels.read(hashes))


@torch.no_grad()
def test_a_kept_prefix_leads_to_the_vectors_of_the_picture(
    base: BaseModel, pixels: PixelStore, tmp_path: Path
) -> None:
    store = FeatureStore(tmp_path, base, choose(), 3)
    store.fill(HASHES, pixels)
    wanted = [HASHES[5], HASHES[-1], HASHES[0]]

    ours = towers.encode_prefix(base.clip, store.read(wanted), 3)

    plain = base.clip.encode_image(_values(base, pixels, wanted))
    assert float((ours - plain).norm() / plain.norm()) < 1e-3
    store.close()


@torch.no_grad()
def test_kept_features_lead_to_the_vectors_exactly(
    base: BaseModel, pixels: PixelStore, tmp_path: Path
) -> None:
    store = FeatureStore(tmp_path, base, choose(), None)
    store.fill(HASHES[:TOGETHER], pixels)

    ours = towers.project(base.clip, store.read(HASHES[:TOGETHER]))

    assert torch.equal(ours, towers.encode_image(base.clip, _values(base, pixels, HASHES[:16])))
    store.close()


def test_the_loss_and_its_gradient_on_kept_prefixes_are_those_on_the_pictures(
    base: BaseModel, pixels: PixelStore, tmp_path: Path
) -> None:
    store = FeatureStore(tmp_path, base, choose(), 3)
    store.fill(HASHES, pixels)
    name = "visual.transformer.resblocks.4.attn.out_proj.weight"
    weight = base.clip.get_parameter(name).requires_grad_(True)
    texts = embed.unit(torch.randn(len(HASHES), base.config.dim, generator=_generator()))
    own = torch.eye(len(HASHES), dtype=torch.bool)
    found = []
    for encoded in (
        towers.encode_prefix(base.clip, store.read(HASHES), 3),
        base.clip.encode_image(_values(base, pixels, HASHES)),
    ):
        loss = masked_loss(embed.unit(encoded), texts, own, torch.tensor(100.0))
        (gradient,) = torch.autograd.grad(loss, weight)
        found.append((loss.item(), gradient))
    weight.requires_grad_(False)

    (ours, mine), (plain, theirs) = found
    assert ours == pytest.approx(plain, rel=0.01)
    assert float((mine - theirs).norm() / theirs.norm()) < 0.01
    store.close()


def _generator() -> torch.Generator:
    return torch.Generator().manual_seed(0)


def test_a_filling_taken_up_again_keeps_the_same_bits(
    base: BaseModel, pixels: PixelStore, tmp_path: Path
) -> None:
    whole = FeatureStore(tmp_path / "whole", base, choose(), 2)
    whole.fill(HASHES, pixels)
    cut = FeatureStore(tmp_path / "cut", base, choose(), 2)

    def stop(done: int) -> None:
        if done == 2 * TOGETHER:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        cut.fill(HASHES, pixels, stop)
    assert cut.read(HASHES[:3]).shape == (3, *towers.vision_shape(base.clip))
    with pytest.raises(KeyError):
        cut.read(HASHES)
    heard: list[int] = []
    cut.fill(HASHES, pixels, heard.append)

    assert torch.equal(cut.read(HASHES), whole.read(HASHES))
    assert heard == [TOGETHER, 2 * TOGETHER, len(HASHES)]
    whole.close()
    cut.close()


def test_what_is_kept_is_not_computed_again(
    base: BaseModel, pixels: PixelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FeatureStore(tmp_path, base, choose(), None)
    store.fill(HASHES, pixels)
    store.close()
    again = FeatureStore(tmp_path, base, choose(), None)
    monkeypatch.setattr(towers, "features", lambda *_: pytest.fail("computed again"))

    again.fill([*HASHES, HASHES[0]], pixels)

    again.close()


def test_depths_and_models_are_kept_apart(
    base: BaseModel, pixels: PixelStore, tmp_path: Path
) -> None:
    first = FeatureStore(tmp_path, base, choose(), 1)
    first.fill(HASHES[:1], pixels)
    deeper = FeatureStore(tmp_path, base, choose(), 2)

    with pytest.raises(KeyError):
        deeper.read(HASHES[:1])
    first.close()
    deeper.close()


def test_too_small_a_disk_is_told_before_anything_is_computed(
    base: BaseModel, pixels: PixelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FeatureStore(tmp_path, base, choose(), 3)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1_000_000))
    monkeypatch.setattr(towers, "prefix", lambda *_: pytest.fail("computed"))

    with pytest.raises(TrainingError) as caught:
        store.fill(HASHES, pixels)

    assert caught.value.code == "folder_unwritable"
    store.close()


def test_a_number_beyond_half_precision_is_told(
    base: BaseModel, pixels: PixelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FeatureStore(tmp_path, base, choose(), 3)
    plain = towers.prefix
    monkeypatch.setattr(towers, "prefix", lambda *arguments: plain(*arguments) * 1e5)

    with pytest.raises(TrainingError) as caught:
        store.fill(HASHES, pixels)

    assert caught.value.code == "model_damaged"
    with pytest.raises(KeyError):
        store.read(HASHES[:1])
    store.close()
