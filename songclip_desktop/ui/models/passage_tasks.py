"""The tasks of the texts page: annotating by a language model, and looking for what goes together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from songclip_desktop.drafting import keys
from songclip_desktop.drafting.drafter import Annotated, State
from songclip_desktop.errors import SongClipError
from songclip_desktop.jobs.job import Job
from songclip_desktop.progress import Listener
from songclip_desktop.records import Passage
from songclip_desktop.settings import DrafterProfile
from songclip_desktop.ui.models.beside import beside
from songclip_desktop.workflow import annotate, draft, pairing, search

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room

FOUND_AT_ONCE = 6


class PassageTasks(QObject):
    """Each annotation is stored as it arrives. Main thread.

    Signals:
        moved: an annotating task is further. ended: one of the tasks ended, however.
        wrong: why an annotation failed. search_wrong: why no picture was found.

    Attributes:
        job: the annotating task under way, or None.
        searching: ("passage" or "work", id) for which something is looked for, or None.
    """

    moved = Signal()
    ended = Signal()
    wrong = Signal(object)
    search_wrong = Signal(object)

    def __init__(self, room: Room, parent: QObject | None = None) -> None:
        """Nothing under way."""
        super().__init__(parent)
        self._room = room
        self.job: Job | None = None
        self.searching: tuple[str, int] | None = None
        self._of: Collection | None = None

    @property
    def annotating(self) -> bool:
        """True while annotations are being written."""
        return self.job is not None

    def forget(self) -> None:
        """Another collection is open: what is under way stops."""
        self.stop()
        self.job, self.searching, self._of = None, None, None

    def stop(self) -> None:
        """Asks the annotating task to stop; what was written stays."""
        if self.job is not None:
            self.job.stop()

    def annotate(
        self, profile: DrafterProfile | None, name: str, passages: Sequence[int] | None
    ) -> None:
        """Annotates these passages, or all that lack it; `wrong` says why it cannot."""
        collection = self._room.collection
        if collection is None or self.job is not None:
            return
        key = keys.of(profile.endpoint) if profile else ""
        options = draft.DraftOptions(profile=profile, key=key)
        try:
            prepared = annotate.prepare(collection, None, options, passages)
        except SongClipError as error:
            self.wrong.emit(error)
            return
        self._of = collection
        job = self._room.jobs.start(
            name,
            lambda listener: annotate.execute(prepared, listener),
            lambda outcome: self._annotated(outcome),
            on_failure=self._failed,
            on_stopped=self._stopped,
            on_item=self._heard,
            on_progress=lambda _progress: self.moved.emit(),
            page="annotate",
            icon="annotate",
        )
        self.job = job if job.state == "running" else None

    def find(self, passage: Passage, name: str, work_kind: str = "") -> None:
        """Looks for pictures that go with a passage, and keeps them as suggestions.

        Args:
            passage: what they should go with.
            name: of the task.
            work_kind: only paintings, maps or photographs; empty for all.
        """
        collection = self._room.collection
        if collection is None or self.searching is not None:
            return

        def prepare(reader: Collection) -> search.Prepared:
            known = len(reader.pairs.list(passage_id=passage.id))  # rejected ones are found, too
            return search.prepare(
                reader,
                annotate.pairing_query(passage),
                k=known + FOUND_AT_ONCE,
                work_kind=work_kind or None,
            )

        def keep(result: search.SearchResult) -> None:
            self._room.feed.announce(search.finish(collection, result))
            self._room.feed.announce(annotate.suggest_pairs(collection, passage.id, result))

        engine = self._room.engine
        self._search(
            ("passage", passage.id),
            name,
            beside(
                collection, prepare, lambda prepared, told: search.execute(prepared, engine, told)
            ),
            keep,
        )

    def find_passages(self, painting_id: int, name: str) -> None:
        """Looks for passages that go with a work, and keeps them as suggestions."""
        collection = self._room.collection
        if collection is None or self.searching is not None:
            return
        engine = self._room.engine
        self._search(
            ("work", painting_id),
            name,
            beside(
                collection,
                lambda reader: pairing.prepare(reader, painting_id),
                lambda prepared, told: pairing.execute(prepared, engine, told),
            ),
            lambda found: self._room.feed.announce(pairing.finish(collection, found)),
        )

    def _search(
        self,
        subject: tuple[str, int],
        name: str,
        execute: Callable[[Listener], Any],
        keep: Callable[[Any], None],
    ) -> None:
        self.searching = subject
        asked = self._room.collection

        def found(result: Any) -> None:
            self.searching = None
            if asked is self._room.collection:
                keep(result)
            self.ended.emit()

        def failed(error: object) -> None:
            self.searching = None
            self.ended.emit()
            self.search_wrong.emit(error)

        def stopped() -> None:
            self.searching = None
            self.ended.emit()

        self._room.jobs.start(
            name,
            execute,
            found,
            on_failure=failed,
            on_stopped=stopped,
            page="annotate",
            icon="search",
        )

    def _heard(self, item: object) -> None:
        collection = self._of
        if collection is None or collection is not self._room.collection:
            return
        if isinstance(item, Annotated):
            try:
                self._room.feed.announce(annotate.store(collection, item))
            except SongClipError as error:
                self.stop()
                self.wrong.emit(error)
        elif isinstance(item, State) and item.error is not None:
            self.wrong.emit(item.error)

    def _annotated(self, outcome: annotate.Outcome) -> None:
        self.job = None
        if self._of is not None and self._of is self._room.collection:
            self._room.feed.announce(annotate.finish(self._of, outcome).changes)
        self.ended.emit()

    def _failed(self, error: object) -> None:
        self.job = None
        self.ended.emit()
        self.wrong.emit(error)

    def _stopped(self) -> None:
        self.job = None
        self.ended.emit()
