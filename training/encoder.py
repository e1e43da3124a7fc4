"""A model kept warm: texts and pictures to vectors, by ONNX where that will do, else by torch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from training.adapter_file import AdapterInfo, read_adapter
from training.model_files import (
    ModelConfig,
    fingerprint,
    has_onnx,
    is_folder_form,
    model_missing,
    read_config,
    read_weights,
)

if TYPE_CHECKING:
    from training.base_model import BaseModel
    from training.device import Device
    from training.encode_onnx import OnnxEncoder


class Encoder:
    """One base model, loaded as far as it is needed, and the adapter that was last asked for.

    torch is imported only when a tower is needed that has no ONNX form, or that an adapter
    changes. One thread at a time.
    """

    def __init__(self, path: Path) -> None:
        """Loads nothing yet.

        Raises:
            TrainingError: `model_missing`.
        """
        if not path.exists():
            raise model_missing(path)
        self.path = path
        self._adapters: dict[Path, tuple[tuple[int, int], AdapterInfo]] = {}
        self._attached: str | None = None

    @cached_property
    def config(self) -> ModelConfig:
        """Name, shape and input of the model."""
        return read_config(self.path) if is_folder_form(self.path) else self._base.config

    @cached_property
    def fingerprint(self) -> str:
        """64 hex digits of shape, transform and weights."""
        if is_folder_form(self.path):
            return fingerprint(self.config, read_weights(self.path))
        return self._base.fingerprint

    @cached_property
    def parameters(self) -> int:
        """How many numbers the model holds."""
        if is_folder_form(self.path):
            return sum(values.size for values in read_weights(self.path).values())
        return self._base.parameters

    @property
    def precision(self) -> str:
        """What torch computes this model's vectors in: "fp32", "bf16" or "fp16"."""
        return self._device.precision

    def describe(self) -> dict[str, Any]:
        """The result of `protocol.Describe`."""
        return {
            "name": self.config.name,
            "fingerprint": self.fingerprint,
            "parameters": self.parameters,
            "dim": self.config.dim,
            "resolution": self.config.transform.resolution,
            "demo": self.config.demo,
            "licence": self.config.licence,
            "architecture": self.config.architecture,
            "gflop_image": round(self.config.gflop_image, 4),
        }

    def adapter(self, path: Path | None) -> AdapterInfo | None:
        """What the adapter says of itself; None for none.

        Raises:
            TrainingError: `adapter_damaged`, `adapter_wrong_base`.
        """
        if path is None:
            return None
        state = path.stat() if path.exists() else None
        stamp = (state.st_mtime_ns, state.st_size) if state else (0, 0)
        if path not in self._adapters or self._adapters[path][0] != stamp:
            self._adapters[path] = (stamp, read_adapter(path, self.fingerprint))
        return self._adapters[path][1]

    def texts(
        self,
        texts: Sequence[str],
        adapter: Path | None = None,
        on_done: Callable[[int], None] = lambda done: None,
    ) -> np.ndarray:
        """Unit vectors of `texts`: float32 [B, D]. `on_done` hears how many are done."""
        info = self.adapter(adapter)
        if self._onnx is not None and not (info and info.touches_text):
            vectors = self._onnx.texts(texts)
            on_done(len(texts))
            return vectors
        from training import embed

        return embed.texts(self._with(adapter, info), self._device, texts, on_done)

    def pixels(self, pixels: np.ndarray, adapter: Path | None = None) -> np.ndarray:
        """Unit vectors of pictures uint8 [B, H, W, 3]: float32 [B, D]."""
        info = self.adapter(adapter)
        if self._onnx is not None and not (info and info.touches_images):
            return self._onnx.pixels(pixels)
        from training import embed

        return embed.pixels(self._with(adapter, info), self._device, pixels)

    def base(self, adapter: Path | None = None) -> BaseModel:
        """The model in torch with this adapter on it, and no other, until the next call.

        Raises:
            TrainingError: as `adapter`, and `adapter_unsupported`.
        """
        return self._with(adapter, self.adapter(adapter))

    @cached_property
    def _onnx(self) -> OnnxEncoder | None:
        if not (is_folder_form(self.path) and has_onnx(self.path)):
            return None
        from training.encode_onnx import OnnxEncoder

        return OnnxEncoder(self.path)

    @cached_property
    def _base(self) -> BaseModel:
        from training import base_model, device

        return base_model.load(self.path, device.choose().kind)

    @cached_property
    def _device(self) -> Device:
        from training import device

        return device.choose(self._base.parameters)

    def _with(self, path: Path | None, info: AdapterInfo | None) -> BaseModel:
        """The base in torch with this adapter on it, and no other."""
        from training import adapter

        wanted = info.fingerprint if info else None
        if wanted != self._attached:
            adapter.detach(self._base.clip)
            self._attached = None
            if path is not None and info is not None:
                adapter.attach_file(self._base.clip, path, info)
                self._attached = wanted
        return self._base
