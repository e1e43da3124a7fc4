"""The table of a drafting task, and the row of filters above it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from songclip_desktop.ui import icons, theme
from songclip_desktop.ui.models.draft_queue import (
    COST,
    ENTRY_ROLE,
    KINDS,
    STATE,
    TEXT,
    WORK,
    DraftQueue,
    Entry,
)
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.marks import MARK_PX, paint_status, paint_triplet
from songclip_desktop.ui.widgets.picture import paint_picture, size_for
from songclip_desktop.ui.widgets.tables import PICTURE_ROW_PX, Table
from songclip_desktop.ui.widgets.text import paint_line

PICTURE_PX = 44
PAD_PX = 8

Index = QModelIndex | QPersistentModelIndex


class _RowDelegate(QStyledItemDelegate):
    """Draws each cell of a row."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, theme.colour("selection"))
        line = QRectF(cell.left(), cell.bottom() - 1, cell.width(), 1)
        painter.fillRect(line, theme.colour("line"))
        column = index.column()
        if column == WORK:
            self._paint_work(painter, cell, entry)
        elif column == KINDS:
            paint_triplet(
                painter, cell.left() + PAD_PX, cell.center().y() - MARK_PX / 2, entry.triplet
            )
        elif column == STATE:
            _paint_state(painter, cell, entry)
        else:
            self._paint_text(painter, cell, index, entry)
        painter.restore()

    def _paint_work(self, painter: QPainter, cell: QRectF, entry: Entry) -> None:
        box = QRectF(cell.left(), cell.center().y() - PICTURE_PX / 2, PICTURE_PX, PICTURE_PX)
        image = entry.painting.image
        pixmap = None
        if image is not None:
            ratio = painter.device().devicePixelRatioF()
            pixmap = self._thumbnails.get(image, size_for(image, PICTURE_PX, PICTURE_PX, ratio))
        paint_picture(painter, box, pixmap, image, middle=True)
        left = box.right() + 12
        width = cell.right() - left - PAD_PX
        title = entry.painting.title or entry.painting.accession
        top = cell.center().y() - theme.px(20)
        paint_line(painter, QRectF(left, top, width, theme.px(20)), title, "name", "ink")
        below = QRectF(left, cell.center().y(), width, theme.px(18))
        paint_line(painter, below, entry.painting.accession, "label", "ink_3")

    def _paint_text(self, painter: QPainter, cell: QRectF, index: Index, entry: Entry) -> None:
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        box = cell.adjusted(PAD_PX, 0, -PAD_PX, 0)
        if index.column() == COST:
            paint_line(painter, box, words, "body", "ink_2", Qt.AlignmentFlag.AlignRight)
            return
        role = "body" if entry.error is not None or entry.until else "name"
        paint_line(painter, box, words, role, "ink_2")


def _paint_state(painter: QPainter, cell: QRectF, entry: Entry) -> None:
    middle = cell.center().y()
    box = QRectF(cell.left() + PAD_PX, middle - 7, 14, 14)
    tone = "ink"
    if entry.state == "failed":
        icons.paint(painter, "octagon", box, theme.colour("rouge").name())
    elif entry.state == "working":
        painter.setPen(QPen(theme.colour("azurite"), 2))
        painter.drawArc(box.adjusted(1, 1, -1, -1), 90 * 16, -270 * 16)
    elif entry.until:
        icons.paint(painter, "pause", box, theme.colour("ochre").name())
    elif entry.state == "waiting":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colour("ink_3")))
        painter.drawEllipse(box.center(), 1.5, 1.5)
        tone = "ink_2"
    elif entry.local:
        icons.paint(painter, "lock", box, theme.colour("ink_2").name())
    else:
        paint_status(painter, box.adjusted(1, 1, -1, -1), "draft")
    left = box.right() + 8
    words = QRectF(left, cell.top(), cell.right() - left - PAD_PX, cell.height())
    paint_line(painter, words, entry.state_words, "body", tone)


