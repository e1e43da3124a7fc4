"""The device and the number format that models run in."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import torch

from training.errors import TrainingError

_DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}


@dataclass(frozen=True)
class Device:
    """Where a model runs and how precisely: kind is "cpu" or "cuda"."""

    kind: str
    name: str
    precision: str
    cores: int
    memory_bytes: int

    @contextmanager
    def autocast(self) -> Iterator[None]:
        """One forward pass in this precision. Each pass opens its own: casts are kept inside."""
        with torch.autocast(
            self.kind, dtype=_DTYPES[self.precision], enabled=self.precision != "fp32"
        ):
            yield

    def gflops(self) -> float:
        """Measured speed of a transformer's widest layers, in 10^9 operations a second: 0.5 s."""
        dtype, rows, width = _DTYPES[self.precision], 1576, 768
        values = torch.randn(rows, width, device=self.kind, dtype=dtype)
        wide = torch.randn(width, 4 * width, device=self.kind, dtype=dtype) / width**0.5
        rounds, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < 0.5:
            inner = values @ wide
            values = (inner * torch.sigmoid(1.702 * inner)) @ wide.T
            values = values / values.norm(dim=-1, keepdim=True)
            if self.kind == "cuda":
                torch.cuda.synchronize()
            rounds += 1
        return 16e-9 * rows * width**2 * rounds / (time.perf_counter() - begun)


def choose(parameters: int = 0) -> Device:
    """The device of this machine, and the precision for a model of so many parameters.

    A GPU computes in bf16 where it has it, else in fp16. A CPU computes in bf16 only where it has
    instructions for it (AMX, or AVX-512's: measured twice as fast on a ViT-B-16) and the model is
    large enough for that to be worth the casts it costs; the choice depends on hardware and model
    alone, so that a run can be repeated. SONGCLIP_DEVICE and SONGCLIP_PRECISION override it; a
    precision that the device does not compute in is passed over.

    Raises:
        TrainingError: `device_missing`: a graphics card was asked for, and there is none.
    """
    kind = os.environ.get("SONGCLIP_DEVICE", "auto")
    if kind not in ("cpu", "cuda"):
        kind = "cuda" if torch.cuda.is_available() else "cpu"
    if kind == "cuda" and not torch.cuda.is_available():
        raise TrainingError(
            "device_missing",
            "The graphics card that is set in the settings cannot be used.",
            "Set the device to automatic under Models and settings, or look at its driver.",
        )
    wished = os.environ.get("SONGCLIP_PRECISION", "auto")
    precision = wished if wished in precisions(kind) else _best(kind, parameters)
    return Device(kind, _name(kind), precision, _cores(), _memory_bytes(kind))


def devices() -> list[dict[str, Any]]:
    """What there is to choose from: device, name, memory_bytes and precisions of each."""
    kinds = ("cuda", "cpu") if torch.cuda.is_available() else ("cpu",)
    return [
        {
            "device": kind,
            "name": _name(kind),
            "memory_bytes": _memory_bytes(kind),
            "precisions": precisions(kind),
        }
        for kind in kinds
    ]


def precisions(kind: str) -> list[str]:
    """What a device computes in; emulated ones, slower than fp32, are left out."""
    if kind == "cuda":
        return ["fp32", "bf16", "fp16"] if _bf16(kind) else ["fp32", "fp16"]
    return ["fp32", "bf16"] if _bf16(kind) else ["fp32"]


def _best(kind: str, parameters: int) -> str:
    if kind == "cuda":
        return "bf16" if _bf16(kind) else "fp16"
    return "bf16" if _bf16(kind) and parameters >= 50_000_000 else "fp32"


def _bf16(kind: str) -> bool:
    if kind == "cuda":
        return torch.cuda.get_device_capability()[0] >= 8
    return torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()


def _name(kind: str) -> str:
    if kind == "cuda":
        return torch.cuda.get_device_name(0)
    return _processor() or platform.processor() or platform.machine()


def _processor() -> str:
    """As Linux calls it; elsewhere `platform` knows."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    named = (line.partition(":")[2] for line in told.splitlines() if line.startswith("model name"))
    return " ".join(next(named, "").split())


def _memory_bytes(kind: str) -> int:
    if kind == "cuda":
        return torch.cuda.get_device_properties(0).total_memory
    return psutil.virtual_memory().total


def _cores() -> int:
    cores = len(psutil.Process().cpu_affinity()) if platform.system() == "Linux" else 0
    return cores or os.cpu_count() or 1


@contextmanager
def memory_guard() -> Iterator[None]:
    """Turns an allocation that failed into a sentence.

    Raises:
        TrainingError: `out_of_memory`.
    """
    try:
        yield
    except (torch.cuda.OutOfMemoryError, MemoryError) as error:
        raise _no_memory() from error
    except RuntimeError as error:
        if "not enough memory" in str(error) or "alloc" in str(error).lower():
            raise _no_memory() from error
        raise


def _no_memory() -> TrainingError:
    return TrainingError(
        "out_of_memory",
        "There is not enough memory for this model and batch.",
        "Close other programs, or choose a smaller model.",
    )
