"""What every verb that trains or measures works with: model, snapshot, pixels, frozen texts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training import base_model, device, embed
from training.base_model import BaseModel
from training.channel import Talk
from training.dataset import Part, Snapshot, read
from training.pixels import PixelStore


@dataclass(frozen=True)
class Bench:
    """One base model and one snapshot, their pictures decoded.

    Attributes:
        store: Holds the pixels of every picture in `parts`; closed by whoever called `prepare`.
        parts: The works of each split asked for, unreadable pictures left out.
    """

    base: BaseModel
    device: device.Device
    snapshot: Snapshot
    store: PixelStore
    parts: dict[str, Part]
    talk: Talk


def prepare(model: str, snapshot: str, pixels: str, splits: tuple[str, ...], talk: Talk) -> Bench:
    """Loads the model and the snapshot and decodes the pictures; unreadable ones are left out."""
    talk.progress(0, 0, "step", "load")
    taken = read(Path(snapshot))
    kind = device.choose().kind
    base = base_model.load(Path(model), kind)
    store = PixelStore(Path(pixels), base.config.transform)
    images = [image for split in splits for image in taken.part(split).images]

    def report(done: int) -> None:
        talk.progress(done, len(images), "image", "load")
        talk.check()

    problems = store.fill([(image.source, image.hash) for image in images], report)
    for row, problem in problems.items():
        talk.item({"image": images[row].id, "code": problem.code, "what": problem.what})
    unreadable = frozenset(images[row].hash for row in problems)
    parts = {split: taken.part(split, unreadable) for split in splits}
    return Bench(base, device.choose(base.parameters), taken, store, parts, talk)


def text_vectors(bench: Bench, split: str) -> np.ndarray:
    """Frozen vectors of a split's texts: unit rows [M, D], computed once."""
    captions = bench.parts[split].captions

    def report(done: int) -> None:
        bench.talk.progress(done, len(captions), "text", "texts")
        bench.talk.check()

    return embed.texts(bench.base, bench.device, [each.text for each in captions], report)
