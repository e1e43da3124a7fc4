"""The pictures of one work as small buttons in a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from songclip_desktop.records import Image
from songclip_desktop.ui import theme
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.picture import paint_picture, size_for
from songclip_desktop.ui.widgets.text import Text

SIDE_PX = 44
SHOWN = 5

translate = QCoreApplication.translate


def role_word(role: str) -> str:
    """What a picture shows, in the reader's language."""
    return {
        "view": translate("images", "全图"),
        "section": translate("images", "分段"),
        "detail": translate("images", "局部"),
        "colophon": translate("images", "题跋"),
        "mount": translate("images", "装裱"),
    }.get(role, role)


def image_word(image: Image) -> str:
    """What a picture is called: its label, else what it shows and its file."""
    return image.label or " · ".join(
        part for part in (role_word(image.role), image.file_name) if part
    )


class ImageButton(QAbstractButton):
    """One picture in a square box, never cropped; a ring where it leads its work."""

    def __init__(self, thumbnails: Thumbnails, image: Image, side_px: int = SIDE_PX) -> None:
        """A click is the caller's."""
        super().__init__()
        self._thumbnails = thumbnails
        self.setFixedSize(side_px, side_px)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_image(image)
        thumbnails.arrived.connect(self._came)

    def show_image(self, image: Image) -> None:
        """Another one, or the same with other words."""
        self.image = image
        self.setAccessibleName(image_word(image))
        self.setToolTip(image_word(image))
        self.update()

    def sizeHint(self) -> QSize:
        """Its box."""
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture in the middle."""
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        size = size_for(self.image, box.width(), box.height(), self.devicePixelRatioF())
        found = self._thumbnails.get(self.image, size)
        paint_picture(painter, box, found, self.image, middle=True)
        if self.image.primary:
            painter.setPen(QPen(theme.colour("azurite"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _came(self, key: str) -> None:
        if key.startswith(self.image.sha256):
            self.update()


class ImageStrip(QWidget):
    """Shown where a work has more than one picture.

    Signals:
        chosen: the Image that was clicked. more: the word that says how many are not shown.
    """

    chosen = Signal(object)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Nothing."""
        super().__init__()
        self._thumbnails = thumbnails
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._shown: Sequence[Image] = ()

    def show_images(self, images: Sequence[Image]) -> None:
        """The leading one first; one alone is shown large already."""
        self.setVisible(len(images) > 1)
        if tuple(images) == tuple(self._shown):
            return
        self._shown = images
        empty(self._row)
        for image in images[:SHOWN] if len(images) > 1 else ():
            button = ImageButton(self._thumbnails, image)
            button.clicked.connect(lambda _checked=False, image=image: self.chosen.emit(image))
            self._row.addWidget(button)
        if len(images) > SHOWN:
            self._row.addWidget(Text(f"+{len(images) - SHOWN}", "label", "ink_3"))
        self._row.addStretch(1)
