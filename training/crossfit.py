"""Cross-fit of a small collection: every work is held out once, from a model that never saw it.

Below 150 works the stored test is so small that hardly any gain can be shown. Five trainings, each
without a fifth of the works, make every work a test work. They tell what this way of finetuning
does on this collection; the adapter that is kept is another one, trained without the stored test.
"""

from __future__ import annotations

import dataclasses
import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np

from training.adapter import detach
from training.bench import Bench
from training.channel import Talk
from training.comparison import Compared
from training.dataset import SPLITS, Part, Work
from training.errors import StoppedError
from training.examination import Examination
from training.groups import groups
from training.loop import train
from training.presets import Preset
from training.protocol import Event
from training.retrieval import Found, Gallery, find, pooled
from training.run_state import RunState

SMALL_WORKS, FOLDS = 150, 5
# Of what a fold learns from, one group in so many is validated on: as 10 of 70 are.
_VALID_EVERY = 7
# What would take longer is left undone: the stored test has its figures already.
LONGEST_S = 15 * 60


def measure(
    bench: Bench, preset: Preset, seed: int, folder: Path, seconds: float, talk: Talk
) -> dict[str, Any] | None:
    """Cross-fit figures beside those of the stored test, None where the collection is not small.

    Ranks are those within a fold's own works; queries of all folds are then taken together.

    Args:
        bench: With all three parts; no adapter is on the model, nor is there at the end.
        preset: How each fold is trained.
        seed: Of each fold's training; the folds are the same for all seeds.
        folder: Of the run; what an interrupted cross-fit goes on from is kept in it.
        seconds: What the training on the stored split took.
        talk: Hears progress with the note "crossfit"; "stop" leaves the cross-fit undone.

    Returns:
        done, and where it is: folds, works, gallery {images, texts} (means over folds), zero_shot,
        finetuned, difference, mcnemar, detectable_gain, verdict, seconds; else why: "too_long"
        (with expected_s), "too_few_works" or "stopped".

    Raises:
        StoppedError: The parent is gone.
    """
    works = [work for split in SPLITS for work in bench.parts[split].works]
    if len(works) >= SMALL_WORKS:
        return None
    folds = split(bench)
    if len(folds) < FOLDS or any(not len(fold["test"].headline()) for fold in folds):
        return {"done": False, "why": "too_few_works"}
    learned = sum(len(fold["train"].works) for fold in folds)
    expected = seconds * learned / max(len(bench.parts["train"].works), 1)
    if expected > LONGEST_S:
        return {"done": False, "why": "too_long", "expected_s": round(expected)}
    begun = time.perf_counter()
    try:
        found = []
        for number, parts in enumerate(folds):
            inner = dataclasses.replace(bench, parts=parts, talk=_Fold(talk, number))
            found.append(_fold(inner, preset, seed, folder / "crossfit" / str(number)))
    except StoppedError:
        if talk.controls.gone.is_set():
            raise
        talk.controls.heed_stop()
        return {"done": False, "why": "stopped"}
    shutil.rmtree(folder / "crossfit", ignore_errors=True)
    return {**_told(folds, found), "seconds": round(time.perf_counter() - begun, 3)}


def _told(folds: list[dict[str, Part]], found: list[tuple[Found, Found]]) -> dict[str, Any]:
    compared = Compared.of(*(pooled([pair[model] for pair in found]) for model in (0, 1)))
    return {
        "done": True,
        "folds": FOLDS,
        "works": compared.works,
        "gallery": {
            "images": float(np.mean([len(fold["test"].images) for fold in folds])),
            "texts": float(np.mean([len(fold["test"].headline()) for fold in folds])),
        },
        **compared.told(),
    }


def split(bench: Bench) -> list[dict[str, Part]]:
    """The works dealt out: for each fold its train, valid and test; groups stay together.

    Fewer than `FOLDS` where there are not two groups for each.
    """
    members = _groups(bench)
    if len(members) < 2 * FOLDS:
        return []
    order = np.random.default_rng(0).permutation(len(members))
    dealt: list[list[list[Work]]] = [[] for _ in range(FOLDS)]
    # The largest groups first, each to the fold with the fewest works.
    for row in sorted(order, key=lambda row: -len(members[row])):
        min(dealt, key=lambda fold: sum(map(len, fold))).append(members[row])
    folds = []
    for number, held_out in enumerate(dealt):
        others = [group for place, fold in enumerate(dealt) if place != number for group in fold]
        valid = others[::_VALID_EVERY]
        train = [group for place, group in enumerate(others) if place % _VALID_EVERY]
        folds.append(
            {
                name: Part(tuple(work for group in chosen for work in group))
                for name, chosen in (("train", train), ("valid", valid), ("test", held_out))
            }
        )
    return folds


def _groups(bench: Bench) -> list[list[Work]]:
    works = [work for name in ("test", "train", "valid") for work in bench.parts[name].works]
    found: dict[int, list[Work]] = {}
    for work, leader in zip(works, groups(bench), strict=True):
        found.setdefault(leader, []).append(work)
    return list(found.values())


def _fold(bench: Bench, preset: Preset, seed: int, folder: Path) -> tuple[Found, Found]:
    """Trains without the fold's test works and searches for them: before and after."""
    examined = Examination(bench)
    before = examined.zero_shot()
    state = RunState(folder, _identity(bench, preset, seed))
    try:
        trained = train(bench, preset, seed, state, bench.talk, resume=True)
        if trained.outcome.stopped:
            raise StoppedError
        after = examined.finetuned(trained.adapter)
    finally:
        detach(bench.base.clip)
    part = bench.parts["test"]
    rows = part.headline()
    gallery, queries = Gallery(part.image_work, part.text_work).kept(rows)
    return (
        find(before[0], before[1][rows], gallery, queries),
        find(after[0], after[1][rows], gallery, queries),
    )


def _identity(bench: Bench, preset: Preset, seed: int) -> dict[str, Any]:
    """What must be the same for an interrupted fold to go on."""
    return {
        "base": bench.base.fingerprint,
        "preset": dataclasses.asdict(preset),
        "seed": seed,
        "precision": bench.device.precision,
        "images": {
            name: [image.hash for image in part.images] for name, part in bench.parts.items()
        },
    }


class _Fold(Talk):
    """What a fold's training says, told as a part of the whole cross-fit; epochs are its own."""

    def __init__(self, talk: Talk, number: int) -> None:
        self._talk, self._number = talk, number
        self.controls = talk.controls

    def say(self, event: Event) -> None:
        self._talk.say(event)

    def metric(self, values: dict[str, Any]) -> None:
        """Not the run's own epochs."""

    def progress(self, done: int, total: int, unit: str, note: str) -> None:
        if note == "train":
            self._talk.progress(self._number * total + done, FOLDS * total, unit, "crossfit")
