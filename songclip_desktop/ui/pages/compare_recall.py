"""Queries kept: each that was meant is remembered, some are saved under a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Query
from songclip_desktop.ui.models import asking
from songclip_desktop.ui.models.asking import Asking
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.dialogs import ask_text
from songclip_desktop.ui.widgets.query_bar import QueryBar
from songclip_desktop.ui.widgets.recall_menu import RecallMenu

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection

RECENT = 10


class CompareRecall(QObject):
    """Main thread. `taken` carries an Asking, `tried` the words of an example."""

    taken = Signal(object)
    tried = Signal(str)

    def __init__(self, room: Room, bar: QueryBar, examples: Callable[[], list[str]]) -> None:
        """Its menu opens below the bar's button."""
        super().__init__(bar)
        self._room, self._bar, self._examples = room, bar, examples
        self.menu = RecallMenu(bar)
        bar.recalled.connect(self.show)
        self.menu.taken.connect(lambda query: self.taken.emit(asking.again(query)))
        self.menu.tried.connect(self.tried)
        self.menu.save_wanted.connect(self.save)
        self.menu.let_go.connect(self._let_go)
        self.menu.forget_wanted.connect(self._forget)

    def remember(self, asked: Asking) -> Query | None:
        """Notes what was asked; None where it cannot be asked again, or nothing may be written."""
        collection, body = self._room.collection, asked.body()
        if collection is None or collection.read_only or body is None or not asked.text.strip():
            return None
        try:
            return collection.searches.remember(asked.text, body)
        except SongClipError:
            return None  # a full disk is said where something would be lost

    def show(self) -> None:
        """The menu, filled anew."""
        self.fill()
        self.menu.pop_below(self._bar.recall)

    def fill(self) -> None:
        """What `show` shows."""
        collection = self._room.collection
        saved = collection.searches.saved() if collection else []
        recent = collection.searches.recent(RECENT) if collection else []
        self.menu.fill(
            saved, [query for query in recent if not query.saved_as], self._examples(), self._why()
        )

    def save(self) -> None:
        """Asks for a name and keeps what is asked now."""
        collection, asked = self._room.collection, self._bar.asking()
        title, text = self.tr("这次检索叫什么"), self.tr("条件一起记下。")
        name = ask_text(self._bar, title, text, asked.text[:40])
        if collection is None or not name:
            return
        kept = self.remember(asked)
        if kept is not None:
            self._do(collection, kept, name, self.tr("已保存「{name}」").format(name=name))

    def _why(self) -> str:
        collection, asked = self._room.collection, self._bar.asking()
        if collection is None or collection.read_only:
            return self.tr("藏品只能查看")
        if not asked.text.strip():
            return self.tr("先找些什么")
        return "" if asked.body() is not None else self.tr("剪贴板里的图没有留下来")

    def _let_go(self, query: Query) -> None:
        collection = self._room.collection
        if collection is not None:
            said = self.tr("不再保存「{name}」").format(name=query.saved_as)
            self._do(collection, query, "", said)

    def _forget(self) -> None:
        collection = self._room.collection
        if collection is not None:
            collection.searches.forget()

    def _do(self, collection: Collection, query: Query, name: str, said: str) -> None:
        try:
            collection.searches.save(query.id, name)
        except SongClipError as error:
            self._room.toast(f"{error.what}{error.remedy}")
            return
        self._room.toast(said)
