"""Remarks of the curators on one caption, below each other, never altered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import PlainButton
from songclip_desktop.ui.widgets.history_sheet import moment
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text

if TYPE_CHECKING:
    from songclip_desktop.workflow.review import Comment

LINES = 3


class _Field(QPlainTextEdit):
    """Some lines; Ctrl+Enter keeps them."""

    kept = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the sheet's
        else:
            super().keyPressEvent(event)


class CommentsSheet(Sheet):
    """What was remarked, oldest first, and a field for one more.

    Signals:
        added: the text of a new remark.
    """

    name = "comments"
    added = Signal(str)

    def __init__(self) -> None:
        """Empty until `show_comments`."""
        super().__init__()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.field = _Field()
        self.field.setTabChangesFocus(True)
        self.keep = PlainButton(hint="Ctrl+Enter")
        self.keep.clicked.connect(self._add)
        self.field.kept.connect(self.keep.click)
        self.field.textChanged.connect(self._enable)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.field)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.keep)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self._locked = ""
        theme.current().changed.connect(self._fit)
        self._fit()

    def retranslate(self) -> None:
        """Its words."""
        super().retranslate()
        self.keep.setText(self.tr("记下批注"))
        self.field.setPlaceholderText(self.tr("写给自己或另一位审校者；不进入训练。"))
        self.field.setAccessibleName(self.tr("批注"))
        self._enable()

    def show_comments(self, kind: str, comments: Sequence[Comment], locked: str = "") -> None:
        """`kind`: of the caption, in words. `locked`: why none can be added, or empty."""
        self.say(self.tr("批注"), kind)
        self._locked = locked
        empty(self._rows)
        if not comments:
            self._rows.addWidget(Text(self.tr("还没有批注。"), "body", "ink_2"))
        for comment in comments:
            self._rows.addWidget(self._row(comment))
            self._rows.addWidget(Hairline())
        self._enable()

    def clear(self) -> None:
        """The field is empty again: what stood there is kept, or belongs to another caption."""
        self.field.clear()

    def _row(self, comment: Comment) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(ElidedText(comment.by, "strong", "ink", hug=True), 1)
        head.addWidget(Text(moment(comment.at), "label", "ink_3"))
        column.addLayout(head)
        column.addWidget(Text(comment.text, "body", "ink", wrap=True))
        return row

    def _enable(self) -> None:
        written = bool(self.field.toPlainText().strip())
        self.keep.set_possible(
            written and not self._locked, self._locked or self.tr("还没有写什么。")
        )
        self.field.setReadOnly(bool(self._locked))

    def _add(self) -> None:
        self.added.emit(self.field.toPlainText().strip())

    def _fit(self) -> None:
        self.field.setFixedHeight(LINES * theme.current().line_px("body") + 24)
