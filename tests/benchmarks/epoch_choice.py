"""Which rule chooses the best epoch: measured on museum collections painted for nothing else.

`python tests/benchmarks/epoch_choice.py FOLDER [COLLECTIONS]` paints collections of the demo's size
from seeds of their own, trains the mini model on each once, keeps every epoch, and tells what mean
recall each rule's epoch has on works that no rule has looked at. About two minutes a collection.
"""

from __future__ import annotations

import dataclasses
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file

from tests.training.conftest import quiet_talk
from training import bench as benches
from training import finetuning, presets
from training.adapter import attach
from training.bench import picture_vectors, text_vectors
from training.losses import masked_terms
from training.mini import demo, trial
from training.protocol import Finetune
from training.retrieval import Gallery, find
from training.run_state import RunState
from training.selection import good_epochs

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "resources" / "mini_model"
# No collection that is shipped has one of these.
FIRST_SEED = 31_000
PATIENCE, LEAST_STEPS = presets.PRESETS["mini"].patience, presets.PRESETS["mini"].least_steps
# 240 works in batches of 32.
STEPS_PER_EPOCH = 8
RULES = ("recall", "log rank", "masked loss")


class Keeping(RunState):
    """A run that keeps its epochs when it is done."""

    def clear(self) -> None:
        """Deletes nothing."""


