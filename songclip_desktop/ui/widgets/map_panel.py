"""What was circled on the map: the pictures, the words they share, how far their captions are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop.records import DRAFTED_KINDS, Painting
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.picture import Picture
from songclip_desktop.ui.widgets.text import Text

SHOWN, COLUMNS, THUMB_PX = 12, 3, 80


class MapPanel(QWidget):
    """Empty it says how to choose.

    Signals:
        cleared: 清除. shown: the works are wanted in the grid. opened: one picture was clicked.
    """

    cleared = Signal()
    shown = Signal()
    opened = Signal(int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Nothing circled yet."""
        super().__init__()
        self._works: Sequence[Painting] = ()
        self._title, self.clear = Text("", "section"), QuietButton()
        self._hint = Text("", "body", "ink_2", wrap=True)
        self._pictures = [
            Picture(thumbnails, THUMB_PX, THUMB_PX, middle=True) for _ in range(SHOWN)
        ]
        self._more = Text("", "label", "ink_2")
        self._words_head, self._words = Text("", "label", "ink_2"), Text("", "caption", wrap=True)
        self._captions_head, self._captions = (
            Text("", "label", "ink_2"),
            Text("", "body", wrap=True),
        )
        self.show_all = PrimaryButton(tall=True)
        self.show_all.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clear.clicked.connect(self.cleared)
        self.show_all.clicked.connect(self.shown)
        for number, picture in enumerate(self._pictures):
            picture.lead_on()
            picture.clicked.connect(lambda number=number: self._open(number))
        self._build()
        self.show_works((), (), {})

    def show_works(
        self,
        works: Sequence[Painting],
        words: Sequence[str],
        statuses: Mapping[int, Mapping[str, str]],
    ) -> None:
        """Works with a picture, the words they share, and work → kind → status."""
        self._works, self._shared, self._statuses = works, words, statuses
        for picture, work in zip(self._pictures, [*works[:SHOWN], *[None] * SHOWN], strict=False):
            picture.show_painting(work)
            picture.setVisible(work is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """All words."""
        count, number = len(self._works), QLocale().toString(len(self._works))
        some = bool(count)
        self._title.setText(
            self.tr("圈中 {0} 件").format(number) if some else self.tr("圈出一片看看")
        )
        self.clear.setText(self.tr("清除"))
        self._hint.setText(
            self.tr(
                "按住 Shift 拖一圈，或点图例里的一类：这里列出圈中的画、它们共有的词和说明的进度。"
            )
        )
        left = max(0, count - SHOWN)
        self._more.setText(self.tr("另有 {0} 件").format(QLocale().toString(left)))
        self._words_head.setText(self.tr("说明里常见"))
        self._words.setText("　".join(self._shared))
        self._captions_head.setText(self.tr("三种说明"))
        self._captions.setText(self._caption_words())
        self.show_all.setText(self.tr("在藏品里看这 {0} 件").format(number))
        self._hint.setVisible(not some)
        self._more.setVisible(bool(left))
        for part in (self.clear, self._captions_head, self._captions, self.show_all):
            part.setVisible(some)
        for part in (self._words_head, self._words):
            part.setVisible(some and bool(self._shared))

    def _caption_words(self) -> str:
        """九件已齐，三件待审，两件待撰: each work where its least advanced caption stands."""
        counted = Counter(self._state(work) for work in self._works)
        words = {
            "approved": self.tr("{0} 件已齐"),
            "draft": self.tr("{0} 件待审"),
            "lacking": self.tr("{0} 件待撰"),
        }
        return self.tr("，").join(
            words[state].format(QLocale().toString(counted[state]))
            for state in words
            if counted[state]
        )

    def _state(self, work: Painting) -> str:
        held = [self._statuses.get(work.id, {}).get(kind, "rejected") for kind in DRAFTED_KINDS]
        if "rejected" in held:
            return "lacking"
        return "draft" if "draft" in held else "approved"

    def _open(self, number: int) -> None:
        if number < len(self._works):
            self.opened.emit(self._works[number].id)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.clear)
        wall = QGridLayout()
        wall.setSpacing(16)
        for number, picture in enumerate(self._pictures):
            wall.addWidget(picture, number // COLUMNS, number % COLUMNS)
        wall.setColumnStretch(COLUMNS, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addLayout(wall)
        column.addWidget(self._more)
        column.addSpacing(8)
        for part in (self._words_head, self._words):
            column.addWidget(part)
        column.addSpacing(8)
        for part in (self._captions_head, self._captions):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self.show_all)
