"""Says that the program fell the last time, and offers what it left."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, Qt

from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.messages import Banner


class CrashOffer(Banner):
    """A line, a button to read the report, another to put it aside.

    Attributes:
        dismiss: puts it aside.
    """

    def __init__(self) -> None:
        """Begins hidden."""
        super().__init__()
        self._began: datetime | None = None
        self.dismiss = QuietButton()
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.dismiss)
        layout.setAlignment(self._icon, Qt.AlignmentFlag.AlignVCenter)

    def show_crash(self, began: datetime) -> None:
        """`began`: when the session that fell was started."""
        self._began = began
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._began is not None:
            shown = self.isVisible()
            self._say()
            self.setVisible(shown)

    def _say(self) -> None:
        assert self._began is not None
        when = f"{self._began:%Y-%m-%d %H:%M}"
        self.show_problem(
            self.tr("SongClip 上次（{0} 打开）没有正常结束。").format(when),
            self.tr("做好的都在；留下的经过可以写成一份报告。"),
            self.tr("看报告"),
        )
        self.dismiss.setText(self.tr("不用了"))
