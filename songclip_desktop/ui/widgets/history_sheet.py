"""What happened to one caption: who, when, what changed, and what had drafted it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.buttons import PlainButton
from songclip_desktop.ui.widgets.diff import DiffText
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.marks import status_word
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text
from songclip_desktop.workflow.history import action_word

if TYPE_CHECKING:
    from songclip_desktop.workflow.history import Line

SHOWN = 200
OFFLINE = "offline"  # how the drafter without a network signs, before what it used


def moment(at: str) -> str:
    """A stored time (UTC) as day and minute of the reader's clock."""
    read = QDateTime.fromString(at, Qt.DateFormat.ISODate)
    return read.toLocalTime().toString("yyyy-MM-dd HH:mm") if read.isValid() else at[:16]


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


class HistorySheet(Sheet):
    """The lines of one caption, newest first; the whole history leaves as a table or for print.

    Signals:
        csv_asked, pdf_asked: wants the whole collection's history written to a file.
    """

    name = "history"
    csv_asked = Signal()
    pdf_asked = Signal()

    def __init__(self) -> None:
        """Empty until `show_lines`."""
        super().__init__()
        self.csv, self.pdf = PlainButton(icon="sheet"), PlainButton(icon="sheet")
        self.csv.clicked.connect(self.csv_asked)
        self.pdf.clicked.connect(self.pdf_asked)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self.with_foot(self.csv, self.pdf)

    def retranslate(self) -> None:
        """Its words; the lines are shown anew by the page."""
        super().retranslate()
        self.csv.setText(self.tr("全部经过存为表格"))
        self.pdf.setText(self.tr("存为 PDF"))

    def show_lines(self, kind: str, lines: Sequence[Line]) -> None:
        """`kind`: of the caption, in words. `lines`: newest first."""
        self.say(self.tr("经过"), kind)
        empty(self._rows)
        if not lines:
            self._rows.addWidget(Text(self.tr("这一种还没有说明，也就没有经过。"), "body", "ink_2"))
        for number, line in enumerate(lines[:SHOWN]):
            if number:
                self._rows.addWidget(Hairline())
            self._rows.addWidget(self._row(line))

    def _row(self, line: Line) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Text(_capital(action_word(line.action)), "strong", "ink"))
        who = line.by or self.tr("软件")
        head.addWidget(ElidedText(who, "body", "ink_2", hug=True), 1)
        head.addWidget(Text(moment(line.at), "label", "ink_3"))
        column.addLayout(head)
        if line.text_after and line.text_before != line.text_after:
            text = DiffText("reading")
            text.show_text(line.text_after, line.text_before or None)
            column.addWidget(text)
        if line.comment:
            column.addWidget(Text(line.comment, "body", "ink", wrap=True))
        if words := self._meta(line):
            column.addWidget(Text(words, "label", "ink_3", wrap=True))
        row.setAccessibleName(f"{action_word(line.action)} {who} {moment(line.at)}")
        return row

    def _meta(self, line: Line) -> str:
        parts = []
        if line.status_after and line.status_before and line.status_before != line.status_after:
            words = self.tr("{before} → {after}")
            before, after = status_word(line.status_before), status_word(line.status_after)
            parts.append(words.format(before=before, after=after))
        if line.drafter or line.model:
            drafter = " ".join(dict.fromkeys(part for part in (line.drafter, line.model) if part))
            if line.drafter.startswith(OFFLINE):
                drafter = drafter.replace(OFFLINE, self.tr("离线"), 1)
            parts.append(self.tr("撰稿 {drafter}").format(drafter=drafter))
        if line.endpoint:
            parts.append(line.endpoint)
        if line.prompt_version:
            parts.append(self.tr("提示 {version}").format(version=line.prompt_version))
        if line.picture_sha256:
            words = self.tr("图 {digest}")
            parts.append(words.format(digest=line.picture_sha256[:12]))
        if line.undone:
            parts.append(self.tr("后来撤销了"))
        return " · ".join(parts)
