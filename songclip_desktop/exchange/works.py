"""Works on their way out: a record with its pictures and captions, as every form of export sees it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.records import Caption, Image, Painting

# What Windows refuses in a name, what a register uses between names, and what a BagIt manifest escapes.
_REFUSED = re.compile(r'[<>:"/\\|?*;；%\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 120  # characters; three bytes each stay within 255 with room for a number


@dataclass(frozen=True)
class Picture:
    """One picture of a work.

    Attributes:
        file: where the original lies.
        name: its file's name in an export that holds the pictures; no two are alike.
    """

    image: Image
    file: Path
    name: str

    @property
    def called(self) -> str:
        """As the museum calls the file; where nobody knows, where it lies in the collection."""
        return self.image.file_name or self.image.path


@dataclass(frozen=True)
class Work:
    """One work with everything that is exported of it.

    Attributes:
        pictures: the primary one first.
        captions: all of them, rejected ones too.
    """

    painting: Painting
    pictures: tuple[Picture, ...] = ()
    captions: tuple[Caption, ...] = ()

    def approved(self, kind: str) -> str:
        """The approved caption of a kind, or nothing."""
        found = (one.text for one in self.captions if (one.kind, one.status) == (kind, "approved"))
        return next(found, "")


def watched(works: Sequence[Work], listener: Listener) -> Iterator[Work]:
    """The works one after another; the listener is told of each, and asked whether to go on.

    Raises:
        Stopped: it was asked to stop.
    """
    for done, work in enumerate(works):
        if listener.should_stop():
            raise Stopped
        listener.progress(Progress(done, len(works), "work", work.painting.accession))
        yield work
    listener.progress(Progress(len(works), len(works), "work"))


class Names:
    """Names for files, no two alike on any file system."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, wanted: str, instead: str = "_") -> str:
        """A name like the one wanted that every system takes and none has been given."""
        safe = safe_name(wanted) or safe_name(instead) or "_"
        stem, suffix = _parted(safe)
        name, number = safe, 1
        while unicodedata.normalize("NFC", name).casefold() in self._taken:
            number += 1
            name = f"{stem}-{number}{suffix}"
        self._taken.add(unicodedata.normalize("NFC", name).casefold())
        return name


def safe_name(text: str) -> str:
    """The text as a file's name on Windows, macOS and Linux; empty where nothing is left of it."""
    name = _REFUSED.sub("_", unicodedata.normalize("NFC", text)).strip(" .")
    if _DEVICES.match(name):
        name = f"_{name}"
    if len(name) > _LONGEST:
        stem, suffix = _parted(name)
        name = f"{stem[: _LONGEST - len(suffix)].rstrip()}{suffix}"
    return name


def pictures_of(
    painting: Painting, images: Iterable[tuple[Image, Path]], names: Names
) -> tuple[Picture, ...]:
    """The pictures of a work with the names they are exported under."""
    found = []
    for image, file in images:
        suffix = PurePath(image.path).suffix
        wanted = image.file_name or f"{painting.accession}{suffix}"
        found.append(Picture(image, file, names.give(wanted, f"{image.sha256[:16]}{suffix}")))
    return tuple(found)


def _parted(name: str) -> tuple[str, str]:
    path = PurePath(name)
    return (path.stem, path.suffix) if len(path.suffix) <= 8 else (name, "")
