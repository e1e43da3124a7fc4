"""The record of one painting, for the side panel: picture, catalogue facts, captions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.records import DRAFTED_KINDS, Caption, Painting
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.marks import StatusMark, kind_word, work_kind_word
from songclip_desktop.ui.widgets.picture import Picture
from songclip_desktop.ui.widgets.text import Hairline, Reading, Text

PICTURE_H = 256
MARGIN_PX = 24

translate = QCoreApplication.translate


class Facts(QWidget):
    """Names and values in two columns, e.g. 藏号 H03.0005. Values are plain text, wrapped."""

    def __init__(self, name_px: int = 56) -> None:
        """Empty; `name_px` is the least width of the names."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, name_px)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """All anew; empty values are left out."""
        empty(self._grid)
        for row, (name, value) in enumerate((n, v) for n, v in facts if v):
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(Text(name, "body", "ink_3"), row, 0, top)
            self._grid.addWidget(Text(value, "body", "ink", wrap=True), row, 1, top)


class RecordPanel(QWidget):
    """One work as the curator reads it.

    Signals:
        opened: 查看原图. similar: 找相似.
    """

    opened = Signal()
    similar = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Nothing shown yet."""
        super().__init__()
        self._picture = Picture(thumbnails, 272, PICTURE_H, middle=True)
        self._picture.clicked.connect(self.opened)
        self._title = Text("", "painting", wrap=True)
        self._by = Text("", "body", "ink_2", wrap=True)
        self._facts = Facts()
        self._captions = QVBoxLayout()
        self._captions.setSpacing(4)
        self.view, self.alike = PlainButton(), QuietButton()
        self.view.clicked.connect(self.opened)
        self.alike.clicked.connect(self.similar)
        mat = QWidget()
        mat.setObjectName("mat")
        mat.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        hung = QHBoxLayout(mat)
        hung.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        hung.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignCenter)
        words = QVBoxLayout()
        words.setContentsMargins(MARGIN_PX, 16, MARGIN_PX, MARGIN_PX)
        words.setSpacing(8)
        for widget in (self._title, self._by, self._facts, Hairline()):
            words.addWidget(widget)
        words.addLayout(self._captions)
        words.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.view)
        row.addStretch(1)
        row.addWidget(self.alike)
        words.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(mat)
        column.addLayout(words, 1)

    def show_painting(self, painting: Painting, captions: Sequence[Caption]) -> None:
        """Another work, or the same with other captions."""
        self._picture.show_painting(painting)
        self._title.setText(painting.title or painting.accession)
        by = " · ".join(part for part in (painting.artist, painting.dynasty) if part)
        self._by.setText(by)
        self._by.setVisible(bool(by))
        made = "，".join(part for part in (painting.format, painting.material) if part)
        kind = "" if painting.work_kind == "painting" else work_kind_word(painting.work_kind)
        facts = [
            (translate("record", "藏号"), painting.accession),
            (translate("record", "类别"), kind),
            (translate("record", "品式"), made),
            (translate("record", "尺寸"), painting.dimensions),
        ]
        if painting.image is None:
            facts.append((translate("record", "图像"), translate("record", "没有图像")))
        self._facts.show_facts([*facts, *list(painting.extra.items())[:4]])
        self._show_captions(captions)
        self.view.setText(translate("record", "查看原图"))
        self.alike.setText(translate("record", "找相似"))
        for button in (self.view, self.alike):
            button.set_possible(painting.image is not None, translate("record", "这件作品没有图像"))

    def _show_captions(self, captions: Sequence[Caption]) -> None:
        empty(self._captions)
        best: dict[str, Caption] = {}
        rank = {"approved": 2, "draft": 1, "rejected": 0}
        for caption in captions:
            held = best.get(caption.kind)
            if held is None or rank[caption.status] > rank[held.status]:
                best[caption.kind] = caption
        for kind in DRAFTED_KINDS:
            caption = best.get(kind)
            head = QWidget()
            row = QHBoxLayout(head)
            row.setContentsMargins(0, 4, 0, 0)
            row.addWidget(Text(kind_word(kind), "label", "ink_2"))
            row.addStretch(1)
            row.addWidget(StatusMark(caption.status if caption else None))
            self._captions.addWidget(head)
            if caption is not None:
                self._captions.addWidget(Reading(caption.text, "reading"))
