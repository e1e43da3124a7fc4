"""A row of pictures hung bottom-aligned at one height, as many as fit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from songclip_desktop.records import Image, Painting
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.picture import HANDSCROLL_RATIO, paint_picture, size_for

GAP_PX = 12
SHOWN = 24


class PictureStrip(QWidget):
    """Works, or files not yet imported. Pictures are never cropped; what does not fit is left out."""

    heard_as = QAccessible.Role.Graphic

    def __init__(self, thumbnails: Thumbnails, height_px: int = 96) -> None:
        """Empty."""
        super().__init__()
        self._thumbnails = thumbnails
        self._shown: Sequence[Painting | Path] = ()
        self._names: Sequence[str] = ()
        self.setFixedHeight(height_px)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        thumbnails.arrived.connect(self._came)

    def show_works(self, works: Sequence[Painting]) -> None:
        """The primary images of works that have one."""
        self._shown = [work for work in works if work.image is not None][:SHOWN]
        self._say([work.title or work.accession for work in works[:SHOWN]])

    def show_files(self, files: Sequence[Path]) -> None:
        """Files outside the collection."""
        self._shown = list(files[:SHOWN])
        self._say([file.name for file in files[:SHOWN]])

    def _say(self, names: Sequence[str]) -> None:
        self._names = names
        none = QCoreApplication.translate("strip", "没有图像")
        self.setAccessibleName("，".join(names) or none)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """What is heard follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say(self._names)
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Takes what width there is."""
        return QSize(200, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """From the left, until the next one does not fit."""
        painter = QPainter(self)
        left = 0.0
        for each in self._shown:
            image = each.image if isinstance(each, Painting) else None
            pixmap = self._pixmap(each, image)
            width = self._width(image, pixmap)
            if left and left + width > self.width():
                break
            paint_picture(painter, QRectF(left, 0, width, self.height()), pixmap, image)
            left += width + GAP_PX

    def _came(self, _key: str) -> None:
        self.update()

    def _pixmap(self, each: Painting | Path, image: Image | None) -> QPixmap | None:
        if image is not None:
            wide = image.width_px / max(1, image.height_px) * self.height()
            return self._thumbnails.get(image, size_for(image, wide, self.height()))
        return self._thumbnails.get_file(each, 384) if isinstance(each, Path) else None

    def _width(self, image: Image | None, pixmap: QPixmap | None) -> float:
        width, height = 3.0, 4.0
        if image is not None:
            width, height = image.width_px, image.height_px
        elif pixmap is not None and not pixmap.isNull():
            width, height = pixmap.width(), pixmap.height()
        shape = width / max(1.0, height)
        return self.height() * (1.6 if shape > HANDSCROLL_RATIO else shape)
