"""Two rankings of one query side by side, the left one mirrored, with lines between."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGraphicsOpacityEffect,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from songclip_desktop.ui.widgets.hit_row import HitContent, HitRow
from songclip_desktop.ui.widgets.rank_lines import Placed, RankLines
from songclip_desktop.ui.widgets.side_head import SideHead

SHOWN = 8  # what one sees without scrolling
MOST = 40  # what one can scroll to
ROW_PX, LEAST_ROW_PX = 76, 52
COLUMNS = ("zero_shot", "finetuned")
_STRETCH = (3, 2, 3)


@dataclass(frozen=True, slots=True)
class BoardHit:
    """One hit as the board needs it: which it is, where it stands, and its words."""

    key: Hashable
    rank: int
    other_rank: int | None
    content: HitContent


class _Column(QWidget):
    """Rows of one ranking; those without a hit stay empty so that ranks face each other."""

    def __init__(self, board: RankBoard, *, mirrored: bool) -> None:
        super().__init__()
        self._board, self._mirrored = board, mirrored
        self.rows: list[HitRow] = []
        self.hits: list[BoardHit] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._grow(SHOWN)

    def show_hits(self, hits: Sequence[BoardHit], rows: int) -> None:
        """`rows`: how many there are room for, as in the other column."""
        self.hits = list(hits)
        self._grow(rows)
        for number, row in enumerate(self.rows):
            hit = self.hits[number] if number < len(self.hits) else None
            row.show_hit(hit.content if hit else None)
            if hit is not None:  # the number itself is drawn beside the row
                row.setAccessibleName(f"{hit.rank}. {row.accessibleName()}")
            row.setVisible(number < rows)

    def _grow(self, rows: int) -> None:
        """Rows are made once they are needed, and kept."""
        while len(self.rows) < rows:
            row = HitRow(mirrored=self._mirrored)
            self.rows.append(row)
            self._box.addWidget(row, 1)
            self._board.take_row(row)


class RankBoard(QWidget):
    """Shows both rankings, or the one there is; they scroll together.

    Arrow keys move, Tab changes the column.

    Signals:
        selected: column ("zero_shot" or "finetuned") and row from 0 of the hit now selected.
        opened: the same, of a hit that was pressed twice.
        looked: the first row that is seen, and the one after the last; after scrolling.

    Attributes:
        heads: whose ranking each column is, with its menu.
    """

    selected = Signal(str, int)
    opened = Signal(str, int)
    looked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins empty."""
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._toggled)
        self._lines, self._area = RankLines(), QScrollArea()
        self._columns = {name: _Column(self, mirrored=name == COLUMNS[0]) for name in COLUMNS}
        self.heads = {name: SideHead() for name in COLUMNS}
        self._row_px = float(ROW_PX)
        self._lay_out()

    def take_row(self, row: HitRow) -> None:
        """A row that was just made can be selected."""
        self._group.addButton(row)
        row.installEventFilter(self)

    def _lay_out(self) -> None:
        above, inner = QGridLayout(), QWidget()
        grid = QGridLayout(inner)
        grid.addWidget(self._lines, 0, 1)
        for each in (above, grid):
            each.setContentsMargins(0, 0, 0, 0)
            each.setHorizontalSpacing(0)
            each.setVerticalSpacing(0)
            for place, stretch in enumerate(_STRETCH):
                each.setColumnStretch(place, stretch)
        for place, name in ((0, COLUMNS[0]), (2, COLUMNS[1])):
            head = QHBoxLayout()
            if place == 0:
                head.addStretch(1)
            head.addWidget(self.heads[name])
            if place == 2:
                head.addStretch(1)
            above.addLayout(head, 0, place)
            grid.addWidget(self._columns[name], 0, place)
        self._inner = inner
        self._area.setProperty("list", True)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        self._area.viewport().installEventFilter(self)
        self._area.verticalScrollBar().valueChanged.connect(self._look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(above)
        column.addWidget(self._area, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(SHOWN * ROW_PX + 40)

    def show_hits(
        self, zero_shot: Sequence[BoardHit] | None, finetuned: Sequence[BoardHit] | None
    ) -> None:
        """None where that ranking is not there; its column then vanishes."""
        self.set_dimmed(False)
        both = zero_shot is not None and finetuned is not None
        given = dict(zip(COLUMNS, (zero_shot, finetuned), strict=True))
        rows = max(SHOWN, *(min(MOST, len(hits or ())) for hits in given.values()))
        for name, hits in given.items():
            self._columns[name].show_hits((hits or ())[:MOST], rows)
            self._columns[name].setVisible(hits is not None)
            self.heads[name].setVisible(hits is not None)
        self._lines.setVisible(both)
        left, right = (
            [Placed(hit.key, hit.rank, hit.other_rank) for hit in column.hits]
            for column in self._columns.values()
        )
        self._area.verticalScrollBar().setValue(0)
        self._keep_step()
        self._lines.show_hits(left, right)

    def select(self, column: str, row: int) -> None:
        """Selects a hit, where there is one."""
        if row < len(self._columns[column].hits):
            button = self._columns[column].rows[row]
            if button.isChecked():
                self.selected.emit(column, row)
            button.setChecked(True)

    def set_picture(self, column: str, row: int, picture: QPixmap) -> None:
        """The thumbnail of one hit, once it is loaded."""
        self._columns[column].rows[row].set_picture(picture)

    def set_dimmed(self, dimmed: bool) -> None:
        """The old result stays, paler, until the new one is there."""
        if not dimmed:
            self.setGraphicsEffect(None)  # type: ignore[arg-type]
        elif self.graphicsEffect() is None:
            effect = QGraphicsOpacityEffect(self)
            effect.setOpacity(0.45)
            self.setGraphicsEffect(effect)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lines keep step with the rows."""
        super().resizeEvent(event)
        self._keep_step()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down within a column, left and right to the other."""
        if watched is self._area.viewport():
            if event.type() == QEvent.Type.Resize:
                self._keep_step()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._moved(watched, event.key()) or super().eventFilter(watched, event)
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self.opened.emit(*self._place_of(watched))
        return super().eventFilter(watched, event)

    def _keep_step(self) -> None:
        """Eight rows to a view; all of them as high as the lines think."""
        high = self._area.viewport().height()
        self._row_px = min(float(ROW_PX), max(float(LEAST_ROW_PX), high / SHOWN))
        rows = max(SHOWN, *(len(column.hits) for column in self._columns.values()))
        wanted = round(rows * self._row_px) if rows > SHOWN or high < SHOWN * LEAST_ROW_PX else high
        if self._inner.minimumHeight() != wanted or self._inner.maximumHeight() != wanted:
            self._inner.setFixedHeight(wanted)
        self._lines.set_row_height(wanted / rows)
        self._look()

    def _look(self) -> None:
        top = self._area.verticalScrollBar().value()
        bottom = top + self._area.viewport().height()
        self._lines.set_view(top, bottom)
        self.looked.emit(int(top / self._row_px), int(bottom / self._row_px) + 1)

    def _place_of(self, row: object) -> tuple[str, int]:
        for name, column in self._columns.items():
            if row in column.rows:
                return name, column.rows.index(row)  # type: ignore[arg-type]
        return "", 0

    def _moved(self, watched: QObject, key: int) -> bool:
        name, row = self._place_of(watched)
        if not name:
            return False
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            row += 1 if key == Qt.Key.Key_Down else -1
            return self._pick(self._columns[name], row)
        towards = {Qt.Key.Key_Left: COLUMNS[0], Qt.Key.Key_Right: COLUMNS[1]}.get(key)  # type: ignore[call-overload]
        if towards and towards != name and not self._columns[towards].isHidden():
            return self._pick(self._columns[towards], row)
        return False

    def _pick(self, column: _Column, row: int) -> bool:
        if 0 <= row < len(column.hits):
            column.rows[row].setChecked(True)
            column.rows[row].setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(column.rows[row], 0, 0)
        return True

    def _toggled(self, button: QObject, checked: bool) -> None:
        if checked:
            name, row = self._place_of(button)
            if name and row < len(self._columns[name].hits):
                self.selected.emit(name, row)
