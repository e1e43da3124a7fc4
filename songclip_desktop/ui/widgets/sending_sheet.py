"""The sheet of what leaves the machine for a work: its pictures as sent, its facts, the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop.drafting.drafter import Work
from songclip_desktop.drafting.sending import Outgoing
from songclip_desktop.records import Painting
from songclip_desktop.settings import DrafterProfile
from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import PlainButton
from songclip_desktop.ui.widgets.columns import Columns
from songclip_desktop.ui.widgets.messages import IconLabel
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import ElidedText, Reading, Text
from songclip_desktop.workflow import sending

if TYPE_CHECKING:
    from songclip_desktop.ui.room import Room

WHOLE_PX = 420
GAP_PX = 16


class SentPictures(QWidget):
    """The pictures as sent: the whole, below it the sections of a scroll; size and weight of each."""

    heard_as = QAccessible.Role.Graphic

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._shown: list[tuple[QPixmap, str]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.current().changed.connect(self.updateGeometry)

    def show_pictures(self, jpegs: Sequence[bytes]) -> None:
        """Exactly these files."""
        self._shown = []
        for jpeg in jpegs:
            pixmap = QPixmap()
            pixmap.loadFromData(jpeg)
            kilobytes = number(max(1, round(len(jpeg) / 1000)))
            words = f"{pixmap.width()} × {pixmap.height()} · {kilobytes} KB"
            self._shown.append((pixmap, words))
        self.setAccessibleName(", ".join(words for _pixmap, words in self._shown))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """The whole, then one row of sections."""
        return int(max((box.bottom() for box in self._boxes(width)), default=0) + theme.px(26))

    def sizeHint(self) -> QSize:
        """As high as its width makes it."""
        width = self.width() if self.width() > 120 else 480
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A narrow column."""
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Each picture, its size below it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("ink_3"))
        for (pixmap, words), box in zip(self._shown, self._boxes(self.width()), strict=True):
            painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))
            line = QRectF(box.left(), box.bottom() + 2, max(box.width(), 140), theme.px(20))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)

    def _boxes(self, width: int) -> list[QRectF]:
        if not self._shown:
            return []
        whole, *sections = (pixmap for pixmap, _words in self._shown)
        first = _fit(whole, width, WHOLE_PX)
        boxes = [QRectF(0, 0, first.width(), first.height())]
        if sections:
            top = first.height() + theme.px(26) + GAP_PX
            share = (width - GAP_PX * (len(sections) - 1)) / len(sections)
            left = 0.0
            for pixmap in sections:
                size = _fit(pixmap, share, WHOLE_PX)
                boxes.append(QRectF(left, top, size.width(), size.height()))
                left += share + GAP_PX
        return boxes


def _fit(pixmap: QPixmap, width: float, height: float) -> QSize:
    """Never enlarged."""
    scale = min(1.0, width / max(1, pixmap.width()), height / max(1, pixmap.height()))
    return QSize(max(1, int(pixmap.width() * scale)), max(1, int(pixmap.height() * scale)))


class SendingSheet(Sheet):
    """One work after the other, made by the code that sends it."""

    name = "sending"

    def __init__(self, room: Room) -> None:
        """Hand it works with `show_works`."""
        super().__init__()
        self._room = room
        self._profile: DrafterProfile | None = None
        self._works: tuple[Work, ...] = ()
        self._at = self._asked = 0
        self.outgoing: Outgoing | None = None
        self.before, self.after = PlainButton(), PlainButton()
        self._work = ElidedText("", "painting", hug=True)
        self._place = Text("", "label", "ink_3")
        self.pictures = SentPictures()
        self._heads = [Text("", "section") for _ in range(2)]
        self._user, self._system = (Reading("", "body", "ink_2") for _ in range(2))
        self._kept = Text("", "body", "ink_2", wrap=True)
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._work)
        row.addWidget(self._place)
        row.addStretch(1)
        row.addWidget(self.before)
        row.addWidget(self.after)
        self.body.addLayout(row)
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(8)
        for head, text in zip(self._heads, (self._user, self._system), strict=True):
            words.addWidget(head)
            words.addWidget(text)
            words.addSpacing(16)
        words.addStretch(1)
        hung = QWidget()
        column = QVBoxLayout(hung)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pictures)
        column.addStretch(1)
        parts = Columns(break_px=680, spacing_px=32)
        parts.add(hung, 1)
        parts.add(said, 1)
        self.body.addWidget(parts)
        self._stays = QWidget()
        line = QHBoxLayout(self._stays)
        line.setContentsMargins(0, 8, 0, 0)
        line.setSpacing(8)
        line.addWidget(IconLabel("lock", "ink_2", 16), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._kept, 1)
        self.body.addWidget(self._stays)
        self.body.addStretch(1)
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))

    def retranslate(self) -> None:
        """All anew."""
        super().retranslate()
        self.before.setText(self.tr("上一幅"))
        self.after.setText(self.tr("下一幅"))
        heads = (self.tr("问的话，编目事项在内"), self.tr("先说的规矩"))
        for head, words in zip(self._heads, heads, strict=True):
            head.setText(words)
        self._name()

    def show_works(
        self, profile: DrafterProfile, works: Sequence[Work], kept: Sequence[Painting], first: int
    ) -> None:
        """Of these works, beginning with the painting `first`; `kept` are named as staying here."""
        self._profile, self._works = profile, tuple(works)
        self._at = next((n for n, w in enumerate(works) if w.painting.id == first), 0)
        self._stays.setVisible(bool(kept))
        names = "、".join(f"{each.title} {each.accession}".strip() for each in kept)
        self._kept.setText(self.tr("这些不送出：{names}").format(names=names))
        self.retranslate()
        self._show_work()

    def _name(self) -> None:
        profile = self._profile
        where = ""
        if profile is not None:
            host = urlsplit(profile.endpoint).netloc or profile.endpoint
            where = self.tr("送往 {host}，模型 {model}").format(
                host=host, model=profile.vision_model or "?"
            )
        if self.outgoing is not None:
            where += self.tr("，提示 {version}").format(version=self.outgoing.prompt_version)
        self.say(self.tr("送出的内容"), where)

    def _step(self, by: int) -> None:
        self._at = (self._at + by) % max(1, len(self._works))
        self._show_work()

    def _show_work(self) -> None:
        """Asks for the pictures of the work; what comes late for another is passed over."""
        if self._profile is None or not self._works:
            return
        profile, work = self._profile, self._works[self._at]
        self._asked = work.painting.id
        self._work.setText(work.painting.title or work.painting.accession)
        self._place.setText(f"{number(self._at + 1)} / {number(len(self._works))}")
        several = len(self._works) > 1
        for button in (self.before, self.after):
            button.setVisible(several)

        def came(outgoing: Outgoing) -> None:
            if self._asked == work.painting.id:
                self._show_outgoing(outgoing)

        self._room.jobs.start(
            self.tr("备送出的内容"),
            lambda _listener: sending.preview(profile, work),
            came,
            on_failure=self._failed,
            page="draft",
            icon="draft",
        )

    def _failed(self, error: object) -> None:
        self._show_parts(False)
        self.problem.show_error(error)

    def _show_outgoing(self, outgoing: Outgoing) -> None:
        self.outgoing = outgoing
        self.problem.clear()
        self.pictures.show_pictures(outgoing.pictures)
        self._user.set_text(outgoing.user)
        self._system.set_text(outgoing.system)
        self._show_parts(True)
        self._name()

    def _show_parts(self, shown: bool) -> None:
        for widget in (self.pictures, self._user, self._system, *self._heads):
            widget.setVisible(shown)
