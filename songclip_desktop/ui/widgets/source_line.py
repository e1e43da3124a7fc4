"""What an import comes from, in one line: each file or folder with what was found in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.messages import IconLabel
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.text import ElidedText

SHOWN = 3


class SourceLine(QWidget):
    """Icon, name, what is in it; at most three, then how many more there are."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def show_sources(self, sources: Sequence[tuple[str, str, str]]) -> None:
        """(icon, name, what is in it), in order."""
        empty(self._row)
        for icon, name, told in sources[:SHOWN]:
            self._row.addWidget(IconLabel(icon))
            self._row.addWidget(ElidedText(name, "strong", hug=True))
            if told:
                self._row.addWidget(ElidedText(told, "body", "ink_2", hug=True))
            self._row.addSpacing(16)
        if len(sources) > SHOWN:
            words = QCoreApplication.translate("SourceLine", "另有 {0} 个来源")
            left = number(len(sources) - SHOWN)
            self._row.addWidget(ElidedText(words.format(left), "body", "ink_2", hug=True))
        self._row.addStretch(1)
        self.setAccessibleName("；".join(f"{name} {told}" for _, name, told in sources))
