"""One of a few ways to go on: a ring, its name and a remark below, a figure at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from songclip_desktop.ui import theme

HEIGHT_PX = 56
LEFT_PX = 44


class OptionRow(QAbstractButton):
    """Siblings exclude each other; the chosen one lies on the surface."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Texts come with `say`."""
        super().__init__(parent)
        self._remark = self._figure = self._tag = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, name: str, remark: str, figure: str, tag: str = "") -> None:
        """`tag`: a word beside the name, such as 推荐."""
        self.setText(name)
        self._remark, self._figure, self._tag = remark, figure, tag
        self.setAccessibleName(f"{name} {tag} {figure}".replace("  ", " "))
        self.setAccessibleDescription(remark)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for its words."""
        body, label = QFontMetricsF(theme.font("body")), QFontMetricsF(theme.font("label"))
        name = body.horizontalAdvance(f"{self.text()}　{self._tag}")
        words = max(name, label.horizontalAdvance(self._remark))
        width = LEFT_PX + words + 24 + body.horizontalAdvance(self._figure) + 16
        return QSize(round(width), theme.px(HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        """Nothing is cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, ring, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        middle = self.height() / 2
        ring = QRectF(16, middle - 7, 14, 14)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("ink_3"), 1.2))
        painter.drawEllipse(ring)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ink"))
            painter.drawEllipse(ring.adjusted(3.5, 3.5, -3.5, -3.5))
        self._draw_words(painter, middle)

    def _draw_words(self, painter: QPainter, middle: float) -> None:
        line = theme.px(20)
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        font = theme.font("strong")
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        painter.drawText(QRectF(LEFT_PX, middle - line, self.width(), line), left, self.text())
        x = LEFT_PX + QFontMetricsF(font).horizontalAdvance(self.text()) + 14
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("ink_2"))
        painter.drawText(QRectF(x, middle - line, self.width(), line), left, self._tag)
        painter.drawText(QRectF(LEFT_PX, middle, self.width(), line), left, self._remark)
        painter.setFont(theme.font("body"))
        box = QRectF(0, 0, self.width() - 16, self.height())
        painter.drawText(box, right, self._figure)
