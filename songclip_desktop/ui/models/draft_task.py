"""One drafting task of the window: prepared, begun, paused, stopped; each draft stored on arrival."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from songclip_desktop.drafting import keys
from songclip_desktop.drafting.drafter import Drafted, State
from songclip_desktop.errors import SongClipError
from songclip_desktop.jobs.job import Job
from songclip_desktop.progress import Listener
from songclip_desktop.records import DRAFTED_KINDS
from songclip_desktop.settings import DrafterProfile
from songclip_desktop.ui.models.draft_queue import Entry, entries_of
from songclip_desktop.workflow import draft, sending

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room


# What a work takes where no task of this session has shown it yet.
ASSUMED_S = 10.0


@dataclass(frozen=True)
class Wish:
    """What is to be drafted.

    Attributes:
        kinds: of DRAFTED_KINDS.
        paintings: only these works; None for all that lack a caption.
        redo: drafts that nobody edited are written anew too.
        remark: what the curator asks of the new drafts.
    """

    kinds: tuple[str, ...] = DRAFTED_KINDS
    paintings: tuple[int, ...] | None = None
    redo: bool = False
    remark: str = ""


@dataclass(frozen=True)
class Chosen:
    """The works of a wish, as they were read.

    Attributes:
        prepared: None where the drafter cannot be used as it is set up. problem: why.
        estimate: what it may take; None where nothing is sent.
        shown: the works all the same. entries: their rows.
    """

    prepared: draft.Prepared | None
    problem: SongClipError | None
    estimate: sending.Estimate | None
    shown: draft.Prepared
    entries: dict[int, Entry]


class DraftTask(QObject):
    """Works for the collection that was open when it began, and for no other. Main thread.

    Signals:
        wrote: a Drafted that stands in the collection now. went: a State.
        progressed: figures changed. ended: no longer running, however it ended.
        wrong: what kept it from going on.

    Attributes:
        prepared: what would be drafted now; None where the drafter cannot be used.
        finished: a task ended and its rows are still shown.
        estimate: what `prepared` may take; None where nothing is sent.
    """

    wrote = Signal(object)
    went = Signal(object)
    progressed = Signal()
    ended = Signal()
    wrong = Signal(object)

    def __init__(self, room: Room, parent: QObject | None = None) -> None:
        """Nothing prepared."""
        super().__init__(parent)
        self._room = room
        self.prepared: draft.Prepared | None = None
        self.job: Job | None = None
        self.finished = False
        self.estimate: sending.Estimate | None = None
        self._of: Collection | None = None
        self._took: dict[str, list[float]] = {}
        self._held = threading.Event()

    @property
    def running(self) -> bool:
        """True while drafts are being written."""
        return self.job is not None

    @property
    def paused(self) -> bool:
        """True while nothing further is begun."""
        return self._held.is_set()

    def forget(self) -> None:
        """Another collection is open: what is under way stops."""
        self.stop()
        self.job, self._of, self.prepared, self.finished = None, None, None, False

    def reader(
        self, profile: DrafterProfile | None, wish: Wish
    ) -> Callable[[Collection, Listener], Chosen]:
        """What chooses the works, for a job's thread; `profile` None is this machine alone."""
        engine, kind = self._room.engine, "remote" if profile else "offline"
        options = draft.DraftOptions(
            profile=profile,
            key=keys.of(profile.endpoint) if profile else "",
            held=self._held.is_set,
            paintings=wish.paintings,
            redo=wish.redo,
            remark=wish.remark,
        )

        def read(reader: Collection, listener: Listener) -> Chosen:
            prepared = problem = estimate = None
            try:
                encoder = draft.encoder_of(engine, reader)
                prepared = draft.prepare(
                    reader, kind, wish.kinds, options=options, encoder=encoder, listener=listener
                )
                estimate = sending.estimate(reader, prepared) if profile else None
            except SongClipError as error:
                problem = error
            # The queue is there at once, also where its drafter is not ready yet.
            shown = prepared or draft.prepare(
                reader,
                kinds=wish.kinds,
                options=draft.DraftOptions(paintings=wish.paintings, redo=wish.redo),
                listener=listener,
            )
            statuses = reader.finding.statuses([work.painting.id for work in shown.all_works])
            rows = entries_of(shown.works, shown.local_works, statuses)
            return Chosen(None if problem else prepared, problem, estimate, shown, rows)

        return read

    def take(self, chosen: Chosen | None) -> None:
        """What `start` begins; None for nothing."""
        self.prepared = chosen.prepared if chosen else None
        self.estimate = chosen.estimate if chosen else None

    def seconds(self, profile: DrafterProfile) -> tuple[float, bool]:
        """How long the prepared works may take, and whether earlier ones have shown it."""
        took = self._took.get(f"{profile.endpoint} {profile.vision_model}", [])
        each = sum(took) / len(took) if took else ASSUMED_S
        calls = self.estimate.calls if self.estimate else 0
        return each * calls / min(profile.concurrency, max(1, calls)), bool(took)

    def start(self, name: str) -> None:
        """Begins what is prepared, as a job of that name."""
        prepared = self.prepared
        if prepared is None or not prepared.all_works or self.job is not None:
            return
        self._held.clear()
        self._of, self.finished = self._room.collection, True
        job = self._room.jobs.start(
            name,
            lambda listener: draft.execute(prepared, listener),
            self._succeeded,
            on_failure=self._failed,
            on_stopped=self._stopped,
            on_item=self._heard,
            on_progress=lambda _progress: self.progressed.emit(),
            page="draft",
            icon="draft",
        )
        self.job = job if job.state == "running" else None

    def stop(self) -> None:
        """Asks it to stop; calls under way are abandoned, what was written stays."""
        if self.job is not None:
            self.job.stop()

    def toggle_pause(self) -> None:
        """Begins nothing further, or goes on."""
        if self.job is not None:
            (self._held.clear if self._held.is_set() else self._held.set)()

    def _mine(self) -> Collection | None:
        """The collection of the task, while it is still the open one."""
        return self._of if self._of is self._room.collection else None

    def _heard(self, item: object) -> None:
        collection = self._mine()
        if collection is None:
            return
        if isinstance(item, Drafted):
            try:
                changes = draft.store(collection, item)
            except SongClipError as error:
                self.stop()
                self.wrong.emit(error)
                return
            self.wrote.emit(item)
            self._room.feed.announce(changes)
        elif isinstance(item, State):
            self._note_pace(item)
            self.went.emit(item)

    def _note_pace(self, state: State) -> None:
        profile = getattr(self.prepared.drafter, "profile", None) if self.prepared else None
        if profile is not None and state.name == "written" and state.tokens_out:
            took = self._took.setdefault(f"{profile.endpoint} {profile.vision_model}", [])
            took.append(state.seconds)

    def _remember(self) -> None:
        """How the service was found to be asked is kept for the next task."""
        settings = self._room.settings
        if self.prepared is not None and sending.remember(settings, self.prepared.drafter):
            settings.save()

    def _succeeded(self, outcome: draft.Outcome) -> None:
        self.job = None
        self._remember()
        collection = self._mine()
        if collection is not None:
            self._room.feed.announce(draft.finish(collection, outcome).changes)
        self.ended.emit()

    def _failed(self, error: object) -> None:
        self.job = None
        self.ended.emit()
        self.wrong.emit(error)

    def _stopped(self) -> None:
        self.job, self.finished = None, False
        self._remember()
        self.ended.emit()
