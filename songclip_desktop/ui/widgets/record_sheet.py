"""The record of one work as it is written: every core field, tags, extra fields, notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from songclip_desktop import dates, vocabularies
from songclip_desktop.exchange import fields
from songclip_desktop.records import WORK_KINDS, Painting
from songclip_desktop.ui.widgets.buttons import PrimaryButton
from songclip_desktop.ui.widgets.extra_fields import ExtraFields
from songclip_desktop.ui.widgets.fields import Check, Choice
from songclip_desktop.ui.widgets.marks import work_kind_word
from songclip_desktop.ui.widgets.record_fields import (
    Line,
    LongText,
    Pick,
    RightsPick,
    Tags,
    pick_of,
    with_aliases,
)
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import Hairline, Text

# Which fields stand together; a pair stands side by side, a single one over the whole width.
GROUPS: dict[str, tuple[tuple[str, ...], ...]] = {
    "work": (("accession", "census_number"), ("title",), ("artist", "dynasty")),
    "date": (("date_text",), ("year_from", "year_to")),
    "made": (
        ("work_kind", "category"),
        ("format", "material"),
        ("technique", "dimensions"),
        ("mass", "quantity"),
    ),
    "kept": (
        ("holder", "source"),
        ("acquired", "grade"),
        ("completeness", "condition"),
        ("rights",),
    ),
    "said": (("tags",), ("inscription",), ("notes",), ("group_key",), ("local_only",)),
}
_YEARS = ("year_from", "year_to")
_LISTED = ("dynasty", "category", "format", "material", "technique", "grade", "condition", "source")


def editor_of(key: str) -> QWidget:
    """The field in which a core field is written; of tags, kind and "local only" their own."""
    if key in _LISTED:
        return pick_of(vocabularies.terms(key))
    if key == "rights":
        return RightsPick()
    if key in ("inscription", "notes"):
        return LongText(2 if key == "inscription" else 3)
    return Line()


class RecordSheet(Sheet):
    """Enter saves, Esc leaves. Only what was changed is handed on.

    Signals:
        save_asked: the button, or Enter in a field.

    Attributes:
        editors: key of a core field → its editor. extra: the fields of one's own.
    """

    name = "record"
    save_asked = Signal()

    def __init__(self) -> None:
        """Empty until `begin`."""
        super().__init__()
        self.save = PrimaryButton(hint="Enter", tall=True)
        self.save.clicked.connect(self.save_asked)
        self._work: Painting | None = None
        self._held: dict[str, Any] = {}
        self._years_written = False
        self.editors: dict[str, QWidget] = {}
        self._labels: dict[str, Text] = {}
        self._heads: dict[str, Text] = {}
        self._read = Text("", "label", "ink_2", wrap=True)
        self.kind, self.local, self.tags = Choice(), Check(), Tags()
        self.extra = ExtraFields()
        for group, rows in GROUPS.items():
            self._lay_group(group, rows)
        self._extra_head = Text("", "section")
        self.body.addWidget(Hairline())
        self.body.addWidget(self._extra_head)
        self.body.addWidget(self.extra)
        self.body.addStretch(1)
        self.with_foot(self.save)
        self._connect()

    # Building.

    def _lay_group(self, group: str, rows: tuple[tuple[str, ...], ...]) -> None:
        head = self._heads[group] = Text("", "section")
        if group != "work":
            self.body.addWidget(Hairline())
        self.body.addWidget(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        for row, keys in enumerate(rows):
            for column, key in enumerate(keys):
                cell = self._cell(key)
                wide = 2 if len(keys) == 1 else 1
                grid.addWidget(cell, row, column, 1, wide, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)

    def _cell(self, key: str) -> QWidget:
        own: dict[str, QWidget] = {
            "work_kind": self.kind, "local_only": self.local, "tags": self.tags,
        }  # fmt: skip
        editor = self.editors[key] = own.get(key) or editor_of(key)
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if key != "local_only":
            self._labels[key] = Text("", "label", "ink_3")
            column.addWidget(self._labels[key])
        column.addWidget(editor)
        if key == "date_text":
            column.addWidget(self._read)
        return cell

    def _connect(self) -> None:
        for editor in (*self.editors.values(), self.extra):
            if isinstance(editor, Line):
                editor.returnPressed.connect(self.save_asked)
            elif isinstance(editor, Pick | LongText | Tags | ExtraFields):
                editor.entered.connect(self.save_asked)
        date, dynasty = self.editors["date_text"], self.editors["dynasty"]
        assert isinstance(date, Line)
        assert isinstance(dynasty, Pick)
        date.textChanged.connect(lambda _text: self._read_date())
        dynasty.typed.connect(self._read_date)
        for key in _YEARS:
            year = self.editors[key]
            assert isinstance(year, Line)
            year.textEdited.connect(lambda _text: self._write_years())

    # Words.

    def retranslate(self) -> None:
        """All words; what is written stays."""
        super().retranslate()
        heads = {
            "work": self.tr("作品"),
            "date": self.tr("年代"),
            "made": self.tr("形制与材料"),
            "kept": self.tr("保管"),
            "said": self.tr("内容与备注"),
        }
        for group, word in heads.items():
            self._heads[group].setText(word)
        for key, label in self._labels.items():
            label.setText(fields.word(key))
            self.editors[key].setAccessibleName(fields.word(key))
        self.kind.set_choices([(kind, work_kind_word(kind)) for kind in WORK_KINDS])
        self.local.setText(self.tr("只留在本机：不送给任何远程撰稿服务"))
        self.tags.set_words(fields.word("tags"), self.tr("加一个标签，Enter"))
        rights = self.editors["rights"]
        assert isinstance(rights, RightsPick)
        rights.retranslate()
        for key, word in zip(_YEARS, (self.tr("如 1127"), self.tr("如 1279")), strict=True):
            year = self.editors[key]
            assert isinstance(year, Line)
            year.setPlaceholderText(word)
        self._extra_head.setText(self.tr("其他事项"))
        self.extra.retranslate()
        self.save.setText(self.tr("保存"))
        self._name()
        self._read_date()

    def _name(self) -> None:
        title = self._work.title or self._work.accession if self._work else ""
        self.say(self.tr("编辑记录"), title)

    # What is written.

    def begin(
        self,
        work: Painting,
        artists: Mapping[str, str] | None = None,
        tags: Iterable[str] = (),
        tag_aliases: Mapping[str, str] | None = None,
    ) -> None:
        """Takes a work; nothing is changed yet.

        Args:
            work: as it stands.
            artists: aliases of painters and the names they lead to, to complete with.
            tags: those in use.
            tag_aliases: what else they are called.
        """
        self._work, self._years_written = work, False
        self.problem.clear()
        names = dict.fromkeys(one.name for one in vocabularies.artists())
        painters = {alias: one.name for one in vocabularies.artists() for alias in one.aliases}
        artist = self.editors["artist"]
        assert isinstance(artist, Line)
        artist.offer(with_aliases(names, painters | dict(artists or {})))
        self.tags.offer(tags, tag_aliases or {})
        for key in self.editors:
            self._set(key, getattr(work, key))
        self.extra.set_value(work.extra)
        self._held = self._written()
        self._name()
        self._read_date()

    def changes(self) -> dict[str, Any]:
        """Key → value of what is other than it was, for `catalogue.edit`.

        Raises:
            ValueError: a year is no number; its field says so.
        """
        written = self._written()
        changed = {key: value for key, value in written.items() if value != self._held[key]}
        for key in _YEARS:
            if not self._years_written:
                changed.pop(key, None)  # they follow the date by themselves
            elif key in changed:
                changed[key] = self._year(key)
        return changed

    def _written(self) -> dict[str, Any]:
        return {key: self._get(key) for key in self.editors} | {"extra": self.extra.value()}

    def _get(self, key: str) -> Any:
        editor = self.editors[key]
        if isinstance(editor, Line | LongText | Pick | Tags):
            return editor.value()
        return self.kind.current() if editor is self.kind else self.local.isChecked()

    def _set(self, key: str, value: Any) -> None:
        editor = self.editors[key]
        if isinstance(editor, Tags):
            editor.set_value(value)
        elif isinstance(editor, Line | LongText | Pick):
            editor.set_value("" if value is None else str(value))
        elif editor is self.kind:
            self.kind.choose(value)
        else:
            self.local.setChecked(value)

    # Years.

    def _year(self, key: str) -> int | None:
        text = self._get(key).replace("−", "-")
        return int(text) if text else None

    def _write_years(self) -> None:
        self._years_written = True
        self._read_date()

    def _read_date(self) -> None:
        """What the date says, while it is typed; years that nobody wrote follow it."""
        if self._work is None:
            return
        read = dates.read(self._get("date_text"), self._get("dynasty"))
        same = all(self._get(key) == self._held.get(key) for key in ("date_text", "dynasty"))
        if not self._years_written and not same:
            for key, year in zip(_YEARS, (read.earliest, read.latest), strict=True):
                self._set(key, year)
        if self._years_written:
            try:
                read = dates.of_years(self._year("year_from"), self._year("year_to"))
            except ValueError:
                self._read.setText(self.tr("年份写作数字，公元前写负数。"))
                self._read.set_tone("ochre")
                return
        self._read.set_tone("ink_2")
        said = self.tr("读作 {0} 年 · EDTF {1}").format(_years(read), read.edtf)
        self._read.setText(said if read.edtf else self.tr("读不出年份；可在下面自己写。"))


def _years(read: dates.Dated) -> str:
    first, last = read.earliest, read.latest
    if first == last:
        return str(first)
    return "–".join("" if year is None else str(year) for year in (first, last))
