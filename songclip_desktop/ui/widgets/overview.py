"""The whole of a handscroll in a strip, with the part one looks at framed. A click goes there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from songclip_desktop.records import Image
from songclip_desktop.ui import theme
from songclip_desktop.ui.thumbnails import Thumbnails, thumbnail_key
from songclip_desktop.ui.widgets.viewer import BETTER_PX, PictureViewer, lying

HIGH_PX, MARGIN_PX, LEAST_PX = 56, 32, 6


class Overview(QWidget):
    """Shown only while the viewer shows a handscroll as it lies in its file."""

    def __init__(self, thumbnails: Thumbnails, viewer: PictureViewer) -> None:
        """Follows `viewer`; hidden until `show_image` has a handscroll."""
        super().__init__()
        self._thumbnails, self._viewer = thumbnails, viewer
        self._image: Image | None = None
        self.setFixedHeight(theme.px(HIGH_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        viewer.moved.connect(self.update)
        viewer.viewed.connect(self._fit_view)
        thumbnails.arrived.connect(self._came)
        self.hide()

    def show_image(self, image: Image | None) -> None:
        """After the viewer was given it."""
        self._image = lying(image) if image else None
        self._fit_view({})

    def place(self) -> QRectF:
        """Where the whole is drawn."""
        image = self._image
        if image is None:
            return QRectF()
        room = QRectF(self.rect()).adjusted(MARGIN_PX, 4, -MARGIN_PX, -4)
        scale = min(room.width() / image.width_px, room.height() / image.height_px)
        wide, high = image.width_px * scale, max(2.0, image.height_px * scale)
        return QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The strip, and the frame of what is seen."""
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self.place()
        pixmap = self._thumbnails.get(self._image, BETTER_PX)
        if pixmap is not None and not pixmap.isNull():
            mirrored = self._viewer.view.mirror
            if mirrored:
                painter.translate(2 * place.center().x(), 0)
                painter.scale(-1, 1)
            painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
            painter.resetTransform()
        scale = place.width() / self._image.width_px
        seen = self._viewer.visible_part()
        frame = QRectF(
            place.left() + seen.left() * scale, place.top() + seen.top() * scale,
            max(LEAST_PX, seen.width() * scale), max(LEAST_PX, seen.height() * scale),
        )  # fmt: skip
        painter.setPen(QPen(theme.colour("azurite"), 2))
        painter.drawRect(frame.adjusted(-1, -1, 1, 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Goes there."""
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Goes along."""
        self._go(event.position())

    def _go(self, point: QPointF) -> None:
        place = self.place()
        if self._image is not None and place.width():
            across = (point.x() - place.left()) * self._image.width_px / place.width()
            middle = QPointF(across, self._viewer.centre().y())
            self._viewer.look_at(middle, self._viewer.scale_shown())

    def _fit_view(self, _view: dict) -> None:
        upright = self._viewer.view.rotate == 0
        self.setVisible(self._image is not None and self._viewer.is_handscroll and upright)
        self.update()

    def _came(self, key: str) -> None:
        if self._image is not None and key == thumbnail_key(self._image, BETTER_PX):
            self.update()
