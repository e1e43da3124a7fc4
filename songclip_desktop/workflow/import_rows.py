"""The rows of an import on their way: planned, made ready, written."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from songclip_desktop.collection.images import ImageStore, Stored
from songclip_desktop.exchange import profiles
from songclip_desktop.exchange.captions import CaptionRow
from songclip_desktop.exchange.passages import PassageIn
from songclip_desktop.exchange.profiles import RegisterRow
from songclip_desktop.exchange.spreadsheet import Table
from songclip_desktop.records import Image, Problem

Owner = int | str  # the id of a work of the collection, or the number of a row on its way there


@dataclass(frozen=True)
class Planned:
    """One row to be: a work with its pictures.

    Attributes:
        source: the file it comes from.
        row: its number there, or None.
        accession: its number; a picture without register may get a suffix when written.
        register: what the register says, or None where there is none.
        pictures: files, or addresses as text; the primary one first.
        problems: what is known already.
        rejected: it will not be written.
        shown: picture → what it shows (one of IMAGE_ROLES) and its label, where the register says.
    """

    source: str
    row: int | None
    accession: str
    register: RegisterRow | None = None
    pictures: tuple[Path | str, ...] = ()
    problems: tuple[Problem, ...] = ()
    rejected: bool = False
    shown: Mapping[Path | str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Preview:
    """One register as it will be read, for a look before anything is written.

    Attributes:
        guessed: headers whose field was guessed from what stands in the column.
    """

    table: Table
    mapping: profiles.Mapping
    guessed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Suggestion:
    """A picture that no row names, and the work it seems to belong to."""

    picture: Path
    accession: str


@dataclass(frozen=True)
class Decisions:
    """What the curator has settled in the preview.

    Attributes:
        given: picture → the number of the work it belongs to.
        joined: (source, row) of repeated rows whose pictures go to the first row of that number.
    """

    given: dict[Path, str] = field(default_factory=dict)
    joined: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True)
class Target:
    """What an import needs to know of a collection.

    Attributes:
        dir: its folder, which is never walked.
        images: its store.
        known: pictures it has already, by digest.
        read_only: nothing can be written to it.
    """

    dir: Path
    images: ImageStore
    known: dict[str, Image]
    read_only: bool = False


@dataclass(frozen=True)
class Prepared:
    """What an import will do; nothing is written yet.

    Attributes:
        planned: the rows, in order.
        registers: how each register's columns are understood.
        passages: what the texts hold.
        problems: what belongs to no row.
        copy: copy originals into the collection, or refer to them.
        into: where it goes.
        splits: accession → split, for a collection that brings its own.
        suggested: pictures that no row names, with the work they seem to belong to.
        reviews: captions that come back from another curator.
    """

    planned: tuple[Planned, ...]
    registers: tuple[Preview, ...]
    passages: tuple[PassageIn, ...]
    problems: tuple[Problem, ...]
    copy: bool
    into: Target
    splits: dict[str, str] = field(default_factory=dict)
    suggested: tuple[Suggestion, ...] = ()
    reviews: tuple[CaptionRow, ...] = ()

    @property
    def all_problems(self) -> list[Problem]:
        """Everything known before a picture is opened."""
        return [*(p for row in self.planned for p in row.problems), *self.problems]

    @property
    def matched(self) -> int:
        """How many rows have a picture."""
        return sum(bool(row.pictures) for row in self.planned)

    def picture_bytes(self) -> int:
        """How large the pictures are that may be copied, together. Asks the disk; any thread."""
        total = 0
        for row in self.planned:
            for path in () if row.rejected else row.pictures:
                if isinstance(path, Path):
                    with contextlib.suppress(OSError):
                        total += path.stat().st_size
        return total


@dataclass(frozen=True)
class Kept:
    """A picture in the store, and what the museum says of it.

    Attributes:
        file_name: as the museum called it. role: one of IMAGE_ROLES. label: such as 卷首.
    """

    stored: Stored
    file_name: str
    role: str = "view"
    label: str = ""


@dataclass
class Ready:
    """A row whose pictures are in the store; `outcome` is set once it is written.

    Attributes:
        alike: works and rows whose pictures look the same, though the files differ.
        beside: problem → numbers of the works to look at beside each other.
    """

    planned: Planned
    pictures: tuple[Kept, ...]
    problems: tuple[Problem, ...]
    rejected: bool
    outcome: str = ""  # imported, updated, skipped, rejected
    new_images: int = 0
    new_captions: int = 0
    painting_id: int | None = None
    alike: tuple[Owner, ...] = ()
    beside: dict[Problem, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Imported:
    """What `execute` hands to `finish`."""

    prepared: Prepared
    rows: tuple[Ready, ...]
