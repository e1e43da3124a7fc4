"""This machine: what can run on it, checked when asked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.jobs.job import Job
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PrimaryButton
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.messages import ErrorPanel, IconLabel
from songclip_desktop.ui.widgets.section import Section
from songclip_desktop.ui.widgets.text import Hairline, Text


class MachineSection(Section):
    """Runs the same checks as `songclip doctor`."""

    def __init__(self, room: Room) -> None:
        """Nothing is checked before it is asked for."""
        super().__init__(room)
        self.check = PrimaryButton()
        self.check.clicked.connect(self._check)
        self._title, self._line = self.heading(self.check)
        self.problem = ErrorPanel()
        self._results = QVBoxLayout()
        self.body.addWidget(self.problem)
        self.body.addLayout(self._results)
        self.body.addStretch(1)
        self._job: Job | None = None

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("这台电脑"))
        self._line.setText(self.tr("引擎、显卡、字体、磁盘"))
        self.check.setText(self.tr("检查一遍"))

    def _check(self) -> None:
        from songclip_desktop.workflow import doctor

        engine = self.room.engine
        self.problem.clear()
        self.check.set_possible(False, self.tr("正在检查"))
        self.room.jobs.start(
            self.tr("检查这台电脑"),
            lambda _listener: doctor.checks(engine),
            self._show,
            on_failure=self._failed,
            page="models",
            icon="models",
        )

    def _failed(self, error: object) -> None:
        self.check.set_possible(True)
        self.problem.show_error(error)

    def _show(self, checks: Any) -> None:
        self.check.set_possible(True)
        empty(self._results)
        for each in checks:
            self._results.addWidget(_Result(each))


class _Result(QWidget):
    """One check: tick or warning, what was found, what to do."""

    def __init__(self, check: Any) -> None:
        super().__init__()
        icon = IconLabel("tick", "malachite") if check.ok else IconLabel("warning", "ochre")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(f"{check.name}　{check.detail}", "body", wrap=True))
        if check.remedy:
            words.addWidget(Text(check.remedy, "label", "ink_2", wrap=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(12)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(Hairline())
