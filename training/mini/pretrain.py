"""Trains the mini Chinese-CLIP from nothing on painted scenes: `python -m training.mini.pretrain OUT`.

The result is a synthetic demo model. It sees pictures of the base domain only; how the museum's old silk looks,
and the museum's rarer words, are left for finetuning to learn. Two cores suffice.
"""

from __future__ import annotations

import os

# Read by OpenMP when torch is loaded: threads that spin while they wait take the cores from others.
os.environ.setdefault("GOMP_SPINCOUNT", "0")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import argparse
import json
import logging
import math
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

import numpy as np
import torch
from cn_clip.clip.model import CLIP, VisualTransformer
from torch import Tensor, nn
from torch.nn import functional

from training.mini import cache, measure, weights
from training.mini.augment import augment, frame
from training.mini.fast_tower import encode_image

log = logging.getLogger("training.mini.pretrain")


@dataclass(frozen=True)
class PretrainConfig:
    """Everything that decides the weights; written beside them.

    Attributes:
        domains: painter domains that are seen.
        first_seed, pictures: the scenes trained on; the held-out ones follow `held_out_seed`.
        steps: optimiser steps of `batch` pictures with two texts each.
        restart_at: the step size falls to zero along a cosine here, begins anew, and falls again
            until `settle_at`.
        settle_at, settle_rate, settle_varied: from here on to the end the step size falls once
            more, from this share of it, and this share of the later changes is made.
        easy_steps: at first one of the two is a list of keywords, from which words are learnt soonest.
        tinted, tint_strength: share of pictures whose colours are changed, and how far; none at
            first, and all of the share from half of the way to the restart on.
        later_tinted, later_tint_strength, later_framed: the same from the restart on, and the share
            of pictures that is then set in coloured frames.
        label_weight: weight of the auxiliary loss on scene labels.
        held_out: unseen base pictures measured at the end.
    """

    domains: tuple[str, ...] = ("base",)
    seed: int = 11
    first_seed: int = 1_000_000
    pictures: int = 16_000
    steps: int = 2_000
    restart_at: int = 900
    settle_at: int = 1_800
    settle_rate: float = 0.4
    settle_varied: float = 0.5
    easy_steps: int = 150
    batch: int = 128
    learning_rate: float = 1e-3
    warmup_steps: int = 80
    weight_decay: float = 0.05
    betas: tuple[float, float] = (0.9, 0.98)
    clip_norm: float = 1.0
    tinted: float = 0.4
    tint_strength: float = 0.8
    later_tinted: float = 0.65
    later_tint_strength: float = 1.7
    later_framed: float = 0.6
    label_weight: float = 40.0
    held_out_seed: int = 5_000_000
    held_out: int = 300


def fits(claims: Tensor, facts: Tensor) -> Tensor:
    """Says which text is true of which picture.

    Args:
        claims: [T, C], 1 where a text claims something.
        facts: [B, C], 1 where it is true of a picture.

    Returns:
        bool [B, T]: true where all that the text claims holds of the picture.
    """
    return ((1 - facts) @ claims.T) == 0


def contrast(images: Tensor, texts: Tensor, scale: Tensor, also: Tensor) -> Tensor:
    """Symmetric InfoNCE over unit rows [B, D], where texts that fit another picture too are no negatives.

    Args:
        images: unit rows [B, D].
        texts: unit rows [B, D], row i told of picture i.
        scale: the factor on the cosines.
        also: bool [B, B], `fits` of the batch.
    """
    own = torch.arange(len(images))
    others = also & ~torch.eye(len(images), dtype=torch.bool)
    logits = (scale * images @ texts.T).masked_fill(others, float("-inf"))
    return (functional.cross_entropy(logits, own) + functional.cross_entropy(logits.T, own)) / 2


