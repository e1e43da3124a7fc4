"""藏品: find and look. The grid, its facets and search, the record at the side, the large view."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from songclip_desktop.collection import query
from songclip_desktop.progress import Changes
from songclip_desktop.records import Image, Painting
from songclip_desktop.ui.models import finding
from songclip_desktop.ui.models.finding import Wish
from songclip_desktop.ui.pages.collection_export import Exporting
from songclip_desktop.ui.pages.collection_filters import (
    CollectionFacets,
    KeptFilters,
    OnlyThese,
    OrderChoice,
)
from songclip_desktop.ui.pages.collection_large import LargeLooking
from songclip_desktop.ui.pages.collection_parts import EmptyCollection, NextThing
from songclip_desktop.ui.pages.collection_records import Records
from songclip_desktop.ui.pages.page import MARGIN_PX, Page
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.fields import SearchField
from songclip_desktop.ui.widgets.grid import PaintingGrid
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.record import RecordPanel
from songclip_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection

FACETS_PX = 152
TYPING_MS = 0  # a hundred thousand works are searched before the next letter
GATHERING_MS = 200
INDEXING_S = 0.03  # a piece of making works findable between two events


class CollectionPage(Page):
    """Ctrl+F or / searches, arrows move, Enter opens the record, Space the large view."""

    name = "collection"
    scrolls = False

    def __init__(self, room: Room) -> None:
        """Grid in the middle, facets left, record right."""
        super().__init__(room)
        self.setAcceptDrops(True)
        self.search = SearchField()
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(320)
        self.primary = NextThing(room)
        head = self.header(self.primary)
        head.row.insertWidget(3, self.search, 8)
        head.row.insertStretch(4, 1)
        self.facets = CollectionFacets()
        self.grid = PaintingGrid(room.thumbnails)
        self.order = OrderChoice()
        self.only = OnlyThese()
        self.kept = KeptFilters(room, self._wish, self._take, self)
        self._note = Text("", "label", "ink_2")
        self.draft = QuietButton(icon="draft")
        self.looking = LargeLooking(self, self.grid)
        self.large = self.looking.view
        self._found_nothing = Text("", "body", "ink_2", wrap=True)
        self.empty = EmptyCollection(room)
        self.import_, self.demo = self.empty.import_, self.empty.demo
        self.record = RecordPanel(room.thumbnails)
        side = self.side_panel(margin_px=0)
        side.body.addWidget(self.record)
        self.records = Records(self, self.grid, self.record)
        self.records.covered = self.large.isVisible
        self.exporting = Exporting(self.records, self.grid)
        head.row.insertWidget(head.row.count() - 1, self.exporting.button)
        self._build()
        self._connect()

    # What the window calls.

    def open_collection(self, collection: Collection | None) -> None:
        """Another collection: no search, no ticks."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.order.choose("accession")
        self.facets.clear()
        self.only.choose(())
        self.grid.paintings.show(None, [])
        self._leave_large()
        self.records.leave()
        self.refresh()
        self._indexing.start()

    def refresh(self) -> None:
        """Reads facets, works and counts anew; the cursor stays on its work."""
        collection = self.room.collection
        count = collection.paintings.count() if collection else 0
        self.stack.setCurrentIndex(0 if count else 1)
        for widget in (self.search, self.primary, self.exporting.button):
            widget.setVisible(bool(count))
        if not self.large.isVisible() and self.records.open is None:
            self.want_parts(side=bool(count))
        self.empty.say_for(collection)
        self._show_selected()
        if collection is None or not count:
            self.head_say(0)
            return
        held = self.grid.current_id
        self.facets.fill(collection)
        self._find(held)
        self.primary.say_for(collection)

    def changed(self, changes: Changes) -> None:
        """Writes come one by one; what they change is read anew a little later, together."""
        self._gathering.start()

    def arrive(
        self, query: str = "", painting: int = 0, works: Sequence[int] = (), **_more: Any
    ) -> None:
        """Another page asks to find something, to show some works or one."""
        if works:
            self.search.clear()
            self.facets.clear()
            self._show_only(works)
        if query:
            self.search.setText(query)
            self._find()
        if painting:
            self.grid.select_painting(painting)

    def retranslate(self) -> None:
        """All words."""
        self.search.set_words(self.tr("找题名、说明、藏号"), self.tr("清除"))
        self.search.setToolTip(
            self.tr(
                "几个词都要有；也认拼音和首字母。\n"
                "作者:马远　朝代:南宋　状态:待审　年:1100..1200　有:题跋\n"
                "OR 任一，NOT 不要，引号里原样，括号分组"
            )
        )
        self.order.retranslate()
        self.kept.retranslate()
        self.only.retranslate()
        self.facets.retranslate()
        self.grid.setAccessibleName(self.tr("藏品"))
        self._found_nothing.setText(self.tr("没有找到。换个说法，或去掉左边的几个勾。"))
        self.looking.retranslate()
        self.records.retranslate()
        self.exporting.retranslate()
        if self.side is not None:
            self.side.word = self.tr("作品")
        self.refresh()

    def head_say(self, found: int) -> None:
        """The title; while searching, how many were found."""
        if self.head is not None:
            self.head.say(self.tr("藏品"))
        self.search.set_count(self.tr("%n 件", "", found))

    # Building.

    def _build(self) -> None:
        lists = QVBoxLayout()
        lists.setSpacing(8)
        above = QHBoxLayout()
        above.setContentsMargins(8, 0, 24, 0)
        above.addWidget(self._note)
        above.addWidget(self.only)
        above.addSpacing(8)
        above.addWidget(self.draft)
        above.addWidget(self.records.many.button)
        above.addWidget(self.looking.pair)
        above.addStretch(1)
        above.addWidget(self.kept.button)
        above.addSpacing(8)
        above.addWidget(self.order)
        lists.addLayout(above)
        lists.addWidget(self._found_nothing)
        lists.addWidget(self.grid, 1)
        browse = QWidget()
        row = QHBoxLayout(browse)
        row.setContentsMargins(MARGIN_PX, 0, 8, 0)
        row.setSpacing(16)
        self.facets.keep_width(FACETS_PX)
        row.addWidget(self.facets)
        row.addLayout(lists, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(browse)
        self.stack.addWidget(self.empty)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.stack)

    def _connect(self) -> None:
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._search)
        self._gathering = QTimer(self, singleShot=True, interval=GATHERING_MS)
        self._gathering.timeout.connect(self.refresh)
        self._indexing = QTimer(self, interval=0)
        self._indexing.timeout.connect(self._index_some)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.facets.changed.connect(lambda: self._find())
        self.only.clicked.connect(lambda: self._show_only())
        self.order.chosen.connect(lambda _key: self._find())
        self.grid.current_changed.connect(self._show_record)
        self.grid.opened.connect(self._enter_large)
        self.grid.selectionModel().selectionChanged.connect(lambda *_works: self._show_selected())
        self.draft.clicked.connect(lambda: self.room.go("draft", paintings=self.grid.selected()))
        self.record.opened.connect(lambda: self._enter_large(self.grid.current_painting()))
        self.record.similar.connect(self._find_similar)
        self.record.image_chosen.connect(self._enter_image)
        self.key("Ctrl+F", self._focus_search)
        self.key("/", self._focus_search)
        self.key("Esc", self._escape)

    # Finding.

    def _show_only(self, works: Sequence[int] = ()) -> None:
        self.only.choose(works)
        self._find()

    def _search(self) -> None:
        self.order.follow(bool(self.search.text().strip()))
        self._find()

    def _find(self, held: int = 0) -> None:
        """Shows what fits; the cursor stays on the work `held` where it is among them."""
        collection = self.room.collection
        if collection is None:
            return
        wish = self._wish()
        ids = finding.ids(collection, wish)
        self.grid.set_matches(query.plain_words(wish.query))
        self.grid.paintings.show(collection, ids)
        self.grid.setVisible(bool(ids))
        self._found_nothing.setVisible(not ids)
        self.head_say(len(ids))
        self._say_count(collection, len(ids))
        for group, counts in finding.counts(collection, wish).items():
            self.facets.set_counts(group, counts)
        row = max(0, self.grid.paintings.row_of(held))
        if ids and self.grid.currentIndex().row() != row:
            self.grid.setCurrentIndex(self.grid.paintings.index(row))
        else:
            self._show_record(self.grid.current_painting())

    def _say_count(self, collection: Collection, found: int) -> None:
        total = collection.paintings.count()
        shown = self.tr("共 {0} 件").format(number(total))
        if found != total:
            shown = self.tr("{0} 件，共 {1} 件").format(number(found), number(total))
        if self._indexing.isActive():
            behind = number(collection.finding.behind())
            shown = self.tr("{0} · 正在整理检索，还剩 {1} 件").format(shown, behind)
        self._note.setText(shown)

    def _index_some(self) -> None:
        """Works of a collection of a former form become findable while one looks at them."""
        collection = self.room.collection
        if collection is None or collection.finding.catch_up(INDEXING_S) == 0:
            self._indexing.stop()
        if collection is not None:
            self._say_count(collection, len(self.grid.paintings.ids))

    def _wish(self) -> Wish:
        order = self.order.current() or "accession"
        return Wish(self.search.text(), self.facets.ticks, order, self.only.works)

    def _take(self, wish: Wish) -> None:
        """Looks for what was kept."""
        self.search.setText(wish.query)
        self._typing.stop()
        self.order.choose(wish.order)
        self.facets.tick(wish.ticks)
        self._find()

    # Showing.

    def _show_selected(self) -> None:
        count = self.grid.selected_count
        self.draft.setText(self.tr("撰稿所选 {0} 件").format(number(count)))
        self.draft.setVisible(count > 1)
        self.looking.show_selected()

    def _show_record(self, painting: Painting | None) -> None:
        self.records.show(painting)

    def _find_similar(self) -> None:
        painting, collection = self.grid.current_painting(), self.room.collection
        if painting is not None and painting.image is not None and collection is not None:
            self.room.go("search", image=collection.images.path(painting.image))

    def _enter_large(self, painting: Painting | None) -> None:
        if self.records.open is None:
            self.looking.enter(painting)

    def _enter_image(self, image: Image) -> None:
        if self.records.open is None:
            self.looking.enter(self.grid.current_painting(), image)

    def _leave_large(self) -> None:
        self.looking.leave()

    def _escape(self) -> None:
        if self.large.isVisible():
            self._leave_large()
        elif not self.records.leave():
            self.search.clear()

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # Files dropped here go to import.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hands them to the import page."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.room.go("import", sources=paths)
