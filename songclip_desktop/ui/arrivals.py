"""A `.songclip` file that was double-clicked: shown where runs are taken in, once a collection is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from songclip_desktop.ui.room import Room


class Arrivals(QObject):
    """Keeps the file that waits; the newest where several came. Main thread."""

    def __init__(self, room: Room, window: QWidget) -> None:
        """Nothing waits. `window` comes to the front when a file arrives."""
        super().__init__(window)
        self._room, self._window = room, window
        self._waiting: Path | None = None
        room.collection_changed.connect(self._lead)

    def take(self, file: str | Path) -> None:
        """Leads to the page that offers to take the file in, now or when a collection is open."""
        self._waiting = Path(file).absolute()
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.raise_()
        self._window.activateWindow()
        self._lead(self._room.collection)

    def _lead(self, collection: Any) -> None:
        if self._waiting is not None and collection is not None:
            file, self._waiting = self._waiting, None
            self._room.go("evaluate", file=file)
