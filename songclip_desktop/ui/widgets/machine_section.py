"""This machine: everything that is needed, looked at when asked; and reports."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop import language
from songclip_desktop.jobs.job import Job
from songclip_desktop.jobs.pace import Pace
from songclip_desktop.progress import Listener, Progress
from songclip_desktop.ui import desktop_checks, report_desk, theme
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.messages import ErrorPanel, IconLabel
from songclip_desktop.ui.widgets.progress import ProgressStrip
from songclip_desktop.ui.widgets.section import Section
from songclip_desktop.ui.widgets.text import Hairline, Text
from songclip_desktop.workflow.findings import Check


class MachineSection(Section):
    """Runs the same checks as `songclip doctor`."""

    def __init__(self, room: Room) -> None:
        """Nothing is checked before it is asked for."""
        super().__init__(room)
        self.check, self.report = PrimaryButton(), PlainButton()
        self.copy, self.save = QuietButton(), QuietButton()
        self.check.clicked.connect(self._check)
        self.report.clicked.connect(lambda: report_desk.current().wanted.emit(""))
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self._title, self._line = self.heading(self.report, self.check)
        self.problem, self.strip = ErrorPanel(), ProgressStrip()
        self.strip.stop.clicked.connect(self._stop)
        self._summary = Text("", "strong", wrap=True)
        self._results = QVBoxLayout()
        self._results.setSpacing(0)
        self._job: Job | None = None
        self._found: list[Check] = []
        self._at: datetime | None = None
        self._spoken = ""
        self._empty = Text("", "body", "ink_2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._summary, 1)
        row.addWidget(self.copy)
        row.addWidget(self.save)
        for part in (self.problem, self.strip):
            self.body.addWidget(part)
        self.body.addLayout(row)
        self.body.addWidget(self._empty)
        self.body.addLayout(self._results)
        self.body.addStretch(1)
        self.strip.hide()
        self._show_found()

    def retranslate(self) -> None:
        """All words; what was found in another language is put away."""
        self._title.setText(self.tr("这台电脑"))
        self._line.setText(self.tr("缺什么，怎么补"))
        self.check.setText(self.tr("检查一遍"))
        self.report.setText(self.tr("写报告…"))
        self.copy.setText(self.tr("复制"))
        self.save.setText(self.tr("保存…"))
        self.strip.retranslate()
        self._empty.setText(
            self.tr(
                "还没有检查过。检查约半分钟：看这台电脑缺什么，再用几幅示范画真的训练、检索一次；不连网络。"
            )
        )
        if self._spoken != language.current():
            self._found = []
        self.refresh()

    def refresh(self) -> None:
        """What was found last, where it was said in the language spoken now."""
        from songclip_desktop.workflow import doctor

        known = None if self._found else doctor.known()
        if known is not None and known.spoken == language.current():
            self._found, self._at, self._spoken = known.checks, known.at, known.spoken
        self._show_found()

    def _check(self) -> None:
        from songclip_desktop.workflow import doctor

        self.problem.clear()
        self.check.set_possible(False, self.tr("正在检查"))
        self.strip.set_name(self.tr("检查这台电脑"))
        self.strip.show()
        self._empty.hide()
        engine, collection = self.room.engine, self.room.collection
        folder = collection.dir if collection else None
        cache = collection.images.cache_dir if collection else None
        beside = desktop_checks.checks()

        def execute(listener: Listener) -> list[Check]:
            return doctor.checks(engine, listener, beside=beside, collection=folder, cache=cache)

        self._job = self.room.jobs.start(
            self.tr("检查这台电脑"),
            execute,
            self._show,
            on_failure=self._failed,
            on_stopped=self._ended,
            on_progress=self._progressed,
            page="models",
            icon="models",
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _progressed(self, progress: Progress) -> None:
        if self._job is not None and self._job.state == "running":
            self.strip.set_name(progress.note or self.tr("检查这台电脑"))
            self.strip.show_progress(progress, Pace())  # looks differ too much for a rate

    def _ended(self) -> None:
        self.check.set_possible(True)
        self.strip.hide()
        self._job = None
        self._show_found()

    def _failed(self, error: object) -> None:
        self._ended()
        self.problem.show_error(error)

    def _show(self, found: list[Check]) -> str:
        self._ended()
        self._found, self._at = found, datetime.now()
        self._spoken = language.current()
        self._show_found()
        return self._summary.text()

    def _show_found(self) -> None:
        empty(self._results)
        for button in (self.copy, self.save):
            button.setVisible(bool(self._found))
        self._summary.setVisible(bool(self._found))
        self._empty.setVisible(not self._found and self._job is None)
        if not self._found or self._at is None:
            return
        bad = sum(not check.ok for check in self._found)
        advised = sum(check.ok and bool(check.remedy) for check in self._found)
        words = [
            self.tr("有 %n 项妨碍使用", "", bad) if bad else self.tr("都能用"),
            *([self.tr("%n 项可以更好", "", advised)] if advised else []),
            f"{self._at:%Y-%m-%d %H:%M}",
        ]
        self._summary.setText("　".join(words))
        order = {False: 0, True: 1}
        for check in sorted(self._found, key=lambda each: order[each.ok] * 2 - bool(each.remedy)):
            self._results.addWidget(CheckRow(check))

    def _text(self) -> str:
        from songclip_desktop.workflow import doctor

        return doctor.as_text(self._found) + "\n"

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text())
        self.room.toast(self.tr("已复制"))

    def _save(self) -> None:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(place))
        suggested = str(folder / f"SongClip-doctor-{datetime.now():%Y%m%d}.txt")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.tr("保存检查结果"), suggested, "*.txt"
        )
        if not chosen:
            return
        try:
            Path(chosen).write_text(self._text(), encoding="utf-8")
        except OSError as error:
            self.problem.show_problem(
                self.tr("没有保存：{0}").format(error), self.tr("请换一个文件夹再试。")
            )
            return
        self.room.toast(self.tr("已保存到 {0}").format(chosen))


class CheckRow(QWidget):
    """One check: a sign, what was looked at, what was found, what to do."""

    def __init__(self, check: Check) -> None:
        super().__init__()
        from songclip_desktop.workflow import doctor

        bad, advised = self.tr("妨碍使用"), self.tr("可以更好")
        sign, tone, state = (
            ("octagon", "rouge", bad)
            if not check.ok
            else ("warning", "ochre", advised)
            if check.remedy
            else ("tick", "malachite", self.tr("好"))
        )
        icon = IconLabel(sign, tone)
        icon.setAccessibleName(state)
        name = Text(doctor.title(check.name), "body", "ink")
        name.setFixedWidth(theme.px(8 * theme.ROLES["body"].size_px))
        name.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.addWidget(Text(check.detail, "body", "ink_2", wrap=True))
        if check.remedy:
            words.addWidget(Text(check.remedy, "body", "ink", wrap=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(12)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Hairline())
