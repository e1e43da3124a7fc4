"""入藏: pictures, registers and classical texts, mapped and checked before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from songclip_desktop.exchange import profiles
from songclip_desktop.exchange.profiles import Profile
from songclip_desktop.records import Problem
from songclip_desktop.ui.models.import_settling import ImportSettling
from songclip_desktop.ui.models.import_task import ImportTask
from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.copy_question import copied_or_referred
from songclip_desktop.ui.widgets.dialogs import ask_text
from songclip_desktop.ui.widgets.drop_ring import DropRing
from songclip_desktop.ui.widgets.import_preview import ImportPreview
from songclip_desktop.ui.widgets.messages import EmptyState, ErrorPanel
from songclip_desktop.ui.widgets.problem_list import ProblemList
from songclip_desktop.ui.widgets.progress import ProgressStrip, number

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.workflow.import_ import ImportReport, Prepared
    from songclip_desktop.workflow.relink import RelinkReport

SIDE_PX = 400
TEXT_SUFFIXES = frozenset({".txt", ".org", ".md"})


class ImportPage(Page):
    """Choose or drop sources, look at the mapping and the problems, then take them in."""

    name = "import"

    def __init__(self, room: Room) -> None:
        """Empty, ready for sources."""
        super().__init__(room)
        self._sources: list[Path | str] = []
        self._passages = False
        self._profile: Profile | str | None = None
        self._prepared: Prepared | None = None
        self._report: ImportReport | None = None
        self._relinked: RelinkReport | None = None
        self.task, self.settling = ImportTask(room, self), ImportSettling(self)
        self.find_again, self.other, self.take = QuietButton(), QuietButton(), PrimaryButton()
        self.top = self.header(self.find_again, self.other, self.take)
        self.choose_folder, self.choose_files = PrimaryButton(tall=True), PlainButton(tall=True)
        self.enter_address = PlainButton(tall=True)
        self.empty = EmptyState(
            self.choose_folder, self.choose_files, self.enter_address, outlines=True
        )
        self.problem = ErrorPanel()
        self.strip = ProgressStrip(height_px=6)
        self.preview = ImportPreview(room.thumbnails)
        self.problems = ProblemList()
        self.side_panel(SIDE_PX).body.addWidget(self.problems)
        parts = ((self.problem, 0), (self.strip, 0), (self.preview, 1), (self.empty, 1))
        for widget, stretch in parts:
            self.body.addWidget(widget, stretch)
        self.ring = DropRing(self)
        self._connect()

    # What the window calls.

    def open_collection(self, collection: Collection | None) -> None:
        """Sources chosen for another collection are let go."""
        self._start_over()

    def refresh(self) -> None:
        """Shows the state: nothing chosen, reading, preview, at work, done."""
        working = self.task.working
        prepared, report = self._prepared, self._report
        self.next_control = self.take if prepared is not None and report is None else None
        shown = prepared is not None or self._relinked is not None
        self.empty.setVisible(not shown and not working)
        self.preview.setVisible(shown)
        self.want_parts(side=shown)
        self.strip.setVisible(working)
        self.find_again.setVisible(not shown and not working)
        self.other.setVisible(shown and not working)
        self.take.setVisible(prepared is not None and not working)
        if self._relinked is not None:
            self._show_relinked(self._relinked)
        elif prepared is None:
            self._say(self.tr("正在看来源里有什么") if working else "")
        elif report is not None:
            self._show_report(report)
        else:
            self._show_preview(prepared)

    def arrive(
        self,
        sources: Sequence[Path | str] = (),
        passages: bool = False,
        choose: bool = False,
        relink: bool = False,
        **_more: Any,
    ) -> None:
        """Another page hands over sources, or asks to choose some, or to find originals again."""
        if sources:
            self.look_at(list(sources), passages)
        elif relink:
            self._choose_where_originals_are()
        elif choose:
            self._choose_files() if passages else self._choose_folder()

    def retranslate(self) -> None:
        """All words."""
        self.find_again.setText(self.tr("找回移动过的原图…"))
        self.other.setText(self.tr("换一个来源"))
        self.choose_folder.setText(self.tr("选择文件夹…"))
        self.choose_files.setText(self.tr("选择文件…"))
        self.enter_address.setText(self.tr("输入网址…"))
        self.preview.retranslate()
        self.strip.retranslate()
        if self._prepared is not None or self._relinked is not None:
            self.problems.retranslate()
        self.empty.say(
            self.tr("把来源拖到这里"),
            self.tr(
                "图像文件夹；登记册（Excel、CSV、JSON）；IIIF 清单；LIDO；典籍（JSON、纯文本）。\n"
                "原图只读取、不改动；写入之前先给你看一遍。"
            ),
        )
        if self.side is not None:
            self.side.word = self.tr("问题")
        self.refresh()

    # Looking at sources.

    def look_at(
        self,
        sources: Sequence[Path | str],
        passages: bool = False,
        profile: Profile | str | None = None,
    ) -> None:
        """Plans the import, off the main thread; nothing is written."""
        self.settling.begin_anew()
        self._sources, self._profile = list(sources), profile
        self._passages = passages or all(_is_text(each) for each in sources)
        self._look_again()

    def _look_again(self) -> None:
        self._report = self._relinked = None
        self.problem.clear()
        copy = not self.preview.refer.isChecked()
        self.task.look_at(
            self._sources, self._profile, self.settling.decided, passages=self._passages, copy=copy
        )
        self.refresh()

    def _planned(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self.refresh()
        self.preview.show_columns(prepared)
        self._show_problems(prepared.all_problems)

    def _map_anew(self) -> None:
        self._profile = self.preview.mapping.profile("own", self.tr("这一次"))
        self._look_again()

    def _use_profile(self, name: str) -> None:
        self._profile = name
        self._look_again()

    def _keep_profile(self) -> None:
        name = ask_text(self, self.tr("存为方案"), self.tr("下次遇到同样的栏目，就用这个方案。"))
        if name:
            profiles.save(self.preview.mapping.profile(name, name))
            self._use_profile(name)

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        """With the buttons that settle them."""
        assert self._prepared is not None
        offers = self.settling.offers(problems, self._prepared)
        if self._report is not None:
            offers |= self.settling.looks(self._report.beside)
        self.problems.show_problems(problems, offers, self.settling.for_all(self._prepared))

    # Taking in.

    def _take_in(self) -> None:
        prepared = self._prepared
        if prepared is None or self._report is not None:
            return self._go_on()
        if prepared.copy:
            prepared = copied_or_referred(self, prepared)
        if prepared is not None:
            self.problem.clear()
            self.task.take_in(prepared, self.preview.report_words)
            self.refresh()
        return None

    def _took_in(self, report: ImportReport) -> None:
        self._report = report
        self.refresh()

    def _stopped(self, took_in: bool) -> None:
        if took_in:
            self.room.toast(self.tr("已停下，入藏了的都留着"))
        self._start_over()

    def _failed(self, error: object) -> None:
        self.problem.show_error(error)
        self.refresh()

    def _progressed(self, progress: Any) -> None:
        if self.task.job is not None:
            self.strip.show_progress(progress, self.task.job.pace)

    def _began(self, name: str) -> None:
        self.strip.set_name(name)
        self.refresh()

    def _start_over(self) -> None:
        self._sources, self._profile = [], None
        self.settling.begin_anew()
        self._prepared = self._report = self._relinked = None
        self.problem.clear()
        self.refresh()

    def _see(self, query: str) -> None:
        self.room.go("collection", query=query)

    def _go_on(self) -> None:
        texts = self._report is not None and self._report.passages and not self._report.rows
        self.room.go("annotate" if texts else "draft")

    # Originals that moved.

    def _looked(self, report: RelinkReport) -> None:
        self._prepared, self._report, self._relinked = None, None, report
        self.problems.show_problems(report.problems)
        self.refresh()

    def _show_relinked(self, report: RelinkReport) -> None:
        self._say(self.tr("找回原图"))
        told = self.tr("{0} 张原图不在原处，找回了 {1} 张")
        told = told.format(number(report.missing), number(report.found))
        self.preview.show_words(told if report.missing else self.tr("原图都在，没有要找的"))

    # Showing.

    def _say(self, subtitle: str) -> None:
        self.top.say(self.tr("入藏"), subtitle)

    def _show_preview(self, prepared: Prepared) -> None:
        fit = sum(not row.rejected for row in prepared.planned)
        if prepared.passages and not prepared.planned:
            self._say(self.tr("%n 则典籍", "", len(prepared.passages)))
            self.take.setText(self.tr("入藏 %n 则", "", len(prepared.passages)))
        elif prepared.reviews and not prepared.planned:
            self._say(self.tr("%n 条别处审校过的描述", "", len(prepared.reviews)))
            self.take.setText(self.tr("并入 %n 条", "", len(prepared.reviews)))
        else:
            rows = number(len(prepared.planned))
            self._say(self.tr("{0} 行，{1} 行可入藏").format(rows, number(fit)))
            self.take.setText(self.tr("入藏 %n 件", "", fit))
        if prepared.into.read_only:
            self.take.set_possible(False, self.tr("藏品以只读方式打开着。"))
        else:
            some = bool(fit or prepared.passages or prepared.reviews)
            self.take.set_possible(some, self.tr("没有一行可以入藏，原因在右边"))
        self.preview.show_prepared(prepared, self._sources)

    def _show_report(self, report: ImportReport) -> None:
        self._say(self.tr("已入藏"))
        self.preview.show_report(report)
        self._show_problems(report.problems)
        texts = report.passages and not report.rows
        self.take.set_possible(True)
        self.take.setText(self.tr("去典籍") if texts else self.tr("去撰稿"))

    def _connect(self) -> None:
        self.find_again.clicked.connect(self._choose_where_originals_are)
        self.other.clicked.connect(self._start_over)
        self.take.clicked.connect(self._take_in)
        self.choose_folder.clicked.connect(self._choose_folder)
        self.choose_files.clicked.connect(self._choose_files)
        self.enter_address.clicked.connect(self._enter_address)
        self.preview.profile.chosen.connect(self._use_profile)
        self.preview.keep.clicked.connect(self._keep_profile)
        self.preview.mapping.changed.connect(self._map_anew)
        self.preview.refer.clicked.connect(self._look_again)
        self.settling.changed.connect(self._look_again)
        self.ring.dropped.connect(self.look_at)
        self.settling.looked.connect(self._see)
        self.strip.stop.clicked.connect(self.task.stop)
        task = self.task
        task.began.connect(self._began)
        task.planned.connect(self._planned)
        task.took_in.connect(self._took_in)
        task.looked.connect(self._looked)
        task.stopped.connect(self._stopped)
        task.failed.connect(self._failed)
        task.progressed.connect(self._progressed)
        self.key("Ctrl+Return", self.take.click)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("选择图像或登记册的文件夹"))
        if chosen:
            self.look_at([Path(chosen)])

    def _choose_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("选择登记册、图像或典籍"))
        if chosen:
            self.look_at([Path(each) for each in chosen])

    def _enter_address(self) -> None:
        address = ask_text(
            self,
            self.tr("输入网址"),
            self.tr(
                "IIIF 清单、LIDO 或藏品 JSON 的网址。只在此时连接这个网址和其中的图像，不连别处。"
            ),
        )
        if address:
            self.look_at([address])

    def _choose_where_originals_are(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("原图现在在哪个文件夹"))
        if chosen:
            self.task.find_originals(Path(chosen))
            self.refresh()


def _is_text(source: Path | str) -> bool:
    return isinstance(source, Path) and source.suffix.lower() in TEXT_SUFFIXES
