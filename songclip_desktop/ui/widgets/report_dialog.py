"""A report, to be read whole, copied or saved. Nothing sends it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.text import Text

WIDTH_PX, HEIGHT_PX = 860, 640


class ReportDialog(QDialog):
    """The text, and what can be done with it.

    Attributes:
        text: the whole report, read-only. problem: why it was not saved.
    """

    def __init__(self, parent: QWidget | None, report: str) -> None:
        """`report` as it will be saved."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("报告"))
        self.resize(theme.px(WIDTH_PX), theme.px(HEIGHT_PX))
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("报告"))
        self.text.setFont(theme.font("body"))
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.problem = ErrorPanel()
        self._kept = Text("", "label", "ink_2", wrap=True)
        self.copy, self.save = PlainButton(self.tr("复制")), PrimaryButton(self.tr("保存…"))
        self.leave = QuietButton(self.tr("关闭"))
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(Text(self.tr("报告"), "painting"))
        sentence = self.tr(
            "密钥、图注、题名、文件夹和用户名已经隐去。请通读一遍；SongClip 不会把它送到任何地方，交给谁由你决定。"
        )
        column.addWidget(Text(sentence, "body", "ink_2", wrap=True))
        column.addWidget(self.text, 1)
        column.addWidget(self.problem)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._kept, 1)
        for button in (self.leave, self.copy, self.save):
            row.addWidget(button)
        column.addLayout(row)

    def save_to(self, file: Path) -> None:
        """Writes the report, and says where it is."""
        try:
            file.write_text(self.text.toPlainText(), encoding="utf-8")
        except OSError as error:
            self.problem.show_problem(
                self.tr("没有保存：{0}").format(error), self.tr("请换一个文件夹再试。")
            )
            return
        self.problem.clear()
        self._say(self.tr("已保存到 {0}").format(file))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._say(self.tr("已复制"))

    def _save(self) -> None:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(place)
        name = f"SongClip-{datetime.now():%Y%m%d-%H%M}.txt"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.tr("保存报告"), str(Path(folder) / name), "*.txt"
        )
        if chosen:
            self.save_to(Path(chosen))

    def _say(self, words: str) -> None:
        self._kept.setText(words)
