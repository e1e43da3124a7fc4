"""How long a training will take: as an earlier one took, else as the machine was measured."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from songclip_desktop.collection.collection import Collection
from songclip_desktop.workflow import carry, machine
from songclip_desktop.workflow.models import Model
from training import presets

# Until the machine was measured: an office PC of four cores without bf16, in 10^9 operations/s.
_UNMEASURED_GFLOPS = 60.0
# What a processor is offered with a large model, the quickest first: the first one computes every
# picture once, the others in every epoch.
_ON_A_PROCESSOR = ("head", "top4", "faithful", "best")


@dataclass(frozen=True, slots=True)
class Way:
    """One way of finetuning and what it would take.

    Attributes:
        preset: a key of `training.presets`.
        expected_s: seconds. measured: as an earlier run here took, else computed from the rate.
    """

    preset: str
    expected_s: float
    measured: bool


def recommended(model: Model, known: machine.Machine | None) -> str:
    """The preset to begin with: `auto`, but `head` where a processor has a large model to train.

    A machine that was not measured yet is taken for one without a graphics card.
    """
    return _ON_A_PROCESSOR[0] if _slow(model, known) else presets.AUTO


def ways(
    collection: Collection,
    model: Model,
    works: Mapping[str, int],
    known: machine.Machine | None,
) -> tuple[Way, ...]:
    """What to choose between where the choice is one of minutes or hours; else nothing."""
    if not _slow(model, known):
        return ()
    return tuple(
        Way(name, expected_s(collection, model, presets.PRESETS[name], works, known),
            measured_s(collection, model, presets.PRESETS[name], works) is not None)
        for name in _ON_A_PROCESSOR
    )  # fmt: skip


def _slow(model: Model, known: machine.Machine | None) -> bool:
    return not model.demo and model.trainable and (known is None or known.device == "cpu")


def expected_s(
    collection: Collection,
    model: Model,
    preset: presets.Preset,
    works: Mapping[str, int],
    known: machine.Machine | None,
) -> float:
    """Seconds: as an earlier run on this machine took, else as computed from its measured rate."""
    measured = measured_s(collection, model, preset, works)
    if measured is not None:
        return measured
    return presets.expected_seconds(
        preset,
        works["train"],
        works["valid"] + works["test"],
        # ViT-B-16's figure (`describe`) for a model that was not described yet.
        model.gflop_image or (0.31 if model.demo else 35.1),
        known.gflops if known else _UNMEASURED_GFLOPS,
    )


def measured_s(
    collection: Collection, model: Model, preset: presets.Preset, works: Mapping[str, int]
) -> float | None:
    """Seconds as the newest run of this preset took on this machine; None where none tells it.

    What is computed once, before the first epoch, stands in no epoch's time.
    """
    if preset.computed_once:
        return None
    for run in collection.runs.list(model.name):
        if run.status != "finished" or run.preset != preset.name:
            continue
        took = _seconds_per_work(collection.runs.dir(run.id))
        if took is not None:
            return took * works["train"] * preset.epochs
    return None


def _seconds_per_work(run_dir: Path) -> float | None:
    """What an epoch took for each work learned from, by the median epoch of a run made here."""
    if (run_dir / carry.ORIGIN).is_file():
        return None
    seconds = [line["seconds"] for line in lines(run_dir / "metrics.jsonl") if line["epoch"] > 0]
    try:
        told = json.loads((run_dir / "snapshot.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    learned = sum(work["split"] == "train" for work in told["works"])
    return statistics.median(seconds) / learned if seconds and learned else None


def lines(file: Path) -> list[dict[str, Any]]:
    """The lines of a JSONL file; none where there is no file."""
    if not file.is_file():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
