"""The picture of one hit: the part that was found, the whole strip, a map of weights over it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from songclip_desktop.records import Image
from songclip_desktop.ui import theme
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.hit_row import STRIP_RATIO
from songclip_desktop.ui.widgets.picture import SIZES_PX, fitted

BOX_PX = (272, 208)
STRIP_PX, STRIP_GAP_PX = 34, 10
STRONGEST = 0.78  # how much of the picture the highest weight covers
LEAST_DRAG_PX = 12
STEP_PX = 8  # by one key
_WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-STEP_PX, 0), Qt.Key.Key_Right: (STEP_PX, 0),
    Qt.Key.Key_Up: (0, -STEP_PX), Qt.Key.Key_Down: (0, STEP_PX),
}  # fmt: skip

Box = tuple[float, float, float, float]
WHOLE: Box = (0.0, 0.0, 1.0, 1.0)


class HitPicture(QWidget):
    """One image. A part dragged over it is another question; by keys as well.

    Arrows begin a part in the middle and move it, with Shift they make it larger or smaller, Enter
    asks by it, Esc lets it go.

    Signals:
        region: the part that was dragged, as fractions of the whole picture.
    """

    heard_as = QAccessible.Role.Graphic
    region = Signal(object)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty."""
        super().__init__()
        self._thumbnails = thumbnails
        self._image: Image | None = None
        self._window: Box | None = None
        self._weights: QImage | None = None
        self._from: QPointF | None = None
        self._to = QPointF()
        self.setFixedSize(*BOX_PX)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        thumbnails.arrived.connect(self._came)

    def show_image(self, image: Image | None, window: Box | None, name: str) -> None:
        """`window`: the part that was found; None where all of it was."""
        self._image, self._window, self._weights = image, window, None
        self._from = None
        self.setAccessibleName(name)
        self.update()

    def show_weights(self, weights: np.ndarray | None) -> None:
        """A map float [rows, columns] over the part that was found, 0 clear; None takes it away."""
        self._weights = None if weights is None else _tinted(weights)
        self.update()

    def sizeHint(self) -> QSize:
        """Its box."""
        return self.size()

    # -- where things lie --------------------------------------------------------------------

    @property
    def _part(self) -> Box:
        """What is shown large: the part found, of a scroll else its opening."""
        if self._window is not None:
            return self._window
        image = self._image
        if image is not None and image.width_px > STRIP_RATIO * image.height_px:
            return (max(0.0, 1.0 - 1.5 * image.height_px / image.width_px), 0.0, 1.0, 1.0)
        return WHOLE

    def _places(self) -> tuple[QRectF, QRectF | None]:
        """Where the part and, of a scroll, the whole strip are drawn."""
        assert self._image is not None
        wide, high = float(self._image.width_px), float(self._image.height_px)
        part = self._part
        box, strip = QRectF(self.rect()), None
        if part != WHOLE:
            strip = fitted(wide, high, QRectF(0, 0, box.width(), STRIP_PX), middle=True)
            if wide < high:  # a tall scroll stands at the side
                strip = fitted(wide, high, QRectF(0, 0, STRIP_PX, box.height()), middle=True)
                strip.moveRight(box.right())
                box.setRight(strip.left() - STRIP_GAP_PX)
            else:
                strip.moveBottom(box.bottom() - 1)
                box.setBottom(strip.top() - STRIP_GAP_PX)
        size = ((part[2] - part[0]) * wide, (part[3] - part[1]) * high)
        return fitted(*size, box, middle=True), strip

    # -- drawing -----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Part, weights, strip with its frame, what is being dragged."""
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place, strip = self._places()
        pixmap = self._pixmap()
        if pixmap is None or pixmap.isNull():
            painter.fillRect(place, theme.colour("track"))
        else:
            painter.drawPixmap(place, pixmap, _within(self._part, pixmap))
        if self._weights is not None:
            painter.drawImage(place, self._weights)
        if strip is not None:
            self._draw_strip(painter, strip, pixmap)
        if self._from is not None:
            painter.setPen(QPen(theme.colour("azurite"), 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self._from, self._to).normalized().intersected(place))

    def _draw_strip(self, painter: QPainter, strip: QRectF, pixmap: QPixmap | None) -> None:
        if pixmap is None or pixmap.isNull():
            painter.fillRect(strip, theme.colour("track"))
        else:
            painter.drawPixmap(strip, pixmap, QRectF(pixmap.rect()))
        if self._window is None:
            return
        left, top, right, bottom = self._window
        frame = QRectF(
            strip.x() + left * strip.width(), strip.y() + top * strip.height(),
            (right - left) * strip.width(), (bottom - top) * strip.height(),
        )  # fmt: skip
        painter.setPen(QPen(theme.colour("azurite"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame.adjusted(-1, -1, 1, 1))

    def _pixmap(self) -> QPixmap | None:
        """Sharp enough for the part; what is already there until then."""
        assert self._image is not None
        part = self._part
        share = min(part[2] - part[0], part[3] - part[1])
        wanted = max(BOX_PX) * self.devicePixelRatioF() / max(share, 1e-3)
        size = next((size for size in SIZES_PX if size >= wanted), 0)
        if size:
            return self._thumbnails.get(self._image, size)
        return self._thumbnails.get_large(self._image) or self._thumbnails.get(
            self._image, SIZES_PX[-1]
        )

    def _came(self, key: str) -> None:
        if self._image is not None and key.startswith(self._image.sha256):
            self.update()

    # -- dragging a part ---------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins a part."""
        if self._image is not None and event.button() == Qt.MouseButton.LeftButton:
            self._from = self._to = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Makes it larger."""
        if self._from is not None:
            self._to = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Asks by it, where it is large enough to have been meant."""
        if self._from is not None:
            self._to = event.position()
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same without a pointer."""
        step = _WAYS.get(event.key())
        if step is not None and self._image is not None:
            self._move_part(
                QPointF(*step), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            )
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._from is not None:
            self._ask()
        elif event.key() == Qt.Key.Key_Escape and self._from is not None:
            self._from = None
            self.update()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A part begun by keys is let go."""
        super().focusOutEvent(event)
        self._from = None
        self.update()

    def _move_part(self, step: QPointF, grows: bool) -> None:
        place, _ = self._places()
        if self._from is None:
            quarter = QPointF(place.width() / 4, place.height() / 4)
            self._from, self._to = place.center() - quarter, place.center() + quarter
        elif grows:
            self._to = self._to + step
        else:
            self._from, self._to = self._from + step, self._to + step
        self.update()

    def _ask(self) -> None:
        if self._from is None:
            return
        place, _ = self._places()
        dragged = QRectF(self._from, self._to).normalized().intersected(place)
        self._from = None
        self.update()
        if min(dragged.width(), dragged.height()) >= LEAST_DRAG_PX:
            self.region.emit(self._fractions(dragged, place))

    def _fractions(self, dragged: QRectF, place: QRectF) -> Box:
        left, top, right, bottom = self._part
        across, down = (right - left) / place.width(), (bottom - top) / place.height()
        return (
            left + (dragged.left() - place.left()) * across,
            top + (dragged.top() - place.top()) * down,
            left + (dragged.right() - place.left()) * across,
            top + (dragged.bottom() - place.top()) * down,
        )


def _within(part: Box, pixmap: QPixmap) -> QRectF:
    left, top, right, bottom = part
    wide, high = pixmap.width(), pixmap.height()
    return QRectF(left * wide, top * high, (right - left) * wide, (bottom - top) * high)


def _tinted(weights: np.ndarray) -> QImage:
    """Azurite, the more solid the higher the weight: as large as the map, to be drawn smoothly."""
    highest = float(weights.max()) if weights.size else 0.0
    share = weights / highest if highest > 0 else np.zeros_like(weights)
    colour = theme.colour("azurite")
    alpha = np.clip(share, 0, 1) * STRONGEST
    pixels = np.empty((*weights.shape, 4), dtype=np.uint8)
    # Premultiplied ARGB32 lies in memory as blue, green, red, alpha.
    for place, value in enumerate((colour.blue(), colour.green(), colour.red())):
        pixels[..., place] = np.rint(value * alpha)
    pixels[..., 3] = np.rint(255 * alpha)
    rows, columns = weights.shape
    small = QImage(
        pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_ARGB32_Premultiplied
    )
    return small.scaled(
        columns * 16, rows * 16,
        Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
