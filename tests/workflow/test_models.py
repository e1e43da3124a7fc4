"""Base models: what is listed, what is chosen, what is added."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from songclip_desktop import paths
from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.workflow import models
from training import protocol

Filled = Callable[[int], Collection]


class Describing:
    """In the engine's place: says of every file what it was told to."""

    def __init__(self, name: str, fingerprint: str = "f" * 64) -> None:
        self.told: dict[str, Any] = {
            "name": name,
            "fingerprint": fingerprint,
            "parameters": 188_262_913,
            "dim": 512,
            "resolution": 224,
            "demo": False,
            "licence": "unknown",
            "architecture": name,
            "gflop_image": 35.1,
        }

    @contextmanager
    def worker(self) -> Iterator[Describing]:
        yield self

    def run(self, _request: object, _listener: object = None) -> dict[str, Any]:
        return self.told


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    file = tmp_path / "clip_cn_vit-b-16.pt"
    file.write_bytes(b"weights" * 100)
    return file


def test_mini_and_the_five_names_are_always_listed() -> None:
    listed = models.list_models()
    assert [model.name for model in listed] == ["mini", *models.NAMES]
    assert [model.installed for model in listed] == [True, False, False, False, False, False]
    assert [model.dim for model in listed[1:]] == [512, 768, 768, 1024, 1024]
    assert listed[0].demo


def test_the_engine_describes_the_mini_model_once(engine: Engine) -> None:
    assert models.list_models()[0].fingerprint == ""
    mini = models.list_models(engine)[0]
    assert len(mini.fingerprint) == 64
    assert mini.parameters > 1_000_000
    assert models.list_models()[0] == mini


def test_an_added_model_gets_its_name_and_is_found_by_it(checkpoint: Path, filled: Filled) -> None:
    added = models.add(checkpoint, Describing("ViT-B-16"))  # type: ignore[arg-type]
    assert (added.name, added.installed, added.parameters) == ("ViT-B-16", True, 188_262_913)
    assert Path(added.path).parent == paths.models_dir()
    assert models.resolve("ViT-B-16") == added
    assert [model.name for model in models.list_models() if model.installed] == [
        "mini",
        "ViT-B-16",
    ]
    collection = filled(0)
    assert models.in_use(collection) == "mini"
    models.use(collection, "ViT-B-16")
    assert models.chosen(collection) == added
    # Another model of the same shape takes the name of its file.
    other = models.add(checkpoint, Describing("ViT-B-16", "e" * 64))  # type: ignore[arg-type]
    assert other.name == "clip_cn_vit-b-16"
    assert models.resolve("ViT-B-16") == added


def test_a_model_at_a_path_is_used_where_it_lies(checkpoint: Path, filled: Filled) -> None:
    collection = filled(0)
    models.use(collection, str(checkpoint))
    assert models.in_use(collection) == "clip_cn_vit-b-16"
    assert models.chosen(collection).path == str(checkpoint)
    models.use(collection, str(paths.mini_model()))
    assert models.chosen(collection).name == "mini"


def test_the_stamp_changes_with_the_weights(checkpoint: Path) -> None:
    before = models.resolve(checkpoint).stamp
    checkpoint.write_bytes(b"weightz" * 100)
    assert models.resolve(checkpoint).stamp != before


@pytest.mark.parametrize(
    ("name", "code"), [("ViT-H-14", "model_not_installed"), ("nonesuch", "model_unknown")]
)
def test_what_is_not_there_is_a_sentence(filled: Filled, name: str, code: str) -> None:
    with pytest.raises(SongClipError) as caught:
        models.use(filled(0), name)
    assert caught.value.code == code
    assert caught.value.remedy


