"""What an import will do: every row planned before a picture is opened. Main thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.paintings import clean_accession
from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import passages as passage_files
from songclip_desktop.exchange import profiles
from songclip_desktop.exchange.passages import PassageIn
from songclip_desktop.exchange.profiles import Profile
from songclip_desktop.exchange.spreadsheet import Table
from songclip_desktop.records import Problem
from songclip_desktop.workflow.import_guessing import guess_fields
from songclip_desktop.workflow.import_register import plan_registers
from songclip_desktop.workflow.import_rows import (
    Decisions,
    Planned,
    Prepared,
    Preview,
    Suggestion,
    Target,
)
from songclip_desktop.workflow.import_sources import gather


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
    known = {image.sha256: image for image in collection.paintings.all_images()}
    return Target(collection.dir, collection.images, known, collection.read_only)


def plan(
    into: Target,
    sources: Sequence[Path | str],
    register: Path | str | None = None,
    profile: str | Profile | None = None,
    passages: bool = False,
    copy: bool = True,
    splits: dict[str, str] | None = None,
    *,
    guess: bool = False,
    decided: Decisions | None = None,
) -> Prepared:
    """Looks at the sources and plans every row; opens no picture. Any thread.

    Args:
        into: where it will go.
        sources: pictures, folders, registers, records; may be empty where a register is given.
            A text that begins with http:// or https:// is an address; only such are fetched.
        register: a file that is a register whatever its name.
        profile: overrides the mapping that fits by itself, by name for all registers; one that the
            curator has just made, for those that have its columns.
        passages: the sources are classical texts.
        copy: copy originals into the collection, or refer to where they lie.
        splits: accession → split, for the demo.
        guess: a column that no profile knows may be understood by what stands in it.
        decided: what the curator has settled in a former preview.

    Raises:
        SongClipError: source_missing, no_such_profile.
    """
    if isinstance(profile, str):
        profiles.named(profile)  # said before anything is read
    places = [source if is_address(source) else Path(source) for source in sources]
    alone = None if register is None else Path(register)
    found = gather(places, alone, passages=passages, leave_out=into.dir)
    texts, text_problems = _read_texts(found.texts)
    previews = [(path, _previewed(table, profile, guess)) for path, table in found.registers]
    planned = [_refused(problem) for problem in found.refused]
    noticed = [*found.noticed, *text_problems]
    suggested: tuple[Suggestion, ...] = ()
    if previews:
        rows, more, suggested = plan_registers(previews, found.pictures, decided or Decisions())
        planned += rows
        noticed += more
    else:
        planned += [_from_picture(path) for path in found.pictures]
    return Prepared(
        tuple(planned), tuple(preview for _, preview in previews), tuple(texts), tuple(noticed),
        copy, into, splits or {}, suggested, tuple(row for _, rows in found.reviews for row in rows),
    )  # fmt: skip


def is_address(source: Path | str) -> bool:
    """Whether a source is an address on a network."""
    return isinstance(source, str) and source.startswith(("http://", "https://"))


def _previewed(table: Table, asked: str | Profile | None, guess: bool) -> Preview:
    profile = profiles.named(asked) if isinstance(asked, str) else asked
    if profile is None or (profile is asked and not profile.fits_header(table.header)):
        profile, asked = profiles.fitting(table.header), None
    mapping = profile.map(table.header)
    guessed = guess_fields(table, mapping) if guess and asked is None else {}
    if guessed:
        columns = profile.columns | {name: [header] for header, name in guessed.items()}
        mapping = replace(profile, columns=columns).map(table.header)
    return Preview(table, mapping, frozenset(guessed))


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
