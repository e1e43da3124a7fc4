"""Base models: a frozen Chinese-CLIP from a folder of ours or of transformers, or from a `.pt`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cn_clip.clip
import torch
from cn_clip.clip.model import CLIP
from torch import Tensor

from training import hugging_face, torch_file
from training.model_files import (
    ModelConfig,
    fingerprint,
    is_folder_form,
    model_damaged,
    model_missing,
    model_unknown,
    read_config,
    read_weights,
)
from training.pixels import Transform

NAMES = {
    "ViT-B-16": "RoBERTa-wwm-ext-base-chinese",
    "ViT-L-14": "RoBERTa-wwm-ext-base-chinese",
    "ViT-L-14-336": "RoBERTa-wwm-ext-base-chinese",
    "ViT-H-14": "RoBERTa-wwm-ext-large-chinese",
    "RN50": "RBT3-chinese",
}
# In a `.pt` of a shape that has none of these names: the arguments of `CLIP`, beside "state_dict".
SHAPE_KEY = "songclip_clip"


@dataclass(frozen=True)
class BaseModel:
    """A frozen Chinese-CLIP in evaluation mode, float32, with what is known of it.

    Attributes:
        clip: No parameter of it asks for a gradient.
        parameters: How many numbers it holds, the logit scale included.
    """

    clip: CLIP
    config: ModelConfig
    fingerprint: str
    parameters: int
    device: torch.device


def load(path: Path, device: str = "cpu") -> BaseModel:
    """The base model at `path`: a folder of ours or of transformers, a `.pt`, or one in a folder.

    Nothing in a checkpoint is run: it is read with `weights_only`. Dropout is off for good, since
    a frozen tower must give the same vector each time.

    Raises:
        TrainingError: `model_missing`, `model_damaged`, `model_unknown`.
    """
    config, weights = _read(path)
    for name, value in weights.items():
        if value.is_floating_point() and not bool(torch.isfinite(value).all()):
            raise model_damaged(path, f"{name} holds values that are not finite")
    mark = fingerprint(config, {name: value.numpy() for name, value in weights.items()})
    try:
        with torch.device("meta"):
            clip = CLIP(**config.clip)
        clip.load_state_dict(
            {name: _full(value) for name, value in weights.items()}, strict=True, assign=True
        )
    except (RuntimeError, TypeError, ValueError, KeyError) as error:
        raise model_damaged(path, str(error).splitlines()[0]) from error
    clip = clip.float().eval().requires_grad_(False).to(device)
    parameters = sum(each.numel() for each in clip.parameters())
    return BaseModel(clip, config, mark, parameters, torch.device(device))


@cache
def named_shapes() -> dict[str, dict[str, Any]]:
    """The arguments of `CLIP` for each of the five Chinese-CLIP names, from cn_clip's own files."""
    folder = Path(cn_clip.clip.__file__).parent / "model_configs"
    shapes = {}
    for vision, text in NAMES.items():
        shape = {
            **json.loads((folder / f"{vision}.json").read_text(encoding="utf-8")),
            **json.loads((folder / f"{text}.json").read_text(encoding="utf-8")),
        }
        if isinstance(shape["vision_layers"], str):
            shape["vision_layers"] = json.loads(shape["vision_layers"])
        shapes[vision] = shape
    return shapes


def _full(value: Tensor) -> Tensor:
    return value.float() if value.is_floating_point() else value


def _read(path: Path) -> tuple[ModelConfig, dict[str, Tensor]]:
    if is_folder_form(path):
        arrays = read_weights(path)
        return read_config(path), {
            name: torch.from_numpy(value.copy()) for name, value in arrays.items()
        }
    if hugging_face.is_folder(path):
        shape, transform = hugging_face.read_shape(path)
        return _named(path, shape, transform), _storable(hugging_face.read_weights(path))
    if path.is_dir() and len(found := sorted(path.glob("*.pt"))) == 1:
        path = found[0]
    if not path.is_file():
        raise model_missing(path)
    told, weights = _checkpoint(path)
    return _config_of(path, weights, told), weights


