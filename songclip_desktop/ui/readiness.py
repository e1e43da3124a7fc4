"""Writes into the log when the window was there for the curator: what a slow start is told by."""

from __future__ import annotations

import logging

from PySide6.QtCore import QAbstractEventDispatcher, QObject

from songclip_desktop.ui.main_window import MainWindow

WINDOW, COLLECTION = "window ready", "collection ready"

log = logging.getLogger(__name__)


class Readiness(QObject):
    """Two lines: when the window was painted and waited, and when it did so with a collection.

    Main thread. It looks each time the event loop has nothing more to do, until both are written.
    """

    def __init__(self, window: MainWindow) -> None:
        """`window` is shown, and is the parent."""
        super().__init__(window)
        self._window, self._left = window, [WINDOW, COLLECTION]
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._look)

    def _look(self) -> None:
        handle = self._window.windowHandle()
        if handle is None or not handle.isExposed():
            return
        if self._left[0] == COLLECTION and self._window.room.collection is None:
            return
        log.info(self._left.pop(0))
        if not self._left:
            QAbstractEventDispatcher.instance().aboutToBlock.disconnect(self._look)
