"""The grid of paintings: hung bottom-aligned, virtualised, with titles and status marks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QToolTip

from songclip_desktop import chinese
from songclip_desktop.collection.finding import Card
from songclip_desktop.records import Image, Painting
from songclip_desktop.ui import theme
from songclip_desktop.ui.models.paintings import PaintingModel
from songclip_desktop.ui.thumbnails import Thumbnails, thumbnail_key
from songclip_desktop.ui.widgets.cell_view import CellView, ranges
from songclip_desktop.ui.widgets.marks import GAP_PX as MARK_GAP_PX
from songclip_desktop.ui.widgets.marks import MARK_PX, paint_triplet
from songclip_desktop.ui.widgets.picture import (
    HANDSCROLL_RATIO,
    OPENING_SHAPE,
    paint_picture,
    size_for,
)
from songclip_desktop.ui.widgets.rare import worded

PICTURE_W, PICTURE_H = 148, 168
GAP_PX = 24
PAD_PX = 8
MARKS_W = 3 * MARK_PX + 2 * MARK_GAP_PX
HUNG_BYTES = 48 * 1024 * 1024
HANGING_MS = 6
REST_MS = 40  # so long after it last moved the wall asks for pictures


class _Hand:
    """A font with what is asked of it at every cell: measuring takes as long as drawing."""

    def __init__(self, role: str, line_px: float) -> None:
        self.font = theme.font(role)
        self.line_px = theme.px(line_px)
        self._metrics = QFontMetricsF(self.font)
        rise, drop = self._metrics.ascent(), self._metrics.descent()
        self.base_px = round(self.line_px / 2 + (rise - drop) / 2)
        self._widths: dict[str, float] = {}

    def width(self, text: str) -> float:
        """In pixels, kerning left out."""
        for letter in text:
            if letter not in self._widths:
                self._widths[letter] = self._metrics.horizontalAdvance(letter)
        return sum(map(self._widths.__getitem__, text))

    def cut(self, text: str, width_px: float) -> str:
        """As much as fits."""
        if self.width(text) <= width_px:
            return text
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width_px)


class _Ink:
    """Fonts, colours and marks, made once for each theme."""

    def __init__(self, ratio: float) -> None:
        self.ratio = ratio
        self.name, self.label = _Hand("name", 22), _Hand("label", 18)
        self.ink, self.faint = theme.colour("ink"), theme.colour("ink_3")
        self.match = theme.colour("insert")
        self.ring = QPen(theme.colour("azurite"), 2)
        self._marks: dict[tuple[str | None, ...], QPixmap] = {}

    def marks(self, statuses: tuple[str | None, ...]) -> QPixmap:
        """The three marks as one picture."""
        if statuses not in self._marks:
            drawn = _filled(QSize(MARKS_W, MARK_PX), self.ratio, QColor(0, 0, 0, 0))
            self._marks[statuses] = drawn
            painter = QPainter(drawn)
            paint_triplet(painter, 0, 0, statuses)
            painter.end()
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
        self._hung: OrderedDict[str, tuple[QPixmap, QRectF]] = OrderedDict()
        self._hanging = QElapsedTimer()
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells that need it; pictures that have just come take no longer than HANGING_MS."""
        self._hanging.start()
        super().paintEvent(event)

    def prepare(self, rows: range) -> None:
        """Reads them together."""
        self.paintings.want(rows)

    def paint_cell(self, painter: QPainter, left: int, top: int, row: int, marked: bool) -> None:
        """Picture above, words below; a ring around what is marked."""
        card = self.paintings.card(row)
        if card is None:
            return
        ink = self._ink
        if ink is None:
            ink = self._ink = _Ink(self.devicePixelRatioF())
        left, top = left + PAD_PX, top + PAD_PX
        place = self._paint_picture(painter, QRectF(left, top, PICTURE_W, PICTURE_H), card)
        if marked:
            painter.setPen(ink.ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-4, -4, 4, 4))
        line = top + PICTURE_H + 8
        title = ink.name.cut(worded(card.title or card.accession, "name"), PICTURE_W)
        if self._matches:
            self._tint(painter, ink, title, left, line)
        # Whole pixels: between two of them Qt blends every letter and mark anew.
        painter.setFont(ink.name.font)
        painter.setPen(ink.ink)
        painter.drawText(left, line + ink.name.base_px, title)
        line += ink.name.line_px
        painter.setFont(ink.label.font)
        painter.setPen(ink.faint)
        number = ink.label.cut(card.accession, PICTURE_W - MARKS_W - 8)
        painter.drawText(left, line + ink.label.base_px, number)
        below = line + (ink.label.line_px - MARK_PX) // 2
        painter.drawPixmap(left + PICTURE_W - MARKS_W, below, ink.marks(card.statuses))

    def _tint(self, painter: QPainter, ink: _Ink, title: str, left: int, line: int) -> None:
        folded = chinese.fold(title)
        for word in self._matches:
            at = folded.find(word) if len(folded) == len(title) else -1
            if at >= 0:
                start = ink.name.width(title[:at])
                wide = ink.name.width(title[at : at + len(word)])
                tint = QRectF(left + start, line + 2, wide, ink.name.line_px - 4)
                painter.fillRect(tint, ink.match)

    def _paint_picture(self, painter: QPainter, box: QRectF, card: Card) -> QRectF:
        """Draws the picture as it was hung before; hangs it where it has come since."""
        image = card.image
        if image is None:
            return paint_picture(painter, box, None, None)
        size = size_for(image, PICTURE_W, PICTURE_H, self.devicePixelRatioF())
        key = thumbnail_key(image, size)
        if key not in self._hung:
            if self._hanging.elapsed() > HANGING_MS:
                self._rest.start()  # the others at the next painting, so that none takes long
            # While it moves nothing is asked for: what flew past would stand before what is seen.
            found = None if self._rest.isActive() else self._thumbnails.get(image, size)
            if found is None:
                return paint_picture(painter, box, None, image)
            self._hang(key, found, image)
        self._hung.move_to_end(key)
        drawn, place = self._hung[key]
        painter.drawPixmap(round(box.left()), round(box.top()), drawn)
        return place.translated(box.topLeft())

    def _hang(self, key: str, found: QPixmap, image: Image) -> None:
        """Scales a picture into its box once, not at each painting."""
        ratio = self.devicePixelRatioF()
        # On the wall's own colour: what is opaque is copied, what is not is blended by many threads.
        drawn = _filled(QSize(PICTURE_W, PICTURE_H), ratio, theme.colour("page"))
        painter = QPainter(drawn)
        box = QRectF(0, 0, PICTURE_W, PICTURE_H)
        place = paint_picture(painter, box, _smaller(found, ratio), image)
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
        for held in [each for each in self._hung if each.startswith(digest)]:
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
        """Enter and Space open; with Ctrl arrows go without marking, and Space marks one more."""
        marks = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        opens = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if opens and not marks:
            self._open()
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The whole title and number of what is pointed at."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            card = self.paintings.card(self.indexAt(event.pos()).row())
            words = f"{worded(card.title, 'name')}\n{card.accession}" if card else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    def _open(self, _index: QModelIndex | None = None) -> None:
        painting = self.current_painting()
        if painting is not None:
            self.opened.emit(painting)

    def _announce(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit(self.paintings.painting(current.row()))


def _smaller(found: QPixmap, ratio: float) -> QPixmap:
    """About as large as it is seen: scaling an image is ten times as quick as painting it scaled."""
    width, height = found.width(), found.height()
    if not width or not height:
        return found
    scale = min(PICTURE_W / width, PICTURE_H / height)
    if width / height > HANDSCROLL_RATIO:
        scale = PICTURE_W * OPENING_SHAPE / height
    scale *= ratio
    if scale >= 1:
        return found
    size = QSize(max(1, round(width * scale)), max(1, round(height * scale)))
    return found.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _filled(size: QSize, ratio: float, colour: QColor) -> QPixmap:
    """A picture of so many logical pixels in one colour."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(colour)
    return made
