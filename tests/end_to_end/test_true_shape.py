"""ViT-B-16 in its true shape and size with random weights: fetched over a line that is cut twice,
finetuned one epoch, searched with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from songclip_desktop.collection.collection import Collection
from tests.end_to_end.conftest import Songclip, paint
from tests.fake_hub import Hub, OnDisk, serve

# In a process of its own: the one that tests never imports torch.
MAKE_CHECKPOINT = """
import sys, torch
from cn_clip.clip.model import CLIP
from training.base_model import named_shapes
torch.manual_seed(0)
clip = CLIP(**named_shapes()["ViT-B-16"])
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
def test_the_true_shape_is_fetched_finetuned_and_searched_with(
    songclip: Songclip, collection_dir: Path, tmp_path: Path
) -> None:
    checkpoint = tmp_path / "clip_cn_vit-b-16.pt"
    subprocess.run([sys.executable, "-c", MAKE_CHECKPOINT, str(checkpoint)], check=True)
    hub = Hub(cuts=[200_000_000, 300_000_000])
    hub.model("chinese-clip-vit-base-patch16", checkpoint.name, OnDisk(checkpoint))
    with serve(hub):
        songclip.environment["MODELSCOPE_DOMAIN"] = hub.address
        *lines, last = songclip.lines("models", "fetch", "ViT-B-16")
    (added,) = last["models"]
    # As many bytes as the published file, and none of them twice.
    size = checkpoint.stat().st_size
    assert abs(size - 753e6) < 1e6
    assert hub.asked_from == [0, 200_000_000, 500_000_000]
    assert hub.sent == size
    came = [line["done"] for line in lines if line["event"] == "progress" and line["total"] == size]
    assert came[-1] == size
    assert (added["name"], added["parameters"], added["dim"]) == ("ViT-B-16", 188_262_913, 512)
    assert added["resolution"] == 224
    assert not added["demo"]
    checkpoint.unlink()
    chosen = songclip("models", "use", collection_dir, "ViT-B-16")
    assert (chosen["model"], chosen["demo_model"]) == ("ViT-B-16", False)

    run = songclip("finetune", collection_dir, "--epochs", "1")
    assert (run["preset"], run["trainable"], run["total"]) == ("faithful", 73_728, 188_262_913)
    found = songclip("search", collection_dir, "山水", "--compare", "-k", "13")
    assert len(found["zero_shot"]) == len(found["finetuned"]) == 13
    vectors = songclip("index", collection_dir)["vectors"]
    assert "vectors-ViT-B-16" in vectors
