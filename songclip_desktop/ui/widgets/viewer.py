"""One painting, large: fit, zoom to the pixels, pan, turn. Low resolution first, sharp after."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from songclip_desktop.dimensions import Dimensions, px_per_cm
from songclip_desktop.records import Image
from songclip_desktop.ui import theme
from songclip_desktop.ui.thumbnails import LARGE_PIXELS, Thumbnails, large_key, thumbnail_key
from songclip_desktop.ui.tile_feed import TileFeed
from songclip_desktop.ui.widgets.picture import HANDSCROLL_RATIO
from songclip_desktop.ui.widgets.picture_item import PictureItem, View
from songclip_desktop.ui.widgets.scale_bar import paint_scale_bar

STEP = 1.25
FIRST_PX, BETTER_PX = 384, 1280
LARGE_FIRST_PX = 320  # made when it came into the collection: at hand however large it is
MARGIN_PX = 32
SETTLE_MS = 30
TRAVEL = 0.85  # of what is seen, so that the eye finds its place again
NOTCH = 120  # of a wheel, in eighths of a degree


def lying(image: Image) -> Image:
    """As it lies in its file: whoever turns it anew asks for its thumbnails so."""
    return replace(image, view={})


class PictureViewer(QGraphicsView):
    """Zooms with the wheel, + and −; 0 fits; drags to pan.

    Handscrolls open at the right end and are read from there: the wheel, Space and Page Down go
    left, Shift+Space and Page Up back; with Ctrl the wheel zooms, as it does over other pictures.
    What is held is bounded however large the original: the whole at 16 million pixels, and the
    tiles of the part one looks at.

    Attributes:
        fitting: the whole is shown, also when the window's size changes.
        px_per_cm: pixels of the original for a centimetre of the work, where that is known.

    Signals:
        zoomed: device-independent pixels for one pixel of the original.
        moved: another part is looked at, or at another size.
        viewed: the curator turned, mirrored or lit the picture; how it is shown now, as a record
            keeps it.
        focused: keys are meant for this picture now.
    """

    heard_as = QAccessible.Role.Graphic
    zoomed = Signal(float)
    moved = Signal()
    viewed = Signal(dict)
    focused = Signal()

    def __init__(self, thumbnails: Thumbnails, margin_px: int = MARGIN_PX) -> None:
        """Nothing shown yet."""
        super().__init__()
        self._thumbnails, self._margin_px = thumbnails, margin_px
        self._image: Image | None = None
        self._lying: Image | None = None
        self.px_per_cm: float | None = None
        self.fitting, self._placing = True, False
        self._aim: QPointF | None = None
        self._large, self._first_px = False, FIRST_PX
        self._feed = TileFeed(self)
        self._item = PictureItem(self._feed)
        self._scene = QGraphicsScene(self)
        self._scene.addItem(self._item)
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._sharpen)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform)
        # The scale bar stands still over what moves.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._feed.opened.connect(self._sharpen)
        self._feed.lacking.connect(self._draw)
        self._feed.impossible.connect(self._without_tiles)
        self._feed.arrived.connect(self._tile_came)
        thumbnails.arrived.connect(self._came)
        thumbnails.emptied.connect(self._feed.close)
        theme.current().changed.connect(self._ground)
        self._ground()

    # What is shown.

    def show_image(
        self, image: Image | None, name: str = "", size: Dimensions | None = None
    ) -> None:
        """Another picture, fitted, as its `view` says; a handscroll at its right end.

        `name` is for those who hear; `size` of the work gives a scale bar where it fits the picture.
        """
        self._image = image
        self._lying = lying(image) if image else None
        self._item.show_image(image)
        self.px_per_cm = px_per_cm(size, image.width_px, image.height_px) if image else None
        self._large = image is not None and image.width_px * image.height_px > LARGE_PIXELS
        self._first_px = LARGE_FIRST_PX if self._large else FIRST_PX
        path = self._thumbnails.path(image) if image and self._large else None
        self._feed.show_image(image, path, self._thumbnails.tiles)
        self.setAccessibleName(name)
        if image is not None:
            self._scene.setSceneRect(self._item.scene_rect())
            self.fit()
            self._draw()

    def read_ahead(self, image: Image | None) -> None:
        """Another picture will be shown next: it is decoded meanwhile."""
        if image is not None:
            self._thumbnails.get(lying(image), FIRST_PX)
            if image.width_px * image.height_px <= LARGE_PIXELS:
                self._thumbnails.get_large(image)

    @property
    def image(self) -> Image | None:
        """What is shown."""
        return self._image

    @property
    def is_handscroll(self) -> bool:
        """As it is shown: a long picture turned upright is none."""
        place = self._scene.sceneRect()
        return self._image is not None and place.width() > HANDSCROLL_RATIO * place.height()

    @property
    def view(self) -> View:
        """How the picture is shown."""
        return self._item.view

    def set_view(self, view: View) -> None:
        """Shows it so, and says so by `viewed`."""
        if self._image is None or view == self._item.view:
            return
        turned = view.rotate != self._item.view.rotate
        self._item.set_view(view)
        self._scene.setSceneRect(self._item.scene_rect())
        if turned:
            self.fit()
        self._settling.start()
        self.viewed.emit(view.kept())

    def turn(self) -> None:
        """A quarter, clockwise."""
        self.set_view(replace(self.view, rotate=(self.view.rotate + 90) % 360))

    def mirror(self) -> None:
        """Left and right as one sees them change places."""
        # The mirror comes before the turn: seen turned by a quarter, it is turned the other way.
        view = self.view
        self.set_view(replace(view, mirror=not view.mirror, rotate=-view.rotate % 360))

    # Where one looks.

    def fit(self) -> None:
        """The whole picture; of a handscroll its full height, from the right end."""
        if self._image is None:
            return
        self._placing = self.fitting = True
        place, margin = self._scene.sceneRect(), self._margin_px
        room = self.viewport().rect().adjusted(margin, margin, -margin, -margin)
        across = room.width() / max(1.0, place.width())
        down = room.height() / max(1.0, place.height())
        scroll = self.is_handscroll
        scale = max(1e-4, min(down, across * 6) * 0.8 if scroll else min(across, down))
        self.setTransform(QTransform.fromScale(scale, scale))
        centre = place.center()
        if scroll:
            centre.setX(place.right() - room.width() / 2 / scale)
        self._aim_at(centre)

    def actual_size(self) -> None:
        """One pixel of the original for one of the screen."""
        self._zoom_to(1.0 / self.devicePixelRatioF())

    def zoom(self, factor: float) -> None:
        """Larger (> 1) or smaller, between fitting in a corner and eight-fold."""
        self._zoom_to(self.scale_shown() * factor)

    def travel(self, onward: bool = True) -> None:
        """A view further as a handscroll is unrolled: to the left; or back."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + round(self.viewport().width() * TRAVEL) * (-1 if onward else 1))

    def scale_shown(self) -> float:
        """Device-independent pixels for one of the original's."""
        return self.transform().m11()

    def centre(self) -> QPointF:
        """The middle of what is seen, on the scene."""
        if self._aim is not None:  # where the bars stand is rounded to the screen's pixels
            return self._aim
        back, _ = self.viewportTransform().inverted()
        return back.map(QRectF(self.viewport().rect()).center())

    def look_at(self, centre: QPointF, scale: float) -> None:
        """Another place at another size, at once; what cannot be in the middle is as near."""
        self._placing, self.fitting = True, False
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        scale = min(8.0, max(1e-3, scale))
        self.setTransform(QTransform.fromScale(scale, scale))
        self._aim_at(centre)

    def visible_part(self) -> QRectF:
        """What of the picture can be seen, in pixels of the picture as it stands."""
        corner = self.mapToScene(QPoint(0, 0))
        opposite = self.mapToScene(self.viewport().rect().bottomRight())
        return QRectF(corner, opposite).intersected(self._scene.sceneRect())

    # Wheel and keys.

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms where the pointer is; over a handscroll it goes along, unless Ctrl is held."""
        across, down = event.angleDelta().x(), event.angleDelta().y()
        if self.is_handscroll and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + down - across)
        elif down:
            under = QGraphicsView.ViewportAnchor.AnchorUnderMouse
            self._zoom_to(self.scale_shown() * STEP ** (down / NOTCH), under)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """0 fits, + and − zoom; arrows pan as the view does."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(STEP)
            case Qt.Key.Key_Minus:
                self.zoom(1 / STEP)
            case Qt.Key.Key_Space | Qt.Key.Key_PageDown if self.is_handscroll:
                self.travel(not back)
            case Qt.Key.Key_PageUp if self.is_handscroll:
                self.travel(onward=False)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Says so."""
        super().focusInEvent(event)
        self.focused.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted picture stays fitted."""
        fitting = self.fitting
        super().resizeEvent(event)
        if fitting:
            self.fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Another part is looked at, by panning or by zooming."""
        super().scrollContentsBy(dx, dy)
        if not self._placing:  # else it is told when it is done
            self.fitting, self._aim = False, None
            self._settling.start()
            self.moved.emit()

    def _zoom_to(
        self,
        scale: float,
        anchor: QGraphicsView.ViewportAnchor = QGraphicsView.ViewportAnchor.AnchorViewCenter,
    ) -> None:
        self.fitting = False
        scale = min(8.0, max(0.01, scale))
        self.setTransformationAnchor(anchor)
        self.setTransform(QTransform.fromScale(scale, scale))
        self._changed_scale()

    def _aim_at(self, centre: QPointF) -> None:
        self.centerOn(centre)
        self._placing, self._aim = False, centre
        self._changed_scale()

    def _changed_scale(self) -> None:
        self._settling.start()
        self.zoomed.emit(self.scale_shown())
        self.moved.emit()

    # Drawing.

    def _draw(self) -> None:
        image = self._lying
        if image is None:
            return
        first, better = self._thumbnails.get(image, self._first_px), None
        if not self._large:
            better = self._thumbnails.get_large(image)
        elif self._feed.waiting:
            better = self._thumbnails.get(image, BETTER_PX)
        shown = better if better and not better.isNull() else first
        if shown is not None and not shown.isNull():
            self._item.set_base(shown)
            self._settling.start()

    def _came(self, key: str) -> None:
        image = self._lying
        sizes = (self._first_px, BETTER_PX)
        if image and key in (large_key(image), *(thumbnail_key(image, size) for size in sizes)):
            self._draw()

    def _without_tiles(self) -> None:
        """As fine as it can be held whole."""
        self._large = False
        self._draw()

    def _tile_came(self, _level: int, _column: int, _row: int) -> None:
        self._item.update()

    def _sharpen(self) -> None:
        """Where one looks closer than the whole can bear, tiles are asked for."""
        if self._image is not None:
            self._item.want(self.visible_part(), self.scale_shown() * self.devicePixelRatioF())
            self._item.update()

    def _ground(self) -> None:
        self.setBackgroundBrush(theme.colour("mat"))

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The scale bar, at the lower left, where the work's size is known."""
        if self._image is not None and self.px_per_cm is not None:
            foot = QPointF(8, self.viewport().height() - 4)
            paint_scale_bar(painter, foot, self.px_per_cm * self.scale_shown())
