"""The two verbs that measure: finetune an adapter, and evaluate one."""

from __future__ import annotations

import dataclasses
import json
import time
from pathlib import Path
from typing import Any

import numpy as np

from training import embed, lora, presets, run_folder
from training import evaluate as measure
from training.adapter_file import read_adapter
from training.bench import Bench, prepare, text_vectors
from training.channel import Talk
from training.dataset import SPLITS
from training.errors import TrainingError
from training.loop import Outcome, picture_vectors, train
from training.lora import Lora
from training.protocol import Evaluate, Finetune
from training.run_state import RunState

# Base-domain pictures painted for the forgetting probe of the mini model.
_PROBE_PICTURES = 200


def finetune(asked: Finetune, talk: Talk) -> dict[str, Any]:
    """Does what `protocol.Finetune` asks and returns its result.

    Raises:
        TrainingError: Any code its docstring and `Trainer.run` name.
    """
    begun, folder = time.perf_counter(), Path(asked.run_dir)
    bench = prepare(asked.model, asked.snapshot, asked.pixels, SPLITS, talk)
    try:
        preset = _preset(asked, bench)
        _check_enough(bench)
        state = RunState(folder, _identity(asked, bench, preset))
        trained = train(bench, preset, asked.seed, state, talk, asked.resume)
        adapter, outcome = trained.adapter, trained.outcome
        talk.controls.heed_stop()
        figures = {"run": folder.name, **_measure(bench, adapter, text_vectors(bench, "test"))}
        path = _write_adapter(folder, bench, adapter, preset, asked.seed, outcome, figures)
        _write_figures(folder, figures)
        if not outcome.stopped:
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
    bench = prepare(asked.model, asked.snapshot, asked.pixels, ("test",), talk)
    try:
        info = read_adapter(Path(asked.adapter), bench.base.fingerprint)
        _check_test(bench)
        texts = text_vectors(bench, "test")
        adapter = lora.attach_file(bench.base.clip, Path(asked.adapter), info)
        figures = {"run": folder.name, **_measure(bench, adapter, texts)}
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
    if len(bench.parts["train"].works) < 2:
        raise TrainingError(
            "nothing_to_learn",
            "Fewer than two works with a readable picture and an approved caption can be learned "
            "from.",
            "Approve captions of more works first.",
            works=len(bench.parts["train"].works),
        )
    _check_test(bench)


def _check_test(bench: Bench) -> None:
    if not len(bench.parts["test"].headline()):
        raise TrainingError(
            "nothing_to_evaluate",
            "No work that was held out has an approved caption.",
            "Approve captions of more works, so that some can be held out.",
        )


def _measure(bench: Bench, adapter: Lora, texts: np.ndarray) -> dict[str, Any]:
    """The figures of `protocol.Evaluate` but `run`; the adapter is on the model."""
    part, talk = bench.parts["test"], bench.talk
    total = 2 * len(part.images)

    def report(done: int) -> None:
        talk.progress(done, total, "image", "evaluate")
        talk.check()

    with adapter.at_strength(0.0):
        before = picture_vectors(bench.base, bench.device, bench.store, part, report)
    after = picture_vectors(
        bench.base, bench.device, bench.store, part, lambda done: report(total // 2 + done)
    )
    # An adapter on the vision tower alone: the same vectors for both models.
    figures = measure.compare(part, before, after, (texts, texts))
    lost = {"measured": False, "drift_test": measure.drift(before, after)}
    if bench.base.config.demo:
        lost |= _probe(bench, adapter)
    return {**figures, "forgetting": lost}


def _probe(bench: Bench, adapter: Lora) -> dict[str, Any]:
    """Forgetting on pictures of the mini model's own domain, painted on the fly."""
    from training.mini.probe import probe_pictures

    bench.talk.progress(0, _PROBE_PICTURES, "picture", "forgetting")
    pixels, captions = probe_pictures(_PROBE_PICTURES, bench.base.config.transform.resolution)
    bench.talk.check()
    texts = embed.texts(bench.base, bench.device, captions)
    after = embed.pixels(bench.base, bench.device, pixels)
    with adapter.at_strength(0.0):
        before = embed.pixels(bench.base, bench.device, pixels)
    bench.talk.progress(_PROBE_PICTURES, _PROBE_PICTURES, "picture", "forgetting")
    return measure.forgetting(before, after, (texts, texts))


def _write_adapter(
    folder: Path,
    bench: Bench,
    adapter: Lora,
    preset: presets.Preset,
    seed: int,
    outcome: Outcome,
    figures: dict[str, Any],
) -> Path:
    """Writes adapter.safetensors with what it came from and what it was measured to do."""
    told = {
        "preset": preset.name,
        "seed": seed,
        "split_hash": bench.snapshot.split_hash,
        "best_epoch": outcome.best_epoch,
        "metrics": {name: figures[name] for name in ("zero_shot", "finetuned", "difference")},
    }
    path = folder / "adapter.safetensors"
    run_folder.write(path, lora.save_bytes(adapter, bench.base, told))
    return path


def _write_figures(folder: Path, figures: dict[str, Any]) -> None:
    run_folder.write(folder / "evaluation.json", json.dumps(figures, indent=1).encode())
