"""Two processes that talk over gloo do what one does."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.gloo_worker import CASES, step, true_step
from training.distributed import World

ROOT = Path(__file__).resolve().parents[2]
BOUND = 1e-5


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, np.ndarray]]:
    return _two_processes(tmp_path_factory.mktemp("gloo"))


def _two_processes(folder: Path, *more: str) -> list[dict[str, np.ndarray]]:
    """What each of two processes found."""
    told = {
        **os.environ,
        "WORLD_SIZE": "2",
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": str(_free_port()),
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(ROOT),
    }
    worker = Path(__file__).with_name("gloo_worker.py")
    running = [
        subprocess.Popen(
            [sys.executable, str(worker), str(folder), *more],
            env={**told, "RANK": str(rank), "LOCAL_RANK": str(rank)},
            stderr=subprocess.PIPE,
        )
        for rank in range(2)
    ]
    try:
        errors = [process.communicate(timeout=240)[1].decode() for process in running]
    finally:
        for process in running:
            process.kill()
            process.wait()
            process.communicate()
    assert [process.returncode for process in running] == [0, 0], "\n".join(errors)
    return [dict(np.load(folder / f"{rank}.npz")) for rank in range(2)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_gradients_of_two_processes_are_those_of_one_with_the_whole_batch(
    both: list[dict[str, np.ndarray]], case: tuple[int, int, int]
) -> None:
    pictures, texts, _ = case
    expected, loss = step(World(), pictures, texts, pictures)

    for found in both:
        gradients = found[f"{case}"]
        assert float(found[f"{case} loss"]) == pytest.approx(loss, rel=1e-6)
        assert np.linalg.norm(gradients - expected) <= BOUND * max(np.linalg.norm(expected), 1e-6)
        # The first one is that of the learned scale: once, not once a process.
        assert gradients[0] == pytest.approx(expected[0], rel=1e-5, abs=1e-9)
    assert np.array_equal(both[0][f"{case}"], both[1][f"{case}"])


@pytest.mark.slow
def test_two_processes_do_what_one_does_on_the_true_shape(tmp_path: Path) -> None:
    both = _two_processes(tmp_path, "true")
    expected = true_step(World())

    def off(gradients: np.ndarray) -> float:
        apart = np.linalg.norm(gradients - expected["summed"])
        return float(apart / np.linalg.norm(expected["summed"]))

    for found in both:
        assert float(found["loss"]) == pytest.approx(float(expected["loss"]), rel=1e-6)
        assert off(found["summed"]) <= BOUND
        # The control: what a process has before the sum is not the batch's gradient.
        assert off(found["own"]) > 0.1
    assert np.array_equal(both[0]["summed"], both[1]["summed"])


def test_rows_are_gathered_in_order_and_the_first_process_decides(
    both: list[dict[str, np.ndarray]],
) -> None:
    for rank, found in enumerate(both):
        assert found["gathered"].tolist() == np.arange(14.0).reshape(7, 2).tolist()
        assert found["told"].tolist() == [True, False]
        assert found["turn"] == rank


def test_shares_are_disjoint_complete_and_of_nearly_equal_size() -> None:
    for count in (0, 1, 5, 8, 32):
        for size in (1, 2, 3, 7):
            shares = [list(range(count))[World(rank, size).share(count)] for rank in range(size)]
            assert [row for share in shares for row in share] == list(range(count))
            lengths = [len(share) for share in shares]
            assert max(lengths) - min(lengths) <= 1


def test_alone_nothing_is_waited_for_and_nothing_is_changed() -> None:
    world, rows = World(), torch.ones(3, 2)
    parameter = torch.nn.Parameter(torch.ones(2))

    world.wait()
    world.sum_gradients([parameter])
    with world.in_turn():
        pass

    assert world.first
    assert world.gather(rows, 3) is rows
    assert [world.told(True), world.told(False)] == [True, False]
    assert parameter.grad is None
    assert World.from_environment("cpu") == world
