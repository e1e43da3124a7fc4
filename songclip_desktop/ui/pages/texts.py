"""典籍: passages read against what is said of them, and the pictures that go with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.collection.passages import annotation_as_dict
from songclip_desktop.progress import Changes
from songclip_desktop.records import Passage
from songclip_desktop.ui.models.passage_tasks import PassageTasks
from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.pages.text_pairs import Act, TextPairs
from songclip_desktop.ui.widgets.annotation_view import AnnotationView
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton
from songclip_desktop.ui.widgets.messages import EmptyState, ErrorPanel
from songclip_desktop.ui.widgets.passage_actions import PassageActions
from songclip_desktop.ui.widgets.passage_list import PassageColumn
from songclip_desktop.ui.widgets.progress import ProgressStrip, number
from songclip_desktop.ui.widgets.service_form import ServiceForm
from songclip_desktop.ui.widgets.text import Hairline
from songclip_desktop.workflow import review

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room


class TextsPage(Page):
    """J/K passages, N next draft, A approves, E edits, R rejects, W withdraws, Z undoes.

    With Shift, J/K, A and R mean the pairs at the right; [ and ] hold a sentence in all texts.
    """

    name = "annotate"
    scrolls = False

    def __init__(self, room: Room) -> None:
        """Builds the three columns; nothing is read before `refresh`."""
        super().__init__(room)
        self.tasks = PassageTasks(room, self)
        self.column = PassageColumn()
        self.head, self.list = self.column.head, self.column.list
        self.view = AnnotationView()
        self.form = ServiceForm(room, passages=True)
        self.problem = ErrorPanel()
        self.strip = ProgressStrip()
        self._pairing = TextPairs(room, self.tasks, self._do, self)
        self.pairs = self._pairing.panel
        self.deeds = PassageActions()
        self.all_by_model, self.add = self.column.all_by_model, self.column.add
        self.first_add, self.demo = PrimaryButton(tall=True), PlainButton(tall=True)
        self.empty = EmptyState(self.first_add, self.demo)
        self._lacking = 0
        self._build()
        self._connect()

    # -- what the window calls ---------------------------------------------------------------

    def open_collection(self, collection: Collection | None) -> None:
        """Another collection: what is under way stops."""
        self.tasks.forget()
        self._pairing.forget()
        self.view.show_passage(None)
        self.refresh()

    def refresh(self) -> None:
        """Reads passages and pairs anew; the passage being read stays."""
        collection = self.room.collection
        held = self.list.current()
        passages = collection.passages.list() if collection else []
        self._lacking = sum(each.status in (None, "rejected") for each in passages)
        self.empty.setVisible(not passages)
        self.columns.setVisible(bool(passages))
        self.want_parts(side=bool(passages))
        self.list.passages.show(passages)
        if passages:
            self.list.select(held.id if held else None)
        if not self.view.editing:
            self._show()

    def changed(self, changes: Changes) -> None:
        """Captions alone do not matter here."""
        if changes.everything or changes.passages or changes.pairs or changes.paintings:
            self.refresh()

    def arrive(self, passage: int | None = None, painting: int | None = None, **_more: Any) -> None:
        """`room.go("annotate", passage=id)` shows that passage, `painting=id` the passages of it."""
        if passage is not None:
            self.list.select(passage)
        if painting is not None:
            self._pairing.show_work(painting)
            self.show_side()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """All words."""
        self.list.setAccessibleName(self.tr("典籍段落"))
        self.add.setText(self.tr("添加典籍"))
        self.first_add.setText(self.tr("添加典籍"))
        self.demo.setText(self.tr("先看示范藏品"))
        text = self.tr("典籍里的一段话可以配上画，让模型学会古人的说法。")
        self.empty.say(self.tr("还没有典籍"), text)
        if self.side is not None:
            self.side.word = self.tr("相合的画")
        for part in (self.view, self.deeds, self.form, self.pairs, self.strip):
            part.retranslate()
        self._show()

    # -- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.columns = QWidget()
        row = QHBoxLayout(self.columns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.column)
        self.line = Hairline(standing=True)
        row.addWidget(self.line)
        row.addWidget(self._middle(), 1)
        side = self.side_panel()
        side.body.addWidget(self.pairs)
        self.body.addWidget(self.columns, 1)
        self.body.addWidget(self.empty, 1)

    # -- the narrow window: list, passage and pictures are three tabs --------------------------

    def _name_tabs(self) -> None:
        if self._tabs is not None:
            words = (self.tr("典籍"), self.tr("段落"), self.tr("相合的画"))
            self._tabs.set_choices(list(zip(("list", "page", "side"), words, strict=True)))

    def _place_parts(self, _tab: str = "") -> None:
        super()._place_parts(_tab)
        self.column.set_fixed(not self._narrow)
        if self._tabs is not None:
            self.main.removeWidget(self._tab_row)
            self.main.insertWidget(0, self._tab_row)
        on_list = self._tabs is not None and self._tabs.current() == "list"
        self.column.setVisible(not self._narrow or on_list)
        self.line.setVisible(not self._narrow)
        self.middle.setVisible(not self._narrow or not on_list)

    def _middle(self) -> QWidget:
        reading = QWidget()
        inner = QVBoxLayout(reading)
        inner.setContentsMargins(40, 28, 40, 16)
        inner.setSpacing(12)
        self.service = QWidget()
        fields = QVBoxLayout(self.service)
        fields.setContentsMargins(0, 0, 0, 8)
        fields.addWidget(self.form.choice)
        fields.addWidget(self.form)
        for widget in (self.strip, self.service, self.problem, self.view):
            inner.addWidget(widget)
        self.strip.hide()
        self.service.hide()
        self.middle = QWidget()
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scrolling(reading), 1)
        column.addWidget(self.deeds)
        return self.middle

    def _connect(self) -> None:
        actions = self.deeds
        for button, key, act in (
            (actions.approve, "A", lambda: self._decide(review.approve, self.tr("已通过注释"))),
            (actions.edit, "E", self._begin_editing),
            (actions.reject, "R", lambda: self._decide(review.reject, self.tr("已退回注释"))),
            (actions.withdraw, "W", lambda: self._decide(review.withdraw, self.tr("已收回通过"))),
            (actions.undo, "Z", self._undo),
        ):
            button.clicked.connect(act)
            self.key(key, button.click)
        for key, do in (
            ("J", lambda: self.list.step(1)),
            ("K", lambda: self.list.step(-1)),
            ("N", self.list.next_draft),
            ("]", lambda: self.view.step_sentence(1)),
            ("[", lambda: self.view.step_sentence(-1)),
            ("Shift+J", lambda: self.pairs.step(1)),
            ("Shift+K", lambda: self.pairs.step(-1)),
            ("Shift+A", lambda: self.pairs.decide(yes=True)),
            ("Shift+R", lambda: self.pairs.decide(yes=False)),
        ):
            self.key(key, lambda do=do: self.view.editing or do())
        actions.keep.clicked.connect(self._keep)
        actions.leave.clicked.connect(self._leave)
        self.view.keep_asked.connect(self._keep)
        self.view.left.connect(self._leave)
        actions.by_model.clicked.connect(lambda: self._annotate(self.list.current()))
        actions.service.clicked.connect(lambda: self.service.setVisible(self.service.isHidden()))
        self.all_by_model.clicked.connect(lambda: self._annotate(None))
        for button in (self.add, self.first_add):
            button.clicked.connect(lambda: self.room.go("import"))
        self.demo.clicked.connect(self.room.demo_wanted)
        self.list.chosen.connect(self._chosen)
        self.form.changed.connect(self._show)
        self.strip.stop.clicked.connect(self.tasks.stop)
        self.pairs.passage_opened.connect(self.list.select)
        self.tasks.moved.connect(self._show_task)
        self.tasks.ended.connect(self.refresh)
        self.tasks.wrong.connect(self.problem.show_error)

    # -- acting ------------------------------------------------------------------------------

    def _begin_editing(self) -> None:
        self.view.begin_editing()
        self._show_buttons(self.list.current())

    def _leave(self) -> None:
        self.view.show_passage(self.list.current())
        self._show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        passage = self.list.current()
        if passage is None:
            return
        text = json.dumps(annotation_as_dict(self.view.written), ensure_ascii=False)
        if self._do(lambda c, by: review.edit(c, _one(c, passage.id), text, by)):
            self._leave()

    def _decide(self, act: Callable[..., review.ReviewResult], words: str) -> None:
        passage = self.list.current()
        if passage is None or passage.annotation is None or self.view.editing:
            return
        if self._do(lambda c, by: act(c, [_one(c, passage.id)], by)):
            self.room.toast(words, self._undo)
            if act is review.approve:
                self.list.next_draft()

    def _undo(self) -> None:
        """Takes back the last act and goes to where it was, or says that it was elsewhere."""
        collection, done = self.room.collection, self._do(review.undo)
        if collection is None or done is None:
            return
        for one in done.captions:
            if one.kind == "annotation":
                self.list.select(one.id)
                return
            if one.kind == "pair":
                self.list.select(collection.pairs.get(one.id).passage_id)
                return
        nothing, other = self.tr("没有可以撤销的了"), self.tr("已撤销审校里的上一步")
        self.room.toast(other if done.changed else nothing)

    def _do(self, act: Act) -> review.ReviewResult | None:
        """Does it in the curator's name; what went wrong stands above the passage."""
        return self.write(act, self.problem)

    def _annotate(self, passage: Passage | None) -> None:
        self.problem.clear()
        if not self.room.settings.profile and self.service.isHidden():
            self.service.show()  # who is asked must be seen before the first question is sent
            return
        profile, chosen = self.form.profile, [passage.id] if passage else None
        collection = self.room.collection

        def begin() -> None:
            if self.room.collection is collection:
                self.tasks.annotate(profile, self.tr("注释"), chosen)
                self._show()

        # The key may lie in the keychain, which is asked off the main thread.
        if profile is None:
            begin()
        else:
            self.form.tasks.with_key(profile.endpoint, begin)

    # -- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        collection, passage = self.room.collection, self.list.current()
        assert self.head is not None
        drafts = collection.passages.counts()["draft"] if collection else 0
        words = self.tr("{count} 则待审").format(count=number(drafts)) if drafts else ""
        self.head.say(self.tr("典籍"), words)
        if not self.view.editing:
            self.view.show_passage(passage)
        self._show_buttons(passage)
        self._pairing.refresh(passage)
        self._show_task()

    def _chosen(self, _passage: object) -> None:
        """Another passage is read; the panel shows its pictures, whatever it showed before."""
        self._pairing.forget_work()
        self._show()

    def _show_buttons(self, passage: Passage | None) -> None:
        collection = self.room.collection
        busy = self.tasks.annotating
        writable = collection is not None and not collection.read_only
        self.deeds.show_state(passage, editing=self.view.editing, busy=busy, writable=writable)
        if self.deeds.service.isHidden():
            self.service.hide()
        self.all_by_model.setText(self.tr("注释 {count} 则").format(count=number(self._lacking)))
        self.all_by_model.setVisible(self._lacking > 1 and not busy)
        for button in (self.all_by_model, self.add):
            button.set_possible(writable, self.tr("藏品是只读打开的"))

    def _show_task(self) -> None:
        job = self.tasks.job
        self.strip.setVisible(job is not None)
        if job is not None and job.latest is not None:
            self.strip.set_name(self.tr("注释"))
            self.strip.show_progress(job.latest, job.pace)


def _one(collection: Collection, reviewed_id: int) -> review.Reviewed:
    return review.select(collection, ids=[reviewed_id])[0]
