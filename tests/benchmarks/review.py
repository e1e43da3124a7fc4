"""How fast one decides on 10,000 paintings: a key pressed, the next painting there.

    QT_QPA_PLATFORM=offscreen .venv/bin/python tests/benchmarks/review.py [--works 10000] [--keys 300]

In one process: the review page of the whole window, and a bare Qt list of as many rows beside it,
which is stepped by the same key events and is the least that Qt itself takes here. Measured is
from the key event until all that follows from it is painted ("approve and next"), and until the
next painting has pixels on the screen ("next painting visible"). "Of it computing" is the time of
the main thread itself, without waiting for the disk or for a processor that others use; the last
line says how long ten milliseconds of that take on this machine as busy as it is now.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PIL import Image
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from songclip_desktop import app, settings
from songclip_desktop.collection.collection import Collection
from songclip_desktop.jobs.runner import JobRunner
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.review import ReviewPage

PICTURES, PICTURE_PX = 200, (1200, 1600)
LIMIT_APPROVE_MS, LIMIT_VISIBLE_MS = 50.0, 100.0
PAUSE_S = 0.15  # far quicker than anyone reads three captions
TEXTS = {
    "modern": "第{n}幅画着江边的垂柳和一只小船，远处是{m}重青山。",
    "classical": "烟柳临江，孤舟一叶，远岫{m}重，图之{n}。",
    "tags": "江水、垂柳、小船、青山、{m}、{n}",
}


def collection_of(folder: Path, works: int) -> Collection:
    """Works of three drafts each; every picture of a few hundred belongs to some of them."""
    made = Collection.create(folder / "collection", name="一万幅")
    random = np.random.default_rng(7)
    stored = []
    for number in range(min(PICTURES, works)):
        small = random.integers(60, 220, (20, 15, 3), dtype=np.uint8)
        path = folder / f"{number}.jpg"
        Image.fromarray(small).resize(PICTURE_PX).save(path, quality=88)
        stored.append(made.images.add_file(path))
    with made.transaction():
        for number in range(works):
            painting = made.paintings.add(
                f"B{number:05d}", title=f"江山图之{number}", artist="佚名", dynasty="南宋",
                format="立轴", material="绢本设色", dimensions="118.4 × 70.9 cm",
            )  # fmt: skip
            made.paintings.add_image(painting.id, stored[number % len(stored)])
            for kind, words in TEXTS.items():
                text = words.format(n=number, m=number % 90)
                made.captions.put_draft(painting.id, kind, text, "remote", "qwen-vl-max", "3")
    return made


def main() -> None:
    """Measures and prints; exits 1 where a limit is not kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--works", type=int, default=10_000)
    parser.add_argument("--keys", type=int, default=300)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SONGCLIP_HOME"] = str(folder / "home")
        application = app.application()
        began = time.perf_counter()
        collection = collection_of(folder, asked.works)
        print(f"{asked.works} works, {3 * asked.works} drafts made in {_since(began):.0f} s")
        window = app.build_window(jobs=JobRunner())
        window.room.settings = settings.Settings(language="zh_CN", curator="甲")
        window.resize(1440, 900)
        window.show()
        window.room.open_collection(collection)
        kept = _measure(application, window, asked.keys, asked.works)
        window.room.engine.close()
        window.room.thumbnails.close()
        collection.close()
    raise SystemExit(0 if kept else 1)


def _measure(application: QApplication, window: MainWindow, keys: int, works: int) -> bool:
    began = time.perf_counter()
    window.show_page("review")
    application.processEvents()
    print(f"page first shown in {1000 * _since(began):.0f} ms")
    page = window.pages["review"]
    assert isinstance(page, ReviewPage)
    _rest(application, 1.5)
    decided, visible, computed = [], [], []
    for _ in range(keys):
        work = page.queue.work
        began, began_computing = time.perf_counter(), time.thread_time()
        QTest.keyClick(page, Qt.Key.Key_A)
        application.processEvents()
        decided.append(_since(began))
        computed.append(time.thread_time() - began_computing)
        if page.queue.work != work:
            while page.viewer._item.pixmap().isNull() and _since(began) < 5:
                application.processEvents()  # what comes late is painted by these events, too
            visible.append(_since(began))
        _rest(application, PAUSE_S)
    approved = window.room.collection.captions.counts()["approved"]  # type: ignore[union-attr]
    assert approved == keys, approved
    undone = []
    for _ in range(keys):
        began = time.perf_counter()
        QTest.keyClick(page, Qt.Key.Key_Z)
        application.processEvents()
        undone.append(_since(began))
    assert window.room.collection.captions.counts()["approved"] == 0  # type: ignore[union-attr]
    bare = _bare_list(application, works, keys)
    good = [
        _told("approve and next", decided, LIMIT_APPROVE_MS),
        _told("next painting visible", visible, LIMIT_VISIBLE_MS),
    ]
    _told("  of it computing", computed, None)
    _told("undo", undone, None)
    _told("bare Qt list, one row on", bare, None)
    _told("10 ms of bare computing", [_compute(0.010) for _ in range(keys)], None)
    return all(good)


def _bare_list(application: QApplication, works: int, keys: int) -> list[float]:
    view = QListView()
    view.setUniformItemSizes(True)
    view.setModel(QStringListModel([f"B{number:05d} 江山图之{number}" for number in range(works)]))
    view.resize(1440, 900)
    view.show()
    view.setCurrentIndex(view.model().index(0, 0))
    _rest(application, 0.2)
    taken = []
    for _ in range(keys):
        began = time.perf_counter()
        QTest.keyClick(view, Qt.Key.Key_Down)
        application.processEvents()
        taken.append(_since(began))
    view.close()
    return taken


def _compute(seconds: float) -> float:
    """How long so much computing takes here now: on a machine left alone, just so long."""
    began, began_computing = time.perf_counter(), time.thread_time()
    while time.thread_time() - began_computing < seconds:
        pass
    taken = _since(began)
    time.sleep(0.02)
    return taken


def _told(name: str, taken: list[float], limit_ms: float | None) -> bool:
    ordered = sorted(1000 * one for one in taken)
    half, most = ordered[len(ordered) // 2], ordered[int(0.95 * (len(ordered) - 1))]
    good = limit_ms is None or most <= limit_ms
    limit = "" if limit_ms is None else f" (limit {limit_ms:.0f}: {'kept' if good else 'NOT KEPT'})"
    print(
        f"{name:26} n {len(ordered):4}  median {half:6.1f} ms  p95 {most:6.1f} ms"
        f"  worst {ordered[-1]:6.1f} ms{limit}"
    )
    return good


def _rest(application: QApplication, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        application.processEvents()
        time.sleep(0.005)


def _since(began: float) -> float:
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
