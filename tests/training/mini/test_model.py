"""The shipped mini model: its forms agree, it is small, and it knows what it was taught."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from training.mini import card, measure, weights
from training.mini.pretrain import PretrainConfig
from training.mini.probe import probe_pictures

MODEL = Path(__file__).parents[3] / "resources" / "mini_model"


def _json(name: str) -> dict:
    return json.loads((MODEL / name).read_text(encoding="utf-8"))


def test_the_weights_fit_their_limit_and_the_config_names_a_demo_model() -> None:
    config = _json("config.json")
    assert (MODEL / "model.safetensors").stat().st_size <= 12_000_000
    assert config["demo"] is True
    assert config["name"] == "mini"
    assert config == weights.config_of(weights.MiniShape())


def test_the_onnx_pair_gives_the_vectors_of_torch() -> None:
    assert min(card.onnx_cosine(MODEL).values()) >= 0.9999


def test_the_onnx_pair_takes_any_batch_and_any_length() -> None:
    import onnxruntime

    session = onnxruntime.InferenceSession(MODEL / "text.onnx")
    tokens = np.array([[101, 7433, 102]], dtype=np.int64)
    (short,) = session.run(None, {"tokens": tokens})
    (padded,) = session.run(None, {"tokens": np.pad(tokens, ((0, 2), (0, 49)))})
    assert short.shape == (1, 160)
    assert np.asarray(short)[0] @ np.asarray(padded)[0] > 0.9999


def test_words_find_painted_scenes_that_pretraining_never_saw() -> None:
    pixels, texts = probe_pictures(100, first_seed=PretrainConfig.held_out_seed)
    model = weights.load(MODEL)
    found = measure.recalls(measure.text_rows(model, texts), measure.image_rows(model, pixels))
    assert found["r1"] >= 0.75


def test_the_pretraining_that_is_recorded_saw_the_base_domain_alone() -> None:
    config = _json("pretrain.json")["config"]
    assert config["domains"] == ["base"]
    assert config == json.loads(json.dumps(PretrainConfig().__dict__))


def test_the_card_says_what_was_measured_and_what_the_model_is() -> None:
    found, text = _json("measured.json"), (MODEL / "model_card.md").read_text(encoding="utf-8")
    assert text == card.card(found, _json("pretrain.json"))
    assert "synthetic demo model" in text
    assert len(found["hand_queries"]) == 30


def test_the_measured_figures_meet_what_the_demo_promises() -> None:
    found = _json("measured.json")
    assert found["tokens_seen"] >= 600
    assert found["base_domain"]["modern"]["r1"] >= 0.75
    demo = found["demo"]
    assert 0.25 <= demo["zero_shot"]["t2i"]["r1"] <= 0.60
    for run in demo["runs"]:
        assert run["difference"]["t2i_r1"]["value"] >= 0.10
        assert run["difference"]["t2i_r1"]["low"] > 0
    assert demo["shuffled"]["difference"]["t2i_r1"]["value"] <= 0


def test_the_probe_is_the_same_every_time_and_none_of_its_scenes_was_trained_on() -> None:
    pixels, texts = probe_pictures(3)
    again, told = probe_pictures(3)
    assert texts == told
    assert np.array_equal(pixels, again)
    assert pixels.shape == (3, 128, 128, 3)
    config = PretrainConfig()
    trained = range(config.first_seed, config.first_seed + config.pictures)
    from training.mini.probe import FIRST_SEED

    assert not set(range(FIRST_SEED, FIRST_SEED + 200)) & set(trained)


@pytest.mark.parametrize("register", card.REGISTERS)
def test_every_register_of_the_probe_has_a_text_for_each_picture(register: str) -> None:
    _, texts = probe_pictures(4, register=register)
    assert len(texts) == 4
    assert all(texts)
