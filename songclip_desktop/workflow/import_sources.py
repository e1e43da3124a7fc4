"""What lies in the sources: pictures, registers, manifests, LIDO, texts, and what is none of these."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from songclip_desktop.collection.pictures import is_picture
from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import (
    captions,
    iiif,
    json_lists,
    lido,
    passages,
    profiles,
    spreadsheet,
)
from songclip_desktop.exchange.captions import CaptionRow
from songclip_desktop.exchange.spreadsheet import Table
from songclip_desktop.language import say
from songclip_desktop.records import Problem
from songclip_desktop.workflow import fetching, import_problems

_HEAD_BYTES = 4096
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_HIDDEN = ("._", "~$", ".")
_LITTER = {"thumbs.db", "desktop.ini"}


@dataclass
class Sources:
    """What was found, in a stable order.

    Attributes:
        pictures: files meant as pictures, whether they can be read or not.
        registers: each with the path or the address it was read from, IIIF and LIDO too.
        reviews: captions that came back from another curator, with their file.
        texts: files of passages.
        refused: one problem for each file that counts as a row and cannot be taken in.
        noticed: problems of files that count as no row.
    """

    pictures: list[Path] = field(default_factory=list)
    registers: list[tuple[Path | str, Table]] = field(default_factory=list)
    reviews: list[tuple[Path, tuple[CaptionRow, ...]]] = field(default_factory=list)
    texts: list[Path] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    noticed: list[Problem] = field(default_factory=list)


def gather(
    sources: Sequence[Path | str], register: Path | None, *, passages: bool, leave_out: Path
) -> Sources:
    """Walks the sources and recognises each file by its content. Any thread.

    Args:
        sources: files and folders; a text is an address, which is fetched now.
        register: a file that is a register whatever it is called, or None.
        passages: the sources are texts.
        leave_out: the collection's own folder.

    Raises:
        SongClipError: source_missing; offline, address_unusable.
    """
    found = Sources()
    if register is not None:
        _must_exist(register)
        _take_register(found, register)
    for source in sources:
        if isinstance(source, str):
            _take_address(found, source)
            continue
        _must_exist(source)
        if register is not None and source.resolve() == register.resolve():
            continue
        walked = source.is_dir()
        for path in _walk(source, leave_out.resolve()) if walked else [source]:
            if register is not None and path.resolve() == register.resolve():
                continue
            if passages:
                _take_text(found, path, walked)
            else:
                _take(found, path, walked)
    return found


def _walk(folder: Path, leave_out: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        kept = [name for name in sorted(folders) if not name.startswith(".")]
        # Tiles of an image service are parts of pictures that lie elsewhere.
        folders[:] = [
            name
            for name in kept
            if (Path(here) / name).resolve() != leave_out
            and not (Path(here) / name / "info.json").is_file()
        ]
        for name in sorted(files):
            if not name.startswith(_HIDDEN) and name.lower() not in _LITTER:
                yield Path(here) / name


def _take_text(found: Sources, path: Path, walked: bool) -> None:
    suffix = path.suffix.lower()
    readme = walked and path.stem.lower() in {"readme", "license", "licence", "notice"}
    if suffix in passages.SUFFIXES and not readme:
        found.texts.append(path)
    elif not walked:
        found.refused.append(import_problems.problem("source_unknown", path.name, name=path.name))


def _take(found: Sources, path: Path, walked: bool) -> None:
    head = _head(path)
    suffix = path.suffix.lower()
    if is_picture(head, path.name):
        found.pictures.append(path)
    elif suffix in spreadsheet.WORKBOOKS | spreadsheet.DELIMITED:
        _take_register(found, path)
    elif head.startswith(_OLD_EXCEL) and suffix in {".xls", ".et"}:
        found.refused.append(import_problems.problem("excel_old", path.name, name=path.name))
    elif suffix in json_lists.SUFFIXES:
        _take_json(found, path, walked)
    elif suffix in lido.SUFFIXES and (lido.is_lido(head) or not walked):
        _take_lido(found, path)
    elif not walked:
        found.refused.append(import_problems.problem("source_unknown", path.name, name=path.name))


def _take_address(found: Sources, address: str) -> None:
    """A manifest or a collection of them from where the curator says."""
    try:
        table, problems = fetching.fetch_manifests(address)
    except SongClipError as error:
        if error.code in ("offline", "address_unusable"):
            raise
        found.refused.append(import_problems.from_error(error, address, None, ""))
        return
    found.registers.append((address, table))
    found.noticed += problems


def _take_lido(found: Sources, path: Path) -> None:
    try:
        table = lido.read(path)
    except SongClipError as error:
        found.refused.append(import_problems.from_error(error, path.name, None, ""))
        return
    found.registers.append((path, table))


def _take_register(found: Sources, path: Path) -> None:
    try:
        if rows := captions.read_captions(path):
            found.reviews.append((path, rows))
        if path.suffix.lower() in json_lists.SUFFIXES:
            records = json_lists.records_of(json_lists.read_json(path))
            table = json_lists.as_table(path.name, records)
        elif _head(path).startswith(_OLD_EXCEL):
            refused = import_problems.problem("excel_old", path.name, name=path.name)
            found.refused.append(refused)
            return
        else:
            table = spreadsheet.read_table(path, profiles.familiar)
    except SongClipError as error:
        found.refused.append(import_problems.from_error(error, path.name, None, ""))
        return
    if not captions.is_caption_table(table.header):
        found.registers.append((path, table))


def _take_json(found: Sources, path: Path, walked: bool) -> None:
    """A manifest, a register, one record; a file of something else is passed over in a folder."""
    try:
        content = json_lists.read_json(path)
    except SongClipError as error:
        problem = import_problems.from_error(error, path.name, None, "")
        (found.noticed if walked else found.refused).append(problem)
        return
    if json_lists.is_manifest(content):
        _take_manifest(found, path, content, walked)
        return
    if rows := captions.read_captions(path):
        found.reviews.append((path, rows))
    records = json_lists.records_of(content)
    table = json_lists.as_table(path.name, records)
    if records and (not walked or profiles.recognises(table.header)):
        found.registers.append((path, table))
    elif not walked:
        found.refused.append(import_problems.problem("source_unknown", path.name, name=path.name))


def _take_manifest(found: Sources, path: Path, content: Any, walked: bool) -> None:
    """A manifest is a register of one work; a collection of those elsewhere is not fetched unasked."""
    record = iiif.record(content, path.parent)
    if record is not None:
        found.registers.append((path, json_lists.table(path.name, [record])))
    elif iiif.is_collection(content):
        members = iiif.members(content)
        here = [iiif.beside(address, path.parent) for address in members]
        if members and all(here):
            for member in () if walked else here:  # a walk comes to them by itself
                _take_member(found, Path(member))
            return
        count = str(len(members))
        found.refused.append(import_problems.problem("collection_remote", path.name, name=count))
    else:
        problem = import_problems.problem("iiif_no_work", path.name, name=path.name)
        found.refused.append(problem)


def _take_member(found: Sources, path: Path) -> None:
    """A manifest that a collection beside it names; a collection in a collection is left."""
    try:
        record = iiif.record(json_lists.read_json(path), path.parent)
    except SongClipError as error:
        found.refused.append(import_problems.from_error(error, path.name, None, ""))
        return
    if record is not None:
        found.registers.append((path, json_lists.table(path.name, [record])))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return b""


def _must_exist(path: Path) -> None:
    if not path.exists():
        raise SongClipError(
            "source_missing",
            say("找不到「{path}」。", "“{path}” is not there.", path=path),
            say("请核对路径。", "Check the path."),
        )
