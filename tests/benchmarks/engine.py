"""How long the engine takes on the mini model: start, a query, an index, a training epoch.

Run it by itself on a quiet machine: `python tests/benchmarks/engine.py`.
"""

from __future__ import annotations

import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
MODEL = str(ROOT / "resources" / "mini_model")
WORKS, QUERIES, EPOCHS = 240, 200, 3


class Asker:
    """One engine, asked and waited for."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "training"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, **request: object) -> tuple[float, dict[str, Any], list[dict[str, Any]]]:
        """Seconds, the result, and the metrics on the way."""
        assert self._process.stdin
        assert self._process.stdout
        begun, metrics = time.perf_counter(), []
        self._process.stdin.write(json.dumps({"id": "b", **request}).encode() + b"\n")
        self._process.stdin.flush()
        while True:
            event = json.loads(self._process.stdout.readline())
            if event["event"] == "metric":
                metrics.append(event)
            elif event["event"] in ("result", "error"):
                assert event["event"] == "result", event
                return time.perf_counter() - begun, event, metrics

    def leave(self) -> float:
        """Seconds from the end of input to the end of the process."""
        assert self._process.stdin
        begun = time.perf_counter()
        self._process.stdin.close()
        self._process.wait()
        return time.perf_counter() - begun


def paint(folder: Path) -> list[dict[str, Any]]:
    """Pictures of coarse noise, 640 pixels high: what they show does not matter to the clock."""
    rng = np.random.default_rng(0)
    images = []
    for number in range(WORKS + 20):
        coarse = Image.fromarray(rng.integers(0, 256, (20, 40, 3), dtype=np.uint8))
        path = folder / f"{number}.jpg"
        coarse.resize((1280, 640), Image.Resampling.BICUBIC).save(path, quality=90)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        images.append({"id": number, "path": str(path), "hash": digest})
    return images


def snapshot(folder: Path, images: list[dict[str, Any]]) -> Path:
    """240 works to learn, 10 to validate, 10 held out, three captions each."""
    works = [
        {
            "work": str(number),
            "split": "train" if number < WORKS else "valid" if number < WORKS + 10 else "test",
            "images": [image],
            "captions": [
                {"id": 3 * number + row, "kind": kind, "text": f"{kind}远山松林第{number}幅"}
                for row, kind in enumerate(("modern", "classical", "tags"))
            ],
        }
        for number, image in enumerate(images)
    ]
    path = folder / "snapshot.json"
    body = {"schema": 1, "collection": "b", "split_hash": "b", "root": str(folder)}
    path.write_text(json.dumps({**body, "works": works}), encoding="utf-8")
    return path


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        images = paint(folder)
        pixels, out = str(folder / "px"), str(folder / "v.npy")
        encoder = Asker()
        first, _, _ = encoder.ask(verb="encode", model=MODEL, out=out, texts=["山水"])
        times = [
            encoder.ask(verb="encode", model=MODEL, out=out, texts=[f"第{n}座山"])[0]
            for n in range(QUERIES)
        ]
        _, indexed, _ = encoder.ask(
            verb="index",
            model=MODEL,
            images=images,
            texts=[{"id": n, "text": f"第{n}座山"} for n in range(3 * WORKS)],
            pixels=pixels,
            out=str(folder / "g"),
        )
        print(f"first query, process start included   {first:8.2f} s")
        print(
            f"query, median of {QUERIES}                  {statistics.median(times) * 1e3:8.1f} ms"
        )
        print(f"index of {len(images)} pictures, {3 * WORKS} texts     {indexed['seconds']:8.2f} s")
        print(f"end of input to end of process        {encoder.leave():8.2f} s")
        worker = Asker()
        whole, _, metrics = worker.ask(
            verb="finetune",
            model=MODEL,
            run_dir=str(folder / "run"),
            snapshot=str(snapshot(folder, images)),
            pixels=pixels,
            preset="mini",
            epochs=EPOCHS,
        )
        epoch = statistics.median(metric["seconds"] for metric in metrics[1:])
        print(f"training epoch, {WORKS} works x 3 captions {epoch:8.2f} s")
        print(f"around {EPOCHS} epochs (start, evaluation)     {whole - EPOCHS * epoch:8.2f} s")
        worker.leave()


if __name__ == "__main__":
    main()