class DraftTable(Table):
    """Rows of 50 px: picture and name, three marks, state, text, cost."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty; hand works to `queue.begin`."""
        super().__init__(row_px=PICTURE_ROW_PX)
        self.queue = DraftQueue(self)
        self.setModel(self.queue)
        self.setItemDelegate(_RowDelegate(thumbnails, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        thumbnails.arrived.connect(self._came)
        theme.current().changed.connect(self.fit_columns)
        self.fit_columns()

    def entry(self) -> Entry | None:
        """The row that is chosen."""
        rows = self.selectionModel().selectedRows()
        found = rows[0].data(ENTRY_ROLE) if rows else None
        return found if isinstance(found, Entry) else None

    def fit_columns(self) -> None:
        """Widths that hold their words; the text takes what is left."""
        header = self.horizontalHeader()
        header.setMinimumSectionSize(24)
        for column in (WORK, KINDS, STATE, COST):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, self._width(column))
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)

    def _came(self, _key: str) -> None:
        self.viewport().update()

    def _width(self, column: int) -> int:
        if column == WORK:
            return PICTURE_PX + 12 + theme.px(150)
        metrics = QFontMetricsF(theme.font("body"))
        head = metrics.horizontalAdvance(str(self.queue.headerData(column, _LYING) or ""))
        if column == KINDS:
            return int(max(3 * MARK_PX + 6, head)) + 3 * PAD_PX
        if column == COST:
            return int(max(metrics.horizontalAdvance("¥00.000"), head)) + 3 * PAD_PX
        longest = max(metrics.horizontalAdvance(words) for words in _state_words(self.queue))
        return int(longest) + 22 + 3 * PAD_PX


_LYING = Qt.Orientation.Horizontal


def _state_words(queue: DraftQueue) -> Sequence[str]:
    """The longest word of each state; a local row is the longest of all."""
    if not queue.entries:
        return ("        ",)
    one = queue.entries[0]
    samples = [
        Entry(one.painting, (), {}, state="written", seconds=45.0),
        Entry(one.painting, (), {}, state="failed"),
        Entry(one.painting, (), {}, state="working", since=time.monotonic() - 595),
        Entry(one.painting, (), {}, until=time.monotonic() + 118),
    ]
    if any(entry.local for entry in queue.entries):
        samples.append(Entry(one.painting, (), {}, local=True, state="written"))
    return [sample.state_words for sample in samples]


class _Tab(QAbstractButton):
    """A word with a count; the chosen one is underlined."""

    def __init__(self, tone: str) -> None:
        super().__init__()
        self._tone = tone
        self.setCheckable(True)
        self.setAutoExclusive(True)  # heard as one of several
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(theme.font("strong")).horizontalAdvance(self.text())
        return QSize(int(width) + 4, theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("strong" if self.isChecked() else "body"))
        tone = self._tone or ("ink" if self.isChecked() else "ink_2")
        painter.setPen(theme.colour(tone))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.isChecked():
            line = QRectF(0, self.height() - 2, self.width(), 2)
            painter.fillRect(line, theme.colour("ink"))


class FilterTabs(QWidget):
    """Words with counts of which one narrows the list. `chosen` when a person chooses."""

    chosen = Signal(str)

    def __init__(self, keys: Sequence[str], loud: str = "") -> None:
        """`loud`: the key shown in rouge while it counts something."""
        super().__init__()
        self._keys, self._loud = list(keys), loud
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._keys[number]))
        self._tabs: list[_Tab] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        for number, _key in enumerate(self._keys):
            tab = _Tab("")
            self._tabs.append(tab)
            self._group.addButton(tab, number)
            row.addWidget(tab)
        self._tabs[0].setChecked(True)

    def say(self, words: Sequence[tuple[str, int]]) -> None:
        """Word and count of each key, in order; empty ones but the first hide."""
        for key, tab, (word, count) in zip(self._keys, self._tabs, words, strict=True):
            tab.setText(f"{word} {count}")
            tab._tone = "rouge" if key == self._loud and count else ""
            tab.setVisible(bool(count) or tab is self._tabs[0] or tab.isChecked())

    def choose(self, key: str) -> None:
        """Sets the choice without a signal."""
        self._tabs[self._keys.index(key)].setChecked(True)

    def current(self) -> str:
        """The key that holds."""
        return self._keys[self._group.checkedId()]
