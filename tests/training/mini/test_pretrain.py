"""Pretraining: what counts as a negative, what may change in a picture, and that it can be resumed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from training.mini import cache, captions, fast_tower, scenes, weights
from training.mini.augment import augment, frame
from training.mini.pretrain import PretrainConfig, Trainer, contrast, fits

SMALL = replace(weights.MiniShape(), vision_layers=1, text_num_hidden_layers=1)


@pytest.fixture(scope="module")
def data() -> cache.Cache:
    """Twelve painted and worded scenes, made in this process."""
    stories = [cache.told(seed, "base") for seed in range(12)]
    texts = tuple(tuple(caption.text for caption in said) for _, said, _ in stories)
    return cache.Cache(
        pixels=np.stack([cache.square(cache.paint(scene, 96), 128) for scene, _, _ in stories]),
        tokens=cache.token_ids([t for said in texts for t in said]).reshape(
            12, len(cache.SLOTS), -1
        ),
        claims=np.array([[cache.row(c.claims) for c in said] for _, said, _ in stories]),
        facts=np.array([fact for _, _, fact in stories]),
        texts=texts,
    )


def test_a_text_fits_a_picture_only_if_all_it_claims_is_there() -> None:
    claims = torch.tensor([[1.0, 0, 0], [1, 1, 0], [0, 0, 0]])
    facts = torch.tensor([[1.0, 0, 1], [1, 1, 0]])
    assert fits(claims, facts).tolist() == [[True, False, True], [True, True, True]]


def test_every_text_of_a_scene_fits_its_own_picture(data: cache.Cache) -> None:
    facts = torch.from_numpy(data.facts).float()
    for slot in range(len(cache.SLOTS)):
        claims = torch.from_numpy(data.claims[:, slot]).float()
        assert bool(fits(claims, facts).diagonal().all())


def test_a_text_that_is_also_true_of_another_picture_is_no_negative() -> None:
    images = functional.normalize(torch.eye(3, 4) + 0.1, dim=-1)
    texts = images.clone()
    texts[1] = texts[0]
    scale = torch.tensor(10.0)
    none = torch.eye(3, dtype=torch.bool)
    also = none.clone()
    also[0, 1] = also[1, 0] = True
    assert contrast(images, texts, scale, also) < contrast(images, texts, scale, none)
    assert torch.isfinite(contrast(images, texts, scale, torch.ones(3, 3, dtype=torch.bool)))


def test_colours_change_within_bounds_and_only_for_the_share_asked() -> None:
    pixels = torch.rand(8, 3, 64, 64, generator=torch.Generator().manual_seed(1))
    generator = torch.Generator().manual_seed(2)
    tinted = augment(pixels, 1.0, 1.0, generator)
    assert tinted.shape == pixels.shape
    assert 0 <= float(tinted.min()) <= float(tinted.max()) <= 1
    same = torch.Generator().manual_seed(3), torch.Generator().manual_seed(3)
    cropped, plain = augment(pixels, 0.0, 1.0, same[0]), augment(pixels, 1.0, 0.0, same[1])
    assert torch.allclose(cropped, plain, atol=1e-5)
    assert float((tinted - pixels).abs().mean()) > float((cropped - pixels).abs().mean())


def test_training_learns_and_goes_on_from_its_checkpoint_to_the_same_bits(
    data: cache.Cache, tmp_path: Path
) -> None:
    config = PretrainConfig(batch=6, steps=40, warmup_steps=2, easy_steps=1, pictures=12)
    whole = Trainer(config, SMALL, data)
    for _ in range(3):
        whole.advance()
    whole.save(tmp_path / "checkpoint.pt")
    losses = [whole.advance() for _ in range(3)]
    resumed = Trainer(config, SMALL, data)
    resumed.resume(tmp_path / "checkpoint.pt")
    assert [resumed.advance() for _ in range(3)] == losses
    for name, value in whole.model.state_dict().items():
        assert torch.equal(value, resumed.model.state_dict()[name]), name


def test_the_labels_learnt_are_claims_that_some_pictures_meet(data: cache.Cache) -> None:
    trainer = Trainer(PretrainConfig(batch=6, pictures=12), SMALL, data)
    learnt = [claim for claim, index in cache.CLAIMS.items() if trainer.learnt[index]]
    assert learnt
    assert not [claim for claim in learnt if "#" in claim or claim.endswith(("@far", "@near"))]


def test_claims_cover_whatever_a_caption_may_say() -> None:
    for domain in scenes.DOMAINS:
        scene = scenes.sample_scene(5, domain)
        assert captions.facts(scene, scenes.visible(scene)) <= set(cache.CLAIMS)


def test_the_fast_tower_gives_what_the_librarys_own_gives() -> None:
    model = weights.build(weights.MiniShape(), 3)
    pixels = torch.randn(2, 3, 128, 128, generator=torch.Generator().manual_seed(4))
    own, fast = model.encode_image(pixels), fast_tower.encode_image(model.visual, pixels)
    assert torch.allclose(own, fast, atol=1e-4)
    own.sum().backward()
    wanted = [p.grad.clone() for p in model.visual.parameters() if p.grad is not None]
    model.zero_grad()
    fast.sum().backward()
    found = [p.grad for p in model.visual.parameters() if p.grad is not None]
    assert len(wanted) == len(found)
    for one, other in zip(wanted, found, strict=True):
        assert torch.allclose(one, other, atol=1e-3, rtol=1e-3)


def test_frames_leave_the_picture_whole_within_them() -> None:
    pixels = torch.full((4, 3, 128, 128), 0.5)
    framed = frame(pixels, 1.0, torch.Generator().manual_seed(1))
    assert torch.allclose(framed[:, :, 40:80, 40:80], pixels[:, :, 40:80, 40:80])
    assert not torch.allclose(framed[:, :, :2], pixels[:, :, :2])
    assert torch.equal(frame(pixels, 0.0, torch.Generator().manual_seed(1)), pixels)
    assert 0 <= float(framed.min()) <= float(framed.max()) <= 1


def test_the_step_size_rises_falls_and_begins_anew() -> None:
    config = PretrainConfig()
    rate = Trainer._rate
    at = [rate(_Bare(config), step) for step in (0, 79, 899, 900, 1799, 1800, 1999)]
    assert at[0] < at[1]
    assert at[2] < 0.01 < 0.99 < at[3]
    assert at[4] < 0.01 < at[5] == pytest.approx(config.settle_rate)
    assert at[6] < 0.01


class _Bare(Trainer):
    """A trainer that knows its configuration alone."""

    def __init__(self, config: PretrainConfig) -> None:
        self.config = config
