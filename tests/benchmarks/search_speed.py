"""Searching 100,000 vectors: the embedded index beside numpy in float32 and faiss IndexFlatIP.

One thread each, both sides in one process, by turns. Run it by itself on a quiet machine:
`python tests/benchmarks/search_speed.py`.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import faiss
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from songclip_desktop.retrieval import coarse
from songclip_desktop.retrieval.vectors import ExactIndex

ROWS, DIM, K, QUERIES, EXACT = 100_000, 512, 10, 60, 1_000
NUMPY_WANTED, FAISS_WANTED = 4.0, 1.0


def unit_rows(rng: np.random.Generator, rows: int) -> np.ndarray:
    """float32 [rows, DIM]."""
    vectors = rng.standard_normal((rows, DIM), dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def brute_force(vectors: np.ndarray, query: np.ndarray) -> np.ndarray:
    """Rows of the K best, as a plain numpy search finds them."""
    scores = vectors @ query
    best = np.argpartition(scores, len(scores) - K)[len(scores) - K :]
    return best[np.argsort(-scores[best], kind="stable")]


def ties_only(ours: np.ndarray, brute: np.ndarray, scores: np.ndarray) -> bool:
    """Whether two rankings differ nowhere but among scores that float16 cannot tell apart."""
    return bool((np.abs(scores[ours] - scores[brute]) <= 2**-11).all())


def check(index: ExactIndex, vectors: np.ndarray, rng: np.random.Generator) -> tuple[int, int]:
    """Over 1,000 random queries: rankings identical to brute force, and those but for ties."""
    same = tied = 0
    for query in unit_rows(rng, EXACT):
        scores = vectors @ query
        brute = np.argsort(-scores, kind="stable")[:K]
        ours = index.search(query, K).rows
        same += bool((ours == brute).all())
        tied += ties_only(ours, brute, scores)
    return same, tied


def main() -> None:
    rng = np.random.default_rng(0)
    faiss.omp_set_num_threads(1)
    vectors = unit_rows(rng, ROWS)
    flat = faiss.IndexFlatIP(DIM)
    flat.add(vectors)  # type: ignore[call-arg] - the wrapper takes the array alone
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "images.npy", vectors.astype(np.float16))
        coarse.write(Path(folder), "images", vectors.astype(np.float16))
        index = ExactIndex.open(Path(folder) / "images.npy", np.arange(ROWS))
        sides: dict[str, Callable[[np.ndarray], object]] = {
            "numpy float32": lambda query: brute_force(vectors, query),
            "faiss IndexFlatIP": lambda query: flat.search(query[None], K),  # type: ignore[call-arg]
            "embedded, exact": lambda query: index.search(query, K),
        }
        times: dict[str, list[float]] = {name: [] for name in sides}
        for query in unit_rows(rng, QUERIES):
            for name, search in sides.items():
                begun = time.perf_counter()
                search(query)
                times[name].append(time.perf_counter() - begun)
        same, tied = check(index, vectors, rng)
    p50 = {name: statistics.median(values) * 1000 for name, values in times.items()}
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else ""
    print(f"{ROWS} x {DIM}, {K} best, one thread, {QUERIES} queries by turns, load {load}")
    for name, value in p50.items():
        print(f"{name:20} p50 {value:7.2f} ms")
    ours = p50["embedded, exact"]
    ratios = p50["numpy float32"] / ours, p50["faiss IndexFlatIP"] / ours
    print(f"against numpy        {ratios[0]:7.2f}   (at least {NUMPY_WANTED})")
    print(f"against faiss        {ratios[1]:7.2f}   (at least {FAISS_WANTED})")
    print(f"same ranks as float32 brute force: {same} of {EXACT}, but for ties in float16: {tied}")
    sys.exit(int(ratios[0] < NUMPY_WANTED or ratios[1] < FAISS_WANTED or tied < EXACT))


if __name__ == "__main__":
    main()
