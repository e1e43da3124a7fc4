"""Where things lie on this machine, and the cache: its size, its place, emptied by a click."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from songclip_desktop import logs, paths
from songclip_desktop.collection import cache_place
from songclip_desktop.jobs.job import Job
from songclip_desktop.progress import Listener, Progress
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.dialogs import ask
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.progress import ProgressStrip, size_words
from songclip_desktop.ui.widgets.section import Section, button_row, column_of
from songclip_desktop.ui.widgets.text import Text


class StorageSection(Section):
    """The collection is closed while its cache is moved or emptied, and opened again."""

    def __init__(self, room: Room) -> None:
        """Sizes are read when shown."""
        super().__init__(room)
        self._title, self._line = self.heading()
        self.problem, self.strip = ErrorPanel(), ProgressStrip()
        self.strip.hide()
        self.change, self.back, self.clear = PlainButton(), PlainButton(), QuietButton()
        self.change.clicked.connect(self._ask_place)
        self.back.clicked.connect(lambda: self.move_to(""))
        self.clear.clicked.connect(self._clear)
        self._sizes: dict[Path, int] = {}
        self._counting: Job | None = None
        self._moving: Job | None = None
        self.strip.stop.clicked.connect(lambda: self._moving and self._moving.stop())
        room.jobs.changed.connect(self._allow)
        self._cache, self._places = column_of(), column_of()
        self._cache_title, self._cache_line = (
            Text("", "section"),
            Text("", "body", "ink_2", wrap=True),
        )
        self._places_title = Text("", "section")
        for part in (self.problem, self.strip):
            self.body.addWidget(part)
        self.body.addSpacing(8)
        self.body.addWidget(self._cache_title)
        self.body.addWidget(self._cache_line)
        self.body.addLayout(self._cache)
        self.body.addSpacing(16)
        self.body.addWidget(self._places_title)
        self.body.addLayout(self._places)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("存放"))
        self._line.setText(self.tr("都在这台电脑上"))
        self._cache_title.setText(self.tr("缓存"))
        self._cache_line.setText(
            self.tr("缩略图、放大用的切片、模型看的像素与向量；都能由原图与记录重建，不必备份。")
        )
        self._places_title.setText(self.tr("文件夹"))
        self.change.setText(self.tr("换地方…"))
        self.back.setText(self.tr("放回藏品文件夹"))
        self.clear.setText(self.tr("清空…"))
        self.strip.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Shows what is known at once, and has the sizes counted."""
        collection = self.room.collection
        self._show()
        folders = [paths.models_dir(), paths.home() / "engine", logs.file().parent]
        if collection is not None:
            folders += [collection.dir, collection.images.cache_dir]
        if not self.isVisible():
            return
        self._counting = self.room.jobs.start(
            self.tr("量大小"),
            lambda _listener: {each: cache_place.size_bytes(each) for each in folders},
            self._counted,
            page="models",
            icon="folder",
            passing=True,
        )

    def move_to(self, place: str) -> None:
        """Keeps caches there from now on, "" for within each collection; moves the open one's."""
        collection = self.room.collection
        kept = self.room.settings
        if collection is None or collection.read_only:
            kept.cache_dir = place
            kept.save()
            self.refresh()
            return
        folder, cache = collection.dir, collection.images.cache_dir
        target = cache_place.place(folder, collection.id, place)
        if place and Path(place) not in target.parents:
            self.problem.show_problem(
                self.tr("{0} 不能写入。").format(place), self.tr("请另选一个文件夹。")
            )
            return

        def keep(_done: object) -> None:
            kept.cache_dir = place
            kept.save()

        self._meanwhile_closed(
            self.tr("移动缓存"),
            lambda listener: cache_place.move(folder, cache, target, listener),
            keep,
        )

    def _ask_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("缓存放在哪里"))
        if chosen:
            self.move_to(str(Path(chosen)))

    def _clear(self) -> None:
        collection = self.room.collection
        sure = collection is not None and ask(
            self,
            self.tr("清空这批藏品的缓存？"),
            self.tr("原图、说明与训练不受影响。下次看图会慢一些，检索之前要重建索引。"),
            self.tr("保留"),
            self.tr("清空"),
        )
        if collection is not None and sure:
            folder, cache = collection.dir, collection.images.cache_dir
            self._meanwhile_closed(
                self.tr("清空缓存"), lambda _listener: cache_place.clear(folder, cache)
            )

    def _meanwhile_closed(
        self,
        name: str,
        do: Callable[[Listener], Any],
        done: Callable[[object], None] = lambda _done: None,
    ) -> None:
        """What is at work must not lose its files: with jobs running the buttons are off."""
        room = self.room
        former = room.collection
        if former is None:
            return
        folder = former.dir
        self.problem.clear()
        room.open_collection(None)
        former.close()

        def again() -> None:
            self.strip.hide()
            if room.collection is None:
                room.opening.emit(folder)
            self.refresh()

        def ended(result: object) -> None:
            done(result)
            again()

        def failed(error: object) -> None:
            again()
            self.problem.show_error(error)

        self.strip.set_name(name)
        self.strip.show()
        self._moving = room.jobs.start(
            name,
            do,
            ended,
            on_failure=failed,
            on_stopped=again,
            on_progress=self._progressed,
            page="models",
            icon="folder",
        )

    def _progressed(self, progress: Progress) -> None:
        if self._moving is not None:
            self.strip.show_progress(progress, self._moving.pace)

    def _counted(self, sizes: dict[Path, int]) -> None:
        self._sizes = sizes
        self._show()

    def _show(self) -> None:
        collection = self.room.collection
        for layout, kept in (
            (self._cache, (self.change, self.back, self.clear)),
            (self._places, ()),
        ):
            for button in kept:
                button.setParent(self)
                button.hide()
            empty(layout)
        if collection is not None:
            self._show_cache(collection.images.cache_dir, collection.dir)
            self._place(self.tr("这批藏品"), collection.dir)
        self._place(self.tr("模型"), paths.models_dir())
        self._place(self.tr("引擎"), paths.home() / "engine")
        self._place(self.tr("日志"), logs.file().parent)

    def _show_cache(self, cache: Path, folder: Path) -> None:
        row = button_row(
            str(cache), self._size(cache) or self.tr("空的"), self.clear, self.back, self.change
        )
        self._cache.addWidget(row)
        self.clear.show()
        self.change.show()
        self.back.setVisible(folder not in cache.parents)
        self._allow()

    def _allow(self) -> None:
        """Not while something else is at work: it may be writing there."""
        collection = self.room.collection
        writable = collection is not None and not collection.read_only
        busy = any(job is not self._counting for job in self.room.jobs.running)
        reason = self.tr("等进行中的工作做完") if busy else self.tr("只能查看的藏品不能动")
        for button in (self.clear, self.back, self.change):
            button.set_possible(writable and not busy, reason)

    def _place(self, name: str, folder: Path) -> None:
        button = PlainButton(self.tr("打开文件夹"))
        button.setAccessibleName(self.tr("打开文件夹：{0}").format(name))
        button.set_possible(folder.is_dir(), self.tr("还没有这个文件夹"))
        button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        facts = "　".join(part for part in (str(folder), self._size(folder)) if part)
        self._places.addWidget(button_row(name, facts, button))

    def _size(self, folder: Path) -> str:
        size = self._sizes.get(folder, 0)
        return size_words(size) if size else ""
