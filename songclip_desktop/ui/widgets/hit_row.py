"""One hit of a search: its picture or sentence, title, score and movement; left column mirrored."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from songclip_desktop.ui import icons, theme
from songclip_desktop.ui.widgets.rare import worded

PICTURE_PX = 80
GAP_PX = 12
MARGIN_PX = 8
MOVEMENT_PX = 68
TICK_PX = 14
STRIP_RATIO = 2.6  # wider than this a picture is a handscroll: the part found above the whole


@dataclass(frozen=True, slots=True)
class HitContent:
    """What one row shows.

    Attributes:
        detail: accession and score, as written under the title.
        movement: text at the outer edge of the finetuned column, or empty.
        token: the theme colour of `movement`.
        sentence: for a text hit, shown instead of a picture.
        window: the part of a long picture that was found, fractions (left, top, right, bottom).
        right: what is said of it where it is the one that was meant; marked with a tick.
    """

    title: str
    detail: str
    movement: str = ""
    token: str = "ink_3"
    sentence: str = ""
    window: tuple[float, float, float, float] | None = None
    right: str = ""


class HitRow(QAbstractButton):
    """A row of one ranking. Its picture comes later through `set_picture`."""

    def __init__(self, *, mirrored: bool, parent: QWidget | None = None) -> None:
        """`mirrored`: picture at the right, text right-aligned: the zero-shot column."""
        super().__init__(parent)
        self._mirrored = mirrored
        self._content: HitContent | None = None
        self._picture: QPixmap | None = None
        self._hovered = False
        self.setCheckable(True)
        self.setAutoExclusive(True)  # heard as one of several
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_hit(self, content: HitContent | None) -> None:
        """Shows one hit, or nothing; forgets the picture of the hit before."""
        self._content, self._picture = content, None
        self.setEnabled(content is not None)
        if content is not None:
            words = (
                content.title or content.sentence, content.right, content.detail, content.movement,
            )  # fmt: skip
            self.setAccessibleName(", ".join(word for word in words if word))
            told = (content.sentence or content.title, content.right)
            self.setToolTip(worded("\n".join(word for word in told if word), "body"))
        self.update()

    @property
    def content(self) -> HitContent | None:
        """What the row shows now."""
        return self._content

    def set_picture(self, picture: QPixmap) -> None:
        """The whole thumbnail of the work; a handscroll is shown as its part and as a strip."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        """76 px of height where there is room."""
        return QSize(280, 76)

    def minimumSizeHint(self) -> QSize:
        """Low enough for eight rows in a window of 800 px."""
        return QSize(180, 52)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hovered rows are tinted."""
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """And untinted."""
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and ring, then picture or sentence, then words."""
        if self._content is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._draw_ground(painter)
        if not self._content.sentence:
            self._draw_picture(painter)
        self._draw_words(painter)
        if self._content.movement:
            self._draw_movement(painter)

    def _draw_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.setOpacity(1.0 if self.isChecked() else 0.5)
            painter.drawRoundedRect(box, 8, 8)
            painter.setOpacity(1.0)

    def _picture_box(self) -> QRectF:
        high = self.height() - 2 * 6
        x = self.width() - MARGIN_PX - PICTURE_PX if self._mirrored else MARGIN_PX
        return QRectF(x, 6, PICTURE_PX, high)

    def _draw_picture(self, painter: QPainter) -> None:
        box = self._picture_box()
        if self._picture is None or self._picture.isNull():
            painter.fillRect(_fit(QSize(4, 3), box, self._mirrored), theme.colour("track"))
            return
        size = self._picture.size()
        if size.width() / max(1, size.height()) < STRIP_RATIO:
            painter.drawPixmap(
                _fit(size, box, self._mirrored), self._picture, QRectF(self._picture.rect())
            )
            return
        self._draw_handscroll(painter, box)

    def _draw_handscroll(self, painter: QPainter, box: QRectF) -> None:
        """The part that was found (else the opening, at the right end) above the whole strip."""
        assert self._picture is not None
        assert self._content is not None
        wide, high = self._picture.width(), self._picture.height()
        strip_high = min(12.0, box.width() * high / wide)
        window = self._content.window or (max(0.0, 1.0 - 1.6 * high / wide), 0.0, 1.0, 1.0)
        part = QRectF(
            window[0] * wide,
            window[1] * high,
            (window[2] - window[0]) * wide,
            (window[3] - window[1]) * high,
        )
        upper = QRectF(box.x(), box.y(), box.width(), box.height() - strip_high - 4)
        target = _fit(part.size().toSize(), upper, self._mirrored)
        painter.drawPixmap(target, self._picture, part)
        strip = QRectF(box.x(), upper.bottom() + 4, box.width(), strip_high)
        painter.drawPixmap(strip, self._picture, QRectF(self._picture.rect()))
        if self._content.window:
            painter.setPen(QPen(theme.colour("azurite"), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(
                QRectF(
                    strip.x() + window[0] * strip.width(),
                    strip.y() - 1,
                    (window[2] - window[0]) * strip.width(),
                    strip.height() + 2,
                )
            )

    def _text_span(self) -> tuple[float, float]:
        """Left edge and width of the words."""
        assert self._content is not None
        picture = 0 if self._content.sentence else PICTURE_PX + GAP_PX
        movement = 0.0
        if self._content.movement:
            metrics = QFontMetricsF(theme.font("label"))
            movement = 8 + metrics.horizontalAdvance(self._content.movement)
        if self._mirrored:
            return MARGIN_PX, self.width() - 2 * MARGIN_PX - picture
        return MARGIN_PX + picture, self.width() - 2 * MARGIN_PX - picture - movement

    def _draw_words(self, painter: QPainter) -> None:
        assert self._content is not None
        x, width = self._text_span()
        align = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        flags = int(align | Qt.AlignmentFlag.AlignVCenter)
        middle = self.height() / 2
        font = theme.font("name")
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        text = worded(self._content.sentence or self._content.title, "name")
        sign = TICK_PX + 6 if self._content.right else 0
        elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width - sign)
        place = QRectF(x, middle - 21, width, 22)
        if sign:
            self._draw_tick(painter, place)
            place.adjust(0 if self._mirrored else sign, 0, -sign if self._mirrored else 0, 0)
            painter.setPen(theme.colour("ink"))
        painter.drawText(place, flags, elided)
        font = theme.font("label")
        painter.setFont(font)
        painter.setPen(theme.colour("ink_3"))
        detail = QFontMetricsF(font).elidedText(
            self._content.detail, Qt.TextElideMode.ElideRight, width
        )
        painter.drawText(QRectF(x, middle + 1, width, 18), flags, detail)

    def _draw_tick(self, painter: QPainter, place: QRectF) -> None:
        """A filled disc with a tick beside the title of the work that was meant."""
        x = place.right() - TICK_PX if self._mirrored else place.left()
        disc = QRectF(x, place.center().y() - TICK_PX / 2, TICK_PX, TICK_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("malachite"))
        painter.drawEllipse(disc)
        icons.paint(painter, "tick", disc.adjusted(2, 2, -2, -2), theme.colour("page").name())

    def _draw_movement(self, painter: QPainter) -> None:
        assert self._content is not None
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour(self._content.token))
        box = QRectF(self.width() - MARGIN_PX - MOVEMENT_PX, 0, MOVEMENT_PX, self.height())
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(box, flags, self._content.movement)


def _fit(size: QSize, box: QRectF, to_right: bool) -> QRectF:
    """The largest rectangle of these proportions in the box, at its inner edge, mid-height."""
    scale = min(box.width() / max(1, size.width()), box.height() / max(1, size.height()))
    wide, high = size.width() * scale, size.height() * scale
    x = box.right() - wide if to_right else box.x()
    return QRectF(QPointF(x, box.y() + (box.height() - high) / 2), QSize(1, 1)).adjusted(
        0, 0, wide - 1, high - 1
    )
