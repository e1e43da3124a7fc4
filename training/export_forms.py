"""The forms of an export: how each is written, and how its readers load it again.

transformers, peft and onnx are imported where they are used; they take seconds. Each `write_…`
fills a place that is new; an `OSError` on the way is the caller's to tell.
"""

from __future__ import annotations

import importlib
import io
import json
import shutil
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cn_clip.clip
import numpy as np
import torch
from cn_clip.clip.model import CLIP, convert_weights
from safetensors.torch import save as to_bytes
from torch import Tensor

from training import adapter as adapters
from training import hugging_face, tokens
from training.adapter import Adapter
from training.adapter_file import read_adapter
from training.base_model import NAMES, SHAPE_KEY, BaseModel
from training.encode_onnx import OnnxEncoder
from training.errors import TrainingError
from training.model_files import CONFIG, WEIGHTS

ADAPTER_CONFIG, ADAPTER_WEIGHTS, README = (
    "adapter_config.json",
    "adapter_model.safetensors",
    "README.md",
)
# Pictures [B, D] and texts [Q, D], as a model gives them.
Vectors = tuple[np.ndarray, np.ndarray]
_PEFT_README = """\
# LoRA adapter for `transformers.ChineseCLIPModel`

Load it on the base model in the form of transformers, whose attention has separate projections:

    from peft import PeftModel
    from transformers import ChineseCLIPModel
    model = PeftModel.from_pretrained(ChineseCLIPModel.from_pretrained(BASE), THIS_FOLDER)

Base model: {base} (fingerprint {mark}).

Warning: do not put it on a cn_clip or OpenCLIP model. PEFT up to and including 0.21.2 misapplies
LoRA on `nn.MultiheadAttention`: on `out_proj` it does nothing, on the whole layer it adds the
update twice. On the model above there is no such layer, and it is right.
"""


@dataclass(frozen=True)
class Live:
    """The model that is exported.

    Attributes:
        adapter: sits on `base`; None for the base model as it is.
        source: the adapter's file.
        weights: cn_clip's state dict with the update folded in, float32 on the CPU.
    """

    base: BaseModel
    adapter: Adapter | None
    source: Path | None
    weights: Mapping[str, Tensor]


@dataclass(frozen=True)
class Sample:
    """What models are compared on.

    Attributes:
        pixels: uint8 [B, H, W, 3]. values: the same normalised, float32 [B, 3, H, W].
        ids: of `texts`, int64 [Q, L], 0 where padded.
    """

    texts: tuple[str, ...]
    pixels: np.ndarray
    values: Tensor
    ids: Tensor


@torch.no_grad()
def vectors_of(clip: CLIP, sample: Sample) -> Vectors:
    """What a model of cn_clip makes of the sample."""
    return clip.encode_image(sample.values).numpy(), clip.encode_text(sample.ids).numpy()


def write_adapter(live: Live, place: Path) -> None:
    """The adapter's own file, byte for byte."""
    assert live.source is not None
    shutil.copyfile(live.source, place)


def load_adapter(live: Live, place: Path, sample: Sample) -> Vectors:
    """The base model with the adapter in `place` instead of the one it had."""
    adapters.detach(live.base.clip)
    info = read_adapter(place, live.base.fingerprint)
    adapters.attach_file(live.base.clip, place, info)
    return vectors_of(live.base.clip, sample)


def write_peft(live: Live, place: Path) -> None:
    """A folder of PEFT for `ChineseCLIPModel`.

    Raises:
        TrainingError: `export_unsupported`: the adapter is no LoRA, or the model a ResNet.
    """
    adapter = live.adapter
    assert adapter is not None
    # A learned logit scale changes no vector, and PEFT has no place for it.
    held = {name: each for name, each in adapter.tensors().items() if name != "logit_scale"}
    if not all(name.endswith((".lora_A", ".lora_B")) for name in held):
        raise TrainingError(
            "export_unsupported",
            "PEFT holds low-rank updates; this adapter changes whole matrices.",
            "Export it as adapter, merged-pt, merged-hf or onnx.",
            form="peft",
        )
    layers = [hugging_face.hugging_face_name(name.rsplit(".", 1)[0]) for name in held]
    config = {
        "peft_type": "LORA",
        "base_model_name_or_path": None,
        "bias": "none",
        "inference_mode": True,
        "lora_alpha": adapter.scaling * adapter.strength * adapter.rank,
        "lora_dropout": 0.0,
        "r": adapter.rank,
        "target_modules": sorted(set(layers)),
        "task_type": None,
        "use_rslora": False,  # lora_alpha / r is the scale that is applied here, whatever its rule
    }
    weights = {
        f"base_model.model.{layer}.{name.rsplit('.', 1)[1]}.weight": value
        for layer, (name, value) in zip(layers, held.items(), strict=True)
    }
    _write_json(place / ADAPTER_CONFIG, config)
    (place / ADAPTER_WEIGHTS).write_bytes(to_bytes(weights, metadata={"format": "pt"}))
    told = _PEFT_README.format(base=live.base.config.name, mark=live.base.fingerprint)
    (place / README).write_text(told, encoding="utf-8")


def load_peft(live: Live, place: Path, sample: Sample) -> Vectors:
    """The base model as transformers has it, with the adapter put on by PEFT."""
    _bring_torchvision_back()
    from peft import PeftModel

    model = _transformers_model(live)
    with warnings.catch_warnings():
        # PEFT 0.21 asks transformers 5 for an attribute by its old name.
        warnings.simplefilter("ignore", FutureWarning)
        tuned = PeftModel.from_pretrained(model, place)
    return _of_transformers(tuned.eval(), sample)


