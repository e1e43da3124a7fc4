"""Asks what a new collection is called and where it lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.dialogs import Dialog
from songclip_desktop.ui.widgets.text import ElidedText, Text

translate = QCoreApplication.translate


class NewCollection(Dialog):
    """A name, and the folder that the collection's own folder is made in.

    Attributes:
        field: the name. elsewhere: the button that asks for another place.
    """

    def __init__(self, parent: QWidget | None, place: Path, text: str, yes: str) -> None:
        """`place` is proposed; nothing is made here."""
        title = translate("NewCollection", "新建藏品")
        super().__init__(parent, title, text, translate("NewCollection", "取消"), yes)
        self._place = place
        self.field = QLineEdit()
        self.field.setAccessibleName(translate("NewCollection", "名字"))
        self.field.setPlaceholderText(translate("NewCollection", "例如：南宋画藏"))
        self.elsewhere = QuietButton(translate("NewCollection", "换个地方…"))
        self._where = ElidedText("", "body", "ink_2")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._where, 1)
        row.addWidget(self.elsewhere)
        self.body.setSpacing(6)
        self.body.addWidget(Text(translate("NewCollection", "名字"), "label", "ink_3"))
        self.body.addWidget(self.field)
        self.body.addSpacing(8)
        self.body.addWidget(Text(translate("NewCollection", "放在哪里"), "label", "ink_3"))
        self.body.addLayout(row)
        self.elsewhere.clicked.connect(self._choose)
        self.field.textChanged.connect(self._show)
        self.yes.setDefault(True)
        self.field.setFocus()
        self._show()

    @property
    def name(self) -> str:
        """What it is to be called; never empty once the dialog was answered with yes."""
        return self.field.text().strip()

    @property
    def folder(self) -> Path:
        """Its own folder, which is not there yet."""
        return free_name(self._place / as_file_name(self.name))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, translate("NewCollection", "藏品放在哪个文件夹里"), str(self._place)
        )
        if chosen:
            self._place = Path(chosen)
            self._show()

    def _show(self) -> None:
        self._where.setText(str(self.folder if self.name else self._place))
        reason = translate("NewCollection", "先起个名字。")
        self.yes.set_possible(bool(self.name), reason)


def ask_new(
    parent: QWidget | None, place: Path, text: str = "", yes: str = ""
) -> tuple[Path, str] | None:
    """The folder and the name that were given, or None. `text` and `yes`: other words for it."""
    dialog = NewCollection(
        parent,
        place,
        text
        or translate("NewCollection", "给这批藏品起个名字。原图和说明都存在它自己的文件夹里。"),
        yes or translate("NewCollection", "新建"),
    )
    given = dialog.exec() == QDialog.DialogCode.Accepted
    return (dialog.folder, dialog.name) if given and dialog.name else None


def free_name(wanted: Path) -> Path:
    """That folder, or where it is taken the same with the first free number behind it."""
    number, free = 2, wanted
    while free.exists():
        free, number = wanted.with_name(f"{wanted.name} {number}"), number + 1
    return free


def as_file_name(name: str) -> str:
    """A name without what a file system refuses."""
    kept = "".join(" " if letter in '\\/:*?"<>|' else letter for letter in name).strip(" .")
    return kept or "SongClip"
