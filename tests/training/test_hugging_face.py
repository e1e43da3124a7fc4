"""Folders of transformers: loaded, written, and the same to the last bit after both."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from training import base_model, hugging_face
from training.errors import TrainingError
from training.model_files import ModelConfig
from training.pixels import Transform

TEXT = {
    "vocab_size": 21128,
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "max_position_embeddings": 64,
}
VISION = {
    "hidden_size": 32,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "image_size": 32,
    "patch_size": 16,
}
IDS = torch.tensor([[101, 2255, 3717, 102, 0], [101, 2255, 102, 0, 0]])


@pytest.fixture(scope="module")
def theirs() -> Any:
    """A random model of transformers' own making, every tensor of it disturbed."""
    from transformers import ChineseCLIPConfig, ChineseCLIPModel

    torch.manual_seed(5)
    config = ChineseCLIPConfig(text_config=TEXT, vision_config=VISION, projection_dim=24)
    model = ChineseCLIPModel(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.1 * torch.randn(parameter.shape))
    return model


@pytest.fixture(scope="module")
def folder(theirs: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hf") / "patch16"
    theirs.save_pretrained(path)
    return path


def _cosine(first: Tensor, second: Tensor) -> float:
    return float(torch.nn.functional.cosine_similarity(first, second).min())


@torch.no_grad()
def test_a_folder_of_transformers_gives_the_vectors_of_transformers(
    theirs: Any, folder: Path
) -> None:
    base = base_model.load(folder)
    pictures = torch.randn(3, 3, 32, 32)

    images = theirs.get_image_features(pictures).pooler_output
    texts = theirs.get_text_features(IDS, attention_mask=IDS.ne(0).long()).pooler_output

    assert _cosine(base.clip.encode_image(pictures), images) >= 0.999999
    assert _cosine(base.clip.encode_text(IDS), texts) >= 0.999999
    assert float(base.clip.logit_scale) == float(theirs.logit_scale)
    assert base.config.clip["vision_head_width"] == 8
    assert base.config.transform == Transform(32)
    assert (base.config.name, base.config.dim) == ("patch16", 24)


def test_weights_come_back_as_they_were_to_the_bit(theirs: Any) -> None:
    before = theirs.state_dict()
    after = hugging_face.to_hugging_face(hugging_face.to_cn_clip(before))

    assert set(after) == {name for name in before if not name.endswith("_ids")}
    assert all(torch.equal(after[name], before[name]) for name in after)


@torch.no_grad()
def test_our_weights_in_a_model_of_transformers_give_our_vectors(tiny_clip: Path) -> None:
    from transformers import ChineseCLIPConfig, ChineseCLIPModel

    base = base_model.load(tiny_clip)
    body = hugging_face.config_json(base.config, float(base.clip.logit_scale))
    model = ChineseCLIPModel(ChineseCLIPConfig.from_dict(body)).eval()
    named = hugging_face.to_hugging_face(base.clip.state_dict())
    told = model.load_state_dict(named, strict=False)
    pictures = torch.randn(3, 3, 32, 32)

    assert not told.unexpected_keys
    assert all(name.endswith("_ids") for name in told.missing_keys)
    images = model.get_image_features(pictures).pooler_output
    texts = model.get_text_features(IDS, attention_mask=IDS.ne(0).long()).pooler_output
    assert _cosine(base.clip.encode_image(pictures), images) >= 0.999999
    assert _cosine(base.clip.encode_text(IDS), texts) >= 0.999999


def test_layers_have_one_name_here_and_one_there() -> None:
    pairs = {
        "vision_model.encoder.layers.11.self_attn.q_proj": "visual.transformer.resblocks.11.attn.q_proj",
        "vision_model.encoder.layers.0.mlp.fc2": "visual.transformer.resblocks.0.mlp.c_proj",
        "text_model.encoder.layer.3.attention.output.dense": "bert.encoder.layer.3.attention.output.dense",
        "vision_model.encoder.layers.1.layer_norm2.bias": "visual.transformer.resblocks.1.ln_2.bias",
    }  # fmt: skip
    for theirs, ours in pairs.items():
        assert hugging_face.hugging_face_name(f"{ours}.x") == f"{theirs}.x"
        assert hugging_face.cn_clip_name(f"{theirs}.x") == f"{ours}.x"
    with pytest.raises(ValueError, match="layer1"):
        hugging_face.hugging_face_name("visual.layer1.0.conv1.weight")


def test_one_fingerprint_as_a_folder_of_transformers_and_as_a_checkpoint(tmp_path: Path) -> None:
    from cn_clip.clip.model import CLIP

    # Heads of 64 in both towers, as the published models have and a checkpoint is taken to have.
    shape = {
        **{"embed_dim": 24, "image_resolution": 32, "vision_layers": 1, "vision_width": 64},
        **{"vision_patch_size": 16, "vocab_size": 21128, "text_hidden_act": "gelu"},
        **{"text_attention_probs_dropout_prob": 0.1, "text_hidden_dropout_prob": 0.1},
        **{"text_hidden_size": 64, "text_initializer_range": 0.02, "text_intermediate_size": 96},
        **{"text_max_position_embeddings": 64, "text_num_attention_heads": 1},
        **{"text_num_hidden_layers": 1, "text_type_vocab_size": 2},
    }
    torch.manual_seed(1)
    weights = CLIP(**shape).float().state_dict()
    torch.save({"state_dict": weights}, tmp_path / "a.pt")
    for kind, stored in (("safe", torch.float32), ("pickled", torch.float16)):
        _write(tmp_path / kind, shape, {n: v.to(stored) for n, v in weights.items()}, kind)

    marks = {base_model.load(tmp_path / name).fingerprint for name in ("a.pt", "safe", "pickled")}

    assert len(marks) == 1


def _write(folder: Path, shape: dict[str, Any], weights: dict[str, Tensor], kind: str) -> None:
    folder.mkdir()
    config = ModelConfig("x", "ViT", False, "MIT", shape, Transform(32))
    body = hugging_face.config_json(config, 2.6592)
    (folder / "config.json").write_text(json.dumps(body))
    named = hugging_face.to_hugging_face(weights)
    if kind == "safe":
        save_file(named, folder / "model.safetensors")
    else:
        # As transformers wrote it years ago: with position numbers and a pooler.
        extra = {
            "text_model.embeddings.position_ids": torch.arange(64)[None],
            "vision_model.embeddings.position_ids": torch.arange(5)[None],
            "text_model.pooler.dense.weight": torch.zeros(64, 64),
        }
        torch.save({**named, **extra}, folder / "pytorch_model.bin")


def test_weights_in_bfloat16_are_read(theirs: Any, folder: Path, tmp_path: Path) -> None:
    other = _copy(folder, tmp_path)
    held = load_file(other / "model.safetensors")
    save_file(
        {n: v.bfloat16() if v.is_floating_point() else v for n, v in held.items()},
        other / "model.safetensors",
    )

    clip = base_model.load(other).clip

    wanted = theirs.state_dict()["visual_projection.weight"].bfloat16().float().T
    assert torch.equal(clip.state_dict()["visual.proj"], wanted)


def test_weights_in_several_files_are_read_together(
    theirs: Any, folder: Path, tmp_path: Path
) -> None:
    theirs.save_pretrained(tmp_path / "patch16", max_shard_size="600KB")
    parts = sorted((tmp_path / "patch16").glob("model-*.safetensors"))
    assert len(parts) > 1
    assert not (tmp_path / "patch16" / "model.safetensors").exists()

    whole, read = base_model.load(folder), base_model.load(tmp_path / "patch16")

    assert read.fingerprint == whole.fingerprint
    found = read.clip.state_dict()
    assert all(torch.equal(found[name], held) for name, held in whole.clip.state_dict().items())
    # As older versions of transformers wrote them.
    index = tmp_path / "patch16" / "model.safetensors.index.json"
    told = json.loads(index.read_text(encoding="utf-8"))
    told["weight_map"] = {
        name: file.replace("model-", "pytorch_model-").replace("safetensors", "bin")
        for name, file in told["weight_map"].items()
    }
    for part in parts:
        pickled = part.name.replace("model-", "pytorch_model-").replace("safetensors", "bin")
        torch.save(load_file(part), part.with_name(pickled))
        part.unlink()
    index.unlink()
    index.with_name("pytorch_model.bin.index.json").write_text(json.dumps(told), encoding="utf-8")
    assert base_model.load(tmp_path / "patch16").fingerprint == whole.fingerprint


@pytest.mark.parametrize(
    "name", ["model-00002-of-00002.safetensors", "../model.safetensors", "run.py"]
)
def test_a_missing_one_of_several_files_is_named(folder: Path, tmp_path: Path, name: str) -> None:
    other = _copy(folder, tmp_path)
    (other / "model.safetensors").rename(other / "model-00001-of-00002.safetensors")
    shutil.copyfile(folder / "model.safetensors", tmp_path / "model.safetensors")
    (other / "run.py").write_text("raise SystemExit", encoding="utf-8")
    told = {"weight_map": {"logit_scale": "model-00001-of-00002.safetensors", "a": name}}
    (other / "model.safetensors.index.json").write_text(json.dumps(told), encoding="utf-8")

    with pytest.raises(TrainingError) as caught:
        base_model.load(other)

    assert caught.value.code == "model_damaged"
    assert "2 files" in caught.value.what
    assert Path(name).name in caught.value.what


def _copy(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "patch16"))


