"""What a run needs to go on after it was cut off: one safetensors file and one adapter an epoch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save
from torch import Tensor

from training import run_folder
from training.adamw import AdamW
from training.errors import TrainingError

_STATE, _METRICS, _EPOCHS = "resume.safetensors", "metrics.jsonl", "epochs"


@dataclass
class Position:
    """Where a run stands.

    Attributes:
        epoch: The epoch in hand, from 1; those before it are done.
        batch: Batches of it that are done.
        step: Steps done in all.
        losses: Loss of each batch of the epoch in hand.
        seconds: Time spent in the epoch in hand.
        scaler: State of the gradient scaler, where there is one.
        fit: How batches go through the model; the last bits of a run hang on it.
    """

    epoch: int = 0
    batch: int = 0
    step: int = 0
    losses: list[float] = field(default_factory=list)
    seconds: float = 0.0
    scaler: dict[str, Any] = field(default_factory=dict)
    fit: dict[str, Any] = field(default_factory=dict)


class RunState:
    """The files of a run that has not ended.

    The order of writing makes every moment safe to be cut off at: an epoch's adapter, then its
    line of metrics, then the state that counts it as done.
    """

    def __init__(self, folder: Path, identity: Mapping[str, Any]) -> None:
        """Of the run in `folder`; `identity` must be the same for a run to be resumed."""
        self.folder = folder
        self._identity = json.dumps(identity, sort_keys=True)

    def begin(self) -> None:
        """Clears away what an earlier attempt in this folder left."""
        self.clear()
        run_folder.write(self.folder / _METRICS, b"")

    def save(self, position: Position, optimiser: AdamW, scores: list[np.ndarray]) -> None:
        """Writes the state whole.

        Args:
            position: Where the run stands.
            optimiser: Its moments and the parameters it steps.
            scores: Each validated epoch's score by work, float64 [W].

        Raises:
            TrainingError: `folder_unwritable`; the state before it stays.
        """
        tensors = optimiser.tensors()
        if scores:
            tensors["scores"] = torch.from_numpy(np.stack(scores))
        told = {"identity": self._identity, "position": json.dumps(vars(position))}
        run_folder.write(self.folder / _STATE, save(tensors, metadata=told))

    def load(self, optimiser: AdamW) -> tuple[Position, list[np.ndarray]] | None:
        """Puts the saved state into `optimiser`; None where nothing is saved.

        Raises:
            TrainingError: `run_not_resumable`: the state is damaged or of another run.
        """
        path = self.folder / _STATE
        if not path.exists():
            return None
        with self._resumable():
            with safe_open(path, framework="pt") as file:
                told = file.metadata() or {}
            if told["identity"] != self._identity:
                raise ValueError("model, data, preset or seed are not those it began with")
            tensors = load_file(path)
            position = Position(**json.loads(told["position"]))
            optimiser.put(tensors)
        scores = tensors.get("scores")
        return position, [] if scores is None else list(scores.numpy())

    def write_epoch(self, epoch: int, adapter: Mapping[str, Tensor]) -> None:
        """Keeps the adapter as it is after `epoch`."""
        run_folder.write(self._epoch(epoch), save(dict(adapter)))

    def read_epoch(self, epoch: int) -> dict[str, Tensor]:
        """The adapter as it was after `epoch`.

        Raises:
            TrainingError: `run_not_resumable`: it is missing or damaged.
        """
        with self._resumable():
            return load_file(self._epoch(epoch))

    def add_metric(self, values: Mapping[str, Any]) -> None:
        """Appends one line to metrics.jsonl."""
        path = self.folder / _METRICS
        before = path.read_bytes() if path.exists() else b""
        run_folder.write(path, before + json.dumps(values).encode() + b"\n")

    def seconds(self) -> float:
        """How long all epochs took, those before a resumption included."""
        return sum(float(each["seconds"]) for each in self._metrics())

    def keep_metrics_before(self, epoch: int) -> None:
        """Drops the line of an epoch that was written just before the state was to count it.

        Raises:
            TrainingError: `run_not_resumable`: the file is damaged.
        """
        kept = [json.dumps(each) for each in self._metrics() if each["epoch"] < epoch]
        run_folder.write(self.folder / _METRICS, "".join(f"{line}\n" for line in kept).encode())

    def keep_epochs(self, epochs: Iterable[int]) -> None:
        """Deletes the adapters of all other epochs; called once the state counts on these only."""
        kept = {self._epoch(epoch) for epoch in epochs}
        for path in (self.folder / _EPOCHS).glob("*"):
            if path not in kept:
                path.unlink()

    def clear(self) -> None:
        """Deletes what only an unfinished run needs."""
        (self.folder / _STATE).unlink(missing_ok=True)
        for path in (self.folder / _EPOCHS).glob("*"):
            path.unlink()
        if (self.folder / _EPOCHS).is_dir():
            (self.folder / _EPOCHS).rmdir()

    def _epoch(self, epoch: int) -> Path:
        return self.folder / _EPOCHS / f"{epoch:04d}.safetensors"

    def _metrics(self) -> list[dict[str, Any]]:
        path = self.folder / _METRICS
        with self._resumable():
            lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
            return [_numbered(json.loads(line)) for line in lines]

    @contextmanager
    def _resumable(self) -> Iterator[None]:
        try:
            yield
        except (OSError, SafetensorError, ValueError, KeyError, TypeError, RuntimeError) as error:
            raise TrainingError(
                "run_not_resumable",
                f"The run in {self.folder} cannot go on: {error}",
                "Start a new run.",
                path=str(self.folder),
            ) from error


def _numbered(metric: Any) -> dict[str, Any]:
    if not isinstance(metric["epoch"], int):
        raise TypeError("a line of its metrics tells no epoch")
    return metric
