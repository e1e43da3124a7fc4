"""A task reads what it needs on its own thread: the window goes on drawing meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from songclip_desktop.collection.collection import Collection
from songclip_desktop.progress import Listener
from songclip_desktop.workflow import searchable

Read = TypeVar("Read")
Made = TypeVar("Made")


def beside(
    collection: Collection,
    prepare: Callable[[Collection], Read],
    execute: Callable[[Read, Listener], Made],
) -> Callable[[Listener], Made]:
    """Both as one function for a job. Main thread; what it returns runs on any.

    Args:
        collection: the open one; nothing of it is read here.
        prepare: given a reader of the same records, which is closed before the work begins.
        execute: given what was read.
    """
    read = reading(collection, prepare)
    return lambda listener: execute(read(), listener)


def reading(collection: Collection, read: Callable[..., Read]) -> Callable[..., Read]:
    """`read` over a connection of its own. Main thread; what it returns runs on any.

    What it is given besides comes after the reader.
    What can be found, which the window may know already, is not read a second time.
    """
    folder, cache_dir = collection.dir, collection.images.cache_dir
    known = searchable.known(collection)

    def run(*given: Any) -> Read:
        with Collection.open(folder, read_only=True, cache_dir=cache_dir) as reader:
            if known is not None:
                searchable.keep(reader, reader.version, known)
            return read(reader, *given)

    return run
