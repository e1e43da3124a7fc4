"""撰稿: who writes, what leaves the machine, what it costs; the queue as it is worked through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.drafting.drafter import Drafted, State
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes
from songclip_desktop.ui.models.draft_queue import ENTRY_ROLE, STATES
from songclip_desktop.ui.models.draft_task import DraftTask
from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.draft_panels import DraftProgress, TermsRow
from songclip_desktop.ui.widgets.draft_table import DraftTable, FilterTabs
from songclip_desktop.ui.widgets.messages import EmptyState, ErrorPanel
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.service_form import ServiceForm
from songclip_desktop.workflow import draft

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room


class DraftPage(Page):
    """P pauses, F shows the failed only."""

    name = "draft"
    scrolls = False

    def __init__(self, room: Room) -> None:
        """Builds the page; nothing is read before `refresh`."""
        super().__init__(room)
        self.task = DraftTask(room, self)
        self.pause, self.stop = PlainButton(hint="P", icon="pause"), QuietButton()
        self.primary = PrimaryButton()
        self.header(self.stop, self.pause, self.primary)
        self.form = ServiceForm(room)
        self.terms = TermsRow(self.form.choice)
        self.progress = DraftProgress()
        self.problem = ErrorPanel()
        self.tabs = FilterTabs(("", *STATES), loud="failed")
        self.retry = QuietButton()
        self.table = DraftTable(room.thumbnails)
        self.onward = PrimaryButton(tall=True)
        self.empty = EmptyState(self.onward)
        self._build()
        self._connect()

    # -- what the window calls ---------------------------------------------------------------

    def open_collection(self, collection: Collection | None) -> None:
        """Another collection: what is under way stops, and belongs to the former."""
        self.task.forget()
        self.refresh()

    def refresh(self) -> None:
        """Chooses anew what lacks a caption, unless a task is under way or just done."""
        if not self.task.running and not self.task.finished:
            self._prepare()
        self._show()

    def changed(self, changes: Changes) -> None:
        """A task shows its own work; after it, works and captions written elsewhere count."""
        if not self.task.running:
            self.task.finished = self.task.finished and not changes.everything
            self.refresh()

    @property
    def waiting(self) -> int:
        """How many works lack a caption of some kind."""
        collection = self.room.collection
        return len(collection.paintings.find(lacking=True)) if collection else 0

    def retranslate(self) -> None:
        """All words."""
        self.form.retranslate()
        self.stop.setText(self.tr("停止"))
        self.table.setAccessibleName(self.tr("撰稿队列"))
        self.table.queue.retranslate()
        self.table.fit_columns()
        self._show()

    # -- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        filters = QHBoxLayout()
        filters.addWidget(self.tabs)
        filters.addStretch(1)
        filters.addWidget(self.retry)
        self.queue = QWidget()
        below = QVBoxLayout(self.queue)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        below.addLayout(filters)
        below.addWidget(self.table, 1)
        for widget in (self.progress, self.terms, self.form, self.problem):
            self.body.addWidget(widget)
        self.body.addWidget(self.queue, 1)
        self.body.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.primary.clicked.connect(self._primary)
        self.onward.clicked.connect(self._leave)
        self.pause.clicked.connect(self._toggle_pause)
        self.stop.clicked.connect(self._stop)
        self.retry.clicked.connect(self._retry)
        self.form.changed.connect(self._drafter_changed)
        self.tabs.chosen.connect(self.table.queue.show_only)
        self.table.doubleClicked.connect(lambda _index: self._open())
        self.key("P", self._toggle_pause)
        self.key("F", self._failed_only)
        task = self.task
        task.wrote.connect(self._wrote)
        task.went.connect(self._went)
        task.progressed.connect(self._show_progress)
        task.ended.connect(self._ended)
        task.wrong.connect(self._went_wrong)

    # -- preparing and running ---------------------------------------------------------------

    def _drafter_changed(self) -> None:
        self.task.finished = False
        self.refresh()

    def _prepare(self) -> None:
        """Sets the queue up; where the drafter cannot be used the reason stands in place."""
        collection, profile = self.room.collection, self.form.profile
        self.problem.clear()
        if collection is None:
            return
        try:
            self.task.prepare(profile)
            prepared = self.task.prepared
        except SongClipError as error:
            self.problem.show_error(error)
            # The queue is there at once, also where its drafter is not ready yet.
            prepared = draft.prepare(collection)
        if prepared is None:
            return
        ids = [work.painting.id for work in prepared.all_works]
        priced = profile is not None and (profile.price_in or profile.price_out)
        self.table.queue.begin(
            prepared.works,
            prepared.local_works,
            collection.paintings.statuses(ids),
            profile.currency if profile and priced else "",
        )
        self.table.fit_columns()

    def _primary(self) -> None:
        written = self.table.queue.ids("written")
        if not self.task.running and not self.task.finished:
            self._prepare()
            self._start()
        elif written:
            self.room.go("review", painting=written[0])

    def _start(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.task.start(self.tr("撰稿"))
        self._show()

    def _retry(self) -> None:
        failed = self.table.queue.ids("failed")
        if not failed or self.task.running:
            return
        self.problem.clear()
        try:
            self.task.prepare(self.form.profile, failed)
        except SongClipError as error:
            self.problem.show_error(error)
            return
        if self.task.prepared is not None:
            self.table.queue.resume(self.task.prepared.all_works)
            self._start()

    def _wrote(self, drafted: Drafted) -> None:
        self.table.queue.wrote(drafted)

    def _went(self, state: State) -> None:
        self.table.queue.went(state)
        self._show_counts()
        self._show_progress()

    def _ended(self) -> None:
        self.table.queue.stop()
        self.refresh()

    def _went_wrong(self, error: object) -> None:
        self.problem.show_error(error)

    def _stop(self) -> None:
        self.task.stop()
        self.stop.set_possible(False, self.tr("正在停下"))

    def _toggle_pause(self) -> None:
        self.task.toggle_pause()
        self._show()

    def _failed_only(self) -> None:
        wanted = "" if self.tabs.current() == "failed" else "failed"
        self.tabs.choose(wanted)
        self.table.queue.show_only(wanted)

    def _open(self) -> None:
        entry = self.table.currentIndex().data(ENTRY_ROLE)
        if entry is not None and entry.texts:
            self.room.go("review", painting=entry.painting.id)

    def _leave(self) -> None:
        collection = self.room.collection
        drafts = collection.captions.counts()["draft"] if collection else 0
        self.room.go("review" if drafts else "import")

    # -- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        entries = self.table.queue.entries if self.room.collection else []
        task = self.task
        for widget in (self.queue, self.terms):
            widget.setVisible(bool(entries))
        self.empty.setVisible(not entries)
        self.progress.setVisible(bool(entries) and (task.running or task.finished))
        self.form.setVisible(bool(entries) and not task.running and self.form.profile is not None)
        self.form.choice.setVisible(not task.running)
        self.terms.show_terms(self.form.profile, entries, task.running)
        self._show_words(len(entries))
        self._show_counts()
        self._show_progress()

    def _show_words(self, count: int) -> None:
        assert self.head is not None
        words = self.tr("{count} 幅待撰，每幅至多三种说明").format(count=number(count))
        self.head.say(self.tr("撰稿"), words if count else "")
        collection = self.room.collection
        drafts = collection.captions.counts()["draft"] if collection else 0
        works = collection.paintings.count() if collection else 0
        if works:
            text = self.tr("每件有图的作品都有了说明或草稿。")
            self.empty.say(self.tr("没有要撰的了"), text)
        else:
            self.empty.say(self.tr("还没有作品"), self.tr("先入藏图片，再来撰稿。"))
        self.onward.setText(self.tr("审校草稿") if drafts else self.tr("去入藏"))
        self.onward.setVisible(bool(drafts) or not works)

    def _show_counts(self) -> None:
        counts, task = self.table.queue.counts(), self.task
        total, written = sum(counts.values()), counts["written"]
        words = (
            self.tr("全部"),
            self.tr("已写"),
            self.tr("进行"),
            self.tr("等待"),
            self.tr("失败"),
        )
        values = (total, *(counts[state] for state in STATES))
        self.tabs.say(list(zip(words, values, strict=True)))
        self.retry.setText(self.tr("重试失败的 {count} 幅").format(count=counts["failed"]))
        self.retry.setVisible(bool(counts["failed"]) and not task.running)
        self.pause.setVisible(task.running)
        self.pause.setText(self.tr("继续") if task.paused else self.tr("暂停"))
        self.pause.set_icon("resume" if task.paused else "pause")
        self.stop.setVisible(task.running)
        if not task.running:
            self.stop.set_possible(True)
        if task.running or task.finished:
            self.primary.setText(self.tr("审校已写成的 {count} 幅").format(count=number(written)))
            self.primary.setVisible(bool(written))
            self.primary.set_possible(True)
        else:
            self.primary.setText(self.tr("开始撰稿 {count} 幅").format(count=number(total)))
            self.primary.setVisible(bool(total))
            self._show_possible()

    def _show_possible(self) -> None:
        collection = self.room.collection
        if collection is not None and collection.read_only:
            self.primary.set_possible(False, self.tr("藏品是只读打开的"))
        else:
            self.primary.set_possible(self.task.prepared is not None, self.tr("请先填好撰稿服务"))

    def _show_progress(self) -> None:
        task, profile = self.task, self.form.profile
        paid = None
        if task.prepared is not None and profile is not None:
            paid = profile, task.prepared.drafter.usage
        pace = task.job.pace if task.job else None
        self.progress.show_counts(self.table.queue.counts(), pace, task.paused, paid)
