"""A map keeps neighbours together, is the same each time, and begins where another ended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.training.conftest import quiet_talk
from training.atlas import atlas
from training.errors import TrainingError
from training.protocol import Atlas

GROUPS = 4


def _generation(folder: Path, count: int = 80, *, seed: int = 0, noise: float = 0.3) -> Path:
    """Pictures and texts in four groups, far apart as CLIP has the two, and one window."""
    folder.mkdir(parents=True)
    random = np.random.default_rng(seed)
    middles = np.random.default_rng(9).normal(size=(GROUPS, 24))
    gap = np.random.default_rng(8).normal(size=24) * 4
    rows = middles[np.arange(count) % GROUPS] + noise * random.normal(size=(count, 24))
    images, texts = rows[: count // 2] + gap, rows[count // 2 :] - gap
    for name, values in (("images", np.concatenate([images, images[:1]])), ("texts", texts)):
        unit = values / np.linalg.norm(values, axis=1, keepdims=True)
        np.save(folder / f"{name}.npy", unit.astype(np.float16))
    ids: dict[str, Any] = {
        "images": [{"id": 100 + row, "box": None} for row in range(len(images))],
        "texts": [500 + row for row in range(len(texts))],
    }
    ids["images"].append({"id": 100, "box": [0, 0, 0.1, 1]})
    (folder / "ids.json").write_text(json.dumps(ids), encoding="utf-8")
    return folder


def _made(vectors: Path, out: Path, method: str = "tsne", like: Path | None = None) -> np.ndarray:
    told = atlas(
        Atlas(str(vectors), str(out), method, None if like is None else str(like)), quiet_talk()
    )
    with np.load(out) as held:
        assert held["image_ids"].tolist() == [100 + row for row in range(told["images"])]
        assert held["text_ids"].tolist() == [500 + row for row in range(told["texts"])]
        return np.concatenate([held["images"], held["texts"]])


# UMAP compiles itself when it is first used.
@pytest.mark.parametrize("method", ["tsne", pytest.param("umap", marks=pytest.mark.slow)])
def test_alike_ones_lie_together_and_each_time_the_same(tmp_path: Path, method: str) -> None:
    vectors = _generation(tmp_path / "g")

    places = _made(vectors, tmp_path / "a.npz", method)
    again = _made(vectors, tmp_path / "b.npz", method)

    assert places.shape == (80, 2)  # the window is no point of its own
    assert np.array_equal(places, again)
    assert np.allclose(places.mean(axis=0), 0, atol=1e-4)
    assert np.median(np.linalg.norm(places, axis=1)) == pytest.approx(0.5, abs=1e-3)
    apart = np.linalg.norm(places[:, None] - places[None], axis=-1) + np.eye(80) * 9
    # The nearest of each is of its group; a text's group holds pictures and a picture's texts.
    assert np.mean(apart.argmin(axis=1) % GROUPS == np.arange(80) % GROUPS) > 0.95
    texts_to_pictures = apart[40:, :40].argmin(axis=1)
    assert np.mean(texts_to_pictures % GROUPS == np.arange(40) % GROUPS) > 0.9


def test_a_map_like_another_can_be_laid_beside_it(tmp_path: Path) -> None:
    first = _made(_generation(tmp_path / "g"), tmp_path / "a.npz")
    other = _generation(tmp_path / "h", 88, seed=1)

    alone = _made(other, tmp_path / "b.npz")
    like = _made(other, tmp_path / "c.npz", like=tmp_path / "a.npz")

    # 44 pictures and 44 texts now: the first 40 of each are known.
    known = [*range(40), *range(44, 84)]
    assert np.median(np.linalg.norm(like[known] - first, axis=1)) < 0.25
    assert np.median(np.linalg.norm(alone[known] - first, axis=1)) > 0.3


@pytest.mark.parametrize("count", [0, 2, 4, 10])
def test_few_or_none_have_a_map_too(tmp_path: Path, count: int) -> None:
    vectors = _generation(tmp_path / "g", 10)
    for name in ("images", "texts"):
        rows = np.load(vectors / f"{name}.npy")
        np.save(vectors / f"{name}.npy", rows[: count // 2])
    ids = json.loads((vectors / "ids.json").read_text(encoding="utf-8"))
    ids = {name: rows[: count // 2] for name, rows in ids.items()}
    (vectors / "ids.json").write_text(json.dumps(ids), encoding="utf-8")

    for method in ("tsne", "umap"):
        places = _made(vectors, tmp_path / "a.npz", method)
        assert places.shape == (count, 2)
        assert np.isfinite(places).all()


def test_vectors_that_are_gone_are_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TrainingError) as gone:
        _made(tmp_path / "none", tmp_path / "a.npz")
    vectors = _generation(tmp_path / "g")
    with pytest.raises(TrainingError) as other:
        _made(vectors, tmp_path / "b.npz", like=tmp_path / "no.npz")

    assert gone.value.code == other.value.code == "vectors_missing"
