"""What every verb that trains or measures works with: model, snapshot, pixels, frozen texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from training import base_model, device, embed
from training.base_model import BaseModel
from training.channel import Talk
from training.dataset import Part, Snapshot, read
from training.distributed import World
from training.pixels import PixelStore, stored_vectors


@dataclass(frozen=True)
class Bench:
    """One base model and one snapshot, their pictures decoded.

    Attributes:
        store: Holds the pixels of every picture in `parts`; closed by whoever called `prepare`.
        parts: The works of each split asked for, unreadable pictures left out.
        features: Folder of what the frozen part of a model made of pictures.
        texts: Frozen vectors by text, filled by `text_vectors`; benches made from this one with
            other parts share it.
    """

    base: BaseModel
    device: device.Device
    snapshot: Snapshot
    store: PixelStore
    parts: dict[str, Part]
    talk: Talk
    features: Path
    texts: dict[str, np.ndarray] = field(default_factory=dict)


_ALONE = World()


def prepare(
    model: str,
    snapshot: str,
    pixels: str,
    splits: tuple[str, ...],
    talk: Talk,
    world: World = _ALONE,
) -> Bench:
    """Loads the model and the snapshot and decodes the pictures; unreadable ones are left out.

    Of several processes the first one decodes and the others find what it kept.
    """
    talk.progress(0, 0, "step", "load")
    taken = read(Path(snapshot))
    kind = device.choose().kind
    base = base_model.load(Path(model), kind)
    images = [image for split in splits for image in taken.part(split).images]

    def report(done: int) -> None:
        talk.progress(done, len(images), "image", "load")
        talk.check()

    with world.in_turn():
        # The others open it when its map has grown to what the first one put into it.
        store = PixelStore(Path(pixels), base.config.transform)
        problems = store.fill([(image.source, image.hash) for image in images], report)
    for row, problem in problems.items():
        talk.item({"image": images[row].id, "code": problem.code, "what": problem.what})
    unreadable = frozenset(images[row].hash for row in problems)
    parts = {split: taken.part(split, unreadable) for split in splits}
    chosen = device.choose(base.parameters)
    features = Path(pixels).with_name("features")
    return Bench(base, chosen, taken, store, parts, talk, features)


def picture_vectors(
    base: BaseModel,
    device: device.Device,
    store: PixelStore,
    part: Part,
    on_done: Callable[[int], None] = lambda done: None,
) -> np.ndarray:
    """Unit vectors of a split's pictures as the model now is: float32 [N, D]."""
    return stored_vectors(
        store,
        [image.hash for image in part.images],
        lambda pixels: embed.pixels(base, device, pixels),
        base.config.dim,
        on_done,
    )


def text_vectors(bench: Bench, split: str) -> np.ndarray:
    """Frozen vectors of a split's texts: unit rows [M, D]. No adapter may be on the text tower.

    The texts of all parts are encoded together when the first are asked for, in an order of their
    own: so a text has the same bits however the works are dealt out to the parts.
    """
    wanted = sorted({each.text for part in bench.parts.values() for each in part.captions})
    missing = [text for text in wanted if text not in bench.texts]

    def report(done: int) -> None:
        bench.talk.progress(done, len(missing), "text", "texts")
        bench.talk.check()

    vectors = embed.texts(bench.base, bench.device, missing, report)
    bench.texts.update(zip(missing, vectors, strict=True))
    rows = [bench.texts[each.text] for each in bench.parts[split].captions]
    return np.stack(rows) if rows else np.zeros((0, bench.base.config.dim), np.float32)
