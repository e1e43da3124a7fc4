"""What a start costs: pages that nobody looked at are not made, and the log says when it was done."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from songclip_desktop import settings
from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.jobs.runner import JobRunner
from songclip_desktop.ui import readiness, waiting
from songclip_desktop.ui.main_window import PAGES, MainWindow
from songclip_desktop.ui.pages.texts import TextsPage
from songclip_desktop.ui.room import Room


@pytest.fixture
def fresh(
    qapp: QApplication,
    collection: Collection,  # closed after the window
    tmp_path: Path,
) -> Iterator[MainWindow]:
    """A window of its own, without a collection."""
    room = Room(settings.Settings(), Engine(tmp_path / "home"), JobRunner(sync=True))
    made = MainWindow(room)
    yield made
    made.close()
    made.deleteLater()


def test_only_the_page_in_view_is_made(fresh: MainWindow) -> None:
    assert list(fresh.pages) == ["collection"]
    review = fresh.pages["review"]
    assert fresh.pages["review"] is review
    assert fresh.stack.currentWidget() is fresh.pages["collection"]
    fresh.show_page("nowhere")
    assert set(fresh.pages) == {"collection", "review"}


def test_a_page_made_late_reads_the_collection(fresh: MainWindow, collection: Collection) -> None:
    fresh.room.open_collection(collection)
    fresh.show_page("annotate")
    page = fresh.pages["annotate"]
    assert isinstance(page, TextsPage)
    assert page.list.passages.rowCount() >= collection.passages.count() > 0


def test_what_waits_is_counted_without_the_pages(collection: Collection) -> None:
    counts = waiting.counts(collection)
    assert set(counts) < set(PAGES)
    assert counts["collection"] == collection.paintings.count() > 0
    assert counts["review"] == collection.captions.counts()["draft"] > 0
    assert waiting.counts(None) == {}


def test_the_log_says_once_when_the_window_and_its_collection_were_there(
    fresh: MainWindow,
    collection: Collection,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def said() -> list[str]:
        return [each.message for each in caplog.records if each.name == readiness.__name__]

    with caplog.at_level(logging.INFO):
        fresh.show()
        readiness.Readiness(fresh)
        qtbot.waitUntil(lambda: said() == [readiness.WINDOW])
        fresh.room.open_collection(collection)
        qtbot.waitUntil(lambda: said() == [readiness.WINDOW, readiness.COLLECTION])
        QApplication.processEvents()
    assert len(said()) == 2
