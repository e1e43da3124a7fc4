"""The training loop: exact batches of works, each picture once for all of its captions."""

from __future__ import annotations

import dataclasses
import math
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from training import feeds
from training.adapter import Adapter, attach, detach
from training.bench import Bench
from training.channel import Talk
from training.device import memory_guard
from training.distributed import World
from training.errors import StoppedError, TrainingError
from training.feeds import Feed
from training.losses import hold_scale, masked_terms, scale_of
from training.objective import Objective, optimiser
from training.presets import Preset
from training.probing import Fit
from training.retrieval import Gallery, find
from training.run_state import Position, RunState
from training.schedule import batches, draws, learning_rate
from training.selection import good_epochs, score, zero_shot_wins

# Below this a gradient scaler has nothing left to give: the gradients themselves overflow.
_LEAST_SCALE = 1.0
# An early stop needs some steps without a better validation, however short the epochs are.
_PATIENCE = 1 / 6
# A gradient scaler that leaves out a larger share of the steps than this is told of.
_OFTEN = 0.05
_ALONE = World()


@dataclass(frozen=True)
class Outcome:
    """How the training ended.

    Attributes:
        epochs: Epochs done.
        best_epoch: The one whose adapter is kept, from 1.
        zero_shot_wins: Whether no trained epoch validated better than the base model.
        stopped: Whether it was asked to stop.
        fit: How batches went through the model.
    """

    epochs: int
    best_epoch: int
    zero_shot_wins: bool
    stopped: bool
    fit: Fit


@dataclass(frozen=True)
class Trained:
    """What `train` gives.

    Attributes:
        adapter: The kept epoch's; it sits on the bench's model.
        outcome: How the training ended.
        trainable: Numbers that were trained.
        seconds: Time it took, in this process.
    """

    adapter: Adapter
    outcome: Outcome
    trainable: int
    seconds: float


def train(
    bench: Bench,
    preset: Preset,
    seed: int,
    state: RunState,
    talk: Talk,
    resume: bool = False,
    world: World = _ALONE,
) -> Trained:
    """Trains one adapter on the parts "train" and "valid" of a bench, and leaves it on the model.

    Whoever calls this takes the adapter off (`detach`) before the next one; after an error there
    is none on the model. What is frozen is computed once for all trainings on one bench.

    Args:
        bench: Its model has no adapter.
        preset: Taken as it is.
        seed: Of the adapter's first values, of the order of the works and of all that is drawn.
        state: Where the run is kept meanwhile; whoever calls this clears it.
        talk: Hears the epochs, and may pause or stop the training.
        resume: Go on from what `state` holds, if it holds anything.
        world: The processes that train together.

    Raises:
        StoppedError: As `Trainer.run`.
        TrainingError: As `Trainer.run`, and as `attach`.
    """
    begun, clip = time.perf_counter(), bench.base.clip
    adapter = attach(clip, preset, seed)
    try:
        with memory_guard(), feeds.opened(bench, adapter, preset, world) as (learned, valid):
            trainer = Trainer(learned, valid, adapter, preset, seed, state, talk, world)
            outcome = trainer.run(resume)
    except BaseException:
        detach(clip)
        raise
    trainable = sum(each.numel() for each in adapter.parameters())
    return Trained(adapter, outcome, trainable, time.perf_counter() - begun)


