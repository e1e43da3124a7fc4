"""藏品: find and look. The grid, its facets and search, the record at the side, the large view."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from songclip_desktop.progress import Changes
from songclip_desktop.records import Painting
from songclip_desktop.ui import theme
from songclip_desktop.ui.models import finding
from songclip_desktop.ui.models.finding import LACKING, Wish
from songclip_desktop.ui.pages.page import MARGIN_PX, Page
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.facets import FacetColumn
from songclip_desktop.ui.widgets.fields import Choice, SearchField
from songclip_desktop.ui.widgets.grid import PaintingGrid
from songclip_desktop.ui.widgets.large_view import LargeView
from songclip_desktop.ui.widgets.marks import work_kind_word
from songclip_desktop.ui.widgets.messages import EmptyState
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.record import RecordPanel
from songclip_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection

FACETS_PX = 152
TYPING_MS = 150
GATHERING_MS = 200


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
        self.primary = PrimaryButton()
        head = self.header(self.primary)
        head.row.insertWidget(3, self.search, 8)
        head.row.insertStretch(4, 1)
        self.facets = FacetColumn()
        self.grid = PaintingGrid(room.thumbnails)
        self.order = Choice()
        self._note = Text("", "label", "ink_2")
        self.draft = QuietButton(icon="draft")
        self._found_nothing = Text("", "body", "ink_2", wrap=True)
        self.import_ = PrimaryButton(tall=True)
        self.demo = PlainButton(tall=True)
        self.empty = EmptyState(self.import_, self.demo, outlines=True)
        self.record = RecordPanel(room.thumbnails)
        side = self.side_panel(margin_px=0)
        side.body.addWidget(self.record)
        self._build()
        self._connect()

    # What the window calls.

    def open_collection(self, collection: Collection | None) -> None:
        """Another collection: no search, no ticks."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.facets.clear()
        self._leave_large()
        self.refresh()

    def refresh(self) -> None:
        """Reads facets, works and counts anew; the cursor stays on its work."""
        collection = self.room.collection
        count = collection.paintings.count() if collection else 0
        self.stack.setCurrentIndex(0 if count else 1)
        for widget in (self.search, self.primary):
            widget.setVisible(bool(count))
        if not self.large.isVisible():
            self.want_parts(side=bool(count))
        self._say_empty()
        self._show_selected()
        if collection is None or not count:
            self.head_say(0)
            return
        held = self.grid.current_painting()
        self._fill_facets(collection)
        self._find()
        self._show_primary(collection)
        if held is not None:
            self.grid.select_painting(held.id)
        if self.grid.current_painting() is None:
            self.grid.setCurrentIndex(self.grid.paintings.index(0))
        self._show_record(self.grid.current_painting())

    def changed(self, changes: Changes) -> None:
        """Writes come one by one; what they change is read anew a little later, together."""
        self._gathering.start()

    def arrive(self, query: str = "", painting: int = 0, **_more: Any) -> None:
        """Another page asks to find something or to show one work."""
        if query:
            self.search.setText(query)
            self._find()
        if painting:
            self.grid.select_painting(painting)

    @property
    def waiting(self) -> int:
        """How many works the collection has."""
        return self.room.collection.paintings.count() if self.room.collection else 0

    def retranslate(self) -> None:
        """All words."""
        self.search.set_words(self.tr("找题名、说明、藏号"), self.tr("清除"))
        self.order.setAccessibleName(self.tr("排序"))
        self.order.set_choices(
            [
                ("accession", self.tr("按藏号")),
                ("title", self.tr("按题名")),
                ("artist", self.tr("按作者")),
                ("dynasty", self.tr("按年代")),
                ("newest", self.tr("新入藏在前")),
            ]
        )
        self.grid.setAccessibleName(self.tr("藏品"))
        self.import_.setText(self.tr("选择文件夹…"))
        self.demo.setText(self.tr("先看示范藏品"))
        self._found_nothing.setText(self.tr("没有找到。换个说法，或去掉左边的几个勾。"))
        self.large.retranslate()
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
        above.addSpacing(8)
        above.addWidget(self.draft)
        above.addStretch(1)
        above.addWidget(self.order)
        lists.addLayout(above)
        lists.addWidget(self._found_nothing)
        lists.addWidget(self.grid, 1)
        browse = QWidget()
        row = QHBoxLayout(browse)
        row.setContentsMargins(MARGIN_PX, 0, 8, 0)
        row.setSpacing(16)
        self.facets.setFixedWidth(theme.px(FACETS_PX))
        row.addWidget(self.facets)
        row.addLayout(lists, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(browse)
        self.stack.addWidget(self.empty)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.stack)
        self.large = LargeView(self.room.thumbnails)
        self.large.left.connect(self._leave_large)
        self.main.addWidget(self.large, 1)

    def _connect(self) -> None:
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._find)
        self._gathering = QTimer(self, singleShot=True, interval=GATHERING_MS)
        self._gathering.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.facets.changed.connect(self._find)
        self.order.chosen.connect(lambda _key: self._find())
        self.grid.current_changed.connect(self._show_record)
        self.grid.opened.connect(self._enter_large)
        self.grid.selectionModel().selectionChanged.connect(lambda *_works: self._show_selected())
        self.draft.clicked.connect(lambda: self.room.go("draft", paintings=self.grid.selected()))
        self.record.opened.connect(lambda: self._enter_large(self.grid.current_painting()))
        self.record.similar.connect(self._find_similar)
        self.primary.clicked.connect(self._go_on)
        self.import_.clicked.connect(lambda: self.room.go("import", choose=True))
        self.demo.clicked.connect(self.room.demo_wanted)
        self.key("Ctrl+F", self._focus_search)
        self.key("/", self._focus_search)
        self.key("Esc", self._escape)

    # Finding.

    def _find(self) -> None:
        collection = self.room.collection
        if collection is None:
            return
        wish = self._wish()
        ids = finding.ids(collection, wish)
        self.grid.set_match(self.search.text().strip())
        self.grid.paintings.show(collection, ids)
        self.grid.setVisible(bool(ids))
        self._found_nothing.setVisible(not ids)
        self.head_say(len(ids))
        total = collection.paintings.count()
        shown = self.tr("共 {0} 件").format(number(total))
        if len(ids) != total:
            shown = self.tr("{0} 件，共 {1} 件").format(number(len(ids)), number(total))
        self._note.setText(shown)
        for group, counts in finding.counts(collection, wish).items():
            self.facets.set_counts(group, counts)
        if ids:
            self.grid.setCurrentIndex(self.grid.paintings.index(0))

    def _wish(self) -> Wish:
        ticked = self.facets.ticked
        return Wish(
            self.search.text(),
            tuple(ticked("status")),
            tuple(ticked("work_kind")),
            tuple(ticked("format")),
            self.order.current() or "accession",
        )

    def _fill_facets(self, collection: Collection) -> None:
        words = {
            LACKING: self.tr("待撰"),
            "draft": self.tr("待审"),
            "approved": self.tr("已通过"),
            "rejected": self.tr("已退回"),
        }
        self.facets.set_group("status", self.tr("说明"), words)
        all_values = collection.finding.facets()
        kinds = {kind: work_kind_word(kind) for kind in all_values["work_kind"]}
        self.facets.set_group("work_kind", self.tr("类别"), kinds if len(kinds) > 1 else {})
        formats = sorted(all_values["format"].items(), key=lambda each: -each[1])
        self.facets.set_group(
            "format", self.tr("品式"), {value: value for value, _ in formats if value}, False
        )

    # Showing.

    def _show_primary(self, collection: Collection) -> None:
        counts = collection.captions.counts()
        lacking = len(collection.finding.find(lacking=True))
        if counts["draft"]:
            self._onward, words = "review", self.tr("审校草稿 {0}").format(number(counts["draft"]))
        elif lacking and counts["approved"]:
            self._onward, words = "draft", self.tr("撰稿 {0}").format(number(lacking))
        elif lacking:
            self._onward, words = "draft", self.tr("开始撰稿")
        else:
            self._onward, words = "finetune", self.tr("去训练")
        self.primary.setText(words)

    def _show_selected(self) -> None:
        count = len(self.grid.selectionModel().selectedIndexes())
        self.draft.setText(self.tr("撰稿所选 {0} 件").format(number(count)))
        self.draft.setVisible(count > 1)

    def _go_on(self) -> None:
        self.room.go(self._onward)

    def _show_record(self, painting: Painting | None) -> None:
        collection = self.room.collection
        self.record.setVisible(painting is not None)
        if painting is not None and collection is not None:
            self.record.show_painting(painting, collection.captions.of(painting.id))

    def _find_similar(self) -> None:
        painting, collection = self.grid.current_painting(), self.room.collection
        if painting is not None and painting.image is not None and collection is not None:
            self.room.go("search", image=collection.images.path(painting.image))

    def _say_empty(self) -> None:
        if self.room.collection is None:
            self.empty.say(self.tr("正在准备藏品"), self.tr("进度见左下角。"))
        else:
            self.empty.say(
                self.tr("这里还没有画"),
                self.tr(
                    "把图像文件夹、登记册（Excel、CSV、JSON）或典籍拖到此处。\n"
                    "原图不会被改动，也不会离开这台电脑。"
                ),
            )
        for button in (self.import_, self.demo):
            button.setVisible(self.room.collection is not None)

    def _enter_large(self, painting: Painting | None) -> None:
        if painting is None or painting.image is None or self.head is None:
            return
        self.head.hide()
        self.want_parts(side=False, body=False)
        self.large.show_painting(painting)

    def _leave_large(self) -> None:
        if self.large.isVisible() and self.head is not None:
            self.large.hide()
            self.head.show()
            self.want_parts()
            self.grid.setFocus()

    def _escape(self) -> None:
        if self.large.isVisible():
            self._leave_large()
        else:
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
