"""The keys of every page, and what this program is."""

from __future__ import annotations

from songclip_desktop import __version__, logs, paths
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.record import Facts
from songclip_desktop.ui.widgets.section import Section
from songclip_desktop.ui.widgets.text import Text


class KeysSection(Section):
    """Which key does what."""

    def __init__(self, room: Room) -> None:
        """A list."""
        super().__init__(room)
        self._title, self._line = self.heading()
        self._keys = Facts(160)
        self.body.addWidget(self._keys)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("快捷键"))
        self._line.setText("")
        self._keys.show_facts(
            [
                ("Ctrl+1 … 9", self.tr("到各页")),
                ("Ctrl+J", self.tr("活动")),
                ("Ctrl+,", self.tr("模型与设置")),
                ("Ctrl+N　Ctrl+O", self.tr("新建、打开藏品")),
                ("Ctrl+F　/", self.tr("找画")),
                ("Enter　Space", self.tr("看大图")),
                ("0　+　−", self.tr("大图：适合窗口、放大、缩小")),
                ("R　M　L", self.tr("大图：旋转、镜像、两幅联动")),
                ("Space　PgDn　PgUp", self.tr("手卷：往左展、往右退")),
                ("J　K", self.tr("审校与典籍：下一件、上一件")),
                ("1　2　3", self.tr("审校：白话、拟古、关键词")),
                ("A　E　R　Z　D", self.tr("审校：通过、修改、退回、撤销、对照原稿")),
                ("Ctrl+Enter", self.tr("修改时通过；入藏；开始训练")),
                ("Esc", self.tr("离开大图、修改或活动；清除检索")),
            ]
        )


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
        self._line.setText(__version__)
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
