"""What this program is."""

from __future__ import annotations

from songclip_desktop import logs, paths, version
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.record import Facts
from songclip_desktop.ui.widgets.section import Section
from songclip_desktop.ui.widgets.text import Text


class AboutSection(Section):
    """Name, version, licence, and where things lie."""

    def __init__(self, room: Room) -> None:
        """A few lines."""
        super().__init__(room)
        self._title, self._line = self.heading()
        self._words = Text("", "body", "ink_2", wrap=True)
        self._facts = Facts(120)
        self.body.addWidget(self._words)
        self.body.addSpacing(8)
        self.body.addWidget(self._facts)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """All words."""
        self._title.setText("SongClip Desktop")
        self._line.setText(version.text())
        self._words.setText(
            self.tr("给宋画写说明、微调 Chinese-CLIP、用自己的话找画。全在这台电脑上，MIT 许可。")
        )
        collection = self.room.collection
        self._facts.show_facts(
            [
                (self.tr("这批藏品"), str(collection.dir) if collection else ""),
                (self.tr("设置与模型"), str(paths.home())),
                (self.tr("日志"), str(logs.file())),
            ]
        )

    def refresh(self) -> None:
        """The folder of the collection that is open."""
        self.retranslate()
