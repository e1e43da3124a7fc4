"""Above a run's figures: which run, whether search uses it, and what else can be done here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop.records import Run
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.figure_table import percent
from songclip_desktop.ui.widgets.marks import StatusMark


class RunBar(QWidget):
    """The page connects the buttons, and in a wide window takes `tools` into its header.

    Attributes:
        runs: which run. in_use, retire: where search uses it. advise: what to look at next, and
            back. all_runs: the list of them.
        parts: the ablation and back. take: 导入训练. again: to the finetune page. tools: these
            three.
    """

    def __init__(self) -> None:
        """Empty until `show_runs`."""
        super().__init__()
        self._numbers: dict[str, int] = {}
        self.runs, self.in_use, self.retire = Choice(), StatusMark(), QuietButton()
        self.parts, self.take, self.again = QuietButton(), QuietButton(), QuietButton()
        self.advise, self.all_runs = QuietButton(), QuietButton()
        self.runs.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tools, self._lists = QWidget(), QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        left, right, middle = QHBoxLayout(), QHBoxLayout(self.tools), QHBoxLayout(self._lists)
        self._left = left
        for row in (right, middle):
            row.setContentsMargins(0, 0, 0, 0)
        for row, parts in (
            (left, (self.runs, self.in_use, self.retire, self._lists)),
            (middle, (self.all_runs, self.advise)),
            (right, (self.parts, self.take, self.again)),
        ):
            row.setSpacing(8)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        self._column.addLayout(left)
        self._column.addWidget(self.tools)

    def keep_tools(self) -> None:
        """The header has no room for them: they stand here, in rows of their own."""
        self._column.addWidget(self._lists)
        self._column.addWidget(self.tools)

    def widen(self) -> None:
        """All that is not in the header stands in one row."""
        if self._left.indexOf(self._lists) < 0:
            self._left.insertWidget(self._left.count() - 1, self._lists)

    def retranslate(self) -> None:
        """All words but those of the runs."""
        self.runs.setAccessibleName(self.tr("哪一次训练"))
        self.in_use.set_sign("tick", "malachite", self.tr("检索正用着"))
        self.retire.setText(self.tr("停用"))
        self.all_runs.setText(self.tr("全部训练"))
        self.take.setText(self.tr("导入训练…"))
        self.again.setText(self.tr("再练一次"))

    def show_runs(self, finished: Sequence[Run], origins: Mapping[str, Mapping[str, Any]]) -> None:
        """`finished`: the newest first; `origins`: `carry.origin` of each."""
        self._numbers = {run.id: n for n, run in enumerate(reversed(finished), start=1)}
        self.runs.set_choices(
            [(run.id, self.run_words(run, origins.get(run.id, {}))) for run in finished]
        )
        self.runs.setVisible(len(finished) > 1)

    def run_words(self, run: Run, origin: Mapping[str, Any]) -> str:
        """A run by its name or number and its day, and by where it comes from if not from here."""
        words = self.tr("第 {number} 次，{day}").format(
            number=self._numbers.get(run.id, 1), day=run.created_at[:10]
        )
        if run.name:
            words = self.tr("{name}，{day}").format(name=run.name, day=run.created_at[:10])
        if origin.get("kind") == "strength":
            return self.tr("{run}，强度 {t}").format(run=words, t=percent(origin["strength"]))
        if origin.get("kind") == "file":
            return self.tr("{run}，导入").format(run=words)
        return words

    def number(self, run: str) -> int | None:
        """How many-th run it is, None for one that is gone."""
        return self._numbers.get(run)
