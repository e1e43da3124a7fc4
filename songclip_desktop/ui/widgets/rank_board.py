"""Two rankings of one query side by side, zero-shot mirrored at the left, with lines between."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGraphicsOpacityEffect,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from songclip_desktop.ui.widgets.hit_row import HitContent, HitRow
from songclip_desktop.ui.widgets.rank_lines import Placed, RankLines
from songclip_desktop.ui.widgets.text import Text

SHOWN = 8
ROW_PX = 76


@dataclass(frozen=True, slots=True)
class BoardHit:
    """One hit as the board needs it: which it is, where it stands, and its words."""

    key: Hashable
    rank: int
    other_rank: int | None
    content: HitContent


class _Column(QWidget):
    """Eight rows; those without a hit stay empty so that ranks face each other."""

    def __init__(self, *, mirrored: bool) -> None:
        super().__init__()
        self.rows = [HitRow(mirrored=mirrored) for _ in range(SHOWN)]
        self.hits: list[BoardHit] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows:
            column.addWidget(row, 1)

    def show_hits(self, hits: Sequence[BoardHit]) -> None:
        self.hits = list(hits[:SHOWN])
        for number, row in enumerate(self.rows):
            row.show_hit(self.hits[number].content if number < len(self.hits) else None)


class RankBoard(QWidget):
    """Shows both rankings, or the one there is. Arrow keys move, Tab changes the column.

    Signals:
        selected: column ("zero_shot" or "finetuned") and row from 0 of the hit now selected.
    """

    selected = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins empty."""
        super().__init__(parent)
        self._columns = {"zero_shot": _Column(mirrored=True), "finetuned": _Column(mirrored=False)}
        self._lines = RankLines()
        self._heads = {name: (Text("", "strong"), Text("", "label", "ink_3"))
                       for name in self._columns}  # fmt: skip
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._toggled)
        for column in self._columns.values():
            for row in column.rows:
                self._group.addButton(row)
                row.installEventFilter(self)
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(4)
        for place, name in ((0, "zero_shot"), (2, "finetuned")):
            head = QHBoxLayout()
            head.setSpacing(8)
            name_label, detail = self._heads[name]
            if name == "zero_shot":
                head.addStretch(1)
            head.addWidget(name_label)
            head.addWidget(detail)
            if name == "finetuned":
                head.addStretch(1)
            grid.addLayout(head, 0, place)
            grid.addWidget(self._columns[name], 1, place)
        grid.addWidget(self._lines, 1, 1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 4)
        grid.setColumnStretch(2, 5)
        grid.setRowStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(SHOWN * ROW_PX + 40)

    def set_heads(self, zero_shot: tuple[str, str], finetuned: tuple[str, str]) -> None:
        """Name and remark above each column."""
        for name, words in (("zero_shot", zero_shot), ("finetuned", finetuned)):
            for label, text in zip(self._heads[name], words, strict=True):
                label.setText(text)

    def show_hits(
        self, zero_shot: Sequence[BoardHit] | None, finetuned: Sequence[BoardHit] | None
    ) -> None:
        """None where that ranking is not there; its column then vanishes."""
        self.set_dimmed(False)
        both = zero_shot is not None and finetuned is not None
        for name, hits in (("zero_shot", zero_shot), ("finetuned", finetuned)):
            self._columns[name].show_hits(hits or ())
            self._columns[name].setVisible(hits is not None)
            for label in self._heads[name]:
                label.setVisible(hits is not None)
        self._lines.setVisible(both)
        left, right = (
            [Placed(hit.key, hit.rank, hit.other_rank) for hit in column.hits]
            for column in self._columns.values()
        )
        self._lines.show_hits(left, right)
        name = "finetuned" if finetuned else "zero_shot"
        if self._columns[name].hits:
            self._columns[name].rows[0].setChecked(True)
            self.selected.emit(name, 0)

    def set_picture(self, column: str, row: int, picture: QPixmap) -> None:
        """The thumbnail of one hit, once it is loaded."""
        self._columns[column].rows[row].set_picture(picture)

    def set_dimmed(self, dimmed: bool) -> None:
        """The old result stays, paler, until the new one is there."""
        self.setGraphicsEffect(None)  # type: ignore[arg-type]
        if dimmed:
            effect = QGraphicsOpacityEffect(self)
            effect.setOpacity(0.45)
            self.setGraphicsEffect(effect)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lines keep step with the rows."""
        super().resizeEvent(event)
        self._keep_step()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down within a column, left and right to the other."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._moved(watched, event.key()) or super().eventFilter(watched, event)
        if event.type() == QEvent.Type.Resize:
            self._keep_step()
        return super().eventFilter(watched, event)

    def _keep_step(self) -> None:
        shown = next((c for c in self._columns.values() if not c.isHidden()), None)
        if shown is not None:
            self._lines.set_row_height(shown.height() / SHOWN)

    def _moved(self, watched: QObject, key: int) -> bool:
        for name, column in self._columns.items():
            if watched not in column.rows:
                continue
            row = column.rows.index(watched)  # type: ignore[arg-type]
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                row += 1 if key == Qt.Key.Key_Down else -1
                return self._pick(column, row)
            towards = {Qt.Key.Key_Left: "zero_shot", Qt.Key.Key_Right: "finetuned"}.get(key)  # type: ignore[call-overload]
            if towards and towards != name and not self._columns[towards].isHidden():
                return self._pick(self._columns[towards], row)
        return False

    def _pick(self, column: _Column, row: int) -> bool:
        if 0 <= row < len(column.hits):
            column.rows[row].setChecked(True)
            column.rows[row].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _toggled(self, button: QObject, checked: bool) -> None:
        if not checked:
            return
        for name, column in self._columns.items():
            if button in column.rows:
                self.selected.emit(name, column.rows.index(button))  # type: ignore[arg-type]
