"""What a page needs every record for is read off the thread that draws; a strip says how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal

from songclip_desktop.progress import Listener, Progress
from songclip_desktop.ui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.jobs.job import Job
    from songclip_desktop.ui.room import Room

# What is read sooner than this is not worth a strip that comes and goes.
PATIENCE_MS = 300


@dataclass(frozen=True)
class _Wish:
    read: Callable[[Collection, Listener], Any]
    show: Callable[[Any, object], None]
    wrong: Callable[[Any], None] | None
    about: object


class Reading(ProgressStrip):
    """Reads for one page, one thing at a time, over a connection of its own. Main thread.

    A wish that comes while one is at work follows it; it takes the place of another that waits.

    Signals:
        moved: something is read now, or no longer.
    """

    moved = Signal()

    def __init__(self, room: Room, name: str) -> None:
        """`name`: the page's; the strip hides until something takes long."""
        super().__init__(stoppable=False)
        self._room, self._page = room, name
        self._said = ""
        self._job: Job | None = None
        self._next: _Wish | None = None
        self._asked = 0
        self._about: object = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._show_strip)
        self.hide()

    @property
    def busy(self) -> bool:
        """True while something is read."""
        return self._job is not None

    @property
    def about(self) -> object:
        """What the reading at work depends on besides the records; None at rest."""
        return self._about if self.busy else None

    def say(self, words: str) -> None:
        """What is read, for the strip and the activity panel."""
        self._said = words
        self.set_name(words)

    def ask(
        self,
        read: Callable[[Collection, Listener], Any],
        show: Callable[[Any, object], None],
        *,
        wrong: Callable[[Any], None] | None = None,
        about: object = None,
    ) -> None:
        """Reads from the open collection.

        Args:
            read: given a reader of the collection, on a thread of its own.
            show: given what was read and the collection's version when it began; main thread.
            wrong: given what went wrong.
            about: what it depends on besides the records; a reading about something else is of no
                use any more and stops.
        """
        wish = _Wish(read, show, wrong, about)
        if self._job is None:
            self._begin(wish)
            return
        self._next = wish
        if about != self._about:
            self._job.stop()

    def drop(self) -> None:
        """Nothing that was asked matters any more."""
        self._asked += 1
        self._next = None
        if self._job is not None:
            self._job.stop()
        self._rest()

    def _begin(self, wish: _Wish) -> None:
        collection = self._room.collection
        if collection is None:
            return
        folder, cache_dir = collection.dir, collection.images.cache_dir
        version = collection.version
        self._asked += 1
        asked, self._about = self._asked, wish.about
        job = self._room.jobs.start(
            self._said,
            lambda listener: _read(folder, cache_dir, wish.read, listener),
            lambda result: self._done(asked, wish, result, version),
            on_failure=lambda problem: self._broke(asked, wish, problem),
            on_stopped=lambda: self._follow(asked, wish, None),
            on_progress=lambda progress: self._progressed(asked, progress),
            page=self._page,
            icon=self._page,
            passing=True,
        )
        if job.state == "running":
            self._job = job
            self._patience.start()
            self.moved.emit()

    def _done(self, asked: int, wish: _Wish, result: Any, version: object) -> None:
        if asked != self._asked:
            return
        self._rest()
        if self._next is None or self._next.about == wish.about:
            wish.show(result, version)
        self._follow(asked, wish, version)

    def _broke(self, asked: int, wish: _Wish, problem: object) -> None:
        if asked != self._asked:
            return
        self._rest()
        if wish.wrong is not None and self._next is None:
            wish.wrong(problem)
        self._follow(asked, wish, None)

    def _follow(self, asked: int, wish: _Wish, version: object) -> None:
        """The wish that waits, unless it would read the very same again."""
        if asked != self._asked:
            return
        self._rest()
        waiting, self._next = self._next, None
        collection = self._room.collection
        if collection is not None and waiting is not None:
            same = waiting.about == wish.about and collection.version == version
            if not same:
                self._begin(waiting)
        if not self.busy:
            self.moved.emit()

    def _rest(self) -> None:
        self._job = None
        self._patience.stop()
        self.hide()

    def _show_strip(self) -> None:
        self.setVisible(self.busy)

    def _progressed(self, asked: int, progress: Progress) -> None:
        if asked == self._asked and self._job is not None:
            self.show_progress(progress, self._job.pace)


def _read(
    folder: Any, cache_dir: Any, read: Callable[[Collection, Listener], Any], listener: Listener
) -> Any:
    """On a job's thread, with a reader of its own."""
    from songclip_desktop.collection.collection import Collection

    with Collection.open(folder, read_only=True, cache_dir=cache_dir) as reader:
        return read(reader, listener)
