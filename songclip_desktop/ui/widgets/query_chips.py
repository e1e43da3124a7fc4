"""Below the field: queries to begin with, the terms of a sum, or a word on what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.rare import worded
from songclip_desktop.ui.widgets.text import ElidedText, Text

PAD_PX, GAP_PX = 10, 8


class TermChips(QWidget):
    """The terms of a sum: what is added solid, what is taken away dashed; signs beside colours."""

    heard_as = QAccessible.Role.StaticText

    def __init__(self) -> None:
        """None."""
        super().__init__()
        self._terms: list[tuple[str, bool]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_terms(self, terms: Sequence[tuple[float, str]]) -> None:
        """Weight and words of each."""
        self._terms = [(_said(weight, worded(words, "body"), number), weight < 0) for number, (weight, words)
                       in enumerate(terms)]  # fmt: skip
        self.setAccessibleName(" ".join(words for words, _ in self._terms))
        self.setToolTip(self.accessibleName())
        self.update()

    def words(self) -> list[str]:
        """What the chips say."""
        return [words for words, _ in self._terms]

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(120, theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """From the left, as many as there is room for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font("body")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        x, high = 0.5, self.height() - 5.0
        for words, taken in self._terms:
            needed, room = metrics.horizontalAdvance(words), self.width() - x - 2 * PAD_PX
            if room < min(needed, 24):
                break
            wide = min(needed, room)
            box = QRectF(x, 2.5, wide + 2 * PAD_PX, high)
            colour = theme.colour("ochre" if taken else "azurite")
            style = Qt.PenStyle.DashLine if taken else Qt.PenStyle.SolidLine
            painter.setPen(QPen(colour, 1.2, style))
            painter.drawRoundedRect(box, high / 2, high / 2)
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, elided)
            x = box.right() + GAP_PX


class QueryChips(QWidget):
    """One row that says one of three things. `chosen` carries the words of an example clicked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Empty until something is shown."""
        super().__init__()
        self._name = Text("", "body", "ink_3")
        self.buttons: list[QuietButton] = []
        self.terms = TermChips()
        self.note = ElidedText("", "body", "ink_2")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self._name)
        self._row.addWidget(self.terms, 1)
        self._row.addWidget(self.note, 1)
        self._row.addStretch(0)
        self._kind = "examples"
        self._show()

    def set_name(self, name: str) -> None:
        """The word before the examples."""
        self._name.setText(name)

    def show_queries(self, queries: Sequence[str]) -> None:
        """Other examples; they stand there while nothing else is to be said."""
        if [button.text() for button in self.buttons] == list(queries):
            return
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        for place, query in enumerate(queries):
            button = QuietButton(query.replace("&", "&&"))
            button.setProperty("data", True)
            button.clicked.connect(lambda _checked=False, query=query: self.chosen.emit(query))
            self.buttons.append(button)
            self._row.insertWidget(1 + place, button)
        self._show()

    def show_examples(self) -> None:
        """Nothing is asked yet."""
        self._kind = "examples"
        self._show()

    def show_terms(self, terms: Sequence[tuple[float, str]]) -> None:
        """A sum is asked."""
        self._kind = "terms"
        self.terms.show_terms(terms)
        self._show()

    def say(self, words: str) -> None:
        """A word on what is asked; an empty one leaves the row empty."""
        self._kind = "note"
        self.note.setText(words)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many examples as there is room for."""
        super().resizeEvent(event)
        self._show()

    def minimumSizeHint(self) -> QSize:
        """Examples give way."""
        return QSize(60, theme.px(32))

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(240, theme.px(32))

    def _show(self) -> None:
        examples = self._kind == "examples" and bool(self.buttons)
        self._name.setVisible(examples)
        self.terms.setVisible(self._kind == "terms")
        self.note.setVisible(self._kind == "note")
        left = self.width() - self._name.sizeHint().width() - 8
        for button in self.buttons:
            left -= button.sizeHint().width() + 4
            button.setVisible(examples and left >= 0)


def _said(weight: float, words: str, place: int) -> str:
    """A term with its sign; the first one's plus is not said."""
    sign = "−" if weight < 0 else "" if place == 0 else "+"
    size = abs(weight)
    times = "" if size == 1 else f"{size:g} × "
    return " ".join(part for part in (sign, f"{times}{words}") if part)
