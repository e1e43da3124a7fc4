"""The training loop: batches of works, frozen texts, one forward of each picture."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from training import embed, lora
from training.adamw import AdamW
from training.base_model import BaseModel
from training.bench import Bench, text_vectors
from training.channel import Talk
from training.dataset import Part
from training.device import Device, memory_guard
from training.errors import StoppedError, TrainingError
from training.evaluate import Found, Gallery, find
from training.lora import Lora
from training.losses import masked_loss, masked_terms
from training.pixels import PixelStore, stored_vectors
from training.presets import Preset
from training.run_state import Position, RunState

_LEARNED_FROM = ("train", "valid")


@dataclass(frozen=True)
class Data:
    """One split with the frozen vectors of its texts, unit rows [M, D]."""

    part: Part
    texts: np.ndarray


@dataclass(frozen=True)
class Outcome:
    """How the training ended.

    Attributes:
        epochs: Epochs done.
        best_epoch: The one whose adapter is kept, from 1.
        zero_shot_wins: Whether no trained epoch validated better than the base model.
        stopped: Whether it was asked to stop.
    """

    epochs: int
    best_epoch: int
    zero_shot_wins: bool
    stopped: bool


@dataclass(frozen=True)
class Trained:
    """What `train` gives.

    Attributes:
        adapter: The kept epoch's; it sits on the bench's model.
        outcome: How the training ended.
        trainable: Numbers that were trained.
        seconds: Time it took, in this process.
    """

    adapter: Lora
    outcome: Outcome
    trainable: int
    seconds: float


def train(
    bench: Bench, preset: Preset, seed: int, state: RunState, talk: Talk, resume: bool = False
) -> Trained:
    """Trains one adapter on the parts "train" and "valid" of a bench, and leaves it on the model.

    Whoever calls this takes the adapter off (`detach`) before the next one; after an error there
    is none on the model. What is frozen is computed once for all trainings on one bench.

    Args:
        bench: Its model has no adapter.
        preset: Taken as it is.
        seed: Of the adapter's first values and of the order of the works.
        state: Where the run is kept meanwhile; whoever calls this clears it.
        talk: Hears the epochs, and may pause or stop the training.
        resume: Go on from what `state` holds, if it holds anything.

    Raises:
        StoppedError: As `Trainer.run`.
        TrainingError: As `Trainer.run`.
    """
    begun = time.perf_counter()
    train, valid = (Data(bench.parts[name], text_vectors(bench, name)) for name in _LEARNED_FROM)
    adapter = lora.attach(bench.base.clip, preset.rank, preset.alpha, seed)
    try:
        trainer = Trainer(
            bench.base, bench.device, adapter, preset, seed, bench.store, train, valid, state, talk
        )
        outcome = trainer.run(resume)
    except BaseException:
        lora.detach(bench.base.clip)
        raise
    trainable = sum(each.numel() for each in adapter.parameters())
    return Trained(adapter, outcome, trainable, time.perf_counter() - begun)


def learning_rate(preset: Preset, step: int, steps: int) -> float:
    """The step size at `step` (from 0) of `steps`: a linear rise, then constant or a cosine."""
    warmup = min(preset.warmup_steps, steps // 2)
    if step < warmup:
        return preset.learning_rate * (step + 1) / warmup
    if preset.schedule == "constant":
        return preset.learning_rate
    along = (step - warmup) / max(steps - warmup, 1)
    fall = (1 + math.cos(math.pi * along)) / 2
    return preset.learning_rate * (preset.final_fraction + (1 - preset.final_fraction) * fall)


def batches(works: int, size: int, seed: int, epoch: int) -> list[np.ndarray]:
    """The works of each batch of one epoch: every work once, batches of nearly equal size.

    The order follows from seed and epoch alone, so that a resumed epoch goes on in the same one.
    """
    order = np.random.default_rng([seed, epoch]).permutation(works)
    count = 1 if size > works / 2 else math.ceil(works / size)
    return np.array_split(order, count)


def earliest_good_epoch(scores: list[np.ndarray]) -> int:
    """The earliest trained epoch that validates as well as the best, within one standard error.

    The error is that of the paired difference by work. Lower scores are better.

    Args:
        scores: By epoch, the first being zero-shot: float [W].
    """
    best = min(range(1, len(scores)), key=lambda epoch: float(scores[epoch].mean()))
    for epoch in range(1, best):
        difference = scores[epoch] - scores[best]
        error = difference.std(ddof=1) / math.sqrt(len(difference)) if len(difference) > 1 else 0
        if difference.mean() <= error:
            return epoch
    return best


class Trainer:
    """Trains an adapter that sits on a model, and keeps what it takes to go on later."""

    def __init__(
        self,
        base: BaseModel,
        device: Device,
        lora: Lora,
        preset: Preset,
        seed: int,
        store: PixelStore,
        train: Data,
        valid: Data,
        state: RunState,
        talk: Talk,
    ) -> None:
        """Nothing is computed yet; the pixels of both splits are in `store`."""
        self._base, self._device, self._lora, self._preset = base, device, lora, preset
        self._seed, self._store, self._train, self._valid = seed, store, train, valid
        self._state, self._talk = state, talk
        names = [f"{name}.{part}" for name in lora.layers for part in ("lora_A", "lora_B")]
        self._optimiser = AdamW(
            dict(zip(names, lora.parameters(), strict=True)),
            betas=(preset.beta1, preset.beta2),
            decay=preset.weight_decay,
        )
        self._scaler = torch.amp.GradScaler(device.kind, enabled=device.precision == "fp16")
        self._scale = base.clip.logit_scale.detach().exp()
        self._texts = torch.from_numpy(train.texts).to(base.device)
        self._position, self._scores = Position(), []
        self._per_epoch = len(batches(len(train.part.works), preset.batch_works, seed, 0))
        self._steps = preset.epochs * self._per_epoch

    def run(self, resume: bool) -> Outcome:
        """Trains to the end, or until it is told to stop; the adapter is then the best epoch's.

        Args:
            resume: Go on from the saved state, if there is one.

        Raises:
            StoppedError: Stopped before an epoch was done, or the parent is gone (state is saved).
            TrainingError: `not_finite`, `out_of_memory`, `folder_unwritable`, `run_not_resumable`.
        """
        saved = self._state.load(self._optimiser) if resume else None
        if saved:
            self._position, self._scores = saved
            self._scaler.load_state_dict(self._position.scaler)
        else:
            self._state.begin()
        with memory_guard():
            if self._position.epoch == 0:
                self._finish_epoch(loss=None, rate=None, begun=time.perf_counter())
            while not self._done():
                if not self._epoch():
                    return self._stopped()
        return self._outcome(stopped=False)

    def _done(self) -> bool:
        done = self._position.epoch - 1
        if done >= self._preset.epochs:
            return True
        if len(self._scores) < 2 or self._position.step < self._preset.least_steps:
            return False
        means = [float(score.mean()) for score in self._scores[1:]]
        return done - 1 - int(np.argmin(means)) >= self._preset.patience

    def _epoch(self) -> bool:
        """One epoch, or what is left of it; False where it was told to end."""
        position, begun = self._position, time.perf_counter() - self._position.seconds
        plan = batches(
            len(self._train.part.works), self._preset.batch_works, self._seed, position.epoch
        )
        rate = self._preset.learning_rate
        while position.batch < len(plan):
            rate = learning_rate(self._preset, position.step, self._steps)
            position.losses.append(self._step(plan[position.batch], rate))
            position.batch += 1
            position.step += 1
            position.seconds = time.perf_counter() - begun
            self._talk.progress(position.step, self._steps, "step", "train")
            if position.batch < len(plan) and not self._go_on():
                return False
        loss = float(np.mean(position.losses))
        self._finish_epoch(loss, rate, begun)
        return self._go_on()

    def _go_on(self) -> bool:
        """Listens between two steps; False where the run is to end. State is saved before."""
        controls = self._talk.controls
        if controls.wanted_save() or controls.is_paused() or controls.ending:
            self._save()
            controls.wait_while_paused()
        return not controls.ending

    def _step(self, works: np.ndarray, rate: float) -> float:
        """One step on a batch of works: its loss.

        Each picture goes through the tower once for all its captions.
        """
        self._optimiser.param_groups[0]["lr"] = rate
        rows, texts = self._train.part.rows_of(works)
        pixels = self._store.read([self._train.part.images[row].hash for row in rows])
        with self._device.autocast():
            encoded = self._base.clip.encode_image(embed.as_input(self._base, pixels))
        loss = masked_loss(
            embed.unit(encoded),
            self._texts[torch.from_numpy(texts)],
            torch.from_numpy(self._train.part.positives(rows, texts)).to(self._base.device),
            self._scale,
        )
        if not bool(torch.isfinite(loss)):
            raise _not_finite("loss", self._position.step)
        self._optimiser.zero_grad()
        self._scaler.scale(loss).backward()
        self._scaler.unscale_(self._optimiser)  # type: ignore[arg-type]
        norm = torch.nn.utils.clip_grad_norm_(self._lora.parameters(), self._preset.clip_norm)
        # With a scaler such a step is left out and the scale is lowered; without one it is a fault.
        if not self._scaler.is_enabled() and not bool(torch.isfinite(norm)):
            raise _not_finite("gradient", self._position.step)
        self._scaler.step(self._optimiser)  # type: ignore[arg-type]
        self._scaler.update()
        return float(loss.detach())

    def _finish_epoch(self, loss: float | None, rate: float | None, begun: float) -> None:
        epoch = self._position.epoch
        told = self._validate()
        metric = {
            "epoch": epoch,
            "epochs": self._preset.epochs,
            "loss": loss,
            **told,
            "lr": rate,
            "seconds": round(time.perf_counter() - begun, 3),
        }
        self._state.write_epoch(epoch, self._lora.tensors())
        self._state.add_metric(metric)
        self._position = Position(epoch=epoch + 1, step=self._position.step)
        self._save()
        self._talk.metric(metric)

    def _save(self) -> None:
        self._position.scaler = self._scaler.state_dict()
        self._state.save(self._position, self._optimiser, self._scores)

    def _validate(self) -> dict[str, Any]:
        """valid_loss and valid of the metric; the works' scores are kept."""
        part, texts = self._valid.part, self._valid.texts
        if not part.works:
            return {"valid_loss": None, "valid": None}
        images = picture_vectors(self._base, self._device, self._store, part)
        rows = np.arange(len(part.images)), np.arange(len(part.captions))
        terms = masked_terms(
            torch.from_numpy(images),
            torch.from_numpy(texts),
            torch.from_numpy(part.positives(*rows)),
            self._scale.cpu(),
        )
        valid_loss = float((terms[0].mean() + terms[1].mean()) / 2)
        if not math.isfinite(valid_loss):
            raise _not_finite("validation loss", self._position.step)
        found = find(images, texts, Gallery(part.image_work, part.text_work))
        self._scores.append(_score(found, part))
        figures = found.figures()
        return {
            "valid_loss": valid_loss,
            "valid": {name: figures[name] for name in ("t2i", "i2t", "mean_recall")},
        }

    def _stopped(self) -> Outcome:
        if self._talk.controls.gone.is_set() or self._position.epoch < 2:
            raise StoppedError
        return self._outcome(stopped=True)

    def _outcome(self, stopped: bool) -> Outcome:
        done = self._position.epoch - 1
        best = earliest_good_epoch(self._scores) if self._scores else done
        self._lora.put(self._state.read_epoch(best))
        wins = bool(self._scores) and float(self._scores[0].mean()) <= float(
            self._scores[best].mean()
        )
        return Outcome(done, best, wins, stopped)


