"""What is explained is what the model did: its own numbers, and the thing that was asked for."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from cn_clip.clip.model import CLIP
from PIL import Image
from torch.nn import functional

from tests.training.conftest import MINI_MODEL, TINY_SHAPE
from training import adapter, attention, base_model, embed, relevance
from training.encoder import Encoder
from training.errors import TrainingError
from training.explain import explain, parts_of
from training.mini import subjects
from training.mini.painter import paint
from training.presets import PRESETS
from training.protocol import Explain


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(MINI_MODEL)


@pytest.fixture(scope="module")
def pine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A painted picture."""
    path = tmp_path_factory.mktemp("explain") / "pine.png"
    subject = next(each for each in subjects.one_element() if each.kind == "pine")
    paint(subject.scene, 160).save(path)
    return path


def _ask(encoder: Encoder, image: Path, **asked: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    out = image.with_name("maps.npz")
    told = explain(Explain(str(encoder.path), str(image), str(out), **asked), encoder)
    with np.load(out) as maps:
        return told, dict(maps)


def _tuned(clip: CLIP, preset: str) -> None:
    worn = adapter.attach(clip, PRESETS[preset])
    generator = torch.Generator().manual_seed(3)
    worn.put(
        {
            part: each + 0.05 * torch.randn(each.shape, generator=generator)
            for part, each in worn.tensors().items()
        }
    )


@pytest.mark.parametrize("preset", [None, "faithful", "best", "head", "full"])
def test_what_is_looked_through_is_the_model_itself(preset: str | None) -> None:
    clip = base_model.load(MINI_MODEL).clip
    if preset:
        _tuned(clip, preset)
    values = torch.randn(2, 3, 128, 128, generator=torch.Generator().manual_seed(1))

    seen = attention.look(clip, values)

    with torch.no_grad():
        plain = clip.encode_image(values)
    assert torch.allclose(seen.vectors, plain, atol=1e-5)
    assert [tuple(layer.shape) for layer in seen.attention] == [(2, 4, 65, 65)] * 5
    assert all(torch.allclose(layer.sum(-1), torch.ones(())) for layer in seen.attention)


@pytest.mark.slow
def test_what_is_looked_through_is_the_model_itself_in_the_true_shape() -> None:
    torch.manual_seed(0)
    clip = CLIP(**base_model.named_shapes()["ViT-B-16"]).float().eval().requires_grad_(False)
    values = torch.randn(1, 3, 224, 224, generator=torch.Generator().manual_seed(1))

    found = relevance.maps(clip, values, functional.normalize(torch.randn(512), dim=0))

    with torch.no_grad():
        plain = clip.encode_image(values)
        assert torch.allclose(attention.look(clip, values).vectors, plain, atol=1e-4)
    assert found.relevance.shape == (14, 14)
    assert found.attention.shape == (12, 12, 14, 14)
    assert bool(torch.isfinite(found.relevance).all())


def test_the_attention_is_that_of_torch() -> None:
    clip = base_model.load(MINI_MODEL).clip
    values = torch.randn(1, 3, 128, 128, generator=torch.Generator().manual_seed(1))
    told: list[torch.Tensor] = []
    block: Any = clip.visual.transformer.resblocks[2]

    def again(layer: Any, given: tuple[torch.Tensor, ...], _made: object) -> None:
        told.append(type(layer).forward(layer, *given, average_attn_weights=False)[1])

    hook = block.attn.register_forward_hook(again)
    with torch.no_grad():
        clip.encode_image(values)
    hook.remove()

    assert torch.allclose(attention.look(clip, values).attention[2], told[0], atol=1e-6)


def test_a_part_left_out_costs_what_is_told(encoder: Encoder, pine: Path) -> None:
    told, _ = _ask(encoder, pine, texts=("雪中 old松树，",))

    parts = [(each["text"], each["start"], each["end"]) for each in told["characters"]]
    assert parts == [
        ("雪", 0, 1),
        ("中", 1, 2),
        ("old", 3, 6),
        ("松", 6, 7),
        ("树", 7, 8),
        ("，", 8, 9),
    ]
    picture = encoder.pixels(encoder.config.transform.pixels(pine)[None])[0]
    whole, less = encoder.texts(["雪中 old松树，", "雪中 old树，"]) @ picture
    assert told["score"] == pytest.approx(whole, abs=1e-5)
    assert told["characters"][3]["effect"] == pytest.approx(whole - less, abs=1e-5)
    assert told["characters"][3]["effect"] > 0  # there is a pine


def test_nothing_to_leave_out() -> None:
    assert parts_of(" \n") == []
    assert parts_of("夏圭") == [(0, 1), (1, 2)]
    assert parts_of("Xià Guī 12") == [(0, 3), (4, 7), (8, 10)]


def test_the_maps_have_their_shapes_and_sums(encoder: Encoder, pine: Path) -> None:
    _, maps = _ask(encoder, pine, texts=("松树",))

    assert maps["relevance"].shape == (8, 8)
    assert maps["relevance"].max() == 1
    assert maps["relevance"].min() >= 0
    assert maps["attention"].shape == (5, 4, 8, 8)
    assert np.all(maps["attention"].sum(axis=(2, 3)) < 1 + 1e-5)
    assert maps["rollout"].shape == (8, 8)
    assert 0 < maps["rollout"].sum() < 1


def test_rollout_and_relevance_of_two_layers_by_hand() -> None:
    first = torch.tensor([[[0.6, 0.4], [0.2, 0.8]]])
    second = torch.tensor([[[0.5, 0.5], [0.0, 1.0]], [[0.1, 0.9], [1.0, 0.0]]])
    mean = torch.tensor([[0.3, 0.7], [0.5, 0.5]])
    half = torch.eye(2) / 2

    rolled = relevance.rolled_out([first, second])

    assert torch.allclose(rolled, (mean / 2 + half) @ (first[0] / 2 + half))
    up, down = torch.tensor([[[1.0, -1.0], [0.0, 2.0]]]), -torch.ones(2, 2, 2)
    found = relevance.relevant([first, second], [up, down])
    assert torch.allclose(found, torch.eye(2) + torch.tensor([[0.6, 0.0], [0.0, 1.6]]))


def test_a_window_is_looked_at_alone(encoder: Encoder, pine: Path, tmp_path: Path) -> None:
    whole = Image.open(pine)
    half = tmp_path / "half.png"
    width, height = whole.size
    whole.crop((width // 2, 0, 2 * (width // 2), height)).save(half)
    box = (width // 2 / width, 0.0, 2 * (width // 2) / width, 1.0)

    part, maps = _ask(encoder, pine, texts=("松",), window=box)
    alone, maps_alone = _ask(encoder, half, texts=("松",))

    everything, _ = _ask(encoder, pine, texts=("松",))
    # A resampled edge sees what lies beyond it where the part is not cut out first.
    assert part["score"] == pytest.approx(alone["score"], abs=2e-3)
    assert part["score"] != pytest.approx(everything["score"], abs=5e-3)
    assert np.allclose(maps["relevance"], maps_alone["relevance"], atol=0.1)


def test_a_picture_may_be_the_query(encoder: Encoder, pine: Path) -> None:
    told, maps = _ask(encoder, pine, pictures=(str(pine),))
    part, _ = _ask(encoder, pine, pictures=(str(pine),), boxes=((0.0, 0.0, 0.4, 0.4),))

    assert told["score"] == pytest.approx(1, abs=1e-4)
    assert part["score"] < 0.99
    assert told["characters"] == []
    assert maps["relevance"].shape == (8, 8)


def test_a_sum_and_templates_are_explained_as_they_are_searched(
    encoder: Encoder, pine: Path, tmp_path: Path
) -> None:
    file = tmp_path / "templates.json"
    sentences = {"version": "t", "templates": ["{}", "一幅画着{}的画"]}
    file.write_text(json.dumps(sentences), encoding="utf-8")
    picture = encoder.pixels(encoder.config.transform.pixels(pine)[None])[0]

    def cosine(*parts: tuple[float, str]) -> float:
        total = np.zeros(len(picture), np.float32)
        for weight, text in parts:
            mean = encoder.texts([text, f"一幅画着{text}的画"]).mean(axis=0)
            total += weight * mean / np.linalg.norm(mean)
        return float(total @ picture / np.linalg.norm(total))

    told, _ = _ask(encoder, pine, texts=("松树", "人"), weights=(2.0, -1.0), templates=str(file))

    assert [(each["of"], each["text"]) for each in told["characters"]] == [
        (0, "松"),
        (0, "树"),
        (1, "人"),
    ]
    assert told["score"] == pytest.approx(cosine((2, "松树"), (-1, "人")), abs=1e-5)
    less = cosine((2, "树"), (-1, "人"))
    assert told["characters"][0]["effect"] == pytest.approx(told["score"] - less, abs=1e-5)


def test_an_adapter_changes_what_is_told_and_leaves_nothing_behind(
    encoder: Encoder, pine: Path, tmp_path: Path
) -> None:
    base = base_model.load(MINI_MODEL)
    _tuned(base.clip, "faithful")
    worn = base.clip.__dict__["adapter"]
    path = tmp_path / "adapter.safetensors"
    path.write_bytes(adapter.save_bytes(worn, base, {}))

    before = _ask(encoder, pine, texts=("松树",))
    tuned = _ask(encoder, pine, texts=("松树",), adapter=str(path))
    after = _ask(encoder, pine, texts=("松树",))

    assert tuned[0]["score"] != pytest.approx(before[0]["score"], abs=1e-4)
    assert not np.allclose(tuned[1]["relevance"], before[1]["relevance"], atol=0.01)
    assert after[0] == before[0]
    assert np.array_equal(after[1]["relevance"], before[1]["relevance"])


def test_a_resnet_tells_where_but_not_its_attention() -> None:
    torch.manual_seed(0)
    clip = CLIP(
        **{
            **TINY_SHAPE,
            "vision_layers": [1, 1, 1, 1],
            "vision_width": 8,
            "vision_patch_size": None,
            "image_resolution": 64,
        }
    )
    clip.eval().requires_grad_(False)
    values = torch.randn(1, 3, 64, 64)
    query = functional.normalize(torch.randn(24), dim=0)

    found = relevance.maps(clip, values, query)

    score = functional.cosine_similarity(clip.encode_image(values)[0], query, dim=0)
    assert found.score == pytest.approx(float(score), abs=1e-5)
    assert found.relevance.shape == (2, 2)
    assert found.attention.shape == (0, 0, 2, 2)
    assert found.rollout is None
    assert bool((found.relevance >= 0).all())


def test_an_unreadable_picture_is_a_sentence(encoder: Encoder, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")

    with pytest.raises(TrainingError) as told:
        _ask(encoder, broken, texts=("松",))

    assert told.value.code == "image_unreadable"


def test_what_is_asked_for_is_where_the_map_is_warm() -> None:
    base = base_model.load(MINI_MODEL)
    transform = Encoder(MINI_MODEL).config.transform
    warmer, cases = 0, list(islice(subjects.one_element(first_seed=9_400_000), 30))
    for subject in cases:
        square = paint(subject.scene, 160).resize((transform.resolution,) * 2)
        values = embed.as_input(base, np.array(square)[None])
        query = torch.from_numpy(Encoder(MINI_MODEL).texts([subject.word])[0])
        warmth = relevance.maps(base.clip, values, query).relevance.numpy()
        inside = subjects.coverage(subject.box, *warmth.shape)
        warmer += float((warmth * inside).sum() / inside.sum()) > float(
            (warmth * (1 - inside)).sum() / (1 - inside).sum()
        )
    assert warmer >= 0.7 * len(cases)
