"""kill -9 of the window: what was approved stands, the collection opens, no engine stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.workflow import runs
from tests.end_to_end.conftest import Songclip

# The window's own keys and buttons; every line it prints is something it has shown as done.
# What goes wrong in a slot ends it: the test must fail then, and not wait.
REVIEWING = """
import os, sys, pathlib, traceback
sys.excepthook = lambda *error: (traceback.print_exception(*error), os._exit(1))
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from songclip_desktop import app
window = app.build_window()
window.room.settings.curator = "沈括"
window.show()
window.opening.open(pathlib.Path(sys.argv[1]))
window.show_page("review")
page = window.pages["review"]
def approve():
    row = page.panel.rows[page.queue.kind]
    caption = row.caption.id
    QTest.keyClick(page, Qt.Key.Key_A)
    print(caption, flush=True)
timer = QTimer(interval=5)
timer.timeout.connect(approve)
timer.start()
app.application().exec()
"""
TRAINING = """
import os, sys, pathlib, traceback
sys.excepthook = lambda *error: (traceback.print_exception(*error), os._exit(1))
from PySide6.QtCore import QTimer
from songclip_desktop import app
window = app.build_window()
window.show()
window.opening.open(pathlib.Path(sys.argv[1]))
window.show_page("finetune")
page = window.pages["finetune"]
add = page.watch.add_epoch
def heard(epoch):
    add(epoch)
    print(epoch["epoch"], flush=True)
page.watch.add_epoch = heard
def begin():
    if page.start.isVisible() and page.start.isEnabled():  # the page has read what it needs
        looking.stop()
        page.ready.efforts["long"].click()
        page.start.click()
looking = QTimer(interval=50)
looking.timeout.connect(begin)
looking.start()
QTimer.singleShot(180_000, lambda: os._exit(1))
app.application().exec()
"""


def start(script: str, folder: Path, songclip: Songclip) -> subprocess.Popen[str]:
    environment = songclip.environment | {"QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )


def read(process: subprocess.Popen[str], count: int) -> list[int]:
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(count)]
    assert all(lines), "the window ended before it was killed"
    return [int(line) for line in lines]


def test_a_window_killed_while_reviewing_has_lost_nothing_that_was_approved(
    songclip: Songclip, museum: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "collection"
    songclip("new", folder)
    songclip("import", folder, museum)
    with start(REVIEWING, folder, songclip) as process:
        done = read(process, 12)
        process.kill()
        assert process.stdout is not None
        done += [int(line) for line in process.stdout.read().splitlines() if line]
    with Collection.open(folder) as collection:
        assert collection.damage() == []
        approved = {c.id: c for c in collection.captions.list(status="approved")}
        assert set(done) <= set(approved)
        assert {c.approvals[0].by for c in approved.values()} == {"沈括"}
        assert len(approved) - len(set(done)) <= 1, "one approval may have had no time to be told"
        # And the next window goes on where this one was: its last act can be taken back.
        undone = collection.captions.undo("沈括")
        assert undone is not None
        assert undone.status == "draft"


@pytest.mark.slow
def test_a_window_killed_while_training_leaves_no_engine_and_a_run_to_resume(
    songclip: Songclip, approved: Callable[[], Path]
) -> None:
    folder = approved()
    with start(TRAINING, folder, songclip) as process:
        read(process, 3)
        engines = [
            child
            for child in psutil.Process(process.pid).children(recursive=True)
            if "training" in child.cmdline()
        ]
        assert engines
        process.kill()
    until = time.monotonic() + 20
    while any(_alive(engine) for engine in engines) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(_alive(engine) for engine in engines)
    with Collection.open(folder) as collection:
        assert collection.damage() == []
        (run,) = runs.resumable(collection)
        assert run.status == "running"
        assert os.path.getsize(collection.runs.dir(run.id) / "metrics.jsonl")


def _alive(engine: psutil.Process) -> bool:
    return engine.is_running() and engine.status() != psutil.STATUS_ZOMBIE
