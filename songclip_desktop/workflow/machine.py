"""What this machine can do, measured once and remembered."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from songclip_desktop import paths
from songclip_desktop.engine.child import Child
from songclip_desktop.engine.client import Engine
from songclip_desktop.progress import Listener
from training import protocol


@dataclass(frozen=True, slots=True)
class Available:
    """One device that models can run on, and what it computes in."""

    device: str
    name: str
    memory_bytes: int
    precisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """What the engine measured.

    Attributes:
        device: "cpu" or "cuda". precision: of finetuning.
        memory_bytes: of the device. gflops: 10^9 operations a second in that precision.
        devices: what there is to choose from, the fastest first.
    """

    device: str
    device_name: str
    torch: str
    precision: str
    cores: int
    memory_bytes: int
    gflops: float
    devices: tuple[Available, ...] = ()


def known() -> Machine | None:
    """What was measured here before, or None. Any thread; reads one small file."""
    try:
        return _machine(json.loads(_file().read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def measure(engine: Engine) -> Machine:
    """Asks the engine anew and remembers the answer. Seconds; not on the main thread.

    Raises:
        SongClipError: the engine does not start.
    """
    with engine.worker() as worker:
        return measured(worker)


def measured(worker: Child, listener: Listener | None = None) -> Machine:
    """As `measure`, of a process of the engine that runs already."""
    machine = _machine(worker.run(protocol.Probe(), listener))
    _file().parent.mkdir(parents=True, exist_ok=True)
    _file().write_text(json.dumps(asdict(machine)), encoding="utf-8")
    return machine


def _machine(told: dict[str, Any]) -> Machine:
    plain = {field: told[field] for field in Machine.__dataclass_fields__ if field != "devices"}
    given = told.get("devices", ())  # an older engine does not tell
    devices = (each | {"precisions": tuple(each["precisions"])} for each in given)
    return Machine(**plain, devices=tuple(Available(**each) for each in devices))


def _file() -> Path:
    return paths.home() / "machine.json"
