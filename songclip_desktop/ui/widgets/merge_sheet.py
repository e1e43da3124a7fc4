"""Captions that another reader has worked on: what comes in, and where both have written."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.diff import DiffText
from songclip_desktop.ui.widgets.exported_sheet import ProblemRows
from songclip_desktop.ui.widgets.fields import Radio
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.marks import StatusMark, kind_word
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text
from songclip_desktop.workflow.merge import Conflict, Merge

SHOWN = 100


class ConflictRow(QWidget):
    """One caption that was changed on both sides: what stands here holds unless one chooses.

    Attributes:
        ours, theirs: the two answers.
    """

    def __init__(self, conflict: Conflict, title: str) -> None:
        """`title`: of the work."""
        super().__init__()
        self.conflict = conflict
        row, kept = conflict.row, conflict.ours
        self.ours, self.theirs = Radio(), Radio()
        self.ours.setChecked(True)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = " · ".join(part for part in (kept.accession, title, kind_word(kept.kind)) if part)
        column.addWidget(ElidedText(head, "strong"))
        # The changes are shown once, in the text from the file.
        for radio, status, text, before in (
            (self.ours, kept.status, kept.text, None),
            (self.theirs, row.status, row.text, kept.text),
        ):
            self._group.addButton(radio)
            line = QHBoxLayout()
            line.addWidget(radio)
            line.addStretch(1)
            line.addWidget(StatusMark(status))
            column.addLayout(line)
            shown = DiffText("reading")
            shown.show_text(text, before)
            shown.setContentsMargins(0, 0, 0, 0)
            column.addWidget(shown)
        self.retranslate()

    def retranslate(self) -> None:
        """All words."""
        who = self.conflict.ours.author
        self.ours.setText(self.tr("留这里的") + (f" · {who}" if who else ""))
        who = self.conflict.row.author
        self.theirs.setText(self.tr("用表格里的") + (f" · {who}" if who else ""))


class MergeSheet(Sheet):
    """Says what would come in before anything does; conflicts are chosen one by one.

    Signals:
        merge_asked: do it.

    Attributes:
        rows: the conflicts.
    """

    name = "merge"
    merge_asked = Signal()

    def __init__(self) -> None:
        """Empty until `begin`."""
        super().__init__()
        self._merge: Merge | None = None
        self._file = ""
        self.rows: list[ConflictRow] = []
        self._count, self._detail = Text("", "headline"), Text("", "body", "ink_2", wrap=True)
        self._head, self._note = Text("", "section"), Text("", "label", "ink_3", wrap=True)
        self.all_ours, self.all_theirs = QuietButton(), QuietButton()
        self._both = QWidget()
        both = QHBoxLayout(self._both)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self._head)
        both.addStretch(1)
        both.addWidget(self.all_ours)
        both.addWidget(self.all_theirs)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        self.problems = ProblemRows()
        for part in (self._count, self._detail, self._both, self._note):
            self.body.addWidget(part)
        self.body.addLayout(self._lines)
        self.body.addWidget(self.problems)
        self.body.addStretch(1)
        self.go = PrimaryButton(tall=True)
        self.go.clicked.connect(self.merge_asked)
        self.all_ours.clicked.connect(lambda: self._choose(False))
        self.all_theirs.clicked.connect(lambda: self._choose(True))
        self.with_foot(self.go)

    def retranslate(self) -> None:
        """Its words."""
        super().retranslate()
        self.say(self.tr("并入审校表"), self._file)
        self.all_ours.setText(self.tr("都留这里的"))
        self.all_theirs.setText(self.tr("都用表格里的"))
        for row in self.rows:
            row.retranslate()
        self.problems.retranslate()
        self._show()

    def begin(self, file: str, merge: Merge, titles: Mapping[int, str]) -> None:
        """What a file would change.

        Args:
            file: its name.
            merge: from `merge.prepare`.
            titles: of the works of its conflicts, by id.
        """
        self._file, self._merge = file, merge
        self.problem.clear()
        empty(self._lines)
        self.rows = []
        for conflict in merge.conflicts[:SHOWN]:
            if self.rows:
                self._lines.addWidget(Hairline())
            row = ConflictRow(conflict, titles.get(conflict.ours.painting_id, ""))
            row.theirs.toggled.connect(lambda _on: self._show())
            self.rows.append(row)
            self._lines.addWidget(row)
        self.problems.show_problems(merge.problems)
        self.retranslate()

    @property
    def theirs(self) -> list[Conflict]:
        """The conflicts in which the file is to be followed."""
        return [row.conflict for row in self.rows if row.theirs.isChecked()]

    def _choose(self, theirs: bool) -> None:
        for row in self.rows:
            (row.theirs if theirs else row.ours).setChecked(True)

    def _show(self) -> None:
        merge = self._merge
        if merge is None:
            return
        count = len(merge.taken) + len(self.theirs)
        self._count.setText(self.tr("{0} 条说明会改").format(number(count)))
        told = []
        if merge.same:
            told.append(self.tr("{0} 条两边一样").format(number(merge.same)))
        if merge.behind:
            told.append(self.tr("{0} 条是这里从前的文字，不动").format(number(merge.behind)))
        self._detail.setText("\n".join(told))
        self._detail.setVisible(bool(told))
        self._both.setVisible(bool(merge.conflicts))
        words = self.tr("两边都改过的 {0} 条")
        self._head.setText(words.format(number(len(merge.conflicts))))
        left = len(merge.conflicts) - len(self.rows)
        self._note.setText(self.tr("另有 {0} 条没有列出，留这里的。").format(number(left)))
        self._note.setVisible(left > 0)
        self.go.setText(self.tr("并入 {0} 条").format(number(count)))
        self.go.set_possible(count > 0, self.tr("没有要并入的"))
