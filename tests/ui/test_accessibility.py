"""Every page as those meet it who do not see it, do not point, or need it large, strong or still."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)

from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui.main_window import PAGES, MainWindow
from songclip_desktop.workflow import atlas, explain, search
from tests.ui import heard, painted
from tests.ui.compare_hits import explained, rank
from tests.ui.conftest import fill
from tests.ui.samples import finished_run
from tests.ui.test_map_page import laid_out

Scene = Callable[[MainWindow], QWidget]


@pytest.fixture(scope="module")
def room(shell: MainWindow, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """One window for all cases, on works with a finished run; no engine is started."""
    folder = tmp_path_factory.mktemp("accessibility")
    collection = Collection.create(folder / "collection", name="南宋画藏")
    fill(collection, folder / "pictures")
    finished_run(collection)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "execute", rank)
        patch.setattr(explain, "execute", explained)
        patch.setattr(atlas, "prepare", lambda _collection, *, method: method)
        patch.setattr(atlas, "execute", lambda *_: laid_out(collection, "run-1"))
        settings = shell.room.settings
        settings.theme, settings.language, settings.curator = "light", "zh_CN", "甲"
        shell.room.settings_changed.emit()
        shell.resize(1280, 800)
        shell.show()
        shell.activateWindow()
        shell.toast.hide()
        shell.room.open_collection(collection)
        QApplication.processEvents()
        yield shell
    shell.room.open_collection(None)
    collection.close()
    shell.hide()


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def page(name: str, **arguments: object) -> Scene:
    def shown(window: MainWindow) -> QWidget:
        window.show_page(name, **arguments)
        return window.pages[name]

    return shown


def pressed(name: str, *keys: Qt.Key) -> Scene:
    def shown(window: MainWindow) -> QWidget:
        window.show_page(name)
        settle()
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or window.pages[name], key)
        return window.pages[name]

    return shown


def section(name: str) -> Scene:
    return page("models", section=name)


def activity(window: MainWindow) -> QWidget:
    window.show_page("collection")
    window.activity.toggle()
    return window.activity


SCENES: dict[str, Scene] = {name: page(name) for name in PAGES if name != "search"}
SCENES |= {
    "search": page("search", query="江心一只小船"),
    "record being edited": pressed("collection", Qt.Key.Key_E),
    "caption being edited": pressed("review", Qt.Key.Key_E),
    "activity": activity,
}


@pytest.fixture(scope="module", params=["light", "dark"])
def dressed(room: MainWindow, request: pytest.FixtureRequest) -> MainWindow:
    room.room.settings.theme = request.param
    room.room.settings_changed.emit()
    return room


@pytest.fixture(params=SCENES)
def scene(dressed: MainWindow, request: pytest.FixtureRequest) -> Iterator[QWidget]:
    shown = SCENES[request.param](dressed)
    settle()
    yield shown
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget() or shown, Qt.Key.Key_Escape)


def test_all_is_heard_and_stands_out(scene: QWidget) -> None:
    assert heard.unheard(scene) == []
    assert painted.pale_texts(scene.window().centralWidget()) == []  # type: ignore[attr-defined]
