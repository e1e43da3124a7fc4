"""Every page of the window shown on 100,000 works: how long it keeps the window from drawing.

    QT_QPA_PLATFORM=offscreen .venv/bin/python tests/benchmarks/pages_at_scale.py [--works 100000] [--keep DIR]

Each page is shown for the first time since the collection was opened, and again after a caption was
written; then it is left alone until no job of its own is at work. A block is one turn of the event
loop, or the showing itself. What counts is the computing of the drawing thread in the longest block:
another program on the machine does not lengthen it. The time on the clock is printed beside it, and
how long it took until the page stood complete. Exits 0 where no block is longer than the bound.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from songclip_desktop import app, settings
from songclip_desktop.collection.collection import Collection
from songclip_desktop.jobs.runner import JobRunner
from songclip_desktop.ui.main_window import PAGES, MainWindow

BLOCK_MS, LIMIT_S = 100.0, 180.0


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["SONGCLIP_HOME"] = str(Path(scratch) / "home")
        folder = (asked.keep or Path(scratch)) / f"museum-{asked.works}"
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            maker = Path(__file__).with_name("generated_museum.py")
            environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
            command = [sys.executable, str(maker), str(folder), str(asked.works)]
            subprocess.run(command, check=True, env=environment)
        raise SystemExit(0 if measured(folder) else 1)


def measured(folder: Path) -> bool:
    """Whether no page blocks for longer than the bound."""
    application = app.application()
    window = app.build_window(jobs=JobRunner())
    window.room.settings = settings.Settings(language="zh_CN", curator="甲")
    window.resize(1440, 900)
    window.show()
    for name in PAGES:  # dressed once with nothing to show: what is measured is the reading
        window.show_page(name)
        _blocks(application, window, lambda: None)
    window.show_page("import")
    good = True
    with Collection.open(folder) as collection:
        window.room.open_collection(collection)
        _blocks(application, window, lambda: None)
        first = collection.captions.next_draft()
        for after_writing in (False, True):
            for name in PAGES:
                if after_writing and first is not None:
                    collection.set_setting("touched", name)  # whatever was kept is out of date
                show = lambda name=name: window.show_page(name)  # noqa: E731
                what = f"{name}, after a write" if after_writing else name
                good = _told(what, *_blocks(application, window, show)) and good
        window.room.open_collection(None)
        window.room.jobs.stop_all()
        window.room.engine.close()
        window.room.thumbnails.close()
    return good


def _blocks(
    application: QApplication, window: MainWindow, act: Callable[[], None]
) -> tuple[list[tuple[float, float]], float]:
    """Computing and clock of each block in seconds, and seconds until all was at rest."""
    began = time.perf_counter()
    blocks, quiet_since = [_timed(act)], time.perf_counter()
    while (now := time.perf_counter()) - began < LIMIT_S:
        blocks.append(_timed(application.processEvents))
        if window.room.jobs.busy or blocks[-1][0] > 0.002:
            quiet_since = time.perf_counter()
        elif now - quiet_since > 0.5:
            break
        time.sleep(0.005)
    return blocks, quiet_since - began


def _timed(act: Callable[[], None]) -> tuple[float, float]:
    computing, began = time.thread_time(), time.perf_counter()
    act()
    return time.thread_time() - computing, time.perf_counter() - began


def _told(name: str, blocks: list[tuple[float, float]], rest_s: float) -> bool:
    computing, clock = (1000 * max(block[side] for block in blocks) for side in (0, 1))
    whole = 1000 * sum(block[0] for block in blocks)
    good = computing <= BLOCK_MS
    word = "kept" if good else "NOT KEPT"
    print(
        f"{name:26} longest block {computing:8.1f} ms computing  {clock:8.1f} ms on the clock"
        f"  in all {whole:8.1f} ms  complete after {rest_s:6.1f} s"
        f"  (limit {BLOCK_MS:.0f} ms: {word})",
        flush=True,
    )
    return good


if __name__ == "__main__":
    main()
