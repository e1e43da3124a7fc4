"""Every page as those meet it who do not see it, do not point, or need it large, strong or still."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from songclip_desktop import paths, settings
from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.jobs.runner import JobRunner
from songclip_desktop.ui import tab_order, theme
from songclip_desktop.ui.main_window import PAGES, MainWindow
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.grid import PaintingGrid
from songclip_desktop.ui.widgets.hit_picture import HitPicture
from songclip_desktop.ui.widgets.marks import STATUS_TONES, paint_status, status_word
from songclip_desktop.workflow import atlas, explain, machine, search
from songclip_desktop.workflow.machine import Machine
from tests.ui import heard, inspection, painted
from tests.ui.compare_hits import explained, rank
from tests.ui.conftest import ROOT, fill
from tests.ui.review_keys import activate
from tests.ui.samples import finished_run
from tests.ui.test_map_page import laid_out

MEASURED = Machine("cpu", "cpu", "2", "fp32", 2, 8 << 30, 50.0)
MOUSE = ("mousePressEvent", "mouseReleaseEvent", "mouseDoubleClickEvent")
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
        patch.setattr(machine, "known", lambda: MEASURED)
        kept = shell.room.settings
        kept.theme, kept.language, kept.curator = "light", "zh_CN", "甲"
        shell.room.settings_changed.emit()
        shell.resize(1280, 800)
        shell.show()
        activate(shell)
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
        settle()
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
    assert painted.pale_texts(scene) == []


# What Tab passes by, and why.
REACHED_OTHERWISE = {
    "QToolButton": "clears a search field: Esc does",
    "FigureTable": "shows all of its figures; nothing is done there",
}
PLACES = list(PAGES)


def controls(root: QWidget) -> set[QWidget]:
    """What a hand could press or type into: no part of another control, no single choice."""
    return {
        widget
        for widget in inspection.shown(root)
        if isinstance(widget, inspection.CONTROLS)
        and widget.isEnabled()
        and not inspection._inside_view(widget, root)
        and widget.focusProxy() is None
        and type(widget).__name__ not in REACHED_OTHERWISE
        and not isinstance(widget.parentWidget(), inspection.CONTROLS)
    }


def one_of(widget: QWidget) -> list[QAbstractButton]:
    """The others of an exclusive choice: arrows go among them, Tab to the chosen one."""
    if not isinstance(widget, QAbstractButton):
        return []
    group = widget.group()
    if group is not None and group.exclusive():
        return group.buttons()
    parent = widget.parentWidget()
    if not widget.autoExclusive() or parent is None:
        return []
    return [b for b in parent.findChildren(QAbstractButton) if b.autoExclusive()]


def walked(window: MainWindow, start: QWidget, key: Qt.Key) -> list[QWidget]:
    """Where the focus goes, key by key, until it comes round."""
    start.setFocus()
    found: list[QWidget] = []
    for _ in range(300):
        focused = QApplication.focusWidget()
        assert focused is not None, f"lost after {found[-1:]}"
        QTest.keyClick(focused, key)
        here = QApplication.focusWidget()
        if here is None or here in found:
            return found
        found.append(here)
    raise AssertionError("never came round")


@pytest.mark.parametrize("name", PLACES)
def test_tab_reaches_every_control_in_order_and_comes_back(room: MainWindow, name: str) -> None:
    shown = SCENES[name](room)
    settle()
    onward = walked(room, shown, Qt.Key.Key_Tab)
    for missing in controls(room.centralWidget()) - set(onward):
        assert set(onward) & set(one_of(missing)), f"{missing} {missing.accessibleName()}"
    back = walked(room, onward[0], Qt.Key.Key_Backtab)
    assert back == [*reversed(onward[1:]), onward[0]]
    here = [widget for widget in onward if shown.isAncestorOf(widget)]
    borders = sum(
        (one in here) != (other in here)
        for one, other in zip(onward, [*onward[1:], onward[0]], strict=True)
    )
    assert borders == 2, "all of the page, then all of the rest"
    heads = [place for place, widget in enumerate(here) if in_header(shown, widget)]
    assert heads == list(range(heads[0], heads[-1] + 1)) if heads else True, "a header at once"


def in_header(page: QWidget, widget: QWidget) -> bool:
    head = getattr(page, "head", None)
    return isinstance(head, QWidget) and head.isAncestorOf(widget)


def test_where_the_keys_are_is_seen_on_every_kind_of_control(room: MainWindow) -> None:
    seen: set[type] = set()
    for name in PLACES:
        shown = SCENES[name](room)
        settle()
        for stop in tab_order.stops(shown):
            if type(stop) in seen or not stop.isVisible():
                continue
            seen.add(type(stop))
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            tab_order._bring_into_view(stop)
            settle()
            around = QRect(stop.mapTo(room, QPoint()), stop.size()).adjusted(-6, -6, 6, 6)
            with_focus = room.grab(around & room.rect()).toImage()
            room.rail.collection.setFocus()
            settle()
            without = room.grab(around & room.rect()).toImage()
            ring = painted.of_colour(with_focus, theme.colour("azurite"))
            before = painted.of_colour(without, theme.colour("azurite"))
            assert ring > before + 40, f"{type(stop).__name__} on {name}: {before} -> {ring}"
    assert len(seen) > 12


# Who handles the mouse itself, and what does the same by keys.
BY_KEYS = {
    "_Scrim": "Esc",
    "CaptionRow": "1, 2, 3",
    "MapCanvas": "arrows, Space, Enter, + and -",
    "HitPicture": "arrows, Shift, Enter",
    "Overview": "arrows and Page keys of the viewer beside it",
    "PairRow": "Shift+J and K; Tab to what it offers",
    "Picture": "Enter where it leads on, else a button beside it",
    "SpanText": "Shift+arrows of the page go from sentence to sentence",
    "_Row": "Enter",
}


def sources() -> Iterator[str]:
    for path in (ROOT / "songclip_desktop" / "ui").rglob("*.py"):
        yield path.read_text(encoding="utf-8")


def test_nothing_is_done_by_the_mouse_alone() -> None:
    handled = {
        node.name
        for text in sources()
        if "def mouse" in text
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef)
        and any(isinstance(f, ast.FunctionDef) and f.name in MOUSE for f in node.body)
    }
    assert handled - set(BY_KEYS) == set(), "say by which keys it is done"
    assert set(BY_KEYS) - handled == set(), "handles no mouse any more"


def test_a_part_of_a_picture_is_asked_for_by_keys(room: MainWindow) -> None:
    shown = SCENES["search"](room)
    settle()
    picture = shown.findChild(HitPicture)
    assert picture is not None
    asked: list[tuple[float, ...]] = []
    picture.region.connect(asked.append)
    picture.setFocus()
    QTest.keyClick(picture, Qt.Key.Key_Return)
    assert asked == []
    for key, held in (
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(picture, key, held)
    ((left, top, right, bottom),) = asked
    assert 0 < left < 0.25
    assert right - left == pytest.approx(0.5, abs=0.01)
    assert top == pytest.approx(0.25, abs=0.01)
    assert 0.75 < bottom < 1


def test_works_are_marked_one_by_one_by_keys(room: MainWindow) -> None:
    shown = SCENES["collection"](room)
    settle()
    grid = shown.findChild(PaintingGrid)
    assert grid is not None
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(0, 0))
    control = Qt.KeyboardModifier.ControlModifier
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
        QTest.keyClick(grid, key, control)
    marked = [grid.paintings.row_of(work) for work in grid.selected()]
    grid.setCurrentIndex(grid.model().index(0, 0))  # one alone, as it was
    assert marked == [0, 2]


def test_each_work_of_the_wall_is_heard_with_its_statuses(room: MainWindow) -> None:
    grid = SCENES["collection"](room).findChild(PaintingGrid)
    assert grid is not None
    wall = QAccessible.queryAccessibleInterface(grid)
    first = wall.child(0)
    assert wall.childCount() == 12
    assert first.role() == QAccessible.Role.Cell
    assert (
        first.text(QAccessible.Text.Name) == "第0图 T000, 白话 已通过, 拟古 已通过, 关键词 已通过"
    )


def test_a_page_is_scrolled_by_keys_where_nothing_in_it_has_the_focus(room: MainWindow) -> None:
    room.resize(1280, 480)
    shown = SCENES["evaluate"](room)
    settle()
    try:
        bar = shown._frame.verticalScrollBar()  # type: ignore[attr-defined]
        shown.setFocus()
        QTest.keyClick(shown, Qt.Key.Key_PageDown)
        assert bar.value() > 0
        QTest.keyClick(shown, Qt.Key.Key_Home)
        assert bar.value() == 0
    finally:
        room.resize(1280, 800)


class _Shown(QObject):
    """Which windows are shown, however shortly."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_making_a_page_takes_the_keys_from_nobody(qapp: QApplication) -> None:
    """A part shown before it has its place is for a moment a window, and has the focus."""
    own = Room(settings.Settings(), Engine(paths.home()), JobRunner(sync=True))
    watch = _Shown()
    qapp.installEventFilter(watch)
    made = []
    for module, kind in PAGES.values():
        found = importlib.import_module(f"songclip_desktop.ui.pages.{module}")
        made.append(getattr(found, kind)(own))
    qapp.removeEventFilter(watch)
    for each in made:
        each.deleteLater()
    own.thumbnails.close()
    own.engine.close()
    assert watch.windows == []


