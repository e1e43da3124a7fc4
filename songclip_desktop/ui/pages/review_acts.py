"""What the keys of the review page do: each act in the curator's name, then the next draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt

from songclip_desktop.records import DRAFTED_KINDS
from songclip_desktop.ui.models.review_desk import one
from songclip_desktop.ui.widgets.caption_row import CaptionRow
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.workflow import review

if TYPE_CHECKING:
    from songclip_desktop.ui.pages.review import ReviewPage


class ReviewActs(QObject):
    """The acts of one page. Main thread."""

    def __init__(self, page: ReviewPage) -> None:
        """`page`: whose captions are decided on."""
        super().__init__(page)
        self._page = page

    def edit(self) -> None:
        """Opens the editor of the kind in focus."""
        row = self._page.panel.rows[self._page.queue.kind]
        if row.caption is not None and not row.editing:
            row.begin_editing()

    def leave_editor(self) -> None:
        """Esc in the editor: the text is kept as a draft."""
        if self.stop_editing():
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_editing(self) -> bool:
        """Closes the editor, its text kept as a draft; False where it could not be kept."""
        for row in self._page.panel.rows.values():
            if not row.editing:
                continue
            if not self._keep(row):
                return False
            row.end_editing()
            self._page.show_work()
        return True

    def _keep(self, row: CaptionRow) -> bool:
        caption, text = row.caption, row.edited_text
        if caption is None or not text or text == caption.text:
            return True
        kept = self._page.desk.write(lambda c, by: review.edit(c, one(c, caption.id)[0], text, by))
        return kept is not None

    def approve(self) -> None:
        """Approves the kind in focus and goes to the next draft."""
        row = self._page.panel.rows[self._page.queue.kind]
        if row.caption is None or not self.stop_editing():
            return
        caption_id, kind = row.caption.id, kind_word(row.kind).lower()
        done = self._page.desk.write(lambda c, by: review.approve(c, one(c, caption_id), by))
        if done is not None:
            whole = done.captions[0].status == "approved"
            words = self.tr("已通过{kind}") if whole else self.tr("已通过{kind}，还要另一位审校者")
            self._after(words.format(kind=kind))

    def reject(self) -> None:
        """Rejects the kind in focus and goes to the next draft."""
        caption = self._page.caption
        if caption is None or not self.stop_editing():
            return
        if (
            self._page.desk.write(lambda c, by: review.reject(c, one(c, caption.id), by))
            is not None
        ):
            self._after(self.tr("已退回{kind}").format(kind=kind_word(caption.kind).lower()))

    def withdraw(self) -> None:
        """Takes an approval back: the caption is a draft again, and stays in view."""
        caption = self._page.caption
        if caption is None or not self.stop_editing():
            return
        if (
            self._page.desk.write(lambda c, by: review.withdraw(c, one(c, caption.id), by))
            is not None
        ):
            words = self.tr("已收回，{kind}又是草稿了").format(kind=kind_word(caption.kind).lower())
            self._page.room.toast(words, self.undo)
            self._page.queue.show(caption.painting_id, caption.kind)
            self._page.show_work()

    def skip(self) -> None:
        """Leaves the draft for later."""
        if self.stop_editing() and self._page.queue.skip():
            self._page.show_work()

    def next_draft(self) -> None:
        """The next draft that waits for a decision."""
        if self.stop_editing() and self._page.queue.forward():
            self._page.show_work()

    def take(self, row: CaptionRow, variants: dict[str, str]) -> None:
        """Other characters for training; the text itself stays."""
        caption = row.caption
        if caption is not None and self.stop_editing():
            self._page.desk.write(
                lambda c, by: review.take_variants(c, one(c, caption.id), variants, by)
            )
            self._page.show_work()

    def _after(self, words: str) -> None:
        """Decided: says so and goes to the next draft."""
        self._page.room.toast(words, self.undo)
        self._page.queue.advance()
        self._page.show_work()
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        """Takes back the last act, of this session or an earlier one, and shows it."""
        collection = self._page.room.collection
        done = self._page.desk.write(review.undo) if self.stop_editing() else None
        if done is None or collection is None:
            return
        captions = [each for each in done.captions if each.kind in DRAFTED_KINDS]
        if not captions:
            nothing, other = self.tr("没有可以撤销的了"), self.tr("已撤销典籍里的上一步")
            self._page.room.toast(other if done.changed else nothing)
            return
        if len(captions) > 1:
            words = self.tr("已撤销：{count} 条说明恢复原样")
            self._page.room.toast(words.format(count=QLocale().toString(len(captions))))
            self._page.queue.renew(collection.captions.works_with_drafts())
        caption = collection.captions.get(captions[0].id)
        self._page.queue.show(caption.painting_id, caption.kind)
        self._page.show_work()
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)