class _Mischief:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.path,)


def _cut(folder: Path) -> None:
    file = folder / "model.safetensors"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _noise(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(np.random.default_rng(0).bytes(5000))


def _code(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    body = pickle.dumps({"a": _Mischief(folder / "run")}, protocol=2)
    (folder / "pytorch_model.bin").write_bytes(body)


def _absent(folder: Path) -> None:
    (folder / "model.safetensors").unlink()


def _lacks(folder: Path) -> None:
    held = load_file(folder / "model.safetensors")
    del held["vision_model.encoder.layers.0.self_attn.k_proj.weight"]
    save_file(held, folder / "model.safetensors")


def _not_finite(folder: Path) -> None:
    held = load_file(folder / "model.safetensors")
    held["text_projection.weight"][0, 0] = float("nan")
    save_file(held, folder / "model.safetensors")


def _other_kind(folder: Path) -> None:
    body = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**body, "model_type": "bert"}))


def _other_activation(folder: Path) -> None:
    body = json.loads((folder / "config.json").read_text())
    body["vision_config"]["hidden_act"] = "gelu"
    (folder / "config.json").write_text(json.dumps(body))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_cut, "model_damaged"),
        (_noise, "model_damaged"),
        (_code, "model_damaged"),
        (_absent, "model_damaged"),
        (_lacks, "model_damaged"),
        (_not_finite, "model_damaged"),
        (_other_kind, "model_unknown"),
        (_other_activation, "model_unknown"),
    ],
)
def test_a_folder_that_cannot_be_used_is_told_in_a_sentence(
    folder: Path, tmp_path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    other = _copy(folder, tmp_path)
    spoil(other)

    with pytest.raises(TrainingError) as caught:
        base_model.load(other)

    assert caught.value.code == code
    assert "patch16" in caught.value.what
    assert not (other / "run").exists()
