"""Importing photographs of 24 megapixels, against two plain loops with Pillow on one thread.

Ours digests, copies into the collection, flushes to the disk, decodes, makes the thumbnail and the
perceptual hash and writes the records; the loops write a small JPEG beside and nothing else. All in
one process, by turns. Run it by itself on a quiet machine: `python tests/benchmarks/import_speed.py`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from songclip_desktop.collection.collection import Collection  # noqa: E402
from songclip_desktop.progress import Listener  # noqa: E402
from songclip_desktop.workflow import import_  # noqa: E402

PICTURES, ROUNDS, SIZE_PX = 16, 5, 320
LOAD_BOUND, THUMBNAIL_BOUND = 3.0, 1.0


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
        paths.append(folder / f"K{number:02}.jpg")
        Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(paths[-1], quality=92)
    return paths


def with_load(paths: list[Path], out: Path) -> None:
    """Open, load, resize, save."""
    for path in paths:
        with Image.open(path) as image:
            image.load()
            image.resize((SIZE_PX, SIZE_PX * image.height // image.width)).save(out / path.name)


def with_thumbnail(paths: list[Path], out: Path) -> None:
    """Open, thumbnail, save."""
    for path in paths:
        with Image.open(path) as image:
            image.thumbnail((SIZE_PX, SIZE_PX))
            image.save(out / path.name)


def ours(paths: list[Path], out: Path) -> None:
    """The verb `import` into an empty collection."""
    with Collection.create(out / "collection") as collection:
        prepared = import_.prepare(collection, [paths[0].parent])
        writer = import_.Writer(collection, prepared)
        imported = import_.execute(prepared, Listener(item=writer.take))
        writer.flush()
        report = import_.finish(collection, imported)
        assert (report.imported, report.images) == (len(paths), len(paths))


def timed(run: Callable[[list[Path], Path], None], paths: list[Path], folder: Path) -> float:
    """Seconds a picture, into a folder of its own."""
    with tempfile.TemporaryDirectory(dir=folder) as out:
        begun = time.perf_counter()
        run(paths, Path(out))
        return (time.perf_counter() - begun) / len(paths)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "museum").mkdir()
        paths = paint(folder / "museum")
        megabytes = sum(path.stat().st_size for path in paths) / len(paths) / 1e6
        sides = (ours, with_load, with_thumbnail)
        took: dict[str, list[float]] = {side.__name__: [] for side in sides}
        for side in sides:  # once unmeasured, so that all files are in the cache for all
            timed(side, paths[:2], folder) if side is not ours else timed(side, paths, folder)
        for _ in range(ROUNDS):
            for side in sides:
                took[side.__name__].append(timed(side, paths, folder))
    print(f"{PICTURES} JPEGs of 6000 x 4000, {megabytes:.1f} MB each, {ROUNDS} rounds by turns")
    for side, seconds in took.items():
        print(f"{side:<16} {statistics.median(seconds) * 1000:7.1f} ms a picture")
    met = True
    for side, bound in ((with_load, LOAD_BOUND), (with_thumbnail, THUMBNAIL_BOUND)):
        ratios = sorted(
            theirs / mine for theirs, mine in zip(took[side.__name__], took["ours"], strict=True)
        )
        ratio = statistics.median(ratios)
        met = met and ratio >= bound
        spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
        print(f"ratio to {side.__name__:<15} {ratio:5.2f} ({spread}), bound {bound:.2f}")
    sys.exit(int(not met))


if __name__ == "__main__":
    main()
