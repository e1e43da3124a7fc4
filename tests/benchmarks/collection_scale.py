"""The collection page on 100,000 works: opening, scrolling, searching while typing, memory.

    QT_QPA_PLATFORM=offscreen .venv/bin/python tests/benchmarks/collection_scale.py [--works 100000] [--keep DIR]

Each beside its reference in the same run, in turns: a bare QListView of as many lines of text in a
window of the same size; the same words as a plain FTS5 query through SQLite alone. Opening counts
from the closed file to the first painted grid, the words of the record beside it included. A step
of scrolling is a jump of the two hundredth part from top to bottom, or a notch of the wheel. A
search counts from the words in the field to the grid, the counts and the record painted; nothing
waits for a pause in typing. Memory is what the process holds at the end. Exits 0 where all bounds
are kept; the last line says how long ten milliseconds of computing take on this machine as busy as
it is now.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView

from songclip_desktop import app, chinese, settings
from songclip_desktop.collection.collection import Collection
from songclip_desktop.jobs.runner import JobRunner
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.collection import CollectionPage

STEPS, NOTCHES, NOTCH_PX, ROUNDS = 200, 200, 144, 3
OPEN_MS, FRAME_MS, SEARCH_MS, MEMORY_MB, TIMES_BARE = 1000.0, 16.0, 50.0, 500.0, 2.0
QUERIES = {
    1: "山 雪 江 松 梅 舟 月 云 竹 马 桥 寺 石 鸦 春 秋 寒 夏 绢 墨",
    2: "寒江 雪山 马远 范宽 扁舟 独钓 老松 溪山 瀑布 南宋 立轴 渔翁 山水 绢本 归鸦 茅屋 小桥 群山 观瀑 行旅",
    6: "远处群山起伏 江心一叶扁舟 主峰居中巍然 水面空阔不见 绢色古旧而设 楼台界画工整 山腰云雾缭绕 梅枝横斜花蕊 "
    "归鸦成群飞过 溪水曲折流向 板桥上行人策 岸边垂柳随风 雪意弥漫天地 月色映照江面 牧童骑牛吹笛",
}


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
            # In a process of its own: what making takes is no memory of the window.
            root = str(Path(__file__).parents[2])
            environment = {**os.environ, "PYTHONPATH": root}
            command = [sys.executable, str(maker), str(folder), str(asked.works)]
            subprocess.run(command, check=True, env=environment)
        raise SystemExit(0 if measured(folder, asked.works) else 1)


def measured(folder: Path, works: int) -> bool:
    """Whether all bounds are kept."""
    decoded = _who_decodes()
    application = app.application()
    window = app.build_window(jobs=JobRunner())
    window.room.settings = settings.Settings(language="zh_CN", curator="甲")
    window.resize(1440, 900)
    window.show()
    window.show_page("collection")
    application.processEvents()
    page = window.pages["collection"]
    assert isinstance(page, CollectionPage)
    good = [_opening(application, window, page, folder)]
    _rest(application, 1.0)
    bare = _bare_list(application, page, works)
    good += _scrolling(application, page, bare)
    bare.close()
    good += _searching(application, page, folder)
    _rest(application, 1.0)
    good.append(_nothing_decoded_here(decoded))
    held = psutil.Process().memory_info().rss / 1e6
    kept = held <= MEMORY_MB
    print(f"memory of the window {held:.0f} MB (limit {MEMORY_MB:.0f}: {_word(kept)})")
    collection = window.room.collection
    window.room.open_collection(None)
    window.room.engine.close()
    window.room.thumbnails.close()
    if collection is not None:
        collection.close()
    _told("10 ms of bare computing", [_compute(0.010) for _ in range(100)], None)
    return all([*good, kept])


def _opening(
    application: QApplication, window: MainWindow, page: CollectionPage, folder: Path
) -> bool:
    taken, pictures = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        collection = Collection.open(folder)
        window.room.open_collection(collection)
        while not page.grid.paintings._cards:  # read as the cells are painted
            application.processEvents()
        taken.append(time.perf_counter() - began)
        seen = page.grid.rows_in(0, page.grid.viewport().height())
        while len(page.grid._hung) < len(seen) and time.perf_counter() - began < 10:
            application.processEvents()
        pictures.append(time.perf_counter() - began)
        if len(taken) < ROUNDS:
            window.room.open_collection(None)
            collection.close()
    _told("opened, pictures too", pictures, None)
    return _told("opened to the first grid", taken, OPEN_MS)


def _bare_list(application: QApplication, page: CollectionPage, works: int) -> QListView:
    bare = QListView()
    bare.setUniformItemSizes(True)
    bare.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    bare.setModel(QStringListModel([f"B{number:05d} 江山图之{number}" for number in range(works)]))
    bare.resize(page.grid.size())
    bare.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
    bare.show()
    _rest(application, 0.3)
    return bare


def _scrolling(application: QApplication, page: CollectionPage, bare: QListView) -> list[bool]:
    """Top to bottom in both, round by round; then by the wheel's notches."""
    good = []
    for name, steps, place in (
        ("jumps", STEPS, lambda bar, step: bar.maximum() * step // (STEPS - 1)),
        ("notches", NOTCHES, lambda _bar, step: step * NOTCH_PX),
    ):
        taken: dict[QAbstractItemView, list[float]] = {page.grid: [], bare: []}
        for _ in range(ROUNDS):
            for view in taken:
                view.verticalScrollBar().setValue(0)
                _rest(application, 0.2)
                taken[view] += _frames(application, view, steps, place)
        ours, theirs = _percentile(taken[page.grid], 99), _percentile(taken[bare], 99)
        _told(f"bare list, {name}", taken[bare], None, 99)
        good.append(_told(f"wall, {name}", taken[page.grid], FRAME_MS, 99))
        kept = ours <= TIMES_BARE * theirs
        print(f"  p99 {ours / theirs:.2f} of the bare list (limit {TIMES_BARE:.0f}: {_word(kept)})")
        good.append(kept)
    return good


def _frames(
    application: QApplication,
    view: QAbstractItemView,
    steps: int,
    place: Callable[..., int],
) -> list[float]:
    bar, taken = view.verticalScrollBar(), []
    for step in range(steps):
        began = time.perf_counter()
        bar.setValue(place(bar, step))
        application.processEvents()
        taken.append(time.perf_counter() - began)
    return taken


def _searching(application: QApplication, page: CollectionPage, folder: Path) -> list[bool]:
    plain = sqlite3.connect(f"{(folder / 'collection.db').as_uri()}?mode=ro", uri=True)
    good = []
    for length, words in QUERIES.items():
        ours, theirs = [], []
        for query in words.split() * 2:
            match = f'"{chinese.search_tokens(query)}"'
            began = time.perf_counter()
            plain.execute(
                "SELECT rowid FROM painting_text WHERE painting_text MATCH ?", [match]
            ).fetchall()
            theirs.append(time.perf_counter() - began)
            began = time.perf_counter()
            page.search.setText(query)
            application.processEvents()
            ours.append(time.perf_counter() - began)
            assert page.grid.count, query
            _rest(application, 0.05)
        _told(f"plain FTS, {length} characters", theirs, None)
        good.append(_told(f"search, {length} characters", ours, SEARCH_MS))
        print(f"  p95 {_percentile(ours, 95) / _percentile(theirs, 95):.1f} of the plain query")
    plain.close()
    page.search.clear()
    application.processEvents()
    return good


def _who_decodes() -> Counter[bool]:
    """Counts decoding: True on the thread that draws."""
    seen: Counter[bool] = Counter()
    decode = QImage.fromData

    def counted(*data: object) -> QImage:
        seen[threading.current_thread() is threading.main_thread()] += 1
        return decode(*data)  # type: ignore[arg-type]

    QImage.fromData = counted  # type: ignore[method-assign]
    return seen


def _nothing_decoded_here(seen: Counter[bool]) -> bool:
    kept = seen[False] > 0 and seen[True] == 0
    print(f"decoded on the drawing thread {seen[True]}, on others {seen[False]} ({_word(kept)})")
    return kept


def _told(name: str, taken: list[float], limit_ms: float | None, percent: int = 95) -> bool:
    most = _percentile(taken, percent)
    good = limit_ms is None or most <= limit_ms
    limit = "" if limit_ms is None else f" (limit {limit_ms:.0f}: {_word(good)})"
    print(
        f"{name:26} n {len(taken):4}  median {_percentile(taken, 50):7.1f} ms"
        f"  p{percent} {most:7.1f} ms  worst {_percentile(taken, 100):7.1f} ms{limit}"
    )
    return good


def _percentile(taken: list[float], percent: int) -> float:
    ordered = sorted(1000 * one for one in taken)
    return ordered[min(len(ordered) - 1, int(percent / 100 * len(ordered)))]


def _word(kept: bool) -> str:
    return "kept" if kept else "NOT KEPT"


def _compute(seconds: float) -> float:
    """How long so much computing takes here now: on a machine left alone, just so long."""
    began, began_computing = time.perf_counter(), time.thread_time()
    while time.thread_time() - began_computing < seconds:
        pass
    return time.perf_counter() - began


def _rest(application: QApplication, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        application.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    main()
