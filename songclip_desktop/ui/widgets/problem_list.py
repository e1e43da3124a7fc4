"""Row problems one under the other: where, what, what to do; and a table of them all."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from songclip_desktop.records import Problem
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.messages import IconLabel
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.text import Hairline, Text

SHOWN = 60
NOTICES = frozenset({"picture_unregistered", "picture_missing", "picture_repeated"})

translate = QCoreApplication.translate


class ProblemList(QWidget):
    """Problems first, remarks below; at most 60 are drawn, all go into the table."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._problems: list[Problem] = []
        self._title = Text("", "strong")
        self._count = Text("", "body", "ink_2")
        self.save = QuietButton()
        self.save.clicked.connect(self._save)
        self._inner = QWidget()
        self._rows = QVBoxLayout(self._inner)
        self._rows.setContentsMargins(0, 0, 12, 0)
        self._rows.setSpacing(12)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._title)
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._area, 1)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """All anew."""
        self._problems = sorted(problems, key=lambda each: each.code in NOTICES)
        self._title.setText(translate("ProblemList", "问题"))
        self._count.setText(
            translate("ProblemList", "{0} 条，不影响其余").format(number(len(problems)))
            if problems
            else translate("ProblemList", "没有发现")
        )
        self.save.setText(translate("ProblemList", "存为表格"))
        self.save.setVisible(bool(problems))
        empty(self._rows)
        for problem in self._problems[:SHOWN]:
            self._rows.addWidget(_Row(problem))
        if len(self._problems) > SHOWN:
            more = translate("ProblemList", "另有 {0} 条，存为表格可看全部。")
            words = more.format(number(len(self._problems) - SHOWN))
            self._rows.addWidget(Text(words, "label", "ink_2", wrap=True))
        self._rows.addStretch(1)

    def retranslate(self) -> None:
        """The same problems in the reader's language."""
        self.show_problems(self._problems)

    def _save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, translate("ProblemList", "存为表格"), "problems.csv", "CSV (*.csv)"
        )
        if chosen:
            write_table(Path(chosen), self._problems)


def write_table(path: Path, problems: Sequence[Problem]) -> None:
    """Writes the problems as CSV that Excel opens as UTF-8."""
    heads = [
        translate("ProblemList", "来源"),
        translate("ProblemList", "行"),
        translate("ProblemList", "藏号"),
        translate("ProblemList", "怎么了"),
        translate("ProblemList", "怎么办"),
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(heads)
        for each in problems:
            writer.writerow([each.source, each.row or "", each.accession, each.what, each.remedy])


class _Row(QWidget):
    """One problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        notice = problem.code in NOTICES
        where = problem.source
        if problem.row is not None:
            where = translate("ProblemList", "第 {0} 行").format(problem.row)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(where, "strong", wrap=True))
        words.addWidget(Text(problem.what, "body", wrap=True))
        words.addWidget(Text(problem.remedy, "body", "ink_2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        icon = IconLabel("info", "ink_3") if notice else IconLabel("octagon", "rouge")
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(Hairline())
