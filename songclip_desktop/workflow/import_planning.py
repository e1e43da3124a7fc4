"""What an import will do: every row planned before a picture is opened. Main thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.images import Stored
from songclip_desktop.collection.paintings import clean_accession
from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import passages as passage_files
from songclip_desktop.exchange import profiles
from songclip_desktop.exchange.decoding import LOST
from songclip_desktop.exchange.passages import PassageIn
from songclip_desktop.exchange.profiles import Profile, RegisterRow
from songclip_desktop.records import Problem
from songclip_desktop.workflow.import_pictures import PictureFinder
from songclip_desktop.workflow.import_problems import problem
from songclip_desktop.workflow.import_rows import Planned, Prepared, Preview, Target
from songclip_desktop.workflow.import_sources import Sources, gather


def prepare(
    collection: Collection,
    sources: Sequence[Path | str],
    register: Path | str | None = None,
    profile: str | Profile | None = None,
    passages: bool = False,
    copy: bool = True,
    splits: dict[str, str] | None = None,
) -> Prepared:
    """`target` and `plan` in one. Main thread; opens no picture."""
    return plan(target(collection), sources, register, profile, passages, copy, splits)


def target(collection: Collection) -> Target:
    """What planning needs to know of a collection. Main thread."""
    known = {
        image.sha256: Stored(
            image.sha256, image.path, image.referenced, image.width_px, image.height_px
        )
        for image in collection.paintings.all_images()
    }
    return Target(collection.dir, collection.images, known)


def plan(
    into: Target,
    sources: Sequence[Path | str],
    register: Path | str | None = None,
    profile: str | Profile | None = None,
    passages: bool = False,
    copy: bool = True,
    splits: dict[str, str] | None = None,
) -> Prepared:
    """Looks at the sources and plans every row; opens no picture. Any thread.

    Args:
        into: where it will go.
        sources: pictures, folders, registers, records; may be empty where a register is given.
        register: a file that is a register whatever its name.
        profile: overrides the mapping that fits by itself.
        passages: the sources are classical texts.
        copy: copy originals into the collection, or refer to where they lie.
        splits: accession → split, for the demo.

    Raises:
        SongClipError: source_missing, no_such_profile.
    """
    chosen = profiles.named(profile) if isinstance(profile, str) else profile
    found = gather(
        [Path(source) for source in sources],
        None if register is None else Path(register),
        passages=passages,
        leave_out=into.dir,
    )
    texts, text_problems = _read_texts(found.texts)
    previews = [
        (path, Preview(table, (chosen or profiles.fitting(table.header)).map(table.header)))
        for path, table in found.registers
    ]
    planned = [_refused(problem) for problem in found.refused]
    noticed = [*found.noticed, *text_problems]
    if previews:
        rows, more = _plan_registers(previews, found)
        planned += rows
        noticed += more
    else:
        planned += [_from_picture(path) for path in found.pictures]
    return Prepared(
        tuple(planned), tuple(preview for _, preview in previews), tuple(texts), tuple(noticed),
        copy, into.images, into.known, splits or {},
    )  # fmt: skip


def _read_texts(paths: list[Path]) -> tuple[list[PassageIn], list[Problem]]:
    """The passages of all files; where two give one number, the later has its folder's name too."""
    found: list[PassageIn] = []
    problems: list[Problem] = []
    taken: set[tuple[str, str]] = set()
    for path in paths:
        try:
            passages, wrong = passage_files.read_passages(path)
        except SongClipError as error:
            problems.append(passage_files.problem_of(error, path.name))
            continue
        if any((each.source, each.number) in taken for each in passages):
            folder = path.resolve().parent
            passages = [replace(each, number=f"{folder.name}/{each.number}") for each in passages]
        kept = [each for each in passages if (each.source, each.number) not in taken]
        if len(kept) < len(passages):
            problems.append(passage_files.number_repeated(path.name))
        taken |= {(each.source, each.number) for each in kept}
        found += kept
        problems += wrong
    return found, problems


def _refused(found: Problem) -> Planned:
    return Planned(found.source, found.row, "", problems=(found,), rejected=True)


def _from_picture(path: Path) -> Planned:
    return Planned(path.name, None, clean_accession(path.stem), pictures=(path,))


def _plan_registers(
    previews: list[tuple[Path, Preview]], found: Sources
) -> tuple[list[Planned], list[Problem]]:
    """Every row with its pictures, and the pictures that no row names."""
    read = [
        (
            path,
            preview,
            [preview.mapping.row(number, cells) for number, cells in preview.table.rows],
        )
        for path, preview in previews
    ]
    numbers = {row.accession for _, _, rows in read for row in rows if row.accession}
    finder = PictureFinder(found.pictures, numbers)
    planned: list[Planned] = []
    noticed: list[Problem] = []
    for path, preview, rows in read:
        if not rows:
            noticed.append(problem("register_empty", path.name, name=path.name))
        seen: set[str] = set()
        for row in rows:
            one = _plan_row(path, preview, row, finder, seen)
            seen.add(one.accession)
            planned.append(one)
    used = {picture.resolve() for row in planned for picture in row.pictures}
    for picture in found.pictures:
        if picture.resolve() not in used:
            noticed.append(problem("picture_unregistered", picture.name, name=picture.name))
    return planned, noticed


def _plan_row(
    path: Path, preview: Preview, row: RegisterRow, finder: PictureFinder, seen: set[str]
) -> Planned:
    accession = row.accession or _number_from_picture(row)
    pictures, missing = _pictures_of(row, accession, finder, path.parent)
    code = _reason_to_reject(preview, row, accession, seen)
    if code:
        header = "、".join(filter(None, preview.table.header))
        wrong = problem(code, path.name, row.number, accession, header)
        # Its pictures stay with the row: they are not pictures that no row names.
        return Planned(path.name, row.number, accession, row, pictures, (wrong,), rejected=True)
    problems = ()
    if missing or not pictures:
        names = "、".join(missing)
        problems = (problem("picture_missing", path.name, row.number, accession, names),)
    return Planned(path.name, row.number, accession, row, pictures, problems)


def _reason_to_reject(
    preview: Preview, row: RegisterRow, accession: str, seen: set[str]
) -> str | None:
    if not preview.mapping.usable:
        return "column_unmapped"
    said = [*row.fields.values(), *row.extra.values(), *row.captions.values()]
    if any(LOST in value for value in said if isinstance(value, str)):
        return "characters_lost"
    if not accession:
        return "accession_missing"
    return "accession_repeated" if accession in seen else None


def _number_from_picture(row: RegisterRow) -> str:
    """A register without numbers: the picture's own name is the number, as without a register."""
    return clean_accession(Path(row.pictures[0]).stem) if row.pictures else ""


def _pictures_of(
    row: RegisterRow, accession: str, finder: PictureFinder, folder: Path
) -> tuple[tuple[Path, ...], list[str]]:
    named = [(name, finder.named(name, folder)) for name in row.pictures]
    found = tuple(dict.fromkeys(path for _, path in named if path is not None))
    missing = [name for name, path in named if path is None]
    if found or not accession:
        return found, missing
    numbered = finder.numbered(accession)
    return numbered, [] if numbered else missing
