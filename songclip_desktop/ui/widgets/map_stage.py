"""One map, or two side by side that move together; below them the legend and what may be hidden."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.ui.models.map_data import FIELDS, OTHERS, MapData
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets import map_export
from songclip_desktop.ui.widgets.buttons import PlainButton
from songclip_desktop.ui.widgets.fields import Check
from songclip_desktop.ui.widgets.map_canvas import MapCanvas
from songclip_desktop.ui.widgets.map_legend import MapLegend
from songclip_desktop.ui.widgets.map_marks import TONES, shapes_of
from songclip_desktop.ui.widgets.marks import work_kind_word
from songclip_desktop.ui.widgets.text import ElidedText, Text

ZERO_SHOT, FINETUNED, BOTH = "zero_shot", "finetuned", "both"


class MapStage(QWidget):
    """Shows a MapData from either side.

    Signals:
        chosen: works that were circled, clicked, or are of one group. opened: one work.

    Attributes:
        save: the button that asks for a file; connected by the page.
    """

    chosen = Signal(list)
    opened = Signal(int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty."""
        super().__init__()
        self._data: MapData | None = None
        self._side, self._field = ZERO_SHOT, FIELDS[0]
        self.canvas, self.second = MapCanvas(thumbnails), MapCanvas(thumbnails)
        self.heads = (Text("", "label", "ink_2"), Text("", "label", "ink_2"))
        self.legend = MapLegend()
        self.texts, self.lines = Check(), Check()
        self.save = PlainButton()
        self._hint = ElidedText("", "label", "ink_2")
        self._build()
        self._connect()

    def retranslate(self) -> None:
        """All words."""
        self.texts.setText(self.tr("文字"))
        self.lines.setText(self.tr("图文连线"))
        self.save.setText(self.tr("存为图片"))
        self._hint.setText(self.tr("滚轮缩放，按住 Shift 圈选"))
        for canvas in (self.canvas, self.second):
            canvas.setAccessibleName(self.tr("图谱：方向键到相邻的画，空格选中，回车打开"))
        self.show_field(self._field)

    def show_data(self, data: MapData | None, side: str) -> None:
        """Another map; None for none."""
        self._data, self._side = data, side
        for part in (self.legend, self.texts, self.lines, self.save, self._hint):
            part.setVisible(data is not None)
        if data is None:
            self.canvas.clear()
            self.second.clear()
            return
        first = self._places()
        if first is not None:
            self.canvas.show_data(data, first)
        if data.finetuned is not None:
            self.second.show_data(data, data.finetuned)
        self.show_field(self._field)
        self._hide_kinds()
        self._show_sides()

    def show_side(self, side: str) -> None:
        """From one side to the other the points wander: one sees what finetuning moved."""
        self._side = side
        places = self._places()
        if places is not None:
            self.canvas.show_places(places)
        self._show_sides()

    def show_field(self, field: str) -> None:
        """By what the marks differ."""
        self._field = field
        if self._data is None:
            return
        names, self._group = self._data.groups[field]
        shapes, tones = shapes_of(names, field), list(TONES[: len(names)])
        for canvas in (self.canvas, self.second):
            canvas.show_groups(self._group, shapes, tones)
        pictured = self._group[self._data.pictures]
        counted = np.bincount(pictured[pictured >= 0], minlength=len(names)).tolist()
        self.legend.show_groups(
            [
                (self._group_word(name), counted[place], shapes[place], tones[place])
                for place, name in enumerate(names)
            ]
        )

    def select(self, works: Sequence[int]) -> None:
        """Marks works on both maps."""
        for canvas in (self.canvas, self.second):
            canvas.select(works)

    def write(self, path: Path, title: str) -> None:
        """Writes the map as PNG or SVG, the second beside it where both are shown. Main thread.

        Raises:
            SongClipError: out_not_writable.
        """
        if path.suffix.lower() not in map_export.SUFFIXES:
            path = path.with_name(f"{path.name}.png")
        map_export.write(self.canvas, path, title)
        if self._side == BOTH:
            map_export.write(self.second, path.with_stem(f"{path.stem}-2"), title)

    # -- inside ------------------------------------------------------------------------------

    def _places(self) -> np.ndarray | None:
        assert self._data is not None
        left, right = self._data.zero_shot, self._data.finetuned
        first, other = (right, left) if self._side == FINETUNED else (left, right)
        return other if first is None else first

    def _show_sides(self) -> None:
        data, both = self._data, self._side == BOTH
        self._second_side.setVisible(both)
        for head in self.heads:
            head.setVisible(both)
        if data is None:
            return
        regions = data.regions
        wanted = FINETUNED if self._side == FINETUNED else ZERO_SHOT
        first = wanted if wanted in regions else next(iter(regions), wanted)
        self.canvas.show_regions(regions.get(first, []))
        if both and data.finetuned is not None:
            QTimer.singleShot(0, self._fit)  # once both have their width
            self.second.show_regions(regions[FINETUNED])

    def _fit(self) -> None:
        """Both maps at one scale, the whole of both in view."""
        for canvas in (self.canvas, self.second):
            canvas.fit()
        closer = min((self.canvas, self.second), key=lambda canvas: canvas.scale)
        other = self.second if closer is self.canvas else self.canvas
        other.follow(*closer.view)

    def _group_word(self, name: str) -> str:
        if name == OTHERS:
            return self.tr("其他")
        if self._field == "work_kind":
            return work_kind_word(name)
        if self._field == "split":
            words = {"train": self.tr("训练"), "valid": self.tr("验证"), "test": self.tr("留出")}
            return words.get(name, name)
        return name or self.tr("未著录")

    def _hide_kinds(self) -> None:
        checks = (("texts", self.texts), ("lines", self.lines))
        self.lines.setEnabled(self.texts.isChecked())
        for canvas in (self.canvas, self.second):
            canvas.hide_kinds({name for name, check in checks if not check.isChecked()})

    def _choose_group(self, place: int) -> None:
        if self._data is not None:
            together = zip(self._group, self._data.items, strict=True)
            self.chosen.emit(
                [
                    item.painting.id
                    for group, item in together
                    if group == place and item.is_picture and item.painting is not None
                ]
            )

    def _build(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(16)
        first, self._second_side = QWidget(), QWidget()
        for canvas, head, place in (
            (self.canvas, self.heads[0], first),
            (self.second, self.heads[1], self._second_side),
        ):
            column = QVBoxLayout(place)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(head, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(canvas, 1)
            sides.addWidget(place, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        for part in (self.texts, self.lines):
            foot.addWidget(part)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(sides, 1)
        column.addWidget(self.legend)
        column.addLayout(foot)
        self.texts.setChecked(True)
        self.show_data(None, ZERO_SHOT)
        self._show_sides()

    def _connect(self) -> None:
        self.texts.toggled.connect(lambda _on: self._hide_kinds())
        self.lines.toggled.connect(lambda _on: self._hide_kinds())
        self.legend.chosen.connect(self._choose_group)
        for canvas, other in ((self.canvas, self.second), (self.second, self.canvas)):
            canvas.chosen.connect(self.chosen)
            canvas.opened.connect(self.opened)
            canvas.view_changed.connect(other.follow)
        self.setFocusProxy(self.canvas)
