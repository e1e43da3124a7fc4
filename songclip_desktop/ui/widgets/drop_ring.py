"""A page that takes what is dropped on it: a dashed ring while something is held over it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from songclip_desktop.ui import theme

_INSET_PX = 12


class DropRing(QWidget):
    """Lies over its parent, seen and never clicked; hidden but while something is held over it.

    Signals:
        dropped: local files and folders as paths, addresses out of a browser as text.
    """

    dropped = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        """`parent` takes drops from now on."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is held over the parent, taken elsewhere, or let go."""
        if isinstance(event, QDropEvent) and (sources := _sources(event)):
            if event.type() == QEvent.Type.DragEnter:
                event.acceptProposedAction()
                self._show_round()
                return True
            if event.type() == QEvent.Type.Drop:
                event.acceptProposedAction()
                self.hide()
                self.dropped.emit(sources)
                return True
        if event.type() == QEvent.Type.DragLeave:
            self.hide()
        return super().eventFilter(watched, event)

    def _show_round(self) -> None:
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


def _sources(event: QDropEvent) -> list[Path | str]:
    sources: list[Path | str] = []
    for url in event.mimeData().urls():
        if url.isLocalFile():
            sources.append(Path(url.toLocalFile()))
        elif url.scheme() in ("http", "https"):
            sources.append(url.toString())
    return sources
