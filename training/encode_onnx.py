"""Encodes texts and pictures with ONNX Runtime: no torch, so that a first search starts at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime

from training.model_files import (
    IMAGE_ONNX,
    TEXT_ONNX,
    ModelConfig,
    model_damaged,
    read_config,
)
from training.tokens import token_ids

_TOGETHER = 64


class OnnxEncoder:
    """The two towers of a model folder as ONNX; each is loaded when it is first needed.

    May be called on any thread, one call at a time.
    """

    def __init__(self, folder: Path) -> None:
        """Reads the config of `folder`.

        Raises:
            TrainingError: `model_damaged`.
        """
        self.folder = folder
        self.config: ModelConfig = read_config(folder)

    def texts(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors of `texts`: float32 [B, D].

        Raises:
            TrainingError: `model_damaged`.
        """
        parts = [
            self._run(self._text, token_ids(texts[start : start + _TOGETHER], self.config.context))
            for start in range(0, len(texts), _TOGETHER)
        ]
        return self._rows(parts)

    def pixels(self, pixels: np.ndarray) -> np.ndarray:
        """Unit vectors of pictures uint8 [B, H, W, 3]: float32 [B, D].

        Raises:
            TrainingError: `model_damaged`.
        """
        normalise = self.config.transform.normalise
        parts = [
            self._run(self._image, normalise(pixels[start : start + _TOGETHER]))
            for start in range(0, len(pixels), _TOGETHER)
        ]
        return self._rows(parts)

    @cached_property
    def _text(self) -> onnxruntime.InferenceSession:
        return self._session(TEXT_ONNX)

    @cached_property
    def _image(self) -> onnxruntime.InferenceSession:
        return self._session(IMAGE_ONNX)

    def _session(self, name: str) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = os.cpu_count() or 1
        # Spinning threads would take the cores from the window between two queries.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(
                self.folder / name, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise model_damaged(self.folder / name, error) from error

    def _run(self, session: onnxruntime.InferenceSession, values: np.ndarray) -> np.ndarray:
        vectors = np.asarray(session.run(None, {session.get_inputs()[0].name: values})[0])
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def _rows(self, parts: list[np.ndarray]) -> np.ndarray:
        return np.concatenate([np.zeros((0, self.config.dim), np.float32), *parts])