def picture_vectors(
    base: BaseModel,
    device: Device,
    store: PixelStore,
    part: Part,
    on_done: Callable[[int], None] = lambda done: None,
) -> np.ndarray:
    """Unit vectors of a split's pictures as the model now is: float32 [N, D]."""
    return stored_vectors(
        store,
        [image.hash for image in part.images],
        lambda pixels: embed.pixels(base, device, pixels),
        base.config.dim,
        on_done,
    )


def _score(found: Found, part: Part) -> np.ndarray:
    """What epochs are chosen by, lower is better: float64 [W], mean log rank of the right answers.

    Ranks are what a search shows. The loss would not do: at a fixed logit scale it rises while
    ranks still improve, as the model grows surer of what it gets wrong. Recall would be too coarse
    on a few dozen works.
    """
    ways = ((found.t2i.rank, part.text_work), (found.i2t.rank, part.image_work))
    means = [_mean_by_work(np.log(rank), work, len(part.works)) for rank, work in ways]
    return (means[0] + means[1]) / 2


def _mean_by_work(values: np.ndarray, work: np.ndarray, works: int) -> np.ndarray:
    return np.bincount(work, weights=values, minlength=works) / np.bincount(work, minlength=works)


def _not_finite(what: str, step: int) -> TrainingError:
    return TrainingError(
        "not_finite",
        f"The {what} at step {step + 1} is not a finite number.",
        "Choose another preset; if it happens again, fetch or copy the model anew.",
        step=step + 1,
    )
