"""Chinese-CLIP's own programs read what is exported, and count what is found as we do."""

from __future__ import annotations

import importlib.util
import itertools
import json
import runpy
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import SPLITS
from songclip_desktop.workflow import dataset
from training import dataset as reader
from training import evaluate
from training.dataset import Part
from training.pixels import Transform
from training.retrieval import NAMES, Gallery, find
from training.tokens import token_ids

# Their scripts leave the files they read to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
Filled = Callable[[int], Collection]


def _scripts() -> Path:
    """Found without importing the package, which takes seconds."""
    package = importlib.util.find_spec("cn_clip")
    if package is None or not package.submodule_search_locations:
        pytest.skip("cn_clip is not installed")
    return Path(package.submodule_search_locations[0]) / "eval"


class Upstream:
    """The scripts of `cn_clip/eval`, run as from the command line."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._patch = folder, monkeypatch
        # They know no other device.
        monkeypatch.setattr(torch.Tensor, "cuda", lambda tensor: tensor)

    def recalls(
        self, texts: Path, images: Mapping[int, np.ndarray], words: Mapping[int, np.ndarray]
    ) -> list[float]:
        """R@1, R@5, R@10 in percent, text → image, then image → text.

        Args:
            texts: `{split}_texts.jsonl`.
            images: Vectors by image id, and
            words: by text id, in the order in which they are written down.
        """
        listed = self._folder / "texts.jsonl"
        listed.write_text(texts.read_text(encoding="utf-8"), encoding="utf-8")
        self._features("image", images)
        self._features("text", words)
        found: list[float] = []
        for way in ("", "_tr"):
            if way:
                self._run("transform_ir_annotation_to_tr", "--input", str(listed))
            options = {"image-feats": "image", "text-feats": "text", "output": "predicted"}
            arguments = [
                each
                for option, name in options.items()
                for each in (f"--{option}", str(self._folder / f"{name}.jsonl"))
            ]
            self._run(f"make_topk_predictions{way}", *arguments)
            reference = self._folder / ("texts.tr.jsonl" if way else "texts.jsonl")
            self._run(
                f"evaluation{way}",
                *(str(each) for each in (reference, self._folder / "predicted.jsonl")),
                str(self._folder / "score.json"),
            )
            score = json.loads((self._folder / "score.json").read_text(encoding="utf-8"))
            assert score["success"], score
            found += [score["scoreJson"][name] for name in NAMES]
        return found

    def _features(self, kind: str, vectors: Mapping[int, np.ndarray]) -> None:
        lines = [
            json.dumps({f"{kind}_id": id, "feature": vector.tolist()})
            for id, vector in vectors.items()
        ]
        (self._folder / f"{kind}.jsonl").write_text("\n".join(lines), encoding="utf-8")

    def _run(self, name: str, *arguments: str) -> None:
        self._patch.setattr(sys, "argv", [name, *arguments])
        runpy.run_path(str(_scripts() / f"{name}.py"), run_name="__main__")


@pytest.fixture
def upstream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Upstream:
    (tmp_path / "upstream").mkdir()
    return Upstream(tmp_path / "upstream", monkeypatch)


@pytest.fixture
def exported(filled: Filled, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    dataset.export_chinese_clip(filled(60), out)
    return out


def _vectors(part: Part, texts: Path) -> tuple[np.ndarray, np.ndarray]:
    """Pictures, and texts near them: about half are found first."""
    rng = np.random.default_rng(5)
    images = rng.normal(size=(len(part.images), 24))
    words = images[part.text_work] + rng.normal(size=(len(part.captions), 24)) * 1.6
    return _unit(images), _unit(words)


def _unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def _ours(part: Part, images: np.ndarray, words: np.ndarray) -> list[float]:
    found = find(images, words, Gallery(part.image_work, part.text_work))
    return [float(value) * 100 for value in found.recalls()]


def _by_id(part: Part, images: np.ndarray, words: np.ndarray) -> tuple[dict[int, Any], ...]:
    return (
        dict(zip([image.id for image in part.images], images, strict=True)),
        dict(zip([text.id for text in part.captions], words, strict=True)),
    )


def test_our_recall_is_upstreams_to_the_last_digit(exported: Path, upstream: Upstream) -> None:
    part = reader.read(exported / "lmdb").part("test")
    assert len(part.images) >= 10
    images, words = _vectors(part, exported)

    theirs = upstream.recalls(exported / "test_texts.jsonl", *_by_id(part, images, words))

    ours = _ours(part, images, words)
    assert ours == theirs
    assert 10 < ours[0] < 90
    told = evaluate.compare(part, images, images, (words, words))["zero_shot"]
    assert [told[way][name] * 100 for way in ("t2i", "i2t") for name in NAMES] == theirs


def test_with_ties_ours_is_the_mean_over_orders(exported: Path, upstream: Upstream) -> None:
    """Three pictures are alike and so are three texts; upstream takes those written down first."""
    part = reader.read(exported / "lmdb").part("test")
    images, words = _vectors(part, exported)
    images[[2, 5, 7]] = words[part.text_work == 2][0]
    words[[3, 8, 12]] = images[part.text_work[3]]

    theirs = []
    for order in itertools.permutations((2, 5, 7)):
        for text_order in itertools.permutations((3, 8, 12)):
            rows, columns = np.arange(len(images)), np.arange(len(words))
            rows[[2, 5, 7]], columns[[3, 8, 12]] = order, text_order
            by_image, by_text = _by_id(part, images, words)
            theirs.append(
                upstream.recalls(
                    exported / "test_texts.jsonl",
                    {part.images[row].id: by_image[part.images[row].id] for row in rows},
                    {part.captions[row].id: by_text[part.captions[row].id] for row in columns},
                )
            )

    assert len({tuple(each) for each in theirs}) > 1
    assert _ours(part, images, words) == pytest.approx(np.mean(theirs, axis=0), abs=1e-9)


@pytest.mark.filterwarnings("ignore")
def test_upstreams_training_opens_the_export(exported: Path) -> None:
    _scripts()
    data = pytest.importorskip("cn_clip.training.data")

    # LMDB opens a folder only once in a process.
    copied = shutil.copytree(exported / "lmdb", exported / "theirs")
    for split in SPLITS:
        theirs = data.LMDBDataset(str(copied / split), split, 52, False, 224)
        ours = reader.read(exported / "lmdb").part(split)
        transform = Transform(224)
        assert theirs.number_images == len(ours.images)
        assert len(theirs) == len(ours.captions)
        # Pairs come work by work, each with its texts, as ours do.
        for row in range(len(theirs)):
            picture, tokens, _ = theirs[row]
            image = ours.images[ours.text_work[row]]
            pixels = transform.normalise(transform.pixels(image.source)[None])[0]
            np.testing.assert_allclose(picture.numpy(), pixels, atol=2e-6)
            ids = token_ids([ours.captions[row].text], 52)[0]
            assert tokens[: len(ids)].tolist() == ids.tolist()
            assert not tokens[len(ids) :].any()
        del theirs
