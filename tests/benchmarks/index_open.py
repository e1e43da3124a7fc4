"""Opening the index of 100,000 pictures to its first answer, beside `np.load(mmap_mode="r")`.

Both in one process, by turns; what was opened before is forgotten each time. Run it by itself on a
quiet machine: `python tests/benchmarks/index_open.py`.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from songclip_desktop.retrieval import generations
from songclip_desktop.retrieval.generations import ZERO_SHOT, Generation, Generations, Sources

ROWS, DIM, K, ROUNDS = 100_000, 512, 10, 25
# Opening may cost no more than a blink beside the first search.
OPEN_MS, WHOLE = 5.0, 1.0


def write(folder: Path) -> None:
    """A generation as the engine leaves it, put into use."""
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((ROWS, DIM), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    made = Generations(folder)
    place = made.next_place(ZERO_SHOT)
    place.mkdir(parents=True)
    np.save(place / "images.npy", vectors.astype(np.float16))
    np.save(place / "texts.npy", np.zeros((0, DIM), np.float16))
    ids = {"images": [{"id": row, "box": None} for row in range(ROWS)], "texts": []}
    (place / "ids.json").write_text(json.dumps(ids), encoding="utf-8")
    hashes = {str(row): f"{row:064x}" for row in range(ROWS)}
    made.switch(ZERO_SHOT, place, Sources("model+", hashes))


def opened(folder: Path) -> Generation:
    """As a search opens it, anew."""
    generations._opened.cache_clear()
    found = Generations(folder).current(ZERO_SHOT)
    assert found is not None
    assert found.state.identity == "model+"
    _ = found.images, found.texts, found.windows
    return found


def main() -> None:
    query = np.random.default_rng(1).standard_normal(DIM).astype(np.float32)
    query /= np.linalg.norm(query)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder)
        file = opened(folder).path / "images.npy"

        def plain() -> np.ndarray:
            scores = np.load(file, mmap_mode="r").astype(np.float32) @ query
            return np.argpartition(scores, ROWS - K)[ROWS - K :]

        sides: dict[str, Callable[[], object]] = {
            "np.load(mmap_mode), opened": lambda: np.load(file, mmap_mode="r"),
            "ours, opened": lambda: opened(folder),
            "np.load(mmap_mode), answered": plain,
            "ours, answered": lambda: opened(folder).images.search(query, K),
        }
        times: dict[str, list[float]] = {each: [] for each in sides}
        for _ in range(ROUNDS):
            for each, act in sides.items():
                begun = time.perf_counter()
                act()
                times[each].append(time.perf_counter() - begun)
    p50 = {each: statistics.median(values) * 1000 for each, values in times.items()}
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else ""
    print(f"{ROWS} x {DIM} float16, {ROUNDS} rounds by turns, load {load}")
    for each, value in p50.items():
        print(f"{each:30} p50 {value:8.2f} ms")
    ratio = p50["np.load(mmap_mode), answered"] / p50["ours, answered"]
    print(f"ours opened within {OPEN_MS:.0f} ms: {p50['ours, opened'] <= OPEN_MS}")
    print(f"to the first answer, against np.load and a product: {ratio:.2f}   (at least {WHOLE})")
    sys.exit(int(p50["ours, opened"] > OPEN_MS or ratio < WHOLE))


if __name__ == "__main__":
    main()
