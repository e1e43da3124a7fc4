"""Facets: groups of check boxes with live counts that narrow a list."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.fields import Check
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.text import Text

SHOWN = 9


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

    def set_group(
        self, group: str, title: str, values: Mapping[str, str], own_words: bool = True
    ) -> None:
        """Value → word, in order; ticks stay where the value remains. Else words are data."""
        if group not in self._layouts:
            self._add_group(group)
        self._heads[group].setText(title)
        self._heads[group].setVisible(bool(values))
        boxes = self._boxes[group]
        wanted = dict(list(values.items())[:SHOWN])
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

    def set_counts(self, group: str, counts: Mapping[str, int]) -> None:
        """The live count of each value."""
        for value, box in self._boxes.get(group, {}).items():
            box.set_count(number(counts.get(value, 0)))

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
        self._layouts[group].setContentsMargins(0, 4, 0, 20)
        self._layouts[group].setSpacing(0)
        place = self._column.count() - 1
        self._column.insertWidget(place, self._heads[group])
        self._column.insertLayout(place + 1, self._layouts[group])