def write_merged_pt(live: Live, place: Path) -> None:
    """A checkpoint of cn_clip, `{"state_dict": …}`, for `load_from_name`.

    It is stored as cn_clip stores its own and as `load_from_name` computes with it: matrices in
    float16, layer norms and embeddings of the vision tower in float32. A shape that cn_clip has no
    name for, and `load_from_name` therefore cannot build, stands beside it for this program.
    """
    clip = _merged(live)
    convert_weights(clip)
    body: dict[str, Any] = {
        "state_dict": {name: value.contiguous() for name, value in clip.state_dict().items()}
    }
    if live.base.config.architecture not in NAMES:
        body[SHAPE_KEY] = dict(live.base.config.clip)
    buffer = io.BytesIO()  # torch reports a full disk as something else
    torch.save(body, buffer)
    place.write_bytes(buffer.getbuffer())


def load_merged_pt(live: Live, place: Path, sample: Sample) -> Vectors:
    """By `cn_clip.clip.load_from_name`; a shape without a name by cn_clip's `CLIP`."""
    config = live.base.config
    if config.architecture not in NAMES:
        body = torch.load(place, map_location="cpu", weights_only=True)
        clip = CLIP(**body[SHAPE_KEY])
        clip.load_state_dict(body["state_dict"])
        return vectors_of(clip.float().eval(), sample)
    _bring_torchvision_back()
    utils = importlib.reload(importlib.import_module("cn_clip.clip.utils"))
    clip, _ = utils.load_from_name(
        str(place),
        device="cpu",
        vision_model_name=config.architecture,
        text_model_name=NAMES[config.architecture],
        input_resolution=config.transform.resolution,
    )
    return vectors_of(clip.eval(), sample)


def write_merged_hf(live: Live, place: Path) -> None:
    """A folder for `ChineseCLIPModel` and `ChineseCLIPProcessor` `.from_pretrained`; float32."""
    scale = float(live.weights["logit_scale"])
    _write_json(place / CONFIG, hugging_face.config_json(live.base.config, scale))
    transform = live.base.config.transform
    _write_json(place / hugging_face.PREPROCESSOR, hugging_face.preprocessor_json(transform))
    _write_json(
        place / "tokenizer_config.json",
        {
            "tokenizer_class": "BertTokenizer",
            "do_lower_case": True,
            "model_max_length": live.base.config.context,
        },
    )
    shutil.copyfile(Path(cn_clip.clip.__file__).parent / "vocab.txt", place / "vocab.txt")
    named = hugging_face.to_hugging_face(live.weights)
    (place / WEIGHTS).write_bytes(to_bytes(named, metadata={"format": "pt"}))


def load_merged_hf(live: Live, place: Path, sample: Sample) -> Vectors:
    """By `ChineseCLIPModel.from_pretrained`."""
    _bring_torchvision_back()
    from transformers import ChineseCLIPModel

    return _of_transformers(ChineseCLIPModel.from_pretrained(place).eval(), sample)


def write_onnx(live: Live, place: Path) -> None:
    """A model folder of this program: the ONNX pair, config and weights, stored as float16.

    image.onnx: `pixels` float32 [B, 3, H, W], normalised, to unit rows; text.onnx: `tokens` int64
    [Q, L], 0 where padded, to unit rows.
    """
    from training.mini.weights import export_onnx

    config = live.base.config
    half = {name: value.half().contiguous() for name, value in live.weights.items()}
    name = config.name if live.adapter is None else f"{config.name}-finetuned"
    body = {
        "name": name,
        "architecture": config.architecture,
        "demo": config.demo,
        "licence": config.licence,
        "clip": dict(config.clip),
        "resolution": config.transform.resolution,
        "mean": list(config.transform.mean),
        "std": list(config.transform.std),
        "context": config.context,
    }
    _write_json(place / CONFIG, body)
    (place / WEIGHTS).write_bytes(to_bytes(half, metadata={"format": "pt"}))
    export_onnx(_merged(live), place)


def load_onnx(live: Live, place: Path, sample: Sample) -> Vectors:
    """By ONNX Runtime, as this program encodes with it."""
    encoder = OnnxEncoder(place)
    return encoder.pixels(sample.pixels), encoder.texts(sample.texts)


def _merged(live: Live) -> CLIP:
    """A model of cn_clip with the merged weights, of its own."""
    with torch.device("meta"):
        clip = CLIP(**live.base.config.clip)
    weights = {name: value.clone() for name, value in live.weights.items()}
    clip.load_state_dict(weights, strict=True, assign=True)
    return clip.eval().requires_grad_(False)


def _transformers_model(live: Live) -> Any:
    """The base model, without the adapter, as transformers has it."""
    from transformers import ChineseCLIPConfig, ChineseCLIPModel

    adapters.detach(live.base.clip)
    weights = live.base.clip.state_dict()
    body = hugging_face.config_json(live.base.config, float(weights["logit_scale"]))
    model = ChineseCLIPModel(ChineseCLIPConfig.from_dict(body))
    # Its rows of position numbers are its own.
    model.load_state_dict(hugging_face.to_hugging_face(weights), strict=False)
    return model.eval()


@torch.no_grad()
def _of_transformers(model: Any, sample: Sample) -> Vectors:
    mask = sample.ids.ne(tokens.PAD).long()
    images = model.get_image_features(pixel_values=sample.values).pooler_output
    texts = model.get_text_features(input_ids=sample.ids, attention_mask=mask).pooler_output
    return images.numpy(), texts.numpy()


def _bring_torchvision_back() -> None:
    """The engine leaves torchvision out (see `training.__main__`); others look for the real one."""
    if getattr(sys.modules.get("torchvision"), "__file__", None) is None:
        for name in ("torchvision.transforms", "torchvision"):
            sys.modules.pop(name, None)


def _write_json(file: Path, body: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
