"""One painting over the whole page: the viewer, and below it the ways to zoom and to leave."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.records import Painting
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.text import ElidedText
from songclip_desktop.ui.widgets.viewer import PictureViewer

MARGIN_PX = 32


class LargeView(QWidget):
    """0 fits, + and − zoom, Esc leaves.

    Signals:
        left: the curator wants to go back.
    """

    left = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Hidden until `show_painting`."""
        super().__init__()
        self.viewer = PictureViewer(thumbnails)
        self._back = QuietButton(hint="Esc")
        self._fit, self._actual = QuietButton(hint="0"), QuietButton(hint="+")
        self._words = ElidedText("", "body", "ink_3", hug=True)
        self._back.clicked.connect(self.left)
        self._fit.clicked.connect(self.viewer.fit)
        self._actual.clicked.connect(self.viewer.actual_size)
        bar = QHBoxLayout()
        bar.setContentsMargins(MARGIN_PX, 8, MARGIN_PX, 16)
        bar.setSpacing(12)
        for button in (self._back, self._fit, self._actual):
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.viewer, 1)
        column.addLayout(bar)
        self.hide()

    def retranslate(self) -> None:
        """The words on the buttons."""
        self._fit.setText(self.tr("适合窗口"))
        self._actual.setText(self.tr("原大"))
        self._back.setText(self.tr("回到藏品"))

    def show_painting(self, painting: Painting) -> None:
        """A work that has a picture."""
        if painting.image is None:
            return
        self.show()
        self.viewer.show_image(painting.image, painting.title)
        size = f"{number(painting.image.width_px)} × {number(painting.image.height_px)} px"
        self._words.setText(f"{painting.title}　{size}")
        self.viewer.setFocus()
