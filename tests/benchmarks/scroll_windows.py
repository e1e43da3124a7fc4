"""Are small things in long scrolls found, and is the place marked that they are in?

`python tests/benchmarks/scroll_windows.py [GALLERIES]` paints galleries of long scrolls of land and water, each with
one small thing of another kind in it, indexes them as the application does, and asks for each thing by
its name. A scroll counts by its best row: with windows its whole or any window, without them its whole,
squashed to a square. Bounds: recall at 1 at least 0.20 higher with windows, and on the scrolls so found
at least 80 in 100 of the marked places hold the middle of the thing.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.training.conftest import quiet_talk  # noqa: E402
from training.encoder import Encoder  # noqa: E402
from training.indexing import index  # noqa: E402
from training.mini import subjects  # noqa: E402
from training.mini.painter import paint  # noqa: E402
from training.protocol import Index, IndexImage  # noqa: E402

MODEL = ROOT / "resources" / "mini_model"
HEIGHT_PX = 192
GAIN, PLACED = 0.20, 0.80


def measure(number: int, encoder: Encoder, folder: Path) -> list[tuple[int, int, bool, float]]:
    """Of each scroll: rank without windows, with them, whether a place is marked, how much it holds.

    The last is the share of the thing's width inside the place, below 0 where its middle is outside.
    """
    shown = list(subjects.scrolls(number))
    images = []
    for row, subject in enumerate(shown):
        picture = paint(subject.scene, HEIGHT_PX)
        path = folder / f"{number}-{row}.png"
        picture.save(path)
        images.append(IndexImage(row, str(path), f"{number}-{row}", *picture.size))
    out = folder / f"vectors-{number}"
    asked = Index(str(MODEL), tuple(images), (), str(folder / "pixels"), str(out))
    index(asked, encoder, quiet_talk())
    ids = json.loads((out / "ids.json").read_text(encoding="utf-8"))["images"]
    own, boxes = np.array([each["id"] for each in ids]), [each["box"] for each in ids]
    whole = np.array([box is None for box in boxes])
    rows = np.load(out / "images.npy").astype(np.float32)
    scores = encoder.texts([subject.word for subject in shown]) @ rows.T
    told = []
    for row, subject in enumerate(shown):
        ranks = []
        for counted in (whole, np.ones_like(whole)):
            best = [scores[row, (own == each) & counted].max() for each in range(len(shown))]
            ranks.append(int((np.array(best) > best[row]).sum()) + 1)
        mine = np.flatnonzero(own == row)
        place = boxes[mine[scores[row, mine].argmax()]]
        told.append((*ranks, place is not None, _held(subject.box, place)))
    return told


def _held(box: subjects.Box, place: list[float] | None) -> float:
    if place is None:
        return -1.0
    middle = (box[0] + box[2]) / 2
    inside = (min(box[2], place[2]) - max(box[0], place[0])) / (box[2] - box[0])
    return inside if place[0] <= middle <= place[2] else -1.0


def main(arguments: list[str]) -> int:
    """Prints the figures; 0 where both bounds are met."""
    galleries = int(arguments[0]) if arguments else 6
    encoder = Encoder(MODEL)
    with tempfile.TemporaryDirectory() as folder:
        told = [row for n in range(galleries) for row in measure(n, encoder, Path(folder))]
    plain, windowed = (np.array([row[side] for row in told]) for side in (0, 1))
    marked, held = np.array([row[2] for row in told]), np.array([row[3] for row in told])
    first = windowed == 1
    print(f"{galleries} galleries of {len(subjects.SCROLL_KINDS)} scrolls, one word each")
    for depth in (1, 5, 10):
        print(
            f"R@{depth:<2} squashed {(plain <= depth).mean():.3f}  windows {(windowed <= depth).mean():.3f}"
        )
    print("the place holds the middle of the thing (all of it):")
    for name, those in (
        ("where one is marked", marked),
        ("found first", first),
        ("all", marked | True),
    ):
        share, all_of_it = (held[those] >= 0).mean(), (held[those] > 0.999).mean()
        print(f"  {name:20} {share:.3f} ({all_of_it:.3f}) of {those.sum()}")
    gain, placed = (windowed == 1).mean() - (plain == 1).mean(), (held[windowed == 1] >= 0).mean()
    print(f"bounds: gain {GAIN:.2f}, reached {gain:.3f}; place {PLACED:.2f}, reached {placed:.3f}")
    return 0 if gain >= GAIN and placed >= PLACED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
