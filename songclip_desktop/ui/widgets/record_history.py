"""What happened to one record: who, when, which field, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.exchange import fields
from songclip_desktop.ui.widgets.history_sheet import moment
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.rare import worded
from songclip_desktop.ui.widgets.record import Facts
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text
from songclip_desktop.workflow.history import action_word

if TYPE_CHECKING:
    from songclip_desktop.workflow.catalogue import Past

SHOWN = 100  # acts


class RecordHistorySheet(Sheet):
    """Acts, the newest first, each with the fields it changed."""

    name = "record_history"

    def __init__(self) -> None:
        """Empty until `show_past`."""
        super().__init__()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_past(self, title: str, past: Sequence[Past]) -> None:
        """Of one work; `past`: newest first."""
        self.say(self.tr("经过"), title)
        empty(self._rows)
        acts = groupby(past, key=lambda each: (each.at, each.by, each.action, each.undone))
        for number, (_, lines) in enumerate(acts):
            if number == SHOWN:
                break
            if number:
                self._rows.addWidget(Hairline())
            self._rows.addWidget(self._act(list(lines)))

    def _act(self, lines: Sequence[Past]) -> QWidget:
        act, first = QWidget(), lines[0]
        column = QVBoxLayout(act)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        word = action_word(first.action)
        who = first.by or self.tr("软件")
        head.addWidget(Text(word[:1].upper() + word[1:], "strong"))
        head.addWidget(ElidedText(who, "body", "ink_2", hug=True), 1)
        if first.undone:
            head.addWidget(Text(self.tr("后来撤销了"), "label", "ochre"))
        head.addWidget(Text(moment(first.at), "label", "ink_3"))
        column.addLayout(head)
        facts = Facts(96)
        facts.show_facts([(self._field(each.field), self._change(each)) for each in lines])
        column.addWidget(facts)
        act.setAccessibleName(f"{word} {who} {moment(first.at)}")
        return act

    def _field(self, key: str) -> str:
        own = {"images": self.tr("图片"), "extra": self.tr("其他事项")}
        return own.get(key) or fields.word(key)

    def _change(self, each: Past) -> str:
        if not each.field or each.before == each.after:
            return worded(each.after, "body")
        nothing = self.tr("（空）")
        if not each.before:
            return worded(each.after, "body")
        return worded(f"{each.before} → {each.after or nothing}", "body")
