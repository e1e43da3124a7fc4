"""Chinese-CLIP as transformers keeps it: a folder whose names and shapes differ, not its numbers.

Needs torch, not transformers. May be called on any thread.

Source: `ChineseCLIPModel` of transformers 5.23 (modeling_chinese_clip.py, configuration_chinese_
clip.py) beside `CLIP` of cn_clip 1.6.0 (clip/model.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from training import torch_file
from training.errors import TrainingError
from training.model_files import CONFIG, WEIGHTS, ModelConfig, model_damaged, model_unknown
from training.pixels import Transform

MODEL_TYPE = "chinese_clip"
PREPROCESSOR, PICKLED = "preprocessor_config.json", "pytorch_model.bin"
# cn_clip's names by those of transformers; where a number stands in one it stands in the other.
_PARTS = (
    (r"vision_model\.encoder\.layers\.(\d+)\.self_attn\.", "visual.transformer.resblocks.{}.attn."),
    (r"vision_model\.encoder\.layers\.(\d+)\.layer_norm(\d)\.", "visual.transformer.resblocks.{}.ln_{}."),
    (r"vision_model\.encoder\.layers\.(\d+)\.mlp\.fc1\.", "visual.transformer.resblocks.{}.mlp.c_fc."),
    (r"vision_model\.encoder\.layers\.(\d+)\.mlp\.fc2\.", "visual.transformer.resblocks.{}.mlp.c_proj."),
    (r"vision_model\.pre_layrnorm\.", "visual.ln_pre."),
    (r"vision_model\.post_layernorm\.", "visual.ln_post."),
    (r"vision_model\.embeddings\.class_embedding$", "visual.class_embedding"),
    (r"vision_model\.embeddings\.patch_embedding\.weight$", "visual.conv1.weight"),
    (r"vision_model\.embeddings\.position_embedding\.weight$", "visual.positional_embedding"),
    (r"visual_projection\.weight$", "visual.proj"),
    (r"text_projection\.weight$", "text_projection"),
    (r"text_model\.", "bert."),
    (r"logit_scale$", "logit_scale"),
)  # fmt: skip
_TURNED = ("visual.proj", "text_projection")  # [width, D] there, a linear layer's [D, width] here
# What transformers takes where a config leaves it out.
_TEXT = {
    "vocab_size": 30522,
    "hidden_size": 768,
    "intermediate_size": 3072,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "max_position_embeddings": 512,
    "hidden_act": "gelu",
    "hidden_dropout_prob": 0.1,
    "attention_probs_dropout_prob": 0.1,
    "type_vocab_size": 2,
    "initializer_range": 0.02,
    "layer_norm_eps": 1e-12,
}
_VISION = {
    "hidden_size": 768,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "image_size": 224,
    "patch_size": 32,
    "hidden_act": "quick_gelu",
    "layer_norm_eps": 1e-5,
}
# How each of the two kinds of file is read; nothing in a pickle is run.
_READ: dict[str, Callable[[Path], Mapping[str, Tensor]]] = {
    ".safetensors": load_file,
    ".bin": torch_file.load,
}


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder as transformers writes it, of whatever kind of model."""
    return "model_type" in _json(path / CONFIG)


