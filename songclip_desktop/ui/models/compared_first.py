"""What captions are compared with is read beside the window before the first remarks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakSet

from songclip_desktop.ui.models.beside import reading
from songclip_desktop.workflow import lint, lint_index

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room

_at_work: WeakSet[Collection] = WeakSet()


def compared(room: Room, name: str, later: Callable[[], None]) -> lint.Known | None:
    """All captions and artists, renewed; None where they are still read. Main thread.

    Args:
        room: whose collection.
        name: of the task that reads.
        later: called once they are there, by whoever asked first.
    """
    collection = room.collection
    if collection is None:
        return None
    found = lint_index.ready(collection)
    if found is None and collection not in _at_work:
        read = reading(collection, lint.known)
        _at_work.add(collection)

        def come(known: lint.Known) -> None:
            _at_work.discard(collection)
            if room.collection is collection:
                lint_index.keep(collection, known)
                later()

        def end(_why: object = None) -> None:
            _at_work.discard(collection)

        room.jobs.start(
            name,
            lambda _listener: read(),
            come,
            on_failure=end,
            on_stopped=end,
            page="review",
            icon="review",
            passing=True,
        )
        found = lint_index.ready(collection)
    return found
