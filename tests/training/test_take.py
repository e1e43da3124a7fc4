"""Adapters of others: scaled as they were trained, refused where they do not fit."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from tests.training.conftest import quiet_talk
from training import adapter as adapters
from training import base_model, protocol, take
from training.adapter_file import read_adapter
from training.errors import TrainingError
from training.presets import PRESETS


def _take(model: Path, file: Path, run_dir: Path, **asked: Any) -> dict[str, Any]:
    request = protocol.Take(str(model), str(file), str(run_dir), **asked)
    return take.take(request, quiet_talk())


def _matrices(rank: int = 2) -> dict[str, Tensor]:
    draw = torch.Generator().manual_seed(6)
    return {
        f"visual.transformer.resblocks.{block}.attn.out_proj.lora_{part}": 0.1
        * torch.randn(shape, generator=draw)
        for block in range(2)
        for part, shape in (("A", (rank, 32)), ("B", (32, rank)))
    }


@pytest.fixture(scope="module")
def trained(tiny_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = base_model.load(tiny_clip)
    adapter = adapters.attach(base.clip, PRESETS["faithful"])
    with torch.no_grad():
        for each in adapter.parameters():
            each.add_(0.1)
    path = tmp_path_factory.mktemp("run") / "from_there.safetensors"
    path.write_bytes(adapters.save_bytes(adapter, base, {"preset": "faithful"}))
    return path


def _pictures(model: Path, adapter: Path | None = None) -> Tensor:
    base = base_model.load(model)
    if adapter is not None:
        adapters.attach_file(base.clip, adapter, read_adapter(adapter, base.fingerprint))
    values = torch.randn(3, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        return base.clip.encode_image(values)


def test_an_adapter_file_comes_as_it_is(tiny_clip: Path, trained: Path, tmp_path: Path) -> None:
    told = _take(tiny_clip, trained, tmp_path / "run")

    assert Path(told["adapter"]) == tmp_path / "run" / "adapter.safetensors"
    assert Path(told["adapter"]).read_bytes() == trained.read_bytes()
    assert (told["preset"], told["rank"], told["scaling"]) == ("faithful", 4, 4.0)
    assert (told["strength"], told["trainable"]) == (1.0, 2 * 2 * 4 * 32)
    assert [each.name for each in (tmp_path / "run").iterdir()] == ["adapter.safetensors"]


def test_a_strength_multiplies_the_update(tiny_clip: Path, trained: Path, tmp_path: Path) -> None:
    half = _take(tiny_clip, trained, tmp_path / "half", strength=0.5)
    quarter = _take(tiny_clip, Path(half["adapter"]), tmp_path / "quarter", strength=0.5)
    none = _take(tiny_clip, trained, tmp_path / "none", strength=0.0)

    assert (half["strength"], quarter["strength"]) == (0.5, 0.25)
    assert torch.equal(_pictures(tiny_clip, Path(none["adapter"])), _pictures(tiny_clip))
    base = base_model.load(tiny_clip)
    adapter = adapters.attach_file(base.clip, trained, read_adapter(trained, base.fingerprint))
    values = torch.randn(3, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    with torch.no_grad(), adapter.at_strength(0.25):
        assert torch.equal(
            base.clip.encode_image(values), _pictures(tiny_clip, Path(quarter["adapter"]))
        )


@pytest.mark.parametrize(
    ("body", "unscaled", "scaling"),
    [
        (lambda held: held, True, 1.0),
        (lambda held: held, False, 8.0),  # alpha 16 of `faithful` over rank 2
        (lambda held: {"state_dict": {f"module.{n}": v for n, v in held.items()}}, True, 1.0),
        (lambda held: {"lora": held, "alpha": 6}, False, 3.0),
        (lambda held: {**held, "visual.proj": torch.zeros(3)}, True, 1.0),
    ],
)
def test_matrices_of_a_pt_are_scaled_as_they_were_trained(
    tiny_clip: Path, tmp_path: Path, body: Any, unscaled: bool, scaling: float
) -> None:
    held = _matrices()
    torch.save(body(held), tmp_path / "lora.pt")

    told = _take(tiny_clip, tmp_path / "lora.pt", tmp_path / "run", unscaled=unscaled)

    assert (told["scaling"], told["rank"], told["strength"]) == (scaling, 2, 1.0)
    base = base_model.load(tiny_clip)
    weights = base.clip.state_dict()
    path = Path(told["adapter"])
    merged = adapters.attach_file(base.clip, path, read_adapter(path, base.fingerprint)).merged()
    for block in range(2):
        name = f"visual.transformer.resblocks.{block}.attn.out_proj"
        wanted = (
            weights[f"{name}.weight"] + scaling * held[f"{name}.lora_B"] @ held[f"{name}.lora_A"]
        )
        assert torch.allclose(merged[f"{name}.weight"], wanted, atol=1e-6)


class _Mischief:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.path,)


def _spoilt(kind: str, trained: Path, tmp_path: Path) -> Path:
    held = _matrices()
    first = next(iter(held))
    path = tmp_path / "spoilt.pt"
    if kind == "code":
        path.write_bytes(pickle.dumps(_Mischief(tmp_path / "ran"), protocol=2))
    elif kind == "text":
        path.write_text("no adapter")
    elif kind == "nothing in it":
        torch.save({"state_dict": {"visual.proj": torch.zeros(3)}}, path)
    elif kind == "nan":
        torch.save({**held, first: held[first] / 0}, path)
    elif kind == "half of it":
        torch.save({first: held[first]}, path)
    elif kind == "another layer":
        torch.save({**held, first.replace("out_proj", "q_proj"): held[first]}, path)
    elif kind == "another shape":
        torch.save({name: value[..., :7] for name, value in held.items()}, path)
    elif kind == "cut":
        path = path.with_suffix(".safetensors")
        path.write_bytes(trained.read_bytes()[:-100])
    elif kind == "no metadata":
        path = path.with_suffix(".safetensors")
        save_file(held, path)
    return path


@pytest.mark.parametrize(
    "kind",
    ["code", "text", "nothing in it", "nan", "half of it", "another layer", "another shape", "cut", "no metadata",
     "absent"],
)  # fmt: skip
def test_what_is_no_adapter_of_this_model_is_a_sentence_and_leaves_nothing(
    tiny_clip: Path, trained: Path, tmp_path: Path, kind: str
) -> None:
    run = tmp_path / "run"

    with pytest.raises(TrainingError) as caught:
        _take(tiny_clip, _spoilt(kind, trained, tmp_path), run)

    assert caught.value.code == "adapter_damaged"
    assert caught.value.remedy
    assert not run.exists() or not list(run.iterdir())
    assert not (tmp_path / "ran").exists()


def test_an_adapter_of_another_base_is_refused(
    tiny_clip: Path, trained: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(tiny_clip, tmp_path / "other"))
    held = load_file(other / "model.safetensors")
    save_file({**held, "visual.proj": held["visual.proj"] + 1}, other / "model.safetensors")

    with pytest.raises(TrainingError) as caught:
        _take(other, trained, tmp_path / "run")

    assert caught.value.code == "adapter_wrong_base"
    assert not (tmp_path / "run").exists()
