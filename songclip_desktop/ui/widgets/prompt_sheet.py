"""The sheet of the prompt: what a model is asked, to be read, changed, tried and taken back."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from songclip_desktop.drafting import prompts
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import DRAFTED_KINDS, Painting
from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.columns import Columns
from songclip_desktop.ui.widgets.dialogs import ask
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import Reading, Text

TYPING_MS = 300
NAME = "draft"


class PromptSheet(Sheet):
    """The text at the left, beside it how it reads for one work. Unsaved text stays in the field.

    Signals:
        saved: another prompt is in use now.
    """

    name = "prompt"
    saved = Signal()

    def __init__(self) -> None:
        """Nothing is read before `show_prompt`."""
        super().__init__()
        self._painting: Painting | None = None
        self.editor = QPlainTextEdit()
        self.editor.setTabChangesFocus(True)
        self.editor.setMinimumHeight(theme.px(280))
        self._heads = [Text("", "section") for _ in range(2)]
        self._variables = Text("", "label", "ink_3", wrap=True)
        self.preview = Reading("", "body", "ink_2")
        self.keep, self.reset = PrimaryButton(), QuietButton()
        columns = Columns(break_px=720, spacing_px=32)
        columns.add(_column(self._heads[0], self.editor, self._variables), 3)
        columns.add(_column(self._heads[1], self.preview), 2)
        self.body.addWidget(columns, 1)
        self.with_foot(self.keep, self.reset)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.read)
        self.editor.textChanged.connect(self._typed)
        self.keep.clicked.connect(self._save)
        self.reset.clicked.connect(self._reset)

    def show_prompt(self, painting: Painting | None) -> None:
        """The prompt in use, filled in for this work; text that was not saved is still there."""
        self._painting = painting
        if not self.editor.document().isModified():
            self._load()
        self.retranslate()

    def retranslate(self) -> None:
        """All anew."""
        super().retranslate()
        self._heads[0].setText(self.tr("原文"))
        self._heads[1].setText(self.tr("送出时是这样"))
        self.editor.setAccessibleName(self.tr("提示"))
        self._variables.setText(
            self.tr(
                "$facts 换成编目事项，$keys 换成要写的几种，$remark 换成重写时的意见，"
                "$problem 换成回复哪里不合要求。# 开头的各节都要留着。"
            )
        )
        self.keep.setText(self.tr("保存"))
        self.reset.setText(self.tr("恢复原来的"))
        self.read()

    def read(self) -> None:
        """Reads the text as it stands: its version and preview, or why it cannot be used."""
        self._typing.stop()
        changed = self.editor.document().isModified()
        own = prompts.is_own(NAME)
        self.reset.setVisible(own or changed)
        try:
            prompt = prompts.read(NAME, _tidy(self.editor.toPlainText()))
        except SongClipError as error:
            self.problem.show_error(error)
            self.say(self.tr("提示"), self.tr("还没有保存"))
            self.keep.set_possible(False, error.what)
            return
        self.problem.clear()
        if changed:
            words = self.tr("{version}，还没有保存")
        else:
            words = self.tr("{version}，你改过的") if own else self.tr("{version}，原来的")
        self.say(self.tr("提示"), words.format(version=prompt.version))
        self.keep.set_possible(changed, self.tr("没有改动"))
        painting = self._painting
        if painting is not None:
            system, user = prompts.draft_texts(prompt, painting, DRAFTED_KINDS)
            self.preview.set_text(f"{system}\n\n{user}")

    def _load(self) -> None:
        try:
            text = prompts.source(NAME)
        except SongClipError:
            text = prompts.shipped(NAME)
        self.editor.setPlainText(text.strip())
        self.editor.document().setModified(False)

    def _typed(self) -> None:
        self._typing.start()

    def _save(self) -> None:
        try:
            prompts.save(NAME, self.editor.toPlainText())
        except SongClipError as error:
            self.problem.show_error(error)
            return
        except OSError as error:
            self.problem.show_problem(
                self.tr("提示没有存成：{reason}").format(reason=error.strerror or error),
                self.tr("请看看磁盘是否已满，再保存。"),
            )
            return
        self.editor.document().setModified(False)
        self.read()
        self.saved.emit()

    def _reset(self) -> None:
        title, text = self.tr("恢复原来的提示？"), self.tr("你写的提示会删去，不能找回。")
        if not ask(self, title, text, self.tr("留着"), self.tr("恢复")):
            return
        prompts.reset(NAME)
        self._load()
        self.read()
        self.saved.emit()


def _tidy(text: str) -> str:
    """As it is kept: so the shipped text reads as the shipped version."""
    return text.replace("\r\n", "\n").strip() + "\n"


def _column(*widgets: QWidget) -> QWidget:
    column = QWidget()
    box = QVBoxLayout(column)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    for widget in widgets:
        box.addWidget(widget, 1 if isinstance(widget, QPlainTextEdit) else 0)
    if not isinstance(widgets[1], QPlainTextEdit):
        box.addStretch(1)
    return column
