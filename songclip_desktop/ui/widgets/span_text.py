"""Reading matter whose stretches can be pointed at, its entities underlined, nothing a mere box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QToolTip

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.entities import EntityMark, draw_line, line_of
from songclip_desktop.ui.widgets.rare import Worded
from songclip_desktop.ui.widgets.text import Mark, Reading
from songclip_desktop.workflow.alignment import Span

_BELOW_PX = 4  # from the characters to the line under them


class SpanText(Reading):
    """Text by characters of its own; rare ones are named by their code point where none is drawn.

    Signals:
        pointed: the character under the pointer, or None. picked: the character clicked on.
    """

    pointed = Signal(object)
    picked = Signal(int)

    def __init__(self, role: str) -> None:
        """Empty."""
        self._original = ""
        self._worded = Worded("", role)
        self._entities: tuple[EntityMark, ...] = ()
        super().__init__(role=role)
        self.setMouseTracking(True)

    def text(self) -> str:
        """The text itself, not what stands for its rare characters."""
        return self._original

    def show_text(self, text: str, entities: Sequence[EntityMark] = ()) -> None:
        """Another text with its entities; nothing is highlighted."""
        self._original, self._entities = text, tuple(entities)
        self._worded = Worded(text, self._role)
        self.set_text(self._worded.text)
        self.setAccessibleName(text)
        self.setAccessibleDescription("；".join(f"{m.name}：{m.kind}" for m in self._entities))

    def highlight(self, spans: Sequence[Span]) -> None:
        """Lays a ground behind these stretches, and takes it from all others."""
        marks = tuple(Mark(*self._worded.span(*span), "match") for span in spans)
        if marks != self._marks:
            self._marks = marks
            self.update()

    @property
    def highlighted(self) -> str:
        """The characters with a ground behind them, as they are shown."""
        return "".join(self._text[m.start : m.start + m.length] for m in self._marks)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Says what is under the pointer."""
        self.pointed.emit(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is."""
        self.pointed.emit(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Picks the character."""
        place = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.picked.emit(place)

    def event(self, event: QEvent) -> bool:
        """An entity says its name and type when pointed at."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and the lines under its entities."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._entities:
            place = Mark(*self._worded.span(mark.start, mark.length), "")
            for box in self._boxes(place):
                y = box.bottom() + _BELOW_PX
                draw_line(painter, box.left() + 2, box.right() - 2, y, line_of(mark.kind))

    def _formats(self) -> list[QTextLayout.FormatRange]:
        """Names of characters stand back behind the characters."""
        ranges = super()._formats()
        for start, length in self._worded.named:
            one = QTextLayout.FormatRange()
            one.start, one.length = _units(self._text, start, length)
            form = QTextCharFormat()
            form.setForeground(theme.colour("ink_3"))
            one.format = form
            ranges.append(one)
        return ranges

    def _tell(self, here: QPoint, on_screen: QPoint) -> None:
        place = self._at(QPointF(here))
        for mark in self._entities:
            if place is not None and mark.start <= place < mark.start + mark.length:
                QToolTip.showText(on_screen, f"{mark.name}：{mark.kind}", self)
                return
        QToolTip.hideText()

    def _at(self, point: QPointF) -> int | None:
        """The character of the original at a point."""
        self._lay(self.width())
        number = int(point.y() // max(1, theme.current().line_px(self._role)))
        if not self._original or not 0 <= number < self._layout.lineCount():
            return None
        line = self._layout.lineAt(number)
        if point.x() > line.naturalTextWidth():
            return None
        on_character = line.CursorPosition.CursorOnCharacter
        unit = line.xToCursor(point.x(), on_character)
        before = self._text.encode("utf-16-le")[: 2 * unit].decode("utf-16-le", "ignore")
        return self._worded.original(min(len(before), len(self._text) - 1))


def _units(text: str, start: int, length: int) -> tuple[int, int]:
    """Qt counts UTF-16 units."""
    before = len(text[:start].encode("utf-16-le")) // 2
    return before, len(text[start : start + length].encode("utf-16-le")) // 2
