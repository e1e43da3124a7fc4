"""Tells every page what a verb wrote, so that each redraws what it shows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from songclip_desktop.progress import Changes


class ChangeFeed(QObject):
    """One for each window. `changed(Changes)` follows every write, on the main thread."""

    changed = Signal(object)

    def announce(self, changes: Changes) -> None:
        """Says what was written."""
        self.changed.emit(changes)
