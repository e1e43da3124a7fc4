"""All parts on one sheet, light and dark: `python tests/ui/gallery.py OUT.png`. For people."""

from __future__ import annotations

import sys

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.jobs.pace import Pace
from songclip_desktop.progress import Progress
from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import (
    PlainButton,
    PrimaryButton,
    QuietButton,
    SegmentedControl,
)
from songclip_desktop.ui.widgets.counter import TokenCounter
from songclip_desktop.ui.widgets.diff import DiffText
from songclip_desktop.ui.widgets.fields import Check, Choice, Radio, SearchField
from songclip_desktop.ui.widgets.marks import StatusMark
from songclip_desktop.ui.widgets.messages import ErrorPanel, Toast
from songclip_desktop.ui.widgets.progress import ProgressStrip
from songclip_desktop.ui.widgets.text import Headline, Mark, Reading, Text


def row(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(12)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


def sheet() -> QWidget:
    """One of everything."""
    page = QWidget()
    page.setObjectName("page")
    page.resize(720, 900)
    column = QVBoxLayout(page)
    column.setContentsMargins(40, 32, 40, 32)
    column.setSpacing(12)
    column.addWidget(Text("部件", "title"))
    column.addWidget(Headline("412 条已通过的说明，168 件画"))
    disabled = PlainButton("停用")
    disabled.set_possible(False, "还没有可审的")
    column.addLayout(
        row(PrimaryButton("通过白话", "A"), PlainButton("修改", "E"), QuietButton("退回", "R"),
            disabled, PlainButton("暂停", icon="pause"))
    )  # fmt: skip
    choices = SegmentedControl("哪边更好")
    choices.set_choices([("zero", "零样本"), ("same", "差不多"), ("fine", "微调")])
    choices.choose("fine")
    column.addLayout(row(choices, PrimaryButton("记下判断", "↵", tall=True)))
    marks = [StatusMark(status) for status in ("approved", "draft", "rejected", None)]
    failed = StatusMark()
    failed.set_sign("octagon", "rouge", "出错")
    column.addLayout(row(*marks, failed))
    search = SearchField()
    search.set_words("找题名、说明、藏号", "清除")
    search.setFixedWidth(220)
    typed = SearchField()
    typed.setText("扁舟")
    typed.set_count("12 件")
    tick = Check("册页", "6")
    tick.setChecked(True)
    choice = Choice("排序")
    choice.set_choices([("a", "按相关"), ("b", "按藏号")])
    column.addLayout(row(search, typed, choice))
    ring = Radio("适中")
    ring.setChecked(True)
    counter = TokenCounter()
    counter.set_count(27)
    column.addLayout(row(tick, Check("立轴", "0"), ring, Radio("快"), counter))
    strip = ProgressStrip("建索引")
    strip.show_progress(Progress(799, 1248, "picture"), Pace())
    column.addWidget(strip)
    diff = DiffText()
    diff.show_text("夏日傍晚，一渔翁独钓江上；远巘含烟", "夏季傍晚，渔船上的渔翁；远巘含烟", {"巘"})
    column.addWidget(diff)
    marks_on = [Mark(3, 2, "under:rouge"), Mark(5, 2, "under:ochre"), Mark(13, 4, "dotted:ink_3")]
    column.addWidget(Reading("是日，湖中畫舫，俱艤堤邊，納涼避暑，恣眠柳影，飽挹荷香", "passage"))
    passage = Reading("", "passage")
    passage.set_text("是日，湖中畫舫，俱艤堤邊，納涼避暑，恣眠柳影，飽挹荷香，散髮披襟", marks_on)
    column.addWidget(passage)
    error = ErrorPanel()
    error.show_problem(
        "图像打不开：文件在 62% 处截断。", "向摄影室重新索取，或只入藏编目事项。", "只入编目"
    )
    column.addWidget(error)
    column.addStretch(1)
    toast = Toast(page)
    toast.say("已通过白话", lambda: None)
    return page


def main(out: str) -> None:
    QApplication(["gallery"])
    image = QImage(1440, 900, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for number, mode in enumerate(("light", "dark")):
        theme.current().use(mode)
        page = sheet()
        page.show()
        QApplication.processEvents()
        painter.drawPixmap(number * 720, 0, page.grab())
        page.close()
    painter.end()
    image.save(out)


if __name__ == "__main__":
    main(sys.argv[1])
