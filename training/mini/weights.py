"""The files of the mini model: configuration, safetensors in half precision, and the ONNX pair.

The mini model is a synthetic demo model of cn_clip's own `CLIP` class; it knows only painted scenes.
Everything here runs on the caller's thread and keeps nothing between calls.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from cn_clip.clip.model import CLIP
from onnx import TensorProto, helper, numpy_helper
from safetensors.torch import load_file
from safetensors.torch import save as serialise
from torch import Tensor, nn

MEAN = (0.48145466, 0.4578275, 0.40821073)
STD = (0.26862954, 0.26130258, 0.27577711)
CONTEXT = 52


@dataclass(frozen=True, slots=True)
class MiniShape:
    """The arguments of cn_clip's `CLIP` for the mini model: 5.7 million parameters."""

    embed_dim: int = 160
    image_resolution: int = 128
    vision_layers: int = 5
    vision_width: int = 192
    vision_patch_size: int = 16
    vision_head_width: int = 48
    vocab_size: int = 21128
    text_attention_probs_dropout_prob: float = 0.0
    text_hidden_act: str = "gelu"
    text_hidden_dropout_prob: float = 0.0
    text_hidden_size: int = 128
    text_initializer_range: float = 0.02
    text_intermediate_size: int = 512
    text_max_position_embeddings: int = 64
    text_num_attention_heads: int = 4
    text_num_hidden_layers: int = 3
    text_type_vocab_size: int = 2


def build(shape: MiniShape, seed: int = 0) -> CLIP:
    """Builds the model with fresh weights drawn from `seed`, in float32, on the CPU."""
    torch.manual_seed(seed)
    return CLIP(**asdict(shape)).float()


def config_of(shape: MiniShape) -> dict[str, Any]:
    """Describes the model as `config.json` holds it: enough to build it without asking the library."""
    return {
        "name": "mini",
        "demo": True,
        "clip": asdict(shape),
        "resolution": shape.image_resolution,
        "mean": list(MEAN),
        "std": list(STD),
        "context": CONTEXT,
        "licence": "MIT",
    }


def save(model: CLIP, shape: MiniShape, folder: Path) -> None:
    """Writes `model.safetensors` (float16), `config.json`, `image.onnx` and `text.onnx` into `folder`.

    The ONNX pair is made from the weights as rounded to float16, so that both forms give the same vectors.
    """
    folder.mkdir(parents=True, exist_ok=True)
    half = {name: value.detach().half().contiguous() for name, value in model.state_dict().items()}
    # Through bytes: save_file would make the file readable by its owner alone.
    (folder / "model.safetensors").write_bytes(serialise(half, metadata={"format": "pt"}))
    text = json.dumps(config_of(shape), indent=1)
    (folder / "config.json").write_text(text + "\n", encoding="utf-8")
    export_onnx(load(folder), folder)


def load(folder: Path) -> CLIP:
    """Builds the model from `config.json` and `model.safetensors`: float32, CPU, evaluation mode."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    model = CLIP(**config["clip"])
    weights = load_file(folder / "model.safetensors")
    model.load_state_dict({name: value.float() for name, value in weights.items()})
    return model.float().eval()


class _ImageTower(nn.Module):
    """Normalised pixels [B, 3, H, W] to unit rows [B, D]."""

    def __init__(self, model: CLIP) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixels: Tensor) -> Tensor:
        return nn.functional.normalize(self.model.visual(pixels), dim=-1)


class _TextTower(nn.Module):
    """Token ids [B, L], zero where padded, to unit rows [B, D]."""

    def __init__(self, model: CLIP) -> None:
        super().__init__()
        self.model = model

    def forward(self, tokens: Tensor) -> Tensor:
        return nn.functional.normalize(self.model.encode_text(tokens), dim=-1)


def export_onnx(model: CLIP, folder: Path) -> None:
    """Writes `image.onnx` (pixels → vectors) and `text.onnx` (tokens → vectors), stored as float16.

    Batch and text length are free; vectors are unit rows [B, D] in float32.
    """
    size = model.visual.input_resolution
    batch, length = torch.export.Dim("batch"), torch.export.Dim("length", max=CONTEXT)
    pixels = torch.zeros(2, 3, size, size)
    _export(_ImageTower(model), pixels, "pixels", {0: batch}, folder / "image.onnx")
    tokens = torch.tensor([[101, 7433, 102, 0], [101, 5660, 1, 102]])
    free = {0: batch, 1: length}
    _export(_TextTower(model), tokens, "tokens", free, folder / "text.onnx")


def _export(
    tower: nn.Module, example: Tensor, name: str, dynamic: dict[int, Any], path: Path
) -> None:
    program = torch.onnx.export(
        tower.eval(),
        (example,),
        input_names=[name],
        output_names=["vectors"],
        dynamic_shapes=(dynamic,),
        dynamo=True,
        verbose=False,
    )
    assert program is not None
    proto = program.model_proto
    _store_as_half(proto.graph)
    onnx.save(proto, path)


def _store_as_half(graph: onnx.GraphProto) -> None:
    """Keeps large weights as float16 with a cast that ONNX Runtime folds away when it loads."""
    casts = []
    for tensor in graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or int(np.prod(tensor.dims)) < 256:
            continue
        half, name = numpy_helper.to_array(tensor).astype(np.float16), tensor.name
        tensor.CopyFrom(numpy_helper.from_array(half, name + "_half"))
        casts.append(helper.make_node("Cast", [name + "_half"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