def paint(seed: int, folder: Path) -> None:
    """Paints the approved works of a fresh collection and writes their tables."""
    if (folder / "split.json").is_file():
        return
    demo.SEED = seed
    demo.BATCHES = tuple(batch for batch in demo.BATCHES if batch.state == "approved")
    works = demo.compose(seed)
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    for work in works:
        demo._paint_one((work, folder / "pictures" / f"{work.accession}.webp"))
    rows = [json.dumps(row, ensure_ascii=False) for row in demo.caption_rows(works)]
    (folder / "captions.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    for name in ("passages.json", "pairs.json"):
        (folder / name).write_text("[]", encoding="utf-8")
    told = {"collection_id": f"fresh-{seed}", "splits": demo.split(works)}
    (folder / "split.json").write_text(json.dumps(told), encoding="utf-8")


def train(folder: Path) -> None:
    """One finetune to the last epoch, without an early stop; every epoch's adapter stays."""
    run = folder / "run"
    if (run / "evaluation.json").is_file():
        return
    run.mkdir(exist_ok=True)
    snapshot = json.dumps(trial.snapshot(folder), ensure_ascii=False)
    (run / "snapshot.json").write_text(snapshot, encoding="utf-8")
    preset = dataclasses.replace(presets.PRESETS["mini"], name="patient", patience=500)
    presets.PRESETS["patient"] = preset
    finetuning.RunState = Keeping  # type: ignore[attr-defined]
    asked = Finetune(
        str(MODEL),
        str(run),
        str(run / "snapshot.json"),
        str(folder / "pixels"),
        preset="patient",
    )
    finetuning.finetune(asked, quiet_talk())


def scores(folder: Path) -> dict[str, Any]:
    """By epoch: each rule's score of each validation work (lower is better), and test recall."""
    run = folder / "run"
    talk = quiet_talk()
    bench = benches.prepare(
        str(MODEL), str(run / "snapshot.json"), str(folder / "pixels"), ("valid", "test"), talk
    )
    texts = {split: text_vectors(bench, split) for split in ("valid", "test")}
    adapter = attach(bench.base.clip, presets.PRESETS["mini"])
    told: dict[str, Any] = {rule: [] for rule in RULES} | {"test": []}
    scale = float(bench.base.clip.logit_scale.detach().exp())
    for path in sorted((run / "epochs").glob("*.safetensors")):
        adapter.put(load_file(path))
        for split in ("valid", "test"):
            part = bench.parts[split]
            images = picture_vectors(bench.base, bench.device, bench.store, part)
            gallery = Gallery(part.image_work, part.text_work)
            found = find(images, texts[split], gallery)
            if split == "test":
                told["test"].append(found.figures()["mean_recall"])
                continue
            rows = np.arange(len(part.images)), np.arange(len(part.captions))
            terms = masked_terms(
                torch.from_numpy(images),
                torch.from_numpy(texts[split]),
                torch.from_numpy(part.positives(*rows)),
                scale,
            )
            ways = [(part.text_work, found.t2i.rank), (part.image_work, found.i2t.rank)]
            told["recall"].append((1 - found.by_work().mean(axis=1)).tolist())
            told["log rank"].append(_both(ways[0][0], np.log(ways[0][1]), *_logged(ways[1])))
            told["masked loss"].append(
                _both(part.text_work, terms[1].numpy(), part.image_work, terms[0].numpy())
            )
    bench.store.close()
    return told


def _logged(way: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    return way[0], np.log(way[1])


def _both(
    text_work: np.ndarray, text: np.ndarray, image_work: np.ndarray, image: np.ndarray
) -> list[float]:
    """Each work's mean over its texts and over its pictures, then their mean."""
    means = [
        np.bincount(work, weights=values) / np.bincount(work)
        for work, values in ((text_work, text), (image_work, image))
    ]
    return ((means[0] + means[1]) / 2).tolist()


def choose(by_epoch: np.ndarray, earliest: bool, patience: int | None) -> int:
    """The epoch that a rule takes of scores [epochs + 1, W], the first being zero-shot.

    Args:
        by_epoch: Lower is better.
        earliest: Take the earliest within one standard error of the best, as runs do.
        patience: Stop looking after so many epochs without a better one; never where None.
    """
    means = by_epoch.mean(axis=1)
    last = len(means) - 1
    for epoch in range(1, len(means)):
        worse = epoch - 1 - int(np.argmin(means[1 : epoch + 1]))
        if patience is not None and worse >= patience and STEPS_PER_EPOCH * epoch >= LEAST_STEPS:
            last = epoch
            break
    if earliest:
        return good_epochs(list(by_epoch[: last + 1]))[0]
    return 1 + int(np.argmin(means[1 : last + 1]))


def table(measured: list[dict[str, Any]]) -> str:
    """Each rule's test mean recall over the collections, as Markdown."""
    tests = [np.array(told["test"]) for told in measured]
    lines = [
        "| rule | epochs chosen | test mean recall | against the rule in use | s.e. |",
        "|---|---|---|---|---|",
    ]
    chosen: dict[str, list[int]] = {"zero-shot": [0] * len(tests)}
    for rule in RULES:
        for earliest in (False, True):
            for patience in (PATIENCE, None):
                name = f"{rule}, {'earliest within 1 s.e.' if earliest else 'best'}"
                name += f", patience {patience}" if patience else ", no early stop"
                chosen[name] = [
                    choose(np.array(told[rule]), earliest, patience) for told in measured
                ]
    chosen["last epoch"] = [len(test) - 1 for test in tests]
    chosen["best on the test itself (a bound)"] = [1 + int(np.argmax(test[1:])) for test in tests]
    ours = chosen[f"log rank, earliest within 1 s.e., patience {PATIENCE}"]
    in_use = np.array([test[epoch] for test, epoch in zip(tests, ours, strict=True)])
    for name, epochs in chosen.items():
        values = np.array([test[epoch] for test, epoch in zip(tests, epochs, strict=True)])
        loss = values - in_use
        error = loss.std(ddof=1) / math.sqrt(len(loss)) if len(loss) > 1 else math.nan
        shown = " ".join(map(str, epochs))
        lines.append(
            f"| {name} | {shown} | {values.mean():.4f} | {loss.mean():+.4f} | {error:.4f} |"
        )
    return "\n".join(lines)


def main(folder: Path, collections: int) -> None:
    """Paints, trains, measures, and writes scores.json and table.md into `folder`."""
    measured = []
    for seed in range(FIRST_SEED, FIRST_SEED + collections):
        place = folder / str(seed)
        paint(seed, place)
        train(place)
        measured.append(scores(place))
        (folder / "scores.json").write_text(json.dumps(measured), encoding="utf-8")
        text = table(measured)
        (folder / "table.md").write_text(text + "\n", encoding="utf-8")
        sys.stdout.write(f"{len(measured)} collections\n{text}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5)
