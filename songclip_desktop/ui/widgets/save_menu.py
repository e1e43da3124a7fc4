"""The forms a run can be saved in, as a menu below the button."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from songclip_desktop.exchange.run_file import SUFFIX

RUN = "run"
# What is one file, by its suffix; the other forms are folders.
SUFFIXES = {"adapter": ".safetensors", RUN: SUFFIX, "merged-pt": ".pt"}


class SaveMenu(QMenu):
    """Says in each row whom the form is for.

    Signals:
        wanted: the form that was chosen, one of `export.MODEL_FORMATS` or RUN.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Words come with `retranslate`."""
        super().__init__(parent)
        self.forms: dict[str, QAction] = {}
        for form in ("adapter", RUN, "", "peft", "merged-pt", "merged-hf", "onnx"):
            if not form:
                self.addSeparator()
                continue
            action = self.forms[form] = self.addAction("")
            action.triggered.connect(lambda _checked=False, form=form: self.wanted.emit(form))

    def retranslate(self) -> None:
        """What each form is for."""
        words = {
            "adapter": self.tr("适配器，给别的程序（.safetensors）"),
            RUN: self.tr("整次训练，带到另一台电脑（.songclip）"),
            "peft": self.tr("PEFT 文件夹，给 Hugging Face 的模型"),
            "merged-pt": self.tr("合并好的模型，给 cn_clip（.pt）"),
            "merged-hf": self.tr("合并好的模型文件夹，给 Hugging Face"),
            "onnx": self.tr("ONNX 一对，看图与读文（文件夹）"),
        }
        for form, action in self.forms.items():
            action.setText(words[form])

    def pop_below(self, button: QWidget) -> None:
        """Opens with its left edge below the button's."""
        self.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))


def ask_target(parent: QWidget, title: str, run: str, form: str) -> Path | None:
    """Where the curator wants it; a folder form gets a new folder in the chosen one."""
    suffix = SUFFIXES.get(form)
    if suffix is None:
        chosen = QFileDialog.getExistingDirectory(parent, title)
        return Path(chosen) / f"{run}-{form}" if chosen else None
    chosen, _ = QFileDialog.getSaveFileName(
        parent, title, f"{run}{suffix}", f"{suffix[1:]} (*{suffix})"
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)
