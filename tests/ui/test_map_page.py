"""The map: laid out once, two sides, groups, the lasso, keys, and what is saved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QVariantAnimation
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.models import map_data
from songclip_desktop.ui.pages.map import MapPage
from songclip_desktop.ui.widgets.map_marks import SHAPES, shapes_of
from songclip_desktop.workflow import atlas
from songclip_desktop.workflow.atlas import Atlas, Point


def laid_out(collection: Collection, run: str | None = "r1") -> Atlas:
    """A map as the engine would make it: works in a row, their captions above them."""
    works = collection.paintings.all(with_image=True)
    points = [Point("image", work.image.id, work.id) for work in works if work.image]
    lines: list[tuple[int, int]] = []
    places = [[float(number), 0.0] for number in range(len(works))]
    row_of = {work.id: row for row, work in enumerate(works)}
    for caption in collection.captions.list(status="approved"):
        row = row_of[caption.painting_id]
        lines.append((len(points), row))
        points.append(Point("text", caption.id, caption.painting_id, caption.text, caption.kind))
        places.append([places[row][0], 1.0])
    left = np.array(places, np.float32)
    right = left[:, ::-1].copy() if run else None
    return Atlas("tsne", run, tuple(points), left, right, tuple(lines))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, collection: Collection) -> list[str]:
    """What was laid out; the engine is not started."""
    calls: list[str] = []

    def prepare(_collection: Collection, *, method: str) -> str:
        calls.append(method)
        return method

    monkeypatch.setattr(atlas, "prepare", prepare)
    monkeypatch.setattr(atlas, "execute", lambda *_: laid_out(collection))
    return calls


@pytest.fixture
def page(window: MainWindow, asked: list[str], qtbot: QtBot) -> MapPage:
    window.show_page("map")
    found = window.pages["map"]
    assert isinstance(found, MapPage)
    qtbot.waitUntil(lambda: found.stage.save.isVisible())
    QApplication.processEvents()
    return found


def test_it_is_laid_out_when_seen_and_again_only_for_another_run(
    page: MapPage, window: MainWindow, asked: list[str]
) -> None:
    assert asked == ["tsne"]
    window.show_page("collection")
    window.show_page("map")
    window.room.feed.announce(Changes(captions=frozenset({1})))
    assert asked == ["tsne"]
    page.method.choose("umap")
    page.method.chosen.emit("umap")
    window.room.feed.announce(Changes(runs=frozenset({"r2"})))
    QApplication.processEvents()
    assert asked == ["tsne", "umap", "umap"]


def test_the_finetuned_side_comes_first_and_both_stand_side_by_side(page: MapPage) -> None:
    assert page.side_choice.current() == "finetuned"
    assert not page.stage.second.isVisible()
    page.side_choice.choose("both")
    page.side_choice.chosen.emit("both")
    QApplication.processEvents()
    assert page.stage.second.isVisible()
    page.stage.canvas.zoom(2.0)
    assert page.stage.second.view == page.stage.canvas.view


def test_another_collection_shows_nothing_of_the_one_before(
    page: MapPage, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as its own map is not laid out."""
    canvas, full = page.stage.canvas, window.room.collection
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.accessibleDescription()
    assert canvas._items
    monkeypatch.setattr(MapPage, "lay_out", lambda _page: None)
    with Collection.create(tmp_path / "other") as other:
        window.room.open_collection(other)
        assert not canvas._items
        assert canvas.accessibleDescription() == ""
        canvas.grab()
        window.room.open_collection(full)


def test_without_a_run_there_is_one_side(
    page: MapPage, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atlas, "execute", lambda *_: laid_out(collection, run=None))
    page.lay_out()
    assert page.side_choice.current() == "zero_shot"
    assert not page.stage.second.isVisible()


def test_a_lasso_chooses_what_lies_inside_and_the_panel_tells_of_it(
    page: MapPage,
    collection: Collection,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    page.side_choice.choose("zero_shot")
    page.side_choice.chosen.emit("zero_shot")
    canvas = page.stage.canvas
    settle(page, qtbot)
    works = collection.paintings.all(with_image=True)
    screen = canvas._screen(canvas._places)
    low, high = screen[2], screen[4]  # the third to the fifth work
    corners = [(low[0] - 8, low[1] - 30), (high[0] + 8, low[1] - 30)]
    corners += [(high[0] + 8, low[1] + 30), (low[0] - 8, low[1] + 30)]
    drag(canvas, corners)

    assert page.panel._works == [works[2], works[3], works[4]]
    went: list[object] = []
    monkeypatch.setattr(window.room, "go", lambda page, **more: went.append((page, more)))
    page.panel.show_all.click()
    assert went == [("collection", {"works": [works[2].id, works[3].id, works[4].id]})]
    page.panel.clear.click()
    assert page.panel._works == []
    assert not page.panel.show_all.isVisible()


def settle(page: MapPage, qtbot: QtBot) -> None:
    """The points have wandered to the other side."""
    stopped = QVariantAnimation.State.Stopped
    qtbot.waitUntil(lambda: page.stage.canvas._moving.state() == stopped)
    QApplication.processEvents()  # the width that another side of the map has left


def drag(canvas: object, corners: list[tuple[float, float]]) -> None:
    from PySide6.QtWidgets import QWidget

    assert isinstance(canvas, QWidget)
    points = [QPointF(x, y).toPoint() for x, y in corners]
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, shift, points[0])
    for point in [*points[1:], points[0]]:
        QTest.mouseMove(canvas, point)
        QApplication.processEvents()
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, shift, points[0])


