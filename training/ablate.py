"""The verb that takes the recipe apart: several ways of finetuning on one snapshot, one table."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training import ablation_report, adapter, embed, groups, presets, run_folder, templates
from training import evaluate as measure
from training.bench import Bench, prepare
from training.channel import Talk
from training.dataset import SPLITS
from training.errors import StoppedError
from training.examination import Examination
from training.loop import Trained, train
from training.pixels import stored_vectors
from training.presets import Preset
from training.protocol import Ablate, Event
from training.run_state import RunState
from training.statistics import holm
from training.templates import Templates

TABLE, PAGE, FIGURE = "ablation.json", "ablation.md", "ablation.png"
RANKS = (2, 8, 16)
_STEPS_A_WEIGHT = 100
# Of a trial's share of the time so much is training; the rest is measuring.
_TRAINING = 0.9


@dataclass(frozen=True)
class Trial:
    """One model, and the rows of the table that are measured on it.

    Attributes:
        preset: How it is trained; None for the base model as it is.
        plain: Name of the row with the captions as they are.
        templated: Name of the row with prompt templates, where there is one.
        weight: How long it takes beside a LoRA finetune, roughly, for the time that is left.
        sweep_only: Whether it stands in the table of ranks alone.
    """

    preset: Preset | None
    plain: str
    templated: str = ""
    weight: float = 1.0
    sweep_only: bool = False


def trials(demo_model: bool) -> tuple[Trial, ...]:
    """What is compared, in the order in which it is trained.

    LoRA is the preset `auto` of that model. Its rank is swept twice: with its scale kept, and with
    alpha kept, where a higher rank is also a weaker update. May be called on any thread.
    """
    lora = presets.resolve(presets.AUTO, demo_model)
    both = [
        Trial(
            dataclasses.replace(lora, rank=rank, alpha=alpha),
            f"LoRA r {rank}, {kept} kept",
            sweep_only=True,
        )
        for kept, alphas in (
            ("scale", [lora.alpha * rank / lora.rank for rank in RANKS]),
            ("alpha", [lora.alpha] * len(RANKS)),
        )
        for rank, alpha in zip(RANKS, alphas, strict=True)
    ]
    plain = f"LoRA r {lora.rank}"
    return (
        Trial(None, "zero-shot", "zero-shot + prompt templates", weight=0.2),
        Trial(lora, plain, f"{plain} + prompt templates"),
        Trial(_other("head", demo_model), "head", weight=0.2),
        Trial(_other("full", demo_model), "full finetuning", weight=2.5),
        *both,
    )


# What the mini model learns best from, of what moves many of its weights at once: chosen on the
# demo's validation works alone, by the score that epochs are chosen by, at seed 0. Full finetuning
# among 5e-5, 2e-4 and 1e-3, the head among 1e-4, 3e-4, … 3e-2.
_ON_THE_MINI_MODEL: dict[str, dict[str, Any]] = {
    "full": {"learning_rate": 2e-4, "epochs": 10, "warmup_steps": 10},
    "head": {"learning_rate": 1e-2, "epochs": 60, "warmup_steps": 10},
}


def _other(name: str, demo_model: bool) -> Preset:
    preset = presets.PRESETS[name]
    return dataclasses.replace(preset, **_ON_THE_MINI_MODEL[name]) if demo_model else preset


def ablate(asked: Ablate, talk: Talk) -> dict[str, Any]:
    """Does what `protocol.Ablate` asks and returns its result.

    A row is written as soon as it is measured. Asked again for the same, it goes on after the rows
    that are there, and in the one that was cut off at the epoch where it was.

    Raises:
        TrainingError: As `finetuning.finetune`; `bad_request` for templates that cannot be used.
        StoppedError: The rows that are done stay.
    """
    known = templates.read(Path(asked.templates))
    bench = prepare(asked.model, asked.snapshot, asked.pixels, SPLITS, talk)
    try:
        cleaned, _ = groups.without_leaks(bench)
        return _Table(asked, known, cleaned, talk).fill()
    finally:
        bench.store.close()


class _Table:
    """The rows of one ablation, those that are done and those to come."""

    def __init__(self, asked: Ablate, known: Templates, bench: Bench, talk: Talk) -> None:
        self._trials = trials(bench.base.config.demo)
        self._out, self._seed, self._known = Path(asked.out), asked.seed, known
        self._talk = _Overall(talk, self._trials)
        self._bench = dataclasses.replace(bench, talk=self._talk)
        # Rows are told of the held-out gallery alone: the other works need not be encoded.
        held_out = dataclasses.replace(self._bench, parts={"test": bench.parts["test"]})
        self._examination = Examination(held_out, asked.probe)
        captions = [caption.text for caption in self._examination.test.captions]
        self._filled = templates.fill(known, captions, bench.base.config.context)
        self._identity = self._told_identity(asked)
        self._about, self._rows = self._kept()

    def fill(self) -> dict[str, Any]:
        """Trains and measures what is missing, and writes table, page and figure."""
        done = {row["name"] for row in self._rows}
        for place, trial in enumerate(self._trials):
            self._talk.begin(place)
            if trial.plain not in done:
                self._rows += self._measured(trial)
                self._write(finished=False)
            self._talk.check()
        told = self._write(finished=True)
        page = ablation_report.markdown(told, FIGURE)
        run_folder.write(self._out / PAGE, page.encode())
        run_folder.write(self._out / FIGURE, ablation_report.figure(told))
        self._talk.end()
        files = [str(self._out / name) for name in (TABLE, PAGE, FIGURE)]
        return {"rows": told["rows"], "works": told["works"], "gallery": told["gallery"]} | {
            "files": files
        }

    def _measured(self, trial: Trial) -> list[dict[str, Any]]:
        """The rows of one trial; the model is as it was when this returns."""
        if trial.preset is None:
            return self._untrained(trial)
        folder = self._out / "training"
        identity = {"row": trial.plain, **self._identity}
        state = RunState(folder, json.loads(json.dumps(identity)))
        trained = train(self._bench, trial.preset, self._seed, state, self._talk, resume=True)
        try:
            if trained.outcome.stopped:
                raise StoppedError
            # One that was cut off took longer than its last part.
            rows = self._rows_of(trial, trained, max(trained.seconds, state.seconds()))
        finally:
            adapter.detach(self._bench.base.clip)
        state.clear()
        shutil.rmtree(folder, ignore_errors=True)
        return rows

    def _untrained(self, trial: Trial) -> list[dict[str, Any]]:
        images, texts = self._examination.zero_shot()
        averaged = self._averaged()
        figures = measure.compare(self._examination.test, images, images, (texts, averaged))
        self._about = {name: figures[name] for name in ("works", "gallery", "chance")}
        plain = _row(trial, trial.plain, figures, "zero_shot")
        return [
            plain | {"difference": None},
            _row(trial, trial.templated, figures, "finetuned") | {"templates": True},
        ]

    def _rows_of(self, trial: Trial, trained: Trained, seconds: float) -> list[dict[str, Any]]:
        examined, bench = self._examination, self._bench
        figures = examined.figures(trained.adapter, curve=False)
        lora = trial.preset is not None and trial.preset.trains == "lora"
        told = {
            "preset": trial.preset.name if trial.preset else None,
            "rank": trained.adapter.rank if lora else None,
            "scale": trained.adapter.scaling if lora else None,
            "trainable": trained.trainable,
            "seconds": round(seconds, 3),
            "best_epoch": trained.outcome.best_epoch,
            "kept": "zero_shot" if trained.outcome.zero_shot_wins else "finetuned",
            "forgetting": figures["forgetting"],
        }
        rows = [_row(trial, trial.plain, figures, "finetuned") | told]
        if trial.templated:
            test, (images, texts) = examined.test, examined.zero_shot()
            after = stored_vectors(
                bench.store,
                [image.hash for image in test.images],
                lambda pixels: embed.pixels(bench.base, bench.device, pixels),
                bench.base.config.dim,
                lambda _: self._talk.check(),
            )
            figures = measure.compare(test, images, after, (texts, self._averaged()))
            row = _row(trial, trial.templated, figures, "finetuned")
            rows.append(row | told | {"templates": True})
        return rows

    def _averaged(self) -> Any:
        return templates.vectors(
            self._bench.base,
            self._bench.device,
            self._filled,
            len(self._examination.test.captions),
            lambda _: self._talk.check(),
        )

    def _told_identity(self, asked: Ablate) -> dict[str, Any]:
        """What must be the same for rows that are there to be kept."""
        snapshot = Path(asked.snapshot)
        taken = snapshot.read_bytes() if snapshot.is_file() else b""
        return {
            "base": self._bench.base.fingerprint,
            "precision": self._bench.device.precision,
            "seed": self._seed,
            "snapshot": hashlib.sha256(taken).hexdigest(),
            "split_hash": self._bench.snapshot.split_hash,
            "templates": [self._known.version, *self._known.sentences],
            "probe": asked.probe,
            "presets": [
                trial.preset and dataclasses.asdict(trial.preset) for trial in self._trials
            ],
        }

    def _kept(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Works, gallery and chance, and the rows, of an ablation of the same that broke off."""
        try:
            told = json.loads((self._out / TABLE).read_bytes())
            if told["identity"] == json.loads(json.dumps(self._identity)):
                return {name: told[name] for name in ("works", "gallery", "chance")}, told["rows"]
        except (OSError, ValueError, KeyError, TypeError):
            pass  # there is none, or none that can be gone on with
        shutil.rmtree(self._out / "training", ignore_errors=True)
        return {}, []

    def _write(self, *, finished: bool) -> dict[str, Any]:
        """Writes ablation.json whole, p values corrected over the rows that are there."""
        compared = [row for row in self._rows if row["difference"]]
        corrected = holm([row["difference"]["mean_recall"]["p"] for row in compared])
        for row, p in zip(compared, corrected, strict=True):
            row["p_holm"] = p
        told = {
            "schema": 1,
            "identity": self._identity,
            "finished": finished,
            "model": self._bench.base.config.name,
            "demo_model": self._bench.base.config.demo,
            "seed": self._seed,
            "templates": {
                "version": self._known.version,
                "count": len(self._known.sentences),
                "texts": len(self._filled.texts),
                "plain": self._filled.plain,
            },
            **self._about,
            "rows": self._rows,
        }
        run_folder.write(self._out / TABLE, json.dumps(told, ensure_ascii=False, indent=1).encode())
        return told


