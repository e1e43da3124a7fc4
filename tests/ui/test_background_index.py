"""Changes bring the index up to date in the background, once they rest."""

from __future__ import annotations

from typing import Any

import pytest

from songclip_desktop.progress import Changes
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.workflow import index


def test_changes_are_indexed_once_they_rest(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    heard: list[Changes] = []
    made = [index.Indexed("mini", None, 1, 1, 0, None, (), 0.1)]  # type: ignore[arg-type]

    def update(folder: Any, *_all: Any) -> tuple[Any, ...]:
        asked.append(folder)
        return tuple(made)

    monkeypatch.setattr(index, "update", update)
    room, resting = window.room, window.opening._resting
    collection = room.collection
    assert collection is not None
    room.feed.announce(Changes(runs=frozenset({"r"})))
    assert not resting.isActive()
    room.feed.announce(Changes(captions=frozenset({1})))
    room.feed.announce(Changes(paintings=frozenset({1})))
    assert resting.isActive()
    assert not asked
    room.feed.changed.connect(heard.append)
    resting.timeout.emit()

    assert asked == [collection.dir]
    assert [changes.index for changes in heard] == [True]
    made.clear()
    resting.timeout.emit()
    assert len(asked) == 2
    assert len(heard) == 1
    room.open_collection(None)
    assert not resting.isActive()
    resting.timeout.emit()
    assert len(asked) == 2
    room.open_collection(collection)
