"""Base models: what is listed, what is chosen, what is added."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from songclip_desktop import paths
from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.workflow import doctor, models

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


def test_the_doctor_names_what_is_wrong() -> None:
    with Engine(command=["/no/such/engine"]) as broken:
        found = {check.name: check for check in doctor.checks(broken)}
    assert not found["engine"].ok
    assert not found["search"].ok
    assert found["engine"].remedy
    assert found["python"].ok
    assert found["home"].ok
    assert found["records"].ok
    assert all(check.remedy for check in found.values() if not check.ok)
    with pytest.raises(Stopped):
        doctor.checks(broken, Listener(should_stop=lambda: True))
