"""Writes what the curator decides, in the curator's name, and tells the other pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Caption
from songclip_desktop.ui.models.review_queue import ReviewQueue
from songclip_desktop.workflow import review

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room

T = TypeVar("T")


class ReviewDesk(QObject):
    """One for the review page. Main thread.

    Signals:
        failed: a SongClipError, where something could not be written. kept: the next one was.

    Attributes:
        writing: True while the feed tells of the page's own write.
    """

    failed = Signal(object)
    kept = Signal()

    def __init__(self, room: Room, page: QWidget) -> None:
        """`page`: over which the curator's name is asked for."""
        super().__init__(page)
        self._room, self._page = room, page
        self.writing = False

    @property
    def collection(self) -> Collection | None:
        """The open collection."""
        return self._room.collection

    @property
    def locked(self) -> bool:
        """True where the collection can only be read."""
        return self.collection is not None and self.collection.read_only

    def work_of(self, queue: ReviewQueue) -> int | None:
        """The work under review, past those that left the collection meanwhile."""
        collection = self.collection
        while collection is not None and (work := queue.work) is not None:
            if collection.paintings.records([work]):
                return work
            queue.forget(lambda each, gone=work: each == gone)
        return None

    def standing(self, work: int) -> dict[str, Caption]:
        """The caption that counts of each kind: the draft, else the approved, else a rejected."""
        order = ("rejected", "approved", "draft")
        found = self.collection.captions.of(work) if self.collection else ()
        return {c.kind: c for c in sorted(found, key=lambda c: order.index(c.status))}

    def awaits(self, caption: Caption) -> bool:
        """True for a draft that the one who sits here has not read: a second reader may have."""
        own = self._room.settings.curator
        read = any(approval.by == own for approval in caption.approvals)
        return caption.status == "draft" and not read

    def write(self, act: Callable[[Collection, str], T]) -> T | None:
        """Does it in the curator's name; None where no name was given or it could not be done.

        Of what a verb of review returns the other pages are told.
        """
        collection = self.collection
        by = self._room.curator(self._page) if collection else ""
        if collection is None or not by:
            return None
        try:
            result = act(collection, by)
        except SongClipError as error:
            self.failed.emit(error)
            return None
        self.kept.emit()
        if not isinstance(result, review.ReviewResult):
            return result
        self.writing = True
        try:
            self._room.feed.announce(result.changes)
        finally:
            self.writing = False
        return result


def one(collection: Collection, caption_id: int) -> list[review.Reviewed]:
    """What an act on a single caption is given."""
    return review.select(collection, ids=[caption_id])
