"""Fields: search, choice, check box, radio button; and the ring around what has the focus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from songclip_desktop.ui import icons, theme
from songclip_desktop.ui.widgets.cell_view import CellView
from songclip_desktop.ui.widgets.messages import IconLabel
from songclip_desktop.ui.widgets.rare import worded
from songclip_desktop.ui.widgets.text import Text


class SearchField(QLineEdit):
    """A line with a magnifier, how many were found, and a way to clear it. Esc clears."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._count = Text("", "label", "ink_2")
        self._count.setParent(self)
        self._clear = QToolButton(self)
        self._clear.setStyleSheet("border: none; background: transparent;")
        self._clear.setCursor(Qt.CursorShape.PointingHandCursor)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self._magnifier = IconLabel("search", "ink_2", 16)
        self._magnifier.setParent(self)
        self.setTextMargins(24, 0, 0, 0)
        self.textChanged.connect(lambda _text: self._place())
        theme.current().changed.connect(self._draw)
        self._draw()

    def set_words(self, placeholder: str, clear: str) -> None:
        """The placeholder, which is also the name, and the name of the clearing button."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._clear.setAccessibleName(clear)
        self._clear.setToolTip(clear)

    def set_count(self, words: str) -> None:
        """How many were found, shown while something is typed."""
        self._count.setText(words)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears, and when clear leaves."""
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.clearFocus()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the parts in their corners."""
        super().resizeEvent(event)
        self._place()

    def _draw(self) -> None:
        self._clear.setIcon(icons.icon("close"))
        self._place()

    def _place(self) -> None:
        self._magnifier.setGeometry(12, (self.height() - 16) // 2, 16, 16)
        typed = bool(self.text())
        self.setTextMargins(24, 0, 84 if typed else 0, 0)
        self._clear.setVisible(typed)
        self._count.setVisible(typed)
        self._clear.setGeometry(self.width() - 32, (self.height() - 24) // 2, 24, 24)
        self._count.adjustSize()
        self._count.move(
            self.width() - 38 - self._count.width(), (self.height() - self._count.height()) // 2
        )


class Choice(QComboBox):
    """One of several, by key. `chosen` only when a person chooses; the wheel passes by."""

    chosen = Signal(str)

    def __init__(self, name: str = "") -> None:
        """`name`: what is chosen, for those who cannot see it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda row: self.chosen.emit(self.itemData(row)))

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """(key, word) in order; what held still holds where its key remains."""
        held = self.current()
        self.blockSignals(True)
        self.clear()
        for key, word in choices:
            self.addItem(word, key)
        self.choose(held)
        self.blockSignals(False)

    def current(self) -> str:
        """The key that holds, or empty."""
        return self.currentData() or ""

    def choose(self, key: str) -> None:
        """Sets it without `chosen`."""
        row = self.findData(key)
        if row >= 0:
            self.setCurrentIndex(row)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must not change a choice."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then a small angle."""
        super().paintEvent(event)
        box = QRectF(self.width() - 26, (self.height() - 14) / 2, 14, 14)
        icons.paint(QPainter(self), "down", box, theme.colour("ink_2").name())


