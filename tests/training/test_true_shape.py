"""The true ViT-B-16 shape with random weights, saved as cn_clip saves its own."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
import torch
from cn_clip.clip.model import CLIP
from PIL import Image
from torch import Tensor

from tests.training.conftest import Engine, Painted, quiet_talk
from training import adapter, base_model, export, protocol, towers
from training.adapter import Adapter
from training.adapter_file import read_adapter
from training.presets import PRESETS
from training.protocol import Describe, Encode, Finetune, Metric, Result

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from cn_clip.clip.model import convert_weights

    torch.manual_seed(0)
    clip = CLIP(**base_model.named_shapes()["ViT-B-16"])
    convert_weights(clip)
    weights = {f"module.{name}": value for name, value in clip.state_dict().items()}
    path = tmp_path_factory.mktemp("models") / "clip_cn_vit-b-16.pt"
    torch.save({"epoch": 1, "name": "ViT-B-16", "state_dict": weights}, path)
    return path


def test_it_is_known_by_its_shape_and_encodes_and_is_finetuned(
    start_engine, checkpoint: Path, painted: Painted, tmp_path: Path
) -> None:
    engine: Engine = start_engine()
    described = engine.ask(Describe(str(checkpoint)))
    texts = ("山水", "一叶孤舟", "远山层叠，松林深处有一座茅屋")
    encoded = engine.ask(Encode(str(checkpoint), str(tmp_path / "v.npy"), texts=texts))
    few = [*painted.works[:4], *painted.works[48:50], *painted.works[56:58]]
    heard: list[dict[str, object]] = []
    trained = engine.ask(
        Finetune(
            str(checkpoint),
            str(tmp_path / "run"),
            str(painted.write(few, "few.json")),
            str(tmp_path / "pixels"),
            epochs=1,
        ),
        lambda event: heard.append(event.values) if isinstance(event, Metric) else None,
    )

    assert isinstance(described, Result), described
    assert described.values["architecture"] == "ViT-B-16"
    assert described.values["parameters"] == 188_262_913
    assert (described.values["dim"], described.values["resolution"]) == (512, 224)
    assert isinstance(encoded, Result), encoded
    vectors = np.load(encoded.values["vectors"])
    assert vectors.shape == (3, 512)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert isinstance(trained, Result), trained
    assert trained.values["preset"] == "faithful"
    assert (trained.values["trainable"], trained.values["total"]) == (73_728, 188_262_913)
    assert [metric["epoch"] for metric in heard] == [0, 1]


@pytest.fixture(scope="module")
def clip() -> CLIP:
    torch.manual_seed(0)
    return CLIP(**base_model.named_shapes()["ViT-B-16"]).float().eval().requires_grad_(False)


@pytest.fixture(scope="module")
def pictures() -> Tensor:
    return torch.randn(2, 3, 224, 224, generator=torch.Generator().manual_seed(1))


@pytest.fixture(scope="module")
def plain(clip: CLIP, pictures: Tensor) -> Tensor:
    return clip.encode_image(pictures)


def _disturbed(clip: CLIP, impl: Literal["side", "proxy"] = "side") -> Adapter:
    """`faithful` with the same B, not zero, whichever way it is computed."""
    on = adapter.attach(clip, dataclasses.replace(PRESETS["faithful"], impl=impl))
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for name, each in on.named_parameters().items():
            if name.endswith("lora_B"):
                each.add_(0.02 * torch.randn(each.shape, generator=generator))
    return on


def _relative(found: Tensor, wanted: Tensor) -> float:
    return float((found - wanted).detach().abs().max() / wanted.detach().abs().max())


@pytest.mark.parametrize("impl", ["side", "proxy"])
def test_a_fresh_adapter_has_its_count_and_changes_nothing(
    clip: CLIP, pictures: Tensor, plain: Tensor, impl: Literal["side", "proxy"]
) -> None:
    total = sum(each.numel() for each in clip.parameters())
    on = adapter.attach(clip, dataclasses.replace(PRESETS["faithful"], impl=impl))
    with torch.no_grad():
        fresh = clip.encode_image(pictures)
    adapter.detach(clip)

    assert (sum(each.numel() for each in on.parameters()), total) == (73_728, 188_262_913)
    assert (fresh - plain).abs().max().item() == 0.0


def test_proxy_side_path_training_mode_and_checkpoints_agree(clip: CLIP, pictures: Tensor) -> None:
    gradients, vectors = {}, {}
    ways: list[tuple[str, Literal["side", "proxy"]]] = [
        ("side", "side"),
        ("proxy", "proxy"),
        ("checkpointed", "side"),
    ]
    for way, impl in ways:
        on = _disturbed(clip, impl)
        vectors[way] = towers.encode_image(clip, pictures, checkpoint=way == "checkpointed")
        vectors[way].square().sum().backward()
        gradients[way] = {n: each.grad for n, each in on.named_parameters().items()}
        adapter.detach(clip)

    for way, bound in (("proxy", 1e-5), ("checkpointed", 0.0)):
        assert _relative(vectors[way], vectors["side"]) <= bound
        for name, wanted in gradients["side"].items():
            found = gradients[way][name]
            assert wanted is not None
            assert found is not None
            assert _relative(found, wanted) <= max(bound, 1e-6)


def test_training_mode_is_evaluation_mode_and_merged_is_live(
    clip: CLIP, pictures: Tensor, plain: Tensor
) -> None:
    on = _disturbed(clip)
    with torch.no_grad():
        live, folded = clip.encode_image(pictures), on.merged()
        trained = clip.train().encode_image(pictures)
    adapter.detach(clip.eval())
    with torch.device("meta"):
        fresh = CLIP(**base_model.named_shapes()["ViT-B-16"]).eval().requires_grad_(False)
    fresh.load_state_dict(folded, assign=True)

    assert torch.equal(trained, live)
    assert _relative(live, plain) > 1e-3
    assert _relative(fresh.encode_image(pictures), live) <= 1e-5


@pytest.fixture(scope="module")
def worn(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An adapter of both towers, as a file, every number of it disturbed."""
    base = base_model.load(checkpoint)
    on = adapter.attach(base.clip, PRESETS["best"])
    generator = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for each in on.parameters():
            each.add_(0.02 * torch.randn(each.shape, generator=generator))
    path = tmp_path_factory.mktemp("run") / "adapter.safetensors"
    path.write_bytes(adapter.save_bytes(on, base, {"preset": "best"}))
    return path


