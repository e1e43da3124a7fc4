"""What goes through the model in training, from where it first depends on what is trained.

A preset decides what is computed once: texts that no update touches, the blocks below the lowest
update, or the whole vision tower where only its last projection is trained. Main thread.
Letters: N pictures and M texts of a part, B and b rows of them, L tokens, D embedding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from training import embed, towers
from training.adapter import Adapter
from training.base_model import BaseModel
from training.bench import Bench, text_vectors
from training.dataset import Part
from training.device import Device
from training.distributed import World
from training.feature_store import FeatureStore
from training.presets import Preset
from training.tokens import PAD, token_ids

# Pictures or texts that go through the model at a time where no gradient is asked for.
TOGETHER = 32
_PARTS = ("train", "valid")


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Feed:
    """One part, and its pictures and texts as vectors by the model as it now is.

    Attributes:
        ids: Token ids of all texts, int64 [M, L], padded with 0.
        frozen: Unit rows [M, D] of all texts, where no update touches them.
    """

    part: Part
    base: BaseModel
    device: Device
    ids: np.ndarray
    frozen: Tensor | None
    # Hashes of pictures to what of them is kept, and that to raw vectors.
    read: Callable[[Sequence[str]], Tensor]
    finish: Callable[[Tensor, bool], Tensor]

    def images(self, rows: np.ndarray, checkpoint: bool = False) -> Tensor:
        """Raw vectors of pictures, with a graph where one is being made: [b] to [b, D].

        Args:
            rows: Of the part's pictures.
            checkpoint: Compute blocks again in the backward pass instead of keeping them.
        """
        values = self.read([self.part.images[row].hash for row in rows])
        with self.device.autocast():
            return self.finish(values, checkpoint)

    def texts(self, rows: np.ndarray, checkpoint: bool = False) -> Tensor:
        """The same of texts; where they are frozen these are their unit rows: [b] to [b, D]."""
        if self.frozen is not None:
            return self.frozen[torch.from_numpy(rows).to(self.frozen.device)]
        ids = self.ids[rows]
        ids = ids[:, : int((ids != PAD).sum(axis=1).max())]
        with self.device.autocast():
            tokens = torch.from_numpy(ids).to(self.base.device)
            return towers.encode_text(self.base.clip, tokens, checkpoint)

    def image_vectors(self, world: World, on_done: Callable[[], None] = _nothing) -> Tensor:
        """Unit rows of all pictures, float32 [N, D]; the processes share the work.

        Args:
            world: The processes that share it.
            on_done: Called now and then; what it raises ends the work.
        """
        return self._all(self.images, len(self.part.images), world, on_done)

    def text_vectors(self, world: World) -> Tensor:
        """The same of all texts, float32 [M, D]."""
        if self.frozen is not None:
            return self.frozen
        return self._all(self.texts, len(self.part.captions), world, _nothing)

    @torch.no_grad()
    def _all(
        self,
        encode: Callable[[np.ndarray], Tensor],
        count: int,
        world: World,
        on_done: Callable[[], None],
    ) -> Tensor:
        own = np.arange(count)[world.share(count)]
        vectors = [torch.zeros(0, self.base.config.dim, device=self.base.device)]
        for start in range(0, len(own), TOGETHER):
            vectors.append(embed.unit(encode(own[start : start + TOGETHER])))
            on_done()
        return world.gather(torch.cat(vectors), count)


@contextmanager
def opened(bench: Bench, adapter: Adapter, preset: Preset, world: World) -> Iterator[list[Feed]]:
    """The feeds of the parts "train" and "valid", with all that is kept computed.

    Args:
        bench: With the texts' frozen vectors made, where `preset` leaves texts alone.
        adapter: On the bench's model.
        preset: That the adapter was made by.
        world: The first process fills what is kept, the others find it.
    """
    clip, head, first = bench.base.clip, preset.trains == "head", adapter.first_block
    kept = None
    if head or 0 < first < towers.vision_blocks(clip):
        kept = _filled(bench, None if head else first, world)

    def read(hashes: Sequence[str]) -> Tensor:
        if kept is None:
            return embed.as_input(bench.base, bench.store.read(hashes))
        # In torch's own memory: sums depend on alignment in their last bits, and numpy's differs.
        return kept.read(hashes).clone()

    def finish(values: Tensor, checkpoint: bool) -> Tensor:
        if head:
            return towers.project(clip, values)
        if kept is not None:
            return towers.encode_prefix(clip, values, first, checkpoint)
        return towers.encode_image(clip, values, checkpoint)

    def feed(name: str) -> Feed:
        part, frozen = bench.parts[name], None
        if not adapter.touches_text:
            frozen = torch.from_numpy(text_vectors(bench, name)).clone().to(bench.base.device)
        ids = token_ids([each.text for each in part.captions], bench.base.config.context)
        return Feed(part, bench.base, bench.device, ids, frozen, read, finish)

    try:
        yield [feed(name) for name in _PARTS]
    finally:
        if kept is not None:
            kept.close()


def _filled(bench: Bench, blocks: int | None, world: World) -> FeatureStore:
    """What `FeatureStore` keeps of all pictures of the parts; the first process computes it."""
    hashes = [image.hash for name in _PARTS for image in bench.parts[name].images]

    def report(done: int) -> None:
        bench.talk.progress(done, len(hashes), "image", "images")
        bench.talk.check()

    with world.in_turn():
        # The others open it when its map has grown to what the first one put into it.
        kept = FeatureStore(bench.features, bench.base, bench.device, blocks)
        try:
            kept.fill(hashes, bench.store, report)
        except BaseException:
            kept.close()
            raise
    return kept
