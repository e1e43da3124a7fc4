"""Below an editor: which of its characters no font of this machine can show."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPlainTextEdit

from songclip_desktop.ui.widgets.rare import lacking
from songclip_desktop.ui.widgets.text import Text


class RareLine(Text):
    """Names them while the editor is shown; an editor itself holds a text as it is."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        """Hidden until there is something to say of `editor`."""
        super().__init__("", "label", "ink_2", wrap=True)
        self._editor = editor
        self.hide()
        editor.textChanged.connect(self._tell)
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Comes and goes with the editor."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._tell()
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        found = lacking(self._editor.toPlainText(), "caption")
        words = self.tr("这台电脑的字体都没有：{characters}。存下的仍是原字。")
        self.setText(words.format(characters=" ".join(found)))
        self.setVisible(bool(found) and not self._editor.isHidden())
