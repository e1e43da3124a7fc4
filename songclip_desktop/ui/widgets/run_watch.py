"""A training run as it goes: time left as the headline, a bar, loss and validation recall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop.jobs.pace import Pace
from songclip_desktop.progress import Progress
from songclip_desktop.ui.widgets.curves import CurvePlot, Series
from songclip_desktop.ui.widgets.interval_plot import percent
from songclip_desktop.ui.widgets.progress import Bar, left_words
from songclip_desktop.ui.widgets.text import Headline, Text

Epoch = Mapping[str, Any]


class RunWatch(QWidget):
    """Told of progress and of each epoch's figures; shows them in place."""

    def __init__(self) -> None:
        """Axes only until the first epoch."""
        super().__init__()
        self._epochs: list[Epoch] = []
        self._progress: Progress | None = None
        self._headline = Headline(wrap=False)
        self._count, self._rate = Text("", "body", "ink_2"), Text("", "body", "ink_2")
        self._bar = Bar(6)
        self._remark = Text("", "body", "ink_2", wrap=True)
        self._loss_head, self._recall_head = Text("", "section"), Text("", "section")
        self._loss, self._recall = CurvePlot(), CurvePlot(percent=True)
        self._best = Text("", "body", "ink_2", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addWidget(self._headline)
        for label in (self._count, self._rate):
            head.addWidget(label)
        head.addStretch(1)
        curves = QGridLayout()
        curves.setHorizontalSpacing(48)
        curves.setVerticalSpacing(8)
        for column, (title, plot) in enumerate(
            ((self._loss_head, self._loss), (self._recall_head, self._recall))
        ):
            plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            plot.setMaximumHeight(420)
            curves.addWidget(title, 0, column)
            curves.addWidget(plot, 1, column)
            curves.setColumnStretch(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._remark)
        column.addSpacing(24)
        column.addLayout(curves, 4)
        column.addSpacing(8)
        column.addWidget(self._best)
        column.addStretch(1)

    @property
    def share(self) -> float:
        """How much of the steps was done at the last report of a step, 0 to 1."""
        steps = self._progress
        return steps.done / steps.total if steps is not None and steps.total else 0.0

    def retranslate(self) -> None:
        """The words that stay."""
        remark = self.tr("不必守着。可以去审校，练完会在活动里告诉你；断电也只丢这一轮。")
        self._remark.setText(remark)
        self._loss_head.setText(self.tr("损失"))
        self._recall_head.setText(self.tr("验证：平均召回"))
        self._loss.setAccessibleName(self.tr("损失"))
        self._recall.setAccessibleName(self.tr("验证：平均召回"))
        self._draw()

    def begin(self, epochs: Sequence[Epoch] = ()) -> None:
        """A run starts, or goes on after the epochs it had."""
        self._epochs = list(epochs)
        self._progress = None
        self._headline.setText(self.tr("正在准备"))
        self._count.setText("")
        self._rate.setText("")
        self._bar.set_fraction(0)
        self._draw()

    def add_epoch(self, epoch: Epoch) -> None:
        """One epoch's figures, epoch 0 being zero-shot."""
        self._epochs.append(epoch)
        self._draw()

    def show_progress(
        self, progress: Progress, pace: Pace, *, paused: bool, stopping: bool
    ) -> None:
        """Steps while it trains; afterwards the phase in words."""
        training = progress.unit == "step"
        if training:
            self._progress = progress
        locale = QLocale()
        if paused:
            self._headline.setText(self.tr("已暂停"))
        elif stopping:
            self._headline.setText(self.tr("正在停下，留下最好的一轮"))
        elif training:
            self._headline.setText(left_words(pace.left_s))
        elif progress.note:
            self._headline.setText(progress.note)
        if progress.total:
            self._bar.set_fraction(progress.done / progress.total)
            words = self.tr("{done} / {total} 步") if training else "{done} / {total}"
            words = words.format(
                done=locale.toString(progress.done), total=locale.toString(progress.total)
            )
            self._count.setText(f"{self._epoch_words()}　{words}" if training else words)
        rate = locale.toString(pace.per_s, "f", 1)
        shown = training and pace.per_s > 0 and not paused
        self._rate.setText(self.tr("每秒 {rate} 步").format(rate=rate) if shown else "")
        if training:
            self._draw_curves()

    def _total(self) -> int:
        return int(self._epochs[-1]["epochs"]) if self._epochs else 1

    def _epoch_words(self) -> str:
        if not self._epochs:
            return ""
        now = min(self._total(), int(self._epochs[-1]["epoch"]) + 1)
        return self.tr("第 {now} 轮，共 {total} 轮").format(now=now, total=self._total())

    def _draw(self) -> None:
        self._draw_curves()
        self._say_best()

    def _draw_curves(self) -> None:
        position = None
        if self._progress is not None and self._progress.total:
            position = self._progress.done / self._progress.total * self._total()
        epochs = float(self._total())
        train, valid = self._curve("loss"), self._curve("valid_loss")
        self._loss.show_series(
            [
                Series(*train, "ink_2", self._labelled(self.tr("训练"), train), points=True),
                Series(*valid, "azurite", self._labelled(self.tr("验证"), valid), points=True),
            ],
            epochs=epochs,
            position=position,
        )
        recall = self._recalls()
        series = [Series(*recall, "azurite", "", points=True)]
        if recall[1]:
            zero = recall[1][0]
            label = self.tr("零样本 {recall}").format(recall=percent(zero))
            level = Series([0.0, epochs], [zero, zero], "ochre", label, dashed=True)
            newest = percent(recall[1][-1]) if len(recall[1]) > 1 else ""
            series = [level, Series(*recall, "azurite", newest, points=True)]
        self._recall.show_series(series, epochs=epochs, position=position)

    def _curve(self, field: str) -> tuple[list[float], list[float]]:
        rows = [one for one in self._epochs if one.get(field) is not None]
        return [float(one["epoch"]) for one in rows], [float(one[field]) for one in rows]

    def _recalls(self) -> tuple[list[float], list[float]]:
        rows = [one for one in self._epochs if one.get("valid")]
        return (
            [float(one["epoch"]) for one in rows],
            [float(one["valid"]["mean_recall"]) for one in rows],
        )

    @staticmethod
    def _labelled(name: str, curve: tuple[list[float], list[float]]) -> str:
        return f"{name} {curve[1][-1]:.2f}" if curve[1] else ""

    def _say_best(self) -> None:
        places, recalls = self._recalls()
        if len(recalls) < 2:
            self._best.setText("")
            return
        best = max(range(1, len(recalls)), key=lambda i: recalls[i])
        words = self.tr(
            "目前最好的是第 {epoch} 轮：验证召回 {recall}，零样本 {zero}。差别要等测试作品来定。"
        )
        self._best.setText(
            words.format(
                epoch=int(places[best]), recall=percent(recalls[best]), zero=percent(recalls[0])
            )
        )
