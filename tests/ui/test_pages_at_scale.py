"""No page reads every record on the thread that draws: what it reads there does not grow."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from songclip_desktop.collection.collection import Collection
from songclip_desktop.progress import Stopped
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.models.passage_tasks import PassageTasks
from songclip_desktop.ui.pages.compare import ComparePage
from songclip_desktop.ui.pages.evaluate import EvaluatePage
from songclip_desktop.ui.pages.map import MapPage
from songclip_desktop.ui.pages.review import ReviewPage
from songclip_desktop.workflow import (
    ablate,
    atlas,
    bulk,
    flywheel,
    lint_index,
    pairing,
    search,
    verdicts,
)
from tests.benchmarks import generated_museum
from tests.ui.conftest import picture
from tests.ui.samples import finished_run

FEW, SOME, MANY = 200, 600, 2000
# Such as the five more tags, or the further lines of a list, that a larger museum has.
MORE_ROWS = 150


@pytest.fixture
def museum(tmp_path: Path) -> Callable[[int], Collection]:
    """Makes a collection of so many works; all of them share one picture."""

    def make(works: int) -> Collection:
        made = Collection.create(tmp_path / f"museum-{works}")
        stored = made.images.add_file(picture(tmp_path / "picture.png", 1))
        one = (stored.sha256, stored.path, stored.width_px, stored.height_px)
        with made.transaction():
            generated_museum._rows(made, works, [one], random.Random(7))
        made.finding.catch_up()
        return made

    return make


def read_by(collection: Collection, act: Callable[[], object]) -> int:
    """How many rows the window's own connection gives meanwhile."""
    read, ask = [0], collection._database.rows

    def counted(*asked: Any) -> list[Any]:
        found = ask(*asked)
        read[0] += len(found)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collection._database, "rows", counted)
        act()
        QApplication.processEvents()
    return read[0]


def rows_read(window: MainWindow, collection: Collection, page: str) -> int:
    """How many rows the window's own connection gives for showing the page a first time."""
    window.show_page("import")
    window.room.open_collection(collection)
    QApplication.processEvents()
    collection.finding.lacking_count()  # the shelf of finding is one bulk reading, held since

    def show() -> None:
        window.show_page(page)
        QApplication.processEvents()
        window.pages[page].refresh()

    return read_by(collection, show)


@pytest.mark.parametrize("page", ["annotate", "draft", "dataset", "finetune", "evaluate", "models"])
def test_what_a_page_reads_does_not_grow_with_the_museum(
    window: MainWindow, museum: Callable[[int], Collection], page: str
) -> None:
    read = []
    for works in (FEW, MANY):
        collection = museum(works)
        read.append(rows_read(window, collection, page))
        window.room.open_collection(None)
        collection.close()
    assert read[1] <= read[0] + MORE_ROWS, read


def map_of(prepared: atlas.Prepared, *_: object) -> atlas.Atlas:
    """A map as the engine would make it, of all that was read."""
    contents = prepared.columns[0].contents
    points = [atlas.Point("image", each.id, each.painting_id) for each in contents.pictures]
    places = np.random.default_rng(7).normal(size=(len(points), 2)).astype(np.float32)
    return atlas.Atlas("tsne", "run-1", tuple(points), places, places[:, ::-1].copy(), ())


def draw_blind(window: MainWindow) -> None:
    page = window.pages["search"]
    assert isinstance(page, ComparePage)
    page.sheets.open("blind")
    page.sheets.blind.sheet.start.click()
    assert page.sheets.blind.test is not None


def ask_again(window: MainWindow) -> None:
    page = window.pages["search"]
    assert isinstance(page, ComparePage)
    page.sheets.regression.ask()


def take_apart(window: MainWindow) -> None:
    page = window.pages["evaluate"]
    assert isinstance(page, EvaluatePage)
    page.ablation.start.click()


def advise(window: MainWindow) -> None:
    page = window.pages["evaluate"]
    assert isinstance(page, EvaluatePage)
    page.flywheel.start.click()


def lay_out(window: MainWindow) -> None:
    page = window.pages["map"]
    assert isinstance(page, MapPage)
    page.lay_out()
    assert page._data is not None
    every = [item.painting.id for item in page._data.items if item.painting]
    page._choose(every)
    assert len(page.panel._works) == len(every)


def count_drafts(window: MainWindow) -> None:
    page = window.pages["review"]
    assert isinstance(page, ReviewPage)
    page.sheets.open("bulk")
    assert page.sheets.bulk.approve.isEnabled()


def find_pictures(window: MainWindow) -> None:
    collection = window.room.collection
    assert collection is not None
    PassageTasks(window.room).find(collection.passages.list()[0], "找")


def find_passages(window: MainWindow) -> None:
    PassageTasks(window.room).find_passages(1, "找")


@pytest.mark.parametrize(
    ("page", "act", "works_with"),
    [
        ("search", draw_blind, search),
        ("search", ask_again, verdicts),
        ("evaluate", take_apart, ablate),
        ("evaluate", advise, flywheel),
        ("map", lay_out, atlas),
        ("review", count_drafts, bulk),
        ("annotate", find_pictures, search),
        ("annotate", find_passages, pairing),
    ],
)
def test_what_a_task_needs_is_not_read_by_the_thread_that_draws(
    window: MainWindow,
    museum: Callable[[int], Collection],
    page: str,
    act: Callable[[MainWindow], None],
    works_with: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepared: list[object] = []

    def execute(*given: Any) -> Any:
        prepared.append(given[0])
        if works_with is atlas:
            return map_of(*given)
        raise Stopped

    for each in {search, works_with} - {bulk}:  # some pages search by themselves when shown
        monkeypatch.setattr(each, "execute", execute)
    read = []
    for works in (FEW, SOME):
        collection = museum(works)
        finished_run(collection)
        collection.searches.judge(
            "江心一叶扁舟", ("", "other"), "left", ((1,), (2,)), expected=None, blind="", by="甲"
        )
        collection.passages.add("是日，湖中畫舫，俱艤堤邊。", number="1", source="夢粱錄")
        window.room.open_collection(collection)
        window.show_page(page)
        QApplication.processEvents()
        prepared.clear()
        collection.set_setting("touched", page)  # what was kept is out of date
        read.append(read_by(collection, lambda: act(window)))
        assert prepared or works_with is bulk, "the task came as far as its work"
        window.show_page("import")
        window.room.open_collection(None)
        collection.close()
    assert read[1] <= read[0] + MORE_ROWS, read


def test_what_captions_are_compared_with_is_not_read_by_the_thread_that_draws(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_whole: list[Collection] = []
    renew = lint_index.Known.renew

    def watched(known: lint_index.Known, held: Collection) -> None:
        if known._line == 0:
            read_whole.append(held)
        renew(known, held)

    monkeypatch.setattr(lint_index.Known, "renew", watched)
    window.show_page("review")
    QApplication.processEvents()
    assert len(read_whole) == 1
    assert collection not in read_whole
    assert lint_index.ready(collection) is not None
