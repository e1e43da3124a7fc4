"""A contact sheet as PDF: small pictures in rows with their titles and numbers below."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.records import Image, Painting
from songclip_desktop.ui.paper import DPI, INK, PALE, SANS, SERIF, faces
from songclip_desktop.workflow.export_records import not_writable

COLUMNS, ROWS = 4, 5
PRINTED_PX = 768
_MARGIN_MM, _GAP_PT, _HEAD_PT = 15.0, 10.0, 30.0
_PICTURE_SHARE = 0.74  # of a cell's height; the rest is what stands below


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """What is printed.

    Attributes:
        picture: an image as JPEG, upright; any thread. None where it cannot be read.
    """

    title: str
    works: tuple[Painting, ...]
    picture: Callable[[Image, int], bytes | None]


def write(sheet: ContactSheet, path: Path, listener: Listener | None = None) -> Path:
    """Writes it, whole or not at all. Any thread, in a process with a QGuiApplication.

    Raises:
        SongClipError: out_not_writable.
        Stopped: nothing is left of it.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        with open(beside, "wb"):
            pass
        _write(sheet, beside, listener or Listener())
        os.replace(beside, path)
    except OSError as error:
        raise not_writable(path, error) from error
    finally:
        beside.unlink(missing_ok=True)
    return path


def _write(sheet: ContactSheet, path: Path, listener: Listener) -> None:
    writer = QPdfWriter(str(path))
    writer.setResolution(DPI)
    writer.setTitle(sheet.title)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins,
            QPageLayout.Unit.Millimeter,
        )
    )  # fmt: skip
    painter = QPainter(writer)
    try:
        # One unit is a point, whatever the device's resolution.
        scale = DPI / 72
        painter.scale(scale, scale)
        page = QSizeF(writer.width() / scale, writer.height() / scale)
        for number, work in enumerate(sheet.works):
            if listener.should_stop():
                raise Stopped
            place = number % (COLUMNS * ROWS)
            if place == 0:
                if number:
                    writer.newPage()
                _head(painter, sheet, page, number // (COLUMNS * ROWS) + 1)
            _cell(painter, sheet, work, _box(page, place))
            listener.progress(Progress(number + 1, len(sheet.works), "work"))
    finally:
        painter.end()


def _box(page: QSizeF, place: int) -> QRectF:
    wide = (page.width() - (COLUMNS - 1) * _GAP_PT) / COLUMNS
    high = (page.height() - _HEAD_PT - (ROWS - 1) * _GAP_PT) / ROWS
    row, column = divmod(place, COLUMNS)
    return QRectF(column * (wide + _GAP_PT), _HEAD_PT + row * (high + _GAP_PT), wide, high)


def _head(painter: QPainter, sheet: ContactSheet, page: QSizeF, number: int) -> None:
    pages = -(-len(sheet.works) // (COLUMNS * ROWS))
    line = QRectF(0, 0, page.width(), _HEAD_PT - 12)
    painter.setPen(INK)
    _text(painter, line, sheet.title, SERIF, 12, Qt.AlignmentFlag.AlignLeft)
    painter.setPen(PALE)
    told = f"{date.today().isoformat()}　{number} / {pages}"
    _text(painter, line, told, SANS, 8, Qt.AlignmentFlag.AlignRight)


def _cell(painter: QPainter, sheet: ContactSheet, work: Painting, box: QRectF) -> None:
    frame = QRectF(box.x(), box.y(), box.width(), box.height() * _PICTURE_SHARE)
    picture = QImage()
    if work.image is not None:
        picture = QImage.fromData(sheet.picture(work.image, PRINTED_PX) or b"")
    if picture.isNull():
        painter.setPen(PALE)
        painter.drawRect(frame)
    else:
        size = QSizeF(picture.size()).scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        x = frame.center().x() - size.width() / 2
        painter.drawImage(
            QRectF(x, frame.bottom() - size.height(), size.width(), size.height()), picture
        )
    lines: Sequence[tuple[str, tuple[str, ...], float]] = (
        (work.title or work.accession, SERIF, 8.5),
        (" ".join(part for part in (work.dynasty, work.artist) if part), SANS, 6.5),
        (work.accession, SANS, 6.5),
    )
    y = frame.bottom() + 3
    for text, face, size_pt in lines:
        high = size_pt * 1.45
        painter.setPen(INK if face is SERIF else PALE)
        line = QRectF(box.x(), y, box.width(), high)
        _text(painter, line, text, face, size_pt, Qt.AlignmentFlag.AlignHCenter)
        y += high


def _text(
    painter: QPainter, line: QRectF, text: str, face: tuple[str, ...], size_pt: float,
    side: Qt.AlignmentFlag,
) -> None:  # fmt: skip
    font = QFont(faces(face))
    # The painter counts in points, so a size in its pixels is one in points.
    font.setPixelSize(100)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    share = size_pt / 100
    painter.save()
    painter.translate(line.topLeft())
    painter.scale(share, share)
    painter.setFont(font)
    room = QRectF(0, 0, line.width() / share, line.height() / share)
    elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), elided)
    painter.restore()
