"""Opening, making, copying and resetting collections, as the File menu asks for it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from songclip_desktop import paths
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.dialogs import ask
from songclip_desktop.ui.widgets.new_collection import ask_new, free_name

if TYPE_CHECKING:
    from songclip_desktop.collection.backups import Backup
    from songclip_desktop.collection.collection import Collection

STOPPING_LIMIT_S = 15.0
# After so long without a change the index is brought up to date.
INDEX_REST_MS = 20_000


def demo_dir() -> Path:
    """Where this person's own copy of the demo collection lies."""
    return paths.home() / "demo_collection"


class Opening(QObject):
    """What the File menu does. Main thread; copying and making the demo run as jobs.

    Signals:
        failed: a SongClipError, to be shown where the collection would have been.
    """

    failed = Signal(object)

    def __init__(self, room: Room, window: QWidget) -> None:
        """`window` is the parent of its dialogs."""
        super().__init__(window)
        self._room, self._window = room, window
        self._resting = QTimer(self, singleShot=True, interval=INDEX_REST_MS)
        self._resting.timeout.connect(self._update_index)
        room.feed.changed.connect(self._changed)
        room.collection_changed.connect(self._resting.stop)

    def open_at_start(self) -> None:
        """The last collection, or where there is none the demo."""
        last = self._room.settings.last_collection
        if last and Path(last).is_dir():
            self.open(Path(last))
        else:
            self.open_demo()

    def settle(self, yes: str) -> bool:
        """Asks while something runs, and stops it; False where the curator would rather wait.

        What jobs hand over while they stop is still written, so events are let through.
        """
        jobs = self._room.jobs
        if not jobs.running:
            return True
        count = len(jobs.running)
        sure = ask(
            self._window,
            self.tr("停下进行中的工作？"),
            self.tr("还有 %n 项工作在进行。做好的都已保存，下次打开接着做。", "", count),
            self.tr("接着做"),
            yes,
        )
        if not sure:
            return False
        for job in jobs.running:
            job.stop()
        deadline = time.monotonic() + STOPPING_LIMIT_S
        only_own = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
        while jobs.busy and time.monotonic() < deadline:
            QApplication.processEvents(only_own, 50)
        QApplication.processEvents(only_own)
        return True

    def open(self, folder: Path) -> None:
        """Opens a folder; beside another window read-only."""
        from songclip_desktop.collection.collection import Collection

        if not self.settle(self.tr("停下并打开")):
            return
        try:
            collection = Collection.open(folder, holder=_holder())
        except SongClipError as error:
            if error.code not in ("collection_locked", "collection_read_only", "disk_full"):
                self.failed.emit(error)
                return
            try:
                collection = Collection.open(folder, read_only=True)
            except SongClipError as second:
                self.failed.emit(second)
                return
            self._room.toast(self.tr("只能看：{0}").format(error.what))
        self._take(collection)
        self._index_demo()

    def open_dialog(self) -> None:
        """Asks for a folder."""
        start = str(paths.collections_dir())
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("打开藏品文件夹"), start)
        if chosen:
            self.open(Path(chosen))

    def new_dialog(self) -> None:
        """Asks for a name and a place, makes an empty collection there."""
        given = ask_new(self._window, paths.collections_dir())
        if given is not None:
            self.new(*given)

    def own_dialog(self) -> None:
        """The same after the guided path, with what comes next: taking works in."""
        given = ask_new(
            self._window,
            paths.collections_dir(),
            self.tr("示范走完了。给自己的藏品起个名字，选个地方，接着就把画入藏。示范藏品还在。"),
            self.tr("新建并入藏"),
        )
        if given is not None and self.new(*given):
            self._room.go("import")

    def new(self, folder: Path, name: str) -> bool:
        """Makes an empty collection and opens it; False where that was not possible."""
        from songclip_desktop.collection.collection import Collection

        if not self.settle(self.tr("停下并打开")):
            return False
        try:
            collection = Collection.create(folder, name=name, holder=_holder())
        except SongClipError as error:
            self.failed.emit(error)
            return False
        self._take(collection)
        self._room.go("collection")
        return True

    def open_demo(self) -> None:
        """Opens the demo; the first time makes it, as a job."""
        if (demo_dir() / "collection.db").is_file():
            self.open(demo_dir())
            return
        self._make(demo_dir())

    def reset_demo(self) -> None:
        """Asks, then makes the demo anew; what was done in it is lost."""
        sure = ask(
            self._window,
            self.tr("重置示范藏品？"),
            self.tr("在示范藏品里做的审校和训练会从这台电脑移去。你自己的藏品不受影响。"),
            self.tr("保留"),
            self.tr("重置"),
        )
        if not sure or not self.settle(self.tr("停下并重置")):
            return
        collection = self._room.collection
        if collection is not None and collection.dir == demo_dir().resolve():
            self._close()
        shutil.rmtree(demo_dir(), ignore_errors=True)
        self._make(demo_dir())

    def copy_dialog(self) -> None:
        """Copies the open collection to another folder, as a job; the cache stays behind."""
        from songclip_desktop.collection import copying

        collection = self._room.collection
        if collection is None:
            return
        chosen = QFileDialog.getExistingDirectory(
            self._window, self.tr("复制到哪个文件夹"), str(paths.collections_dir())
        )
        if not chosen:
            return
        source, target = collection.dir, free_name(Path(chosen) / collection.dir.name)
        self._room.jobs.start(
            self.tr("复制藏品"),
            lambda listener: copying.copy(source, target, listener),
            lambda _done: self._room.toast(self.tr("已复制到 {0}").format(target)),
            page="collection",
            icon="folder",
        )

    def put_back(self, backup: Backup) -> None:
        """Closes the open collection, puts a backup of it back and opens it again."""
        from songclip_desktop.workflow import check

        collection = self._room.collection
        if collection is None or not self.settle(self.tr("停下并换回")):
            return
        folder = collection.dir
        self._close()
        try:
            check.put_back(folder, backup, _holder())
        except SongClipError as error:
            self.open(folder)
            self.failed.emit(error)
            return
        self.open(folder)
        self._room.toast(self.tr("已换回备份；原来的记录也另存了一份"))

    def close(self) -> None:
        """Lets go of the open collection."""
        self._close()

    def _make(self, folder: Path) -> None:
        self._room.jobs.start(
            self.tr("准备示范藏品"),
            lambda listener: _make_demo(folder, listener),
            lambda _done: self._demo_made(folder),
            on_failure=self.failed.emit,
            on_stopped=lambda: self._room.open_collection(None),
            page="collection",
            icon="collection",
        )

    def _demo_made(self, folder: Path) -> None:
        self.open(folder)

    def _index_demo(self) -> None:
        """Makes the demo searchable at once, with progress in the rail."""
        from songclip_desktop.workflow import index

        collection, engine = self._room.collection, self._room.engine
        if collection is None or collection.read_only or not collection.setting("demo", False):
            return
        if not index.stale(collection):
            return
        prepared = index.prepare(collection)
        self._room.jobs.start(
            self.tr("建索引"),
            lambda listener: index.execute(prepared, engine, listener),
            self._indexed,
            page="search",
            icon="search",
        )

    def _changed(self, changes: Changes) -> None:
        if changes.paintings or changes.captions or changes.passages or changes.everything:
            self._resting.start()

    def _update_index(self) -> None:
        """Brings an index up to date in the background, once the curator's changes rest."""
        from songclip_desktop.workflow import index

        collection, engine = self._room.collection, self._room.engine
        if collection is None or collection.read_only:
            return
        if self._room.jobs.running:
            self._resting.start()
            return
        folder, cache = collection.dir, collection.images.cache_dir
        self._room.jobs.start(
            self.tr("建索引"),
            lambda listener: index.update(folder, cache, engine, listener),
            self._updated,
            page="search",
            icon="search",
            passing=True,
        )

    def _updated(self, indexed: tuple[Any, ...]) -> None:
        if indexed:
            self._indexed(indexed[0])

    def _indexed(self, indexed: Any) -> None:
        from songclip_desktop.workflow import index

        if self._room.collection is not None:
            self._room.feed.announce(index.finish(self._room.collection, indexed))

    def _take(self, collection: Collection) -> None:
        former = self._room.collection
        self._room.open_collection(collection)
        if former is not None:
            former.close()
        self._room.settings.remember_collection(collection.dir)
        self._room.settings.save()

    def _close(self) -> None:
        former = self._room.collection
        if former is not None:
            self._room.open_collection(None)
            former.close()


def _make_demo(folder: Path, listener: Listener) -> None:
    """On a job's thread: the collection is made and closed there, and opened on the main thread."""
    from songclip_desktop.workflow import new

    making = folder.with_name(folder.name + ".making")
    shutil.rmtree(making, ignore_errors=True)  # what an interrupted attempt left
    new.new_collection(making, demo=True, listener=listener).close()
    shutil.rmtree(folder, ignore_errors=True)
    making.rename(folder)


def _holder() -> str:
    return say("SongClip 的窗口", "the SongClip window")
