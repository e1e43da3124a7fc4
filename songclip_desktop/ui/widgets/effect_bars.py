"""What each part of a query did to a score: bars beside few of them, over a sentence of many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.rare import worded
from songclip_desktop.workflow.explain import Character

FEW = 8  # so many stand below each other, each with its number
LINE_PX, BAR_PX, LABEL_PX, NUMBER_PX = 26, 6, 72, 48
CELL_PX, RISE_PX, FALL_PX = 18, 28, 8


class EffectBars(QWidget):
    """Azurite for what drew the picture nearer; ochre, hollow, for what kept it away."""

    heard_as = QAccessible.Role.Chart

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._parts: list[tuple[str, float]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.current().changed.connect(self.updateGeometry)

    def show_characters(self, characters: Sequence[Character]) -> None:
        """Signs between words do nothing worth a bar."""
        self._parts = [
            (worded(c.text, "reading"), c.effect)
            for c in characters
            if any(s.isalnum() for s in c.text)
        ]
        told = [f"{text} {effect_text(effect)}" for text, effect in self._parts]
        self.setAccessibleName(", ".join(told))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """A line for each of a few; else as many lines as the sentence takes."""
        if len(self._parts) <= FEW:
            return theme.px(LINE_PX) * len(self._parts)
        return self._flow(width)[1]

    def sizeHint(self) -> QSize:
        """As wide as it is."""
        width = self.width() if self.width() > 80 else 272
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As high as it must be."""
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def event(self, event: QEvent) -> bool:
        """The number of the part below the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for box, (text, effect) in zip(self._boxes(), self._parts, strict=True):
                if box.contains(event.pos().toPointF()):
                    QToolTip.showText(event.globalPos(), f"{text}　{effect_text(effect)}", self)
                    return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars of one scale."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((abs(effect) for _, effect in self._parts), default=0.0) or 1.0
        draw = self._draw_line if len(self._parts) <= FEW else self._draw_cell
        for box, (text, effect) in zip(self._boxes(), self._parts, strict=True):
            draw(painter, box, text, effect, abs(effect) / most)

    def _boxes(self) -> list[QRectF]:
        if len(self._parts) > FEW:
            return self._flow(self.width())[0]
        high = theme.px(LINE_PX)
        return [QRectF(0, n * high, self.width(), high) for n in range(len(self._parts))]

    def _flow(self, width: int) -> tuple[list[QRectF], int]:
        """A cell for each part, in lines: the boxes and the height of all."""
        metrics = QFontMetricsF(theme.font("reading"))
        high = theme.px(RISE_PX + FALL_PX + 24)
        x = y = 0.0
        boxes = []
        for text, _ in self._parts:
            wide = max(theme.px(CELL_PX), metrics.horizontalAdvance(text) + 4)
            if x and x + wide > width:
                x, y = 0.0, y + high
            boxes.append(QRectF(x, y, wide, high))
            x += wide
        return boxes, int(y + high)

    def _draw_line(
        self, painter: QPainter, box: QRectF, text: str, effect: float, share: float
    ) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font("reading"))
        label = QRectF(box.x(), box.y(), theme.px(LABEL_PX) - 8, box.height())
        elide = Qt.TextElideMode.ElideRight
        words = QFontMetricsF(painter.font()).elidedText(text, elide, label.width())
        painter.drawText(label, int(middle), words)
        painter.setFont(theme.font("label"))
        number = QRectF(
            box.right() - theme.px(NUMBER_PX), box.y(), theme.px(NUMBER_PX), box.height()
        )
        painter.drawText(number, int(middle | Qt.AlignmentFlag.AlignRight), effect_text(effect))
        track = QRectF(label.right() + 8, box.center().y() - BAR_PX / 2, 0, BAR_PX)
        track.setRight(number.left() - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("track"))
        painter.drawRoundedRect(track, 2, 2)
        bar = QRectF(track)
        bar.setWidth(track.width() * share)
        _paint_bar(painter, bar, effect)

    def _draw_cell(
        self, painter: QPainter, box: QRectF, text: str, effect: float, share: float
    ) -> None:
        base = box.y() + theme.px(RISE_PX)
        word = QRectF(box.x(), base, box.width(), theme.px(24))
        painter.setFont(theme.font("reading"))
        painter.setPen(theme.colour("ink"))
        painter.drawText(word, Qt.AlignmentFlag.AlignCenter, text)
        wide = min(box.width() - 4, theme.px(10))
        x = box.center().x() - wide / 2
        if effect >= 0:
            high = max(1.0, (theme.px(RISE_PX) - 4) * share)
            bar = QRectF(x, base - high, wide, high)
        else:
            bar = QRectF(x, word.bottom(), wide, max(2.0, theme.px(FALL_PX) * share))
        _paint_bar(painter, bar, effect)


def _paint_bar(painter: QPainter, bar: QRectF, effect: float) -> None:
    colour = theme.colour("azurite" if effect >= 0 else "ochre")
    painter.setPen(Qt.PenStyle.NoPen if effect >= 0 else colour)
    painter.setBrush(colour if effect >= 0 else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(bar if effect >= 0 else bar.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)


def effect_text(effect: float) -> str:
    """A difference of cosines, with its sign where it is below 0."""
    return f"{effect:.3f}".replace("-", "−")
