"""No page reads every record on the thread that draws: what it reads there does not grow."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui.main_window import MainWindow
from tests.benchmarks import generated_museum
from tests.ui.conftest import picture

FEW, MANY = 200, 2000
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


def rows_read(window: MainWindow, collection: Collection, page: str) -> int:
    """How many rows the window's own connection gives for showing the page a first time."""
    window.show_page("import")
    window.room.open_collection(collection)
    QApplication.processEvents()
    collection.finding.lacking_count()  # the shelf of finding is one bulk reading, held since
    read, ask = [0], collection._database.rows

    def counted(*asked: Any) -> list[Any]:
        found = ask(*asked)
        read[0] += len(found)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collection._database, "rows", counted)
        window.show_page(page)
        QApplication.processEvents()
        window.pages[page].refresh()
        QApplication.processEvents()
    return read[0]


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
