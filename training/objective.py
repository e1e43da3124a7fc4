"""What a preset descends on: the loss of a batch with its gradient, and the steps' sizes by part."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import numpy as np
import torch
from torch import Tensor, nn

from training.accumulate import Side, backward
from training.adamw import AdamW, Group
from training.adapter import Adapter
from training.distributed import World
from training.feeds import Feed
from training.losses import distortion, masked_loss, pairs_loss, scale_of
from training.presets import Preset
from training.probing import Fit, pick
from training.tokens import PAD


class Objective:
    """The loss of batches of one feed under an adapter. Main thread."""

    def __init__(
        self,
        feed: Feed,
        adapter: Adapter,
        preset: Preset,
        scale: Callable[[Tensor], Tensor],
        world: World,
    ) -> None:
        """Nothing is computed yet.

        Args:
            feed: What is learned from.
            adapter: On the feed's model.
            preset: Chooses the loss.
            scale: What is done to the loss before it is differentiated: a scaler's `scale`.
            world: The processes that share each batch.
        """
        self._feed, self._adapter, self._preset = feed, adapter, preset
        self._scale, self._world = scale, world
        self._unmoved: Tensor | None = None

    def prepare(self, on_done: Callable[[], None]) -> None:
        """Computes the base model's pictures, where the preset holds on to them.

        Args:
            on_done: Called now and then; what it raises ends the work.
        """
        if self._preset.distortion:
            with self._adapter.at_strength(0.0):
                self._unmoved = self._feed.image_vectors(self._world, on_done)

    def rows(self, works: np.ndarray, drawn: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """The pictures of these works, and all of their texts; as pairs a drawn text a picture."""
        part = self._feed.part
        rows, texts = part.rows_of(works)
        if self._preset.loss == "masked" and self._preset.mask_same_work:
            return rows, texts
        own = [np.flatnonzero(part.text_work == work) for work in part.image_work[rows]]
        return rows, np.array([drawn.choice(each) for each in own])

    def backward(self, rows: np.ndarray, texts: np.ndarray, fit: Fit, seed: int) -> Tensor:
        """The loss of these pictures and texts; its gradients are added to the parameters.

        What an update's dropout leaves out follows from `seed`.
        """
        with self._adapter.dropping(seed):
            return self._backward(rows, texts, self._loss(rows, texts), fit, self._world)

    def picked(self, works: int) -> Fit:
        """How the largest batch of so many works goes through the model, with its longest texts.

        Gradients that there are become worthless.
        """
        part = self._feed.part
        images, texts = (
            int(np.sort(np.bincount(each))[-works:].sum())
            for each in (part.image_work, part.text_work)
        )
        longest = np.argsort((self._feed.ids != PAD).sum(axis=1))[::-1]

        def attempt(pictures: int, fit: Fit) -> None:
            rows = np.resize(np.arange(len(part.images)), pictures)
            words = np.resize(longest, math.ceil(texts * pictures / images))
            with self._adapter.dropping(0):
                self._backward(rows, words, _any_loss, fit, World())
            for each in self._adapter.parameters():
                each.grad = None

        kind = self._feed.device.kind
        return pick(attempt, math.ceil(images / self._world.size), kind)

    def _loss(self, rows: np.ndarray, texts: np.ndarray) -> Callable[[Tensor, Tensor], Tensor]:
        preset, clip = self._preset, self._feed.base.clip
        right = torch.from_numpy(self._feed.part.positives(rows, texts)).to(self._feed.base.device)
        unmoved = None if self._unmoved is None else self._unmoved[torch.from_numpy(rows)]

        def loss(images: Tensor, words: Tensor) -> Tensor:
            scale = scale_of(clip.logit_scale)
            if preset.mask_same_work:
                value = masked_loss(images, words, right, scale, preset.label_smoothing)
            else:
                value = pairs_loss(images, words, scale, preset.label_smoothing)
            if unmoved is not None:
                value = value + preset.distortion * distortion(images, unmoved)
            return value

        return loss

    def _backward(
        self,
        rows: np.ndarray,
        texts: np.ndarray,
        loss: Callable[[Tensor, Tensor], Tensor],
        fit: Fit,
        world: World,
    ) -> Tensor:
        images, words = (
            partial(encode, checkpoint=fit.checkpoint)
            for encode in (self._feed.images, self._feed.texts)
        )
        return backward(
            Side(images, rows, self._adapter.touches_images),
            Side(words, texts, self._adapter.touches_text),
            loss,
            fit.chunk,
            self._scale,
            world,
        )


def optimiser(parameters: dict[str, nn.Parameter], preset: Preset) -> AdamW:
    """AdamW over the parameters by name, in groups.

    B may take larger steps than A (LoRA+, arXiv 2402.12354). What is no matrix is not decayed:
    biases, norms and the logit scale, as Chinese-CLIP trains.
    """
    groups = [
        Group(
            {
                name: value
                for name, value in parameters.items()
                if name.endswith(".lora_B") == is_b and (value.ndim > 1) == is_matrix
            },
            preset.weight_decay if is_matrix else 0.0,
            preset.rate_ratio_b if is_b else 1.0,
        )
        for is_b in (False, True)
        for is_matrix in (True, False)
    ]
    filled = [group for group in groups if group.parameters]
    return AdamW(filled, (preset.beta1, preset.beta2))


def _any_loss(images: Tensor, texts: Tensor) -> Tensor:
    """It takes the memory that the loss of a batch takes."""
    return (images @ texts.T).logsumexp(dim=1).mean()
