"""What can be found is read beside the window before a search that lacks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from songclip_desktop.collection.collection import Collection
from songclip_desktop.progress import Listener
from songclip_desktop.workflow import searchable

if TYPE_CHECKING:
    from songclip_desktop.jobs.job import Job
    from songclip_desktop.ui.room import Room


def with_contents(
    room: Room,
    name: str,
    then: Callable[[searchable.Contents], None],
    wrong: Callable[[Any], None],
    page: str = "search",
) -> Job | None:
    """Calls `then` with what can be found: at once where nothing was written since. Main thread.

    Returns:
        The job that reads it, or None where none is needed or it is over already.
    """
    collection = room.collection
    if collection is None:
        return None
    known = searchable.known(collection)
    if known is not None:
        then(known)
        return None
    folder, cache_dir, version = collection.dir, collection.images.cache_dir, collection.version

    def read(_listener: Listener) -> searchable.Contents:
        with Collection.open(folder, read_only=True, cache_dir=cache_dir) as reader:
            return searchable.contents(reader).at_hand()

    def come(found: searchable.Contents) -> None:
        if room.collection is collection:
            searchable.keep(collection, version, found)
            then(found)

    job = room.jobs.start(
        name, read, come, on_failure=wrong, page=page, icon="search", passing=True
    )
    return job if job.state == "running" else None
