"""Status marks of 12 px, shape first: approved, draft, rejected, none; and signs of trouble."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from songclip_desktop.records import DRAFTED_KINDS
from songclip_desktop.ui import icons, theme
from songclip_desktop.ui.widgets.text import Text

translate = QCoreApplication.translate
MARK_PX = 12
GAP_PX = 3
STATUS_TONES = {"approved": "malachite", "draft": "ochre", "rejected": "ink_3"}


def status_word(status: str | None) -> str:
    """The status in the reader's language; None is 未撰."""
    return {
        "approved": translate("marks", "已通过"),
        "draft": translate("marks", "草稿"),
        "rejected": translate("marks", "已退回"),
    }.get(status or "", translate("marks", "未撰"))


def kind_word(kind: str) -> str:
    """The caption kind in the reader's language."""
    return {
        "modern": translate("marks", "白话"),
        "classical": translate("marks", "拟古"),
        "tags": translate("marks", "关键词"),
        "passage": translate("marks", "典籍原文"),
        "passage_modern": translate("marks", "典籍今译"),
        "passage_prompt": translate("marks", "典籍检索语"),
    }.get(kind, kind)


def work_kind_word(kind: str) -> str:
    """The work kind in the reader's language."""
    return {
        "painting": translate("marks", "绘画"),
        "map": translate("marks", "舆图"),
        "photograph": translate("marks", "照片"),
    }.get(kind, kind)


def paint_status(painter: QPainter, box: QRectF, status: str | None) -> None:
    """Draws the mark of a status into a square box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = box.width()
    tone = theme.colour(STATUS_TONES.get(status or "", "ink_3"))
    pen = QPen(tone, side * 0.12)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    inner = box.adjusted(side * 0.06, side * 0.06, -side * 0.06, -side * 0.06)
    if status == "approved":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        painter.drawEllipse(inner)
        pen.setColor(theme.colour("page"))
        painter.setPen(pen)
        at = [QPointF(box.left() + side * x, box.top() + side * y)
              for x, y in ((0.28, 0.52), (0.44, 0.67), (0.72, 0.36))]  # fmt: skip
        painter.drawPolyline(at)
    elif status == "draft":
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(inner)
        painter.setBrush(tone)
        painter.drawPie(inner, 90 * 16, 180 * 16)
    elif status == "rejected":
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(inner)
        low, high = side * 0.3, side * 0.7
        painter.drawLine(box.topLeft() + QPointF(low, low), box.topLeft() + QPointF(high, high))
        painter.drawLine(box.topLeft() + QPointF(high, low), box.topLeft() + QPointF(low, high))
    else:
        painter.setPen(pen)
        y = box.center().y()
        painter.drawLine(
            QPointF(box.left() + side * 0.25, y), QPointF(box.right() - side * 0.25, y)
        )


class _Sign(QWidget):
    """A mark or an icon alone."""

    def __init__(self, status: str | None) -> None:
        super().__init__()
        self.status = status
        self.icon = ""
        self.tone = "ink_3"
        self.setFixedSize(MARK_PX, MARK_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.icon:
            icons.paint(painter, self.icon, box, theme.colour(self.tone).name())
        else:
            paint_status(painter, box, self.status)


class StatusMark(QWidget):
    """A mark and its word."""

    heard_as = QAccessible.Role.Grouping

    def __init__(self, status: str | None = None) -> None:
        """Shows the status and its word in the reader's language."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._sign = _Sign(status)
        self._word = Text("", "label")
        row.addWidget(self._sign)
        row.addWidget(self._word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(status)

    def set_status(self, status: str | None, word: str | None = None) -> None:
        """Another status; `word` instead of the usual one."""
        self._sign.status, self._sign.icon = status, ""
        self._sign.setFixedSize(MARK_PX, MARK_PX)
        self._say(STATUS_TONES.get(status or "", "ink_3"), word or status_word(status))

    def set_sign(self, icon: str, tone: str, word: str) -> None:
        """An icon ("octagon", "warning", "tick", "lock") with a word, e.g. for a failed row."""
        self._sign.icon, self._sign.tone = icon, tone
        self._sign.setFixedSize(16, 16)
        self._say(tone, word)

    def _say(self, tone: str, word: str) -> None:
        self._word.set_tone(tone)
        self._word.setText(word)
        self.setAccessibleName(word)
        self._sign.update()


def paint_triplet(painter: QPainter, x: float, y: float, statuses: Sequence[str | None]) -> None:
    """Draws the three marks, the first one's corner at (x, y)."""
    for number, status in enumerate(statuses):
        paint_status(painter, QRectF(x + number * (MARK_PX + GAP_PX), y, MARK_PX, MARK_PX), status)


def triplet_words(statuses: Sequence[str | None]) -> str:
    """The three statuses in words."""
    pairs = zip(DRAFTED_KINDS, statuses, strict=False)
    return ", ".join(f"{kind_word(kind)} {status_word(status)}" for kind, status in pairs)
