"""The verb `Take`: an adapter made elsewhere, or another strength of one, into a run's folder.

May be called on any thread.
"""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import load_file
from safetensors.torch import save as to_bytes
from torch import Tensor

from training import adapter as adapters
from training import base_model, protocol, run_folder, torch_file
from training.adapter_file import read_adapter
from training.base_model import BaseModel
from training.channel import Talk
from training.errors import TrainingError
from training.presets import PRESETS

ADAPTER = "adapter.safetensors"
# Whatever stands before (`module.`, the attribute that held the model), and PEFT's way of ending.
_PART = re.compile(
    r"(?:.*\.)?(visual\.transformer\.resblocks\.(\d+)\.attn\.out_proj)"
    r"\.(lora_[AB])(?:\.default)?(?:\.weight)?"
)


def take(request: protocol.Take, talk: Talk) -> dict[str, Any]:
    """Checks the adapter against the model and writes it; the result of `protocol.Take`.

    It is put on the model before it takes its name: what does not fit is refused.

    Raises:
        TrainingError: `adapter_damaged`, `adapter_wrong_base`, `adapter_unsupported`,
            `model_missing`, `model_damaged`, `model_unknown`, `folder_unwritable`, `stopped`.
    """
    source, target = Path(request.file), Path(request.run_dir) / ADAPTER
    talk.progress(0, 2, "step", "load")
    if not (math.isfinite(request.strength) and request.strength >= 0):
        raise _damaged(source, f"a strength of {request.strength} is none")
    base = base_model.load(Path(request.model))
    read = _from_pt if source.suffix.lower() == ".pt" else _from_file
    content = read(base, source, request)
    talk.progress(1, 2, "step", "check")
    part = target.with_name("taken.safetensors")
    run_folder.write(part, content)
    try:
        info = read_adapter(part, base.fingerprint)
        adapter = adapters.attach_file(base.clip, part, info)
        talk.check()
        with run_folder.disk(target.parent):
            os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    talk.progress(2, 2, "step", "check")
    return {
        "adapter": str(target),
        "preset": str(_told(target).get("preset", "")),
        "rank": info.rank,
        "alpha": info.alpha,
        "scaling": info.scaling,
        "strength": info.strength,
        "trainable": sum(each.numel() for each in adapter.parameters()),
    }


def read_pt(path: Path) -> tuple[dict[str, Tensor], float]:
    """LoRA matrices of a `.pt` by their names in an adapter file, and the alpha it was made with.

    The file holds `…out_proj.lora_A` and `lora_B` of vision blocks, alone or among a model's
    weights; one with matrices of other layers is refused, not taken in part. Where it does not
    tell its alpha, that of the preset `faithful` is taken. Nothing in it is run.

    Raises:
        TrainingError: `adapter_damaged`.
    """
    try:
        body = torch_file.load(path)
    except ValueError as error:
        raise _damaged(path, error) from error
    found: dict[tuple[int, str], tuple[str, Tensor]] = {}
    alpha = PRESETS["faithful"].alpha
    for held in _mappings(body):
        alpha = next(
            (float(held[n]) for n in ("lora_alpha", "alpha") if _number(held.get(n))), alpha
        )
        for name, value in held.items():
            match = _PART.fullmatch(str(name))
            if match and isinstance(value, Tensor):
                place = f"{match[1]}.{match[3]}"
                found[int(match[2]), match[3]] = place, value.float().contiguous()
            elif ".lora_" in str(name):
                raise _damaged(path, f"{name} is of another layer than the vision blocks' out_proj")
    if not found:
        raise _damaged(path, "there is no out_proj.lora_A in it")
    return dict(found[each] for each in sorted(found)), alpha


def _from_file(base: BaseModel, source: Path, request: protocol.Take) -> bytes:
    """The file as it is, or with another strength in its metadata."""
    read_adapter(source, base.fingerprint)
    tensors = load_file(source)
    _look(source, tensors)
    if request.strength == 1.0:
        return source.read_bytes()
    body = _told(source)
    body["strength"] = float(body.get("strength", 1.0)) * request.strength
    return _bytes(tensors, body)


def _from_pt(base: BaseModel, source: Path, request: protocol.Take) -> bytes:
    """The matrices with what an adapter file tells; which model they are of, nobody can check."""
    tensors, alpha = read_pt(source)
    _look(source, tensors)
    rank = next(iter(tensors.values())).shape[0]
    body = {
        "schema": 1,
        "base": base.fingerprint,
        "architecture": base.config.architecture,
        "transform": base.config.transform.fingerprint,
        "trains": "lora",
        "rank": rank,
        "alpha": float(rank) if request.unscaled else alpha,
        "scaling": 1.0 if request.unscaled else alpha / rank,
        "strength": request.strength,
        "targets": list(dict.fromkeys(name.rsplit(".", 1)[0] for name in tensors)),
        "logit_scale": float(base.clip.logit_scale),
        "logit_scale_learned": False,
    }
    return _bytes(tensors, body)


def _look(source: Path, tensors: Mapping[str, Tensor]) -> None:
    for name, value in tensors.items():
        if name.endswith((".lora_A", ".lora_B")) and value.ndim != 2:
            raise _damaged(source, f"{name} is no matrix")
        if not bool(torch.isfinite(value).all()):
            raise _damaged(source, f"{name} holds values that are not finite")


def _bytes(tensors: Mapping[str, Tensor], body: Mapping[str, Any]) -> bytes:
    told = json.dumps(dict(body), ensure_ascii=True)
    return to_bytes(dict(tensors), metadata={"songclip": told})


def _told(path: Path) -> dict[str, Any]:
    """The metadata of an adapter file that was read already."""
    with safe_open(path, framework="numpy") as file:
        return json.loads((file.metadata() or {})["songclip"])


def _mappings(body: object) -> list[Mapping[str, Any]]:
    """The mapping itself and those right in it: `state_dict`, `lora`, `config` and the like."""
    if not isinstance(body, Mapping):
        return []
    return [body, *(each for each in body.values() if isinstance(each, Mapping))]


def _number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value) and value > 0


def _damaged(path: Path, why: object) -> TrainingError:
    return TrainingError(
        "adapter_damaged",
        f"The adapter {path} cannot be used: {why}.",
        "Choose another file, or train again.",
        path=str(path),
    )
