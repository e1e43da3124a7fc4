"""The map as it is drawn: pictures and texts where the model puts them, at any zoom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QAccessible,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.models.map_data import MapData, MapItem
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.map_marks import MARK_PX, paint_dots, paint_mark
from songclip_desktop.ui.widgets.picture import paint_picture, size_for
from songclip_desktop.ui.widgets.rare import worded

THUMB_PX = 48
CELL_PX = 76  # one thumbnail in each such square of the view; the others are marks
MARGIN_PX = 40
MOVE_MS = 450
# From here on marks are dots, drawn together, and of the lines only those of chosen works are drawn:
# so many cover each other, and take the time of a frame many times over.
MANY = 6000


class MapView(QWidget):
    """Points, lines between what belongs together, and words over regions. Main thread.

    Signals:
        view_changed: (scale, centre x, centre y), for a second map that follows.
    """

    heard_as = QAccessible.Role.Chart
    view_changed = Signal(float, float, float)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty."""
        super().__init__()
        self._thumbnails = thumbnails
        self._items: tuple[MapItem, ...] = ()
        self._places = self._from = self._to = np.zeros((0, 2), np.float32)
        self._group = np.zeros(0, np.int64)
        self._shapes: list[str] = []
        self._tones: list[str] = []
        self._lines = np.zeros((0, 2), np.int64)
        self._regions: list[tuple[str, np.ndarray]] = []
        self._hidden: set[str] = set()
        self._selected: set[int] = set()
        self._current = -1
        self._scale, self._centre = 0.0, np.zeros(2)
        self._lasso: list[QPointF] = []
        self._pictures = self._marked = np.zeros(0, dtype=bool)
        self._works = np.zeros(0, np.int64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._moving = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._moving.valueChanged.connect(self._move)
        thumbnails.arrived.connect(self._came)

    # -- what is shown -----------------------------------------------------------------------

    def show_data(self, data: MapData, places: np.ndarray) -> None:
        """Other points, y upwards; the whole map comes into view."""
        self._moving.stop()
        self._items, self._lines, self._pictures = data.items, data.lines, data.pictures
        self._works = data.works
        self._places = self._from = self._to = _turned(places)
        self._current = -1
        self.setAccessibleDescription("")
        self._mark(())
        self.fit()

    def clear(self) -> None:
        """No points: those of another collection are nobody's here."""
        self._moving.stop()
        self._items, self._regions, self._selected, self._current = (), [], set(), -1
        self._places = self._from = self._to = np.zeros((0, 2), np.float32)
        self._group = self._works = np.zeros(0, np.int64)
        self._lines = np.zeros((0, 2), np.int64)
        self._pictures = self._marked = np.zeros(0, dtype=bool)
        self.setAccessibleDescription("")
        self.update()

    def show_places(self, places: np.ndarray) -> None:
        """The same points elsewhere: they go there, so that one sees what moved."""
        self._from, self._to = self._places, _turned(places)
        self._moving.stop()
        self._moving.setDuration(theme.duration_ms(MOVE_MS))
        self._moving.start()

    def show_groups(self, group: np.ndarray, shapes: list[str], tones: Sequence[str]) -> None:
        """How each point is marked; -1 is marked as a passage."""
        self._group, self._shapes, self._tones = group, shapes, list(tones)
        self.update()

    def show_regions(self, regions: Sequence[tuple[str, np.ndarray]]) -> None:
        """Words over parts of the map, places y upwards."""
        self._regions = [
            (worded(words, "caption"), _turned(place[None])[0]) for words, place in regions
        ]
        self.update()

    def hide_kinds(self, kinds: set[str]) -> None:
        """Leaves out "texts" or "lines"."""
        self._hidden = set(kinds)
        self.update()

    def select(self, works: Sequence[int]) -> None:
        """Marks these works; says nothing."""
        self._mark(works)
        self.update()

    def fit(self) -> None:
        """All points in view."""
        if not len(self._places):
            return
        low, high = self._to.min(axis=0), self._to.max(axis=0)
        span = np.maximum(high - low, 1e-6)
        room = np.array([self.width() - 2 * MARGIN_PX, self.height() - 2 * MARGIN_PX])
        self._scale = float((np.maximum(room, 40) / span).min())
        self._centre = (low + high) / 2
        self.update()

    @property
    def scale(self) -> float:
        """Pixels a unit of the map."""
        return self._scale

    @property
    def view(self) -> tuple[float, float, float]:
        """Scale and centre, as `follow` takes them."""
        return self._scale, float(self._centre[0]), float(self._centre[1])

    def follow(self, scale: float, x: float, y: float) -> None:
        """The view of another map; not said again."""
        self._scale, self._centre = scale, np.array([x, y])
        self.update()

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Closer or farther, the place under the pointer stays."""
        at = around or QPointF(self.width() / 2, self.height() / 2)
        before = self._world(at)
        self._scale = float(np.clip(self._scale * factor, 5, 1e6))
        self._centre = self._centre + before - self._world(at)
        self._told()

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(640, 480)

    # -- drawing -----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The view as it stands."""
        self.draw(QPainter(self))

    def draw(self, painter: QPainter) -> None:
        """Draws the view; also onto a picture or an SVG file."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not len(self._places):
            return
        screen = self._screen(self._places)
        within = (screen > -40) & (screen < [self.width() + 40, self.height() + 40])
        inside = np.asarray(within.all(axis=1))
        if "texts" not in self._hidden:
            self._draw_lines(painter, screen, inside)
        thumbs = self._with_thumbnail(screen, inside)
        rows = np.flatnonzero(inside & ~thumbs)
        if "texts" in self._hidden:
            rows = rows[self._pictures[rows]]
        self._draw_marks(painter, screen, rows)
        for row in np.flatnonzero(thumbs):
            self._draw_thumbnail(painter, screen[row], int(row))
        self._draw_regions(painter)
        if self._current >= 0 and self.hasFocus():
            self._ring(painter, screen[self._current], 2)
        if self._lasso:
            painter.setPen(QPen(theme.colour("azurite"), 1.5, Qt.PenStyle.DashLine))
            shade = theme.colour("azurite")
            shade.setAlphaF(0.08)
            painter.setBrush(shade)
            painter.drawPolygon(QPolygonF(self._lasso))

    def _draw_lines(self, painter: QPainter, screen: np.ndarray, inside: np.ndarray) -> None:
        """Those of chosen works always; the others, paler, where they are wanted."""
        seen = self._lines[inside[self._lines].any(axis=1)]
        chosen = seen[self._marked[seen[:, 1]]]
        pale = theme.colour("edge")
        pale.setAlphaF(0.45)
        others = seen[:0] if "lines" in self._hidden or len(seen) > MANY else seen
        for lines, colour in ((others, pale), (chosen, theme.colour("azurite"))):
            painter.setPen(QPen(colour, 1))
            for text, picture in lines.tolist():
                begin, end = screen[text].tolist(), screen[picture].tolist()
                painter.drawLine(QPointF(*begin), QPointF(*end))

    def _draw_marks(self, painter: QPainter, screen: np.ndarray, rows: np.ndarray) -> None:
        if len(rows) > MANY:
            tones = [theme.colour(tone).rgba() for tone in (*self._tones, "ink_3")]
            colours = np.array(tones, np.uint32)[self._group[rows]]  # -1 is the last
            paint_dots(painter, self.size(), screen[rows], colours)
            return
        for row in rows.tolist():
            group = int(self._group[row]) if row < len(self._group) else -1
            colour = theme.colour(self._tones[group] if group >= 0 else "ink_3")
            at, item = QPointF(*screen[row].tolist()), self._items[row]
            if item.is_picture:
                paint_mark(
                    painter, at, self._shapes[group] if group >= 0 else "circle", colour, True
                )
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                colour.setAlphaF(0.55)
                painter.setBrush(colour)
                painter.drawEllipse(at, 1.8, 1.8)
            if self._work(row) in self._selected and item.is_picture:
                self._ring(painter, screen[row], 1.5)

    def _draw_thumbnail(self, painter: QPainter, at: np.ndarray, row: int) -> None:
        item = self._items[row]
        box = QRectF(at[0] - THUMB_PX / 2, at[1] - THUMB_PX / 2, THUMB_PX, THUMB_PX)
        pixmap = None
        if item.image is not None:
            ratio = self.devicePixelRatioF()
            pixmap = self._thumbnails.get(
                item.image, size_for(item.image, THUMB_PX, THUMB_PX, ratio)
            )
        place = paint_picture(painter, box, pixmap, item.image, middle=True)
        if self._work(row) in self._selected:
            painter.setPen(QPen(theme.colour("azurite"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-3, -3, 3, 3))
        if 0 <= row < len(self._group) and self._group[row] >= 0:
            group = int(self._group[row])
            corner = QPointF(place.right() + 1, place.bottom() + 1)
            ground = QRectF(corner.x() - 7, corner.y() - 7, 14, 14)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("page"))
            painter.drawEllipse(ground)
            paint_mark(painter, corner, self._shapes[group], theme.colour(self._tones[group]), True)

    def _draw_regions(self, painter: QPainter) -> None:
        """Words that do not cross each other, the largest region's first, on the page's colour."""
        metrics = QFontMetricsF(theme.font("caption"))
        taken: list[QRectF] = []
        for words, place in self._regions:
            at = self._screen(place[None])[0]
            box = metrics.boundingRect(words).adjusted(-6, -2, 6, 2)
            box.moveCenter(QPointF(*at.tolist()))
            if any(box.intersects(other) for other in taken) or not self.rect().contains(
                box.toAlignedRect()
            ):
                continue
            taken.append(box)
            ground = theme.colour("page")
            ground.setAlphaF(0.82)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 4, 4)
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("ink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _ring(self, painter: QPainter, at: np.ndarray, width: float) -> None:
        painter.setPen(QPen(theme.colour("azurite"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(*at.tolist()), MARK_PX, MARK_PX)

    def _with_thumbnail(self, screen: np.ndarray, inside: np.ndarray) -> np.ndarray:
        """Bool [N]: one picture in each square of the view, chosen ones before others."""
        found = np.zeros(len(screen), dtype=bool)
        rows = np.flatnonzero(inside & self._pictures)
        rows = np.concatenate([rows[self._marked[rows]], rows[~self._marked[rows]]])
        cells = (screen[rows] // CELL_PX).astype(np.int64)
        _squares, first = np.unique(cells[:, 0] * 100_000 + cells[:, 1], return_index=True)
        found[rows[first]] = True
        return found

    # -- places ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The middle stays in the middle; the first time the whole map comes into view."""
        super().resizeEvent(event)
        if event.oldSize().width() <= 0 or not self._scale:
            self.fit()

    def _work(self, row: int) -> int | None:
        return int(self._works[row]) or None

    def _mark(self, works: Iterable[int]) -> None:
        self._selected = set(works)
        self._marked = np.isin(self._works, list(self._selected))

    def _screen(self, places: np.ndarray) -> np.ndarray:
        return (places - self._centre) * self._scale + [self.width() / 2, self.height() / 2]

    def _world(self, at: QPointF) -> np.ndarray:
        middle = np.array([self.width() / 2, self.height() / 2])
        return (np.array([at.x(), at.y()]) - middle) / (self._scale or 1.0) + self._centre

    def _told(self) -> None:
        self.update()
        self.view_changed.emit(*self.view)

    def _move(self, part: float) -> None:
        eased = part * part * (3 - 2 * part)
        self._places = self._from + (self._to - self._from) * np.float32(eased)
        self.update()

    def _came(self, _key: str) -> None:
        self.update()


def _turned(places: np.ndarray) -> np.ndarray:
    """Y upwards to y downwards, as a screen has it."""
    return places.astype(np.float32) * np.array([1, -1], np.float32)