def test_a_file_that_is_no_model_is_refused_and_leaves_nothing(
    engine: Engine, checkpoint: Path, tmp_path: Path
) -> None:
    with pytest.raises(SongClipError) as caught:
        models.add(checkpoint, engine)
    assert caught.value.code in ("model_damaged", "model_unknown")
    with pytest.raises(SongClipError, match=r"none\.pt"):
        models.add(tmp_path / "none.pt", engine)
    with pytest.raises(Stopped):
        models.add(
            checkpoint,
            Describing("ViT-B-16"),  # type: ignore[arg-type]
            Listener(should_stop=lambda: True),
        )
    assert list(paths.models_dir().glob("*")) == []


@pytest.fixture(scope="module")
def of_transformers(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mini model as transformers keeps it."""
    out = tmp_path_factory.mktemp("hub") / "painted-patch16"
    with engine.worker() as worker:
        worker.run(protocol.Export(str(paths.mini_model()), "merged-hf", str(out)))
    return out


def _in_two_files(folder: Path, copy: Path) -> Path:
    """A copy of it as the hub keeps large models."""
    shutil.copytree(folder, copy)
    held = load_file(copy / "model.safetensors")
    (copy / "model.safetensors").unlink()
    names = sorted(held)
    files = {
        name: f"model-0000{1 + place % 2}-of-00002.safetensors" for place, name in enumerate(names)
    }
    for file in sorted(set(files.values())):
        save_file({name: held[name] for name in names if files[name] == file}, copy / file)
    told = {"metadata": {}, "weight_map": files}
    (copy / "model.safetensors.index.json").write_text(json.dumps(told), encoding="utf-8")
    return copy


@pytest.mark.parametrize("split", [False, True], ids=["one file", "two files"])
def test_a_folder_of_transformers_is_added_and_encodes_as_what_it_came_from(
    engine: Engine, of_transformers: Path, filled: Filled, tmp_path: Path, split: bool
) -> None:
    folder = of_transformers
    if split:
        folder = _in_two_files(of_transformers, tmp_path / of_transformers.name)

    added = models.add(folder, engine)

    assert (added.name, added.installed, added.dim) == ("painted-patch16", True, 160)
    assert Path(added.path).parent == paths.models_dir()
    collection = filled(0)
    models.use(collection, "painted-patch16")
    chosen = models.chosen(collection)
    assert chosen.fingerprint == models.list_models(engine)[0].fingerprint
    texts = ["山水", "远山下有一叶小舟"]
    ours, theirs = (
        engine.encoder.encode(texts=texts, model=path) for path in (paths.mini_model(), chosen.path)
    )
    assert np.abs(ours - theirs).max() < 1e-3  # onnx against torch
    # Its vectors are made anew when any of its files changes.
    before = chosen.stamp
    file = sorted(Path(chosen.path).glob("*.safetensors"))[-1]
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert chosen.stamp != before


def test_a_folder_that_lacks_one_of_its_files_is_refused_and_leaves_nothing(
    engine: Engine, of_transformers: Path, tmp_path: Path
) -> None:
    folder = _in_two_files(of_transformers, tmp_path / "patch16")
    (folder / "model-00002-of-00002.safetensors").unlink()

    with pytest.raises(SongClipError) as caught:
        models.add(folder, engine)

    assert (caught.value.code, bool(caught.value.remedy)) == ("model_damaged", True)
    assert list(paths.models_dir().glob("*")) == []


@pytest.mark.parametrize(("spoilt", "code"), [("nan", "model_damaged"), ("texts", "model_unknown")])
def test_a_checkpoint_that_holds_no_usable_model_is_refused_and_leaves_nothing(
    engine: Engine, tmp_path: Path, spoilt: str, code: str
) -> None:
    import torch

    with safe_open(paths.mini_model() / "model.safetensors", framework="pt") as file:
        held = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    if spoilt == "nan":
        held["visual.proj"] = held["visual.proj"] / 0
    else:
        held = {name: value for name, value in held.items() if not name.startswith("visual.")}
    torch.save({"state_dict": held}, tmp_path / "a.pt")

    with pytest.raises(SongClipError) as caught:
        models.add(tmp_path / "a.pt", engine)

    assert (caught.value.code, bool(caught.value.remedy)) == (code, True)
    assert list(paths.models_dir().glob("*")) == []
