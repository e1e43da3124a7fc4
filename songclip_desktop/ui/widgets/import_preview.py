"""What an import will do, before it is done: columns, profile, pictures; afterwards what it did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.exchange import profiles
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.fields import Check, Choice
from songclip_desktop.ui.widgets.mapping_table import MappingTable
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.strip import PictureStrip
from songclip_desktop.ui.widgets.text import ElidedText, Headline, Text

if TYPE_CHECKING:
    from songclip_desktop.workflow.import_ import ImportReport, Prepared


class ImportPreview(QWidget):
    """Shows a plan or a report; the page listens to its controls.

    Attributes:
        mapping: which column is which field. profile: the mapping in use. keep: saves it.
        refer: originals stay where they are.
    """

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty."""
        super().__init__()
        self.mapping = MappingTable()
        self.profile, self.keep = Choice(), QuietButton()
        self.refer = Check()
        self.pictures = PictureStrip(thumbnails, 104)
        self.done = Headline()
        self._line = ElidedText("", "strong")
        self._mapping_head, self._profile_word = Text("", "section"), Text("", "body", "ink_2")
        self._pictures_head, self._pictures_note = Text("", "section"), Text("", "body", "ink_2")
        self._register, self._pictures = QWidget(), QWidget()
        self._build()

    def retranslate(self) -> None:
        """All words."""
        self.keep.setText(self.tr("存为方案…"))
        self.refer.setText(self.tr("只记下原图在哪里，不拷进藏品"))
        self._mapping_head.setText(self.tr("栏目对应"))
        self._profile_word.setText(self.tr("方案"))
        self.profile.setAccessibleName(self.tr("方案"))
        self._pictures_head.setText(self.tr("将入藏的画"))
        self._pictures_note.setText(self.tr("说明一律存为草稿，由你审校"))

    def show_columns(self, prepared: Prepared) -> None:
        """Another plan: its columns and its pictures, anew."""
        if prepared.registers:
            first = prepared.registers[0]
            self.mapping.show_mapping(first.table, first.mapping)
            self.profile.set_choices([(p.name, p.title) for p in profiles.all_profiles()])
            self.profile.choose(first.mapping.profile)
        self.pictures.show_files([row.pictures[0] for row in prepared.planned if row.pictures])

    def show_prepared(self, prepared: Prepared, sources: Sequence[Path]) -> None:
        """The plan as it stands."""
        names = [preview.table.source for preview in prepared.registers]
        told = self.tr("{0} 件有图像").format(number(prepared.matched))
        self._line.setText("　".join([*(names or [path.name for path in sources]), told]))
        self._register.setVisible(bool(prepared.registers))
        self._pictures.setVisible(bool(prepared.matched))
        self.done.hide()

    def show_report(self, report: ImportReport) -> None:
        """What came in."""
        self.done.setText(self.report_words(report))
        self.done.show()
        self._register.hide()
        self._pictures.setVisible(bool(report.images))

    def report_words(self, report: ImportReport) -> str:
        """The report in one line."""
        parts = [
            (report.imported, self.tr("%n 件入藏", "", report.imported)),
            (report.updated, self.tr("%n 件更新", "", report.updated)),
            (report.skipped, self.tr("%n 件没有变化", "", report.skipped)),
            (report.rejected, self.tr("%n 行没有入藏", "", report.rejected)),
            (report.passages, self.tr("%n 则典籍", "", report.passages)),
        ]
        return "，".join(words for count, words in parts if count) or self.tr("没有新的")

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._mapping_head)
        head.addStretch(1)
        for widget in (self._profile_word, self.profile, self.keep):
            head.addWidget(widget)
        register = QVBoxLayout(self._register)
        register.setContentsMargins(0, 0, 0, 0)
        register.addLayout(head)
        register.addWidget(self.mapping)
        heads = QHBoxLayout()
        heads.setSpacing(12)
        heads.addWidget(self._pictures_head)
        heads.addWidget(self._pictures_note)
        heads.addStretch(1)
        pictures = QVBoxLayout(self._pictures)
        pictures.setContentsMargins(0, 8, 0, 0)
        pictures.addLayout(heads)
        pictures.addWidget(self.pictures)
        pictures.addWidget(self.refer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for widget in (self.done, self._line, self._register, self._pictures):
            column.addWidget(widget)
        column.addStretch(1)
