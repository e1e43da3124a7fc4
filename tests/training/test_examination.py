"""One examination of several adapters: what is told, and that the model is as it was."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.training.conftest import Painted, quiet_talk
from training import bench as benches
from training import evaluate, forgetting, presets, strength
from training.adapter import Adapter, attach, detach
from training.bench import Bench, prepare
from training.dataset import SPLITS
from training.examination import Examination
from training.presets import Preset


@pytest.fixture(scope="module")
def pixels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pixels")


@pytest.fixture
def bench(tiny_clip: Path, painted: Painted, pixels: Path) -> Iterator[Bench]:
    made = prepare(str(tiny_clip), str(painted.snapshot), str(pixels), SPLITS, quiet_talk())
    yield made
    made.store.close()


@pytest.fixture
def probe(painted: Painted, tmp_path: Path) -> str:
    """A folder of captioned pictures: those of the collection do for that."""
    lines = [
        f"{painted.root / work['images'][0]['path']}\t{work['captions'][0]['text']}"
        for work in painted.works[:20]
    ]
    (tmp_path / "captions.tsv").write_text("\n".join(lines), encoding="utf-8")
    return str(tmp_path)


def _worn(bench: Bench, preset: Preset, size: float) -> Adapter:
    """An adapter that changes the model by so much, at random."""
    adapter = attach(bench.base.clip, preset)
    torch.manual_seed(1)
    with torch.no_grad():
        for value in adapter.parameters():
            value.add_(torch.randn_like(value) * size)
    return adapter


def test_all_figures_are_told_and_the_model_is_as_it_was(bench: Bench, probe: str) -> None:
    adapter = _worn(bench, presets.PRESETS["mini"], 0.2)
    picture = torch.randn(2, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        before = bench.base.clip.encode_image(picture)

    told = Examination(bench, probe).figures(adapter)

    with torch.no_grad():
        assert torch.equal(bench.base.clip.encode_image(picture), before)
    assert told["works"] == 16
    assert (told["drawn"], told["at_100"]) == (None, None)
    assert (told["whole"]["images"], told["whole"]["texts"]) == (72, 216)
    assert told["whole"]["zero_shot"]["mean_recall"] <= told["zero_shot"]["mean_recall"]
    lost = told["forgetting"]
    assert (lost["measured"], lost["source"], lost["pictures"]) == (True, "folder", 20)
    assert lost["texts_unchanged"] is True
    assert lost["drift_test"] > 1e-4
    assert lost["classes"] is None
    curve = told["strength"]["curve"]
    assert [point["t"] for point in curve] == list(strength.STEPS)
    assert told["strength"]["works"] == 8
    drifts = [point["drift"] for point in curve]
    assert drifts == sorted(drifts)
    assert drifts[0] == pytest.approx(0, abs=1e-6)
    for way in ("t2i_r1", "i2t_r1"):
        assert curve[0]["forgetting"][way]["value"] == 0
        assert curve[4]["forgetting"][way] == lost[way]


def test_a_second_adapter_is_held_against_the_same_zero_shot(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The base model's vectors are made once; each adapter's figures are those of its own."""
    examined = Examination(bench)
    alone = []
    for size in (0.1, 0.4):
        adapter = _worn(bench, presets.PRESETS["mini"], size)
        alone.append(Examination(bench).figures(adapter, curve=False))
        detach(bench.base.clip)
    together = []
    asked: list[int] = []
    whole = benches.text_vectors
    monkeypatch.setattr(
        "training.examination.text_vectors", lambda *a: asked.append(1) or whole(*a)
    )
    for size in (0.1, 0.4):
        adapter = _worn(bench, presets.PRESETS["mini"], size)
        together.append(examined.figures(adapter, curve=False))
        detach(bench.base.clip)

    for one, other in zip(together, alone, strict=True):
        # Drift may differ in its last digit with where the vectors lie in memory.
        lost, drift = (each.pop("forgetting") for each in (one, other))
        assert lost == pytest.approx(drift)
        assert one == other
        one["forgetting"] = lost
    assert len(asked) == len(SPLITS)
    assert together[0]["zero_shot"] == together[1]["zero_shot"]
    assert together[0]["forgetting"]["drift_test"] < together[1]["forgetting"]["drift_test"]
    assert together[0]["strength"] is None
    assert together[0]["forgetting"]["measured"] is False


def test_an_adapter_of_the_texts_has_texts_of_its_own(bench: Bench) -> None:
    preset = dataclasses.replace(presets.PRESETS["mini"], name="both", text=("q", "v"))
    adapter = _worn(bench, preset, 0.3)
    assert adapter.touches_text

    examined = Examination(bench)
    told = examined.figures(adapter)

    assert told["forgetting"]["texts_unchanged"] is False
    before, after = examined.zero_shot(), examined.finetuned(adapter)
    assert not np.allclose(before[1], after[1])
    part = bench.parts["test"]
    by_hand = evaluate.compare(part, before[0], after[0], (before[1], after[1]))
    assert told["finetuned"] == by_hand["finetuned"]
    # The zero-shot texts are the base model's, though the adapter was on it when they were made.
    detach(bench.base.clip)
    assert np.allclose(Examination(bench).zero_shot()[1], before[1], atol=1e-6)


def test_a_probe_with_a_fault_is_told_and_the_figures_stand(bench: Bench, tmp_path: Path) -> None:
    items: list[dict[str, Any]] = []
    talk = quiet_talk()
    talk.item = items.append  # type: ignore[method-assign]
    adapter = _worn(bench, presets.PRESETS["mini"], 0.1)

    told = Examination(dataclasses.replace(bench, talk=talk), str(tmp_path)).figures(adapter)

    assert told["works"] == 16
    assert told["forgetting"]["measured"] is False
    assert told["strength"]["offered"] is None
    assert [item["code"] for item in items] == ["probe_unusable"]


def test_of_a_very_large_collection_a_draw_is_examined(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluate, "MANY_WORKS", 71)
    monkeypatch.setattr(evaluate, "DRAWN_WORKS", 10)
    adapter = _worn(bench, presets.PRESETS["mini"], 0.1)

    told = Examination(bench).figures(adapter, curve=False)

    assert told["drawn"] == {"works": 10, "of": 16}
    assert told["works"] == 10
    assert told["gallery"]["images"] == 10
    assert len({row["work"] for row in told["queries"]}) == 10


def test_the_painted_probe_is_the_mini_models(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "PAINTED", 30)
    demo = dataclasses.replace(bench.base.config, demo=True)
    base = dataclasses.replace(bench.base, config=demo)
    adapter = _worn(bench, presets.PRESETS["mini"], 0.3)

    told = Examination(dataclasses.replace(bench, base=base)).figures(adapter, curve=False)

    lost = told["forgetting"]
    assert (lost["measured"], lost["source"], lost["pictures"]) == (True, "painted", 30)
    assert len(lost["classes"]["names"]) == 20
    assert lost["classes"]["pictures"] <= 30
    assert 0 < lost["classes"]["chance"] < 0.3


def test_a_part_of_an_adapter_has_no_curve_of_its_own(bench: Bench, probe: str) -> None:
    adapter = _worn(bench, presets.PRESETS["mini"], 0.2)
    examined = Examination(bench, probe)
    with adapter.at_strength(0.5):
        told = examined.figures(adapter)

    assert told["strength"] is None
    assert examined.figures(adapter)["strength"]["curve"][-1]["t"] == 1.0