def read_shape(folder: Path) -> tuple[dict[str, Any], Transform]:
    """The arguments of cn_clip's `CLIP` for the model in `folder`, and its picture transform.

    Unlike a checkpoint's tensors, the config tells the number of attention heads.

    Raises:
        TrainingError: `model_unknown`: no Chinese-CLIP, or of a shape that cn_clip cannot build;
            `model_damaged`: the config lacks what it must say.
    """
    body = _json(folder / CONFIG)
    if body.get("model_type") != MODEL_TYPE:
        raise model_unknown(folder, f"it is of the type {body.get('model_type')}")
    try:
        text, vision = _TEXT | _part(body, "text"), _VISION | _part(body, "vision")
        if vision["hidden_act"] != "quick_gelu":
            raise model_unknown(folder, f"its pictures go through {vision['hidden_act']}")
        if (vision["layer_norm_eps"], text["layer_norm_eps"]) != (1e-5, 1e-12):
            raise model_unknown(folder, "its layer norms have another epsilon")
        shape = {
            "embed_dim": int(body.get("projection_dim", 512)),
            "image_resolution": int(vision["image_size"]),
            "vision_layers": int(vision["num_hidden_layers"]),
            "vision_width": int(vision["hidden_size"]),
            "vision_patch_size": int(vision["patch_size"]),
            "vocab_size": int(text["vocab_size"]),
            "text_attention_probs_dropout_prob": text["attention_probs_dropout_prob"],
            "text_hidden_act": text["hidden_act"],
            "text_hidden_dropout_prob": text["hidden_dropout_prob"],
            "text_hidden_size": int(text["hidden_size"]),
            "text_initializer_range": text["initializer_range"],
            "text_intermediate_size": int(text["intermediate_size"]),
            "text_max_position_embeddings": int(text["max_position_embeddings"]),
            "text_num_attention_heads": int(text["num_attention_heads"]),
            "text_num_hidden_layers": int(text["num_hidden_layers"]),
            "text_type_vocab_size": int(text["type_vocab_size"]),
        }
        head = shape["vision_width"] // int(vision["num_attention_heads"])
        if head != 64:  # cn_clip's default, which its own configs leave out
            shape["vision_head_width"] = head
        return shape, _transform(folder, shape["image_resolution"])
    except (ValueError, KeyError, TypeError, ZeroDivisionError) as error:
        raise model_damaged(folder, error) from error


def read_weights(folder: Path) -> dict[str, Tensor]:
    """The weights in `folder`, named and shaped as in cn_clip's `CLIP`, as they are stored.

    They lie in one file, or in several that an index names. Nothing in the folder is run.

    Raises:
        TrainingError: `model_damaged`.
    """
    try:
        held: dict[str, Tensor] = {}
        for file in _weight_files(folder):
            held |= _READ[file.suffix](file)
        return to_cn_clip(held)
    except (
        SafetensorError,
        RuntimeError,
        OSError,
        ValueError,
        KeyError,
        AttributeError,
        IndexError,
        TypeError,
    ) as error:
        raise model_damaged(folder, str(error).splitlines()[0] if str(error) else "cut") from error


def _weight_files(folder: Path) -> list[Path]:
    """The files that hold the weights: the one there is, else those that an index names.

    Raises:
        ValueError: a file that the index names is missing, or is of another kind.
    """
    for name in (WEIGHTS, PICKLED):
        if (folder / name).is_file():
            return [folder / name]
    for name in (WEIGHTS, PICKLED):
        told = _json(folder / f"{name}.index.json").get("weight_map")
        if isinstance(told, dict):
            # Beside the index and nowhere else, whatever it says.
            files = [folder / Path(str(each)).name for each in sorted(set(told.values()), key=str)]
            for file in files:
                if not file.is_file() or file.suffix not in _READ:
                    raise ValueError(
                        f"its weights lie in {len(files)} files, and {file.name} is not there"
                    )
            return files
    return [folder / WEIGHTS]


