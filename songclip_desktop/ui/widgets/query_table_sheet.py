"""Sheets that list queries: held-out captions by gain and loss, and judged ones asked again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QModelIndex, Signal

from songclip_desktop.ui.widgets.buttons import PlainButton, SegmentedControl
from songclip_desktop.ui.widgets.moved_queries import Moved
from songclip_desktop.ui.widgets.progress import ProgressStrip
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.tables import Rows, Table
from songclip_desktop.ui.widgets.text import Headline, Text
from songclip_desktop.workflow.verdicts import Regression

SIGNS = {"held": "✓", "lost": "✕", "even": "＝"}
ORDER = ("lost", "even", "held")


class QueryTableSheet(Sheet):
    """A headline, a remark and a table whose first column is the query. `opened`: its words."""

    opened = Signal(str)

    def __init__(self) -> None:
        """Empty."""
        super().__init__(scrolls=False)
        self.headline = Headline()
        self.remark = Text("", "body", "ink_2", wrap=True)
        self.rows = Rows(self)
        self.table = Table()
        self.table.setModel(self.rows)
        self.body.addWidget(self.headline)
        self.body.addWidget(self.remark)
        self.body.addWidget(self.table, 1)
        self._queries: list[str] = []
        self.table.activated.connect(self._open)
        self.table.clicked.connect(self._open)

    def fill(self, heads: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> None:
        """`rows` begin with the query."""
        self._queries = [row[0] for row in rows]
        self.rows.set_heads(heads, right=range(2, len(heads)))
        self.rows.set_rows(rows)
        self.table.setAccessibleName(name)
        self.table.setVisible(bool(rows))
        self.table.stretch(0)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._queries[index.row()])


class MovedSheet(QueryTableSheet):
    """Captions of works that were not learned from, by how far their own work rose or fell."""

    name = "moved"

    def __init__(self) -> None:
        """Those that rose first."""
        super().__init__()
        self.order = SegmentedControl()
        self.body.insertWidget(2, self.order)
        self.order.chosen.connect(lambda _key: self._list())
        self._moved: list[Moved] = []
        self._names = ("", "")

    def retranslate(self) -> None:
        """All words."""
        super().retranslate()
        self.order.setAccessibleName(self.tr("排法"))
        self.order.set_choices(
            [("rose", self.tr("升得最多在前")), ("fell", self.tr("降得最多在前"))]
        )
        self.say(self.tr("留出说明的升降"))
        if self._names[0]:
            self.show_moved(self._moved, self._names)

    def show_moved(self, moved: Sequence[Moved], names: tuple[str, str]) -> None:
        """Those that gained most first."""
        self._moved, self._names = list(moved), names
        rose = sum(each.after < each.before for each in moved)
        fell = sum(each.after > each.before for each in moved)
        number = QLocale().toString
        self.headline.setText(
            self.tr("↑ 升 {rose}　↓ 降 {fell}　＝ 平 {even}").format(
                rose=number(rose), fell=number(fell), even=number(len(moved) - rose - fell)
            )
            if moved
            else self.tr("还没有评测结果")
        )
        self.remark.setText(
            self.tr(
                "每一句是没学过的作品的说明；名次是它自己那幅画排第几。点一句，就在这里看两列。"
            )
        )
        self.order.setVisible(bool(moved))
        self._list()

    def _list(self) -> None:
        number = QLocale().toString
        fell_first = self.order.current() == "fell"
        moved = self._moved[::-1] if fell_first else self._moved
        rows = []
        for each in moved:
            sign = "＝" if each.after == each.before else "↑" if each.after < each.before else "↓"
            rows.append(
                (each.text, each.accession, number(each.before), number(each.after), sign)
            )  # fmt: skip
        heads = [self.tr("说明"), self.tr("藏号"), *self._names, ""]
        self.fill(heads, rows, self.tr("留出说明的升降"))


class RegressionSheet(QueryTableSheet):
    """What a run does with the queries that were decided before.

    Signals:
        again_asked: it is to be asked anew.
    """

    name = "regression"
    again_asked = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.strip = ProgressStrip()
        self.body.insertWidget(2, self.strip)
        self.strip.hide()
        self.again = PlainButton(icon="refresh")
        self.again.clicked.connect(self.again_asked)
        self.with_foot(self.again)
        self._shown: tuple[Regression | None, str, int] = (None, "", 0)

    def retranslate(self) -> None:
        """All words."""
        super().retranslate()
        self.strip.retranslate()
        self.strip.set_name(self.tr("再考一遍"))
        self.again.setText(self.tr("再考一遍"))
        self.say(self.tr("记下的判断"))
        self.show_regression(*self._shown)

    def show_regression(self, found: Regression | None, name: str, judged: int) -> None:
        """`name` of the run; `judged`: how many queries there are to be asked."""
        self._shown = (found, name, judged)
        number = QLocale().toString
        why = "" if judged else self.tr("先在对比页记下几句哪边更好")
        self.again.set_possible(not why, why)
        if found is None:
            self.headline.setText(
                self.tr("{name}还没有考过这 {count} 句").format(name=name, count=number(judged))
                if judged
                else self.tr("还没有分出高下的判断")
            )
        else:
            words = self.tr("{name}：{held} 句仍是更好的那种排法，{lost} 句变回去了，{even} 句居中")
            counts = {state: number(found.count(state)) for state in SIGNS}
            self.headline.setText(words.format(name=name, **counts))
        self.remark.setText(
            self.tr("每句看新的排法更像当时选中的那一列，还是没选中的那一列（前十名的重合）。")
        )
        told = {
            "held": self.tr("站得住"), "lost": self.tr("变回去了"), "even": self.tr("居中"),
        }  # fmt: skip
        rows = sorted(found.rows, key=lambda row: ORDER.index(row.state)) if found else []
        self.fill(
            [self.tr("句子"), self.tr("结果"), self.tr("像选中的"), self.tr("像没选的")],
            [
                (row.query, f"{SIGNS[row.state]} {told[row.state]}", f"{row.preferred:.2f}",
                 f"{row.other:.2f}")
                for row in rows
            ],
            self.tr("记下的判断"),
        )  # fmt: skip
