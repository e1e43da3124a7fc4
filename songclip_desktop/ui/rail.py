"""The rail at the left: the collection, the stages with what waits at each, the running task."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop.jobs.job import Job
from songclip_desktop.ui import icons, theme
from songclip_desktop.ui.widgets.progress import Bar, left_words, number
from songclip_desktop.ui.widgets.rare import worded
from songclip_desktop.ui.widgets.text import ElidedText

WIDE_PX, NARROW_PX = 200, 56
# Groups as they stand in the rail; the names are also those of pages and icons.
GROUPS = (
    ("collection",),
    ("import", "annotate", "draft", "review"),
    ("dataset", "finetune", "evaluate"),
    ("search", "map"),
)
FOOT = ("activity", "models")


class RailItem(QAbstractButton):
    """One row: icon, word, what waits. In a narrow rail the icon alone, the word as tooltip."""

    def __init__(self, name: str) -> None:
        """`name` of the page."""
        super().__init__()
        self.name = name
        self._waiting = 0
        self._narrow = False
        self.setCheckable(True)
        self.setAutoExclusive(True)  # heard as one of several
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_word(self, word: str) -> None:
        """The page's name in the reader's language."""
        self.setText(word)
        self._name()

    def set_waiting(self, count: int) -> None:
        """What waits; shown only where something does."""
        if count != self._waiting:
            self._waiting = count
            self._name()

    def set_narrow(self, narrow: bool) -> None:
        """Icon alone, or icon and word."""
        self._narrow = narrow
        self._name()

    def sizeHint(self) -> QSize:
        """34 px high, 36 with air."""
        return QSize(NARROW_PX - 16, theme.px(34))

    def minimumSizeHint(self) -> QSize:
        """Its icon."""
        return QSize(NARROW_PX - 16, theme.px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The current row lies on the surface."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface" if self.isChecked() else "selection"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        tone = "ink" if self.isChecked() else "ink_2"
        left = (self.width() - 18) / 2 if self._narrow else 12.0
        box = QRectF(left, (self.height() - 18) / 2, 18, 18)
        icons.paint(painter, self.name, box, theme.colour(tone).name())
        if self._narrow:
            return
        font = theme.font("rail")
        if self.isChecked():
            font.setWeight(font.Weight.Medium)
        painter.setFont(font)
        painter.setPen(theme.colour(tone))
        place = QRectF(42, 0, self.width() - 42 - 12, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._waiting:
            painter.setFont(theme.font("label"))
            painter.setPen(theme.colour("ink_2" if self.isChecked() else "ink_3"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(place, right, number(self._waiting))

    def _name(self) -> None:
        spoken = f"{self.text()} {number(self._waiting)}" if self._waiting else self.text()
        self.setAccessibleName(spoken)
        self.setToolTip(spoken if self._narrow else "")
        self.update()


class CollectionButton(QAbstractButton):
    """The collection's name, which opens the File menu, and below it where the data goes."""

    def __init__(self) -> None:
        """Texts come with `say`."""
        super().__init__()
        self._line = ""
        self._narrow = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, name: str, line: str, *, offline: bool = False) -> None:
        """The name, and the one line about the network; `offline` has a sign of its own."""
        self.setText(worded(name, "name"))
        self._line, self._offline = line, offline
        self.setAccessibleName(name)
        self.setAccessibleDescription(line)
        self.setToolTip(f"{name}\n{line}")
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """The first character alone."""
        self._narrow = narrow
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(NARROW_PX, theme.px(56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name with a small angle, line below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.serif(16, medium=True)
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        if self._narrow:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text()[:1])
            return
        metrics = QFontMetricsF(font)
        name = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 44)
        first = QRectF(20, theme.px(14), self.width() - 40, theme.px(24))
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, name)
        angle = QPointF(26 + metrics.horizontalAdvance(name), first.center().y() - 7)
        icons.paint(
            painter, "down", QRectF(angle.x(), angle.y(), 14, 14), theme.colour("ink_2").name()
        )
        label = theme.font("label")
        painter.setFont(label)
        painter.setPen(theme.colour("ink_2"))
        line = QFontMetricsF(label).elidedText(
            self._line, Qt.TextElideMode.ElideRight, self.width() - 28
        )
        below = QRectF(20, first.bottom(), self.width() - 24, theme.px(18))
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, line)


class _Running(QWidget):
    """The oldest running task: its name, the time left, a bar."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 0, 20, 12)
        column.setSpacing(6)
        self._words = ElidedText("", "label", "ink_2")
        self._bar = Bar()
        column.addWidget(self._words)
        column.addWidget(self._bar)
        self.hide()

    def show_job(self, job: Job | None) -> None:
        self.setVisible(job is not None)
        if job is None:
            return
        latest = job.latest
        if latest is None or not latest.total:
            self._words.setText(job.name)
            self._bar.set_fraction(0)
            return
        self._words.setText(f"{job.name} · {left_words(job.pace.left_s)}")
        self._bar.set_fraction(latest.done / latest.total)


class Rail(QFrame):
    """The rail. `chosen(page)` when a row is pressed; `menu_wanted` when the name is.

    Attributes:
        items: rows by page name. offline: the row in the foot while no network is to be used.
    """

    chosen = Signal(str)
    menu_wanted = Signal()

    def __init__(self) -> None:
        """All rows, no words yet."""
        super().__init__()
        self.setObjectName("rail")
        self.collection = CollectionButton()
        self.collection.clicked.connect(self.menu_wanted)
        self.items: dict[str, RailItem] = {}
        self._running = _Running()
        self._narrow = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(2)
        column.addWidget(self.collection)
        for position, group in enumerate(GROUPS):
            column.addSpacing(8 if position == 0 else 14)
            for name in group:
                column.addWidget(self._row(name))
        column.addStretch(1)
        column.addWidget(self._running)
        self.offline = RailItem("lock")
        self.offline.setCheckable(False)
        self._offline = _held(self.offline)
        self._offline.hide()
        column.addWidget(self._offline)
        for name in FOOT:
            column.addWidget(self._row(name))
        self.set_narrow(False)

    def set_current(self, page: str) -> None:
        """Marks the row of the page in view."""
        for name, item in self.items.items():
            item.setChecked(name == page)

    def set_narrow(self, narrow: bool) -> None:
        """Icons only under 1100 px."""
        self._narrow = narrow
        self.setFixedWidth(NARROW_PX if narrow else theme.px(WIDE_PX))
        self.collection.set_narrow(narrow)
        for item in (*self.items.values(), self.offline):
            item.set_narrow(narrow)
        if narrow:
            self._running.hide()

    def show_offline(self, offline: bool) -> None:
        """Whether this machine stays offline."""
        self._offline.setVisible(offline)

    def show_jobs(self, running: list[Job]) -> None:
        """What is at work, in the foot; what passes before one could read of it is left out."""
        running = [job for job in running if not job.passing or job.latest is not None]
        self._running.show_job(running[0] if running and not self._narrow else None)
        self.items["activity"].set_waiting(len(running))

    def _row(self, name: str) -> QWidget:
        item = RailItem(name)
        item.clicked.connect(lambda: self.chosen.emit(name))
        self.items[name] = item
        return _held(item)


def _held(item: RailItem) -> QWidget:
    """A row with the rail's margins."""
    holder = QWidget()
    row = QVBoxLayout(holder)
    row.setContentsMargins(8, 0, 8, 0)
    row.addWidget(item)
    return holder
