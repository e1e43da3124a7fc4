"""The pictures of one work: what each shows, their order, which one leads; more are added here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.records import IMAGE_ROLES, Image, Painting
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.record_fields import Line
from songclip_desktop.ui.widgets.record_strip import ImageButton, role_word
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text

PICTURE_PX = 88


class _Row(QWidget):
    """One picture and what is said of it."""

    def __init__(self, thumbnails: Thumbnails, image: Image) -> None:
        super().__init__()
        self.image = image
        self.picture = ImageButton(thumbnails, image, PICTURE_PX)
        self.label, self.role = Line(), Choice()
        self.label.set_value(image.label)
        self.file = ElidedText("", "label", "ink_3")
        self.lead, self.up, self.down = QuietButton(), QuietButton(), QuietButton()
        self.remove = QuietButton(icon="close")
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.label, 1)
        said.addWidget(self.role)
        acts = QHBoxLayout()
        acts.setSpacing(4)
        acts.addWidget(self.file, 1)
        for button in (self.lead, self.up, self.down, self.remove):
            acts.addWidget(button)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addLayout(said)
        words.addLayout(acts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_image(self, image: Image) -> None:
        """The same picture with something else said of it."""
        if image.label != self.image.label:
            self.label.set_value(image.label)
        self.image = image
        self.picture.show_image(image)


class PicturesSheet(Sheet):
    """Every act is done at once and can be taken back.

    Signals:
        add_asked: the button. dropped: files let fall here, list[Path]. opened: an Image to see
        large. relabelled: (image id, label). role_chosen: (image id, role). lead_asked,
        remove_asked: image id. ordered: all image ids in their new order.
    """

    name = "pictures"
    add_asked = Signal()
    dropped = Signal(list)
    opened = Signal(object)
    relabelled = Signal(int, str)
    role_chosen = Signal(int, str)
    lead_asked = Signal(int)
    remove_asked = Signal(int)
    ordered = Signal(list)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Nothing shown yet."""
        super().__init__()
        self.setAcceptDrops(True)
        self._thumbnails = thumbnails
        self._work: Painting | None = None
        self._images: Sequence[Image] = ()
        self.rows: list[_Row] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(16)
        self.note = Text("", "body", "ink_2", wrap=True)
        self.body.addWidget(self.note)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        self.add = PlainButton(icon="plus", tall=True)
        self.add.clicked.connect(self.add_asked)
        self.with_foot(self.add)

    def retranslate(self) -> None:
        """All words."""
        super().retranslate()
        self.add.setText(self.tr("加入图片…"))
        self.note.setText(
            self.tr("撰稿、展示和训练都用主图。也可以把图片拖到这里；原图不会被改动。")
        )
        self._name()
        for place, row in enumerate(self.rows):
            self._say(row, place)

    def show_images(self, work: Painting, images: Sequence[Image]) -> None:
        """The leading one first. Rows that stay are the same ones: somebody may be writing there."""
        standing = [row.image.id for row in self.rows]
        self._work, self._images = work, images
        self._name()
        if standing == [image.id for image in images]:
            for place, (row, image) in enumerate(zip(self.rows, images, strict=True)):
                row.show_image(image)
                self._say(row, place)
            return
        empty(self._lines)
        self.rows = []
        for place, image in enumerate(images):
            if place:
                self._lines.addWidget(Hairline())
            self._lines.addWidget(self._row(image))
            self._say(self.rows[-1], place)

    def _name(self) -> None:
        title = self._work.title or self._work.accession if self._work else ""
        self.say(self.tr("图片"), title)

    def _row(self, image: Image) -> _Row:
        row, key = _Row(self._thumbnails, image), image.id
        row.picture.clicked.connect(lambda: self.opened.emit(row.image))
        row.label.editingFinished.connect(lambda: self._relabel(row))
        row.role.chosen.connect(lambda role: self.role_chosen.emit(key, role))
        row.lead.clicked.connect(lambda: self.lead_asked.emit(key))
        row.remove.clicked.connect(lambda: self.remove_asked.emit(key))
        row.up.clicked.connect(lambda: self._move(key, -1))
        row.down.clicked.connect(lambda: self._move(key, 1))
        self.rows.append(row)
        return row

    def _relabel(self, row: _Row) -> None:
        if row.label.value() != row.image.label:
            self.relabelled.emit(row.image.id, row.label.value())

    def _move(self, image_id: int, by: int) -> None:
        ids = [image.id for image in self._images]
        place = ids.index(image_id)
        ids.insert(place + by, ids.pop(place))
        self.ordered.emit(ids)

    def _say(self, row: _Row, place: int) -> None:
        image = row.image
        row.role.set_choices([(role, role_word(role)) for role in IMAGE_ROLES])
        row.role.choose(image.role)
        row.role.setAccessibleName(self.tr("画的是"))
        row.label.setPlaceholderText(self.tr("说明，如「卷首」「董其昌跋」"))
        row.label.setAccessibleName(self.tr("图片说明"))
        size = f"{image.width_px} × {image.height_px}"
        row.file.setText(" · ".join(part for part in (image.file_name, size) if part))
        row.lead.setText(self.tr("主图") if image.primary else self.tr("设为主图"))
        row.lead.set_possible(not image.primary, self.tr("这一幅已是主图"))
        # The leading one stands first, wherever it lies among the others.
        first, last = place <= 1, place == len(self._images) - 1
        row.up.setText(self.tr("上移"))
        row.up.set_possible(not first, self.tr("已在最前"))
        row.down.setText(self.tr("下移"))
        row.down.set_possible(not (last or image.primary), self.tr("已在最后"))
        row.remove.setText(self.tr("移除"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They are added to this work."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)
