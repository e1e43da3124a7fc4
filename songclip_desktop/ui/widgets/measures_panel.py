"""Every measure of an evaluation, both directions, as the field reports them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.figure_table import FigureTable, percent, points, range_words
from songclip_desktop.workflow.evaluate import Evaluation


class MeasuresPanel(QWidget):
    """R@1, 5 and 10 both ways, mean recall, median rank, MRR and mAP."""

    def __init__(self) -> None:
        """Empty until `show_evaluation`."""
        super().__init__()
        self.table = FigureTable()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self.table)

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """All rows anew."""
        heads = (
            self.tr("指标"), self.tr("零样本"), self.tr("微调"), self.tr("差"),
            self.tr("95% 区间"), "p",
        )  # fmt: skip
        self.table.show_figures(self.tr("全部指标"), heads, self._rows(evaluation))

    def line(self, evaluation: Evaluation) -> str:
        """What stands when it is folded."""
        words = self.tr("两个方向的首位、前五、前十，名次中位数 {before} → {after}，MRR，mAP")
        return words.format(
            before=f"{evaluation.zero_shot['median_rank']:g}",
            after=f"{evaluation.finetuned['median_rank']:g}",
        )

    def _rows(self, evaluation: Evaluation) -> list[tuple[str, ...]]:
        before, after = evaluation.zero_shot, evaluation.finetuned
        rows = [
            (
                f"{name} R@{k[1:]}",
                percent(before[way][k]),
                percent(after[way][k]),
                *_change(evaluation.difference.get(f"{way}_{k}")),
            )
            for way, name in (("t2i", self.tr("以文找图")), ("i2t", self.tr("以图找文")))
            for k in ("r1", "r5", "r10")
        ]
        rows.append(
            (
                self.tr("平均召回率"),
                percent(before["mean_recall"]),
                percent(after["mean_recall"]),
                *_change(evaluation.difference["mean_recall"]),
            )
        )
        for name, field, form in (
            (self.tr("名次中位数（以文找图）"), "median_rank", "{:g}"),
            (self.tr("MRR（以文找图）"), "mrr", "{:.3f}"),
            (self.tr("mAP（以图找文）"), "map", "{:.3f}"),
        ):
            rows.append(
                (name, form.format(before[field]), form.format(after[field]), "–", "–", "–")
            )
        return rows


def _change(told: Mapping[str, Any] | None) -> tuple[str, str, str]:
    """Dashes where no interval was made: a change alone says nothing."""
    if told is None:
        return "–", "–", "–"
    p = told["p"]
    said = "<0.001" if p < 0.001 else f"{p:.3f}"
    return points(told["value"]), range_words(told["low"], told["high"]), said
