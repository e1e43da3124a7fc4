"""入藏: pictures, registers and classical texts, mapped and checked before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from songclip_desktop.exchange import profiles
from songclip_desktop.exchange.profiles import Profile
from songclip_desktop.progress import Listener
from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.dialogs import ask_text
from songclip_desktop.ui.widgets.import_preview import ImportPreview
from songclip_desktop.ui.widgets.messages import EmptyState, ErrorPanel
from songclip_desktop.ui.widgets.problem_list import ProblemList
from songclip_desktop.ui.widgets.progress import ProgressStrip, number

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.jobs.job import Job
    from songclip_desktop.workflow.import_ import ImportReport, Prepared

SIDE_PX = 400
TEXT_SUFFIXES = frozenset({".txt", ".org", ".md"})


class ImportPage(Page):
    """Choose or drop sources, look at the mapping and the problems, then take them in."""

    name = "import"

    def __init__(self, room: Room) -> None:
        """Empty, ready for sources."""
        super().__init__(room)
        self.setAcceptDrops(True)
        self._sources: list[Path] = []
        self._passages = False
        self._prepared: Prepared | None = None
        self._report: ImportReport | None = None
        self._job: Job | None = None
        self.other = QuietButton()
        self.take = PrimaryButton()
        self.header(self.other, self.take)
        self.choose_folder, self.choose_files = PrimaryButton(tall=True), PlainButton(tall=True)
        self.empty = EmptyState(self.choose_folder, self.choose_files, outlines=True)
        self.problem = ErrorPanel()
        self.strip = ProgressStrip(height_px=6)
        self.preview = ImportPreview(room.thumbnails)
        self.problems = ProblemList()
        self.side_panel(SIDE_PX).body.addWidget(self.problems)
        self._build()
        self._connect()

    # What the window calls.

    def open_collection(self, collection: Collection | None) -> None:
        """Sources chosen for another collection are let go."""
        self._start_over()

    def refresh(self) -> None:
        """Shows the state: nothing chosen, reading, preview, at work, done."""
        working = self._job is not None and self._job.state == "running"
        prepared, report = self._prepared, self._report
        self.empty.setVisible(prepared is None and not working)
        self.preview.setVisible(prepared is not None)
        self.want_parts(side=prepared is not None)
        self.strip.setVisible(working)
        self.other.setVisible(prepared is not None and not working)
        self.take.setVisible(prepared is not None and not working)
        if prepared is None:
            self._say(self.tr("正在看来源里有什么") if working else "")
        elif report is not None:
            self._show_report(report)
        else:
            self._show_preview(prepared)

    def arrive(
        self,
        sources: Sequence[Path] = (),
        passages: bool = False,
        choose: bool = False,
        **_more: Any,
    ) -> None:
        """Another page hands over sources, or asks to choose some."""
        if sources:
            self.look_at(list(sources), passages)
        elif choose:
            self._choose_files() if passages else self._choose_folder()

    def retranslate(self) -> None:
        """All words."""
        self.other.setText(self.tr("换一个来源"))
        self.choose_folder.setText(self.tr("选择文件夹…"))
        self.choose_files.setText(self.tr("选择文件…"))
        self.preview.retranslate()
        self.strip.retranslate()
        if self._prepared is not None:
            self.problems.retranslate()
        self.empty.say(
            self.tr("把来源拖到这里"),
            self.tr(
                "图像文件夹；登记册（Excel、CSV、JSON）；典籍（JSON、纯文本）。\n"
                "原图只读取、不改动；写入之前先给你看一遍。"
            ),
        )
        if self.side is not None:
            self.side.word = self.tr("问题")
        self.refresh()

    # Looking at sources.

    def look_at(
        self, sources: list[Path], passages: bool = False, profile: Profile | str | None = None
    ) -> None:
        """Plans the import, off the main thread; nothing is written."""
        from songclip_desktop.workflow import import_

        collection = self.room.collection
        if collection is None:
            return
        self._sources = sources
        self._passages = passages or all(s.suffix.lower() in TEXT_SUFFIXES for s in sources)
        self._report = None
        self.problem.clear()
        into = import_.target(collection)
        texts, copy = self._passages, not self.preview.refer.isChecked()

        def plan(_listener: Listener) -> Prepared:
            return import_.plan(into, sources, None, profile, texts, copy)

        self._job = self.room.jobs.start(
            self.tr("看来源"), plan, self._planned, on_failure=self._failed, page="import",
            icon="import",
        )  # fmt: skip
        self.strip.set_name(self.tr("正在看来源"))
        self.refresh()

    def _planned(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self.refresh()
        self.preview.show_columns(prepared)
        self.problems.show_problems(prepared.all_problems)

    def _map_anew(self) -> None:
        self.look_at(
            self._sources, self._passages, self.preview.mapping.profile("own", self.tr("这一次"))
        )

    def _keep_profile(self) -> None:
        name = ask_text(self, self.tr("存为方案"), self.tr("下次遇到同样的栏目，就用这个方案。"))
        if name:
            profiles.save(self.preview.mapping.profile(name, name))
            self.look_at(self._sources, self._passages, name)

    # Taking in.

    def _take_in(self) -> None:
        from songclip_desktop.workflow import import_

        collection, prepared = self.room.collection, self._prepared
        if prepared is None or collection is None or self._report is not None:
            return self._go_on()
        writer = import_.Writer(collection, prepared)

        def done(imported: Any) -> str:
            writer.flush()
            report = import_.finish(collection, imported)
            self._report = report
            self.room.feed.announce(report.changes)
            self.refresh()
            return self.preview.report_words(report)

        self._job = self.room.jobs.start(
            self.tr("入藏"),
            lambda listener: import_.execute(prepared, listener),
            done,
            on_item=writer.take,
            on_failure=self._failed,
            on_stopped=lambda: self._stopped(writer),
            on_progress=self._progressed,
            page="import",
            icon="import",
        )
        self.strip.set_name(self.tr("入藏"))
        self.refresh()
        return None

    def _progressed(self, progress: Any) -> None:
        if self._job is not None:
            self.strip.show_progress(progress, self._job.pace)

    def _stopped(self, writer: Any) -> None:
        from songclip_desktop.progress import Changes

        writer.flush()
        self.room.feed.announce(Changes(everything=True))
        self.room.toast(self.tr("已停下，入藏了的都留着"))
        self._start_over()

    def _failed(self, error: object) -> None:
        self.problem.show_error(error)
        self.refresh()

    def _start_over(self) -> None:
        self._sources, self._prepared, self._report = [], None, None
        self.problem.clear()
        self.refresh()

    def _go_on(self) -> None:
        texts = self._report is not None and self._report.passages and not self._report.rows
        self.room.go("annotate" if texts else "draft")

    # Showing.

    def _say(self, subtitle: str) -> None:
        if self.head is not None:
            self.head.say(self.tr("入藏"), subtitle)

    def _show_preview(self, prepared: Prepared) -> None:
        fit = sum(not row.rejected for row in prepared.planned)
        if prepared.passages and not prepared.planned:
            self._say(self.tr("%n 则典籍", "", len(prepared.passages)))
            self.take.setText(self.tr("入藏 %n 则", "", len(prepared.passages)))
        else:
            rows = number(len(prepared.planned))
            self._say(self.tr("{0} 行，{1} 行可入藏").format(rows, number(fit)))
            self.take.setText(self.tr("入藏 %n 件", "", fit))
        nothing = not fit and not prepared.passages
        self.take.set_possible(not nothing, self.tr("没有一行可以入藏，原因在右边"))
        self.preview.show_prepared(prepared, self._sources)

    def _show_report(self, report: ImportReport) -> None:
        self._say(self.tr("已入藏"))
        self.preview.show_report(report)
        self.problems.show_problems(report.problems)
        texts = report.passages and not report.rows
        self.take.set_possible(True)
        self.take.setText(self.tr("去典籍") if texts else self.tr("去撰稿"))

    # Building.

    def _build(self) -> None:
        for widget in (self.problem, self.strip):
            self.body.addWidget(widget)
        self.body.addWidget(self.preview, 1)
        self.body.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.other.clicked.connect(self._start_over)
        self.take.clicked.connect(self._take_in)
        self.choose_folder.clicked.connect(self._choose_folder)
        self.choose_files.clicked.connect(self._choose_files)
        self.preview.profile.chosen.connect(
            lambda name: self.look_at(self._sources, self._passages, name)
        )
        self.preview.keep.clicked.connect(self._keep_profile)
        self.preview.mapping.changed.connect(self._map_anew)
        self.preview.refer.clicked.connect(lambda: self.look_at(self._sources, self._passages))
        self.strip.stop.clicked.connect(lambda: self._job and self._job.stop())
        self.key("Ctrl+Return", self.take.click)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("选择图像或登记册的文件夹"))
        if chosen:
            self.look_at([Path(chosen)])

    def _choose_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("选择登记册、图像或典籍"))
        if chosen:
            self.look_at([Path(each) for each in chosen])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Looks at what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.look_at(paths)
