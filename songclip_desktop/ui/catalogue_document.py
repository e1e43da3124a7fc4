"""A printed catalogue as PDF: a work after another, its picture, what is catalogued, what is approved."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from math import ceil
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from songclip_desktop.exchange import fields
from songclip_desktop.exchange.works import Work, watched
from songclip_desktop.language import say
from songclip_desktop.progress import Listener
from songclip_desktop.records import DRAFTED_KINDS
from songclip_desktop.ui.paper import DPI, INK, PALE, SANS, SERIF, font, style
from songclip_desktop.workflow.export_records import Exported, Prepared, not_writable, target_of

_HEAD_PT, _FOOT_PT = 34.0, 26.0
_GAP_PT = 30.0  # between two works
_TALLEST_PT = 300.0  # a picture leaves room for what is said of it
_BEGINNING_PT = 130.0  # of a text that goes on over pages
_BESIDE = 0.46  # the part of the width that an upright picture takes
_STRIP_ASPECT = 4.0  # a longer scroll is shown in strips, its beginning first
_MOST_STRIPS = 6
# What stands under the title, and what in the list below; the rest is for the register.
_UNDER_TITLE = ("artist", "dynasty", "date_text")
_LISTED = (
    "accession", "format", "material", "technique", "dimensions", "holder", "source", "grade",
    "inscription", "rights", "notes",
)  # fmt: skip


def write(prepared: Prepared, listener: Listener | None = None) -> Exported:
    """Writes the catalogue. Any thread, in a process with a QGuiApplication.

    Args:
        prepared: `export_records.prepare(…, "pdf")`; its `out` is a file or a folder for one.
        listener: told of each work; may stop.

    Raises:
        SongClipError: out_not_writable.
        Stopped: nothing is left of it.
    """
    path = target_of(prepared.out, "catalogue.pdf")
    works = prepared.read().works
    beside = path.with_name(f".{path.name}.part")
    try:
        _write(prepared, works, beside, listener or Listener())
        os.replace(beside, path)
    except OSError as error:
        raise not_writable(path, error) from error
    finally:
        beside.unlink(missing_ok=True)
    return Exported(prepared.form, (path,), len(works))


def write_without_window(prepared: Prepared, listener: Listener | None = None) -> Exported:
    """The same in a process that has shown nothing, as on a server. Main thread."""
    if QGuiApplication.instance() is not None:
        return write(prepared, listener)
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    try:
        return write(prepared, listener)
    finally:
        application.shutdown()


def _write(prepared: Prepared, works: Sequence[Work], path: Path, listener: Listener) -> None:
    writer = QPdfWriter(str(path))
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(20, 18, 20, 16), QPageLayout.Unit.Millimeter)
    writer.setTitle(prepared.name)
    writer.setCreator("SongClip Desktop")
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(say("打不开", "it cannot be opened"))
    try:
        scale = DPI / 72
        painter.scale(scale, scale)
        size = QSizeF(writer.width() / scale, writer.height() / scale)
        Catalogue(painter, size, writer.newPage, prepared).draw(works, listener)
    finally:
        ended = painter.end()
    if not ended or not path.is_file():
        raise OSError(say("写到一半失败", "it broke off"))


class Catalogue:
    """One catalogue on its way to paper; lengths are points, 72 to an inch."""

    def __init__(
        self,
        painter: QPainter,
        size: QSizeF,
        new_page: Callable[[], object],
        prepared: Prepared,
    ) -> None:
        """`painter` counts in points; `size` is a page within its margins."""
        self._painter = painter
        self._size = size
        self._new_page = new_page
        self._prepared = prepared
        self._page = 0
        self._y = 0.0  # where the next work begins

    def draw(self, works: Sequence[Work], listener: Listener) -> None:
        """Draws cover and works.

        Raises:
            Stopped: the listener asked for it.
        """
        self._cover(len(works))
        for work in watched(works, listener):
            self._draw_work(work)

    def _cover(self, count: int) -> None:
        name = self._prepared.name
        title = say("{name} · 图录", "{name}: catalogue", name=name)
        told = say("{n} 件作品 · {day}", "{n} works · {day}", n=count, day=date.today().isoformat())
        width = self._size.width()
        text = QTextDocument()
        text.setDocumentMargin(0)
        cursor = QTextCursor(text)
        cursor.insertText(title, style(SERIF, 30, INK, 500))
        _new_block(cursor, 14)
        cursor.insertText(told, style(SANS, 10, PALE))
        text.setTextWidth(width)
        self._painter.save()
        self._painter.translate(0, self._size.height() * 0.36)
        text.drawContents(self._painter)
        self._painter.restore()

    # -- a work ------------------------------------------------------------------------------

    def _draw_work(self, work: Work) -> None:
        picture = self._picture(work)
        width = self._size.width()
        beside = picture is not None and picture.height() > picture.width() * 0.9
        text_width = width * (1 - _BESIDE) - 18 if beside else width
        text = _text_of(work, text_width)
        strips = [] if picture is None else _strips(picture)
        shown_width = width * _BESIDE if beside else width
        sizes = [_fitted(strip, shown_width, _TALLEST_PT / len(strips)) for strip in strips]
        pictured = sum(size.height() + 6 for size in sizes)
        said = text.size().height()
        least = max(pictured, said) if beside else pictured + said
        if least > self._bottom - _HEAD_PT:  # longer than a page: it may begin here
            least = max(pictured, _BEGINNING_PT) if beside else pictured + _BEGINNING_PT
        if self._page == 0 or self._y + least > self._bottom:
            self._turn()
        top, left = self._y, 0.0
        for strip, size in zip(strips, sizes, strict=True):
            self._painter.drawImage(QRectF(QPointF(0, self._y), size), strip)
            self._y += size.height() + 6
        below = self._y
        if beside:
            left, self._y = width - text_width, top
        elif strips:
            self._y += 8
        turned = self._flow(text, left)
        if beside and not turned:
            self._y = max(self._y, below)
        self._y += _GAP_PT

    def _flow(self, text: QTextDocument, left: float) -> bool:
        """Draws a text, over as many pages as it takes; whether it took another one."""
        turned = False
        done, whole = 0.0, text.size().height()
        while done < whole - 0.5:
            until = _last_line_within(text, done, self._bottom - self._y)
            if until <= done:
                if self._y <= _HEAD_PT:  # a line taller than a page is drawn anyhow
                    until = whole
                else:
                    self._turn()
                    turned = True
                    continue
            self._painter.save()
            self._painter.translate(left, self._y - done)
            text.drawContents(self._painter, QRectF(0, done, text.textWidth(), until - done))
            self._painter.restore()
            self._y += until - done
            done = until
        return turned

    @property
    def _bottom(self) -> float:
        return self._size.height() - _FOOT_PT

    def _turn(self) -> None:
        """The next page, with its head and number."""
        self._new_page()
        self._page += 1
        self._y = _HEAD_PT
        painter = self._painter
        painter.setPen(PALE)
        painter.setFont(font(SANS, 8))
        head = QRectF(0, 0, self._size.width(), 14)
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft, self._prepared.name)
        foot = QRectF(0, self._size.height() - 14, self._size.width(), 14)
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, str(self._page))

    def _picture(self, work: Work) -> QImage | None:
        found = self._prepared.shown(work.pictures[0].image) if work.pictures else None
        image = QImage.fromData(found) if found else QImage()
        return None if image.isNull() else image


# -- its parts -----------------------------------------------------------------------------------


def _strips(picture: QImage) -> list[QImage]:
    """The picture; a long scroll in strips of equal length, from the right where it begins."""
    aspect = picture.width() / max(1, picture.height())
    count = min(_MOST_STRIPS, max(1, ceil(aspect / _STRIP_ASPECT)))
    edges = [round(picture.width() * n / count) for n in range(count + 1)]
    cuts = [
        picture.copy(QRect(left, 0, right - left, picture.height()))
        for left, right in pairwise(edges)
    ]
    return cuts[::-1]


def _fitted(picture: QImage, width: float, height: float) -> QSizeF:
    """As large as fits, never larger than 150 pixels to an inch allow."""
    largest = min(width, picture.width() * 72 / 150)
    scale = min(largest / max(1, picture.width()), height / max(1, picture.height()))
    return QSizeF(picture.width() * scale, picture.height() * scale)


def _text_of(work: Work, width: float) -> QTextDocument:
    painting = work.painting
    text = QTextDocument()
    text.setUndoRedoEnabled(False)
    text.setDocumentMargin(0)
    text.setDefaultFont(font(SANS, 9))
    cursor = QTextCursor(text)
    cursor.insertText(painting.title or painting.accession, style(SERIF, 16, INK, 500))
    under = [fields.of(painting, key) for key in _UNDER_TITLE]
    _line(cursor, " · ".join(part for part in under if part), 3, style(SERIF, 11, INK))
    labels = {field.key: field.label for field in fields.core()}
    _new_block(cursor, 8)
    for key in _LISTED:
        value = fields.of(painting, key)
        if value:
            if cursor.block().text():
                _new_block(cursor, 1)
            cursor.insertText(f"{labels[key]}  ", style(SANS, 8.5, PALE))
            cursor.insertText(value, style(SANS, 9, INK))
    for kind in DRAFTED_KINDS:
        family = SANS if kind == "tags" else SERIF
        size = 9 if kind == "tags" else 10.5
        _line(cursor, work.approved(kind), 8, style(family, size, INK))
    text.setTextWidth(width)
    return text


def _line(cursor: QTextCursor, said: str, space: float, form: QTextCharFormat) -> None:
    if said:
        _new_block(cursor, space)
        cursor.insertText(said, form)


def _new_block(cursor: QTextCursor, space: float) -> None:
    block = QTextBlockFormat()
    block.setTopMargin(space)
    block.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.insertBlock(block)


def _last_line_within(text: QTextDocument, start: float, room: float) -> float:
    """Where the last line ends that begins at or below `start` and fits into the room."""
    until = start
    block = text.begin()
    layout = text.documentLayout()
    while block.isValid():
        top = layout.blockBoundingRect(block).top()
        lines = block.layout()
        for number in range(lines.lineCount()):
            line = lines.lineAt(number)
            bottom = top + line.y() + line.height()
            if bottom > start + room:
                return until
            until = max(until, bottom)
        block = block.next()
    return text.size().height() if text.size().height() <= start + room else until
