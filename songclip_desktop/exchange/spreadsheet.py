"""Tables: Excel workbooks and delimited text, in and out."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange.decoding import read_text
from songclip_desktop.language import say

if TYPE_CHECKING:
    from openpyxl.cell import Cell

WORKBOOKS = {".xlsx", ".xlsm", ".xltx"}
DELIMITED = {".csv", ".tsv", ".tab"}
_HEADER_SEARCH_ROWS = 15  # museums put a title, a date and a unit above the header
_MAX_UNPACKED_BYTES = 2_000_000_000
_COLUMN_CHARACTERS = 18  # a title or a date is read without widening its column
MOST_CHARACTERS = 32_767  # what a cell of a workbook holds
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WORKBOOK_FAULTS = (
    zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError,
    AttributeError, EOFError, OSError, IndexError, RuntimeError, zlib.error, struct.error,
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Rows under a header, all text.

    Attributes:
        source: the file's name.
        header: one name a column, as written.
        rows: (row number as a spreadsheet shows it, cells as long as the header).
        encoding: of a text file; empty for a workbook.
    """

    source: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str = ""


def read_table(path: Path, familiar: Callable[[Sequence[str]], int]) -> Table:
    """Reads a register.

    Args:
        path: .xlsx, .csv or .tsv.
        familiar: how many cells of a row are column names the caller knows; finds the header.

    Raises:
        SongClipError: register_unreadable, text_unreadable, file_unreadable.
    """
    if path.suffix.lower() in WORKBOOKS:
        return _table(path.name, _workbook_rows(path), familiar)
    decoded = read_text(path, lambda text: familiar(re.split(r"[,;\t\n\r\"]", text)))
    return _table(path.name, _delimited_rows(decoded.text, path), familiar, decoded.encoding)


def _table(
    source: str,
    rows: list[tuple[int, list[str]]],
    familiar: Callable[[Sequence[str]], int],
    encoding: str = "",
) -> Table:
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if not rows:
        return Table(source, (), (), encoding)
    top = rows[:_HEADER_SEARCH_ROWS]
    at = max(range(len(top)), key=lambda i: (familiar(top[i][1]), -i))
    if familiar(top[at][1]) == 0:
        at = next((i for i, (_, cells) in enumerate(top) if sum(map(bool, cells)) > 1), 0)
    header = tuple(rows[at][1])
    width = len(header)
    body = tuple(
        (number, tuple((cells + [""] * width)[:width])) for number, cells in rows[at + 1 :]
    )
    return Table(source, header, body, encoding)


# -- workbooks -----------------------------------------------------------------------------------


