"""撰稿: who writes, what leaves the machine, what it costs; the queue as it is worked through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt

from songclip_desktop.drafting.drafter import State
from songclip_desktop.progress import Changes
from songclip_desktop.ui.models.draft_task import Chosen, DraftTask, Wish
from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.widgets.draft_filters import DraftFilters
from songclip_desktop.ui.widgets.draft_head import DraftButtons, DraftRest
from songclip_desktop.ui.widgets.draft_panels import DraftProgress, TermsRow
from songclip_desktop.ui.widgets.draft_reading import DraftReading
from songclip_desktop.ui.widgets.draft_sheets import DraftSheets
from songclip_desktop.ui.widgets.draft_table import DraftTable
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.service_form import ServiceForm

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room

translate = QCoreApplication.translate


class DraftPage(Page):
    """P pauses, F shows the failed only; Esc leaves a sheet."""

    name = "draft"

    def __init__(self, room: Room) -> None:
        """Builds the page; nothing is read before `refresh`."""
        super().__init__(room)
        self.task = DraftTask(room, self)
        self.buttons = DraftButtons()
        self.primary, self.pause = self.buttons.primary, self.buttons.pause
        self._head = self.header(self.buttons)
        self.form = ServiceForm(room)
        self.terms = TermsRow(self.form.choice)
        self.progress = DraftProgress()
        self.problem = ErrorPanel()
        self.filters = DraftFilters()
        self.tabs, self.choice = self.filters.tabs, self.filters.choice
        self.table = DraftTable(room.thumbnails)
        self.empty = DraftRest()
        self.onward = self.empty.onward
        self.sheets = DraftSheets(room, self.form, self.table)
        self.reading = DraftReading(room, self.task)
        self.next_control = self.primary
        self._build()
        self._connect()

    # -- what the window calls ---------------------------------------------------------------

    def open_collection(self, collection: Collection | None) -> None:
        """Another collection: what is under way stops, and belongs to the former."""
        self.reading.forget()
        self.table.queue.begin({})
        self.task.forget()
        self.choice.forget()
        self.sheets.trial.task.forget()
        self.sheets.close_sheet()
        self.refresh()

    def refresh(self) -> None:
        """Chooses anew what lacks a caption, unless a task is under way or just done."""
        if not self.task.running and not self.task.finished and not self.reading.beginning:
            self._prepare()
        self._show()

    def changed(self, changes: Changes) -> None:
        """A task shows its own work; after it, works and captions written elsewhere count."""
        if not self.task.running:
            self.task.finished = self.task.finished and not changes.everything
            self.refresh()

    def arrive(self, paintings: Sequence[int] = (), **_more: Any) -> None:
        """The collection page asks to draft the works selected there."""
        if paintings and not self.task.running:
            self.sheets.close_sheet()
            self.choice.select(paintings)
            self._choose_anew()

    def retranslate(self) -> None:
        """All words."""
        self.reading.say(self.tr("看哪些画缺说明"))
        self.reading.retranslate()
        self.form.retranslate()
        self.choice.retranslate()
        self.sheets.retranslate()
        self.table.setAccessibleName(self.tr("撰稿队列"))
        self.table.queue.retranslate()
        self.table.fit_columns()
        self._show()

    # -- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        for widget in (self.progress, self.reading, self.terms, self.problem, self.filters):
            self.body.addWidget(widget)
        self.body.setSpacing(12)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.main.addWidget(self.sheets, 1)

    def _connect(self) -> None:
        self.primary.clicked.connect(self._primary)
        self.onward.clicked.connect(self._leave)
        self.pause.clicked.connect(self._toggle_pause)
        self.buttons.stop.clicked.connect(self._stop)
        self.filters.retry.clicked.connect(self._retry)
        self.filters.again.clicked.connect(self._again)
        self.empty.redo.clicked.connect(self._ask_redo)
        self.form.changed.connect(self._choose_anew)
        self.choice.changed.connect(self._choose_anew)
        self.choice.redo_asked.connect(self._ask_redo)
        self.tabs.chosen.connect(self.table.queue.show_only)
        self.table.activated.connect(lambda _index: self._open())
        self.table.selectionModel().selectionChanged.connect(lambda *_rows: self._show_again())
        self.key("P", self._toggle_pause)
        self.key("F", self._failed_only)
        self.reading.chosen.connect(self._chosen)
        self.reading.ready.connect(self._begin)
        self.reading.wrong.connect(self.problem.show_error)
        self.reading.moved.connect(self._show)
        task, terms, sheets = self.task, self.terms, self.sheets
        task.wrote.connect(self.table.queue.wrote)
        task.went.connect(self._went)
        task.progressed.connect(self._show_progress)
        for after in (self.table.queue.stop, self.refresh):
            task.ended.connect(after)
        task.wrong.connect(self.problem.show_error)
        terms.service.clicked.connect(sheets.open_service)
        terms.prompt.clicked.connect(sheets.open_prompt)
        terms.sent.clicked.connect(sheets.open_sending)
        terms.trial.clicked.connect(sheets.open_trial)
        sheets.opened.connect(self._give_way)
        sheets.left.connect(self._come_back)

    # -- sheets ------------------------------------------------------------------------------

    def _give_way(self) -> None:
        """A sheet lies over the page."""
        self._head.hide()
        self.want_parts(body=False)

    def _come_back(self) -> None:
        self._head.show()
        self.want_parts()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    # -- preparing and running ---------------------------------------------------------------

    def _choose_anew(self) -> None:
        self.reading.outdate()
        if not self.task.running:
            self.task.finished = False
        self.refresh()

    def _prepare(self) -> None:
        """Sets the queue up, unless it stands as it would be set up now."""
        profile, wish = self.form.profile, self.choice.wish
        if self.room.collection is not None and not self.reading.holds(profile, wish):
            self.problem.clear()
            self.reading.choose(profile, wish)

    def _chosen(self, chosen: Chosen) -> None:
        """The works were read; where the drafter cannot be used the reason stands in place."""
        if self.task.running or self.task.finished:
            return
        self._take(chosen)
        profile = self.form.profile
        priced = profile is not None and (profile.price_in or profile.price_out)
        self.sheets.works = chosen.shown.works
        self.table.queue.begin(chosen.entries, profile.currency if profile and priced else "")
        self.table.fit_columns()
        self.tabs.choose("")
        self._show()

    def _take(self, chosen: Chosen) -> None:
        self.task.take(chosen)
        if chosen.problem is not None:
            words = self.tr("看看服务…")
            self.problem.show_error(chosen.problem, words, self.sheets.open_service)

    def _primary(self) -> None:
        written = self.table.queue.ids("written")
        if not self.task.running and not self.task.finished:
            self.reading.begin(self.form, self.choice)
        elif written:
            self.room.go("review", painting=written[0])

    def _begin(self, chosen: Chosen | None, again: bool) -> None:
        """The works of a task are known: it goes; what is tried again keeps its place."""
        self.problem.clear()
        if chosen is not None and again:
            self._take(chosen)
            self.table.queue.resume(chosen.prepared.all_works if chosen.prepared else ())
        elif chosen is not None:
            self._chosen(chosen)
        self.reading.outdate()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.task.start(self.tr("撰稿"))
        self._show()

    def _retry(self) -> None:
        failed = self.table.queue.ids("failed")
        if failed and not self.task.running:
            self.reading.begin(self.form, self.choice, failed)

    def _again(self) -> None:
        """The row chosen: a failed one is tried again, a draft written anew with a remark."""
        entry = self.table.entry()
        if entry is None:
            return
        if entry.state == "failed":
            self.reading.begin(self.form, self.choice, [entry.painting.id])
        else:
            self._ask_redo()

    def _ask_redo(self) -> None:
        """Asks which drafts are written anew, and sets them up."""
        collection = self.room.collection
        if collection is None or self.task.running:
            return
        entry = self.table.entry()
        row = entry.painting if entry else None
        if not self.choice.ask_redo(collection, row, self.table.queue.ids("written")):
            self.room.toast(self.tr("没有可以重写的草稿：都有人改过，或已经通过"))

    def _went(self, state: State) -> None:
        self.table.queue.went(state)
        self._show_counts()
        self._show_progress()

    def _stop(self) -> None:
        self.task.stop()
        self.buttons.stop.set_possible(False, self.tr("正在停下"))

    def _toggle_pause(self) -> None:
        self.task.toggle_pause()
        self._show()

    def _failed_only(self) -> None:
        wanted = "" if self.tabs.current() == "failed" else "failed"
        self.tabs.choose(wanted)
        self.table.queue.show_only(wanted)

    def _open(self) -> None:
        entry = self.table.entry()
        if entry is not None and entry.texts:
            self.room.go("review", painting=entry.painting.id)

    def _leave(self) -> None:
        collection = self.room.collection
        if self.choice.wish != Wish():
            self.choice.take_back()
            self._choose_anew()
            return
        drafts = collection.captions.counts()["draft"] if collection else 0
        self.room.go("review" if drafts else "import")

    # -- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        collection = self.room.collection
        entries = self.table.queue.entries if collection else []
        task, profile = self.task, self.form.profile
        for widget in (self.table, self.filters, self.terms):
            widget.setVisible(bool(entries))
        self.empty.setVisible(not entries)
        self.progress.setVisible(bool(entries) and (task.running or task.finished))
        self.form.choice.setVisible(not task.running)
        self.terms.show_terms(profile, entries, task.running)
        resting = not task.running and not task.finished
        took = task.seconds(profile) if profile and resting else (0.0, False)
        self.terms.show_estimate(profile, task.estimate if resting else None, took)
        self._head.say(self.tr("撰稿"), _count_words(self.choice.wish, len(entries)))
        if not entries:
            works = collection.paintings.count() if collection else 0
            captions = collection.captions.counts() if collection else {}
            self.empty.show_state(captions, works, self.choice.wish != Wish())
        self._show_counts()
        self._show_progress()

    def _show_counts(self) -> None:
        counts, task = self.table.queue.counts(), self.task
        self.filters.show_counts(counts, task.running)
        self._show_again()
        self.buttons.show_task(running=task.running, paused=task.paused)
        if task.running or task.finished:
            self.buttons.offer_review(counts["written"])
        else:
            redo = self.choice.wish.redo
            self.buttons.offer_start(sum(counts.values()), redo, self._hindrance())

    def _show_again(self) -> None:
        self.filters.show_entry(self.table.entry(), self.task.running)

    def _hindrance(self) -> str:
        """Why nothing can be begun now, or empty."""
        collection = self.room.collection
        if collection is not None and collection.read_only:
            return self.tr("藏品是只读打开的")
        if self.reading.busy:
            return self.tr("正在看哪些画缺说明")
        return "" if self.task.prepared is not None else self.tr("请先填好撰稿服务")

    def _show_progress(self) -> None:
        task, profile = self.task, self.form.profile
        paid = None
        if task.prepared is not None and profile is not None:
            paid = profile, task.prepared.drafter.usage
        pace = task.job.pace if task.job else None
        self.progress.show_counts(self.table.queue.counts(), pace, task.paused, paid)


def _count_words(wish: Wish, count: int) -> str:
    """How many works are to be drafted, and of which."""
    if not count:
        return ""
    chosen = number(len(wish.paintings or ()))
    words = translate("DraftPage", "{count} 幅待撰，每幅至多三种说明")
    if wish.redo:
        words = translate("DraftPage", "{count} 幅的草稿要重写，改过的不动")
    elif wish.paintings is not None:
        words = translate("DraftPage", "选出的 {all} 幅里，{count} 幅缺说明")
    return words.format(count=number(count), all=chosen)
