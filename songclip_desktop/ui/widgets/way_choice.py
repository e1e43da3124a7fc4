"""What to train where a processor has a large model: minutes or hours, said before one chooses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.option_row import OptionRow
from songclip_desktop.ui.widgets.progress import duration_words
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.workflow.run_time import Way

_MINUTE_S, _HOUR_S = 60, 3600


class WayChoice(QWidget):
    """One row for each way; the first is the one recommended.

    Signals:
        chosen: the preset that a person chose.

    Attributes:
        rows: by preset.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        """No rows yet."""
        super().__init__()
        self.rows: dict[str, OptionRow] = {}
        self._head = Text("", "section")
        self._remark = Text("", "label", "ink_2", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._head)
        self._column.addWidget(self._remark)

    def show_ways(
        self, ways: Sequence[Way], words: dict[str, str], chosen: str, measured: bool
    ) -> None:
        """What each way is called, and how long it would take.

        Args:
            ways: the recommended one first; the same in each call for a machine.
            words: by preset.
            chosen: the preset that holds now, which need not be one of these.
            measured: whether this machine's rate is known.
        """
        self._head.setText(self.tr("学多少"))
        self._remark.setText(
            self.tr("没有显卡：先学最后一步。时间按这台电脑量到的速度估算。")
            if measured
            else self.tr("还没有量过这台电脑，时间按一般的办公电脑估算。")
        )
        remarks = {
            "head": self.tr("只调图片向量的投影"),
            "top4": self.tr("看画的最后四层"),
            "faithful": self.tr("看画的每一层各学一点"),
            "best": self.tr("两边每层都学，有显卡时值得"),
        }
        for place, way in enumerate(ways):
            row = self.rows.get(way.preset) or self._add(way.preset)
            time = duration_words(_rounded(way.expected_s))
            figure = self.tr("{0}，上次") if way.measured else self.tr("约 {0}")
            row.say(
                words[way.preset],
                remarks[way.preset],
                figure.format(time),
                self.tr("推荐") if place == 0 else "",
            )
            self._check(row, way.preset == chosen)

    def _add(self, preset: str) -> OptionRow:
        row = self.rows[preset] = OptionRow()
        row.clicked.connect(lambda: self.chosen.emit(preset))
        self._column.addWidget(row)
        return row

    @staticmethod
    def _check(row: OptionRow, checked: bool) -> None:
        """None of them holds where another way was chosen below."""
        row.setAutoExclusive(False)
        row.setChecked(checked)
        row.setAutoExclusive(True)


def _rounded(seconds: float) -> float:
    """As exact as an estimate can be: to the minute, ten minutes, or the hour."""
    if seconds < 10 * _MINUTE_S:
        return seconds
    for below, step in ((_HOUR_S, _MINUTE_S), (10 * _HOUR_S, 10 * _MINUTE_S)):
        if seconds < below:
            return round(seconds / step) * step
    return round(seconds / _HOUR_S) * _HOUR_S