def _checkpoint(path: Path) -> tuple[Mapping[str, Any], dict[str, Tensor]]:
    """What a cn_clip checkpoint tells of its shape, and its tensors, named as in cn_clip's `CLIP`.

    Only what was written here tells the shape, and only one that cn_clip has no name for.
    """
    try:
        body = torch_file.load(path)
    except ValueError as error:
        raise model_damaged(path, error) from error
    held = body.get("state_dict", body) if isinstance(body, Mapping) else None
    if not isinstance(held, Mapping) or not all(isinstance(v, Tensor) for v in held.values()):
        raise model_damaged(path, "it holds no weights")
    told = body.get(SHAPE_KEY) if held is not body else None
    weights = {
        str(name).removeprefix("module."): value
        for name, value in held.items()
        if "bert.pooler" not in str(name)
    }
    return told if isinstance(told, Mapping) else {}, _storable(weights)


def _storable(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """bfloat16 becomes float32, which holds the same numbers: numpy has no such type."""
    return {
        name: value.float() if value.dtype == torch.bfloat16 else value
        for name, value in weights.items()
    }


def _config_of(
    path: Path, weights: Mapping[str, Tensor], told: Mapping[str, Any] | None = None
) -> ModelConfig:
    """The shape of a checkpoint, read off its tensors where it does not tell it.

    The width of an attention head cannot be seen there: it is that of the named model of the same
    shape, else cn_clip's default of 64.
    """
    try:
        shape = dict(told) if told else {**_vision_shape(weights), **_text_shape(weights)}
        return _named(path, shape, Transform(shape["image_resolution"]))
    except (KeyError, IndexError, ValueError) as error:
        raise model_unknown(path, f"{error} is not in it") from error


def _named(path: Path, shape: dict[str, Any], transform: Transform) -> ModelConfig:
    """The config of a model of that shape: one of the five where it has theirs."""
    architecture = "RN" if isinstance(shape["vision_layers"], list) else "ViT"
    for name, named in named_shapes().items():
        if all(named.get(key) == value for key, value in shape.items()):
            architecture, shape = name, dict(named)
    name = architecture if architecture in NAMES else path.stem
    return ModelConfig(name, architecture, False, "unknown", shape, transform)


def _vision_shape(weights: Mapping[str, Tensor]) -> dict[str, Any]:
    embed_dim = weights["text_projection"].shape[1]
    if "visual.attnpool.positional_embedding" in weights:
        side = math.isqrt(weights["visual.attnpool.positional_embedding"].shape[0] - 1)
        return {
            "embed_dim": embed_dim,
            "image_resolution": 32 * side,
            "vision_layers": [_count(weights, f"visual.layer{n}.") for n in (1, 2, 3, 4)],
            "vision_width": weights["visual.layer1.0.conv1.weight"].shape[0],
            "vision_patch_size": None,
        }
    stem = weights["visual.conv1.weight"]
    side = math.isqrt(weights["visual.positional_embedding"].shape[0] - 1)
    return {
        "embed_dim": embed_dim,
        "image_resolution": stem.shape[-1] * side,
        "vision_layers": _count(weights, "visual.transformer.resblocks."),
        "vision_width": stem.shape[0],
        "vision_patch_size": stem.shape[-1],
    }


def _text_shape(weights: Mapping[str, Tensor]) -> dict[str, Any]:
    words = weights["bert.embeddings.word_embeddings.weight"]
    hidden = words.shape[1]
    return {
        "vocab_size": words.shape[0],
        "text_attention_probs_dropout_prob": 0.1,
        "text_hidden_act": "gelu",
        "text_hidden_dropout_prob": 0.1,
        "text_hidden_size": hidden,
        "text_initializer_range": 0.02,
        "text_intermediate_size": weights["bert.encoder.layer.0.intermediate.dense.weight"].shape[
            0
        ],
        "text_max_position_embeddings": weights["bert.embeddings.position_embeddings.weight"].shape[
            0
        ],
        "text_num_attention_heads": hidden // 64,
        "text_num_hidden_layers": _count(weights, "bert.encoder.layer."),
        "text_type_vocab_size": weights["bert.embeddings.token_type_embeddings.weight"].shape[0],
    }


def _count(weights: Mapping[str, Tensor], prefix: str) -> int:
    """How many numbered parts follow `prefix`."""
    numbers = {name[len(prefix) :].split(".")[0] for name in weights if name.startswith(prefix)}
    if not numbers:
        raise KeyError(prefix)
    return len(numbers)
