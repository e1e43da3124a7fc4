"""Base models load from every form they come in, and a damaged one is told in a sentence."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from training import base_model
from training.errors import TrainingError
from training.model_files import fingerprint, read_config, read_weights

# A shape whose heads can be read off its tensors, as those of the published models can.
SHAPE: dict[str, Any] = {
    "embed_dim": 24,
    "image_resolution": 32,
    "vision_layers": 2,
    "vision_width": 64,
    "vision_patch_size": 16,
    "vocab_size": 21128,
    "text_attention_probs_dropout_prob": 0.1,
    "text_hidden_act": "gelu",
    "text_hidden_dropout_prob": 0.1,
    "text_hidden_size": 64,
    "text_initializer_range": 0.02,
    "text_intermediate_size": 96,
    "text_max_position_embeddings": 64,
    "text_num_attention_heads": 1,
    "text_num_hidden_layers": 2,
    "text_type_vocab_size": 2,
}


@pytest.fixture(scope="session")
def weights() -> dict[str, Tensor]:
    from cn_clip.clip.model import CLIP

    torch.manual_seed(3)
    return {name: value.half().float() for name, value in CLIP(**SHAPE).state_dict().items()}


def _plain(weights: dict[str, Tensor], path: Path) -> None:
    torch.save({"epoch": 1, "state_dict": weights}, path)


def _distributed(weights: dict[str, Tensor], path: Path) -> None:
    torch.save({"state_dict": {f"module.{name}": value for name, value in weights.items()}}, path)


def _half(weights: dict[str, Tensor], path: Path) -> None:
    torch.save({"state_dict": {name: value.half() for name, value in weights.items()}}, path)


def _pooler(weights: dict[str, Tensor], path: Path) -> None:
    extra = {"module.bert.pooler.dense.weight": torch.zeros(64, 64)}
    named = {f"module.{name}": value for name, value in weights.items()}
    torch.save({"state_dict": {**named, **extra}}, path)


def _bare(weights: dict[str, Tensor], path: Path) -> None:
    torch.save(weights, path)


@pytest.mark.parametrize("save", [_plain, _distributed, _half, _pooler, _bare])
def test_a_checkpoint_loads_in_every_form_with_one_fingerprint(
    tmp_path: Path, weights: dict[str, Tensor], save: Callable[..., None]
) -> None:
    save(weights, tmp_path / "a.pt")
    _plain(weights, tmp_path / "b.pt")

    base = base_model.load(tmp_path / "a.pt")

    assert base.fingerprint == base_model.load(tmp_path / "b.pt").fingerprint
    assert {name: base.config.clip[name] for name in SHAPE} == SHAPE
    assert base.config.name == "a"
    assert all(torch.equal(base.clip.state_dict()[name], weights[name]) for name in weights)
    assert not any(each.requires_grad for each in base.clip.parameters())
    assert all(each.dtype == torch.float32 for each in base.clip.parameters())


def test_other_weights_have_another_fingerprint(tmp_path: Path, weights: dict[str, Tensor]) -> None:
    _plain(weights, tmp_path / "a.pt")
    changed = {**weights, "visual.proj": weights["visual.proj"] + 0.5}
    _plain(changed, tmp_path / "b.pt")

    assert base_model.load(tmp_path / "a.pt").fingerprint != (
        base_model.load(tmp_path / "b.pt").fingerprint
    )


def test_a_folder_gives_the_vectors_and_the_fingerprint_of_its_files(tiny_clip: Path) -> None:
    base = base_model.load(tiny_clip)

    assert base.fingerprint == fingerprint(read_config(tiny_clip), read_weights(tiny_clip))
    assert base.parameters == sum(each.numel() for each in base.clip.parameters())
    assert base.clip.encode_image(torch.zeros(2, 3, 32, 32)).shape == (2, 24)


def test_a_folder_with_one_checkpoint_is_that_checkpoint(
    tmp_path: Path, weights: dict[str, Tensor]
) -> None:
    _plain(weights, tmp_path / "only.pt")

    assert base_model.load(tmp_path).config.name == "only"


def test_vectors_do_not_depend_on_dropout(tiny_clip: Path) -> None:
    base = base_model.load(tiny_clip)
    tokens = torch.tensor([[101, 2255, 102]])

    assert torch.equal(base.clip.encode_text(tokens), base.clip.encode_text(tokens))


@pytest.mark.parametrize(
    ("name", "width", "layers", "resolution", "dim"),
    [
        ("ViT-B-16", 768, 12, 224, 512),
        ("ViT-L-14", 1024, 24, 224, 768),
        ("ViT-L-14-336", 1024, 24, 336, 768),
        ("ViT-H-14", 1280, 32, 224, 1024),
        ("RN50", 64, [3, 4, 6, 3], 224, 1024),
    ],
)
def test_the_five_names_have_the_published_shapes(
    name: str, width: int, layers: object, resolution: int, dim: int
) -> None:
    shape = base_model.named_shapes()[name]

    assert (shape["vision_width"], shape["vision_layers"]) == (width, layers)
    assert (shape["image_resolution"], shape["embed_dim"]) == (resolution, dim)


def test_the_shape_of_a_published_model_is_read_off_its_tensors() -> None:
    from cn_clip.clip.model import CLIP

    for name, shape in base_model.named_shapes().items():
        with torch.device("meta"):
            weights = CLIP(**shape).state_dict()
        config = base_model._config_of(Path("some.pt"), weights)
        assert (config.name, config.architecture, config.clip) == (name, name, shape)


def _text(path: Path) -> None:
    path.write_text("not a model", encoding="utf-8")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _list(path: Path) -> None:
    torch.save([1, 2, 3], path)


@pytest.mark.parametrize("spoil", [_text, _cut, _empty, _list])
def test_a_damaged_checkpoint_is_told_in_a_sentence(
    tmp_path: Path, weights: dict[str, Tensor], spoil: Callable[[Path], None]
) -> None:
    _plain(weights, tmp_path / "a.pt")
    spoil(tmp_path / "a.pt")

    with pytest.raises(TrainingError) as caught:
        base_model.load(tmp_path / "a.pt")

    assert caught.value.code == "model_damaged"
    assert "a.pt" in caught.value.what


class _Mischief:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.path,)


def test_nothing_in_a_checkpoint_is_run(tmp_path: Path) -> None:
    torch.save({"state_dict": _Mischief(tmp_path / "run")}, tmp_path / "a.pt")
    (tmp_path / "b.pt").write_bytes(pickle.dumps(_Mischief(tmp_path / "run"), protocol=2))

    for name in ("a.pt", "b.pt"):
        with pytest.raises(TrainingError, match="damaged"):
            base_model.load(tmp_path / name)
    assert not (tmp_path / "run").exists()


def _nan(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    return {**weights, "text_projection": weights["text_projection"] / 0}


def _text_tower(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name: value for name, value in weights.items() if not name.startswith("visual.")}


def _vision_tower(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name: value for name, value in weights.items() if not name.startswith("bert.")}


@pytest.mark.parametrize(
    ("change", "code", "named"),
    [
        (_nan, "model_damaged", "text_projection"),
        (_text_tower, "model_unknown", "visual.conv1.weight"),
        (_vision_tower, "model_unknown", "bert.embeddings.word_embeddings.weight"),
    ],
)
def test_a_checkpoint_that_holds_no_whole_model_names_what_is_wrong(
    tmp_path: Path, weights: dict[str, Tensor], change: Callable[..., Any], code: str, named: str
) -> None:
    _plain(change(weights), tmp_path / "a.pt")

    with pytest.raises(TrainingError) as caught:
        base_model.load(tmp_path / "a.pt")

    assert caught.value.code == code
    assert named in caught.value.what


def test_another_kind_of_model_is_unknown(tmp_path: Path) -> None:
    torch.save({"state_dict": {"layer.weight": torch.zeros(2)}}, tmp_path / "a.pt")

    with pytest.raises(TrainingError) as caught:
        base_model.load(tmp_path / "a.pt")

    assert caught.value.code == "model_unknown"


@pytest.mark.parametrize("change", ["lacks", "widens", "nan"])
def test_weights_that_do_not_fit_are_damaged(tiny_clip: Path, tmp_path: Path, change: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_clip, folder)
    held = load_file(folder / "model.safetensors")
    if change == "lacks":
        del held["visual.proj"]
    elif change == "widens":
        held["visual.proj"] = torch.zeros(3, 3)
    else:
        held["visual.proj"][0, 0] = float("nan")
    save_file(held, folder / "model.safetensors")

    with pytest.raises(TrainingError) as caught:
        base_model.load(folder)

    assert caught.value.code == "model_damaged"


def test_a_config_that_lacks_a_field_is_damaged(tiny_clip: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_clip, folder)
    (folder / "config.json").write_text(json.dumps({"name": "x"}), encoding="utf-8")

    with pytest.raises(TrainingError) as caught:
        base_model.load(folder)

    assert caught.value.code == "model_damaged"


def test_a_model_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(TrainingError) as caught:
        base_model.load(tmp_path / "nowhere")

    assert caught.value.code == "model_missing"
