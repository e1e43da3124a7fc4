"""Which works a drafting task would take: read beside the window, and not again while nothing changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from songclip_desktop import network
from songclip_desktop.drafting import keys
from songclip_desktop.settings import DrafterProfile
from songclip_desktop.ui.models.draft_task import Chosen, DraftTask, Wish
from songclip_desktop.ui.widgets.draft_choice import DraftChoice
from songclip_desktop.ui.widgets.reading import Reading
from songclip_desktop.ui.widgets.service_form import ServiceForm

if TYPE_CHECKING:
    from songclip_desktop.ui.room import Room


class DraftReading(Reading):
    """Main thread.

    Signals:
        chosen: a Chosen to be listed. ready: a Chosen to begin with, or None where the listed one
            holds; and whether works of the list are tried again. wrong: why nothing was read.
    """

    chosen = Signal(object)
    ready = Signal(object, bool)
    wrong = Signal(object)

    def __init__(self, room: Room, task: DraftTask) -> None:
        """Nothing read."""
        super().__init__(room, "draft")
        self._task = task
        self._read: object = None  # what the works that are listed depend on

    def forget(self) -> None:
        """Another collection."""
        self.drop()
        self._read = None

    def outdate(self) -> None:
        """What is listed does not hold any more, such as after another prompt."""
        self._read = None

    @property
    def beginning(self) -> bool:
        """True while works are read for a task that starts as soon as they are."""
        return isinstance(self.about, tuple) and self.about[0] == "begin"

    def holds(self, profile: DrafterProfile | None, wish: Wish) -> bool:
        """Whether what is listed is what would be read now."""
        return self._read is not None and self._read == self._depends(profile, wish)

    def choose(self, profile: DrafterProfile | None, wish: Wish) -> None:
        """Reads what is to be listed."""
        depends = self._depends(profile, wish)

        def show(found: Chosen, version: object) -> None:
            self._read = (version, *depends[1:])
            self.chosen.emit(found)

        reader = self._task.reader(profile, wish)
        self.ask(reader, show, wrong=self.wrong.emit, about=("list", *depends[1:]))

    def begin(self, form: ServiceForm, choice: DraftChoice, again: Sequence[int] = ()) -> None:
        """Reads what a task begins with, once the key is known; `again`: only these of the list.

        Not where another collection or service came up by then.
        """
        collection, profile = self._room.collection, form.profile

        def begin() -> None:
            same = collection is self._room.collection and profile == form.profile
            if same and not self._task.running:
                self._begin_reading(profile, choice.wish, again)

        if profile is None:
            begin()
        else:
            form.tasks.with_key(profile.endpoint, begin)

    def _begin_reading(
        self, profile: DrafterProfile | None, wish: Wish, again: Sequence[int]
    ) -> None:
        if not again and self.holds(profile, wish):
            self.ready.emit(None, False)
            return
        if again:
            wish = replace(wish, paintings=tuple(again))
        self.ask(
            self._task.reader(profile, wish),
            lambda found, _version: self.ready.emit(found, bool(again)),
            wrong=self.wrong.emit,
            about=("begin", profile, wish),
        )

    def _depends(self, profile: DrafterProfile | None, wish: Wish) -> tuple[object, ...]:
        collection = self._room.collection
        version = collection.version if collection else None
        key = keys.of(profile.endpoint) if profile else ""
        return version, profile, key, wish, network.offline()
