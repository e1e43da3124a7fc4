"""The tray: works set aside while searching, and what can be done with all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from songclip_desktop.records import Painting, Passage
from songclip_desktop.ui import theme
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.picture import Picture
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import ElidedText, Text

ROW_PX, PICTURE_PX = 72, (96, 60)
SHORT = 16


class _Row(QWidget):
    """One work with a way off the tray."""

    def __init__(self, thumbnails: Thumbnails, work: Painting, back: str) -> None:
        super().__init__()
        picture = Picture(thumbnails, *PICTURE_PX, middle=True)
        picture.show_painting(work)
        self.back = QuietButton(back, icon="close")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 8, 4)
        row.setSpacing(16)
        row.addWidget(picture)
        row.addWidget(ElidedText(work.title or work.accession, "name"), 2)
        facts = (work.artist, work.dynasty, work.format)
        row.addWidget(ElidedText(" ".join(part for part in facts if part), "body", "ink_2"), 2)
        row.addWidget(Text(work.accession, "label", "ink_3"))
        row.addWidget(self.back)


class TraySheet(Sheet):
    """Signals: what its buttons ask for; `taken_back` a work, `pair_asked` a passage's id."""

    name = "tray"
    taken_back = Signal(int)
    opened = Signal(int)
    list_asked = Signal()
    print_asked = Signal()
    copy_asked = Signal()
    emptied = Signal()
    pair_asked = Signal(int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty."""
        super().__init__(scrolls=False)
        self._thumbnails = thumbnails
        self._works: list[Painting] = []
        self._passages: list[Passage] = []
        self._none = Text("", "body", "ink_2", wrap=True)
        self.list = QListWidget()
        self.list.itemActivated.connect(self._open)
        self.passage, self.pair = Choice(), PlainButton(icon="link")
        pairing = QHBoxLayout()
        pairing.setSpacing(8)
        pairing.addWidget(self.passage, 1)
        pairing.addWidget(self.pair)
        self.body.addWidget(self._none)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(pairing)
        self.save, self.print = PlainButton(icon="down"), PlainButton(icon="sheet")
        self.copy, self.empty = PlainButton(), QuietButton()
        self.with_foot(self.save, self.print, self.copy, self.empty)
        self.save.clicked.connect(self.list_asked)
        self.print.clicked.connect(self.print_asked)
        self.copy.clicked.connect(self.copy_asked)
        self.empty.clicked.connect(self.emptied)
        self.pair.clicked.connect(self._pair)

    def retranslate(self) -> None:
        """All words."""
        super().retranslate()
        self.list.setAccessibleName(self.tr("托盘"))
        self._none.setText(self.tr("托盘是空的。检索时点“放进托盘”，把想留的画放在这里。"))
        self.save.setText(self.tr("存为清单…"))
        self.print.setText(self.tr("印成小图样…"))
        self.copy.setText(self.tr("复制藏号"))
        self.empty.setText(self.tr("清空托盘"))
        self.passage.setAccessibleName(self.tr("与哪段典籍配对"))
        self.pair.setText(self.tr("与这段典籍配对"))
        self.show_tray(self._works, self._passages)

    def show_tray(self, works: Sequence[Painting], passages: Sequence[Passage]) -> None:
        """The works in the order they came, and the passages they could go with."""
        self._works, self._passages = list(works), list(passages)
        self.say(self.tr("托盘"), self.tr("%n 件", "", len(works)) if works else "")
        self.list.clear()
        for work in works:
            row = _Row(self._thumbnails, work, self.tr("拿走"))
            row.back.clicked.connect(lambda _on=False, id=work.id: self.taken_back.emit(id))
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, work.id)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{work.title} {work.accession}".strip()
            )
            item.setSizeHint(QSize(0, theme.px(ROW_PX)))
            self.list.addItem(item)
            self.list.setItemWidget(item, row)
        self._none.setVisible(not works)
        self.list.setVisible(bool(works))
        told = [(str(passage.id), _words(passage)) for passage in passages]
        self.passage.set_choices(told)
        for part in (self.passage, self.pair):
            part.setVisible(bool(works and passages))
        for button in (self.save, self.print, self.copy, self.empty):
            button.setVisible(bool(works))

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(Qt.ItemDataRole.UserRole))

    def _pair(self) -> None:
        self.pair_asked.emit(int(self.passage.current()))


def _words(passage: Passage) -> str:
    place = "·".join(part for part in (passage.source, passage.chapter) if part)
    text = passage.text if len(passage.text) <= SHORT else f"{passage.text[:SHORT]}…"
    return f"{place}　{text}" if place else text
