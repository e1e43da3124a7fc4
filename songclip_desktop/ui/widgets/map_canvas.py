"""The map under a hand: zoom, pan, the lasso, and the same by keys."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QToolTip

from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.map_view import MapView
from songclip_desktop.ui.widgets.rare import worded

NEAR_PX = 22
ZOOM_STEP = 1.25
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MapCanvas(MapView):
    """Wheel zooms, drag pans, Shift and drag chooses; arrows go to the neighbour, Space takes it.

    Signals:
        chosen: works as the lasso, a click or a key left them.
        opened: a work was double-clicked, or Enter pressed on it.
    """

    chosen = Signal(list)
    opened = Signal(int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty."""
        super().__init__(thumbnails)
        self._dragged: QPointF | None = None
        self._panned = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def choose(self, works: set[int]) -> None:
        """Marks these works and says so."""
        self.select(sorted(works))
        self.chosen.emit(sorted(works))

    # -- by hand -----------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Closer or farther, around the pointer."""
        self.zoom(ZOOM_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins a lasso with Shift, else a pan or a click."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._dragged, self._panned = event.position(), False
        self._lasso = []
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._lasso = [event.position()]
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draws the lasso, or pans."""
        if self._dragged is None:
            return
        if self._lasso:
            self._lasso.append(event.position())
            self.update()
            return
        moved = event.position() - self._dragged
        if self._panned or moved.manhattanLength() > 4:
            self._panned = True
            self._centre = self._centre - np.array([moved.x(), moved.y()]) / (self._scale or 1.0)
            self._dragged = event.position()
            self._told()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends the lasso; a click takes the nearest work, or lets all go."""
        if self._dragged is None:
            return
        lasso, self._lasso, self._dragged = self._lasso, [], None
        if len(lasso) > 2:
            self.choose(self._inside(QPolygonF(lasso)))
        elif not self._panned:
            row = self._nearest(event.position())
            work = self._work(row) if row is not None else None
            self._current = -1 if row is None else row
            self.choose({work} if work is not None else set())
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens the work there."""
        row = self._nearest(event.position())
        work = self._work(row) if row is not None else None
        if work is not None:
            self.opened.emit(work)

    def event(self, event: QEvent) -> bool:
        """What lies under the pointer, in words; Esc lets go here before it does anything else."""
        leaving = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and leaving and self._selected:
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self._nearest(QPointF(event.pos()))
            words = worded(self.words(row), "body") if row is not None else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    # -- by keys -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ − 0 zoom; arrows go to the neighbour; Space takes it or lets it go; Enter opens."""
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / ZOOM_STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
            self._told()
        elif key in _ARROWS:
            self._go(*_ARROWS[Qt.Key(key)])
        elif key == Qt.Key.Key_Space and self._current >= 0:
            work = self._work(self._current)
            self.choose(self._selected ^ ({work} if work is not None else set()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            if (work := self._work(self._current)) is not None:
                self.opened.emit(work)
        elif key == Qt.Key.Key_Escape and self._selected:
            self.choose(set())
        else:
            super().keyPressEvent(event)

    def words(self, row: int) -> str:
        """A point in words: title and number, or the text."""
        item = self._items[row]
        if item.image is not None and item.painting is not None:
            return f"{item.painting.title}\n{item.painting.accession}"
        return item.text[:120]

    def _go(self, x: int, y: int) -> None:
        """To the nearest picture that lies more in this direction than beside it."""
        pictures = np.flatnonzero(self._pictures)
        if not len(pictures):
            return
        if self._current < 0:
            away = np.abs(self._places[pictures] - self._centre).sum(axis=1)
            self._take(int(pictures[away.argmin()]))
            return
        step = self._places[pictures] - self._places[self._current]
        along = step @ np.array([x, y], np.float32)
        aside = np.abs(step @ np.array([y, x], np.float32))
        far = np.where((along > 1e-7) & (aside <= along), along + aside, np.inf)
        if np.isfinite(far).any():
            self._take(int(pictures[far.argmin()]))

    def _take(self, row: int) -> None:
        self._current = row
        self.setAccessibleDescription(self.words(row).replace("\n", " "))
        at = self._screen(self._places[row][None])[0]
        inside = 20 < at[0] < self.width() - 20 and 20 < at[1] < self.height() - 20
        if not inside:
            self._centre = self._places[row].astype(float)
            self._told()
        self.update()

    # -- what lies where ---------------------------------------------------------------------

    def _nearest(self, at: QPointF) -> int | None:
        if not len(self._places):
            return None
        distance = np.linalg.norm(self._screen(self._places) - [at.x(), at.y()], axis=1)
        if "texts" in self._hidden:
            distance = np.where(self._pictures, distance, np.inf)
        # A picture is taken before the small texts around it.
        row = int((distance - np.where(self._pictures, NEAR_PX / 2, 0)).argmin())
        return row if distance[row] <= NEAR_PX else None

    def _inside(self, lasso: QPolygonF) -> set[int]:
        box = lasso.boundingRect()
        screen = self._screen(self._places)
        near = ((screen >= [box.left(), box.top()]) & (screen <= [box.right(), box.bottom()])).all(
            axis=1
        )
        found: set[int] = set()
        for row in np.flatnonzero(near & self._pictures).tolist():
            work = self._work(row)
            at = QPointF(*screen[row].tolist())
            if work is not None and lasso.containsPoint(at, Qt.FillRule.OddEvenFill):
                found.add(work)
        return found
