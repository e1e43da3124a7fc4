"""The grid of paintings: hung bottom-aligned, virtualised, with titles and status marks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QToolTip

from songclip_desktop import chinese
from songclip_desktop.collection.finding import Card
from songclip_desktop.records import Painting
from songclip_desktop.ui import theme
from songclip_desktop.ui.models.paintings import PaintingModel
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.cell_view import CellView, ranges
from songclip_desktop.ui.widgets.marks import GAP_PX as MARK_GAP_PX
from songclip_desktop.ui.widgets.marks import MARK_PX, paint_triplet
from songclip_desktop.ui.widgets.picture import paint_picture, size_for

PICTURE_W, PICTURE_H = 148, 168
GAP_PX = 24
PAD_PX = 8
HUNG_BYTES = 48 * 1024 * 1024
REST_MS = 40  # so long after it last moved the wall asks for pictures


class _Ink:
    """Fonts, colours and marks, made once for each theme: asking for each takes as long as drawing."""

    def __init__(self, ratio: float) -> None:
        self.ratio = ratio
        self.name, self.label = theme.font("name"), theme.font("label")
        self.name_metrics, self.label_metrics = QFontMetricsF(self.name), QFontMetricsF(self.label)
        self.name_px, self.label_px = theme.px(22), theme.px(18)
        self.ink, self.faint = theme.colour("ink"), theme.colour("ink_3")
        self.match = theme.colour("insert")
        self.ring = QPen(theme.colour("azurite"), 2)
        self._marks: dict[tuple[str | None, ...], QPixmap] = {}
        self._titles: dict[str, str] = {}

    def title(self, text: str) -> str:
        """Cut to its width; cutting is remembered."""
        if text not in self._titles:
            if len(self._titles) > 5000:
                self._titles.clear()
            cut = self.name_metrics.elidedText(text, Qt.TextElideMode.ElideRight, PICTURE_W)
            self._titles[text] = cut
        return self._titles[text]

    def marks(self, statuses: tuple[str | None, ...]) -> QPixmap:
        """The three marks as one picture."""
        if statuses not in self._marks:
            size = QSize(3 * MARK_PX + 2 * MARK_GAP_PX, MARK_PX)
            drawn = _clear(size, self.ratio)
            painter = QPainter(drawn)
            paint_triplet(painter, 0, 0, statuses)
            painter.end()
            self._marks[statuses] = drawn
        return self._marks[statuses]


class PaintingGrid(CellView):
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
        self._thumbnails = thumbnails
        self.paintings = PaintingModel(self)
        self._matches: list[str] = []
        self._ink: _Ink | None = None
        self._hung: OrderedDict[tuple[str, int], tuple[QPixmap, QRectF]] = OrderedDict()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._come_to_rest)
        self.setModel(self.paintings)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(48)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._announce)
        thumbnails.arrived.connect(self._redraw)
        thumbnails.emptied.connect(self._hung.clear)
        theme.current().changed.connect(self._dress)
        self._dress()

    def set_matches(self, words: Sequence[str]) -> None:
        """Tints these words where a title holds them, in whatever form of writing."""
        self._matches = [folded for folded in map(chinese.fold, words) if folded]
        self.viewport().update()

    def current_painting(self) -> Painting | None:
        """The work under the cursor."""
        return self.paintings.painting(self.currentIndex().row())

    @property
    def current_id(self) -> int:
        """The work under the cursor, 0 where there is none."""
        row = self.currentIndex().row()
        return self.paintings.ids[row] if 0 <= row < len(self.paintings.ids) else 0

    def select_painting(self, painting_id: int) -> None:
        """Moves the cursor to a work and shows it."""
        row = self.paintings.row_of(painting_id)
        if row >= 0:
            self.setCurrentIndex(self.paintings.index(row))
            self.scrollTo(self.currentIndex())

    @property
    def selected_count(self) -> int:
        """How many works are marked."""
        return sum(part.height() for part in ranges(self.selectionModel().selection()))

    def selected(self) -> list[int]:
        """The works that are marked, in the order they stand."""
        chosen = ranges(self.selectionModel().selection())
        parts = sorted((part.top(), part.bottom()) for part in chosen)
        return [key for top, bottom in parts for key in self.paintings.ids[top : bottom + 1]]

    # Painting.

    def paint_cell(self, painter: QPainter, cell: QRect, row: int) -> None:
        """Picture above, words below; a ring around what is marked."""
        card = self.paintings.card(row)
        if card is None:
            return
        ink = self._ink
        if ink is None:
            ink = self._ink = _Ink(self.devicePixelRatioF())
        left, top = cell.left() + PAD_PX, cell.top() + PAD_PX
        place = self._paint_picture(painter, QRectF(left, top, PICTURE_W, PICTURE_H), card)
        if self.selectionModel().isRowSelected(row, QModelIndex()):
            painter.setPen(ink.ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-4, -4, 4, 4))
        line = top + PICTURE_H + 8
        self._paint_title(painter, ink, card, left, line)
        middle = line + ink.name_px + ink.label_px / 2
        painter.setFont(ink.label)
        painter.setPen(ink.faint)
        marks = ink.marks(card.statuses)
        marks_w = 3 * MARK_PX + 2 * MARK_GAP_PX
        number = card.accession
        if ink.label_metrics.horizontalAdvance(number) > PICTURE_W - marks_w - 8:
            number = ink.label_metrics.elidedText(
                number, Qt.TextElideMode.ElideMiddle, PICTURE_W - marks_w - 8
            )
        painter.drawText(QPointF(left, middle + _drop(ink.label_metrics)), number)
        painter.drawPixmap(QPointF(left + PICTURE_W - marks_w, middle - MARK_PX / 2), marks)

    def _paint_title(
        self, painter: QPainter, ink: _Ink, card: Card, left: float, line: float
    ) -> None:
        title = ink.title(card.title or card.accession)
        if self._matches:
            folded = chinese.fold(title)
            for word in self._matches:
                at = folded.find(word) if len(folded) == len(title) else -1
                if at >= 0:
                    start = ink.name_metrics.horizontalAdvance(title[:at])
                    end = ink.name_metrics.horizontalAdvance(title[: at + len(word)])
                    tint = QRectF(left + start, line + 2, end - start, ink.name_px - 4)
                    painter.fillRect(tint, ink.match)
        painter.setFont(ink.name)
        painter.setPen(ink.ink)
        base = line + ink.name_px / 2 + _drop(ink.name_metrics)
        painter.drawText(QPointF(left, base), title)

    def _paint_picture(self, painter: QPainter, box: QRectF, card: Card) -> QRectF:
        """Draws the picture as it was hung before; hangs it where it has come since."""
        image = card.image
        if image is None:
            return paint_picture(painter, box, None, None)
        size = size_for(image, PICTURE_W, PICTURE_H, self.devicePixelRatioF())
        key = (image.sha256, size)
        if key not in self._hung:
            # While it moves nothing is asked for: what flew past would stand before what is seen.
            found = None if self._rest.isActive() else self._thumbnails.get(image, size)
            if found is None:
                return paint_picture(painter, box, None, image)
            self._hang(key, found, card)
        self._hung.move_to_end(key)
        drawn, place = self._hung[key]
        painter.drawPixmap(box.topLeft(), drawn)
        return place.translated(box.topLeft())

    def _hang(self, key: tuple[str, int], found: QPixmap, card: Card) -> None:
        """Scales a picture into its box once, not at each painting."""
        ratio = self.devicePixelRatioF()
        drawn = _clear(QSize(PICTURE_W, PICTURE_H), ratio)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = paint_picture(painter, QRectF(0, 0, PICTURE_W, PICTURE_H), found, card.image)
        painter.end()
        self._hung[key] = drawn, place
        one = drawn.width() * drawn.height() * 4
        while len(self._hung) * one > HUNG_BYTES:
            self._hung.popitem(last=False)

    def _dress(self) -> None:
        """Another theme or text size."""
        self._ink = None
        self._hung.clear()
        height = PAD_PX + PICTURE_H + 8 + theme.px(44) + 24
        self.set_cell(QSize(PICTURE_W + GAP_PX, height))

    def _redraw(self, key: str) -> None:
        """A picture came; what could not be read may come anew."""
        digest = key.split(":")[0]
        for held in [each for each in self._hung if each[0] == digest]:
            del self._hung[held]
        self.viewport().update()

    def _come_to_rest(self) -> None:
        self.viewport().update()

    # Keys and pointer.

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Pictures are asked for when it rests."""
        self._rest.start()
        super().scrollContentsBy(dx, dy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The whole title and number of what is pointed at."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            card = self.paintings.card(self.indexAt(event.pos()).row())
            words = f"{card.title}\n{card.accession}" if card else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    def _open(self, _index: QModelIndex | None = None) -> None:
        painting = self.current_painting()
        if painting is not None:
            self.opened.emit(painting)

    def _announce(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit(self.paintings.painting(current.row()))


def _drop(metrics: QFontMetricsF) -> float:
    """From the middle of a line down to its base."""
    return (metrics.ascent() - metrics.descent()) / 2


def _clear(size: QSize, ratio: float) -> QPixmap:
    """A transparent picture of so many logical pixels."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(0, 0, 0, 0))
    return made
