"""What can be told of a base model from its files, without torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open

from training.errors import TrainingError
from training.pixels import Transform
from training.tokens import CONTEXT

WEIGHTS, CONFIG, IMAGE_ONNX, TEXT_ONNX = (
    "model.safetensors",
    "config.json",
    "image.onnx",
    "text.onnx",
)


@dataclass(frozen=True)
class ModelConfig:
    """Name, shape and input of a base model.

    Attributes:
        clip: The arguments of cn_clip's `CLIP`, tokenizer excluded.
        context: Longest text in tokens, the two ends included.
    """

    name: str
    architecture: str
    demo: bool
    licence: str
    clip: Mapping[str, Any]
    transform: Transform
    context: int = CONTEXT

    @property
    def dim(self) -> int:
        """Length D of a vector."""
        return int(self.clip["embed_dim"])

    @property
    def gflop_image(self) -> float:
        """One picture forward through a vision transformer, in 10^9 operations; else 0."""
        layers, width = self.clip["vision_layers"], self.clip["vision_width"]
        if not isinstance(layers, int):
            return 0.0
        tokens = (self.transform.resolution // self.clip["vision_patch_size"]) ** 2 + 1
        return layers * (24 * tokens * width**2 + 4 * tokens**2 * width) / 1e9


def model_missing(path: Path) -> TrainingError:
    """The error for a base model that is not where it should be."""
    return TrainingError(
        "model_missing",
        f"There is no model at {path}.",
        "Choose another model, or add this one again.",
        path=str(path),
    )


def model_damaged(path: Path, why: object) -> TrainingError:
    """The error for a base model whose files cannot be used."""
    return TrainingError(
        "model_damaged",
        f"The model {path.name} is damaged or of another kind: {why}",
        "Fetch or copy the model again.",
        name=path.name,
    )


def model_unknown(path: Path, why: object) -> TrainingError:
    """The error for a file that is whole, but no model that can be used here."""
    return TrainingError(
        "model_unknown",
        f"{path.name} is no Chinese-CLIP model that can be used here: {why}.",
        "Choose one of the Chinese-CLIP models, or a checkpoint trained with cn_clip.",
        name=path.name,
    )


def is_folder_form(path: Path) -> bool:
    """Whether `path` is a folder of our form: `config.json` and `model.safetensors`.

    A folder of transformers has files of the same names; its config tells a `model_type`.
    """
    if not ((path / CONFIG).is_file() and (path / WEIGHTS).is_file()):
        return False
    try:
        return "model_type" not in json.loads((path / CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return True


def has_onnx(path: Path) -> bool:
    """Whether the folder holds the ONNX pair, so that it can encode without torch."""
    return (path / IMAGE_ONNX).is_file() and (path / TEXT_ONNX).is_file()


def read_config(folder: Path) -> ModelConfig:
    """The config of a model in folder form.

    Raises:
        TrainingError: `model_damaged`.
    """
    try:
        body = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        transform = Transform(int(body["resolution"]), tuple(body["mean"]), tuple(body["std"]))
        return ModelConfig(
            name=str(body["name"]),
            architecture=str(body.get("architecture", body["name"])),
            demo=bool(body["demo"]),
            licence=str(body["licence"]),
            clip=dict(body["clip"]),
            transform=transform,
            context=int(body["context"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise model_damaged(folder, error) from error


def read_weights(folder: Path) -> dict[str, np.ndarray]:
    """The tensors of a model in folder form, as they are stored.

    Raises:
        TrainingError: `model_damaged`.
    """
    try:
        with safe_open(folder / WEIGHTS, framework="numpy") as file:
            return {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError, ValueError) as error:
        raise model_damaged(folder, error) from error


def fingerprint(config: ModelConfig, weights: Mapping[str, np.ndarray]) -> str:
    """64 hex digits of shape, transform and weights.

    Weights count as rounded to half precision, so that a model has one fingerprint whether it is
    stored in 16 or in 32 bits, as `.pt` or as safetensors.
    """
    shape = sorted((name, value) for name, value in config.clip.items() if "dropout" not in name)
    digest = hashlib.sha256(
        json.dumps([shape, config.transform.fingerprint, config.context]).encode()
    )
    for name in sorted(weights):
        values = weights[name]
        if values.dtype.kind == "f":
            # What is too large for half precision becomes infinite there, and that is as stable.
            with np.errstate(over="ignore"):
                values = values.astype(np.float16)
        digest.update(f"{name}{values.shape}".encode())
        digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()