class _Tickable(QAbstractButton):
    """A box or a ring, its word, a number at the right where there is one."""

    round = False

    def __init__(self, text: str = "", count: str = "") -> None:
        """`count`: shown at the right, as in facets."""
        super().__init__()
        self._count = count
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A facet's word is a museum's, of any length: its number stays in view.
        wide = QSizePolicy.Policy.Preferred if count else QSizePolicy.Policy.Minimum
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.setProperty("elidable", bool(count))
        self.setText(text)
        theme.current().changed.connect(self.updateGeometry)

    def setText(self, text: str) -> None:
        """The word, which is also the accessible name."""
        super().setText(worded(text, "body"))
        self.setAccessibleName(f"{text} {self._count}".strip())
        self._tell_whole()
        self.updateGeometry()

    def set_count(self, count: str) -> None:
        """Another number; zero stays visible."""
        self._count = count
        self.setAccessibleName(f"{self.text()} {count}".strip())
        self._tell_whole()
        self.update()

    def sizeHint(self) -> QSize:
        """Box, word, number."""
        metrics = QFontMetricsF(theme.font("body"))
        width = 24 + metrics.horizontalAdvance(self.text()) + self._count_px(metrics)
        return QSize(int(width) + 2, theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """Its word is never cut; beside a number it may end in …."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), theme.px(96)), whole.height()) if self._count else whole

    def shown_text(self) -> str:
        """The word as far as the number leaves room for it."""
        if not self._count:
            return self.text()
        metrics = QFontMetricsF(theme.font("body"))
        room = self.width() - 24 - self._count_px(metrics)
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A word that no longer fits is told in full by the tooltip."""
        super().resizeEvent(event)
        self._tell_whole()

    def _tell_whole(self) -> None:
        if self._count:
            self.setToolTip(self.text() if self.shown_text() != self.text() else "")

    def _count_px(self, metrics: QFontMetricsF) -> float:
        return 16 + metrics.horizontalAdvance(self._count) if self._count else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Outline in ink-3, filled with a tick when chosen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, (self.height() - 14) / 2, 14, 14)
        painter.setPen(QPen(theme.colour("ink_3"), 1.2))
        painter.setBrush(theme.colour("surface"))
        if self.round:
            painter.drawEllipse(box)
            if self.isChecked():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("ink"))
                painter.drawEllipse(box.adjusted(3.5, 3.5, -3.5, -3.5))
        else:
            if self.isChecked():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("fill"))
            painter.drawRoundedRect(box, 3, 3)
            if self.isChecked():
                icons.paint(
                    painter, "tick", box.adjusted(1, 1, -1, -1), theme.colour("page").name()
                )
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("ink" if self.isEnabled() else "ink_3"))
        place = QRectF(24, 0, self.width() - 24, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.shown_text())
        if self._count:
            painter.setPen(theme.colour("ink_3"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(place, right, self._count)


class Check(_Tickable):
    """A check box; with a count it is a facet."""


class Radio(_Tickable):
    """One of several; siblings exclude each other."""

    round = True

    def __init__(self, text: str = "", count: str = "") -> None:
        """As Check."""
        super().__init__(text, count)
        self.setAutoExclusive(True)


class FocusRing(QWidget):
    """Two pixels of azurite, two pixels off, around whatever the keyboard has reached.

    One for each window. Text fields and the wall of pictures show the focus themselves; around a list
    or a picture it lies within their edges. It listens to its target
    and what that lies in: a filter on the application would run for every event there is.
    """

    def __init__(self, window: QWidget) -> None:
        """Lies over `window`, seen and never clicked."""
        super().__init__(window)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []  # the target and what it lies in, which may scroll
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows its target."""
        if event.type() in (
            QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show,
        ):  # fmt: skip
            self._follow()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("azurite"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        own = (
            QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QScrollArea, CellView,
        )  # fmt: skip
        by_pointer = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        mine = (
            new is not None
            and not by_pointer
            and new.window() is self.window()
            and not isinstance(new, own)
            and bool(new.focusPolicy() & Qt.FocusPolicy.TabFocus)
        )
        for watched in self._watched:
            if isValid(watched):
                watched.removeEventFilter(self)
        self._target, self._watched = (new if mine else None), []
        watched = self._target
        while watched is not None and watched is not self.window():
            watched.installEventFilter(self)
            self._watched.append(watched)
            watched = watched.parentWidget()
        self._follow()

    def _follow(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        corner = target.mapTo(self.window(), target.rect().topLeft())
        off = 0 if isinstance(target, QAbstractScrollArea) else 4
        self.setGeometry(QRect(corner, target.size()).adjusted(-off, -off, off, off))
        self.show()
        self.raise_()
