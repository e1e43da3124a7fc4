"""The side panel of a comparison: the selected hit, large, why it was found, what is known of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.records import Caption, Image, Painting
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.hit_picture import Box, HitPicture
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.text import ElidedText, Reading, Text
from songclip_desktop.ui.widgets.toggle_chip import ToggleChip
from songclip_desktop.ui.widgets.why_part import WhyPart
from songclip_desktop.workflow.explain import Explanation

MARGIN_PX = 24


class HitPanel(QWidget):
    """Picture on mat with its map, title, facts, ranks, bars, an approved caption, what to do.

    Signals:
        open_asked, similar_asked, texts_asked, aside_asked, pair_asked: the buttons below.
        region: a part dragged over the picture, as fractions.
        why_asked: the map was switched on; one is to be made if there is none.
    """

    open_asked = Signal()
    similar_asked = Signal()
    texts_asked = Signal()
    aside_asked = Signal()
    pair_asked = Signal()
    region = Signal(object)
    why_asked = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty until a hit is shown."""
        super().__init__()
        self.picture = HitPicture(thumbnails)
        self.heat = ToggleChip()
        self.heat.setChecked(True)
        self.why = WhyPart()
        self._place = Text("", "label", "ink_2", wrap=True)
        self._title = ElidedText("", "painting")
        self._facts = Text("", "body", "ink_2", wrap=True)
        self._ranks = Text("", "label", "ink_2", wrap=True)
        self._kind = Text("", "label", "ink_3")
        self._caption = Reading("", "reading")
        self._open, self._aside, self._pair = PlainButton(), PlainButton(), PlainButton()
        self._similar, self._texts = QuietButton(), QuietButton()
        self._lay_out()
        self._open.clicked.connect(self.open_asked)
        self._similar.clicked.connect(self.similar_asked)
        self._texts.clicked.connect(self.texts_asked)
        self._aside.clicked.connect(self.aside_asked)
        self._pair.clicked.connect(self.pair_asked)
        self.picture.region.connect(self.region)
        self.heat.clicked.connect(self._turn)
        self.why.changed.connect(self._weigh)
        self.show_nothing()

    def _lay_out(self) -> None:
        self._mat = QWidget()
        self._mat.setObjectName("mat")
        self._mat.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        below = QHBoxLayout()
        below.addWidget(self._place, 1)
        below.addWidget(self.heat, 0, Qt.AlignmentFlag.AlignTop)
        framed = QVBoxLayout(self._mat)
        framed.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, 16)
        framed.setSpacing(10)
        framed.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        framed.addLayout(below)
        words = QVBoxLayout()
        words.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        words.addSpacing(4)
        words.addWidget(self._ranks)
        words.addSpacing(12)
        words.addWidget(self.why)
        words.addSpacing(12)
        words.addWidget(self._kind)
        words.addWidget(self._caption)
        words.addStretch(1)
        words.addSpacing(12)
        buttons = QGridLayout()
        buttons.setHorizontalSpacing(8)
        buttons.setVerticalSpacing(4)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        buttons.addWidget(self._similar, 0, 0, left)
        buttons.addWidget(self._texts, 0, 1, right)
        buttons.addWidget(self._open, 1, 0, left)
        buttons.addWidget(self._aside, 1, 1, right)
        buttons.addWidget(self._pair, 2, 0, 1, 2, left)
        words.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._mat)
        column.addLayout(words, 1)

    def retranslate(self) -> None:
        """All words of its own."""
        self.heat.setText(self.tr("热图"))
        self.heat.setToolTip(self.tr("画上哪里让它排在这里（H）"))
        self.picture.setToolTip(self.tr("拖出一块，就用这一块再找"))
        self.picture.setAccessibleDescription(
            self.tr("方向键框出一块，加 Shift 改大小，回车就用这一块再找")
        )
        self._open.setText(self.tr("在藏品里看"))
        self._similar.setText(self.tr("找相似"))
        self._texts.setText(self.tr("找相配的文字"))
        self._aside.setText(self.tr("放进托盘"))
        self.why.retranslate()

    # -- what is shown -----------------------------------------------------------------------

    def show_nothing(self) -> None:
        """Before the first search."""
        self._title.setText("")
        self.why.show_none()
        for part in (
            self._mat, self._facts, self._ranks, self._kind, self._caption,
            self._open, self._similar, self._texts, self._aside, self._pair,
        ):  # fmt: skip
            part.hide()

    def show_work(
        self,
        painting: Painting,
        image: Image | None,
        window: Box | None,
        ranks: str,
        caption: Caption | None,
        explains: bool,
    ) -> None:
        """A picture that was found, or the work whose caption was: that is not explained."""
        facts = (painting.artist, painting.dynasty, painting.format)
        known = self.tr("，").join(part for part in facts if part)
        self._fill(painting.title or painting.accession, f"{known}　{painting.accession}", ranks)
        self.picture.show_image(image, window, painting.title or painting.accession)
        self._place.setText(self._place_words(image, window))
        self._mat.show()
        self.heat.setVisible(explains)
        self._say(kind_word(caption.kind) if caption else "", caption.text if caption else "")
        self._open.show()
        self._aside.show()
        self._pair.hide()
        for button in (self._similar, self._texts):
            button.setVisible(image is not None)
        self.why.show_none()

    def show_passage(self, source: str, text: str, ranks: str, pair: str) -> None:
        """A passage of a classical book; `pair`: the title of a work it could be paired with."""
        self._fill(source or kind_word("passage"), "", ranks)
        self._say(kind_word("passage"), text)
        self.why.show_none()
        for part in (self._mat, self._open, self._similar, self._texts, self._aside):
            part.hide()
        self._pair.setText(self.tr("与《{title}》配对").format(title=pair))
        self._pair.setVisible(bool(pair))

    def show_explaining(self, words: str = "") -> None:
        """It is being explained, or could not be: `words` say why."""
        self.picture.show_weights(None)
        self.why.show_none(words or self.tr("正在算哪里、哪个字起了作用…"))

    def show_explanation(self, found: Explanation, names: tuple[str, str], whose: str) -> None:
        """Bars, and the map where it is wanted."""
        self.why.show_explanation(found, names, whose, self.heat.isChecked())
        self._weigh()

    def turn_heat(self) -> None:
        """The other way, as by a click."""
        if self.heat.isVisible():
            self.heat.click()

    def _turn(self) -> None:
        self.why.show_maps(self.heat.isChecked())
        self._weigh()
        if self.heat.isChecked() and self.why.weights() is None:
            self.why_asked.emit()

    def _weigh(self) -> None:
        self.picture.show_weights(self.why.weights() if self.heat.isChecked() else None)

    def _place_words(self, image: Image | None, window: Box | None) -> str:
        """Where in a scroll it was found: from the right, as it is unrolled."""
        if window is None or image is None:
            return ""
        left, top, right, bottom = window
        if image.width_px >= image.height_px:
            share = 1 - (left + right) / 2
            words = self.tr("命中在卷中，自右起约 {percent}")
        else:
            share = (top + bottom) / 2
            words = self.tr("命中在轴中，自上起约 {percent}")
        return words.format(percent=f"{share:.0%}")

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
