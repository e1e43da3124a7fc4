"""Searches of the compare page, one at a time: the newest question follows the one at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Progress
from songclip_desktop.ui.models.asking import Asking
from songclip_desktop.ui.models.contents_first import with_contents
from songclip_desktop.workflow import search, searchable

if TYPE_CHECKING:
    from songclip_desktop.jobs.job import Job
    from songclip_desktop.ui.room import Room

DEPTH = 1000  # ranks known of each column


class SearchTask(QObject):
    """Main thread.

    While one types, a question waits for the one at work and takes the place of another that
    waits; so the answers keep up with the keys, however long one takes.

    Signals:
        found: a SearchResult and the Asking it answers. failed: what went wrong.
        moved: it has begun, gone on or ended.

    Attributes:
        job: the one at work, or None.
        slow: it has to index first, so its progress is worth showing.
    """

    found = Signal(object, object)
    failed = Signal(object)
    moved = Signal()

    def __init__(self, room: Room, name: str, parent: QObject) -> None:
        """`name`: what the activity panel calls it."""
        super().__init__(parent)
        self._room, self.name = room, name
        self.job: Job | None = None
        self.slow = False
        self._next: tuple[Asking, tuple[str, str], bool] | None = None
        self._asked = 0

    def ask(self, asking: Asking, sides: tuple[str, str], *, typed: bool = False) -> None:
        """Asks it of two sides: runs, "" at the left for zero-shot, "" at the right for none.

        Args:
            asking: the question.
            sides: who answers.
            typed: while one types: what is not in the index yet is passed over.
        """
        if self.job is None:
            self._begin(asking, sides, typed)
            return
        self._next = (asking, sides, typed)
        if self.slow:
            self.job.stop()

    def drop(self) -> None:
        """Nothing that was asked matters any more."""
        self._asked += 1
        self._next = None
        if self.job is not None:
            self.job.stop()
        self.job = None

    def _begin(self, asking: Asking, sides: tuple[str, str], typed: bool) -> None:
        """What can be found is read first where something was written since."""
        self._asked += 1
        asked = self._asked

        def go(contents: searchable.Contents) -> None:
            if asked == self._asked:
                self.job = None
                waiting, self._next = self._next or (asking, sides, typed), None
                self._search(*waiting, contents)

        self.slow = False
        self.job = (
            with_contents(self._room, self.name, go, lambda problem: self._broke(asked, problem))
            or self.job
        )
        if self.job is not None:
            self.moved.emit()

    def _search(
        self, asking: Asking, sides: tuple[str, str], typed: bool, contents: searchable.Contents
    ) -> None:
        collection = self._room.collection
        if collection is None:
            return
        left, right = sides
        compares = not asking.hybrid
        try:
            prepared = search.prepare(
                collection,
                asking.given,
                k=DEPTH,
                run=right or None,
                compare=compares,
                against=left or None if compares else None,
                target=asking.target,
                hybrid=asking.hybrid,
                work_kind=asking.kind or None,
                works=asking.works(collection),
                templates=asking.templates,
                wait=not typed,
                contents=contents,
            )
        except SongClipError as error:
            self.failed.emit(error)
            return
        self.slow = False
        self._asked += 1
        engine, asked = self._room.engine, self._asked
        job = self._room.jobs.start(
            self.name,
            lambda listener: search.execute(prepared, engine, listener),
            lambda result: self._done(asked, result, asking),
            on_failure=lambda problem: self._broke(asked, problem),
            on_stopped=lambda: self._follow(asked),
            on_progress=self._progressed,
            page="search",
            icon="search",
            passing=True,
        )
        if job.state == "running":
            self.job = job
            self.moved.emit()

    def _done(self, asked: int, result: search.SearchResult, asking: Asking) -> None:
        collection = self._room.collection
        if asked != self._asked or collection is None:
            return
        changes = search.finish(collection, result)
        self.found.emit(search.without_gone(collection, result), asking)
        self._follow(asked)
        if changes.index:
            self._room.feed.announce(changes)

    def _broke(self, asked: int, problem: object) -> None:
        if asked == self._asked:
            self.failed.emit(problem)
            self._follow(asked)

    def _follow(self, asked: int) -> None:
        """The question that waits, if one does."""
        if asked != self._asked:
            return
        self.job, self.slow = None, False
        waiting, self._next = self._next, None
        if waiting is not None:
            self._begin(*waiting)
        self.moved.emit()

    def _progressed(self, progress: Progress) -> None:
        """A query alone is over before one could read of it."""
        if progress.unit in ("image", "picture") and progress.total > 1:
            self.slow = True
            self.moved.emit()
            if self._next is not None and self.job is not None:
                self.job.stop()
