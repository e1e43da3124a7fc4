"""What a training brought: the verdict first, then intervals, kinds and queries, the rest folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from songclip_desktop.records import DRAFTED_KINDS, PAIR_KINDS, Painting
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.columns import Columns
from songclip_desktop.ui.widgets.figure_table import (
    FigureTable,
    percent,
    points,
    range_words,
)
from songclip_desktop.ui.widgets.fold import Fold
from songclip_desktop.ui.widgets.forgetting_panel import ForgettingPanel
from songclip_desktop.ui.widgets.gallery_panel import GalleryPanel
from songclip_desktop.ui.widgets.interval_plot import Estimate, IntervalPlot, IntervalRow
from songclip_desktop.ui.widgets.left_out_panel import LeftOutPanel
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.measures_panel import MeasuresPanel
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.moved_queries import Moved, MovedQueries, ends, moved
from songclip_desktop.ui.widgets.strength_panel import StrengthPanel
from songclip_desktop.ui.widgets.text import Hairline, Headline, Text
from songclip_desktop.workflow.evaluate import Evaluation, sentence

BREAK_PX = 960


class _Note(ErrorPanel):
    """A remark below the sentence, as quiet as that."""

    above_px, below_px = 4, 0

    def __init__(self) -> None:
        super().__init__("info", "ink_2")
        self._what.setProperty("role", "body")
        row = self.layout()
        words = row.itemAt(1) if row is not None else None
        if words is not None:
            words.setAlignment(Qt.AlignmentFlag.AlignTop)  # beside the icon, not the button


class EvaluationView(QWidget):
    """Shows one Evaluation.

    Attributes:
        origin: what must be known of a run that was not trained here; the page fills it.

    Signals:
        opened: the words of a query that was picked. strength: one to be saved as a run.
    """

    opened = Signal(str)
    strength = Signal(float)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty until `show_evaluation`."""
        super().__init__()
        self._run = ""
        self._headline = Headline()
        self._sentence = Text("", "body", "ink_2", wrap=True)
        self.origin = _Note()
        self.plot = IntervalPlot()
        self._kinds_head = Text("", "section")
        self._table = FigureTable()
        self._rows = self._table.rows
        self.lost, self.strengths = ForgettingPanel(), StrengthPanel()
        self.gallery, self.measures = GalleryPanel(), MeasuresPanel()
        self.left_out = LeftOutPanel()
        self.folds = {
            "lost": Fold(self.lost),
            "strength": Fold(self.strengths),
            "gallery": Fold(self.gallery),
            "measures": Fold(self.measures),
            "left_out": Fold(self.left_out),
        }
        self.queries = MovedQueries(thumbnails)
        self.queries.opened.connect(self.opened)
        self.strengths.wanted.connect(self.strength)
        self._lay_out()

    def _lay_out(self) -> None:
        left_side = QWidget()
        left = QVBoxLayout(left_side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self.plot)
        left.addWidget(Hairline())
        left.addSpacing(8)
        left.addWidget(self._kinds_head)
        left.addWidget(self._table)
        left.addSpacing(16)
        for fold in self.folds.values():
            left.addWidget(fold)
        left.addStretch(1)
        columns = Columns(BREAK_PX, 56)
        columns.add(left_side, 1)
        columns.add(self.queries, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._headline)
        column.addWidget(self._sentence)
        column.addWidget(self.origin)
        column.addSpacing(20)
        column.addWidget(columns, 1)

    @staticmethod
    def works_wanted(evaluation: Evaluation) -> set[str]:
        """Accession numbers of the works whose pictures are shown."""
        best, worst = ends(moved(evaluation.queries))
        return {query.accession for query in (*best, *worst)}

    def show_evaluation(
        self,
        evaluation: Evaluation,
        works: Mapping[str, Painting],
        *,
        run: str,
        hindrance: str = "",
        part_of: str = "",
    ) -> None:
        """Everything anew; what was unfolded stays so while it is the same run.

        Args:
            evaluation: what was measured.
            works: at least those `works_wanted` names, by accession number.
            run: whose figures they are, by its folder.
            hindrance: why no strength may be saved now.
            part_of: in words, the run that this one is a weaker form of, where it is one.
        """
        self._headline.setText(
            {
                "better": self.tr("微调后明显更准"),
                "worse": self.tr("微调后反而变差"),
            }.get(evaluation.verdict, self.tr("还看不出差别"))
        )
        self._sentence.setText(sentence(evaluation))
        self.plot.show_rows(self._plot_rows(evaluation))
        self._show_kinds(evaluation)
        self._show_strength(evaluation, hindrance, part_of)
        self._show_folds(evaluation)
        if run != self._run:
            self._run = run
            offered = (evaluation.strength or {}).get("offered")
            for name, fold in self.folds.items():
                fold.open(name == "strength" and not part_of and offered not in (None, 1.0))
        queries: list[Moved] = moved(evaluation.queries)
        self.queries.show_queries(queries, works)

    def _show_strength(self, evaluation: Evaluation, hindrance: str, part_of: str) -> None:
        fold = self.folds["strength"]
        self.strengths.show_strength(None if part_of else evaluation.strength, hindrance)
        words = self.tr("这次是{run}减弱而来；强弱请在那一次里看。").format(run=part_of)
        fold.say(self.tr("强度"), words if part_of else self.strengths.offer_words())
        fold.button.setEnabled(bool(evaluation.strength) and not part_of)

    def _show_folds(self, evaluation: Evaluation) -> None:
        self.lost.show_forgetting(evaluation.forgetting)
        self.folds["lost"].say(self.tr("遗忘"), *self.lost.line())
        self.gallery.show_evaluation(evaluation)
        self.folds["gallery"].say(self.tr("在哪里找"), self.gallery.line(evaluation))
        self.measures.show_evaluation(evaluation)
        self.folds["measures"].say(self.tr("全部指标"), self.measures.line(evaluation))
        left_out = evaluation.left_out
        self.left_out.show_works(left_out)
        self.folds["left_out"].say(
            self.tr("没有学的作品"), self.left_out.line(left_out), "info", "ink_2"
        )
        self.folds["left_out"].setVisible(bool(left_out))

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
        heads = (
            self.tr("说明"), self.tr("句"), self.tr("零样本"), self.tr("微调"), self.tr("差"),
            self.tr("95% 区间"),
        )  # fmt: skip
        order = [*DRAFTED_KINDS, *PAIR_KINDS]
        rows = []
        for kind in sorted(evaluation.by_kind, key=lambda kind: order.index(kind)):
            one = evaluation.by_kind[kind]
            change = one["difference"]
            rows.append(
                (
                    kind_word(kind),
                    QLocale().toString(int(one["queries"])),
                    percent(one["zero_shot"]["t2i"]["r1"]),
                    percent(one["finetuned"]["t2i"]["r1"]),
                    points(change["value"]),
                    range_words(change["low"], change["high"]),
                )
            )
        self._table.show_figures(self.tr("分说明看 Recall@1"), heads, rows)


def _estimate(value: float, interval: Any) -> Estimate:
    low, high = interval if interval else (None, None)
    return Estimate(value, low, high)
