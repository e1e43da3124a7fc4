"""How far a task is: a bar, a count, a rate and an honest time left."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QLocale, QRectF, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop.jobs.pace import Pace
from songclip_desktop.progress import Progress
from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.text import Text

REDRAW_EVERY_S = 0.25

translate = QCoreApplication.translate


def number(value: int) -> str:
    """With separators of thousands."""
    return QLocale().toString(value)


def size_words(size_bytes: int) -> str:
    """31.4 GB, 820 MB; decimal, as disks are sold."""
    if size_bytes >= 1_000_000_000:
        return f"{size_bytes / 1e9:.1f} GB"
    return f"{max(1, round(size_bytes / 1e6))} MB"


def duration_words(seconds: float) -> str:
    """A time in words: 8 秒, 1 分 10 秒, 12 分, 2 小时 5 分."""
    whole = max(1, round(seconds))
    if whole < 60:
        return translate("progress", "{0} 秒").format(whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 10 and rest >= 5:
        return translate("progress", "{0} 分 {1} 秒").format(minutes, rest - rest % 5)
    if minutes < 60:
        return translate("progress", "{0} 分").format(minutes)
    if minutes % 60 == 0:
        return translate("progress", "{0} 小时").format(minutes // 60)
    return translate("progress", "{0} 小时 {1} 分").format(*divmod(minutes, 60))


def left_words(left_s: float | None) -> str:
    """剩约 1 分 10 秒, or 正在估算 while it is not known."""
    if left_s is None:
        return translate("progress", "正在估算")
    return translate("progress", "剩约 {0}").format(duration_words(left_s))


def unit_word(unit: str) -> str:
    """What is counted, in the reader's language."""
    words = {
        "picture": translate("progress", "幅"),
        "row": translate("progress", "行"),
        "caption": translate("progress", "条"),
        "step": translate("progress", "步"),
        "text": translate("progress", "句"),
        "work": translate("progress", "件"),
        "passage": translate("progress", "则"),
        "file": translate("progress", "个"),
    }
    return words.get(unit, "")


def progress_words(progress: Progress, pace: Pace) -> str:
    """Count, rate and time left in one line; count only where the length is not known."""
    if progress.unit == "byte":
        return _byte_words(progress, pace)
    unit = unit_word(progress.unit)
    if not progress.total:
        return f"{number(progress.done)} {unit}".strip()
    parts = [f"{number(progress.done)} / {number(progress.total)} {unit}".strip()]
    if pace.per_s >= 1:
        parts.append(
            translate("progress", "每秒 {0} {1}").format(f"{pace.per_s:.0f}", unit).strip()
        )
    elif pace.per_s > 0:
        parts.append(
            translate("progress", "每分 {0} {1}").format(f"{pace.per_s * 60:.1f}", unit).strip()
        )
    if progress.done < progress.total:
        parts.append(left_words(pace.left_s))
    return "　".join(parts)


def _byte_words(progress: Progress, pace: Pace) -> str:
    if not progress.total:
        return size_words(progress.done) if progress.done else ""
    parts = [f"{size_words(progress.done)} / {size_words(progress.total)}"]
    if pace.per_s > 0:
        rate = f"{pace.per_s / 1e6:.1f} MB"
        parts.append(translate("progress", "每秒 {0} {1}").format(rate, "").strip())
    if progress.done < progress.total:
        parts.append(left_words(pace.left_s))
    return "　".join(parts)


class Bar(QWidget):
    """A flat bar of 4 px; 6 as the headline of a page."""

    heard_as = QAccessible.Role.ProgressBar

    def __init__(self, height_px: int = 4) -> None:
        """Empty at first."""
        super().__init__()
        self._fraction = 0.0
        self.setFixedHeight(height_px)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_fraction(self, fraction: float) -> None:
        """How much is done, 0 to 1."""
        self._fraction = min(1.0, max(0.0, fraction))
        self.setAccessibleName(f"{self._fraction:.0%}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, then fill."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(theme.colour("track"))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self._fraction > 0:
            painter.setBrush(theme.colour("fill"))
            filled = QRectF(0, 0, max(self.height(), self.width() * self._fraction), self.height())
            painter.drawRoundedRect(filled, radius, radius)


class ProgressStrip(QWidget):
    """A named task: name, count, rate, time left, a stop; the bar below."""

    heard_as = QAccessible.Role.Grouping

    def __init__(self, name: str = "", height_px: int = 4, stoppable: bool = True) -> None:
        """`stop` is the quiet button; hidden unless `stoppable`."""
        super().__init__()
        self._shown_at = 0.0
        self._name = Text(name, "strong")
        self._words = Text("", "body", "ink_2")
        self.stop = QuietButton()
        if not stoppable:  # shown before it has a parent it would be a window of its own
            self.stop.hide()
        self._bar = Bar(height_px)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._name)
        row.addWidget(self._words)
        row.addStretch(1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._bar)
        self.retranslate()

    def retranslate(self) -> None:
        """The word on the button."""
        self.stop.setText(translate("progress", "停止"))

    def set_name(self, name: str) -> None:
        """What is at work."""
        self._name.setText(name)

    def show_progress(self, progress: Progress, pace: Pace) -> None:
        """Numbers change in place, at most four times a second; the last is always shown."""
        now = time.monotonic()
        last = progress.total and progress.done >= progress.total
        if not last and now - self._shown_at < REDRAW_EVERY_S:
            return
        self._shown_at = now
        words = progress_words(progress, pace)
        self._words.setText(words)
        self.setAccessibleName(f"{self._name.text()} {words}")
        self._bar.setVisible(progress.total > 0)
        self._bar.set_fraction(progress.done / progress.total if progress.total else 0)
