"""The true ViT-B-16 shape with random weights, saved as cn_clip saves its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.conftest import Engine, Painted
from training import base_model
from training.protocol import Describe, Encode, Finetune, Metric, Result

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from cn_clip.clip.model import CLIP, convert_weights

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
