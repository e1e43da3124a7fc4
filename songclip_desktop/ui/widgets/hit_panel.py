"""The side panel of a comparison: the selected hit, large, with what the catalogue says of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.records import Caption, Painting
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.picture import Picture
from songclip_desktop.ui.widgets.text import ElidedText, Reading, Text

PICTURE_PX = (272, 216)
MARGIN_PX = 24


class HitPanel(QWidget):
    """Picture on mat, title, facts, ranks, an approved caption; hidden parts take no room.

    Signals:
        open_asked, similar_asked: the buttons below.
    """

    open_asked = Signal()
    similar_asked = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty until a hit is shown."""
        super().__init__()
        mat = QWidget()
        mat.setObjectName("mat")
        mat.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mat = mat
        self._picture = Picture(thumbnails, *PICTURE_PX, middle=True)
        framed = QVBoxLayout(mat)
        framed.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        framed.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = ElidedText("", "painting")
        self._facts = Text("", "body", "ink_2", wrap=True)
        self._ranks = Text("", "label", "ink_2", wrap=True)
        self._kind = Text("", "label", "ink_3")
        self._caption = Reading("", "reading")
        self._open, self._similar = PlainButton(), QuietButton()
        self._open.clicked.connect(self.open_asked)
        self._similar.clicked.connect(self.similar_asked)
        words = QVBoxLayout()
        words.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        words.addSpacing(8)
        words.addWidget(self._ranks)
        words.addSpacing(16)
        words.addWidget(self._kind)
        words.addWidget(self._caption)
        words.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        buttons.addWidget(self._similar)
        words.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(mat)
        column.addLayout(words, 1)
        self.show_nothing()

    def retranslate(self) -> None:
        """The two buttons."""
        self._open.setText(self.tr("在藏品里看"))
        self._similar.setText(self.tr("找相似"))

    def show_nothing(self) -> None:
        """Before the first search."""
        self._title.setText("")
        for part in (self._mat, self._facts, self._ranks, self._kind, self._caption):
            part.hide()
        self._open.hide()
        self._similar.hide()

    def show_work(self, painting: Painting, ranks: str, caption: Caption | None) -> None:
        """A picture that was found, or the work whose caption was."""
        facts = (painting.artist, painting.dynasty, painting.format)
        known = self.tr("，").join(part for part in facts if part)
        self._fill(painting.title or painting.accession, f"{known}　{painting.accession}", ranks)
        self._picture.show_painting(painting)
        self._mat.show()
        self._say(kind_word(caption.kind) if caption else "", caption.text if caption else "")
        self._open.show()
        self._similar.setVisible(painting.image is not None)

    def show_passage(self, source: str, text: str, ranks: str) -> None:
        """A passage of a classical book that was found."""
        self._fill(source or kind_word("passage"), "", ranks)
        self._mat.hide()
        self._say(kind_word("passage"), text)
        self._open.hide()
        self._similar.hide()

    def _fill(self, title: str, facts: str, ranks: str) -> None:
        for label, text in ((self._facts, facts), (self._ranks, ranks)):
            label.setText(text.strip())
            label.setVisible(bool(text.strip()))
        self._title.setText(title)

    def _say(self, kind: str, text: str) -> None:
        self._kind.setText(kind)
        self._caption.set_text(text)
        self._kind.setVisible(bool(text))
        self._caption.setVisible(bool(text))
