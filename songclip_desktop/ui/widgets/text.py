"""Text: labels by role and tone, and reading matter with marks under, behind and around characters.

All text is plain: nothing that came from outside is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.rare import Worded, worded


class Text(QLabel):
    """A label. `role` is one of theme.ROLES, `tone` a text token; `wrap` breaks lines."""

    def __init__(
        self, text: str = "", role: str = "body", tone: str = "ink", wrap: bool = False
    ) -> None:
        """Plain text, selectable by nothing, announced as it reads."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Characters that no font here has are shown by their code."""
        super().setText(worded(text, str(self.property("role"))))

    def set_tone(self, tone: str) -> None:
        """Another text token, at once."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedText(QLabel):
    """One line that ends in … where it does not fit; the whole is the tooltip then."""

    def __init__(
        self, text: str = "", role: str = "body", tone: str = "ink", hug: bool = False
    ) -> None:
        """As Text, never wrapped; `hug`: as wide as its words where there is room, not wider."""
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setProperty("elidable", True)
        wide = QSizePolicy.Policy.Preferred if hug else QSizePolicy.Policy.Ignored
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Keeps the whole text and shows what fits."""
        told = text.replace("\n", " ").strip()
        self._whole = worded(told, str(self.property("role")))
        self.setAccessibleName(told)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """Of the whole text."""
        wide = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A character and the dots."""
        return QSize(min(32, self.sizeHint().width()), super().sizeHint().height())

    def whole(self) -> str:
        """The text in full."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(0, self.width())
        )
        super().setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class Headline(Text):
    """The count, ETA or verdict of a page: serif, 28 px."""

    def __init__(self, text: str = "", wrap: bool = True) -> None:
        """One sentence."""
        super().__init__(text, "headline", "ink", wrap)


