"""Originals that are no longer where they were, found again in a folder by name and by content.

prepare (main thread) → execute (any thread) → finish (main thread).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from songclip_desktop.collection import keeping
from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.images import ImageStore
from songclip_desktop.collection.pictures import is_picture
from songclip_desktop.collection.storage import read_only_error, storage_error
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener, Progress, Stopped
from songclip_desktop.records import Image, Problem
from songclip_desktop.workflow.import_problems import problem

_HEAD_BYTES = 4096


@dataclass(frozen=True)
class Prepared:
    """Every picture of the collection, and where to look for those that are gone.

    Attributes:
        images: with the number of their work.
    """

    folder: Path
    images: tuple[tuple[Image, str], ...]
    store: ImageStore


@dataclass
class Found:
    """What was looked for and where it lies now.

    Attributes:
        missing: pictures whose original was gone, with the number of their work.
        places: digest → the file that holds it.
        renamed: digest → a file of the right name that holds other bytes.
    """

    store: ImageStore
    missing: list[tuple[Image, str]] = field(default_factory=list)
    places: dict[str, Path] = field(default_factory=dict)
    renamed: dict[str, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class RelinkReport:
    """What came of it: `missing` originals were gone, `found` of them are there again."""

    missing: int
    found: int
    problems: tuple[Problem, ...]
    changes: Changes


def prepare(collection: Collection, folder: Path) -> Prepared:
    """What there is to look for. Main thread.

    Raises:
        SongClipError: source_missing; collection_read_only.
    """
    if not folder.is_dir():
        raise SongClipError(
            "source_missing",
            say("找不到「{path}」。", "“{path}” is not there.", path=folder),
            say("请核对路径。", "Check the path."),
        )
    if collection.read_only:
        raise read_only_error()
    names = {work.id: work.accession for work in collection.paintings.all()}
    images = tuple(
        (image, names.get(image.painting_id, "")) for image in collection.paintings.all_images()
    )
    return Prepared(folder, images, collection.images)


def execute(prepared: Prepared, listener: Listener | None = None) -> Found:
    """Looks for what is gone: files of its name first, then all pictures by content. Any thread.

    A copy that the collection had lost is put back; nothing in `folder` is touched.

    Raises:
        Stopped: it was asked to stop.
        SongClipError: disk_full, collection_read_only where a copy cannot be put back.
    """
    listener = listener or Listener()
    found = Found(prepared.store)
    found.missing = [each for each in prepared.images if not prepared.store.path(each[0]).exists()]
    wanted = {image.sha256 for image, _ in found.missing}
    if not wanted:
        return found
    names: dict[str, set[str]] = {}
    for image, _ in found.missing:
        for name in (image.file_name, Path(image.path).name):
            names.setdefault(name.casefold(), set()).add(image.sha256)
    files = list(_pictures_under(prepared.folder, prepared.store))
    files.sort(key=lambda path: path.name.casefold() not in names)
    for done, path in enumerate(files, 1):
        if listener.should_stop():
            raise Stopped
        if not wanted:
            break
        _examine(path, wanted, names, found)
        listener.progress(Progress(done, len(files), "picture", path.name))
    _put_back(found)
    return found


def finish(collection: Collection, found: Found) -> RelinkReport:
    """Writes where the originals are now, in one act. Main thread."""
    touched: set[int] = set()
    problems: list[Problem] = []
    with collection.transaction():
        for image, accession in found.missing:
            place = found.places.get(image.sha256)
            if place is not None:
                if image.referenced:
                    collection.paintings.relink_image(image.id, str(place), True)
                touched.add(image.painting_id)
            elif image.sha256 in found.renamed:
                other = found.renamed[image.sha256].name
                problems.append(problem("original_other", other, None, accession, other))
            else:
                name = image.file_name or Path(image.path).name
                problems.append(problem("original_missing", name, None, accession, name))
    count = len(found.missing)
    changes = Changes(paintings=frozenset(touched))
    return RelinkReport(count, count - len(problems), tuple(problems), changes)


def _pictures_under(folder: Path, store: ImageStore) -> Iterator[Path]:
    """Every picture in the folder and below it, in a stable order; not the collection's own."""
    own = store.originals_dir.resolve()
    for here, folders, files in os.walk(folder):
        kept = [name for name in sorted(folders) if not name.startswith(".")]
        folders[:] = [name for name in kept if (Path(here) / name).resolve() != own]
        for name in sorted(files):
            path = Path(here) / name
            if not name.startswith(".") and is_picture(_head(path), name):
                yield path.resolve()


def _examine(path: Path, wanted: set[str], names: dict[str, set[str]], found: Found) -> None:
    try:
        sha256 = keeping.digest(path)
    except OSError:
        return  # it cannot be the one that is looked for, as long as nobody can read it
    if sha256 in wanted:
        found.places[sha256] = path
        found.renamed.pop(sha256, None)
        wanted.discard(sha256)
        return
    for meant in names.get(path.name.casefold(), set()) & wanted:
        found.renamed[meant] = path


def _put_back(found: Found) -> None:
    for image, _ in found.missing:
        place = found.places.get(image.sha256)
        if place is None or image.referenced:
            continue
        try:
            target = found.store.path(image)
            keeping.keep(keeping.look(place), target)
            keeping.settle([target.parent, target.parent.parent])
        except keeping.ChangedMeanwhile:
            found.places.pop(image.sha256, None)
        except OSError as error:
            raise storage_error(error) from error


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return b""
