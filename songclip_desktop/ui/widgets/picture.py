"""How a picture hangs: bottom-aligned, never cropped; a handscroll by its opening section."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from songclip_desktop.records import Image, Painting
from songclip_desktop.ui import theme
from songclip_desktop.ui.thumbnails import Thumbnails

HANDSCROLL_RATIO = 3.0
STRIP_GAP_PX = 4
OPENING_SHAPE = 0.45
SIZES_PX = (192, 384, 768, 1536)


def size_for(image: Image, width_px: float, height_px: float, ratio: float = 1.0) -> int:
    """Which thumbnail to ask for so that the picture is sharp in a box of logical pixels."""
    wide = image.width_px / max(1, image.height_px)
    wanted = max(width_px, height_px) * ratio
    if wide > HANDSCROLL_RATIO:
        wanted = width_px * OPENING_SHAPE * wide * ratio
    return next((size for size in SIZES_PX if size >= wanted), SIZES_PX[-1])


def fitted(width: float, height: float, box: QRectF, middle: bool = False) -> QRectF:
    """The rectangle of a picture in `box`: bottom left, or in the middle."""
    scale = min(box.width() / max(1.0, width), box.height() / max(1.0, height))
    w, h = max(1.0, width * scale), max(1.0, height * scale)
    if middle:
        return QRectF(box.center().x() - w / 2, box.center().y() - h / 2, w, h)
    return QRectF(box.left(), box.bottom() - h, w, h)


def paint_picture(
    painter: QPainter, box: QRectF, pixmap: QPixmap | None, image: Image | None,
    middle: bool = False,
) -> QRectF:  # fmt: skip
    """Draws into `box`, returns where the picture lies; grey in its shape until it comes."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    known = image is not None and image.width_px > 0 and image.height_px > 0
    if pixmap is not None and not pixmap.isNull():
        width, height = float(pixmap.width()), float(pixmap.height())
    elif known and image is not None:
        width, height = float(image.width_px), float(image.height_px)
    else:
        width, height = 3.0, 4.0
    if width / height > HANDSCROLL_RATIO:
        return _paint_handscroll(painter, box, pixmap, width, height, middle)
    place = fitted(width, height, box, middle)
    _paint_part(painter, place, pixmap, QRectF(0, 0, width, height), known)
    return place


def _paint_handscroll(
    painter: QPainter, box: QRectF, pixmap: QPixmap | None, width: float, height: float,
    middle: bool,
) -> QRectF:  # fmt: skip
    """The opening section is the right end; the strip below is the whole."""
    strip_h = box.width() * height / width
    opening_h = box.width() * OPENING_SHAPE
    total = opening_h + STRIP_GAP_PX + strip_h
    top = box.center().y() - total / 2 if middle else box.bottom() - total
    part_w = min(width, height / OPENING_SHAPE)
    opening = QRectF(box.left(), top, box.width(), opening_h)
    strip = QRectF(box.left(), top + opening_h + STRIP_GAP_PX, box.width(), strip_h)
    _paint_part(painter, opening, pixmap, QRectF(width - part_w, 0, part_w, height), True)
    _paint_part(painter, strip, pixmap, QRectF(0, 0, width, height), True)
    return QRectF(box.left(), top, box.width(), total)


def _paint_part(
    painter: QPainter, place: QRectF, pixmap: QPixmap | None, part: QRectF, known: bool
) -> None:
    if pixmap is not None and not pixmap.isNull():
        painter.drawPixmap(place, pixmap, part)
    elif known and pixmap is None:
        painter.fillRect(place, theme.colour("track"))
    else:
        painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))


class Picture(QWidget):
    """One painting, or one file not yet imported, in a box of fixed size."""

    heard_as = QAccessible.Role.Graphic
    clicked = Signal()

    def __init__(
        self, thumbnails: Thumbnails, width_px: int, height_px: int, middle: bool = False
    ) -> None:
        """`middle`: hung in the middle of its box rather than at its foot."""
        super().__init__()
        self._thumbnails, self._middle = thumbnails, middle
        self._image: Image | None = None
        self._path: Path | None = None
        self.setFixedSize(width_px, height_px)
        thumbnails.arrived.connect(self._came)

    def show_painting(self, painting: Painting | None) -> None:
        """The primary image of a work; an outline where it has none."""
        self._image, self._path = (painting.image if painting else None), None
        self.setAccessibleName(painting.title or painting.accession if painting else "")
        self.update()

    def lead_on(self) -> None:
        """Where no button beside it does the same: reached by Tab, Enter and Space click it."""
        self.heard_as = QAccessible.Role.Link
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Comes only where it leads on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Its box."""
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture as it hangs."""
        pixmap = self._pixmap()
        if self._image is None and self._path is None and pixmap is None:
            return
        paint_picture(QPainter(self), QRectF(self.rect()), pixmap, self._image, self._middle)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        self.clicked.emit()
        super().mouseReleaseEvent(event)

    def _pixmap(self) -> QPixmap | None:
        if self._image is not None:
            size = size_for(self._image, self.width(), self.height(), self.devicePixelRatioF())
            return self._thumbnails.get(self._image, size)
        return self._thumbnails.get_file(self._path, 512) if self._path else None

    def _came(self, key: str) -> None:
        mine = self._image is not None and key.startswith(self._image.sha256)
        if mine or key == str(self._path):
            self.update()
