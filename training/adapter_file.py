"""What an adapter file says of itself, told without torch."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError, safe_open

from training.errors import TrainingError


@dataclass(frozen=True)
class AdapterInfo:
    """What an `adapter.safetensors` says of itself.

    Attributes:
        fingerprint: 64 hex digits of the file's bytes.
        base: Fingerprint of the base model that it was trained on.
        scaling: What the low-rank product is multiplied by.
        targets: Names of the adapted layers, as in cn_clip's state dict.
    """

    fingerprint: str
    base: str
    transform: str
    rank: int
    alpha: float
    scaling: float
    targets: tuple[str, ...]

    @property
    def touches_text(self) -> bool:
        """Whether texts are encoded otherwise than by the base model."""
        return any(target.startswith("bert.") for target in self.targets)

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
