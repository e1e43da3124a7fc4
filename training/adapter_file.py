"""What an adapter file says of itself, told without torch."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from safetensors import SafetensorError, safe_open

from training.errors import TrainingError


@dataclass(frozen=True)
class AdapterInfo:
    """What an `adapter.safetensors` says of itself.

    Attributes:
        fingerprint: 64 hex digits of the file's bytes.
        base: Fingerprint of the base model that it was trained on.
        scaling: What the low-rank product is multiplied by.
        targets: Names of the adapted layers, as in cn_clip's state dict; of the weights
            themselves where they are not low-rank ones.
        trains: What was trained; the files of earlier versions hold low-rank updates.
        strength: Share of the update that is in force.
    """

    fingerprint: str
    base: str
    transform: str
    rank: int
    alpha: float
    scaling: float
    targets: tuple[str, ...]
    trains: Literal["lora", "head", "full"] = "lora"
    strength: float = 1.0

    @property
    def touches_text(self) -> bool:
        """Whether texts are encoded otherwise than by the base model."""
        return any(not target.startswith("visual.") for target in self.targets)

    @property
    def touches_images(self) -> bool:
        """Whether pictures are encoded otherwise than by the base model."""
        return any(target.startswith("visual.") for target in self.targets)


def read_adapter(path: Path, base: str) -> AdapterInfo:
    """What the adapter at `path` says of itself.

    Args:
        path: An `adapter.safetensors`.
        base: Fingerprint of the base model it is to be put on.

    Raises:
        TrainingError: `adapter_damaged`, or `adapter_wrong_base`.
    """
    try:
        bytes_ = path.read_bytes()
        with safe_open(path, framework="numpy") as file:
            told = file.metadata() or {}
        body = json.loads(told["songclip"])
        info = AdapterInfo(
            fingerprint=hashlib.sha256(bytes_).hexdigest(),
            base=str(body["base"]),
            transform=str(body["transform"]),
            rank=int(body["rank"]),
            alpha=float(body["alpha"]),
            scaling=float(body["scaling"]),
            targets=tuple(str(each) for each in body["targets"]),
            trains=_trains(body.get("trains", "lora")),
            strength=float(body.get("strength", 1.0)),
        )
    except (OSError, SafetensorError, ValueError, KeyError, TypeError) as error:
        raise TrainingError(
            "adapter_damaged",
            f"The adapter {path} cannot be read: {error}",
            "Choose another run, or train again.",
            path=str(path),
        ) from error
    if info.base != base:
        raise TrainingError(
            "adapter_wrong_base",
            f"The adapter {path} was trained on another base model.",
            "Choose the model that it was trained on.",
            path=str(path),
        )
    return info


def _trains(told: object) -> Literal["lora", "head", "full"]:
    known: tuple[Literal["lora", "head", "full"], ...] = ("lora", "head", "full")
    for each in known:
        if told == each:
            return each
    raise ValueError(f"it trains {told!r}, which is nothing known")
