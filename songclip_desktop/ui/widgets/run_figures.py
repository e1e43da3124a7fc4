"""The figures of two runs beside each other, and whether they may be compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.ui.widgets.figure_table import FigureTable, change_words, percent, range_words
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.workflow import evaluate
from songclip_desktop.workflow.evaluate import Evaluation

translate = QCoreApplication.translate


class RunFigures(QWidget):
    """A table with a column a run, and a sentence below."""

    def __init__(self) -> None:
        """Empty until `show_runs`."""
        super().__init__()
        self.head, self.note = Text("", "section"), Text("", "body", "ink_2", wrap=True)
        self.table = FigureTable()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        for part in (self.head, self.table, self.note):
            column.addWidget(part)

    def show_runs(
        self, collection: Collection, left: tuple[str, str], right: tuple[str, str]
    ) -> None:
        """`left`, `right`: id and name of a run. Main thread."""
        self.head.setText(self.tr("两次的评测"))
        found = [_load(collection, run) for run, _name in (left, right)]
        told = [each for each in found if each is not None]
        self.table.setVisible(len(told) == 2)
        if len(told) < 2:
            missing = [
                name for (_, name), each in zip((left, right), found, strict=True) if not each
            ]
            words = self.tr("{runs}还没有评测，没有数字可比。")
            self.note.setText(words.format(runs=self.tr("、").join(missing)))
            return
        heads = (self.tr("指标（微调后）"), left[1], right[1])
        self.table.show_figures(self.tr("两次的评测"), heads, self._rows(told[0], told[1]))
        self.note.setText(self._caution(told[0], told[1]))

    def _rows(self, left: Evaluation, right: Evaluation) -> list[tuple[str, ...]]:
        ways = {"t2i": self.tr("以文找图"), "i2t": self.tr("以图找文")}
        ranks = {"r1": self.tr("首位"), "r5": self.tr("前五"), "r10": self.tr("前十")}
        words = self.tr("{way}，{rank}")
        rows = [
            (
                self.tr("平均召回率比零样本"),
                *(change_words(each.difference["mean_recall"]) for each in (left, right)),
            )
        ]
        rows += [
            (
                words.format(way=ways[way], rank=ranks[rank]),
                *(_figure(each.finetuned, way, rank) for each in (left, right)),
            )
            for way in ways
            for rank in ranks
        ]
        return rows

    def _caution(self, left: Evaluation, right: Evaluation) -> str:
        number = QLocale().toString
        if _asked(left) == _asked(right) and left.gallery == right.gallery:
            words = self.tr(
                "同样的 {works} 件留出作品、{texts} 句。括号里是各自的 95% 区间；两个区间大半重叠，就看不出谁更准。"
            )
            return words.format(works=number(left.works), texts=number(left.gallery["texts"]))
        words = self.tr(
            "两次评测的题目不同（{left} 件与 {right} 件留出作品，或说明改过），数字不能直接相比；请先把两次都重新评测。"
        )
        return words.format(left=number(left.works), right=number(right.works))


def _load(collection: Collection, run: str) -> Evaluation | None:
    try:
        return evaluate.load(collection, run)
    except SongClipError:
        return None


def _asked(evaluation: Evaluation) -> set[tuple[str, str]]:
    return {(query["work"], query["text"]) for query in evaluation.queries}


def _figure(side: Mapping[str, Any], way: str, rank: str) -> str:
    """A recall with its interval where it was measured: "43%（38 至 49）"."""
    value = percent(side[way][rank])
    interval = side.get("interval", {}).get(way, {}).get(rank)
    words = translate("figures", "{value}（{range}）")
    return words.format(value=value, range=range_words(*interval)) if interval else value
