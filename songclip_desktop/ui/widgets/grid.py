"""The grid of paintings: hung bottom-aligned, virtualised, with titles and status marks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from songclip_desktop.records import Painting
from songclip_desktop.ui import theme
from songclip_desktop.ui.models.paintings import PAINTING_ROLE, STATUSES_ROLE, PaintingModel
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.marks import GAP_PX as MARK_GAP_PX
from songclip_desktop.ui.widgets.marks import MARK_PX, paint_triplet
from songclip_desktop.ui.widgets.picture import paint_picture, size_for

PICTURE_W, PICTURE_H = 148, 168
GAP_PX = 24
PAD_PX = 8

Index = QModelIndex | QPersistentModelIndex


class PaintingDelegate(QStyledItemDelegate):
    """Draws one work: picture, title, number, three marks; a ring around the current one."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        """`thumbnails` gives the pictures."""
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.match = ""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for all."""
        return QSize(PICTURE_W + GAP_PX, PAD_PX + PICTURE_H + 8 + theme.px(44) + 24)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Picture above, words below."""
        painting = index.data(PAINTING_ROLE)
        if not isinstance(painting, Painting):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = QRectF(option.rect)
        box = QRectF(cell.left() + PAD_PX, cell.top() + PAD_PX, PICTURE_W, PICTURE_H)
        pixmap = None
        if painting.image is not None:
            ratio = painter.device().devicePixelRatioF()
            pixmap = self._thumbnails.get(
                painting.image, size_for(painting.image, PICTURE_W, PICTURE_H, ratio)
            )
        place = paint_picture(painter, box, pixmap, painting.image)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme.colour("azurite"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-4, -4, 4, 4))
        self._paint_words(painter, box, painting, index)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The whole title where it was cut."""
        painting = index.data(PAINTING_ROLE)
        if event.type() == QEvent.Type.ToolTip and isinstance(painting, Painting):
            QToolTip.showText(event.globalPos(), f"{painting.title}\n{painting.accession}", view)
            return True
        return super().helpEvent(event, view, option, index)

    def _paint_words(
        self, painter: QPainter, box: QRectF, painting: Painting, index: Index
    ) -> None:
        name_font, label_font = theme.font("name"), theme.font("label")
        title = QFontMetricsF(name_font).elidedText(
            painting.title or painting.accession, Qt.TextElideMode.ElideRight, PICTURE_W
        )
        line = QRectF(box.left(), box.bottom() + 8, PICTURE_W, theme.px(22))
        at = title.find(self.match) if self.match else -1
        if at >= 0:
            metrics = QFontMetricsF(name_font)
            left = line.left() + metrics.horizontalAdvance(title[:at])
            width = metrics.horizontalAdvance(self.match)
            painter.fillRect(
                QRectF(left, line.top() + 2, width, line.height() - 4), theme.colour("insert")
            )
        painter.setFont(name_font)
        painter.setPen(theme.colour("ink"))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
        below = QRectF(box.left(), line.bottom(), PICTURE_W, theme.px(18))
        marks_w = 3 * MARK_PX + 2 * MARK_GAP_PX
        painter.setFont(label_font)
        painter.setPen(theme.colour("ink_3"))
        number = QFontMetricsF(label_font).elidedText(
            painting.accession, Qt.TextElideMode.ElideMiddle, PICTURE_W - marks_w - 8
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, number)
        statuses = index.data(STATUSES_ROLE) or (None, None, None)
        top = below.center().y() - MARK_PX / 2
        paint_triplet(painter, box.right() - marks_w, top, statuses)


class PaintingGrid(QListView):
    """All works found. Arrows move, Enter and Space open; works not in view cost nothing.

    Signals:
        current_changed: the Painting under the cursor, or None.
        opened: Enter, Space or a double click on a Painting.
    """

    current_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty; hand works to `paintings.show`."""
        super().__init__()
        self.paintings = PaintingModel(self)
        self._delegate = PaintingDelegate(thumbnails, self)
        self.setModel(self.paintings)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(48)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._announce)
        thumbnails.arrived.connect(self._redraw)
        theme.current().changed.connect(self.scheduleDelayedItemsLayout)

    def set_match(self, words: str) -> None:
        """Tints these characters where a title holds them."""
        self._delegate.match = words
        self.viewport().update()

    def current_painting(self) -> Painting | None:
        """The work under the cursor."""
        return self.paintings.painting(self.currentIndex().row())

    def select_painting(self, painting_id: int) -> None:
        """Moves the cursor to a work and shows it."""
        row = self.paintings.row_of(painting_id)
        if row >= 0:
            self.setCurrentIndex(self.paintings.index(row))
            self.scrollTo(self.currentIndex())

    def selected(self) -> list[int]:
        """The works that are marked, in the order they stand."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        works = (self.paintings.painting(row) for row in rows)
        return [work.id for work in works if work is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
            return
        super().keyPressEvent(event)

    def _redraw(self, _key: str) -> None:
        self.viewport().update()

    def _open(self, _index: QModelIndex | None = None) -> None:
        painting = self.current_painting()
        if painting is not None:
            self.opened.emit(painting)

    def _announce(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit(self.paintings.painting(current.row()))
