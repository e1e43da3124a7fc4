"""The buttons under a passage: what can be done with its annotation as things stand."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from songclip_desktop.records import Passage
from songclip_desktop.ui.pages.page import MARGIN_PX
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton

translate = QCoreApplication.translate


class PassageActions(QWidget):
    """Approve, edit, reject, withdraw, undo; while editing, keep or leave; without annotation, have it made.

    Attributes:
        service: shows or hides the fields of the service that annotates.
    """

    def __init__(self) -> None:
        """Words come with `retranslate`."""
        super().__init__()
        self.approve = PrimaryButton(hint="A", tall=True)
        self.edit = PlainButton(hint="E", tall=True)
        self.by_model = PlainButton(tall=True)
        self.reject = QuietButton(hint="R", tall=True)
        self.withdraw = QuietButton(hint="W", tall=True)
        self.undo = QuietButton(hint="Z", tall=True)
        self.keep, self.leave = PrimaryButton(tall=True), QuietButton(tall=True)
        self.service = QuietButton(tall=True)
        bar = QHBoxLayout(self)
        bar.setContentsMargins(MARGIN_PX + 8, 8, MARGIN_PX, 24)
        bar.setSpacing(8)
        for button in (self.approve, self.keep, self.edit, self.by_model, self.service,
                       self.withdraw, self.reject, self.leave):  # fmt: skip
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self.undo)

    def retranslate(self) -> None:
        """Words that do not hang on the passage."""
        self.approve.setText(translate("passage_actions", "通过注释"))
        self.reject.setText(translate("passage_actions", "退回"))
        self.withdraw.setText(translate("passage_actions", "收回通过"))
        self.undo.setText(translate("passage_actions", "撤销"))
        self.keep.setText(translate("passage_actions", "存为草稿"))
        self.leave.setText(translate("passage_actions", "不改了"))
        self.by_model.setText(translate("passage_actions", "由模型注释"))
        self.service.setText(translate("passage_actions", "服务…"))

    def show_state(
        self, passage: Passage | None, *, editing: bool, busy: bool, writable: bool
    ) -> None:
        """Shows what fits.

        Args:
            passage: the one being read.
            editing: its fields are open.
            busy: a model is annotating.
            writable: the collection is not read-only.
        """
        status = passage.status if passage else None
        said = passage is not None and passage.annotation is not None
        reading = passage is not None and not editing
        self.approve.setVisible(said and reading and status != "approved")
        self.withdraw.setVisible(reading and status == "approved")
        self.reject.setVisible(said and reading and status != "rejected")
        self.edit.setVisible(reading)
        change, write = translate("passage_actions", "修改"), translate("passage_actions", "自己写")
        self.edit.setText(change if said else write)
        asks = reading and not busy and (not said or status == "rejected")
        self.by_model.setVisible(asks)
        self.service.setVisible(asks)
        self.keep.setVisible(editing)
        self.leave.setVisible(editing)
        self.undo.setVisible(reading)
        reason = translate("passage_actions", "藏品是只读打开的")
        for button in (self.approve, self.edit, self.reject, self.undo, self.by_model, self.keep,
                       self.withdraw):  # fmt: skip
            button.set_possible(writable, reason)
