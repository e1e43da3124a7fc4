"""Tables of figures: read, not chosen from; and how a change and its interval are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.tables import Rows, Table

ROW_PX = 36

translate = QCoreApplication.translate


def percent(fraction: float) -> str:
    """0.431 → "43%"."""
    return f"{round(fraction * 100)}%"


def points(fraction: float) -> str:
    """A difference in percentage points with its sign: 0.124 → "+12", −0.031 → "−3"."""
    rounded = round(fraction * 100)
    return f"+{rounded}" if rounded > 0 else f"−{-rounded}" if rounded < 0 else "0"


def range_words(low: float, high: float) -> str:
    """An interval in whole points: "−10 至 2"."""
    words = translate("figures", "{low} 至 {high}")
    return words.format(low=round(low * 100), high=round(high * 100)).replace("-", "−")


def change_words(change: Mapping[str, Any]) -> str:
    """A change with its interval: "+12（1 至 23）"; never one without the other."""
    words = translate("figures", "{value}（{range}）")
    return words.format(
        value=points(change["value"]), range=range_words(change["low"], change["high"])
    )


class FigureTable(Table):
    """As high as its rows; the first column names, the others are numbers at the right."""

    def __init__(self) -> None:
        """Empty until `show_figures`."""
        super().__init__(row_px=ROW_PX)
        self.rows = Rows(self)
        self.setModel(self.rows)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(Table.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.current().changed.connect(self._fit)

    def show_figures(
        self, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 1
    ) -> None:
        """`name`: what the table lists; `words`: so many columns at the left are not numbers."""
        self.setAccessibleName(name)
        self.rows.set_heads(heads, right=range(words, len(heads)))
        self.rows.set_rows(rows)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spreads what is to spare; where there is none, the table scrolls sideways."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Every column has the room its figures need, and an equal share of the rest."""
        header = self.horizontalHeader()
        needed = [
            max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            for column in range(self.rows.columnCount())
        ]
        spare = self.viewport().width() - sum(needed)
        share, rest = divmod(max(0, spare), max(1, len(needed)))
        for column, width in enumerate(needed):
            header.resizeSection(column, width + share + (0 if column else rest))
        bar = self.horizontalScrollBar().sizeHint().height() if spare < 0 else 0
        height = theme.px(ROW_PX) * self.rows.rowCount() + theme.px(32) + 2 + bar
        if self.maximumHeight() != height:
            self.setFixedHeight(height)
