"""The examination of adapters on one snapshot: what they found, what they lost, how strong to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from training import embed, evaluate, forgetting, scrolls, strength
from training.bench import Bench, text_vectors
from training.dataset import SPLITS, Part
from training.errors import TrainingError
from training.forgetting import Probe, Seen
from training.pixels import stored_vectors
from training.retrieval import Gallery, find
from training.strength import Point

if TYPE_CHECKING:
    from training.adapter import Adapter

# Pictures and texts of one split by one model.
_Vectors = tuple[np.ndarray, np.ndarray]


class Examination:
    """The held-out works and the probe with their zero-shot vectors, made once for any adapters."""

    def __init__(self, bench: Bench, probe: str | None = None) -> None:
        """Nothing is computed yet.

        Args:
            bench: With the part "test"; "train" and "valid" where they are to be in the gallery.
            probe: Folder of captioned pictures for forgetting; the mini model paints its own.
        """
        self._folder = probe
        self._base: dict[str, _Vectors] = {}
        self._base_probe: Seen | None = None
        works = len(bench.snapshot.works)
        self.parts = {split: bench.parts[split] for split in SPLITS if split in bench.parts}
        self._held_out = len(bench.parts["test"].works)
        self.parts["test"] = evaluate.drawn(bench.parts["test"], works)
        self._bench = replace(bench, parts=self.parts)

    def figures(self, adapter: Adapter, curve: bool = True) -> dict[str, Any]:
        """All that `protocol.Evaluate` names but `run`; the adapter is on the model.

        Args:
            adapter: At the strength of its file.
            curve: Also measure it at parts of its strength, where that is the full one.

        Raises:
            TrainingError: `nothing_to_evaluate`.
            StoppedError: The request is to end.
        """
        evaluate.check_headline(self.parts["test"])
        with adapter.at_strength(0.0):
            before = {split: self.zero_shot(split) for split in self.parts}
        after = {split: self.finetuned(adapter, split) for split in self.parts}
        images, texts = zip(before["test"], after["test"], strict=True)
        told = evaluate.compare(self.parts["test"], *images, texts)
        told["drawn"] = self._drawn()
        told["whole"] = self._whole(before, after)
        lost: dict[str, Any] = {
            "measured": False,
            "drift_test": forgetting.drift(*images),
            "texts_unchanged": not adapter.touches_text,
        }
        at_one = self._forgotten(adapter)
        told["forgetting"] = lost | (at_one or {})
        # The file of a weaker one is a point of another adapter's curve, and has none of its own.
        whole = adapter.strength == 1.0
        told["strength"] = self._curve(adapter, before, after, at_one) if curve and whole else None
        return told

    def in_windows(self, adapter: Adapter) -> dict[str, Any] | None:
        """The held-out works where scrolls are also seen in windows; after `figures`.

        Raises:
            StoppedError: The request is to end.
        """
        before, after = self.zero_shot(), self.finetuned(adapter)
        return scrolls.measure(self._bench, self.test, adapter, before, after)

    @property
    def test(self) -> Part:
        """The works that figures are told of."""
        return self.parts["test"]

    def zero_shot(self, split: str = "test") -> _Vectors:
        """Pictures [N, D] and texts [M, D] of a split by the base model, unit rows.

        Where they were not made yet, no adapter may be on the model, or one at strength 0.
        """
        if split not in self._base:
            self._base[split] = self._pictures(self.parts[split]), text_vectors(self._bench, split)
        return self._base[split]

    def _drawn(self) -> dict[str, int] | None:
        """How many held-out works stand for how many, where they were drawn."""
        works = len(self.parts["test"].works)
        return None if works == self._held_out else {"works": works, "of": self._held_out}

    def finetuned(self, adapter: Adapter, split: str = "test") -> _Vectors:
        """As `zero_shot`, after it, by the model as it now is.

        A tower that the adapter leaves alone is not run again.
        """
        images, texts = self._base[split]
        return (
            self._pictures(self.parts[split]) if adapter.touches_images else images,
            self._texts(self.parts[split]) if adapter.touches_text else texts,
        )

    def _pictures(self, part: Part) -> np.ndarray:
        bench = self._bench
        return stored_vectors(
            bench.store,
            [image.hash for image in part.images],
            lambda pixels: embed.pixels(bench.base, bench.device, pixels),
            bench.base.config.dim,
            self._report(len(part.images), "image", "evaluate"),
        )

    def _texts(self, part: Part) -> np.ndarray:
        texts = [caption.text for caption in part.captions]
        report = self._report(len(texts), "text", "evaluate")
        return embed.texts(self._bench.base, self._bench.device, texts, report)

    def _report(self, total: int, unit: str, note: str) -> Callable[[int], None]:
        def report(done: int) -> None:
            self._bench.talk.progress(done, total, unit, note)
            self._bench.talk.check()

        return report

    def _whole(
        self, before: dict[str, _Vectors], after: dict[str, _Vectors]
    ) -> dict[str, Any] | None:
        """The held-out works among all works of the collection."""
        sides = {
            split: (
                part,
                (before[split][0], after[split][0]),
                (before[split][1], after[split][1]),
            )
            for split, part in self.parts.items()
            if part.works
        }
        test = sides.pop("test")
        return evaluate.in_whole_collection(test, list(sides.values())) if sides else None

    @cached_property
    def _probe(self) -> Probe | None:
        talk, config = self._bench.talk, self._bench.base.config
        talk.progress(0, 0, "picture", "forgetting")
        if config.demo:
            return forgetting.painted(config.transform.resolution)
        if self._folder is None:
            return None
        try:
            return forgetting.of_folder(Path(self._folder), config.transform)
        except TrainingError as error:
            # A training of hours is not lost for a list that has a fault.
            talk.item({"code": error.code, "what": error.what})
            return None

    def _forgotten(self, adapter: Adapter) -> dict[str, Any] | None:
        """The probe by the model as it now is against the base model; None without a probe."""
        probe = self._probe
        if probe is None:
            return None
        if self._base_probe is None:
            with adapter.at_strength(0.0):
                self._base_probe = self._see(probe, None, adapter)
        return forgetting.compare(
            probe, self._base_probe, self._see(probe, self._base_probe, adapter)
        )

    def _unmoved(self) -> dict[str, Any] | None:
        """The probe by the base model against itself; after `_forgotten`."""
        probe, base = self._probe, self._base_probe
        return None if probe is None or base is None else forgetting.compare(probe, base, base)

    def _see(self, probe: Probe, base: Seen | None, adapter: Adapter) -> Seen:
        bench = self._bench
        report = self._report(len(probe.pixels), "picture", "forgetting")
        images = [np.zeros((0, bench.base.config.dim), np.float32)]
        for start in range(0, len(probe.pixels), 64):
            images.append(embed.pixels(bench.base, bench.device, probe.pixels[start : start + 64]))
            report(min(start + 64, len(probe.pixels)))
        if base is not None and not adapter.touches_text:
            return Seen(np.concatenate(images), base.texts, base.classes)
        texts = embed.texts(bench.base, bench.device, [*probe.texts, *probe.classes])
        count = len(probe.texts)
        return Seen(np.concatenate(images), texts[:count], texts[count:])

    def _curve(
        self,
        adapter: Adapter,
        before: dict[str, _Vectors],
        after: dict[str, _Vectors],
        at_one: dict[str, Any] | None,
    ) -> dict[str, Any] | None:
        """Strengths between on the validation works; None where there are none with captions."""
        part = self.parts.get("valid")
        if part is None or not len(part.headline()):
            return None
        rows = part.headline()
        gallery, queries = Gallery(part.image_work, part.text_work).kept(rows)
        points = []
        for t in strength.STEPS:
            with adapter.at_strength(t):
                if t in (0.0, 1.0):
                    images, texts = (after if t else before)["valid"]
                else:
                    images, texts = self.finetuned(adapter, "valid")
                lost = self._forgotten(adapter) if 0 < t < 1 else at_one if t else self._unmoved()
            found = find(images, texts[rows], gallery, queries)
            moved = forgetting.drift(before["valid"][0], images)
            points.append(Point(t, found, lost, moved))
        return strength.told(points)
