"""Reading an epoch's pictures: decoded pixels in the store, against loose JPEGs.

Cold: the disk's pages are dropped from memory before each round, where the system does that.
Run it by itself on a quiet machine: `python tests/benchmarks/pixels.py`.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from training.pixels import PixelStore, Transform  # noqa: E402

PICTURES, BATCH, ROUNDS, EPOCHS = 96, 32, 5, 30
TRANSFORM = Transform(224)


def paint(folder: Path) -> list[Path]:
    """JPEGs of 6 megapixels with the grain of silk, some 2 MB each."""
    rng = np.random.default_rng(0)
    grain = rng.integers(-7, 8, (2000, 3000, 3), dtype=np.int16)
    paths = []
    for number in range(PICTURES):
        wash = Image.fromarray(rng.integers(60, 220, (12, 18, 3), dtype=np.uint8))
        washed = np.asarray(wash.resize((3000, 2000), Image.Resampling.BICUBIC), np.int16)
        pixels = (washed + np.roll(grain, 17 * number, axis=1)).clip(0, 255).astype(np.uint8)
        paths.append(folder / f"{number}.jpg")
        Image.fromarray(pixels).save(paths[-1], quality=92)
    return paths


def drop(paths: list[Path]) -> bool:
    """Asks the system to forget the files' pages; False where it cannot be asked."""
    if not hasattr(os, "posix_fadvise"):
        return False
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)
    return True


def read_from_disk() -> int:
    """Bytes that this process has had the disk read, where the system tells; else 0."""
    try:
        told = Path("/proc/self/io").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(dict(line.split(": ") for line in told.splitlines())["read_bytes"])


def epoch(order: np.ndarray, read: Callable[[list[int]], np.ndarray]) -> float:
    """Seconds to have every picture once, in batches, drawn anew."""
    begun = time.perf_counter()
    for start in range(0, len(order), BATCH):
        assert read(order[start : start + BATCH].tolist()).shape[1:] == (224, 224, 3)
    return time.perf_counter() - begun


def timed(
    paths: list[Path], folder: Path, cold: bool
) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Seconds of each round and bytes read from the disk, the ways of reading by turns."""
    rng, seconds, read = np.random.default_rng(1), {}, {}
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for _ in range(ROUNDS):
            order = rng.permutation(PICTURES)
            # Pages in use by an open store cannot be dropped.
            if cold:
                drop([*paths, folder / "data.mdb"])
            store = PixelStore(folder, TRANSFORM)
            ways: dict[str, Callable[[list[int]], np.ndarray]] = {
                "store": lambda rows, store=store: store.read([str(row) for row in rows]),
                "JPEGs, reduced, all cores": lambda rows: np.stack(
                    list(pool.map(TRANSFORM.pixels, [paths[row] for row in rows]))
                ),
                "JPEGs, as upstream opens them": lambda rows: np.stack(
                    [_plain(paths[row]) for row in rows]
                ),
            }
            for name, way in ways.items():
                if cold:
                    drop(paths)
                before = read_from_disk()
                seconds.setdefault(name, []).append(epoch(order, way))
                read[name] = read_from_disk() - before
            store.close()
    return seconds, read


def _plain(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB").resize((224, 224), Image.Resampling.BICUBIC))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        paths = paint(Path(name))
        folder = Path(name) / "pixels"
        store = PixelStore(folder, TRANSFORM)
        begun = time.perf_counter()
        store.fill([(path, str(row)) for row, path in enumerate(paths)])
        built = time.perf_counter() - begun
        store.close()
        loose = sum(path.stat().st_size for path in paths)
        kept = (folder / "data.mdb").stat().st_size
        print(f"{PICTURES} JPEGs of 3000 x 2000, {loose / 1e6:.0f} MB; store {kept / 1e6:.0f} MB,")
        print(f"made once in {built:.2f} s ({built / PICTURES * 1e3:.1f} ms a picture)")
        for cold in (False, True):
            seconds, read = timed(paths, folder, cold)
            print("cold" if cold else "warm")
            if cold and read["JPEGs, as upstream opens them"] < loose / 2:
                print("  (this system did not drop the pages: what follows is warm as well)")
            best = {name: statistics.median(each) for name, each in seconds.items()}
            for name, each in best.items():
                whole = each + built / EPOCHS if name == "store" else each
                print(
                    f"  {name:30} {each / PICTURES * 1e3:8.2f} ms a picture, store is faster by "
                    f"{each / best['store']:7.1f}; making included, {EPOCHS} epochs, by "
                    f"{whole / (best['store'] + built / EPOCHS):6.1f}; "
                    f"{read[name] / 1e6:.0f} MB from the disk"
                )


if __name__ == "__main__":
    main()
