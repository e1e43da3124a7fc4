"""A dashed ring around a page while files are held over it: let go and they are looked at."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from songclip_desktop.ui import theme

_INSET_PX = 12


class DropRing(QWidget):
    """Lies over its parent, seen and never clicked; hidden but while something is held over it."""

    def __init__(self, parent: QWidget) -> None:
        """Hidden."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_round(self) -> None:
        """Around the whole parent."""
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Two pixels of azurite, dashed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("azurite"), 2, Qt.PenStyle.DashLine))
        ring = QRectF(self.rect()).adjusted(_INSET_PX, _INSET_PX, -_INSET_PX, -_INSET_PX)
        painter.drawRoundedRect(ring, 8, 8)
