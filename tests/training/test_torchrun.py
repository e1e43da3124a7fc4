"""`torchrun -m training`: two processes train the adapter that one trains."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from tests.training.conftest import Painted, quiet_talk
from training import protocol
from training.finetuning import finetune
from training.protocol import Finetune, Metric, Result

ROOT = Path(__file__).resolve().parents[2]
TORCHRUN = (sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2")
# Read by Python as it starts: in the second of the two processes no file takes a single byte.
NO_FILES = """
import os
if os.environ.get("RANK", "0") != "0":
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
"""


def _request(tiny_clip: Path, painted: Painted, folder: Path, **more: object) -> Finetune:
    return Finetune(
        model=str(tiny_clip),
        run_dir=str(folder / "run"),
        snapshot=str(painted.snapshot),
        pixels=str(folder / "pixels"),
        preset="mini",
        epochs=2,
        **more,
    )


def _torchrun(request: Finetune, folder: Path) -> list[protocol.Event]:
    """The events of a run of two processes."""
    asked = folder / "request.json"
    asked.write_text(protocol.request_line("r", request), encoding="utf-8")
    ran = subprocess.run(
        [*TORCHRUN, "-m", "training", "--request", str(asked)],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(folder / "site")},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return [protocol.read_event(line)[1] for line in ran.stdout.splitlines()]


@pytest.fixture(scope="module")
def alone(
    tiny_clip: Path, painted: Painted, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, object], dict[str, np.ndarray]]:
    """The result and the adapter of one process."""
    folder = tmp_path_factory.mktemp("alone")
    told = finetune(_request(tiny_clip, painted, folder), quiet_talk())
    return told, load_file(folder / "run" / "adapter.safetensors")


def _check(
    events: list[protocol.Event],
    folder: Path,
    alone: tuple[dict[str, object], dict[str, np.ndarray]],
) -> None:
    """Told once, and the adapter is that of one process."""
    told, expected = alone
    epochs = [event.values["epoch"] for event in events if isinstance(event, Metric)]
    results = [event.values for event in events if isinstance(event, Result)]
    assert epochs == [0, 1, 2]
    assert len(results) == 1
    assert results[0]["best_epoch"] == told["best_epoch"]
    found = load_file(folder / "run" / "adapter.safetensors")
    assert found.keys() == expected.keys()
    for name, values in found.items():
        moved = np.linalg.norm(expected[name])
        assert moved > 0
        assert np.linalg.norm(values - expected[name]) <= 1e-5 * moved, name


@pytest.mark.slow
def test_two_processes_train_the_adapter_of_one_and_the_first_one_writes_and_talks(
    tiny_clip: Path,
    painted: Painted,
    tmp_path: Path,
    alone: tuple[dict[str, object], dict[str, np.ndarray]],
) -> None:
    """The second one is not allowed to: any write of its own to a file would fail, and the run."""
    (tmp_path / "site").mkdir()
    if os.name != "nt":  # Windows has no limit on the size of files
        (tmp_path / "site" / "sitecustomize.py").write_text(NO_FILES, encoding="ascii")

    events = _torchrun(_request(tiny_clip, painted, tmp_path), tmp_path)

    _check(events, tmp_path, alone)
