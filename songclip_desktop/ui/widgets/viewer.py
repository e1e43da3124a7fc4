"""One painting, large: fit, zoom to the pixels, pan. Low resolution first, sharp after."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView

from songclip_desktop.records import Image
from songclip_desktop.ui import theme
from songclip_desktop.ui.regions import Region, Regions, around
from songclip_desktop.ui.thumbnails import Thumbnails, large_key, thumbnail_key
from songclip_desktop.ui.widgets.picture import HANDSCROLL_RATIO

STEP = 1.25
FIRST_PX = 384
MARGIN_PX = 32
SETTLE_MS = 60


class PictureViewer(QGraphicsView):
    """Zooms with the wheel, + and −; 0 fits; drags to pan. Handscrolls open at the right end.

    What is held is bounded however large the original: the whole at 16 million pixels, and where
    one looks closer, the part one looks at.

    Signals:
        zoomed: device-independent pixels for one pixel of the original.
    """

    zoomed = Signal(float)

    def __init__(self, thumbnails: Thumbnails, margin_px: int = MARGIN_PX) -> None:
        """Nothing shown yet."""
        super().__init__()
        self._thumbnails, self._margin_px = thumbnails, margin_px
        self._image: Image | None = None
        self._fitting = True
        self._scene = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._item)
        self._part = QGraphicsPixmapItem()
        self._part.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._part.setZValue(1)
        self._scene.addItem(self._part)
        self._held: Region | None = None
        self._base = 0.0
        self._regions = Regions(self)
        self._regions.arrived.connect(self._part_came)
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._sharpen)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        thumbnails.arrived.connect(self._came)
        theme.current().changed.connect(self._ground)
        self._ground()

    def show_image(self, image: Image | None, name: str = "") -> None:
        """Another picture, fitted; a handscroll at its right end. `name` for those who hear."""
        self._image = image
        self._item.setPixmap(QPixmap())
        self._drop_part()
        self._base = 0.0
        self.setAccessibleName(name)
        if image is None:
            return
        self._scene.setSceneRect(QRectF(0, 0, image.width_px, image.height_px))
        self.fit()
        self._draw()

    def read_ahead(self, image: Image | None) -> None:
        """Another picture will be shown next: it is decoded meanwhile."""
        if image is not None:
            self._thumbnails.get(image, FIRST_PX)
            self._thumbnails.get_large(image)

    def fit(self) -> None:
        """The whole picture; of a handscroll its full height, from the right end."""
        image = self._image
        if image is None:
            return
        self._fitting = True
        room = (
            self.viewport()
            .rect()
            .adjusted(self._margin_px, self._margin_px, -self._margin_px, -self._margin_px)
        )
        across = room.width() / max(1, image.width_px)
        down = room.height() / max(1, image.height_px)
        scroll = image.width_px > HANDSCROLL_RATIO * image.height_px
        scale = min(down, across * 6) * 0.8 if scroll else min(across, down)
        self.setTransform(QTransform.fromScale(max(1e-4, scale), max(1e-4, scale)))
        if scroll:
            half = room.width() / 2 / max(1e-4, scale)
            self.centerOn(QPointF(image.width_px - half, image.height_px / 2))
        else:
            self.centerOn(QPointF(image.width_px / 2, image.height_px / 2))
        self.zoomed.emit(scale)

    def actual_size(self) -> None:
        """One pixel of the original for one of the screen."""
        self._zoom_to(1.0 / self.devicePixelRatioF())

    def zoom(self, factor: float) -> None:
        """Larger (> 1) or smaller, between fitting in a corner and eight-fold."""
        self._zoom_to(self.transform().m11() * factor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms where the pointer is."""
        steps = event.angleDelta().y() / 120
        if steps:
            under = QGraphicsView.ViewportAnchor.AnchorUnderMouse
            self._zoom_to(self.transform().m11() * STEP**steps, under)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """0 fits, + and − zoom; arrows pan as the view does."""
        key = event.key()
        if key == Qt.Key.Key_0:
            self.fit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / STEP)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted picture stays fitted."""
        super().resizeEvent(event)
        if self._fitting:
            self.fit()

    def _zoom_to(
        self,
        scale: float,
        anchor: QGraphicsView.ViewportAnchor = QGraphicsView.ViewportAnchor.AnchorViewCenter,
    ) -> None:
        self._fitting = False
        scale = min(8.0, max(0.01, scale))
        self.setTransformationAnchor(anchor)
        self.setTransform(QTransform.fromScale(scale, scale))
        self.zoomed.emit(scale)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Another part is looked at, by panning or by zooming."""
        super().scrollContentsBy(dx, dy)
        self._settling.start()

    def _draw(self) -> None:
        image = self._image
        if image is None:
            return
        large = self._thumbnails.get_large(image)
        shown = large if large and not large.isNull() else self._thumbnails.get(image, FIRST_PX)
        if shown is None or shown.isNull():
            return
        self._base = shown.width() / image.width_px
        self._settling.start()
        self._item.setPixmap(shown)
        self._item.setTransform(
            QTransform.fromScale(image.width_px / shown.width(), image.height_px / shown.height())
        )

    def _came(self, key: str) -> None:
        image = self._image
        if image and key in (large_key(image), thumbnail_key(image, FIRST_PX)):
            self._draw()

    def _sharpen(self) -> None:
        """Where one looks closer than what is shown can bear, the part is read anew."""
        image, scale = self._image, self.transform().m11() * self.devicePixelRatioF()
        path = self._thumbnails.path(image) if image else None
        if image is None or path is None or self._base == 0.0 or self._base >= 1.0:
            return
        if scale <= self._base * 1.05:
            self._drop_part()
            return
        reduction = 2 ** max(0, math.floor(math.log2(1 / min(1.0, scale))))
        visible = self.visible_part().toAlignedRect()
        held = self._held
        if held and held.reduction == reduction and held.rect.contains(visible):
            return
        whole = QSize(image.width_px, image.height_px)
        visible = visible.intersected(self._scene.sceneRect().toRect())
        if not visible.isEmpty() and 1 / reduction > self._base:
            self._regions.ask(around(visible, whole, path, reduction))

    def _part_came(self, region: Region, pixels: QImage) -> None:
        image = self._image
        if image is None or pixels.isNull() or self._thumbnails.path(image) != region.path:
            return
        self._held = region
        self._part.setPixmap(QPixmap.fromImage(pixels))
        self._part.setPos(region.left, region.top)
        self._part.setTransform(
            QTransform.fromScale(region.width / pixels.width(), region.height / pixels.height())
        )
        self._sharpen()

    def _drop_part(self) -> None:
        self._regions.ask(None)
        self._held = None
        self._part.setPixmap(QPixmap())

    def _ground(self) -> None:
        self.setBackgroundBrush(theme.colour("mat"))

    def visible_part(self) -> QRectF:
        """What of the picture can be seen, in its pixels."""
        corner = self.mapToScene(QPoint(0, 0))
        opposite = self.mapToScene(self.viewport().rect().bottomRight())
        return QRectF(corner, opposite).intersected(self._scene.sceneRect())