class Trainer:
    """One pretraining: model, optimiser, where it stands; saved to and resumed from one file."""

    def __init__(self, config: PretrainConfig, shape: weights.MiniShape, data: cache.Cache) -> None:
        self.config, self.data = config, data
        self.model: CLIP = weights.build(shape, config.seed)
        self.labels = nn.Linear(shape.embed_dim, len(cache.CLAIMS))
        self.generator = torch.Generator().manual_seed(config.seed)
        self.facts = torch.from_numpy(data.facts).float()
        # Labels too rare to learn from would only add noise; counts and depths are left to the texts.
        often = self.facts.mean(0)
        named = [
            not claim.endswith(("@far", "@near")) and "#" not in claim for claim in cache.CLAIMS
        ]
        self.learnt = (often > 0.005) & (often < 0.995) & torch.tensor(named)
        matrices = [p for p in self.model.parameters() if p.ndim > 1]
        vectors = [p for p in self.model.parameters() if p.ndim <= 1]
        groups = [
            {"params": [*matrices, *self.labels.parameters()]},
            {"params": vectors, "weight_decay": 0.0},
        ]
        self.optimiser = torch.optim.AdamW(
            groups, lr=config.learning_rate, betas=config.betas, weight_decay=config.weight_decay
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._rate)
        self.step = 0
        self.seconds = 0.0

    def _rate(self, step: int) -> float:
        config = self.config
        if step < config.warmup_steps:
            return (step + 1) / config.warmup_steps
        begun, ended, high = config.warmup_steps, config.restart_at, 1.0
        if step >= config.settle_at:
            begun, ended, high = config.settle_at, config.steps, config.settle_rate
        elif step >= config.restart_at:
            begun, ended = config.restart_at, config.settle_at
        along = (step - begun) / max(1, ended - begun)
        return high * 0.5 * (1 + math.cos(math.pi * min(1.0, along)))

    def _varied(self, pixels: Tensor) -> Tensor:
        """The pictures with colours changed and frames added, as far as the training has come."""
        config = self.config
        if self.step < config.restart_at:
            share = config.tinted * min(1.0, max(0.0, 4 * self.step / config.restart_at - 1))
            return augment(pixels, share, config.tint_strength, self.generator)
        part = config.settle_varied if self.step >= config.settle_at else 1.0
        tinted, framed = part * config.later_tinted, part * config.later_framed
        pixels = augment(pixels, tinted, config.later_tint_strength, self.generator)
        return frame(pixels, framed, self.generator)

    def _rows(self) -> np.ndarray:
        """The pictures of this step: every epoch has an order of its own, drawn from the seed."""
        batch, count = self.config.batch, len(self.data.pixels)
        per_epoch = count // batch
        epoch, at = divmod(self.step, per_epoch)
        order = np.random.default_rng((self.config.seed, epoch)).permutation(count)
        return np.sort(order[at * batch : (at + 1) * batch])

    def _texts(self, rows: np.ndarray, shares: tuple[float, ...]) -> tuple[Tensor, Tensor]:
        draws = torch.tensor(shares).expand(len(rows), -1)
        slots = torch.multinomial(draws, 1, generator=self.generator).squeeze(1).numpy()
        tokens = torch.from_numpy(self.data.tokens[rows, slots])
        longest = int((tokens != 0).sum(1).max())
        claims = torch.from_numpy(self.data.claims[rows, slots]).float()
        return tokens[:, :longest], claims

    def advance(self) -> tuple[float, float]:
        """Makes one step.

        Returns:
            The contrastive loss over both texts, and the label loss.
        """
        rows = self._rows()
        pixels = measure.pixels_of(np.asarray(self.data.pixels[rows]))
        pixels = self._varied(pixels)
        facts = self.facts[torch.from_numpy(rows)]
        easy = self.step < self.config.easy_steps
        shares = (cache.TAG_SHARES if easy else cache.LONG_SHARES, cache.BRIEF_SHARES)
        told = [self._texts(rows, each) for each in shares]
        tower = cast(VisualTransformer, self.model.visual)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            embedded = encode_image(tower, measure.normalised(pixels))
            encoded = [self.model.encode_text(tokens) for tokens, _ in told]
            guessed = self.labels(embedded)
        images = functional.normalize(embedded.float(), dim=-1)
        scale = self.model.logit_scale.exp()
        losses = [
            contrast(
                images, functional.normalize(texts.float(), dim=-1), scale, fits(claims, facts)
            )
            for texts, (_, claims) in zip(encoded, told, strict=True)
        ]
        nce = torch.stack(losses).mean()
        named = functional.binary_cross_entropy_with_logits(
            guessed.float()[:, self.learnt], facts[:, self.learnt]
        )
        self.optimiser.zero_grad(set_to_none=True)
        (nce + self.config.label_weight * named).backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.config.clip_norm)
        self.optimiser.step()
        self.schedule.step()
        with torch.no_grad():
            self.model.logit_scale.clamp_(0, math.log(100))
        self.step += 1
        return nce.item(), named.item()

    def save(self, path: Path) -> None:
        """Writes all that is needed to go on from here."""
        parts = {name: getattr(self, name).state_dict() for name in self._PARTS}
        counts = {"step": self.step, "seconds": self.seconds}
        state = {**parts, **counts, "generator": self.generator.get_state()}
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def resume(self, path: Path) -> None:
        """Goes on from what `save` wrote."""
        state = torch.load(path, weights_only=True)
        for name in self._PARTS:
            getattr(self, name).load_state_dict(state[name])
        self.generator.set_state(state["generator"])
        self.step, self.seconds = state["step"], state["seconds"]

    _PARTS = ("model", "labels", "optimiser", "schedule")


