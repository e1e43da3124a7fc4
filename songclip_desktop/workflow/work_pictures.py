"""The pictures of one work: add, order, name, show, remove. All undoable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.images import ImageStore, Stored
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes, Listener, Progress, Stopped
from songclip_desktop.records import Problem


@dataclass(frozen=True)
class Kept:
    """Pictures that lie in the store and belong to no work yet.

    Attributes:
        pictures: file name as the museum called it, and what was kept.
        problems: of the files that are no picture we can read.
    """

    pictures: tuple[tuple[str, Stored], ...]
    problems: tuple[Problem, ...]


def keep(
    images: ImageStore, files: Sequence[Path], *, copy: bool, listener: Listener | None = None
) -> Kept:
    """Reads pictures and keeps them in the store. Any thread; writes no record.

    Args:
        images: `collection.images`.
        files: only read.
        copy: into the collection; else they are referenced where they lie.
        listener: told of each picture.

    Raises:
        Stopped: the listener asked for it.
        SongClipError: disk_full, collection_read_only.
    """
    listener = listener or Listener()
    pictures: list[tuple[str, Stored]] = []
    problems: list[Problem] = []
    for number, file in enumerate(files, start=1):
        if listener.should_stop():
            raise Stopped
        try:
            pictures.append((file.name, images.add_file(file, copy=copy)))
        except SongClipError as error:
            if error.code in ("disk_full", "collection_read_only"):
                raise
            problems.append(Problem(file.name, None, "", error.code, error.what, error.remedy))
        listener.progress(Progress(number, len(files), "picture", file.name))
    return Kept(tuple(pictures), tuple(problems))


def add(
    collection: Collection, painting_id: int, kept: Kept, by: str, role: str = "view"
) -> Changes:
    """Gives a work the kept pictures, behind those it has, as one act. Main thread."""
    with collection.transaction():
        for name, stored in kept.pictures:
            collection.paintings.add_image(
                painting_id, stored, role=role, file_name=name, action="edit", by=by
            )
    return Changes(paintings=frozenset([painting_id]))


def change(
    collection: Collection,
    image_id: int,
    by: str,
    *,
    role: str | None = None,
    label: str | None = None,
    primary: bool = False,
) -> Changes:
    """Says what a picture shows and what it is called, or lets it lead. Main thread.

    Raises:
        KeyError: there is no such picture.
        ValueError: no such role.
    """
    image = collection.paintings.change_image(
        image_id, role=role, label=label, primary=primary, by=by
    )
    return Changes(paintings=frozenset([image.painting_id]))


def order(collection: Collection, painting_id: int, ids: Sequence[int], by: str) -> Changes:
    """Puts a work's pictures in this order; the one that leads is chosen by `change`. Main thread.

    Raises:
        ValueError: the ids are not those of its pictures.
    """
    collection.paintings.order_images(painting_id, ids, by)
    return Changes(paintings=frozenset([painting_id]))


def remove(collection: Collection, image_id: int, by: str) -> Changes:
    """Takes a picture from its work; its bytes stay for undo. Main thread.

    Raises:
        KeyError: there is no such picture.
    """
    painting_id = collection.paintings.image(image_id).painting_id
    collection.paintings.remove_image(image_id, by)
    return Changes(paintings=frozenset([painting_id]))


def set_view(collection: Collection, image_id: int, view: Mapping[str, Any], by: str) -> Changes:
    """Keeps how a picture is turned, mirrored and lit. Main thread.

    Raises:
        KeyError: there is no such picture.
        ValueError: a setting it does not have.
    """
    image = collection.paintings.set_view(image_id, view, by)
    return Changes(paintings=frozenset([image.painting_id]))