def _row(trial: Trial, name: str, figures: dict[str, Any], side: str) -> dict[str, Any]:
    """One row from what `evaluate.compare` tells; what training adds is null."""
    model = figures[side]
    return {
        "name": name,
        "preset": None,
        "rank": None,
        "scale": None,
        "trainable": 0,
        "seconds": 0.0,
        "best_epoch": None,
        "kept": None,
        "templates": False,
        "sweep_only": trial.sweep_only,
        "t2i": model["t2i"],
        "i2t": model["i2t"],
        "mean_recall": model["mean_recall"],
        "interval": model["interval"],
        "difference": figures["difference"],
        "p_holm": None,
        "forgetting": None,
    }


class _Overall(Talk):
    """Tells how far all trials together have come, whatever the one in hand tells of itself."""

    def __init__(self, talk: Talk, trials: Sequence[Trial]) -> None:
        self.controls = talk.controls
        self._talk, self._trials = talk, trials
        self._weights = [round(_STEPS_A_WEIGHT * trial.weight) for trial in trials]
        self._place = 0

    def begin(self, place: int) -> None:
        """The trial at `place` begins."""
        self._place = place
        self._tell(0.0, "train")

    def end(self) -> None:
        """All are done."""
        self._talk.progress(sum(self._weights), sum(self._weights), "step", "evaluate")

    def say(self, event: Event) -> None:
        self._talk.say(event)

    def progress(self, done: int, total: int, unit: str, note: str) -> None:
        """Training fills most of a trial's share; what is measured after it has no count here."""
        share = done / total if total else 0.0
        if note == "train":
            self._tell(_TRAINING * share, note)
        elif note in ("evaluate", "forgetting"):
            self._tell(_TRAINING, note)

    def metric(self, values: dict[str, Any]) -> None:
        """An epoch, with the row that it belongs to."""
        self._talk.metric({"row": self._trials[self._place].plain, **values})

    def item(self, values: dict[str, Any]) -> None:
        self._talk.item(values)

    def _tell(self, share: float, note: str) -> None:
        before = sum(self._weights[: self._place])
        done = before + round(share * self._weights[self._place])
        name = self._trials[self._place].plain
        row = f"{name} ({self._place + 1}/{len(self._trials)})"
        self._talk.progress(done, sum(self._weights), "step", f"{note}: {row}")
