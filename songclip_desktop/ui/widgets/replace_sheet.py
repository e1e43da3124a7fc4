"""Find and replace in captions: every change is seen, ticked, and done as one act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from songclip_desktop.ui import icons, theme
from songclip_desktop.ui.models.replacements import Replacements
from songclip_desktop.ui.widgets.buttons import PrimaryButton
from songclip_desktop.ui.widgets.diff import difference
from songclip_desktop.ui.widgets.fields import Check
from songclip_desktop.ui.widgets.marks import kind_word, paint_status
from songclip_desktop.ui.widgets.rare import worded
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from songclip_desktop.workflow.replace import Row

TYPING_MS = 250
ROW_PX, MARGIN_PX, BEFORE = 56, 32, 10
Index = QModelIndex | QPersistentModelIndex


def runs(before: str, after: str) -> list[tuple[str, str]]:
    """(text, kind) pieces around the first change; kind is "", "delete" or "insert"."""
    woven, marks = difference(before, after)
    if not marks:
        return [(after, "")]
    start = max(0, marks[0].start - BEFORE)
    pieces, at = [("…" if start else "", "")], start
    for mark in marks:
        pieces.append((woven[at : mark.start], ""))
        pieces.append((woven[mark.start : mark.start + mark.length], mark.kind))
        at = mark.start + mark.length
    pieces.append((woven[at:], ""))
    return [piece for piece in pieces if piece[0]]


class _Delegate(QStyledItemDelegate):
    """A tick box, which caption, and its text with the change marked."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(160, theme.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        state: Any = option.state  # pyright: ignore[reportAttributeAccessIssue]
        box = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("selection"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("line"))
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        self._box(painter, QRectF(box.left() + MARGIN_PX, box.center().y() - 7, 14, 14), ticked)
        text = box.adjusted(MARGIN_PX + 28, 4, -MARGIN_PX, -5)
        head = QRectF(text.left(), text.top(), text.width(), text.height() * 0.42)
        body = QRectF(text.left(), head.bottom(), text.width(), text.height() - head.height())
        paint_status(painter, QRectF(head.left(), head.center().y() - 6, 12, 12), row.status)
        painter.setFont(theme.font("label"))
        painter.setPen(
            theme.colour("ink_2" if state & QStyle.StateFlag.State_Selected else "ink_3")
        )
        words = f"{row.accession} · {kind_word(row.kind)}"
        painter.drawText(head.adjusted(20, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        self._pieces(painter, body, runs(row.before, row.after))
        painter.restore()

    @staticmethod
    def _box(painter: QPainter, box: QRectF, ticked: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen if ticked else QPen(theme.colour("ink_3"), 1.2))
        painter.setBrush(theme.colour("fill" if ticked else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            icons.paint(painter, "tick", box.adjusted(1, 1, -1, -1), theme.colour("page").name())

    @staticmethod
    def _pieces(painter: QPainter, box: QRectF, pieces: list[tuple[str, str]]) -> None:
        font = theme.font("name")
        metrics = QFontMetricsF(font)
        x, middle = box.left(), box.center().y()
        high = metrics.height()
        for text, kind in pieces:
            room = box.right() - x
            if room < metrics.horizontalAdvance("…"):
                break
            shown = metrics.elidedText(worded(text, "name"), Qt.TextElideMode.ElideRight, room)
            width = metrics.horizontalAdvance(shown)
            place = QRectF(x, middle - high / 2, width, high)
            tone = {"insert": "malachite", "delete": "ochre"}.get(kind, "ink")
            if kind:
                painter.fillRect(place, theme.colour(kind))
            font.setStrikeOut(kind == "delete")
            font.setUnderline(kind == "insert")
            painter.setFont(font)
            painter.setPen(theme.colour(tone))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
            x += width

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A click anywhere on the row, or Space, ticks it."""
        clicked = (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton
        )
        space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if clicked or space:
            return model.setData(index, None, Qt.ItemDataRole.CheckStateRole)
        return False

    def createEditor(self, *_arguments: object) -> QWidget | None:  # type: ignore[override]
        """Nothing is typed here."""
        return None


class ReplaceSheet(Sheet):
    """Two fields, the list of what would change, one button with the number on it.

    Signals:
        typed: one of the fields is another. replace_asked: do it.
    """

    name = "replace"
    typed = Signal()
    replace_asked = Signal()

    def __init__(self) -> None:
        """Empty until something is typed."""
        super().__init__(scrolls=False)
        self.sought, self.instead = QLineEdit(), QLineEdit()
        self.with_approved = Check()
        self.replace = PrimaryButton(tall=True)
        self.rows = Replacements()
        self._names = (Text("", "body", "ink_2"), Text("", "body", "ink_2"))
        self._state = Text("", "body", "ink_2", wrap=True)
        self.list = QListView()
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._locked = ""
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.typed)
        for field in (self.sought, self.instead):
            field.textChanged.connect(lambda _text: self._typing.start())
        self.with_approved.clicked.connect(
            lambda: self.rows.choose("approved", self.with_approved.isChecked())
        )
        self.rows.ticked.connect(self._show)
        self.replace.clicked.connect(self.replace_asked)
        theme.current().changed.connect(self.list.doItemsLayout)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for name, field in zip(self._names, (self.sought, self.instead), strict=True):
            form.addRow(name, field)
        self.body.addLayout(form)
        self.body.addWidget(self._state)
        self.body.addWidget(self.with_approved)
        left, _top, right, _bottom = self.body.getContentsMargins()  # type: ignore[misc]
        self.body.setContentsMargins(left, 0, right, 8)
        column = self.layout()
        assert column is not None
        column.insertWidget(3, self.list, 2)  # type: ignore[attr-defined]
        column.setStretch(2, 0)  # type: ignore[attr-defined]
        self.list.setMinimumHeight(80)
        self.with_foot(self.replace)

    def retranslate(self) -> None:
        """Its words."""
        super().retranslate()
        self.say(self.tr("查找替换"))
        for label, field, word in zip(
            self._names,
            (self.sought, self.instead),
            (self.tr("查找"), self.tr("换成")),
            strict=True,
        ):
            label.setText(word)
            field.setAccessibleName(word)
        self.list.setAccessibleName(self.tr("将要改的说明"))
        self._show()

    def show_rows(self, rows: Sequence[Row], locked: str = "") -> None:
        """What the words typed would change. `locked`: why nothing can be, or empty."""
        self._locked = locked
        self.with_approved.setChecked(False)
        self.rows.show_rows(rows)

    def _show(self) -> None:
        number = QLocale().toString
        rows, count = self.rows.rows, len(self.rows.chosen)
        approved = sum(row.status == "approved" for row in rows)
        self.with_approved.setVisible(approved > 0)
        self.with_approved.setText(self.tr("也改已通过的；改了的变回草稿，要再审"))
        self.with_approved.set_count(number(approved))
        if not self.sought.text():
            words = self.tr("写下要找的字。改之前每一处都先给你看。")
        elif not rows:
            words = self.tr("没有一条说明里有这些字。")
        else:
            words = self.tr("{all} 条里有，选中 {count} 条").format(
                all=number(len(rows)), count=number(count)
            )
        self._state.setText(words)
        self.replace.setText(self.tr("替换 {count} 条").format(count=number(count)))
        nothing = "" if count else self.tr("没有选中要改的说明。")
        self.replace.set_possible(not (self._locked or nothing), self._locked or nothing)