Vectors = tuple[Tensor, Tensor]
IDS = torch.tensor([[101, 2255, 3717, 102, 0], [101, 2255, 102, 0, 0]])


@pytest.fixture(scope="module")
def live(checkpoint: Path, worn: Path, pictures: Tensor) -> tuple[Vectors, Vectors]:
    """Pictures and texts by the model with the adapter on it, and by the model alone."""
    base = base_model.load(checkpoint)
    alone = base.clip.encode_image(pictures), base.clip.encode_text(IDS)
    adapter.attach_file(base.clip, worn, read_adapter(worn, base.fingerprint))
    with torch.no_grad():
        return (base.clip.encode_image(pictures), base.clip.encode_text(IDS)), alone


def _least_cosine(found: Vectors, wanted: Vectors) -> float:
    pairs = zip(found, wanted, strict=True)
    return min(float(torch.cosine_similarity(*pair).min()) for pair in pairs)


def _exported(checkpoint: Path, form: str, out: Path, worn: Path) -> float:
    request = protocol.Export(str(checkpoint), form, str(out), str(worn))
    return export.export(request, quiet_talk())["cosine"]


@torch.no_grad()
def test_a_merged_checkpoint_is_loaded_by_cn_clips_own_function(
    checkpoint: Path,
    worn: Path,
    live: tuple[Vectors, Vectors],
    pictures: Tensor,
    tmp_path: Path,
) -> None:
    from cn_clip.clip import load_from_name

    told = _exported(checkpoint, "merged-pt", tmp_path / "tuned.pt", worn)
    theirs, preprocess = load_from_name(
        str(tmp_path / "tuned.pt"),
        device="cpu",
        vision_model_name="ViT-B-16",
        text_model_name="RoBERTa-wwm-ext-base-chinese",
        input_resolution=224,
    )
    theirs.eval()
    found = theirs.encode_image(pictures), theirs.encode_text(IDS)

    assert told >= 0.9999
    assert _least_cosine(found, live[0]) >= 0.9999
    # The update is large enough to be missed if it were not there.
    assert _least_cosine(found, live[1]) < 0.999
    assert preprocess(Image.new("RGB", (90, 40))).shape == (3, 224, 224)


@torch.no_grad()
def test_a_merged_folder_is_loaded_by_transformers(
    checkpoint: Path,
    worn: Path,
    live: tuple[Vectors, Vectors],
    pictures: Tensor,
    tmp_path: Path,
) -> None:
    from transformers import ChineseCLIPModel

    told = _exported(checkpoint, "merged-hf", tmp_path / "tuned", worn)
    theirs = ChineseCLIPModel.from_pretrained(tmp_path / "tuned").eval()
    found = (
        theirs.get_image_features(pictures).pooler_output,
        theirs.get_text_features(IDS, attention_mask=IDS.ne(0).long()).pooler_output,
    )

    assert told >= 0.9999
    assert _least_cosine(found, live[0]) >= 0.9999
    assert _least_cosine(found, live[1]) < 0.999
