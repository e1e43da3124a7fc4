"""Indexing photographs of 24 megapixels, against what cn_clip's `extract_features` does with them.

The true shape of ViT-B-16 with random weights; both sides in one process, by turns, with the same
number of threads. Run it by itself on a quiet machine: `python tests/benchmarks/indexing.py`.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
with contextlib.redirect_stdout(io.StringIO()):
    from cn_clip.clip import tokenize
    from cn_clip.clip.model import CLIP, convert_weights
    from cn_clip.clip.utils import image_transform

from tests.training.conftest import quiet_talk  # noqa: E402
from training import base_model  # noqa: E402
from training.device import choose  # noqa: E402
from training.encoder import Encoder  # noqa: E402
from training.indexing import index  # noqa: E402
from training.protocol import Index, IndexImage, IndexText  # noqa: E402

PICTURES, ROUNDS, UPSTREAM_BATCH = 24, 3, 64
TEXT = "远山层叠，松林深处有一座茅屋，溪上一叶孤舟"


def paint(folder: Path) -> list[Path]:
    """Photographs of paintings, as far as size goes: washes, strokes and the grain of silk."""
    rng = np.random.default_rng(0)
    grain = rng.integers(-7, 8, (4000, 6000, 3), dtype=np.int16)
    paths = []
    for number in range(PICTURES):
        wash = Image.fromarray(rng.integers(60, 220, (12, 18, 3), dtype=np.uint8))
        picture = wash.resize((6000, 4000), Image.Resampling.BICUBIC)
        pen = ImageDraw.Draw(picture)
        for _ in range(300):
            places = [(int(x), int(y)) for x, y in rng.integers(0, (6000, 4000), (3, 2))]
            colour = tuple(int(part) for part in rng.integers(0, 256, 3))
            pen.line(places, fill=colour, width=int(rng.integers(2, 40)), joint="curve")
        pixels = np.asarray(picture, np.int16) + np.roll(grain, 17 * number, axis=1)
        paths.append(folder / f"{number}.jpg")
        Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(paths[-1], quality=92)
    return paths


def checkpoint(folder: Path) -> Path:
    """Random weights, saved as cn_clip saves its own."""
    torch.manual_seed(0)
    clip = CLIP(**base_model.named_shapes()["ViT-B-16"])
    convert_weights(clip)
    path = folder / "clip_cn_vit-b-16.pt"
    torch.save({"epoch": 1, "step": 1, "state_dict": clip.state_dict()}, path)
    return path


def upstream(clip: CLIP, paths: list[Path]) -> tuple[np.ndarray, float]:
    """`cn_clip/eval/extract_features.py` here: vectors, and seconds of decoding in all.

    Its data loader has no workers (num_workers=0 in cn_clip/eval/data.py): a picture is opened,
    squared, and normalised on the thread that encodes; a text is padded to 52 tokens.
    """
    transform, rows, decoding = image_transform(224), [], 0.0
    with torch.no_grad():
        for start in range(0, len(paths), UPSTREAM_BATCH):
            begun = time.perf_counter()
            batch = torch.stack(
                [transform(Image.open(path)) for path in paths[start : start + UPSTREAM_BATCH]]
            )
            decoding += time.perf_counter() - begun
            vectors = clip.encode_image(batch.to(clip.logit_scale.device))
            rows.append(vectors / vectors.norm(dim=-1, keepdim=True))
        vector = clip.encode_text(tokenize([TEXT]).to(clip.logit_scale.device))
        rows.append(vector / vector.norm(dim=-1, keepdim=True))
    return torch.cat(rows).cpu().numpy(), decoding


def ours(encoder: Encoder, paths: list[Path], hashes: list[str], folder: Path) -> np.ndarray:
    """The verb `index` from nothing: no picture decoded yet, everything written at the end."""
    images = tuple(
        IndexImage(row, str(path), hash)
        for row, (path, hash) in enumerate(zip(paths, hashes, strict=True))
    )
    asked = Index(
        str(encoder.path), images, (IndexText(0, TEXT),), str(folder / "px"), str(folder / "out")
    )
    index(asked, encoder, quiet_talk())
    rows = [np.load(folder / "out" / f"{name}.npy") for name in ("images", "texts")]
    return np.concatenate(rows).astype(np.float32)


def main() -> None:
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    torch.set_num_threads(threads or 1)
    with tempfile.TemporaryDirectory() as name, contextlib.redirect_stdout(sys.stderr):
        folder = Path(name)
        paths = paint(folder)
        hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
        encoder = Encoder(checkpoint(folder))
        clip = base_model.load(encoder.path, choose().kind).clip
        ours(encoder, paths[:2], hashes[:2], folder / "warm")
        upstream(clip, paths[:2])
        mine, theirs, decoding = [], [], []
        for number in range(ROUNDS):
            begun = time.perf_counter()
            my_rows = ours(encoder, paths, hashes, folder / f"round {number}")
            mine.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            their_rows, seconds = upstream(clip, paths)
            theirs.append(time.perf_counter() - begun)
            decoding.append(seconds)
        megabytes = sum(path.stat().st_size for path in paths) / len(paths) / 1e6
        precision = encoder.precision
    my_rows /= np.linalg.norm(my_rows, axis=1, keepdims=True)
    cosine = (my_rows * their_rows).sum(axis=1).min()
    our_time, their_time = statistics.median(mine), statistics.median(theirs)
    fast = precision != "fp32"
    wanted = 3.0 if fast else 1.4
    print(f"{PICTURES} JPEGs of 6000 x 4000, {megabytes:.1f} MB each, {threads} threads")
    print(
        f"upstream, fp32          {their_time / PICTURES:7.3f} s a picture, of that decoding ",
        end="",
    )
    print(f"{statistics.median(decoding) / PICTURES:.3f} s")
    print(f"ours, {precision}              {our_time / PICTURES:7.3f} s a picture")
    ratios = sorted(their / my for my, their in zip(mine, theirs, strict=True))
    print(
        f"ratio                   {their_time / our_time:7.2f}   ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )
    print(f"bound                   {wanted:7.2f}   ", end="")
    print("16 bits in hardware" if fast else "no 16 bits in hardware: float32")
    print(f"least cosine            {cosine:9.5f}   (at least 0.999)")
    sys.exit(int(their_time / our_time < wanted or cosine < 0.999))


if __name__ == "__main__":
    main()
