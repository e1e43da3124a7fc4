"""The window: rail, pages, menus, toast, activity; what a page asks for is done here."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from songclip_desktop import network
from songclip_desktop.progress import Changes
from songclip_desktop.ui import tab_order, theme, waiting
from songclip_desktop.ui.guide import Guide
from songclip_desktop.ui.manual import ManualWindow
from songclip_desktop.ui.menus import Menus
from songclip_desktop.ui.opening import Opening
from songclip_desktop.ui.pages.activity import ActivityPanel
from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.rail import Rail
from songclip_desktop.ui.reports import Reports
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.fields import FocusRing
from songclip_desktop.ui.widgets.messages import Banner, ErrorPanel, Toast

# Page name → where it is built; imported and made when it is first shown.
PAGES = {
    "collection": ("collection", "CollectionPage"),
    "import": ("import_", "ImportPage"),
    "annotate": ("texts", "TextsPage"),
    "draft": ("draft", "DraftPage"),
    "review": ("review", "ReviewPage"),
    "dataset": ("dataset", "DatasetPage"),
    "finetune": ("finetune", "FinetunePage"),
    "evaluate": ("evaluate", "EvaluatePage"),
    "search": ("compare", "ComparePage"),
    "map": ("map", "MapPage"),
    "models": ("models", "ModelsPage"),
}
NARROW_BELOW_PX = 1100
COUNT_AFTER_MS = 150
# Where the synthetic model would be taken for more than it is.
DEMO_MODEL_PAGES = ("finetune", "evaluate", "search", "map")
# Of use, or saying so themselves, while no collection is open.
WITHOUT_COLLECTION = ("collection", "models")


class Pages(dict[str, Page]):
    """Pages by name, each made when it is first asked for; it holds those that were."""

    def __init__(self, make: Callable[[str], Page]) -> None:
        """`make` is called once for each name."""
        super().__init__()
        self._make = make

    def __missing__(self, name: str) -> Page:
        """The page, made now."""
        page = self[name] = self._make(name)
        return page


class MainWindow(QMainWindow):
    """One window on one room. Built by `app`.

    Attributes:
        room: what pages work with. pages: by name. opening: what the File menu does.
    """

    def __init__(self, room: Room) -> None:
        """The first page is made and shown, with no collection yet."""
        super().__init__()
        self.room = room
        self.opening = Opening(room, self)
        self.pages = Pages(self._make_page)
        self._current = ""
        self._downloading = False
        self._manual: ManualWindow | None = None
        self._unread: set[str] = set()  # pages that have not yet read the open collection
        self.setMinimumSize(600, 360)
        self.resize(1440, 900)
        self._build()
        self._connect()
        self.retranslate()
        self.show_page("collection")

    def show_page(self, name: str, **arguments: Any) -> None:
        """Shows a page by its name, read anew; the activity panel slides over the page."""
        if name == "activity":
            self.activity.toggle()
            return
        if name not in PAGES:
            return
        page = self.pages[name]
        self.activity.hide_panel()
        self._current = name
        self.stack.setCurrentWidget(page)
        self.rail.set_current(name)
        if name in self._unread:
            self._unread.discard(name)
            page.open_collection(self.room.collection)
        else:
            page.refresh()
        page.arrive(**arguments)
        page.setAccessibleName(self.page_word(name))
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_banner()
        self.guide.show_state()

    def show_manual(self) -> None:
        """The manual in a window of its own, in the language spoken."""
        if self._manual is None:
            self._manual = ManualWindow(self)
        self._manual.open_first()

    def page_word(self, name: str) -> str:
        """What a page is called in the reader's language."""
        return self._words()[name]

    @property
    def current(self) -> str:
        """The name of the page in view."""
        return self._current

    def retranslate(self) -> None:
        """Every text of the window's own; pages hear of the language themselves."""
        words = self._words()
        for name, item in self.rail.items.items():
            item.set_word(words[name])
        self.menus.retranslate(words)
        self._name_collection()

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show_banner()
            self.guide.show_state()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Under 1100 px the rail is icons only."""
        super().resizeEvent(event)
        self.rail.set_narrow(self.width() < NARROW_BELOW_PX)
        self.activity.place()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab go as one reads."""
        return tab_order.step(self.centralWidget(), self.focusWidget(), forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks while something runs, stops it, waits with a limit, closes the collection."""
        if not self.opening.settle(self.tr("停下并关闭")):
            event.ignore()
            return
        self.hide()
        self.opening.close()
        self.room.thumbnails.close()
        self.room.engine.close()
        event.accept()

    # Below: how it is put together.

    def _build(self) -> None:
        self.rail = Rail()
        self.stack = QStackedWidget()
        self.trouble = ErrorPanel()
        self.banner = Banner()
        self.reports = Reports(self.room, self)
        above = QVBoxLayout()
        above.setContentsMargins(32, 0, 32, 0)
        above.addWidget(self.reports.offer)
        above.addWidget(self.trouble)
        above.addWidget(self.banner)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.stack, 1)
        ground = QWidget()
        self.guide = Guide(self, ground)
        column.addWidget(self.guide.panel)
        ground.setObjectName("page")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setCentralWidget(ground)
        self.toast = Toast(self.stack)
        self.activity = ActivityPanel(self.room, ground, self.rail)
        self.guide.pointer.stackUnder(self.activity)
        self.ring = FocusRing(self)
        self.menus = Menus(self)
        self._counting = QTimer(self, singleShot=True, interval=COUNT_AFTER_MS)

    def _connect(self) -> None:
        room = self.room
        room.went.connect(lambda name, arguments: self.show_page(name, **arguments))
        room.said.connect(self.toast.say)
        room.opening.connect(lambda folder: self.opening.open(Path(folder)))
        room.choosing.connect(self.opening.open_dialog)
        room.demo_wanted.connect(self.opening.open_demo)
        room.restoring.connect(self.opening.put_back)
        room.collection_changed.connect(self._collection_changed)
        room.settings_changed.connect(self._name_collection)
        room.feed.changed.connect(self._changed)
        room.jobs.changed.connect(self._show_jobs)
        self.guide.own_wanted.connect(self.opening.own_dialog)
        self.guide.again_wanted.connect(self.opening.reset_demo)
        self.opening.failed.connect(self._show_trouble)
        self.rail.chosen.connect(self.show_page)
        self.rail.offline.clicked.connect(lambda: self.show_page("models", section="network"))
        self.rail.menu_wanted.connect(self._pop_up_menu)
        self._counting.timeout.connect(self._count)
        QShortcut(QKeySequence("Ctrl+J"), self, self.activity.toggle)
        QShortcut(QKeySequence("Ctrl+,"), self, lambda: self.show_page("models"))

    def _make_page(self, name: str) -> Page:
        module, kind = PAGES[name]
        found = importlib.import_module(f"songclip_desktop.ui.pages.{module}")
        page: Page = getattr(found, kind)(self.room)
        page.retranslate()
        self.stack.addWidget(page)
        return page

    def _collection_changed(self, collection: Any) -> None:
        self.trouble.clear()
        # What is out of sight reads a museum's records when it is looked at, not all at once.
        self._unread = set(PAGES) - {self._current} if collection is not None else set()
        for name, page in self.pages.items():
            if name not in self._unread:
                page.open_collection(collection)
        self._name_collection()
        self._show_banner()
        self._counting.start()

    def _changed(self, changes: Changes) -> None:
        if self._current:
            self.pages[self._current].changed(changes)
        self._counting.start()

    def _count(self) -> None:
        counts = waiting.counts(self.room.collection)
        for name in PAGES:
            self.rail.items[name].set_waiting(counts.get(name, 0))

    def _show_jobs(self) -> None:
        self.rail.show_jobs(self.room.jobs.running)
        self.activity.show_jobs()
        downloading = any(job.online for job in self.room.jobs.running)
        if downloading != self._downloading:
            self._downloading = downloading
            self._name_collection()

    def _show_trouble(self, error: object) -> None:
        self.trouble.show_error(error, self.tr("知道了"), self.trouble.clear)
        if self.room.collection is None:
            self.room.awaited = False
            self.pages[self._current].refresh()
            self._show_banner()

    def _show_banner(self) -> None:
        nothing = self.room.collection is None and not self.room.awaited
        if nothing and self._current not in WITHOUT_COLLECTION:
            self.banner.show_problem(
                self.tr("还没有打开藏品。"),
                self.tr("打开一批，或在「文件」菜单里新建，这一页才有内容。"),
                self.tr("打开藏品…"),
                self.opening.open_dialog,
            )
        elif self._current in DEMO_MODEL_PAGES and self._demo_model_elsewhere():
            self.banner.show_problem(
                self.tr("现在用的是随附的演示模型，它只认得画出来的示范景物。"),
                self.tr("要在自己的藏品上得到可信的结果，请在「模型与设置」安装 Chinese-CLIP。"),
                self.tr("去安装"),
                lambda: self.show_page("models"),
            )
        else:
            self.banner.clear()

    def _demo_model_elsewhere(self) -> bool:
        from songclip_desktop.workflow import models

        collection = self.room.collection
        if collection is None or collection.setting("demo", False):
            return False
        return models.in_use(collection) == models.MINI

    def _name_collection(self) -> None:
        collection = self.room.collection
        name = collection.name if collection else self.tr("未打开藏品")
        if collection and collection.read_only:
            name = self.tr("{0}（只读）").format(name)
        offline = network.offline()
        if offline:
            line = self.tr("离线 · 全部在本机")
        elif self._downloading:
            line = self.tr("联网 · 正在下载")
        elif self._searched_elsewhere():
            line = self.tr("联网 · 检索服务")
        elif self.room.settings.profile:
            line = self.tr("联网 · 仅撰稿服务")
        else:
            line = self.tr("未用网络 · 全部在本机")
        self.rail.collection.say(name, line)
        self.rail.offline.set_word(self.tr("离线"))
        self.rail.show_offline(offline)
        self.setWindowTitle(f"{name} · SongClip")

    def _searched_elsewhere(self) -> bool:
        """Whether the collection names a server for its vectors that is not this machine."""
        from songclip_desktop.workflow import serving

        server = serving.named(self.room.collection) if self.room.collection else None
        return server is not None and server.remote

    def _pop_up_menu(self) -> None:
        below = self.rail.collection.mapToGlobal(QPoint(16, self.rail.collection.height() - 4))
        self.menus.file.popup(below)

    def _words(self) -> dict[str, str]:
        return {
            "collection": self.tr("藏品"),
            "import": self.tr("入藏"),
            "annotate": self.tr("典籍"),
            "draft": self.tr("撰稿"),
            "review": self.tr("审校"),
            "dataset": self.tr("数据集"),
            "finetune": self.tr("训练"),
            "evaluate": self.tr("评测"),
            "search": self.tr("检索对比"),
            "map": self.tr("图谱"),
            "activity": self.tr("活动"),
            "models": self.tr("模型与设置"),
        }

    def use_theme(self, mode: Any) -> None:
        """Light, dark or as the system; kept in the settings."""
        self.room.settings.theme = mode
        self.room.settings.save()
        theme.current().use(mode)
        self.room.settings_changed.emit()
