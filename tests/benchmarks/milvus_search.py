"""Searching 20,000 x 512 vectors: the embedded index, and the same rows behind a Milvus client.

Both sides in one run, query by query in turns. The server is milvus-lite in a process of its own
on this machine, asked over TCP by the client that reaches a cluster: what it shows is the cost of
asking a server, not the speed of a Milvus cluster, of which there is none here.
`python tests/benchmarks/milvus_search.py`.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from songclip_desktop.retrieval import coarse, milvus
from songclip_desktop.retrieval.generations import Generation
from songclip_desktop.retrieval.milvus import MilvusVectors
from songclip_desktop.retrieval.vectors import Found

ROWS, DIM, K, QUERIES, CHANGED = 20_000, 512, 10, 30, 100
SERVER = (
    "import sys; from milvus_lite.adapter.grpc.server import run_server;"
    " run_server(sys.argv[1], '127.0.0.1', int(sys.argv[2]))"
)


def unit_rows(rng: np.random.Generator, rows: int) -> np.ndarray:
    """float16 [rows, DIM]."""
    vectors = rng.standard_normal((rows, DIM), dtype=np.float32)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)


def generation(folder: Path, vectors: np.ndarray, changed: int = 0) -> Generation:
    """As the indexer leaves it; the last `changed` pictures are others than before."""
    folder.mkdir()
    np.save(folder / "images.npy", vectors)
    np.save(folder / "texts.npy", vectors[:10])
    coarse.write(folder, "images", vectors)
    ids = list(range(1, len(vectors) + 1))
    (folder / "ids.json").write_text(
        json.dumps({"images": [{"id": id, "box": None} for id in ids], "texts": ids[:10]}), "utf-8"
    )
    hashes = {str(id): f"{changed if id > len(ids) - changed else 0}-{id}" for id in ids}
    (folder / "sources.json").write_text(
        json.dumps(
            {
                "identity": "model+",
                "images": hashes,
                "texts": {str(id): str(id) for id in ids[:10]},
                "failed": [],
            }
        ),
        "utf-8",
    )
    return Generation(folder)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a server in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(folder), str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"milvus://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def measure(made: Generation, museum: MilvusVectors, rng: np.random.Generator) -> bool:
    """Prints p50 and p95 of both, and whether they found the same."""
    there = museum.index("zero_shot", "images", "model+")
    assert there is not None
    here, ids = made.images, np.arange(1, ROWS + 1)
    some = rng.choice(ids, ROWS // 2, replace=False)
    few = rng.choice(ids, 200, replace=False)
    print(f"{ROWS:,} x {DIM}, {QUERIES} queries, the {K} best; milliseconds")
    print(f"{'':28}{'embedded p50 / p95':>22}{'Milvus p50 / p95':>22}{'ratio':>8}{'same':>8}")
    same = True
    for name, allowed in (("all", None), ("half allowed", some), ("200 allowed", few)):
        times: dict[str, list[float]] = {"here": [], "there": []}
        agree = 0
        for query in unit_rows(rng, QUERIES).astype(np.float32):
            found: dict[str, Found] = {}
            for side, index in (("here", here), ("there", there)):
                begun = time.perf_counter()
                found[side] = index.search(query, K, allowed)
                times[side].append(1000 * (time.perf_counter() - begun))
            agree += found["here"].ids.tolist() == found["there"].ids.tolist()
        same &= agree == QUERIES
        told = [
            (statistics.median(each), sorted(each)[int(0.95 * len(each))])
            for each in times.values()
        ]
        cells = "".join(f"{f'{p50:.2f} / {p95:.2f}':>22}" for p50, p95 in told)
        print(f"{name:28}{cells}{told[1][0] / told[0][0]:>8.1f}{agree:>5}/{QUERIES}")
    return same


def main() -> None:
    rng = np.random.default_rng(0)
    vectors = unit_rows(rng, ROWS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = generation(folder / "first", vectors)
        changed = vectors.copy()
        changed[-CHANGED:] = unit_rows(rng, CHANGED)
        second = generation(folder / "second", changed, CHANGED)
        with server(folder / "server") as address, milvus.connected(address) as client:
            museum = MilvusVectors(client, "bench")
            took = seconds(lambda: museum.put("zero_shot", made))
            print(f"put there: {took:.1f} s for {ROWS:,} rows")
            same = measure(made, museum, rng)
            took = seconds(lambda: museum.put("zero_shot", second))
            print(f"brought up to date: {took:.1f} s for {CHANGED} changed rows")
    print("no Milvus cluster can be had here: these are milvus-lite's figures, asked over TCP")
    print("the same ranks on both sides:", "met" if same else "NOT met")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
