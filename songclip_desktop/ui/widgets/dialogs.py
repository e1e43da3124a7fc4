"""Dialogs: only for what cannot be undone, or for a name. The safe answer is the default key."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton
from songclip_desktop.ui.widgets.text import Text

WIDTH_PX = 480


class Dialog(QDialog):
    """A title, a sentence, what is asked, two answers.

    Attributes:
        body: layout between the sentence and the answers. answers: the row of buttons.
    """

    def __init__(self, parent: QWidget | None, title: str, text: str, no: str, yes: str) -> None:
        """`no` is the safe answer; Esc gives it."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(Text(title, "painting", wrap=True))
        column.addWidget(Text(text, "body", "ink_2", wrap=True))
        self.body = QVBoxLayout()
        column.addLayout(self.body)
        column.addSpacing(12)
        self.no, self.yes = PlainButton(no), PrimaryButton(yes)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.accept)
        self.answers = QHBoxLayout()
        self.answers.setSpacing(8)
        self.answers.addStretch(1)
        self.answers.addWidget(self.no)
        self.answers.addWidget(self.yes)
        column.addLayout(self.answers)


def ask(parent: QWidget | None, title: str, text: str, no: str, yes: str) -> bool:
    """Asks before something that cannot be undone; True where the curator wants it."""
    dialog = Dialog(parent, title, text, no, yes)
    dialog.no.setDefault(True)
    dialog.no.setFocus()
    return dialog.exec() == QDialog.DialogCode.Accepted


def ask_text(parent: QWidget | None, title: str, text: str, held: str = "") -> str:
    """Asks for a short text; empty where it was not given."""
    dialog = Dialog(
        parent,
        title,
        text,
        QCoreApplication.translate("dialogs", "取消"),
        QCoreApplication.translate("dialogs", "好"),
    )
    field = QLineEdit(held)
    field.setAccessibleName(title)
    dialog.body.addWidget(field)
    dialog.yes.setDefault(True)
    field.setFocus()
    given = dialog.exec() == QDialog.DialogCode.Accepted
    return field.text().strip() if given else ""
