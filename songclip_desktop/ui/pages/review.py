"""Review: one painting large, its three captions beside it, decided on from the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop import chinese
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes
from songclip_desktop.records import DRAFTED_KINDS, Caption, Painting
from songclip_desktop.ui.models.review_queue import ReviewQueue, Statuses
from songclip_desktop.ui.pages.page import MARGIN_PX, Header, Page
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.caption_row import CaptionRow
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.messages import EmptyState
from songclip_desktop.ui.widgets.review_panel import ReviewPanel
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.ui.widgets.viewer import PictureViewer
from songclip_desktop.workflow import review

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room

PANEL_SHARE, PANEL_LEAST_PX, PANEL_MOST_PX = 0.46, 440, 568


class _Rest(QWidget):
    """What is said when nothing is left to decide on, and where to go from there."""

    went = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._approved = 0
        self._head = Header()
        self._onward, self._second = PrimaryButton(tall=True), PlainButton(tall=True)
        self._words = EmptyState(self._onward, self._second)
        self._onward.clicked.connect(
            lambda: self.went.emit("finetune" if self._approved else "draft")
        )
        self._second.clicked.connect(lambda: self.went.emit("collection"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head)
        column.addWidget(self._words, 1)

    def say(self, approved: int) -> None:
        """`approved`: how many captions stand approved."""
        self._approved = approved
        self._head.say(self.tr("审校"))
        self._second.setText(self.tr("看藏品"))
        if approved:
            title = self.tr("都审过了：{count} 条已通过").format(count=QLocale().toString(approved))
            self._words.say(title, self.tr("下一步是训练：让模型学会你们的用语。"))
            self._onward.setText(self.tr("去训练"))
        else:
            title = self.tr("还没有草稿")
            self._words.say(title, self.tr("先为画撰稿，草稿写成了会在这里等你审。"))
            self._onward.setText(self.tr("去撰稿"))


class ReviewPage(Page):
    """J/K works, 1/2/3 kinds, E edits, A approves, R rejects, Z undoes, D shows changes."""

    name = "review"
    scrolls = False

    def __init__(self, room: Room) -> None:
        """Builds picture, panel and keys; nothing is read before `refresh`."""
        super().__init__(room)
        self._queue = ReviewQueue(self._statuses)
        self._painting: Painting | None = None
        self._diff = True
        self._writing = False
        self._asked_for = False
        self.viewer = PictureViewer(room.thumbnails)
        self.panel = ReviewPanel()
        self._fit, self._actual = QuietButton(hint="0"), QuietButton(hint="+")
        self._size = Text("", "body", "ink_3")
        self._rest = _Rest()
        self._rest.went.connect(room.go)
        self._build_picture()
        side = self.side_panel(PANEL_MOST_PX, margin_px=0)
        side.setObjectName("page")
        self.head = Header(self.panel.previous, self.panel.next)
        side.body.setSpacing(0)
        side.body.addWidget(self.head)
        side.body.addWidget(self.panel, 1)
        self._rest.hide()
        self.root.addWidget(self._rest, 1)
        self._build_keys()

    # -- what the window calls ---------------------------------------------------------------

    def open_collection(self, collection: Collection | None) -> None:
        """Starts the queue anew."""
        for row in self.panel.rows.values():
            row.end_editing()
        self._queue = ReviewQueue(self._statuses)
        self._painting = None
        self._asked_for = False
        self.refresh()

    def refresh(self) -> None:
        """Takes in drafts written since; the work under review stays."""
        collection = self.room.collection
        if collection is None:
            return
        works = dict.fromkeys(c.painting_id for c in collection.captions.list(status="draft"))
        if self._queue.work is None:
            self._queue.begin(works)
        else:
            self._queue.renew(works)
        self._show_work()

    def changed(self, changes: Changes) -> None:
        """What this page wrote itself it shows itself; an open editor is left alone."""
        if not self._writing and not any(row.editing for row in self.panel.rows.values()):
            self.refresh()

    def arrive(self, painting: int | None = None, kind: str | None = None, **_: Any) -> None:
        """`room.go("review", painting=id)` shows that work first."""
        self._asked_for = painting is not None
        if painting is not None:
            self._queue.show(painting, kind)
        self._show_work()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def waiting(self) -> int:
        """Drafts of captions that nobody decided on."""
        collection = self.room.collection
        return collection.captions.counts()["draft"] if collection else 0

    def retranslate(self) -> None:
        """All words, in the reader's language."""
        self._fit.setText(self.tr("适合窗口"))
        self._actual.setText(self.tr("原大"))
        self.panel.retranslate()
        if self.side is not None:
            self.side.word = self.tr("说明")
        self._show_work()

    # -- building ----------------------------------------------------------------------------

    def _build_picture(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.ground.setObjectName("mat")
        self.ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN_PX - 8, 0, MARGIN_PX, 20)
        foot.addWidget(self._fit)
        foot.addWidget(self._actual)
        foot.addStretch(1)
        foot.addWidget(self._size)
        self.body.addWidget(self.viewer, 1)
        self.body.addLayout(foot)
        for button, act in ((self._fit, self.viewer.fit), (self._actual, self.viewer.actual_size)):
            button.clicked.connect(act)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _build_keys(self) -> None:
        panel = self.panel
        for button, key, act in (
            (panel.next, "J", lambda: self._step(1)),
            (panel.previous, "K", lambda: self._step(-1)),
            (panel.approve, "A", self._approve),
            (panel.edit, "E", self._edit),
            (panel.reject, "R", self._reject),
            (panel.undo, "Z", self._undo),
        ):
            button.clicked.connect(act)
            self.key(key, button.click)
        for number, kind in enumerate(DRAFTED_KINDS, start=1):
            self.key(str(number), lambda kind=kind: self._pick(kind))
        self.key("D", self._toggle_diff)
        self.key("0", self.viewer.fit)
        self.key("+", self.viewer.actual_size)
        for row in panel.rows.values():
            row.picked.connect(self._pick)
            row.diff_asked.connect(self._toggle_diff)
            row.typed.connect(lambda text, row=row: self._remark(row, text))
            row.approve_asked.connect(self._approve)
            row.left.connect(self._leave_editor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel takes its share of the page."""
        super().resizeEvent(event)
        if self.side is not None and not self._narrow:
            share = round(self.width() * PANEL_SHARE)
            self.side.width_px = min(PANEL_MOST_PX, max(PANEL_LEAST_PX, share))
            self.side.setFixedWidth(self.side.width_px)
            self._side_frame.setFixedWidth(self.side.width_px)

    # -- showing -----------------------------------------------------------------------------

    def _standing(self, work: int) -> dict[str, Caption]:
        """The caption that counts of each kind: the draft, else the approved, else a rejected."""
        collection = self.room.collection
        order = ("rejected", "approved", "draft")
        found = collection.captions.of(work) if collection else ()
        return {c.kind: c for c in sorted(found, key=lambda c: order.index(c.status))}

    def _statuses(self, work: int) -> Statuses:
        return {kind: caption.status for kind, caption in self._standing(work).items()}

    def _show_work(self) -> None:
        collection, work = self.room.collection, self._queue.work
        at_rest = work is None or (self.waiting == 0 and not self._asked_for)
        self._rest.setVisible(at_rest)
        self._frame.setVisible(not at_rest)
        self._side_frame.setVisible(not at_rest)
        if collection is None or work is None or at_rest:
            self._rest.say(collection.captions.counts()["approved"] if collection else 0)
            return
        painting = collection.paintings.get(work)
        same = self._painting is not None and self._painting.id == painting.id
        self._painting = painting
        if not same:
            self.viewer.show_image(painting.image, painting.title or painting.accession)
        self._size.setText(self._size_words(painting))
        assert self.head is not None
        place = self.panel.place_words(self._queue.number, len(self._queue))
        self.head.say(self.tr("审校"), place)
        self.panel.show_work(painting, self._standing(work), diff=self._diff, same=same)
        for row in self.panel.rows.values():
            self._remark(row, row.caption.text if row.caption else "")
        self._show_kind()

    def _size_words(self, painting: Painting) -> str:
        image, locale = painting.image, QLocale()
        if image is None:
            return self.tr("没有图片")
        return f"{locale.toString(image.width_px)} × {locale.toString(image.height_px)} px"

    def _show_kind(self) -> None:
        collection = self.room.collection
        read_only = collection is not None and collection.read_only
        self.panel.show_kind(self._queue.kind, read_only=read_only)

    def _remark(self, row: CaptionRow, text: str) -> None:
        if self._painting is None or row.caption is None:
            row.show_remarks(0, (), ())
            return
        warnings = review.lint(self._painting, text, row.kind)
        remarks = [warning.what for warning in warnings]
        row.show_remarks(chinese.token_count(text), chinese.unknown_characters(text), remarks)

    # -- acting ------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        if self._stop_editing() and self._queue.step(by):
            self._show_work()

    def _pick(self, kind: str) -> None:
        if kind != self._queue.kind and self._stop_editing():
            self._queue.kind = kind
        self._show_kind()

    def _toggle_diff(self) -> None:
        self._diff = not self._diff
        for row in self.panel.rows.values():
            row.show_caption(row.caption, diff=self._diff)

    def _edit(self) -> None:
        row = self.panel.rows[self._queue.kind]
        if row.caption is not None and not row.editing:
            row.begin_editing()

    def _leave_editor(self) -> None:
        if self._stop_editing():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_editing(self) -> bool:
        """Closes the editor, its text kept as a draft; False where it could not be kept."""
        for row in self.panel.rows.values():
            if not row.editing:
                continue
            if not self._keep(row):
                return False
            row.end_editing()
            self._show_work()
        return True

    def _keep(self, row: CaptionRow) -> bool:
        caption, text = row.caption, row.edited_text
        if caption is None or not text or text == caption.text:
            return True
        caption_id = caption.id
        return self._write(lambda c, by: review.edit(c, _one(c, caption_id), text, by)) is not None

    def _approve(self) -> None:
        row = self.panel.rows[self._queue.kind]
        if row.caption is None or not self._stop_editing():
            return
        caption_id = row.caption.id
        if self._write(lambda c, by: review.approve(c, [_one(c, caption_id)], by)) is not None:
            self._after(self.tr("已通过{kind}").format(kind=kind_word(row.kind).lower()))

    def _reject(self) -> None:
        caption = self.panel.rows[self._queue.kind].caption
        if caption is None or not self._stop_editing():
            return
        if self._write(lambda c, by: review.reject(c, [_one(c, caption.id)], by)) is not None:
            self._after(self.tr("已退回{kind}").format(kind=kind_word(caption.kind).lower()))

    def _after(self, words: str) -> None:
        """Decided: says so and goes to the next draft."""
        self.room.toast(words, self._undo)
        self._queue.advance()
        self._show_work()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undo(self) -> None:
        collection = self.room.collection
        done = self._write(review.undo) if self._stop_editing() else None
        if done is None or collection is None:
            return
        captions = [one for one in done.captions if one.kind in DRAFTED_KINDS]
        if not captions:
            nothing, other = self.tr("没有可以撤销的了"), self.tr("已撤销典籍里的上一步")
            self.room.toast(other if done.changed else nothing)
            return
        caption = collection.captions.get(captions[0].id)
        self._queue.show(caption.painting_id, caption.kind)
        self._show_work()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(
        self, act: Callable[[Collection, str], review.ReviewResult]
    ) -> review.ReviewResult | None:
        """Does it in the curator's name; what went wrong stands above, and the text is kept."""
        collection = self.room.collection
        by = self.room.curator(self) if collection else ""
        if collection is None or not by:
            return None
        try:
            result = act(collection, by)
        except SongClipError as error:
            self.panel.problem.show_error(error)
            return None
        self.panel.problem.clear()
        self._writing = True
        self.room.feed.announce(result.changes)
        self._writing = False
        return result


def _one(collection: Collection, caption_id: int) -> review.Reviewed:
    return review.select(collection, ids=[caption_id])[0]
