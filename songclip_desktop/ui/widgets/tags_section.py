"""The tags of a collection: how many works each has, and another name for one everywhere."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from songclip_desktop.errors import SongClipError
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton
from songclip_desktop.ui.widgets.dialogs import ask_text
from songclip_desktop.ui.widgets.fields import SearchField
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.section import Section, button_row
from songclip_desktop.ui.widgets.text import Text

SHOWN = 40


class TagsSection(Section):
    """Those with the most works first; a field narrows them down."""

    def __init__(self, room: Room) -> None:
        """Read when shown."""
        super().__init__(room)
        self._title, self._line = self.heading()
        self.field, self.problem = SearchField(), ErrorPanel()
        self._none, self._more = (Text("", "body", "ink_2", wrap=True) for _ in range(2))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        for part in (self.field, self.problem, self._none):
            self.body.addWidget(part)
        self.body.addLayout(self._list)
        self.body.addWidget(self._more)
        self.body.addStretch(1)
        self.field.textChanged.connect(lambda _text: self._show())

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("标签"))
        self._line.setText(self.tr("改名对所有作品生效，旧名仍能检索"))
        self.field.set_words(self.tr("找标签"), self.tr("清除"))
        self.refresh()

    def refresh(self) -> None:
        """Counts anew."""
        self.problem.clear()
        self._show()

    def _show(self) -> None:
        collection = self.room.collection
        counts = collection.finding.facets()["tag"] if collection else {}
        wanted = self.field.text().strip()
        found = [(tag, count) for tag, count in counts.items() if count and wanted in tag]
        found.sort(key=lambda each: (-each[1], each[0]))
        empty(self._list)
        for tag, count in found[:SHOWN]:
            self._list.addWidget(self._row(tag, count))
        self._none.setText(
            self.tr("没有这样的标签。") if wanted else self.tr("还没有标签；可在作品的编辑里添加。")
        )
        self._none.setVisible(not found)
        self._more.setText(self.tr("另有 %n 个", "", max(0, len(found) - SHOWN)))
        self._more.setVisible(len(found) > SHOWN)

    def _row(self, tag: str, count: int) -> QWidget:
        button = PlainButton(self.tr("改名…"))
        button.setAccessibleName(self.tr("把标签「{0}」改名").format(tag))
        button.clicked.connect(lambda: self._rename(tag))
        collection = self.room.collection
        writable = collection is not None and not collection.read_only
        button.set_possible(writable, self.tr("没有打开可以写的藏品"))
        return button_row(tag, self.tr("%n 件", "", count), button)

    def _rename(self, old: str) -> None:
        from songclip_desktop.workflow import catalogue

        collection = self.room.collection
        if collection is None:
            return
        told = self.tr("「{0}」在所有作品里的新名字；写已有的标签就是合并。").format(old)
        new = ask_text(self, self.tr("标签改名"), told, old)
        by = self.room.curator(self) if new and new != old else ""
        if not by:
            return
        try:
            changes = catalogue.rename_tag(collection, old, new, by)
        except SongClipError as error:
            self.problem.show_error(error)
            return
        self.room.feed.announce(changes)
        self.refresh()
        said = self.tr("%n 件作品的标签已改成「{0}」", "", len(changes.paintings)).format(new)
        self.room.toast(said, lambda: self._undo(by))

    def _undo(self, by: str) -> None:
        from songclip_desktop.workflow import catalogue

        if self.room.collection is not None:
            self.room.feed.announce(catalogue.undo(self.room.collection, by))
            self.refresh()
