"""Review: one painting large, its three captions beside it, decided on from the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from songclip_desktop import chinese
from songclip_desktop.progress import Changes
from songclip_desktop.records import DRAFTED_KINDS, Caption, Painting
from songclip_desktop.ui.models.compared_first import compared
from songclip_desktop.ui.models.review_desk import ReviewDesk
from songclip_desktop.ui.models.review_list import ReviewList
from songclip_desktop.ui.models.review_queue import ReviewQueue, Statuses
from songclip_desktop.ui.pages.page import MARGIN_PX, Header, Page
from songclip_desktop.ui.pages.review_acts import ReviewActs
from songclip_desktop.ui.pages.review_rest import Rest
from songclip_desktop.ui.pages.review_sheets import ReviewSheets
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.caption_row import CaptionRow
from songclip_desktop.ui.widgets.review_panel import ReviewPanel
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.ui.widgets.viewer import PictureViewer
from songclip_desktop.workflow import lint, review

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room

PANEL_SHARE, PANEL_LEAST_PX, PANEL_MOST_PX = 0.46, 440, 568
AHEAD_MS = 40


class ReviewPage(Page):
    """Every key of the page is told on its sheet of keys, which ? shows."""

    name = "review"
    scrolls = False

    def __init__(self, room: Room) -> None:
        """Builds picture, panel and keys; nothing is read before `refresh`."""
        super().__init__(room)
        self.queue = ReviewQueue(self._statuses)
        self._painting: Painting | None = None
        self._diff = True
        self._asked_for = False
        self._remarked: dict[str, tuple[object, ...]] = {}
        self.viewer = PictureViewer(room.thumbnails)
        self.panel = ReviewPanel()
        self.next_control = self.panel.approve
        self.desk = ReviewDesk(room, self)
        self.desk.failed.connect(self.panel.problem.show_error)
        self.desk.kept.connect(self.panel.problem.clear)
        self.more, self._more_at_rest = QuietButton(icon="more"), QuietButton(icon="more")
        self._fit, self._actual = QuietButton(hint="0"), QuietButton(hint="+")
        self._size = Text("", "body", "ink_3")
        self._rest = Rest(self._more_at_rest)
        self._rest.went.connect(room.go)
        self._build_picture()
        side = self.side_panel(PANEL_MOST_PX, margin_px=0)
        side.setObjectName("page")
        self.all_drafts = QuietButton(icon="close")
        self.all_drafts.clicked.connect(self._leave_list)
        self.head = Header(self.all_drafts, self.panel.previous, self.panel.next)
        side.body.setSpacing(0)
        side.body.addWidget(self.head)
        side.body.addWidget(self.panel, 1)
        self.sheets = ReviewSheets(self, side.body)
        self.sheets.turned.connect(self._turn)
        self.sheets.wrote.connect(self.show_work)
        self._rest.hide()
        self.root.insertWidget(1, self._rest, 1)
        self.acts = ReviewActs(self)
        self._ahead = QTimer(self, singleShot=True, interval=AHEAD_MS)
        self._ahead.timeout.connect(self._read_ahead)
        self._build_keys()

    # -- what the window calls ---------------------------------------------------------------

    def open_collection(self, collection: Collection | None) -> None:
        """Starts the queue anew."""
        for row in self.panel.rows.values():
            row.end_editing()
        self.sheets.close()
        self.queue = ReviewQueue(self._statuses)
        self._painting = None
        self._asked_for = False
        self.refresh()

    def refresh(self) -> None:
        """Takes in drafts written since; the work under review stays."""
        collection = self.room.collection
        if collection is None:
            return
        works = collection.captions.works_with_drafts()
        if self.desk.work_of(self.queue) is None:
            self.queue = ReviewQueue(self._statuses)
            self.queue.begin(works)
        else:
            self.queue.renew(works)
        self.show_work()

    def changed(self, changes: Changes) -> None:
        """What this page wrote itself it shows itself; an open editor is left alone."""
        if not self.desk.writing and not any(row.editing for row in self.panel.rows.values()):
            self.refresh()

    def arrive(
        self,
        painting: int | None = None,
        kind: str | None = None,
        captions: Sequence[tuple[int, str]] = (),
        at: int = 0,
        **_: Any,
    ) -> None:
        """`room.go("review", painting=id)` shows that work first.

        With `captions`, work and kind of each, exactly these are gone through, beginning at `at`.
        """
        self._asked_for = (self._asked_for and self.queue.listed) or painting is not None
        if captions and self.acts.stop_editing():
            self.queue, self._asked_for = ReviewList(self._statuses, captions, at), True
        elif painting is not None:
            self.queue.show(painting, kind)
        self.show_work()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def caption(self) -> Caption | None:
        """The caption in focus."""
        return self.panel.rows[self.queue.kind].caption

    def retranslate(self) -> None:
        """All words, in the reader's language."""
        self._fit.setText(self.tr("适合窗口"))
        self._actual.setText(self.tr("原大"))
        self.all_drafts.setText(self.tr("收起清单"))
        for button in (self.more, self._more_at_rest):
            button.setText(self.tr("更多"))
        self.panel.retranslate()
        self.sheets.retranslate()
        if self.side is not None:
            self.side.word = self.tr("说明")
        self._remarked.clear()
        self.show_work()

    # -- building ----------------------------------------------------------------------------

    def _build_picture(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.ground.setObjectName("mat")
        self.ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN_PX - 8, 0, MARGIN_PX - 8, 20)
        foot.addWidget(self._fit)
        foot.addWidget(self._actual)
        foot.addStretch(1)
        foot.addWidget(self._size)
        foot.addSpacing(8)
        foot.addWidget(self.more)
        self.body.addWidget(self.viewer, 1)
        self.body.addLayout(foot)
        for button, act in ((self._fit, self.viewer.fit), (self._actual, self.viewer.actual_size)):
            button.clicked.connect(act)
        for button in (self._fit, self._actual, self.more):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _build_keys(self) -> None:
        panel, sheets, acts = self.panel, self.sheets, self.acts
        for button, key, act in (
            (panel.approve, "A", acts.approve),
            (panel.withdraw, "W", acts.withdraw),
            (panel.edit, "E", acts.edit),
            (panel.reject, "R", acts.reject),
        ):
            button.clicked.connect(act)
            self.key(key, lambda button=button: button.isVisibleTo(self) and button.click())
        panel.undo.clicked.connect(acts.undo)  # also when all is reviewed and no caption is seen
        self.key("Z", lambda: not sheets.current and panel.undo.click())
        for key, act in (("S", acts.skip), ("N", acts.next_draft), ("D", self._toggle_diff)):
            self.key(key, lambda act=act: self.panel.isVisibleTo(self) and act())
        for button, key, by in ((panel.next, "J", 1), (panel.previous, "K", -1)):
            button.clicked.connect(lambda _checked=False, by=by: self._step(by))
            self.key(key, lambda by=by: self._step(by))
        for number, kind in enumerate(DRAFTED_KINDS, start=1):
            self.key(str(number), lambda kind=kind: self._pick(kind))
        self.key("0", self.viewer.fit)
        self.key("+", self.viewer.actual_size)
        for key, name in (
            ("H", "history"), ("C", "comments"), ("P", "progress"), ("B", "bulk"), ("F", "replace"),
            ("?", "keys"), ("F1", "keys"),
        ):  # fmt: skip
            self.key(key, lambda name=name: self.acts.stop_editing() and sheets.toggle(name))
        for button in (self.more, self._more_at_rest):
            button.clicked.connect(lambda _checked=False, button=button: sheets.menu(button))
        for row in panel.rows.values():
            row.picked.connect(self._pick)
            row.diff_asked.connect(self._toggle_diff)
            row.typed.connect(lambda text, row=row: self._remark(row, text))
            row.approve_asked.connect(acts.approve)
            row.left.connect(acts.leave_editor)
            row.variants_asked.connect(lambda variants, row=row: acts.take(row, variants))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts an open sheet away, wherever on the page the focus is."""
        if event.key() == Qt.Key.Key_Escape and self.sheets.current:
            self.sheets.close()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel takes its share of the page."""
        super().resizeEvent(event)
        if self.side is not None and not self._narrow:
            share = round(self.width() * PANEL_SHARE)
            self.side.width_px = min(PANEL_MOST_PX, max(PANEL_LEAST_PX, share))
            self.side.setFixedWidth(self.side.width_px)
            self._side_frame.setFixedWidth(self.side.width_px)

    # -- showing -----------------------------------------------------------------------------

    def _statuses(self, work: int) -> Statuses:
        """As the one who sits here sees them: a draft already approved waits for another."""
        found = self.desk.standing(work)
        return {
            kind: "read" if one.status == "draft" and not self.desk.awaits(one) else one.status
            for kind, one in found.items()
        }

    def _turn(self) -> None:
        """A sheet was opened, or put away."""
        self.show_work()
        if not self.sheets.current:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_work(self) -> None:
        """The work under review as it stands now; or that there is none."""
        collection, work = self.room.collection, self.desk.work_of(self.queue)
        sheet = bool(self.sheets.current)
        counts = collection.captions.counts() if collection else {"draft": 0, "approved": 0}
        at_rest = work is None or (not self._asked_for and counts["draft"] == 0)
        self._rest.setVisible(at_rest and not (sheet and self._narrow))
        self.root.setStretch(0, 0 if at_rest else 1)
        self.want_parts(side=sheet or not at_rest, body=not at_rest)
        assert self.head is not None
        self.head.setVisible(not sheet)
        self.panel.setVisible(not sheet)
        if sheet:
            self.show_side()
        if collection is None or work is None or at_rest:
            self._rest.say(counts["approved"])
            return
        painting = collection.paintings.get(work)
        same = self._painting is not None and self._painting.id == painting.id
        self._painting = painting
        if not same:
            self._remarked.clear()
            self.viewer.show_image(painting.image, painting.title or painting.accession)
            self._ahead.start()
        self._size.setText(self._size_words(painting))
        place = self.panel.place_words(self.queue.number, len(self.queue), self.queue.listed)
        self.head.say(self.tr("审校"), place)
        self.all_drafts.setVisible(self.queue.listed)
        self.panel.show_work(painting, self.desk.standing(work), diff=self._diff, same=same)
        needed = 2 if review.second_reader(collection) else 1
        self._remark_all()
        for row in self.panel.rows.values():
            row.show_readers(len(row.caption.approvals) if row.caption else 0, needed)
        self._show_kind()

    def _read_ahead(self) -> None:
        """The next painting is decoded while this one is read."""
        collection, work = self.room.collection, self.queue.following
        known = collection.paintings.records([work]) if collection and work is not None else []
        for painting in known:
            self.viewer.read_ahead(painting.image)

    def _size_words(self, painting: Painting) -> str:
        image, locale = painting.image, QLocale()
        if image is None:
            return self.tr("没有图片")
        return f"{locale.toString(image.width_px)} × {locale.toString(image.height_px)} px"

    def _show_kind(self) -> None:
        caption = self.caption
        awaits = caption is not None and self.desk.awaits(caption)
        self.panel.show_kind(self.queue.kind, read_only=self.desk.locked, awaits=awaits)
        self.sheets.follow()

    def _remark_all(self) -> None:
        for row in self.panel.rows.values():
            self._remark(row, row.caption.text if row.caption else "")

    def _remark(self, row: CaptionRow, text: str) -> None:
        collection, caption = self.room.collection, row.caption
        if self._painting is None or caption is None or collection is None:
            self._remarked.pop(row.kind, None)
            row.show_remarks(0, (), ())
            row.show_variants({}, possible=False)
            return
        known = compared(self.room, self.tr("审校"), self._remark_all)
        seen = (caption.id, text, caption.variants, row.editing, known is None)
        if self._remarked.get(row.kind) == seen:
            return  # a decision on one kind says nothing new of the others
        self._remarked[row.kind], told = seen, (self._painting, text, row.kind)
        warnings = lint.check(*told, known, caption.variants) if known else []
        row.show_remarks(
            chinese.token_count(text),
            chinese.unknown_characters(text),
            [warning.what for warning in warnings],
        )
        row.show_variants(chinese.known_variants(text), possible=not self.desk.locked)

    # -- acting ------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        if self.acts.stop_editing() and self.queue.step(by):
            self.show_work()

    def _leave_list(self) -> None:
        if self.acts.stop_editing():
            self.open_collection(self.room.collection)

    def _pick(self, kind: str) -> None:
        if kind != self.queue.kind and self.acts.stop_editing():
            self.queue.kind = kind
        self._show_kind()

    def _toggle_diff(self) -> None:
        self._diff = not self._diff
        for row in self.panel.rows.values():
            row.show_caption(row.caption, diff=self._diff)