class Trainer:
    """Trains an adapter that sits on a model, and keeps what it takes to go on later."""

    def __init__(
        self,
        learned: Feed,
        valid: Feed,
        adapter: Adapter,
        preset: Preset,
        seed: int,
        state: RunState,
        talk: Talk,
        world: World = _ALONE,
    ) -> None:
        """Nothing is computed yet; both feeds are of the model that the adapter sits on."""
        self._learned, self._valid, self._adapter = learned, valid, adapter
        self._preset, self._seed, self._state, self._talk = preset, seed, state, talk
        self._world, self._device = world, learned.device
        self._logit_scale: Tensor = learned.base.clip.logit_scale
        self._optimiser = optimiser(adapter.named_parameters(), preset)
        self._scaler = torch.amp.GradScaler(
            self._device.kind, enabled=self._device.precision == "fp16"
        )
        self._objective = Objective(learned, adapter, preset, self._scaler.scale, world)
        self._position, self._scores = Position(), []
        self._per_epoch = len(self._plan(0))
        self._epochs = preset.planned_epochs(self._per_epoch)
        self._steps = self._epochs * self._per_epoch
        self._fit = Fit(1, checkpoint=False)

    def run(self, resume: bool) -> Outcome:
        """Trains to the end, or until it is told to stop; the adapter is then the kept epoch's.

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
            self._fit = Fit(**self._position.fit)
            for epoch in self._good():
                self._state.read_epoch(epoch)  # better to hear of a damaged one now
        else:
            self._fit = self._objective.picked(max(map(len, self._plan(0))))
        self._world.wait()  # until all have read
        if self._world.first:
            if saved:
                self._state.keep_metrics_before(self._position.epoch)
            else:
                self._state.begin()
        self._objective.prepare(self._talk.check)
        if self._position.epoch == 0:
            self._finish_epoch(loss=None, rate=None, begun=time.perf_counter())
        while not self._done():
            if not self._epoch():
                return self._stopped()
        return self._outcome(stopped=False)

    def _plan(self, epoch: int) -> list[np.ndarray]:
        works = len(self._learned.part.works)
        return batches(works, self._preset.batch_works, self._seed, epoch)

    def _done(self) -> bool:
        done = self._position.epoch - 1
        if done >= self._epochs:
            return True
        if len(self._scores) < 2 or self._position.step < self._preset.least_steps:
            return False
        means = [float(each.mean()) for each in self._scores[1:]]
        waited = done - 1 - int(np.argmin(means))
        return (
            waited >= self._preset.patience
            and waited * self._per_epoch >= _PATIENCE * self._preset.budget_least
        )

    def _epoch(self) -> bool:
        """One epoch, or what is left of it; False where it was told to end."""
        position, begun = self._position, time.perf_counter() - self._position.seconds
        plan = self._plan(position.epoch)
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
        self._finish_epoch(float(np.mean(position.losses)), rate, begun)
        return self._go_on()

    def _go_on(self) -> bool:
        """Listens between two steps; False where the run is to end. State is saved before."""
        controls = self._talk.controls
        if self._world.first and (
            controls.wanted_save() or controls.is_paused() or controls.ending
        ):
            self._save()
            controls.wait_while_paused()
        return not self._world.told(controls.ending)

    def _step(self, works: np.ndarray, rate: float) -> float:
        """One step on a batch of works: its loss."""
        position, scaler, world = self._position, self._scaler, self._world
        drawn = draws(self._seed, position.epoch, position.batch)
        rows, texts = self._objective.rows(works, drawn)
        self._optimiser.set_rate(rate)
        self._optimiser.zero_grad()
        # Each process drops out other places.
        dropped = int(drawn.integers(2**62)) + world.rank
        loss = self._objective.backward(rows, texts, self._fit, dropped)
        if not bool(torch.isfinite(loss)):
            raise self._not_finite("loss")
        parameters = self._adapter.parameters()
        world.sum_gradients(parameters)
        scaler.unscale_(self._optimiser)  # type: ignore[arg-type]
        norm = nn.utils.clip_grad_norm_(parameters, self._preset.clip_norm)
        # With a scaler such a step is left out and the scale is lowered; without one it is a fault.
        if not scaler.is_enabled() and not bool(torch.isfinite(norm)):
            raise self._not_finite("gradient")
        scaler.step(self._optimiser)  # type: ignore[arg-type]
        scaler.update()
        if scaler.is_enabled() and scaler.get_scale() < _LEAST_SCALE:
            raise self._not_finite("gradient")
        if self._logit_scale.requires_grad:
            hold_scale(self._logit_scale)
        return float(loss)

    def _finish_epoch(self, loss: float | None, rate: float | None, begun: float) -> None:
        epoch = self._position.epoch
        told = self._validate()
        metric = {
            "epoch": epoch,
            "epochs": self._epochs,
            "loss": loss,
            **told,
            "lr": rate,
            "seconds": round(time.perf_counter() - begun, 3),
        }
        if self._world.first:
            self._state.write_epoch(epoch, self._adapter.tensors())
            self._state.add_metric(metric)
        self._position = Position(epoch=epoch + 1, step=self._position.step)
        if self._world.first:
            self._save()
            self._state.keep_epochs(self._good())
        self._talk.metric(metric)

    def _save(self) -> None:
        self._position.scaler = self._scaler.state_dict()
        self._position.fit = dataclasses.asdict(self._fit)
        self._state.save(self._position, self._optimiser, self._scores)

    def _good(self) -> list[int]:
        """The epochs that may yet be kept; without works to validate on the last one."""
        if not self._scores:
            return [self._position.epoch - 1]
        return good_epochs(self._scores)

    def _validate(self) -> dict[str, Any]:
        """valid_loss and valid of the metric; the works' scores are kept."""
        part = self._valid.part
        if not part.works:
            return {"valid_loss": None, "valid": None}
        images, texts = (
            vectors(self._world).cpu()
            for vectors in (self._valid.image_vectors, self._valid.text_vectors)
        )
        rows = np.arange(len(part.images)), np.arange(len(part.captions))
        right = torch.from_numpy(part.positives(*rows))
        with torch.no_grad():
            terms = masked_terms(images, texts, right, scale_of(self._logit_scale).cpu())
        valid_loss = float((terms[0].mean() + terms[1].mean()) / 2)
        if not math.isfinite(valid_loss):
            raise self._not_finite("validation loss")
        gallery = Gallery(part.image_work, part.text_work)
        found = find(images.numpy(), texts.numpy(), gallery)
        self._scores.append(score(found, part))
        figures = found.figures()
        return {
            "valid_loss": valid_loss,
            "valid": {name: figures[name] for name in ("t2i", "i2t", "mean_recall")},
        }

    def _stopped(self) -> Outcome:
        if self._world.told(self._talk.controls.gone.is_set()) or self._position.epoch < 2:
            raise StoppedError
        return self._outcome(stopped=True)

    def _outcome(self, stopped: bool) -> Outcome:
        best = self._good()[0]
        self._tell_left_out()
        self._world.wait()  # until the first has written it
        tensors = self._state.read_epoch(best)
        self._world.wait()  # until all have read it
        self._adapter.put(tensors)
        wins = bool(self._scores) and zero_shot_wins(self._scores, best)
        return Outcome(self._position.epoch - 1, best, wins, stopped, self._fit)

    def _tell_left_out(self) -> None:
        """Warns where the gradient scaler, seeing numbers overflow, left out many of the steps."""
        steps = self._position.step
        left = steps - self._optimiser.taken
        if left > _OFTEN * steps:
            self._talk.item(
                {
                    "code": "steps_left_out",
                    "what": f"{left} of {steps} steps were left out: their gradients overflowed "
                    "in half precision.",
                    "left_out": left,
                    "steps": steps,
                }
            )

    def _not_finite(self, what: str) -> TrainingError:
        step = self._position.step + 1
        return TrainingError(
            "not_finite",
            f"The {what} at step {step} is not a finite number.",
            "Choose another preset; if it happens again, fetch or copy the model anew.",
            step=step,
        )
