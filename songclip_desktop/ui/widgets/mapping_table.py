"""Which column of a register is which field: one row a column, with its first values."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from songclip_desktop.exchange import fields
from songclip_desktop.exchange.profiles import FIELDS, Mapping, Profile
from songclip_desktop.exchange.spreadsheet import Table
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text

AS_IT_IS = ""
SAMPLES = 3

translate = QCoreApplication.translate


def field_word(name: str) -> str:
    """A field in the reader's language: of a work by the core fields, else said here."""
    word = fields.word(name)
    if word != name:
        return word
    return {
        "image": translate("MappingTable", "图像"),
        "image_role": translate("MappingTable", "图像所示"),
        "image_label": translate("MappingTable", "图像说明"),
        "tags": translate("MappingTable", "标签"),
        "group_key": translate("MappingTable", "同组编号"),
        "local_only": translate("MappingTable", "不出本机"),
        "caption_modern": translate("MappingTable", "白话说明"),
        "caption_classical": translate("MappingTable", "拟古说明"),
        "caption_tags": translate("MappingTable", "关键词"),
    }.get(name, translate("MappingTable", "原样存入备注"))


class MappingTable(QWidget):
    """Rows of column, field, first values. `changed` when a person maps a column anew."""

    changed = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._choices: dict[str, Choice] = {}
        self._mapping: Mapping | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 3)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_mapping(
        self, table: Table, mapping: Mapping, guessed: Collection[str] = frozenset()
    ) -> None:
        """A register's columns as they are understood now; `guessed` ones are marked."""
        self._clear()
        self._mapping = mapping
        heads = (
            translate("MappingTable", "登记册的栏"),
            translate("MappingTable", "存为"),
            translate("MappingTable", "前几行"),
        )
        for column, head in enumerate(heads):
            self._grid.addWidget(Text(head, "label", "ink_3"), 0, column)
        held = {index: name for name, places in mapping.columns.items() for index in places}
        choices = [(name, field_word(name)) for name in (AS_IT_IS, *FIELDS)]
        for place, header in enumerate(table.header):
            if not header.strip():
                continue
            row = 2 * len(self._choices) + 1
            self._grid.addWidget(Hairline(), row, 0, 1, 3)
            choice = Choice(translate("MappingTable", "{0} 存为").format(header))
            choice.set_choices(choices)
            choice.choose(held.get(place, AS_IT_IS))
            choice.chosen.connect(self.changed)
            self._choices[header] = choice
            samples = [cells[place] for _, cells in table.rows[:20] if cells[place].strip()]
            self._grid.addWidget(ElidedText(header), row + 1, 0)
            choice.setProperty("attention", header in guessed)
            if header in guessed:
                choice.setAccessibleDescription(translate("MappingTable", "按内容推测，请核对"))
            self._grid.addWidget(choice, row + 1, 1)
            words = "　".join(samples[:SAMPLES])
            self._grid.addWidget(ElidedText(words, "body", "ink_2"), row + 1, 2)
        self._grid.addWidget(Hairline(), 2 * len(self._choices) + 1, 0, 1, 3)

    def profile(self, name: str, label: str) -> Profile:
        """What is chosen now, as a profile."""
        columns: dict[str, list[str]] = {}
        for header, choice in self._choices.items():
            if choice.current():
                columns.setdefault(choice.current(), []).append(header)
        assert self._mapping is not None
        return self._mapping.rules.with_columns(name, label, columns, tuple(self._choices))

    def _clear(self) -> None:
        self._choices.clear()
        empty(self._grid)