def _workbook_rows(path: Path) -> list[tuple[int, list[str]]]:
    """The first sheet that holds anything."""
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MAX_UNPACKED_BYTES:
                raise _workbook_unreadable(path.name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about decorations that are not read
            return _sheet_rows(path)
    except _WORKBOOK_FAULTS as error:
        raise _workbook_unreadable(path.name) from error


def read_sheets(path: Path) -> list[tuple[tuple[str, ...], list[tuple[int, list[str]]]]]:
    """Every sheet of a workbook: its first row, and the rows below with their numbers.

    Raises:
        SongClipError: register_unreadable.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = [sheet for sheet in _sheets(path) if sheet]
    except _WORKBOOK_FAULTS as error:
        raise _workbook_unreadable(path.name) from error
    return [(tuple(sheet[0][1]), sheet[1:]) for sheet in found]


def _sheets(path: Path) -> Iterator[list[tuple[int, list[str]]]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except InvalidFileException as error:
        raise ValueError(str(error)) from error
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what writers note there is often wrong
            yield [
                (number, [_text(cell) for cell in row])
                for number, row in enumerate(sheet.iter_rows(), 1)
            ]
    finally:
        book.close()


def _sheet_rows(path: Path) -> list[tuple[int, list[str]]]:
    filled = (sheet for sheet in _sheets(path) if any(any(cells) for _, cells in sheet))
    return next(filled, [])


def _text(cell: Any) -> str:
    """A cell as the curator reads it: 2 and not 2.0, 0042 where it is shown so, dates as dates."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        shown = str(cell.number_format or "")
        return str(value).zfill(len(shown)) if re.fullmatch("0+", shown) else str(value)
    return unguarded(str(value).strip())


def write_workbook(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Writes an .xlsx of one sheet whose cells are all text; returns how many rows."""
    return write_sheets(path, {"songclip": (header, rows)})[0]


def write_sheets(
    path: Path, sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[str]]]]
) -> list[int]:
    """Writes an .xlsx, by name a header and rows for each sheet; returns how many rows each has.

    All cells are text: numbers keep their leading zeros and nothing is ever taken for a formula.
    """
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    try:
        written = [_write_sheet(book, name, *table) for name, table in sheets.items()]
    except BaseException:
        with contextlib.suppress(OSError):
            book.save(io.BytesIO())  # so that the library lets go of its own temporary files
        raise
    book.save(path)
    return written


def _write_sheet(book: Any, name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.sheet_format.defaultColWidth = _COLUMN_CHARACTERS
    count = -1
    for cells in chain((header,), rows):
        sheet.append([_text_cell(sheet, value) if value else None for value in cells])
        count += 1
    return count


def _text_cell(sheet: Any, value: str) -> Cell:
    from openpyxl.cell import WriteOnlyCell

    # What starts with an apostrophe and then like a formula is read as guarded, so it is guarded.
    kept = guarded(value) if value.startswith("'") else value
    cell = WriteOnlyCell(sheet, value=_printable(kept))
    cell.data_type = "s"
    cell.number_format = "@"
    if value.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True  # stays text also when it is edited in Excel
    return cell


def _printable(value: str) -> str:
    """Without the control characters that a workbook cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", value)[:MOST_CHARACTERS]


# -- delimited text ------------------------------------------------------------------------------


def _delimited_rows(text: str, path: Path) -> list[tuple[int, list[str]]]:
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max("\t,;" if path.suffix.lower() != ".csv" else ",\t;", key=first_line.count)
    csv.field_size_limit(16_000_000)
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    try:
        return [
            (number, [unguarded(cell.strip()) for cell in cells])
            for number, cells in enumerate(reader, 1)
        ]
    except csv.Error as error:
        raise SongClipError(
            "register_unreadable",
            say("登记表「{name}」的格式有误：{why}。", "The register “{name}” is malformed: {why}.",
                name=path.name, why=error),
            say("请在 Excel 中打开并另存为 .xlsx 后再入藏。",
                "Open it in Excel, save it as .xlsx and import that."),
        ) from error  # fmt: skip


def write_delimited(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Writes a .csv that Excel opens right (UTF-8 with mark); returns how many rows.

    A text that Excel would take for a formula gets an apostrophe before it.
    """
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([guarded(name) for name in header])
        for cells in rows:
            writer.writerow([guarded(value) for value in cells])
            written += 1
    return written


def guarded(value: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run as a formula.

    A text that looks guarded already gets one more, so that `unguarded` gives every text back.
    """
    return f"'{value}" if value.lstrip("'").startswith(_FORMULA_STARTS) else value


def unguarded(value: str) -> str:
    """The reverse of `guarded`."""
    plain = value.lstrip("'")
    return value[1:] if value != plain and plain.startswith(_FORMULA_STARTS) else value


def _workbook_unreadable(name: str) -> SongClipError:
    return SongClipError(
        "register_unreadable",
        say(
            "Excel 文件「{name}」打不开：不是 .xlsx 格式、已加密或已损坏。",
            "The workbook “{name}” cannot be opened: not .xlsx, encrypted or damaged.",
            name=name,
        ),
        say(
            "请在 Excel 中打开、去掉密码并另存为 .xlsx 后再入藏。",
            "Open it in Excel, remove the password, save it as .xlsx and import that.",
        ),
    )
