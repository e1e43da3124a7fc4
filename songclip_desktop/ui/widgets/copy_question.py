"""Copy many gigabytes into the collection, or only note where they lie? Asked before anything is done."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from songclip_desktop.ui.widgets.buttons import PlainButton
from songclip_desktop.ui.widgets.dialogs import Dialog
from songclip_desktop.ui.widgets.progress import size_words

if TYPE_CHECKING:
    from songclip_desktop.workflow.import_ import Prepared

ASKED_FROM_BYTES = 2_000_000_000

translate = QCoreApplication.translate


def copied_or_referred(parent: QWidget, prepared: Prepared) -> Prepared | None:
    """Above 2 GB the curator says whether they are copied; None where it is not wanted now."""
    size = prepared.picture_bytes()
    if size <= ASKED_FROM_BYTES:
        return prepared
    question = CopyQuestion(parent, size, shutil.disk_usage(prepared.into.dir).free)
    if question.exec() != QDialog.DialogCode.Accepted:
        return None
    return replace(prepared, copy=not question.referred)


class CopyQuestion(Dialog):
    """Three answers: not now (Esc, the default), only note the place, copy.

    Attributes:
        refer: the answer that notes the place. referred: it was given.
    """

    def __init__(self, parent: QWidget | None, size_bytes: int, free_bytes: int) -> None:
        """`free_bytes`: what the collection's disk has left."""
        super().__init__(
            parent,
            translate("CopyQuestion", "这些图片共 {0}").format(size_words(size_bytes)),
            translate(
                "CopyQuestion",
                "拷进藏品：藏品自成一体，随处可用，占同样大的空间；这块磁盘还余 {0}。\n"
                "只记下位置：不占空间，但原图须一直留在原处。",
            ).format(size_words(free_bytes)),
            translate("CopyQuestion", "取消"),
            translate("CopyQuestion", "拷进藏品"),
        )
        self.referred = False
        self.refer = PlainButton(translate("CopyQuestion", "只记下位置"))
        self.refer.clicked.connect(self._refer)
        self.answers.insertWidget(self.answers.count() - 1, self.refer)
        enough = free_bytes > size_bytes
        self.yes.set_possible(enough, translate("CopyQuestion", "这块磁盘放不下"))
        self.no.setDefault(True)
        self.no.setFocus()

    def _refer(self) -> None:
        self.referred = True
        self.accept()
