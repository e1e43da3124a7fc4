"""Keeping a collection safe: backups, the check, and the trash."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.collection import backups
from songclip_desktop.collection.backups import Backup
from songclip_desktop.collection.check import Finding
from songclip_desktop.collection.trash import Trashed
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton
from songclip_desktop.ui.widgets.dialogs import ask
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.messages import ErrorPanel, IconLabel
from songclip_desktop.ui.widgets.progress import size_words
from songclip_desktop.ui.widgets.section import Section, button_row
from songclip_desktop.ui.widgets.text import Text

SHOWN = 20


class SafekeepingSection(Section):
    """The same as `songclip check`, and what only a window has: putting back by a click."""

    def __init__(self, room: Room) -> None:
        """Nothing is looked through before it is asked for."""
        super().__init__(room)
        self.back_up = PrimaryButton()
        self.back_up.clicked.connect(self._back_up)
        self._title, self._line = self.heading(self.back_up)
        self.problem = ErrorPanel()
        self._backups = QVBoxLayout()
        self.check, self.mend = PlainButton(), PlainButton()
        self.check.clicked.connect(self._check)
        self.mend.clicked.connect(self._mend)
        self._check_title, self._checked = Text("", "section"), QVBoxLayout()
        self._check_line = Text("", "body", "ink_2", wrap=True)
        self._trash_title, self._trash = Text("", "section"), QVBoxLayout()
        self.empty_trash = PlainButton()
        self.empty_trash.clicked.connect(self._empty_trash)
        for part in (self.problem, self._backups):
            self._add(part)
        self.body.addSpacing(16)
        for part in (_beside(self._check_title, self.mend, self.check), self._check_line):
            self._add(part)
        self._add(self._checked)
        self.body.addSpacing(16)
        for part in (_beside(self._trash_title, self.empty_trash), self._trash):
            self._add(part)
        self.body.addStretch(1)
        self.mend.hide()

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("保管"))
        self._line.setText(self.tr("备份、检查、回收站"))
        self.back_up.setText(self.tr("立即备份"))
        self._check_title.setText(self.tr("检查"))
        self.check.setText(self.tr("检查一遍"))
        self.mend.setText(self.tr("修复能修复的"))
        self._trash_title.setText(self.tr("回收站"))
        self.empty_trash.setText(self.tr("清空回收站…"))

    def refresh(self) -> None:
        """Lists the backups and the trash of the collection that is open."""
        collection = self.room.collection
        self.problem.clear()
        empty(self._checked)
        self.mend.hide()
        self._check_line.setText(self.tr("逐件核对原图、记录和训练；大的藏品要几分钟。"))
        for button in (self.back_up, self.check):
            button.set_possible(collection is not None, self.tr("还没有打开藏品"))
        self._show_backups(backups.backups(collection.dir) if collection else [])
        self._show_trash(collection.trash.list() if collection else [])

    # -- backups -----------------------------------------------------------------------------

    def _back_up(self) -> None:
        folder = self._folder()
        self.back_up.set_possible(False, self.tr("正在备份"))
        self.room.jobs.start(
            self.tr("备份"),
            lambda _listener: backups.back_up(folder),
            self._backed_up,
            on_failure=self._failed,
            page="models",
            icon="models",
        )

    def _backed_up(self, made: Backup) -> str:
        self.refresh()
        said = self.tr("已备份，{0}").format(size_words(made.size_bytes))
        self.room.toast(said)
        return said

    def _show_backups(self, made: Sequence[Backup]) -> None:
        empty(self._backups)
        if not made:
            words = self.tr(
                "还没有备份。升级前会自动备份；原图和训练不在备份里，请另行保存整个文件夹。"
            )
            self._backups.addWidget(Text(words, "body", "ink_2", wrap=True))
        for each in made[:SHOWN]:
            self._backups.addWidget(self._backup_row(each))

    def _backup_row(self, made: Backup) -> QWidget:
        reasons = {
            "asked": self.tr("手动备份"),
            "migration": self.tr("升级前"),
            "replaced": self.tr("换回备份前的记录"),
        }
        when = _minute(made.at)
        button = PlainButton(self.tr("换回这份"))
        button.setAccessibleName(self.tr("换回 {0} 的备份").format(when))
        button.clicked.connect(lambda: self._put_back(made, when))
        facts = f"{reasons.get(made.reason, made.reason)}　{size_words(made.size_bytes)}"
        return button_row(when, facts, button)

    def _put_back(self, made: Backup, when: str) -> None:
        sure = ask(
            self,
            self.tr("换回 {0} 的备份？").format(when),
            self.tr("此后的审校和修改不会显示；现在的记录会另存为一份备份，随时可以再换回来。"),
            self.tr("保留现在的"),
            self.tr("换回备份"),
        )
        if sure:
            self.room.restoring.emit(made)

    # -- check -------------------------------------------------------------------------------

    def _check(self) -> None:
        folder = self._folder()
        self.check.set_possible(False, self.tr("正在检查"))
        self.room.jobs.start(
            self.tr("检查藏品"),
            lambda listener: _looked_through(folder, listener),
            self._show_findings,
            on_failure=self._failed,
            on_stopped=self.refresh,
            page="models",
            icon="models",
        )

    def _show_findings(self, found: Sequence[Finding]) -> str:
        self.check.set_possible(True)
        serious = sum(one.serious and not one.repaired for one in found)
        said = self.tr("%n 处丢失或损坏", "", serious) if serious else self.tr("藏品完好")
        self._check_line.setText(said)
        empty(self._checked)
        for one in [*(f for f in found if f.serious), *(f for f in found if not f.serious)][:SHOWN]:
            self._checked.addWidget(_found(one))
        if len(found) > SHOWN:
            more = self.tr("另有 %n 项", "", len(found) - SHOWN)
            self._checked.addWidget(Text(more, "body", "ink_2"))
        mendable = {"search_text_stale", "copy_interrupted", "records_damaged"}
        writable = self.room.collection is not None and not self.room.collection.read_only
        self.mend.setVisible(writable and any(one.code in mendable for one in found))
        return said

    def _mend(self) -> None:
        from songclip_desktop.collection import check

        if self.room.collection is not None:
            check.mend(self.room.collection)
            self._check()

    # -- trash -------------------------------------------------------------------------------

    def _show_trash(self, works: Sequence[Trashed]) -> None:
        empty(self._trash)
        writable = self.room.collection is not None and not self.room.collection.read_only
        self.empty_trash.setVisible(bool(works) and writable)
        if not works:
            self._trash.addWidget(Text(self.tr("回收站是空的。"), "body", "ink_2"))
        for work in works[:SHOWN]:
            self._trash.addWidget(self._trash_row(work))
        if len(works) > SHOWN:
            more = self.tr("另有 %n 件", "", len(works) - SHOWN)
            self._trash.addWidget(Text(more, "body", "ink_2"))

    def _trash_row(self, work: Trashed) -> QWidget:
        when = _minute(datetime.fromisoformat(work.at))
        button = PlainButton(self.tr("放回"))
        button.setAccessibleName(self.tr("放回《{0}》").format(work.title or work.accession))
        button.clicked.connect(lambda: self._restore(work))
        captions = self.tr("%n 条说明", "", work.captions)
        return button_row(
            f"{work.title}　{work.accession}", f"{work.by}　{when}　{captions}", button
        )

    def _restore(self, work: Trashed) -> None:
        collection = self.room.collection
        if collection is None:
            return
        try:
            back = collection.trash.restore([work.id], self.room.settings.curator)
        except Exception as error:  # noqa: BLE001 - said in place
            self.problem.show_error(error)
            return
        self.room.feed.announce(Changes(paintings=frozenset(back), everything=True))
        self.refresh()

    def _empty_trash(self) -> None:
        from songclip_desktop.workflow import catalogue

        collection = self.room.collection
        works = collection.trash.list() if collection else []
        sure = ask(
            self,
            self.tr("清空回收站？"),
            self.tr(
                "%n 件作品连同说明与复制进来的原图不再能找回；馆里自存的原图不动。", "", len(works)
            ),
            self.tr("保留"),
            self.tr("清空"),
        )
        by = self.room.curator(self) if sure else ""
        if collection is None or not by:
            return
        try:
            catalogue.empty_trash(collection, [work.id for work in works], by)
        except Exception as error:  # noqa: BLE001 - said in place
            self.problem.show_error(error)
            return
        self.room.feed.announce(Changes(everything=True))
        self.refresh()

    def _failed(self, error: object) -> None:
        self.refresh()
        self.problem.show_error(error)

    def _folder(self) -> Path:
        assert self.room.collection is not None
        return self.room.collection.dir

    def _add(self, part: QWidget | QVBoxLayout | QHBoxLayout) -> None:
        if isinstance(part, QWidget):
            self.body.addWidget(part)
        else:
            self.body.addLayout(part)


def _minute(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _looked_through(folder: Path, listener: Listener) -> list[Finding]:
    """On a job's thread, with a reader of its own."""
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.workflow import check

    with Collection.open(folder, read_only=True) as reader:
        return check.check(reader, listener=listener)


def _beside(title: QWidget, *buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(title)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row


def _found(one: Finding) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 6, 0, 6)
    row.setSpacing(12)
    icon = IconLabel("warning", "rouge") if one.serious else IconLabel("info")
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Text(one.what, "body", wrap=True))
    words.addWidget(Text(one.remedy, "label", "ink_2", wrap=True))
    row.addLayout(words, 1)
    return widget
