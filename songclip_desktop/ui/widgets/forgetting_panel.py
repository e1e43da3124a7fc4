"""What a training made the model forget: both directions, plain names, how far vectors moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.figure_table import (
    FigureTable,
    change_words,
    percent,
    points,
    range_words,
)
from songclip_desktop.ui.widgets.text import Text

# As the engine judges, see docs/evaluation.md: at most 2 points lost, and surely fewer than 5.
MOST_LOST, SURELY_LOST = 0.02, 0.05


class ForgettingPanel(QWidget):
    """The table and the lines below it; `line` is what stands when it is folded."""

    def __init__(self) -> None:
        """Empty until `show_forgetting`."""
        super().__init__()
        self._told: Mapping[str, Any] = {}
        self.table = FigureTable()
        self.limit = Text("", "label", "ink_3", wrap=True)
        self.moved = Text("", "body", "ink_2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        for part in (self.table, self.limit, self.moved):
            column.addWidget(part)

    def show_forgetting(self, told: Mapping[str, Any]) -> None:
        """`forgetting` of an evaluation."""
        self._told = told
        measured = bool(told.get("measured"))
        self.table.setVisible(measured)
        self.limit.setVisible(measured)
        if measured:
            heads = (
                self.tr("原来的图"), self.tr("零样本"), self.tr("微调"), self.tr("差"),
                self.tr("95% 区间"), self.tr("遗忘"),
            )  # fmt: skip
            self.table.show_figures(self.tr("遗忘"), heads, self._rows())
        self.limit.setText(
            self.tr(
                "不算遗忘：两个方向的首位召回率都降得不超过 2 个百分点，而且有把握不到 5 个。"
                "认名字不在其内，只供参看。"
            )
        )
        self.moved.setText(self._moved_words())

    def line(self) -> tuple[str, str, str]:
        """The sentence, and the icon with its tone."""
        told = self._told
        if not told.get("measured"):
            words = self.tr("没有量：这个模型没有附带原来的图片可比。")
            return words, "info", "ink_2"
        ways = [(self.tr("以文找图"), told["t2i_r1"])]
        if "i2t_r1" in told:
            ways.append((self.tr("以图找文"), told["i2t_r1"]))
        each = self.tr("{way} {before} → {after}，{change}")
        figures = self.tr("；").join(
            each.format(
                way=way,
                before=percent(one["zero_shot"]),
                after=percent(one["finetuned"]),
                change=change_words(one),
            )
            for way, one in ways
        )
        number = QLocale().toString(int(told["pictures"]))
        if told.get("passed"):
            words = self.tr("没有遗忘：原来的 {pictures} 张图，首位召回率{figures}。")
            return words.format(pictures=number, figures=figures), "tick", "malachite"
        words = self.tr("忘了一些：原来的 {pictures} 张图，首位召回率{figures}。停用即复原。")
        return words.format(pictures=number, figures=figures), "warning", "ochre"

    def _rows(self) -> list[tuple[str, ...]]:
        told = self._told
        rows = []
        for name, field in (
            (self.tr("以文找图首位"), "t2i_r1"),
            (self.tr("以图找文首位"), "i2t_r1"),
        ):
            if field in told:
                one = told[field]
                within = one["value"] >= -MOST_LOST and one["low"] > -SURELY_LOST
                verdict = self.tr("在限度内") if within else self.tr("超出限度")
                rows.append(self._row(name, one, verdict))
        if (classes := told.get("classes")) is not None:
            name = self.tr("认名字（{n} 个里选）").format(n=len(classes["names"]))
            chance = self.tr("随机 {chance}").format(chance=percent(classes["chance"]))
            rows.append(self._row(name, classes, chance))
        return rows

    @staticmethod
    def _row(name: str, one: Mapping[str, Any], last: str) -> tuple[str, ...]:
        return (
            name,
            percent(one["zero_shot"]),
            percent(one["finetuned"]),
            points(one["value"]),
            range_words(one["low"], one["high"]),
            last,
        )

    def _moved_words(self) -> str:
        told, parts = self._told, []
        if told.get("drift_probe") is not None:
            parts.append(self.tr("原来的图 {drift}").format(drift=f"{told['drift_probe']:.3f}"))
        if told.get("drift_test") is not None:
            parts.append(self.tr("测试作品 {drift}").format(drift=f"{told['drift_test']:.3f}"))
        words = ""
        if parts:
            moved = self.tr("图片向量平均移动（1 − 余弦）：{parts}。")
            words = moved.format(parts=self.tr("，").join(parts))
        if "texts_unchanged" in told:
            words += (
                self.tr("读文的部分一点没动，文字的向量与底本相同。")
                if told["texts_unchanged"]
                else self.tr("读文的部分也学了，文字的向量与底本不同。")
            )
        return words
