"""Rows of an index are those of its readable pictures, in order, whatever the batches."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.training.conftest import MINI_MODEL, quiet_talk
from training import pixels
from training.encoder import Encoder
from training.indexing import encode_pictures, index
from training.protocol import Index, IndexImage, IndexText


def test_unreadable_pictures_leave_no_gap_and_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pixels, "TOGETHER", 4)
    rng = np.random.default_rng(0)
    paths = [tmp_path / f"{number}.png" for number in range(11)]
    for path in paths:
        Image.fromarray(rng.integers(0, 256, (8, 8, 3), dtype=np.uint8)).save(path)
    spoilt = {2, 4, 5, 6, 7, 10}  # one whole batch, and the last of all
    for number in spoilt:
        paths[number].write_bytes(b"no picture")
    encoder = Encoder(MINI_MODEL)
    images = tuple(IndexImage(100 + row, str(path), str(row)) for row, path in enumerate(paths))
    asked = Index(
        str(MINI_MODEL), images, (IndexText(7, "山水"),), str(tmp_path / "px"), str(tmp_path / "g")
    )

    told = index(asked, encoder, quiet_talk())

    good = [row for row in range(11) if row not in spoilt]
    ids = json.loads((tmp_path / "g" / "ids.json").read_text(encoding="utf-8"))
    rows = np.load(tmp_path / "g" / "images.npy").astype(np.float32)
    plain = encode_pictures(encoder, tuple(str(paths[row]) for row in good), None)
    assert [each["id"] for each in ids["images"]] == [100 + row for row in good]
    assert [each["id"] for each in told["failed"]] == [100 + row for row in sorted(spoilt)]
    assert abs(rows - plain).max() < 1e-3
    assert abs(plain[0] - plain[1]).max() > 0.01