def test_pale_text_is_found(qtbot: QtBot) -> None:
    """The measure itself."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    for words, ink in (("看得清", "#000000"), ("太淡了", "#999999")):
        label = QLabel(words)
        label.setStyleSheet(f"background: #ffffff; color: {ink};")
        column.addWidget(label)
    qtbot.addWidget(ground)
    ground.show()
    settle()
    assert any("太淡了" in each for each in painted.pale_texts(ground))


def test_a_mute_control_is_found(qtbot: QtBot) -> None:
    ground = QWidget()
    column = QVBoxLayout(ground)
    button, strange = QPushButton(), QWidget()
    strange.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    strange.setMinimumSize(20, 20)
    column.addWidget(button)
    column.addWidget(strange)
    qtbot.addWidget(ground)
    ground.show()
    settle()
    found = heard.unheard(ground)
    assert [each.split(":")[0] for each in found] == ["Button has no name", "'' is of no kind"]


def test_less_motion_is_none_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QApplication, "platformName", staticmethod(lambda: "xcb"))
    monkeypatch.setattr(QApplication, "isEffectEnabled", staticmethod(lambda _effect: True))
    assert theme.duration_ms(120) == 120
    monkeypatch.setattr(QApplication, "isEffectEnabled", staticmethod(lambda _effect: False))
    assert theme.duration_ms(120) == 0


def test_every_movement_asks_how_much_motion_is_wanted() -> None:
    for text in sources():
        if re.search(r"Q(Property|Variant)Animation\(|QTimeLine\(", text):
            assert "duration_ms(" in text, text[:80]
            assert not re.search(r"setDuration\(\s*[A-Z0-9]", text), text[:80]


@pytest.mark.parametrize("one", [*STATUS_TONES, None])
def test_statuses_differ_by_shape_and_word_not_by_colour_alone(one: str | None) -> None:
    others = [status for status in (*STATUS_TONES, None) if status != one]
    assert all(status_word(one) != status_word(other) for other in others)
    shape = drawn(one)
    assert all(not np.array_equal(shape, drawn(other)) for other in others)


def drawn(status: str | None) -> np.ndarray:
    """Where a mark has paint, whatever its colour. bool [24, 24]."""
    image = QImage(24, 24, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_status(painter, QRectF(0, 0, 24, 24), status)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint32).reshape(24, 24) >> 24 > 127


# Last, for all of these share one dress.
@pytest.fixture(scope="module")
def enlarged(room: MainWindow) -> Iterator[MainWindow]:
    """Text half as large again, as the settings allow."""
    room.room.settings.text_factor = 150
    room.room.settings_changed.emit()
    yield room
    room.room.settings.text_factor = 100
    room.room.settings_changed.emit()


@pytest.mark.parametrize("name", PLACES)
def test_larger_text_is_not_cut(enlarged: MainWindow, name: str) -> None:
    shown = SCENES[name](enlarged)
    settle()
    root = enlarged.centralWidget()
    assert inspection.cut_labels(root) == []
    assert inspection.outside(root) == []
    assert inspection.sideways(shown) == []
