"""The rows of an import on their way: planned, made ready, written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from songclip_desktop.collection.images import ImageStore, Stored
from songclip_desktop.exchange.passages import PassageIn
from songclip_desktop.exchange.profiles import Mapping, RegisterRow
from songclip_desktop.exchange.spreadsheet import Table
from songclip_desktop.records import Problem


@dataclass(frozen=True)
class Planned:
    """One row to be: a work with its pictures.

    Attributes:
        source: the file it comes from.
        row: its number there, or None.
        accession: its number; a picture without register may get a suffix when written.
        register: what the register says, or None where there is none.
        pictures: files, the primary one first.
        problems: what is known already.
        rejected: it will not be written.
    """

    source: str
    row: int | None
    accession: str
    register: RegisterRow | None = None
    pictures: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    rejected: bool = False


@dataclass(frozen=True)
class Preview:
    """One register as it will be read, for a look before anything is written."""

    table: Table
    mapping: Mapping


@dataclass(frozen=True)
class Target:
    """What planning needs to know of a collection.

    Attributes:
        dir: its folder, which is never walked.
        images: its store.
        known: pictures it has already, by digest.
    """

    dir: Path
    images: ImageStore
    known: dict[str, Stored]


@dataclass(frozen=True)
class Prepared:
    """What an import will do; nothing is written yet.

    Attributes:
        planned: the rows, in order.
        registers: how each register's columns are understood.
        passages: what the texts hold.
        problems: what belongs to no row.
        copy: copy originals into the collection, or refer to them.
        known: pictures already in the collection, by digest.
        splits: accession → split, for a collection that brings its own.
    """

    planned: tuple[Planned, ...]
    registers: tuple[Preview, ...]
    passages: tuple[PassageIn, ...]
    problems: tuple[Problem, ...]
    copy: bool
    images: ImageStore
    known: dict[str, Stored]
    splits: dict[str, str] = field(default_factory=dict)

    @property
    def all_problems(self) -> list[Problem]:
        """Everything known before a picture is opened."""
        return [*(p for row in self.planned for p in row.problems), *self.problems]

    @property
    def matched(self) -> int:
        """How many rows have a picture."""
        return sum(bool(row.pictures) for row in self.planned)


@dataclass
class Ready:
    """A row whose pictures are in the store; `outcome` is set once it is written."""

    planned: Planned
    stored: tuple[Stored, ...]
    problems: tuple[Problem, ...]
    rejected: bool
    outcome: str = ""  # imported, updated, skipped, rejected
    new_images: int = 0
    new_captions: int = 0
    painting_id: int | None = None


@dataclass(frozen=True)
class Imported:
    """What `execute` hands to `finish`."""

    prepared: Prepared
    rows: tuple[Ready, ...]
