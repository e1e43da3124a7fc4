"""ViT-B-16 in its true shape with random weights: added, searched with, finetuned one epoch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from songclip_desktop.collection.collection import Collection
from tests.end_to_end.conftest import Songclip, paint

# In a process of its own: the one that tests never imports torch.
MAKE_CHECKPOINT = """
import sys, torch
from cn_clip.clip.model import CLIP, convert_weights
from training.base_model import named_shapes
torch.manual_seed(0)
clip = CLIP(**named_shapes()["ViT-B-16"])
convert_weights(clip)
weights = {f"module.{name}": value for name, value in clip.state_dict().items()}
torch.save({"epoch": 1, "name": "ViT-B-16", "state_dict": weights}, sys.argv[1])
"""
SPLITS = ("train",) * 8 + ("valid",) * 2 + ("test",) * 3


@pytest.fixture
def collection_dir(tmp_path: Path) -> Path:
    with Collection.create(tmp_path / "collection") as collection:
        for number, split in enumerate(SPLITS):
            paint(tmp_path / f"{number}.png", number)
            work = collection.paintings.add(f"S{number}", split=split)
            stored = collection.images.add_file(tmp_path / f"{number}.png")
            collection.paintings.add_image(work.id, stored)
            draft = collection.captions.put_draft(work.id, "modern", f"第{number}幅", "curator")
            assert draft is not None
            collection.captions.approve(draft.id, "沈括")
        return collection.dir


@pytest.mark.slow
def test_the_true_shape_is_added_finetuned_and_searched_with(
    songclip: Songclip, collection_dir: Path, tmp_path: Path
) -> None:
    checkpoint = tmp_path / "clip_cn_vit-b-16.pt"
    subprocess.run([sys.executable, "-c", MAKE_CHECKPOINT, str(checkpoint)], check=True)

    (added,) = songclip("models", "add", checkpoint)["models"]
    assert (added["name"], added["parameters"], added["dim"]) == ("ViT-B-16", 188_262_913, 512)
    assert added["resolution"] == 224
    assert not added["demo"]
    checkpoint.unlink()  # it was copied
    chosen = songclip("models", "use", collection_dir, "ViT-B-16")
    assert (chosen["model"], chosen["demo_model"]) == ("ViT-B-16", False)

    run = songclip("finetune", collection_dir, "--epochs", "1")
    assert (run["preset"], run["trainable"], run["total"]) == ("faithful", 73_728, 188_262_913)
    found = songclip("search", collection_dir, "山水", "--compare", "-k", "13")
    assert len(found["zero_shot"]) == len(found["finetuned"]) == 13
    vectors = songclip("index", collection_dir)["vectors"]
    assert "vectors-ViT-B-16" in vectors
