"""The history of a collection as a PDF for the registrar: who decided what, when, on which text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.ui.paper import DPI, INK, PALE, SANS, SERIF, font, style
from songclip_desktop.ui.widgets.diff import difference
from songclip_desktop.workflow import history

if TYPE_CHECKING:
    from songclip_desktop.workflow.history import Line

translate = QCoreApplication.translate
HEAD_PT, FOOT_PT = 34.0, 24.0
TOLD = ("drafter", "prompt_version", "endpoint", "model", "picture_sha256", "undone")
# Deleted and inserted have a second sign besides.
TONES = {"delete": QColor("#865012"), "insert": QColor("#2C6748")}


def write(lines: Sequence[Line], path: Path, collection: str) -> None:
    """Writes every line, newest first, headed with the collection and the day. Any thread.

    Raises:
        SongClipError: file_not_written.
    """
    writer = QPdfWriter(str(path))
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(18, 16, 18, 16), QPageLayout.Unit.Millimeter)
    title = translate("HistoryDocument", "{name}：审校经过").format(name=collection)
    writer.setTitle(title)
    writer.setCreator("SongClip Desktop")
    painter = QPainter()
    if not painter.begin(writer):
        raise _not_written(path)
    try:
        _print(painter, writer, _document(lines), title, len(lines))
    finally:
        ended = painter.end()
    if not ended or not path.is_file():
        raise _not_written(path)


def _document(lines: Sequence[Line]) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(font(SANS, 9))
    cursor = QTextCursor(document)
    rows = history.rows(lines)
    heads = history.header()
    spoken = {name: place for place, name in enumerate(history.COLUMNS)}
    for number, (line, row) in enumerate(zip(lines, rows, strict=True)):
        block = QTextBlockFormat()
        block.setTopMargin(9 if number else 0)
        block.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_Auto)
        cursor.setBlockFormat(block) if not number else cursor.insertBlock(block)
        what = (row[spoken["action"]], line.accession, line.title, row[spoken["kind"]])
        cursor.insertText(" · ".join(part for part in what if part), style(SANS, 9, INK, 600))
        who = f"    {line.at}    {line.by}".rstrip()
        cursor.insertText(who, style(SANS, 8.5, PALE))
        close = QTextBlockFormat()
        close.setTopMargin(1)
        if line.text_after and line.text_after != line.text_before:
            cursor.insertBlock(close)
            _insert_difference(cursor, line.text_before, line.text_after)
        if line.comment:
            cursor.insertBlock(close)
            cursor.insertText(line.comment, style(SERIF, 10, INK))
        provenance = [
            f"{heads[spoken[name]]} {row[spoken[name]]}" for name in TOLD if row[spoken[name]]
        ]
        if line.status_before != line.status_after:
            stood, stands = row[spoken["status_before"]], row[spoken["status_after"]]
            provenance.insert(0, " → ".join(word for word in (stood, stands) if word))
        if provenance:
            cursor.insertBlock(close)
            cursor.insertText("   ".join(provenance), style(SANS, 7.5, PALE))
    return document


def _insert_difference(cursor: QTextCursor, before: str, after: str) -> None:
    woven, marks = difference(before, after) if before else (after, [])
    at = 0
    for mark in marks:
        cursor.insertText(woven[at : mark.start], style(SERIF, 10, INK))
        form = style(SERIF, 10, TONES.get(mark.kind, INK))
        form.setFontStrikeOut(mark.kind == "delete")
        form.setFontUnderline(mark.kind == "insert")
        at = mark.start + mark.length
        cursor.insertText(woven[mark.start : at], form)
    cursor.insertText(woven[at:], style(SERIF, 10, INK))


def _print(
    painter: QPainter, writer: QPdfWriter, document: QTextDocument, title: str, count: int
) -> None:
    """Page after page: head, its stretch of the document, number."""
    scale = DPI / 72
    width, height = writer.width() / scale, writer.height() / scale
    room = height - HEAD_PT - FOOT_PT
    document.documentLayout().setPaintDevice(None)  # type: ignore[arg-type]
    document.setPageSize(QSizeF(width, room))
    pages = document.pageCount()
    words = translate("HistoryDocument", "{day} · {count} 条，新的在前").format(
        day=date.today().isoformat(), count=QLocale().toString(count)
    )
    for page in range(pages):
        if page:
            writer.newPage()
        painter.save()
        painter.scale(scale, scale)
        painter.setPen(PALE)
        painter.setFont(font(SANS, 8))
        top = QRectF(0, 0, width, HEAD_PT - 12)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, words)
        foot = QRectF(0, height - FOOT_PT, width, FOOT_PT)
        place = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.drawText(foot, place, f"{page + 1} / {pages}")
        painter.translate(0, HEAD_PT - page * room)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, page * room, width, room)
        painter.setClipRect(context.clip)
        document.documentLayout().draw(painter, context)
        painter.restore()


def _not_written(path: Path) -> SongClipError:
    return SongClipError(
        "file_not_written",
        say("「{name}」写不进去。", "“{name}” could not be written.", name=path.name),
        say(
            "请换一个文件夹，或看看磁盘是否已满。",
            "Choose another folder, or see whether the disk is full.",
        ),
    )
