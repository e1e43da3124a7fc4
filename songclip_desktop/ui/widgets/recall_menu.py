"""Queries that were asked before: saved under a name, lately, and some to begin with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from songclip_desktop.records import Query
from songclip_desktop.ui import icons

LONGEST = 28


class RecallMenu(QMenu):
    """Signals: taken(Query), tried(words), save_wanted, let_go(Query), forget_wanted."""

    taken = Signal(object)
    tried = Signal(str)
    save_wanted = Signal()
    let_go = Signal(object)
    forget_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Empty until it is filled."""
        super().__init__(parent)
        self._saved, self._examples = QMenu(self), QMenu(self)

    def fill(
        self,
        saved: Sequence[Query],
        recent: Sequence[Query],
        examples: Sequence[str],
        why_not: str,
    ) -> None:
        """`why_not`: why what is asked now cannot be saved; empty where it can."""  # fmt: skip
        self.clear()
        self.setToolTipsVisible(True)
        for query in saved:
            action = self._add(self, query.saved_as, query.text)
            action.setIcon(icons.icon("collection"))
            action.triggered.connect(lambda _on=False, query=query: self.taken.emit(query))
        if saved:
            self.addSeparator()
        for query in recent:
            action = self._add(self, query.text, query.text)
            action.triggered.connect(lambda _on=False, query=query: self.taken.emit(query))
        if recent:
            self.addSeparator()
        self._add_examples(examples)
        save = self.addAction(self.tr("给这次检索起个名字…"))
        save.setEnabled(not why_not)
        save.setToolTip(why_not)
        save.triggered.connect(self.save_wanted)
        self._add_letting_go(saved)
        if recent:
            self.addAction(self.tr("忘掉最近问过的")).triggered.connect(self.forget_wanted)

    def pop_below(self, button: QWidget) -> None:
        """Opens with its right edge below the button's."""
        corner = QPoint(button.width() - self.sizeHint().width(), button.height() + 4)
        self.popup(button.mapToGlobal(corner))

    def _add_examples(self, examples: Sequence[str]) -> None:
        self._examples.clear()
        if not examples:
            return
        self._examples.setTitle(self.tr("试试"))
        for words in examples:
            action = self._add(self._examples, words, words)
            action.triggered.connect(lambda _on=False, words=words: self.tried.emit(words))
        self.addMenu(self._examples)

    def _add_letting_go(self, saved: Sequence[Query]) -> None:
        self._saved.clear()
        if not saved:
            return
        self._saved.setTitle(self.tr("不再保存"))
        for query in saved:
            action = self._add(self._saved, query.saved_as, query.text)
            action.triggered.connect(lambda _on=False, query=query: self.let_go.emit(query))
        self.addMenu(self._saved)

    @staticmethod
    def _add(menu: QMenu, words: str, whole: str) -> QAction:
        """Words as they are: an ampersand would mark a key."""
        short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
        action = menu.addAction(short.replace("&", "&&"))
        action.setToolTip(whole)
        return action
