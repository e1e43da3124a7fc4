"""The searches kept under a name: taken up again, kept, forgotten."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget


class FilterMenu(QMenu):
    """Signals: taken(name), forgotten(name), and keep_wanted where a name is to be asked for."""

    taken = Signal(str)
    forgotten = Signal(str)
    keep_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Empty until it is shown."""
        super().__init__(parent)
        self.triggered.connect(self._chosen)
        self._forget = QMenu(self)

    def pop_below(self, button: QWidget, names: Iterable[str], can_keep: bool, why: str) -> None:
        """Shows the names that are kept; `why` says why nothing can be kept."""
        self.fill(names, can_keep, why)
        self.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def fill(self, names: Iterable[str], can_keep: bool, why: str) -> None:
        """What `pop_below` shows."""
        self.clear()
        self._forget.clear()
        self.setToolTipsVisible(True)
        for name in names:
            self.addAction(_plain(name)).setData(("take", name))
            self._forget.addAction(_plain(name)).setData(("forget", name))
        if not self._forget.isEmpty():
            self.addSeparator()
        keep = self.addAction(self.tr("记下现在的筛选…"))
        keep.setData(("keep", ""))
        keep.setEnabled(can_keep)
        keep.setToolTip(why)
        if not self._forget.isEmpty():
            self._forget.setTitle(self.tr("不再保留"))
            self.addMenu(self._forget)

    def _chosen(self, action: object) -> None:
        act, name = action.data()  # type: ignore[attr-defined]
        if act == "take":
            self.taken.emit(name)
        elif act == "forget":
            self.forgotten.emit(name)
        else:
            self.keep_wanted.emit()


def _plain(name: str) -> str:
    """A name as it is: an ampersand would mark a key."""
    return name.replace("&", "&&")
