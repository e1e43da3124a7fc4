"""The blind test of two runs: two lists without a name for each query, then who was picked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from songclip_desktop.records import Image, Painting
from songclip_desktop.ui import theme
from songclip_desktop.ui.thumbnails import Thumbnails, thumbnail_key
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton
from songclip_desktop.ui.widgets.columns import Columns
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.hit_row import STRIP_RATIO, HitContent, HitRow
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import Headline, Reading, Text
from songclip_desktop.workflow.search import Hit
from songclip_desktop.workflow.verdicts import Tally

SHOWN, ROW_PX = 6, 72
SIZE_PX, STRIP_SIZE_PX = 192, 768
PLACES = ("left", "right", "same")
COUNTS = ("10", "20", "40")


class BlindList(QWidget):
    """The best of one ranking, without scores: nothing tells whose it is."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty."""
        super().__init__()
        self._thumbnails = thumbnails
        self._awaited: dict[str, list[tuple[int, Image, int]]] = {}
        self.head = Text("", "section")
        self.rows = [HitRow(mirrored=False) for _ in range(SHOWN)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addSpacing(4)
        for row in self.rows:
            row.setCheckable(False)
            row.setFixedHeight(theme.px(ROW_PX))
            column.addWidget(row)
        column.addStretch(1)
        thumbnails.arrived.connect(self._came)

    def show_hits(self, hits: Sequence[Hit], works: Mapping[int, Painting]) -> None:
        """The first of them."""
        self._awaited.clear()
        for place, row in enumerate(self.rows):
            hit = hits[place] if place < len(hits) else None
            work = works.get(hit.painting_id) if hit else None
            if hit is None or work is None:
                row.show_hit(None)
                continue
            title = work.title or work.accession
            row.show_hit(HitContent(title, f"{place + 1}　{work.accession}", window=hit.window))
            if work.image is not None:
                self._hang(place, work.image)

    def _hang(self, place: int, image: Image) -> None:
        size_px = STRIP_SIZE_PX if image.width_px > STRIP_RATIO * image.height_px else SIZE_PX
        picture = self._thumbnails.get(image, size_px)
        if picture is not None:
            self.rows[place].set_picture(picture)
        else:
            key = thumbnail_key(image, size_px)
            self._awaited.setdefault(key, []).append((place, image, size_px))

    def _came(self, key: str) -> None:
        for place, image, size_px in self._awaited.pop(key, []):
            self.rows[place].set_picture(self._thumbnails.get(image, size_px) or QPixmap())


class BlindSheet(Sheet):
    """Terms, one query after the other by 1, 2 and 3, then the counts.

    Signals:
        begun: how many queries are wanted. picked: "left", "right" or "same".
    """

    name = "blind"
    begun = Signal(int)
    picked = Signal(str)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Nothing begun."""
        super().__init__()
        self._part = 0
        self._terms = Text("", "body", "ink_2", wrap=True)
        self._label, self.count = Text("", "label", "ink_3"), Choice()
        self.count.setMaximumWidth(theme.px(160))
        self.query = Reading("", "caption")
        self.lists = (BlindList(thumbnails), BlindList(thumbnails))
        self.headline = Headline()
        self._says = Text("", "strong", "ink", wrap=True)
        self._counts = Text("", "body", "ink_2", wrap=True)
        columns = Columns(break_px=640, spacing_px=32)
        for each in self.lists:
            columns.add(each)
        self._parts = (
            _column(self._terms, self._label, self.count),
            _column(self.query, columns),
            _column(self.headline, self._says, self._counts),
        )
        for part in self._parts:
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.start, self.again = PrimaryButton(), PlainButton()
        self.picks = tuple(PlainButton(hint=key) for key in "123")
        self.with_foot(self.start, *self.picks, self.again)
        self.start.clicked.connect(lambda: self.begun.emit(int(self.count.current() or 20)))
        self.again.clicked.connect(self.show_terms)
        for place, button in zip(PLACES, self.picks, strict=True):
            button.clicked.connect(partial(self.picked.emit, place))
        self._show_part(0)

    def retranslate(self) -> None:
        """All words."""
        super().retranslate()
        self._terms.setText(
            self.tr(
                "从没学过的作品里抽几句说明，每句摆出两列画，不写哪边是谁、左右随机。"
                "逐句选哪边更合句意；最后告诉你选中了谁。每一选都记作判断。"
            )
        )
        self._label.setText(self.tr("考几句"))
        self.count.setAccessibleName(self.tr("考几句"))
        words = self.tr("{count} 句")
        self.count.set_choices([(each, words.format(count=each)) for each in COUNTS])
        for each, word in zip(self.lists, (self.tr("甲列"), self.tr("乙列")), strict=True):
            each.head.setText(word)
        self.start.setText(self.tr("开始盲测"))
        self.again.setText(self.tr("再测一次"))
        words3 = (self.tr("甲列更好"), self.tr("乙列更好"), self.tr("差不多"))
        for button, word in zip(self.picks, words3, strict=True):
            button.setText(word)
        self.say(self.tr("盲测"), self.line.whole())

    def show_terms(self) -> None:
        """What will happen."""
        self._show_part(0)

    def show_query(
        self,
        query: str,
        lists: tuple[Sequence[Hit], Sequence[Hit]],
        works: Mapping[int, Painting],
        done: int,
        of: int,
    ) -> None:
        """One query with both lists, as they are placed."""
        self.query.set_text(query)
        for each, hits in zip(self.lists, lists, strict=True):
            each.show_hits(hits, works)
        self._show_part(1, self.tr("{done} / {all} 句").format(done=done + 1, all=of))
        self.setFocus()

    def show_result(self, tally: Tally, names: tuple[str, str]) -> None:
        """Who was picked how often; never without the interval."""
        number = QLocale().toString
        words = self.tr("{one} {left} 比 {right} {other}")
        self.headline.setText(
            words.format(
                one=names[0], left=number(tally.left), right=number(tally.right), other=names[1]
            )
        )
        self._counts.setText(self.tr("差不多：{count} 句").format(count=number(tally.same)))
        if tally.share is None:
            says = self.tr("没有一句分出高下。")
        else:
            sure = tally.low > 0.5 or tally.high < 0.5
            says = (
                self.tr("{name}的胜率 {share}，95% 区间 {low}–{high}：看得出差别。")
                if sure
                else self.tr("{name}的胜率 {share}，95% 区间 {low}–{high}：还看不出差别。")
            ).format(
                name=names[1], share=f"{tally.share:.0%}", low=f"{tally.low:.0%}",
                high=f"{tally.high:.0%}",
            )  # fmt: skip
        self._says.setText(says)
        self._show_part(2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2 and 3 pick while a query is shown."""
        number = "123".find(event.text()) if event.text() else -1
        if self._part == 1 and number >= 0:
            self.picked.emit(PLACES[number])
            return
        super().keyPressEvent(event)

    def _show_part(self, part: int, line: str = "") -> None:
        self._part = part
        for number, widget in enumerate(self._parts):
            widget.setVisible(number == part)
        self.start.setVisible(part == 0)
        for button in self.picks:
            button.setVisible(part == 1)
        self.again.setVisible(part == 2)
        self.say(self.tr("盲测"), line)


def _column(*widgets: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for widget in widgets:
        column.addWidget(widget)
    return part
