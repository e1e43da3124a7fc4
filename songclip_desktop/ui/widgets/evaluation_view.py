"""What a training brought: the verdict first, then intervals, kinds, forgetting and queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from songclip_desktop.records import DRAFTED_KINDS, PAIR_KINDS, Painting
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.interval_plot import (
    Estimate,
    IntervalPlot,
    IntervalRow,
    percent,
    points,
)
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.messages import IconLabel
from songclip_desktop.ui.widgets.moved_queries import Moved, MovedQueries, ends, moved
from songclip_desktop.ui.widgets.tables import Rows, Table
from songclip_desktop.ui.widgets.text import Hairline, Headline, Text
from songclip_desktop.workflow.evaluate import Evaluation, sentence

RIGHT_PX = 376
KIND_ROW_PX = 36


class EvaluationView(QWidget):
    """Shows one Evaluation. `opened`: the words of a query that was picked."""

    opened = Signal(str)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty until `show_evaluation`."""
        super().__init__()
        self._headline = Headline()
        self._sentence = Text("", "body", "ink_2", wrap=True)
        self.plot = IntervalPlot()
        self._kinds_head = Text("", "section")
        self._rows = Rows()
        self._table = Table(row_px=KIND_ROW_PX)
        self._table.setModel(self._rows)
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._table.setSelectionMode(Table.SelectionMode.NoSelection)
        self._forgotten_icon = IconLabel("tick", "malachite")
        self._forgotten = Text("", "body", "ink_2", wrap=True)
        self.queries = MovedQueries(thumbnails)
        self.queries.opened.connect(self.opened)
        self._lay_out()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.plot)
        left.addWidget(Hairline())
        left.addSpacing(8)
        left.addWidget(self._kinds_head)
        left.addWidget(self._table)
        forgotten = QHBoxLayout()
        forgotten.setContentsMargins(0, 8, 0, 0)
        forgotten.setSpacing(8)
        forgotten.addWidget(self._forgotten_icon)
        forgotten.addWidget(self._forgotten, 1)
        left.addLayout(forgotten)
        left.addStretch(1)
        self.queries.setFixedWidth(RIGHT_PX)
        row = QHBoxLayout()
        row.setSpacing(56)
        row.addLayout(left, 1)
        row.addWidget(self.queries)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._headline)
        column.addWidget(self._sentence)
        column.addSpacing(20)
        column.addLayout(row, 1)

    @staticmethod
    def works_wanted(evaluation: Evaluation) -> set[str]:
        """Accession numbers of the works whose pictures are shown."""
        best, worst = ends(moved(evaluation.queries))
        return {query.accession for query in (*best, *worst)}

    def show_evaluation(self, evaluation: Evaluation, works: Mapping[str, Painting]) -> None:
        """`works`: at least those `works_wanted` names, by accession number."""
        self._headline.setText(
            {
                "better": self.tr("微调后明显更准"),
                "worse": self.tr("微调后反而变差"),
            }.get(evaluation.verdict, self.tr("还看不出差别"))
        )
        self._sentence.setText(sentence(evaluation))
        self.plot.show_rows(self._plot_rows(evaluation))
        self._show_kinds(evaluation)
        self._say_forgetting(evaluation.forgetting)
        queries: list[Moved] = moved(evaluation.queries)
        self.queries.show_queries(queries, works)

    def _plot_rows(self, evaluation: Evaluation) -> list[IntervalRow]:
        rows = []
        for field, name, k in (
            ("r1", self.tr("首位"), 1),
            ("r5", self.tr("前五"), 5),
            ("r10", self.tr("前十"), 10),
        ):
            before, after = (
                _estimate(side["t2i"][field], side.get("interval", {}).get("t2i", {}).get(field))
                for side in (evaluation.zero_shot, evaluation.finetuned)
            )
            told = evaluation.difference.get(f"t2i_{field}")
            difference = (
                Estimate(told["value"], told["low"], told["high"])
                if told
                else Estimate(after.value - before.value)
            )
            rows.append(IntervalRow(name, f"Recall@{k}", before, after, difference))
        return rows

    def _show_kinds(self, evaluation: Evaluation) -> None:
        self._kinds_head.setText(self.tr("分说明看 Recall@1"))
        self._rows.set_heads(
            [
                self.tr("说明"),
                self.tr("句"),
                self.tr("零样本"),
                self.tr("微调"),
                self.tr("差"),
                self.tr("95% 区间"),
            ],
            right=range(1, 6),
        )
        order = [*DRAFTED_KINDS, *PAIR_KINDS]
        kinds = sorted(evaluation.by_kind, key=lambda kind: order.index(kind))
        rows = []
        for kind in kinds:
            one = evaluation.by_kind[kind]
            change = one["difference"]
            rows.append(
                (
                    kind_word(kind),
                    QLocale().toString(int(one["queries"])),
                    percent(one["zero_shot"]["t2i"]["r1"]),
                    percent(one["finetuned"]["t2i"]["r1"]),
                    points(change["value"]),
                    self._range(change),
                )
            )
        self._rows.set_rows(rows)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.hug(len(rows))

    def _range(self, change: Mapping[str, Any]) -> str:
        words = self.tr("{low} 至 {high}")
        low, high = round(change["low"] * 100), round(change["high"] * 100)
        return words.format(low=low, high=high).replace("-", "−")

    def _say_forgetting(self, forgetting: Mapping[str, Any]) -> None:
        if not forgetting.get("measured"):
            drift = forgetting.get("drift_test")
            words = self.tr("有没有遗忘没有量：这个模型没有附带原来的图片可比。")
            if drift is not None:
                words += self.tr("测试图片的向量平均移动了 {drift}。").format(drift=f"{drift:.3f}")
            self._forgotten_icon.set_icon("info", "ink_2")
            self._forgotten.setText(words)
            return
        change = forgetting["t2i_r1"]
        passed = bool(forgetting.get("passed"))
        words = (
            self.tr("没有遗忘：{figures}。")
            if passed
            else self.tr("忘了一些：{figures}。停用这次微调即复原。")
        )
        self._forgotten_icon.set_icon(*(("tick", "malachite") if passed else ("warning", "ochre")))
        figures = self.tr(
            "原来的 {pictures} 张图，Recall@1 由 {before} 到 {after}（差 {value}，区间 {range}）"
        ).format(
            pictures=forgetting["pictures"],
            before=percent(change["zero_shot"]),
            after=percent(change["finetuned"]),
            value=points(change["value"]),
            range=self._range(change),
        )
        self._forgotten.setText(words.format(figures=figures))


def _estimate(value: float, interval: Any) -> Estimate:
    low, high = interval if interval else (None, None)
    return Estimate(value, low, high)
