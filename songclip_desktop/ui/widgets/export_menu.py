"""The forms works can leave in, as a menu below the button; and captions read elsewhere coming back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from songclip_desktop.workflow.export_forms import FILES, FOLDERS, PDF

# What is one file, by its suffix; the other forms are folders.
SUFFIXES = {form: Path(name).suffix for form, name in FILES.items()} | {PDF: ".pdf"}
ORDER = ("xlsx", "csv", "jsonl", PDF, "", "iiif", "lido", "dc", "xmp", "bagit")


class ExportMenu(QMenu):
    """Says above which works are meant, and in each row whom the form is for.

    Signals:
        wanted: the form that was chosen, one of `export_forms.FORMS` or PDF.
        merge_wanted: captions that were read elsewhere are to come back.
    """

    wanted = Signal(str)
    merge_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Words come with `retranslate`."""
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self.which = self.addAction("")
        self.which.setEnabled(False)
        self.forms: dict[str, QAction] = {}
        for form in ORDER:
            if not form:
                self.addSeparator()
                continue
            action = self.forms[form] = self.addAction("")
            action.triggered.connect(lambda _checked=False, form=form: self.wanted.emit(form))
        self.addSeparator()
        self.merge = self.addAction("")
        self.merge.triggered.connect(lambda: self.merge_wanted.emit())

    def retranslate(self) -> None:
        """What each form is for."""
        words = {
            "xlsx": self.tr("Excel 工作簿，给登记和审校（.xlsx）"),
            "csv": self.tr("CSV 表格（.csv）"),
            "jsonl": self.tr("JSON Lines，给程序（.jsonl）"),
            PDF: self.tr("图录，供打印（.pdf）"),
            "iiif": self.tr("IIIF 3 与切图，放到网上（文件夹）"),
            "lido": self.tr("LIDO 1.1，给文博数据平台（.xml）"),
            "dc": self.tr("Dublin Core，给图书馆（.xml）"),
            "xmp": self.tr("XMP，给图像软件（文件夹）"),
            "bagit": self.tr("BagIt 存档包，连同原图（文件夹）"),
        }
        for form, action in self.forms.items():
            action.setText(words[form])
        self.merge.setText(self.tr("并入别处审校过的表格…"))

    def pop_below(self, button: QWidget, which: str, locked: str) -> None:
        """Opens below the button; `which`: the works meant, `locked`: why nothing can come in."""
        self.which.setText(which)
        self.merge.setEnabled(not locked)
        self.merge.setToolTip(locked)
        self.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))


def ask_target(parent: QWidget, title: str, name: str, form: str) -> Path | None:
    """Where the curator wants it; a form of FOLDERS gets a new folder in the chosen one."""
    if form in FOLDERS:
        chosen = QFileDialog.getExistingDirectory(parent, title)
        return Path(chosen) / f"{name}-{form}" if chosen else None
    suffix = SUFFIXES[form]
    chosen, _ = QFileDialog.getSaveFileName(
        parent, title, f"{name}{suffix}", f"{suffix[1:]} (*{suffix})"
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)
