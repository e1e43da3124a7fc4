"""kill -9 of the engine and of its parent: nothing approved is lost, nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.workflow import runs
from tests.end_to_end.conftest import WORKS, Songclip

# Epochs enough that none of them ends before it is killed.
EPOCHS = "400"


def until_epoch(process: subprocess.Popen[str], epoch: int) -> Iterator[dict[str, object]]:
    assert process.stdout is not None
    for line in process.stdout:
        told = json.loads(line)
        yield told
        if told["event"] == "metric" and told["epoch"] >= epoch:
            return
    pytest.fail(f"it ended before epoch {epoch}: {process.communicate()[1]}")


def engine_of(process: subprocess.Popen[str]) -> psutil.Process:
    (engine,) = psutil.Process(process.pid).children()
    assert "training" in engine.cmdline()
    return engine


def gone(process: psutil.Process, within_s: float) -> bool:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_a_killed_engine_and_a_killed_parent_lose_nothing(
    songclip: Songclip, approved: Callable[[], Path]
) -> None:
    folder = approved()

    with songclip.start("finetune", folder, "--epochs", EPOCHS) as process:
        list(until_epoch(process, 2))
        os.kill(engine_of(process).pid, signal.SIGKILL)
        out, _complaints = process.communicate(timeout=60)
    error = json.loads(out.splitlines()[-1])
    assert process.returncode == 1
    assert error["code"] == "engine_killed"
    assert error["remedy"]

    with Collection.open(folder) as collection:
        assert collection.captions.counts()["approved"] == 2 * WORKS
        (run,) = runs.resumable(collection)
        assert run.status == "failed"
        before = (collection.runs.dir(run.id) / "metrics.jsonl").read_text().splitlines()

    # The parent goes the same way: its engine saves what it has and goes too.
    with songclip.start("finetune", folder, "--resume", run.id) as process:
        heard = [line for line in until_epoch(process, 5) if line["event"] == "metric"]
        engine = engine_of(process)
        process.kill()
        process.communicate()
    assert heard[0]["epoch"] > 1, "it began anew"
    assert gone(engine, within_s=15)

    with Collection.open(folder) as collection:
        assert collection.captions.counts()["approved"] == 2 * WORKS
        (run,) = runs.resumable(collection)
        assert run.status == "running"
        epochs = (collection.runs.dir(run.id) / "metrics.jsonl").read_text().splitlines()
        assert epochs[: len(before)] == before
        assert [json.loads(line)["epoch"] for line in epochs] == list(range(len(epochs)))

    # Ctrl+C keeps the best epoch so far, measures it, and says that it was stopped.
    with songclip.start("finetune", folder, "--resume", run.id) as process:
        list(until_epoch(process, len(epochs) + 1))
        process.send_signal(signal.SIGINT)
        out, _complaints = process.communicate(timeout=240)
    assert process.returncode == 130
    assert json.loads(out.splitlines()[-1])["code"] == "stopped"
    (listed,) = songclip("runs", folder, "list")["runs"]
    assert listed["status"] == "finished"
    assert listed["verdict"] in ("better", "worse", "not_shown")
