"""What was forgotten: a probe painted or from a folder, drift, plain class names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training import forgetting
from training.errors import TrainingError
from training.forgetting import Probe, Seen
from training.mini.probe import FIRST_SEED, classes_shown
from training.mini.scenes import sample_scene, visible
from training.pixels import Transform
from training.retrieval import Gallery


def _unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def _probe(pictures: int = 100) -> tuple[Probe, Seen]:
    """Pictures near their texts, and near the names of what they show: one of five each."""
    rng = np.random.default_rng(0)
    names = _unit(rng.normal(size=(5, 32)))
    shows = np.eye(5, dtype=bool)[np.arange(pictures) % 5]
    images = _unit(_unit(rng.normal(size=(pictures, 32))) + 0.6 * names[np.arange(pictures) % 5])
    texts = _unit(images + rng.normal(size=images.shape) * 0.1)
    rows = np.arange(pictures)
    pixels = np.zeros((pictures, 1, 1, 3), np.uint8)
    probe = Probe("painted", pixels, [""] * pictures, Gallery(rows, rows), ["a"] * 5, shows)
    return probe, Seen(images, texts, names)


def _blurred(seen: Seen, noise: float) -> Seen:
    moved = np.random.default_rng(2).normal(size=seen.images.shape) * noise
    return Seen(_unit(seen.images + moved), seen.texts, seen.classes)


def test_what_is_kept_passes_and_what_is_lost_does_not() -> None:
    probe, before = _probe()

    kept = forgetting.compare(probe, before, before)
    lost = forgetting.compare(probe, before, _blurred(before, 0.4))

    assert kept["passed"] is True
    assert kept["drift_probe"] == pytest.approx(0, abs=1e-6)
    assert kept["classes"]["value"] == 0
    assert lost["passed"] is False
    assert lost["t2i_r1"]["high"] < 0
    assert lost["drift_probe"] > 0.05
    assert lost["classes"]["zero_shot"] > 0.9
    assert lost["classes"]["high"] < 0
    assert lost["classes"]["chance"] == pytest.approx(1 / 5)


def test_a_loss_in_one_direction_alone_does_not_pass() -> None:
    """One picture that every other is found by: texts find less, pictures find as before."""
    probe, before = _probe()
    # All texts are drawn towards the first picture: each picture still has its own text nearest.
    texts = _unit(before.texts + 1.5 * before.images[:1])
    told = forgetting.compare(probe, before, Seen(before.images, texts, before.classes))

    assert told["t2i_r1"]["value"] < -0.5
    assert told["i2t_r1"]["value"] > told["t2i_r1"]["value"] + 0.3
    assert told["passed"] is False


def test_the_painter_knows_what_it_painted() -> None:
    names, shows = classes_shown(60, 20)

    assert len(names) == len(set(names)) == 20
    assert "松树" in names
    for picture in (0, 17, 59):
        kinds = {placed.kind for placed in visible(sample_scene(FIRST_SEED + picture, "base"))}
        assert shows[picture, names.index("松树")] == ("pine" in kinds)
    assert shows.mean(axis=0).max() <= 1 / 4


def _folder(folder: Path, pictures: int) -> Path:
    folder.mkdir()
    rng = np.random.default_rng(0)
    lines = []
    for number in range(pictures):
        pixels = rng.integers(0, 255, (20, 30, 3), dtype=np.uint8)
        Image.fromarray(pixels).save(folder / f"{number}.png")
        lines += [f"{number}.png\t第{number}张", f"{number}.png\t照片{number}"]
    (folder / "captions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_a_folder_of_captioned_pictures_is_a_probe(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "probe", 12)
    (folder / "3.png").write_bytes(b"no picture")

    probe = forgetting.of_folder(folder, Transform(32))

    assert probe.pixels.shape == (11, 32, 32, 3)
    assert len(probe.texts) == 22
    assert probe.texts[6] == "第4张"
    assert probe.gallery.text_work.tolist() == np.repeat(np.arange(11), 2).tolist()
    assert probe.classes == []
    rows = np.eye(11, dtype=np.float32)
    seen = Seen(rows, rows[probe.gallery.text_work], np.zeros((0, 11), np.float32))
    told = forgetting.compare(probe, seen, seen)
    assert (told["source"], told["pictures"], told["classes"]) == ("folder", 11, None)
    assert told["t2i_r1"]["finetuned"] == 1.0


@pytest.mark.parametrize("fault", ["absent", "few", "no tab", "not text"])
def test_a_probe_that_cannot_be_used_says_why(tmp_path: Path, fault: str) -> None:
    folder = _folder(tmp_path / "probe", 4 if fault == "few" else 12)
    listed = folder / "captions.tsv"
    if fault == "absent":
        listed.unlink()
    elif fault == "no tab":
        listed.write_text("0.png 一张", encoding="utf-8")
    elif fault == "not text":
        listed.write_bytes(b"\xff\xfe\x00\x81")

    with pytest.raises(TrainingError) as caught:
        forgetting.of_folder(folder, Transform(32))

    assert caught.value.code == "probe_unusable"
    assert "captions.tsv" in caught.value.remedy
