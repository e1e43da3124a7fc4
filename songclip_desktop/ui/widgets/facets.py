"""Facets: groups of check boxes with live counts that narrow a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.fields import Check
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.text import Text

SHOWN, SHOWN_OPEN = 8, 60


class FacetColumn(QScrollArea):
    """Groups of boxes. `changed` when a person ticks one; zero counts stay visible."""

    changed = Signal()

    def __init__(self) -> None:
        """No groups yet."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(inner)
        self._heads: dict[str, Text] = {}
        self._boxes: dict[str, dict[str, Check]] = {}
        self._layouts: dict[str, QVBoxLayout] = {}
        self._more: dict[str, QuietButton] = {}
        self._values: dict[str, tuple[dict[str, str], bool]] = {}
        self._counts: dict[str, Mapping[str, int]] = {}
        self._opened: set[str] = set()
        self._width_px = 0
        theme.current().changed.connect(self._widen)

    def keep_width(self, width_px: int) -> None:
        """At 100 %; it grows with the text."""
        self._width_px = width_px
        self._widen()

    def _widen(self) -> None:
        if self._width_px:
            self.setFixedWidth(theme.px(self._width_px))

    def set_group(
        self, group: str, title: str, values: Mapping[str, str], own_words: bool = True
    ) -> None:
        """Value → word, in order; ticks stay where the value remains. Else words are data.

        A long group shows its first values and those that are ticked, all of them on demand.
        """
        if group not in self._layouts:
            self._add_group(group)
        self._values[group] = dict(values), own_words
        self._heads[group].setText(title)
        self._heads[group].setVisible(bool(values))
        below = 20 if values else 0  # a group with nothing in it leaves no gap
        self._layouts[group].setContentsMargins(0, 4 if values else 0, 0, below)
        boxes = self._boxes[group]
        most = SHOWN_OPEN if group in self._opened else SHOWN
        ticked = {value for value, box in boxes.items() if box.isChecked()}
        wanted = {
            value: word
            for place, (value, word) in enumerate(values.items())
            if place < most or value in ticked
        }
        for value in [value for value in boxes if value not in wanted]:
            box = boxes.pop(value)
            box.hide()
            box.deleteLater()
        for place, (value, word) in enumerate(wanted.items()):
            if value not in boxes:
                boxes[value] = Check(word, "0")
                boxes[value].clicked.connect(self.changed)
                boxes[value].setProperty("data", not own_words)
            self._layouts[group].insertWidget(place, boxes[value])
            boxes[value].setText(word)
        self._say_more(group)
        self.set_counts(group, self._counts.get(group, {}))

    def set_counts(self, group: str, counts: Mapping[str, int]) -> None:
        """The live count of each value."""
        self._counts[group] = counts
        for value, box in self._boxes.get(group, {}).items():
            box.set_count(number(counts.get(value, 0)))

    @property
    def ticks(self) -> dict[str, tuple[str, ...]]:
        """Group → the values ticked, for groups that have any."""
        ticked = {group: tuple(self.ticked(group)) for group in self._boxes}
        return {group: values for group, values in ticked.items() if values}

    def tick(self, ticks: Mapping[str, Iterable[str]]) -> None:
        """Ticks these and no others; values that are not there are passed over. Says nothing."""
        self.clear()
        for group, values in ticks.items():
            offered, own_words = self._values.get(group, ({}, True))
            boxes = self._boxes.get(group, {})
            for value in values:
                if value in offered and value not in boxes:
                    boxes[value] = Check(offered[value], "0")
                    boxes[value].clicked.connect(self.changed)
                    boxes[value].setProperty("data", not own_words)
                    self._layouts[group].insertWidget(len(boxes) - 1, boxes[value])
                if value in boxes:
                    boxes[value].setChecked(True)

    def retranslate(self) -> None:
        """The words of its own."""
        for group in self._more:
            self._say_more(group)

    def ticked(self, group: str) -> list[str]:
        """The values ticked in a group."""
        return [value for value, box in self._boxes.get(group, {}).items() if box.isChecked()]

    def clear(self) -> None:
        """Unticks all."""
        for boxes in self._boxes.values():
            for box in boxes.values():
                box.setChecked(False)

    def _add_group(self, group: str) -> None:
        self._heads[group] = Text("", "label", "ink_3")
        self._boxes[group] = {}
        self._layouts[group] = QVBoxLayout()
        self._layouts[group].setSpacing(0)
        self._more[group] = QuietButton()
        self._more[group].clicked.connect(lambda: self._open(group))
        self._layouts[group].addWidget(self._more[group], 0, Qt.AlignmentFlag.AlignLeft)
        place = self._column.count() - 1
        self._column.insertWidget(place, self._heads[group])
        self._column.insertLayout(place + 1, self._layouts[group])

    def _open(self, group: str) -> None:
        """All values of a group, or the first again."""
        self._opened ^= {group}
        values, own_words = self._values[group]
        self.set_group(group, self._heads[group].text(), values, own_words)

    def _say_more(self, group: str) -> None:
        values, _ = self._values.get(group, ({}, True))
        more = self._more[group]
        more.setVisible(len(values) > SHOWN)
        opened = group in self._opened
        more.setText(self.tr("收起") if opened else self.tr("全部 {0}").format(len(values)))
