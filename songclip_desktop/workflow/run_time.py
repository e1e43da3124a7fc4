"""How long a training will take: as an earlier one took, else as the machine was measured."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from songclip_desktop.collection.collection import Collection
from songclip_desktop.workflow import carry, machine
from songclip_desktop.workflow.models import Model
from training import presets

# Until the machine was measured: an office PC of four cores without bf16, in 10^9 operations/s.
_UNMEASURED_GFLOPS = 60.0


def expected_s(
    collection: Collection,
    model: Model,
    preset: presets.Preset,
    works: Mapping[str, int],
    known: machine.Machine | None,
) -> float:
    """Seconds: as an earlier run on this machine took, else as computed from its measured rate."""
    earlier = collection.runs.newest_finished(model.name)
    if earlier is not None and earlier.preset == preset.name:
        took = _seconds_per_work(collection.runs.dir(earlier.id))
        if took is not None:
            return took * works["train"] * preset.epochs
    return presets.expected_seconds(
        preset,
        works["train"],
        works["valid"] + works["test"],
        # ViT-B-16's figure (`describe`) for a model that was not described yet.
        model.gflop_image or (0.31 if model.demo else 35.1),
        known.gflops if known else _UNMEASURED_GFLOPS,
    )


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
