"""The captions of held-out works as queries: how many rose or fell, and those that moved most."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QEnterEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.records import Painting
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.picture import Picture
from songclip_desktop.ui.widgets.stacked_bar import Part, StackedBar
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text

SHOWN = 3
PICTURE_PX = 56
WIDTH_PX = 376


@dataclass(frozen=True, slots=True)
class Moved:
    """One query. Ranks from 1; `gain` is how many times better the rank became, as a logarithm."""

    accession: str
    text: str
    before: int
    after: int

    @property
    def gain(self) -> float:
        """Positive where it rose: from 38 to 1 counts for more than from 138 to 101."""
        return math.log(self.before / self.after)


def moved(queries: Sequence[Mapping[str, Any]]) -> list[Moved]:
    """From `queries` of an evaluation, those that gained most first."""
    found = [
        Moved(q["work"], q["text"], int(q["rank_zero_shot"]), int(q["rank_finetuned"]))
        for q in queries
    ]
    return sorted(found, key=lambda one: (-one.gain, one.after, one.accession))


def ends(queries: Sequence[Moved]) -> tuple[list[Moved], list[Moved]]:
    """The three works that rose most and the three that fell most, each by one of its captions."""
    rose, fell = {}, {}
    for query in queries:
        if query.gain > 0:
            rose.setdefault(query.accession, query)
    for query in reversed(queries):
        if query.gain < 0:
            fell.setdefault(query.accession, query)
    return list(rose.values())[:SHOWN], list(fell.values())[:SHOWN]


class _Row(QWidget):
    """One query with its picture; Enter or a click opens it in Compare."""

    heard_as = QAccessible.Role.Link

    opened = Signal(str)

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._query = ""
        self._picture = Picture(thumbnails, PICTURE_PX, PICTURE_PX, middle=True)
        self._text = ElidedText("", "name")
        self._move = Text("", "label")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._text)
        words.addWidget(self._move)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(16)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Hairline())

    def show_query(self, query: Moved, painting: Painting | None) -> None:
        self._query = query.text
        up = query.after < query.before
        words = self.tr("{arrow} 第 {before} → 第 {after}")
        number = QLocale().toString
        text = words.format(
            arrow="↑" if up else "↓", before=number(query.before), after=number(query.after)
        )
        self._move.setText(text)
        self._move.set_tone("azurite" if up else "ochre")
        self._text.setText(query.text)
        self._picture.show_painting(painting)
        self.setAccessibleName(f"{query.text} {text}")

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setToolTip(self._query)
        super().enterEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self._query)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._query)
        else:
            super().keyPressEvent(event)


class MovedQueries(QWidget):
    """Counts above, the three that rose most, the three that fell most. `opened`: a query's words."""

    opened = Signal(str)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty until `show_queries`."""
        super().__init__()
        self._title = Text("", "section")
        self._bar = StackedBar()
        self._heads = (Text("", "label", "ink_2"), Text("", "label", "ink_2"))
        self._rows = tuple(tuple(_Row(thumbnails) for _ in range(SHOWN)) for _ in range(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._bar)
        for head, rows in zip(self._heads, self._rows, strict=True):
            column.addSpacing(8)
            column.addWidget(head)
            block = QVBoxLayout()
            block.setSpacing(0)
            block.addWidget(Hairline())
            for row in rows:
                row.opened.connect(self.opened)
                block.addWidget(row)
            column.addLayout(block)
        column.addStretch(1)

    def sizeHint(self) -> QSize:
        """As wide as a sentence can be read in."""
        return QSize(WIDTH_PX, super().sizeHint().height())

    def show_queries(self, queries: Sequence[Moved], works: Mapping[str, Painting]) -> None:
        """`queries`: those that gained most first; `works`: paintings by accession number."""
        number = QLocale().toString
        rose = sum(q.after < q.before for q in queries)
        fell = sum(q.after > q.before for q in queries)
        self._title.setText(self.tr("{count} 句的名次").format(count=number(len(queries))))
        self._bar.show_parts(
            [
                Part(rose, "azurite", self.tr("↑ 升"), number(rose)),
                Part(len(queries) - rose - fell, "edge", self.tr("＝ 平"), number(
                    len(queries) - rose - fell)),
                Part(fell, "ochre", self.tr("↓ 降"), number(fell)),
            ]
        )  # fmt: skip
        self._heads[0].setText(self.tr("升得最多"))
        self._heads[1].setText(self.tr("降得最多，值得看看"))
        best, worst = ends(queries)
        for head, rows, found in zip(self._heads, self._rows, (best, worst), strict=True):
            head.setVisible(bool(found))
            for place, row in enumerate(rows):
                row.setVisible(place < len(found))
                if place < len(found):
                    row.show_query(found[place], works.get(found[place].accession))
