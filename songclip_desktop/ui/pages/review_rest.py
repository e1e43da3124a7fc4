"""What the review page says when nothing is left to decide on, and where to go from there."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from songclip_desktop.ui.pages.page import Header
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton
from songclip_desktop.ui.widgets.messages import EmptyState


class Rest(QWidget):
    """All is reviewed: a count and the next step.

    Signals:
        went: the name of the page to go to.
    """

    went = Signal(str)

    def __init__(self, *buttons: QWidget) -> None:
        """`buttons`: at the right of its header."""
        super().__init__()
        self._approved = 0
        self._head = Header(*buttons)
        self._onward, self._second = PrimaryButton(tall=True), PlainButton(tall=True)
        self._words = EmptyState(self._onward, self._second)
        self._onward.clicked.connect(
            lambda: self.went.emit("finetune" if self._approved else "draft")
        )
        self._second.clicked.connect(lambda: self.went.emit("collection"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head)
        column.addWidget(self._words, 1)

    def say(self, approved: int) -> None:
        """`approved`: how many captions stand approved."""
        self._approved = approved
        self._head.say(self.tr("审校"))
        self._second.setText(self.tr("看藏品"))
        if approved:
            title = self.tr("都审过了：{count} 条已通过").format(count=QLocale().toString(approved))
            self._words.say(title, self.tr("下一步是训练：让模型学会你们的用语。"))
            self._onward.setText(self.tr("去训练"))
        else:
            title = self.tr("还没有草稿")
            self._words.say(title, self.tr("先为画撰稿，草稿写成了会在这里等你审。"))
            self._onward.setText(self.tr("去撰稿"))
