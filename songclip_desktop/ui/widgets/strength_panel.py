"""How strong a run had best be: the curve, a slider over what was measured, a button that saves.

What is offered is marked and told; nothing is changed by looking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.buttons import PlainButton
from songclip_desktop.ui.widgets.figure_table import change_words, percent, range_words
from songclip_desktop.ui.widgets.slider import HANDLE_PX, Slider
from songclip_desktop.ui.widgets.strength_plot import (
    LEFT_PX,
    RIGHT_PX,
    StrengthPlot,
    StrengthPoint,
)
from songclip_desktop.ui.widgets.text import Text


class StrengthPanel(QWidget):
    """Where no probe was measured it shows the curve alone and offers nothing.

    Signals:
        wanted: a strength between 0 and 1 that is to be saved as a run of its own.
    """

    wanted = Signal(float)

    def __init__(self) -> None:
        """Empty until `show_strength`."""
        super().__init__()
        self._curve: Sequence[Mapping[str, Any]] = ()
        self._told: Mapping[str, Any] = {}
        self._offered: float | None = None
        self._hindrance = ""
        self.plot, self.slider = StrengthPlot(), Slider()
        self.slider.setPageStep(1)
        self._key = Text("", "label", "ink_3", wrap=True)
        self.words = Text("", "body", "ink_2", wrap=True)
        self.save = PlainButton()
        self._slide = QWidget()
        slide = QHBoxLayout(self._slide)
        # The handle's middle lies below the point it stands for.
        slide.setContentsMargins(LEFT_PX - HANDLE_PX // 2, 0, RIGHT_PX - HANDLE_PX // 2, 0)
        slide.addWidget(self.slider)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        for part in (self.plot, self._slide, self._key, self.words):
            column.addWidget(part)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.slider.valueChanged.connect(self._chosen)
        self.save.clicked.connect(self._save)

    @property
    def strength(self) -> float:
        """What the slider stands at; 1 where nothing was measured."""
        place = self.slider.value()
        return float(self._curve[place]["t"]) if place < len(self._curve) else 1.0

    def show_strength(self, told: Mapping[str, Any] | None, hindrance: str = "") -> None:
        """`hindrance`: why nothing may be saved now, empty where it may."""
        again = told is self._told
        self._told, self._hindrance = told or {}, hindrance
        self._curve = self._told.get("curve", ())
        self._offered = self._told.get("offered")
        measured = any(point["forgetting"] for point in self._curve)
        for part in (self._slide, self.save, self.words):
            part.setVisible(measured)
        self._key.setText(self._key_words(measured))
        self.slider.setAccessibleName(self.tr("强度"))
        self.save.setText(self.tr("以这个强度另存一次"))
        if not again:
            self.slider.setMaximum(max(0, len(self._curve) - 1))
            stops = [point["t"] for point in self._curve]
            start = self._offered if self._offered in stops else 1.0
            self.slider.setValue(stops.index(start) if start in stops else len(stops) - 1)
        self._chosen()

    def offer_words(self) -> str:
        """What is offered, or why nothing is, in a sentence."""
        if not self._curve:
            return self.tr("没有量：没有验证用的画，强弱无从比较。")
        if not any(point["forgetting"] for point in self._curve):
            return self.tr("没有推荐：没有原来的图可比，不知道减弱以后会少忘多少。")
        if self._offered is None:
            return self.tr("没有推荐：量过的每一档都超出了遗忘的限度。")
        if self._offered == 1.0:
            return self.tr("全强度没有超出遗忘的限度，召回率也最高，不必减弱。")
        best = next(point for point in self._curve if point["t"] == self._offered)
        words = self.tr(
            "推荐 {t}：没有超出遗忘限度的几档里，它的平均召回率最高（验证作品上 {recall}，"
            "全强度 {full}）。不会自动采用。"
        )
        return words.format(
            t=percent(self._offered),
            recall=percent(best["mean_recall"]),
            full=percent(self._curve[-1]["mean_recall"]),
        )

    def _key_words(self, measured: bool) -> str:
        words = self.tr(
            "横轴是强度：0% 是底本，100% 是练成的样子；竖线是 95% 区间，在 {works} 件验证作品上量。"
        ).format(works=QLocale().toString(int(self._told.get("works", 0))))
        if measured:
            words += self.tr("空心点超出了遗忘的限度。上面的评测数字都是全强度的。")
        return words

    def _chosen(self) -> None:
        t = self.strength
        points = [_point(one) for one in self._curve]
        measured = any(point.passed is not None for point in points)
        self.plot.show_points(points, self._offered, t if measured else None)
        if not measured:
            return
        words = self._point_words(self._curve[self.slider.value()])
        self.words.setText(words)
        self.slider.setAccessibleDescription(words)
        reason = self._hindrance
        if t == 0.0:
            reason = self.tr("强度 0% 就是底本，停用微调即可。")
        elif t == 1.0:
            reason = self.tr("这就是现在这一次。")
        self.save.set_possible(not reason, reason)

    def _point_words(self, point: Mapping[str, Any]) -> str:
        lost = point["forgetting"]
        words = self.tr(
            "强度 {t}：平均召回率 {recall}（{range}）；原来的图上首位找到的，以文找图 {t2i}，"
            "变化 {t2i_change}，以图找文 {i2t}，变化 {i2t_change}：{verdict}。"
        )
        return words.format(
            t=percent(point["t"]),
            recall=percent(point["mean_recall"]),
            range=range_words(*point["interval"]),
            t2i=percent(lost["t2i_r1"]["finetuned"]),
            t2i_change=change_words(lost["t2i_r1"]),
            i2t=percent(lost["i2t_r1"]["finetuned"]),
            i2t_change=change_words(lost["i2t_r1"]),
            verdict=self.tr("没有超出限度") if lost["passed"] else self.tr("超出了限度"),
        )

    def _save(self) -> None:
        self.wanted.emit(self.strength)


def _point(told: Mapping[str, Any]) -> StrengthPoint:
    lost, (low, high) = told["forgetting"], told["interval"]
    ways = (lost["t2i_r1"]["finetuned"], lost["i2t_r1"]["finetuned"]) if lost else (None, None)
    passed = bool(lost["passed"]) if lost else None
    return StrengthPoint(told["t"], told["mean_recall"], low, high, *ways, passed)
