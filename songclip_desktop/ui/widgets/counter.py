"""How many tokens of the model's limit a caption takes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from songclip_desktop.ui.widgets.progress import Bar
from songclip_desktop.ui.widgets.text import Text

translate = QCoreApplication.translate
LIMIT = 50


class TokenCounter(QWidget):
    """A short bar and 27 / 50 字元; ochre beyond the limit."""

    heard_as = QAccessible.Role.Grouping

    def __init__(self, limit: int = LIMIT) -> None:
        """`limit`: usable tokens, 50 of Chinese-CLIP's 52."""
        super().__init__()
        self._limit, self._count = limit, 0
        self._bar = Bar()
        self._bar.setFixedWidth(48)
        self._words = Text("", "label", "ink_2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._bar)
        row.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Tokens of the text as it stands, without the two the model adds itself."""
        self._count = count
        words = translate("counter", "{0} / {1} 字元").format(count, self._limit)
        self._words.setText(words)
        self._words.set_tone("ochre" if count > self._limit else "ink_2")
        self.setAccessibleName(words)
        self._bar.set_fraction(count / self._limit)