class Hairline(QFrame):
    """What groups: one pixel of line, lying or standing."""

    def __init__(self, standing: bool = False) -> None:
        """A lying hairline unless `standing`."""
        super().__init__()
        self.setObjectName("hairline")
        if standing:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands out in reading matter; `start` and `length` count characters of the text.

    Attributes:
        kind: "insert", "delete", "unknown" (not in the vocabulary), "match", or
            "under:<token>" / "dotted:<token>" for a line below in that colour.
    """

    start: int
    length: int
    kind: str


class Reading(QWidget):
    """Text to be read at leisure: a role's own line height, marks, wrapped to the width."""

    heard_as = QAccessible.Role.StaticText

    def __init__(self, text: str = "", role: str = "caption", tone: str = "ink") -> None:
        """Shows `text` in the role's font and line height."""
        super().__init__()
        self._text, self._role, self._tone = text, role, tone
        self._marks: tuple[Mark, ...] = ()
        self._layout = QTextLayout()
        self._laid_for = (-1, 0.0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.current().changed.connect(self._renew)
        self.set_text(text)

    def text(self) -> str:
        """What is shown."""
        return self._text

    def set_text(self, text: str, marks: Sequence[Mark] = ()) -> None:
        """Shows another text with its marks; the accessible name is the text itself."""
        shown = Worded(text, self._role)
        self._text = shown.text
        self._marks = tuple(Mark(*shown.span(mark.start, mark.length), mark.kind) for mark in marks)
        self.setAccessibleName(text)
        self._renew()

    def set_tone(self, tone: str) -> None:
        """Another text token."""
        self._tone = tone
        self.update()

    def heightForWidth(self, width: int) -> int:
        """The lines times the role's line height."""
        return self._lay(width)

    def sizeHint(self) -> QSize:
        """As wide as it is, as high as that makes it."""
        width = self.width() if self.width() > 80 else 400
        return QSize(width, self._lay(width))

    def minimumSizeHint(self) -> QSize:
        """At least one line of a few characters."""
        return QSize(80, self._lay(max(80, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new width is a new height."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Grounds first, then the text, then lines and boxes."""
        self._lay(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._marks:
            if mark.kind in ("insert", "delete", "match"):
                ground = theme.colour("delete" if mark.kind == "delete" else "insert")
                for box in self._boxes(mark):
                    painter.fillRect(box, ground)
        painter.setPen(theme.colour(self._tone))
        self._layout.draw(painter, QPointF(0, 0), self._formats())
        for mark in self._marks:
            for box in self._boxes(mark):
                _draw_mark(painter, box, mark.kind)

    def _renew(self) -> None:
        self._laid_for = (-1, 0.0)
        self.updateGeometry()
        self.update()

    def _lay(self, width: int) -> int:
        factor = theme.current().factor
        line_px = theme.current().line_px(self._role)
        if self._laid_for != (width, factor):
            self._laid_for = (width, factor)
            layout = QTextLayout(self._text.replace("\n", "\u2028"), theme.font(self._role))
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            layout.beginLayout()
            top = 0.0
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(40, width))
                line.setPosition(QPointF(0, top + (line_px - line.height()) / 2))
                top += line_px
            layout.endLayout()
            self._layout = layout
        return max(1, self._layout.lineCount()) * line_px

    def _formats(self) -> list[QTextLayout.FormatRange]:
        ranges = []
        for mark in self._marks:
            tone = {"insert": "malachite", "delete": "ochre", "unknown": "rouge"}.get(mark.kind)
            if tone:
                one = QTextLayout.FormatRange()
                one.start, one.length = _utf16(self._text, mark)
                form = QTextCharFormat()
                form.setForeground(theme.colour(tone))
                form.setFontStrikeOut(mark.kind == "delete")
                one.format = form
                ranges.append(one)
        return ranges

    def _boxes(self, mark: Mark) -> list[QRectF]:
        """One rectangle for each line the mark touches."""
        start, length = _utf16(self._text, mark)
        height = QFont(theme.font(self._role))
        ink = self._ink_height(height)
        boxes = []
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            first = max(start, line.textStart())
            last = min(start + length, line.textStart() + line.textLength())
            if first >= last:
                continue
            left, right = _x_of(line, first), _x_of(line, last)
            middle = line.position().y() + line.height() / 2
            boxes.append(QRectF(left, middle - ink / 2, right - left, ink))
        return boxes

    def _ink_height(self, font: QFont) -> float:
        return font.pointSizeF() / theme.current().points(1) * theme.current().factor * 1.35


def _x_of(line: QTextLine, cursor: int) -> float:
    """Qt's binding returns the place, in some versions together with the cursor."""
    place: Any = line.cursorToX(cursor)
    return float(place[0] if isinstance(place, tuple) else place)


def _utf16(text: str, mark: Mark) -> tuple[int, int]:
    """Qt counts UTF-16 units; rare characters take two."""
    before = len(text[: mark.start].encode("utf-16-le")) // 2
    inside = len(text[mark.start : mark.start + mark.length].encode("utf-16-le")) // 2
    return before, inside


def _draw_mark(painter: QPainter, box: QRectF, kind: str) -> None:
    if kind == "insert":
        painter.fillRect(
            QRectF(box.left(), box.bottom() - 1.5, box.width(), 1.5), theme.colour("malachite")
        )
    elif kind == "unknown":
        painter.setPen(QPen(theme.colour("rouge"), 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    elif ":" in kind:
        style, _, token = kind.partition(":")
        colour: QColor = theme.colour(token)
        dotted = style == "dotted"
        pen = QPen(colour, 2, Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        y = box.bottom() + 2
        painter.drawLine(QPointF(box.left() + 2, y), QPointF(box.right() - 2, y))


def paint_line(
    painter: QPainter,
    box: QRectF,
    text: str,
    role: str,
    tone: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line in the middle of `box`, cut with an ellipsis where it does not fit."""
    font, text = theme.font(role), worded(text, role)
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    fits = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, box.width()))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, fits)
