"""Explains the hit that is selected, a little after it was: one at a time, the newest only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from songclip_desktop.errors import SongClipError
from songclip_desktop.ui.models.asking import Asking
from songclip_desktop.workflow import explain
from songclip_desktop.workflow.search import Hit

if TYPE_CHECKING:
    from songclip_desktop.jobs.job import Job
    from songclip_desktop.ui.room import Room

SETTLED_MS = 350  # one who walks through the hits is not explained each of them
TYPED_MS = 1200  # the next key may come, and with it other hits


class ExplainTask(QObject):
    """Main thread.

    Signals:
        explained: an Explanation and the Hit it is about. failed: what went wrong.
        begun: it is being asked for.
    """

    explained = Signal(object, object)
    failed = Signal(object)
    begun = Signal()

    def __init__(self, room: Room, parent: QObject) -> None:
        """Nothing is asked."""
        super().__init__(parent)
        self._room = room
        self.name = ""
        self.job: Job | None = None
        self._wanted: tuple[Asking, Hit, tuple[str, str]] | None = None
        self._asked = 0
        self._settled = QTimer(self, singleShot=True)
        self._settled.timeout.connect(self.begin)

    def ask(self, asking: Asking, hit: Hit, sides: tuple[str, str], wait_ms: int) -> None:
        """Why this hit, in a while; what was asked before is not wanted any more."""
        self._asked += 1
        self._wanted = (asking, hit, sides)
        self.begun.emit()
        self._settled.start(wait_ms)

    def drop(self) -> None:
        """Nothing is wanted."""
        self._asked += 1
        self._wanted = None
        self._settled.stop()
        if self.job is not None:
            self.job.stop()

    def begin(self) -> None:
        """Asks for what is wanted, unless something is being answered; it is asked then."""
        collection = self._room.collection
        if self.job is not None or self._wanted is None or collection is None:
            return
        (asking, hit, (left, right)), self._wanted = self._wanted, None
        try:
            prepared = explain.prepare(
                collection,
                asking.given,
                hit.painting_id,
                image_id=hit.image_id,
                window=hit.window,
                run=right or None,
                against=left or None,
                compare=not asking.hybrid,
                templates=asking.templates,
            )
        except SongClipError as error:
            self.failed.emit(error)
            return
        engine, asked = self._room.engine, self._asked
        job = self._room.jobs.start(
            self.name,
            lambda listener: explain.execute(prepared, engine, listener),
            lambda found: self._done(asked, found, hit),
            on_failure=lambda problem: self._broke(asked, problem),
            on_stopped=self._next,
            page="search",
            icon="search",
            passing=True,
        )
        self.job = job if job.state == "running" else None

    def _done(self, asked: int, found: explain.Explanation, hit: Hit) -> None:
        if asked == self._asked:
            self.explained.emit(found, hit)
        self._next()

    def _broke(self, asked: int, problem: object) -> None:
        if asked == self._asked:
            self.failed.emit(problem)
        self._next()

    def _next(self) -> None:
        self.job = None
        if self._wanted is not None and not self._settled.isActive():
            self.begin()
