"""Many records written at once: which fields, which tags, and how many works that would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import fields
from songclip_desktop.records import WORK_KINDS
from songclip_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.fields import Check, Choice
from songclip_desktop.ui.widgets.marks import work_kind_word
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.record_fields import Line, LongText, Pick, RightsPick, Tags
from songclip_desktop.ui.widgets.record_sheet import editor_of
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import Hairline, Text
from songclip_desktop.workflow.catalogue import Change, Prepared

TYPING_MS = 250
# What many works can have in common; numbers and titles are each work's own.
KEYS = (
    "artist", "dynasty", "date_text", "work_kind", "category", "format", "material", "technique",
    "dimensions", "quantity", "holder", "source", "acquired", "grade", "completeness", "condition",
    "rights", "inscription", "notes", "group_key", "local_only",
)  # fmt: skip


class FieldRow(QWidget):
    """One field and what it is given.

    Signals:
        changed: another field, or another text. dropped: it is to be taken off.
    """

    changed = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        """No field yet."""
        super().__init__()
        self.key = Choice()
        self.editor: QWidget = Line()
        self.drop = QuietButton(icon="close")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        self.key.setMinimumWidth(168)
        self._row.addWidget(self.key, 0, top)
        self._row.addWidget(self.editor, 1, top)
        self._row.addWidget(self.drop, 0, top)
        self.key.chosen.connect(self._turn)
        self.drop.clicked.connect(self.dropped)
        self.retranslate()

    def retranslate(self) -> None:
        """All words."""
        self.key.set_choices([("", self.tr("选一项…"))] + [(key, fields.word(key)) for key in KEYS])
        self.key.setAccessibleName(self.tr("要改的一项"))
        self.drop.setAccessibleName(self.tr("不改这一项"))
        self.drop.setToolTip(self.tr("不改这一项"))
        self._name()

    def choose(self, key: str) -> None:
        """Another field."""
        self.key.choose(key)
        self._turn(key)

    def value(self) -> Any:
        """What the field would be given."""
        editor = self.editor
        if isinstance(editor, Choice):
            return editor.current()
        if isinstance(editor, Check):
            return editor.isChecked()
        assert isinstance(editor, Line | Pick | LongText)
        return editor.value()

    def _turn(self, key: str) -> None:
        old, self.editor = self.editor, self._made(key)
        self._row.replaceWidget(old, self.editor)
        self._row.setAlignment(self.editor, Qt.AlignmentFlag.AlignTop)
        old.hide()
        old.deleteLater()
        self._name()
        self.changed.emit()

    def _made(self, key: str) -> QWidget:
        editor: QWidget
        if key == "work_kind":
            editor = kind = Choice()
            kind.chosen.connect(lambda _key: self.changed.emit())
        elif key == "local_only":
            editor = local = Check()
            local.setChecked(True)
            local.clicked.connect(self.changed)
        else:
            editor = editor_of(key)
            if isinstance(editor, Line | LongText):
                editor.textChanged.connect(self.changed)
            elif isinstance(editor, Pick):
                editor.typed.connect(self.changed)
        return editor

    def _name(self) -> None:
        key, editor = self.key.current(), self.editor
        editor.setEnabled(bool(key))
        if isinstance(editor, Choice):
            editor.set_choices([(kind, work_kind_word(kind)) for kind in WORK_KINDS])
        elif isinstance(editor, Check):
            editor.setText(self.tr("只留在本机"))
        elif isinstance(editor, RightsPick):
            editor.retranslate()
        elif isinstance(editor, Line):
            editor.setPlaceholderText(self.tr("空着：清空这一项") if key else "")
        editor.setAccessibleName(fields.word(key) if key else self.tr("内容"))


class BulkEditSheet(Sheet):
    """Counts while it is written; only then can the button be pressed, with the number on it.

    Signals:
        count_asked: what is written is another. apply_asked: do it.

    Attributes:
        rows: the fields to be written. add_tags, remove_tags: what their names say.
    """

    name = "bulk_edit"
    count_asked = Signal()
    apply_asked = Signal()

    def __init__(self) -> None:
        """Empty until `begin`."""
        super().__init__()
        self._works, self._prepared = 0, None
        self.rows: list[FieldRow] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.more = QuietButton(icon="plus")
        self.more.clicked.connect(self.add_row)
        self.only_empty = Check()
        self.add_tags, self.remove_tags = Tags(), Tags()
        self._heads = [Text("", "section") for _ in range(2)]
        self._labels = [Text("", "label", "ink_3") for _ in range(2)]
        self._count, self._detail = Text("", "headline"), Text("", "body", "ink_2", wrap=True)
        self.apply = PrimaryButton(tall=True)
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.count_asked)
        self.only_empty.clicked.connect(self._wait)
        for tags in (self.add_tags, self.remove_tags):
            tags.changed.connect(self._wait)
            tags.field.textChanged.connect(self._wait)
        self.apply.clicked.connect(self.apply_asked)

    def _lay_out(self) -> None:
        self.body.addWidget(self._heads[0])
        self.body.addLayout(self._lines)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.only_empty)
        self.body.addWidget(Hairline())
        self.body.addWidget(self._heads[1])
        for label, tags in zip(self._labels, (self.add_tags, self.remove_tags), strict=True):
            self.body.addWidget(label)
            self.body.addWidget(tags)
        self.body.addWidget(Hairline())
        self.body.addWidget(self._count)
        self.body.addWidget(self._detail)
        self.body.addStretch(1)
        self.with_foot(self.apply)

    def retranslate(self) -> None:
        """Its words."""
        super().retranslate()
        self.say(self.tr("成批修改"), self.tr("所选 {0} 件").format(number(self._works)))
        for head, word in zip(self._heads, (self.tr("事项"), self.tr("标签")), strict=True):
            head.setText(word)
        self.more.setText(self.tr("再加一项"))
        self.only_empty.setText(self.tr("只填空着的，已有内容的不动"))
        words = (self.tr("加上"), self.tr("去掉"))
        for label, tags, word in zip(
            self._labels, (self.add_tags, self.remove_tags), words, strict=True
        ):
            label.setText(word)
            tags.set_words(f"{self.tr('标签')} {word}", self.tr("标签，Enter"))
        for row in self.rows:
            row.retranslate()
        self._show()

    def begin(self, works: int, tags: Iterable[str], aliases: Mapping[str, str]) -> None:
        """For so many works; nothing is written yet.

        Args:
            works: how many are selected.
            tags: those in use.
            aliases: what else tags are called, and the tag each leads to.
        """
        self._works, names = works, list(tags)
        self.problem.clear()
        for row in list(self.rows):
            self._drop(row)
        self.add_row()
        for each in (self.add_tags, self.remove_tags):
            each.set_value(())
            each.offer(names, aliases)
        self.only_empty.setChecked(False)
        self._prepared = None
        self.retranslate()
        self._typing.stop()

    def add_row(self) -> FieldRow:
        """One field more."""
        row = FieldRow()
        row.changed.connect(self._wait)
        row.dropped.connect(lambda: self._drop(row))
        self.rows.append(row)
        self._lines.addWidget(row)
        return row

    def change(self) -> Change:
        """What is written."""
        return Change(
            {row.key.current(): row.value() for row in self.rows if row.key.current()},
            only_empty=self.only_empty.isChecked(),
            add_tags=self.add_tags.value(),
            remove_tags=self.remove_tags.value(),
        )

    @property
    def says_something(self) -> bool:
        """Whether any field or tag is written."""
        change = self.change()
        return bool(change.fields or change.add_tags or change.remove_tags)

    def show_count(self, prepared: Prepared | None) -> None:
        """What it would do; None where nothing is written."""
        self.problem.clear()
        self._prepared = prepared
        self._show()

    def show_error(self, error: SongClipError) -> None:
        """It cannot be done so."""
        self._prepared = None
        self._show()
        self.problem.show_error(error)

    def _drop(self, row: FieldRow) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._wait()

    def _wait(self) -> None:
        """Until it is counted again nothing can be done."""
        self._prepared = None
        self._show()
        self._typing.start()

    def _show(self) -> None:
        prepared = self._prepared
        count = len(prepared.rows) if prepared else 0
        self._count.setText(self.tr("{0} 件会改").format(number(count)) if prepared else "–")
        self._detail.setText(self._told(prepared) if prepared else self.tr("先写要改什么。"))
        self.apply.setText(self.tr("修改 {0} 件").format(number(count)))
        self.apply.set_possible(count > 0, self.tr("照这样没有一件会改"))

    def _told(self, prepared: Prepared) -> str:
        lines = []
        for key, count in prepared.counts.items():
            held = prepared.overwritten.get(key, 0)
            said = self.tr("{0}：{1} 件").format(fields.word(key), number(count))
            if held and key != "tags":
                said += self.tr("，其中 {0} 件原有内容会被换掉").format(number(held))
            lines.append(said)
        if prepared.unchanged:
            lines.append(self.tr("{0} 件不变").format(number(prepared.unchanged)))
        return "\n".join(lines)
