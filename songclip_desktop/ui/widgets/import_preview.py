"""What an import will do, before it is done: columns, profile, pictures; afterwards what it did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.exchange import profiles
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.fields import Check, Choice
from songclip_desktop.ui.widgets.mapping_table import MappingTable
from songclip_desktop.ui.widgets.messages import IconLabel
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.source_line import SourceLine
from songclip_desktop.ui.widgets.strip import SHOWN, PictureStrip
from songclip_desktop.ui.widgets.text import Headline, Text

if TYPE_CHECKING:
    from songclip_desktop.workflow.import_ import ImportReport, Prepared, Preview


class ImportPreview(QWidget):
    """Shows a plan or a report; the page listens to its controls.

    Attributes:
        mapping: which column is which field. which: the register it shows, where there are more.
        profile: the mapping in use. keep: saves it.
        refer: originals stay where they are.
    """

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty."""
        super().__init__()
        self.mapping = MappingTable()
        self.profile, self.keep = Choice(), QuietButton()
        self.which = Choice()
        self.refer = Check()
        self.pictures = PictureStrip(thumbnails, 104)
        self.done = Headline()
        self._line = SourceLine()
        self._note_icon, self._note = (
            IconLabel("warning", "ochre"),
            Text("", "body", "ochre", wrap=True),
        )
        self._mapping_head, self._profile_word = Text("", "section"), Text("", "body", "ink_2")
        self._pictures_head, self._pictures_note = Text("", "section"), Text("", "body", "ink_2")
        self._register, self._pictures = QWidget(), QWidget()
        self._registers: Sequence[Preview] = ()
        self._build()
        self.which.chosen.connect(self._show_register)

    def retranslate(self) -> None:
        """All words."""
        self.keep.setText(self.tr("存为方案…"))
        self.refer.setText(self.tr("只记下原图在哪里，不拷进藏品"))
        self._mapping_head.setText(self.tr("栏目对应"))
        self._profile_word.setText(self.tr("方案"))
        self.profile.setAccessibleName(self.tr("方案"))
        self.which.setAccessibleName(self.tr("登记册"))
        self._pictures_note.setText(self.tr("说明一律存为草稿，由你审校"))
        if self._registers:
            self._show_register(self.which.current())

    def show_columns(self, prepared: Prepared) -> None:
        """Another plan: its columns and its pictures, anew."""
        self._registers = prepared.registers
        names = [(str(at), each.table.source) for at, each in enumerate(prepared.registers)]
        self.which.set_choices(names)
        self.which.setVisible(len(names) > 1)
        if prepared.registers:
            self._show_register(self.which.current())
        files = [row.pictures[0] for row in prepared.planned if row.pictures]
        self.pictures.show_files([file for file in files[:SHOWN] if isinstance(file, Path)])

    def _show_register(self, at: str) -> None:
        """The columns of one register."""
        chosen = self._registers[int(at or 0)]
        self.mapping.show_mapping(chosen.table, chosen.mapping, chosen.guessed)
        self.profile.set_choices([(p.name, p.title) for p in profiles.all_profiles()])
        self.profile.choose(chosen.mapping.profile)
        self._show_note(chosen)

    def _show_note(self, preview: Preview) -> None:
        """What is to be checked: columns understood by what stands in them, columns kept as they are."""
        told: list[str] = []
        if preview.guessed:
            names = self.tr("、").join(n for n in preview.table.header if n in preview.guessed)
            told.append(self.tr("「{0}」是按栏里的内容推测的，请核对。").format(names))
        if not preview.mapping.usable:
            told.append(self.tr("还没有一栏存为藏号，选定之后才能入藏。"))
        elif preview.mapping.extra:
            names = self.tr("、").join(preview.mapping.extra)
            told.append(self.tr("「{0}」没有对应的项，原样存入备注。").format(names))
        attention = bool(preview.guessed) or not preview.mapping.usable
        self._note_icon.set_icon(*(("warning", "ochre") if attention else ("info", "ink_3")))
        self._note.set_tone("ochre" if attention else "ink_2")
        self._note.setText(" ".join(told))
        self._note.setVisible(bool(told))
        self._note_icon.setVisible(bool(told))

    def show_prepared(self, prepared: Prepared, sources: Sequence[Path | str]) -> None:
        """The plan as it stands."""
        found = [
            ("sheet", each.table.source,
             self.tr("{0} 行 {1} 栏").format(
                 number(len(each.table.rows)), sum(map(bool, each.table.header))))
            for each in prepared.registers
        ]  # fmt: skip
        registers = {each.table.source for each in prepared.registers}
        others = [each for each in sources if _name(each) not in registers]
        matched = self.tr("%n 件有图像", "", prepared.matched) if prepared.matched else ""
        for each in others:
            folder = isinstance(each, Path) and each.is_dir()
            told = matched if each is others[0] else ""
            found.append(("folder" if folder else "picture", _name(each), told))
        if not others and matched:
            found.append(("picture", matched, ""))
        self._line.show_sources(found)
        self._line.show()
        self._register.setVisible(bool(prepared.registers))
        self._pictures.setVisible(bool(prepared.matched))
        self._pictures_head.setText(self.tr("将入藏的画"))
        self._offer_choice(True)
        self.done.hide()

    def show_report(self, report: ImportReport) -> None:
        """What came in."""
        self.show_words(self.report_words(report))
        self._line.show()
        self._pictures.setVisible(bool(report.images))
        self._pictures_head.setText(self.tr("入藏的画"))
        self._offer_choice(False)

    def _offer_choice(self, offered: bool) -> None:
        """Whether there is still something to be chosen about the pictures."""
        self._pictures_note.setVisible(offered)
        self.refer.setVisible(offered)

    def show_words(self, words: str) -> None:
        """What was done, and nothing else."""
        self.done.setText(words)
        self.done.show()
        for part in (self._line, self._register, self._pictures):
            part.hide()

    def report_words(self, report: ImportReport) -> str:
        """The report in one line."""
        parts = [
            (report.imported, self.tr("%n 件入藏", "", report.imported)),
            (report.updated, self.tr("%n 件更新", "", report.updated)),
            (report.skipped, self.tr("%n 件没有变化", "", report.skipped)),
            (report.rejected, self.tr("%n 行没有入藏", "", report.rejected)),
            (report.passages, self.tr("%n 则典籍", "", report.passages)),
            (report.captions, self.tr("%n 条说明", "", report.captions)),
        ]
        return "，".join(words for count, words in parts if count) or self.tr("没有新的")

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._mapping_head)
        head.addWidget(self.which)
        head.addStretch(1)
        for widget in (self._profile_word, self.profile, self.keep):
            head.addWidget(widget)
        register = QVBoxLayout(self._register)
        register.setContentsMargins(0, 0, 0, 0)
        register.addLayout(head)
        register.addWidget(self.mapping)
        note = QHBoxLayout()
        note.setSpacing(8)
        note.addWidget(self._note_icon, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._note, 1)
        register.addLayout(note)
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


def _name(source: Path | str) -> str:
    return source.name if isinstance(source, Path) else source
