"""What an export could not take along, work by work; and rows of problems for whoever has some."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Problem
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text
from songclip_desktop.workflow import import_problems

if TYPE_CHECKING:
    from songclip_desktop.workflow.export_records import Exported

SHOWN = 100


class ProblemRows(QWidget):
    """Which work, what happened, what to do; all of them go into the table."""

    def __init__(self) -> None:
        """None: it is not there."""
        super().__init__()
        self._problems: tuple[Problem, ...] = ()
        self._title = Text("", "section")
        self.save = QuietButton(icon="sheet")
        self.save.clicked.connect(self._save)
        self._trouble = ErrorPanel()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._trouble)
        column.addLayout(self._rows)
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """All anew."""
        self._problems = tuple(problems)
        self.setVisible(bool(problems))
        self.retranslate()
        empty(self._rows)
        for each in self._problems[:SHOWN]:
            self._rows.addWidget(Hairline())
            place = f"{each.source} {each.row or ''}".strip()
            head = " · ".join(part for part in (each.accession, place) if part)
            self._rows.addWidget(ElidedText(head, "strong"))
            self._rows.addWidget(Text(each.what, "body", "ink", wrap=True))
            self._rows.addWidget(Text(each.remedy, "label", "ink_2", wrap=True))
        if len(problems) > SHOWN:
            left = self.tr("另有 {0} 条，都在表格里").format(number(len(problems) - SHOWN))
            self._rows.addWidget(Text(left, "label", "ink_3"))

    def retranslate(self) -> None:
        """Its words; the sentences stay in the language they were said in."""
        self._title.setText(self.tr("{0} 处有问题").format(number(len(self._problems))))
        self.save.setText(self.tr("存为表格"))

    def _save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("存为表格"), "problems.xlsx", "Excel (*.xlsx);;CSV (*.csv)"
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Writes all problems, as CSV or as a workbook."""
        self._trouble.clear()
        try:
            import_problems.write_table(path, self._problems)
        except SongClipError as error:
            self._trouble.show_error(error)


class ExportedSheet(Sheet):
    """Only shown where something stayed behind."""

    name = "exported"

    def __init__(self) -> None:
        """Empty until `begin`."""
        super().__init__()
        self._exported: Exported | None = None
        self._count = Text("", "headline", wrap=True)
        self._where = Text("", "body", "ink_2", wrap=True)
        self.problems = ProblemRows()
        for part in (self._count, self._where, self.problems):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Its words."""
        super().retranslate()
        self.say(self.tr("导出"))
        self.problems.retranslate()
        if self._exported is not None:
            self._count.setText(self.tr("已导出 {0} 件").format(number(self._exported.records)))
            self._where.setText("\n".join(str(file) for file in self._exported.files[:3]))

    def begin(self, exported: Exported) -> None:
        """What was written, and what was not."""
        self._exported = exported
        self.problems.show_problems(exported.problems)
        self.retranslate()
