"""The two verbs that measure: finetune an adapter, and evaluate one."""

from __future__ import annotations

import dataclasses
import json
import time
from pathlib import Path
from typing import Any

from training import adapter, crossfit, device, groups, presets, run_folder
from training.adapter_file import read_adapter
from training.bench import Bench, prepare
from training.channel import Talk
from training.dataset import SPLITS
from training.distributed import World
from training.errors import TrainingError
from training.evaluate import check_headline
from training.examination import Examination
from training.loop import Trained, train
from training.protocol import Evaluate, Finetune
from training.run_state import RunState
from training.tokens import normalise

_FIGURES = "evaluation.json"


def finetune(asked: Finetune, talk: Talk) -> dict[str, Any]:
    """Does what `protocol.Finetune` asks and returns its result; nothing but on the first process.

    Raises:
        TrainingError: Any code its docstring and `Trainer.run` name.
    """
    begun, folder = time.perf_counter(), Path(asked.run_dir)
    world = World.from_environment(device.choose().kind)
    bench = prepare(asked.model, asked.snapshot, asked.pixels, SPLITS, talk, world)
    try:
        preset = _preset(asked, bench)
        bench, left_out = groups.without_leaks(bench)
        _check_enough(bench)
        state = RunState(folder, _identity(asked, bench, preset))
        trained = train(bench, preset, asked.seed, state, talk, asked.resume, world)
        if not world.first:
            return {}
        talk.controls.heed_stop()
        examined = Examination(bench, asked.probe)
        figures = {"run": folder.name, **examined.figures(trained.adapter)}
        figures |= {"left_out": left_out, "crossfit": None}
        path = _write_adapter(folder, bench, trained, preset, asked.seed, figures)
        _write_figures(folder, figures)
        adapter.detach(bench.base.clip)
        outcome = trained.outcome
        if not outcome.stopped:
            spent = state.seconds()
            figures["crossfit"] = crossfit.measure(bench, preset, asked.seed, folder, spent, talk)
            _write_figures(folder, figures)
            state.clear()
        return {
            "run": folder.name,
            "preset": preset.name,
            "device": bench.device.kind,
            "trainable": trained.trainable,
            "total": bench.base.parameters,
            "epochs": outcome.epochs,
            "best_epoch": outcome.best_epoch,
            "seconds": round(time.perf_counter() - begun, 3),
            "kept": "zero_shot" if outcome.zero_shot_wins else "finetuned",
            "verdict": figures["verdict"],
            "adapter": str(path),
            "stopped": outcome.stopped,
            "fit": dataclasses.asdict(outcome.fit),
            "left_out": left_out,
            "metrics": figures,
        }
    finally:
        bench.store.close()


def evaluate(asked: Evaluate, talk: Talk) -> dict[str, Any]:
    """Does what `protocol.Evaluate` asks and returns its result.

    Raises:
        TrainingError: A model, adapter or snapshot cannot be used, or `stopped`.
    """
    folder = Path(asked.run_dir)
    bench = prepare(asked.model, asked.snapshot, asked.pixels, SPLITS, talk)
    try:
        info = read_adapter(Path(asked.adapter), bench.base.fingerprint)
        check_headline(bench.parts["test"])
        bench, left_out = groups.without_leaks(bench)
        worn = adapter.attach_file(bench.base.clip, Path(asked.adapter), info)
        examined = Examination(bench, asked.probe)
        figures = {"run": folder.name, **examined.figures(worn)}
        figures |= {"left_out": left_out, "crossfit": _crossfit(folder)}
        if asked.windows:
            figures["windows"] = examined.in_windows(worn)
        _write_figures(folder, figures)
        return figures
    finally:
        bench.store.close()


def _preset(asked: Finetune, bench: Bench) -> presets.Preset:
    try:
        return presets.resolve(asked.preset, bench.base.config.demo, asked.epochs)
    except ValueError as error:
        raise TrainingError("bad_request", f"{error}.", "Choose another preset.") from error


def _identity(asked: Finetune, bench: Bench, preset: presets.Preset) -> dict[str, Any]:
    """What must be the same for a run to be resumed to the same bits."""
    return {
        "base": bench.base.fingerprint,
        "preset": dataclasses.asdict(preset),
        "seed": asked.seed,
        "split_hash": bench.snapshot.split_hash,
        "precision": bench.device.precision,
        "images": [image.hash for part in bench.parts.values() for image in part.images],
    }


def _check_enough(bench: Bench) -> None:
    learned = bench.parts["train"]
    if len(learned.works) < 2:
        raise TrainingError(
            "nothing_to_learn",
            "Fewer than two works with a readable picture and an approved caption can be learned "
            "from.",
            "Approve captions of more works first.",
            works=len(learned.works),
        )
    if len({normalise(each.text).strip() for each in learned.captions}) < 2:
        raise TrainingError(
            "nothing_to_learn",
            "All captions that could be learned from are the same words.",
            "Approve captions that tell the works apart first.",
            works=len(learned.works),
        )
    check_headline(bench.parts["test"])


def _write_adapter(
    folder: Path,
    bench: Bench,
    trained: Trained,
    preset: presets.Preset,
    seed: int,
    figures: dict[str, Any],
) -> Path:
    """Writes adapter.safetensors with what it came from and what it was measured to do."""
    told = {
        "preset": preset.name,
        "seed": seed,
        "split_hash": bench.snapshot.split_hash,
        "best_epoch": trained.outcome.best_epoch,
        "precision": bench.device.precision,
        "fit": dataclasses.asdict(trained.outcome.fit),
        "metrics": {name: figures[name] for name in ("zero_shot", "finetuned", "difference")},
    }
    path = folder / "adapter.safetensors"
    run_folder.write(path, adapter.save_bytes(trained.adapter, bench.base, told))
    return path


def _crossfit(folder: Path) -> dict[str, Any] | None:
    """What the run's own cross-fit found, which measuring its adapter anew does not change."""
    try:
        return json.loads((folder / _FIGURES).read_bytes())["crossfit"]
    except (OSError, ValueError, KeyError, TypeError):
        return None  # another folder, or figures of a run without it


def _write_figures(folder: Path, figures: dict[str, Any]) -> None:
    run_folder.write(folder / _FIGURES, json.dumps(figures, indent=1).encode())