def to_cn_clip(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors of a `ChineseCLIPModel` as cn_clip's `CLIP` names and shapes them.

    Left out are the rows of position numbers that older versions stored, and the pooler of the
    text tower, which nothing reads.

    Raises:
        ValueError: a name belongs to no Chinese-CLIP.
        KeyError: one of q, k and v is missing.
    """
    found = {
        cn_clip_name(name): value
        for name, value in weights.items()
        if not name.endswith(("position_ids", "token_type_ids")) and ".pooler." not in name
    }
    for name in [name for name in found if name.endswith("attn.q_proj.weight")]:
        block = name.removesuffix("q_proj.weight")
        for kind in ("weight", "bias"):
            parts = [found.pop(f"{block}{letter}_proj.{kind}") for letter in "qkv"]
            found[f"{block}in_proj_{kind}"] = torch.cat(parts)
    return {
        name: value.T.contiguous() if name in _TURNED else value for name, value in found.items()
    }


def to_hugging_face(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors of cn_clip's `CLIP` (vision transformer) as `ChineseCLIPModel` names them."""
    found = {}
    for name, value in weights.items():
        if "attn.in_proj_" in name:
            block, kind = name.split("in_proj_")
            for letter, part in zip("qkv", value.chunk(3), strict=True):
                found[hugging_face_name(f"{block}{letter}_proj.{kind}")] = part.clone()
        else:
            turned = value.T if name in _TURNED else value
            found[hugging_face_name(name)] = turned.contiguous()
    return found


def cn_clip_name(name: str) -> str:
    """cn_clip's name for a tensor or layer of `ChineseCLIPModel`; q, k and v stay apart.

    Raises:
        ValueError: it belongs to no Chinese-CLIP.
    """
    for pattern, ours in _PARTS:
        if found := re.match(pattern, name):
            return ours.format(*found.groups()) + name[found.end() :]
    raise ValueError(f"{name} belongs to no Chinese-CLIP")


def hugging_face_name(name: str) -> str:
    """The name that `ChineseCLIPModel` has for a tensor or layer of cn_clip's `CLIP`.

    Raises:
        ValueError: it has none, as the layers of a ResNet.
    """
    for theirs, ours in _PARTS:
        pattern = re.escape(ours).replace(re.escape("{}"), r"(\d+)")
        exact = theirs.endswith("$")
        if found := re.match(pattern + ("$" if exact else ""), name):
            plain = theirs.removesuffix("$").replace("(\\d+)", "{}").replace("(\\d)", "{}")
            return plain.replace("\\", "").format(*found.groups()) + name[found.end() :]
    raise ValueError(f"{name} has no place in a ChineseCLIPModel")


def config_json(config: ModelConfig, logit_scale: float) -> dict[str, Any]:
    """The `config.json` of a `ChineseCLIPModel` of that shape.

    Raises:
        TrainingError: `export_unsupported`: a ResNet, which transformers has none of.
    """
    shape = config.clip
    if not isinstance(shape["vision_layers"], int):
        raise TrainingError(
            "export_unsupported",
            "The Chinese-CLIP of transformers has no ResNet tower.",
            "Export this model as merged-pt or onnx.",
        )
    width = shape["vision_width"]
    return {
        "architectures": ["ChineseCLIPModel"],
        "model_type": MODEL_TYPE,
        "projection_dim": shape["embed_dim"],
        "logit_scale_init_value": logit_scale,
        "text_config": {
            "model_type": "chinese_clip_text_model",
            "layer_norm_eps": 1e-12,
            "pad_token_id": 0,
            **{name: shape[f"text_{name}"] for name in _TEXT if f"text_{name}" in shape},
            "vocab_size": shape["vocab_size"],
        },
        "vision_config": {
            "model_type": "chinese_clip_vision_model",
            "hidden_act": "quick_gelu",
            "layer_norm_eps": 1e-5,
            "hidden_size": width,
            "intermediate_size": 4 * width,
            "projection_dim": shape["embed_dim"],
            "num_hidden_layers": shape["vision_layers"],
            "num_attention_heads": width // shape.get("vision_head_width", 64),
            "image_size": shape["image_resolution"],
            "patch_size": shape["vision_patch_size"],
        },
    }


def preprocessor_json(transform: Transform) -> dict[str, Any]:
    """The `preprocessor_config.json` of that transform: a square, bicubic, normalised."""
    side = {"height": transform.resolution, "width": transform.resolution}
    return {
        "image_processor_type": "ChineseCLIPImageProcessor",
        "do_resize": True,
        "size": side,
        "resample": 3,
        "do_center_crop": False,
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": list(transform.mean),
        "image_std": list(transform.std),
        "do_convert_rgb": True,
    }


def _transform(folder: Path, resolution: int) -> Transform:
    told = _json(folder / PREPROCESSOR)
    if "image_mean" not in told or "image_std" not in told:
        return Transform(resolution)
    red, green, blue = (float(each) for each in told["image_mean"])
    scales = tuple(float(each) for each in told["image_std"])
    return Transform(resolution, (red, green, blue), (scales[0], scales[1], scales[2]))


def _part(body: Mapping[str, Any], tower: str) -> dict[str, Any]:
    """A tower's config; older files tell it twice, and the second holds."""
    told = {**(body.get(f"{tower}_config") or {}), **(body.get(f"{tower}_config_dict") or {})}
    return {name: value for name, value in told.items() if value is not None}


def _json(file: Path) -> dict[str, Any]:
    """What a JSON file holds; nothing where it is absent or none."""
    try:
        body = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return body if isinstance(body, dict) else {}
