"""The bar below two rankings: which is better, and how it has stood so far."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from songclip_desktop.ui.widgets.buttons import PrimaryButton, SegmentedControl
from songclip_desktop.ui.widgets.text import ElidedText, Text
from songclip_desktop.workflow.verdicts import Tally

CHOICES = ("left", "same", "right")


class VerdictBar(QWidget):
    """`judged` carries the choice: "left", "right" or "same"."""

    judged = Signal(str)

    def __init__(self) -> None:
        """Nothing is chosen."""
        super().__init__()
        self._question = Text("", "body", "ink_2")
        self.choice = SegmentedControl()
        self._tally = ElidedText("", "label", "ink_2")
        self._tally.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.record = PrimaryButton(hint="↵", tall=True)
        self._why_not = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._question)
        row.addWidget(self.choice)
        row.addWidget(self._tally, 1)
        row.addWidget(self.record)
        self.choice.chosen.connect(lambda _key: self._show())
        self.record.clicked.connect(self._judge)

    def retranslate(self) -> None:
        """All words but the names of the sides."""
        self._question.setText(self.tr("哪边更好？"))
        self.choice.setAccessibleName(self.tr("哪边更好？"))
        self.record.setText(self.tr("记下判断"))
        self._show()

    def show_sides(self, left: str, right: str, tally: Tally, why_not: str = "") -> None:
        """The names of both sides and the count of what was judged between them.

        `why_not`: why this ranking cannot be judged; empty where it can.
        """
        self.choice.set_choices(
            [("left", left), ("same", self.tr("差不多")), ("right", right)]
        )  # fmt: skip
        self.choice.choose("")
        self._why_not = why_not
        self._tally.setText(self.words(tally, right))
        self.setToolTip(self.tr("分出高下的句子里它更好的一份，括号里是 95% 区间"))
        self._show()

    def words(self, tally: Tally, right: str) -> str:
        """How often the right side won; never without its interval."""
        number = QLocale().toString
        judged = tally.left + tally.right + tally.same
        if not judged:
            return self.tr("还没有记过；记下的判断以后每次训练都会再考一遍")
        if tally.share is None:
            return self.tr("已记 {count} 句，都差不多").format(count=number(judged))
        words = self.tr("已记 {count} 句，{name}更好 {wins}；{share}（{low}–{high}）")
        return words.format(
            count=number(judged),
            name=right,
            wins=number(tally.right),
            share=f"{tally.share:.0%}",
            low=f"{100 * tally.low:.0f}",
            high=f"{tally.high:.0%}",
        )

    def choose(self, choice: str) -> None:
        """As by a key."""
        if self.isVisible() and not self._why_not:
            self.choice.choose(choice)
            self._show()

    def enter(self) -> None:
        """Keeps the choice, where one was made."""
        if self.isVisible() and self.record.isEnabled():
            self._judge()

    def _judge(self) -> None:
        self.judged.emit(self.choice.current())

    def _show(self) -> None:
        self.choice.setEnabled(not self._why_not)
        self.choice.setToolTip(self._why_not)
        chosen = bool(self.choice.current())
        why = self._why_not or ("" if chosen else self.tr("先选哪边更好"))
        self.record.set_possible(not why, why)
