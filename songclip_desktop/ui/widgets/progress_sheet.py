"""How far the review is, by kind and by curator, and how much is changed in whose drafts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.tables import Rows, Table
from songclip_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from songclip_desktop.workflow.figures import DrafterFigure, Progress


class _Part(QWidget):
    """A section title, a line of explanation, a table as high as its rows."""

    def __init__(self, first: int = 0) -> None:
        """`first`: the column that takes what room is left."""
        super().__init__()
        self._first = first
        self._title, self._line = Text("", "section"), Text("", "label", "ink_3", wrap=True)
        self._table, self._rows = Table(), Rows()
        self._table.setModel(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._line)
        column.addWidget(self._table)

    def say(self, title: str, line: str, heads: Sequence[str]) -> None:
        self._title.setText(title)
        self._line.setText(line)
        self._line.setVisible(bool(line))
        self._table.setAccessibleName(title)
        self._rows.set_heads(heads, range(self._first + 1, len(heads)))

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        self._rows.set_rows(rows)
        self._table.stretch(self._first)
        self._table.setVisible(bool(rows))
        self._table.hug(len(rows))


class ProgressSheet(Sheet):
    """Three tables, quiet. The third is counted off the main thread and may come later."""

    name = "progress"

    def __init__(self) -> None:
        """Empty until `show_progress`."""
        super().__init__()
        self._kinds, self._people, self._drafters = _Part(), _Part(), _Part()
        for part in (self._kinds, self._people, self._drafters):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Its words."""
        super().retranslate()
        self.say(self.tr("进度"))
        approved, rejected = self.tr("通过"), self.tr("退回")
        self._kinds.say(
            self.tr("各种说明"),
            "",
            (self.tr("种类"), approved, self.tr("草稿"), rejected, self.tr("未写")),
        )
        self._people.say(
            self.tr("各位审校者"),
            "",
            (self.tr("姓名"), approved, self.tr("修改"), rejected, self.tr("最近")),
        )
        self._drafters.say(
            self.tr("草稿改了多少"),
            self.tr("通过的说明里，平均每百字改了几个字；一字不改的有几成。"),
            (self.tr("撰稿与提示"), self.tr("种类"), self.tr("条"), self.tr("改"), self.tr("未改")),
        )

    def show_progress(self, progress: Progress) -> None:
        """The two tables that are read at once."""
        number = QLocale().toString
        self._kinds.show_rows(
            [
                (
                    kind_word(one.kind),
                    number(one.approved),
                    self._waiting(one.draft, one.once_read),
                    number(one.rejected),
                    number(one.lacking),
                )
                for one in progress.kinds
            ]
        )
        sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        last: dict[str, str] = {}
        for day in progress.days:
            for place, count in enumerate((day.approved, day.edited, day.rejected)):
                sums[day.by][place] += count
            last[day.by] = max(day.day, last.get(day.by, ""))
        people = sorted(sums, key=lambda name: (-sum(sums[name]), name))
        self._people.show_rows(
            [(name, *(number(count) for count in sums[name]), last[name]) for name in people]
        )
        self._people.setVisible(bool(people))
        self._drafters.hide()

    def show_drafters(self, figures: Sequence[DrafterFigure]) -> None:
        """The table that took a while."""
        number, rows = QLocale().toString, []
        origins = {
            "register": self.tr("登记册"),
            "remote": self.tr("在线撰稿"),
            "offline": self.tr("离线撰稿"),
            "curator": self.tr("审校者手写"),
        }
        for one in figures:
            drafter = origins.get(one.drafter, one.drafter)
            name = " · ".join(part for part in (drafter, one.prompt_version) if part)
            share = f"{100 * one.unchanged / one.captions:.0f} %" if one.captions else "–"
            mean = f"{100 * one.mean:.0f}" if one.captions else "–"
            rows.append((name, kind_word(one.kind), number(one.captions), mean, share))
        self._drafters.show_rows(rows)
        self._drafters.setVisible(bool(rows))

    def _waiting(self, drafts: int, once_read: int) -> str:
        number = QLocale().toString
        if not once_read:
            return number(drafts)
        words = self.tr("{drafts}（一人已读 {read}）")
        return words.format(drafts=number(drafts), read=number(once_read))
