"""Searching 1,000,000 vectors of two models, as a comparison does, beside reading their bytes once.

One thread; 2 GB of mapped files, which fit into memory once read. Run it by itself on a quiet
machine: `python tests/benchmarks/search_million.py`.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from songclip_desktop.retrieval import coarse
from songclip_desktop.retrieval.vectors import ExactIndex

ROWS, BLOCK, DIM, K, ROUNDS = 1_000_000, 50_000, 512, 10, 15
P50_MS, READINGS = 100.0, 2.0


def write(file: Path, rng: np.random.Generator) -> None:
    """Unit rows, float16: one block of random ones, with other signs and another order each time."""
    block = rng.standard_normal((BLOCK, DIM), dtype=np.float32)
    block /= np.linalg.norm(block, axis=1, keepdims=True)
    rows = np.lib.format.open_memmap(file, "w+", dtype=np.float16, shape=(ROWS, DIM))
    for start in range(0, ROWS, BLOCK):
        signs = rng.choice(np.array([-1, 1], dtype=np.float32), DIM)
        rows[start : start + BLOCK] = (block * signs)[:, rng.permutation(DIM)]
    rows.flush()
    coarse.write(file.parent, file.stem, rows)


def read_once(vectors: list[np.ndarray]) -> float:
    """Seconds to read every byte once, as fast as numpy can: the largest of 64-bit words."""
    begun = time.perf_counter()
    for each in vectors:
        each.view(np.uint64).max()
    return time.perf_counter() - begun


def main() -> None:
    rng = np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("zero_shot.npy", "finetuned.npy")]
        for file in files:
            write(file, rng)
        ids = np.arange(ROWS)
        both = [ExactIndex.open(file, ids) for file in files]
        mapped = [np.load(file, mmap_mode="r") for file in files]
        read_once(mapped)
        searching, reading, exact = [], [], True
        query = np.zeros(DIM, np.float32)
        for _ in range(ROUNDS):
            query = rng.standard_normal(DIM).astype(np.float32)
            query /= np.linalg.norm(query)
            begun = time.perf_counter()
            for index in both:
                index.search(query, K)
            searching.append(time.perf_counter() - begun)
            reading.append(read_once(mapped))
        # The last one once more by brute force.
        for index in both:
            brute = np.sort(index.scores(query))[::-1][:K]
            exact = exact and np.allclose(index.search(query, K).scores, brute, atol=2e-6)
        del both, mapped
    p50, once = statistics.median(searching) * 1000, statistics.median(reading) * 1000
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else ""
    print(
        f"{ROWS} x {DIM} float16, two models, {K} best, one thread, {ROUNDS} queries, load {load}"
    )
    print(f"both searched           p50 {p50:7.1f} ms   (goal: at most {P50_MS:.0f})")
    print(f"the same bytes read once    {once:7.1f} ms")
    print(f"ratio                       {p50 / once:7.2f}      (goal: at most {READINGS:.0f})")
    print(f"scores are those of float32 brute force: {exact}")
    sys.exit(int(p50 > P50_MS or p50 / once > READINGS or not exact))


if __name__ == "__main__":
    main()
