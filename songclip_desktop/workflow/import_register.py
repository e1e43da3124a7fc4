"""The rows of registers and the pictures that belong to them; what fits together and what does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest
from pathlib import Path

from songclip_desktop import chinese
from songclip_desktop.collection.paintings import clean_accession
from songclip_desktop.exchange.decoding import LOST
from songclip_desktop.exchange.profiles import RegisterRow
from songclip_desktop.records import Problem
from songclip_desktop.workflow.import_pictures import PictureFinder, role_in_name
from songclip_desktop.workflow.import_problems import problem
from songclip_desktop.workflow.import_rows import Decisions, Planned, Preview, Suggestion

Registers = Sequence[tuple[Path | str, Preview]]


def plan_registers(
    registers: Registers, pictures: Sequence[Path], decided: Decisions
) -> tuple[list[Planned], list[Problem], tuple[Suggestion, ...]]:
    """Every row with its pictures, and the pictures that no row names. Any thread.

    Args:
        registers: where each came from (an address as text), and how it is read.
        pictures: all pictures that lie in the sources.
        decided: what the curator has settled.

    Returns:
        The rows in order; the problems that belong to no row; for pictures left over, the work each
        seems to belong to.
    """
    read = [
        (
            path,
            preview,
            [preview.mapping.row(number, cells) for number, cells in preview.table.rows],
        )
        for path, preview in registers
    ]
    rows = [row for _, _, found in read for row in found]
    finder = PictureFinder(pictures, {row.accession for row in rows if row.accession})
    planned: list[Planned] = []
    noticed: list[Problem] = []
    for path, preview, found in read:
        if not found:
            name = preview.table.source
            noticed.append(problem("register_empty", name, name=name))
        planned += _Register(path, preview, finder, decided).plan(found)
    used = {each.resolve() for row in planned for each in row.pictures if isinstance(each, Path)}
    left = [picture for picture in pictures if picture.resolve() not in used]
    suggested = tuple(_suggestions(left, finder, planned))
    likely = {each.picture: each.accession for each in suggested}
    for picture in left:
        noticed.append(
            problem("picture_unregistered", picture.name, name=picture.name)
            if picture not in likely
            else problem("picture_resembling", picture.name, None, likely[picture], picture.name)
        )
    return planned, noticed, suggested


@dataclass
class _Register:
    """One register on its way to rows."""

    path: Path | str
    preview: Preview
    finder: PictureFinder
    decided: Decisions
    first: dict[str, int] = field(default_factory=dict)  # accession → place among the rows

    def plan(self, rows: Sequence[RegisterRow]) -> list[Planned]:
        planned: list[Planned] = []
        for row in rows:
            one = self._row(row)
            standing = self.first.get(one.accession)
            if standing is not None and (one.source, row.number) in self.decided.joined:
                shown = {**one.shown, **planned[standing].shown}
                together = dict.fromkeys((*planned[standing].pictures, *one.pictures))
                planned[standing] = replace(
                    planned[standing], pictures=tuple(together), shown=shown
                )
                continue
            if standing is None and one.accession and not one.rejected:
                self.first[one.accession] = len(planned)
            planned.append(one)
        return planned

    def _row(self, row: RegisterRow) -> Planned:
        source = self.preview.table.source
        accession = row.accession or _number_from_picture(row)
        shown, missing = self._pictures(row, accession)
        pictures = tuple(shown)
        code = self._reason_to_reject(row, accession)
        if code:
            header = "、".join(filter(None, self.preview.table.header))
            wrong = problem(code, source, row.number, accession, header)
            # Its pictures stay with the row: they are not pictures that no row names.
            return Planned(source, row.number, accession, row, pictures, (wrong,), rejected=True)
        problems = [
            problem(doubt, source, row.number, accession, text) for doubt, text in row.doubts
        ]
        elsewhere = [name for name in missing if _is_address(name)]
        if elsewhere:
            told = str(len(elsewhere))
            problems.append(problem("picture_remote", source, row.number, accession, told))
        absent = [name for name in missing if not _is_address(name)]
        if absent or not (pictures or elsewhere):
            names = "、".join(absent)
            problems.append(problem("picture_missing", source, row.number, accession, names))
        return Planned(source, row.number, accession, row, pictures, tuple(problems), shown=shown)

    def _reason_to_reject(self, row: RegisterRow, accession: str) -> str | None:
        if not self.preview.mapping.usable:
            return "column_unmapped"
        said = [*row.fields.values(), *row.extra.values(), *row.captions.values(), *row.tags]
        if any(LOST in value for value in said if isinstance(value, str)):
            return "characters_lost"
        if not accession:
            return "accession_missing"
        return "accession_repeated" if accession in self.first else None

    def _pictures(
        self, row: RegisterRow, accession: str
    ) -> tuple[dict[Path | str, tuple[str, str]], list[str]]:
        """The row's pictures with role and label; the names of those that are nowhere."""
        found: dict[Path | str, tuple[str, str]] = {}
        missing: list[str] = []
        folder = self.path.parent if isinstance(self.path, Path) else None
        told = zip_longest(row.pictures, row.picture_roles, row.picture_labels, fillvalue="")
        for name, role, label in islice(told, len(row.pictures)):
            place: Path | str | None = name
            if not _is_address(name):
                place = self.finder.named(name, folder)
            elif folder is not None:  # fetched only where the curator gave the register's address
                place = None
            if place is None:
                missing.append(name)
            else:
                found.setdefault(place, (role or _role_of(place), label))
        if not found and accession:
            found = {path: (_role_of(path), "") for path in self.finder.numbered(accession)}
            missing = [] if found else missing
        for path, meant in self.decided.given.items():
            if meant == accession:
                found.setdefault(path, (_role_of(path), ""))
        return found, missing


def _role_of(picture: Path | str) -> str:
    return role_in_name(picture.stem) if isinstance(picture, Path) else "view"


def _suggestions(
    left: Sequence[Path], finder: PictureFinder, planned: Sequence[Planned]
) -> Iterator[Suggestion]:
    """Pictures whose name resembles the number or the title of a work that has no picture."""
    bare = {row.accession: row for row in planned if row.accession and not row.pictures}
    if not bare:
        return
    titles = [
        (chinese.fold(str(row.register.fields.get("title", ""))).strip(), number)
        for number, row in bare.items()
        if row.register is not None
    ]
    often = Counter(title for title, _ in titles)
    once = {title: number for title, number in titles if title and often[title] == 1}
    for picture in left:
        accession = finder.resembling(picture, once)
        if accession in bare:
            yield Suggestion(picture, accession)


def _is_address(name: str) -> bool:
    return name.startswith(("http://", "https://"))


def _number_from_picture(row: RegisterRow) -> str:
    """A register without numbers: the picture's own name is the number, as without a register."""
    if not row.pictures or _is_address(row.pictures[0]):
        return ""
    return clean_accession(Path(row.pictures[0]).stem)
