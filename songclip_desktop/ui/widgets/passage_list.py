"""The passages of all books in one column, with the mark of each annotation."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from songclip_desktop.records import Passage
from songclip_desktop.ui import theme
from songclip_desktop.ui.models.passages import PASSAGE_ROLE, PassageModel
from songclip_desktop.ui.pages.page import Header
from songclip_desktop.ui.widgets.buttons import PlainButton
from songclip_desktop.ui.widgets.marks import MARK_PX, paint_status
from songclip_desktop.ui.widgets.rare import worded

PAD_PX = 12
_MOST = 60  # characters a row could ever show
COLUMN_PX = 248

Index = QModelIndex | QPersistentModelIndex


class _PassageDelegate(QStyledItemDelegate):
    """A book's name in ink-3; a passage by chapter and beginning."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, theme.px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = QRectF(option.rect)
        passage = index.data(PASSAGE_ROLE)
        if not isinstance(passage, Passage):
            name = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            box = cell.adjusted(PAD_PX, theme.px(8), -PAD_PX, 0)
            _line(painter, box, name, "name", "ink_3")
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(cell.adjusted(0, 1, 0, -1), 6, 6)
        mark = QRectF(
            cell.right() - PAD_PX - MARK_PX, cell.center().y() - MARK_PX / 2, MARK_PX, MARK_PX
        )
        paint_status(painter, mark, passage.status)
        words = cell.adjusted(PAD_PX, 0, -PAD_PX - MARK_PX - 8, 0)
        used = 0.0
        if passage.chapter:
            used = _line(painter, words, passage.chapter, "name", "ink") + theme.px(8)
        rest = words.adjusted(used, 0, 0, 0)
        if rest.width() > theme.px(28):
            tone = "ink_2" if passage.chapter else "ink"
            _line(painter, rest, passage.text.replace("\n", " "), "name", tone)
        painter.restore()


def _line(painter: QPainter, box: QRectF, text: str, role: str, tone: str) -> float:
    """One elided line; returns how wide it is."""
    font = theme.font(role)
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    metrics = QFontMetricsF(font)
    fits = metrics.elidedText(
        worded(text[:_MOST], role), Qt.TextElideMode.ElideRight, max(0.0, box.width())
    )
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, fits)
    return metrics.horizontalAdvance(fits)


class PassageList(QListView):
    """`chosen` names the passage a person goes to."""

    chosen = Signal(object)

    def __init__(self) -> None:
        """Empty; hand passages to `passages.show`."""
        super().__init__()
        self.passages = PassageModel(self)
        self.setModel(self.passages)
        self.setItemDelegate(_PassageDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.selectionModel().currentChanged.connect(self._announce)
        theme.current().changed.connect(self.scheduleDelayedItemsLayout)

    def current(self) -> Passage | None:
        """The passage under the cursor."""
        return self.passages.passage(self.currentIndex().row())

    def select(self, passage_id: int | None) -> None:
        """Moves to a passage; to the first where there is none of that id."""
        row = self.passages.row_of(passage_id) if passage_id is not None else -1
        if row < 0:
            row = self.passages.step(-1, 1)
        if row >= 0:
            self.setCurrentIndex(self.passages.index(row))
            self.scrollTo(self.currentIndex())

    def step(self, by: int) -> None:
        """To the next (+1) or previous (-1) passage."""
        row = self.passages.step(self.currentIndex().row(), by)
        self.setCurrentIndex(self.passages.index(row))
        self.scrollTo(self.currentIndex())

    def next_draft(self) -> None:
        """To the next passage whose annotation is a draft, from the top again after the last."""
        row = self.passages.next_draft(self.currentIndex().row())
        if row >= 0:
            self.setCurrentIndex(self.passages.index(row))
            self.scrollTo(self.currentIndex())

    def _announce(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(self.passages.passage(current.row()))


class PassageColumn(QWidget):
    """The page's title, the list, and below it what concerns all passages.

    Attributes:
        all_by_model: has all that lack an annotation annotated. add: brings in more texts.
    """

    def __init__(self) -> None:
        """Words come from the page."""
        super().__init__()
        self._fixed = True
        self.head, self.list = Header(), PassageList()
        self.all_by_model, self.add = PlainButton(tall=True), PlainButton(tall=True, icon="plus")
        self.head.row.setContentsMargins(24, 0, 8, 0)
        rows, foot = QVBoxLayout(), QVBoxLayout()
        rows.setContentsMargins(12, 0, 12, 0)
        rows.addWidget(self.list)
        foot.setContentsMargins(24, 8, 16, 24)
        foot.setSpacing(8)
        foot.addWidget(self.all_by_model, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(rows, 1)
        column.addLayout(foot)
        theme.current().changed.connect(self._fit)
        self._fit()

    def set_fixed(self, fixed: bool) -> None:
        """A column of its own width, or as wide as the window."""
        self._fixed = fixed
        self._fit()

    def _fit(self) -> None:
        wide = round(COLUMN_PX * min(1.3, theme.current().factor))
        self.setMinimumWidth(wide if self._fixed else 0)
        self.setMaximumWidth(wide if self._fixed else 16777215)