def test_keys_reach_every_picture_take_it_and_open_it(
    page: MapPage, collection: Collection, qtbot: QtBot
) -> None:
    page.side_choice.choose("zero_shot")
    page.side_choice.chosen.emit("zero_shot")
    settle(page, qtbot)
    canvas = page.stage.canvas
    canvas.setFocus()
    works = collection.paintings.all(with_image=True)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    for _ in works:
        QTest.keyClick(canvas, Qt.Key.Key_Left)
    first = canvas.accessibleDescription()
    assert works[0].accession in first
    seen = [first]
    for _ in works[1:]:
        QTest.keyClick(canvas, Qt.Key.Key_Right)
        seen.append(canvas.accessibleDescription())
    assert [work.accession in words for work, words in zip(works, seen, strict=True)] == [
        True
    ] * len(works)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert page.panel._works == [works[-1]]
    opened: list[int] = []
    canvas.opened.connect(opened.append)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert opened == [works[-1].id]
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert page.panel._works == []
    before = canvas.scale
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.scale > before
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.scale == pytest.approx(before, rel=0.3)


def test_a_click_takes_a_work_and_beside_all_lets_it_go(page: MapPage, qtbot: QtBot) -> None:
    settle(page, qtbot)
    canvas = page.stage.canvas
    at = canvas._screen(canvas._places)[1]
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPointF(*at.tolist()).toPoint())
    assert len(page.panel._works) == 1
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert page.panel._works == []


def test_a_group_of_the_legend_is_chosen_whole(page: MapPage, collection: Collection) -> None:
    page.field.choose("work_kind")
    page.field.chosen.emit("work_kind")
    page.stage.legend.chosen.emit(0)
    kinds = {work.work_kind for work in page.panel._works}
    assert kinds == {"painting"}
    wanted = [
        work for work in collection.paintings.all(with_image=True) if work.work_kind == "painting"
    ]
    assert len(page.panel._works) == len(wanted)


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_it_is_saved_as_a_picture(page: MapPage, tmp_path: Path, suffix: str) -> None:
    page.stage.write(tmp_path / f"图谱{suffix}", "图谱")
    path = tmp_path / f"图谱{suffix}"
    if suffix == ".svg":
        assert "<svg" in path.read_text("utf-8")
        assert path.read_text("utf-8").count("<") > 20
    else:
        image = QImage(str(path))
        assert image.width() == page.stage.canvas.width() * 2
        colours = {
            image.pixel(x, y)
            for x in range(0, image.width(), 7)
            for y in range(0, image.height(), 7)
        }
        assert len(colours) > 3
    with pytest.raises(SongClipError) as error:
        page.stage.write(tmp_path / "none" / f"x{suffix}", "图谱")
    assert error.value.code == "out_not_writable"


def test_an_empty_collection_is_told_where_to_begin(
    window: MainWindow, tmp_path: Path, asked: list[str]
) -> None:
    with Collection.create(tmp_path / "empty") as empty:
        window.room.open_collection(empty)
        window.show_page("map")
        page = window.pages["map"]
        assert isinstance(page, MapPage)
        assert page.begin.isVisible()
        assert asked == []
        window.room.open_collection(None)


def test_groups_beyond_what_the_eye_tells_apart_are_one(collection: Collection) -> None:
    for number in range(12):
        work = collection.paintings.add(f"G{number}", format=f"式{number}")
        assert work.format
    items = [map_data.MapItem(work, None, "", "") for work in collection.paintings.all()] + [
        map_data.MapItem(None, None, "passage", "passage")
    ]
    names, group = map_data.groups(items, "format")
    assert len(names) == map_data.MOST_GROUPS + 1
    assert names[-1] == map_data.OTHERS
    assert group[-1] == -1
    assert {names[place] for place in group[:-1]} == set(names)
    shapes = shapes_of(names, "format")
    assert len(set(shapes)) == len(shapes)
    assert set(shapes) <= set(SHAPES)
    assert shapes_of(["手卷", "立轴"], "format") == ["wide", "tall"]


def test_parts_of_the_map_are_named_by_words_of_their_own() -> None:
    draw = np.random.default_rng(1)
    works = []
    places = []
    tags: dict[int, tuple[str, ...]] = {}
    from songclip_desktop.records import Image, Painting

    for number in range(60):
        image = Image(number, number, "", "", False, 1, 1, True)
        work = Painting(
            number, f"N{number}", "", "", "", "", "", "", "painting", "", "train", False
        )
        works.append(map_data.MapItem(work, image, "", ""))
        side = number % 2
        places.append(draw.normal((6 * side, 0), 0.3))
        tags[number] = ("设色", "雪" if side else "荷")
    data = map_data.MapData(
        tuple(works), np.zeros((0, 2), np.int64), np.array(places, np.float32), None, tags
    )
    assert data.zero_shot is not None
    found = dict(map_data.regions(data, data.zero_shot))
    # "设色" is everywhere, so it names nothing; half the map is the most a word can be common in.
    assert set(found) <= {"雪", "荷"}
    assert found
    assert map_data.common_words(data, [1, 3, 5]) == ["设色", "雪"]
