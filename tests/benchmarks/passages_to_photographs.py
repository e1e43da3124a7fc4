"""Does a classical passage find its present-day photograph, before and after finetuning?

`python tests/benchmarks/passages_to_photographs.py [RUN_FOLDER]` finetunes the mini model on the demo collection as
a curator would (or takes a run that `training.mini.trial` left in RUN_FOLDER), indexes all works of the demo,
and ranks them for each of the 24 passages that are true of one photograph alone. No photograph is trained on,
nor any of these passages. Told are the ranks among all works, as a search gives them, and among the 24
photographs, where the search is narrowed to that kind of work. Nothing is bound to be reached: this is
a figure to be told, not a promise.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.training.conftest import quiet_talk  # noqa: E402
from training.encoder import Encoder  # noqa: E402
from training.indexing import index  # noqa: E402
from training.mini import trial  # noqa: E402
from training.protocol import Index, IndexImage, IndexText  # noqa: E402

MODEL = ROOT / "resources" / "mini_model"
DEMO = ROOT / "resources" / "demo_collection"
PHOTOGRAPHS = "D06"


def ranks(adapter: Path | None, folder: Path) -> tuple[np.ndarray, np.ndarray, int]:
    """Of each passage its photograph's rank among all works and among photographs; the works."""
    works = sorted(path.stem for path in (DEMO / "pictures").glob("*.webp"))
    truth = json.loads((DEMO / "truth.json").read_text(encoding="utf-8"))
    passages = json.loads((DEMO / "passages.json").read_text(encoding="utf-8"))
    asked = [row for row in passages if truth[str(row["id"])].startswith(PHOTOGRAPHS)]
    images = []
    for row, work in enumerate(works):
        path = DEMO / "pictures" / f"{work}.webp"
        with Image.open(path) as picture:
            images.append(IndexImage(row, str(path), work, *picture.size))
    texts = tuple(IndexText(row["id"], row["text"]) for row in asked)
    out = folder / ("zero_shot" if adapter is None else "finetuned")
    request = Index(
        str(MODEL),
        tuple(images),
        texts,
        str(folder / "pixels"),
        str(out),
        str(adapter) if adapter else None,
    )
    index(request, Encoder(MODEL), quiet_talk())
    ids = json.loads((out / "ids.json").read_text(encoding="utf-8"))["images"]
    own = np.array([each["id"] for each in ids])
    vectors = (np.load(out / f"{name}.npy").astype(np.float32) for name in ("texts", "images"))
    scores = np.matmul(next(vectors), next(vectors).T)
    best = np.stack([scores[:, own == row].max(axis=1) for row in range(len(works))], axis=1)
    right = np.array([works.index(truth[str(row["id"])]) for row in asked])
    higher = best > best[np.arange(len(asked)), right][:, None]
    kind = np.array([work.startswith(PHOTOGRAPHS) for work in works])
    return higher.sum(axis=1) + 1, higher[:, kind].sum(axis=1) + 1, len(works)


def main(arguments: list[str]) -> int:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if arguments:
            adapter = Path(arguments[0]) / "adapter.safetensors"
        else:
            adapter = Path(trial.finetune(MODEL, DEMO, folder, 0)["adapter"])
        found = [ranks(each, folder) for each in (None, adapter)]
    for place, name in ((0, f"all {found[0][2]} works"), (1, "the photographs")):
        for model, told in zip(("zero-shot", "finetuned"), found, strict=True):
            shares = "  ".join(f"R@{k} {(told[place] <= k).mean():.3f}" for k in (1, 5, 10))
            middle = np.median(told[place])
            print(
                f"{len(told[0])} passages, among {name:16} {model:10} {shares}  median rank {middle:g}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
