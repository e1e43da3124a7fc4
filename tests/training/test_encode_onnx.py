"""The mini model's ONNX pair encodes as torch does, and without it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.training.conftest import MINI_MODEL, ROOT
from training import base_model, embed
from training.device import choose
from training.encode_onnx import OnnxEncoder

TEXTS = ["山水", "远山层叠，松林深处有一座茅屋", "", "孤舟" * 40, "Boat"]


def test_texts_and_pictures_have_the_vectors_of_torch() -> None:
    base, onnx = base_model.load(MINI_MODEL), OnnxEncoder(MINI_MODEL)
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (3, 128, 128, 3), dtype=np.uint8)
    texts = TEXTS * 20

    for ours, theirs in (
        (onnx.texts(texts), embed.texts(base, choose(), texts)),
        (onnx.pixels(pixels), embed.pixels(base, choose(), pixels)),
    ):
        assert ours.shape == theirs.shape
        assert np.linalg.norm(ours, axis=1) == pytest.approx(1, abs=1e-5)
        assert (ours * theirs).sum(axis=1).min() >= 0.9999


def test_nothing_to_encode_gives_no_rows() -> None:
    onnx = OnnxEncoder(MINI_MODEL)

    assert onnx.texts([]).shape == (0, 160)
    assert onnx.pixels(np.zeros((0, 128, 128, 3), np.uint8)).shape == (0, 160)


def test_describing_and_encoding_leave_torch_out(tmp_path: Path) -> None:
    templates = str(ROOT / "resources" / "prompts" / "templates.json")
    code = f"""
import sys
from pathlib import Path
from training.__main__ import Engine
from training.channel import Channel
from training.protocol import Asked, Describe, Encode, Index, IndexText
engine = Engine(Channel(1))
model, out = {str(MINI_MODEL)!r}, {str(tmp_path)!r}
assert engine.answer(Asked("1", Describe(model)))
assert engine.answer(Asked("2", Encode(model, out + "/v.npy", texts=("山水",))))
assert engine.answer(Asked("3", Index(model, (), (IndexText(1, "山"),), out + "/px", out + "/g")))
asked = Encode(model, out + "/t.npy", texts=("山水", "舟"), templates={templates!r})
assert engine.answer(Asked("4", asked))
assert not [name for name in sys.modules if name.split(".")[0] in ("torch", "cn_clip")]
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


def test_the_runtime_reports_to_nobody(tmp_path: Path) -> None:
    """Unless told not to it sends home what was loaded, from a file that it keeps in the cache.

    It begins to send after some seconds; the file is there at once.
    """
    program = (
        "import sys; from pathlib import Path; from training.encode_onnx import OnnxEncoder; "
        "OnnxEncoder(Path(sys.argv[1])).texts(['山'])"
    )
    # A bare environment: on a server that builds and tests it is silent by itself.
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    subprocess.run(
        [sys.executable, "-B", "-c", program, str(MINI_MODEL)],
        env=environment,
        cwd=ROOT,
        check=True,
    )
    assert [path.name for path in tmp_path.rglob("*")] == []
