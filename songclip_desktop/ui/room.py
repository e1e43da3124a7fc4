"""What every page is handed: the open collection and the things it works with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from songclip_desktop.jobs.runner import JobRunner
from songclip_desktop.ui.change_feed import ChangeFeed
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.dialogs import ask_text

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.settings import Settings


class Room(QObject):
    """Built once by `app`; pages keep it as `self.room`. Main thread.

    Signals:
        collection_changed: another collection (or None) is open now.
        went: (page name, arguments); the window shows the page and calls its `arrive`.
        said: (text, undo or None) for the toast.
        opening: a folder to open as collection; asked by pages, done by the window.
        choosing: a collection is to be chosen, in the system's own dialog.
        restoring: a Backup to be put back into the open collection; likewise.
        compared: a question of the curator's own was answered by two sides.
        settings_changed: language, theme or text factor are others now.
    """

    collection_changed = Signal(object)
    went = Signal(str, dict)
    said = Signal(str, object)
    opening = Signal(object)
    choosing = Signal()
    restoring = Signal(object)
    demo_wanted = Signal()
    compared = Signal()
    settings_changed = Signal()

    def __init__(
        self, settings: Settings, engine: Engine, jobs: JobRunner, parent: QObject | None = None
    ) -> None:
        """`jobs`: with sync=True in tests."""
        super().__init__(parent)
        self.settings = settings
        self.engine = engine
        self.jobs = jobs
        self.feed = ChangeFeed(self)
        self.thumbnails = Thumbnails(self)
        self.collection: Collection | None = None
        # While none is open: whether one is on its way, or there is something to be chosen.
        self.awaited = True

    def open_collection(self, collection: Collection | None) -> None:
        """Takes another open collection, or none; the caller closed the former."""
        self.collection = collection
        self.awaited = False
        self.thumbnails.open_collection(collection)
        self.collection_changed.emit(collection)

    def go(self, page: str, **arguments: Any) -> None:
        """Shows a page by its name; `arguments` reach its `arrive`."""
        self.went.emit(page, arguments)

    def toast(self, text: str, undo: Callable[[], Any] | None = None) -> None:
        """One line at the bottom right; never for errors."""
        self.said.emit(text, undo)

    def curator(self, parent: QWidget | None = None) -> str:
        """Who approves and edits: asked once, kept in the settings. Empty when not given."""
        if not self.settings.curator:
            name = ask_text(
                parent or QApplication.activeWindow(),
                QCoreApplication.translate("Room", "你的名字"),
                QCoreApplication.translate("Room", "通过和修改都会记下是谁做的。只问这一次。"),
            )
            if name:
                self.settings.curator = name
                self.settings.save()
        return self.settings.curator
