"""The resident encoder: turns queries into vectors, and leaves when nobody asks."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from songclip_desktop.engine.child import Child
from songclip_desktop.progress import Listener
from training import protocol

IDLE_S = 300.0
# With less than this left, the encoder goes at once after its answer.
SHORT_MEMORY_BYTES = 768 * 1024 * 1024


class Encoder:
    """Vectors of texts and pictures from a child that stays warm. Any thread; one at a time."""

    def __init__(self, start: Callable[[], Child], idle_s: float = IDLE_S) -> None:
        """Starts nothing yet.

        Args:
            start: Makes the child when one is needed.
            idle_s: How long it stays without a question.
        """
        self._start = start
        self._idle_s = idle_s
        self._asking = threading.Lock()
        self._child: Child | None = None
        self._leaving: threading.Timer | None = None

    @property
    def resident(self) -> bool:
        """Whether the child is there now."""
        return self._child is not None and self._child.alive

    def encode(
        self,
        *,
        texts: Sequence[str] = (),
        images: Sequence[Path | str] = (),
        boxes: Sequence[tuple[float, ...]] = (),
        model: Path | str,
        adapter: Path | str | None = None,
        templates: Path | None = None,
        listener: Listener | None = None,
    ) -> np.ndarray:
        """Unit vectors, float32 [N, D]: the texts in their order, then the images in theirs.

        Blocks for the answer (seconds where the model must be loaded first).

        Args:
            texts: What to encode as text.
            images: Picture files.
            boxes: The part of each image, as fractions (left, top, right, bottom), or () for the
                whole of it; may be left out.
            model: The base model's folder or checkpoint file.
            adapter: An adapter.safetensors of a run, or None for the base model alone.
            templates: A file of sentences into which each text is set; its vector is their mean.
            listener: Told of the progress; may stop the request.

        Raises:
            SongClipError: A picture or the model cannot be read (`image_unreadable`,
                `model_missing`, …), or the engine ended.
            Stopped: The listener asked for it.
        """
        with self._answering() as folder:
            request = protocol.Encode(
                model=str(model),
                out=str(folder / "vectors.npy"),
                adapter=None if adapter is None else str(adapter),
                texts=tuple(texts),
                images=tuple(str(Path(image).absolute()) for image in images),
                boxes=tuple(boxes),
                templates=None if templates is None else str(templates),
            )
            answer = self._ready().run(request, listener)
            return np.load(answer["vectors"])

    def explain(
        self,
        image: Path | str,
        *,
        texts: Sequence[str] = (),
        pictures: Sequence[Path | str] = (),
        boxes: Sequence[tuple[float, ...]] = (),
        weights: Sequence[float] = (),
        templates: Path | None = None,
        window: Sequence[float] = (),
        model: Path | str,
        adapter: Path | str | None = None,
        listener: Listener | None = None,
    ) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """Why a picture and a query are as near as they are: the result and the maps, by name.

        What they hold is told at `protocol.Explain`. Blocks: the first one loads torch.

        Args:
            image: The picture's file.
            texts: The query's words.
            pictures: The query's pictures.
            boxes: The part of each of them that is meant, as for `encode`.
            weights: Of the texts, then of the pictures; 1 each where empty.
            templates: As for `encode`.
            window: The part of `image` that is explained; () for the whole.
            model: The base model's folder or checkpoint file.
            adapter: An adapter.safetensors of a run, or None for the base model alone.
            listener: Told of the progress; may stop the request.

        Raises:
            SongClipError: as `encode`; `out_of_memory`.
            Stopped: The listener asked for it.
        """
        with self._answering() as folder:
            request = protocol.Explain(
                model=str(model),
                image=str(Path(image).absolute()),
                out=str(folder / "maps.npz"),
                texts=tuple(texts),
                pictures=tuple(str(Path(each).absolute()) for each in pictures),
                boxes=tuple(tuple(map(float, box)) for box in boxes),
                weights=tuple(map(float, weights)),
                templates=None if templates is None else str(templates),
                adapter=None if adapter is None else str(adapter),
                window=tuple(map(float, window)),
            )
            answer = self._ready().run(request, listener)
            with np.load(answer["maps"]) as maps:
                return answer, dict(maps)

    def close(self) -> None:
        """Ends the child, if there is one; the next question starts another. Any thread."""
        with self._asking:
            self._stay()
            self._leave()

    @contextmanager
    def _answering(self) -> Iterator[Path]:
        """A folder for the files of one answer, while nobody else asks and the child stays."""
        with self._asking, tempfile.TemporaryDirectory(prefix="songclip-") as folder:
            self._stay()
            try:
                yield Path(folder)
            finally:
                self._leave_when_idle()

    def _ready(self) -> Child:
        if self._child is not None and not self._child.alive:
            self._leave()
        if self._child is None:
            self._child = self._start()
        return self._child

    def _leave_when_idle(self) -> None:
        if psutil.virtual_memory().available < SHORT_MEMORY_BYTES:
            self._leave()
            return
        self._leaving = threading.Timer(self._idle_s, self.close)
        self._leaving.daemon = True
        self._leaving.start()

    def _stay(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None

    def _leave(self) -> None:
        if self._child is not None:
            self._child.close(patience_s=2.0)
            self._child = None
