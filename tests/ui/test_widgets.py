"""The parts pages are made of: what they say, what they refuse, how they grow."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from songclip_desktop import language, paths
from songclip_desktop.errors import SongClipError
from songclip_desktop.jobs.job import JobFailure
from songclip_desktop.jobs.pace import Pace
from songclip_desktop.progress import Progress
from songclip_desktop.ui import rail, theme
from songclip_desktop.ui.style_sheet import style_sheet
from songclip_desktop.ui.widgets.buttons import PlainButton, SegmentedControl
from songclip_desktop.ui.widgets.columns import Columns
from songclip_desktop.ui.widgets.counter import TokenCounter
from songclip_desktop.ui.widgets.diff import counts, difference
from songclip_desktop.ui.widgets.facets import FacetColumn
from songclip_desktop.ui.widgets.fields import Check, FocusRing
from songclip_desktop.ui.widgets.marks import triplet_words
from songclip_desktop.ui.widgets.messages import ErrorPanel, Toast
from songclip_desktop.ui.widgets.picture import fitted, size_for
from songclip_desktop.ui.widgets.progress import duration_words, progress_words
from songclip_desktop.ui.widgets.text import ElidedText, Reading
from tests.ui import inspection


def test_a_difference_shows_what_went_before_what_came() -> None:
    woven, marks = difference("夏季傍晚，渔船", "夏日傍晚，渔翁")
    pieces = [(woven[m.start : m.start + m.length], m.kind) for m in marks]
    assert pieces == [("季", "delete"), ("日", "insert"), ("船", "delete"), ("翁", "insert")]
    assert counts("夏季", "夏日的") == (2, 1)


def test_an_unchanged_text_has_no_marks() -> None:
    assert difference("同样", "同样") == ("同样", [])


def test_reading_matter_wraps_by_its_own_line_height(qtbot: QtBot) -> None:
    reading = Reading("一" * 100, "caption")
    qtbot.addWidget(reading)
    line = theme.current().line_px("caption")
    assert reading.heightForWidth(320) == line * -(-100 // (320 // 16))
    assert reading.heightForWidth(160) > reading.heightForWidth(320)


def test_marks_on_rare_characters_lie_where_they_belong(qtbot: QtBot) -> None:
    reading = Reading("", "caption")
    qtbot.addWidget(reading)
    woven, marks = difference("𠀀甲", "𠀀乙")
    reading.set_text(woven, marks)
    reading.resize(300, 40)
    reading.heightForWidth(300)
    (box,) = reading._boxes(marks[0])
    assert box.left() == pytest.approx(16, abs=3)


def test_a_text_too_long_ends_in_dots_and_tells_all_as_tooltip(qtbot: QtBot) -> None:
    label = ElidedText("很长的一句话放不进去")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.toolTip() == label.whole() == label.accessibleName() == "很长的一句话放不进去"
    label.resize(400, 20)
    assert label.text() == label.whole()
    assert label.toolTip() == ""


def test_the_three_statuses_are_spelt_out_in_their_order() -> None:
    told = triplet_words(("approved", None, "rejected"))
    assert told == "白话 已通过, 拟古 未撰, 关键词 已退回"


def test_tokens_beyond_the_limit_turn_ochre(qtbot: QtBot) -> None:
    counter = TokenCounter()
    qtbot.addWidget(counter)
    counter.set_count(51)
    assert counter._words.property("tone") == "ochre"
    counter.set_count(50)
    assert counter._words.property("tone") == "ink_2"
    assert "50" in counter.accessibleName()


def test_a_choice_is_announced_only_when_a_person_makes_it(qtbot: QtBot) -> None:
    row = SegmentedControl("哪边更好")
    qtbot.addWidget(row)
    heard: list[str] = []
    row.chosen.connect(heard.append)
    row.set_choices([("a", "甲"), ("b", "乙")])
    row.choose("b")
    assert (row.current(), heard) == ("b", [])
    qtbot.mouseClick(row._segments[0], Qt.MouseButton.LeftButton)
    assert (row.current(), heard) == ("a", ["a"])
    row.set_choices([("b", "B"), ("a", "A")])
    assert row.current() == "a"
    row.choose("")
    assert row.current() == ""


def test_a_disabled_button_says_why(qtbot: QtBot) -> None:
    button = PlainButton("启用")
    qtbot.addWidget(button)
    button.set_possible(False, "还没有训练过")
    assert not button.isEnabled()
    assert button.toolTip() == button.accessibleDescription() == "还没有训练过"
    button.set_possible(True)
    assert button.toolTip() == ""


def test_a_known_error_is_shown_in_its_own_words_and_its_button_mends_it(qtbot: QtBot) -> None:
    panel = ErrorPanel()
    qtbot.addWidget(panel)
    done: list[int] = []
    panel.show_error(SongClipError("x", "磁盘满了。", "清理磁盘。"), "重试", lambda: done.append(1))
    assert panel.accessibleName() == "磁盘满了。 清理磁盘。"
    panel.action.click()
    assert done == [1]


def test_a_bug_is_named_as_one(qtbot: QtBot) -> None:
    panel = ErrorPanel()
    qtbot.addWidget(panel)
    panel.show_error(JobFailure("by nothing", "trace"))
    assert "by nothing" in panel.accessibleName()
    assert "日志" in panel.accessibleName()


@pytest.mark.parametrize("width", [1280, 640, 420])
def test_a_long_toast_is_not_cut(qtbot: QtBot, width: int) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(width, 400)
    toast = Toast(room)
    room.show()
    toast.say("只能看：藏品正由另一个窗口打开着，此刻不能写入；关上那个窗口，再打开这个文件夹。")
    QApplication.processEvents()
    assert inspection.cut_labels(room) == []
    assert room.rect().contains(toast.geometry())


def test_a_toast_can_be_taken_back_and_leaves_by_itself(qtbot: QtBot) -> None:
    room = QWidget()
    room.resize(800, 600)
    qtbot.addWidget(room)
    toast = Toast(room)
    room.show()
    undone: list[int] = []
    toast.say("已通过", lambda: undone.append(1))
    assert toast.isVisible()
    toast._button.click()
    assert undone == [1]
    assert not toast.isVisible()
    toast.say("已通过")
    assert not toast._button.isVisible()
    assert toast._timer.isActive()
    toast._timer.timeout.emit()
    assert not toast.isVisible()


def test_the_ring_follows_the_keyboard_and_not_the_pointer(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = QWidget()
    column = QVBoxLayout(room)
    button, field = PlainButton("一"), QLineEdit()
    column.addWidget(button)
    column.addWidget(field)
    qtbot.addWidget(room)
    ring = FocusRing(room)
    room.show()
    ring._moved(None, button)
    assert ring.isVisible()
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    button.move(button.x() + 7, button.y())
    assert ring.x() == button.x() - 4
    ring._moved(button, field)
    assert not ring.isVisible()
    pressed = Qt.MouseButton.LeftButton
    monkeypatch.setattr(QApplication, "mouseButtons", staticmethod(lambda: pressed))
    ring._moved(field, button)
    assert not ring.isVisible()


def test_columns_stand_one_above_the_other_where_it_is_narrow(qtbot: QtBot) -> None:
    columns = Columns(break_px=400)
    left, right = PlainButton("左"), PlainButton("右")
    columns.add(left)
    columns.add(right)
    qtbot.addWidget(columns)
    columns.resize(600, 200)
    columns.show()
    assert left.y() == right.y()
    columns.resize(300, 200)
    qtbot.waitUntil(lambda: right.y() > left.y())


def test_no_time_is_named_before_it_is_known() -> None:
    pace = Pace()
    pace.add(Progress(1, 100, "picture"), now=0.0)
    assert progress_words(Progress(1, 100, "picture"), pace).endswith("正在估算")
    assert "正在估算" not in progress_words(Progress(7, 0, "picture"), pace)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 秒"), (59, "59 秒"), (73, "1 分 10 秒"), (700, "11 分")]
)
def test_times_are_said_as_one_would(seconds: float, words: str) -> None:
    assert duration_words(seconds) == words


def test_a_picture_hangs_at_the_foot_of_its_box_and_is_never_cropped() -> None:
    from PySide6.QtCore import QRectF

    place = fitted(200, 100, QRectF(0, 0, 148, 168))
    assert (place.width(), place.height()) == (148, 74)
    assert place.bottom() == 168


def test_a_long_handscroll_asks_for_enough_pixels_for_its_opening() -> None:
    from songclip_desktop.records import Image

    scroll = Image(1, 1, "s", "p", False, 6000, 500, True)
    leaf = Image(2, 1, "t", "p", False, 500, 500, True)
    assert size_for(scroll, 148, 168) > size_for(leaf, 148, 168)


def test_the_style_sheet_is_whole_and_takes_all_its_colours_from_the_tokens() -> None:
    sheet = style_sheet(theme.current())
    assert "$" not in sheet
    tokens = {
        str(getattr(theme.current().tokens, name)).lower()
        for name in theme.current().tokens.__slots__
    }
    assert {colour.lower() for colour in re.findall(r"#[0-9A-Fa-f]{6}", sheet)} <= tokens


def test_english_asks_for_a_latin_face_first_and_chinese_does_not() -> None:
    language.use("en")
    assert theme.current().families("serif")[0] == "Georgia"
    language.use("zh_CN")
    assert "Serif" in theme.current().families("serif")[0]
    assert theme.current().families("serif_tc")[0] == "Songti TC"


def test_every_row_of_the_rail_has_its_icon() -> None:
    for name in [*(name for group in rail.GROUPS for name in group), *rail.FOOT]:
        drawing = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        assert 'stroke="currentColor"' in drawing
        assert 'stroke-width="1.4"' in drawing


def test_a_long_facet_leaves_its_number_in_view(qtbot: QtBot) -> None:
    facets = FacetColumn()
    qtbot.addWidget(facets)
    facets.keep_width(160)
    facets.resize(160, 300)
    long = "Ma Yuan (act. ca. 1160–1225), attributed, with colophons by many hands"
    facets.set_group("artist", "作者", {"a": long, "b": "佚名"}, own_words=False)
    facets.set_counts("artist", {"a": 3, "b": 12})
    facets.show()
    for box in facets.findChildren(Check):
        assert box.mapTo(facets.viewport(), box.rect().topRight()).x() < facets.viewport().width()
    cut, whole = facets.findChildren(Check)
    assert cut.shown_text().endswith("…")
    assert cut.toolTip() == long
    assert whole.shown_text() == "佚名"
    assert not whole.toolTip()
    assert cut.accessibleName() == f"{long} 3"