def train(config: PretrainConfig, work: Path) -> Trainer:
    """Trains from `config`, going on from a checkpoint in `work` if there is one; paints what is missing.

    Must be called under a main guard: painting uses child processes.
    """
    shape = weights.MiniShape()
    (domain,) = config.domains
    data = cache.make(
        work,
        config.first_seed,
        config.pictures,
        shape.image_resolution,
        domain=domain,
        note=log.info,
    )
    trainer = Trainer(config, shape, data)
    checkpoint = work / "checkpoint.pt"
    if checkpoint.exists():
        trainer.resume(checkpoint)
    sums, counted = np.zeros(2), 0
    while trainer.step < config.steps:
        begun = time.monotonic()
        sums, counted = sums + trainer.advance(), counted + 1
        trainer.seconds += time.monotonic() - begun
        if trainer.step % 25 == 0:
            losses = sums / counted
            text = "step %d of %d, contrast %.3f, labels %.4f, %.0f s"
            log.info(text, trainer.step, config.steps, *losses, trainer.seconds)
            sums, counted = np.zeros(2), 0
        if trainer.step % 100 == 0:
            trainer.save(checkpoint)
    return trainer


def main(arguments: list[str]) -> int:
    """Runs the pretraining and writes the model's files; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.mini.pretrain", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the model's files")
    parser.add_argument("--work", type=Path, required=True, help="folder for pictures, checkpoints")
    parser.add_argument("--steps", type=int, default=PretrainConfig.steps)
    parser.add_argument("--pictures", type=int, default=PretrainConfig.pictures)
    parser.add_argument("--seed", type=int, default=PretrainConfig.seed)
    given = parser.parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(message)s", stream=sys.stderr)
    log.setLevel(logging.INFO)
    config = PretrainConfig(
        steps=given.steps,
        pictures=given.pictures,
        seed=given.seed,
    )
    trainer = train(config, given.work)
    weights.save(trainer.model.eval(), weights.MiniShape(), given.out)
    record = {"config": asdict(config), "seconds": round(trainer.seconds)}
    (given.out / "pretrain.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    log.info("written to %s after %d s of training", given.out, record["seconds"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
