"""The activity panel: what runs, what is done; slides over the page from the rail."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPropertyAnimation, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from songclip_desktop.jobs.job import Job, JobFailure
from songclip_desktop.ui import report_desk, theme
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.messages import IconLabel
from songclip_desktop.ui.widgets.progress import Bar, progress_words
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text

WIDTH_PX = 432


class _Row(QWidget):
    """One task: name, figures, its stop, 前往, a bar while it runs."""

    def __init__(self, panel: ActivityPanel, job: Job) -> None:
        super().__init__()
        self.job = job
        self._panel = panel
        self._icon = IconLabel(job.icon)
        self._name = ElidedText(job.name, "strong")
        self._words = ElidedText("", "label", "ink_2")
        self._bar = Bar()
        self._stop, self._go, self._report = QuietButton(), QuietButton(), QuietButton()
        self._stop.clicked.connect(self._stopped)
        self._report.clicked.connect(self._reported)
        self._go.clicked.connect(self._went)
        first = QHBoxLayout()
        first.setSpacing(4)
        first.addWidget(self._name, 1)
        first.addWidget(self._stop)
        first.addWidget(self._report)
        first.addWidget(self._go)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(first)
        words.addWidget(self._words)
        words.addWidget(self._bar)
        row = QHBoxLayout()
        row.setSpacing(12)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 7, 0, 0)
        beside.addWidget(self._icon)
        beside.addStretch(1)
        row.addLayout(beside)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(Hairline())
        self.show_state()

    def show_state(self) -> None:
        job = self.job
        running = job.state == "running"
        self._stop.setText(self.tr("停止"))
        self._go.setText(self.tr("前往"))
        self._stop.setVisible(running)
        self._stop.setEnabled(not job.stopping)
        self._report.setText(QCoreApplication.translate("messages", "看报告"))
        self._report.setVisible(isinstance(job.problem, JobFailure))
        self._go.setVisible(bool(job.page))
        self._bar.setVisible(running and bool(job.latest and job.latest.total))
        if job.latest and job.latest.total:
            self._bar.set_fraction(job.latest.done / job.latest.total)
        if job.state == "failed":
            self._icon.set_icon("octagon", "rouge")
        self._words.setText(self._figures())

    def _figures(self) -> str:
        job = self.job
        if job.state == "running":
            if job.stopping:
                return self.tr("正在停下，做好的都留着")
            if job.latest is None:
                return self.tr("正在准备")
            words = progress_words(job.latest, job.pace)
            return f"{words}　{job.latest.note}" if job.latest.note else words
        at = job.ended_at.strftime("%H:%M") if job.ended_at else ""
        if job.state == "failed":
            return f"{at} · {getattr(job.problem, 'what', '')}"
        done = job.summary or (self.tr("已停下") if job.state == "stopped" else self.tr("已完成"))
        return f"{at} · {done}"

    def _stopped(self) -> None:
        self.job.stop()
        self.show_state()

    def _reported(self) -> None:
        report_desk.current().wanted.emit(report_desk.trace_of(self.job.problem))

    def _went(self) -> None:
        self._panel.hide_panel()
        self._panel.room.go(self.job.page)


class _Scrim(QWidget):
    """Takes the page behind the panel a little back; a click on it closes the panel."""

    def __init__(self, panel: ActivityPanel, ground: QWidget) -> None:
        super().__init__(ground)
        self._panel = panel
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        veil = theme.colour("mat" if theme.current().dark else "ink")
        veil.setAlphaF(0.5 if theme.current().dark else 0.16)
        QPainter(self).fillRect(self.rect(), veil)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self._panel.hide_panel()


class ActivityPanel(QFrame):
    """Opens with Ctrl+J or from the rail, closes with Esc; the focus returns where it was."""

    keeps_focus = True  # see ui.tab_order

    def __init__(self, room: Room, ground: QWidget, rail: QWidget) -> None:
        """Lies over `ground`, its left edge at the rail's right one."""
        super().__init__(ground)
        self.setObjectName("side")
        self._scrim = _Scrim(self, ground)
        self.room = room
        self._rail, self._ground = rail, ground
        self._before: QWidget | None = None
        self._rows: dict[Job, _Row] = {}
        self._title = Text("", "title")
        self._close = QuietButton(icon="close")
        self._close.clicked.connect(self.hide_panel)
        self._running_head, self._done_head = Text("", "body", "ink_2"), Text("", "body", "ink_2")
        self._foot = Text("", "label", "ink_2", wrap=True)
        self._build()
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("活动"))
        self._close.setAccessibleName(self.tr("关上活动"))
        self._close.setToolTip(self.tr("关上活动"))
        self._foot.setText(self.tr("关闭窗口会先询问。进行中的工作按步保存，下次打开接着做。"))
        self.show_jobs()

    def toggle(self) -> None:
        """Opens or closes."""
        if self.isVisible():
            self.hide_panel()
            return
        self._before = QApplication.focusWidget()
        self.show_jobs()
        self.place()
        self._scrim.show()
        self._scrim.raise_()
        self.show()
        self.raise_()
        self._close.setFocus()
        end = self.pos()
        self._moving = QPropertyAnimation(self, b"pos", self)
        self._moving.setDuration(theme.duration_ms(120))
        self._moving.setStartValue(end - QPoint(48, 0))
        self._moving.setEndValue(end)
        self._moving.start()

    def hide_panel(self) -> None:
        """Closes; the focus returns."""
        if not self.isVisible():
            return
        self.hide()
        self._scrim.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()

    def place(self) -> None:
        """Beside the rail, as high as the window."""
        ground = self._ground
        left = self._rail.width()
        self._scrim.setGeometry(left, 0, ground.width() - left, ground.height())
        self.setGeometry(left, 0, min(WIDTH_PX, ground.width() - left), ground.height())

    def show_jobs(self) -> None:
        """Rows come and go; figures change in place."""
        running, done = self.room.jobs.running, self.room.jobs.done
        for job in [job for job in self._rows if job not in running and job not in done]:
            self._rows.pop(job).deleteLater()
        for layout, jobs in ((self._running, running), (self._done, done)):
            for place, job in enumerate(jobs):
                row = self._rows.get(job) or self._new_row(job)
                if layout.indexOf(row) != place:
                    layout.insertWidget(place, row)
                row.show_state()
        self._running_head.setText(
            self.tr("正在进行 · {0}").format(len(running))
            if running
            else self.tr("没有进行中的工作")
        )
        self._done_head.setText(self.tr("已完成"))
        self._done_head.setVisible(bool(done))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide_panel()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _new_row(self, job: Job) -> _Row:
        self._rows[job] = _Row(self, job)
        return self._rows[job]

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._close)
        self._running, self._done = QVBoxLayout(), QVBoxLayout()
        inner = QWidget()
        lists = QVBoxLayout(inner)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.addWidget(self._running_head)
        lists.addLayout(self._running)
        lists.addSpacing(24)
        lists.addWidget(self._done_head)
        lists.addLayout(self._done)
        lists.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(area, 1)
        column.addWidget(self._foot)
