"""Encoding short queries on the true shape of ViT-B-16: ours beside cn_clip's padded to 52 tokens.

Random weights, float32, both sides in one process, by turns, with the same number of threads; one
query at a time, as a search asks, and 16 together. Run it by itself on a quiet
machine: `python tests/benchmarks/text_encoding.py`.
"""

from __future__ import annotations

import os

# As the engine sets them: threads that spin while they wait would take the cores from each other.
os.environ.setdefault("GOMP_SPINCOUNT", "0")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import contextlib
import io
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
with contextlib.redirect_stdout(io.StringIO()):
    from cn_clip.clip import tokenize
    from cn_clip.clip.model import CLIP

from training import base_model, embed  # noqa: E402
from training.base_model import BaseModel  # noqa: E402
from training.device import choose  # noqa: E402
from training.model_files import ModelConfig  # noqa: E402
from training.pixels import Transform  # noqa: E402

ROUNDS, TOGETHER, WANTED = 5, 16, 3.0
WORDS = "山水云烟雪夜孤舟独钓寒江松林古寺行旅渔父楼阁花鸟竹石梅兰秋色春晓远岫平沙落雁"


def queries(rng: random.Random, count: int) -> list[str]:
    """Texts of 4 to 12 characters, as a curator types them."""
    return ["".join(rng.choices(WORDS, k=rng.randint(4, 12))) for _ in range(count)]


def theirs(clip: CLIP, texts: list[str]) -> np.ndarray:
    """What cn_clip's own search does: tokens padded to 52, every layer for every token."""
    with torch.no_grad():
        vectors = clip.encode_text(tokenize(texts))
        return (vectors / vectors.norm(dim=-1, keepdim=True)).numpy()


def measure(sides: dict[str, Callable[[list[str]], np.ndarray]], groups: list[list[str]]) -> float:
    """Encodes each group by turns; prints both medians and returns their ratio."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for texts in groups:
        for name, encode in sides.items():
            begun = time.perf_counter()
            encode(texts)
            times[name].append(time.perf_counter() - begun)
    p50 = {name: statistics.median(each) * 1000 for name, each in times.items()}
    ours, upstream = p50["ours"], p50["upstream"]
    print(
        f"{len(groups[0]):3} at a time   upstream {upstream:8.1f} ms   ours {ours:8.1f} ms   ",
        end="",
    )
    print(f"ratio {upstream / ours:5.2f}   (at least {WANTED})")
    return upstream / ours


def main() -> None:
    rng = random.Random(0)
    torch.set_num_threads(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)
    torch.manual_seed(0)
    clip = CLIP(**base_model.named_shapes()["ViT-B-16"]).float().eval().requires_grad_(False)
    transform = Transform(224)
    shape = base_model.named_shapes()["ViT-B-16"]
    config = ModelConfig("ViT-B-16", "ViT-B-16", False, "", shape, transform)
    base = BaseModel(clip, config, "random", 0, torch.device("cpu"))
    device = replace(choose(), precision="fp32")
    sides = {
        "upstream": lambda texts: theirs(clip, texts),
        "ours": lambda texts: embed.texts(base, device, texts),
    }
    checked = queries(rng, 32)
    apart = float(np.abs(sides["upstream"](checked) - sides["ours"](checked)).max())
    ratios = [
        measure(sides, [queries(rng, 1) for _ in range(5 * ROUNDS)]),
        measure(sides, [queries(rng, TOGETHER) for _ in range(ROUNDS)]),
    ]
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else ""
    print(f"largest difference of a number in float32: {apart:.1e}   (at most 1e-5)   load {load}")
    sys.exit(int(min(ratios) < WANTED or apart > 1e-5))


if __name__ == "__main__":
    main()
