"""Facets and kept searches of the collection page: what narrows the grid beside the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from songclip_desktop.errors import SongClipError
from songclip_desktop.records import WORK_KINDS
from songclip_desktop.ui.models import finding
from songclip_desktop.ui.models.finding import Wish
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.dialogs import ask_text
from songclip_desktop.ui.widgets.facets import FacetColumn
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.filter_menu import FilterMenu
from songclip_desktop.ui.widgets.marks import work_kind_word
from songclip_desktop.ui.widgets.progress import number

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection


class CollectionFacets(FacetColumn):
    """The groups of a collection, each with the values its works have."""

    def fill(self, collection: Collection) -> None:
        """Groups and values as they are now; values that many works have come first."""
        words = {
            "lacking": self.tr("待撰"),
            "draft": self.tr("待审"),
            "approved": self.tr("已通过"),
            "rejected": self.tr("已退回"),
        }
        self.set_group("status", self.tr("说明"), words)
        held = collection.finding.facets()
        kinds = {kind: work_kind_word(kind) for kind in WORK_KINDS if kind in held["work_kind"]}
        self.set_group("work_kind", self.tr("类别"), kinds if len(kinds) > 1 else {})
        titles = {
            "format": self.tr("品式"),
            "dynasty": self.tr("朝代"),
            "artist": self.tr("作者"),
            "material": self.tr("质地"),
            "tag": self.tr("标签"),
        }
        for group, title in titles.items():
            values = sorted(held[group].items(), key=lambda each: (-each[1], each[0]))
            self.set_group(group, title, {value: value for value, _ in values}, False)


class OrderChoice(Choice):
    """How the works are ordered."""

    def retranslate(self) -> None:
        """All words."""
        self.setAccessibleName(self.tr("排序"))
        self.set_choices(
            [
                ("accession", self.tr("按藏号")),
                ("relevance", self.tr("按相关")),
                ("title", self.tr("按题名")),
                ("artist", self.tr("按作者")),
                ("date", self.tr("按年代")),
                ("newest", self.tr("新入藏在前")),
            ]
        )

    def follow(self, typed: bool) -> None:
        """Words lead by relevance; without them the order is that of the numbers again."""
        if typed and self.current() == "accession":
            self.choose("relevance")
        elif not typed and self.current() == "relevance":
            self.choose("accession")


class OnlyThese(QuietButton):
    """Says that only some works are shown, which another page chose; a click shows all again."""

    def __init__(self) -> None:
        """All works."""
        super().__init__(icon="close")
        self.works: tuple[int, ...] = ()
        self.hide()

    def choose(self, works: Sequence[int]) -> None:
        """Only these; none means all."""
        self.works = tuple(works)
        self.setVisible(bool(works))
        self.retranslate()

    def retranslate(self) -> None:
        """How many."""
        self.setText(self.tr("所选 {0} 件").format(number(len(self.works))))
        self.setToolTip(self.tr("去掉，看全部藏品"))


class KeptFilters(QObject):
    """A button with a menu of the searches kept under a name."""

    def __init__(
        self, room: Room, wish: Callable[[], Wish], take: Callable[[Wish], None], parent: QObject
    ) -> None:
        """`wish` says what is looked for now, `take` looks for another."""
        super().__init__(parent)
        self.room = room
        self.button = QuietButton()
        self.menu = FilterMenu(self.button)
        self._wish, self._take = wish, take
        self.button.clicked.connect(self._show)
        self.menu.taken.connect(self._take_up)
        self.menu.forgotten.connect(self._forget)
        self.menu.keep_wanted.connect(self._keep)

    def retranslate(self) -> None:
        """All words."""
        self.button.setText(self.tr("保留的筛选"))

    def _show(self) -> None:
        collection = self.room.collection
        if collection is None:
            return
        why, wish = "", self._wish()
        if collection.read_only:
            why = self.tr("藏品只能查看")
        elif not wish.query.strip() and not wish.ticks:
            why = self.tr("先找些什么，或打几个勾")
        self.menu.pop_below(self.button, finding.kept(collection), not why, why)

    def _keep(self) -> None:
        collection, wish = self.room.collection, self._wish()
        title, text = self.tr("这个筛选叫什么"), self.tr("同名的会换成现在的。")
        name = ask_text(self.button, title, text, wish.query.strip())
        if collection is None or not name:
            return
        self._write(collection, name, wish, self.tr("已记下「{0}」"))

    def _take_up(self, name: str) -> None:
        collection = self.room.collection
        wish = finding.kept(collection).get(name) if collection else None
        if wish is not None:
            self._take(wish)

    def _forget(self, name: str) -> None:
        collection = self.room.collection
        if collection is not None:
            held = finding.kept(collection).get(name)
            self._write(collection, name, None, self.tr("不再保留「{0}」"), held)

    def _write(
        self,
        collection: Collection,
        name: str,
        wish: Wish | None,
        said: str,
        held: Wish | None = None,
    ) -> None:
        try:
            finding.keep(collection, name, wish)
        except SongClipError as error:
            self.room.toast(error.what)
            return
        undo = (lambda: finding.keep(collection, name, held)) if held else None
        self.room.toast(said.format(name), undo)
